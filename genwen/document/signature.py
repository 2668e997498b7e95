"""附件说明, 发文机关署名 and 成文日期, and the head of an attachment (clauses 7.3.4, 7.3.5, 7.3.7).

Indents follow from the lengths of names and dates, counted in 字 of the body; they are carried as `Measure`.

The last paragraph of the text must come to the page of the 落款 (7.3.5.5 and practice: never a page of signature
alone). So every paragraph made here is kept with the next one, up to the date, and `keep_together` does the same for
what stands before. Word then takes only the last lines of a long paragraph along, LibreOffice the whole of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from genwen.document.elements import (
    NUMBERING,
    Block,
    Blocks,
    Cell,
    Measure,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    string_of,
)
from genwen.document.keeping import BLANK_LINE
from genwen.document.layout import fits_a_page, paragraph_lines
from genwen.document.line_break import form_of
from genwen.document.title_break import break_title
from genwen.numerals import printed_width, width_in_chars
from genwen.records import replace
from genwen.standard import (
    BODY_ADVANCE,
    CHARS,
    SEALED_DATE_RIGHT_CHARS,
    TYPE_AREA_WIDTH,
    UNSEALED_DATE_SHIFT_CHARS,
    UNSEALED_SIGNATURE_RIGHT_CHARS,
)

SEAL_LINES = 2
"""Blank lines above a signature that a seal of 40 to 42 mm will cover; one of 45 mm wants three."""
SEAL_ROW_LINES = 4
"""Blank lines between rows of sealed signatures, so that 42 mm seals do not touch."""
_ROOM_CHARS = CHARS - UNSEALED_SIGNATURE_RIGHT_CHARS
"""Room for a line of a signature, in 字."""
_MOST_CHARS = 20
"""The most 字 in a line of a signature that one line does not hold."""
SHORT_END = 6
"""Lines of a paragraph that goes whole to the page of what follows, where no 落款 asks for it."""
_KEPT_LINE = Paragraph("空行", measure=Measure(keep_next=True))
STAMP_CHARS = 7
"""Room for a 签名章 of 40 mm, in 字."""


class Sealing(StrEnum):
    """How a document is signed."""

    SEALED = "盖章"
    UNSEALED = "不盖章"
    STAMPED = "签名章"


def _width(text: Text) -> float:
    """Printed width in 字, with the fifth of a 字 that typesetting puts between Chinese and figures or letters."""
    return _form_width(form_of(string_of(text)))


@lru_cache(maxsize=4096)
def _form_width(string: str) -> float:
    """The width of a text of a form; those of one form are as wide as each other."""
    return printed_width(string)


def _twips(chars: float) -> int:
    return round(chars * BODY_ADVANCE)


def _blank(count: int) -> list[Paragraph]:
    return [_KEPT_LINE] * count


def _name(lines: Sequence[Text], right: float, index: int) -> list[Paragraph]:
    """A name whose widest line ends `right` 字 from the margin, its other lines centred on that one."""
    widest = max(map(_width, lines))
    return [
        Paragraph(
            "发文机关署名",
            line,
            f"署名{index}" if not number else f"署名{index}行{number + 1}",
            Measure(right=_twips(right + (widest - _width(line)) / 2), keep_next=True),
        )
        for number, line in enumerate(lines)
    ]


def goes_by_widths(issuers: Sequence[Text], sealed: str) -> bool:
    """Whether a signature stands by the widths of its names alone: none has to be broken between its words."""
    return sealed != Sealing.STAMPED and all(_width(issuer) <= _ROOM_CHARS for issuer in issuers)


def _in_lines(name: Text, most: float) -> list[Text]:
    """A name that is wider than `most` 字, broken between words; the lines still know where their text comes from."""
    string = string_of(name)
    if _width(name) <= most:
        return [name]
    broken = break_title(string, int(most))
    if "".join(broken) != string:  # a blank or a line feed would be lost
        return [name]
    found: list[Text] = []
    rest = list(name)
    for line in broken:
        taken: list[Run] = []
        left = len(line)
        while left:
            run = rest.pop(0)
            if len(run.text) > left:
                rest.insert(0, Run(run.text[left:], run.style, run.origin))
                run = Run(run.text[:left], run.style, run.origin)
            left -= len(run.text)
            taken.append(run)
        found.append(tuple(taken))
    return found


def _widest(lines: Sequence[Text]) -> float:
    return max(map(_width, lines))


def _date(date: Text, right: float) -> Paragraph:
    return Paragraph("成文日期", date, "成文日期", Measure(right=_twips(right)))


def signature(
    issuers: Sequence[Text],
    date: Text,
    sealed: str = Sealing.SEALED,
    titles: Sequence[Text] = (),
    seal_lines: int = SEAL_LINES,
) -> Blocks:
    """署名 and 成文日期 with the blank lines above them (7.3.5.1–7.3.5.3).

    `sealed` is "盖章", "不盖章" or "签名章"; `titles` are the posts that stand beside the stamps of 签名章;
    `seal_lines` the blank lines above the first row of seals. The date is the last paragraph.
    """
    if sealed == Sealing.STAMPED:
        return _stamped(titles or issuers, date)
    if sealed == Sealing.UNSEALED:
        return _unsealed(issuers, date)
    if len(issuers) > 1:
        return _sealed_jointly(issuers, date, seal_lines)
    return _sealed(issuers, date, seal_lines)


def _sealed(issuers: Sequence[Text], date: Text, seal_lines: int) -> Blocks:
    """The date four 字 from the right, the name centred over it; a name too long for that comes before the date."""
    blocks = _blank(seal_lines)
    right: float = SEALED_DATE_RIGHT_CHARS
    for issuer in issuers:
        lines = _in_lines(issuer, _MOST_CHARS) if _width(issuer) > _ROOM_CHARS else [issuer]
        name_right = right + (_width(date) - _widest(lines)) / 2
        if name_right < UNSEALED_SIGNATURE_RIGHT_CHARS:
            name_right = UNSEALED_SIGNATURE_RIGHT_CHARS
            right = name_right + (_widest(lines) - _width(date)) / 2
        blocks += _name(lines, name_right, 1)
    return (*blocks, _date(date, right))


def _unsealed(issuers: Sequence[Text], date: Text) -> Blocks:
    """Names two 字 from the right, with one left edge; the date begins two 字 further right than they do."""
    in_lines = [_in_lines(issuer, _MOST_CHARS) if _width(issuer) > _ROOM_CHARS else [issuer] for issuer in issuers]
    widest = max(map(_widest, in_lines), default=0.0)
    name_edge = UNSEALED_SIGNATURE_RIGHT_CHARS + widest
    date_edge = name_edge - UNSEALED_DATE_SHIFT_CHARS
    if _width(date) > widest:
        date_edge = UNSEALED_SIGNATURE_RIGHT_CHARS + _width(date)
        name_edge = date_edge + UNSEALED_DATE_SHIFT_CHARS
    names = [
        line for index, lines in enumerate(in_lines, 1) for line in _name(lines, name_edge - _widest(lines), index)
    ]
    return (*_blank(1), *names, _date(date, date_edge - _width(date)))


def _stamped(titles: Sequence[Text], date: Text) -> Blocks:
    """Each post two 字 left of the room for its stamp, which ends four 字 from the right; the date below."""
    right = SEALED_DATE_RIGHT_CHARS + STAMP_CHARS + 2
    blocks: list[Block] = []
    for index, title in enumerate(titles, 1):
        blocks += [*_blank(2), *_name(_in_lines(title, CHARS - right), right, index)]
    return (*blocks, *_blank(2), _date(date, SEALED_DATE_RIGHT_CHARS))


def _sealed_jointly(issuers: Sequence[Text], date: Text, seal_lines: int) -> Blocks:
    """Names side by side, three to a row if they are short, with room for a seal over each; date under the last."""
    widest = max(_width(issuer) for issuer in issuers)
    columns = 3 if len(issuers) > 2 and _twips(widest) <= TYPE_AREA_WIDTH // 3 else 2
    width = TYPE_AREA_WIDTH // columns
    in_rows = [issuers[start : start + columns] for start in range(0, len(issuers), columns)]
    # More rows than a page holds beside the end of the text are kept together in two parts.
    parted = len(in_rows) // 2 - 1 if len(in_rows) > 3 else -1
    rows = []
    for number, members in enumerate(in_rows):
        above = _blank(SEAL_ROW_LINES if number else 0)
        names = [_in_lines(member, width // BODY_ADVANCE) for member in members]
        most = max(map(len, names))
        last = number == len(in_rows) - 1
        cells = []
        for column in range(columns):
            name = names[column] if column < len(members) else []
            lines = [*above, *_blank(most - len(name))]
            if name:
                lines += [_centred(line, width) for line in _name(name, 0, number * columns + column + 1)]
            if last:
                ends = column == len(members) - 1
                lines.append(_centred(_date(date, 0), width) if ends else BLANK_LINE)
            cells.append(Cell(tuple(map(_let_go, lines)) if last or number == parted else tuple(lines)))
        rows.append(Row(tuple(cells)))
    widths = (width,) * (columns - 1) + (TYPE_AREA_WIDTH - width * (columns - 1),)
    return (*_blank(seal_lines), Table(widths, tuple(rows), "无框表格", "署名"))


def _let_go(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, measure=replace(paragraph.measure or Measure(), keep_next=False))


def _centred(paragraph: Paragraph, width: int) -> Paragraph:
    """A right-aligned paragraph moved to the middle of a cell."""
    right = max(0, (width - _twips(_width(paragraph.runs))) // 2)
    measure = paragraph.measure or Measure()
    return replace(paragraph, measure=replace(measure, right=right))


def keep_together(blocks: Blocks, last: int = 1) -> Blocks:
    """`blocks` with the `last` paragraphs at their end kept with what follows.

    To be used on the end of the text before `signature` and `attachment_note`.
    """
    start = max(0, len(blocks) - last)
    kept = [
        replace(block, measure=replace(block.measure or Measure(), keep_next=True))
        if isinstance(block, Paragraph)
        else block
        for block in blocks[start:]
    ]
    return (*blocks[:start], *kept)


def keep_end(body: Blocks, note: Blocks, sign: Blocks) -> tuple[Blocks, Blocks]:
    """Text and 附件说明 kept with the 落款 that follows them; where all that is more than a page, only the last title.

    Where no 落款 follows, only a short end of the text is kept with the first title: a page may end with 附件说明, and a
    long paragraph would go to the next page whole.
    """
    if not (note or sign):
        return body, note
    if not sign:
        short = body and isinstance(body[-1], Paragraph) and paragraph_lines(body[-1]) <= SHORT_END
        loose = [_let_go(block) if isinstance(block, Paragraph) else block for block in note[1:]]
        return keep_together(body) if short else body, (*note[:1], *loose)
    kept = keep_together(body)
    if not note or fits_a_page((*kept[-1:], *note, *sign)):
        return kept, note
    loose = [_let_go(block) if isinstance(block, Paragraph) else block for block in note[:-1]]
    return body, (*loose, note[-1])


def attachment_note(titles: Sequence[Text]) -> Blocks:
    """附件说明 with its blank line (7.3.4): 附件：and the titles, numbered 1. 2. when there are several.

    A title that runs over goes on under its own first character. No titles give no blocks.
    """
    if not titles:
        return ()
    blocks = _blank(1)
    label = Run("附件：", "", NUMBERING)
    for index, title in enumerate(titles, 1):
        number = f"{index}." if len(titles) > 1 else ""
        runs = (*((label,) if index == 1 else ()), *((Run(number, "", NUMBERING),) if number else ()), *title)
        measure = note_measure(number, first=index == 1)
        blocks.append(Paragraph("附件说明", runs, f"附件说明{index}", measure))
    return tuple(blocks)


def note_measure(number: str, *, first: bool) -> Measure:
    """The indents of a title in the 附件说明: it goes on under its own first character, `first` behind 附件：."""
    left = 5 + width_in_chars(number)
    hanging = left - (2 if first else 5)
    return Measure(left=_twips(left), hanging=_twips(hanging), keep_next=True)


def attachment_head(number: int | None, title: Sequence[Text]) -> Blocks:
    """附件 or 附件1 on the first line of a new page, the title from the third line on, and a blank line (7.3.7)."""
    mark = f"附件{number if number is not None else ''}"
    key = mark
    lines = tuple(Paragraph("附件标题", line, f"{key}标题{index}") for index, line in enumerate(title, 1))
    return (_mark(mark), BLANK_LINE, *lines, BLANK_LINE)


@lru_cache(maxsize=64)
def _mark(mark: str) -> Paragraph:
    return Paragraph("附件标识", (Run(mark, "", NUMBERING),), mark, Measure(page_break_before=True))
