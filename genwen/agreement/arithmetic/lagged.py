"""Columns of rates against the row above, and of shares against a total; numbers of tables for arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.sheet import SUBTOTAL, TOTAL, Sheet
from genwen.agreement.reading.text import finding
from genwen.agreement.reading.vocabulary import SHARE_HEAD
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record


@record
class Cell:
    """A number of a sheet or a turned sheet for arithmetic: value, half its last printed place."""

    value: float
    slack: float


def loose(cell: Cell) -> float:
    """What rounding may have done to a number: nothing to a small whole one, which counts things."""
    return 0.0 if cell.slack == 0.5 and abs(cell.value) < 1000 else cell.slack


def rate(cells: Sequence[Cell]) -> tuple[float, float] | None:
    """The change from the first of two numbers to the second in per cent, and what rounding may do to it; None where there is none."""
    a, b = cells
    if not a.value or a.value < 0:
        return None
    return (b.value - a.value) / a.value * 100, (a.slack * abs(b.value / a.value) + b.slack) / a.value * 100


def cell_of(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The number of a cell; None where there is none."""
    number = sheet.numbers[row][column]
    return None if number is None else Cell(float(number.value), float(number.step) / 2)


def per_pair(sheet: Sheet) -> Iterator[Finding]:
    """A column of means that are one column over two others together: problems over public and private schools."""
    for result, head in enumerate(sheet.heads):
        if not re.search("均|每", head) or len(sheet.labels) < 4:
            continue
        for first in range(1, len(sheet.heads) - 1):
            for source in (column for column in range(1, len(sheet.heads)) if column not in (first, first + 1, result)):
                holds, fails = _pair_tried(sheet, source, first, result)
                if holds >= 3 and 0 < len(fails) <= holds / 2:
                    for row, value in fails:
                        yield finding("A808", f"“{sheet.labels[row]}”的{head}{sheet.text(row, result)}与{sheet.heads[source]}÷（{sheet.heads[first]}＋{sheet.heads[first + 1]}）＝{value:.2f}不符，"
                                      f"见 {sheet.said(row, source)}", "核对这一行", sheet.rows[row][result].at(0))  # fmt: skip
                    return


def _pair_tried(sheet: Sheet, source: int, first: int, result: int) -> tuple[int, list[tuple[int, float]]]:
    holds, fails = 0, []
    if result in (first, first + 1):
        return 0, []
    for row in range(len(sheet.labels)):
        cells = [cell_of(sheet, row, column) for column in (source, first, first + 1, result)]
        if any(cell is None for cell in cells):
            continue
        a, b, c, target = (cell for cell in cells if cell is not None)
        if b.value + c.value <= 0 or b.slack != 0.5 or c.slack != 0.5 or target.slack == 0.5:
            return 0, []
        value = a.value / (b.value + c.value)
        if abs(value - target.value) <= target.slack + 1e-9:
            holds += 1
        else:
            fails.append((row, value))
    return holds, fails


_LAG = regex(r"较上年|比上年|同比|环比|较上月|较上期|增幅|增速|增长率|变化率|增减率|降幅")


def lagged(sheet: Sheet) -> Iterator[Finding]:
    """A column of rates against the row above, as in a table with a row for each year."""
    years = [label for label in sheet.labels if re.match(r"(?:19|20)\d{2}年?|\d{1,2}月|[一二三四]季度", label)]
    if len(years) < 2 or len(years) < len(sheet.labels) - 2:
        return
    for result, head in enumerate(sheet.heads):
        if not _LAG.search(head):
            continue
        best: tuple[int, list[tuple[int, int, float]]] | None = None
        for source in range(1, len(sheet.heads)):
            holds, fails = _lag_tried(sheet, source, result)
            if holds and len(fails) <= holds and (best is None or holds > best[0]):
                best = holds, fails if holds + len(fails) > 1 else []
        for row, source, expected in best[1] if best else []:
            yield finding("A808", f"“{sheet.labels[row]}”的{head}{sheet.text(row, result)}与上一行相比＝{expected:.2f}%不符，"
                          f"见 {sheet.said(row - 1, source)}", "由未经修约的数计算，核对后改正", sheet.rows[row][result].at(0))  # fmt: skip


def _lag_tried(sheet: Sheet, source: int, result: int) -> tuple[int, list[tuple[int, int, float]]]:
    holds, fails = 0, []
    for row in range(1, len(sheet.labels)):
        old, new, said = cell_of(sheet, row - 1, source), cell_of(sheet, row, source), cell_of(sheet, row, result)
        if (
            source == result
            or old is None
            or new is None
            or said is None
            or TOTAL.match(sheet.labels[row])
            or SUBTOTAL.match(sheet.labels[row])
        ):
            continue
        computed = rate((old, new))
        if computed is None:
            continue
        if abs(abs(computed[0]) - abs(said.value)) <= computed[1] + said.slack * 2:
            holds += 1
        else:
            fails.append((row, source, computed[0]))
    return holds, fails


def shared(sheet: Sheet) -> Iterator[Finding]:
    """A column of shares against a column of amounts and its total."""
    rows = sheet.members(TOTAL, SUBTOTAL)
    for result, head in enumerate(sheet.heads):
        if not SHARE_HEAD.search(head):
            continue
        best: tuple[int, list[tuple[int, int, float]]] = (0, [])
        for source in range(1, len(sheet.heads)):
            if source == result:
                continue
            for whole in _wholes(sheet, source, rows):
                holds, fails = 0, []
                for row in rows:
                    part, share = cell_of(sheet, row, source), cell_of(sheet, row, result)
                    if part is None or share is None or not whole:
                        continue
                    expected = part.value / whole * 100
                    off = abs(expected - share.value)
                    if off <= share.slack * 2 + part.slack / whole * 200 * (part.slack < 0.5) + 1e-9:
                        holds += 1
                    else:
                        fails.append((row, source, expected))
                if holds > best[0]:
                    best = holds, fails
        if best[0] >= 2 and len(best[1]) <= best[0] / 2:
            for row, source, expected in best[1]:
                number = sheet.numbers[row][result]
                places = max(0, -int(number.step.as_tuple().exponent)) if number is not None else 2
                yield finding("A808", f"“{sheet.labels[row]}”的{head}{sheet.text(row, result)}与所占的{expected:.{places}f}%不符，"
                              f"见 {sheet.said(row, source)}", "由未经修约的数计算，核对后改正", sheet.rows[row][result].at(0))  # fmt: skip


def _wholes(sheet: Sheet, source: int, rows: Sequence[int]) -> Iterator[float]:
    """What the shares may be of: each total of the column, and the sum of its rows."""
    for row, label in enumerate(sheet.labels):
        cell = cell_of(sheet, row, source)
        if cell is not None and TOTAL.match(label):
            yield cell.value
    if (total := sum(cell.value for row in rows if (cell := cell_of(sheet, row, source)) is not None)) > 0:
        yield total


_FLOW = (
    regex("上年|年初|期初|原有|上期|上月结转"),
    regex("新增|增加|调入|本期增|收入|入库|购入"),
    regex("减少|调出|核减|本期减|支出|出库|领用|报废"),
    regex("年末|期末|现有|年底|结存|结余|余额"),
)


def flows(sheet: Sheet) -> Iterator[Finding]:
    """Columns of what there was, what came, what went and what there is, where the others of the table hold."""
    columns = [[c for c, head in enumerate(sheet.heads) if words.search(head)] for words in _FLOW]
    if any(len(some) != 1 for some in columns) or len({some[0] for some in columns}) != 4:
        return
    start, more, less, end = (some[0] for some in columns)
    right, wrong = 0, []
    for row in range(len(sheet.labels)):
        cells = [cell_of(sheet, row, c) for c in (start, more, less, end)]
        given = [cell for cell in cells if cell is not None]
        if len(given) != 4:
            continue
        real = given[0].value + given[1].value - given[2].value
        if abs(real - given[3].value) <= 1e-9 + sum(cell.slack for cell in given if cell.slack < 0.5):
            right += 1
        else:
            wrong.append((row, real))
    for row, real in wrong if right > len(wrong) else ():
        yield finding("A808", f"“{sheet.labels[row]}”的{sheet.heads[end]}{sheet.text(row, end)}与{sheet.heads[start]}＋{sheet.heads[more]}－{sheet.heads[less]}＝{real:g}不符，"
                      f"见 {sheet.said(row, start)}", "其他各行都是这样算的，核对这一行", sheet.rows[row][end].at(0))  # fmt: skip
