"""Chinese numerals below one hundred million (亿): 一, 十二, 一百零一, 二十万零三百."""

from __future__ import annotations

from genwen.numerals.errors import NumeralError

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_UNIT_VALUES = {"十": 10, "百": 100, "千": 1000}
LIMIT = 10**8


def _section(n: int) -> str:
    """1…9999 in full: 12 is 一十二, a run of zeros inside is one 零."""
    text = ""
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            text += _DIGITS[digit] + _UNITS[power]
        elif text and not text.endswith("零") and n % 10**power:
            text += "零"
    return text


def chinese_number(n: int) -> str:
    """`n` (0 ≤ n < 一亿) in Chinese numerals: 10 is 十, 12 十二, 110 一百一十, 10010 一万零一十.

    Raises ValueError outside that range.
    """
    if not 0 <= n < LIMIT:
        raise ValueError(f"中文数字只支持0至99999999，不支持{n}")
    high, low = divmod(n, 10000)
    text = f"{_section(high)}万" if high else ""
    if low:
        text += ("零" if high and low < 1000 else "") + _section(low)
    text = text or "零"
    return text[1:] if text.startswith("一十") else text


def _value(text: str) -> int:
    total = digit = 0
    for character in text:
        if character in _UNIT_VALUES:
            total += (digit or 1) * _UNIT_VALUES[character]
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit


def parse_chinese_number(text: str) -> int:
    """The number written `text`, which must be its one regular form (as `chinese_number` writes it).

    Raises NumeralError for anything else; the hint shows the regular form where the number can be made out.
    """
    if not text or set(text) - set(_DIGITS + "十百千万"):
        raise NumeralError(f"“{text}”不是中文数字", "中文数字写作 一、十二、一百零一 这样的形式")
    high, mark, low = text.rpartition("万")
    value = (_value(high) * 10000 if mark else 0) + _value(low) if "万" not in high else -1
    if not 0 <= value < LIMIT:
        raise NumeralError(f"“{text}”不是规范的中文数字")
    if chinese_number(value) != text:
        raise NumeralError(f"“{text}”不是规范的中文数字", f"写作 {chinese_number(value)}")
    return value
