"""Points that the head of a group of rows has in brackets against those of its rows: 强化目标管理（9分）."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.sheet import SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_HEAD = regex(r"[^（）()]{2,24}[（(](?:共|满分|计)?(?P<points>\d+(?:\.\d+)?)分[）)]")
_POINTS = regex(r"^(?:(?:标准|评价|考核)?分值|标准分|满分|分数|基本分)(?:[（(].*[）)])?$")
_FAR = Decimal("0.5")


def check_group_heads(subject: Subject) -> Iterator[Finding]:
    """Every table with one column of points."""
    for view in subject.views:
        for sheet in sheets_of(view):
            columns = [column for column, head in enumerate(sheet.heads) if _POINTS.match(head)]
            if len(columns) == 1:
                yield from _held(sheet, columns[0])


def _held(sheet: Sheet, points: int) -> Iterator[Finding]:
    """Groups that are not what their rows come to, where each row has points or other groups are right."""
    right, wrong = 0, []
    for rows, head, said in _groups(sheet, points):
        numbers = [number.value for _, number in sheet.column(points, rows)]
        total = sum(numbers, Decimal(0))
        if total == said:
            right += 1
        elif total and abs(said - total) <= said * _FAR and set(numbers) != {said}:
            wrong.append((rows, head, total, len(numbers) == len(rows)))
    for rows, head, total, each in wrong:
        if each or right >= len(wrong):
            yield finding("A811", f"“{head.text.strip()}”与各项分值之和{total}不符，见 {sheet.said(rows[0], points)}", "核对单元和各项的分值",
                          head.at(0))  # fmt: skip


def _groups(sheet: Sheet, points: int) -> Iterator[tuple[range, Line, Decimal]]:
    """The rows of each group, its head, and the points that says."""
    ends = [row for row, label in enumerate(sheet.labels) if TOTAL.match(label) or SUBTOTAL.match(label)]
    for column in range(min(points, 3)):
        heads = [
            (row, cells[column], Decimal(match["points"]))
            for row, cells in enumerate(sheet.rows)
            if (match := _HEAD.fullmatch("".join(cells[column].text.split())))
        ]
        following = [*(row for row, _, _ in heads[1:]), len(sheet.rows)]
        for (row, head, said), after in zip(heads, following[: len(heads)], strict=True):
            yield range(row, min([after, *(end for end in ends if end > row)])), head, said
