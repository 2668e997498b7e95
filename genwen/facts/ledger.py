"""台账: what was used, by item, year, month and place (点位), each figure with the cell or line it stands in.

An item is a quantity of 统计 (用电量, 电费, 建筑面积). Amounts add up over months and places; what is a stock (persons,
area, vehicles) adds up over places only.
"""

from __future__ import annotations

from collections.abc import Iterator

from genwen.diagnostics import Position
from genwen.facts.fact import Quantity
from genwen.records import record

WHOLE_YEAR = 0
MONTHS = range(1, 13)


@record(eq=False)
class Entry:
    """One figure of a ledger; `month` 0 is the whole year, `site` "" the whole unit."""

    item: str
    year: int
    month: int
    site: str
    quantity: Quantity

    @property
    def at(self) -> Position | None:
        """Where it stands."""
        return self.quantity.origin.position


@record(eq=False)
class Stated:
    """A total that a ledger states, and the figures it is the sum of; `others` are sums it may be as well."""

    entry: Entry
    parts: tuple[Entry, ...]
    others: tuple[tuple[Entry, ...], ...] = ()


class Ledger:
    """The figures of all ledger files, found by item and year."""

    def __init__(self) -> None:
        # by item and year, then by place, then by month
        self._found: dict[tuple[str, int], dict[str, dict[int, Entry]]] = {}
        self._items: dict[str, None] = {}
        self.stated: list[Stated] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, entry: Entry) -> Entry | None:
        """Take a figure in; one of the same item, month and place that is there already is kept and returned."""
        months = self._found.setdefault((entry.item, entry.year), {}).setdefault(entry.site, {})
        self._items[entry.item] = None
        first = months.setdefault(entry.month, entry)
        return None if first is entry else first

    def entries(self, item: str = "", year: int = 0) -> Iterator[Entry]:
        """Every figure; only those of an item, or of a year, where one is given."""
        for (found, when), sites in self._found.items():
            if item in ("", found) and year in (0, when):
                for months in sites.values():
                    yield from months.values()

    def items(self) -> list[str]:
        """The names of the items, in order of appearance."""
        return list(self._items)

    def years(self, item: str = "") -> list[int]:
        """The years with figures of an item (of any when none is given)."""
        return sorted({year for found, year in self._found if item in ("", found)})

    def has(self, item: str) -> bool:
        """Whether there are figures of an item in any year."""
        return item in self._items

    def sites(self, item: str, year: int) -> list[str]:
        """The places of an item in a year ("" for the whole unit), in order of appearance."""
        return list(self._found.get((item, year), ()))

    def is_at(self, item: str, year: int, site: str) -> bool:
        """Whether there are figures of an item at a place in a year."""
        return site in self._found.get((item, year), ())

    def months(self, item: str, year: int, site: str) -> dict[int, Entry]:
        """The monthly figures of an item at a place."""
        months = self._found.get((item, year), {}).get(site, {})
        return {month: entry for month, entry in months.items() if month}

    def whole(self, item: str, year: int, site: str) -> Entry | None:
        """The figure of a whole year at a place, where one was written."""
        return self._found.get((item, year), {}).get(site, {}).get(WHOLE_YEAR)
