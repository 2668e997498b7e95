"""A unit's own facts laid over those it inherits, as located nodes: every value keeps the place it was typed at.

Mappings go field by field, lists by 键 (an item of the same name is overlaid, another one added, one 不适用 left out),
everything else is replaced whole. Nothing given is changed: where something differs, new nodes are made.
"""

from __future__ import annotations

from collections.abc import Iterable

from genwen.diagnostics import Finding, Position, nearest
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence
from genwen.patterns import regex
from genwen.units.shapes import FREE, KEY, Shape, is_named_list, item_at, names_of

WHOLE = "改为"
"""The key under which a list by 键 is given whole: {改为: [...]}."""
ABSENT = "不适用"
_NAMING = (KEY, "标签", "名称")
_STEP = regex(r"[^\W\d]\w{0,30}")
_NOT_APPLYING = frozenset({"适用", ABSENT})


def overlay(base: Node | None, over: Node, shape: Shape, path: str, findings: list[Finding]) -> Node:
    """`over` laid over `base`; `path` is the path of facts of both. What names nothing is reported."""
    if isinstance(over, Mapping) and set(over) == {WHOLE}:
        return placed(over[WHOLE], path)
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return _mapping(base, over, shape, path, findings)
    if isinstance(base, Sequence) and is_named_list(base, shape):
        if isinstance(over, Mapping):
            return _by_name(base, over, shape, path, findings)
        if isinstance(over, Sequence) and all(names_of(item, shape.names) for item in over):
            return _by_items(base, over, shape, path, findings)
    return placed(over, path)


def _mapping(base: Mapping, over: Mapping, shape: Shape, path: str, findings: list[Finding]) -> Mapping:
    merged = Mapping(base.position, path)
    merged.update(base)
    merged.keys_at = {**base.keys_at, **over.keys_at}
    merged.base, merged.differing = base, tuple(over)
    for key, value in over.items():
        merged[key] = overlay(base.get(key), value, shape.child(key), f"{path}.{key}" if path else key, findings)
    return merged


def _by_name(base: Sequence, over: Mapping, shape: Shape, path: str, findings: list[Finding]) -> Sequence:
    """A list by 键 with items given by name: {绿色食堂: 不适用, 垃圾分类: {…}}."""
    items: list[Node | None] = list(base)
    differing: list[int] = []
    for name, value in over.items():
        at = item_at(base, shape, name)
        if at is None:
            known = [names_of(item, shape.names)[0] for item in base]
            findings.append(
                Finding("S502", f"“{path}”里没有“{name}”", nearest(name, known), over.keys_at.get(name, over.position))
            )
        elif _absent(value):
            items[at] = None
        else:
            items[at] = overlay(base[at], value, shape.element or FREE, _path_of(base[at], path, at), findings)
            differing.append(at)
    return _applying(base, items, path, differing)


def _by_items(base: Sequence, over: Sequence, shape: Shape, path: str, findings: list[Finding]) -> Sequence:
    """A list by 键 with items of its own: one of a known name is overlaid, another one is added at the end."""
    items: list[Node | None] = list(base)
    differing: list[int] = []
    for item in over:
        at = next((at for name in names_of(item, shape.names) if (at := item_at(base, shape, name)) is not None), None)
        if at is None:
            items.append(placed(item, path + _steps([item], len(items))[0]))
        elif _absent(item):
            items[at] = None
        else:
            items[at] = overlay(base[at], item, shape.element or FREE, _path_of(base[at], path, at), findings)
            differing.append(at)
    return _applying(base, items, path, differing)


def _applying(base: Sequence, items: list[Node | None], path: str, differing: list[int]) -> Sequence:
    """The items but those that do not apply to the unit. Paths keep the numbers of the list inherited."""
    merged = Sequence(base.position, path)
    merged.extend([item for item in items if item is not None])
    if len(merged) == len(base) == len(items):
        merged.base, merged.differing = base, tuple(differing)
    return merged


def _absent(item: Node) -> bool:
    """Whether what a unit says of an item is that it does not apply: 不适用, 适用: 否 or 不适用: 是."""
    if not isinstance(item, Mapping):
        return isinstance(item, Scalar) and item.strip() == ABSENT
    words = {key: value.strip() for key in _NOT_APPLYING if isinstance(value := item.get(key), Scalar)}
    return words.get("适用") == "否" or words.get(ABSENT) == "是"


def placed(node: Node, path: str) -> Node:
    """A node that knows its path of facts, made anew where it does not."""
    if isinstance(node, Scalar):
        return node if node.path == path else scalar(str(node), node.position, path, node)
    if isinstance(node, Mapping):
        mapping = Mapping(node.position, path)
        mapping.keys_at = node.keys_at
        mapping.update({key: placed(value, f"{path}.{key}" if path else key) for key, value in node.items()})
        return mapping
    if isinstance(node, Sequence):
        sequence = Sequence(node.position, path)
        sequence.extend(placed(item, path + step) for item, step in zip(node, _steps(node), strict=True))
        return sequence
    return node


def _path_of(item: Node, path: str, at: int) -> str:
    """The path of an item of a list inherited."""
    return item.path if isinstance(item, Mapping) else f"{path}[{at}]"


def _steps(items: Iterable[Node], first: int = 0) -> list[str]:
    """The last steps of the paths of items: the name each answers to where no other has it, else its number."""
    names = [next(iter(names_of(item, _NAMING)), "") for item in items]
    return [
        f".{name}" if name and names.count(name) == 1 and _STEP.fullmatch(name) else f"[{at}]"
        for at, name in enumerate(names, first)
    ]


def scalar(text: str, position: Position, path: str, like: Scalar | None = None) -> Scalar:
    """A scalar that was typed at a place, in YAML (`like` says where) or in a cell."""
    made = Scalar(text)
    made.position, made.path = position, path
    made.start, made.end = (like.start, like.end) if like is not None else (0, 1)
    made.quoted = like.quoted if like is not None else False
    return made
