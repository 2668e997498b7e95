"""Text in, the same text out with what a rule must not look at blanked, character for character.

Dozens of rules ask for the same lines one after another, so the answers are kept for a while.
"""

from __future__ import annotations

import re
from functools import lru_cache

from genwen.patterns import regex

MASK = "\0"
_TITLES = regex("《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_QUOTES = regex("“[^“”]*”|‘[^‘’]*’")
_NUMBERS = regex(r"[\u4e00-\u9fffA-Za-z]{0,12}[〔\[［(（【]\s*(?:19|20)?\d{2}\s*[〕\]］)）】]\s*第?\s*\d+\s*号")
_STANDARDS = regex(r"(?<![A-Za-z])[A-Z]{2,6}(?:\s*/\s*[A-Z])?\s*\d[\d.]*(?:\s*[-—－–]\s*\d{4})?")
_ADDRESSES = regex(
    r"https?://[^\s\u4e00-\u9fff，。；、（）]+|www\.[^\s\u4e00-\u9fff，。；、（）]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}",
    re.ASCII,
)
_TELEPHONES = regex(r"(?<!\d)(?:0\d{2,3}[-—－–]?\d{7,8}(?:[-—－–]\d{1,5})?|1[3-9]\d{9}|400[- ]?\d{3}[- ]?\d{4})(?!\d)")
_DATES = regex(
    r"(?<![\d.])(?:(?:19|20)\d{2}年)?(?:\d{1,2}月)?\d{1,2}[日号]|(?:19|20)\d{2}年(?:\d{1,2}月)?|\d{4}-\d{1,2}-\d{1,2}"
)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: MASK * len(match[0]), text)


@lru_cache(maxsize=1 << 15)
def without_names(text: str) -> str:
    """Titles, 文号, standards' numbers, addresses and telephone numbers blanked."""
    for pattern in (_TITLES, _NUMBERS, _ADDRESSES, _TELEPHONES, _STANDARDS):
        text = _blank(pattern, text)
    return text


@lru_cache(maxsize=1 << 15)
def without_quotes(text: str) -> str:
    """What is quoted blanked too."""
    return _blank(_QUOTES, without_names(text))


@lru_cache(maxsize=1 << 15)
def without_dates(text: str) -> str:
    """What is quoted and dates blanked too."""
    return _blank(_DATES, without_quotes(text))


@lru_cache(maxsize=1 << 15)
def without_addresses(text: str) -> str:
    """Addresses of the net alone blanked."""
    return _blank(_ADDRESSES, text)
