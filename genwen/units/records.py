"""One unit as its list says it: name, place in the tree, its own facts as located nodes; and as one line of JSON.

Whatever a list of units was read from, it is kept as JSON Lines: workers read their own ranges of it, and nothing but
places in a file crosses the border between processes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from genwen.diagnostics import Finding, Position, Severity
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence
from genwen.records import made, record
from genwen.units.overlay import scalar

LIST = "\0"
"""The key of JSON that stands for a list; no clerk can type it."""
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

    def to_line(self) -> bytes:
        """The unit as one line of JSON; findings are not kept."""
        at = self.at
        form = {
            "序": self.number, "名": self.name, "上": self.superior, "文": at.file, "处": [at.line, at.column, at.place],
            "名下": self.stem, "摘": self.state, "值": {root: _form(node, at.file) for root, node in self.roots.items()},
        }  # fmt: skip
        return _as_typed(form).encode("utf-8", "surrogatepass") + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> UnitRecord:
        """The unit of a line."""
        return cls.from_form(json.loads(line))

    @classmethod
    def from_form(cls, form: Any) -> UnitRecord:
        """The unit of a line read as JSON."""
        at = Position(form["文"], *form["处"])
        roots = {root: node_from(value, at.file, at, root) for root, value in form["值"].items()}
        return cls(form["序"], form["名"], at, form["上"], roots, [], form["名下"], form["摘"])


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


def _form(node: Node, file: str) -> Any:
    """A node as JSON: mappings as such, lists under a key no clerk can type, scalars with their places."""
    if isinstance(node, Scalar):
        at = node.position
        return [str(node), at.line, at.column, at.place, int(node.quoted)]
    if isinstance(node, Mapping):
        return {key: _form(value, file) for key, value in node.items()}
    return {LIST: [_form(item, file) for item in node]}


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
    mapping = Mapping(near, path)
    for key, value in form.items():
        mapping[key] = node_from(value, file, near, f"{path}.{key}" if path else key)
        mapping.keys_at[key] = mapping[key].position
    first = next(iter(mapping.values()), None)
    if first is not None and not isinstance(first, Scalar):
        mapping.position = first.position
    return mapping


def unseen_in(name: str, at: Position) -> Finding:
    """What is told where signs that nobody sees were dropped from a name."""
    return Finding("S506", f"“{name[:40]}”的名称里有看不见的字符，去掉了", "", at, Severity.HINT)
