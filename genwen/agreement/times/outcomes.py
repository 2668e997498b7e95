"""What comes of a thing before the thing is over, wherever the two are told: 汇总于2月14日结束, and 2月4日通报汇总结果.

A clause with a time that speaks of the result, the findings or the end of something named is held against the time at which the
document says that very thing is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.timeline import Moment, moments_of
from genwen.diagnostics import Finding
from genwen.patterns import regex

_COMES_OF = regex(
    "(?P<what>[\u4e00-\u9fff]{2,16}?)(?:中|的|所|工作)*(?P<out>(?:情况)?结果|结论|成绩|得分|名次|反馈(?:的)?(?:问题|意见)|(?:发现|查出|排查出?|指出|提出)的?(?:\\d+[个项条])?(?:问题|隐患|意见|建议)|"
    "发现问题|无异议|(?:已|全部)?(?:结束|期满|合格|通过|完成)(?:之|以)?后)"
)
_LEAD = regex(
    "[依根]据|对照|结合|针对|公布|通报|反馈|形成|运用|汇总上报|上报|印发|发布|公开|审定|审议|研究|提交|报送|下发|[将把对就按在据各本该此全的县市区局院]"
)
_OVER = regex("结束|截止|为止|完毕|完成|期满")
_BEGUN = regex("启动|开始|开展|组织|举行|举办|召开|进行|实施|发放|接受|参加|起")
_NOT = regex(
    "上年|去年|上一|第[一二三四五六七八九十]|初[评审步]|阶段性|每|各[季月次批]|另|拟[于在定]|计划|预计|将于|力争|[一二三四]季度|半年|月度"
)
_ACT = regex(
    "检查|核查|督查|抽查|考核|考评|评审|评估|评价|测评|测试|审核|审计|普查|调查|自评|自查|竞赛|比赛|评比|招标|采购|公示|培训|验收|监测|统计|问卷|征文|体检|演练|论证|摸底|清查|投票|汇总"
)
_HALF_YEAR = 183


def check_outcomes(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        moments = moments_of(view)
        for late in moments:
            clause = _clause(late)
            match = _COMES_OF.search(clause)
            what = _LEAD.split(match["what"])[-1] if match else ""
            if match is not None and len(what) > 1 and _ACT.search(what) and not _NOT.search(clause):
                yield from _held(late, what, what + match["out"], moments)


def _clause(moment: Moment) -> str:
    """The words before a time and after it that are of it, not of the next one."""
    parts = re.split("[，。；]", moment.after.lstrip("日前起"))
    return last_clause(moment.before) + (parts[0] or (parts[1] if len(parts) > 2 else ""))


def _held(late: Moment, what: str, words: str, moments: Sequence[Moment]) -> Iterator[Finding]:
    """The one other time at which the thing is done, and not yet when something has come of it."""
    done = [(early, day) for early in moments if early is not late and (day := _done(early, what)) is not None]
    if len(done) != 1 or done[0][1] <= late.last:
        return
    early, day = done[0]
    if late.own_year or abs((day - late.last).days) < _HALF_YEAR:
        yield finding("A602", f"“{late.words}”已有“{words}”，早于“{early.words}”的{what}，见 {early.said}", "核对两个日期的先后",
                      late.at)  # fmt: skip


def _done(early: Moment, what: str) -> date | None:
    """The day from which on something can have come of a thing; None where a time is not that of the thing."""
    clause = _clause(early)
    if what not in clause or _NOT.search(clause) or _COMES_OF.search(clause):
        return None
    if _OVER.search(clause) or early.ranged:
        return early.last
    return early.first if _BEGUN.search(clause + early.after[:1]) else None
