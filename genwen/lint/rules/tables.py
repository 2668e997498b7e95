"""Rules of tables (8): their width, and a header on every page they run over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of, size_name
from genwen.lint.printed import bare
from genwen.lint.rule import CUSTOM, NOTICE, UNWRITTEN, WARNING, Hit, Rule, on, told
from genwen.lint.view import Grid, Line, View
from genwen.numerals import width_in_chars
from genwen.ooxml.form import FormCell, FormParagraph, FormRow
from genwen.patterns import regex

_SLACK = 2 * standard.LINE_PITCH
"""Twips by which what was reckoned from the top of a page has to be over it."""
_OUT = 300
"""Twips by which a table has to stand out at one side: what cells keep free beside their text often does."""
_SURELY, _LIKELY = "会跨页", "可能跨页"
_MANY, _MOST = 24, 0.8
"""Rows, and the share of a page they need at least, from which a table is likely to run over."""
_SIDES = 216
"""Twips a cell keeps free beside its text, as every program has it."""
_SHORT = 10
"""Characters of a cell that surely stand in one line."""
_CELLS, _ALIKE = 8, 0.8
"""Filled cells under the header from which, and the share of them from which, cells have a usual look."""
_HAN = regex("[\u4e00-\u9fff]")
Look = tuple[str, float, bool]


def table_width(view: View) -> Iterator[Hit]:
    """A table wider than the 版心."""
    for grid in view.grids:
        table = grid.table
        section = view.form.sections[min(table.section, len(view.form.sections) - 1)]
        wide = section.width - section.left - section.right
        line = grid.lines[0] if grid.lines else None
        if table.boxed:
            continue
        if table.width > wide + 120:
            over = (table.width - wide) / standard.TWIPS_PER_MM
            yield Hit(f"表宽超出版心{over:.1f} mm", "表格宽度设为与版心等宽（156 mm）", line, place=grid.place)
        elif table.width and not table.floating and table.align in ("", "left", "start", "both"):
            sides = ("左", -table.indent), ("右", table.indent + table.width - wide)
            for side, twips in sides:
                if twips > _OUT:
                    said = f"表向{side}伸出版心{twips / standard.TWIPS_PER_MM:.1f} mm"
                    yield Hit(said, "表格属性里左缩进改为0，或对齐方式改为居中", line, place=grid.place)


def repeated_header(view: View) -> Iterator[Hit]:
    """A table that runs over the end of a page and whose header row is not repeated."""
    for grid in view.grids:
        rows = grid.table.rows
        over = _runs_over(view, grid) if len(rows) > 2 and not rows[0].header else ""
        if over:
            yield Hit(
                f"表有{len(rows)}行，{over}，没有设重复标题行",
                "选中表头行，设“在各页顶端以标题行形式重复出现”",
                grid.lines[0] if grid.lines else None,
                place=grid.place,
                unsure=over == _LIKELY,
            )


def _runs_over(view: View, grid: Grid) -> str:
    """Whether a table ends on another page than it begins, in words: as it is printed, else as its height has it."""
    first, last = _printed_on(view, grid.rows[0]), _printed_on(view, grid.rows[-1])
    if first and last:
        return _SURELY if first < last else ""
    section = view.form.sections[min(grid.table.section, len(view.form.sections) - 1)]
    page = section.height - section.top - section.bottom
    tall = sum(_row_height(row) for row in grid.table.rows)
    above = _above(view, grid)
    if tall > page or above < page < above + tall - _SLACK:
        return _SURELY
    return _LIKELY if len(grid.table.rows) >= _MANY and above + tall > _MOST * page else ""


def _printed_on(view: View, row: list[str]) -> int:
    """The number of the one page with a line that holds all short cells of a row, 0 where that cannot be told."""
    cells = [bare(text) for text in row if 0 < len(bare(text)) <= _SHORT]
    found = [page.number for page in view.pages if any(all(cell in line.text for cell in cells) for line in page.text)]
    return found[0] if len(found) == 1 and len("".join(cells)) > 3 else 0


def _row_height(row: FormRow) -> int:
    """The least height of a row in twips: as it is set, or of its fullest cell."""
    return max((row.height, *(_cell_height(cell) for cell in row.cells if not cell.continued)))


def _cell_height(cell: FormCell) -> int:
    room = cell.width - _SIDES
    return sum(_height(paragraph, room) for paragraph in cell.paragraphs)


def _height(paragraph: FormParagraph, room: int) -> int:
    """The least height of a paragraph in twips, `room` wide; of one line where the width is not known."""
    form, size = paragraph.form, max((run.form.size for run in paragraph.runs), default=0.0)
    wide = int(width_in_chars(paragraph.text) * (size * 20 - 5))
    lines = max(1, -(-wide // room)) if room > _SIDES else 1
    pitch = form.line if form.line_rule in ("exact", "atLeast") else round(size * 20)
    return lines * pitch


def _above(view: View, grid: Grid) -> float:
    """How many twips of what stands before a table are on its page; 0 where that page begins somewhere unknown."""
    if not grid.lines:
        return 0
    height = 0.0
    for line in reversed(view.lines[: grid.lines[0].index]):
        if line.table:
            return 0
        height += _height(line.paragraph, standard.CHARS * (standard.BODY_SIZE_PT * 20 - 5))
        if line.new_page:
            return height
        height += view.gaps.get(line.index, 0) * standard.LINE_PITCH
    return height


def odd_cells(view: View) -> Iterator[Hit]:
    """A cell in another face or size than the others, and neither its row nor its column as a whole."""
    for grid in view.grids:
        lines = [line for line in grid.lines if line.row > 1 and _HAN.search(line.text)]
        looks = [_look(line) for line in lines]
        usual, count = Counter(looks).most_common(1)[0] if lines else (("", 0.0, False), 0)
        if len(lines) < _CELLS or count < _ALIKE * len(lines):
            continue
        alone = [
            line for line, look in zip(lines, looks, strict=True) if look != usual and _is_alone(line, look, lines)
        ]
        shown, more = told(alone)
        for line in shown:
            yield on(line, f"这一格用了{_said(_look(line))}，与其他格不同{more}", f"与其他格一致：{_said(usual)}")


def _look(line: Line) -> Look:
    form = line.main_run().form
    return face_of(form.font), form.size, form.bold


def _is_alone(line: Line, look: Look, lines: list[Line]) -> bool:
    """Whether most of the row and of the column of a cell do not look as it does."""
    row = [other for other in lines if other.row == line.row and other is not line]
    column = [other for other in lines if other.column == line.column and other is not line]
    return all(2 * sum(_look(other) == look for other in beside) < max(1, len(beside)) for beside in (row, column))


def _said(look: Look) -> str:
    face, size, bold = look
    return f"{size_name(size)}{face or '默认字体'}{'加粗' if bold else ''}"


_NAMES = "/".join(["1|甲单位"] * 9)
_ROWS = "/".join(f"{n}|甲" for n in range(1, 26))
RULES = (
    Rule("G801", "表格超出版心", "GB/T 9704—2012 5.2.1", CUSTOM, WARNING, "表格不应宽过版心。", "表：序号|名称/1|甲", "表（宽=10000）：序号|名称/1|甲", table_width),
    Rule("G802", "跨页表没有重复表头", UNWRITTEN, CUSTOM, WARNING, "跨页的表每页都应有表头。", f"表（表头重复）：序号|名称/{_ROWS}", f"表：序号|名称/{_ROWS}", repeated_header),
    Rule("G830", "表内个别格的字体字号不同", UNWRITTEN, CUSTOM, NOTICE, "同一张表里，表头以下各格的字体、字号应当一致。",
         f"表：序号|名称/{_NAMES}", f"表（末格宋体）：序号|名称/{_NAMES}", odd_cells),
)  # fmt: skip
