"""Where words meet: the words two lines run into, and which stretches are words, by the dictionary of jieba and that of titles.

jieba itself takes seconds to load its dictionary; here only the entries are looked up that a few characters around the
end of the line can be, and the likeliest row of words is taken, as jieba does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from genwen.document.title_break import WORDS

_AROUND = 8
"""Characters looked at on either side: what stands farther away does not change the words at the border."""
_LONGEST = 5
_TOTAL = 60_101_967
"""The sum of all counts in jieba's dictionary."""
_COUNT_OF_TITLES = 300
"""What a word of titles counts at least: that of a word in common use."""
_COUNT_IN_USE = 3
"""What a word in use counts at least: most that count less are there as they are often misspelt, 布署 for 部署."""
_CONJUNCTIONS = frozenset("的和及与或暨")


def parted_word(above: str, below: str) -> str:
    """The word that the end of a line parts, "" for none; where both halves are words, each may have its line."""
    start = 0
    words, border = words_around(above, below)
    for word in words:
        cut = border - start
        if 0 < cut < len(word):
            return word if 1 in (cut, len(word) - cut) else ""
        start += len(word)
    return ""


def weak_first(above: str, below: str) -> str:
    """The 的, 和 or 及 that the second line begins with, where it is no part of a word (和谐, 及时); "" for none."""
    if below[:1] not in _CONJUNCTIONS:
        return ""
    start = 0
    words, border = words_around(above, below)
    for word in words:
        if start >= border:
            return word if len(word) == 1 else ""
        start += len(word)
    return ""


def is_word(text: str, least: int = _COUNT_IN_USE) -> bool:
    """Whether a stretch of two characters or more is a word in use, one that occurs `least` times in the dictionary's texts."""
    return _count(text, _dictionary()) >= least


def words_around(above: str, below: str) -> tuple[list[str], int]:
    """The likeliest words of the last characters of a line and the first of the next; where the border lies in them."""
    head = above[-_AROUND:]
    text = head + below[:_AROUND]
    best = _likeliest(text)
    words, at = [], 0
    while at < len(text):
        words.append(text[at : best[at][1]])
        at = best[at][1]
    return words, len(head)


def likelihood(text: str) -> float:
    """The logarithm of how likely the likeliest row of words is that a short text can be cut into."""
    return _likeliest(text)[0][0]


def _likeliest(text: str) -> list[tuple[float, int]]:
    """From each place of a text on: the logarithm of how likely its likeliest words are, where the first of them ends."""
    counts = _counts(text)
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in reversed(range(len(text))):
        ends = [end for end in range(start + 1, min(len(text), start + _LONGEST) + 1)
                if end == start + 1 or text[start:end] in counts]  # fmt: skip
        best[start] = max((log(counts.get(text[start:end], 1) / _TOTAL) + best[end][0], end) for end in ends)
    return best


def _counts(text: str) -> Mapping[str, int]:
    """How often each stretch of a text that is a word occurs, by the dictionaries."""
    entries = _dictionary()
    stretches = (text[start:end] for start in range(len(text))
                 for end in range(start + 1, min(len(text), start + _LONGEST) + 1))  # fmt: skip
    return {word: count for word in stretches if (count := _count(word, entries))}


@lru_cache(maxsize=1 << 14)
def _count(word: str, entries: bytes) -> int:
    """How often a word occurs by the entries of a dictionary and those of titles, 0 for what is none."""
    line = f"\n{word} ".encode()
    at = entries.find(line, *_stretch(word[0], entries))
    found = int(entries[at + len(line) : at + len(line) + 12].split(b" ", 1)[0]) or 1 if at >= 0 else 0
    return max(found, _COUNT_OF_TITLES) if word in WORDS else found


@lru_cache(maxsize=1 << 12)
def _stretch(first: str, entries: bytes) -> tuple[int, int]:
    """From where to where the dictionary has the words of a first character; whatever is no Chinese, at its beginning."""
    if first < "一":
        return 0, _place("一".encode(), entries)
    words = first.encode()
    return _place(words, entries), _place(words + b"\xff", entries)


def _place(wanted: bytes, entries: bytes) -> int:
    """Where in the dictionary the words from these bytes on begin: Chinese ones are in the order of their first characters."""
    low, high = 0, max(0, len(entries) - 1)  # each at the end of a line
    while low < high:
        middle = entries.rfind(b"\n", low, (low + high) // 2 + 1)
        if entries[middle + 1 : middle + 1 + len(wanted)] < wanted:
            after = entries.find(b"\n", middle + 1, high)
            low = after if after >= 0 else high
        else:
            high = middle
    return low


@cache
def _dictionary() -> bytes:
    """The dictionary of jieba, a word and its count in each line; nothing where jieba cannot be had."""
    package = find_spec("jieba")
    places = package.submodule_search_locations if package is not None else None
    try:
        return b"\n" + (Path(next(iter(places))) / "dict.txt").read_bytes() if places else b""
    except OSError:
        return b""
