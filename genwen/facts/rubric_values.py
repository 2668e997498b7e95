"""The kinds of value only a rubric has: points, sums of points with their formula, and intervals.

Points print as bare numbers, because the text around the slot says 分 itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.facts.declare import Before, Problem
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import Kind, Words, said_by
from genwen.facts.rubric_intervals import read_interval
from genwen.facts.source.nodes import Mapping, Scalar


def _parse_points(scalar: Scalar) -> Quantity:
    try:
        value = numerals.parse_decimal(scalar.strip().removesuffix("分"))
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    if value < 0:
        raise Problem(f"分值“{scalar}”不能为负", "扣分也填正数，性质写 扣分")
    return points(value, scalar.origin, numerals.format_decimal(value))


def _parse_interval(scalar: Scalar) -> Fact:
    try:
        return Fact(read_interval(scalar), scalar.strip(), scalar.origin)
    except ValueError as error:
        raise Problem(str(error), "写作 ≥90%、80%≤x<90%、不足60%、[80,90)、2—3 或 其余") from error


Points = Annotated[Fact, Kind(_parse_points, "分值，如 2 或 0.5")]
IntervalField = Annotated[
    Fact, Kind(_parse_interval, "数值范围，如 ≥90%、80%≤x<90%、不足60%、2—3、其余", type="string")
]


def points(value: Decimal, origin: Origin, text: str = "") -> Quantity:
    """A number of points, printed without trailing zeros unless it was typed with them."""
    if not text:
        value = value.normalize() if value else Decimal(0)
        text = numerals.format_decimal(value)
    decimals = len(text.partition(".")[2])
    return Quantity(value, text, origin, "已知", "", decimals)


def total(parts: Sequence[Fact], what: str = "各部分分值之和") -> Fact | None:
    """The sum of `parts` with its formula; None of none, the part itself when it is alone, a gap if one is a gap."""
    if len(parts) < 2:
        return parts[0] if parts else None
    gap = next((part for part in parts if not part.known), None)
    if gap is not None:
        return gap
    formula = f"{what}：{' + '.join(part.text for part in parts)}"
    origin = Origin(OriginKind.DERIVED, formula=formula, inputs=tuple(part.origin for part in parts))
    return points(sum((part.value for part in parts), Decimal(0)), origin)


def listed(value: object) -> object:
    """A single value or group where a list may stand, as a list of one."""
    return [value] if isinstance(value, Scalar | Fact | Mapping) and not isinstance(value, list | tuple) else value


def named(key: str) -> Callable[[object], object]:
    """A reader that takes a bare scalar for a group with only `key`."""

    def read(value: object) -> object:
        return {key: value} if isinstance(value, Scalar) else value

    return read


WordList = Annotated[list[Words], Before(listed, accepts=Words | list[Words])]
