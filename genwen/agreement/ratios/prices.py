"""Mean prices said in prose against the amount and the cost that a row of a table has: 平均电价0.66元/千瓦时, where the row 电力 makes 0.60."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.amounts import amounts_named
from genwen.agreement.reading.clauses import PHRASE, begun_at
from genwen.agreement.reading.figures import Figure, figures, same_unit
from genwen.agreement.reading.sheet import Number, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import YEAR
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import replace

_PRICE = regex(
    "平均(?P<of>电|水|气|热|柴油|汽油)价|(?P<used>用?电|用?水|用?气|供?热|柴油|汽油)(?:的)?(?:平均单价|均价|平均价格|综合单价|综合电价)"
)
_BEFORE = regex("上年|去年|前年|同期|目录|峰段|谷段|平段|尖峰")
_EACH = regex("每(?P<unit>千瓦时|度|立方米|方|升|吨|千克|公斤)(?:约|为)?$")
_FAR = Decimal(3)


def check_prices(subject: Subject) -> Iterator[Finding]:
    """Every price by unit in prose."""
    for view in subject.views:
        for line in view.lines:
            for figure in figures(line) if "价" in line.text and "元" in line.text else ():
                unit = _EACH.search(line.text, 0, figure.start) if figure.unit == "元" else None
                if figure.unit.startswith("元/"):
                    yield from _held(view, figure)
                elif unit is not None:
                    yield from _held(view, replace(figure, unit=f"元/{same_unit(unit['unit'])[0]}"))


def _held(view: View, price: Figure) -> Iterator[Finding]:
    clause = price.line.text[begun_at(price.line.text, price.start, PHRASE) : price.start]
    said = _PRICE.search(clause)
    if said is None or _BEFORE.search(clause):
        return
    energy = said["of"] or said["used"].lstrip("用供")
    made = [pair for sheet in sheets_of(view) for row in range(len(sheet.rows)) if energy in sheet.labels[row]
            for pair in _pairs(sheet, row, price.unit.partition("/")[2])]  # fmt: skip
    if not made:
        yield from _of_prose(view, price, energy, said.group())
        return
    years = {year for year, *_ in made}
    named = set(map(int, YEAR.findall(clause))) & years or {max(years, default=0)}
    rates = [(cost.bare / amount.bare, cost, amount, place) for year, cost, amount, place in made if year in named]
    if not rates or any(
        abs(rate - price.value) <= _slack(price, rate, cost, amount) for rate, cost, amount, _ in rates
    ):
        return
    rate, cost, amount, place = rates[0]
    if len({str(rate) for rate, *_ in rates}) == 1 and price.value / _FAR < rate < price.value * _FAR:
        yield finding("A809", f"“{said.group()}{price.text}”与表中{cost.value}、{amount.value}不符，应为{price.like(rate)}，见 {place}",
                      "核对单价、费用和用量", price.at)  # fmt: skip


def _of_prose(view: View, price: Figure, energy: str, words: str) -> Iterator[Finding]:
    """The one cost and the one amount that the paper has under the names of an energy: 全年电费125.63万元, 用电1969200千瓦时."""
    amount_name = f"用{energy}量" if len(energy) == 1 else energy
    costs = [one for one in amounts_named(view, f"{energy}费") if one.unit == "元"]
    amounts = [one for one in amounts_named(view, amount_name) if one.unit == price.unit.partition("/")[2]]
    if (
        len({one.value for one in costs}) != 1
        or len({one.value for one in amounts}) != 1
        or not amounts[0].value * costs[0].value
    ):
        return
    cost, amount = costs[0], amounts[0]
    rate = cost.value / amount.value
    slack = price.step / 2 + rate * (cost.step / cost.value + amount.step / amount.value) / 2
    if abs(rate - price.value) > slack and price.value / _FAR < rate < price.value * _FAR:
        yield finding("A809", f"“{words}{price.text}”与{cost.words}、{amount.words}不符，应为{price.like(rate)}，见 {cost.said}",
                      "核对单价、费用和用量", price.at)  # fmt: skip


def _pairs(sheet: Sheet, row: int, per: str) -> Iterator[tuple[int, Number, Number, str]]:
    """The cost and the amount of a row by year; nothing where a year has several."""
    costs, amounts = (
        [(_year(sheet.heads[column]), number, column) for column, number in enumerate(sheet.numbers[row])
         if number is not None and number.unit == unit and number.bare > 0]
        for unit in ("元", per)
    )  # fmt: skip
    for year in {year for year, *_ in costs}:
        cost = [item for item in costs if item[0] == year]
        amount = [item for item in amounts if item[0] == year]
        if len(cost) == len(amount) == 1:
            yield year, cost[0][1], amount[0][1], sheet.said(row, cost[0][2])


def _year(head: str) -> int:
    found = YEAR.search(head)
    return int(found.group()) if found else -1 if _BEFORE.search(head) else 0


def _slack(price: Figure, rate: Decimal, cost: Number, amount: Number) -> Decimal:
    return price.step / 2 + rate * (cost.step / abs(cost.value) + amount.step / abs(amount.value)) / 2
