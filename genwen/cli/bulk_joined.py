"""What `genwen bulk --one` says of the joint document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from genwen.bulk.joined import Told
    from genwen.bulk.run import Report

SETTINGS = {
    "mirrorMargins": "对称页边距", "gutterAtTop": "装订线位置", "defaultTabStop": "制表位", "autoHyphenation": "断字",
    "characterSpacingControl": "标点压缩", "compat": "兼容选项", "footnotePr": "脚注", "endnotePr": "尾注",
}  # fmt: skip
_SHOWN = 5


def join(done: Report, path: Path, told: Told, as_json: bool) -> bool:
    """Write the joint document and say so; whether it went to the file asked for."""
    from genwen.bulk.joined import MANY, join_units

    joined = join_units(done, path, told)
    if joined.beside:
        click.echo(f"已有 {path}，不是上次合成的样子，没有改动；另存为 {joined.path}", err=True)
    elif not as_json:
        click.echo(f"{joined.count}份公文合成一份，写在 {joined.path}，每份从奇数页开始、单独编页码，请双面打印")
    if joined.revised:
        click.echo(f"有没有处理的修订，打印时会印出来：{_names(joined.revised)}", err=True)
    for setting, names in joined.differing.items():
        click.echo(f"“{SETTINGS.get(setting, setting)}”与第一份不同，合成后照第一份：{_names(names)}", err=True)
    if joined.count > MANY:
        click.echo(f"超过{MANY}份，Word、WPS 打开会很慢；可以用 --where 分批合成", err=True)
    return not joined.beside


def _names(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f"等{len(names)}份" if len(names) > _SHOWN else "")
