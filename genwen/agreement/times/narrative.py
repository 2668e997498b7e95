"""What an office tells clause by clause it tells in the order of the days: 4月8日完成安装调试，…3月16日通过验收.

Two acts with their times that follow each other in a sentence run forward, unless words say that the second is looked back at, asked
for, or another matter; an act that rests on another one (在4月2日推进会部署的基础上), and what comes of the whole of a stretch, is
not before it; and what was asked for by a day was not done later without a word about that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line
from genwen.agreement.times.procedures import GOES_ON, order_of
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_ACT = regex(
    "[开竣完动]工|验收|完成|印发|发布|召开|启动|举[办行]|签订|签约|[开中定评]标|进场|投入|投[用运产]|启用|上线|报送|提交|形成|反馈|公示|核查|检查|自[评查]|测试|安装|调试|组织|开展|下发|通报|"
    "交付|移交|受理|办结|审[议定批核计]|通过|批复|备案|建成|终止|结束|整改|征求|修改|下达|拨付|到货|采购|定稿|约谈|命名|授牌|公布|编制|起草|汇总|评审|发放|离场|支付|培训|挂网"
)
_BACK = regex(
    "截[至止]|此前|之前|前期|早在|原定|应[于当在]?|要求|计划|拟|另|期间|[上去次翌]年|每[年月季]|其中|分别|先后|同时|同期|预计|将|后|（|[比较]|至今|以来|须|到期|有效|最|自(?![评查检])|从|追溯|回顾|补"
)
_FORWARD = regex("要求|(?<!验收)(?<!合格)后")
"""What looks back between two times, and not in what is done at the second."""
_DEADLINE = regex("^[^，。；]{0,2}(?:以?前|之前|底前)")
_RESTS = regex(r"(?:在|按照?|依?据|根据|落实|结合|对照)$")
_GROUND = regex(r"^[^，。；]{2,20}?(?:基础上|部署|精神|要求|安排|意见|结果|通知|方案)")
_WHOLE = regex("全部|全体|汇总|总体|完整")
_LATE = regex("逾期|超期|延|迟|补|晚|未按|超过|滞后|第[二三四]|另|新|每|上年|去年|明年|下一?年|复")
_HALF_YEAR = 183


def check_narrative(subject: Subject) -> Iterator[Finding]:
    """Document by document, line by line."""
    for view in subject.views:
        by_line = moments_by_line(view)
        for mine in by_line.values():
            for first, second in pairwise(mine):
                yield from _pair(first, second)
        yield from _overdue([moment for mine in by_line.values() for moment in mine])


def _pair(first: Moment, second: Moment) -> Iterator[Finding]:
    between = first.line.text[first.end : second.start]
    if "。" in between or "；" in between or not _near(first, second):
        return
    if _RESTS.search(between) and _GROUND.match(second.after) and len(between) < 8:
        if first.last < second.first:
            yield _wrong(first, second, "要在其后，却早于")
        return
    one, other = _act(first), _act(second)
    if not _ACT.search(one) or not _ACT.search(other) or _DEADLINE.match(second.after):
        return
    if _BACK.search(between) or _BACK.search(_FORWARD.sub("", other)):
        return
    known = order_of(one, other)
    forward = GOES_ON.match(last_clause(between, "，；、")) and (known is None or known[2])
    if second.last < first.first and forward and not _DEADLINE.match(first.after) and not first.before.endswith("（"):
        yield _wrong(second, first, "在所说的上一件事之后，却早于")
    elif first.ranged and first.first <= second.first and second.last < first.last:
        rest = first_clause(second.after, "。；")
        if _WHOLE.search(rest) and bigrams(one) & bigrams(rest):
            yield _wrong(second, first, "已有全部的结果，早于")


def _near(first: Moment, second: Moment) -> bool:
    """Whether the years are said, or the days so near that the same year is meant."""
    return (second.own_year and first.own_year) or abs((second.last - first.first).days) < _HALF_YEAR


def _act(moment: Moment) -> str:
    """What happened at a time: the clause it is in, without it."""
    return last_clause(moment.before, "，。；、：") + first_clause(moment.after, "，。；、")


def _wrong(late: Moment, early: Moment, how: str) -> Finding:
    return finding(
        "A602", f"“{late.words}”{how}“{early.words}”，见 {early.said}", "核对两个日期的先后", late.at, Severity.WARNING
    )


def _overdue(moments: Sequence[Moment]) -> Iterator[Finding]:
    """9月20日前报送自评报告, and 10月25日报送的自评报告 elsewhere, without a word of its being late."""
    for asked in moments:
        if not _DEADLINE.match(asked.after) or not asked.exact:
            continue
        task = bigrams(first_clause(asked.after.lstrip("以之底前"), "，。；、"))
        for done in moments:
            if not done.exact or done.ranged or done is asked or not 0 < (done.first - asked.last).days < _HALF_YEAR:
                continue
            text = done.line.text
            sentence = text[begun_at(text, done.start) : ended_at(text, done.end)]
            own = bigrams(first_clause(done.after, "，。；、"))
            alike = len(task) > 1 and len(task & own) * 5 >= len(task) * 3
            if alike and not _DEADLINE.match(done.after) and not _LATE.search(sentence) and not _BACK.search(sentence):
                yield finding(
                    "A602",
                    f"“{done.words}”晚于要求的“{asked.words}前”，见 {asked.said}",
                    "核对期限和实际的日期",
                    done.at,
                    Severity.HINT,
                )
