"""What two numbers of a sentence say against the words on them: 东楼用水量大于西楼, 最高分与最低分相差11分, 下降8.0%，由25.0降至23.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_OVER = regex(
    "(?:^|[，。；：])(?P<a>[\u4e00-\u9fff]{2,6}?)的?(?P<what>[用耗][电水气油能]量?|[\u4e00-\u9fff]{0,4}?)(?:明显|略|远)?(?:(?P<more>大于|高于|多于|超过)|(?P<less>小于|低于|少于|不及))(?P<b>[\u4e00-\u9fff]{2,6})(?=[，。；：]|$)"
)
_APART = regex(
    "最[高大多][^，。；\\d]{0,6}[与和比较同][^，。；\\d]{0,2}最[低小少][^，。；\\d]{0,8}?(?:相差|差距|极差|高出|高|多|差)(?:了|为|达)?$"
)
_NEXT = regex("[、，和及][^，。；、\\d]{0,8}")
_TOLD = regex("，(?:即)?[由从]")


def check_compared(subject: Subject) -> Iterator[Finding]:
    """Line by line, sentence by sentence."""
    for view in subject.views:
        for line in view.lines:
            if any(word in line.text for word in ("于", "超过", "不及")):
                yield from _over(line)
            for sentence in said_in(line):
                if len(sentence) > 2:
                    yield from _apart(sentence)
                    yield from _rate_first(sentence)


def _over(line: Line) -> Iterator[Finding]:
    """One is said to be more than the other, and each has a number of its own in the paragraph."""
    for match in _OVER.finditer(line.text):
        numbers = [_named(line, match[key]) for key in "ab"]
        one, other = numbers
        if (
            one is None
            or other is None
            or one.figure.unit != other.figure.unit
            or one.figure.value == other.figure.value
        ):
            continue
        if (one.figure.value > other.figure.value) is not bool(match["more"]):
            yield finding("A812", f"“{match.group().strip('，。；：')}”与{one.figure.text}、{other.figure.text}不符，见 {one.figure.said}", "核对两个数和说法",
                          line.at(match.start("a")))  # fmt: skip


def _named(line: Line, name: str) -> Said | None:
    """The one number of a paragraph whose clause begins with a name."""
    found = [
        item
        for sentence in said_in(line)
        for item in sentence
        if item.part is Part.NOW and last_clause(line.text[: item.figure.start], PHRASE).startswith(name)
    ]
    return found[0] if len(found) == 1 else None


def _apart(sentence: Sequence[Said]) -> Iterator[Finding]:
    """How far the highest and the lowest of a list are apart."""
    for at, item in enumerate(sentence):
        figure = item.figure
        if at < 3 or not _APART.search(figure.line.text[max(0, figure.start - 24) : figure.start]):
            continue
        run = [sentence[at - 1]]
        for before in reversed(sentence[: at - 1]):
            if before.figure.unit != figure.unit or not _NEXT.fullmatch(run[-1].gap):
                break
            run.append(before)
        values = [one.figure.value for one in run]
        real = max(values) - min(values)
        if len(run) > 2 and run[0].figure.unit == figure.unit and abs(real - figure.value) > figure.step / 2:
            yield finding("A803", f"“{figure.text}”与所列的最高{max(values).normalize():f}、最低{min(values).normalize():f}不符，相差{figure.like(real)}，见 {run[-1].figure.said}",
                          "核对最高、最低和相差的数", figure.at)  # fmt: skip


def _rate_first(sentence: Sequence[Said]) -> Iterator[Finding]:
    """A rate, and behind it from what to what."""
    for rate, base, now in zip(sentence, sentence[1:], sentence[2:], strict=False):
        a, b = base.figure, now.figure
        told = rate.part is Part.RATE and rate.figure.unit == "%" and now.moved
        if not told or a.unit != b.unit or a.unit == "%" or not a.value or not _TOLD.match(base.gap):
            continue
        real = (b.value - a.value) / a.value * 100
        said = rate.figure.value * (-1 if rate.falls else 1)
        loose = rate.figure.step / 2 + (a.step + b.step) / a.value * 50 * (a.step < 1) + Decimal("0.001")
        if abs(real - said) > loose:
            way = "下降" if real < 0 else "增长"
            yield finding("A803", f"“{rate.word}{rate.figure.text}”与{a.text}、{b.text}不符，应为{way}{rate.figure.like(abs(real))}%，见 {a.said}", "核对两个数和幅度",
                          rate.figure.at)  # fmt: skip
