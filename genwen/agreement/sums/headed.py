"""Paragraphs headed by a unit of a score table: （三）推行绿色办公（28分，自评27分）…扣1分, against the row of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.sheet import TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ORDINAL = regex(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|[（(]\d{1,2}[）)])\s*"
)
_POINTS = regex(
    r"(?P<kind>自评得?分?|自查得?分?|得分?|实得|扣分?|失分?|扣减|满分|分值|标准分|共)?(?:为|了|：)*\s*(?P<n>\d+(?:\.\d+)?)\s*分(?!钟|别|类|散|为|之)"
)
_HEADS = (("自评", "自评|得分|实得|自查"), ("自查", "自查|自评|得分"), ("得", "得分|自评|实得"), ("实得", "实得|得分|自评"), ("扣", "扣|失"), ("失", "失|扣"), ("满分", "满分|标准分|分值"), ("分值", "满分|标准分|分值"), ("标准分", "标准分|分值|满分"), ("", "标准分|分值|满分"))  # fmt: skip


def check_headed(subject: Subject) -> Iterator[Finding]:
    """Every paragraph whose heading is the name of a row."""
    for view in subject.views:
        sheets = [sheet for sheet in sheets_of(view) if sum("分" in head for head in sheet.heads) >= 2]
        rows = {
            label: (sheet, row)
            for sheet in sheets
            for row, label in enumerate(sheet.labels)
            if len(label) >= 4 and not TOTAL.match(label)
        }
        for line in view.lines if rows else ():
            mark = _ORDINAL.match(line.text)
            if mark is None:
                continue
            rest = line.text[mark.end() :]
            name = next(
                (
                    label
                    for label in rows
                    if rest.startswith((label, label[2:])) or (len(label) >= 6 and rest[2:].startswith(label[2:]))
                ),
                None,
            )
            if name is not None:
                yield from _headed(line, *rows[name])


def _headed(line: Line, sheet: Sheet, row: int) -> Iterator[Finding]:
    said: dict[int, list[tuple[Decimal, int]]] = {}
    for number, match in enumerate(_POINTS.finditer(line.text)):
        kind = match["kind"] or ""
        if not kind and (number or not re.search(r"[（(]$", line.text[: match.start()])):
            continue
        words = next((words for start, words in _HEADS if kind.startswith(start)), "")
        column = next(
            (
                c
                for part in words.split("|")
                for c, head in enumerate(sheet.heads)
                if part and part in head and sheet.numbers[row][c] is not None
            ),
            None,
        )
        if column is not None:
            said.setdefault(column, []).append((Decimal(match["n"]), match.start("n")))
    for column, points in said.items():
        cell = sheet.numbers[row][column]
        lost = bool(re.search("扣|失", sheet.heads[column]))
        total = sum((value for value, _ in points), Decimal(0)) if lost else points[0][0]
        if cell is not None and abs(cell.value) != total and abs(cell.value) not in {value for value, _ in points}:
            yield finding("A810", f"“{sheet.labels[row]}”的{total}分与表中{sheet.heads[column]}{sheet.text(row, column)}不符，见 {sheet.said(row, column)}", "核对表和正文",
                          line.at(points[0][1]))  # fmt: skip
