"""其中 at the head of a sentence: parts clause by clause, with their changes beside them, against the whole of the sentence before.

全年生产总值172亿元，增长5.6%。其中，第一产业32亿元，增长4.1%；第二产业58亿元；第三产业82亿元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.arithmetic.making import PER_CENT, POINTS, Num, num
from genwen.agreement.reading.clauses import PHRASE, begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.agreement.sums.divisions import columns_of
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_LED = regex(
    r"(?:^|(?<=[。！；]))\s*(?:其中|按[^，。；\d]{1,10}(?:分|看)|分[^，。；\d]{1,8}看|从[^，。；\d]{2,8}看|包括|[^，。；：、\d]{0,4}(?:来源|构成)(?:为|是|包括))[，：:]?"
)
_NOT = regex(
    "比|较|占|平均|人均|每|去年|上年|同期|目标(?!管理|责任)|计划|预算|新增|增加(?!值)|减少|其中|以上|以下|累计|第[一二三四五六七八九十]*[位名批轮次]|前进|位次|由|从|前$"
)
_OF_YEARS = regex("[由从]")
_FIRST = (0.94, 1.06)
_POINTS_LEAST = 0.8
"""Points are given out whole: 总计100分。其中，… leaves none over."""
_OPEN = regex("等|主要|重点")
_REST = regex("其余|其他|其它|余下")
_MEMBER = regex("[、和及][^，。；：、\\d]{1,10}")
"""What leads to the next member of a list, which does not end before it even where those so far make the whole."""
_ABOVE = 2


def check_wholes(subject: Subject) -> Iterator[Finding]:
    """Every sentence led by 其中 after a stop."""
    for view in subject.views:
        for number, line in enumerate(view.lines):
            yield from _among(view, line) if "中，" in line.text else ()
            for match in _LED.finditer(line.text):
                led = not match.start() or ("其中" not in match.group() and _LED.match(line.text) is not None)
                above = view.lines[max(0, number - _ABOVE) : number] if led else ()
                yield from _judged(line, match.start(), match.end(), above)


_AMONG = regex(r"(?:^|(?<=[。；]))(?P<noun>[\u4e00-\u9fff]{3,8})中[，,]")


def _among(view: View, line: Line) -> Iterator[Finding]:
    """其中党政机关62家、事业单位798家。事业单位中，教育类436家、卫生类127家…: parts of a part, which may be told further up."""
    said = told_in(line)
    for match in _AMONG.finditer(line.text):
        end = ended_at(line.text, match.end())
        parts = [num(item.figure) for item in said if match.end() <= item.figure.start < end and _part(item)]
        wholes = [num(item.figure) for item in said
                  if item.figure.start < match.start() and last_clause(item.gap, PHRASE).endswith(match["noun"])]  # fmt: skip
        wholes = wholes or (_above(view, line, match["noun"], parts[0].unit) if len(parts) > 2 else [])
        if (
            wholes
            and len(parts) >= 3
            and {one.unit for one in (*parts, wholes[-1])} == {parts[0].unit}
            and parts[0].unit not in PER_CENT
        ):
            total = sum(one.value for one in parts)
            whole = wholes[-1]
            if (
                not _OPEN.search(line.text[match.end() : end])
                and abs(total - whole.value) > whole.half * 2 * (whole.half < 0.5)
                and 0.8 < total / whole.value < 1.25
            ):
                terms = "＋".join(one.figure.text for one in parts)
                yield finding("A806", f"{terms}＝{_shown(total, whole.figure)}，与{match['noun']}{whole.figure.text}不符，见 {whole.figure.said}", "核对各部分和总数",
                              parts[0].figure.at)  # fmt: skip


def _above(view: View, line: Line, noun: str, unit: str) -> list[Num]:
    """The one number that the other paragraphs have of some bodies."""
    found = [
        place.figure
        for place in whereabouts(view).by_unit.get(unit, ())
        if place.figure.line is not line and last_clause(place.said.gap, PHRASE).endswith(noun)
    ]
    return [num(found[0])] if len({figure.value for figure in found}) == 1 else []


def _stop(text: str, start: int) -> int:
    return ended_at(text, start, "。！\n")


def _judged(line: Line, at: int, begun: int, above: Sequence[Line]) -> Iterator[Finding]:
    """The parts against the wholes before them; what begins a paragraph is of one above, if something shows that it has all parts."""
    said = told_in(line)
    end = _stop(line.text, begun)
    parts = [item for item in said if begun <= item.figure.start < end and _part(item)]
    start = begun_at(line.text, max(0, at - 1), "。！\n")
    if "其中" not in line.text[at:begun]:  # what is divided another way was divided in the sentence before
        start = begun_at(line.text, max(0, start - 1), "。！\n")
    told = (
        [item for other in above for item in told_in(other) if item.part is Part.NOW]
        if above
        else [item for item in said if start <= item.figure.start < at]
    )
    wholes = [num(item.figure) for item in told]
    every = _has_all(parts, told) or bool(_REST.search(line.text, begun, end))
    if above and not every:
        return
    for unit in dict.fromkeys(item.figure.unit for item in parts):
        mine = [num(item.figure) for item in parts if item.figure.unit == unit]
        same = [one for one in wholes if one.unit == unit]
        times = [one for one in wholes if not same and one.unit == f"{unit}次"]
        same = times if any(_turned(mine, one) for one in times) else same
        if unit in PER_CENT or unit == POINTS or len(mine) < 2 or not same:
            continue
        alike = [num(item.figure).value for item in parts if item.figure.unit.rstrip("次") == unit.rstrip("次")]
        if len(alike) > len(mine) and any(sum(alike) == one.value for one in same):
            continue  # one of them is told in 人, the others in 人次
        columns = columns_of(line.text, [one.figure for one in mine])
        for column in columns:
            yield from _unequal(line, [num(figure) for figure in column], same, line.text[begun:end], every)


def _turned(parts: Sequence[Num], whole: Num) -> bool:
    """Whether parts told in 人 make a whole told in 人次, or one with two figures in another order."""
    total = sum(one.value for one in parts)
    return total == whole.value or transposed(digits_of(whole.figure.text), _shown(total, whole.figure))


def _has_all(parts: Sequence[Said], wholes: Sequence[Said]) -> bool:
    """Whether the list is known to be whole, as what it tells in one unit makes a whole: 事故11起、死亡5人，事故6起、死亡3人 of 死亡8人."""
    for unit in {item.figure.unit for item in parts} - PER_CENT:
        values = [item.figure.value for item in parts if item.figure.unit == unit]
        if len(values) > 1 and any(one.figure.unit == unit and one.figure.value == sum(values) for one in wholes):
            return True
    return False


def _part(item: Said) -> bool:
    clause = re.sub("^.*?(?:其中|包括)", "", last_clause(item.gap, PHRASE))
    dated = item.part is Part.BASE and bool(item.year) and not _OF_YEARS.search(clause)
    return (item.part is Part.NOW or dated) and not item.moved and not _NOT.search(clause)


def _unequal(line: Line, parts: Sequence[Num], wholes: Sequence[Num], text: str, every: bool) -> Iterator[Finding]:
    slack = sum(one.half for one in parts) if any(one.half != parts[0].half for one in parts) else parts[0].half * 1.01
    slack = 0.01 if all(one.slack == 0 for one in parts) else slack + wholes[0].half
    total = 0.0
    for count, one in enumerate(parts, 1):
        total += one.value
        cut = count < len(parts) and _MEMBER.fullmatch(line.text, one.figure.end, parts[count].figure.start)
        if count > 1 and not cut and any(abs(total - whole.value) <= slack for whole in wholes):
            return
    first = wholes[0]
    near = first.value and _FIRST[0] < total / first.value < _FIRST[1]
    whole = first if near else min(wholes, key=lambda one: abs(one.value - total))
    ratio = total / whole.value if whole.value else 0.0
    if _OPEN.search(text) and ratio < 1:
        return
    moved = transposed(digits_of(whole.figure.text), _shown(total, whole.figure))
    least = 0.6 if every else 0.97 if len(parts) == 2 else _POINTS_LEAST if whole.unit == "分" else 0.94
    if not moved and not least < ratio < (1.6 if every else 1.3):
        return
    terms = "＋".join(one.figure.text for one in parts)
    yield finding("A806", f"{terms}＝{_shown(total, whole.figure)}，与总数{whole.figure.text}不符，见 {whole.figure.said}", "核对各部分和总数",
                  parts[0].figure.at, Severity.WARNING if len(parts) > 2 or ratio > 1 else Severity.HINT)  # fmt: skip


def _shown(value: float, figure: Figure) -> str:
    printed = digits_of(figure.text)
    scale = float(figure.value) / float(printed) if printed and float(printed) else 1.0
    return f"{value / scale:.{len(printed.partition('.')[2])}f}"
