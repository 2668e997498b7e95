"""A fact at work: its value, the text it prints as, where it was typed; quantities that compute with a trace."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, DivisionUndefined
from typing import Any

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.records import record, replace


@record(eq=False)
class Fact:
    """A fact: its typed value, the text it prints as, and where it was typed.

    `state` is 已知, 待补 (missing: prints a highlighted placeholder in a draft) or 不公开 (withheld).
    """

    value: Any
    text: str
    origin: Origin
    state: str = "已知"

    @property
    def known(self) -> bool:
        """Whether there is a value to compute with."""
        return self.state == "已知"

    def look(self, name: str) -> object:
        """The attribute `name` of the fact in an expression, a missing fact itself; raises KeyError when there is none."""
        if not self.known:
            return self
        raise KeyError(name)

    def names(self) -> Sequence[str]:
        """The attribute names an expression may use."""
        return ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.known and self.value not in (None, "", False)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Fact):
            return bool(self.value == other.value)
        return self.text == other or self.value == other

    def __hash__(self) -> int:
        return hash(self.text)


@record(eq=False)
class Quantity(Fact):
    """A number with its unit: `value` in the unit, unrounded; `decimals` as typed or as asked for printing.

    `scale` is the multiplier printed as a word (万, 亿 or ""); `label` is the quantity's name for formulas.
    """

    unit: str = ""
    decimals: int = 0
    scale: str = ""

    def look(self, name: str) -> object:
        """数值 (the number without 万, 亿 and unit) and 单位 (both of them)."""
        if not self.known:
            return self
        if name == "数值":
            return replace(self, text=self.text.removesuffix(self.scale + self.unit), unit="", scale="")
        if name == "单位":
            return replace(self, value=self.unit, text=self.scale + self.unit)
        raise KeyError(name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ("数值", "单位")

    def rounded(self, decimals: int) -> Quantity:
        """The same quantity printed with `decimals` decimals (rounded half up from the unrounded value)."""
        return derived(self.value, decimals, self.unit, self.origin, self.scale) if self.known else self

    def __add__(self, other: object) -> Quantity:
        return _compute(operator.add, "+", self, other)

    def __radd__(self, other: object) -> Quantity:
        return _compute(operator.add, "+", other, self)

    def __sub__(self, other: object) -> Quantity:
        return _compute(operator.sub, "-", self, other)

    def __rsub__(self, other: object) -> Quantity:
        return _compute(operator.sub, "-", other, self)

    def __mul__(self, other: object) -> Quantity:
        return _compute(operator.mul, "×", self, other)

    def __rmul__(self, other: object) -> Quantity:
        return _compute(operator.mul, "×", other, self)

    def __truediv__(self, other: object) -> Quantity:
        return _compute(operator.truediv, "÷", self, other)

    def __rtruediv__(self, other: object) -> Quantity:
        return _compute(operator.truediv, "÷", other, self)

    def __neg__(self) -> Quantity:
        return _compute(operator.sub, "-", 0, self)

    def __lt__(self, other: object) -> bool:
        return _compares(operator.lt, self, other)

    def __le__(self, other: object) -> bool:
        return _compares(operator.le, self, other)

    def __gt__(self, other: object) -> bool:
        return _compares(operator.gt, self, other)

    def __ge__(self, other: object) -> bool:
        return _compares(operator.ge, self, other)


@record(eq=False)
class Wording(Fact):
    """A text that may hold expressions; in them, 本 is `owner`, the group it was looked up in."""

    owner: object = None


SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "万亿": Decimal(10**12)}


def derived(value: Decimal, decimals: int, unit: str, origin: Origin, scale: str = "") -> Quantity:
    """A computed quantity printed with `decimals` decimals, in units of `scale` when one is given."""
    shown = value / SCALES[scale] if scale else value
    return Quantity(
        value, f"{numerals.format_decimal(shown, decimals)}{scale}{unit}", origin, "已知", unit, decimals, scale
    )


class Gap(TypeError):
    """A missing or withheld fact stands where a value is needed; what needed it is then missing too."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"{fact.origin.path or fact.text}尚未填写")
        self.fact = fact


def number_of(value: object) -> Decimal:
    """The number of a fact or literal; raises Gap for a missing fact, TypeError when there is none."""
    if isinstance(value, Fact):
        if not value.known:
            raise Gap(value)
        value = value.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"“{value}”不是数")
    return Decimal(str(value))


def origin_of(value: object) -> Origin:
    """The origin of an operand of a formula."""
    if isinstance(value, Fact):
        return value.origin
    return Origin(OriginKind.TYPED, path=str(value))


def _compares(holds: Callable[[Any, Any], Any], left: Fact, right: object) -> bool:
    """Whether a comparison holds. Raises Gap while a side is missing: neither answer would be true."""
    for side in (left, right):
        if isinstance(side, Fact) and not side.known:
            raise Gap(side)
    return bool(holds(number_of(left), number_of(right)))


def _compute(apply: Callable[[Any, Any], Any], sign: str, left: object, right: object) -> Quantity:
    for side in (left, right):
        if isinstance(side, Fact) and not side.known:
            return Quantity(None, side.text, side.origin, side.state)
    try:
        value = apply(number_of(left), number_of(right))
    except (DivisionByZero, DivisionUndefined, ZeroDivisionError) as error:
        raise TypeError("除数为零") from error
    except ArithmeticError as error:
        raise TypeError("数值过大") from error
    inputs = tuple(origin_of(side) for side in (left, right))
    names = [(origin.formula and f"({origin.formula})") or origin.path for origin in inputs]
    origin = Origin(OriginKind.DERIVED, formula=f"{names[0]} {sign} {names[1]}", inputs=inputs)
    units = [side.unit for side in (left, right) if isinstance(side, Quantity)]
    unit = units[0] if units and (sign in "+-" or len(units) == 1) else ""
    places = max((side.decimals for side in (left, right) if isinstance(side, Quantity)), default=0)
    return derived(value, 2 if sign == "÷" else places, unit, origin)
