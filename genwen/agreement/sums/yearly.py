"""Months and quarters of tables against what prose beside them says of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams, digits_of
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.series import Series, series_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_YEAR = regex("全年|合计|总计|总量|累计|年度|共")
_OTHER = regex("上年|去年|同期|20[0-9]{2}年|[1-9][0-9]?月|比|较|其中|占|均|新增|计划|目标")
_ALONE = regex(r"\W*(?:注)?[：:]?(?:全年|年度)?(?:合计|总计|累计|共计?)(?:为|约)?")
_NEAR = 2


def check_yearly(subject: Subject) -> Iterator[Finding]:
    """Every complete series against what its table prints for the year, and against the lines around it."""
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
            if not apart or any(off <= max(one.step * 6, _half(one, item.figure)) for off, one in apart):
                continue
            off, one = min(apart, key=lambda two: two[0])
            if off <= one.total / 4:
                yield finding("A802", f"“{clause[-8:]}{item.figure.text}”与各{'月' if one.monthly else '季'}之和{_shown(one, one.total, item.figure)}不符，见 {one.said(min(one.cells))}", "核对各期和全年",
                              item.figure.at)  # fmt: skip
                return


def _half(one: Series, figure: Figure) -> Decimal:
    """Half of the last printed place of a figure, in the scale of the table."""
    bare = _bare(one, figure)
    return figure.step * bare / figure.value / 2 if bare and figure.value else Decimal(0)


def _shown(one: Series, value: Decimal, figure: Figure) -> str:
    digits = digits_of(figure.text)
    scale = figure.value / Decimal(digits) if one.unit and digits and Decimal(digits) else Decimal(1)
    return f"{(value / scale).normalize():f}"
