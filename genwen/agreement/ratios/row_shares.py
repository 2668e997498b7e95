"""What a row of a table is of its column, by the name of the row: 后勤科用电占全局的49.3%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import SENTENCE, begun_at, last_clause
from genwen.agreement.reading.likeness import about_one
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.vocabulary import YEAR
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SHARE = regex(
    "占(?:比|(?:全[局市县区院校馆年部省]|总|合计|各|所有|[两三四五六七八九]|\\d+(?=[个家项处]))[^，。；、\\d]{0,12})?(?:约|为|达到?|是)?$"
)
_NOT = regex("上年|去年|同期|目标|计划|力争|超过?|近|约|不足")
_RATIO = regex("率|占|比|均|每|单价|[%％]|名次|排名|序号")
_BETWEEN = (Decimal("0.5"), Decimal(2))
Share = tuple[Sheet, int, int, Decimal, Decimal]
"""A cell by its sheet, row and column, what it is of its column in per cent, and how loose that is."""


def check_row_shares(subject: Subject) -> Iterator[Finding]:
    """Every share whose clause names one row of a table, where no number stands beside it."""
    for view in subject.views:
        sheets, ahead = sheets_of(view), ahead_lines(view)
        for number, line in enumerate(view.lines):
            if not sheets or number in ahead or "占" not in line.text:
                continue
            for sentence in said_in(line):
                for at, item in enumerate(sentence):
                    plain = item.figure.unit == "%" and item.part is Part.NOW
                    if plain and not any(other.figure.unit != "%" for other in sentence[max(0, at - 2) : at]):
                        yield from _held(sheets, item)


def _held(sheets: tuple[Sheet, ...], item: Said) -> Iterator[Finding]:
    figure = item.figure
    text = figure.line.text
    clause = last_clause(text[: figure.start])
    sentence = text[begun_at(text, figure.start, SENTENCE) : figure.start]
    if not _SHARE.search(clause) or _NOT.search(clause):
        return
    subject = clause.partition("占")[0]
    found = [share for sheet in sheets for share in _shares(sheet, subject or sentence.rpartition("，")[0])]
    if any(abs(share - figure.value) <= loose + figure.step for _, _, _, share, loose in found):
        return
    named = [
        one for one in found if about_one(_head(one) + (one[0].caption if YEAR.search(_head(one)) else ""), clause)
    ]
    years = [one for one in named if YEAR.search(_head(one))]
    if years:
        last = max(YEAR.findall(_head(one))[-1] for one in years)
        named = [one for one in years if last in _head(one)]
    if len(named) != 1:
        return
    sheet, row, column, share, _ = named[0]
    if _BETWEEN[0] < figure.value / share < _BETWEEN[1]:
        yield finding("A805", f"“{clause[-12:]}{figure.text}”与表中算得的{figure.like(share)}%不符，见 {sheet.said(row, column)}", "核对表和正文",
                      figure.at)  # fmt: skip


def _head(share: Share) -> str:
    return share[0].heads[share[2]]


def _shares(sheet: Sheet, words: str) -> Iterator[Share]:
    """What the one row that is named is of each column of amounts."""
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    named = [row for row in rows if len(sheet.labels[row]) > 1 and sheet.labels[row] in words]
    if len(named) != 1 or len(rows) < 3:
        return
    totals = sheet.totals()
    for column, head in enumerate(sheet.heads):
        number = sheet.numbers[named[0]][column]
        if number is None or sheet.index_column(column) or _RATIO.search(bare_head(head)) or CHANGE_HEAD.search(head):
            continue
        numbers = [one for _, one in sheet.column(column, rows)]
        printed = sheet.numbers[totals[0]][column] if len(totals) == 1 else None
        whole = printed.value if printed is not None else sum((one.value for one in numbers), Decimal(0))
        if whole > number.value > 0 and all(one.value >= 0 for one in numbers):
            loose = number.step / whole * 100 if number.step < 1 else Decimal(0)
            yield sheet, named[0], column, number.value / whole * 100, loose
