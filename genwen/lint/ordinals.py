"""Ordinals at the head of a paragraph, right or wrong: their level, number, and what is wrong with their marks."""

from __future__ import annotations

from functools import lru_cache

from genwen.numerals import NumeralError, chinese_number, parse_chinese_number
from genwen.patterns import regex
from genwen.records import record

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_FORMS = (
    # level, numeral is Chinese, pattern, the right form, what is wrong ("" for right)
    (1, True, regex(rf"({_CHINESE})、(?![ \u3000])"), "{}、", ""),
    (1, True, regex(rf"({_CHINESE})、[ \u3000]+"), "{}、", "“一、”后不空"),
    (2, True, regex(rf"（({_CHINESE})）(?![、.．，,：: \u3000])"), "（{}）", ""),
    (3, False, regex(r"([1-9]\d?)\.(?!\d(?!\d{3}年))"), "{}.", ""),
    (4, False, regex(r"（([1-9]\d?)）(?![、.．，,：:])"), "（{}）", ""),
    (2, True, regex(rf"（({_CHINESE})）[ \u3000]+"), "（{}）", "“（一）”后不空"),
    (2, True, regex(rf"（({_CHINESE})）[、.．，,：:]"), "（{}）", "“（一）”后不加标点"),
    (4, False, regex(r"（([1-9]\d?)）[、.．，,：:]"), "（{}）", "“（1）”后不加标点"),
    (2, True, regex(rf"[(（]\s*({_CHINESE})\s*[)）][、.．，,：:]?"), "（{}）", "括号应为全角、成对，中间不空"),
    (4, False, regex(r"[(（]\s*([1-9]\d?)\s*[)）][、.．，,：:]?"), "（{}）", "括号应为全角、成对，中间不空"),
    (
        2,
        True,
        regex(rf"[〔【［\[｛{{]\s*({_CHINESE})\s*[〕】］\]｝}}][、.．，,：:]?\s*"),
        "（{}）",
        "序数用圆括号“（）”",
    ),
    (4, False, regex(r"【\s*([1-9]\d?)\s*】[、.．，,：:]?\s*"), "（{}）", "序数用圆括号“（）”"),
    (1, True, regex(rf"({_CHINESE})\s*[.．，,。：:]\s*(?=[\u4e00-\u9fff])"), "{}、", "“一”后用顿号"),
    (3, False, regex(r"([1-9]\d?)\s*[、．](?!\d)"), "{}.", "“1”后用半角小圆点"),
    (1, True, regex(rf"({_CHINESE})\s+、"), "{}、", "序数与标点之间不空"),
    (3, False, regex(r"([1-9]\d?)\s+[.．](?!\d)"), "{}.", "序数与标点之间不空"),
    (4, False, regex(r"([1-9]\d?)[)）]"), "（{}）", "括号应为全角、成对"),
    (3, False, regex(r"([1-9]\d?)[，,。：:](?=[\u4e00-\u9fff])"), "{}.", "“1”后用半角小圆点"),
)
LEVEL_NAMES = ("一、", "（一）", "1.", "（1）")
_RIGHT = ("{}、", "（{}）", "{}.", "（{}）")
_WORD_AFTER_ONE = regex(
    "(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|九、十)"
    "(?=产业|线城市|线员工|等[奖功]|季度(?!重点|主要|工作|任务|计划|安排|目标)|(?:年级|批|期|车间)(?!重点|工程|任务|工作).*[，。])"
)
"""二、三产业: two numbers side by side, no heading; 二、三年行动目标 is one."""
_BEGINNINGS = frozenset("一二三四五六七八九十（(〔【［[｛{123456789１２３４５６７８９")
_LONGEST = 8
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
"""Full-width figures, which are told as such, are read as what they stand for."""


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
    if not stripped or stripped[0] not in _BEGINNINGS or _WORD_AFTER_ONE.match(stripped):
        return None
    written, stripped = stripped, stripped[:_LONGEST].translate(_HALF) + stripped[_LONGEST:]
    for level, chinese, pattern, form, fault in _FORMS:
        match = pattern.match(stripped)
        if match is None:
            continue
        number = _number(match[1]) if chinese else int(match[1])
        if number:
            return Found(level, number, written[: match.end()], form.format(match[1]), fault)
    return None


@lru_cache(maxsize=256)
def _number(text: str) -> int:
    try:
        return parse_chinese_number(text)
    except NumeralError:
        return 0


_ODD = (
    regex(rf"第\s*({_CHINESE}|\d{{1,2}})\s*[、，,．.：:\s]\s*"),
    regex(rf"其({_CHINESE})\s*[、，,：:]\s*"),
    regex(r"([壹贰叁肆伍陆柒捌玖拾])\s*[、，,．.]\s*"),
    regex(r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?=[、．.]))\s*[、，,．.]?\s*"),
    regex(r"([①-⑳])\s*[、，,．.]?\s*"),
    regex(r"([⑴-⒇⒈-⒛㈠-㈩])\s*[、，,．.]?\s*"),
    regex(rf"({_CHINESE})\s*[)）]\s*"),
    regex(r"[〔\[［]\s*(\d{1,2})\s*[〕\]］]\s*"),
    regex(rf"[(（]\s*({_CHINESE}|\d{{1,2}})(?=[\u4e00-\u9fff])"),
    regex(rf"({_CHINESE}|\d{{1,2}})[ \u3000]+(?=[\u4e00-\u9fff])"),
    regex(rf"({_CHINESE}|\d{{1,2}})(?=[\u4e00-\u9fff])"),
)
"""What stands for an ordinal and is none of the four: 第二、, 贰、, ②, （二 without its other bracket, 二 without a mark.

The last of them begins many a line that has no ordinal: it counts only where that number is missing.
"""
_ROWS = ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
         "壹贰叁肆伍陆柒捌玖拾")  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def read_odd(text: str) -> int:
    """The number of what stands like an ordinal at the head of a paragraph in a form that no level has; 0 for none."""
    return _odd(text)[0]


def odd_text(text: str) -> str:
    """The characters of such an ordinal."""
    return _odd(text)[1]


def is_bare(text: str) -> bool:
    """Whether such an ordinal is a number that the words follow at once."""
    return not any(pattern.match(text.lstrip(" \u3000\t")) for pattern in _ODD[:-1])


def _odd(text: str) -> tuple[int, str]:
    stripped = text.lstrip(" \u3000\t")
    for pattern in _ODD:
        match = pattern.match(stripped)
        if match is not None:
            return _odd_number(match[1]), match[0].rstrip() or match[0]
    return 0, ""


def _odd_number(text: str) -> int:
    if text.isascii():
        return int(text) if text.isdecimal() else _ROMAN.get(text, 0)
    return next((row.index(text) + 1 for row in _ROWS if text in row), 0) or _number(text)


def as_level(level: int, number: int, text: str) -> Found:
    """An ordinal that should be one of a level: `text` is what it is written as."""
    return Found(level, number, text, shown_as(level, number))


def shown_as(level: int, number: int) -> str:
    """The ordinal of a level as it should be written: “三、” for the third of the first."""
    return _RIGHT[level - 1].format(chinese_number(number) if level <= 2 else number)
