"""What is begun before it ends: 3月启动试点，6月完成验收; nothing is asked for by a day before the paper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.times.timing import Day, days_in
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_BEGIN = regex(
    "启动|开始|开工|动工|动员|部署|印发|出台|制定|下发|进场|开展|举办|开幕|报名|受理|接到|接报|立案|签订|成立|收到|反馈|交办|招标|批复|立项|施工|启用前|进驻"
)
_END = regex(
    "终止|结束|完成|验收|竣工|完工|投用|投入(?:使用|运行|运营)|建成|闭幕|办结|结案|整改到位|销号|解除|推开|收官|通车|交付|结业|公布结果|通过评审|上线|启用|投运|投产|并网|开园|开业|挂牌|正式运行|试运行"
)
_APART = regex("次年|翌年|上年|去年|每年|此前|之前|前期|第[二三四]批|二期|另|当年|以后|分别|同时|一期")
_ASKED = regex(
    "请[^，。；]{0,12}$|务必[^，。；]{0,6}$|(?:应|须|要)(?:于|在)$|(?:^|[，。；])(?:请|务必)[^。；]{0,120}[，》）](?:并|且)?(?:请)?于$"
)
_BY = regex(
    r"^\s*(?:（[^）]*）)?(?:以?前|之前)，?[^，。；]{0,16}(?:报|送|反馈|提交|上交|完成|确定|落实|整改|函[复告]|回[复函]|答复|提供)(?![^，。；]{0,12}[了的])"
)
_PAPER = regex(r"通知(?:如下[：。])?[。\s]*$")
_IN_FORCE = regex(r"^起?\s*(?:正式)?(?:施行|实施|执行|生效)")
_OWN = regex(r"(?:^|[，。；])\s*(?:本|此)(?:通知|意见|办法|规定|细则|方案|标准|通告|公告|决定|制度|规则)(?:自|从)$")
_LONG_AGO = 90
"""Days before a paper was signed from which the year of what it sets is likely a slip."""
_OPEN = regex(r"(?:^|[，。；）])\s*$")
_HAPPENED = regex("已|曾|前期|此前|去年|上年|以来|了|前[^，。；]*的")
_HANDED = regex(r"月\d{1,2}日(?:前|起)?[^，。；]{0,8}(?:下发|印发|发出|交办|反馈|送达)")
_TO = regex(r"\s*(?:至|到|—|－|-|~|～|–)+\s*")
_TASK = regex("(?:^|[。；])(?:（[一二三四五六七八九十]{1,3}）|\\d\\.|[一二三四五六七八九十]是)?$")
"""A day that begins a task: （四）12月10日前，各单位报送总结."""
_HALF_A_YEAR = 183
_TOP = 14
"""The lines in which the title stands."""
_AS_OF = regex("截至(?:目前|今年)?[（(]?$")


def check_courses(subject: Subject) -> Iterator[Finding]:
    """Sentences with two dates, and dates against that of the paper."""
    for view in subject.views:
        for line in view.lines:
            if line.text.count("月") > 1:
                yield from _turned(line)
        yield from _against_own_date(view)


def _turned(line: Line) -> Iterator[Finding]:
    days, _ = days_in(line, 2023)
    for at, (first, second) in enumerate(pairwise(days)):
        between = line.text[first.end : second.start]
        if re.search("[。！]", between) or _TO.match(between) or _APART.search(between):
            continue
        stop = re.search("[，。；]|$", line.text[second.end :])
        after = line.text[second.end : second.end + (stop.start() if stop else 0)]
        clauses = [clause for clause in re.split("[，；]", between) if clause]
        begun, ended = _BEGIN.search(between), _END.search(after)
        if not clauses or begun is None or ended is None or _END.search(between) or _APART.search(after):
            continue
        if second.own_year and not first.own_year:
            continue
        if "；" in between and not bigrams(line.text[begun_at(line.text, first.start, "。") : second.start]) & bigrams(
            after
        ) - {begun.group()[:2], ended.group()[:2]}:
            continue
        since = days[at - 1] if at and _TO.fullmatch(line.text[days[at - 1].end : first.start]) else first
        if second.last < since.first and len(between) < 60:
            yield finding("A602", f"{ended.group()}的“{_said(second)}”早于{begun.group()}的“{_said(first)}”，见 {first.said}",
                          "核对两个日期的先后", second.at)  # fmt: skip


def _said(day: Day) -> str:
    return day.words


def _against_own_date(view: View) -> Iterator[Finding]:
    """请于11月8日前报送, and 截至12月20日, in a paper of 14 November."""
    signed = signed_on(view)
    if signed is None:
        return
    written, where = signed
    ahead = ahead_lines(view)
    notice = any(_PAPER.search(line.text) for line in view.lines[:_TOP])
    for number, line in enumerate(view.lines):
        if line is where or "月" not in line.text or not re.search("前|截至|起[施实执生正]", line.text):
            continue
        for day in days_in(line, written.year)[0]:
            before, after = line.text[: day.start], line.text[day.end :]
            if _HANDED.search(last_clause(before, "。")):
                continue
            if not day.own_year and abs((written - day.last).days) > _HALF_A_YEAR:
                continue  # 1月8日 in a paper of December is one of the next year
            asked = _ASKED.search(before) or (number in ahead and _TASK.search(before) and not day.month_only)
            if day.last < written and asked and _BY.match(after):
                yield finding("A602", f"要求的“{_said(day)}前”早于成文日期，见 {where.said(0, len(where.text))}", "核对两个日期",
                              day.at, Severity.WARNING)  # fmt: skip
            elif notice and day.own_year and (written - day.last).days > _LONG_AGO and _is_left(before, after):
                yield finding("A602", f"“{_said(day)}前”早于成文日期，见 {where.said(0, len(where.text))}", "若是要求的期限，核对两个日期",
                              day.at, Severity.HINT)  # fmt: skip
            elif _OWN.search(before) and _IN_FORCE.match(after) and (written - day.last).days > _LONG_AGO:
                yield finding("A602", f"“自{_said(day)}起”早于成文日期，见 {where.said(0, len(where.text))}", "追溯的不必改，写错年份的改正",
                              day.at, Severity.HINT)  # fmt: skip
            elif day.first > written and not day.month_only and _AS_OF.search(before):
                yield finding("A602", f"“截至{_said(day)}”晚于成文日期，见 {where.said(0, len(where.text))}", "核对两个日期",
                              day.at, Severity.WARNING)  # fmt: skip


def _is_left(before: str, after: str) -> bool:
    """Whether a notice leaves something to be done by a day: ；学校逐条整改，2025年9月30日前报送整改报告。"""
    sentence = last_clause(before, "。；") + first_clause(after, "。；")
    return bool(_OPEN.search(before) and _BY.match(after)) and not _HAPPENED.search(sentence)
