"""The filters of expressions: `{{ 值|过滤器(参数) }}`. Each takes a value and gives a value; none reads or writes files.

Raises TypeError with a Chinese message when the value is not of the kind the filter is for.
"""

from __future__ import annotations

from collections.abc import Callable

from genwen import numerals
from genwen.document.elements import NUMBERING, Origin, OriginKind, Run
from genwen.document.values import Printed, as_items, count, text_of
from genwen.facts.fact import SCALES, Fact, Quantity, derived, named, number_of
from genwen.records import replace

MAX_DECIMALS = 20


def join(value: object, separator: str = "、", last: str = "") -> Printed:
    """连: the items one after another, `separator` between, `last` before the last one (、…和…)."""
    runs: list[Run] = []
    items = as_items(value)
    for number, item in enumerate(items):
        if number:
            between = last if last and number == len(items) - 1 else separator
            runs.append(Run(between, "", NUMBERING))
        runs += text_of(item)
    return Printed([run for run in runs if run.text])


def wrap(opening: str, closing: str) -> Callable[[object], object]:
    """A filter that puts marks around a value, or around each item of a list."""

    def filter_(value: object) -> object:
        if isinstance(value, list | tuple) and not isinstance(value, Printed):
            return [filter_(item) for item in value]
        return Printed((Run(opening, "", NUMBERING), *text_of(value), Run(closing, "", NUMBERING)))

    return filter_


def chinese(value: object, two: str = "二") -> Fact:
    """大写: a whole number in Chinese numerals (五); `two` is what 2 is called, 两 before a measure word (两个)."""
    if not isinstance(two, str):
        raise TypeError("“大写”括号里应是加引号的文字，如 大写('两')")
    if isinstance(value, Fact) and not value.known:
        return value
    number = number_of(value)
    if number != number.to_integral_value():
        raise TypeError("只有整数能写成汉字")
    origin = value.origin if isinstance(value, Fact) else Origin(OriginKind.DERIVED)
    return Fact(int(number), two if number == 2 else numerals.chinese_number(int(number)), origin)


def _quantity(value: object) -> Quantity | None:
    if isinstance(value, Quantity):
        return value if value.known else None
    if isinstance(value, Fact) and not value.known:
        return None
    return derived(number_of(value), 0, "", Origin(OriginKind.DERIVED))


def _places(places: object) -> int:
    """A number of decimals; raises TypeError for one that nobody prints."""
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= MAX_DECIMALS:
        raise TypeError(f"小数位数应是0至{MAX_DECIMALS}的整数")
    return places


def decimals(value: object, places: int) -> object:
    """小数(n): the number with n decimals, rounded half up from the unrounded value."""
    quantity = _quantity(value)
    return quantity.rounded(_places(places)) if quantity else value


def in_scale(scale: str) -> Callable[..., object]:
    """万, 亿: the number in ten thousands or hundred millions."""

    def filter_(value: object, places: int = 2) -> object:
        quantity = _quantity(value)
        if quantity is None:
            return value
        return derived(quantity.value, _places(places), quantity.unit, quantity.origin, scale)

    assert scale in SCALES
    return filter_


def grouped(value: object) -> object:
    """千分位: digits in groups of three."""
    quantity = _quantity(value)
    if quantity is None:
        return value
    whole, _, rest = quantity.text.partition(".")
    digits = whole.lstrip("-")
    head = whole[: len(whole) - len(digits)]
    cut = next((i for i, char in enumerate(digits) if not char.isdigit()), len(digits))
    shown = f"{head}{int(digits[:cut] or 0):,}{digits[cut:]}" + (f".{rest}" if rest else "")
    return replace(quantity, text=shown)


def otherwise(value: object, instead: str = "") -> object:
    """默认("…"): another text when the fact is missing or empty."""
    if value is None or (isinstance(value, Fact) and not value.known) or value in ("", ()):
        return Printed((Run(instead, "", Origin(OriginKind.TYPED)),) if instead else ())
    return value


def percent(value: object, places: int = 2) -> Fact:
    """百分比(n): a ratio (0.253) as a percentage (25.30%)."""
    if isinstance(value, Fact) and not value.known:
        return value
    number = number_of(value)
    if isinstance(value, Quantity) and value.unit:
        raise TypeError(f"{named(value)}的单位是{value.unit}，不是比值，不能写成百分数")
    origin = value.origin if isinstance(value, Fact) else Origin(OriginKind.DERIVED)
    return derived(number * 100, _places(places), "%", origin)


def bare(value: object) -> object:
    """数值: the number without its unit."""
    return value.look("数值") if isinstance(value, Quantity) else value


def respectively(value: object, base: int = 0) -> object:
    """分别: the changes of several quantities in one sentence (A、B分别下降a、b)."""
    from genwen.document.respectively import respectively as told

    return told(value, base)


FILTERS: dict[str, Callable[..., object]] = {
    "连": join,
    "数": count,
    "书名号": wrap("《", "》"),
    "引号": wrap("“", "”"),
    "括号": wrap("（", "）"),
    "大写": chinese,
    "小数": decimals,
    "万": in_scale("万"),
    "亿": in_scale("亿"),
    "千分位": grouped,
    "默认": otherwise,
    "百分比": percent,
    "数值": bare,
    "分别": respectively,
}
