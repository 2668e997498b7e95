"""Numbers month by month and quarter by quarter, from tables of any shape: months as heads, as labels, in two bands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from genwen.agreement.reading.sheet import TOTAL, Number, Sheet, number_of, sheets_of
from genwen.agreement.reading.text import Grid, Line, View
from genwen.agreement.sums.totals import bare_head
from genwen.patterns import regex
from genwen.records import record

_PERIOD = regex(r"^(?:(?P<m>\d{1,2})月份?|第?(?P<q>[一二三四])季度|(?P<r>[1-4])季度)(?:[（(][^）)]*[）)])?$")
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
    long = [one for one in found.values() if len(one.cells) >= 3]
    read = {one.grid.position for one in long}
    paired = (_paired(grid) for grid in view.grids if grid.position not in read)
    return (*long, *(pair for pair in paired if pair is not None))


def _paired(grid: Grid) -> Series | None:
    """Months and their numbers side by side in several columns: | 1月 | 412 | 5月 | 369 |."""
    cells: dict[int, tuple[Number, Line]] = {}
    whole: Decimal | None = None
    for row in grid.rows:
        for left, right in pairwise(row):
            found = number_of(right.text)
            when = _at("".join(left.text.split()))
            if found is None or found[3] or found[2]:
                continue
            if when is not None and when[0]:
                cells.setdefault(when[1], (Number(found[0], found[1], "", Decimal(1)), right))
            elif left.text.strip() in ("全年", "合计", "总计", "全年合计"):
                whole = found[0]
    columns = {at for row in grid.rows for at, cell in enumerate(row) if (when := _at(cell.text.strip())) and when[0]}
    if len(cells) != 12 or len(columns) < 2 or len(columns) == 12:
        return None
    head = next((cell.text.strip() for cell in grid.rows[0] if cell.text.strip() and "月" not in cell.text), "")
    return Series(bare_head(head), "", cells, True, grid, whole, "")


def _across(sheet: Sheet) -> Iterator[tuple[str, bool, int, Number, Line]]:
    """Months as heads."""
    month = "月" if sheet.heads[0] in ("月份", "月", "项目/月份") else ""
    heads = [bare_head(head) + month * head.isdigit() for head in sheet.heads]
    columns = [(c, when) for c, head in enumerate(heads) if (when := _at(head)) is not None]
    for row, label in enumerate(sheet.labels) if len(columns) >= 3 else ():
        texts = [sheet.text(row, c) for c in range(len(heads))]
        if month and texts[0] == sheet.heads[0]:
            columns = [
                (c, when) for c, text in enumerate(texts) if (when := _at(text + month * text.isdigit())) is not None
            ]
            continue
        for column, (monthly, at) in columns:
            number = sheet.numbers[row][column]
            if number is not None:
                yield label, monthly, at, number, sheet.rows[row][column]


def _down(sheet: Sheet) -> Iterator[tuple[str, bool, int, Number, Line]]:
    """Months as labels."""
    month = "月" if sheet.heads[0] in ("月份", "月") else ""
    rows = [
        (r, when) for r, label in enumerate(sheet.labels) if (when := _at(label + month * label.isdigit())) is not None
    ]
    for column, head in enumerate(sheet.heads) if len(rows) >= 3 else ():
        if sheet.index_column(column) or TOTAL.match(bare_head(head)):
            continue
        for row, (monthly, at) in rows:
            number = sheet.numbers[row][column]
            if number is not None:
                yield bare_head(head), monthly, at, number, sheet.rows[row][column]
