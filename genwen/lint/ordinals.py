"""Ordinals at the head of a paragraph, right or wrong: their level, number, and what is wrong with their marks."""

from __future__ import annotations

import re

from genwen.numerals import NumeralError, parse_chinese_number
from genwen.records import record

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_FORMS = (
    # level, numeral is Chinese, pattern, the right form, what is wrong ("" for right)
    (1, True, re.compile(rf"({_CHINESE})、"), "{}、", ""),
    (2, True, re.compile(rf"（({_CHINESE})）(?![、.．，,：: \u3000])"), "（{}）", ""),
    (3, False, re.compile(r"([1-9]\d?)\.(?!\d(?!\d{3}年))"), "{}.", ""),
    (4, False, re.compile(r"（([1-9]\d?)）(?![、.．，,：:])"), "（{}）", ""),
    (2, True, re.compile(rf"（({_CHINESE})）[ \u3000]+"), "（{}）", "“（一）”后不空"),
    (2, True, re.compile(rf"（({_CHINESE})）[、.．，,：:]"), "（{}）", "“（一）”后不加标点"),
    (4, False, re.compile(r"（([1-9]\d?)）[、.．，,：:]"), "（{}）", "“（1）”后不加标点"),
    (2, True, re.compile(rf"[(（]\s*({_CHINESE})\s*[)）][、.．，,：:]?"), "（{}）", "括号应为全角、成对，中间不空"),
    (4, False, re.compile(r"[(（]\s*([1-9]\d?)\s*[)）][、.．，,：:]?"), "（{}）", "括号应为全角、成对，中间不空"),
    (1, True, re.compile(rf"({_CHINESE})\s*[.．，,：:]\s*(?=[\u4e00-\u9fff])"), "{}、", "“一”后用顿号"),
    (3, False, re.compile(r"([1-9]\d?)\s*[、．](?!\d)"), "{}.", "“1”后用半角小圆点"),
    (1, True, re.compile(rf"({_CHINESE})\s+、"), "{}、", "序数与标点之间不空"),
    (3, False, re.compile(r"([1-9]\d?)\s+[.．](?!\d)"), "{}.", "序数与标点之间不空"),
    (4, False, re.compile(r"([1-9]\d?)[)）]"), "（{}）", "括号应为全角、成对"),
    (3, False, re.compile(r"([1-9]\d?)[，,](?=[\u4e00-\u9fff])"), "{}.", "“1”后用半角小圆点"),
)
LEVEL_NAMES = ("一、", "（一）", "1.", "（1）")
_WORD_AFTER_ONE = re.compile("一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|九、十")
"""二、三产业: two numbers side by side, no heading."""


@record
class Found:
    """An ordinal: `level` 1 to 4, its number and text; `fault` says what is wrong with its form, `right` the right one."""

    level: int
    number: int
    text: str
    right: str
    fault: str = ""


def read_ordinal(text: str) -> Found | None:
    """The ordinal of a heading a paragraph begins with, None when there is none."""
    stripped = text.lstrip(" \u3000\t")
    if not stripped or stripped[0] not in "一二三四五六七八九十（(123456789" or _WORD_AFTER_ONE.match(stripped):
        return None
    for level, chinese, pattern, form, fault in _FORMS:
        match = pattern.match(stripped)
        if match is None:
            continue
        number = _number(match[1]) if chinese else int(match[1])
        if number:
            return Found(level, number, match[0], form.format(match[1]), fault)
    return None


def _number(text: str) -> int:
    try:
        return parse_chinese_number(text)
    except NumeralError:
        return 0
