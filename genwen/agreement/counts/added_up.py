"""Counts against parts that make the whole said beside them: 全年3批共4.8吨，其中3月1.5吨、7月1.6吨、11月1.7吨 are three.

Since the parts come to the whole nothing is left out of the list, so that there are as many as are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT
from genwen.agreement.counts.lists import miscounted
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject
from genwen.diagnostics import Finding
from genwen.patterns import regex

_TIMES = frozenset("批次期场轮")
_THINGS = frozenset("个项处")
_DATED = regex(r"^[^。；\d]{0,12}\d{1,2}月(?:\d{1,2}[日号]|份|底|初|[上中下]旬)?[^，。；、\d]{0,8}$")
_PROJECT = regex("项目|工程|改造")
_OTHERWISE = regex("资金|财政|自筹|补助|贷款|拨款|预算|单位|机关|费|款|[市县区]级|上级|年")
_BESIDE = regex(r"^[^。；\d]{0,10}$")
_MEMBER = regex(r"^[^；\d]{2,24}$")
_FAR = 3


def check_added_up(subject: Subject) -> Iterator[Finding]:
    """Every line with a count, a whole and parts of it."""
    for view in subject.views:
        for line in view.lines:
            said = told_in(line) if "月" in line.text or _PROJECT.search(line.text) else ()
            for at, count in enumerate(said[:-3]):
                if count.figure.unit in _TIMES | _THINGS and count.figure.step == 1 < count.figure.value:
                    yield from _held(line, count, said[at + 1 :])


def _held(line: Line, count: Said, behind: Sequence[Said]) -> Iterator[Finding]:
    """The number right behind a count as a whole, those behind it as its parts."""
    whole, figure = behind[0].figure, count.figure
    if (whole.unit == figure.unit and figure.unit in _TIMES) or whole.unit in PER_CENT:
        return
    if not _BESIDE.match(line.text[figure.end : whole.start]) or behind[0].part is not Part.NOW:
        return
    parts: list[Said] = []
    for item in behind[1:]:
        if (
            item.figure.unit != whole.unit
            or item.part is not Part.NOW
            or not _is_member(line, figure.unit, item, parts)
        ):
            break
        parts.append(item)
    number = int(figure.value)
    if len(parts) < (2 if figure.unit in _TIMES else 3) or not 0 < abs(len(parts) - number) <= _FAR:
        return
    if figure.unit in _THINGS and not _PROJECT.search(line.text[max(0, figure.start - 6) : figure.end + 6]):
        return
    if sum((part.figure.value for part in parts), Decimal(0)) == whole.value:
        other = line.said(parts[0].figure.start, parts[-1].figure.end)
        yield miscounted(line, figure.start, figure.text, len(parts), other)


def _is_member(line: Line, unit: str, item: Said, parts: Sequence[Said]) -> bool:
    """Whether a number is that of one time or of one project, and not of a source or a year."""
    gap = line.text[item.figure.start - len(item.gap) : item.figure.start] if parts or unit in _TIMES else item.gap
    if unit in _TIMES:
        return bool(_DATED.match(gap))
    name = gap.rpartition("其中")[2]
    return bool(_MEMBER.match(name)) and not _OTHERWISE.search(name)
