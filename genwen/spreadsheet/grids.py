"""Ledgers as grids: the cells of .xlsx and .csv files, whatever their encoding, each with its place.

Merged cells have their value everywhere they reach. What the cells mean is no concern of this module.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, GenwenError, Position
from genwen.ooxml.package import read_bytes, read_package
from genwen.records import made, record

MAX_ROWS, MAX_COLUMNS = 20_000, 200
MAX_CSV = 20_000_000
_DELIMITERS = ",\t;，；|"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@record(frozen=False)
class Grid:
    """A sheet: its rows of values (text, Decimal, date or None) and which cells are reached by a merge.

    `spread` holds the cells (row, column from 0) that have their value from a merged cell begun elsewhere.
    """

    file: str
    sheet: str
    rows: list[list[Any]]
    spread: set[tuple[int, int]] = made(default_factory=set)
    uncomputed: set[tuple[int, int]] = made(default_factory=set)
    percent: set[tuple[int, int]] = made(default_factory=set)
    """Numbers that the sheet shows as percentages: the value 0.25 is seen as 25%."""

    def value(self, row: int, column: int) -> Any:
        """The value of a cell, None where there is none."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The value of a cell as text without blanks around it."""
        value = self.value(row, column)
        return "" if value is None else str(value).strip()

    def position(self, row: int, column: int) -> Position:
        """The place of a cell: 用电!C5 in a workbook, the line and C列 in a text file."""
        letters = column_letters(column)
        if self.sheet:
            return Position(self.file, place=f"{self.sheet}!{letters}{row + 1}")
        return Position(self.file, row + 1, place=f"{letters}列")


def column_letters(column: int) -> str:
    """The letters of a column from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_grids(path: Path, shown: str) -> tuple[list[Grid], list[Finding]]:
    """The sheets of a file; a file that cannot be read is a finding, not an error."""
    try:
        data = read_bytes(path)
        if data.startswith(_OLD_WORKBOOK):
            said = "这是旧格式（.xls、.et）或加密的工作簿，没有读取"
            return [], [Finding("S430", said, "用 Excel 或 WPS 打开，另存为 .xlsx", Position(shown))]
        if data.startswith(b"PK\3\4"):
            return list(_workbook(path, data, shown)), []
        if path.suffix.lower() == ".xlsx":
            return [], [Finding("S430", "不是 .xlsx 工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx", Position(shown))]
        return _text(data, shown)
    except GenwenError as error:
        return [], [Finding("S430", error.message, error.hint, Position(shown))]


def _text(data: bytes, shown: str) -> tuple[list[Grid], list[Finding]]:
    """A .csv, separated by whatever separates most of its lines."""
    if len(data) > MAX_CSV:
        return [], [
            Finding("S430", f"文件超过{MAX_CSV // 1_000_000}MB，不像台账", "检查是否放错了文件", Position(shown))
        ]
    text = _decoded(data)
    if text is None or "\0" in text:
        return [], [Finding("S430", "不是文本文件，或编码无法识别", "另存为 UTF-8 编码的 .csv", Position(shown))]
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    counts = Counter(mark for line in lines for mark in set(line) if mark in _DELIMITERS)
    delimiter = max(_DELIMITERS, key=lambda mark: (counts[mark], sum(line.count(mark) for line in lines)))
    rows: list[list[Any]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            # a cell in quotes may go over several lines; a place is that of the first
            rows += [[]] * (reader.line_num - len(rows) - 1)
            rows.append([cell.strip() or None for cell in row[:MAX_COLUMNS]])
            if len(rows) > MAX_ROWS:
                break
    except csv.Error:
        said = f"第{reader.line_num}行引号没有成对，读不下去"
        return [], [Finding("S430", said, "检查这一行的引号", Position(shown, max(1, reader.line_num)))]
    return [Grid(shown, "", rows)], []


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[:400].count(0) > len(data[:400]) // 4:
        encodings = ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _workbook(path: Path, data: bytes, shown: str) -> Iterator[Grid]:
    from openpyxl import load_workbook

    read_package(data, path.name)  # refuses what is no package, and what would not fit into memory
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions it does not keep; nothing is written back
            computed = load_workbook(io.BytesIO(data), data_only=True)
            typed = load_workbook(io.BytesIO(data)) if b"<f" in b"".join(_sheets_of(data)) else None
            for sheet in computed.worksheets:
                yield _sheet(sheet, typed[sheet.title] if typed is not None else None, shown)
    except Exception as error:  # whatever is broken inside the file
        raise GenwenError("不是能读的 .xlsx 工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx") from error


def _sheets_of(data: bytes) -> Iterator[bytes]:
    for name, part in read_package(data).items():
        if name.startswith("xl/worksheets/"):
            yield part


def _sheet(sheet: Any, typed: Any, shown: str) -> Grid:
    limits = {"max_row": min(sheet.max_row, MAX_ROWS), "max_col": min(sheet.max_column, MAX_COLUMNS)}
    rows = [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True, **limits)]
    grid = Grid(shown, sheet.title, rows)
    if typed is not None:
        for at, row in enumerate(typed.iter_rows(values_only=True, **limits)):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("=") and rows[at][column] is None:
                    grid.uncomputed.add((at, column))
    for at, cells in enumerate(sheet.iter_rows(**limits)):
        for column, cell in enumerate(cells):
            if isinstance(rows[at][column], Decimal) and "%" in str(cell.number_format or ""):
                grid.percent.add((at, column))
    for merge in sheet.merged_cells.ranges:
        top, left = merge.min_row - 1, merge.min_col - 1
        for row in range(top, min(merge.max_row, len(rows))):
            for column in range(left, min(merge.max_col, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    grid.spread.add((row, column))
    return grid


def _plain(value: Any) -> Any:
    """A number as it was typed: 0.1 is stored as a binary fraction."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if value == value and abs(value) < 1e300 else str(value)
    if isinstance(value, str):
        return value.strip() or None
    return value
