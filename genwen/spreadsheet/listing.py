"""Plain lists as a workbook: a bold header that stays in view, filters, texts that stay texts. Rows may be many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genwen.records import record
from genwen.spreadsheet.writing import bytes_of, put_text

Value = str | int | float


@record
class Listing:
    """A sheet: its title, the titles of its columns with their widths in characters, its rows."""

    title: str
    columns: Sequence[tuple[str, float]]
    rows: Iterable[Sequence[Value]]


def workbook_of(listings: Iterable[Listing]) -> bytes:
    """The lists as sheets of one .xlsx; the same lists give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for listing in listings:
        sheet = book.create_sheet(listing.title)
        sheet.freeze_panes = "A2"
        for number, (_, width) in enumerate(listing.columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width * 2
        head = []
        for title, _ in listing.columns:
            cell = WriteOnlyCell(sheet)
            put_text(cell, title)
            cell.font, cell.alignment = bold, wrapped
            head.append(cell)
        sheet.append(head)
        count = 1
        for row in listing.rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet)
                if isinstance(value, str):
                    put_text(cell, value)
                else:
                    cell.value = value
                cells.append(cell)
            sheet.append(cells)
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(listing.columns))}{count}"
    return bytes_of(book)
