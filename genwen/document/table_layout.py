"""How high the rows of a table become. Lengths are in twips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from genwen.document.elements import Cell, Row, Table
from genwen.document.keeping import measured_rows, measuring
from genwen.document.paragraph_layout import paragraph_height
from genwen.standard import TABLE_LINE_PITCH, TABLE_SPACE_BELOW

CELL_MARGINS: Mapping[str, int] = MappingProxyType({"公文表格": 57, "无框表格": 0})
"""Space left and right of the text in a cell, by table style."""
RULES: Mapping[str, int] = MappingProxyType({"公文表格": 10, "无框表格": 0})
"""Height of the rule between two rows, by table style."""
_EMPTY = TABLE_LINE_PITCH + TABLE_SPACE_BELOW


def rule_height(table: Table) -> int:
    """Height of the table's rules; every row is preceded by one, the table ends with one."""
    return RULES.get(table.style, 0)


def header_count(table: Table) -> int:
    """How many rows at the top are repeated on each page."""
    count = 0
    while count < len(table.rows) and table.rows[count].header:
        count += 1
    return count


@measuring
def row_heights(table: Table) -> list[int]:
    """Height of each row with the rule above it; what a merged cell needs beyond its rows is added to the last."""
    if not any(measured_rows(table, _merges)):
        return measured_rows(table, lambda row: _height(row, table), (table.style, table.widths))
    rule = rule_height(table)
    heights: list[int] = []
    merges: dict[int, tuple[int, int]] = {}  # by grid column: first row and height of the merged cell running there
    for index, row in enumerate(table.rows):
        height = 0
        running: dict[int, tuple[int, int]] = {}
        for column, cell, needed in _needed(row, table):
            if cell.merge == "续" and column in merges:
                running[column] = merges[column]
            elif cell.merge == "起":
                running[column] = (index, needed + rule)
            else:
                height = max(height, needed)
        for column, merge in merges.items():
            if running.get(column) is not merge:
                _stretch(heights, *merge)
        heights.append((height or _EMPTY) + rule)
        merges = running
    for merge in merges.values():
        _stretch(heights, *merge)
    return heights


def _merges(row: Row) -> bool:
    return any(cell.merge for cell in row.cells)


def _height(row: Row, table: Table) -> int:
    """Height of a row without merged cells, with the rule above it."""
    return (max((needed for _, _, needed in _needed(row, table)), default=0) or _EMPTY) + rule_height(table)


def _needed(row: Row, table: Table) -> Iterator[tuple[int, Cell, int]]:
    """Each cell with its first grid column and the height its text takes."""
    widths, margins = table.widths, 2 * CELL_MARGINS.get(table.style, 0)
    column = 0
    for cell in row.cells:
        width = widths[column] if cell.columns == 1 else sum(widths[column : column + cell.columns])
        yield column, cell, sum([paragraph_height(paragraph, width - margins) for paragraph in cell.paragraphs])
        column += cell.columns


def _stretch(heights: list[int], first: int, needed: int) -> None:
    """Make the rows from `first` on together at least `needed` high."""
    heights[-1] += max(0, needed - sum(heights[first:]))
