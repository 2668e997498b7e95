"""Whether a document is laid out as a 信函 (10.1), by everything that speaks for it and against it; its red lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from genwen.lint.marks import is_red
from genwen.lint.view import IMPRINT, MARK, NUMBER, Line, View
from genwen.ooxml.form import Border, FormParagraph, FormTable, Stroke
from genwen.patterns import regex

_OWN_FORM = ("令", "纪要")
"""Ends of marks whose documents have a form of their own."""
_OF_LETTERS = regex(r"函\s*[〔\[［(（【]")
"""In a 发文字号."""
_ENOUGH = 3
_LETTER_LINE = 165
"""The least length in mm of a line that is meant to be one of 170 mm; that of an ordinary head is 156 mm long."""
_BLANKS = 2
"""Blank lines that stand over the 发文字号 of an ordinary document."""


def is_letter(view: View) -> bool:
    """Whether it is laid out as a letter, one or two of its marks perhaps not as they should be."""
    return view.once("信函", lambda: _is_letter(view))


def _is_letter(view: View) -> bool:
    marked, number = view.of(MARK), view.first(NUMBER)
    if not marked or number is None or view.upward:
        return False
    name = re.sub(r"\s", "", marked[-1].text)
    if name.endswith(_OWN_FORM):
        return False
    plain = not name.endswith("文件")
    ruled = _is_over_line(view, number)
    if plain and not ruled and number.paragraph.form.align in ("right", "end"):
        return True
    said = _of_words(view, number)
    weighed = _of_layout(view, marked, number) + said + (1 if plain else -1)
    return weighed + (_of_lacking(view, marked, number) if said > 1 and not ruled else 0) >= _ENOUGH


def _of_words(view: View, number: Line) -> int:
    """What the words say for a letter: the 文种, and the 代字 of the 发文字号."""
    return (view.kind == "函") + bool(_OF_LETTERS.search(number.text))


def _of_layout(view: View, marked: list[Line], number: Line) -> int:
    """What the layout says for a letter; below 0 what it says against one."""
    form = number.paragraph.form
    section = view.form.sections[0]
    counted = 2 * (form.align in ("right", "end")) + section.title_page
    counted += any(edge.double for edge in lines_of(section.headers) + lines_of(section.footers)) * 2
    counted += 3 * any(
        stroke.length >= _LETTER_LINE and is_red(stroke.color)
        for block in _paragraphs(view)
        for stroke in block.strokes
    )
    if marked[-1].index < number.index:
        over = _between(view, marked[-1], number)
        counted += 2 if any(edge.double for edge in over) else bool(over)
        counted -= number.blanks >= _BLANKS
    if _is_over_line(view, number):
        return counted - 2
    return counted + (form.align != "center" and not number.table)


def _of_lacking(view: View, marked: list[Line], number: Line) -> int:
    """What a 函 with no red rule has not, as every ordinary document has: room over 标志 and 文号, a ruled 版记."""
    top = marked[0].index == 0 and view.gaps[0] < 1
    close = marked[-1].index + 1 == number.index and view.gaps[number.index] < 1
    closing = [line for line in view.lines if line.part == IMPRINT]
    tables = {line.table for line in closing if line.table}
    ruled = any(line.paragraph.form.top or line.paragraph.form.bottom for line in closing) or any(
        block.bordered for block in view.form.blocks if isinstance(block, FormTable) and block.number in tables
    )
    return top + close + (0 if not closing else -1 if ruled else 1)


def _paragraphs(view: View) -> Iterator[FormParagraph]:
    """The paragraphs on which lines may hang: those of the text, of headers and footers."""
    section = view.form.sections[0]
    yield from (block for block in view.form.blocks if isinstance(block, FormParagraph))
    for stories in (section.headers, section.footers):
        for story in stories.values():
            yield from story


def _is_over_line(view: View, number: Line) -> bool:
    """Whether the red rule of an ordinary document is under the number, or under the table it stands in."""
    tables = (block for block in view.form.blocks if isinstance(block, FormTable) and block.number == number.table)
    return bool(red(number.paragraph.form.bottom, *(table.bottom for table in tables)))


def is_under_line(view: View) -> bool:
    """Whether the number stands under a red line that is under the mark, as in a letter, and not over it."""
    marked, number = view.of(MARK), view.first(NUMBER)
    if not marked or number is None or marked[-1].index > number.index:
        return False
    return bool(_between(view, marked[-1], number)) and not _is_over_line(view, number)


def _between(view: View, mark: Line, number: Line) -> list[Border]:
    """The red lines from the mark on to the number."""
    first, last = mark.paragraph.number, number.paragraph.number
    return [edge for item in view.form.blocks if isinstance(item, FormParagraph) and first <= item.number < last
            for edge in red_edges(item)]  # fmt: skip


def red(*edges: Border | None) -> list[Border]:
    """Those that are red."""
    return [edge for edge in edges if edge is not None and is_red(edge.color)]


def red_edges(block: FormParagraph | FormTable) -> list[Border]:
    """The red lines over and under a paragraph or a table."""
    return red(block.top, block.bottom) if isinstance(block, FormTable) else red(block.form.top, block.form.bottom)


def strokes_of(view: View) -> tuple[list[Stroke], list[Stroke]] | None:
    """The red lines drawn under the mark and at the foot; None when something else is drawn, which may be one of them."""
    if any(block.drawn and not block.strokes for block in _paragraphs(view)):
        return None
    number, footers = view.first(NUMBER), view.form.sections[0].footers
    last = number.paragraph.number if number is not None else 0
    below = {id(item) for story in footers.values() for item in story}
    below |= {id(item) for item in view.form.blocks if isinstance(item, FormParagraph) and item.number > last}
    high: list[Stroke] = []
    low: list[Stroke] = []
    for block in _paragraphs(view):
        for stroke in block.strokes:
            if is_red(stroke.color):
                (low if stroke.low or id(block) in below else high).append(stroke)
    return high, low


def lines_of(stories: Mapping[str, tuple[FormParagraph, ...]]) -> list[Border]:
    """The red lines in headers or footers."""
    return [edge for story in stories.values() for item in story for edge in red_edges(item)]
