"""Tables of months in bands side by side: the months against what the table itself prints for the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.series import Series, series_of
from genwen.agreement.reading.sheet import TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_WHOLE = regex("^(?:全年|合计|总计|累计|年合计)")


def check_folded(subject: Subject) -> Iterator[Finding]:
    """Every series that fills several bands of one table."""
    for view in subject.views:
        sheets = [sheet for sheet in sheets_of(view) if sheet.heads.count(sheet.heads[0]) > 1]
        for sheet in sheets:
            for one in series_of(view):
                if one.complete and one.grid is sheet.grid:
                    yield from _held(sheet, one)


def _held(sheet: Sheet, one: Series) -> Iterator[Finding]:
    whole = next(iter(_wholes(sheet, one)), None)
    if whole is None:
        return
    number, line = whole
    if any(cell.factor != number.factor for cell, _ in one.cells.values()):
        return
    if abs(number.bare - one.total) > one.step * len(one.cells) / 2:
        yield finding(
            "A801",
            f"“{one.name}”{'全年'}{line.text.strip()}与各{'月' if one.monthly else '季'}之和{_plain(one.total / number.factor)}不符，见 {one.said(min(one.cells))}",
            "核对各月和全年",
            line.at(0),
        )


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _wholes(sheet: Sheet, one: Series) -> Iterator[tuple[Number, Line]]:
    """The cells for the year: right of a label of a band that says so, under the name of the series if there are several."""
    for row, cells in enumerate(sheet.rows):
        for column in range(len(cells)):
            label = sheet.text(row, column)
            if sheet.numbers[row][column] is not None or not (_WHOLE.match(label) or TOTAL.match(label)):
                continue
            for right in range(column + 1, len(cells)):
                number = sheet.numbers[row][right]
                if number is not None and bare_head(sheet.heads[right]) == one.name:
                    yield number, cells[right]
                    break
                if sheet.heads[right] == sheet.heads[0]:
                    break
