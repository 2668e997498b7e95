"""A table out of a workbook: its header found by title, its rows as values with their numbers.

Files come from anywhere: what is no workbook is an error, what is odd in it a finding.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, GenwenError, Position, Severity
from genwen.ooxml.package import read_bytes, read_package
from genwen.records import record

MAX_ROWS, MAX_COLUMNS, HEADER_WITHIN = 5_000, 60, 20


@record
class Line:
    """A row of a table: its number in the sheet and its values by title."""

    file: str
    number: int
    values: dict[str, Any]

    def value(self, title: str) -> Any:
        """The value under a title, None for an empty cell."""
        return self.values.get(title)

    def text(self, title: str) -> str:
        """The value under a title as text, without blanks around it."""
        value = self.values.get(title)
        return "" if value is None else str(value).strip()

    def finding(self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
        """A finding at this row."""
        return Finding(code, message, hint, Position(self.file, place=f"第{self.number}行"), severity)


def read_table(path: Path, needed: Sequence[str]) -> tuple[list[Line], list[Finding]]:
    """The rows below the header that has the titles `needed`, in whatever sheet and order it stands.

    Raises GenwenError when the file is no readable workbook.
    """
    sheets = list(_sheets(path))
    for rows, formulas in sheets:
        head = next(
            (number for number, row in enumerate(rows[:HEADER_WITHIN]) if set(needed) <= set(_titles(row))), None
        )
        if head is None:
            continue
        titles = _titles(rows[head])
        lines: list[Line] = []
        findings: list[Finding] = []
        for index in range(head + 1, len(rows)):
            values = {title: rows[index][at] for at, title in enumerate(titles) if title and at < len(rows[index])}
            line = Line(path.name, index + 1, values)
            if any(value not in (None, "") for value in values.values()):
                lines.append(line)
                findings += _uncomputed(line, titles, rows[index], formulas[index], needed)
        return lines, findings
    said = f"找不到表头（要有{'、'.join(f'“{title}”' for title in needed)}各栏）"
    return [], [Finding("R040", said, "用 genwen score --xlsx 写出的表填写，不要改表头", Position(path.name))]


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
            yield line.finding("R043", f"“{title}”里的公式还没有算出数", "用 Excel 或 WPS 打开，保存一次再读")


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
    if isinstance(value, float):
        return float(Decimal(repr(value)).quantize(Decimal("0.000001")))
    return value
