"""How far blocks reach down the pages: an estimate without a renderer.

It decides what depends on the rest of a page: whether 落款 fits, on which page the 版记 stands. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from genwen.document.elements import Block, Chart, FootBox, Paragraph, Row, SectionBreak, Table
from genwen.document.keeping import MEASURES, like, measured_rows, measuring
from genwen.document.line_break import break_lines, line_count
from genwen.document.paragraph_layout import lines_on_page, paragraph_lines, setting_of
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


@record(eq=False)
class Extent:
    """What a block takes of a page, whatever its text says. Those that are equal are one object (see `extent_of`).

    A paragraph has `lines` of a `pitch`, space `before` and `below`, and may `keep` with the next; a table the heights of
    its rows (`rows`), the number of its headers, its rule, and which rows stand with the next; a chart its `height`.
    `breaks`: a page (页) or a section (节, even 偶) ends before.
    """

    lines: int = 0
    pitch: int = 0
    before: int = 0
    below: int = 0
    keep: bool = False
    rows: tuple[int, ...] = ()
    headers: int = 0
    rule: int = 0
    kept: tuple[bool, ...] = ()
    height: int = 0
    breaks: str = ""


# A block that is like another has its measures, so that as many lines take the same room.
_EXTENTS: dict[tuple[object, ...], Extent] = {}
_MOST = 20_000


def _one(*values: object) -> Extent:
    """The extent of these values; the same object for the same values."""
    found = _EXTENTS.get(values)
    if found is None:
        if len(_EXTENTS) > _MOST:
            _EXTENTS.clear()
        found = _EXTENTS[values] = Extent(*values)  # type: ignore[arg-type]
    return found


@measuring
def extent_of(block: Any) -> Extent:
    """What a block takes of a page; a 版记 nothing."""
    if isinstance(block, Paragraph):
        setting, lines = lines_on_page(block)
        alike = like(block)
        if alike is not None and lines == (extent := extent_of(alike.other)).lines:
            return extent
        breaks = "页" if block.measure is not None and block.measure.page_break_before else ""
        return _one(lines, setting.pitch, setting.before, setting.below, setting.keep, (), 0, 0, (), 0, breaks)
    if isinstance(block, Table):
        alike = like(block)
        if alike is not None and row_heights(block) == row_heights(alike.other):
            return extent_of(alike.other)
        kept = tuple(measured_rows(block, _row_kept))
        heights = tuple(row_heights(block))
        return _one(0, 0, 0, 0, False, heights, header_count(block), rule_height(block), kept)
    if isinstance(block, Chart):
        return _one(0, 0, 0, 0, False, (), 0, 0, (), block.height + CHART_SPACE)
    if isinstance(block, SectionBreak):
        return _one(0, 0, 0, 0, False, (), 0, 0, (), 0, "偶" if block.even_page else "节")
    return _one()


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
    # most blocks stood in the document before and have been measured there: a look at each is all that is needed
    extents = [
        known[MEASURES].get(extent_of) or extent_of(block)
        if (known := getattr(block, "kept", None))
        else extent_of(block)
        for block in blocks
        if block.__class__ is not FootBox
    ]
    return _paginated(tuple(extents), start_lines, start_page)


@lru_cache(maxsize=1024)
def _paginated(extents: tuple[Extent, ...], start_lines: float, start_page: int) -> PageEstimate:
    """As `paginate`: documents of many units differ in their words and rarely in their lines."""
    cursor = _Cursor(start_page, start_lines * LINE_PITCH, fresh=not start_lines)
    kept = False
    for index, extent in enumerate(extents):
        chained, kept = kept, False
        if extent.lines:
            if extent.breaks and not cursor.fresh:
                cursor.turn()
            kept = extent.keep
            if kept and not chained:
                cursor.need(_chain_height(extents, index))
            _place_paragraph(extent, cursor)
        elif extent.rows:
            below = _chain_height(extents, index + 1) if extent.kept[-1] else 0
            _place_table(extent, cursor, below)
        elif extent.breaks:
            if not cursor.fresh:
                cursor.turn()
            if extent.breaks == "偶" and cursor.page % 2:
                cursor.turn()
        elif extent.height:
            cursor.need(extent.height)
            cursor.add(extent.height)
    used = cursor.used / LINE_PITCH
    return PageEstimate(cursor.page, used, max(0.0, TYPE_AREA_HEIGHT / LINE_PITCH - used))


def begins_here(blocks: Sequence[Block], start_lines: float) -> bool:
    """Whether the first of `blocks` stands on a page used down to `start_lines`, whatever it is kept with."""
    if not blocks or not isinstance(blocks[0], Paragraph) or not setting_of(blocks[0]).keep:
        return True
    return start_lines * LINE_PITCH + _height_from(blocks) <= TYPE_AREA_HEIGHT


def fits_a_page(blocks: Sequence[Block]) -> bool:
    """Whether `blocks`, kept together from the first on, have room on one page."""
    return not blocks or _height_from(blocks) <= TYPE_AREA_HEIGHT


def _height_from(blocks: Iterable[Block]) -> float:
    """Height of the blocks that stand together with the first."""
    extents: list[Extent] = []
    for block in blocks:
        extents.append(extent_of(block))
        if not extents[-1].keep and not extents[-1].rows:
            break
    return _chain_height(extents, 0)


def _chain_height(extents: Sequence[Extent], index: int) -> float:
    """Height of the kept paragraphs from `index` on and of as much of what follows as must stand with them."""
    height = 0.0
    for number in range(index, len(extents)):
        extent = extents[number]
        if extent.lines:
            if number > index and extent.breaks:
                break
            if not extent.keep:
                return height + extent.before + extent.pitch
            height += extent.before + extent.lines * extent.pitch + extent.below
        elif extent.height:
            return height + extent.height
        elif extent.rows:
            heights, rows = extent.rows, extent.headers + 1
            while rows < len(heights) and extent.kept[rows - 1]:
                rows += 1
            height += sum(heights[:rows]) + extent.rule
            if rows < len(heights) or not extent.kept[-1]:
                return height
        else:
            break
    return height


def _place_paragraph(extent: Extent, cursor: _Cursor) -> None:
    height = extent.before + extent.pitch
    used = cursor.used
    for _ in range(extent.lines):
        if used + height > TYPE_AREA_HEIGHT:
            cursor.page += 1
            used = 0.0
        used += height
        height = extent.pitch
    cursor.used = used + extent.below
    cursor.fresh = False


def _place_table(table: Extent, cursor: _Cursor, below: float = 0) -> None:
    """Rows one below the other, none broken, the header again on each page and never alone at a page's foot.

    A row kept with the next goes to the next page with it; `below` is the height of what the last one is kept with.
    """
    heights, headers, rule, kept = table.rows, table.headers, table.rule, table.kept
    top = sum(heights[:headers])
    cursor.need(sum(heights[: headers + 1]) + rule)
    cursor.add(top)
    for index in range(headers, len(heights)):
        end = index
        while not (index and kept[index - 1]) and kept[end] and end + 1 < len(heights):
            end += 1
        more = below if end + 1 == len(heights) else 0
        if not cursor.fits(sum(heights[index : end + 1]) + rule + more):
            cursor.turn()
            cursor.add(top)
        cursor.add(heights[index])
    cursor.add(rule)


def _row_kept(row: Row) -> bool:
    """Whether a row is kept with the next one: its paragraphs are."""
    return any(
        paragraph.measure is not None and paragraph.measure.keep_next
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
