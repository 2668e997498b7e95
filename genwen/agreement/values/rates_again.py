"""A rise or a fall told twice under one name with two rates: 汽油消耗比上年下降9.3% and 耗用汽油30.06万升，下降9.2%, in prose and in worded cells.

Names are compared without what is idle in them (消耗, 耗用, 总量). Where a name has three rates or more they are of different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT
from genwen.agreement.reading.clauses import SENTENCE, last_clause
from genwen.agreement.reading.figures import figures
from genwen.agreement.reading.items import of_two_items, of_two_members, of_two_rows
from genwen.agreement.reading.likeness import digits_of, slip
from genwen.agreement.reading.said_names import clause_before
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.views import worded_cells
from genwen.agreement.values.repeated import Use, uses_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_IDLE = regex("消耗|消费|耗用|使用|支出|费用|总|量|额|数|耗|用|费|的|年度|全年|[\\s年]")
_NOT = regex(
    "环比|季度|月份|[至到—]\\d+月|\\d月|半年|计划|目标|预计|力争|拟|扣除|可比|不变价|名义|实际增|累计|三年|年均|五年|十[二三四五]五"
)
_AGAINST = regex("同比|(?:[比较](?:上一?年|去年|\\d{4}年))|上年同期|上年的|由[^，。；]*\\d[^，。；]*[到至]")
_ABOUT = regex("左右|以[上内下]|的?目标")
_ENERGY = frozenset("电水气油能热煤")
_NEAR = Decimal("0.34")


def check_rates_again(subject: Subject) -> Iterator[Finding]:
    """Every rate of change of each document."""
    for view in subject.views:
        found: dict[tuple[object, ...], list[Use]] = {}
        for key, use in uses_in(View(view.name, (*view.lines[:1], *worded_cells(view), *view.lines[1:]))):
            moved, *others = key[2:]
            core = frozenset(_IDLE.sub("", use.name))
            named = (len(core) > 1 or core & _ENERGY) and not use.part
            if use.figure.unit in PER_CENT and moved is not None and named and _is_past(use):
                found.setdefault((core, moved, *others), []).append(use)
        for same in found.values():
            yield from _two(same)


def _is_past(use: Use) -> bool:
    """Whether a rate is said to be against the year before: what is aimed at mostly is not."""
    line, at = use.figure.line, use.figure.start
    sentence = last_clause(line.text[:at], SENTENCE)
    since = max((one.end for one in figures(line) if one.end <= at), default=0)
    own = line.text[max(since, at - len(sentence)) : at]
    return bool(_AGAINST.search(sentence)) and not _NOT.search(own) and not _ABOUT.match(line.text, use.figure.end)


def _two(same: Sequence[Use]) -> Iterator[Finding]:
    values = {use.figure.value for use in same}
    if len(values) != 2:
        return
    first = same[0]
    other = next(use for use in same if use.figure.value != first.figure.value)
    one, two = first.figure, other.figure
    near = abs(one.value - two.value) <= max(one.value, two.value) * _NEAR
    rounded = abs(one.value - two.value) <= max(one.step, two.step) * Decimal("0.51")
    if (
        first.scope == other.scope
        and first.sentence != other.sentence
        and not rounded
        and (near or slip(digits_of(one.text), digits_of(two.text)))
        and not (of_two_items(one, two) or of_two_members(one, two) or of_two_rows(one, two))
    ):
        yield finding("A201", f"“{clause_before(two)[-14:]}{two.text}”与“{clause_before(one)[-14:]}{one.text}”不一致，见 {one.said}",
                      "若是同一个幅度，改为一致", two.at)  # fmt: skip
