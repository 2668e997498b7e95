"""That all, or one, kept within what was planned, against the two columns of a table: 各项支出均控制在预算以内, 水电费超出预算."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PLAN = "预算|概算|定额|限额|指标|控制数|控制目标|约束值|基准值|限值|标准|计划"
_WITHIN = regex(
    rf"(?:(?:均|都|全部|一律|没有一[项个家])(?:严格|有效|较好)?(?:地)?)(?:控制在|未超(?:出|过)?|没有超(?:出|过)?|未突破|不超过?|低于|不高于|在)(?:了|年初|年度|下达的?|核定的?|批复的?|规定的?)*"
    rf"(?P<plan>{_PLAN})(?:数|值|额|总额|指标|标准)?(?:的)?(?:以内|之内|范围(?:以|之)?内|内|以下|之下|水平)?(?=[，。；、]|$)"
)
_OVER = regex(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?)(?:支出|消费量?|用量)?(?P<not>未|没有|不)?(?:超(?:出|过)?|突破|高于)(?:了|年初|年度|下达的?|核定的?|批复的?)*(?P<plan>{_PLAN})(?:数|值|额)?(?=[，。；、]|$)"
)
_OVER_WORD = regex("超|突破|高于")
_REAL = regex("支出|决算|实际|执行数|发生|完成|使用|消费|用量|能耗|用[电水气]|[电水]耗|结算|实绩|现值|当年值")
_RATE = regex("率|占比|比例|[%％]")
_RUN = regex("执行率|完成率|使用率|占(?:预算|定额|计划)")
_EXCEPT = regex(rf"除(?P<names>[^，。；]{{2,40}}?)(?:[{COUNTING}\d]+[项个家类])?(?:以外|之外|外)")
_NOT = regex("目标|力争|确保|要求|应当?|必须|不得|原则上|拟|计划(?!$)")


def check_limits(subject: Subject) -> Iterator[Finding]:
    """Every claim in the prose of a document with such tables; what is to come left out."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            if number in ahead:
                continue
            for match in _WITHIN.finditer(line.text):
                yield from _all_within(view, line, match)
            for match in _OVER.finditer(line.text) if _OVER_WORD.search(line.text) else ():
                yield from _one_over(view, line, match)


Overrun = tuple[int, int, Decimal]
"""A row, the column of what it came to, and by how much that is more than what was planned."""


def _overruns(sheet: Sheet, plan: str) -> list[Overrun]:
    """What each row came to less what was planned for it; of a table with both columns, else with the rate of the one to the other."""
    heads = [bare_head(head) for head in sheet.heads]
    plans = [c for c, head in enumerate(heads) if plan[:2] in head and not _RATE.search(sheet.heads[c])]
    reals = [
        c
        for c, head in enumerate(heads)
        if _REAL.search(head) and not _RATE.search(sheet.heads[c]) and not CHANGE_HEAD.search(head) and c not in plans
    ]
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART)
    if len(plans) == len(reals) == 1:
        return [(row, reals[0], real.bare - planned.bare) for row, planned in sheet.column(plans[0], rows)
                if (real := sheet.numbers[row][reals[0]]) is not None and real.unit == planned.unit]  # fmt: skip
    runs = [c for c, head in enumerate(heads) if _RUN.search(head)]
    return (
        [(row, runs[0], number.value - 100) for row, number in sheet.column(runs[0], rows)]
        if len(runs) == 1 and plan in "".join(heads) + sheet.caption
        else []
    )


def _all_within(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    words = line.text[begun_at(line.text, match.start()) : match.start()]
    if _NOT.search(words):
        return
    spared = _EXCEPT.search(words)
    for sheet in sheets_of(view):
        rows = [
            one
            for one in _overruns(sheet, match["plan"])
            if spared is None or sheet.labels[one[0]] not in spared["names"]
        ]
        named = [one for one in rows if sheet.labels[one[0]] in words]
        odd = [one for one in named or rows if one[2] > 0]
        if odd and len(odd) < len(rows):
            row, column, _ = odd[0]
            yield finding("A812", f"“{words[-10:]}{match.group()}”与表不符：“{sheet.labels[row]}”超出了，见 {sheet.said(row, column)}", "核对表和正文",
                          line.at(match.start()))  # fmt: skip
            return


def _one_over(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """One row said to have gone over what was planned, or not to have."""
    if _NOT.search(line.text[begun_at(line.text, match.start()) : match.start()]):
        return
    for sheet in sheets_of(view):
        for row, column, over in _overruns(sheet, match["plan"]):
            own = match["name"].endswith(sheet.labels[row]) or sheet.labels[row] == match["name"] + "支出"
            if own and len(bigrams(sheet.labels[row])) > 0 and (over > 0) is bool(match["not"]):
                how = "超出" if over > 0 else "没有超出"
                yield finding("A812", f"“{match.group()}”与表不符：“{sheet.labels[row]}”{how}，见 {sheet.said(row, column)}", "核对表和正文",
                              line.at(match.start()))  # fmt: skip
                return
