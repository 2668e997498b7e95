"""Tables given in an outline: columns and rows of prose into a table as wide as the 版心 (clause 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from genwen.document.elements import Block, Blocks, Cell, Measure, Paragraph, Row, Table, Text
from genwen.document.expressions import Prose
from genwen.document.outline.compiled import CellNode, RowNode, TableNode
from genwen.records import replace
from genwen.standard import TYPE_AREA_WIDTH

HEADER = "表格标题文字"
CENTRED = "表格文字"
LEFT = "表格文字居左"
NOTE = "表注"

_NO_SPAN = (0, 1)

Print = Callable[[Prose, Mapping[str, object]], Text]


def shares(parts: Sequence[float], width: int = TYPE_AREA_WIDTH) -> tuple[int, ...]:
    """Column widths in twips in the proportion of `parts`, summing to `width`."""
    total = sum(parts)
    if not total:  # a table without columns, or with nothing in any of them
        parts, total = [1] * len(parts), len(parts) or 1
    edges = [round(width * sum(parts[:n]) / total) for n in range(len(parts) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def notes_kept(blocks: Sequence[Block], noted: bool = False) -> Blocks:
    """`blocks` with the last row of each table on the page of the note under it; `noted`: one follows the last block."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        under = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Table) and block.rows and (getattr(under, "style", "") == NOTE or (noted and not under)):
            block = replace(block, rows=(*block.rows[:-1], _kept(block.rows[-1])))
        found.append(block)
    return tuple(found)


def _kept(row: Row) -> Row:
    cells = [
        replace(cell, paragraphs=tuple([replace(each, measure=_keeping(each.measure)) for each in cell.paragraphs]))
        for cell in row.cells
    ]
    return replace(row, cells=tuple(cells))


def _keeping(measure: Measure | None) -> Measure:
    return replace(measure or Measure(), keep_next=True)


def given_table(
    node: TableNode,
    rows: Sequence[tuple[RowNode, Mapping[str, object]]],
    print_: Print,
    scope: Mapping[str, object],
    key: str,
) -> tuple[Table, list[RowNode]]:
    """The table of `node`, its rows printed each in its own scope, and the rows whose cells it has no room for.

    A row that is too short is filled up.
    """
    styles = [LEFT if column.align == "左" else CENTRED for column in node.columns]
    head = tuple(Cell((Paragraph(HEADER, print_(column.title, scope)),)) for column in node.columns)
    body: list[Row] = []
    crowded: list[RowNode] = []
    open_spans: dict[int, tuple[int, int]] = {}
    for number, (row, inner) in enumerate(rows):
        if not open_spans and _is_plain(row, len(styles)):
            body.append(_plain_row(row, styles, print_, inner, f"{key}/行{number + 1}"))
            continue
        cells, whole = _cells(row.cells, inner, styles, print_, open_spans)
        if len(cells) == 1 < len(styles) and number + 1 < len(rows):
            cells = [_with_next(cells[0])]  # it heads the rows below
        body.append(Row(tuple(cells), key=f"{key}/行{number + 1}"))
        if not whole:
            crowded.append(row)
    widths = shares([column.width for column in node.columns])
    return Table(widths, (Row(head, header=True, key=f"{key}/表头"), *body), key=key), crowded


def _with_next(cell: Cell) -> Cell:
    kept = tuple(
        replace(paragraph, measure=replace(paragraph.measure or Measure(), keep_next=True))
        for paragraph in cell.paragraphs
    )
    return replace(cell, paragraphs=kept)


def _is_plain(row: RowNode, columns: int) -> bool:
    """Whether a row has nothing merged and no cell too many."""
    return len(row.cells) <= columns and row.plain


def _plain_row(row: RowNode, styles: Sequence[str], print_: Print, scope: Mapping[str, object], key: str) -> Row:
    cells = [
        Cell((Paragraph(style, print_(cell.text, scope)),)) for style, cell in zip(styles, row.cells, strict=False)
    ]
    cells += [Cell((Paragraph(style),)) for style in styles[len(row.cells) :]]
    return Row(tuple(cells), key=key)


def _cells(
    nodes: Sequence[CellNode],
    scope: Mapping[str, object],
    styles: Sequence[str],
    print_: Print,
    open_spans: dict[int, tuple[int, int]],
) -> tuple[list[Cell], bool]:
    """The cells of a row, and whether each found its room.

    `open_spans` maps a column to (rows still merged, columns) of the cell above.
    """
    cells: list[Cell] = []
    whole = True
    column = taken = 0
    while column < len(styles):
        style = styles[column]
        left, columns = open_spans.get(column, _NO_SPAN) if open_spans else _NO_SPAN
        if left:
            open_spans[column] = (left - 1, columns)
            cells.append(Cell((Paragraph(style),), columns, "续"))
        elif taken < len(nodes):
            node = nodes[taken]
            taken += 1
            if node.columns > 1:
                columns = min(node.columns, _room(column, len(styles), open_spans))
                whole = whole and columns == node.columns
            merge = ""
            if node.rows > 1:
                merge = "起"
                open_spans[column] = (node.rows - 1, columns)
            cells.append(Cell((Paragraph(style, print_(node.text, scope)),), columns, merge))
        else:
            cells.append(Cell((Paragraph(style),)))
        column += columns
    return cells, whole and taken == len(nodes)


def _room(column: int, end: int, open_spans: dict[int, tuple[int, int]]) -> int:
    """How many columns from `column` are not taken by a cell of a row above."""
    taken = (at for at, (left, _) in open_spans.items() if left and at > column)
    return min(taken, default=end) - column
