"""Tables with one record per row, as offices keep them (.xlsx, .csv; WPS and Excel): header and rows of texts, with places.

`find_table` finds the header (one to three rows, merged or not) by the titles somebody knows, and the rows of data
below it, without blank rows, notes, headings between rows and totals. What the columns mean is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, FindingsError, Position, Severity
from genwen.patterns import regex
from genwen.records import made, record
from genwen.spreadsheet.grids import Grid, column_letters, read_grids

HEADER_WITHIN, HEADER_HEIGHT = 25, 3

_BLANKS = regex(r"\s+")
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}
_FIGURE = regex(r"[0-9]+[．.][0-9]+[%％]?|[0-9]+[%％]")
_THOUSANDS = regex(r"[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?:[.．][0-9]+)?[%％]?")
_FIGURE_SIGNS = str.maketrans({"，": "", ",": "", "．": ".", "％": "%"})
_DATE = regex(r"((?:19|20)[0-9]{2})\s*([年/／.．－-])\s*([0-9]{1,2})\s*([月/／.．－-])\s*([0-9]{1,2})\s*(日?)")
_DATE_SIGNS = str.maketrans("／．－", "/.-")
INVISIBLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_NOTE = regex(r"(?:备?注|说明|填表说明|填报说明|填表人|制表|审核|单位负责人|数据来源)\s*[:：]|注\s*[0-9一二三]")
# what stands above a header and is said of the whole table: 填报日期：…, 单位：万元, a date alone
_LABEL = regex(r"[^:：]{0,10}(?:单位|机关|部门|地区|日期|时间|期限|年度|年份|季度|月份|人|者|领导|电话|传真|邮箱|表号|文号|编号|盖章|签字|签章|来源|口径|范围|密级|期别|频率)"
               r"(?:[（(][^（）()]{0,8}[）)])?\s*[:：]\s*(?P<said>.*)")  # fmt: skip
_DAY = regex(r"(?:19|20)[0-9]{2}\s*(?:年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|([-./])[0-9]{1,2}\1[0-9]{1,2})")
_TOTAL = regex(r"(?:总\s*计|合\s*计|小\s*计|共\s*计)$")
_ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"})
_EXACT = Decimal("0.000000001")


@record
class Header:
    """A column (from 0): its own title, its title with those above it (能源消费/用电量), the unit in brackets after it."""

    column: int
    title: str
    full: str
    unit: str = ""


@record
class Line:
    """A row of data: its number in the sheet (from 1), its texts by column (empty cells left out), what is wrong."""

    number: int
    cells: dict[int, str]
    findings: list[Finding] = made(default_factory=list)


@record
class Table:
    """A table found: its sheet, its columns, the last row of its header (from 1), its rows, and what was left out."""

    grid: Grid
    headers: tuple[Header, ...]
    header_row: int
    lines: list[Line]
    findings: list[Finding] = made(default_factory=list)


def place(row: int, column: int | None = None) -> str:
    """The place of a row (from 1) or of a cell (column from 0) as findings say it: 第7行F列."""
    return f"第{row}行" + (f"{column_letters(column)}列" if column is not None else "")


def sheets(path: Path, shown: str) -> list[Grid]:
    """The sheets of a file that hold something. Raises FindingsError when the file cannot be read."""
    grids, findings = read_grids(path, shown)
    if findings:
        raise FindingsError(findings)
    return [grid for grid in grids if any(value is not None for row in grid.rows for value in row)]


def plain_title(text: str) -> str:
    """A title as it is compared: no blanks, no mark of obligation, Chinese brackets."""
    text = _BLANKS.sub("", text).translate(_WIDE).strip("*＊:：")
    return text.replace("(", "（").replace(")", "）").replace("[", "（").replace("]", "）")


def split_unit(title: str) -> tuple[str, str]:
    """A title and the unit in brackets at its end: 用电量（千瓦时） → 用电量, 千瓦时."""
    found = re.fullmatch(r"(.+)（(?:单位[:：]?)?([^（）]+)）", title)
    return (found[1], found[2]) if found else (title, "")


def find_table(grids: Sequence[Grid], known: Callable[[Header], bool], least: int = 1) -> Table | None:
    """The table whose header has the most columns that are `known`, at least `least`; None when there is none."""
    best: tuple[int, int, Grid, int, int] | None = None
    for grid in grids:
        for first in range(min(HEADER_WITHIN, len(grid.rows))):
            for height in range(1, HEADER_HEIGHT + 1):
                last = first + height - 1
                if last >= len(grid.rows) or (height > 1 and not _continues(grid, last)):
                    break
                found = sum(1 for header in headers_of(grid, first, last) if known(header))
                if found >= least and (best is None or (found, -height) > best[:2]):
                    best = (found, -height, grid, first, last)
    if best is None:
        return None
    _, _, grid, first, last = best
    while first and last - first + 1 < HEADER_HEIGHT and _continues(grid, first) and _groups(grid, first - 1):
        first -= 1  # titles of groups above the columns' own
    headers = headers_of(grid, first, last)
    lines, findings = _lines(grid, last, headers)
    return Table(grid, tuple(headers), last + 1, lines, findings)


def _continues(grid: Grid, row: int) -> bool:
    """Whether cells of a row stand under one that covers several columns, or beside one that reaches down to it."""
    if grid.spread:
        return any(at == row - 1 and not _vertical(grid, at, column) for at, column in grid.spread) or any(
            at == row and _vertical(grid, at, column) for at, column in grid.spread
        )
    return any(grid.text(row, at) and not grid.text(row - 1, at) for at in range(len(grid.rows[row])))


def _vertical(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell reached by a merge has its value from a row above, not from a cell on its left."""
    while column > 0 and (row, column) in grid.spread and grid.value(row, column - 1) == grid.value(row, column):
        column -= 1
    return (row, column) in grid.spread


def _groups(grid: Grid, row: int) -> bool:
    """Whether a row holds titles of groups, not one title of the whole table."""
    return len({text for text in _level(grid, row, True) if text}) > 1


def headers_of(grid: Grid, first: int, last: int) -> list[Header]:
    """The columns with the header in these rows (from 0)."""
    levels = [_level(grid, row, row < last) for row in range(first, last + 1)]
    headers = []
    for column in range(max(map(len, levels))):
        parts = list(dict.fromkeys(level[column] for level in levels if column < len(level) and level[column]))
        if parts:
            title, unit = split_unit(parts[-1])
            headers.append(Header(column, title, "/".join([*parts[:-1], title]), unit))
    return headers


def _level(grid: Grid, row: int, grouping: bool) -> list[str]:
    """The titles of one header row; a group's title stands for each of its columns."""
    said = [text_of(grid.value(row, column)) for column in range(len(grid.rows[row]))]
    texts = _without_notes(said) if grouping else [plain_title(text) for text in said]
    if grouping and not grid.spread and row + 1 < len(grid.rows):
        # a text file has lost its merged cells: a group's title goes on over the empty ones
        for at in range(1, len(texts)):
            if not said[at] and grid.text(row + 1, at) and texts[at - 1]:
                texts[at] = texts[at - 1]
    return texts


def _without_notes(said: Sequence[str]) -> list[str]:
    """The titles of a row above that of the columns, without what is said of the whole table (填报日期：…)."""
    titles: list[str] = []
    labelled, before = False, ""
    for text in said:
        if text == before and text:  # a merged cell
            titles.append(titles[-1])
            continue
        label = _LABEL.fullmatch(text)
        noted = labelled or label is not None or _DAY.fullmatch(text) is not None
        titles.append("" if noted else plain_title(text))
        if text:
            labelled = label is not None and not label["said"]  # the next cell is what it says
        before = text
    return titles


def _lines(grid: Grid, header: int, headers: Sequence[Header]) -> tuple[list[Line], list[Finding]]:
    columns = [item.column for item in headers]
    lines: list[Line] = []
    findings: list[Finding] = []
    for row in range(header + 1, len(grid.rows)):
        own = [at for at in range(len(grid.rows[row])) if (row, at) not in grid.spread or _vertical(grid, row, at)]
        cells: dict[int, str] = {}
        faults: list[Finding] = []
        for column in columns:
            text, fault = ("", "") if column not in own else shown(grid, row, column)
            if text:
                cells[column] = text
            elif fault:
                hint = "用 Excel 或 WPS 打开，改正后保存一次再读"
                faults.append(Finding("S232", fault, hint, Position(grid.file, place=place(row + 1, column))))
        said = _no_data(grid, row, cells) if cells else ""
        if said:
            at = Position(grid.file, place=place(row + 1))
            findings.append(Finding("S231", f"{said}，没有读取", "", at, Severity.HINT))
        elif cells:
            lines.append(Line(row + 1, cells, faults))
    return lines, findings


def _no_data(grid: Grid, row: int, cells: dict[int, str]) -> str:
    """What a row is when it holds no data: a note, a total, a heading over the whole table."""
    first = next(iter(cells.values()))
    begun = first if len(first) <= 12 else f"{first[:12]}……"
    if len(cells) <= 2 and _NOTE.match(first):
        return f"这一行是说明（{begun}）"
    if any(_TOTAL.search(text) and len(text) <= 6 for text in list(cells.values())[:2]):
        return "这一行是合计"
    reached = sum(1 for at in range(len(grid.rows[row])) if (row, at) in grid.spread)
    return f"这一行是小标题（{begun}）" if len(cells) == 1 and reached >= 2 else ""


def shown(grid: Grid, row: int, column: int) -> tuple[str, str]:
    """The text of a cell as a clerk sees it, and what is wrong with it."""
    if (row, column) in grid.uncomputed:
        return "", "公式还没有算出数"
    value = grid.value(row, column)
    percent = (row, column) in grid.percent
    text = text_of(value * 100) + "%" if percent else text_of(value)
    return ("", f"单元格的结果是 {text}") if text in _ERRORS else (text, "")


def text_of(value: Any) -> str:
    """The value of a cell as text: numbers as typed, dates as 2025-03-18, texts without what nobody meant."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return f"{value.to_integral_value():f}"
        return f"{value.quantize(_EXACT).normalize():f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return clean({"True": "是", "False": "否"}.get(str(value), str(value)))


def clean(text: str) -> str:
    """A text without invisible characters, blanks around and full-width digits; a figure without separators, a date
    without noughts before month and day."""
    text = INVISIBLE.sub("", text).strip(" \t\r\n\u3000\xa0").translate(_WIDE)
    if _FIGURE.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return text.translate(_FIGURE_SIGNS)
    found = _DATE.fullmatch(text)
    return _date(text, found) if found is not None else text


def _date(text: str, found: re.Match[str]) -> str:
    """A date as it is written in facts; as it stands where its signs are of two kinds."""
    year, first, month, second, day, last = found.groups()
    first, second = first.translate(_DATE_SIGNS), second.translate(_DATE_SIGNS)
    if (first, second, last) not in (("年", "月", "日"), (first, first, "")):
        return text
    if first != "-":
        month, day = month.removeprefix("0"), day.removeprefix("0")
    return f"{year}{first}{month}{second}{day}{last}"
