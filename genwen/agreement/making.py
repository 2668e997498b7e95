"""What numbers can make: whether two or more of some figures give another one as their share, change, difference, sum, mean or product.

Floating point is enough here: a figure is looked for within half of its last printed place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from genwen.agreement.figures import Figure
from genwen.records import record

PER_CENT = frozenset(("%", "‰"))
POINTS = "个百分点"
_MONEY = frozenset(("元", "美元", "欧元", "港元", "日元"))
_PARTS_OF_A_YEAR = (12, 4, 2, 3, 52, 365, 366, 360, *range(5, 12))


@record(eq=False)
class Num:
    """A figure as a number: its value, half its last printed place, what of that counts when others are made of it."""

    figure: Figure
    value: float
    half: float
    slack: float
    unit: str


@record
class Made:
    """What makes a figure, as words, and the figures that do."""

    words: str
    figures: tuple[Figure, ...]


@lru_cache(maxsize=65536)
def num(figure: Figure) -> Num:
    """A figure as a number; a whole number of things is exact."""
    half = float(figure.step) / 2
    exact = figure.step == 1 and figure.unit not in _MONEY
    return Num(figure, float(figure.value), half, 0.0 if exact else half, figure.unit)


def _is(x: Num, value: float, slack: float = 0.0) -> bool:
    return abs(value - x.value) <= (x.half + slack) * (1 + 1e-9) + 1e-9


def _cut(x: Num, value: float) -> bool:
    """Whether a number was cut where it should have been rounded."""
    return x.half < 0.5 and 0 <= value - x.value < 2 * x.half


def made_of(kind: str, x: Num, others: Sequence[Num]) -> Made | None:
    """What makes `x` as the kind of figure it is said to be: 份额, 变化, 百分点, 均数, or any other amount."""
    if kind in ("份额", "变化"):
        return _ratio(kind, x, others)
    if kind == "百分点":
        shares = [one for one in others if one.unit in PER_CENT]
        for a, b in combinations(shares, 2):
            if _is(x, abs(a.value - b.value)):
                return Made(f"{a.figure.text}－{b.figure.text}", (a.figure, b.figure))
        return None
    return _amount(x, others, kind == "均数")


@record(eq=False)
class Ranked:
    """Numbers by value, so that those within a range are found without looking at all."""

    nums: tuple[Num, ...]
    values: tuple[float, ...]
    slack: float

    def within(self, low: float, high: float) -> tuple[Num, ...]:
        """The numbers from `low` to `high`, each with what it may be off."""
        return self.nums[bisect_left(self.values, low - self.slack) : bisect_right(self.values, high + self.slack)]


def ranked(some: Iterable[Num]) -> Ranked:
    """Numbers put in order."""
    nums = tuple(sorted(some, key=lambda one: one.value))
    return Ranked(nums, tuple(one.value for one in nums), max((one.slack for one in nums), default=0.0) * 1.2)


def _ratio(kind: str, x: Num, others: Sequence[Num]) -> Made | None:
    amounts = [one for one in others if one.unit not in PER_CENT and one.unit != POINTS and one.value > 0]
    thousand = 1000 if x.unit == "‰" else 100
    for unit in dict.fromkeys(one.unit for one in amounts):
        same = ranked(one for one in amounts if one.unit == unit)
        for b in same.nums:
            for a in _likely(kind, x, b, same, thousand):
                if a is not b and _makes(kind, x, a, b, thousand):
                    return Made(f"{a.figure.text}÷{b.figure.text}", (a.figure, b.figure))
    return _of_runs(x, amounts, thousand) or _of_shares(x, others) if kind == "份额" else None


def partners(kind: str, x: Num, one: Num, order: Ranked) -> Iterator[Num]:
    """The numbers of a long list that may make `x` together with `one`."""
    if kind in ("份额", "变化"):
        share = min(x.value / (1000 if x.unit == "‰" else 100), 1e6)
        rest = abs(1 - share) or 1e-6
        parts = (share, rest, share / rest) if kind == "份额" else (1 + share, rest, share / rest, share / (1 + share))
        wanted = [one.value * part for part in (*parts, *(1 / part for part in parts if part))]
    else:
        wanted = [abs(x.value - one.value), x.value + one.value, x.value / (one.value or 1)]
    loose = 0.02 * (kind in ("份额", "变化")) + 3 * x.half / (x.value or 1) + 2 * one.slack / (one.value or 1)
    for value in wanted:
        yield from order.within(value * (1 - loose) - x.half, value * (1 + loose) + x.half)


def share_of_year(x: Num, order: Ranked) -> Made | None:
    """Whether `x` is one of the parts of a year of a number of a long list, or that of `x`."""
    loose = 1.001 + 3 * x.half / (x.value or 1)
    for count in _PARTS_OF_A_YEAR:
        for value in (x.value * count, x.value / count):
            for one in order.within(value / loose, value * loose):
                if _is(x, one.value / count, one.slack / count) or _is(x, one.value * count, one.slack * count):
                    return Made("", ())
    return None


def made_of_two(kind: str, x: Num, a: Num, b: Num) -> Made | None:
    """What `made_of` finds with two numbers only, sooner."""
    if kind not in ("份额", "变化"):
        return made_of(kind, x, (a, b))
    if a.unit != b.unit or a.unit in PER_CENT or a.unit == POINTS or not a.value or not b.value:
        return None
    thousand = 1000 if x.unit == "‰" else 100
    for part, whole in ((a, b), (b, a)):
        if _makes(kind, x, part, whole, thousand) or (
            kind == "份额" and _is(x, part.value / (part.value + whole.value) * thousand)
        ):
            return Made(f"{part.figure.text}÷{whole.figure.text}", (part.figure, whole.figure))
    return None


def _likely(kind: str, x: Num, b: Num, same: Ranked, thousand: int) -> Iterator[Num]:
    """The numbers that may make `x` with `b`."""
    share = x.value / thousand
    shares = (share, 1 - share) if kind == "份额" else (1 + share, 1 - share, share / (1 - share) if share < 1 else 0.0,
                                                      share / (1 + share))  # fmt: skip
    steep = (1 + share) ** 2 / ((1 - share) ** 2 if share < 0.9 else 0.01)
    for part in dict.fromkeys(shares):
        off = (x.half * 2.1 / thousand + (same.slack + b.slack * (part + share)) / b.value) * steep
        if part > 0:
            yield from same.within((part - off) * b.value, (part + off) * b.value)


def _makes(kind: str, x: Num, a: Num, b: Num, thousand: int) -> bool:
    slack = (a.slack + b.slack * a.value / b.value) / b.value * thousand
    ratio = a.value / b.value * thousand
    if kind == "份额":
        return _is(x, ratio, slack) or _is(x, thousand - ratio, slack) or _cut(x, ratio)
    return _is(x, abs(ratio - thousand), slack) or any(
        before > 0 and _is(x, a.value / before * thousand, slack) for before in (b.value + a.value, b.value - a.value)
    )


def _of_runs(x: Num, amounts: Sequence[Num], thousand: int) -> Made | None:
    """A share whose part or whole is the sum of figures that follow each other."""
    share = x.value / thousand
    if share <= 0:
        return None
    loose = 1 + x.half * 1.1 / x.value
    for unit in dict.fromkeys(one.unit for one in amounts):
        same = [one for one in amounts if one.unit == unit]
        order = ranked(same)
        for first in range(len(same)):
            total, off = same[first].value, same[first].slack
            for last in range(first + 1, len(same)):
                total, off = total + same[last].value, off + same[last].slack
                run = same[first : last + 1]
                for other in order.within((total - off) / share / loose, (total + off) / share * loose):
                    slack = (other.slack * total / other.value + off) / other.value * thousand
                    if other not in run and _is(x, total / other.value * thousand, slack):
                        return Made("＋".join(one.figure.text for one in run), tuple(one.figure for one in run))
                for other in order.within(total * share / loose, total * share * loose):
                    if other in run and _is(x, other.value / total * thousand):
                        return Made(f"{other.figure.text}÷合计", (other.figure,))
    return None


def _of_shares(x: Num, others: Sequence[Num]) -> Made | None:
    """A share that others leave, make together, or that has moved by so many points."""
    shares = [one for one in others if one.unit == x.unit]
    points = [one for one in others if one.unit == POINTS]
    for a in shares:
        if abs(a.value + x.value - 100) < 1e-9:
            return Made(f"100%－{a.figure.text}", (a.figure,))
    order = ranked((*shares, *points))
    off = x.half * 1.01 + 1e-9
    for a in shares:
        for low in dict.fromkeys((abs(a.value - x.value), a.value + x.value)):
            for b in order.within(low - off, low + off):
                if b is not a and (_is(x, a.value + b.value) or _is(x, abs(a.value - b.value))):
                    return Made(f"{a.figure.text}、{b.figure.text}", (a.figure, b.figure))
    return None


def _amount(x: Num, others: Sequence[Num], mean: bool) -> Made | None:
    same = [one for one in others if one.unit == x.unit]
    for a, b in combinations(same, 2):
        for value in (abs(a.value - b.value), a.value + b.value):
            if _is(x, value, a.slack + b.slack if x.slack else 0.0):
                return Made(f"{a.figure.text}、{b.figure.text}", (a.figure, b.figure))
    return _summed(x, same) or _multiplied(x, same, others, mean)


def _summed(x: Num, same: Sequence[Num]) -> Made | None:
    for first in range(len(same)):
        total = same[first].value
        slack = same[first].slack
        for last in range(first + 1, len(same)):
            total, slack = total + same[last].value, slack + same[last].slack
            run = tuple(one.figure for one in same[first : last + 1])
            if _is(x, total, slack if x.slack else 0.0):
                return Made("＋".join(figure.text for figure in run), run)
            for other in (*same[:first], *same[last + 1 :]):
                if _is(x, abs(other.value - total), slack if x.slack else 0.0):
                    return Made(f"{other.figure.text}与各项之差", (other.figure, *run))
    return None


def _multiplied(x: Num, same: Sequence[Num], others: Sequence[Num], mean: bool) -> Made | None:
    amounts = [one for one in others if one.unit not in PER_CENT and one.unit != POINTS and one.value > 0]
    if not x.value:
        return None
    order = ranked(amounts)
    loose = 1 + (x.half * 1.1 + 1e-9) / x.value
    for b in amounts if mean else ():
        for a in order.within(
            x.value * b.value / loose - b.value * x.half, x.value * b.value * loose + b.value * x.half
        ):
            if a is not b and _is(x, a.value / b.value, x.half if a.unit != x.unit else a.slack / b.value):
                return Made(f"{a.figure.text}÷{b.figure.text}", (a.figure, b.figure))
    return _product(x, [one for one in others if one.unit not in PER_CENT and one.value > 0]) or _part_of(
        x, same, others
    )


def _product(x: Num, amounts: Sequence[Num]) -> Made | None:
    order = ranked(one for one in amounts if one.value <= x.value * 1.2)
    loose = 1 + (x.half * 1.1 + 1e-9) / x.value
    for a in order.nums:
        off = loose * (1 + 1.2 * a.slack / a.value)
        for b in order.within(x.value / a.value / off, x.value / a.value * off):
            product = a.value * b.value
            if a is not b and product < x.value * 1.2 and _is(x, product, a.slack * b.value + b.slack * a.value):
                return Made(f"{a.figure.text}×{b.figure.text}", (a.figure, b.figure))
    return None


def _part_of(x: Num, same: Sequence[Num], others: Sequence[Num]) -> Made | None:
    """A rate of another number, or a number for one of the parts of a year."""
    rates = [one for one in others if one.unit in PER_CENT]
    for a in same:
        for rate in rates:
            part = rate.value / (100 if rate.unit == "%" else 1000)
            if any(_is(x, a.value * factor, x.half) for factor in (part, 1 + part, 1 - part)):
                return Made(f"{a.figure.text}×{rate.figure.text}", (a.figure, rate.figure))
        for count in _counts(x, a):
            if _is(x, a.value / count, a.slack / count) or _is(x, a.value * count, a.slack * count):
                return Made(f"{a.figure.text}与{count}", (a.figure,))
    return None


def _counts(x: Num, a: Num) -> Iterable[int]:
    """The parts of a year that `x` may be of `a`, or `a` of `x`."""
    if not a.value or x.half + a.slack * x.value / a.value > 0.02 * x.value:
        return _PARTS_OF_A_YEAR
    near = round(max(a.value / x.value, x.value / a.value))
    return (near,) if near in _PARTS_OF_A_YEAR else ()
