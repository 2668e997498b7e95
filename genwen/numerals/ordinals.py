"""层次序数 and series ordinals, named by their first member: 一、（一）1.（1）第一，一是 (7.3.3)."""

from __future__ import annotations

from functools import lru_cache

from genwen.numerals.chinese import chinese_number, parse_chinese_number
from genwen.numerals.errors import NumeralError
from genwen.patterns import regex
from genwen.records import record

ORDINAL_STYLES = (
    "一、",
    "（一）",
    "(一)",
    "1.",
    "1．",
    "1、",
    "（1）",
    "(1)",
    "①",
    "第一，",
    "第一、",
    "第一",
    "一是",
    "",
)
"""Every known style; "" is none. Only 一、（一）1.（1）belong to the standard; wrong ones are known to be reported."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@lru_cache(maxsize=2048)
def ordinal(style: str, n: int) -> str:
    """The `n`-th ordinal (from 1) of the style named by its first member: ordinal("（一）", 12) is （十二）.

    Raises KeyError for an unknown style and ValueError for an `n` it has no form for.
    """
    if style not in ORDINAL_STYLES:
        raise KeyError(style)
    if n < 1:
        raise ValueError(f"序数从1起，不能是{n}")
    if style == "①":
        if n > len(_CIRCLED):
            raise ValueError(f"带圈数字只到{len(_CIRCLED)}，不能是{n}")
        return _CIRCLED[n - 1]
    return style.replace("一", chinese_number(n)).replace("1", str(n))


@record
class Ordinal:
    """An ordinal found at the head of a paragraph: its style, its number and its text."""

    style: str
    number: int
    text: str


_NUMERAL = "[一二三四五六七八九十百]+"
# A point before a digit is a decimal point, 第一 before a letter or measure word is an ordinary word.
_PATTERNS = tuple(
    (style, regex(pattern))
    for style, pattern in (
        ("一、", f"({_NUMERAL})、"),
        ("（一）", f"（({_NUMERAL})）"),
        ("(一)", rf"\(({_NUMERAL})\)"),
        ("1.", r"([1-9]\d{0,2})\.(?!\d)"),
        ("1．", r"([1-9]\d{0,2})．(?!\d)"),
        ("1、", r"([1-9]\d{0,2})、(?!\d)"),
        ("（1）", r"（([1-9]\d{0,2})）"),
        ("(1)", r"\(([1-9]\d{0,2})\)"),
        ("①", f"([{_CIRCLED}])"),
        ("第一，", f"第({_NUMERAL})，"),
        ("第一、", f"第({_NUMERAL})、"),
        ("一是", f"({_NUMERAL})是"),
    )
)


def leading_ordinal(text: str) -> Ordinal | None:
    """The ordinal `text` begins with, or None. `第一` without a mark after it is not told from an ordinary word."""
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            number = _number(found[1])
            return Ordinal(style, number, found[0]) if number else None
    return None


def _number(text: str) -> int:
    if text[0] in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text)
    try:
        return parse_chinese_number(text)
    except NumeralError:
        return 0
