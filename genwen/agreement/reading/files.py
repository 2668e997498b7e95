"""Files held against each other and each in itself, with the places and paragraphs the rules of form tell them by."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from genwen.agreement.names.own_numbers import check_own_numbers
from genwen.agreement.reading.text import Grid, Line, Subject, View, full_marks
from genwen.agreement.reading.views import view_of_file
from genwen.agreement.rules import findings_in
from genwen.diagnostics import Finding, Position, in_order
from genwen.lint.linter import Problem
from genwen.lint.view import Line as Seen
from genwen.lint.view import View as SeenView
from genwen.records import record, replace

_MEASURED, _COMPARED = 400, 200
"""Characters of a line by which it is known."""
_SAME = (
    ("G631", "A602", "这一天，"),
    ("G322", "A602", "这一天，"),
    ("G813", "A602", "这一天，"),
    ("G632", "A602", "这一天是星期"),
    ("G634", "A602", "起止先后颠倒"),
    ("G718", "A501", "混用，见 "),
    *((rule, "A503", "不一致，见 ") for rule in ("G324", "G362", "G333", "G829")),
    ("G324", "A505", "差一个同音字，见 "),
    ("G919", "A405", "不一致，见 "),
)
"""What rules of both kinds tell: the rule of form, the other, and how that says it; of 署名 that it is another name."""


@record
class Held:
    """A file that was held against the standard: where it is, its name in messages, its view and what was found."""

    path: Path
    shown: str
    view: SeenView
    problems: tuple[Problem, ...]


def subject_of(files: Sequence[tuple[Path, str, SeenView]]) -> Subject:
    """The subject that files make, each given with its name and its view. Raises PackageError."""
    return Subject(tuple(placed(view_of_file(path, shown), view) for path, shown, view in files))


def findings_of(files: Sequence[Held], found: Sequence[Finding] | None = None) -> list[Finding]:
    """What does not agree in the files (`found` already, it may be), but for what a rule of form tells. Raises PackageError."""
    found = findings_in(subject_of([(file.path, file.shown, file.view) for file in files])) if found is None else found
    told = {
        (file.shown, problem.rule.id, problem.hit.line.place)
        for file in files
        for problem in file.problems
        if problem.hit.line is not None
    }
    numbers = check_own_numbers((file.path, file.shown, file.view) for file in files)
    return in_order([*(item for item in found if not _is_told(item, told)), *numbers])


def _is_told(item: Finding, told: set[tuple[str, str, str]]) -> bool:
    if item.position is None:
        return False
    at = item.position
    return any(
        code == item.code and words in item.message and (at.file, rule, at.place) in told for rule, code, words in _SAME
    )


def placed(view: View, seen: SeenView) -> View:
    """The view of a file with its lines placed as the rules of form place them; what they do not see stays as it is."""
    waiting: dict[str, deque[Seen]] = {}
    cells: dict[tuple[int, int, int], Seen] = {}
    firsts: dict[int, Seen] = {}
    for line in seen.lines:
        if line.table:
            cells.setdefault((line.table, line.row, line.column), line)
            firsts.setdefault(line.table, line)
        else:
            waiting.setdefault(_key(line.text), deque()).append(line)
    taken: dict[str, str] = {}
    lines = tuple(_placed(line, waiting, taken) for line in view.lines)
    rows: dict[tuple[int, int], list[Seen]] = {}
    for (table, row, _), line in cells.items():
        rows.setdefault((table, row), []).append(line)
    grids = tuple(_grid(grid, n, cells, rows, firsts.get(n)) for n, grid in enumerate(view.grids, 1))
    return replace(view, lines=lines, grids=grids)


def _key(text: str) -> str:
    return "".join(full_marks(text[:_MEASURED]).split())[:_COMPARED]


def _placed(line: Line, waiting: dict[str, deque[Seen]], taken: dict[str, str]) -> Line:
    """A line placed anew; pieces of one paragraph keep one place."""
    old = line.position.place
    if old not in taken:
        found = waiting.get(_key(line.text))
        taken[old] = found.popleft().place if found else old
    return _at(line, taken[old])


def _at(line: Line, place: str) -> Line:
    """A line of a file with another place."""
    return Line(line.text, Position(line.position.file, place=place), line.document, line.runs, line.style)


def _grid(
    grid: Grid, number: int, cells: Mapping[tuple[int, int, int], Seen],
    by_row: Mapping[tuple[int, int], Sequence[Seen]], first: Seen | None,
) -> Grid:  # fmt: skip
    """A table placed anew; `first` is the first line seen in it."""
    rows = []
    for n, row in enumerate(grid.rows, 1):
        placed_row = []
        for column, cell in enumerate(row, 1):
            seen = cells.get((number, n, column))
            if seen is None or not (seen.text == cell.text or _key(cell.text).startswith(_key(seen.text))):
                key = _key(cell.text)  # columns are counted otherwise
                seen = next((one for one in by_row.get((number, n), ()) if key and _key(one.text) == key), None)
            placed_row.append(_at(cell, seen.place) if seen else cell)
        rows.append(tuple(placed_row))
    where = grid.position if first is None else replace(grid.position, place=first.table_place)
    return replace(grid, rows=tuple(rows), position=where)
