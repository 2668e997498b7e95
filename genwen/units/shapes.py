"""What the nodes of a group of facts are, told from its declaration: groups, lists by 键, mappings, single values.

Overlaying and paths need to know it of YAML that is not read yet: whether the items of a list have names of their own,
and under which key.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from genwen.facts.declare import Whole
from genwen.facts.fields import FactModel, Kind
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Scalar, Sequence
from genwen.records import made, record

KEY = "键"


@record(eq=False)
class Shape:
    """`kind` is 组 (declared fields), 表 (names of the clerk's own), 列 (a list), 值 or 任意 (free facts).

    `names` are the keys an item of the list is known by, () where items have no names.
    """

    kind: str
    fields: dict[str, Shape] = made(default_factory=dict)
    element: Shape | None = None
    names: tuple[str, ...] = ()

    def child(self, key: str) -> Shape:
        """The shape of what stands under a key (for 列: of an item)."""
        if self.kind == "组":
            return self.fields.get(key, VALUE)
        return self.element or (FREE if self.kind == "任意" else VALUE)


VALUE = Shape("值")
FREE = Shape("任意", names=(KEY,))


@cache
def shape_of(declared: Any) -> Shape:
    """The shape of a type of `genwen.facts.schema`."""
    origin = get_origin(declared)
    if origin is Annotated:
        base, *metadata = get_args(declared)
        if any(isinstance(item, Kind) for item in metadata):
            return VALUE
        return FREE if any(isinstance(item, Whole) for item in metadata) else shape_of(base)
    if origin is ClassVar:
        return shape_of(get_args(declared)[0])
    if origin in (Union, types.UnionType):
        shapes = [shape_of(arm) for arm in get_args(declared) if arm is not type(None)]
        return next((shape for shape in shapes if shape.kind != "值"), VALUE)
    if origin is list:
        element = shape_of(get_args(declared)[0])
        return Shape("列", element=element)
    if origin is dict:
        return Shape("表", element=shape_of(get_args(declared)[1]))
    if isinstance(declared, type) and issubclass(declared, FactModel):
        return _group(declared)
    return FREE


_MADE: dict[type[FactModel], Shape] = {}
"""The shapes of groups; one that holds groups of its own kind is there before its fields are."""


def _group(model: type[FactModel]) -> Shape:
    if model in _MADE:
        return _MADE[model]
    made_first = _MADE[model] = Shape("组")
    hints = get_type_hints(model, include_extras=True)
    fields = made_first.fields
    for name, declaration in model.declarations.items():
        shape = shape_of(hints[name])
        if shape.kind == "列" and shape.element is not None:
            shape = Shape("列", element=shape.element, names=_names(hints[name], name in model.keyed))
        fields[declaration.key] = shape
    return made_first


def _names(declared: Any, keyed: bool) -> tuple[str, ...]:
    """The keys that name an item: 键 wherever it is declared, the name too where items are found by it."""
    element = _element_model(declared)
    if element is None:
        return ()
    key = element.declarations.get("key")
    name = element.declarations.get("name")
    return (*((key.key,) if key else ()), *((name.key,) if keyed and name else ()))


def _element_model(declared: Any) -> type[FactModel] | None:
    """The group that the items of a list are."""
    if isinstance(declared, type) and issubclass(declared, FactModel):
        return declared
    for arm in get_args(declared):
        if (found := _element_model(arm)) is not None:
            return found
    return None


def names_of(item: Node, names: tuple[str, ...]) -> tuple[str, ...]:
    """What an item of a list is called, () when it has no name."""
    if not isinstance(item, LocatedMapping):
        return ()
    return tuple(str(value) for key in names if isinstance(value := item.get(key), Scalar) and value.strip())


def is_named_list(node: Node | None, shape: Shape) -> bool:
    """Whether a list is one by 键: each of its items has a name."""
    return isinstance(node, Sequence) and bool(shape.names) and all(names_of(item, shape.names) for item in node)


def item_at(node: Sequence, shape: Shape, name: str) -> int | None:
    """Where the item called `name` stands in a list by 键."""
    return next((at for at, item in enumerate(node) if name in names_of(item, shape.names)), None)


def shapes_of_groups() -> Mapping[str, Shape]:
    """The shapes of all groups of facts, by name."""
    from genwen.facts.loader import GROUPS

    return {name: shape_of(group.model) for name, group in GROUPS.items()}
