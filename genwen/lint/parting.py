"""Paragraphs that hold more than one line of a 公文, parted: lines in, lines out.

Clerks break lines by soft returns (Shift+Enter) where paragraphs should end, and put 署名 and 成文日期 into one line with a
gap between. What is parted is told as such: no rule is sure of it, and nothing in it is put right by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from genwen.lint import marks
from genwen.lint.ordinals import read_ordinal
from genwen.lint.view import CELL, Line
from genwen.ooxml.form import FormParagraph
from genwen.records import replace

BROKEN, SIGNED = "软回车", "同行"
_ENDS = tuple("。；！？：:;!?")
_LONGEST_SIGNED = 60
_LONGEST_HEADING = 40


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines with those parted that are several; each knows its place."""
    found = [piece for line in lines for piece in _at_breaks(line)]
    found = [piece for n, line in enumerate(found) for piece in _signed_apart(found, n, line)]
    for index, line in enumerate(found):
        line.index = index
    return found


def at_breaks(paragraph: FormParagraph) -> list[FormParagraph]:
    """A paragraph parted at its line breaks."""
    spans, start = [], 0
    for piece in paragraph.text.split("\n"):
        spans.append((start, start + len(piece)))
        start += len(piece) + 1
    return _slices(paragraph, spans)


def _slices(paragraph: FormParagraph, spans: Sequence[tuple[int, int]]) -> list[FormParagraph]:
    """Stretches of a paragraph as paragraphs; what stands before it belongs to the first, what follows it to the last."""
    last = len(spans) - 1
    return [
        replace(
            paragraph, runs=tuple(_runs(paragraph, *span)), label="" if at else paragraph.label,
            page_break=paragraph.page_break and not at, break_after=paragraph.break_after and at == last,
            form=replace(paragraph.form, page_break_before=paragraph.form.page_break_before and not at),
        )
        for at, span in enumerate(spans)
    ]  # fmt: skip


def _runs(paragraph: FormParagraph, start: int, end: int) -> Iterator[object]:
    at = 0
    for run in paragraph.runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            yield replace(run, text=text)


def _at_breaks(line: Line) -> Iterable[Line]:
    """The lines a paragraph is broken into, where they are paragraphs of their own and not the lines of a title."""
    if "\n" not in line.text or (line.role == CELL and not line.laid_out) or marks.TABLE_NOTE.match(line.said):
        return [line]
    pieces = [piece.strip() for piece in line.text.split("\n")]
    if not any(_is_apart(piece, after) for piece, after in pairwise(pieces)):
        return [line]
    return _lines(line, at_breaks(line.paragraph), BROKEN)


def _is_apart(piece: str, after: str) -> bool:
    """Whether a break stands between two lines, not within a sentence: 一、强化管理。……签订责任书↵64份。"""
    heads = len(piece) <= _LONGEST_HEADING and "。" not in piece and _stands_alone(piece)
    return piece.endswith(_ENDS) or heads or _stands_alone(after) or _is_signed(piece, after)


def _is_signed(above: str, text: str) -> bool:
    """Whether two lines are an organ and a date however written, or still to be filled in."""
    dated = marks.ODD_DATE.fullmatch(text) or marks.OPEN_DATE.fullmatch(text)
    return bool(dated) and bool(marks.PRINTER.fullmatch(above))


def _stands_alone(text: str) -> bool:
    """Whether a line is one that never is part of another: a date, a number, a heading of the first two levels."""
    found = read_ordinal(text)
    return bool(marks.DATE.fullmatch(text)) or marks.is_number(text) or (found is not None and found.level in (1, 2))


def _signed_apart(lines: Sequence[Line], n: int, line: Line) -> Iterable[Line]:
    """署名 and date of a text that has its date nowhere else: behind running text, with none behind them."""
    match = marks.SIGNED_DATE.fullmatch(line.text) if len(line.text) < _LONGEST_SIGNED else None
    if match is None or line.table or not n or marks.COPIES.match(lines[n - 1].said):
        return [line]
    own = [k for k in range(_end_of_text(lines, n)) if lines[k].role != CELL or lines[k].laid_out]
    running = [bool(marks.SENTENCE_END.search(lines[k].said)) and not marks.COPIES.match(lines[k].said) for k in own]
    here = own.index(n)
    if not any(running[:here]) or any(running[here:]) or any(marks.DATE.fullmatch(lines[k].said) for k in own):
        return [line]
    return _lines(line, _slices(line.paragraph, [match.span(1), match.span(2)]), SIGNED)


def _end_of_text(lines: Sequence[Line], n: int) -> int:
    """Where what follows a line ends: at a new page or the mark of an attachment."""
    behind = range(n + 1, len(lines))
    return next((k for k in behind if lines[k].new_page or marks.ATTACHMENT_MARK.fullmatch(lines[k].said)), len(lines))


def _lines(line: Line, paragraphs: Sequence[FormParagraph], how: str) -> Iterator[Line]:
    blanks, new_page = line.blanks, line.new_page
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            blanks += 1
            continue
        yield replace(line, text=paragraph.text, paragraph=paragraph, blanks=blanks, new_page=new_page, parted=how)
        blanks, new_page = 0, False
