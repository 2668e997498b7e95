"""Runs of parts and the whole near them: three or more figures of one unit in a list add up to a figure said before or after.

The whole of persons may be in 人次. A run that adds up to any figure of its unit near it is right. One that misses the whole it belongs to by a little is the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding, masked
from genwen.agreement.sums.divisions import columns_of
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_NEVER = frozenset(("%", "‰", "个百分点", "摄氏度", "年", "天", "日", "倍", "番", "点"))
_JOINT = regex(r"^[^。！？\d]{0,22}$")
_SEPARATED = regex("[、，；和及与（]")
_ASIDE = regex(r"（[^（）]*）|，?(?:约?占|占比|比重)[^，。；、]*|\0+")
_APART = regex(
    "比|较|同比|环比|去年|上年|平均|人均|均|每|目标|计划|预算|单价|最高|最低|提高|下降|增长|减少|以上|以下|以内|满分|折合|相当|低于|高于|达到|超|已|未|尚|增加|新增"
)
_LIST = regex(
    r"(?:其中|包括|分别|依次|按[^，。；\d]{1,14}|分[^，。；\d]{1,8}|从[^，。；\d]{1,10}|即|构成|组成|[：:])[^。\d]{0,16}$"
)
_DIVIDED = regex(r"按[^，。；\d]{1,10}(?:分|划分|看)[，：:][^，。；\d]{0,12}$")
_BANDS = regex(r"\d[\d.]*(?:分|岁)?(?:[至到—\-～]\d[\d.]*)?(?:分|岁)(?:以上|以下|及以上|以内)?的?")
_WHOLE = regex(r"(?<!公)共|总|合计|累计|全[年市县区省局校院]|对|已|有")
_TIMES = regex(r"^[^，。\d]{0,6}，[^，。\d]{0,8}$")
_LATER = regex(r"^[^。\d]{0,14}(?:(?<!公)共计?|合计|总计|累计|总共|一共)[^。\d]{0,8}$")


def check_runs(subject: Subject) -> Iterator[Finding]:
    """Every run of every line; its whole may stand in the two lines before."""
    for view in subject.views:
        for number, line in enumerate(view.lines):
            if sum(char in "、，；" for char in line.text) < 2:
                continue
            said = told_in(line)
            for run in _runs(line, said):
                yield from _judged(view, number, line, said, run)


def _runs(line: Line, said: Sequence[Said]) -> Iterator[list[Said]]:
    """Figures of one unit that follow each other in a list."""
    blank = masked(line.text)
    units = dict.fromkeys(item.figure.unit for item in said if item.figure.unit not in _NEVER)
    for unit in units:
        mine = [item for item in said if item.figure.unit == unit]
        run: list[Said] = []
        for item in mine:
            gap = blank[run[-1].figure.end : item.figure.start] if run else ""
            plain = _BANDS.sub("", _ASIDE.sub("", gap))
            joined = (
                _JOINT.match(plain)
                and _SEPARATED.search(gap)
                and not _APART.search(plain)
                and not re.search("其中|分别|包括|即|：|按[^，。；]{1,8}分", plain)
            )
            if run and not joined:
                yield from _long(run, blank)
                run = []
            if item.part is Part.NOW:
                run.append(item)
            else:
                yield from _long(run, blank)
                run = []
        yield from _long(run, blank)


def _long(run: list[Said], blank: str) -> Iterator[list[Said]]:
    """A run of three, or of two that are said to be a division; where its members tell two things each, one run for each thing."""
    columns = columns_of(blank, [item.figure for item in run])
    if len(columns) > 1:
        for column in columns:
            yield from _long([item for item in run if item.figure in column], blank)
        return
    if len(run) >= 3 or (len(run) == 2 and _DIVIDED.search(blank[: run[0].figure.start])):
        yield run


def _judged(view: View, number: int, line: Line, said: Sequence[Said], run: list[Said]) -> Iterator[Finding]:
    figures = [item.figure for item in run]
    unit, total = figures[0].unit, sum((figure.value for figure in figures), Decimal(0))
    slack = _slack(figures)
    if _inside(figures, slack):
        return
    near = [item.figure for item in said if item.figure.unit == unit and item not in run]
    above = [
        item.figure
        for other in view.lines[max(0, number - 2) : number]
        for item in told_in(other)
        if item.figure.unit == unit
    ]
    times = _times(line, said, figures[-1])
    near += times
    before_it = [whole.value for whole in near if whole.end <= figures[0].start][-1:]
    if any(
        abs(total + more - whole.value) <= slack and more != whole.value
        for whole in (*near, *above)
        for more in before_it
    ):
        return
    if any(abs(total - whole.value) <= slack for whole in (*near, *above)) or _partly(figures, [*near, *above], slack):
        return
    lead = masked(line.text)[: figures[0].start]
    marked = bool(_LIST.search(lead[-36:]))
    before = [whole for whole in near if whole.end <= figures[0].start]
    after = [
        whole
        for whole in near
        if whole.start >= figures[-1].end and _LATER.match(line.text[figures[-1].end : whole.start])
    ]
    after = [*times, *(whole for whole in after if whole not in times)]
    wholes = [*reversed(before[-3:]), *after[:1], *(above[::-1][:4] if marked or not lead.strip() else ())]
    largest = max(figure.value for figure in figures)
    for whole in wholes:
        slip = whole in after and transposed(digits_of(whole.text), digits_of(figures[0].like(total)))
        if whole.value <= largest or (
            not slip
            and abs(whole.value - total)
            > max(whole.value / (5 if whole in after else 8), Decimal(2) if whole.value < 40 else Decimal(0))
        ):
            continue
        beside = whole in after or (whole in before and line.text.count("。", whole.end, figures[0].start) <= 1)
        if not (marked or whole in after) and not (
            beside and _WHOLE.search(line.text[max(0, whole.start - 14) : whole.start])
        ):
            continue
        terms = "＋".join(figure.text for figure in figures)
        yield finding("A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(figures[0].start),
                      Severity.WARNING if marked and beside else Severity.HINT)  # fmt: skip
        return


def _times(line: Line, said: Sequence[Said], last: Figure) -> list[Figure]:
    """What the run comes to when persons are counted as often as they came: 48人、56人参加，累计104人次."""
    behind = next((item.figure for item in said if item.figure.start >= last.end), None)
    if behind is None or behind.unit != last.unit + "次" or not _TIMES.match(line.text[last.end : behind.start]):
        return []
    return [behind]


def _slack(figures: Sequence[Figure]) -> Decimal:
    steps = {figure.step for figure in figures}
    return Decimal(0) if steps == {Decimal(1)} else min(steps) * (len(figures) + 1) / 2


def _inside(figures: Sequence[Figure], slack: Decimal) -> bool:
    """Whether one member is the whole of those after or before it."""
    for at in range(len(figures)):
        for other in range(at + 2, len(figures) + 1):
            part = sum((figure.value for figure in figures[at:other]), Decimal(0))
            if any(abs(figure.value - part) <= slack for figure in (*figures[:at], *figures[other:])):
                return True
    return False


def _partly(figures: Sequence[Figure], wholes: Sequence[Figure], slack: Decimal) -> bool:
    """Whether all but the first or the last add up to a whole near them, so that the run was cut at the wrong place."""
    for some in (figures[1:], figures[:-1], figures[2:], figures[:-2]):
        total = sum((figure.value for figure in some), Decimal(0))
        if len(some) >= 2 and any(
            abs(total - whole.value) <= slack
            for whole in (*wholes, *(figure for figure in figures if figure not in some))
        ):
            return True
    return False
