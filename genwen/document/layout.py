"""How far blocks reach down the pages: an estimate without a renderer.

It decides what depends on the rest of a page: whether 落款 fits, on which page the 版记 stands. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genwen.document.elements import Block, Chart, FootBox, Paragraph, Row, SectionBreak, Table, keeping
from genwen.document.line_break import break_lines, line_count
from genwen.document.paragraph_layout import Setting, lines_on_page, paragraph_lines, setting_of
from genwen.document.table_layout import header_count, row_heights, rule_height
from genwen.document.title_break import break_title
from genwen.records import record
from genwen.standard import LINE_PITCH, TYPE_AREA_HEIGHT

__all__ = ["PageEstimate", "break_lines", "break_title", "line_count", "paginate", "paragraph_lines"]


CHART_SPACE = 90
"""What a chart takes beyond its own height: the space above it and the depth of its line."""


@record
class PageEstimate:
    """Where blocks end: the page (from 1), and how many body lines of it are used and free."""

    page: int
    lines_used: float
    lines_free: float


@record(frozen=False)
class _Cursor:
    """The place reached: `used` twips of `page`; a page nothing stands on yet is `fresh`."""

    page: int = 1
    used: float = 0.0
    fresh: bool = True

    def fits(self, height: float) -> bool:
        return self.used + height <= TYPE_AREA_HEIGHT

    def turn(self) -> None:
        self.page += 1
        self.used = 0.0
        self.fresh = True

    def add(self, height: float) -> None:
        self.used += height
        self.fresh = False

    def need(self, height: float) -> None:
        """Go to the next page when `height` does not fit here but fits on a page of its own."""
        if not self.fresh and not self.fits(height) and height <= TYPE_AREA_HEIGHT:
            self.turn()


def paginate(blocks: Iterable[Block], *, start_lines: float = 0, start_page: int = 1) -> PageEstimate:
    """Where `blocks` end when they begin `start_lines` body lines down page `start_page`.

    A 版记 (FootBox) takes no room. Paragraphs kept with the next stand on the page where what follows them begins.
    """
    cursor = _Cursor(start_page, start_lines * LINE_PITCH, fresh=not start_lines)
    sequence = [block for block in blocks if not isinstance(block, FootBox)]
    kept = False
    for index, block in enumerate(sequence):
        chained, kept = kept, False
        if isinstance(block, SectionBreak):
            _break_section(block, cursor)
        elif isinstance(block, Table):
            _place_table(block, cursor)
        elif isinstance(block, Chart):
            height = block.height + CHART_SPACE
            cursor.need(height)
            cursor.add(height)
        elif isinstance(block, Paragraph):
            if block.measure and block.measure.page_break_before and not cursor.fresh:
                cursor.turn()
            setting, lines = lines_on_page(block)
            kept = setting.keep
            if kept and not chained:
                cursor.need(_chain_height(sequence, index))
            _place_paragraph(setting, lines, cursor)
    used = cursor.used / LINE_PITCH
    return PageEstimate(cursor.page, used, max(0.0, TYPE_AREA_HEIGHT / LINE_PITCH - used))


def begins_here(blocks: Sequence[Block], start_lines: float) -> bool:
    """Whether the first of `blocks` stands on a page used down to `start_lines`, whatever it is kept with."""
    if not blocks or not isinstance(blocks[0], Paragraph) or not setting_of(blocks[0]).keep:
        return True
    return start_lines * LINE_PITCH + _chain_height(blocks, 0) <= TYPE_AREA_HEIGHT


def fits_a_page(blocks: Sequence[Block]) -> bool:
    """Whether `blocks`, kept together from the first on, have room on one page."""
    return not blocks or _chain_height(blocks, 0) <= TYPE_AREA_HEIGHT


def _break_section(block: SectionBreak, cursor: _Cursor) -> None:
    if not cursor.fresh:
        cursor.turn()
    if block.even_page and cursor.page % 2:
        cursor.turn()


def _chain_height(blocks: Sequence[Block], index: int) -> float:
    """Height of the kept paragraphs from `index` on and of as much of what follows as must stand with them."""
    height = 0.0
    for number, block in enumerate(blocks[index:]):
        if isinstance(block, Paragraph):
            if number and block.measure is not None and block.measure.page_break_before:
                break
            setting, lines = lines_on_page(block)
            if not setting.keep:
                return height + setting.before + setting.pitch
            height += setting.before + lines * setting.pitch + setting.below
        elif isinstance(block, Chart):
            return height + block.height + CHART_SPACE
        elif isinstance(block, Table):
            heights, rows = row_heights(block), header_count(block) + 1
            while rows < len(heights) and _row_kept(block.rows[rows - 1]):
                rows += 1
            height += sum(heights[:rows]) + rule_height(block)
            if rows < len(heights) or not _row_kept(block.rows[-1]):
                return height
        else:
            break
    return height


def _place_paragraph(setting: Setting, lines: int, cursor: _Cursor) -> None:
    height = setting.before + setting.pitch
    used = cursor.used
    for _ in range(lines):
        if used + height > TYPE_AREA_HEIGHT:
            cursor.page += 1
            used = 0.0
        used += height
        height = setting.pitch
    cursor.used = used + setting.below
    cursor.fresh = False


def _place_table(table: Table, cursor: _Cursor) -> None:
    """Rows one below the other, none broken, the header again on each page and never alone at a page's foot.

    A row kept with the next goes to the next page with it.
    """
    heights = row_heights(table)
    headers = header_count(table)
    rule = rule_height(table)
    top = sum(heights[:headers])
    cursor.need(sum(heights[: headers + 1]) + rule)
    cursor.add(top)
    kept = [_row_kept(row) for row in table.rows]
    for index in range(headers, len(heights)):
        end = index
        while not (index and kept[index - 1]) and kept[end] and end + 1 < len(heights):
            end += 1
        if not cursor.fits(sum(heights[index : end + 1]) + rule):
            cursor.turn()
            cursor.add(top)
        cursor.add(heights[index])
    cursor.add(rule)


@keeping
def _row_kept(row: Row) -> bool:
    """Whether a row is kept with the next one: its paragraphs are."""
    return any(
        paragraph.measure is not None and paragraph.measure.keep_next
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
