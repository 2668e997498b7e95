"""A rate named after what a part of a total has: 培训360人…其中324人取得职业技能等级证书，取证率90.0%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_RATE = regex("^[，；（](?:综合|总体)?(?P<stem>[\u4e00-\u9fff]{2})率(?:约?为|达到?|是|：)?$")
_PART = regex("其中(?:，|有|已有|已)?$")


def check_rates_told(subject: Subject) -> Iterator[Finding]:
    """Every rate with its part in the clause before."""
    for view in subject.views:
        for line in view.lines:
            if "率" in line.text and "其中" in line.text:
                yield from _in_line(line, spoken(line))


def _in_line(line: Line, found: Sequence[Figure]) -> Iterator[Finding]:
    for at, rate in enumerate(found[1:], 1):
        part = found[at - 1]
        between = line.text[part.end : rate.start]
        mark = max(between.rfind(sign) for sign in "，；（")
        match = _RATE.match(between[mark:]) if mark > 0 else None
        if rate.unit != "%" or match is None or not _PART.search(line.text[: part.start]):
            continue
        begun = begun_at(line.text, part.start, "。\n")
        wholes = [
            one for one in found[: at - 1] if one.start >= begun and one.unit == part.unit and one.value >= part.value
        ]
        if (
            wholes
            and all(char in between[:mark] for char in match["stem"])
            and not any(_fits(part, one, rate) for one in wholes)
        ):
            real = rate.like(part.value / wholes[-1].value * 100)
            yield finding("A805", f"“{match['stem']}率{rate.text}”与{part.text}÷{wholes[-1].text}＝{real}%不符，见 {wholes[-1].said}", "核对比率和两数",
                          rate.at)  # fmt: skip


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    return abs(part.value / whole.value * 100 - rate.value) <= rate.step
