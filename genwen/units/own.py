"""What a unit does not inherit: the office's own names, persons, figures, numbers of documents and results.

Without this rule a unit that left out its consumption would report the office's. What is not inherited and not given is
待补 (or absent, where absence prints as 待补).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from genwen.diagnostics import Position
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Scalar, Sequence
from genwen.patterns import regex
from genwen.units.overlay import scalar
from genwen.units.shapes import KEY, Shape, names_of

MISSING = "待补"
_USED = regex(r"本\.(数值|清单)\.([^\s{}|().\[\]+\-*/]+)")
UNIT_KEPT = ("级别", "地区", "地区简称", "机关")
TARGET_DROPPED = frozenset({"实际比例", "实际数量", "总数"})
MEASURE_DROPPED = frozenset({"完成", "报告引语", "文字"})

Steps = tuple[str, ...]


def without_own(
    roots: Mapping[str, Node],
    at: Position,
    shapes: Mapping[str, Shape],
    kept: frozenset[Steps] = frozenset(),
    dropped: frozenset[Steps] = frozenset(),
) -> dict[str, Node]:
    """The office's facts by group as its units inherit them; `at` is where what is 待补 is to be filled in.

    `kept` and `dropped` are paths (继承, 不继承) that differ from the rule; the longest one that fits a fact wins.
    """
    inherited: dict[str, Node] = {}
    for name, root in roots.items():
        group = name.partition(".")[0]
        rule = _RULES.get(group, _whole)
        walk = _Walk(at, kept, dropped)
        node = walk.node(root, rule(root, at), (name,), shapes.get(group))
        if node is not None:
            inherited[name] = node
    return inherited


class _Walk:
    """Takes for each fact what the rule leaves of it, or what 继承 and 不继承 say."""

    def __init__(self, at: Position, kept: frozenset[Steps], dropped: frozenset[Steps]) -> None:
        self.at, self.kept, self.dropped = at, kept, dropped
        self.near = {steps[:end] for steps in kept | dropped for end in range(1, len(steps))}

    def node(self, whole: Node, ruled: Node | None, steps: Steps, shape: Shape | None) -> Node | None:
        if steps in self.dropped:
            ruled = blank(whole, self.at)
        elif steps in self.kept:
            ruled = whole
        if steps not in self.near:
            return ruled
        if isinstance(whole, LocatedMapping):
            mapping = LocatedMapping(whole.position, whole.path)
            mapping.keys_at = whole.keys_at
            for key, value in whole.items():
                inner = ruled.get(key) if isinstance(ruled, LocatedMapping) else None
                found = self.node(value, inner, (*steps, key), shape.child(key) if shape else None)
                if found is not None:
                    mapping[key] = found
            return mapping if mapping or ruled is not None else None
        if isinstance(whole, Sequence) and shape is not None:
            sequence = Sequence(whole.position, whole.path)
            of_rule = ruled if isinstance(ruled, Sequence) and len(ruled) == len(whole) else [None] * len(whole)
            for item, inner in zip(whole, of_rule, strict=True):
                name = next(iter(names_of(item, shape.names)), "")
                found = self.node(item, inner, (*steps, name), shape.element)
                if found is not None:
                    sequence.append(found)
            return sequence
        return ruled


def blank(node: Node, at: Position) -> Node:
    """The same form with every value 待补 but for 键; a list of words is one 待补, one of groups keeps those with 键."""
    if isinstance(node, LocatedMapping):
        mapping = LocatedMapping(node.position, node.path)
        mapping.keys_at = node.keys_at
        mapping.update({key: value if key == KEY else blank(value, at) for key, value in node.items()})
        return mapping
    if isinstance(node, Sequence):
        named = [item for item in node if names_of(item, (KEY,))]
        if not named:
            # how many there are is the office's own too
            return _missing(node.path, at) if not node or isinstance(node[0], Scalar) else _only(node, at)
        sequence = Sequence(node.position, node.path)
        sequence.extend(blank(item, at) for item in named)
        return sequence
    return _missing(node.path, at)


def _only(node: Sequence, at: Position) -> Sequence:
    sequence = Sequence(node.position, node.path)
    sequence.append(blank(node[0], at))
    return sequence


def _missing(path: str, at: Position) -> Scalar:
    return scalar(MISSING, at, path)


# --- the rules by group; each gives what is left of the root, None for nothing -----------------------------------------


def _whole(root: Node, at: Position) -> Node | None:
    return root


def _nothing(root: Node, at: Position) -> Node | None:
    return None


def _picked(root: LocatedMapping, wanted: Callable[[str], bool]) -> LocatedMapping:
    picked = LocatedMapping(root.position, root.path)
    picked.keys_at = root.keys_at
    picked.update({key: value for key, value in root.items() if wanted(key)})
    return picked


def _unit(root: Node, at: Position) -> Node | None:
    """单位: level, region and the organs that texts name."""
    return _picked(root, UNIT_KEPT.__contains__) if isinstance(root, LocatedMapping) else None


def _institutions(root: Node, at: Position) -> Node | None:
    """机构: groups without names and persons, duties as they are."""
    if not isinstance(root, LocatedMapping):
        return None
    changed = _picked(root, lambda key: True)
    if "小组" in changed:
        changed["小组"] = blank(changed["小组"], at)
    return changed


def _targets(root: Node, at: Position) -> Node | None:
    """目标: without what the office reached."""
    return _without(root, TARGET_DROPPED)


def _without(node: Node, keys: frozenset[str]) -> Node:
    if isinstance(node, LocatedMapping):
        changed = _picked(node, lambda key: key not in keys)
        changed.update({key: _without(value, keys) for key, value in changed.items()})
        return changed
    if isinstance(node, Sequence):
        sequence = Sequence(node.position, node.path)
        sequence.extend(_without(item, keys) for item in node)
        return sequence
    return node


def _statistics(root: Node, at: Position) -> Node | None:
    """统计: coefficients (a unit with /) as they are, quantities 待补."""
    if not isinstance(root, LocatedMapping):
        return None
    changed = _picked(root, lambda key: key != "来源")
    data = root.get("数据")
    if isinstance(data, LocatedMapping):
        figures = _picked(data, lambda key: True)
        for key, value in data.items():
            if not (isinstance(value, Scalar) and "/" in value):
                figures[key] = blank(value, at)
        changed["数据"] = figures
    return changed


def _measures(root: Node, at: Position) -> Node | None:
    """措施: plans with the figures and lists they use; without what the office did."""
    if isinstance(root, Sequence):
        sequence = Sequence(root.position, root.path)
        sequence.extend(found for item in root if (found := _measures(item, at)) is not None)
        return sequence
    if not isinstance(root, LocatedMapping):
        return root
    changed = _picked(root, lambda key: key not in MEASURE_DROPPED)
    planned = set(_USED.findall(f"{root.get('计划', '')}{root.get('计划引语', '')}"))
    done = set(_USED.findall(str(root.get("完成", ""))))
    for key in ("板块", "措施"):
        if key in changed:
            inner = _measures(changed[key], at)
            assert inner is not None
            changed[key] = inner
    for key in ("数值", "清单"):
        values = changed.get(key)
        if isinstance(values, LocatedMapping):
            own = _picked(values, lambda name: True)
            for name, value in values.items():
                # a list that no report speaks of belongs to the plan
                if (key, name) not in planned and (key == "数值" or (key, name) in done):
                    own[name] = _blank_count(value, at) if key == "数值" else blank(value, at)
            changed[key] = own
    return changed


def _blank_count(value: Node, at: Position) -> Node:
    """A figure 待补; one that counts a list goes on counting it."""
    if isinstance(value, LocatedMapping) and "值" in value:
        changed = _picked(value, lambda key: True)
        changed["值"] = blank(value["值"], at)
        return changed
    return blank(value, at)


_RULES: Mapping[str, Callable[[Node, Position], Node | None]] = {
    "单位": _unit, "机构": _institutions, "目标": _targets, "措施": _measures, "统计": _statistics,
    "发文": _nothing, "自评": _nothing,
}  # fmt: skip
