"""A fact at work: its value, the text it prints as, where it was typed; quantities that compute with a trace."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, DivisionUndefined
from typing import Any

from genwen import numerals
from genwen.document.elements import Origin, OriginKind, Run
from genwen.numerals.units import conversion
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


MAX_NUMBER = Decimal(10) ** 30
TOO_LARGE = "数值过大"


class Gap(TypeError):
    """A missing or withheld fact stands where a value is needed; what needed it is then missing too."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"{fact.origin.path or fact.text}尚未填写")
        self.fact = fact


def number_of(value: object) -> Decimal:
    """The number of a fact or literal; raises Gap for a missing fact, TypeError when there is none, or one too large."""
    given = value
    if isinstance(value, Fact):
        if not value.known:
            raise Gap(value)
        value = value.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"{named(given)}不是数")
    number = Decimal(str(value))
    if not abs(number) <= MAX_NUMBER:
        raise TypeError(TOO_LARGE)
    return number


def named(value: object) -> str:
    """What a value is called in a message: a fact by its path, a text or number as it is, anything else by its kind."""
    if isinstance(value, Fact):
        return f"“{value.origin.path or value.text}”"
    if isinstance(value, bool):
        return "条件的结果"
    if isinstance(value, int | float | Decimal):
        return f"“{value:f}”" if isinstance(value, Decimal) else f"“{value}”"
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, tuple) and value and all(isinstance(item, Run) for item in value):
        return f"“{''.join(item.text for item in value)}”"
    return "列表" if isinstance(value, list | tuple) else "一组事实"


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
    return bool(holds(*_alike(left, right, "比较")))


def equal(left: object, right: object) -> bool:
    """Whether two values are the same; quantities in units that can be converted by what they amount to."""
    if isinstance(left, Quantity) and isinstance(right, Quantity) and left.known and right.known:
        return _compares(operator.eq, left, right)
    return bool(left == right)


def unequal(left: object, right: object) -> bool:
    """The opposite of `equal`."""
    return not equal(left, right)


def _alike(left: object, right: object, done: str) -> tuple[Decimal, Decimal]:
    """The numbers of two quantities in the unit of the left one, where they measure the same.

    Raises TypeError when they do not and cannot be `done` (相加 …; "": divided, which can be done with any).
    """
    numbers = number_of(left), number_of(right)
    if not (isinstance(left, Quantity) and isinstance(right, Quantity) and left.unit and right.unit):
        return numbers
    factor = conversion(right.unit, left.unit) if left.unit != right.unit else Decimal(1)
    if factor is not None:
        return numbers[0], numbers[1] * factor
    if not done:
        return numbers  # a ratio of two kinds, such as 千瓦时 to 平方米
    units = "，".join(f"{named(side)}的单位是{side.unit}" for side in (left, right))
    raise TypeError(f"{units}，不能{done}")


_MOST_PLACES = 6
"""Decimals of what is added up in two units of one kind."""
_DONE = {"+": "相加", "-": "相减"}


def _compute(apply: Callable[[Any, Any], Any], sign: str, left: object, right: object) -> Quantity:
    for side in (left, right):
        if isinstance(side, Fact) and not side.known:
            return Quantity(None, side.text, side.origin, side.state)
    try:
        numbers = _alike(left, right, _DONE.get(sign, "")) if sign != "×" else (number_of(left), number_of(right))
        value = apply(*numbers)
    except (DivisionByZero, DivisionUndefined, ZeroDivisionError) as error:
        raise TypeError(f"除数为零：{named(right)}是 0") from error
    except ArithmeticError as error:
        raise TypeError(TOO_LARGE) from error
    if not abs(value) <= MAX_NUMBER:
        raise TypeError(TOO_LARGE)
    inputs = tuple(origin_of(side) for side in (left, right))
    names = [(origin.formula and f"({origin.formula})") or origin.path for origin in inputs]
    origin = Origin(OriginKind.DERIVED, formula=f"{names[0]} {sign} {names[1]}", inputs=inputs)
    units = [side.unit for side in (left, right) if isinstance(side, Quantity)]
    unit = next(filter(None, units), "") if sign in _DONE else units[0] if len(units) == 1 else ""
    places = max((side.decimals for side in (left, right) if isinstance(side, Quantity)), default=0)
    if sign in _DONE and len({*units} - {""}) > 1:
        places = max(places, min(_MOST_PLACES, max(0, -int(value.normalize().as_tuple().exponent))))
    return derived(value, 2 if sign == "÷" else places, unit, origin)
