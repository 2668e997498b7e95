"""What the units of a list have in common is read once: of the next unit only the values it says are read.

A `Form` is made of a unit whose facts were read the ordinary way: the groups it says something about, with blanks where
the unit's own values stand. Filling it in gives the very groups that the ordinary way gives, for units that say the same
things (their lines have the same 式). A value that is not as in the unit it was made of (empty, or one that cannot be
read) makes it `Unfit`, and the unit is read the ordinary way, which says what is wrong.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from genwen.diagnostics import Finding
from genwen.document.elements import Origin, OriginKind
from genwen.facts.declare import Before, Problem, Whole
from genwen.facts.fact import Fact
from genwen.facts.fields import OWNED, WITHOUT_VALUE, FactModel, Kind, owned, parse_prose, parse_words
from genwen.facts.reading import INVALID, Known, Reading, forms_of, members_of, reader_of
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Scalar, Sequence, Source
from genwen.units.overlay import ABSENT, WHOLE, overlay
from genwen.units.records import Said
from genwen.units.shapes import FREE, Shape, is_named_list, item_at

APPLIES = "适用"
MAX_FORMS = 64
_FACT = OriginKind.FACT  # a member of an enumeration takes ten times as long to look up
PATIENCE = 24
"""Units met in vain before forms are no longer made."""


class Unfit(Exception):
    """A unit is not as the form has it."""


class Filling(Said):
    """The values of a unit, and the reading of what a form leaves to the readers."""

    __slots__ = ("reading",)

    def __init__(self, form: Any, context: Mapping[str, Any], known: Known) -> None:
        super().__init__(form)
        self.reading = Reading(Source(self.file), context, known)


Blank = Callable[[Filling], Any]
"""The values of a unit in, a value or group out. Raises Unfit."""


class Forms:
    """The forms of units that inherit the same, by their 式."""

    def __init__(self) -> None:
        self._known: dict[str, Form] = {}
        self._misses = 0

    def form(self, said: str) -> Form | None:
        """The form of units that say the same things."""
        return self._known.get(said)

    def fitted(self) -> None:
        """A form was of use."""
        self._misses = 0

    @property
    def worth_while(self) -> bool:
        """Whether units that say the same things have been met, or may still be."""
        return self._misses <= PATIENCE

    def add(self, said: str, form: Form) -> None:
        """A form for the units to come; the one made first is let go where there are too many."""
        self._misses += 1
        if len(self._known) >= MAX_FORMS:
            del self._known[next(iter(self._known))]
        self._known[said] = form


class Form:
    """The groups of units that say the same things: their `structure`."""

    def __init__(self, blanks: Mapping[str, Blank], structure: Mapping[str, Any]) -> None:
        self._blanks, self.structure = list(blanks.items()), structure

    def groups(self, filling: Filling) -> dict[str, Any] | None:
        """The groups that a unit says something about, by root; None where a value does not fit."""
        try:
            groups = {root: blank(filling) for root, blank in self._blanks}
        except Unfit:
            return None
        return None if filling.reading.findings else groups


def form_of(
    structure: Mapping[str, Any],
    roots: Mapping[str, Node],
    inherited: Mapping[str, Node],
    typed: Mapping[str, Any],
    declared: Callable[[str], Any],
    shape_of: Callable[[str], Shape],
) -> Form | None:
    """The form of a unit read without a fault: its structure, its nodes, what it inherits, its groups; None if it has none."""
    blanks: dict[str, Blank] = {}
    for root, form in structure.items():
        if root not in typed:
            return None
        model, shape = declared(root), shape_of(root)
        blanks[root] = _blank(model, form, roots[root], inherited.get(root), typed[root], shape, root)
    return Form(blanks, structure)


def _blank(declared: Any, form: Any, node: Node, base: Node | None, value: Any, shape: Shape, own: str) -> Blank:
    """The blank for what a unit says at one place; `own` is the path there in the unit's own values."""
    if isinstance(form, int):
        if isinstance(node, Scalar):
            return _scalar(declared, form, node.path)
    elif isinstance(form, dict) and WHOLE not in form:
        inner = _inner_type(declared, node)
        laid_over = isinstance(base, LocatedMapping) or is_named_list(base, shape)
        if get_origin(inner) is list and isinstance(node, LocatedMapping) and not laid_over:
            return _only(get_args(inner)[0], form, node, value, shape, own)
        if isinstance(node, LocatedMapping) and (base is None or isinstance(base, LocatedMapping)):
            if isinstance(inner, type) and value.__class__ is inner:
                return _group(inner, form, node, base, value, shape, own)
            if get_origin(inner) is dict and isinstance(value, dict):
                return _named(get_args(inner)[1], form, node, base, value, shape, own)
        elif get_origin(inner) is list and isinstance(node, Sequence) and base is not None and node.base is base:
            return _listed(get_args(inner)[0], form, node, value, shape, own)
    return _left_to_readers(declared, form, node, base, shape, own)


def _inner_type(declared: Any, node: Any) -> Any:
    """The one type of groups or lists that a declared type takes; None where more than reading its items is done.

    A list for a group: it is read as the only item.
    """
    origin, is_list = get_origin(declared), not isinstance(node, LocatedMapping)
    if origin is Annotated:
        inner, *metadata = get_args(declared)
        if any(isinstance(each, Kind | Whole) for each in metadata):
            return None
        prepared = [each.apply(node) for each in metadata if isinstance(each, Before)]
        if len(prepared) == 1 and prepared[0] == [node] and not is_list:
            return inner
        return _inner_type(inner, node) if all(each is node for each in prepared) else None
    if origin in (Union, types.UnionType):
        found = [arm for arm in get_args(declared) if arm is not type(None) and not _is_scalar(arm)]
        return _inner_type(found[0], node) if len(found) == 1 else None
    if origin in (dict, list):
        return declared if (origin is list) == is_list else None
    return declared if isinstance(declared, type) and issubclass(declared, FactModel) and not is_list else None


def _is_scalar(declared: Any) -> bool:
    return get_origin(declared) is Annotated and isinstance(get_args(declared)[-1], Kind)


def _kind_of(declared: Any) -> Kind | None:
    """The kind of fact a scalar is read as; None where more than that is done with it."""
    origin = get_origin(declared)
    if origin in (Union, types.UnionType):
        found = [arm for arm in get_args(declared) if arm is not type(None) and "scalar" in forms_of(arm)]
        return _kind_of(found[0]) if len(found) == 1 else None
    kind = get_args(declared)[1:] if origin is Annotated else ()
    return kind[0] if len(kind) == 1 and isinstance(kind[0], Kind) else None


def _may_be_owned(declared: Any) -> bool:
    """Whether what is read as a declared type may be a wording or hold one (see `owned`)."""
    kind = _kind_of(declared)
    if kind is not None:
        return kind.parse is parse_prose
    arms = [arm for arm in get_args(declared) if arm is not type(None)]
    if get_origin(declared) in (Union, types.UnionType) and len(arms) == 1:
        return _may_be_owned(arms[0])
    return get_origin(declared) is not dict or _may_be_owned(arms[1])


def _scalar(declared: Any, at: int, path: str) -> Blank:
    """The blank for value number `at`."""
    kind, read = _kind_of(declared), reader_of(declared)
    if kind is not None and kind.parse is parse_words:
        return _words(kind, at, path)

    def filled(filling: Filling) -> Any:
        if not (word := filling.texts[at].strip()):
            raise Unfit
        scalar = filling.scalar(at, path)
        if kind is not None:
            try:
                return kind(scalar, filling.reading.context) if word[0] in WITHOUT_VALUE else kind.parse(scalar)
            except Problem:
                raise Unfit from None
        value = read(scalar, filling.reading, scalar.position)
        if value is INVALID:
            raise Unfit
        return value

    return filled


def _words(kind: Kind, at: int, path: str) -> Blank:
    """The blank for plain words, which are most of what units say."""

    def filled(filling: Filling) -> Any:
        text = filling.texts[at]
        if not (word := text.strip()):
            raise Unfit
        if word[0] in WITHOUT_VALUE:
            return kind(filling.scalar(at, path), filling.reading.context)
        return Fact(text, text, Origin(_FACT, path, filling.position(at)))

    return filled


def _left_to_readers(declared: Any, form: Any, node: Node, base: Node | None, shape: Shape, own: str) -> Blank:
    """What a unit says at a place laid over what it inherits there, and read."""
    read = reader_of(declared)
    path = node.path

    def filled(filling: Filling) -> Any:
        findings: list[Finding] = []
        laid = overlay(base, filling.node(form, filling.at, own), shape, path, findings)
        value = read(laid, filling.reading, filling.at)
        if findings or value is INVALID:
            raise Unfit
        return value

    return filled


Children = list[tuple[Any, Blank]]
"""What stands in blanks, with the place of each."""


def _group(model: Any, form: Any, node: Any, base: Any, value: Any, shape: Shape, own: str) -> Blank:
    children: Children = []
    for key, child in form.items():
        name, _, declared = members_of(model)[key]
        inner = base.get(key) if base is not None else None
        if name not in value.__dict__:
            return _left_to_readers(model, form, node, base, shape, own)
        blank = _blank(declared, child, node[key], inner, value.__dict__[name], shape.child(key), f"{own}.{key}")
        children.append((name, blank))
    names = {name for name, _ in children}
    may_be_owned = [members_of(model)[key][0] for key in form if _may_be_owned(members_of(model)[key][2])]
    rest = {name: value.__dict__[name] for name in model.declarations if name in value.__dict__ and name not in names}
    owning = {name: held for name, held in rest.items() if owned(held, value) is not held}
    constant = {name: held for name, held in rest.items() if name not in owning}

    def filled(filling: Filling) -> Any:
        group = model.__new__(model)
        values = group.__dict__
        values.update(constant)
        for name, held in owning.items():
            values[name] = owned(held, group)
        for name, blank in children:
            values[name] = blank(filling)
        for name in may_be_owned:
            held = values[name]
            if isinstance(held, OWNED):
                values[name] = owned(held, group)
        return group

    return filled


def _named(declared: Any, form: Any, node: Any, base: Any, value: Any, shape: Shape, own: str) -> Blank:
    children: Children = []
    for key, child in form.items():
        inner = base.get(key) if base is not None else None
        blank = _blank(declared, child, node[key], inner, value[key], shape.child(key), f"{own}.{key}")
        children.append((key, blank))

    def filled(filling: Filling) -> Any:
        values = dict(value)
        for key, blank in children:
            values[key] = blank(filling)
        return values

    return filled


def _only(declared: Any, form: Any, node: Any, value: Any, shape: Shape, own: str) -> Blank:
    """A group that is read as the only item of a list; nothing is laid over what is inherited."""
    model = _inner_type(declared, node)
    if not isinstance(model, type) or len(value) != 1 or value[0].__class__ is not model:
        return _left_to_readers(list[declared], form, node, None, shape, own)
    item = _group(model, form, node, None, value[0], shape.element or FREE, own)
    return lambda filling: [item(filling)]


def _listed(declared: Any, form: Any, node: Any, value: Any, shape: Shape, own: str) -> Blank:
    """A list by 键 with items given by name."""
    base, element = node.base, shape.element or FREE
    children: Children = []
    for name, child in form.items():
        at = item_at(base, shape, name)
        if at is None or not isinstance(child, dict) or child.keys() & {APPLIES, ABSENT}:
            return _left_to_readers(list[declared], form, node, base, shape, own)
        children.append((at, _blank(declared, child, node[at], base[at], value[at], element, f"{own}.{name}")))

    def filled(filling: Filling) -> Any:
        values = list(value)
        for at, blank in children:
            values[at] = blank(filling)
        return values

    return filled
