"""Totals and means of columns that the table does not print: 3个项目共投资140万元, 平均每期49人; 第一期…第三期 in it, and 培训4期 in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.reading.whereabouts import ahead_lines, whereabouts
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_ALL = regex("(?<!公)共|合计|总计|总")
_MEAN = regex("平均每(?P<per>[\u4e00-\u9fff]{1,3}?)(?:[\u4e00-\u9fff]{0,4})$")
_NOT = regex("上年|去年|同期|目标|计划|其中|累计|比|较|每|另|其[他它余]|除")
_MEMBERS = regex("单位|项目|机构|科室|部门|学校|医院|企业|名称|乡镇|街道|县|区|楼|站")
_RATIO = regex("率|占|比|均|每|单价|[%％]")
_TURN = regex(rf"^第(?P<n>[{COUNTING}]{{1,2}}|\d{{1,2}})(?P<kind>[期批次场轮组])$")
_NEAR = Decimal("0.3")


@record(eq=False)
class Plain:
    """A table without a row of totals: its members, the words about it, and 期, 批, 次 where its rows are 第一期, 第二期…"""

    sheet: Sheet
    rows: list[int]
    about: frozenset[str]
    kind: str


def check_column_sums(subject: Subject) -> Iterator[Finding]:
    """Every table without a row of totals, against the sentences of its document."""
    for view in subject.views:
        plain = [_plain(sheet) for sheet in sheets_of(view) if not sheet.totals()]
        plain = [one for one in plain if len(one.rows) > 2]
        if not plain:
            continue
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            for sentence in said_in(line) if number not in ahead else ():
                for at, item in enumerate(sentence):
                    if item.part is Part.NOW:
                        yield from _held(view, plain, sentence, at)


def _plain(sheet: Sheet) -> Plain:
    rows = sheet.members(SUBTOTAL, AVERAGE)
    turns = [match for row in rows if (match := _TURN.match(sheet.labels[row]))]
    in_turn = len(turns) == len(rows) and [number_in(match["n"]) for match in turns] == list(range(1, len(rows) + 1))
    about = bigrams(sheet.caption + "".join(sheet.heads))
    return Plain(sheet, rows, about, turns[0]["kind"] if turns and in_turn else "")


def _held(view: View, tables: list[Plain], sentence: tuple[Said, ...], at: int) -> Iterator[Finding]:
    figure = sentence[at].figure
    clause = last_clause(figure.line.text[: figure.start])
    mean = _MEAN.search(clause)
    summed = _ALL.search(clause) is not None and _NOT.search(clause) is None
    for one in tables:
        sheet, rows = one.sheet, one.rows
        if figure.unit == one.kind and figure.value > 1 and 0 < abs(int(figure.value) - len(rows)) <= 2:
            told = last_clause(figure.line.text[: figure.end]) + figure.line.text[figure.end : figure.end + 8]
            if one.about & bigrams(told) and not _NOT.search(clause):
                yield finding(
                    "A301",
                    f"“{figure.text}”与表中{len(rows)}行不符，见 {sheet.said(rows[-1], 0)}",
                    "核对个数和表",
                    figure.at,
                )
                return
        if (mean is not None and _is_each(mean["per"], sheet)) or (summed and _counted(sentence[:at], len(rows))):
            yield from _summed(view, sheet, rows, sentence[at], mean is not None)


def _is_each(per: str, sheet: Sheet) -> bool:
    """Whether a mean is by the rows of a table: 每期 of 期次, 每家 of 单位."""
    head = sheet.heads[0]
    return per[0] in head or (per[0] in "家个所处" and bool(_MEMBERS.search(head)))


def _counted(before: tuple[Said, ...], rows: int) -> bool:
    """Whether the sentence counts as many things as the table has rows."""
    return any(item.figure.value == rows and item.figure.step == 1 for item in before)


def _summed(view: View, sheet: Sheet, rows: list[int], item: Said, mean: bool) -> Iterator[Finding]:
    """The sum or the mean of the one column of the unit whose head the clause has."""
    figure = item.figure
    clause = last_clause(figure.line.text[: figure.start])
    unit = figure.unit.removesuffix("次") if figure.unit.endswith("人次") else figure.unit
    columns = []
    for column, head in enumerate(sheet.heads):
        numbers = [number for _, number in sheet.column(column, rows)]
        plain = not (sheet.index_column(column) or _RATIO.search(bare_head(head)) or CHANGE_HEAD.search(head))
        if plain and len(numbers) == len(rows) and {number.unit for number in numbers} == {unit}:
            columns.append(
                (column, sum((number.bare for number in numbers), Decimal(0)), numbers[0].step * numbers[0].factor)
            )
    named = [one for one in columns if bigrams(bare_head(sheet.heads[one[0]])) & bigrams(clause)]
    named = named or (columns if mean and len(columns) == 1 else [])
    if len(named) != 1:
        return
    column, total, step = named[0]
    right = total / len(rows) if mean else total
    where = whereabouts(view)
    known = not mean and where.in_tables(float(figure.value), float(figure.step) / 2)
    again = sum(place.figure.value == figure.value for place in where.by_unit.get(figure.unit, ())) > 1
    loose = max(figure.step, step * len(rows) if step < 1 else figure.step)
    if not known and not again and loose < abs(right - figure.value) <= right * _NEAR:
        what = f"各行平均{figure.like(right)}" if mean else f"各行之和{figure.like(right)}"
        yield finding("A810", f"“{clause[-10:]}{figure.text}”与表中“{re.sub('[（(].*', '', sheet.heads[column])}”{what}不符，见 {sheet.said(rows[0], column)}",
                      "核对表和正文", figure.at)  # fmt: skip
