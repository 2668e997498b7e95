"""The figures of a document with their places: line, sentence, the words beside them, and the numbers of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from genwen.agreement.figures import Figure
from genwen.agreement.likeness import bigrams
from genwen.agreement.making import Num, num
from genwen.agreement.sentences import Said, said_in
from genwen.agreement.sheet import sheets_of
from genwen.agreement.text import View
from genwen.records import record

_CLAUSE = re.compile("[，。；：（(、]")
_NOUN = re.compile(r"^[^，。；：、（）()\d]{0,8}")


@record(eq=False)
class Place:
    """A figure in a document: the numbers of its line and its sentence there."""

    line: int
    sentence: int
    said: Said

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.said.figure


@record(eq=False)
class Whereabouts:
    """What a document has: its figures line by line and by unit, how often a value is printed, the numbers of its tables."""

    places: tuple[Place, ...]
    by_line: dict[int, list[Place]]
    by_unit: dict[str, list[Place]]
    printed: dict[tuple[str, object], int]
    cells: frozenset[float]

    def above(self, place: Place, count: int) -> list[Place]:
        """The figures of the lines before that of a figure, in reading order."""
        return [other for number in range(place.line - count, place.line) for other in self.by_line.get(number, ())]


@lru_cache(maxsize=16)
def whereabouts(view: View) -> Whereabouts:
    """The figures of a view."""
    places = [
        Place(number, at, item)
        for number, line in enumerate(view.lines)
        for at, sentence in enumerate(said_in(line))
        for item in sentence
    ]
    by_line: dict[int, list[Place]] = {}
    by_unit: dict[str, list[Place]] = {}
    printed: dict[tuple[str, object], int] = {}
    for place in places:
        figure = place.figure
        by_line.setdefault(place.line, []).append(place)
        by_unit.setdefault(figure.unit, []).append(place)
        printed[figure.unit, figure.value] = printed.get((figure.unit, figure.value), 0) + 1
    return Whereabouts(tuple(places), by_line, by_unit, printed, frozenset(_cells(view)))


def _cells(view: View) -> Iterator[float]:
    for sheet in sheets_of(view):
        for row in sheet.numbers:
            for number in row:
                if number is not None:
                    yield abs(float(number.bare))
                    yield abs(float(number.value))


def clause_of(item: Said) -> str:
    """The words between the last mark before a figure and the figure, dates blanked."""
    return _CLAUSE.split(item.gap)[-1]


@lru_cache(maxsize=65536)
def about(figure: Figure) -> frozenset[str]:
    """Pairs of characters of the words beside a figure: those of its clause before it, and the noun after it."""
    before = figure.line.text[max(0, figure.start - 24) : figure.start]
    after = _NOUN.match(figure.line.text[figure.end : figure.end + 8])
    return bigrams(_CLAUSE.split(before)[-1]) | bigrams(after.group() if after else "")


def nums(places: list[Place]) -> list[Num]:
    """Places as numbers."""
    return [num(place.figure) for place in places]
