"""Figures of prose with the stretch of the year each is of: 一季度a，二季度b; 四个季度依次为a、b、c、d; 1至12月发电量分别为…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import STOPS, begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.naming import Period, left_of, periods_in, spelled, without_periods
from genwen.agreement.reading.said_names import HEDGE, clause_before
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line
from genwen.patterns import regex
from genwen.records import record

_TIMED = regex("季度|半年|月")
_JOINED = regex(r"(?:（[^（）]*）)?\s*[、，和及与]\s*")
_QUARTERS = regex(r"(?:四个|各|分|逐|[一1](?:季度)?\s*[至到—\-~～]\s*[四4])季度?[^，。；\d]{0,16}$")
_MONTHS = regex(
    r"(?:(?P<a>\d{1,2})\s*[至到—\-~～]\s*(?P<b>\d{1,2})月|12个月|[各逐]月)[^。；\d]{0,14}(?:依次|分别|为|[用耗取]|[：:])[^。；\d]{0,14}$"
)
_LIST = regex(
    r"分别|依次|逐[月季]|各月|[四各]个?季度|[一1](?:季度)?\s*[至到—\-~～]\s*[四4]季度|\d{1,2}\s*[至到—\-~～]\s*\d{1,2}月"
)
_YEAR = regex("全年|全年度|年度")
_APART = regex("比|较|环|上年|去年|同期|力争|每|最[高大低小多少]|占|均|率|单价|强度")
_PLANNED = regex("计划|目标|预计|还需|尚需|拟|将")
_WORDS = regex("[\u4e00-\u9fff]+")
_TOGETHER = regex("合计|累计|共计|总计|一共|(?<!公)共|之和")


@record(eq=False)
class Dated:
    """A figure and the stretch of the year it is of (None: nothing says which), what it is called.

    `together` tells that it is said to be a sum, `planned` that it is to come.
    """

    figure: Figure
    period: Period | None
    name: str
    together: bool = False
    planned: bool = False


@lru_cache(maxsize=4096)
def dated_in(line: Line) -> tuple[Dated, ...]:
    """The amounts of a line in order; shares, means, changes and what is of another year left out."""
    if not _TIMED.search(line.text):
        return ()
    said = [item for item in told_in(line) if item.figure.unit not in PER_CENT and item.figure.unit != POINTS]
    found: list[Dated] = []
    for run in _runs(said):
        listed = _listed(line, run)
        if listed:
            name = _named(clause_before(run[0].figure))
            found += [Dated(item.figure, period, name) for item, period in zip(run, listed, strict=True)]
            continue
        found += (one for item in run if (one := _own(item)) is not None)
    return tuple(found)


def _runs(said: Sequence[Said]) -> Iterator[list[Said]]:
    """Figures of one unit with nothing but a mark between them."""
    run: list[Said] = []
    for item in said:
        if run and not (_JOINED.fullmatch(item.gap) and item.figure.unit == run[0].figure.unit):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _listed(line: Line, run: Sequence[Said]) -> list[Period]:
    """The stretches of the members of a list, where what leads it says so; none where their number is another."""
    text = line.text[begun_at(line.text, run[0].figure.start) : run[0].figure.start]
    lead = re.split("[，：:]", text)[-1] or text
    months = _MONTHS.search(text)
    if len(run) == 4 and _QUARTERS.search(text):
        return [(1, 3), (4, 6), (7, 9), (10, 12)]
    if months is not None:
        first, last = int(months["a"] or 1), int(months["b"] or 12)
        return [(at, at) for at in range(first, last + 1)] if last - first + 1 == len(run) else []
    named = [period for _, period in periods_in(lead)]
    return named if len(run) > 1 and len(named) == len(run) and not _APART.search(lead) else []


def _own(item: Said) -> Dated | None:
    clause = clause_before(item.figure).removeprefix("其中")
    periods = {period for _, period in periods_in(clause)}
    if "/" in item.figure.unit or len(periods) > 1 or _APART.search(clause):
        return None
    if item.part is not Part.NOW and item.word != "新增" and not periods:
        return None
    whole: Period | None = (1, 12) if _YEAR.search(clause) else None
    period = next(iter(periods), whole)
    return Dated(item.figure, period, _named(clause), bool(_TOGETHER.search(clause)), bool(_PLANNED.search(clause)))


def _named(clause: str) -> str:
    """What a clause is about, its stretch of the year and idle words taken away."""
    plain = spelled(without_periods(_LIST.sub("", HEDGE.sub("", last_clause(clause, STOPS)))))
    return "".join(_WORDS.findall("".join(left_of(plain, ()) or ())))
