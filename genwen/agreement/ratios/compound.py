"""Growth told for each of several years against its two ends: 23.6亿元，是2022年17.2亿元的1.37倍，年均增长11.1%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.vocabulary import YEAR_SAID
from genwen.agreement.reading.whereabouts import main_year
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MEAN = regex("年均(?:复合)?(?:增长|递增|提高|下降|递减)(?:率)?(?:约|为|达)?$")
_AIM = regex("目标|计划|力争|预计|以上|左右|约|超|近")
_NEAR = 0.4
"""By how much of itself a rate may be wrong and still be of the two numbers."""


def check_compound(subject: Subject) -> Iterator[Finding]:
    """Every yearly rate behind two numbers, the earlier of which has its year."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line) if "年均" in line.text else ():
                for at, rate in enumerate(sentence):
                    if rate.figure.unit == "%" and _MEAN.search(rate.gap):
                        yield from _held(sentence[:at], rate, main_year(view))


def _held(before: Sequence[Said], rate: Said, main: int) -> Iterator[Finding]:
    base = next(
        (item for item in reversed(before) if item.year and item.part is Part.BASE and item.figure.unit != "%"), None
    )
    if base is None or not base.figure.value:
        base = next((item for item in reversed(before) if _is_then(item)), None)
    nows = [
        item
        for item in before
        if base is not None and item is not base and item.figure.unit == base.figure.unit and item.part is Part.NOW
    ]
    if base is None or not nows or not base.figure.value:
        return
    now = nows[-1]
    text = rate.figure.line.text
    years = [int(year) for year in YEAR_SAID.findall(text[: now.figure.start]) if int(year) != base.year]
    count = (years[-1] if years else main) - base.year
    tail = text[rate.figure.start - 12 : rate.figure.start] + text[rate.figure.end : rate.figure.end + 2]
    if count < 2 or _AIM.search(tail):
        return
    ratio = float(now.figure.value / base.figure.value)
    said = float(rate.figure.value) * (-1 if rate.falls else 1)
    fitting = [(ratio ** (1 / some) - 1) * 100 for some in (count - 1, count, count + 1)] + [(ratio - 1) * 100 / count]
    real = fitting[1]
    loose = float(rate.figure.step) * 0.8
    if any(abs(said - one) <= loose for one in fitting) or abs(said - real) > abs(real) * _NEAR:
        return
    yield finding("A803", f"“年均{rate.word}{rate.figure.text}”与{base.figure.text}、{now.figure.text}不符，{count}年的年均是{real:+.2f}%，见 {base.figure.said}", "核对两年的数和年均增长",
                  rate.figure.at)  # fmt: skip


def _is_then(item: Said) -> bool:
    """Whether a number is that of a year said right before it: 是2022年17.2亿元的1.37倍."""
    return item.year > 0 and item.gap.endswith("\0" * 5) and item.figure.unit != "%"
