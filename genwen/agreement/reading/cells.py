"""The numbers of the tables of a document by what they are called: row and head, year, stretch of the year, and what periods add up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from genwen.agreement.reading.naming import (
    Period,
    covered,
    left_of,
    name_of,
    periods_in,
    regex_year,
    spelled,
    without_periods,
)
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, View
from genwen.agreement.reading.whereabouts import main_year
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.patterns import regex
from genwen.records import record

_RATE = regex("均|率|比|每|单价|强度|单位(?:建筑)?面积|%|％")
_BEFORE = regex("上年|去年|同期")
_ONLY_SOME = regex("前\\d+|部分|典型|重点|试点|其中|新增|改造|样本|抽查|示范|直属|[市县区省]直|本级")
_MOST = 4000
SPANS: tuple[Period, ...] = ((1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 9))


@record(eq=False)
class Cell:
    """A number of a table: the names that say which, all else that is said about it, its year and stretch of the year.

    `year` is 0 and `period` None where the table says none; `total` tells that it is of all members of the table.
    """

    names: tuple[str, ...]
    about: str
    year: int
    period: Period | None
    number: Number
    total: bool
    line: Line
    where: str
    peers: tuple[Number, ...] = ()
    """The numbers of its row."""
    summed: bool = False

    @property
    def unit(self) -> str:
        """Its unit, bare."""
        return self.number.unit

    @property
    def said(self) -> str:
        """Its place with what stands there, for the message about another."""
        return f"{self.line.position}{self.where}{self.line.text.strip()}"


@lru_cache(maxsize=256)
def cells_of(view: View) -> dict[str, list[Cell]]:
    """The numbers of a document that have a unit, by the first of their names; those that only their table names by ""."""
    found: dict[str, list[Cell]] = {}
    for sheet in sheets_of(view):
        if len(sheet.rows) * len(sheet.heads) <= _MOST:
            for cell in _of_sheet(sheet, main_year(view)):
                found.setdefault(cell.names[0] if cell.names else "", []).append(cell)
    return found


@lru_cache(maxsize=256)
def cells_by_unit(view: View) -> dict[str, list[Cell]]:
    """The numbers of a document that have a unit, by it."""
    found: dict[str, list[Cell]] = {}
    for cell in chain.from_iterable(cells_of(view).values()):
        found.setdefault(cell.unit, []).append(cell)
    return found


def _year_of(text: str, main: int) -> int:
    year = regex_year.search(text)
    return int(year.group()[:4]) if year else main - 1 if main and _BEFORE.search(text) else 0


def _of_sheet(sheet: Sheet, main: int) -> Iterator[Cell]:
    by_group: dict[tuple[tuple[str, ...], int], dict[Period, Cell]] = {}
    shared = len(set(sheet.labels)) < len(sheet.labels)
    for row, label in enumerate(sheet.labels):
        if AVERAGE.match(label):
            continue
        peers = tuple(number for number in sheet.numbers[row] if number is not None)
        for column in range(1, len(sheet.heads)):
            cell = _cell(sheet, row, column, main, shared, peers)
            if cell is None:
                continue
            if cell.period is not None:
                by_group.setdefault((cell.names, cell.year), {})[cell.period] = cell
            yield cell
    for some in by_group.values():
        yield from _sums(some)


def _cell(sheet: Sheet, row: int, column: int, main: int, shared: bool, peers: tuple[Number, ...]) -> Cell | None:
    number = sheet.numbers[row][column]
    if number is None or not number.unit:
        return None
    head, label = bare_head(sheet.heads[column]), sheet.labels[row]
    if sheet.index_column(column) or CHANGE_HEAD.search(head):
        return None
    periods = [*periods_in(label), *periods_in(head)]
    total = bool(TOTAL.match(label) or TOTAL.match(head) or SUBTOTAL.match(head)) and not (
        SUBTOTAL.match(label) and not periods
    )
    if len(periods) > 1 or (SUBTOTAL.match(label) and not periods):
        return None
    said = [] if TOTAL.match(label) else [label]
    if shared and said:
        said = [text for text in dict.fromkeys(sheet.names[row]) if text]
    said += [] if TOTAL.match(head) or SUBTOTAL.match(head) else [head]
    names = tuple(dict.fromkeys(name for text in said if (name := name_of(without_periods(text)))))
    year = _year_of(head, main) or _year_of(label, main) or _year_of(sheet.caption, main)
    return Cell(names, spelled(sheet.caption + head + label), year, periods[0][1] if periods else None, number, total,
                sheet.rows[row][column], f"“{label}”{head}", peers)  # fmt: skip


def _sums(some: dict[Period, Cell]) -> Iterator[Cell]:
    """Quarters and halves that months or quarters add up to, where the table does not print them."""
    for span in SPANS:
        for width in (3, 1):
            parts = [some.get((first, first + width - 1)) for first in range(span[0], span[1] + 1, width)]
            cells = [part for part in parts if part is not None]
            if span in some or len(cells) < len(parts) or len(parts) < 2:
                continue
            first = cells[0]
            if first.unit == "%" or _RATE.search("".join(first.names)) or len({cell.unit for cell in cells}) > 1:
                continue
            value = sum((cell.number.value for cell in cells), Decimal(0))
            number = Number(value, max(cell.number.step for cell in cells), first.unit, first.number.factor)
            yield Cell(
                first.names, first.about, first.year, span, number, first.total, first.line, first.where, (), True
            )
            break


@lru_cache(maxsize=8192)
def named_by(view: View, words: str, period: Period | None, unit: str | None, scope: str) -> list[Cell]:
    """The numbers of a unit that a phrase names, whole and with nothing left over, of every year; those with the longest names only.

    `scope` is whom the paper is about: its title, whose words tell nothing from it.
    """
    index = cells_of(view)
    firsts = {words[a:b] for a in range(len(words)) for b in range(a + 2, min(len(words), a + 24) + 1)} & index.keys()
    best: dict[int, list[Cell]] = {}
    for first in (*firsts, ""):
        for cell in index.get(first, ()):
            if cell.period != period or not _measured(cell, unit):
                continue
            left = left_of(words, cell.names)
            if left is None or not all(run in scope or covered(run, cell.about) for run in left):
                continue
            if not cell.names and not any(len(run) > 1 and covered(run, cell.about) for run in left):
                continue
            if cell.total and any(word not in scope for word in _ONLY_SOME.findall(cell.about)):
                continue
            best.setdefault(sum(len(name) for name in cell.names), []).append(cell)
    return best[max(best)] if best else []


def _measured(cell: Cell, unit: str | None) -> bool:
    """Whether a number is in a unit (None: any amount), said whole or without what it is for each of: 人均…416.53千克标准煤."""
    if unit is None:
        return cell.unit not in ("%", "‰")
    return cell.unit == unit or (
        "/" in cell.unit and cell.unit.partition("/")[0] == unit and bool(_RATE.search("".join(cell.names)))
    )


def begins(view: View, sentence: str, period: Period | None, unit: str) -> list[Cell]:
    """The numbers of a unit whose one name is what a sentence begins with: 有害垃圾由环卫公司收运，全年共1.8吨."""
    index = cells_of(view)
    first = next((sentence[:end] for end in range(min(len(sentence), 16), 2, -1) if sentence[:end] in index), "")
    return [
        cell
        for cell in index.get(first, ())
        if first and len(cell.names) == 1 and cell.period == period and cell.unit == unit
    ]


def in_period(view: View, before: str, period: Period, unit: str) -> list[Cell]:
    """The numbers of a stretch of the year where only that is said: of what the paragraph names before, else the only ones there are."""
    cells = [cell for some in cells_of(view).values() for cell in some if cell.period == period and cell.unit == unit]
    named = [cell for cell in cells if cell.names and all(name in before for name in cell.names)]
    if named or len({(cell.names, cell.about) for cell in cells}) == 1:
        return named or cells
    return []
