"""Figures that are to be words, put right: 5、6个 → 五六个, 星期5 → 星期五, 正月15 → 正月十五; None where it takes judgement."""

from __future__ import annotations

import re

from genwen.numerals import chinese_number

_TENS = {"10": "十", "100": "百", "1000": "千"}
_SAYINGS = {"4舍5入": "四舍五入", "1带1路": "一带一路", "2学": "两学", "2会": "两会", "2个": "两个"}


def approximate(text: str) -> str | None:
    """5、6 → 五六, 20几 → 二十几, 几10 → 几十."""
    if match := re.fullmatch(r"([1-9])、([1-9])", text):
        first, second = int(match[1]), int(match[2])
        if second != first + 1 and (first, second) != (3, 5):
            return None
        return "".join("两" if figure == 2 else chinese_number(figure) for figure in (first, second))
    if match := re.fullmatch(r"(\d{0,4}0)几", text):
        return f"{chinese_number(int(match[1]))}几"
    return f"几{_TENS[text[1:]]}" if text[:1] == "几" and text[1:] in _TENS else None


def set_word(text: str) -> str | None:
    """星期5 → 星期五, 14五 → 十四五, 8项 → 八项; 2 counts as 两 where it is no ordinal."""
    return _SAYINGS.get(text) or _in_words(re.sub(r"^(星期|礼拜|周)7$", r"\1日", text))


def lunar(text: str) -> str | None:
    """正月15 → 正月十五, 农历八月5 → 农历八月初五, 民国38年 → 民国三十八年."""
    match = re.fullmatch(r"(.*月)([1-9]|10)", text)
    return f"{match[1]}初{chinese_number(int(match[2]))}" if match else _in_words(text)


def _in_words(text: str) -> str:
    return re.sub(r"\d+", lambda found: chinese_number(int(found[0])), text)
