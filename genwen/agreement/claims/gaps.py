"""Between whose two numbers the gap is greatest or least, against a table: 自评与核查差距最大的是县信访局."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.superlatives import Claim, claims_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

GAP = regex("差距|相差|差值|落差|分差|偏差|差额")
_HEAD = regex("差距|相差|差值|落差|分差|偏差|差额|^差$|之差")
_LEAST = 3


def check_gaps(subject: Subject) -> Iterator[Finding]:
    """Every claim of a gap in a document with tables."""
    for view in subject.views:
        sheets = sheets_of(view)
        for line in view.lines if sheets else ():
            for claim in claims_in(line) if GAP.search(line.text) else ():
                if GAP.search(claim.about):
                    yield from _held(claim, sheets)


def _held(claim: Claim, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    text = claim.line.text
    words = text[begun_at(text, claim.start) : claim.end] + claim.about
    for sheet in sheets:
        rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART) if sheet.labels[row]]
        named = [row for row in rows if sheet.labels[row] in claim.named]
        gaps, column = _gaps(sheet, rows, words)
        if len(named) != 1 or named[0] not in gaps or len(gaps) < _LEAST:
            continue
        best = (min if claim.low else max)(gaps, key=lambda row: gaps[row])
        if gaps[best] != gaps[named[0]]:
            shown = gaps[best].normalize()
            yield finding("A811", f"“{claim.clause.strip()[-20:]}”与表不符：{sheet.labels[best]}相差{shown:f}，{sheet.labels[named[0]]}相差{gaps[named[0]].normalize():f}，"
                          f"见 {sheet.said(best, column)}", "核对表和正文", claim.at)  # fmt: skip
        return


def _gaps(sheet: Sheet, rows: list[int], words: str) -> tuple[dict[int, Decimal], int]:
    """The gaps of the rows, from the column of gaps or from the two columns that the claim names, and a column they stand in."""
    heads = [bare_head(head) for head in sheet.heads]
    own = [c for c, head in enumerate(heads) if _HEAD.search(head)]
    if len(own) == 1:
        return {row: abs(number.value) for row, number in sheet.column(own[0], rows)}, own[0]
    two = [c for c, head in enumerate(heads) if len(head) > 1 and head[:2] in words and sheet.column(c, rows)]
    if len(two) != 2:
        return {}, 0
    pairs = ((row, sheet.numbers[row][two[0]], sheet.numbers[row][two[1]]) for row in rows)
    return {row: abs(a.value - b.value) for row, a, b in pairs if a is not None and b is not None}, two[0]
