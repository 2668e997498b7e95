"""So many of so many, for all and for each part: 64家中建成18家，区级52家中建成16家，镇12家中建成2家. Both must add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_AMONG = regex("(?:[^，。；：、\\d]{0,6}(?<!其)中|[，（]?其中)[，]?(?:有|已|累计|共|建成|完成)?[^，。；：、\\d]{0,14}")
_MEMBER = regex("[^，。；、\\d]{0,8}[，；、][^，。；、\\d]{2,20}")
_FAR = Decimal("0.5")
Pair = tuple[Said, Said]
"""How many there are, and how many of them."""


def check_of_them(subject: Subject) -> Iterator[Finding]:
    """Every sentence with three pairs of numbers."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line):
                if len(sentence) > 5 and "中" in line.text:
                    yield from _held(_pairs(sentence))


def _pairs(sentence: Sequence[Said]) -> list[Pair]:
    """The first run of pairs of one unit, each right behind the one before."""
    found: list[Pair] = []
    at = 0
    while at < len(sentence) - 1:
        whole, part = sentence[at], sentence[at + 1]
        alike = whole.figure.unit == part.figure.unit and whole.part is part.part is Part.NOW
        if alike and whole.figure.step == 1 and _AMONG.fullmatch(part.gap):
            if found and not (_MEMBER.fullmatch(whole.gap) and whole.figure.unit == found[0][0].figure.unit):
                break
            found.append((whole, part))
            at += 2
        elif found:
            break
        else:
            at += 1
    return found


def _held(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The first pair against the sums of the others; where one of them is right, the other is to be."""
    if len(pairs) < 3:
        return
    sums = [sum((pair[side].figure.value for pair in pairs[1:]), Decimal(0)) for side in (0, 1)]
    right = [sums[side] == pairs[0][side].figure.value for side in (0, 1)]
    for side in (0, 1):
        whole = pairs[0][side].figure
        if not right[side] and right[1 - side] and abs(sums[side] - whole.value) <= whole.value * _FAR:
            terms = "＋".join(pair[side].figure.text for pair in pairs[1:])
            yield finding("A806", f"{terms}＝{whole.like(sums[side])}，与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数",
                          pairs[1][side].figure.at)  # fmt: skip
