"""Paths of facts as people write them (统计.用电量, 目标.能耗.面积能耗.比例) → the steps to the node they mean.

The first step names a group's file (单位, 统计.2025), an item of a list by 键 is a step by its name. Lists that
expressions pass over may be left out: 措施.绿色办公.改造照明设施.时限.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from genwen.diagnostics import nearest
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Sequence
from genwen.units.own import Steps
from genwen.units.shapes import Shape, is_named_list, item_at, names_of

SHARED = frozenset({"评价标准"})
"""Groups that are the same for all units."""
DATED, DATA = "统计", "数据"
OPEN = frozenset({"发文", "自评"})
"""Groups of which the office's own file does not say what a unit may have."""


class NoPath(Exception):
    """A path that means nothing; what to say of it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Paths:
    """Finds paths in an office's facts: `roots` by file (统计.2025), `shapes` by group, in a year."""

    def __init__(self, roots: Mapping[str, Node], shapes: Mapping[str, Shape], year: int) -> None:
        self.roots, self.shapes, self.year = roots, shapes, year
        self._found: dict[str, Steps] = {}

    def steps(self, path: str) -> Steps:
        """The steps of a path; raises NoPath."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._resolved(path)
        return found

    def _resolved(self, path: str) -> Steps:
        parts = [part.strip() for part in path.split(".")]
        group = parts[0]
        if not all(parts):
            raise NoPath(f"“{path}”不是一项事实的路径", "写作 单位.联系人、统计.用电量")
        if group in SHARED:
            raise NoPath(f"“{group}”各单位共用，不能按单位改", "不适用的条款写在自评里")
        if group not in self.shapes:
            raise NoPath(f"没有“{group}”这组事实（{path}）", nearest(group, [*self.shapes, *self.unit_fields()]))
        root, rest = group, parts[1:]
        if group == DATED:
            dated = bool(rest) and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) == 4
            root = f"{group}.{rest[0] if dated else self.year}"
            rest = rest[1:] if dated else rest
            if rest and rest[0] not in self.shapes[group].fields:
                rest = [DATA, *rest]
        if not rest:
            raise NoPath(
                f"“{path}”是一组事实，没有写到哪一项", f"如 {group}.{next(iter(self.shapes[group].fields), '…')}"
            )
        return (root, *self._below(rest, self.roots.get(root), self.shapes[group], path, group in OPEN))

    def unit_fields(self) -> list[str]:
        """The fields of 单位, which may be written without 单位 before them."""
        return list(self.shapes["单位"].fields)

    def _below(self, parts: list[str], node: Node | None, shape: Shape, path: str, free: bool) -> Iterator[str]:
        while parts:
            if shape.kind == "组":
                key, *others = parts
                if key not in shape.fields:
                    key, others = self._listed(parts, node, shape, path)
            elif shape.kind == "表":
                key, others = self._entry(parts, node, shape, path, free)
            elif shape.kind == "列" and shape.element is not None and _is_field(parts[0], node, shape):
                # the one item of a list of persons or the like, given field by field
                node, shape = None, shape.element
                continue
            elif shape.kind == "列":
                key, *others = parts
                self._require_item(key, node, shape, path)
            elif shape.kind == "任意" and isinstance(node, LocatedMapping | Sequence):
                key, *others = parts
                known = list(node) if isinstance(node, LocatedMapping) else []
                if isinstance(node, Sequence):
                    self._require_item(key, node, shape, path)
                elif key not in known and not free:
                    raise NoPath(f"没有“{key}”（{path}）", nearest(key, [str(name) for name in known]))
            else:
                raise NoPath(f"“{path}”写得太长，“{parts[0]}”以上已是一个值", "")
            yield key
            node = _child(node, shape, key)
            shape, parts = shape.child(key), others

    def _listed(self, parts: list[str], node: Node | None, shape: Shape, path: str) -> tuple[str, list[str]]:
        """A name that is no field: that of an item of a list by 键 (措施.绿色办公 → 板块.绿色办公)."""
        names: list[str] = list(shape.fields)
        for field, inner in shape.fields.items():
            listing = node.get(field) if isinstance(node, LocatedMapping) else None
            if isinstance(listing, Sequence) and inner.names:
                if item_at(listing, inner, parts[0]) is not None:
                    return field, parts
                names += [name for item in listing for name in names_of(item, inner.names)[:1]]
        raise NoPath(f"没有“{parts[0]}”（{path}）", nearest(parts[0], names))

    def _entry(self, parts: list[str], node: Node | None, shape: Shape, path: str, free: bool) -> tuple[str, list[str]]:
        """An entry under a name of the clerk's own; the name may hold points (管理机构.1)."""
        known = list(node) if isinstance(node, LocatedMapping) else []
        for end in range(len(parts), 0, -1):
            if (name := ".".join(parts[:end])) in known:
                return name, parts[end:]
        if shape.element is not None and shape.element.kind in ("值", "任意") and free:
            return ".".join(parts), []
        if not free:
            raise NoPath(f"没有“{parts[0]}”（{path}）", nearest(parts[0], known) or "先在本级的事实里写上这一项")
        return parts[0], parts[1:]

    def _require_item(self, name: str, node: Node | None, shape: Shape, path: str) -> None:
        if not (isinstance(node, Sequence) and is_named_list(node, shape)):
            raise NoPath(f"“{path}”里的列表没有键，不能只改一项", "整个列表改写，或给各项加上“键”")
        if item_at(node, shape, name) is None:
            known = [names_of(item, shape.names)[0] for item in node]
            raise NoPath(f"没有“{name}”（{path}）", nearest(name, known))


def _is_field(key: str, node: Node | None, shape: Shape) -> bool:
    """Whether a step goes into the one item of a list without 键, by a field of it."""
    named = isinstance(node, Sequence) and is_named_list(node, shape)
    return not named and shape.element is not None and key in shape.element.fields


def _child(node: Node | None, shape: Shape, key: str) -> Node | None:
    if isinstance(node, LocatedMapping):
        return node.get(key)
    if isinstance(node, Sequence):
        at = item_at(node, shape, key)
        return node[at] if at is not None else None
    return None


def put(tree: dict[str, Node], steps: Steps, value: Node) -> None:
    """Put a node at its steps into the facts a unit says, making what is on the way."""
    if len(steps) == 1:
        _into(tree, steps[0], value)
        return
    node = tree.get(steps[0])
    if not isinstance(node, LocatedMapping):
        node = tree[steps[0]] = LocatedMapping(value.position, steps[0])
    for key in steps[1:-1]:
        inner = node.get(key)
        if not isinstance(inner, LocatedMapping):
            inner = LocatedMapping(value.position, "")
            node[key] = inner
            node.keys_at[key] = value.position
        node = inner
    node.keys_at[steps[-1]] = value.position
    _into(node, steps[-1], value)


def _into(mapping: dict[str, Node], key: str, value: Node) -> None:
    """Set a value; a mapping goes into one that is there."""
    there = mapping.get(key)
    if isinstance(there, LocatedMapping) and isinstance(value, LocatedMapping):
        for inner, item in value.items():
            there.keys_at[inner] = value.keys_at.get(inner, item.position)
            _into(there, inner, item)
    else:
        mapping[key] = value
