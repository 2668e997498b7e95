"""What one rendering of one part carries along: names, output so far, record, and the count that bounds loops."""

from __future__ import annotations

from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import Document
from genwen.rendering.codes import finding
from genwen.rendering.record import Event

MAX_ITERATIONS = 200_000


class State:
    """The state of one part: `names` is the scope, changed in place by loops and put back after them."""

    __slots__ = ("document", "events", "iterations", "names", "out")

    def __init__(self, names: dict[str, object], document: Document) -> None:
        self.names = names
        self.document = document
        self.out: list[bytes] = []
        self.events: list[Event] = []
        self.iterations = 0

    def tick(self, position: Position | None = None) -> None:
        """Count one turn of a loop; raises FindingsError when there have been too many."""
        self.iterations += 1
        if self.iterations > MAX_ITERATIONS:
            raise stopped("T081", position)


def stopped(code: str, position: Position | None) -> FindingsError:
    """The error of a rendering that was cut short."""
    return FindingsError([finding(code, position)])
