"""Numbers month by month and quarter by quarter, from tables of any shape: months as heads, as labels, in two bands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.sheet import TOTAL, Number, Sheet, sheets_of
from genwen.agreement.text import Grid, Line, View
from genwen.agreement.totals import bare_head
from genwen.records import record

_PERIOD = re.compile(r"^(?:(?P<m>\d{1,2})月份?|第?(?P<q>[一二三四])季度|(?P<r>[1-4])季度)(?:[（(][^）)]*[）)])?$")
_QUARTERS = "一二三四"


@record(eq=False)
class Series:
    """One quantity over the year: its name, and its cells by month (1–12) or quarter (1–4)."""

    name: str
    unit: str
    cells: dict[int, tuple[Number, Line]]
    monthly: bool
    grid: Grid
    whole: Decimal | None
    """What the table prints for the year."""
    caption: str

    @property
    def complete(self) -> bool:
        """Whether every month or quarter is there."""
        return len(self.cells) == (12 if self.monthly else 4)

    @property
    def total(self) -> Decimal:
        """The sum of what is there, bare."""
        return sum((number.bare for number, _ in self.cells.values()), Decimal(0))

    @property
    def step(self) -> Decimal:
        """The last printed place of the cells, bare."""
        return max(number.step * number.factor for number, _ in self.cells.values())

    def quarters(self) -> dict[str, Decimal]:
        """The sums of quarters by name."""
        if not self.monthly:
            return {f"{_QUARTERS[at - 1]}季度": number.bare for at, (number, _) in self.cells.items()}
        found = {}
        for quarter in range(4):
            months = [self.cells[at][0].bare for at in range(quarter * 3 + 1, quarter * 3 + 4) if at in self.cells]
            if len(months) == 3:
                found[f"{_QUARTERS[quarter]}季度"] = sum(months, Decimal(0))
        return found

    def months(self) -> dict[str, Decimal]:
        """The months by name."""
        return {f"{at}月": number.bare for at, (number, _) in self.cells.items()} if self.monthly else {}

    def said(self, at: int) -> str:
        """The place of a cell."""
        line = self.cells[at][1]
        return f"{line.position}“{self.name}”{line.text.strip()}"

    def place(self, name: str) -> str:
        """The place of a month or quarter by its name."""
        if name.endswith("月"):
            return self.said(int(name[:-1]))
        quarter = _QUARTERS.index(name[0])
        return self.said(quarter * 3 + 1 if self.monthly else quarter + 1)


def _at(text: str) -> tuple[bool, int] | None:
    match = _PERIOD.match(text)
    if match is None:
        return None
    if match["m"]:
        return (True, int(match["m"])) if 1 <= int(match["m"]) <= 12 else None
    return False, _QUARTERS.index(match["q"]) + 1 if match["q"] else int(match["r"])


@lru_cache(maxsize=256)
def series_of(view: View) -> tuple[Series, ...]:
    """Every series of at least three months or quarters."""
    found: dict[tuple[int, str, bool], Series] = {}
    for sheet in sheets_of(view):
        for name, monthly, at, number, line in (*_across(sheet), *_down(sheet)):
            key = (id(sheet.grid.position), f"{sheet.grid.position}{name}", monthly)
            one = found.setdefault(key, Series(name, number.unit, {}, monthly, sheet.grid, None, sheet.caption))
            one.cells.setdefault(at, (number, line))
    return tuple(one for one in found.values() if len(one.cells) >= 3)


def _across(sheet: Sheet) -> Iterator[tuple[str, bool, int, Number, Line]]:
    """Months as heads."""
    columns = [(c, when) for c, head in enumerate(sheet.heads) if (when := _at(bare_head(head))) is not None]
    for row, label in enumerate(sheet.labels) if len(columns) >= 3 else ():
        for column, (monthly, at) in columns:
            number = sheet.numbers[row][column]
            if number is not None:
                yield label, monthly, at, number, sheet.rows[row][column]


def _down(sheet: Sheet) -> Iterator[tuple[str, bool, int, Number, Line]]:
    """Months as labels."""
    rows = [(r, when) for r, label in enumerate(sheet.labels) if (when := _at(label)) is not None]
    for column, head in enumerate(sheet.heads) if len(rows) >= 3 else ():
        if sheet.index_column(column) or TOTAL.match(bare_head(head)):
            continue
        for row, (monthly, at) in rows:
            number = sheet.numbers[row][column]
            if number is not None:
                yield bare_head(head), monthly, at, number, sheet.rows[row][column]
