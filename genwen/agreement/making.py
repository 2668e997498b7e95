"""What numbers can make: whether two or more of some figures give another one as their share, change, difference, sum, mean or product.

Floating point is enough here: a figure is looked for within half of its last printed place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from genwen.agreement.figures import Figure
from genwen.records import record

PER_CENT = frozenset(("%", "‰"))
POINTS = "个百分点"
_MONEY = frozenset(("元", "美元", "欧元", "港元", "日元"))
_PARTS_OF_A_YEAR = (12, 4, 2, 3, 52, 365, 366, 360)


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


def _ratio(kind: str, x: Num, others: Sequence[Num]) -> Made | None:
    amounts = [one for one in others if one.unit not in PER_CENT and one.unit != POINTS and one.value > 0]
    thousand = 1000 if x.unit == "‰" else 100
    for a in amounts:
        for b in amounts:
            if a is b or a.unit != b.unit:
                continue
            slack = (a.slack + b.slack * a.value / b.value) / b.value * thousand
            ratio = a.value / b.value * thousand
            if kind == "份额":
                right = _is(x, ratio, slack) or _is(x, thousand - ratio, slack) or _cut(x, ratio)
            else:
                right = _is(x, abs(ratio - thousand), slack) or any(
                    before > 0 and _is(x, a.value / before * thousand, slack)
                    for before in (b.value + a.value, b.value - a.value)
                )
            if right:
                return Made(f"{a.figure.text}÷{b.figure.text}", (a.figure, b.figure))
    return _of_runs(x, amounts, thousand) or _of_shares(x, others) if kind == "份额" else None


def _of_runs(x: Num, amounts: Sequence[Num], thousand: int) -> Made | None:
    """A share whose part or whole is the sum of figures that follow each other."""
    for unit in dict.fromkeys(one.unit for one in amounts):
        same = [one for one in amounts if one.unit == unit]
        for first in range(len(same)):
            total = same[first].value
            for last in range(first + 1, len(same)):
                total += same[last].value
                run = same[first : last + 1]
                for other in same:
                    slack = (other.slack * total / other.value + sum(one.slack for one in run)) / other.value * thousand
                    if other not in run and _is(x, total / other.value * thousand, slack):
                        return Made("＋".join(one.figure.text for one in run), tuple(one.figure for one in run))
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
    for a, b in (*combinations(shares, 2), *((a, b) for a in shares for b in points)):
        if _is(x, a.value + b.value) or _is(x, abs(a.value - b.value)):
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
    for a, b in _pairs(others) if mean else ():
        if _is(x, a.value / b.value, x.half if a.unit != x.unit else a.slack / b.value):
            return Made(f"{a.figure.text}÷{b.figure.text}", (a.figure, b.figure))
    largest = x.value * 1.2
    for a, b in combinations([one for one in others if one.unit not in PER_CENT and 0 < one.value <= largest], 2):
        product = a.value * b.value
        if product < largest and _is(x, product, a.slack * b.value + b.slack * a.value):
            return Made(f"{a.figure.text}×{b.figure.text}", (a.figure, b.figure))
    for a in same:
        for rate in (one for one in others if one.unit in PER_CENT):
            part = rate.value / (100 if rate.unit == "%" else 1000)
            if any(_is(x, a.value * factor, x.half) for factor in (part, 1 + part, 1 - part)):
                return Made(f"{a.figure.text}×{rate.figure.text}", (a.figure, rate.figure))
        for count in (*_PARTS_OF_A_YEAR, *range(5, 12)):
            if _is(x, a.value / count, a.slack / count) or _is(x, a.value * count, a.slack * count):
                return Made(f"{a.figure.text}与{count}", (a.figure,))
    return None


def _pairs(others: Sequence[Num]) -> Iterator[tuple[Num, Num]]:
    amounts = [one for one in others if one.unit not in PER_CENT and one.unit != POINTS and one.value > 0]
    for a in amounts:
        for b in amounts:
            if a is not b:
                yield a, b
