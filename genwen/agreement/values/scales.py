"""Numbers that are right but for their unit: 12.4千克 beside 12.4吨, 资金2640元 among 万元, 682.5元 that is 682.5万元 by what it makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from genwen.agreement.arithmetic.making import PER_CENT, POINTS, num
from genwen.agreement.reading.clauses import SENTENCE, last_clause
from genwen.agreement.reading.figures import SCALE, Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.whereabouts import Place, Whereabouts, about, clause_of, whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_POWERS = (1e3, 1e4, 1e8, 1e-3, 1e-4, 1e-8)
_FUNDS = regex("(?:资金|经费|投资|预算|收入|支出|总额|产值|贷款|补助|罚款|金额)(?:合计|共计?|为|达|约|总计|[1-9])*$")
_SMALL = regex("每|人均|户均|均|标准|单价|各|补贴标准|一次性|起步")
_MEAN = regex(r"平均|(?<![平全])[人户月日校村组年周车台家场店次亩]均|每")
_WORDS = {1e3: "千倍", 1e4: "万倍", 1e8: "亿倍"}


def check_scales(subject: Subject) -> Iterator[Finding]:
    """Same digits in two scales, money of an office in single 元, means that come out but for the scale."""
    for view in subject.views:
        where = whereabouts(view)
        yield from _same_digits(where)
        yield from _single_yuan(where)
        for places in where.by_line.values():
            for place in places:
                if _MEAN.search(clause_of(place.said)) and place.said.part is Part.NOW:
                    yield from _mean(place, places)


def _same_digits(where: Whereabouts) -> Iterator[Finding]:
    found: dict[tuple[str, str], list[Place]] = {}
    for place in where.places:
        figure = place.figure
        if figure.unit in PER_CENT or figure.unit == POINTS or weight(digits_of(figure.text)) < 2:
            continue
        first = found.setdefault((digits_of(figure.text), figure.unit), [])
        for other in first:
            near = other.line == place.line and other.sentence == place.sentence
            words = about(figure) & about(other.figure)
            if other.figure.value != figure.value and (near or len(words) >= 2):
                yield finding("A203", f"“{figure.text}”与“{other.figure.text}”数同而单位不同，见 {other.figure.said}", "核对单位",
                              figure.at, Severity.WARNING)  # fmt: skip
                break
        first.append(place)


def _scaled(figure: Figure) -> bool:
    return any(scale in figure.text for scale in SCALE if scale)


def _single_yuan(where: Whereabouts) -> Iterator[Finding]:
    """涉及资金2640元, where every other sum of the kind has 万 or 亿."""
    funds = [place for place in where.by_unit.get("元", []) if _FUNDS.search(clause_of(place.said))]
    large = [place for place in funds if _scaled(place.figure)]
    if len(large) < 3:
        return
    single = [place for place in funds if not _scaled(place.figure)]
    told = Counter((place.line, place.sentence) for place in single)
    for place in single:
        figure = place.figure
        text = last_clause(figure.line.text[: figure.start], SENTENCE)
        if (
            told[place.line, place.sentence] > 1
            or "," in figure.text
            or figure.value >= 100_000
            or _SMALL.search(text[-24:])
        ):
            continue
        near = min(large, key=lambda other: (abs(other.line - place.line), abs(other.figure.start - figure.start)))
        yield finding("A203", f"“{clause_of(place.said)[-8:]}{figure.text}”疑为万元：别处的{near.figure.text}以万、亿计，见 {near.figure.said}",
                      "核对单位", figure.at, Severity.HINT)  # fmt: skip


_EACH = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000}


def _thousand_of(clause: str) -> int:
    """How many a mean is for: 每千常住人口 is for 1000."""
    match = re.search(r"每(?P<n>十?[百千万])(?![元瓦克米卡])", clause) or re.search(r"(?P<n>[百千])人口", clause)
    return _EACH[match["n"]] if match else 1


def _mean(place: Place, places: Sequence[Place]) -> Iterator[Finding]:
    """发放资助金682.5元，人均790元, of 8640人次: it is 682.5万元."""
    x = num(place.figure)
    unit, _, per = x.unit.partition("/")
    near = [num(other.figure) for other in places if other is not place and abs(other.sentence - place.sentence) <= 1]
    amounts = [one for one in near if one.unit not in PER_CENT and one.unit != POINTS and one.value > 0]
    wholes = [one for one in amounts if one.unit == unit]
    counts = [one for one in amounts if one.unit != unit and (not per or one.unit == per)]
    if len(wholes) > 4 or not x.value:
        return
    each = _thousand_of(clause_of(place.said))
    for whole in wholes:
        for count in counts:
            value = whole.value / count.value * each
            if abs(value - x.value) <= max(x.half, x.value * 0.01):
                return
    for whole in wholes:
        for count in counts:
            for power in _POWERS:
                value = whole.value / count.value * each * power
                if (
                    abs(value - x.value) <= min(max(x.half, x.value * 0.003), x.value * 0.02)
                    and weight(digits_of(whole.figure.text)) > 1
                ):
                    words = _WORDS.get(power) or _WORDS.get(round(1 / power), "")
                    yield finding("A203", f"“{whole.figure.text}”的单位疑有误：{whole.figure.text}÷{count.figure.text}与{x.figure.text}相差{words}，"
                                  f"见 {x.figure.said}", "核对单位", whole.figure.at, Severity.WARNING)  # fmt: skip
                    return
