"""Where a fact that nobody wrote is to be written: the file of its group, and in it the place that comes nearest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from genwen.diagnostics import Position
from genwen.facts.loader import GROUPS, LEDGERS, Facts
from genwen.patterns import regex

_STEP = regex(r"[^.\[\]]+")
_MONTH = regex(r"(\d{4})\.(\d{1,2})月(?:\.(.+))?")
_OTHER_NAMES = {"考评结果": "考评", "公文": "发文"}
_BELOW = "下级单位"


def to_be_written(facts: Facts, content: Path, shown: Callable[[Path], str], path: str) -> Position | None:
    """The file a fact of this path belongs in, with line and column where the group is begun; None for no group."""
    steps = _STEP.findall(path)
    if not steps:
        return None
    group = _OTHER_NAMES.get(steps[0], steps[0])
    if steps[0] == "考评结果" and not any(content.glob(f"{_BELOW}*")):
        # without a list of units there are no results
        return Position(shown(content / f"{_BELOW}.yaml"))
    if group not in GROUPS:
        return None
    month = _MONTH.fullmatch(path.removeprefix("统计.")) if group == "统计" else None
    if month or path.startswith(f"统计.{LEDGERS}"):
        said = f"{month[1]}年{month[2]}月{month[3] or ''}" if month else ""
        return Position(shown(content / group / LEDGERS), place=said)
    steps = steps[1:]
    year = str(facts.year)
    if group == "统计" and steps and steps[0].isdecimal():
        year, steps = steps[0], steps[1:]
    return _within(facts, _file(facts, content, shown, group, year), steps)


def _file(facts: Facts, content: Path, shown: Callable[[Path], str], group: str, year: str) -> str:
    """The file of a group that was read, else the one it should have."""
    own, single = shown(content / group / f"{year}.yaml"), shown(content / f"{group}.yaml")
    if own in facts.sources:
        return own
    if single in facts.sources:
        return single
    if GROUPS[group].lookup in ("沿用", "版本"):
        folder = shown(content / group) + "/"
        read = sorted(
            name for name in facts.sources if name.startswith(folder) and name.count("/") == folder.count("/")
        )
        if read:
            return read[-1]
    return single if GROUPS[group].lookup == "不分年" else own


def _within(facts: Facts, name: str, steps: list[str]) -> Position:
    """The key that comes nearest to a path in a file."""
    source = facts.sources.get(name)
    node: Any = source.root if source is not None else None
    at = Position(name, 1, 1) if node is not None else Position(name)
    if isinstance(node, Mapping) and steps and steps[0] not in node and "数据" in node:
        steps = ["数据", *steps]
    for step in steps:
        if isinstance(node, list):
            found = next((item for item in node if isinstance(item, Mapping) and step in _names(item)), None)
            if found is None:
                break
            at, node = getattr(found, "position", at), found
        elif isinstance(node, Mapping) and step in node:
            at, node = getattr(node, "keys_at", {}).get(step, at), node[step]
        else:
            break
    return at


def _names(item: Mapping[str, Any]) -> set[str]:
    return {str(item[key]) for key in ("键", "名称") if key in item}
