"""Where justified Chinese text breaks into lines, without a renderer.

The rules are those of LibreOffice measured on rendered pages, and of Word where both agree: no mark hangs outside the
版心, none is compressed, figures and Latin letters stay together, and the change between Chinese and figures or letters
costs a fifth of the size. Lengths are in twips.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from genwen.numerals import char_width
from genwen.standard import BODY_SIZE_PT, BODY_SPACING, TWIPS_PER_PT

BODY_SIZE = BODY_SIZE_PT * TWIPS_PER_PT

NOT_AT_START = frozenset("!),.:;?]}'\"、。〉》」』】〕〗！），．：；？｜｝％%℃々·•ˇˉ―′″’”")
"""Marks no line begins with (kinsoku)."""
NOT_AT_END = frozenset("([{〈《「『【〔〖（［｛￡￥〝“‘$¥£")
"""Marks no line ends with (kinsoku)."""
_STICK_TO_LATIN = frozenset("“”‘’。，、）》〉】〕」』〗")
"""Marks after which no line ends when a figure or letter follows: LibreOffice breaks before them instead."""
_PAIRED = frozenset("—…")

PROPORTIONAL: Mapping[str, float] = MappingProxyType(
    {".": 0.28, ",": 0.28, "%": 0.83, "-": 0.33, "(": 0.39, ")": 0.39, ":": 0.28, " ": 0.33}
    | dict.fromkeys("ABCDEFGHKNOPQRTUVXYZ", 0.71)
    | dict.fromkeys("MW", 0.95)
    | dict.fromkeys("fijlrstI", 0.33)
    | dict.fromkeys("mw", 0.78)
)
"""Widths of figures' company in faces with proportional Latin letters, such as the free ones; in 字.

The faces a 公文 names (仿宋_GB2312 and its kin) set every figure, letter and mark of ASCII half a 字 wide.
"""
HALF_WIDTH: Mapping[str, float] = MappingProxyType({})


def _is_latin(character: str) -> bool:
    return (character < "\u2000" and character not in "×·±°") or "\u2070" <= character <= "\u209f"


class _Traits(dict[str, tuple[float, bool, bool]]):
    """By character: how far it reaches in twips, whether it is Latin, whether a letter or figure; filled as met."""

    def __init__(self, size: int, spacing: int, latin: Mapping[str, float]) -> None:
        super().__init__()
        self.size, self.spacing, self.latin = size, spacing, latin

    def __missing__(self, character: str) -> tuple[float, bool, bool]:
        is_latin = _is_latin(character)
        width = char_width(character)
        if is_latin:
            width = self.latin.get(character, width)
        known = self[character] = (width * self.size + self.spacing, is_latin, character.isalnum())
        return known


@lru_cache(maxsize=64)
def _traits(size: int, spacing: int, proportional: bool) -> _Traits:
    return _Traits(size, spacing, PROPORTIONAL if proportional else HALF_WIDTH)


# Runs of full-width characters, nearly all of a text, and what stands between them.
_PIECES = re.compile("([\u2e80-\u9fff\u3000-\u303f\uff01-\uff5e“”‘’—…〔〕]+)")


def _edges(text: str, traits: _Traits) -> tuple[list[float], dict[int, float]]:
    """Where each character ends on an endless line, and by index those that start elsewhere than the one before ends.

    Where Chinese and Latin meet, the character spacing is left out and, between letters or figures, a fifth of the
    size is put in, as LibreOffice does; Word's own gap is within a twentieth of a 字 of it.
    """
    ends: list[float] = []
    starts: dict[int, float] = {0: 0}
    x: float = 0
    gap, spacing = traits.size // 5, traits.spacing
    step = traits.size + spacing
    was_latin = was_alnum = False
    for number, piece in enumerate(_PIECES.split(text)):
        if number % 2:
            # full-width characters lie at equal steps
            if was_latin:
                x += (gap if was_alnum and piece[0].isalnum() else 0) - spacing
            x = round(x)
            starts[len(ends)] = x
            last = x + len(piece) * step
            ends += range(x + step, last + step, step)
            x = last
            was_latin, was_alnum = False, piece[-1].isalnum()
            continue
        for character in piece:
            advance, is_latin, is_alnum = traits[character]
            if is_latin is not was_latin:
                if ends:
                    x -= spacing
                    if is_alnum and was_alnum:
                        x += gap
                    starts[len(ends)] = x
                was_latin = is_latin
            x += advance
            ends.append(x)
            was_alnum = is_alnum
    return ends, starts


def may_break(text: str, index: int) -> bool:
    """Whether a line may end before the character at `index` (0 < index < len(text))."""
    before, after = text[index - 1], text[index]
    if after in NOT_AT_START or before in NOT_AT_END or after == " ":
        return False
    if before == " ":
        return True
    if _is_latin(after):
        if _is_latin(before):
            return before == "-" and after.isalpha()
        return before not in _STICK_TO_LATIN
    return not (before == after and before in _PAIRED)


def _break_one(text: str, width: float, indent: float, traits: _Traits) -> list[str]:
    ends, starts = _edges(text, traits)
    lines: list[str] = []
    start, length = 0, len(text)
    # the last character of a line keeps its full width
    room = width + traits.spacing - indent
    while True:
        x = starts[start] if start in starts else ends[start - 1]
        overflow = bisect_right(ends, x + room, start)
        if overflow >= length:
            lines.append(text[start:])
            return lines
        end = overflow
        while end > start and not may_break(text, end):
            end -= 1
        if end == start:
            end = max(overflow, start + 1)
        lines.append(text[start:end])
        start = end
        while start < length and text[start] == " ":
            start += 1
        if start == length:
            return lines
        room = width + traits.spacing


@lru_cache(maxsize=8192)
def _lines(text: str, width: int, first_indent: int, size: int, spacing: int, proportional: bool) -> tuple[str, ...]:
    traits = _traits(size, spacing, proportional)
    lines: list[str] = []
    for piece in text.split("\n"):
        lines += _break_one(piece, width, first_indent, traits) if piece else [""]
        first_indent = 0
    return tuple(lines)


def break_lines(
    text: str,
    width: int,
    *,
    first_indent: int = 0,
    size: int = BODY_SIZE,
    spacing: int = BODY_SPACING,
    proportional: bool = True,
) -> tuple[str, ...]:
    """The lines `text` falls into between indents `width` twips apart.

    `first_indent` is that of the first line against the others (negative: hanging), `size` the font size and `spacing`
    the character spacing, all in twips; a line feed is a forced break. `proportional` reckons with faces whose Latin
    letters and marks are not half a 字 wide.
    """
    return _lines(text, width, first_indent, size, spacing, proportional)


def line_count(
    text: str,
    width: int,
    *,
    first_indent: int = 0,
    size: int = BODY_SIZE,
    spacing: int = BODY_SPACING,
    proportional: bool = True,
) -> int:
    """How many lines `text` takes, at least one; the arguments are those of `break_lines`."""
    if len(text) * (size + size // 5) <= width - first_indent and "\n" not in text:
        return 1
    return len(_lines(text, width, first_indent, size, spacing, proportional))
