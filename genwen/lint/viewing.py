"""A document in, its view out: lines in reading order, tables told from frames, roles given, paragraphs counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from genwen.lint import marks
from genwen.lint.marks import is_red
from genwen.lint.mixing import settle_mixed
from genwen.lint.parting import parted
from genwen.lint.roles import give_roles
from genwen.lint.view import CELL, LEVELS, PROSE, Grid, Line, View
from genwen.ooxml.form import FormDocument, FormParagraph, FormTable
from genwen.ooxml.form_reader import read_form
from genwen.patterns import regex

_MAX_LAYOUT_ROWS = 12
_MAX_HEAD_ROWS, _LONGEST_IN_HEAD, _MARK_SIZE, _TITLE_SIZE = 6, 80, 20, 17.5
_SLIVER = 100
"""Twips: a sixth of a line."""
_FIGURE = regex(r"[-+−]?\d{1,6}(?:[,，]\d{3})*(?:\.\d+)?[%％]?")
_MAX_LINE = 30_000
"""Characters of a paragraph that are looked at, some fifty pages: what is longer is no 公文."""


def view_of_file(path: Path, shown: str = "") -> View:
    """The view of a .docx. Raises PackageError, in Chinese, for what is no readable .docx."""
    return view_of(read_form(path, shown))


def view_of(form: FormDocument) -> View:
    """The view of a document that was read."""
    builder = _Builder(form)
    for block in form.blocks:
        builder.add(block)
    view = View(form, parted(builder.lines), builder.grids)
    give_roles(view, builder.closing)
    settle_mixed(view)
    _place(view)
    return view


class _Builder:
    """Gathers lines; keeps count of empty paragraphs and page breaks."""

    def __init__(self, form: FormDocument) -> None:
        self.form = form
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        self.blanks = 0
        self.broken = False
        self.section = 0
        last = _last_table(form)
        self.closing = last.number if last is not None and is_bare_imprint(last) else 0
        """The number of the last table where it is a 版记 that lacks its marks."""

    def add(self, block: FormParagraph | FormTable) -> None:
        if isinstance(block, FormParagraph):
            self._paragraph(block)
        elif is_frame(block) or block.number == self.closing or self._is_head(block):
            self._rows(block, True)
        else:
            lines = self._rows(block, False)
            rows = [[_cell_text(cell.paragraphs) for cell in row.cells] for row in block.rows]
            self.grids.append(Grid(block, "", rows, lines))

    def _is_head(self, table: FormTable) -> bool:
        """Whether a table with rules is the 版头: before any running text, few rows, the 标志 or the 文号 in it."""
        if len(table.rows) > _MAX_HEAD_ROWS or any(len(line.text) > _LONGEST_IN_HEAD for line in self.lines):
            return False
        paragraphs = [item for row in table.rows for cell in row.cells for item in cell.paragraphs if item.text.strip()]
        marked = any(is_red(run.form.color) and run.form.size >= _MARK_SIZE for item in paragraphs for run in item.runs)
        short = all(len(item.text) < _LONGEST_IN_HEAD for item in paragraphs)
        return short and (
            marked
            or _is_boxed_title(table, paragraphs)
            or (len(table.rows) <= 2 and any(marks.is_number(item.text) for item in paragraphs))
        )

    def _paragraph(self, paragraph: FormParagraph, place: tuple[int, int, int] = (0, 0, 0)) -> Line | None:
        boxed = paragraph.place == "文本框"
        if not boxed and paragraph.section != self.section:
            self.section = paragraph.section
            sections = self.form.sections
            if self.section < len(sections) and sections[self.section].kind != "continuous":
                self.broken = True
        self.broken |= not boxed and (paragraph.form.page_break_before or paragraph.page_break)
        text = paragraph.text
        if not text.strip():
            self.blanks = 0 if paragraph.pictured else self.blanks + (not (boxed or _is_sliver(paragraph)))
            self.broken |= paragraph.break_after
            return None
        line = Line(
            text[:_MAX_LINE], paragraph, len(self.lines), blanks=0 if boxed else self.blanks, new_page=self.broken
        )
        line.table, line.row, line.column = place
        self.lines.append(line)
        if not boxed:
            self.blanks, self.broken = 0, paragraph.break_after
        return line

    def _rows(self, table: FormTable, frame: bool) -> list[Line]:
        found = []
        for number, row in enumerate(table.rows, 1):
            column = 1
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    line = self._paragraph(paragraph, (table.number, number, column))
                    if line is not None:
                        line.laid_out = frame
                        line.role = CELL
                        found.append(line)
                    else:
                        self.blanks = 0
                column += cell.columns
        return found


def is_frame(table: FormTable) -> bool:
    """Whether a table only puts things in place: no rules drawn and no column of figures, or the 版记."""
    if table.boxed or not table.bordered:
        return table.boxed or not _has_figures(table)
    if len(table.rows) > _MAX_LAYOUT_ROWS:
        return False
    texts = [_cell_text(cell.paragraphs) for row in table.rows for cell in row.cells]
    if any(marks.COPIES.match(text) for text in texts):
        return True
    few = len(table.rows) <= 3
    if few and _is_signing([line.strip() for text in texts for line in text.split("\n") if line.strip()]):
        return True
    return few and any(text.rstrip().endswith("印发") or marks.PRINTED_DATE.search(text) for text in texts)


def _is_boxed_title(table: FormTable, paragraphs: Sequence[FormParagraph]) -> bool:
    """Whether a table is nothing but a frame around centred lines in the type of a title, or worded as one."""
    if not paragraphs or len(table.rows) != 1 or len(table.rows[0].cells) != 1:
        return False
    said = "".join(item.text.strip() for item in paragraphs)
    runs = [run for item in paragraphs for run in item.runs if run.text.strip()]
    titled = (
        all(run.form.size >= _TITLE_SIZE for run in runs) or marks.TITLE_WORDS.search(said) or marks.PAPERS.search(said)
    )
    return bool(titled) and all(item.form.align == "center" for item in paragraphs)


def _is_signing(texts: Sequence[str]) -> bool:
    """Whether what the cells of a table say is names of organs and the date they sign with."""
    dates = (marks.DATE, marks.ODD_DATE, marks.OPEN_DATE)
    dated = bool(texts) and any(date.fullmatch(texts[-1]) for date in dates)
    return dated and len(texts) > 1 and all(marks.PRINTER.fullmatch(marks.REMARK.sub("", text)) for text in texts[:-1])


def _has_figures(table: FormTable) -> bool:
    """Whether a column has figures in two rows or more."""
    columns: Counter[int] = Counter()
    for row in table.rows:
        columns.update(
            at for at, cell in enumerate(row.cells) if _FIGURE.fullmatch(_cell_text(cell.paragraphs).strip())
        )
    return max(columns.values(), default=0) > 1


def is_bare_imprint(table: FormTable) -> bool:
    """Whether every row of a small table is 抄送 without its colon, or an organ with a date."""
    if len(table.rows) > 3 or table.boxed or any(len(row.cells) > 2 for row in table.rows):
        return False
    rows = [[text for cell in row.cells if (text := _cell_text(cell.paragraphs))] for row in table.rows]
    said = [[line.strip() for text in row for line in text.split("\n") if line.strip()] for row in rows]
    lines = [text for row in said for text in row]
    heads = (marks.COPIES, marks.BARE_COPIES, marks.MOVED)
    copied = [any(head.match(text) for head in heads) for text in lines]
    closed = any(
        len(row) == 2 and marks.PRINTER.fullmatch(row[0].strip()) and marks.DATE.fullmatch(row[1].strip())
        for row in rows
    ) or any(marks.PRINTER_AND_DATE.fullmatch(text) for text in lines)
    rest = [text for text, is_copied in zip(lines, copied, strict=True) if not is_copied]
    plain = all(
        marks.PRINTER_AND_DATE.fullmatch(text) or marks.PRINTER.fullmatch(text) or marks.DATE.fullmatch(text)
        for text in rest
    )
    return bool(lines) and plain and (closed or (any(copied) and len(lines) <= 2))


def _is_sliver(paragraph: FormParagraph) -> bool:
    """Whether an empty paragraph takes no room to speak of: one that only carries a shape, a point or so high."""
    return paragraph.form.line_rule == "exact" and paragraph.form.line <= _SLIVER


def _last_table(form: FormDocument) -> FormTable | None:
    """The table after which the document has no text, None for none."""
    for block in reversed(form.blocks):
        if isinstance(block, FormTable):
            return block
        if block.text.strip():
            return None
    return None


def _cell_text(paragraphs: tuple[FormParagraph, ...]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs).strip()


def _place(view: View) -> None:
    """Count the paragraphs of each part, put tables into their parts, and measure the room before lines."""
    counts: dict[str, int] = {}
    parts = {line.table: line.part for line in view.lines if line.table}
    pitch = 579
    for line in view.lines:
        if line.role in PROSE or line.role in LEVELS:
            counts[line.part] = counts.get(line.part, 0) + 1
            line.ordinal_in_part = counts[line.part]
        above = view.lines[line.index - 1].paragraph.form.after if line.index else 0
        view.gaps[line.index] = line.blanks + (line.paragraph.form.before + above) / pitch
    grids: Counter[str] = Counter()
    for grid in view.grids:
        grid.part = parts.get(grid.table.number, "主体")
        grids[grid.part] += 1
        for line in grid.lines:
            line.grid = grids[grid.part]
