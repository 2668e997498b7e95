"""Months and quarters of tables against what prose says of the year, of halves and of quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.clauses import last_clause
from genwen.agreement.figures import Figure
from genwen.agreement.likeness import bigrams, digits_of
from genwen.agreement.sentences import Part, Said, said_in, told_in
from genwen.agreement.series import Series, series_of
from genwen.agreement.text import Line, Subject, View, finding
from genwen.agreement.totals import SKIP
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_YEAR = regex("全年|合计|总计|总量|累计|年度|共")
_SPANS: tuple[tuple[re.Pattern[str], tuple[int, int]], ...] = (
    (regex("上半年"), (1, 6)),
    (regex("下半年"), (7, 12)),
    (regex("前三季度"), (1, 9)),
    (regex("第?一季度"), (1, 3)),
    (regex("第?二季度"), (4, 6)),
    (regex("第?三季度"), (7, 9)),
    (regex("第?四季度"), (10, 12)),
)
_OTHER = regex("上年|去年|同期|20[0-9]{2}年|[1-9][0-9]?月|比|较|其中|占|均|新增|计划|目标")
_ALONE = regex(r"\W*(?:注)?[：:]?(?:全年|年度)?(?:合计|总计|累计|共计?)(?:为|约)?")
_NEAR = 2


def check_yearly(subject: Subject) -> Iterator[Finding]:
    """Every complete series against the lines around its table, and against halves and quarters said anywhere."""
    for view in subject.views:
        every = series_of(view)
        tables: dict[int, list[Series]] = {}
        for one in every:
            if one.complete:
                tables.setdefault(id(one.grid), []).append(one)
        for one in every:
            if one.whole is not None and one.whole != one.total and abs(one.whole - one.total) <= one.total / 4:
                first = min(one.cells)
                yield finding("A802", f"全年的{one.whole}与各月之和{one.total}不符，见 {one.said(first)}", "核对各月和全年",
                              one.cells[max(one.cells)][1].at(0))  # fmt: skip
        for some in tables.values():
            yield from _year(view, some)
        for line in view.lines if every else ():
            if "季度" in line.text or "半年" in line.text:
                for sentence in said_in(line):
                    yield from (found for item in sentence for found in _span(line, item, every))


def _bare(one: Series, figure: Figure) -> Decimal | None:
    """A figure in the scale in which the table has its numbers; None where the units do not fit."""
    if one.unit:
        return figure.value if one.unit == figure.unit else None
    digits = digits_of(figure.text)
    return Decimal(digits) if digits else None


def _year(view: View, some: Sequence[Series]) -> Iterator[Finding]:
    """全年合计2846.3万千瓦时 under a table of months that make 2917.9."""
    stop = view.after(some[0].grid)
    for number in range(max(0, stop - _NEAR), min(len(view.lines), stop + _NEAR)):
        line = view.lines[number]
        for item in told_in(line):
            clause = last_clause(line.text[: item.figure.start])
            if item.part is not Part.NOW or not _YEAR.search(clause) or _OTHER.search(clause):
                continue
            fitting = [(one, value) for one in some if (value := _bare(one, item.figure)) is not None]
            if not _ALONE.fullmatch(clause):
                fitting = [(one, value) for one, value in fitting if bigrams(one.name) & bigrams(clause)]
            apart = [(abs(value - one.total), one) for one, value in fitting]
            if not apart or any(off <= one.step * 6 for off, one in apart):
                continue
            off, one = min(apart, key=lambda two: two[0])
            if off <= one.total / 4:
                yield finding("A802", f"“{clause[-8:]}{item.figure.text}”与各{'月' if one.monthly else '季'}之和{_shown(one, one.total, item.figure)}不符，见 {one.said(min(one.cells))}", "核对各期和全年",
                              item.figure.at)  # fmt: skip
                return


def _shown(one: Series, value: Decimal, figure: Figure) -> str:
    digits = digits_of(figure.text)
    scale = figure.value / Decimal(digits) if one.unit and digits and Decimal(digits) else Decimal(1)
    return f"{(value / scale).normalize():f}"


def _span(line: Line, item: Said, every: tuple[Series, ...]) -> Iterator[Finding]:
    """上半年用电1327.7万千瓦时, three months of a quarter."""
    clause = last_clause(line.text[: item.figure.start], "，。；、")
    spans = [months for words, months in _SPANS if words.search(clause)]
    spans = spans[:1] if "前三季度" in clause else spans
    if item.part is not Part.NOW or len(spans) != 1 or SKIP.search(clause) or _OTHER.search(clause):
        return
    fitting = [one for one in every if one.complete and one.monthly and _bare(one, item.figure) is not None]
    named = [one for one in fitting if bigrams(one.name) & bigrams(clause)]
    chosen = named or (fitting if len(fitting) == 1 and fitting[0].unit else [])
    wrong: Finding | None = None
    for one in chosen:
        value = _bare(one, item.figure)
        first, last = spans[0]
        real = sum((one.cells[at][0].bare for at in range(first, last + 1)), Decimal(0))
        if value is None or abs(value - real) <= max(one.step * 3, item.figure.step if one.unit else Decimal(0)):
            return
        if abs(value - real) <= real / 5:
            wrong = finding("A810", f"“{clause[-10:]}{item.figure.text}”与表中这几个月之和{_shown(one, real, item.figure)}不符，见 {one.said(first)}", "核对表和正文",
                            item.figure.at, Severity.WARNING if named else Severity.HINT)  # fmt: skip
    if wrong is not None:
        yield wrong
