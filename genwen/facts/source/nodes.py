"""What YAML is read into: mappings, sequences and scalars, each with file, line and column."""

from __future__ import annotations

from typing import TypeAlias

from genwen.diagnostics import Finding, Position
from genwen.document.elements import Origin, OriginKind
from genwen.records import made, record


class Scalar(str):
    """A scalar as typed, with its place; `start` and `end` are character offsets in the file (quotes included)."""

    __slots__ = ("end", "path", "position", "quoted", "start")

    position: Position
    path: str
    start: int
    end: int
    quoted: bool

    @property
    def origin(self) -> Origin:
        """The scalar as the source of a printed text."""
        return Origin(OriginKind.FACT, self.path, self.position)


class Mapping(dict[str, "Node"]):
    """A mapping with the positions of its keys; one made of another (`base`) knows under which keys they differ."""

    base: Mapping | None = None
    differing: tuple[str, ...] = ()

    def __init__(self, position: Position, path: str) -> None:
        super().__init__()
        self.position = position
        self.path = path
        self.keys_at: dict[str, Position] = {}


class Sequence(list["Node"]):
    """A sequence with its place; one made of another of the same length (`base`) knows which items differ."""

    base: Sequence | None = None
    differing: tuple[int, ...] = ()

    def __init__(self, position: Position, path: str) -> None:
        super().__init__()
        self.position = position
        self.path = path


Node: TypeAlias = Scalar | Mapping | Sequence


@record(frozen=False)
class Source:
    """One YAML file read: its display name, text, top node (None when empty or unreadable) and findings."""

    name: str
    text: str = ""
    root: Node | None = None
    findings: list[Finding] = made(default_factory=list)
    _lines: list[str] = made(default_factory=list)

    def line(self, number: int) -> str:
        """Line `number` (from 1), or "" when there is none."""
        if not self._lines:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""
