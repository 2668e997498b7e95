"""genwen diff: what the clerk changed beside what the facts would change, in the terminal or as a marked-up .docx."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.again import say
from genwen.cli.build_report import is_ordinal
from genwen.cli.chinese import Command
from genwen.cli.drafts import SHOWN_ID, opened
from genwen.cli.options import DocumentName, content_option, json_option, print_json, year_option
from genwen.diagnostics import ExitCode, GenwenError
from genwen.pipeline import draft_now
from genwen.project import Project
from genwen.revision.telling import outcome_line

if TYPE_CHECKING:
    from genwen.drafts import Edited
    from genwen.outputs import OutputFolder
    from genwen.revision.compare import Difference
    from genwen.revision.merge import Generation, Outcome
    from genwen.revision.store import Version

MAX_NUMBERS, MAX_UNTOLD, MAX_FACTS = 4, 12, 4


@click.command(cls=Command)
@click.argument("name", type=DocumentName(), metavar="名称")
@click.option("--from", "since", metavar="编号", help="从这一稿比起（编号见 genwen history），不看手工修改")
@click.option("--to", "until", metavar="编号", help="比到这一稿为止（默认：现在的事实）")
@click.option(
    "--file", "file", type=click.Path(path_type=Path), metavar="文件.docx", help="另一处的稿子（默认：已生成的）"
)
@click.option("--out", "docx", type=click.Path(path_type=Path), metavar="文件.docx", help="写成花脸稿（带修订标记）")
@year_option
@content_option
@json_option
def diff(
    name: str,
    since: str | None,
    until: str | None,
    file: Path | None,
    docx: Path | None,
    year: int | None,
    content: Path | None,
    as_json: bool,
) -> int:
    """对照：生成以后您改了哪些，现在的事实又会改哪些；什么都不写。

    写了 --from，则比较两稿生成稿；加 --out，把两稿的不同写成花脸稿（不再逐处列出）。
    """
    from genwen.revision.compare import differences
    from genwen.revision.merge import compare_generations, merge_draft

    project, folder = opened(name, year, content)
    path = file or folder.path(name)
    after = _until(project, folder, name, until)
    mine, written, waiting = None, None, False
    if since:
        base = _version(folder, name, since)
        before = _generation(folder, base)
    else:
        edited = _edited(project, folder, name, path)
        base, before, waiting = edited.version, edited.generation, edited.open
        mine, written = (None, None) if until else (edited.file, edited.data)
    found = differences(before, mine, after, path.name)
    if docx is not None:
        compared = compare_generations(before, after)
        _write_docx(docx, compared.docx or before.docx, folder.path(name))
        if not as_json:
            say(f"花脸稿已写到 {docx}：由 {base.id[:SHOWN_ID]} 一稿改到{'编号 ' + until if until else '现在'}")
            say(f"  标出了 {len(compared.places)} 处；手工修改不在里面")
            return int(ExitCode.CLEAN)
    # the facts change what the next build says they change
    outcomes = merge_draft(before, written or before.docx, after).places
    if as_json:
        counted = {"您改的": _count(found)} if mine is not None else {}
        print_json({"名称": name, "编号": base.id, **counted, "事实改的": len(outcomes),
                    "不同": [item.to_json() for item in found]})  # fmt: skip
    else:
        _tell_differences(project.shown(path), base, found, outcomes, mine is not None)
        if mine is not None and mine != before.docx and all(item.mine is None for item in found):
            say("您没有改文字；加粗、字号、段落等格式的改动不逐处列出，再生成时原样保留")
        if waiting and mine is not None:
            say("\n稿子里还有没处理的修订：上面把它们当作还没有补进去来对照")
    return int(ExitCode.CLEAN)


def _write_docx(path: Path, data: bytes, document: Path) -> None:
    from genwen.ooxml.package import write_atomically

    if path.resolve() == document.resolve():
        raise GenwenError("花脸稿不能写在公文自己的位置上", "另写一个文件名，如 --out 花脸稿.docx")
    if path.exists():
        raise GenwenError(f"已经有 {path}，没有覆盖它", "另写一个文件名，或先把它移走")
    write_atomically(path, [data])


def _edited(project: Project, folder: OutputFolder, name: str, path: Path) -> Edited:
    """The draft as the clerk wrote it. Raises GenwenError with the way to go on when that is not known."""
    from genwen.drafts import edited_from

    if not path.is_file():
        raise GenwenError(f"没有 {project.shown(path)}", f"先生成：genwen build {name}")
    return edited_from(folder, name, path)


def _version(folder: OutputFolder, name: str, build: str) -> Version:
    from genwen.drafts import find_past

    past = find_past(folder, name, build)
    version = past.version or folder.versions.find(name, past.base)
    if version is None:
        raise GenwenError(f"备份 {past.id} 不知道是由哪一稿改来的", f"用 genwen history {name} 另选一稿")
    return version


def _generation(folder: OutputFolder, version: Version) -> Generation:
    generation = folder.versions.generation(version)
    if generation is None:
        raise GenwenError(f"编号 {version.id} 的生成记录已损坏", f"用 genwen history {version.name} 另选一稿")
    return generation


def _until(project: Project, folder: OutputFolder, name: str, until: str | None) -> Generation:
    if until:
        return _generation(folder, _version(folder, name, until))
    generation = draft_now(project, name).generation(folder.versions)
    if generation is None:
        raise GenwenError(f"{name} 最近一次的生成记录已损坏", f"先运行 genwen build {name}")
    return generation


def _count(found: Sequence[Difference]) -> int:
    """In how many places the clerk has changed something."""
    return sum(item.counts.get("mine", 0) for item in found)


def _tell_differences(
    file: str, base: Version, found: Sequence[Difference], outcomes: Sequence[Outcome], with_mine: bool
) -> None:
    from genwen.revision.compare import shown

    whose = (
        f"{file}，由 {base.when} 生成的一稿（编号 {base.id[:SHOWN_ID]}）改来"
        if with_mine
        else f"编号 {base.id[:SHOWN_ID]}（{base.when}）"
    )
    say(whose)
    new = len(outcomes)
    if with_mine:
        say(f"您改了 {_count(found)} 处；现在的事实要改 {new} 处" + ("" if found or new else "，没有不同"))
    else:
        say(f"不同 {new} 处" if new else "没有不同")
    if found:
        say("[-减去的-]，{+加上的+}")
    found = shown(outcomes, found)
    numbers = [item for item in found if item.mine is None and item.ordinal and is_ordinal(item.old)]
    for item in found:
        if item not in numbers:
            _tell_difference(item, with_mine)
    _tell_untold(outcomes, found)
    if numbers:
        say(f"\n序号跟着改 {len(numbers)} 处：{'、'.join(item.place for item in numbers[:MAX_NUMBERS])}"
                   + ("等" if len(numbers) > MAX_NUMBERS else ""))  # fmt: skip


def _tell_difference(item: Difference, with_mine: bool) -> None:
    from genwen.revision.compare import excerpt

    say("")
    facts = "、".join(item.facts[:MAX_FACTS]) + (f"等{len(item.facts)}项" if len(item.facts) > MAX_FACTS else "")
    say(f"{item.place or '文中'}" + (f"  {facts}" if facts else ""))
    for side, label, text in (("mine", "您改的", item.mine), ("new", "事实改的" if with_mine else "改动", item.new)):
        if text is not None:
            said = excerpt(item.marks[side]) or _whole(item, text)
            say(f"  {label}：" + said.replace("\n", "　" if item.row else " ⏎ "))


def _tell_untold(outcomes: Sequence[Outcome], found: Sequence[Difference]) -> None:
    """What the facts change that is no difference of a text: the order of parts, charts, indents."""
    from genwen.revision.compare import untold
    from genwen.revision.merge import Kind

    rest = untold(outcomes, found)
    for what, wanted in (("挪动", True), ("另有", False)):
        some = [outcome for outcome in rest if (outcome.kind is Kind.MOVED) is wanted]
        if some:
            say(f"\n{what} {len(some)} 处")
        for outcome in some[:MAX_UNTOLD]:
            say(f"  {outcome_line(outcome)}")
        if len(some) > MAX_UNTOLD:
            say(f"  ……共 {len(some)} 处")


def _whole(item: Difference, text: str) -> str:
    """What is said of a whole paragraph or row that came or went."""
    from genwen.revision.compare import excerpt

    what = "行" if item.row else "段"
    if not item.old:
        return f"加了一{what} {excerpt(text)}"
    return f"删去了这一{what} {excerpt(item.old)}"
