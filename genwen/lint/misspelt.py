"""Words written with a wrong character, each with what is meant; what is quoted is left alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, pairwise

from genwen.lint.alike import alike_slips
from genwen.lint.alike_pairs import alike_pairs, slips_in
from genwen.lint.confused_words import CONFUSED
from genwen.lint.masks import without_quotes
from genwen.lint.view import Line
from genwen.lint.wrong_words import HABITS, IDIOMS, WORDS
from genwen.patterns import regex
from genwen.records import record

_HAN = regex("[一-鿿]+")


@record
class Slip:
    """A wrong form and what is meant; not sure where others hold it to be right."""

    wrong: str
    right: str
    sure: bool


@cache
def slips() -> tuple[tuple[re.Pattern[str], Slip], ...]:
    """Those of the tables, in their order, each with where it is wrong."""
    return tuple(_read(IDIOMS, True) + _read(WORDS, True) + _read(HABITS, False)) + confused()


def _read(table: str, sure: bool) -> list[tuple[re.Pattern[str], Slip]]:
    entries = table.split()
    return [
        (regex(wrong), Slip(found[0], right, sure))
        for wrong, right in zip(entries[::2], entries[1::2], strict=True) if (found := _HAN.match(wrong))
    ]  # fmt: skip


@cache
def confused() -> tuple[tuple[re.Pattern[str], Slip], ...]:
    """Words for which another is written, each with the company that tells it."""
    found = []
    for line in filter(None, CONFUSED.splitlines()):
        wrong, right, before, behind, *unless = line.split()
        ways = (
            [f"(?<={word}{wrong})" + "".join(f"(?!{end})" for end in unless) for word in before.split("|")]
            if before != "-"
            else []
        )
        ways += [f"(?={behind})"] if behind != "-" else []
        found.append((regex(f"{wrong}(?:{'|'.join(ways)})"), Slip(wrong, right, True)))
    return tuple(found)


def misspelt(lines: Iterable[Line]) -> Iterator[tuple[Line, int, int, Slip]]:
    """The lines with a wrong form, where it begins and ends, and what it is."""
    seen = [(line, without_quotes(line.text)) for line in lines]
    whole = "\n".join(text for _, text in seen)
    pairs = Counter(pairwise(whole))
    kinds = set(pairs)  # few wrong forms are left by them: to look for each in a long text takes longer
    there = [entry for entry in slips() if kinds.issuperset(pairwise(entry[1].wrong)) and entry[1].wrong in whole]
    suspected = alike_pairs(pair for pair, count in pairs.items() if count == 1)
    for line, text in seen:
        done = 0
        found = sorted(_found(there, text), key=lambda entry: entry[:2])
        taken = {at for start, end, _ in found for at in range(start, end)}
        pairs_wrong = ((*slip, False) for slip in slips_in(text, suspected))
        for at, wrong, right, sure in chain(alike_slips(text), pairs_wrong):
            here = range(at, at + len(wrong))
            if taken.isdisjoint(here):
                found.append((at, here.stop, Slip(wrong, right, sure)))
                taken.update(here)
        for start, end, slip in sorted(found, key=lambda entry: entry[:2]):
            if start >= done:  # 防讯期 holds two
                yield line, start, end, slip
                done = end


def _found(there: list[tuple[re.Pattern[str], Slip]], text: str) -> Iterator[tuple[int, int, Slip]]:
    for pattern, slip in there:
        if slip.wrong in text:
            for match in pattern.finditer(text):
                yield *match.span(), slip
