"""Which of two times comes first when words tell: 随后, 此前, 会后, 依据修订后的预案; stages that begin before the one they wait for is over.

Times of one paragraph are held against the one before them. What is told by a word of order, by a paper that is first issued and
then followed, or by the kind of stage (自评, 核查) must not be turned round by the days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.clauses import SENTENCE, first_clause, last_clause
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.timeline import Moment, moments_of, pairs_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_THEN = regex(
    r"(?P<word>会后|随后|随即|此后|其后|继而|接着|然后|尔后|嗣后|而后|事后|(?:完成|结束|通过|合格|批准|批复|验收|发布|印发|整改|公示|评审|竣工|完工|期满)(?:之后|以后|后))"
    r"[^。；]{0,14}$"
)
_BEFORE = regex(r"(?:^|[，。；])(?P<word>在?此之?前|在这之前|在那之前|之前|事先|先期)[，,]?[^，。；]{0,14}$")
_ON = regex(
    r"(?:依据|根据|按照|对照|遵照|依照|参照|落实|结合|在)(?P<what>[^，。；、：]{2,20}?)(?:的?(?:精神|要求|部署|安排|规定|结果|意见|内容)?)(?:的?基础上|为依据|为蓝本|，|组织|开展|进行|制定|编制|完善|细化|印发|举行|实施|启动|整改|修改)"
)
_ISSUES = regex("发布|印发|出台|公布|下发|制定|修订|召开|举行|举办|作出|形成|审议|通过|提出|反馈|下达|签订")
_NOUN = regex(
    "(?:预案|方案|办法|通知|制度|标准|细则|意见|规程|清单|计划|规范|指南|规定|要点|协议|合同|会议|[^的]会|仪式|大会|活动|批复|反馈|报告|图纸|决议|目录)$"
)
_TAILS = regex("(?:的?(?:精神|要求|部署|安排|规定|结果|意见|内容|基础))+$")
_WAITS = (
    (regex("自评|自查|自检|申报|填报|报名|征求意见|投稿"), regex("核查|复核|审核|会审|评审|验收|抽查|考评|初审|复评|核验|集中评价|现场评价|组织评价|评分")),
    (regex("整改(?!方案|通知|台账)"), regex("回头看|复查|销号核验|复验|整改验收")),
    (regex("(?:报送|上报|提交|完成)[^，。；]{0,4}整改|整改[^，。；]{0,6}(?:报送|上报|提交)"), regex("复核|核查|核验")),
    (regex("招标|投标|开标"), regex("签订合同|签约|进场|开工|施工")),
    (regex("报名"), regex("开班|培训|面试|笔试")),
    (regex("公示"), regex("命名|授牌|公布名单|认定|发文公布")),
)  # fmt: skip
_LATER_ONLY = "复核|核查|核验"
"""What also comes before the one that it waits for: the first check finds what is then put right."""
_OBJECT = regex("对[^，。；]{2,24}?(?=组织|开展|进行|逐|实施|复核|核查|核验)")
_STAGE = regex("阶段|截止|结束|为止")
_STARTS = regex("^(?:起|开始|启动|进场)")
_ROUGH = regex("分批|滚动|同步|同时|交叉|压茬|边[^，。；]边|次年|翌年|上年|去年|另|第[二三四]批|二期|补|其他|逐步|陆续")
_HALF_YEAR = 183


def check_chronology(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        moments = moments_of(view)
        for first, second, between in pairs_in(moments):
            if not _comparable(first, second):
                continue
            yield from _told(first, second, between)
            yield from _followed(first, second, between)
            yield from _overlapping(first, second, between)


def _comparable(first: Moment, second: Moment) -> bool:
    """Whether the years are said, or so near that the same year is meant."""
    return second.own_year or abs((second.last - first.first).days) < _HALF_YEAR


def _told(first: Moment, second: Moment, between: str) -> Iterator[Finding]:
    """会后, 随后 before an earlier time; 此前 before a later one."""
    if re.match(r"[^，。；]{0,3}(?:以?前|之前|底前)", second.after) or ("（" in between and "）" not in between):
        return
    then = _THEN.search(between)
    if then is not None and second.last < first.first and not _ROUGH.search(between):
        yield _wrong(second, first, f"按“{then['word']}”应在其后，却早于")
        return
    before = _BEFORE.search(between)
    if before is not None and second.first > first.last:
        yield _wrong(second, first, f"按“{before['word']}”应在其前，却晚于")


def _followed(first: Moment, second: Moment, between: str) -> Iterator[Finding]:
    """5月28日发布预案，5月6日依据预案组织演练: what is followed has been issued before."""
    if second.last >= first.first:
        return
    clause = first_clause(first.after) or between
    issued = bool(_ISSUES.search(clause))
    for match in _ON.finditer(first_clause(second.after, SENTENCE)):
        what = _TAILS.sub("", match["what"])
        noun = _NOUN.search(what)
        met = noun is not None and noun.group().endswith("会议") and what in clause
        if noun is not None and (met or (issued and (noun.group() in clause or (len(what) > 2 and what in clause)))):
            yield _wrong(second, first, f"依据的“{what}”在其后才有，早于")
            return


def _overlapping(first: Moment, second: Moment, between: str) -> Iterator[Finding]:
    """自评于9月10日截止，核查自9月8日开始; 9月5日至25日为自评阶段，9月10日起为核查阶段."""
    if "。" in between or _ROUGH.search(between) or _ROUGH.search(first_clause(second.after)):
        return
    one, other = _clause(first), _OBJECT.sub("", _clause(second))
    for early, late in _WAITS:
        if early.search(one) and late.search(other) and not late.search(one) and not early.search(other):
            waits, begins = first, second
        elif (
            late.pattern != _LATER_ONLY
            and late.search(one)
            and early.search(other)
            and not late.search(other)
            and not early.search(one)
        ):
            waits, begins = second, first
        else:
            continue
        opened = begins.ranged or begins.before.endswith(("自", "从")) or bool(_STARTS.match(begins.after))
        staged = waits.ranged or bool(_STAGE.search(_clause(waits))) or bool(re.match("以?前|之前", waits.after))
        if opened and staged and begins.first < waits.last and begins.first != waits.first:
            yield _wrong(
                begins, waits, f"{_word(late, _clause(begins))}开始时{_word(early, _clause(waits))}还没有结束，早于"
            )
        return


def _clause(moment: Moment) -> str:
    """The words that say what a time is of: just after it, or before it where it ends a clause."""
    after = first_clause(moment.after)
    before = last_clause(moment.before, "，。；：")
    return before + after if len(after) < 6 else after


def _word(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _wrong(at: Moment, other: Moment, how: str) -> Finding:
    return finding("A602", f"“{at.words}”{how}“{other.words}”，见 {other.said}", "核对两个日期的先后", at.at)
