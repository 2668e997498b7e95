"""genwen fix: what has one right form is put right in a copy, the rest is listed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genwen.cli.chinese import Command
from genwen.cli.options import json_option, print_json, require_file
from genwen.diagnostics import ExitCode, Finding, Severity

if TYPE_CHECKING:
    from genwen.lint.fixing import Done, Fixed


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件...")
@click.option("--direct", is_flag=True, help="直接改，不留修订痕迹")
@json_option
def fix(files: tuple[Path, ...], direct: bool, as_json: bool) -> int:
    """改正：只有一种正确写法的，在另存的“名称.改正.docx”里改好，其余列出来由人定。

    改标点、序数、文号、日期、数字的写法，页面设置，按要素套样式；文字的改动是修订，可逐处接受或拒绝。原文件不动。
    """
    from genwen.lint.checking import document_of, fonts_near, profile_near
    from genwen.lint.fixing import fix_file

    date = datetime.datetime.now().replace(microsecond=0).isoformat() + "Z"
    results: list[tuple[Path, Fixed, list[Finding]]] = []
    for path in files:
        require_file(path)
        near = path.resolve()
        fixed = fix_file(
            path, str(path), profile_near(near), document_of(path),
            tracked=not direct, date=date, fonts=fonts_near(near),
        )  # fmt: skip
        results.append((path, fixed, _disagreeing(path, fixed)))
    if as_json:
        print_json({"files": [_json(*result) for result in results]})
    else:
        for result in results:
            _tell(*result)
    left = [item for _, fixed, others in results for item in (*(problem.finding for problem in fixed.left), *others)]
    return int(ExitCode.FINDINGS if any(item.severity is Severity.ERROR for item in left) else ExitCode.CLEAN)


def _disagreeing(path: Path, fixed: Fixed) -> list[Finding]:
    """What does not agree in the file as it is now: people decide about all of it."""
    from genwen.agreement.reading.files import Held, findings_of
    from genwen.lint.viewing import view_of_file

    now = fixed.target or path
    return findings_of([Held(now, str(now), view_of_file(now, str(now)), fixed.every)])


def _tell(path: Path, fixed: Fixed, others: list[Finding]) -> None:
    click.echo(click.style(str(path), bold=True))
    if fixed.target is None:
        click.echo(" 没有可以直接改的地方")
    else:
        click.echo(f" 改了{len(fixed.done) + fixed.page + len(fixed.styled) + len(fixed.laid)}处，写到 {fixed.target}")
        if fixed.page:
            click.echo("  页面设置  纸张、页边距改为 A4，37、35、28、26 mm")
        for line, style in fixed.styled:
            click.echo(f"  样式  {line.place}  套用“{style}”")
        for place, said in fixed.laid:
            click.echo(f"  版面  {place}  {said}")
        for item in fixed.done:
            click.echo(f"  {item.problem.rule.id}  {_place(item)}  {_change(item)}")
    left = [*(problem.finding for problem in fixed.left), *others]
    if left:
        click.echo(f" 还有{len(left)}处要由人定，见 genwen check")
        for finding in left:
            place = finding.position.place if finding.position else ""
            click.echo(f"  {finding.severity} {finding.code}  {place}  {finding.message}")


def _place(item: Done) -> str:
    return item.problem.finding.position.place if item.problem.finding.position else ""


def _change(item: Done) -> str:
    return f"“{item.old}”改为“{item.new}”" if item.new else f"删去“{item.old}”"


def _json(path: Path, fixed: Fixed, others: list[Finding]) -> dict[str, Any]:
    return {
        "file": str(path),
        "written": str(fixed.target) if fixed.target else None,
        "page": fixed.page,
        "done": [
            {"code": item.problem.rule.id, "place": _place(item), "old": item.old, "new": item.new}
            for item in fixed.done
        ],
        "styled": [{"place": line.place, "style": style} for line, style in fixed.styled],
        "laid": [{"place": place, "done": said} for place, said in fixed.laid],
        "left": [finding.to_json() for finding in (*(problem.finding for problem in fixed.left), *others)],
    }
