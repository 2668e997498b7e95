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
from itertools import pairwise

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
from genwen.document.layout import fits_a_page
from genwen.document.line_break import form_of
from genwen.numerals import width_in_chars
from genwen.records import replace
from genwen.standard import (
    BODY_ADVANCE,
    SEALED_DATE_RIGHT_CHARS,
    TYPE_AREA_WIDTH,
    UNSEALED_DATE_SHIFT_CHARS,
    UNSEALED_SIGNATURE_RIGHT_CHARS,
)

SEAL_LINES = 2
"""Blank lines above a signature that a seal of 40 to 42 mm will cover; one of 45 mm wants three."""
SEAL_ROW_LINES = 4
"""Blank lines between rows of sealed signatures, so that 42 mm seals do not touch."""
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
    changes = sum(a.isalnum() and b.isalnum() and a.isascii() != b.isascii() for a, b in pairwise(string))
    return width_in_chars(string) + 0.2 * changes


def _twips(chars: float) -> int:
    return round(chars * BODY_ADVANCE)


def _blank(count: int) -> list[Paragraph]:
    return [_KEPT_LINE] * count


def _name(issuer: Text, right: float, index: int) -> Paragraph:
    measure = Measure(right=_twips(right), keep_next=True)
    return Paragraph("发文机关署名", issuer, f"署名{index}", measure)


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
        name_right = right + (_width(date) - _width(issuer)) / 2
        if name_right < UNSEALED_SIGNATURE_RIGHT_CHARS:
            name_right = UNSEALED_SIGNATURE_RIGHT_CHARS
            right = name_right + (_width(issuer) - _width(date)) / 2
        blocks.append(_name(issuer, name_right, 1))
    return (*blocks, _date(date, right))


def _unsealed(issuers: Sequence[Text], date: Text) -> Blocks:
    """Names two 字 from the right, with one left edge; the date begins two 字 further right than they do."""
    widest = max((_width(issuer) for issuer in issuers), default=0.0)
    name_edge = UNSEALED_SIGNATURE_RIGHT_CHARS + widest
    date_edge = name_edge - UNSEALED_DATE_SHIFT_CHARS
    if _width(date) > widest:
        date_edge = UNSEALED_SIGNATURE_RIGHT_CHARS + _width(date)
        name_edge = date_edge + UNSEALED_DATE_SHIFT_CHARS
    names = [_name(issuer, name_edge - _width(issuer), index) for index, issuer in enumerate(issuers, 1)]
    return (*_blank(1), *names, _date(date, date_edge - _width(date)))


def _stamped(titles: Sequence[Text], date: Text) -> Blocks:
    """Each post two 字 left of the room for its stamp, which ends four 字 from the right; the date below."""
    right = SEALED_DATE_RIGHT_CHARS + STAMP_CHARS + 2
    blocks: list[Block] = []
    for index, title in enumerate(titles, 1):
        blocks += [*_blank(2), _name(title, right, index)]
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
        last = number == len(in_rows) - 1
        cells = []
        for column in range(columns):
            lines = [*above]
            if column < len(members):
                lines.append(_centred(_name(members[column], 0, number * columns + column + 1), width))
            else:
                lines += _blank(1)
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
    """Text and 附件说明 kept with the 落款 that follows them; where all that is more than a page, only the last title."""
    if not (note or sign):
        return body, note
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
        left = 5 + width_in_chars(number)
        hanging = left - (2 if index == 1 else 5)
        measure = Measure(left=_twips(left), hanging=_twips(hanging), keep_next=True)
        blocks.append(Paragraph("附件说明", runs, f"附件说明{index}", measure))
    return tuple(blocks)


def attachment_head(number: int | None, title: Sequence[Text]) -> Blocks:
    """附件 or 附件1 on the first line of a new page, the title from the third line on, and a blank line (7.3.7)."""
    mark = f"附件{number if number is not None else ''}"
    key = mark
    lines = tuple(Paragraph("附件标题", line, f"{key}标题{index}") for index, line in enumerate(title, 1))
    return (_mark(mark), BLANK_LINE, *lines, BLANK_LINE)


@lru_cache(maxsize=64)
def _mark(mark: str) -> Paragraph:
    return Paragraph("附件标识", (Run(mark, "", NUMBERING),), mark, Measure(page_break_before=True))
