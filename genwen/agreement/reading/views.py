"""Composed documents and .docx files as views: lines and tables with their places."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from genwen.agreement.reading.text import Grid, Line, View, full_marks
from genwen.diagnostics import Position
from genwen.document.elements import FootBox, Paragraph, Table
from genwen.ooxml.plain_reader import PlainParagraph, read_plain
from genwen.patterns import regex
from genwen.records import replace

if TYPE_CHECKING:
    from genwen.document.compose import Composition

_LONGEST, _CROWDED = 2_000, 100
_NUMBER, _STOPS = regex(r"\d+"), regex("[。；！？\n]")
_BODY = ("标题", "正文", "附件说明", "印发件", "附件", "署名")


def view_of_composition(name: str, composition: Composition, file: str) -> View:
    """A composed document; a line's place is that of its first run that was typed or filled in, else the outline."""
    lines: list[Line] = []
    grids: list[Grid] = []
    for block_name in _BODY:
        for block in composition.document.blocks.get(block_name, ()):
            if isinstance(block, Paragraph):
                if block.text.strip():
                    lines.append(_line(block, name, file))
            elif isinstance(block, Table):
                grids.append(_grid(block, name, file, len(lines)))
            elif isinstance(block, FootBox):
                lines += (_line(paragraph, name, file) for paragraph in block.paragraphs)
    return View(name, tuple(lines), tuple(grids))


def _line(paragraph: Paragraph, name: str, file: str) -> Line:
    return Line(full_marks(paragraph.text), _place(paragraph, file), name, paragraph.runs, paragraph.style)


def _place(paragraph: Paragraph, file: str) -> Position:
    for run in paragraph.runs:
        if run.origin is not None and run.origin.position is not None:
            return run.origin.position
    return Position(file, place=paragraph.key)


def _grid(table: Table, name: str, file: str, after: int) -> Grid:
    rows = []
    for row in table.rows:
        cells: list[Line] = []
        for cell in row.cells:
            runs = tuple(run for paragraph in cell.paragraphs for run in paragraph.runs)
            text = "" if cell.merge == "续" else "".join(run.text for run in runs)
            place = _place(cell.paragraphs[0], file) if cell.paragraphs else Position(file, place=table.key)
            cells.append(Line(full_marks(text), place, name, runs if text else (), "表格"))
            cells += [Line("", place, name, (), "表格")] * (cell.columns - 1)
        rows.append(tuple(cells))
    return Grid(tuple(rows), rows[0][0].position if rows and rows[0] else Position(file), after)


def view_of_file(path: Path, shown: str) -> View:
    """A .docx of whatever make. Raises PackageError when it cannot be read."""
    lines: list[Line] = []
    grids: list[Grid] = []
    for block in read_plain(path):
        if isinstance(block, PlainParagraph):
            whole = foreign_line(block.text, shown, block.number, block.aside)
            pieces = [piece for piece in in_pieces(whole.text) if not is_crowded(piece)]
            lines += [whole] if pieces == [whole.text] else [replace(whole, text=text) for text in pieces]
        else:
            grids.append(foreign_grid(block.rows, shown, block.number, len(lines)))
    return View(shown, tuple(lines), tuple(grids))


def is_crowded(text: str) -> bool:
    """Whether a sentence has more numbers than anybody writes: rules that hold each against each would take minutes."""
    return len(text) > _CROWDED and any(len(_NUMBER.findall(sentence)) > _CROWDED for sentence in _STOPS.split(text))


def in_pieces(text: str) -> list[str]:
    """A paragraph of many pages in pieces that end with a sentence where they can: rules compare all with all in one."""
    found: list[str] = []
    while len(text) > _LONGEST:
        cut = max(text.rfind(mark, _LONGEST // 2, _LONGEST) for mark in "。；！？\n") + 1
        cut = cut or max(text.rfind(mark, _LONGEST // 2, _LONGEST) for mark in "，、") + 1 or _LONGEST
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def foreign_line(text: str, file: str, number: int, aside: str = "") -> Line:
    """A paragraph of a file, by its number and first words; of a text box or a note, by that."""
    name = f"{aside}{number}" if aside else f"第{number}段"
    return Line(full_marks(text), Position(file, place=f"{name}“{text.strip()[:12]}…”"), file)


def foreign_grid(rows: Iterable[Iterable[str]], file: str, number: int, after: int) -> Grid:
    """A table of a file, its rows by their numbers."""
    lines = tuple(
        tuple(Line(full_marks(text), Position(file, place=f"表{number}第{index}行"), file, (), "表格") for text in row)
        for index, row in enumerate(rows, 1)
    )
    return Grid(lines, Position(file, place=f"表{number}"), after)


_WORDED = 8


def worded_cells(view: View) -> tuple[Line, ...]:
    """The cells of the tables that tell something in words and a number: 办公用纸同比下降5.48%."""
    return tuple(
        cell
        for grid in view.grids
        for row in grid.rows
        for cell in row
        if len(cell.text) >= _WORDED and _NUMBER.search(cell.text)
    )
