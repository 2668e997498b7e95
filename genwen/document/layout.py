"""How far blocks reach down the pages: an estimate without a renderer, good to a line in fifty paragraphs.

It decides what depends on the rest of a page: whether 落款 fits, on which page the 版记 stands. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from genwen.document.elements import Block, Cell, FootBox, Measure, Paragraph, Row, SectionBreak, Table
from genwen.document.line_break import break_lines, line_count
from genwen.document.title_break import break_title
from genwen.standard import (
    BODY_ADVANCE,
    BODY_SIZE_PT,
    BODY_SPACING,
    IMPRINT_SIZE_PT,
    INDENT_CHARS,
    LINE_PITCH,
    TABLE_LINE_PITCH,
    TABLE_SIZE_PT,
    TITLE_SIZE_PT,
    TWIPS_PER_PT,
    TYPE_AREA_HEIGHT,
    TYPE_AREA_WIDTH,
)

__all__ = ["PageEstimate", "Setting", "break_lines", "break_title", "line_count", "paginate", "paragraph_lines"]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph style sets its text: line pitch, font size, character spacing, indents, extra height."""

    pitch: int = LINE_PITCH
    size: int = BODY_SIZE_PT * TWIPS_PER_PT
    spacing: int = BODY_SPACING
    left: int = 0
    right: int = 0
    first: int = 0
    extra: int = 0


_INDENT = INDENT_CHARS * BODY_ADVANCE
_BODY = Setting(first=_INDENT)
_FLUSH = Setting()
_TITLE = Setting(size=TITLE_SIZE_PT * TWIPS_PER_PT, spacing=0)
_TABLE = Setting(pitch=TABLE_LINE_PITCH, size=TABLE_SIZE_PT * TWIPS_PER_PT, spacing=0)
_IMPRINT = Setting(size=IMPRINT_SIZE_PT * TWIPS_PER_PT, spacing=0)
# The red rule: 9 pt from the text and its own thickness
_RULED = Setting(extra=210)

SETTINGS = MappingProxyType(
    {
        "公文正文": _BODY,
        "一级标题": _BODY,
        "二级标题": _BODY,
        "三级标题": _BODY,
        "四级标题": _BODY,
        "附注": _BODY,
        "附件说明": Setting(left=5 * BODY_ADVANCE, first=-3 * BODY_ADVANCE),
        "公文标题": _TITLE,
        "附件标题": _TITLE,
        "发文字号": _RULED,
        "上行发文字号": _RULED,
        "表格标题文字": _TABLE,
        "表格文字": _TABLE,
        "表格文字居左": _TABLE,
        "表注": _TABLE,
        "抄送机关": _IMPRINT,
        "印发机关": _IMPRINT,
    }
)
"""How the paragraph styles of the templates set their text; any other style is set flush like the body."""

CELL_MARGIN = 115
"""Space left and right of the text in a table cell."""
ROW_RULE = 10
"""Height the rule between two table rows takes (half a point)."""
# Accumulated rounding of a full page must not cost its last line
_TOLERANCE = 2


@dataclass(frozen=True, slots=True)
class PageEstimate:
    """Where the blocks end: the page (from 1), and how many body lines of it are used and free."""

    page: int
    lines_used: float
    lines_free: float


def paragraph_lines(paragraph: Paragraph, width: int = TYPE_AREA_WIDTH) -> int:
    """How many lines `paragraph` takes between margins `width` twips apart."""
    setting = SETTINGS.get(paragraph.style, _FLUSH)
    measure = paragraph.measure or _NO_MEASURE
    left = setting.left if measure.left is None else measure.left
    right = setting.right if measure.right is None else measure.right
    first = setting.first
    if measure.first_line is not None:
        first = measure.first_line
    if measure.hanging is not None:
        first = -measure.hanging
    size, spacing = setting.size, setting.spacing
    if measure.scale is not None:
        size = size * measure.scale // 100
    text = paragraph.text
    if "\t" in text:
        # Tabs set the two ends of one line; the template's styles have no other use for them
        return text.count("\n") + 1
    return line_count(text, max(width - left - right, size), first_indent=first, size=size, spacing=spacing)


_NO_MEASURE = Measure()


def _paragraph_height(paragraph: Paragraph, width: int) -> int:
    setting = SETTINGS.get(paragraph.style, _FLUSH)
    before = (paragraph.measure.before or 0) if paragraph.measure else 0
    return before + paragraph_lines(paragraph, width) * setting.pitch + setting.extra


@dataclass(slots=True)
class _Cursor:
    """The place reached: `page` from 1, `used` twips of it; a page nothing stands on yet is `fresh`."""

    page: int = 1
    used: float = 0.0
    fresh: bool = field(default=True)

    def fits(self, height: float) -> bool:
        return self.used + height <= TYPE_AREA_HEIGHT + _TOLERANCE

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

    A 版记 (FootBox) takes no room in the text. Paragraphs with keep_next stay on the page of what follows them.
    """
    cursor = _Cursor(start_page, start_lines * LINE_PITCH, fresh=not start_lines)
    sequence = [block for block in blocks if not isinstance(block, FootBox)]
    for index, block in enumerate(sequence):
        if isinstance(block, SectionBreak):
            _break_section(block, cursor)
        elif isinstance(block, Table):
            _place_table(block, cursor)
        else:
            if block.measure and block.measure.page_break_before and not cursor.fresh:
                cursor.turn()
            if _begins_chain(sequence, index):
                cursor.need(_chain_height(sequence, index))
            _place_paragraph(block, cursor)
    used = cursor.used / LINE_PITCH
    return PageEstimate(cursor.page, used, max(0.0, TYPE_AREA_HEIGHT / LINE_PITCH - used))


def _break_section(block: SectionBreak, cursor: _Cursor) -> None:
    if not cursor.fresh:
        cursor.turn()
    if block.even_page and cursor.page % 2:
        cursor.turn()


def _keeps(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.measure is not None and block.measure.keep_next


def _begins_chain(blocks: Sequence[Block], index: int) -> bool:
    return _keeps(blocks[index]) and not (index and _keeps(blocks[index - 1]))


def _chain_height(blocks: Sequence[Block], index: int) -> float:
    """Height of the kept paragraphs from `index` and of as much of what follows as must stand with them."""
    height = 0.0
    while index < len(blocks) and _keeps(blocks[index]):
        block = blocks[index]
        assert isinstance(block, Paragraph)
        height += _paragraph_height(block, TYPE_AREA_WIDTH)
        index += 1
    if index == len(blocks):
        return height
    block = blocks[index]
    if isinstance(block, Paragraph):
        return height + SETTINGS.get(block.style, _FLUSH).pitch
    if isinstance(block, Table):
        rows = _row_heights(block)
        return height + sum(rows[: _header_count(block) + 1])
    return height


def _place_paragraph(paragraph: Paragraph, cursor: _Cursor) -> None:
    setting = SETTINGS.get(paragraph.style, _FLUSH)
    lines = paragraph_lines(paragraph)
    head = ((paragraph.measure.before or 0) if paragraph.measure else 0) + setting.pitch
    if not cursor.fits(head):
        cursor.turn()
    cursor.add(head)
    for _ in range(lines - 1):
        if not cursor.fits(setting.pitch):
            cursor.turn()
        cursor.add(setting.pitch)
    cursor.add(setting.extra)


def _header_count(table: Table) -> int:
    count = 0
    while count < len(table.rows) and table.rows[count].header:
        count += 1
    return count


def _place_table(table: Table, cursor: _Cursor) -> None:
    heights = _row_heights(table)
    headers = _header_count(table)
    top = float(sum(heights[:headers]))
    # The header never stands alone at the foot of a page
    cursor.need(top + (heights[headers] if headers < len(heights) else 0) + ROW_RULE)
    cursor.add(top + ROW_RULE)
    for height in heights[headers:]:
        if not cursor.fits(height):
            cursor.turn()
            cursor.add(top + ROW_RULE)
        cursor.add(height)


def _row_heights(table: Table) -> list[float]:
    """Height of each row; what a merged cell needs beyond its rows is added to the last of them."""
    heights: list[float] = []
    open_cells: dict[int, tuple[int, float]] = {}  # by grid column: first row and height of the merge running there
    for index, row in enumerate(table.rows):
        height = float(TABLE_LINE_PITCH)
        running: dict[int, tuple[int, float]] = {}
        for column, cell in _columns(row):
            if cell.merge == "续" and column in open_cells:
                running[column] = open_cells[column]
                continue
            content = _cell_height(table, column, cell)
            if cell.merge == "起":
                running[column] = (index, content)
            else:
                height = max(height, content)
        heights.append(height + ROW_RULE)
        for column, (first, content) in open_cells.items():
            if running.get(column) != (first, content):
                _stretch(heights, first, index, content)
        open_cells = running
    for first, content in open_cells.values():
        _stretch(heights, first, len(heights), content)
    return heights


def _stretch(heights: list[float], first: int, end: int, content: float) -> None:
    """Make rows `first` to before `end` together as high as a cell of `content` merged over them."""
    missing = content + ROW_RULE - sum(heights[first:end])
    if missing > 0:
        heights[end - 1] += missing


def _columns(row: Row) -> Iterable[tuple[int, Cell]]:
    column = 0
    for cell in row.cells:
        yield column, cell
        column += cell.columns


def _cell_height(table: Table, column: int, cell: Cell) -> float:
    width = sum(table.widths[column : column + cell.columns]) - 2 * CELL_MARGIN
    return float(sum(_paragraph_height(paragraph, width) for paragraph in cell.paragraphs))
