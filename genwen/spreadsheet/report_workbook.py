"""Reports as a workbook to be read and printed: a title, a note, a framed table; formulas beside texts that stay texts.

Only what is given as a `Formula` is one; a text that begins like a formula is marked as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from genwen.numerals.width import width_in_chars
from genwen.records import made, record
from genwen.spreadsheet.grids import column_letters
from genwen.spreadsheet.writing import bytes_of, put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_ROW = 4
_FONT = "宋体"
_LINE = 15


@record
class Formula:
    """A formula, beginning with =."""

    text: str


Value = str | int | Decimal | Formula | None


@record
class Column:
    """A column: its title, its width in characters, the number format, whether its texts stand at the left."""

    title: str
    width: float
    form: str = "General"
    left: bool = False


@record
class ReportSheet:
    """A sheet; `sums` are rows below the table, set off from it."""

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: list[Sequence[Value]]
    sums: list[Sequence[Value]] = made(default_factory=list)


def letter(number: int) -> str:
    """The letters of column `number`, from 0."""
    return column_letters(number)


def report_workbook(sheets: Iterable[ReportSheet]) -> bytes:
    """The sheets as an .xlsx; the same sheets give the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for report in sheets:
        _fill(book.create_sheet(report.name), report)
    return bytes_of(book)


def _fill(sheet: Worksheet, report: ReportSheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side("thin", "000000")
    frame = Border(thin, thin, thin, thin)
    head, total = PatternFill("solid", fgColor="EEEEEE"), PatternFill("solid", fgColor="F7F7F7")
    put_text(sheet["A1"], report.title)
    put_text(sheet["A2"], report.note)
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
    sheet["A2"].font = Font(name=_FONT, size=10)
    sheet.row_dimensions[1].height = 28
    titles: Sequence[Value] = [column.title for column in report.columns]
    for number, row in enumerate([titles, *report.rows, *report.sums], FIRST_ROW - 1):
        header, sums = number < FIRST_ROW, number >= FIRST_ROW + len(report.rows)
        lines = 1
        for at, (column, value) in enumerate(zip(report.columns, row, strict=True)):
            cell = sheet[f"{letter(at)}{number}"]
            if isinstance(value, str):
                put_text(cell, value)
                lines = max(lines, ceil(2 * width_in_chars(value) / max(1, 2 * column.width - 1)))
            else:
                cell.value = value.text if isinstance(value, Formula) else value
                cell.number_format = column.form
            left = column.left and not header and isinstance(value, str)
            cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
            cell.border, cell.font = frame, Font(name=_FONT, size=11, bold=header or sums)
            if header or sums:
                cell.fill = head if header else total
        sheet.row_dimensions[number].height = lines * _LINE + 3
    for at, column in enumerate(report.columns):
        sheet.column_dimensions[letter(at)].width = 2 * column.width
    _printing(sheet)


def _printing(sheet: Worksheet) -> None:
    """Frozen header; on paper A4 across, as wide as the page, the header on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
