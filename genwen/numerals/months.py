"""Months as clerks write them: 3月, 三月, 03, 2025年3月, 2025-03, 202503, 2025/3/31."""

from __future__ import annotations

import unicodedata

from genwen.patterns import regex

_MONTH = regex(r"(?:(?P<year>(?:19|20)\d{2})\s*(?:年度?|[-./年]))?\s*0?(?P<month>1[0-2]|[1-9])\s*(?:月份?|)")
_COMPACT = regex(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])")
_DAY = regex(r"(?P<year>(?:19|20)\d{2})[-./年](?P<month>0?[1-9]|1[0-2])[-./月]\d{1,2}日?(?:T?00:00:00)?")
_CHINESE = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11,
    "十二": 12,
    "元": 1,
    "正": 1,
}


def parse_month(text: str) -> tuple[int, int] | None:
    """The year (0 when none is written) and the month written `text`; None when it is no month."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).removesuffix("份")
    for form in (_COMPACT, _MONTH, _DAY):
        if found := form.fullmatch(plain):
            return int(found["year"] or 0), int(found["month"])
    word = plain.removesuffix("月")
    if word != plain and word in _CHINESE:
        return 0, _CHINESE[word]
    return None
