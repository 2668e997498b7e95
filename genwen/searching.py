"""Patterns looked for in many lines: only those lines are searched that have the characters a match needs.

A document has thousands of lines and there are a thousand patterns: calling each on every line takes longer than all the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import is_, or_
from typing import Any, Protocol, TypeVar

from genwen.needs import DIGIT, SPACE, Need, needs_of

_FEW = 60
"""Lines that are searched one by one: to note what they have takes longer."""
_MOST_KEPT = 128


class Text(Protocol):
    """Whatever has a text."""

    @property
    def text(self) -> str:
        """The text."""
        ...


L = TypeVar("L", bound=Text)


class _Characters:
    """Which lines have which characters; some of the lines are a number with their bits."""

    def __init__(self, lines: Sequence[Text]) -> None:
        self.count = len(lines)
        self.all = (1 << len(lines)) - 1
        self._places: dict[str, list[int]] = defaultdict(list)
        self._having: dict[Need, int] = {}
        for n, line in enumerate(lines):
            for char in _characters(line.text):
                self._places[char].append(n)

    def having(self, need: Need | None) -> int:
        """The lines that have what is needed."""
        if need is None:
            return self.all
        if need not in self._having:
            self._having[need] = self._find(need)
        return self._having[need]

    def _find(self, need: Need) -> int:
        if isinstance(need, str):
            kind = {DIGIT: str.isdecimal, SPACE: str.isspace}.get(need)
            return self._bits(filter(kind, self._places) if kind else (need,))
        found = self.all if need.every else 0
        for one in need.needs:
            found = found & self.having(one) if need.every else found | self.having(one)
        return found

    def _bits(self, chars: Iterable[str]) -> int:
        """The lines that have one of some characters: digits written from the last line to the first, and read as one number."""
        places = [self._places[char] for char in chars if char in self._places]
        if not places:
            return 0
        digits = bytearray(b"0") * self.count
        for some in places:
            for n in some:
                digits[-1 - n] = 49
        return int(digits, 2)


@lru_cache(maxsize=1 << 15)
def _characters(text: str) -> frozenset[str]:
    """The characters of a text: the same lines stand in several lists."""
    return frozenset(text)


_KEPT: dict[int, tuple[Sequence[Text], _Characters]] = {}
"""By the id of some lines: these, so that the id stays theirs, and what was noted of them."""


def forget() -> None:
    """Let go of what was noted of lines."""
    _KEPT.clear()


def found_in(
    lines: Iterable[L], pattern: re.Pattern[str], seen_as: Callable[[str], str] = str
) -> Iterator[tuple[L, re.Match[str]]]:
    """Every match of a pattern with its line; `seen_as` blanks what is not to be looked at, keeping the length."""
    for _, line in likely(lines, (pattern,)):
        for match in pattern.finditer(seen_as(line.text)):
            yield line, match


def likely(lines: Iterable[L], patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, L]]:
    """The lines, each with its number, that have what one of the patterns needs: in no other one of them matches."""
    some = lines if isinstance(lines, Sequence) else list(lines)
    for n in _places(reduce(or_, (_candidates(some, pattern) for pattern in patterns))):
        yield n, some[n]


def lines_with(
    lines: Iterable[L], patterns: Sequence[re.Pattern[str]], seen_as: Callable[[str], str] = str
) -> Sequence[L]:
    """The lines in which one of the patterns matches."""
    some = lines if isinstance(lines, Sequence) else list(lines)
    found = 0
    for pattern in patterns:
        for n in _places(_candidates(some, pattern) & ~found):
            if pattern.search(seen_as(some[n].text)):
                found |= 1 << n
    return [some[n] for n in _places(found)]


def _candidates(lines: Sequence[Any], pattern: re.Pattern[str]) -> int:
    """The lines that have what a match of the pattern needs."""
    if len(lines) < _FEW:
        return (1 << len(lines)) - 1
    kept = _KEPT.get(id(lines))
    if kept is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(lines)] = lines, _noted(lines)
    return kept[1].having(needs_of(pattern))


def _noted(lines: Sequence[Any]) -> _Characters:
    """What lines have; noted once where several lists hold the same lines."""
    alike = (noted for some, noted in _KEPT.values() if len(some) == len(lines) and all(map(is_, some, lines)))
    return next(alike, None) or _Characters(lines)


def _places(lines: int) -> Iterator[int]:
    """The numbers of some of the lines."""
    bits = bin(lines)[:1:-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)
