"""genwen pull: what was changed in a draft written back to the facts, one by one."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.again import say
from genwen.cli.chinese import Command
from genwen.cli.drafts import named_file
from genwen.cli.options import (
    DocumentName,
    content_option,
    json_option,
    out_option,
    print_json,
    project_at,
    year_option,
)
from genwen.diagnostics import ExitCode, GenwenError, nearest
from genwen.pipeline import draft_now
from genwen.project import Project
from genwen.records import record
from genwen.revision.telling import short

if TYPE_CHECKING:
    from genwen.revision.asked import Asked
    from genwen.revision.edits import Use
    from genwen.write_back import Proposal

MAX_PLACES, MAX_NAMES = 4, 6
LONG = 36


@click.command(cls=Command)
@click.argument("file", metavar="文件")
@click.option("--name", "name", type=DocumentName(), metavar="名称", help="当作哪份公文（默认按文件名）")
@click.option("--yes", is_flag=True, help="不逐项问，拿得准的全部写回")
@click.option(
    "--fact", "chosen", multiple=True, metavar="事实", help="只写回这一项（可写多次），如 统计.2025.数据.用水量"
)
@click.option("--check", "only_check", is_flag=True, help="只看，不写；稿子里改过的和事实不一致时退出码是 1")
@year_option
@content_option
@out_option
@json_option
def pull(
    file: str,
    name: str | None,
    yes: bool,
    chosen: tuple[str, ...],
    only_check: bool,
    year: int | None,
    content: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """回写：稿子里改过的数和文字，逐项问要不要写回事实文件。

    文件写公文的名称，或别处的 .docx。算出来的数不写回；几处改得不一样、拿不准的，只列出来。
    """
    from genwen.outputs import RECORD_FOLDER
    from genwen.revision.asked import Asked
    from genwen.write_back import OFFERED, REFUSED, SAME, proposals

    project = project_at(year, content, out)
    path, document = named_file(project, file, name)
    uses, today, refused = _uses(project, path, document)
    printed = sorted({use.path for use in (*uses, *today) if use.path})
    for wanted in chosen:
        if wanted not in printed:
            raise GenwenError(f"{document} 里没有印出事实“{wanted}”", nearest(wanted, printed) or "检查事实的路径")
    found = [item for item in proposals(project, document, uses, today, refused) if not chosen or item.path in chosen]
    asked = Asked(project.output_folder / RECORD_FOLDER)
    answered = asked.of(document)
    # told in a line, and not asked again: what is written already, what the clerk has decided
    settled = [item for item in found if not chosen and (item.state in (SAME, REFUSED) or item.id in answered)]
    offered = [item for item in found if item.state in OFFERED and item not in settled]
    open_ones = [item for item in found if item.state != SAME]
    answers = Answers()
    if not as_json:
        _tell_settled(document, settled)
        _tell_all(project, path, [item for item in found if item not in settled], settled, chosen)
    if not only_check:
        answers = _accepted(offered, yes, bool(chosen), as_json)
        _write_all(project, answers.yes)
        _remember(asked, document, answers)
    if as_json:
        print_json({"文件": str(path), "改动": [item.to_json() for item in found],
                    "写回": [item.path for item in answers.yes]})  # fmt: skip
    elif not only_check:
        _tell_end(document, found, settled, answers, yes)
    return int(ExitCode.FINDINGS if only_check and open_ones else ExitCode.CLEAN)


def _uses(project: Project, path: Path, document: str) -> tuple[list[Use], list[Use], Collection[tuple[str, str]]]:
    """Where facts are printed in the draft, held against its own generation, where they are printed now, and what they
    were printed as earlier: a draft that says so again has refused an update."""
    from genwen.drafts import edited_from
    from genwen.outputs import OutputFolder
    from genwen.revision.edits import uses_of

    folder = OutputFolder.open(project.output_folder)
    edited = edited_from(folder, document, path)
    now = draft_now(project, document).generation(folder.versions)
    today = uses_of(now, now.docx) if now is not None else []
    return uses_of(edited.generation, edited.file, path.name), today, edited.earlier


@record
class Answers:
    """What the clerk wants written, and what he was asked and does not want written."""

    yes: Sequence[Proposal] = ()
    no: Sequence[Proposal] = ()


def _remember(asked: Asked, document: str, answers: Answers) -> None:
    try:
        asked.remember(document, [item.id for item in answers.no], [item.id for item in answers.yes])
    except OSError:
        return  # asked again next time, nothing worse


def _tell_all(
    project: Project, path: Path, found: Sequence[Proposal], settled: Sequence[Proposal], chosen: Sequence[str]
) -> None:
    if not found:
        what = f"事实“{'、'.join(chosen)}”" if chosen else "印出的事实"
        say(f"{project.shown(path)} 里没有" + ("要问的改动" if settled else f"改动{what}"))
        return
    say(f"{project.shown(path)} 里改动的事实：")
    if any(len(line) > LONG and "[-" in line for item in found for line in proposal_lines(item)):
        say("（[-减去的-]，{+加上的+}）")
    for item in found:
        say("")
        for line in proposal_lines(item):
            say(line)
    say("")


def _tell_settled(document: str, settled: Sequence[Proposal]) -> None:
    """What needs no asking, a line for each kind."""
    from genwen.write_back import REFUSED, SAME

    same = [item for item in settled if item.state == SAME]
    refused = [item for item in settled if item.state == REFUSED]
    no = [item for item in settled if item not in same and item not in refused]
    if same:
        say(f"事实里已经是这样的 {len(same)} 项：{_names(same)}")
    if refused:
        say(f"没有采用更新的 {len(refused)} 项，稿子里还是以前的：{_names(refused)}")
    if no:
        say(f"以前答过不写回的 {len(no)} 项：{_names(no)}")
    if refused or no:
        say(f"  这{'些' if len(refused) + len(no) > 1 else '项'}不再逐项问；要写回：genwen pull {document} --fact 事实")


def _names(items: Sequence[Proposal]) -> str:
    """Facts by name with what the draft says and what the facts say, a few of many."""
    from genwen.write_back import SAME

    said = []
    for item in items[:MAX_NAMES]:
        now = "" if item.state == SAME or not item.now else f"，事实“{short(item.now)}”"
        said.append(f"{item.path}（{'' if item.state == SAME else '稿子'}“{short(item.mine)}”{now}）")
    return "、".join(said) + (f"等{len(items)}项" if len(items) > MAX_NAMES else "")


def proposal_lines(item: Proposal) -> list[str]:
    """One changed fact for the terminal: what, where, and what may be done."""
    lines = [f"{item.path}  “{short(item.old)}” → “{short(item.mine)}”  【{item.state}】"]
    if item.state == "事实也变了":
        lines.append(f"  生成时“{short(item.old)}”，稿子里“{short(item.mine)}”，事实现在“{short(item.now)}”")
    if item.position and item.wanted and item.wanted != item.typed:
        lines.append(f"  {item.position.file}:{item.position.line}  {_change(item)}")
    elif item.position:
        lines.append(f"  {item.position.file}:{item.position.line}")
    changed = [use.place for use in item.changed]
    same = [use.place for use in item.uses if not use.changed]
    if changed:
        lines.append(f"  改了 {len(changed)} 处：{_places(changed)}")
    if same:
        left, follow = ("还空着", "填上") if _gap(item) else ("没改", "改")
        after = f"（写回以后，再生成时这些地方也会跟着{follow}）" if item.wanted and item.wanted != item.typed else ""
        lines.append(f"  {left} {len(same)} 处：{_places(same)}{after}")
    lines += [f"  写回以后有矛盾：{against}" for against in item.against]
    if item.reason:
        lines.append(f"  {item.reason}")
    return lines


def _gap(item: Proposal) -> bool:
    """Whether it was to be filled in."""
    return all(use.kind == "待补" for use in item.uses)


def _change(item: Proposal) -> str:
    """What is written: both scalars when they are short, else what changes in a long one."""
    from genwen.revision.compare import excerpt, marked

    if max(len(item.typed), len(item.wanted)) <= LONG:
        return f"{item.typed} → {item.wanted}"
    return excerpt(marked(item.typed, item.wanted))


def _places(places: Sequence[str]) -> str:
    shown = list(dict.fromkeys(place or "文中" for place in places))
    return "；".join(shown[:MAX_PLACES]) + (f"；……共{len(shown)}段" if len(shown) > MAX_PLACES else "")


def _accepted(offered: Sequence[Proposal], yes: bool, named: bool, quiet: bool) -> Answers:
    """Those to be written: the sure ones with --yes, those named with --yes too, else what the clerk says yes to."""
    from genwen.write_back import CLEAR

    if yes:
        return Answers([item for item in offered if named or item.state == CLEAR])
    if quiet or not offered:
        return Answers()
    accepted: list[Proposal] = []
    rejected: list[Proposal] = []
    for item in offered:
        question = f"写回 {item.path}（{_change(item)}）吗？[y/N]"
        try:
            answer = click.prompt(question, default="n", show_default=False, prompt_suffix=" ")
        except click.Abort:
            if sys.stdin.isatty():
                raise
            say()
            break  # no more answers were piped in
        (accepted if str(answer).strip().lower() in ("y", "yes", "是", "写回") else rejected).append(item)
    return Answers(accepted, rejected)


def _write_all(project: Project, accepted: Sequence[Proposal]) -> None:
    from genwen.write_back import write

    def place(item: Proposal) -> tuple[str, int, int]:
        assert item.position is not None
        return item.position.file, item.position.line, item.position.column

    # from the end of a file to its beginning, so that no place moves before it is used
    for item in sorted(accepted, key=place, reverse=True):
        write(project, item)


def _tell_end(
    document: str, found: Sequence[Proposal], settled: Sequence[Proposal], answers: Answers, yes: bool
) -> None:
    from genwen.write_back import OFFERED, UNSOUND

    for item in answers.yes:
        assert item.position is not None
        say(f"已写回 {item.position.file}:{item.position.line}  {_change(item)}")
    if answers.yes:
        say(f"写回 {len(answers.yes)} 项。再运行 genwen build {document}，别的地方和别的公文跟着更新")
        if any(UNSOUND in item.reason for item in found):
            say(f"  上面有核对不过的，和写回的几项可能有关：再运行一次 genwen pull {document} 看看")
    if answers.no:
        say(f"没有写回的 {len(answers.no)} 项，稿子里不再改的，以后不再问；要写回：genwen pull {document} --fact 事实")
    done = (*answers.yes, *answers.no, *settled)
    left = [item for item in found if item.state in OFFERED and item not in done]
    if left and yes:
        say(f"没有写回的 {len(left)} 项（--yes 只写拿得准的），您看准了的，单独写：")
        for item in left:
            say(f"  {_why_left(item)}：genwen pull {document} --yes --fact {item.path}")
    elif left:
        say(f"没有写回的 {len(left)} 项：逐项问请在终端里运行；拿得准的全部写回加 --yes；只写某项加 --yes --fact 事实")
    elif any(item not in done for item in found) and not answers.yes and not answers.no:
        say("没有可以写回的，原因见上")


def _why_left(item: Proposal) -> str:
    """Why --yes does not write a change that can be written."""
    same = [use.place for use in item.uses if not use.changed]
    if item.state == "与别处矛盾":
        return f"“{short(item.mine)}”写回以后有矛盾（见上）"
    if item.state == "部分改了" and _gap(item):
        return f"填了“{short(item.mine)}”，{_places(same)}还空着，那里也许是由它算出来的"
    if item.state == "部分改了":
        return f"“{short(item.mine)}”只改了一部分，{_places(same)}没有改"
    if item.state == "事实也变了":
        return f"稿子里是“{short(item.mine)}”，事实已变为“{short(item.now)}”，要定用哪个"
    return f"稿子里是“{short(item.mine)}”，是以前生成的，没有采用更新"
