"""A table of a draft as a 公文表格: as wide as the 版心, its merges kept, its head repeated."""

from __future__ import annotations

from genwen.document.elements import Cell, Paragraph, Row, Run, Table
from genwen.document.tables import CENTRED, HEADER, LEFT, shares
from genwen.numerals import width_in_chars
from genwen.ooxml.carried import MARK, PICTURE
from genwen.ooxml.form import FormCell, FormRow, FormTable
from genwen.standard import TYPE_AREA_WIDTH

_CENTRED_UP_TO = 12
_SHORT = 20
_NARROW, _WIDE = 3, 24


def table_of(table: FormTable, key: str) -> Table | None:
    """The table as a block; None for one with no cells."""
    rows = [row for row in table.rows if row.cells]
    columns = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
    if not columns:
        return None
    merges = _merges(rows)
    heads = _head_rows(rows, merges)
    made = []
    for number, row in enumerate(rows):
        cells, column = [], 0
        for cell in row.cells:
            cells.append(_cell(cell, merges[number, column], header=number < heads))
            column += cell.columns
        if column < columns:
            cells.append(Cell((Paragraph(CENTRED),), columns - column))
        made.append(Row(tuple(cells), header=number < heads))
    return Table(_widths(rows, columns), tuple(made), key=key)


def cell_text(cell: FormCell) -> str:
    """The text of a cell without the marks for other things."""
    return MARK.sub("", "".join(paragraph.text for paragraph in cell.paragraphs)).strip()


def _merges(rows: list[FormRow]) -> dict[tuple[int, int], str]:
    """By row and column, how a cell stands in a vertical merge."""
    found: dict[tuple[int, int], str] = {}
    spans: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            above = (number - 1, column)
            goes_on = cell.continued and spans.get(above) == cell.columns
            found[number, column] = "续" if goes_on else ""
            if goes_on and not found[above]:
                found[above] = "起"
            spans[number, column] = cell.columns
            column += cell.columns
    return found


def _head_rows(rows: list[FormRow], merges: dict[tuple[int, int], str]) -> int:
    """How many rows are the head: those marked so, else the first when all its cells hold short texts."""
    count = 0
    while count < len(rows) and rows[count].header:
        count += 1
    if not count and len(rows) > 1 and len(rows[0].cells) > 1:
        count = int(all(0 < len(cell_text(cell)) <= _SHORT for cell in rows[0].cells))
    while count and count < len(rows) and any(
        mark == "续" for (number, _), mark in merges.items() if number == count
    ) and any(mark == "起" for (number, _), mark in merges.items() if number == count - 1):  # fmt: skip
        count += 1
    return count if count < len(rows) else 0


def _cell(cell: FormCell, merge: str, header: bool) -> Cell:
    style = HEADER if header else CENTRED if len(cell_text(cell)) <= _CENTRED_UP_TO else LEFT
    texts = [paragraph.label + paragraph.text.strip() for paragraph in cell.paragraphs if paragraph.text.strip()]
    paragraphs = tuple(Paragraph(style, (Run(text),)) for text in texts)
    return Cell(paragraphs if paragraphs or merge == "续" else (Paragraph(style),), cell.columns, merge)


def _widths(rows: list[FormRow], columns: int) -> tuple[int, ...]:
    """Widths of the columns by the lengths of their texts."""
    need = [float(_NARROW)] * columns
    for row in rows:
        column = 0
        for cell in row.cells:
            if cell.columns == 1:
                pictures = any(PICTURE.search(paragraph.text) for paragraph in cell.paragraphs)
                need[column] = max(need[column], _WIDE if pictures else min(width_in_chars(cell_text(cell)), _WIDE))
            column += cell.columns
    return shares([width + 1 for width in need], TYPE_AREA_WIDTH)
