"""Times that must lie within, after or at other times: parts of a period, steps that follow each other, terms, tables of tasks.

其中第三组10月27日至11月5日 of a check 10月20日至10月31日; 18日至22日核查，20日综合评定; 12月16日下发清单，须于12月13日前上报.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from genwen.agreement.reading.clauses import SENTENCE, begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line, moments_of, times_in
from genwen.agreement.times.limits import OTHERS
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PERIOD = regex("时间|期限|期间|周期|集中|为期|工期|阶段")
_GROUP = regex("第[一二三四五六七八九十]+[组批期轮片站]|[甲乙丙丁]组|[一二三四五六七八九十]组|[东南西北]片")
_STEPS = tuple(
    regex(words)
    for words in (
        "自评|自查|自检",
        "核查|检查|督查|抽查|考核组|现场评价|复核|查验",
        "综合评定|评定|形成结论|汇总|公布结果|通报结果|公布|评审会|定级",
        "整改",
    )
)
_BUILT = regex("竣工|完工|验收|投用|投入使用|建成")
_BUILDING = regex("(?:实施|建设|施工|项目|合同)[^，。；]{0,4}(?:期限|周期|工期|时间)|工期")
_BY = regex(r"^\s*(?:（[^）]*）)?(?:底|末)?(?:以?前|之前)")
_HANDED = regex("下发|印发|反馈|交办|移交|通报|下达|发出|送达")
_DUTY = regex("(?:应|须|要|务必|请|各[\u4e00-\u9fff]{1,8}?)(?:于|在)?$")
_REPLY = regex("整改|上报|报送|反馈|报[市县区省局]|回复|书面")
_CHECKED = regex("督查|检查|核查|考核|审计|巡查|抽查|督导")
_ACTS = "排查|整治|整改|改造|清理|自查|普查|核查|评估|验收|拆除|治理|检修|培训"
_ACT = regex(_ACTS)
_ALL_DONE = regex(rf"\s*(?:以?前|之前)?，?(?:要|须|应当?)?(?:全面|全部)完成[^，。；\d]{{0,8}}?(?P<act>{_ACTS})")
"""What a table divides, and by when all of it is to be done."""
_TERM_HEAD = regex("时限|完成时间|完成期限|截止|时间节点|时间要求")
_NOTICE = regex("通报|通知|函|意见")
_THING = regex(r"\d+(?:\.\d+)?(?:个|公里|套|户|家|座|处|%|台|盏|场|期|件|项|次|名|人|吨|块|万[\u4e00-\u9fff]{1,3})")


def check_within(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        moments = moments_of(view)
        by_line = moments_by_line(view)
        for mine in by_line.values():
            if len(mine) > 1:
                yield from _groups(mine)
                yield from _steps(mine)
                yield from _in_turn(mine)
                yield from _built(mine)
                yield from _handed(mine)
        if moments:
            yield from _asked(view, moments)
            yield from _tasks(view, moments)


def _clause(moment: Moment) -> str:
    """What happens at a time: the clause after it, else what it ends."""
    after = first_clause(re.sub("^(?:之?前|以前|起|，|日)+", "", moment.after), "，。；：、（）")
    return after if len(after) >= 2 else last_clause(moment.before, "，。；（")


def _groups(mine: Sequence[Moment]) -> Iterator[Finding]:
    """A group that is at work outside the time said for all."""
    for at, whole in enumerate(mine):
        if not (whole.ranged and whole.exact and _PERIOD.search(last_clause(whole.before))):
            continue
        for part in mine[at + 1 :]:
            lead = last_clause(part.before, "，。；、")
            if not (part.ranged and part.exact and _GROUP.search(lead)):
                continue
            if part.first < whole.first or part.last > whole.last:
                yield finding("A602", f"“{lead[-8:]}{part.words}”超出了“{whole.words}”，见 {whole.said}", "核对各组和总的起止",
                              part.at)  # fmt: skip


def _steps(mine: Sequence[Moment]) -> Iterator[Finding]:
    """A step that begins before the one it waits for has ended."""
    for first, second in pairwise(mine):
        between = first.line.text[first.end : second.start]
        if (
            "。" in between
            or "：" in between
            or re.search("同步|边|滚动|陆续|分批|第[二三]|次年|上年", between + second.after[:6])
        ):
            continue
        ranks = [_rank(_clause(moment)) for moment in (first, second)]
        if not first.ranged or not first.exact or not second.exact or None in ranks or ranks[0] == ranks[1]:
            continue
        if (ranks[0] or 0) < (ranks[1] or 0) and first.first <= second.first < first.last:
            yield finding("A602", f"“{second.words}”时“{first.words}”的{_clause(first)[:8]}还没有结束，见 {first.said}", "核对各步的起止",
                          second.at)  # fmt: skip


_ANNOUNCED = regex("[一二两三四五六2-6](?:步|个?阶段|个?环节|个步骤)[^，。；\\d]{0,8}[：:，。]$")
_LOOSE = regex("同步|同时|交叉|滚动|穿插|分批|次年|上年|第[二三]批")


def _in_turn(mine: Sequence[Moment]) -> Iterator[Finding]:
    """分三步进行：9月1日至4日核对资料，9月5日至9日现场查看，9月10日至12日集中评议: no step begins before the one told before it."""
    text = mine[0].line.text
    for at, first in enumerate(mine[:-2]):
        if not _ANNOUNCED.search(text[: first.start]):
            continue
        end = ended_at(text, first.end, "。\n")
        steps = [one for one in mine[at:] if one.start < end]
        if (
            len(steps) < 3
            or not all(one.ranged and one.exact for one in steps)
            or _LOOSE.search(text[first.start : end])
        ):
            continue
        for one, after in pairwise(steps):
            if after.first < one.first:
                yield finding("A602", f"“{after.words}”的这一步早于前一步的“{one.words}”，见 {one.said}", "各步骤的时间应当依次向后",
                              after.at)  # fmt: skip
                return


def _rank(clause: str) -> int | None:
    found = [rank for rank, step in enumerate(_STEPS) if step.search(clause)]
    return found[0] if len(found) == 1 else None


def _built(mine: Sequence[Moment]) -> Iterator[Finding]:
    """实施期限为3月至11月，2月10日通过竣工验收."""
    for first, second in pairwise(mine):
        between = first.line.text[first.end : second.start]
        if (
            first.ranged
            and _BUILDING.search(last_clause(first.before))
            and "。" not in between
            and second.last < first.first
            and _BUILT.search(_clause(second))
        ):
            yield finding("A602", f"{_clause(second)[:10]}的“{second.words}”早于“{first.words}”，见 {first.said}", "核对两个日期的先后",
                          second.at)  # fmt: skip


def _handed(mine: Sequence[Moment]) -> Iterator[Finding]:
    """12月16日下发整改清单，须于12月13日前上报."""
    for first, second in pairwise(mine):
        between = first.line.text[first.end : second.start]
        after = first_clause(second.after)
        handed = _HANDED.search(_clause(first))
        if (
            handed is not None
            and first.exact
            and second.last < first.first
            and (second.own_year or not first.ranged)
            and "。" not in between
            and not OTHERS.search(between)
            and _DUTY.search(between)
            and _BY.match(second.after)
            and _REPLY.search(after)
        ):
            yield finding("A602", f"要求的“{second.words}前”早于{handed.group()}的“{first.words}”，见 {first.said}", "核对两个日期的先后",
                          second.at)  # fmt: skip


def _asked(view: View, moments: Sequence[Moment]) -> Iterator[Finding]:
    """各单位于11月10日前将整改方案报 in a notice of a check that lasted until 11月22日."""
    if not any(_NOTICE.search(line.text) for line in view.lines[:3]):
        return
    checks = [
        one
        for one in moments
        if one.ranged
        and one.exact
        and one.own_year
        and _CHECKED.search(one.after[:40])
        and not _DUTY.search(one.before)
    ]
    for moment in moments:
        clause = last_clause(moment.before)
        after = first_clause(moment.after)
        if not (_DUTY.search(clause) and _BY.match(moment.after) and _REPLY.search(after) and moment.own_year):
            continue
        later = [one for one in checks if one.number < moment.number and moment.last <= one.last]
        if later:
            yield finding("A602", f"要求的“{moment.words}前”早于“{later[0].words}”的检查结束，见 {later[0].said}", "核对两个日期的先后",
                          moment.at)  # fmt: skip


def _tasks(view: View, moments: Sequence[Moment]) -> Iterator[Finding]:
    """What a table of tasks says of terms, against the prose."""
    for sheet in sheets_of(view):
        column = next((c for c, head in enumerate(sheet.heads) if _TERM_HEAD.search(head)), None)
        if column is None:
            continue
        yield from _beyond(sheet, column, moments)
        for row in range(len(sheet.rows)):
            cell = sheet.rows[row][column]
            term = times_in(Line(cell.text, cell.position), 0, 0)[0]
            if len(term) != 1:
                continue
            words = "".join(sheet.text(row, c) for c in range(len(sheet.heads)) if c != column)
            yield from _term(words, term[0], cell, sheet, row, column, moments)


def _beyond(sheet: Sheet, column: int, moments: Sequence[Moment]) -> Iterator[Finding]:
    """A row of 排查任务分工表 that may take longer than all of it: 2026年6月底前全面完成排查, and 2026年7月底 in the table."""
    acts = set(_ACT.findall(sheet.caption.split("\n")[-1]))
    wholes = [one for one in moments if one.own_year and (done := _ALL_DONE.match(one.after)) and done["act"] in acts]
    if len(wholes) != 1:
        return
    whole = wholes[0]
    for row in range(len(sheet.rows)):
        cell = sheet.rows[row][column]
        term = times_in(Line(cell.text, cell.position), 0, 0)[0]
        if (
            len(term) == 1
            and term[0].own_year
            and (term[0].last.year, term[0].last.month) > (whole.last.year, whole.last.month)
        ):
            yield finding("A602", f"表中时限“{cell.text.strip()}”晚于全部完成的“{whole.words}”，见 {whole.said}", "核对表和正文的时限",
                          cell.at(0))  # fmt: skip


def _term(
    words: str, term: Moment, cell: Line, sheet: Sheet, row: int, column: int, moments: Sequence[Moment]
) -> Iterator[Finding]:
    own = set(_THING.findall(words))
    for moment in moments:
        begun = begun_at(moment.line.text, moment.start, SENTENCE)
        said = moment.line.text[begun : moment.start]
        near = re.split("[，]", said)
        if own and _BY.match(moment.after) and own & set(_THING.findall("，".join(near[-2:]))):
            shared = bigrams(words) & bigrams("，".join(near[-2:]))
            apart = (term.last.month, term.last.day > 20) != (moment.last.month, moment.last.day > 20)
            if len(shared) >= 3 and apart and (not moment.own_year or moment.last.year == term.last.year):
                yield finding("A602", f"“{moment.words}前”与表中时限“{cell.text.strip()}”不符，见 {sheet.said(row, column)}", "核对表和正文的时限",
                              moment.at)  # fmt: skip
                return
        yield from _reviewed(words, term, cell, moment, said)


def _reviewed(words: str, term: Moment, cell: Line, moment: Moment, said: str) -> Iterator[Finding]:
    """A term for the review of one's own after others have come to check."""
    near = moment.after[:12]
    checked = _CHECKED.search(near + said[-12:])
    if "自评" not in words or "自评" in near or checked is None or not (moment.ranged and moment.exact):
        return
    if moment.last < term.last and term.first > moment.first and moment.first.year == term.first.year:
        yield finding("A602", f"自评的时限“{cell.text.strip()}”晚于“{moment.words}”的{checked.group()}，见 {moment.said}", "自评应在核查之前，核对两处",
                      cell.at(0))  # fmt: skip
