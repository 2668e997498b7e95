"""What is now and how far it is from another year, against that year said elsewhere: 2025年改造40个，比2024年增加4个, where 2024 had 36."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.whereabouts import Place, Whereabouts, ahead_lines, clause_of, main_year, whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_OTHER = regex("目标|其中|累计|平均|均|每|上半年|季度|月")


def check_bases(subject: Subject) -> Iterator[Finding]:
    """Every number of a coming year with its difference from the year of the paper."""
    for view in subject.views:
        where, ahead = whereabouts(view), ahead_lines(view)
        main = main_year(view)
        for places in where.by_line.values() if main else ():
            for now, apart in pairwise(places):
                if places[0].line in ahead and _pair(now, apart, main):
                    yield from _held(now, apart, where, ahead)
                elif places[0].line in ahead and _grows(now, apart):
                    yield from _aimed(now, apart, where, ahead)


def _aimed(now: Place, rate: Place, where: Whereabouts, ahead: frozenset[int]) -> Iterator[Finding]:
    """2026年收入预期130.65亿元，增长3%左右, where the paper says what it was this year: the rate follows from the two."""
    figure = now.figure
    words = bigrams(_SET.sub("", clause_of(now.said).replace("\0", "")))
    same = {place.figure.value: place.figure for place in where.by_unit.get(figure.unit, ())
            if place.line not in ahead and place.said.part is Part.NOW and not _OTHER.search(clause_of(place.said))
            and len(words & bigrams(_SET.sub("", clause_of(place.said).replace("\0", "")))) >= max(3, len(words) * 0.8)}  # fmt: skip
    if len(same) != 1:
        return
    other = next(iter(same.values()))
    real = (figure.value - other.value) / other.value * 100 if other.value else Decimal(0)
    said = -rate.figure.value if rate.said.falls else rate.figure.value
    if abs(real) < _FAR and abs(real - said) > rate.figure.step * _ABOUT:
        yield finding("A803", f"“{rate.said.word}{rate.figure.text}”与{other.text}、{figure.text}不符，应为{real:+.2f}%，见 {other.said}", "核对两年的数和幅度",
                      rate.figure.at)  # fmt: skip


_SET = regex("计划|力争|预期|预计|安排|完成|达到|实现|为|是|全[市县区省]")
_FAR, _ABOUT = 30, Decimal("0.8")


def _grows(now: Place, rate: Place) -> bool:
    """Whether a rate right behind a number is that of its growth."""
    gap = now.figure.line.text[now.figure.end : rate.figure.start]
    return (
        rate.said.part is Part.RATE
        and rate.figure.unit == "%"
        and now.said.part is Part.NOW
        and now.figure.unit not in PER_CENT | {POINTS}
        and _GROWN.fullmatch(gap) is not None
    )


_GROWN = regex("，(?:比上年|比今年|同比)?(?:增长|下降|增加|减少)(?:约)?")


def _pair(now: Place, apart: Place, main: int) -> bool:
    """Whether two figures are a number and its difference from the year of the paper."""
    gap = apart.figure.line.text[now.figure.end : apart.figure.start]
    said = re.search(r"(?:比|较)(?:(?P<year>(?:19|20)\d{2})年|(?P<now>今年|本年))", gap)
    return (
        now.figure.unit == apart.figure.unit
        and now.figure.unit not in PER_CENT | {POINTS}
        and apart.said.part is Part.DIFFERENCE
        and now.said.part is Part.NOW
        and said is not None
        and (said["now"] is not None or int(said["year"] or 0) == main)
        and len(gap) <= 20
    )


def _held(now: Place, apart: Place, where: Whereabouts, ahead: frozenset[int]) -> Iterator[Finding]:
    x = now.figure.value + (apart.figure.value if apart.said.falls else -apart.figure.value)
    words = bigrams(re.sub("计划|新增|力争|拟|安排|完成", "", clause_of(now.said).replace("\0", "")))
    unit = now.figure.unit
    same = [place for place in where.by_unit.get(unit, ())
            if place.line not in ahead and place.said.part is Part.NOW and len(words & bigrams(clause_of(place.said))) >= max(2, len(words) * 0.6)
            and not _OTHER.search(clause_of(place.said))]  # fmt: skip
    if (
        not same
        or any(place.figure.value == x for place in where.by_unit.get(unit, ()))
        or where.in_tables(float(x), 0.0)
    ):
        return
    values = {place.figure.value for place in same}
    if len(values) == 1:
        other = same[0].figure
        yield finding("A803", f"“{now.figure.text}，{apart.said.word}{apart.figure.text}”与{other.text}不符，见 {other.said}", "核对两年的数和差",
                      now.figure.at, Severity.WARNING)  # fmt: skip
