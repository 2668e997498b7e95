"""Tables whose parts do not add to their totals: 合计 rows, 合计 columns, months against the year, shares against 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.figures import UNIT
from genwen.agreement.text import Grid, Line, Subject, finding
from genwen.diagnostics import Finding, Severity

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|总\s*和|全年(?:合计|累计|总计)?|年度合计|总\s*分)$")
_SUBTOTAL = re.compile(r"^(?:小\s*计|[一二三四]季度(?:小计|合计)?|[上下]半年(?:小计|合计)?)$")
_PART = re.compile(r"^\s*其中|^\s*#")
_NUMBER = re.compile(r"^[-−－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[-−－]?\d+(?:\.\d+)?$")
_MONTH = re.compile(r"^(?:(?:1[0-2]|[1-9])月|(?:十[一二]?|[一二三四五六七八九])月)$")
_QUARTER = re.compile(r"^(?:第?[一二三四1-4]季度)$")
_APART = re.compile(
    r"率|%|％|比|均|幅|单价|序号|编号|备注|单位|温度|年份|系数|排名|时间|日期|电话|增减|变化|每|强度|油耗|标准|定额|满分"
)
_UNITS = ("单位", "计量单位")
_MIXED = re.compile(r"^(?:电|水|气|煤|油|热|汽油|柴油|天然气|用电|用水|用气|电力|自来水)")


def number_of(text: str) -> tuple[Decimal, Decimal] | None:
    """The number of a cell and its last printed place; None for anything else."""
    plain = re.sub(r"\s", "", text).removesuffix("分")
    if not _NUMBER.match(plain):
        return None
    digits = plain.replace(",", "").replace("−", "-").replace("－", "-")
    return Decimal(digits), Decimal(1).scaleb(-len(digits.partition(".")[2]))


def check_tables(subject: Subject) -> Iterator[Finding]:
    """Every table's total rows and total columns."""
    for view in subject.views:
        for grid in view.grids:
            if len(grid.rows) >= 3:
                yield from _rows(grid)
            yield from _columns(grid)


def _label(row: Sequence[Line]) -> str:
    for cell in row[:3]:
        text = re.sub(r"\s", "", cell.text)
        if text and not text.isdigit():
            return text
    return ""


def _of_units(grid: Grid, column: int) -> bool:
    """Whether a column headed 单位 holds units of measure, not offices."""
    texts = [row[column].text.strip() for row in grid.rows[1:] if column < len(row)]
    return any(re.fullmatch(f"[万亿]?{UNIT}", text) for text in texts)


def _rows(grid: Grid) -> Iterator[Finding]:
    """A 合计 row under (or above) its parts, column by column."""
    heads = [re.sub(r"\s", "", cell.text) for cell in grid.rows[0]]
    labels = [_label(row) for row in grid.rows]
    units = next((index for index, head in enumerate(heads) if head in _UNITS and _of_units(grid, index)), None)
    start = 1
    for index, label in enumerate(labels):
        if not index or not _TOTAL.match(label):
            continue
        rows = range(start, index) if index > start else range(index + 1, len(labels))
        rows = range(rows.start, next((i for i in rows if _TOTAL.match(labels[i])), rows.stop))
        start = index + 1
        if units is not None and len({grid.rows[i][units].text for i in rows if units < len(grid.rows[i])}) > 1:
            continue
        if len({match.group() for i in rows if (match := _MIXED.match(labels[i]))}) > 1 and not re.search(
            "费|额|元|吨标准煤|标煤|折标", heads[-1] + "".join(heads)
        ):
            continue
        for column in range(1, len(heads)):
            if not _APART.search(heads[column]) or re.search("占比|比重|比例", heads[column]):
                yield from _column_sum(grid, labels, rows, index, column)


def _column_sum(grid: Grid, labels: list[str], rows: range, index: int, column: int) -> Iterator[Finding]:
    total = number_of(_text(grid, index, column).rstrip("%％"))
    parts = [(i, number_of(_text(grid, i, column).rstrip("%％"))) for i in rows]
    numbers = [(i, part) for i, part in parts if part is not None]
    blanks = [
        i for i, part in parts if part is None and _text(grid, i, column).strip() not in ("", "—", "-", "/", "－", "无")
    ]
    if total is None or len(numbers) < 2 or blanks:
        return
    every = sum((part[0] for _, part in numbers), Decimal(0))
    whole = [(i, part) for i, part in numbers if not _PART.match(labels[i])]
    subtotals = [part[0] for i, part in whole if _SUBTOTAL.match(labels[i])]
    leaves = [part[0] for i, part in whole if not _SUBTOTAL.match(labels[i])]
    sums = [every, sum((part[0] for _, part in whole), Decimal(0)), sum(leaves, Decimal(0))]
    sums += [sum(subtotals, Decimal(0))] if subtotals else []
    share = bool(re.search("占比|比重|比例", grid.rows[0][column].text))
    steps = [total[1], *(part[1] for _, part in numbers)]
    rounded = share or min(steps) < 1 or bool(re.search("[万亿]", grid.rows[0][column].text))
    slack = sum(steps, Decimal(0)) / 2 if rounded else Decimal(0)
    if any(abs(total[0] - found) <= slack for found in sums):
        return
    plain = not subtotals and len(whole) == len(numbers)
    cell = grid.rows[index][column]
    head = re.sub(r"\s", "", grid.rows[0][column].text)
    first = grid.rows[numbers[0][0]][column]
    other = f"各行之和{sums[2] if subtotals else sums[1]}"
    yield finding("A801", f"“{head}”一列的{labels[index]}{cell.text.strip()}与{other}不符，见 {first.position}“{labels[numbers[0][0]]}”起{len(numbers)}行",
                  "核对各行和合计", cell.at(0), Severity.ERROR if plain and not share else Severity.WARNING)  # fmt: skip


def _text(grid: Grid, row: int, column: int) -> str:
    return grid.rows[row][column].text if column < len(grid.rows[row]) else ""


def _columns(grid: Grid) -> Iterator[Finding]:
    """A 合计 or 全年 column beside its parts, row by row; a plain 合计 only where other rows show that it is a sum."""
    if len(grid.rows) < 2:
        return
    heads = [re.sub(r"\s", "", cell.text) for cell in grid.rows[0]]
    totals = [index for index, head in enumerate(heads) if _TOTAL.match(head)]
    if len(totals) != 1:
        return
    months = [index for index, head in enumerate(heads) if _MONTH.match(head)]
    quarters = [index for index, head in enumerate(heads) if _QUARTER.match(head)]
    dated = months if len(months) == 12 else quarters if len(quarters) == 4 else []
    parts = dated or [i for i, head in enumerate(heads) if i and i != totals[0] and head and not _APART.search(head)]
    wrong: list[Finding] = []
    right = 0
    for row in grid.rows[1:]:
        if len(row) != len(heads) or _APART.search(_label(row)):
            continue
        total = number_of(row[totals[0]].text)
        numbers = [number for i in parts if (number := number_of(row[i].text)) is not None]
        if total is None or len(numbers) < 2 or len(numbers) < len(dated):
            continue
        found = sum((number[0] for number in numbers), Decimal(0))
        step = max(total[1], *(number[1] for number in numbers))
        if abs(found - total[0]) <= (step / 2 * (len(numbers) + 1) if step < 1 else 0):
            right += 1
            continue
        wrong.append(
            finding(
                "A802",
                f"“{_label(row)}”一行的{heads[totals[0]]}{row[totals[0]].text.strip()}与各列之和{found}不符，"
                f"见 {row[parts[0]].position}“{heads[parts[0]]}”至“{heads[parts[-1]]}”",
                "核对各列和合计",
                row[totals[0]].at(0),
                Severity.ERROR if dated else Severity.WARNING,
            )
        )
    if dated or right >= max(2, len(wrong)):
        yield from wrong
