"""What comes first: a thing is begun before it is done, self-scored before it is checked, found fault with before it is put right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.clauses import SENTENCE, last_clause
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.times.limits import kept
from genwen.agreement.times.timing import Day, days_in
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_CHAINS: tuple[tuple[tuple[int, str], ...], ...] = (
    (
        (-1, "动员(?:大|部署)?会|动员部署|启动(?:仪式|大会)"),
        (0, "自评|自查|自我评价|自检"),
        (1, "核查|复核|初评|评价验收|现场评价|现场核验|检查验收|抽查|考评组|评审|验收评价|开展评价|组织评价|通过[^，。；]{0,8}验收"),
        (3, "总结报告|年度总结|工作总结|总结|通报结果|公布名单|通报"),
    ),
    (
        (0, "立项|可研"),
        (1, "招标|开标|中标|采购(?!业务|培训|预算|人员|管理|办法|目录|单位|金额|计划|咨询)"),
        (2, "签订合同|签约|签订"),
        (3, "开工|动工|进场施工|启动建设|开始施工|奠基|破土"),
        (4, "竣工|完工|建成|主体封顶"),
        (5, "竣工验收|通过验收|完成验收|验收合格|投入使用|投用|投运|交付|启用"),
    ),
    ((0, "反馈(?!整改)|交办|下达整改通知|印发整改通知|下发整改通知"), (1, "专题会议|专题研究|研究部署整改|制定整改方案|印发整改方案"), (2, "完成整改|整改完成|整改到位|完成全部整改|报送整改"), (3, "复查|销号|回头看")),
    ((0, "报到|报名"), (1, "开班|开幕"), (2, "结业|闭幕|结班")),
)  # fmt: skip
_WORDS = tuple(tuple((rank, regex(words)) for rank, words in chain) for chain in _CHAINS)
_FAR = (14, 3, 8, 2)
"""How many lines apart two events of a chain may stand and still be of one thing."""
_HEADED = regex(r"(?P<word>[\u4e00-\u9fff]{2,10})(?:（[^（）]{0,10}|(?:时间)?(?:截至|截止|自|从|定于|为|：))$")
_OTHER = regex("上年|去年|次年|翌年|下一年|第[二三四]批|二期|三期|逾期|补|延期|其他|另|同步|滚动|交叉|下一轮|下次")
_NEXT_YEAR = regex("(?:19|20)\\d{2}年度?(?:计划|拟|将|安排|预计|任务)")
"""What another year is to bring is none of what goes on now."""
_YEARLY = regex("每年[^，。；\\d]{0,4}$")
_REST = regex(r"^\s*(?:至|到|—|－|-|~|～|–)+\s*\d{1,2}\s*[日号]")
_RANGE = regex(r"^\s*(?:至|到|—|－|-|~|～|–)")


@record
class Event:
    """Something that happens on a day: chain, rank in it, where it is said, whether every year."""

    chain: int
    rank: int
    words: str
    day: Day
    line: Line
    at: int
    """The number of the line in its document."""
    yearly: bool = False


def check_stages(subject: Subject) -> Iterator[Finding]:
    """Events of a chain against each other; plans against the date of the document; tables of steps."""
    for view in subject.views:
        events = list(_events(view))
        yield from _order(events)
        for sheet in sheets_of(view):
            if len(sheet.heads) <= 6:
                yield from _order(list(_rows([list(row) for row in sheet.rows])))


def _events(view: View) -> Iterator[Event]:
    year = 0
    for number, line in enumerate(view.lines):
        if "月" not in line.text and "年" not in line.text:
            continue
        days, year = days_in(line, year or 2023)
        for index, day in enumerate(days):
            until = days[index + 1].start if index + 1 < len(days) else len(line.text)
            after = line.text[day.end : until]
            if _RANGE.match(after) and index + 1 < len(days):
                continue
            start = days[index - 1].end if index else 0
            before = last_clause(line.text[start : day.start], SENTENCE)
            yield from _happened(after, before, day, line, number)


def _happened(after: str, before: str, day: Day, line: Line, number: int) -> Iterator[Event]:
    """The event said just after a date, up to the next mark or the one after it; else a word with the date in brackets."""
    clauses = re.split("[，。；：）]", _REST.sub("", after).removeprefix("，"))
    text = "，".join(clauses[:2] if len(clauses[0]) < 3 else clauses[:1])[:26]
    if _OTHER.search(text) or _OTHER.search(before[-12:]) or _NEXT_YEAR.search(before):
        return
    bracketed = _HEADED.search(before)
    if bracketed is not None and any(pattern.search(bracketed["word"]) for words in _WORDS for _, pattern in words):
        text = bracketed["word"]
    for chain, words in enumerate(_WORDS):
        for rank, pattern in reversed(words):
            match = pattern.search(text)
            if match is not None:
                yield Event(chain, rank, match.group(), day, line, number, _YEARLY.search(before) is not None)
                break


def _order(events: Sequence[Event]) -> Iterator[Finding]:
    """Events against those before them that stand so near that they are of one thing, or are the only ones of a campaign."""
    told: set[int] = set()
    counts = Counter((one.chain, one.rank) for one in events)
    waiting: dict[tuple[int, bool], list[Event]] = {}
    for second in events:
        near, alone = second.at - _FAR[second.chain], _is_alone(second, counts)
        before = waiting.setdefault((second.chain, second.yearly), [])
        before[:] = [first for first in before if first.at >= near or _is_alone(first, counts)]
        for first in before:
            if first.rank == second.rank or (first.at < near and not alone):
                continue
            early, late = (first, second) if first.rank < second.rank else (second, first)
            if id(late.day) in told or id(early.day) in told or kept(early.day, late.day) or not _reversed(early, late):
                continue
            told |= {id(late.day), id(early.day)}
            yield finding("A602", f"{late.words}的“{_said(late)}”早于{early.words}的“{_said(early)}”，见 {early.line.said(early.day.start, early.day.end)}",
                          "核对两个日期的先后", late.line.at(late.day.start))  # fmt: skip
        before.append(second)


def _is_alone(event: Event, counts: Counter[tuple[int, int]]) -> bool:
    """Whether an event is the only one of its kind in a campaign."""
    return event.chain == 0 and counts[event.chain, event.rank] == 1


def _reversed(early: Event, late: Event) -> bool:
    a, b = early.day, late.day
    if a.own_year is not b.own_year and a.last.year != b.last.year:
        return False
    if early.chain == 0 and a.last.year != b.last.year:
        return False
    return b.last < a.first if early.at != late.at or early.chain != 0 else b.last < a.last


def _said(event: Event) -> str:
    return event.line.text[event.day.start : event.day.end]


def _rows(rows: list[list[Line]]) -> Iterator[Event]:
    """Steps of a table: the step in one cell, its time in another."""
    for number, row in enumerate(rows):
        dated = [
            (cell, days)
            for cell in row
            if ("月" in cell.text or "年" in cell.text) and (days := days_in(cell, 2023)[0])
        ]
        if len(dated) != 1:
            continue
        text = "".join(cell.text for cell in row if cell is not dated[0][0])[:30]
        if not text:
            continue
        cell, days = dated[0]
        yield from _happened(text, "", days[-1], cell, number)
