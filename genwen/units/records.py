"""One unit as its list says it: name, place in the tree, its own facts as located nodes; and as one line of JSON.

Whatever a list of units was read from, it is kept as JSON Lines: workers read their own ranges of it, and nothing but
places in a file crosses the border between processes. A line says in 式 which values there are, the same text for units
that say the same things, in 值 the values, in 位 where they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from collections.abc import Sequence as Row
from functools import lru_cache
from typing import Any

from genwen.diagnostics import Finding, Position, Severity
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence
from genwen.records import made, record
from genwen.units.overlay import scalar

LIST = "\0"
"""The key of JSON that stands for a list; no clerk can type it."""
QUOTE = "\ue002"
"""What stands for the quotation marks of a text of JSON within JSON, and between places: it need not be escaped."""
NAMELESS = frozenset({"", "待补", "【待补】", "不适用", "不公开", "无", "/"})
"""What stands where a unit has no name."""
_in_order = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False).encode
_as_typed = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@record(frozen=False)
class UnitRecord:
    """A unit: `superior` names the unit above it ("" for the office), `at` is its row or its place in YAML.

    `stem` is the name of its files, `state` the digest of what it and the units above it say.
    """

    number: int
    name: str
    at: Position
    superior: str = ""
    roots: dict[str, Node] = made(default_factory=dict)
    findings: list[Finding] = made(default_factory=list)
    stem: str = ""
    state: str = ""
    key: str = ""

    def own_digest(self) -> str:
        """A digest of what the unit says, wherever it says it."""
        return hashlib.sha256(self.said().encode("utf-8", "surrogatepass")).hexdigest()

    def said(self) -> str:
        """What the unit says as one text."""
        return _in_order([self.name, self.superior, {root: _values(node) for root, node in self.roots.items()}])

    def values(self) -> dict[str, str]:
        """What the unit says, by the path of the fact; items of lists by their number."""
        found: dict[str, str] = {}
        for root, node in self.roots.items():
            _gather(node, root, found)
        return found

    def said_at(self) -> tuple[tuple[str, ...], list[str]]:
        """As `values`: the paths, and what is said there."""
        values = self.values()
        return tuple(values), list(values.values())

    def to_line(self) -> bytes:
        """The unit as one line of JSON; findings are not kept."""
        at = self.at
        leaves: list[Scalar | Sequence] = []
        structure = _as_typed({root: _structure(node, leaves) for root, node in self.roots.items()})
        form = {
            "序": self.number, "名": self.name, "上": self.superior, "文": at.file, "处": [at.line, at.column, at.place],
            "名下": self.stem, "摘": self.state, "式": structure if QUOTE in structure else structure.replace('"', QUOTE),
            "位": _where(leaves, at), "值": [str(leaf) if isinstance(leaf, Scalar) else _form(leaf) for leaf in leaves],
        }  # fmt: skip
        return _as_typed(form).encode("utf-8", "surrogatepass") + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> UnitRecord:
        """The unit of a line."""
        return cls.from_form(json.loads(line))

    @classmethod
    def from_form(cls, form: Any) -> UnitRecord:
        """The unit of a line read as JSON."""
        said = Said(form)
        at = said.at
        roots = {root: said.node(part, at, root) for root, part in structure_of(form["式"]).items()}
        return cls(form["序"], form["名"], at, form["上"], roots, [], form["名下"], form["摘"])


class Said:
    """The values of a unit's line by their numbers: `texts` (a list as JSON), and where each stands, in columns."""

    __slots__ = ("at", "columns", "file", "lines", "places", "quoted", "texts")

    def __init__(self, form: Any) -> None:
        self.file: str = form["文"]
        self.at = Position(self.file, *form["处"])
        self.texts: Row[Any] = form["值"]
        where = form["位"]
        if where.__class__ is str:
            count = len(self.texts)
            self.lines: Row[int] = (self.at.line,) * count
            self.columns: Row[int] = (0,) * count
            self.quoted: Row[int] = self.columns
            self.places: Row[str] = _apart(where)
        else:
            self.lines, self.columns, self.places, self.quoted = where

    def position(self, number: int) -> Position:
        """Where a value stands."""
        return Position(self.file, self.lines[number], self.columns[number], self.places[number])

    def scalar(self, number: int, path: str) -> Scalar:
        """A value as a node."""
        made = scalar(self.texts[number], self.position(number), path)
        made.quoted = bool(self.quoted[number])
        return made

    def node(self, structure: Any, near: Position, path: str) -> Node:
        """The node of a part of a unit's structure, at `path`; a group that has no place of its own is `near`."""
        if isinstance(structure, int):
            return self.scalar(structure, path)
        if isinstance(structure, list):
            return node_from(self.texts[structure[0]], self.file, near, path)
        return _mapping_of(structure, near, path, lambda inner, at: self.node(inner, near, at))


@lru_cache(maxsize=256)
def structure_of(text: str) -> Any:
    """The structure that 式 says: groups as mappings, values by their numbers, lists by theirs in brackets."""
    return json.loads(text if '"' in text else text.replace(QUOTE, '"'))


@lru_cache(maxsize=256)
def _apart(places: str) -> tuple[str, ...]:
    return tuple(places.split(QUOTE))


def _structure(node: Node, leaves: list[Scalar | Sequence]) -> Any:
    """What `structure_of` gives for a node; its values are added to `leaves`."""
    if isinstance(node, Mapping):
        return {key: _structure(value, leaves) for key, value in node.items()}
    leaves.append(node)
    return len(leaves) - 1 if isinstance(node, Scalar) else [len(leaves) - 1]


def _where(leaves: Row[Scalar | Sequence], at: Position) -> Any:
    """Where values stand: their places as one text where nothing else is to be said, else lines, columns, places and
    whether they are quoted."""
    # of a list, the items have places of their own
    places = [(leaf.position, leaf.quoted) if isinstance(leaf, Scalar) else (at, False) for leaf in leaves]
    if all(
        not quoted and where.line == at.line and not where.column and QUOTE not in where.place
        for where, quoted in places
    ):
        return QUOTE.join(where.place for where, _ in places)
    return [
        [where.line for where, _ in places], [where.column for where, _ in places],
        [where.place for where, _ in places], [int(quoted) for _, quoted in places],
    ]  # fmt: skip


def _gather(node: Node, path: str, found: dict[str, str]) -> None:
    if isinstance(node, Scalar):
        found[path] = str(node)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            _gather(value, f"{path}.{key}", found)
    else:
        for at, item in enumerate(node):
            _gather(item, f"{path}.{at}", found)


def _values(node: Node) -> Any:
    if isinstance(node, Scalar):
        return [str(node), node.quoted]
    if isinstance(node, Mapping):
        return {key: _values(value) for key, value in node.items()}
    return [_values(item) for item in node]


def _form(node: Node) -> Any:
    """A node as JSON: mappings as such, lists under a key no clerk can type, scalars with their places."""
    if isinstance(node, Scalar):
        at = node.position
        return [str(node), at.line, at.column, at.place, int(node.quoted)]
    if isinstance(node, Mapping):
        return {key: _form(value) for key, value in node.items()}
    return {LIST: [_form(item) for item in node]}


def node_from(form: Any, file: str, near: Position, path: str) -> Node:
    """The node of a value's JSON, at `path`; a group or list that has no place of its own is `near`."""
    if isinstance(form, list):
        text, line, column, place, quoted = form
        made = scalar(text, Position(file, line, column, place), path)
        made.quoted = bool(quoted)
        return made
    if LIST in form:
        sequence = Sequence(near, path)
        sequence.extend(node_from(item, file, near, f"{path}[{at}]") for at, item in enumerate(form[LIST]))
        if sequence:
            sequence.position = sequence[0].position
        return sequence
    return _mapping_of(form, near, path, lambda inner, at: node_from(inner, file, near, at))


def _mapping_of(form: Any, near: Position, path: str, node_of: Callable[[Any, str], Node]) -> Mapping:
    """A group, its members made by `node_of`."""
    mapping = Mapping(near, path)
    for key, value in form.items():
        mapping[key] = node_of(value, f"{path}.{key}" if path else key)
        mapping.keys_at[key] = mapping[key].position
    first = next(iter(mapping.values()), None)
    if first is not None and not isinstance(first, Scalar):
        mapping.position = first.position
    return mapping


def unseen_in(name: str, at: Position) -> Finding:
    """What is told where signs that nobody sees were dropped from a name."""
    return Finding("S506", f"“{name[:40]}”的名称里有看不见的字符，去掉了", "", at, Severity.HINT)
