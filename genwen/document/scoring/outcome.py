"""What an award gives for a finding: the outcome, and the error of a finding that does not fit its award."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from genwen.document.elements import Origin
from genwen.facts.assessment import Observed
from genwen.facts.fact import Fact
from genwen.numerals import format_decimal
from genwen.records import record, replace

ZERO = Decimal(0)


class Unfit(Exception):
    """A finding is not of the kind its award asks for; says what is asked for."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@record
class Outcome:
    """Points won by one award: out of how many, by which rule, what was lost and what would win it back.

    `takes_all`: a deduction that leaves nothing of the item's points.
    """

    points: Decimal
    most: Decimal
    rule: str
    lost: str = ""
    remedy: str = ""
    origins: tuple[Origin, ...] = ()
    takes_all: bool = False

    def rounded(self, decimals: int) -> Outcome:
        """The outcome with points rounded half up, as they are printed and added."""
        exact = self.points.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if exact == self.points:
            return replace(self, points=_plain(self.points))
        return replace(self, points=_plain(exact), rule=f"{self.rule}，取{decimals}位小数")


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def shown(value: Decimal) -> str:
    """A number of points as a message says it."""
    return format_decimal(_plain(value))


def value_of(fact: Fact | None) -> Decimal:
    """A declared number; 0 for none. Raises Unfit when it is 待补."""
    if fact is None:
        return ZERO
    if not fact.known:
        raise Unfit("评价标准里的分值还没有填写", "先补全评价标准")
    return Decimal(fact.value)


def whole_number(observed: Observed, what: str) -> int:
    """A count: the number typed, or how many a list names, 否 for none. Raises Unfit."""
    if observed.yes is False:
        return 0
    if isinstance(observed.value, tuple):
        return len(observed.value)
    number = observed.number
    if number is None or number.value != number.value.to_integral_value() or number.value < 0:
        raise Unfit(f"“{observed.text}”应是{what}", "写非负整数，如 3，或列出名称")
    return int(number.value)


def yes_of(observed: Observed) -> bool:
    """Whether it was found met. Raises Unfit."""
    if observed.yes is None:
        raise Unfit(f"“{observed.text}”应是“是”或“否”", "做到写 是，没有做到写 否")
    return observed.yes


def known_or_zero(fact: Fact | None) -> Decimal:
    """A declared number; 0 for none and for 待补 (which the checks of the rubric and the build report)."""
    return Decimal(fact.value) if fact is not None and fact.known else ZERO
