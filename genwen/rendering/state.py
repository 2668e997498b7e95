"""What one rendering of one part carries along: names, output so far, record, and the count that bounds loops."""

from __future__ import annotations

from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import Block, Document
from genwen.rendering.codes import finding
from genwen.rendering.record import Event

MAX_ITERATIONS = 200_000


class State:
    """The state of one part: `names` are facts and fields, changed in place by loops and put back after them; blocks stay
    with the document.

    `own` is the XML of the blocks that a document of a plate has for itself; `drawn` and `tables` say which pieces of
    `out` hold drawings, and which end with a table.
    """

    __slots__ = ("breaks", "document", "drawn", "events", "iterations", "names", "out", "own", "tables")

    def __init__(self, names: dict[str, object], document: Document) -> None:
        self.names = names
        self.document = document
        self.out: list[bytes] = []
        self.events: list[Event] = []
        self.own: list[bytes] = []
        self.breaks: list[Block] = []
        self.drawn: list[int] = []
        self.tables: list[int] = []
        self.iterations = 0

    def tick(self, turns: int, position: Position | None = None) -> None:
        """Count turns of a loop about to run; raises FindingsError when there have been too many."""
        self.iterations += turns
        if self.iterations > MAX_ITERATIONS:
            raise stopped("T081", position)


def stopped(code: str, position: Position | None) -> FindingsError:
    """The error of a rendering that was cut short."""
    return FindingsError([finding(code, position)])
