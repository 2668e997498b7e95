"""The one stretch of days of a sentence and the one length it tells, in whatever order and words: 用20天开展自评，自10月9日起，10月24日结束.

Where a length may be counted in several ways (both ends or one, all days or those of work) any of them is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.timeline import Moment, times_in
from genwen.agreement.reading.whereabouts import main_year
from genwen.diagnostics import Finding
from genwen.patterns import regex

_N = "(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})"
_LENGTH = regex(
    f"(?P<lead>历时|为期|时长|前后|连续|共计?|用时?了?|停[电水气运]|期限为?|公示期?为?|工期|限期|为|（|，|的|[用以])?(?<![第每近约满超逾\\d.前后])(?P<n>{_N})"
    "(?P<unit>个工作日|天|个?星期|周|个月)(?!内|以|之|前|后|[均度级来多]|一次|通报|调度|[、，]?[一1]次|左右)(?P<behind>的?[\u4e00-\u9fff]{0,4})"
)
_NOT = regex(
    "提前|推迟|延期|延长|逾期|超过|不少于|至少|不超过|不足|以内|每|平均|提早|缩短|压缩|日均|保存|有效期|质保|运行|试运行|后[，。正]|其中|剩余|有效|晴|优良|霾|累计"
)
_STARTS = regex("[自从]$|启动|开始|开工|起")
_ENDED = regex("^[（(]?[^，。；\\d]{0,8}?(?:结束|止|完成|完工|竣工|截止|收官)")


def check_lengths(subject: Subject) -> Iterator[Finding]:
    """Every sentence with a length and two days."""
    for view in subject.views:
        year = main_year(view)
        for number, line in enumerate(view.lines):
            if "月" not in line.text or not _LENGTH.search(line.text):
                continue
            moments, year_now = times_in(line, number, year)
            year = year_now or year
            yield from _by_sentence(line, moments, bool(year))


def _by_sentence(line: Line, moments: Sequence[Moment], dated: bool) -> Iterator[Finding]:
    for begun in dict.fromkeys(begun_at(line.text, moment.start, "。；\n") for moment in moments):
        end = ended_at(line.text, begun, "。；\n")
        mine = [moment for moment in moments if begun <= moment.start < end]
        stretch = _stretch(line, mine)
        lengths = [match for match in _LENGTH.finditer(line.text, begun, end) if not _inside(match.start("n"), mine)]
        if stretch is None or len(lengths) != 1 or _NOT.search(line.text[begun:end]):
            continue
        match = lengths[0]
        if not match["lead"] and not match["behind"].startswith(("的", "时间")):
            continue
        first, last = stretch
        if not _agrees(number_in(match["n"]), match["unit"], first, last, dated):
            said = line.said(mine[0].start, mine[-1].end)
            days = (last - first).days + 1
            yield finding("A602", f"“{match['n']}{match['unit']}”与起止不符：{first.month}月{first.day}日至{last.month}月{last.day}日共{days}天，见 {said}",
                          "核对起止和时长", line.at(match.start("n")))  # fmt: skip


def _inside(at: int, moments: Sequence[Moment]) -> bool:
    return any(moment.start <= at < moment.end for moment in moments)


def _stretch(line: Line, mine: Sequence[Moment]) -> tuple[date, date] | None:
    """The first and the last day of the only stretch a sentence tells; None where it tells other times too."""
    if len(mine) == 1 and mine[0].ranged and mine[0].exact:
        return mine[0].first, mine[0].last
    if len(mine) != 2 or any(moment.ranged or not moment.exact for moment in mine):
        return None
    one, other = mine
    between = line.text[one.end : other.start]
    before = line.text[max(0, one.start - 2) : one.start]
    if (
        (_STARTS.search(before) or _STARTS.search(between))
        and _ENDED.match(line.text[other.end :])
        and one.first < other.first
    ):
        return one.first, other.first
    return None


def _agrees(count: int, unit: str, first: date, last: date, dated: bool) -> bool:
    """Whether a length is that of a stretch, counted in any way; `dated` where the year is known."""
    days = (last - first).days + 1
    work = sum((first + timedelta(n)).weekday() < 5 for n in range(days)) if days < 1000 else days
    if not dated and unit in ("个工作日", "天"):
        return days * 5 // 7 - 2 <= count <= days + 1
    if unit == "个工作日":
        return work - 8 * _has_holiday(first, last) <= count <= work + 2 * _has_holiday(first, last)
    if unit == "天":
        return count in (days - 1, days, days + 1) or work - 1 <= count <= work
    if "周" in unit or "星期" in unit:
        return abs(count * 7 - days) <= 3
    return abs(count - days / 30.4) <= 0.7


_HOLIDAYS = (
    (1, 1),
    (1, 25),
    (2, 1),
    (2, 10),
    (2, 15),
    (2, 20),
    (4, 5),
    (5, 1),
    (5, 3),
    (6, 10),
    (9, 15),
    (9, 28),
    (10, 1),
    (10, 6),
)
"""Days of the long holidays, or near them: no more than tells that there may be one."""


def _has_holiday(first: date, last: date) -> bool:
    return any(first <= date(year, month, day) <= last for year in {first.year, last.year} for month, day in _HOLIDAYS)
