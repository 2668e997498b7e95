"""The two numbers that a portion in words is of, where its wording or a table leaves no doubt: 由128万张增至256万张，增长一半."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import PHRASE, begun_at, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, View
from genwen.agreement.sums.totals import bare_head
from genwen.patterns import regex

_MOVE = regex("压缩|缩短|压减|回落|下降|降|减|少|增|上升|升|提高|提升|多|节约|省")
_REST = regex("[未尚]|其余|剩|余下|没有")
_OF = regex(r"占(?:到|了)?[^，。；：]{0,20}?\d[^，。；：\d]{0,12}的(?:比重|比例|份额)?(?:已|达到?|为|仅|只)?$")
Share = tuple[Decimal, str, str]
"""A share or change in per cent, what makes it, and where that stands."""
_IDLE = frozenset(("%", "‰", "个百分点", "分", "年"))


def certain(line: Line, start: int) -> Share | None:
    """What a portion at `start` must be, in per cent, and the numbers in words; None where the wording leaves it open."""
    begun = begun_at(line.text, start, "。；！\n")
    before = [item for item in told_in(line)
              if begun <= item.figure.start and item.figure.end <= start and item.figure.unit not in _IDLE]  # fmt: skip
    if len(before) < 2:
        return None
    a, b = before[-2:]
    between = line.text[b.figure.end : start]
    if a.figure.unit != b.figure.unit or not a.figure.value or not b.figure.value:
        return None
    if (
        b.moved
        and (a.part is Part.BASE or re.search(r"[由从]", a.gap))
        and len(between) <= 14
        and _MOVE.search(between)
        and "，" in between
    ):
        return abs(b.figure.value / a.figure.value - 1) * 100, f"由{a.figure.text}到{b.figure.text}", a.figure.said
    if (
        re.match(r"[^，。；\d]{0,16}中，?[^，。；\d]{0,16}$", line.text[a.figure.end : b.figure.start])
        and a.figure.value > b.figure.value
        and len(between) <= 6
    ):
        rest = _REST.search(between + first_clause(line.text[start:], PHRASE))
        share = b.figure.value / a.figure.value * 100
        return 100 - share if rest else share, f"{'1－' * bool(rest)}{b.figure.text}÷{a.figure.text}", a.figure.said
    smaller = a.figure.value < b.figure.value or re.search("占[^，。；\\d]{0,10}$", b.gap) is not None
    if _OF.search(line.text[begun:start]) and smaller and between.count("，") == 0:
        return a.figure.value / b.figure.value * 100, f"{a.figure.text}÷{b.figure.text}", b.figure.said
    return None


def of_subject(before: Sequence[Said], clause: str) -> Iterator[Share]:
    """The share of the one number that the clause names, in each number that may be its whole: 网上渠道…占比尚不足五成."""
    words = bigrams(re.sub("占比|比重|比例|已成|已经|尚|仍|主要", "", clause))
    named = [item for item in before if words & bigrams(last_clause(item.gap, PHRASE))]
    if len(named) != 1 or not named[0].figure.value:
        return
    part = named[0].figure
    same = [item.figure for item in before if item.figure.unit == part.unit and item.figure is not part]
    for whole in same:
        if whole.value > part.value:
            yield part.value / whole.value * 100, f"{part.text}÷{whole.text}", whole.said
    run = [item.figure for item in before if item.figure.unit == part.unit and abs(item.figure.start - part.start) < 80]
    total = sum((figure.value for figure in run), Decimal(0))
    if len(run) >= 3:
        yield part.value / total * 100, f"{part.text}÷所列之和", part.said


def in_tables(view: View, clause: str) -> list[Share]:
    """The rate of the row that a clause names, else its shares in the totals of its columns: 道路运输事故起数不到全部事故的四成."""
    found: list[tuple[Share, int]] = []
    if rates := list(_rates(view, clause)):
        return rates
    for sheet in sheets_of(view):
        ends = sheet.totals()
        rows = [
            row for row, label in enumerate(sheet.labels) if len(label) >= 2 and label in clause and row not in ends
        ]
        if len(ends) != 1 or len(rows) != 1:
            continue
        rest = bigrams(clause.replace(sheet.labels[rows[0]], ""))
        for column, head in enumerate(sheet.heads):
            part, whole = sheet.numbers[rows[0]][column], sheet.numbers[ends[0]][column]
            if part is None or whole is None or not whole.value or part.unit == "%" or part.value <= 0:
                continue
            tied = len(bigrams(bare_head(head)) & rest)
            share = part.value / whole.value * 100, f"{part.value}÷{whole.value}", sheet.said(rows[0], column)
            found.append((share, tied))
    best = max((tied for _, tied in found), default=0)
    return [share for share, tied in found if tied == best]


def _rates(view: View, clause: str) -> Iterator[Share]:
    """The rates that a clause names by row and head: 街道办事处合格率接近九成."""
    for sheet in sheets_of(view):
        rows = [row for row, label in enumerate(sheet.labels) if len(label) >= 2 and label in clause]
        longest = max(rows, key=lambda row: len(sheet.labels[row]), default=-1)
        for column, head in enumerate(sheet.heads) if rows else ():
            number, name = sheet.numbers[longest][column], bare_head(head)
            rest = clause.replace(sheet.labels[longest], "")
            if number is not None and number.unit == "%" and "率" in name and name in rest:
                yield number.value, f"“{sheet.labels[longest]}”的{name}", sheet.said(longest, column)
