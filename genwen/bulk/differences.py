"""What differs between the units of a run: each fact that units say themselves, who says what.

What is kept of the units is a count per fact and the first values; the rows of a table are read from the spool again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from genwen.bulk.spool import Spool
from genwen.records import record

MAX_VALUES = 1_000
"""Different values of a fact that are told apart; more are counted as this many."""
SHOWN_VALUES = 3


@record
class Difference:
    """A fact that not all units have alike: how many say it, how many values there are, the first ones."""

    path: str
    said: int
    values: int
    examples: tuple[str, ...]


class Differences:
    """Counts what units say, one unit after another."""

    def __init__(self) -> None:
        self.units = 0
        self._said: dict[str, int] = {}
        self._values: dict[str, dict[str, None]] = {}

    def add(self, paths: Sequence[str], units: Sequence[Sequence[str]]) -> None:
        """Units one after another that say the same things: the paths of the facts, of each unit what it says there."""
        self.units += len(units)
        for path, texts in zip(paths, zip(*units, strict=True), strict=True):
            self._said[path] = self._said.get(path, 0) + len(units)
            known = self._values.setdefault(path, {})
            if len(known) < MAX_VALUES:
                known.update(dict.fromkeys(texts))

    def join(self, later: Differences) -> None:
        """Add what was counted of the units after these."""
        self.units += later.units
        for path, values in later._values.items():
            self._said[path] = self._said.get(path, 0) + later._said[path]
            known = self._values.setdefault(path, {})
            if len(known) < MAX_VALUES:
                known.update(values)

    def found(self) -> list[Difference]:
        """The facts that differ, in the order in which units say them; those all units have alike are left out."""
        return [
            Difference(path, self._said[path], min(len(known), MAX_VALUES), tuple(known)[:SHOWN_VALUES])
            for path, known in self._values.items()
            if len(known) > 1 or self._said[path] < self.units
        ]


def difference_rows(places: Iterable[int], spool: Path, found: Sequence[Difference]) -> Iterator[list[str]]:
    """A row per unit, read by its place: its name, where it stands, what it says of each fact, "" for nothing."""
    with closing(Spool(spool)) as reader:
        for offset in places:
            unit = reader.unit(offset)
            values = unit.values()
            yield [unit.name, str(unit.at), *(values.get(item.path, "") for item in found)]
