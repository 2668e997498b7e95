"""Points in prose: what each part got against the total said, and the total against the score table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.sentences import Said, told_in
from genwen.agreement.reading.sheet import TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_GOT = regex(r"(?:自评|核查|考核|核定|评审|实际|各)?(?:得分?|实得|评分)(?:为|是|了)?$")
_LOST = regex(r"(?:扣|失)(?:分|减|去|了|掉)*(?:为|是)?$")
_WHOLE = regex(
    r"(?:合计|总分|总得分|综合得分|综合评分|最终得分|总评分?|总成绩|共得|累计得|自评总分|总计|自评得分为?)[^，。；、\d]{0,6}$"
)
_FULL = regex(r"(?:满分|分值|标准分|共|总分值)(?:为|是)?$")
_APART = regex("上年|去年|同期|平均|均分|比|较|高出|低于")


def check_points(subject: Subject) -> Iterator[Finding]:
    """Every line with points."""
    for view in subject.views:
        sheets = [sheet for sheet in sheets_of(view) if any("分" in head for head in sheet.heads)]
        for line in view.lines:
            if line.text.count("分") < 2:
                continue
            items = [item for item in told_in(line) if item.figure.unit == "分"]
            if len(items) >= 3:
                yield from _summed(line, items)
            yield from _of_table(line, items, sheets)


def _before(line: Line, item: Said) -> str:
    return last_clause(line.text[max(0, item.figure.start - 16) : item.figure.start], "，。；、（）：")


def _summed(line: Line, items: Sequence[Said]) -> Iterator[Finding]:
    """技术指标得58分，管理指标得37分，合计94分."""
    parts: list[Said] = []
    lost: list[Said] = []
    full: list[Said] = []
    for at, item in enumerate(items):
        clause = _before(line, item)
        if parts and _WHOLE.search(clause) and len(parts) >= 2:
            yield from _judged(line, parts, lost, full, item)
            parts, lost, full = [], [], []
        elif _APART.search(clause):
            parts, lost, full = [], [], []
        elif _LOST.search(clause):
            lost.append(item)
        elif _GOT.search(clause) and not _WHOLE.search(clause):
            parts.append(item)
        elif _FULL.search(clause) or (at + 1 < len(items) and _GOT.search(_before(line, items[at + 1]))):
            full.append(item)


def _judged(
    line: Line, parts: Sequence[Said], lost: Sequence[Said], full: Sequence[Said], whole: Said
) -> Iterator[Finding]:
    total = sum((item.figure.value for item in parts), Decimal(0))
    given = sum((item.figure.value for item in full), Decimal(0))
    said = whole.figure.value
    if (
        total == said
        or (given and said == given)
        or (lost and given and given - sum((i.figure.value for i in lost), Decimal(0)) == said)
    ):
        return
    if abs(total - said) <= max(Decimal(10), said / 8):
        terms = "＋".join(item.figure.text for item in parts)
        yield finding("A806", f"{terms}＝{total.normalize():f}分，与总分{whole.figure.text}不符，见 {parts[0].figure.said}", "核对各部分得分和总分",
                      whole.figure.at)  # fmt: skip


_TOTAL_SCORE = regex(
    r"(?:自评|核查|考核|综合|最终)?(?:总得分|总分|综合得分|自评得分|核查得分|合计自评得分|合计得分|最终得分)(?:为|是|达|共|计)*$"
)


def _of_table(line: Line, items: Sequence[Said], sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """自评得分94分 against the 合计 row of the column 自评分."""
    for item in items:
        clause = _before(line, item)
        match = _TOTAL_SCORE.search(clause)
        if (
            match is None
            or _APART.search(clause)
            or _FULL.search(clause)
            or re.match("以[上下]", line.text[item.figure.end :])
        ):
            continue
        kind = next((word for word in ("自评", "核查", "考核", "最终") if word in match.group()), "")
        found = [(sheet, row, column) for sheet in sheets for row, label in enumerate(sheet.labels) if TOTAL.match(label)
                 for column, head in enumerate(sheet.heads)
                 if sheet.numbers[row][column] is not None and re.search("得分|评分|总分|自评|核查", head) and (not kind or kind in head)
                 and not re.search("满分|分值|标准分", head)]  # fmt: skip
        values = {number.value for sheet, row, column in found if (number := sheet.numbers[row][column]) is not None}
        totals = {number.value for sheet, row, _ in found for number in sheet.numbers[row] if number is not None}
        if (
            item.figure.value not in totals
            and item.figure.value != 100
            and len(values) == 1
            and item.figure.value not in values
            and abs(item.figure.value - min(values)) <= 10
        ):
            sheet, row, column = found[0]
            yield finding("A810", f"“{clause[-8:]}{item.figure.text}”与表中{sheet.labels[row]}的{sheet.text(row, column)}不符，见 {sheet.said(row, column)}", "核对表和正文",
                          item.figure.at)  # fmt: skip
