"""Divisions that say they are whole: 按层级分，市级142家、县级763家…, and parts that leave nothing over: 城镇656.4亿元，乡村128.9亿元.

Other numbers may stand between the parts (占…, 增长…). The whole is the number of the unit just before, or the one said to be the
total just behind. Any number of the unit near that the parts add up to is enough to be silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import STOPS, begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.sums.flows import check_flows
from genwen.diagnostics import Finding
from genwen.patterns import regex

_LED = regex(
    "(?:^|(?<=[。；，（：]))(?:其中[，：]?)?(?:按照?|从|分)(?P<by>[^，。；：、\\d]{1,12}?)(?:来?看|[来划]?分|统计|计)[，：]"
)
_NEVER = PER_CENT | {POINTS, "分", "年", "月", "日", "天", "倍", "个月", "摄氏度", "岁"}
_NOT = regex(
    "[比较](?!好|差|大|重|轻)|占|平均|均(?!衡)|每|去年|上年|同期|目标|计划|(?<!公共)预算|以[上下内]|折合|相当|其中|新增|增加(?!值)|减少|累计|达到|提高|"
    "超|低于|高于|最|约束|限额|单价|主要|重点|等$|[至到]$|[由从]"
)
_NO_WHOLE = regex(
    "[比较](?!好|差|大|重|轻)|占|平均|均(?!衡)|每|去年|上年|同期|(?<!公共)预算|以[上下内]|最|限额|单价|[至到由从]$"
)
_OPEN = regex("其余|其他|其它|另|还有|剩余|等(?![于级次]|[\\d])|主要|重点|突出|前[三五十\\d]|最")
_TOTAL = regex("(?:(?<!公)共计?|合计|总计|总共|一共)(?:[^，。；、\\d]{0,6})$")
_OPPOSED = (
    ("上半年", "下半年"), ("城镇", "乡村"), ("城镇", "农村"), ("城市", "农村"), ("税收", "非税"), ("本级", "县"), ("男", "女"),
    ("专职", "兼职"), ("地上", "地下"), ("线上", "线下"), ("合格", "不合格"), ("属实", "不属实"), ("属实", "误报"), ("公办", "民办"), ("采纳", "未采纳"), ("达标", "不达标"), ("达标", "未达标"),
    ("有效", "无效"), ("永久", "定期"), ("出口", "进口"), ("编内", "编外"), ("编制内", "聘用"), ("在编", "聘用"), ("在编", "编外"), ("新能源", "燃油"), ("新能源", "传统"), ("室内", "室外"), ("院内", "院外"),
    ("快充", "慢充"), ("自有", "租用"), ("自有", "租赁"), ("国有", "非国有"), ("白天", "夜间"), ("工作日", "节假日"), ("峰", "谷"), ("公开", "不公开"), ("完成", "未完成"), ("整改", "未整改"), ("解决", "未解决"),
)  # fmt: skip
_NEAR = (Decimal("0.4"), Decimal("2.5"))
_REACH = 2
_DONE = regex("完成|办结|整改|改造|建成|到位")
_CUT = regex("[。！]|其中|合计|共")


def check_divided(subject: Subject) -> Iterator[Finding]:
    """Every division of every document, and what came less what went."""
    yield from check_flows(subject)
    for view in subject.views:
        for number, line in enumerate(view.lines):
            said = told_in(line)
            if len(said) < 2:
                continue
            for parts, before, end in (*_led(line, said), *_opposed(line, said)):
                yield from _held(view, number, parts, before, end)


Division = tuple[list[Figure], Figure | None, int]
"""The parts, the number of their unit just before them, and where what tells them ends."""


def _led(line: Line, said: Sequence[Said]) -> Iterator[Division]:
    """按…分, 从…看: all numbers of the unit up to the end of the sentence, one to a segment where ； parts them."""
    leads = list(_LED.finditer(line.text)) if "分" in line.text or "看" in line.text else []
    for lead in leads:
        end = ended_at(line.text, lead.end(), "。！\n")
        end = min([end, *(other.start() for other in leads if lead.end() < other.start() < end)])
        mine = [item for item in said if lead.end() <= item.figure.start < end]
        if not mine or mine[0].figure.unit in _NEVER or _OPEN.search(line.text, lead.end(), end):
            continue
        unit = mine[0].figure.unit
        parts: list[Figure] = []
        taken = -1
        for item in mine:
            if item.figure.unit != unit:
                continue
            segment = line.text.count("；", lead.end(), item.figure.start)
            if "；" in line.text[lead.end() : end] and segment == taken:
                continue
            if not _plain(item):
                parts = []
                break
            parts.append(item.figure)
            taken = segment
        earlier = [
            item
            for item in said
            if item.figure.end <= lead.start() and item.figure.unit == unit and item.part is Part.NOW
            if not _aside(line.text, item.figure)
        ]
        if len(parts) > 1:
            yield parts, earlier[-1].figure if earlier and _is_whole(earlier[-1]) else None, end


def _opposed(line: Line, said: Sequence[Said]) -> Iterator[Division]:
    """Two numbers of a unit that follow each other, of things that leave nothing between them."""
    units = {item.figure.unit for item in said} - _NEVER
    for unit in units:
        mine = [item for item in said if item.figure.unit == unit]
        for at, (one, other) in enumerate(pairwise(mine)):
            apart = line.text[one.figure.end : other.figure.start]
            if "。" in apart or not (_plain(one) and _plain(other)) or not _are_opposed(_label(one), _label(other)):
                continue
            if at + 2 < len(mine) and not _CUT.search(line.text, other.figure.end, mine[at + 2].figure.start):
                continue  # there is more of the list
            before = mine[at - 1] if at else None
            if before is not None and not _is_first(line, mine, at - 1):
                continue
            near = before is not None and line.text.count("。", before.figure.end, one.figure.start) < _REACH
            whole = before.figure if before is not None and near and _is_whole(before) else None
            yield [one.figure, other.figure], whole, other.figure.end


def _is_first(line: Line, mine: Sequence[Said], at: int) -> bool:
    """Whether a number is the first of its unit in its sentence, and stands in no bracket."""
    figure = mine[at].figure
    begun = begun_at(line.text, figure.start, "。\n")
    return not any(item.figure.start >= begun for item in mine[:at]) and not _aside(line.text, figure)


def _aside(text: str, figure: Figure) -> bool:
    return text.rfind("（", 0, figure.start) > text.rfind("）", 0, figure.start)


def _label(item: Said) -> str:
    return last_clause(item.figure.line.text[: item.figure.start], STOPS)[-12:]


def _are_opposed(one: str, other: str) -> bool:
    """Whether two labels say opposite things and are alike in what else they say."""
    for left, right in _OPPOSED:
        for a, b in ((left, right), (right, left)):
            if a in one and b in other and not (b in one and len(b) > len(a)) and (a not in other or a in b):
                return True
    return False


def _plain(item: Said) -> bool:
    """Whether a number tells how much there is now, and is no part of the number before it."""
    label = _label(item)
    return item.part is Part.NOW and not item.moved and not _NOT.search(label.removeprefix("其中"))


def _is_whole(item: Said) -> bool:
    return item.part is Part.NOW and not _NO_WHOLE.search(_label(item))


def _held(view: View, number: int, parts: Sequence[Figure], before: Figure | None, end: int) -> Iterator[Finding]:
    """The parts against the whole before them, or the total behind them."""
    line, unit = parts[0].line, parts[0].unit
    total = sum((part.value for part in parts), Decimal(0))
    near = [
        item.figure for other in view.lines[max(0, number - _REACH) : number + _REACH + 1] for item in told_in(other)
    ]
    slack = Decimal(0) if all(one.step == 1 for one in parts) else max(one.step for one in parts) * (len(parts) + 1) / 2
    same = [one for one in near if one.unit.removesuffix("次") == unit.removesuffix("次") and one not in parts]
    if any(abs(one.value - total) <= slack + one.step / 2 * (one.step != 1) for one in same):
        return
    behind = next(
        (one for one in same if one.line is line and end <= one.start and _TOTAL.search(line.text[end : one.start])),
        None,
    )
    stop = ended_at(line.text, end, "。\n")
    whole = behind if behind is not None and behind.start < stop + 1 else before
    if whole is None or whole.value <= 0 or not _NEAR[0] < total / whole.value < _NEAR[1]:
        return
    if whole.value < max(part.value for part in parts) or _in_tables(view, unit, total, slack):
        return
    if _makes_some(parts, whole, slack) or _OPEN.search(line.text, begun_at(line.text, parts[0].start, "。"), end):
        return
    if total < whole.value and _DONE.search(line.text, begun_at(line.text, parts[0].start, STOPS), parts[-1].start):
        return  # what is done may be less than what is to be done
    terms = "＋".join(part.text for part in parts)
    yield finding("A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", parts[0].at)


def _makes_some(parts: Sequence[Figure], whole: Figure, slack: Decimal) -> bool:
    """Whether the first parts alone make the whole, or one of them is all the others."""
    values = [part.value for part in parts]
    starts = any(abs(sum(values[:count]) - whole.value) <= slack for count in range(2, len(values)))
    return starts or (len(values) > 2 and any(abs(sum(values) - value * 2) <= slack for value in values))


def _in_tables(view: View, unit: str, total: Decimal, slack: Decimal) -> bool:
    """Whether a table has the total."""
    cells = (n for sheet in sheets_of(view) for row in sheet.numbers for n in row if n is not None)
    return any(n.unit in ("", unit) and abs(n.bare - total) <= slack for n in cells)
