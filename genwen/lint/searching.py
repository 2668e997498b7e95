"""Patterns looked for in many lines: the texts are searched joined, and only lines in which something lies one by one.

A document has thousands of short lines and there are a hundred patterns: calling each on every line costs more than the
search itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from genwen.lint.masks import MASK
from genwen.lint.view import Line
from genwen.patterns import regex
from genwen.records import record

_CHUNK = 16_000
"""Characters searched at once: a pattern that looks far ahead looks no farther than this."""
_FEW = 60
_OPEN_ENDED = regex(r"\(\?<?!(?:\(\?:|\()?(?:\[\^|\\[SDWB]|\.)|\\[AZ]")
_CLASS = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.S)


@record(frozen=False, eq=False)
class _Joined:
    """Lines whose texts were joined in pieces: each piece with the number of its first line and where its lines begin."""

    lines: Sequence[Line]
    pieces: list[tuple[str, int, list[int]]]


_KEPT: dict[tuple[int, Callable[[str], str]], _Joined] = {}
_MOST_KEPT = 64


def forget() -> None:
    """Let go of what was joined."""
    _KEPT.clear()


def found_in(
    lines: Iterable[Line], pattern: re.Pattern[str], seen_as: Callable[[str], str] = str
) -> Iterator[tuple[Line, re.Match[str]]]:
    """Every match of a pattern with its line; `seen_as` blanks what is not to be looked at, keeping the length."""
    for line in lines_with(lines, (pattern,), seen_as):
        for match in pattern.finditer(seen_as(line.text)):
            yield line, match


def lines_with(
    lines: Iterable[Line], patterns: Sequence[re.Pattern[str]], seen_as: Callable[[str], str] = str
) -> Sequence[Line]:
    """The lines in which one of the patterns may match, none of those in which one does left out."""
    if not isinstance(lines, list) or len(lines) < _FEW or not all(_may_be_joined(pattern) for pattern in patterns):
        return lines if isinstance(lines, Sequence) else list(lines)
    touched: set[int] = set()
    for text, first, starts in _joined(lines, seen_as).pieces:
        for pattern in patterns:
            for match in pattern.finditer(text):
                start = bisect_right(starts, match.start()) - 1
                end = bisect_right(starts, max(match.start(), match.end() - 1)) - 1
                touched.update(range(first + start, first + end + 1))
    return [lines[n] for n in sorted(touched)]


def _joined(lines: Sequence[Line], seen_as: Callable[[str], str]) -> _Joined:
    """The texts joined, kept while the same lines are asked for."""
    key = (id(lines), seen_as)
    kept = _KEPT.get(key)
    if kept is not None and kept.lines is lines:
        return kept
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    pieces: list[tuple[str, int, list[int]]] = []
    texts: list[str] = []
    starts: list[int] = []
    length = first = 0
    for n, line in enumerate(lines):
        starts.append(length)
        texts.append(seen_as(line.text))
        length += len(texts[-1]) + 1
        if length >= _CHUNK:
            pieces.append((MASK.join(texts), first, starts))
            texts, starts, length, first = [], [], 0, n + 1
    if texts:
        pieces.append((MASK.join(texts), first, starts))
    _KEPT[key] = _Joined(lines, pieces)
    return _KEPT[key]


@lru_cache(maxsize=512)
def _may_be_joined(pattern: re.Pattern[str]) -> bool:
    """Whether a pattern finds in joined lines all it finds in each: it knows no ends of lines."""
    if _OPEN_ENDED.search(pattern.pattern):
        return False
    bare = _CLASS.sub("", pattern.pattern)
    return "^" not in bare and "$" not in bare
