"""What the clauses of a cell award against the points of its row: …，得4分；…，得2分；…，得2分 where the row has 8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.sheet import TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_AWARD = regex(r"(?:(?P<most>最高|最多|满分)[^，。；\d]{0,3}|(?<!每[项次个条])得|计)(?P<n>\d+(?:\.\d+)?)分")
_EACH = regex(r"每[^，。；\d]{1,8}(?:得|计)\d+(?:\.\d+)?分")
_OTHERWISE = regex("扣|否则|或者|不得分|\\d分至|-\\d|其中")
_POINTS = regex("^(?:项目|条款|本项|标准)?(?:分值|满分|标准分|分数)")
_LEAST, _LONGEST = 3, 12


def check_awarded(subject: Subject) -> Iterator[Finding]:
    """Every table with a column of points."""
    for view in subject.views:
        for sheet in sheets_of(view):
            yield from _rows(sheet)


def _rows(sheet: Sheet) -> Iterator[Finding]:
    """The rows whose clauses do not make their points, where those of most rows do."""
    points = [column for column, head in enumerate(sheet.heads) if _POINTS.match(head)]
    if len(points) != 1:
        return
    right, wrong = 0, []
    for row, label in enumerate(sheet.labels):
        number = sheet.numbers[row][points[0]]
        some = [(column, sum_) for column in range(len(sheet.heads)) if (sum_ := _awarded(sheet.text(row, column)))]
        if number is None or TOTAL.match(label) or len(some) != 1:
            continue
        if some[0][1] == number.value:
            right += 1
        else:
            wrong.append((row, *some[0], number.value))
    for row, column, awarded, value in wrong if right >= max(_LEAST, 2 * len(wrong)) else ():
        yield finding("A811", f"“{_name(sheet, row)}”的分值{value}与各款之和{awarded}不符，见 {sheet.rows[row][column].at(0)}“{sheet.text(row, column)[:14]}”",
                      "核对各款的分数和分值", sheet.rows[row][points[0]].at(0))  # fmt: skip


def _name(sheet: Sheet, row: int) -> str:
    """What a row is called: the last of its names that is no clause."""
    names = [name for name in sheet.names[row] if 1 < len(name) <= _LONGEST]
    return names[-1] if names else sheet.labels[row][:_LONGEST]


_NOTHING = regex("[，；][^，；。\\d]{0,12}(?:不得分|得0分|不计分)")
"""What else a clause says of those who get nothing: ；未完成的不得分."""


def _awarded(text: str) -> Decimal | None:
    """What the clauses of a cell award in all; None where they are not simply added."""
    text = _NOTHING.sub("", text)
    if _OTHERWISE.search(text):
        return None
    total, count = Decimal(0), 0
    for clause in re.split("[；。]", text):
        awards = list(_AWARD.finditer(_EACH.sub("", clause)))
        most = [award for award in awards if award["most"]]
        awards = most if len(most) == 1 and len(awards) == 2 else awards
        if len(awards) > 1 or (not awards and _EACH.search(clause)):
            return None
        total += sum((Decimal(award["n"]) for award in awards), Decimal(0))
        count += len(awards)
    return total if count else None
