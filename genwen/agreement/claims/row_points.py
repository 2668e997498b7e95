"""Points lost and rates of points of the rows of a score table: 绿色办公单元失3分, 得分率最高的是垃圾分类."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import SENTENCE, begun_at, last_clause
from genwen.agreement.reading.sentences import said_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.superlatives import Claim, claims_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_FULL = regex("^(?:分值|满分|标准分|标准分值|项目分值|权重分)$")
_GOT = regex("^(?:自评|核查|考核|评审|实际|最终)?(?:得分|评分|分)$|^实得分?$")
_LOST = regex("(?:失|扣|丢)(?:了|去|掉)?$")
_NOT = regex("共|合计|总|每|各|累计")
_RATE = "得分率"
Points = tuple[Sheet, int, dict[int, tuple[Decimal, Decimal]]]
"""A sheet, its column of points got, and by row the full points and those got."""


def check_row_points(subject: Subject) -> Iterator[Finding]:
    """Every line of a document with one score table."""
    for view in subject.views:
        tables = [points for sheet in sheets_of(view) if (points := _points(sheet)) is not None]
        if len(tables) != 1:
            continue
        for line in view.lines:
            if "分" in line.text:
                yield from _lost(line, tables[0])
            for claim in claims_in(line) if _RATE in line.text else ():
                if _RATE in claim.about:
                    yield from _best(claim, tables[0])


def _points(sheet: Sheet) -> Points | None:
    """The points of a table with one column of full points and one of points got."""
    full = [column for column, head in enumerate(sheet.heads) if _FULL.match(head)]
    got = [column for column, head in enumerate(sheet.heads) if _GOT.match(head)]
    if len(full) != 1 or len(got) != 1:
        return None
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    pairs = ((row, sheet.numbers[row][full[0]], sheet.numbers[row][got[0]]) for row in rows)
    points = {row: (a.value, b.value) for row, a, b in pairs if a is not None and b is not None}
    labels = [sheet.labels[row] for row in points]
    return (sheet, got[0], points) if len(set(labels)) == len(labels) > 1 else None


def _lost(line: Line, points: Points) -> Iterator[Finding]:
    sheet, column, rows = points
    for sentence in said_in(line):
        for item in sentence:
            figure = item.figure
            clause = last_clause(line.text[: figure.start])
            if figure.unit != "分" or not _LOST.search(clause) or _NOT.search(clause):
                continue
            words = line.text[begun_at(line.text, figure.start, SENTENCE) : figure.start]
            named = [row for row in rows if len(sheet.labels[row]) > 2 and sheet.labels[row] in words]
            if len(named) != 1:
                continue
            full, got = rows[named[0]]
            several = sum(_LOST.search(last_clause(line.text[: one.figure.start])) is not None for one in sentence)
            if (
                several == 1
                and full - got not in (figure.value, 0)
                and ("因" not in clause or figure.value > full - got)
            ):
                yield finding("A810", f"“{sheet.labels[named[0]]}…{clause[-4:]}{figure.text}”与表中的{full.normalize():f}－{got.normalize():f}不符，见 {sheet.said(named[0], column)}",
                              "核对失分和打分表", figure.at)  # fmt: skip


def _best(claim: Claim, points: Points) -> Iterator[Finding]:
    sheet, column, rows = points
    rates = {row: got / full for row, (full, got) in rows.items() if full}
    named = [row for row in rates if sheet.labels[row] in claim.named]
    if len(named) != 1 or len(rates) < 3:
        return
    best = (min if claim.low else max)(rates, key=lambda row: rates[row])
    if rates[best] != rates[named[0]]:
        yield finding("A811", f"“{claim.clause.strip()[-20:]}”与表不符：{sheet.labels[best]}才是，见 {sheet.said(best, column)}", "核对打分表和说法",
                      claim.at)  # fmt: skip
