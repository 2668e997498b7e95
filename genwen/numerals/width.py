"""The width of text in 字 (3.1): what indents and centring are computed from."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise


@cache
def char_width(character: str) -> float:
    """Width of one character in 字: 1 for Chinese characters and marks, 0.5 for figures, Latin letters and marks.

    Characters that East Asian typography shares with Latin (“ ” ‘ ’ — … · × ℃ ① ★) count as Chinese, as all fonts of
    the document are Chinese.
    """
    kind = unicodedata.east_asian_width(character)
    if kind in "WF":
        return 1.0
    if kind == "A" and not (
        character <= "ɏ" and character.isalpha()
    ):  # pinyin letters such as é are narrow in Chinese fonts too
        try:
            character.encode("gbk")
        except UnicodeEncodeError:
            return 0.5
        return 1.0
    return 0.5


def width_in_chars(text: str) -> float:
    """Width of `text` in 字, without the space typesetting adds between Chinese and figures."""
    return sum(map(char_width, text), 0.0)


def printed_width(text: str) -> float:
    """Width of `text` in 字 with the fifth of a 字 that typesetting puts between Chinese and figures or letters."""
    changes = sum(a.isalnum() and b.isalnum() and a.isascii() != b.isascii() for a, b in pairwise(text))
    return width_in_chars(text) + 0.2 * changes
