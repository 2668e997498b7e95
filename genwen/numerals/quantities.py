"""Decimal numbers and quantities with their units, read strictly and computed without rounding.

A quantity keeps the number as it was written (its decimals and its 万 or 亿), because it is printed so; `amount` is
its value in the bare unit. Changes are computed from unrounded values, and their sign lives in the word (下降5.03%).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from genwen.numerals.errors import NumeralError, half_width, has_full_width_digits
from genwen.patterns import regex
from genwen.records import record

_PLAIN = regex(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_GROUPED = regex(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_QUANTITY = regex(
    r"(?P<number>-?[\d.,，．０-９]+)[ \u3000\xa0]*(?P<multiplier>万亿|万|亿|)"
    r"(?P<unit>[^\d\s.,，。；;、：:！？!?~～—-][^\s，。；;、：:！？!?]*|)"
)
_MULTIPLIERS = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
# 千 and 百 may only stand before a numeral-less unit name (千瓦, 百帕), not as a numeral after figures.
_SPLIT = regex(r"[万亿]+\d")
_MIXED = regex("千(?!瓦|克|米|帕|赫|伏|焦|卡|安|乏|牛|升|字|吨|兆|比|年)|百(?!帕|分)|十")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_LAST_PLACES = tuple(Decimal(1).scaleb(-places) for places in range(8))


class QuantityError(NumeralError):
    """A text is not a number or a quantity."""


def parse_decimal(text: str) -> Decimal:
    """The number written `text`: half-width figures, a point, a minus sign, commas between groups of three.

    The value keeps the decimals written. Raises QuantityError for anything else (全角 figures, 1e5, .5, 007, 1,23).
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    plain = half_width(text)
    if plain != text and (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        what = "数字" if has_full_width_digits(text) else "符号"
        raise QuantityError(f"“{text}”用了全角{what}", f"写作 {plain}")
    if "," in plain:
        raise QuantityError(f"“{text}”的千分位分隔不对", f"逗号隔开每三位数字，或不用逗号，如 {_ungrouped(plain)}")
    if re.fullmatch(r"-?\.\d+", plain, re.ASCII):
        raise QuantityError(f"“{text}”缺少整数位", f"写作 {plain.replace('.', '0.', 1)}")
    if re.fullmatch(r"-?0\d+(\.\d+)?", plain, re.ASCII):
        raise QuantityError(f"“{text}”前有多余的零", f"写作 {format_decimal(Decimal(plain))}")
    if re.fullmatch(r"-?\d+\.", plain, re.ASCII):
        raise QuantityError(f"“{text}”的小数点后没有数字", f"写作 {plain[:-1]}")
    if re.fullmatch(r"-?[\d.]+e[+-]?\d+", plain, re.ASCII | re.IGNORECASE):
        raise QuantityError(f"“{text}”用了科学记数法", "写出全部数字，如 1256300")
    raise QuantityError(f"“{text}”不是数字", "写半角阿拉伯数字，如 125.63")


def _ungrouped(text: str) -> str:
    bare = text.replace(",", "")
    return bare if _PLAIN.fullmatch(bare) else "1256300"


@record
class Quantity:
    """A number as written, its multiplier ("", 万, 亿, 万亿) and its unit ("" for a bare number)."""

    value: Decimal
    multiplier: str = ""
    unit: str = ""

    @property
    def amount(self) -> Decimal:
        """The value in the bare unit: 125.63万千瓦时 is 1256300 千瓦时."""
        return _EXACT.multiply(self.value, _MULTIPLIERS[self.multiplier])

    @property
    def decimals(self) -> int:
        """How many decimals were written."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    def __str__(self) -> str:
        return f"{format_decimal(self.value)}{self.multiplier}{self.unit}"


def parse_quantity(text: str) -> Quantity:
    """The quantity written `text`: 125.63万千瓦时, 1256300 千瓦时, 26摄氏度, 25%, 5个, 12.

    Raises QuantityError when it does not begin with one number, or a Chinese numeral other than 万 and 亿 follows it.
    """
    text = text.strip()
    found = _QUANTITY.fullmatch(text.replace("％", "%"))
    if not found:
        raise QuantityError(f"“{text}”不是带单位的数量", "先写数字，后写单位，如 125.63万千瓦时、26摄氏度、25%")
    unit = found["unit"]
    if "％" in text:
        raise QuantityError(f"“{text}”用了全角符号", f"写作 {half_width(text)}")
    try:
        value = parse_decimal(found["number"])
    except QuantityError as error:
        raise QuantityError(error.message, error.hint) from None
    if _SPLIT.match(unit):
        raise QuantityError(f"“{text}”把一个数写成了两截", "写成一个数，如 721.68万千瓦时 或 7216800千瓦时")
    if _MIXED.match(unit):
        raise QuantityError(f"“{text}”在阿拉伯数字后用了“{unit[0]}”", "除万、亿外不混用两种数字，写出全部数字")
    return Quantity(value, found["multiplier"], unit)


def format_decimal(value: Decimal, decimals: int | None = None) -> str:
    """`value` with `decimals` decimals, halves rounded away from zero; None keeps those it has. Never an exponent."""
    if decimals is not None:
        try:
            value = _EXACT.quantize(value, _LAST_PLACES[decimals])
        except (IndexError, InvalidOperation):  # more decimals, or more digits, than are met in practice
            context = Context(prec=max(1, value.adjusted() + decimals + 2), rounding=ROUND_HALF_UP)
            value = context.quantize(value, Decimal(1).scaleb(-decimals))
    text = format(value, "f")
    return text[1:] if text.startswith("-") and not value else text


def format_change(old: Decimal, new: Decimal, decimals: int = 2) -> tuple[str, str]:
    """How `new` differs from `old`: (下降 or 上升, the rate such as 5.03%), or (持平, "") when it rounds to nothing.

    Computed from the values as they are. Raises QuantityError when `old` is not above zero, as no rate exists then.
    """
    if old == new:
        return "持平", ""
    if old <= 0:
        raise QuantityError(f"基数为{format_decimal(old)}，不能计算增减百分比", "改写为增减的数量")
    rate = _EXACT.multiply(_EXACT.divide(_EXACT.subtract(new, old), old), Decimal(100))
    shown = format_decimal(abs(rate), decimals)
    if not Decimal(shown):
        return "持平", ""
    return ("上升" if rate > 0 else "下降"), f"{shown}%"
