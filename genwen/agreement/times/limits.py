"""Days by which a thing was asked for, and the days on which it was done: 要求11月30日前整改到位，于11月26日全部销号.

A limit is no day on which anything happened, so that what was done before it is right; what is told to be in time was not done after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.reading.clauses import begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.text import Span, Subject, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SET = regex("要求|责令|限|约定|规定|须|应|务必|承诺|原定|计划|合同|时限|期限|节点|督促|确定|明确|定于")
_BY = regex(r"^\s*(?:（[^（）]*）)?[底末]?(?:以|之)?前")
_OPEN = regex(r"^\s*[起至到—－\-~～]")
_FROM = regex("[自从]$")
_IN_TIME = regex(
    "(?:赶|抢)在[^，。；\\d]{0,8}(?:时限|期限|限期|规定|要求|节点|截止)[^，。；\\d]{0,4}前|(?:早|先)于[^，。；\\d]{0,6}(?:时限|期限|限期|节点)|如期|按期|按时|限期内|期限内|时限内|"
    "(?:未|没有|无)(?:超|逾)期|未超(?:过)?[^，。；\\d]{0,4}[期时]限|提前(?:完成|办结|销号|整改|完工|竣工|交付)"
)
_DONE = regex("完成|完毕|办结|销号|竣工|完工|到位|交付|报送|上报|提交|整改|更换|清零|验收|改好|建成|投用|解决")
_NOT = regex("另|其[他余]|逾期的|余下|下一|明年|次年|每[年月季]|延期|顺延|[再又]次|将|拟|计划|力争")
_NEAR = 183

OTHERS = regex(r"，[^，。；]{1,8}的\d+[家个户所处人项名][^，。；\d]{0,8}$")
"""What follows is asked of others: 基本完成的4家应于4月15日前…，未完成的1家应于3月31日前…."""


def set_as_limit(day: Span) -> bool:
    """Whether a time is one by which a thing is asked for, in words that say so: 要求…前, 合同约定…前."""
    text = day.line.text
    return bool(_BY.match(text[day.end :]) and _SET.search(last_clause(text[: day.start])))


def happened(day: Span) -> bool:
    """Whether a time is one at which a thing was done: neither a limit nor the begin of a stretch."""
    after = day.line.text[day.end :]
    return not (_BY.match(after) or _OPEN.match(after) or _FROM.search(day.line.text[: day.start]))


def kept(early: Span, late: Span) -> bool:
    """Whether what comes later in its order only keeps a limit set for what comes before it."""
    return set_as_limit(early) and happened(late)


def check_limits_kept(subject: Subject) -> Iterator[Finding]:
    """What is told to be in time, against the limit set before it in the paragraph."""
    for view in subject.views:
        for mine in moments_by_line(view).values():
            if len(mine) > 1 and _IN_TIME.search(mine[0].line.text):
                yield from _overdue(mine)


def _overdue(mine: Sequence[Moment]) -> Iterator[Finding]:
    text = mine[0].line.text
    for match in _IN_TIME.finditer(text):
        begun, ended = begun_at(text, match.start(), "。；"), ended_at(text, match.end())
        done = [one for one in mine if begun <= one.start < ended and _was_done(one)]
        limits = [one for one in mine if done and one.start < done[-1].start and _BY.match(one.after)]
        if not any(set_as_limit(one) for one in limits) or _NOT.search(text[begun:ended]):
            continue
        limit, last = max(limits, key=lambda one: one.last), done[-1]
        if 0 < (last.first - limit.last).days < _NEAR:
            yield finding("A602", f"“{match.group()}”与日期不符：“{last.words}”晚于期限“{limit.words}前”，见 {limit.said}", "核对期限和完成的日期",
                          last.at)  # fmt: skip
            return


def _was_done(moment: Moment) -> bool:
    clause = last_clause(moment.before) + first_clause(moment.after, "。；")
    return happened(moment) and not moment.ranged and bool(_DONE.search(clause))
