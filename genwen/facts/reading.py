"""Located YAML read as declared groups of facts, every problem a finding with its place, all at once.

A reader is made of a type once: Kind (one scalar), FactModel (a mapping), list, dict, unions of them told apart by the
form of the node, and functions that come before or instead (`Before`, `Whole`).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from genwen.diagnostics import Finding, Position, nearest
from genwen.facts.declare import REQUIRED, Before, Declaration, Problem, Whole
from genwen.facts.fields import FactModel, Kind
from genwen.facts.source.nodes import Scalar, Source

INVALID: Any = object()
"""What a reader returns for a node it has reported."""

Reader = Callable[[Any, "Reading", Position], Any]


Known = dict[tuple[int, object], tuple[Any, Any]]
"""Groups and facts read before by node and model or kind, each with its node: nodes that units share are read once."""


class Reading:
    """One file being read: what the settings say, and what was found wrong so far."""

    __slots__ = ("context", "findings", "known", "source")

    def __init__(self, source: Source, context: Mapping[str, Any], known: Known | None = None) -> None:
        self.source, self.context, self.known = source, context, known
        self.findings: list[Finding] = []

    def report(self, code: str, message: str, hint: str, at: Position) -> Any:
        """Add a finding; returns INVALID."""
        self.findings.append(Finding(code, message, hint, at, source=self.source.line(at.line)))
        return INVALID


def validate(
    declared: Any, source: Source, context: Mapping[str, Any], known: Known | None = None
) -> tuple[Any, list[Finding]]:
    """The typed group in a file, or None with what is wrong; findings of the file itself are not repeated.

    With `known`, a node met before gives the very group it gave then. It is for one and the same `context`.
    """
    if source.root is None:
        return None, []
    reading = Reading(source, context, known)
    value = reader_of(declared)(source.root, reading, Position(source.name, 1, 1))
    return (None if value is INVALID else value), reading.findings


@cache
def reader_of(declared: Any) -> Reader:
    """The reader of a type."""
    origin = get_origin(declared)
    if origin is Annotated:
        base, *metadata = get_args(declared)
        return _annotated(base, metadata)
    if origin in (Union, types.UnionType):
        return _union([arm for arm in get_args(declared) if arm is not type(None)])
    if origin is list:
        return _list_reader(get_args(declared)[0])
    if origin is dict:
        return _dict_reader(get_args(declared)[1])
    if isinstance(declared, type) and issubclass(declared, FactModel):
        return _model_reader(declared)
    if declared is Any:
        return lambda node, reading, at: node
    raise TypeError(f"no reader for {declared!r}")


def _annotated(base: Any, metadata: Sequence[Any]) -> Reader:
    reader: Reader | None = None
    for item in metadata:
        if isinstance(item, Kind):
            reader = _scalar_reader(item)
        elif isinstance(item, Whole):
            reader = _whole_reader(item)
        elif isinstance(item, Before):
            reader = _preceded(item.apply, reader or reader_of(base))
    return reader or reader_of(base)


def _scalar_reader(kind: Kind) -> Reader:
    read = _calling(lambda node, reading: kind(node, reading.context))

    def read_once(node: Any, reading: Reading, at: Position) -> Any:
        known = reading.known
        if known is None:
            return read(node, reading, at)
        before = known.get((id(node), kind))
        if before is not None and before[0] is node:
            return before[1]
        fact = read(node, reading, at)
        if fact is not INVALID:
            known[id(node), kind] = (node, fact)
        return fact

    return read_once


def _whole_reader(whole: Whole) -> Reader:
    return _calling(lambda node, reading: whole.read(node))


def _calling(call: Callable[[Any, Reading], Any]) -> Reader:
    def read(node: Any, reading: Reading, at: Position) -> Any:
        try:
            return call(node, reading)
        except Problem as problem:
            return reading.report(problem.code, problem.message, problem.hint, _place(node, at))

    return read


def _preceded(apply: Callable[[Any], Any], inner: Reader) -> Reader:
    def read(node: Any, reading: Reading, at: Position) -> Any:
        try:
            prepared = apply(node)
        except Problem as problem:
            return reading.report(problem.code, problem.message, problem.hint, _place(node, at))
        return inner(prepared, reading, at if isinstance(node, Mapping | list) else _place(node, at))

    return read


def _place(node: Any, at: Position) -> Position:
    """Where a scalar stands; for groups and for nothing, the place of the key."""
    if isinstance(node, Scalar) and node.end > node.start:
        return node.position
    return at


def _union(arms: Sequence[Any]) -> Reader:
    if len(arms) == 1:
        return reader_of(arms[0])
    readers = [(forms_of(arm), reader_of(arm)) for arm in arms]

    def read(node: Any, reading: Reading, at: Position) -> Any:
        fitting = [reader for forms, reader in readers if _form(node) in forms] or [readers[-1][1]]
        before = len(reading.findings)
        for reader in fitting[:-1]:
            value = reader(node, reading, at)
            if value is not INVALID:
                return value
            del reading.findings[before:]
        return fitting[-1](node, reading, at)

    return read


def _form(node: Any) -> str:
    return "map" if isinstance(node, Mapping) else "list" if isinstance(node, list | tuple) else "scalar"


def forms_of(declared: Any) -> frozenset[str]:
    """The forms of node a type takes."""
    origin = get_origin(declared)
    if origin is Annotated:
        base, *metadata = get_args(declared)
        if any(isinstance(item, Kind) for item in metadata):
            return frozenset({"scalar"})
        if any(isinstance(item, Before | Whole) for item in metadata):
            return frozenset({"scalar", "list", "map"})
        return forms_of(base)
    if origin in (Union, types.UnionType):
        return frozenset().union(*(forms_of(arm) for arm in get_args(declared) if arm is not type(None)))
    return frozenset({"list"} if origin is list else {"map"})


def _list_reader(element: Any) -> Reader:
    inner = reader_of(element)

    def make(node: Any, reading: Reading, at: Position, before: Any) -> Any:
        if before is None:
            values = [inner(item, reading, getattr(item, "position", at)) for item in node]
        else:
            values = list(before)
            for number in node.differing:
                values[number] = inner(node[number], reading, getattr(node[number], "position", at))
        return values if _whole(values) else INVALID

    def read(node: Any, reading: Reading, at: Position) -> Any:
        if not isinstance(node, list | tuple):
            return reading.report("S102", f"“{_key(reading, at)}”应是列表", "每项一行，以“- ”开头", at)
        return _once(node, reading, at, make)

    return read


def _dict_reader(element: Any) -> Reader:
    inner = reader_of(element)

    def make(node: Any, reading: Reading, at: Position, before: Any) -> Any:
        keys_at = getattr(node, "keys_at", {})
        values = {} if before is None else dict(before)
        for key in node if before is None else node.differing:
            values[key] = inner(node[key], reading, keys_at.get(key, at))
        return values if _whole(values.values()) else INVALID

    def read(node: Any, reading: Reading, at: Position) -> Any:
        if not isinstance(node, Mapping):
            return reading.report("S102", f"“{_key(reading, at)}”应由“键: 值”组成", "检查缩进和冒号", at)
        return _once(node, reading, at, make)

    return read


def _whole(values: Iterable[Any]) -> bool:
    for value in values:  # noqa: SIM110  (as an expression it takes thrice as long)
        if value is INVALID:
            return False
    return True


def _once(node: Any, reading: Reading, at: Position, make: Callable[[Any, Reading, Position, Any], Any]) -> Any:
    """What `make` gives for a node, from what is known where it was read before.

    `make` also gets what the node gave that this one was made of: only where they differ is there anything to read.
    """
    known = reading.known
    if known is None:
        return make(node, reading, at, None)
    found = known.get((id(node), make))
    if found is not None and found[0] is node:
        return found[1]
    base = getattr(node, "base", None)
    before = known.get((id(base), make)) if base is not None else None
    faults = len(reading.findings)
    value = make(node, reading, at, before[1] if before is not None and before[0] is base else None)
    if value is not INVALID and len(reading.findings) == faults:
        known[id(node), make] = (node, value)
    return value


@cache
def members_of(model: Any) -> dict[str, tuple[str, Declaration, Any]]:
    """The fields of a group by their keys: name, declaration, type."""
    hints = get_type_hints(model, include_extras=True)
    return {item.key: (name, item, _own(hints[name])) for name, item in model.declarations.items()}


def _model_reader(model: Any) -> Reader:
    fields: dict[str, tuple[str, Declaration, Reader]] = {}

    def make(node: Any, reading: Reading, at: Position, before: Any) -> Any:
        keys_at = getattr(node, "keys_at", {})
        # a group keeps more with it than its fields
        values = (
            {name: before.__dict__[name] for name in model.declarations if name in before.__dict__}
            if before is not None
            else {}
        )
        whole = True
        for key in node if before is None else node.differing:
            child = node[key]
            found = fields.get(key)
            if found is None:
                whole = (
                    reading.report("S101", f"不认识的键“{key}”", nearest(key, list(fields)), keys_at.get(key, at))
                    is None
                )
                continue
            name, declaration, reader = found
            if _empty(child) and declaration.default is not REQUIRED and not _scalar_field(model, name):
                values.pop(name, None)
                continue
            value = reader(child, reading, keys_at.get(key) or _place(child, at))
            whole = whole and value is not INVALID
            values[name] = value
        for key, name in required:
            if name not in values:
                place = getattr(node, "position", at)
                whole = reading.report("S104", f"缺少“{key}”", f"补上“{key}: …”，暂时没有就写 待补", place) is None
        return model.made(values) if whole else INVALID

    required: list[tuple[str, str]] = []

    def read(node: Any, reading: Reading, at: Position) -> Any:
        if not fields:
            for key, (name, declaration, declared) in members_of(model).items():
                fields[key] = (name, declaration, reader_of(declared))
                if declaration.default is REQUIRED:
                    required.append((key, name))
        if not isinstance(node, Mapping):
            return reading.report("S102", f"“{_key(reading, at)}”应由“键: 值”组成", "检查缩进和冒号", at)
        return _once(node, reading, at, make)

    return read


def _own(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is ClassVar else hint


def _empty(node: Any) -> bool:
    return isinstance(node, Scalar) and node.strip() == "" and not node.quoted


@cache
def _scalar_field(model: Any, name: str) -> bool:
    """Whether an empty value of the field is a fact 待补, not an absent group or list."""
    return "list" not in forms_of(hint := get_type_hints(model, include_extras=True)[name]) and "scalar" in forms_of(
        hint
    )


def _key(reading: Reading, at: Position) -> str:
    """The key written at a place, for messages."""
    line = reading.source.line(at.line)
    text = line[at.column - 1 :] if at.column else line
    return text.partition(":")[0].strip().removeprefix("- ").strip()[:20] or reading.source.name
