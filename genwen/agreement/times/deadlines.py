"""Terms against what they must agree with: the stage they stand in, the stages of all, each other in a row.

总结阶段（2028年10月至12月）…2029年1月20日前; 9月底前完工，8月底前初验; a second stage that begins within the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from genwen.agreement.reading.clauses import first_clause, last_clause
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line, times_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_BY = regex(r"^\s*(?:（[^（）]*）)?[底末]?(?:以|之)?前")
_PAST = regex("已|曾|了|原|上年|去年|要求的|规定的")
_NEXT = regex("每[年月季周]|次[年月]|翌年|下[年月]|另|其他")
_STAGE = regex(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．]|第[一二三四五六七八九十]+)[^，。；（）]{0,16}(?:阶段|步|期)[^，。；（）]{0,6}（(?P<time>[^（）]*\d月[^（）]*)）")  # fmt: skip
_ORDINAL = regex("^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+)")
_WHOLE = regex(
    r"^(?:[底末])?(?:以|之)?前，?(?:要|须|应当?)?(?:全部|全面|基本)?(?:完工|竣工|完成(?!总结|验收|评估|考核))"
)
_TERMS_IN_ROW = 3
_ROW_LABEL = regex("^第[一二三四五六七八九十](?:阶段|期|步|批)")
_ROW_TIME = regex("时间|起止|时限|工期|期限")
_TOGETHER = regex("同步|穿插|交叉|压茬|滚动|同时|分别|区[^，。；]{0,3}\\d|县[^，。；]{0,3}\\d")


def check_deadlines(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        by_line = moments_by_line(view)
        yield from _stages(view, by_line)
        for mine in by_line.values():
            if len(mine) >= _TERMS_IN_ROW:
                yield from _row(mine)
        for sheet in sheets_of(view):
            yield from _rows(sheet)


def _stages(view: View, by_line: dict[int, list[Moment]]) -> Iterator[Finding]:
    """Terms that lie outside the stage they stand in, and what is to be completed after the last stage."""
    stages: list[Moment] = []
    stage: Moment | None = None
    inside: set[int] = set()
    for number, line in enumerate(view.lines):
        match = _STAGE.match(line.text)
        if match is not None:
            stage = next(
                (one for one in by_line.get(number, ()) if match.start("time") <= one.start < match.end()), None
            )
            stages += [stage] if stage is not None and stage.own_year else []
        elif _ORDINAL.match(line.text):
            stage = None
        if stage is None or not stage.own_year:
            continue
        inside.add(number)
        for moment in by_line.get(number, ()):
            lead = last_clause(moment.before)
            if moment is stage or not _BY.match(moment.after) or _NEXT.search(lead) or _PAST.search(lead):
                continue
            if (moment.last < stage.first or moment.first > stage.last) and abs((moment.last - stage.last).days) < 400:
                yield finding("A602", f"“{moment.words}前”不在这一阶段“{stage.words}”里，见 {stage.said}", "核对阶段和期限",
                              moment.at)  # fmt: skip
    if len(stages) > 1 and stages == sorted(stages, key=lambda one: one.first):
        yield from _after_all(stages[-1], by_line, inside)


def _after_all(last: Moment, by_line: dict[int, list[Moment]], inside: set[int]) -> Iterator[Finding]:
    """12月底前全部完工, where the last stage of all ends in November."""
    for number, mine in by_line.items():
        for moment in mine:
            later = moment.last > last.last and moment.last.year == last.last.year
            if number not in inside and later and _WHOLE.match(moment.after) and not _NEXT.search(moment.before[-12:]):
                yield finding("A602", f"“{moment.words}前”完成，晚于最后一个阶段“{last.words}”，见 {last.said}", "核对阶段和期限",
                              moment.at)  # fmt: skip


def _row(mine: Sequence[Moment]) -> Iterator[Finding]:
    """3月底前批复，4月底前招标，9月底前完工，8月底前初验: one term of a row that goes back."""
    text = mine[0].line.text
    row: list[Moment] = []
    for moment in mine:
        joined = not row or not any(mark in text[row[-1].end : moment.start] for mark in "。；")
        if not joined:
            yield from _back(row)
            row = []
        if _BY.match(moment.after) and not moment.ranged:
            row.append(moment)
    yield from _back(row)


def _back(row: Sequence[Moment]) -> Iterator[Finding]:
    turns = [(one, after) for one, after in pairwise(row) if after.last < one.last]
    if len(row) < _TERMS_IN_ROW or len(turns) != 1:
        return
    one, after = turns[0]
    said = row[0].line.text[row[0].start : row[-1].end]
    acts = all(len(first_clause(moment.after)) > 3 for moment in row)
    if acts and not _TOGETHER.search(said):
        yield finding(
            "A602", f"“{after.words}前”早于前一步的“{one.words}前”，见 {one.said}", "核对各步的期限", after.at
        )


def _rows(sheet: Sheet) -> Iterator[Finding]:
    """第二阶段 that begins before the row of 第一阶段 above it ends."""
    column = next((at for at, head in enumerate(sheet.heads) if at and _ROW_TIME.search(head)), None)
    rows = [row for row, label in enumerate(sheet.labels) if _ROW_LABEL.match(label)]
    if column is None:
        return
    for above, below in pairwise(rows):
        cells = [sheet.rows[row][column] for row in (above, below)]
        spans = [times_in(Line(cell.text, cell.position), 0, 0)[0][:1] for cell in cells]
        if not all(span and span[0].ranged and span[0].own_year for span in spans):
            continue
        first, second = spans[0][0], spans[1][0]
        same_month = second.first.replace(day=1) == first.last.replace(day=1)
        if first.first <= second.first < first.last and not same_month:
            yield finding("A602", f"“{cells[1].text.strip()}”开始时上一阶段“{cells[0].text.strip()}”还没有结束，见 {sheet.said(above, column)}", "核对各阶段的起止",
                          cells[1].at(0))  # fmt: skip
