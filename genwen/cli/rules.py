"""genwen rules: the rules of genwen check, one line each, or the page of one."""

from __future__ import annotations

import click

from genwen.cli.chinese import Command
from genwen.cli.options import json_option, print_json, print_table
from genwen.diagnostics import ExitCode, GenwenError, nearest


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[编号]...")
@json_option
def rules(names: tuple[str, ...], as_json: bool) -> int:
    """列出核对公文的规则；写了编号，则显示这条规则的说明、正例和反例。"""
    from genwen.lint.registry import RULES
    from genwen.lint.registry import rule as find

    chosen = []
    for name in names:
        found = find(name.upper())
        if found is None:
            raise GenwenError(f"没有编号为“{name}”的规则", nearest(name.upper(), [item.id for item in RULES]))
        chosen.append(found)
    if as_json:
        print_json({"rules": [_json(item) for item in chosen or RULES]})
    elif not chosen:
        rows = [[item.id, str(item.severity), item.strength, item.name, item.clause or "—"] for item in RULES]
        print_table(rows, ("编号", "级别", "强度", "问题", "条款"))
        click.echo(
            f"\n共{len(RULES)}条。强度：硬，标准或条例的“应当”；软，标准的“一般”“推荐”；惯例，没有条款的通行做法。"
        )
    else:
        click.echo("\n\n".join(_page(item) for item in chosen))
    return int(ExitCode.CLEAN)


def _page(item: object) -> str:
    """The page of a rule."""
    from genwen.lint.rule import Rule

    assert isinstance(item, Rule)
    good, bad = (text.strip("\n").replace("\n", "\n    ") for text in (item.good, item.bad))
    return "\n".join(
        (
            f"{item.id}  {item.name}",
            f"  级别：{item.severity}　强度：{item.strength}　依据：{item.clause or '通行做法'}",
            f"  {item.reason}",
            f"  正例：\n    {good}",
            f"  反例：\n    {bad}",
        )
    )


def _json(item: object) -> dict[str, str]:
    from genwen.lint.rule import Rule

    assert isinstance(item, Rule)
    return {
        "id": item.id,
        "name": item.name,
        "family": item.family,
        "severity": str(item.severity),
        "strength": item.strength,
        "clause": item.clause,
        "reason": item.reason,
        "good": item.good,
        "bad": item.bad,
    }
