"""What is said to fall or rise step by step, against the tables by month, quarter or year: 厨余垃圾逐季下降, 用电量三年连降."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.claims.vectors import Vector, best_of, vectors_of
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.text import Line, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_KINDS = {"月": regex(r"^\d{1,2}月份?$"), "季": regex("^第?[一二三四]季度$"), "年": regex(r"^(?:19|20)\d{2}年?度?$")}
_KIND = regex("季(?=度)|月|年")
_OPEN = regex("同比|较上年|[以之]?[来后起]|月至(?!\\d)|[自从]|趋于|目标|力争|预计|要求|争取")
_COUNT = regex(r"[一二两三四五六七八九]|\d")


def in_tables(view: View, line: Line, match: re.Match[str], signs: Sequence[int]) -> Iterator[Finding]:
    """A claim of a trend (-1 for a fall; one sign after the other where it turns) against what it is of in the tables."""
    start = begun_at(line.text, match.start(), "，。；：\n")
    clause = line.text[start : match.start()]
    if _OPEN.search(clause):
        return
    before = line.text[begun_at(line.text, start) : start]
    said = re.search("[年月季]", match.group()) or next(filter(None, map(_KIND.search, (clause, before))), None)
    kinds = said.group() if said else "年"
    some = [one for one in vectors_of(view) if all(_KINDS[kinds].match(name) for name in one.values)]
    for one in _meant(some, clause, before):
        names = _stretch(one, kinds, clause, match.group() if len(signs) == 1 else "")
        wrong = misstep([one.values[name] for name in names], signs)
        if wrong is not None:
            b, way = names[wrong], "下降" if one.values[names[wrong]] < one.values[names[wrong - 1]] else "上升"
            yield finding(
                "A804",
                f"“{clause[-10:]}{match.group()}”与表不符：{b}{way}了，见 {one.said[b]}",
                "核对各期的数",
                line.at(match.start()),
            )
            return


def misstep(values: Sequence[Decimal], signs: Sequence[int]) -> int | None:
    """The first of some values that does not go the way said; the last, where a turn said has not come; None where all do."""
    turn, moved = 0, False
    for at in range(1, len(values)):
        step = values[at] - values[at - 1]
        if step * signs[turn] < 0:
            if not moved or turn + 1 == len(signs):
                return at
            turn += 1
        moved = moved or step != 0
    return len(values) - 1 if turn + 1 < len(signs) and len(values) > 2 else None


def _meant(vectors: Sequence[Vector], clause: str, before: str) -> list[Vector]:
    """Those that a clause names whole; else the one of a document, or the one that fits best."""
    named = [
        one
        for part in re.split("[、和及与]", clause)
        for one in best_of([v for v in vectors if v.is_of(part)], part, clause)
    ]
    if named or len(vectors) == 1:
        return named or list(vectors)
    fitting = best_of(vectors, clause, before)
    alike = len({tuple(one.values.items()) for one in fitting}) == 1
    return fitting[:1] if alike and len(clause) > 1 else []


def _stretch(vector: Vector, kind: str, clause: str, claim: str) -> list[str]:
    """The names a claim is of, in order: all, those of the part of the year it says, or the last of as many years."""
    names = sorted(vector.values, key=_at)
    spans = [months for _, months in periods_in(clause)]
    count = _COUNT.search(claim)
    if kind == "年":
        return names[-(number_in(count.group()) + 1) :] if count else names
    width = 1 if kind == "月" else 3
    inside = [
        name
        for name in names
        if any(low <= _at(name) * width and _at(name) * width - width + 1 <= high for low, high in spans)
    ]
    return inside if spans else names


def _at(name: str) -> int:
    """Where a month, a quarter or a year stands among its like."""
    number = re.search(r"\d+|[一二三四](?=季)", name)
    return 0 if number is None else "一二三四".find(number.group()) + 1 or int(number.group())
