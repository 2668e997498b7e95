"""genwen pull: what was changed in a draft written back to the facts, one by one."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.build_report import short
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

if TYPE_CHECKING:
    from genwen.revision.edits import Use
    from genwen.write_back import Proposal

MAX_PLACES = 4
LONG = 36


@click.command(cls=Command)
@click.argument("file", metavar="文件")
@click.option("--name", "name", type=DocumentName(), metavar="名称", help="当作哪份公文（默认按文件名）")
@click.option("--yes", is_flag=True, help="不逐项问，拿得准的全部写回")
@click.option(
    "--fact", "chosen", multiple=True, metavar="事实", help="只写回这一项（可写多次），如 统计.2025.数据.用水量"
)
@click.option("--check", "only_check", is_flag=True, help="只看，不写；稿子和事实不一致时退出码是 1")
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
    from genwen.write_back import OFFERED, SAME, proposals

    project = project_at(year, content, out)
    path, document = named_file(project, file, name)
    uses, today, refused = _uses(project, path, document)
    printed = sorted({use.path for use in (*uses, *today) if use.path})
    for wanted in chosen:
        if wanted not in printed:
            raise GenwenError(f"{document} 里没有印出事实“{wanted}”", nearest(wanted, printed) or "检查事实的路径")
    found = [item for item in proposals(project, document, uses, today, refused) if not chosen or item.path in chosen]
    offered = [item for item in found if item.state in OFFERED]
    open_ones = [item for item in found if item.state != SAME]
    accepted: list[Proposal] = []
    if not as_json:
        _tell_all(project, path, found, chosen)
    if not only_check:
        accepted = _accepted(offered, yes, bool(chosen), as_json)
        _write_all(project, accepted)
    if as_json:
        print_json({"文件": str(path), "改动": [item.to_json() for item in found],
                    "写回": [item.path for item in accepted]})  # fmt: skip
    else:
        _tell_end(document, found, accepted, only_check, yes)
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


def _tell_all(project: Project, path: Path, found: Sequence[Proposal], chosen: Sequence[str]) -> None:
    if not found:
        what = f"事实“{'、'.join(chosen)}”" if chosen else "印出的事实"
        click.echo(f"{project.shown(path)} 里没有改动{what}")
        return
    click.echo(f"{project.shown(path)} 里改动的事实：")
    if any(len(line) > LONG and "[-" in line for item in found for line in proposal_lines(item)):
        click.echo("（[-减去的-]，{+加上的+}）")
    for item in found:
        click.echo("")
        for line in proposal_lines(item):
            click.echo(line)
    click.echo("")


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
        after = "（写回以后，再生成时这些地方也会跟着改）" if item.wanted and item.wanted != item.typed else ""
        lines.append(f"  没改 {len(same)} 处：{_places(same)}{after}")
    if item.reason:
        lines.append(f"  {item.reason}")
    return lines


def _change(item: Proposal) -> str:
    """What is written: both scalars when they are short, else what changes in a long one."""
    from genwen.revision.compare import excerpt, marked

    if max(len(item.typed), len(item.wanted)) <= LONG:
        return f"{item.typed} → {item.wanted}"
    return excerpt(marked(item.typed, item.wanted))


def _places(places: Sequence[str]) -> str:
    shown = list(dict.fromkeys(place or "文中" for place in places))
    return "；".join(shown[:MAX_PLACES]) + (f"；……共{len(shown)}段" if len(shown) > MAX_PLACES else "")


def _accepted(offered: Sequence[Proposal], yes: bool, named: bool, quiet: bool) -> list[Proposal]:
    """Those to be written: the sure ones with --yes, those named with --yes too, else what the clerk says yes to."""
    from genwen.write_back import CLEAR

    if yes:
        return [item for item in offered if named or item.state == CLEAR]
    if quiet or not offered:
        return []
    accepted = []
    for item in offered:
        question = f"写回 {item.path}（{_change(item)}）吗？[y/N]"
        try:
            answer = click.prompt(question, default="n", show_default=False, prompt_suffix=" ")
        except click.Abort:
            if sys.stdin.isatty():
                raise
            click.echo()
            break  # no more answers were piped in
        if str(answer).strip().lower() in ("y", "yes", "是", "写回"):
            accepted.append(item)
    return accepted


def _write_all(project: Project, accepted: Sequence[Proposal]) -> None:
    from genwen.write_back import write

    def place(item: Proposal) -> tuple[str, int, int]:
        assert item.position is not None
        return item.position.file, item.position.line, item.position.column

    # from the end of a file to its beginning, so that no place moves before it is used
    for item in sorted(accepted, key=place, reverse=True):
        write(project, item)


def _tell_end(
    document: str, found: Sequence[Proposal], accepted: Sequence[Proposal], only_check: bool, yes: bool
) -> None:
    from genwen.write_back import OFFERED, SAME

    for item in accepted:
        assert item.position is not None
        click.echo(f"已写回 {item.position.file}:{item.position.line}  {_change(item)}")
    if accepted:
        click.echo(f"写回 {len(accepted)} 项。再运行 genwen build {document}，别的地方和别的公文跟着更新")
    left = [item for item in found if item.state in OFFERED and item not in accepted]
    if only_check:
        return
    if not left:
        if found and not accepted:
            same = all(item.state == SAME for item in found)
            click.echo("事实里已经都是这样，不用写回" if same else "没有可以写回的，原因见上")
        return
    if not yes:
        click.echo(
            f"没有写回的 {len(left)} 项：逐项问请在终端里运行；拿得准的全部写回加 --yes；只写某项加 --yes --fact 事实"
        )
        return
    click.echo(f"没有写回的 {len(left)} 项（--yes 只写拿得准的），您看准了的，单独写：")
    for item in left:
        click.echo(f"  {_why_left(item)}：genwen pull {document} --yes --fact {item.path}")


def _why_left(item: Proposal) -> str:
    """Why --yes does not write a change that can be written."""
    same = [use.place for use in item.uses if not use.changed]
    if item.state == "部分改了":
        return f"“{short(item.mine)}”只改了一部分，{_places(same)}没有改"
    if item.state == "事实也变了":
        return f"稿子里是“{short(item.mine)}”，事实已变为“{short(item.now)}”，要定用哪个"
    return f"稿子里是“{short(item.mine)}”，是以前生成的，没有采用更新"
