"""A table out of a workbook: its header found by title, its rows as values with their numbers.

Files come from anywhere: what is no workbook is an error, what is odd in it a finding.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, GenwenError, Position, Severity
from genwen.ooxml.package import read_bytes, read_package
from genwen.records import made, record
from genwen.spreadsheet.grids import column_letters

MAX_ROWS, MAX_COLUMNS, HEADER_WITHIN = 5_000, 60, 20
LARGEST = 1e12
"""Beyond it no number is a figure of a table."""


@record
class Line:
    """A row of a table: its number in the sheet and its values by title; `columns` are the letters by title."""

    file: str
    number: int
    values: dict[str, Any]
    columns: Mapping[str, str] = made(default_factory=dict)

    def value(self, title: str) -> Any:
        """The value under a title, None for an empty cell."""
        return self.values.get(title)

    def text(self, title: str) -> str:
        """The value under a title as text, without blanks around it."""
        value = self.values.get(title)
        return "" if value is None else str(value).strip()

    def position(self, title: str = "") -> Position:
        """The place of the cell under a title, or of the row."""
        letters = self.columns.get(title, "")
        return Position(self.file, place=f"第{self.number}行{letters}{'列' if letters else ''}")

    def finding(
        self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR, title: str = ""
    ) -> Finding:
        """A finding at this row, or at its cell under a title."""
        return Finding(code, message, hint, self.position(title), severity)


@record
class Table:
    """A table as it was found: its rows, what is wrong with them, and the texts that stand above its header."""

    file: str
    lines: list[Line] = made(default_factory=list)
    findings: list[Finding] = made(default_factory=list)
    above: list[str] = made(default_factory=list)


def table_in(path: Path, needed: Sequence[str], shown: str) -> Table:
    """The rows below the header that has the titles `needed`, in whatever sheet and order it stands.

    `shown` is the name of the file in findings. Raises GenwenError when the file is no readable workbook.
    """
    sheets = list(_sheets(path))
    for rows, formulas in sheets:
        head = next(
            (number for number, row in enumerate(rows[:HEADER_WITHIN]) if set(needed) <= set(_titles(row))), None
        )
        if head is None:
            continue
        titles = _titles(rows[head])
        columns = {title: column_letters(at) for at, title in reversed(list(enumerate(titles))) if title}
        above = [str(value).strip() for row in rows[:head] for value in row if isinstance(value, str) and value.strip()]
        table = Table(shown, above=above)
        for index in range(head + 1, len(rows)):
            values = {title: rows[index][at] for at, title in enumerate(titles) if title and at < len(rows[index])}
            line = Line(shown, index + 1, values, columns)
            if any(value not in (None, "") for value in values.values()):
                table.lines.append(line)
                table.findings.extend(_uncomputed(line, titles, rows[index], formulas[index], needed))
        return table
    said = f"找不到表头（要有{'、'.join(f'“{title}”' for title in needed)}各栏）"
    found = Finding("R040", said, "用 genwen score --xlsx 文件 --blank 写出的空表填写，不要改表头", Position(shown))
    return Table(shown, findings=[found])


def _titles(row: Sequence[Any]) -> list[str]:
    return ["" if value is None else "".join(str(value).split()) for value in row]


def _uncomputed(
    line: Line, titles: Sequence[str], values: Sequence[Any], formulas: Sequence[Any], needed: Sequence[str]
) -> Iterator[Finding]:
    """Formulas in a row of data that no program has computed."""
    if line.text(needed[0]) in ("", "小计", "总分", "项目得分"):
        return
    for at, title in enumerate(titles):
        formula = formulas[at] if at < len(formulas) else None
        if title and values[at] is None and isinstance(formula, str) and formula.startswith("="):
            said, hint = f"“{title}”里的公式还没有算出数", "用 Excel 或 WPS 打开，保存一次再读"
            yield line.finding("R043", said, hint, title=title)


def _sheets(path: Path) -> Iterator[tuple[list[list[Any]], list[list[Any]]]]:
    """The values and the formulas of each sheet, row by row."""
    from openpyxl import load_workbook

    data = read_bytes(path)
    read_package(data, path.name)  # refuses what is no package, and what would not fit into memory
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions it does not keep; nothing is written back
            computed = load_workbook(path, data_only=True)
            typed = load_workbook(path)
    except Exception as error:  # whatever is broken inside the file
        raise GenwenError(f"文件“{path}”不是能读的 .xlsx 工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx 再试") from error
    for sheet in computed.worksheets:
        other = typed[sheet.title]
        limits = {"max_row": min(sheet.max_row, MAX_ROWS), "max_col": min(sheet.max_column, MAX_COLUMNS)}
        values = [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True, **limits)]
        yield values, [list(row) for row in other.iter_rows(values_only=True, **limits)]


def _plain(value: Any) -> Any:
    """A number as it was typed: 0.1 is stored as a binary fraction."""
    if isinstance(value, float) and abs(value) < LARGEST:
        return float(Decimal(repr(value)).quantize(Decimal("0.000001")))
    return value
