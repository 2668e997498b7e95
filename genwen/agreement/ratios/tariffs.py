"""What a unit of water, power, gas or fuel costs, against the cost said beside it and the amount said anywhere.

全年水费332.64万元，平均每立方米3.60元, where the water used stands a page before or in a table. Any amount of the unit in the paper that
makes the price is enough to be silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.ratios.means import whole_of
from genwen.agreement.reading.amounts import amounts_named
from genwen.agreement.reading.clauses import PHRASE, begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.naming import spelled
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PRICE = regex("(?P<of>[电水气热油])价|单价|均价|每(?:千瓦时|度|立方米|方|升|吨)|每千瓦时")
_EACH = regex("每(?:千瓦时|度|立方米|方|升|吨)(?:[^，。；\\d]{0,4})$")
_COST = regex("(?P<of>电|水|气|热|油|采暖|供暖)(?:力)?(?:费用?|费支出|款)")
_NOT = regex("上年|去年|同期|基本|阶梯|峰|谷|平段|目录|标准|定额|第[一二三]|居民|商业|补贴|补助|奖|污水|处理费|阶")
_NAMES = {"电": ("用电", "千瓦时"), "水": ("用水", "立方米"), "气": ("用气", "立方米")}
_PART = regex("其中|上年|去年|同期|平均|人均|每|节|季度|半年|月|计划|目标|定额")
_FAR = Decimal(30)


def check_tariffs(subject: Subject) -> Iterator[Finding]:
    """Every price with a cost in its sentence."""
    for view in subject.views:
        for line in view.lines:
            if "元" not in line.text or not _PRICE.search(line.text):
                continue
            said = told_in(line)
            for at, item in enumerate(said):
                if (cost := _cost_of(line, said, at)) is not None:
                    yield from _held(view, item.figure, *cost)


def _cost_of(line: Line, said: Sequence[Said], at: int) -> tuple[Figure, str] | None:
    """The cost that stands before a price in its sentence, and what was paid for."""
    price = said[at].figure
    clause = line.text[begun_at(line.text, price.start, PHRASE) : price.start]
    is_price = price.unit.startswith("元/") or (price.unit == "元" and (_EACH.search(clause) or "价" in clause))
    if not is_price or said[at].part is not Part.NOW or not _PRICE.search(clause) or _NOT.search(clause):
        return None
    begun = begun_at(line.text, price.start, "。；\n")
    for other in reversed(said[:at]):
        match = _COST.search(last_clause(line.text[: other.figure.start], PHRASE))
        if other.figure.start < begun:
            return None
        if (
            other.figure.unit == "元"
            and match is not None
            and other.part is Part.NOW
            and other.figure.value > 10 * price.value
        ):
            own = _PRICE.search(clause)
            of = own["of"] if own is not None and own["of"] else match["of"]
            return (other.figure, of) if of == match["of"] and of in _NAMES else None
    return None


def _held(view: View, price: Figure, cost: Figure, of: str) -> Iterator[Finding]:
    name, unit = _NAMES[of]
    listed = amounts_named(view, name)
    prose = [place.figure for place in whereabouts(view).by_unit.get(unit, ())]
    every = [(one.value, one.step) for one in prose] + [(one.value, one.step) for one in listed]
    if any(_makes(price, cost, value, step) for value, step in every if value):
        return
    whole = whole_of(_amounts(view, name, unit))
    amount = (whole.value, whole.text, whole.said) if whole is not None else None
    if amount is None and len({one.value for one in listed if one.unit == unit}) == 1:
        amount = listed[0].value, listed[0].words, listed[0].said
    if amount is None or not amount[0]:
        return
    value = cost.value / amount[0]
    if 1 / _FAR < price.value / value < _FAR:
        yield finding("A809", f"“{last_clause(price.line.text[: price.start], PHRASE)[-10:]}{price.text}”与{cost.text}÷{amount[1]}＝{price.like(value)}不符，见 {amount[2]}",
                      "核对费用、用量和单价", price.at)  # fmt: skip


def _amounts(view: View, name: str, unit: str) -> list[Figure]:
    """The amounts of prose that are said to be used, now and in all."""
    ahead = ahead_lines(view)
    return [
        place.figure
        for place in whereabouts(view).by_unit.get(unit, ())
        if place.said.part is Part.NOW
        and place.line not in ahead
        and name in spelled(clause := last_clause(place.figure.line.text[: place.figure.start], PHRASE))
        and not _PART.search(clause)
    ]


def _makes(price: Figure, cost: Figure, amount: Decimal, step: Decimal) -> bool:
    """Whether a cost for an amount is the price as far as the three are printed."""
    value = cost.value / amount
    return abs(value - price.value) <= price.step + value * (cost.step / cost.value + step / amount) / 2
