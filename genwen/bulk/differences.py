"""What differs between the units of a run: each fact that units say themselves, who says what.

The units are read from the spool again, one at a time; what is kept is a count per fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from genwen.bulk.roster import Roster
from genwen.bulk.spool import Spool
from genwen.records import record
from genwen.units.paths import scalars_in

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


def values_of(spool: Spool, offset: int) -> dict[str, str]:
    """What a unit says itself, by the path of the fact."""
    unit = spool.unit(offset)
    return {".".join(steps): text for root, node in unit.roots.items() for steps, text in scalars_in(node, (root,))}


def differences(roster: Roster, spool: Path) -> list[Difference]:
    """The facts that differ, in the order in which units say them; those all units have alike are left out."""
    said: dict[str, int] = {}
    values: dict[str, dict[str, None]] = {}
    with closing(Spool(spool)) as reader:
        for entry in roster.entries:
            for path, text in values_of(reader, entry.offset).items():
                said[path] = said.get(path, 0) + 1
                known = values.setdefault(path, {})
                if len(known) < MAX_VALUES:
                    known.setdefault(text)
    whole = len(roster.entries)
    return [
        Difference(path, said[path], len(known), tuple(known)[:SHOWN_VALUES])
        for path, known in values.items()
        if len(known) > 1 or said[path] < whole
    ]


def difference_rows(roster: Roster, spool: Path, found: list[Difference]) -> Iterator[list[str]]:
    """A row per unit: its name, its place, and what it says of each fact that differs, "" for as the office has it."""
    with closing(Spool(spool)) as reader:
        for entry in roster.entries:
            values = values_of(reader, entry.offset)
            yield [entry.name, str(entry.at), *(values.get(item.path, "") for item in found)]
