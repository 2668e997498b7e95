"""How high the rows of a table become. Lengths are in twips."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from genwen.document.elements import Table, keeping, kept_with
from genwen.document.paragraph_layout import paragraph_height
from genwen.standard import TABLE_LINE_PITCH, TABLE_SPACE_BELOW

CELL_MARGINS: Mapping[str, int] = MappingProxyType({"公文表格": 57, "无框表格": 0})
"""Space left and right of the text in a cell, by table style."""
RULES: Mapping[str, int] = MappingProxyType({"公文表格": 10, "无框表格": 0})
"""Height of the rule between two rows, by table style."""


def rule_height(table: Table) -> int:
    """Height of the table's rules; every row is preceded by one, the table ends with one."""
    return RULES.get(table.style, 0)


def header_count(table: Table) -> int:
    """How many rows at the top are repeated on each page."""
    count = 0
    while count < len(table.rows) and table.rows[count].header:
        count += 1
    return count


@keeping
def row_heights(table: Table) -> list[int]:
    """Height of each row with the rule above it; what a merged cell needs beyond its rows is added to the last."""
    rule = rule_height(table)
    margins = 2 * CELL_MARGINS.get(table.style, 0)
    widths = table.widths
    form = (table.style, widths)
    heights: list[int] = []
    merges: dict[int, tuple[int, int]] = {}  # by grid column: first row and height of the merged cell running there
    for index, row in enumerate(table.rows):
        known = kept_with(row) if not merges else None
        if known is not None and form in known:
            heights.append(known[form])
            continue
        height = column = 0
        running: dict[int, tuple[int, int]] = {}
        for cell in row.cells:
            if cell.merge == "续" and column in merges:
                running[column] = merges[column]
            else:
                width = widths[column] if cell.columns == 1 else sum(widths[column : column + cell.columns])
                needed = 0
                for paragraph in cell.paragraphs:
                    needed += paragraph_height(paragraph, width - margins)
                if cell.merge == "起":
                    running[column] = (index, needed + rule)
                elif needed > height:
                    height = needed
            column += cell.columns
        for column, merge in merges.items():
            if running.get(column) is not merge:
                _stretch(heights, *merge)
        heights.append((height or TABLE_LINE_PITCH + TABLE_SPACE_BELOW) + rule)
        if not merges and not running and known is not None:
            known[form] = heights[-1]
        merges = running
    for merge in merges.values():
        _stretch(heights, *merge)
    return heights


def _stretch(heights: list[int], first: int, needed: int) -> None:
    """Make the rows from `first` on together at least `needed` high."""
    heights[-1] += max(0, needed - sum(heights[first:]))
