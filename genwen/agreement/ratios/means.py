"""Means against the total and the count that stand anywhere in the paper: 人均综合能耗, 单位建筑面积电耗, 百公里油耗.

A mean is held against the one total of its name and the one count of its kind; any two numbers of the paper that make it are
enough to be silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.arithmetic.nearby import Amounts
from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.naming import name_of
from genwen.agreement.reading.said_names import bare_name, own_phrase
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_MEAN = regex(
    r"(?P<per>人均|单位(?:建筑)?面积|每平方米(?:建筑面积)?|百公里(?:平均)?)(?P<what>[^，。；：、（(\d]{1,10}?)(?:约?[为是达]到?|仅|约)?$"
)
_FUEL = regex("油")
_COUNTED = {"人": "人", "单": "平方米", "每": "平方米", "百": "公里"}
_PERSONS = regex("用能人数|用水人数|用能总人数|用能人员")
_FLOOR = regex("建筑面积")
_NOT = regex(
    "上年|去年|同期|目标|计划|力争|预计|比|较|定额|约束值|基准值|先进值|全[省国]|平均水平|以[上下内]|不含|其中"
)
_SPELLINGS = (("电耗", "用电"), ("水耗", "用水"), ("气耗", "用气"), ("耗电", "用电"), ("能耗量", "能耗"))
_SCOPE = regex("全[国省市县区州]")
_PART = Decimal("0.8")
_FAR = Decimal("0.25")
_LEAST_WEIGHT = 3


@record(eq=False)
class Mean:
    """A mean in the text: what it is of, the unit that is counted, how many of those one mean is for, its words."""

    said: Said
    what: str
    counted: str
    each: int
    words: str

    @property
    def unit(self) -> str:
        """The unit of the total."""
        return self.said.figure.unit.partition("/")[0]

    def of(self, total: Decimal, count: Decimal) -> Decimal:
        """What the mean of a total by a count is."""
        return total * self.each / count


_EACH, _ABOUT = regex("均|单位|每平|百公里"), regex("以[上下内]|左右")


def means_in(view: View) -> Iterator[Mean]:
    """The means of a paper as they are, not as they shall be or were."""
    ahead = ahead_lines(view)
    for number, line in likely(view.lines, (_EACH,)):
        if number in ahead or not _EACH.search(line.text):
            continue
        for item in told_in(line):
            match = _MEAN.search(line.text[max(0, item.figure.start - 24) : item.figure.start])
            if match is None or item.part is not Part.NOW or _NOT.search(match["what"]) or _hedged(item.figure):
                continue
            each = 100 if match["per"].startswith("百") else 1
            yield Mean(item, plain_name(match["what"]), _COUNTED[match["per"][0]], each, match["per"] + match["what"])


def _hedged(figure: Figure) -> bool:
    return bool(_ABOUT.match(figure.line.text, figure.end))


def plain_name(text: str) -> str:
    """What is used or spent, in one spelling."""
    name = name_of(text)
    for odd, usual in _SPELLINGS:
        name = name.replace(odd, usual)
    return re.sub("综合|量$", "", name)


@lru_cache(maxsize=256)
def named(view: View, what: str, unit: str) -> list[Figure]:
    """The numbers of the text that go by a name and are neither changes nor aims."""
    title = view.lines[0].text if view.lines else ""
    ahead = ahead_lines(view)
    found = []
    for number, line in enumerate(view.lines):
        for item in told_in(line) if number not in ahead else ():
            plain = item.part is Part.NOW and not item.moved and not _hedged(item.figure)
            if item.figure.unit == unit and plain and plain_name(bare_name(own_phrase(item), title)) == what:
                found.append(item.figure)
    return found


def check_means(subject: Subject) -> Iterator[Finding]:
    """Every mean of every paper."""
    for view in subject.views:
        for mean in means_in(view):
            if weight(digits_of(mean.said.figure.text)) >= _LEAST_WEIGHT:
                yield from _held(view, mean, _by_unit(view))


@lru_cache(maxsize=16)
def _by_unit(view: View) -> dict[str, list[Figure]]:
    """Every number of the text and of the tables, by its unit."""
    found: dict[str, list[Figure]] = {}
    for line in view.lines:
        for item in told_in(line):
            found.setdefault(item.figure.unit, []).append(item.figure)
    for sheet in sheets_of(view):
        for row in range(len(sheet.labels)):
            for column in range(len(sheet.heads)):
                if (figure := sheet.figure(row, column)) is not None:
                    found.setdefault(figure.unit, []).append(figure)
    return found


def _held(view: View, mean: Mean, everything: dict[str, list[Figure]]) -> Iterator[Finding]:
    figure = mean.said.figure
    if mean.counted == "平方米" and mean.what == "能耗":
        return  # vehicles are left out of it, and nobody says how much they are
    totals, counts = everything.get(mean.unit, []), everything.get(mean.counted, [])
    amounts = (
        Amounts(total for total in totals if total is not figure)
        if figure.unit == mean.unit
        else _amounts(view, mean.unit)
    )
    numbers = {(count.value, count.step) for count in counts if count.value}
    if any(_makes(mean, *amount, *number) for number in numbers for amount in _near(mean, amounts, *number)):
        return
    whole = one_of(_fuel(totals)) if mean.each > 1 else whole_of(named(view, mean.what, mean.unit))
    count = one_of(counts_of(counts, mean.counted))
    if whole is None or count is None or not count.value or not _same_scope(view, mean, whole):
        return
    value = mean.of(whole.value, count.value)
    if abs(value - figure.value) <= figure.value * _FAR:
        yield finding("A809", f"“{mean.words}{figure.text}”与{whole.text}÷{count.text}＝{figure.like(value)}不符，见 {whole.said}",
                      "核对总数、个数和平均数", figure.at)  # fmt: skip


def _same_scope(view: View, mean: Mean, whole: Figure) -> bool:
    """Whether a mean of all of a place is held against a total of that place."""
    figure = mean.said.figure
    scopes = _SCOPE.findall(last_clause(figure.line.text[: figure.start]))
    known = view.lines[0].text + last_clause(whole.line.text[: whole.start])
    return all(scope in known for scope in scopes)


@lru_cache(maxsize=64)
def _amounts(view: View, unit: str) -> Amounts:
    return Amounts(_by_unit(view).get(unit, ()))


def _near(mean: Mean, totals: Amounts, count: Decimal, step: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """The totals, each with its last place, that can make a mean by a count."""
    figure = mean.said.figure
    return totals.near(figure.value * count / mean.each, 2 * (figure.step * count + figure.value * step) / mean.each)


def _makes(mean: Mean, total: Decimal, total_step: Decimal, count: Decimal, count_step: Decimal) -> bool:
    """Whether a total by a count, each with its last place, is the mean, as far as the three are printed."""
    value, figure = mean.of(total, count), mean.said.figure
    loose = value * (total_step / (total or 1) + (count_step / count if count_step != 1 else 0)) / 2
    return abs(value - figure.value) <= figure.step + loose


def _fuel(totals: Sequence[Figure]) -> list[Figure]:
    """What vehicles used: the amounts that stand behind 油, 百公里油耗 itself left out."""
    found = []
    for figure in totals:
        before = figure.line.text[max(0, figure.start - 12) : figure.start]
        if _FUEL.search(before) and "百公里" not in before and not _NOT.search(before):
            found.append(figure)
    return found


def counts_of(counts: Sequence[Figure], unit: str) -> list[Figure]:
    """The counts that a mean is by: persons and floor by their names where they have any, else all there are."""
    name = _PERSONS if unit == "人" else _FLOOR if unit == "平方米" else None
    mine = [one for one in counts if name and name.search(one.line.text[max(0, one.start - 10) : one.start])]
    return mine or ([] if name is _FLOOR else list(counts))


def whole_of(figures: Sequence[Figure]) -> Figure | None:
    """The total among numbers of one name: the greatest, where the others are so much less that they are parts of it."""
    whole = max(figures, key=lambda figure: figure.value, default=None)
    parts = [figure.value for figure in figures if whole is not None and figure.value != whole.value]
    return whole if whole is not None and all(part < whole.value * _PART for part in parts) else None


def one_of(figures: Sequence[Figure]) -> Figure | None:
    """The one number that all are; None where they differ."""
    return figures[0] if len({figure.value for figure in figures}) == 1 else None
