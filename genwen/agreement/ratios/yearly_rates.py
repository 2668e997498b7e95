"""Rates by year against changes in 个百分点 said elsewhere: 漏损率2023年2.2%，2024年1.8%, and 漏损率比上年下降0.35个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.arithmetic.making import POINTS
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import BRACKETS, YEAR_SAID
from genwen.agreement.reading.whereabouts import main_year
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_RATE = regex(
    r"(?P<name>[\u4e00-\u9fff]{2,8}?(?:率|占比|比重|覆盖面))(?=[^\u4e00-\u9fff]|[为达是比较由从提上下升降增减控]|$)"
)
_PREFIX = regex("^(?:年[度底末初]?|全[市县区省局校院])+")
_LEAD = regex(r"(?:截至|到)?((?:19|20)\d{2})年(?:度|底|末|全年)?[，,]")
_BEFORE = regex("上年|去年|上一年")
_SINCE = regex(r"(?:比|较|与)(?:(?P<year>(?:19|20)\d{2})年(?:度|底|末)?|(?P<last>上年|去年|上一年)(?:度|底|末|同期)?)")


@record(eq=False)
class Rate:
    """A rate of a year."""

    name: str
    year: int
    figure: Figure


def check_yearly_rates(subject: Subject) -> Iterator[Finding]:
    """Every change in points of a named rate since a named year."""
    for view in subject.views:
        main = main_year(view)
        known: list[Rate] | None = None
        for line in view.lines if main else ():
            if "百分点" not in line.text and "率" not in line.text:
                continue
            known = known if known is not None else list(_rates(view, main))
            for item in told_in(line):
                if item.figure.unit == POINTS:
                    yield from _held(line, item.figure, main, known)
                elif item.figure.unit == "%" and item.part is Part.RATE:
                    yield from _not_points(line, item, main, known)


_GOES_ON = regex(
    r"[，、（]?(?:而|比|较)?(?:[由从]|(?:19|20)\d{2}年的?|上年的?|去年的?|为|是|提高|上升|下降|降|升|到|至|达到?|今年|本年|当年|现在|[年底末度实际的目前])*"
)
"""What may stand between a rate and the next of the same name."""


def _rates(view: View, main: int) -> Iterator[Rate]:
    for line in view.lines:
        for sentence in said_in(line):
            name = ""
            for item in sentence:
                start = item.figure.start - len(item.gap)
                gap = line.text[start : item.figure.start]
                said = list(_RATE.finditer(gap))
                if said:
                    name = _PREFIX.sub("", said[-1]["name"])
                elif not _GOES_ON.fullmatch(gap):
                    name = name if item.figure.unit == POINTS else ""
                if (
                    item.figure.unit != "%"
                    or not name
                    or item.part in (Part.RATE, Part.DIFFERENCE)
                    or re.search("目标|力争|计划|要求|以上", gap + line.text[item.figure.end : item.figure.end + 3])
                ):
                    continue
                years = YEAR_SAID.findall(gap)
                lead = _LEAD.match(line.text[begun_at(line.text, start) :])
                default = int(lead[1]) if lead else main
                year = int(years[-1]) if years else default - 1 if _BEFORE.search(gap) else default
                yield Rate(name, year, item.figure)


def _held(line: Line, points: Figure, main: int, known: list[Rate]) -> Iterator[Finding]:
    found = _compared(line, points, main, known)
    if found is None:
        return
    name, nows, befores = found
    apart = [(abs(a.figure.value - b.figure.value), a, b) for a in nows for b in befores]
    step = max(points.step, *(rate.figure.step for rate in (*nows, *befores)))
    if any(abs(gap - points.value) <= step * Decimal("0.51") for gap, _, _ in apart):
        return
    gap, now, before = min(apart, key=lambda one: abs(one[0] - points.value))
    sure = len({rate.figure.value for rate in nows}) == 1 and len({rate.figure.value for rate in befores}) == 1
    yield finding("A803", f"“{name}…{points.text}”与{before.figure.text}、{now.figure.text}相差{gap.normalize():f}个百分点不符，见 {before.figure.said}", "核对两年的数和变化",
                  line.at(points.start), Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _not_points(line: Line, item: Said, main: int, known: list[Rate]) -> Iterator[Finding]:
    """建成率比上年提高24.0% where it went from 59.6% to 83.6%: those are 个百分点."""
    found = _compared(line, item.figure, main, known)
    for now in found[1] if found else ():
        for before in found[2] if found else ():
            a, b, said = now.figure.value, before.figure.value, item.figure
            if b and abs(abs(a - b) - said.value) <= said.step / 2 < abs(abs(a - b) / b * 100 - said.value):
                yield finding("A203", f"“{found[0] if found else ''}…{item.word}{said.text}”应为{said.text.rstrip('%％')}个百分点：由{before.figure.text}到{now.figure.text}，见 {before.figure.said}",
                              "率的增减写成个百分点", said.at)  # fmt: skip
                return


def _compared(line: Line, change: Figure, main: int, known: list[Rate]) -> tuple[str, list[Rate], list[Rate]] | None:
    """The name of the rate that a change is of, what is known of it in its year and in the year it is compared with."""
    words = line.text[begun_at(line.text, change.start) : change.start]
    since = list(_SINCE.finditer(words))
    names = list(_RATE.finditer(BRACKETS.sub("", words)))
    if not since or not names or re.search("年均|分别|目标|力争", words[-16:]):
        return None
    lead = _LEAD.match(words)
    main = int(lead[1]) if lead else main
    base = int(since[-1]["year"]) if since[-1]["year"] else main - 1
    name = _PREFIX.sub("", names[-1]["name"])
    same = [
        rate
        for rate in known
        if rate.name.endswith(name[-3:]) and (rate.name.endswith(name) or name.endswith(rate.name))
    ]
    nows = [rate for rate in same if rate.year == main]
    befores = [rate for rate in same if rate.year == base]
    return (name, nows, befores) if nows and befores and base != main else None
