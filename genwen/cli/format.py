"""genwen format: a plain draft becomes a 公文 in the unit's template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genwen.cli.chinese import Command
from genwen.cli.options import json_option, print_json, require_file
from genwen.diagnostics import ExitCode, GenwenError

if TYPE_CHECKING:
    from genwen.formatting.drafted import Piece
    from genwen.formatting.formatter import Formatted

_SHOWN = 24


@click.command("format", cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--template", default="文稿", metavar="模板", help="套用的模板（默认 文稿）")
@click.option("--out", type=click.Path(path_type=Path), metavar="文件", help="另存的文件名（默认 名称.排版.docx）")
@click.option("--unsealed", is_flag=True, help="落款不盖章，署名、日期按不加盖印章的位置排")
@click.option("--accept", is_flag=True, help="有修订的，先接受全部修订再排")
@click.option("--reject", is_flag=True, help="有修订的，先拒绝全部修订再排")
@json_option
def format_(
    file: Path, template: str, out: Path | None, unsealed: bool, accept: bool, reject: bool, as_json: bool
) -> int:
    """排版：把 .docx、.txt、.md 草稿套进本单位的模板，另存为“名称.排版.docx”。

    认标题、主送机关、各级标题、表格、附件说明、落款、附注、附件、版记，认不出的作正文。一个字也不改，原文件不动。
    """
    from genwen.formatting.formatter import format_file

    require_file(file)
    if accept and reject:
        raise GenwenError("--accept 和 --reject 只能写一个", "全部接受写 --accept，全部拒绝写 --reject")
    accepting = accept if accept or reject else None
    result = format_file(file, str(file), template, out, "不盖章" if unsealed else "盖章", accepting)
    if as_json:
        print_json(_json(file, result))
    else:
        _tell(file, result)
    return int(ExitCode.CLEAN)


def _tell(file: Path, result: Formatted) -> None:
    from genwen.formatting.formatter import uncertain

    click.echo(click.style(str(file), bold=True))
    counts: dict[str, int] = {}
    for piece in result.pieces:
        counts[piece.role] = counts.get(piece.role, 0) + 1
    for piece in result.pieces:
        if piece.role not in ("正文", "表格"):
            click.echo(f"  {piece.role}  {_shown(piece)}{'' if piece.sure else '（推断）'}")
    click.echo(f"  正文{counts.get('正文', 0)}段，表格{counts.get('表格', 0)}个")
    guessed = uncertain(result.pieces)
    if guessed:
        click.echo(f" 拿不准的{len(guessed)}处，请核对")
        for piece in guessed:
            click.echo(f"  当作{piece.role}  {_shown(piece)}")
    for notice in result.notices:
        click.echo(f" 注意：{notice}")
    if result.target is None:
        click.echo(" 已经是排好的样子，没有另存")
    else:
        click.echo(f" 写到 {result.target}")


def _shown(piece: Piece) -> str:
    if piece.table is not None:
        return f"表{piece.table.number}"
    from genwen.ooxml.carried import MARK, PICTURE

    text = MARK.sub("", PICTURE.sub("［图］", piece.text)).replace("\n", "")
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _json(file: Path, result: Formatted) -> dict[str, Any]:
    return {
        "file": str(file),
        "written": str(result.target) if result.target else None,
        "taken": [{"role": piece.role, "text": _shown(piece), "sure": piece.sure} for piece in result.pieces],
        "notices": list(result.notices),
    }
