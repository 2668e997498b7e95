"""The share of the member that is said to be first: 受理量最大的是甲区，占全部受理量的40.1%, against its number and the total of the column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import SHARE_HEAD
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SHARE = regex(
    r"最[高大多低小少][^，。；：、\d]{0,20}[，,]约?占(?P<of>[^，。；：、\d]{0,14}?)的?(?P<n>\d+(?:\.\d+)?)[%％]"
)
_NEAR = (Decimal("0.6"), Decimal("1.6"))


def check_topped(subject: Subject) -> Iterator[Finding]:
    """Every share right behind a superlative, in a document with tables."""
    for view in subject.views:
        for line in view.lines if view.grids else ():
            for match in _SHARE.finditer(line.text) if "占" in line.text and "最" in line.text else ():
                yield from _held(view, line, match)


def share_told(view: View, line: Line, start: int) -> bool:
    """Whether a number is such a share of a table, so that it need not be what another row has."""
    near = _SHARE.finditer(line.text, max(0, start - 60), start + 12)
    return any(match.start("n") == start and any(_shares(view, line, match)) for match in near)


def _shares(view: View, line: Line, match: re.Match[str]) -> Iterator[tuple[Decimal, str, int]]:
    """What the share may be, where it stands, and how much of the head of its column is said before."""
    clause = line.text[begun_at(line.text, match.start(), "。；\n") : match.start("n")]
    for sheet in sheets_of(view):
        rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART) if len(sheet.labels[row]) > 1]
        named = [row for row in rows if sheet.labels[row] in clause]
        for column, head in enumerate(sheet.heads) if len(named) == 1 and len(rows) > 2 else ():
            alike = len(bigrams(bare_head(head)) & bigrams(clause.replace(sheet.labels[named[0]], "")))
            share = _share_of(sheet, named[0], column, rows) if alike else None
            if share is not None:
                yield share, sheet.said(named[0], column), alike


def _share_of(sheet: Sheet, row: int, column: int, rows: list[int]) -> Decimal | None:
    number = sheet.numbers[row][column]
    some = sheet.column(column, rows)
    total = sum((one.bare for _, one in some), Decimal(0))
    if number is None or len(some) < len(rows) or total <= 0 or number.bare <= 0 or sheet.index_column(column):
        return None
    if number.unit == "%":
        return number.value if SHARE_HEAD.search(sheet.heads[column]) else None
    return number.bare / total * 100


def _held(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    said = Decimal(match["n"])
    step = Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
    found = list(_shares(view, line, match))
    if not found or any(abs(share - said) <= step * Decimal("0.51") for share, _, _ in found):
        return
    share, place, _ = max(found, key=lambda one: one[2])
    if _NEAR[0] < share / (said or step) < _NEAR[1]:
        yield finding("A805", f"“占{match['of']}的{match['n']}%”与表中算得的{share:.{max(0, -int(step.as_tuple().exponent))}f}%不符，见 {place}",
                      "核对部分、总数和占比", line.at(match.start("n")))  # fmt: skip
