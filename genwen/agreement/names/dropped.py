"""A word that has lost a character once: 节约机关创建 where the papers say 节约型机关创建."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from genwen.agreement.reading.text import Line, Span, Subject, finding, masked
from genwen.diagnostics import Finding
from genwen.patterns import regex

_WHOLE = regex("[\u4e00-\u9fff]{2}型[\u4e00-\u9fff]{2}")
_OFTEN = 4
"""Times the whole word is met for each time it lacks its 型."""
_BESIDE = 2
"""Characters beside the word that are the same as beside the whole one: 学习机关 of itself may be two words."""


def check_dropped(subject: Subject) -> Iterator[Finding]:
    """Words with 型 that stand without it in the same surroundings."""
    first: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for line in subject.lines():
        for match in _WHOLE.finditer(line.text) if "型" in line.text else ():
            counts[match[0]] += 1
            first.setdefault(match[0], Span(line, *match.span()))
            beside[match[0]].update(_around(line.text, *match.span()))
    for whole, count in counts.items():
        if count < _OFTEN:
            continue
        short = whole.replace("型", "", 1)
        found = [
            Span(line, at, at + len(short))
            for line in subject.lines()
            if short in line.text
            for at in _places(line, short)
        ]
        found = [span for span in found if _around(span.line.text, span.start, span.end) & beside[whole]]
        for span in found if len(found) * _OFTEN <= count else ():
            said = f"“{short}”比别处的“{whole}”少一个“型”字，见 {first[whole].said}"
            yield finding("A505", said, "核对用字，改为一致", span.at)


def _around(text: str, start: int, end: int) -> set[str]:
    """The characters right before and right behind a word, marked which they are."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return {f"{before}-" if len(before) == _BESIDE else "", f"-{after}" if len(after) == _BESIDE else ""} - {""}


def _places(line: Line, word: str) -> Iterator[int]:
    """Where a word stands outside of titles and the like."""
    text = masked(line.text)
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
