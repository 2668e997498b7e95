"""Lists of those above or below a limit against the column of a table: 优秀率超过40%的有甲、乙, 高于平均分的有甲、乙2家."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_LIMIT = regex(
    r"(?P<head>[\u4e00-\u9fff]{2,12}?)(?:在)?(?P<cmp>超过|高于|大于|多于|达到|突破|低于|不足|不到|小于|少于|在)?"
    r"(?:(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>%|分|家|个|人|万元|元|吨)|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?|(?P<mean>(?:全[市县区省])?(?:总体)?平均(?:水平|分|值|得分)?))"
    r"(?:（含）)?(?P<edge>以上|以下|及以上)?的(?:单位|地区|县区|乡镇|部门|学校)?(?:共?有|分别是|是|为|包括)(?P<names>[^，。；]{2,60})"
)


def check_thresholds(subject: Subject) -> Iterator[Finding]:
    """Every such list."""
    for view in subject.views:
        sheets = sheets_of(view)
        for line in view.lines if sheets else ():
            if "的" in line.text and re.search("[超高低]|不[足到]|以[上下]|达到", line.text):
                for match in _LIMIT.finditer(line.text):
                    yield from _held(view, line, match)


def _rows(sheet: Sheet) -> list[int]:
    return [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE) if sheet.labels[row]]


def _column(view: View, head: str, names: str) -> tuple[Sheet, int] | None:
    """The column whose head fits best in a table that has two of the names, or one where only one is said."""
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets_of(view):
        if not any(len(sheet.labels[row]) >= 2 and sheet.labels[row] in names for row in _rows(sheet)):
            continue
        for column, text in enumerate(sheet.heads):
            own = bigrams(bare_head(text))
            score = len(own & bigrams(head)) * 2 - len(own - bigrams(head))
            filled = sum(sheet.numbers[row][column] is not None for row in _rows(sheet))
            if own & bigrams(head) and filled >= 3 and (best is None or score > best[0]):
                best = score, sheet, column
    return (best[1], best[2]) if best is not None else None


def _held(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    found = _column(view, match["head"], match["names"])
    if found is None or (not match["cmp"] and not match["edge"]):
        return
    sheet, column = found
    limit = _limit(match, sheet, column)
    if limit is None:
        return
    low = match["cmp"] in ("低于", "不足", "不到", "小于", "少于") or match["edge"] == "以下"
    inclusive = bool(match["edge"]) or match["cmp"] == "达到"
    said = {label for row in _rows(sheet) if (label := sheet.labels[row]) in match["names"] and len(label) >= 2}
    parts = [part for part in re.split("[、和及与]", match["names"]) if part]
    right = {sheet.labels[row] for row in _rows(sheet) if (n := sheet.numbers[row][column]) is not None
             and ((n.value < limit or (inclusive and n.value == limit)) if low else (n.value > limit or (inclusive and n.value == limit)))}  # fmt: skip
    if said == right or len(said) < len(parts) or "等" in match["names"] or not right:
        return
    odd = sorted(said ^ right, key=sheet.labels.index)[0]
    row = sheet.labels.index(odd)
    yield finding("A811", f"“{match.group()[:28]}”与表不符：应为{'、'.join(sorted(right, key=sheet.labels.index))}，见 {sheet.said(row, column)}", "核对名单和表",
                  line.at(match.start()))  # fmt: skip


def _limit(match: re.Match[str], sheet: Sheet, column: int) -> Decimal | None:
    if match["n"]:
        return Decimal(match["n"])
    if match["tenths"]:
        return Decimal(number_in(match["tenths"]) * 10 + (5 if match["half"] else 0))
    for row, label in enumerate(sheet.labels):
        number = sheet.numbers[row][column]
        if (AVERAGE.match(label) or TOTAL.match(label)) and number is not None:
            return number.value if _within(sheet, column, number.value) else None
    values = [n.value for row in _rows(sheet) if (n := sheet.numbers[row][column]) is not None]
    return sum(values, Decimal(0)) / len(values) if values else None


def _within(sheet: Sheet, column: int, value: Decimal) -> bool:
    values = [n.value for row in _rows(sheet) if (n := sheet.numbers[row][column]) is not None]
    return min(values) <= value <= max(values)
