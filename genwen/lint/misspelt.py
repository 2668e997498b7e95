"""Words written with a wrong character, each with what is meant; what is quoted is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from genwen.lint.masks import without_quotes
from genwen.lint.view import Line
from genwen.lint.wrong_words import HABITS, IDIOMS, WORDS
from genwen.patterns import regex
from genwen.records import record

_HAN = regex("[一-鿿]+")


@record
class Slip:
    """A wrong form, where it is wrong, and what is meant; not sure where others hold it to be right."""

    wrong: str
    pattern: re.Pattern[str]
    right: str
    sure: bool


@cache
def slips() -> tuple[Slip, ...]:
    """All of them, in the order of the tables."""
    return tuple(_read(IDIOMS, True) + _read(WORDS, True) + _read(HABITS, False))


def _read(table: str, sure: bool) -> list[Slip]:
    entries = table.split()
    return [
        Slip(found[0], regex(wrong), right, sure)
        for wrong, right in zip(entries[::2], entries[1::2], strict=True) if (found := _HAN.match(wrong))
    ]  # fmt: skip


def misspelt(lines: Iterable[Line]) -> Iterator[tuple[Line, int, int, Slip]]:
    """The lines with a wrong form, where it begins and ends, and what it is."""
    seen = [(line, without_quotes(line.text)) for line in lines]
    whole = "\n".join(text for _, text in seen)
    pairs = set(pairwise(whole))  # few wrong forms are left by them: to look for each in a long text takes longer
    there = [slip for slip in slips() if pairs.issuperset(pairwise(slip.wrong)) and slip.wrong in whole]
    for line, text in seen:
        done = 0
        for start, end, slip in sorted(_found(there, text), key=lambda found: found[:2]):
            if start >= done:  # 防讯期 holds two
                yield line, start, end, slip
                done = end


def _found(there: list[Slip], text: str) -> Iterator[tuple[int, int, Slip]]:
    for slip in there:
        if slip.wrong in text:
            for match in slip.pattern.finditer(text):
                yield *match.span(), slip
