"""One number printed with two precisions: 下降9.23% in one place, 下降9.2% in another, of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from genwen.agreement.arithmetic.making import POINTS
from genwen.agreement.reading.clauses import SENTENCE, last_clause
from genwen.agreement.reading.likeness import bigrams, digits_of, weight
from genwen.agreement.reading.sentences import said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.whereabouts import Place, about, whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_ABOUT = regex(r"约|近|左右|超|突破|不足|多|余")
_WIDE = 60


def check_rounded(subject: Subject) -> Iterator[Finding]:
    """Every figure with decimals against those of its unit that it rounds to."""
    for view in subject.views:
        for unit, places in whereabouts(view).by_unit.items():
            if unit == POINTS or unit.endswith("分"):
                continue
            by_value: dict[tuple[int, Decimal], list[Place]] = {}
            for place in places:
                by_value.setdefault((_decimals(place), place.figure.value), []).append(place)
            for (count, value), some in by_value.items():
                if count < 2 or weight(digits_of(some[0].figure.text)) < 3:
                    continue
                for fewer in range(1, count):
                    factor = Decimal(str(float(some[0].figure.step))) * 10**count
                    short = (value / factor).quantize(Decimal(1).scaleb(-fewer), ROUND_HALF_UP) * factor
                    if short != value or unit == "%":  # of amounts a zero at the end is often left out
                        yield from _same(some, by_value.get((fewer, short), []))


def _decimals(place: Place) -> int:
    return len(digits_of(place.figure.text).partition(".")[2])


def _same(longer: list[Place], shorter: list[Place]) -> Iterator[Finding]:
    for b in shorter:
        for a in longer:
            y = b.figure
            if (
                (a.line, a.sentence) == (b.line, b.sentence)
                or a.said.part is not b.said.part
                or a.said.falls is not b.said.falls
            ):
                continue
            if _ABOUT.search(y.line.text[max(0, y.start - 3) : y.start]) or y.line.text.startswith("左右", y.end):
                continue
            if _mean(a) is not _mean(b) or (len(_words(a) & _words(b)) < 2 and len(_amounts(a) & _amounts(b)) < 2):
                continue
            first, second = (a, b) if (a.line, a.figure.start) < (b.line, b.figure.start) else (b, a)
            yield finding("A202", f"“{_said(second)}”与“{_said(first)}”像是同一个数，小数位数不同，见 {first.figure.said}", "同一数量各处用同样的小数位数",
                          second.figure.at, Severity.HINT)  # fmt: skip
            return


def _mean(place: Place) -> bool:
    """Whether a figure is said of a mean: 人均, 单位面积."""
    text = place.figure.line.text[: place.figure.start]
    return "均" in last_clause(text, SENTENCE)[-40:]


def _amounts(place: Place) -> frozenset[tuple[str, Decimal]]:
    """The other amounts of its sentence: the same two make the same change."""
    sentence = said_in(place.figure.line)[place.sentence]
    return frozenset(
        (item.figure.unit, item.figure.value) for item in sentence if item.figure.unit not in ("%", "个百分点")
    )


def _said(place: Place) -> str:
    return f"{place.said.word}{place.figure.text}"


def _words(place: Place) -> frozenset[str]:
    text = place.figure.line.text
    return bigrams(last_clause(text[max(0, place.figure.start - _WIDE) : place.figure.start], SENTENCE)) | about(
        place.figure
    )
