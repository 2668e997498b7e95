"""The tables of keys in docs/事实写法.md, made of the declarations: `python scripts/fact_tables.py` renews them.

A table stands under a mark such as `<!-- 键 schema.Organ -->`. Keys, their order and what they take come from the
declaration; what is written in the column 说明 is kept.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from genwen.facts.declare import REQUIRED, Before, Whole
from genwen.facts.fields import Choice, FactModel, Kind
from genwen.facts.loader import GROUPS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "事实写法.md"
HEAD = "| 键 | 填写 | 说明 |\n|---|---|---|\n"
_TABLE = re.compile(r"<!-- 键 (\w+)\.(\w+) -->\n\n((?:\|.*\n)*)")
_SHORT = {
    "parse_words": "文字", "parse_prose": "文字，可含表达式", "parse_day": "日期", "parse_quantity": "数量",
    "parse_count": "整数", "parse_year": "年份", "parse_yes_no": "是、否", "parse_document_number": "发文字号",
    "parse_issue_number": "发文字号；命令、公告可写 第3号",
    "parse_deadline": "时间", "_parse_validity": "日期或文字", "_parse_points": "分值", "_parse_interval": "数值范围",
    "_parse_given": "分数或 不适用", "_parse_days": "天数",
}  # fmt: skip


def said(declared: Any) -> str:
    """What a clerk may write for a type, in Chinese."""
    origin = get_origin(declared)
    if origin is Annotated:
        base, *metadata = get_args(declared)
        for item in metadata:
            if isinstance(item, Choice):
                return "、".join(item.choices)
            if isinstance(item, Kind):
                return _SHORT[item.parse.__name__]
            if isinstance(item, Whole):
                return "任意"
        before = next((item for item in metadata if isinstance(item, Before)), None)
        if get_origin(base) is list and before is not None:
            return f"一项或列表（{said(get_args(base)[0])}）"
        if before is not None and before.accepts is not None:
            return said(before.accepts)
        return f"文字，或{said(base)}" if before is not None else said(base)
    if origin in (Union, types.UnionType):
        return "，或".join(said(arm) for arm in get_args(declared) if arm is not type(None))
    if origin is list:
        return f"列表（{said(get_args(declared)[0])}）"
    if origin is dict:
        return f"自己起名的各项（{said(get_args(declared)[1])}）"
    return "下级各项"


def rows(model: type[FactModel]) -> Iterator[tuple[str, str]]:
    """Key and what it takes, in the order of the declaration."""
    hints = get_type_hints(model, include_extras=True)
    for name, declaration in model.declarations.items():
        needed = "；必填" if declaration.default is REQUIRED else ""
        yield declaration.key, said(hints[name]) + needed


def model_of(module: str, name: str) -> type[FactModel]:
    """A declared group by its module below genwen.facts and its class."""
    found: type[FactModel] = getattr(import_module(f"genwen.facts.{module}"), name)
    return found


def renewed(text: str) -> str:
    """The page with its tables made anew."""

    def table(match: re.Match[str]) -> str:
        notes = {cells[1].strip(" `"): cells[3].strip() for line in match[3].splitlines() if (cells := line.split("|"))}
        lines = [f"| `{key}` | {takes} | {notes.get(key, '')} |\n" for key, takes in rows(model_of(match[1], match[2]))]
        return f"<!-- 键 {match[1]}.{match[2]} -->\n\n{HEAD}{''.join(lines)}"

    return _TABLE.sub(table, text)


def undocumented(text: str) -> list[str]:
    """The groups of facts that have no table on the page."""
    shown = {model_of(module, name) for module, name, _ in _TABLE.findall(text)}
    return sorted(model.__name__ for model in reachable() - shown)


def reachable() -> set[type[FactModel]]:
    """Every declared group that a file of facts may hold."""
    found: set[type[FactModel]] = set()
    waiting: list[Any] = [group.model for group in GROUPS.values()]
    while waiting:
        declared = waiting.pop()
        if isinstance(declared, type) and issubclass(declared, FactModel):
            if declared not in found:
                found.add(declared)
                waiting += get_type_hints(declared, include_extras=True).values()
        else:
            waiting += [inner for inner in get_args(declared) if not isinstance(inner, Kind | Before | Whole)]
    return found


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
