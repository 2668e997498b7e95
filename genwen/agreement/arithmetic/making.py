"""Figures as floating point numbers, which is enough where one is looked for within half of its last printed place."""

from __future__ import annotations

from functools import lru_cache

from genwen.agreement.reading.figures import Figure
from genwen.records import record

PER_CENT = frozenset(("%", "‰"))
POINTS = "个百分点"
_MONEY = frozenset(("元", "美元", "欧元", "港元", "日元"))


@record(eq=False)
class Num:
    """A figure as a number: its value, half its last printed place, what of that counts when others are made of it."""

    figure: Figure
    value: float
    half: float
    slack: float
    unit: str


@lru_cache(maxsize=65536)
def num(figure: Figure) -> Num:
    """A figure as a number; a whole number of things is exact."""
    half = float(figure.step) / 2
    exact = figure.step == 1 and figure.unit not in _MONEY
    return Num(figure, float(figure.value), half, 0.0 if exact else half, figure.unit)
