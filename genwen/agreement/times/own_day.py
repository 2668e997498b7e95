"""Dates against that of the paper: what is asked for by a day before it, what is told as done after it.

请于11月8日前报送, 截至12月20日, 已于2026年3月5日完成 in a paper of 14 November 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from genwen.agreement.reading.clauses import SENTENCE, begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.times.timing import Day, days_in
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_ASKED = regex(
    "请[^，。；]{0,12}$|务必[^，。；]{0,6}$|(?:应当?|须|要)(?:于|在)$|(?:^|[，。；])(?:请|务必)[^。；]{0,120}[，》）](?:并|且)?(?:请)?于$"
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
_DATED = regex("前|截至|起[施实执生正]|计划|拟|预计|将于|力争|下一步|打算")
_TASK = regex("(?:^|[。；])(?:（[一二三四五六七八九十]{1,3}）|\\d\\.|[一二三四五六七八九十]是)?$")
"""A day that begins a task: （四）12月10日前，各单位报送总结."""
_ALL_ASKED = regex("(?:^|[，。；])各[^，。；]{1,16}(?:于|在|要|应|须|应当|务必)(?:于|在)?$")
"""What 通知 and 通报 ask of everybody below: 各县（区）教育局于."""
_REPORTED = regex(r"\s*(?:以|之)?前[^，。；]{0,16}(?:报|送|备案|反馈|提交)")
_PLAN = regex(r"(?:计划|拟于?|预计|将于|力争|确保|下一步|打算)[^，。；\d]{0,8}$")
_PLANNED = regex("将|力争|预计|预期|计划|拟|目标|确保|争取|达到[^，。；]{0,8}以上|届时|有效|报名|为准")
_FINISHED = regex(
    "(?:均|全部|已|顺利)[^，。；\\d]{0,6}(?:办理完毕|完毕|办结|完成|通过|到位)|(?:办理|审批|整改|评审)完毕"
)
_UNTIL = regex("(?:截至|截止到?)$")
_HALF_A_YEAR = 183
_TOP = 14
"""The lines in which the title stands."""
_AS_OF = regex("截至(?:目前|今年)?[（(]?$")
_DONE = regex(
    r"(?<![未尚没])(?:已经?(?!于?[^，。；]{0,4}确定)|荣获|获得|被(?:评|授予|命名|认定)|召开了|举办了|完成了|通过了|印发了|开展了)"
)
_AHEAD = regex("将|拟|计划|预计|力争|确保|争取|下一步|要求|届时|有效|安排在|定于|到期|以?前|至|应|须")


def check_own_day(subject: Subject) -> Iterator[Finding]:
    """Papers with a date under their signature."""
    for view in subject.views:
        signed = signed_on(view)
        if signed is not None:
            yield from _terms(view, *signed)
            yield from _told_as_done(view, *signed)


def _terms(view: View, written: date, where: Line) -> Iterator[Finding]:
    """请于11月8日前报送, and 截至12月20日, in a paper of 14 November."""
    ahead = ahead_lines(view)
    notice = any(_PAPER.search(line.text) for line in view.lines[:_TOP])
    own = where.said(0, len(where.text))
    for number, line in enumerate(view.lines):
        if line is where or "月" not in line.text or not _DATED.search(line.text):
            continue
        days = days_in(line, written.year)[0]
        for day in days:
            before, after = line.text[: day.start], line.text[day.end :]
            if _HANDED.search(last_clause(before, "。")):
                continue
            if not day.own_year and abs((written - day.last).days) > _HALF_A_YEAR:
                continue  # 1月8日 in a paper of December is one of the next year
            asked = _ASKED.search(before) or (number in ahead and _TASK.search(before) and not day.month_only)
            if day.last < written and _BY.match(after) and (asked or _asked_of_all(days, day, before, after)):
                yield finding(
                    "A602", f"要求的“{day.words}前”早于成文日期，见 {own}", "核对两个日期", day.at, Severity.WARNING
                )
            elif notice and day.own_year and (written - day.last).days > _LONG_AGO and _is_left(before, after):
                yield finding(
                    "A602",
                    f"“{day.words}前”早于成文日期，见 {own}",
                    "若是要求的期限，核对两个日期",
                    day.at,
                    Severity.HINT,
                )
            elif _OWN.search(before) and _IN_FORCE.match(after) and (written - day.last).days > _LONG_AGO:
                yield finding(
                    "A602",
                    f"“自{day.words}起”早于成文日期，见 {own}",
                    "追溯的不必改，写错年份的改正",
                    day.at,
                    Severity.HINT,
                )
            elif day.first > written and not day.month_only and _AS_OF.search(before):
                yield finding(
                    "A602", f"“截至{day.words}”晚于成文日期，见 {own}", "核对两个日期", day.at, Severity.WARNING
                )
            elif day.own_year and day.last < written and _is_planned(before):
                yield finding(
                    "A602", f"计划的“{day.words}”早于成文日期，见 {own}", "核对两个日期", day.at, Severity.HINT
                )


def _asked_of_all(days: list[Day], day: Day, before: str, after: str) -> bool:
    """Whether something is asked of everybody by a day whose year is said there or before it in the line."""
    known = day.own_year or any(one.own_year and one.start < day.start for one in days)
    reported = not last_clause(before) and not day.month_only and _REPORTED.match(after)
    return bool(known and (reported or _ALL_ASKED.search(before))) and not _HAPPENED.search(
        last_clause(before, "。；") + first_clause(after, "。；")
    )


def _is_planned(before: str) -> bool:
    """Whether a day is one of a plan: 计划2025年6月底前完成."""
    sentence = last_clause(before, SENTENCE)
    return bool(_PLAN.search(sentence)) and not re.search("原|曾|已|按照", sentence)


def _is_left(before: str, after: str) -> bool:
    """Whether a notice leaves something to be done by a day: ；学校逐条整改，2025年9月30日前报送整改报告。"""
    sentence = last_clause(before, "。；") + first_clause(after, "。；")
    return bool(_OPEN.search(before) and _BY.match(after)) and not _HAPPENED.search(sentence)


def _told_as_done(view: View, written: date, where: Line) -> Iterator[Finding]:
    """已于2026年3月5日完成, 截至2026年12月底到位1632万元, 2026年6月手续全部办理完毕, in a paper of January 2026."""
    ahead = ahead_lines(view)
    for number, mine in moments_by_line(view).items():
        for moment in mine:
            if moment.line is where or moment.first <= written or not moment.own_year:
                continue
            clause = last_clause(moment.before) + first_clause(moment.after)
            done = _DONE.search(clause) and not _AHEAD.search(clause)
            if done or (number not in ahead and _is_told(moment, mine, written)):
                yield finding("A602", f"已经办了的事在“{moment.words}”，晚于成文日期，见 {where.said(0, len(where.text))}", "核对两个日期",
                              moment.at)  # fmt: skip


def _is_told(moment: Moment, mine: list[Moment], written: date) -> bool:
    """Whether figures are told as of a month, or things as done after others that were done before the paper was signed."""
    text = moment.line.text
    if _PLANNED.search(text, begun_at(text, moment.start), ended_at(text, moment.end)):
        return False
    until = _UNTIL.search(text[: moment.start]) is not None and not moment.exact
    before = any(one.start < moment.start and one.last <= written for one in mine)
    return (until and any(mark.isdigit() for mark in first_clause(moment.after, "。"))) or (
        before and _FINISHED.search(first_clause(moment.after, "。；")) is not None
    )
