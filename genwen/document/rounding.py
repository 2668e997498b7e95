"""Rounded parts and their total: what is printed adds up, by a stated policy.

调整尾数: the total is rounded by itself, and the last digit of those parts that lost most in rounding is moved by one
until the parts add up to it (each part stays within one last place of its value). 印出数相加: every part is rounded
by itself and the total is their sum. 各自修约: all are rounded by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from genwen.numerals import format_decimal

ADJUST, ADD, ALONE = "调整尾数", "印出数相加", "各自修约"
NOTES = {
    ADJUST: "各数修约后相加与合计有差的，调整个别数的末位，使其相加等于合计。",
    ADD: "合计为表中各数之和。",
    ALONE: "各数与合计分别修约，相加可能不等于合计。",
}
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def printed_parts(values: Sequence[Decimal], places: int, policy: str = ADJUST) -> tuple[list[Decimal], Decimal]:
    """The parts and their total as they are printed with `places` decimals."""
    step = Decimal(1).scaleb(-places)
    rounded = [_EXACT.quantize(value, step) for value in values]
    whole = Decimal(0)
    for value in values:
        whole = _EXACT.add(whole, value)
    total = _EXACT.quantize(whole, step)
    added = sum(rounded, Decimal(0))
    if policy == ADD:
        return rounded, _EXACT.quantize(added, step)
    if policy == ALONE or added == total:
        return rounded, total
    move = step if total > added else -step
    # those that rounding has moved most in the other direction; a part that prints as nothing stays so
    order = sorted(
        (number for number, value in enumerate(values) if value),
        key=lambda number: (values[number] - rounded[number]) * (1 if move > 0 else -1), reverse=True,
    )  # fmt: skip
    for number in order[: int(abs(total - added) / step)]:
        rounded[number] += move
    return rounded, total


def needs_note(values: Sequence[Decimal], places: int) -> bool:
    """Whether rounding makes a difference between the parts and the total."""
    rounded, total = printed_parts(values, places, ALONE)
    return sum(rounded, Decimal(0)) != total


def shown(value: Decimal, places: int) -> str:
    """A rounded value as printed."""
    return format_decimal(value, places)
