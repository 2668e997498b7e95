"""Where the lines of a title end: by its own breaks, and where a long line goes on by itself in the next (7.3.1)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen.document.line_break import break_lines
from genwen.lint.view import MAIN, TITLE, Line, View
from genwen.patterns import regex
from genwen.records import record
from genwen.standard import TWIPS_PER_PT

_FIGURES = regex("[!-~]+")
_FULL, _GRID = 100, "linesAndChars"
"""Percent of characters as wide as they are, and the grid that sets them in cells of its own."""


@record
class TitleBreak:
    """The end of a line of a title: the paragraph, the place in its text, the lines around it, the last one of them all.

    `wrapped` when no break stands there, and the line was only too long.
    """

    line: Line
    end: int
    head: str
    tail: str
    last: bool
    wrapped: bool = False


def title_breaks(view: View) -> list[TitleBreak]:
    """The ends of all lines of the title but the last one, in order."""
    return view.once("标题的回行", lambda: list(_breaks(view)))


def _breaks(view: View) -> Iterator[TitleBreak]:
    pieces = [piece for line in view.of(TITLE, part=MAIN) for piece in _pieces(view, line)]
    for n, ((line, start, head, wrapped), (below, _, tail, _)) in enumerate(itertools.pairwise(pieces), 2):
        if below.index - line.index <= 1:
            yield TitleBreak(line, start + len(head.rstrip()), head.strip(), tail.strip(), n == len(pieces), wrapped)


def _pieces(view: View, line: Line) -> Iterator[tuple[Line, int, str, bool]]:
    """The lines a paragraph is set in: the place where each begins, and whether it goes on for want of room."""
    start = 0
    for piece in line.text.split("\n"):
        rows = _rows(view, line, piece)
        for n, row in enumerate(rows, 1):
            yield line, start, row, n < len(rows)
            start += len(row)
        start += 1


def _rows(view: View, line: Line, piece: str) -> tuple[str, ...]:
    """The lines a stretch without breaks is set in; one where that cannot be told for certain."""
    form, run = line.paragraph.form, line.main_run().form
    sections = view.form.sections
    section = sections[min(line.paragraph.section, len(sections) - 1)]
    plain = not line.table and line.paragraph.place == "正文" and not form.frame and "\t" not in piece
    if (
        not plain
        or run.scale != _FULL
        or section.grid == _GRID
        or any(r.form.size != run.size for r in line.paragraph.runs)
    ):
        return (piece,)
    width = section.width - section.left - section.right - form.left - form.right
    size = round(run.size * TWIPS_PER_PT)
    room = (
        size * len(_FIGURES.findall(piece)) // 2
    )  # programs set figures closer to Chinese than is reckoned here, or not
    found = {
        break_lines(piece, width + more, first_indent=form.first, proportional=latin, size=size, spacing=run.spacing)
        for more in {0, room} for latin in (True, False)
    }  # fmt: skip
    rows = found.pop()
    return (piece,) if found or "".join(rows) != piece else rows
