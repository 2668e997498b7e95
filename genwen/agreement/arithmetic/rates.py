"""The arithmetic of changes: rates and differences that numbers may make, whatever of them was rounded or cut."""

from __future__ import annotations

from decimal import Decimal

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said


def fits(old: Figure, new: Figure, rate: Figure) -> bool:
    """Whether a rate may have been made from two numbers, whatever of the three was rounded or cut."""
    if not old.value:
        return False
    change = abs(new.value - old.value) / old.value * 100
    slack = rate.step / 2 + _loose(old, new)
    cut = rate.value <= change < rate.value + rate.step
    return abs(change - rate.value) <= slack or cut


def _loose(old: Figure, new: Figure) -> Decimal:
    """What rounding the two numbers may do to their rate."""
    steps = [item.step if not _whole(item) else Decimal(0) for item in (old, new)]
    return (steps[0] / old.value * (new.value / old.value) + steps[1] / old.value) * 50


_COUNTED = frozenset(
    (*"人个家辆台盏次场期件项份套天起户所处座栋张块条批节宗组间例部篇册株支只", "人次", "家次", "台次", "批次")
)


def _whole(figure: Figure) -> bool:
    """Whether a figure counts things and is exact."""
    return figure.step == 1 and figure.unit in _COUNTED


def may_make(part: Said, others: list[Said], rate: Said) -> bool:
    """Whether a rate may be a difference over what was before: stated, or what is now put together with it."""
    for other in others:
        if other.figure.unit != part.figure.unit:
            continue
        before = (
            other.figure.value
            if other.part is Part.BASE
            else other.figure.value + (part.figure.value if part.falls else -part.figure.value)
        )
        if before > 0 and _close(part.figure, before, rate.figure):
            return True
    return False


def _close(part: Figure, before: Decimal, rate: Figure) -> bool:
    share = part.value / before * 100
    slack = rate.step / 2 + (Decimal(0) if _whole(part) else part.step) / before * 75
    return abs(share - rate.value) <= slack or rate.value <= share < rate.value + rate.step


def apart(base: Said, now: Said, item: Said) -> bool:
    """Whether two numbers are as far apart as is said."""
    gap = abs(abs(now.figure.value - base.figure.value) - item.figure.value)
    steps = [figure.step for figure in (base.figure, now.figure, item.figure) if not _whole(figure)]
    exact = len(set(steps)) <= 1 and len(steps) == 3
    return gap <= (max(steps) / 1000 if exact else sum(steps, Decimal(0)) / 2)
