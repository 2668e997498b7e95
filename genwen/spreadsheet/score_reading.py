"""A filled-in 自评打分表 read back: 自评分, 核查分 and 扣分原因 by clause, checked, and the scores they make.

R040 no table; R041 a clause the rubric does not have, R042 one that stands twice, R043 a cell that is no number, R044
points beyond what the clause gives, R045 clauses without points or without a row, R046 points lost without a reason,
R047 自评分 that the findings of the 自评 do not give, R048 a total that is not that of its rows, R049 核查分 that is not
that of the 自评.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, Position, Severity, nearest
from genwen.document.elements import Origin, OriginKind
from genwen.document.scoring.checked import said_points
from genwen.document.scoring.given import ABSENT, Given, GivenScorer, Points, beyond, may_be_absent, range_of
from genwen.document.scoring.outcome import ZERO, shown
from genwen.document.scoring.result import BASE, SCORED, ClauseScore, Score
from genwen.document.scoring.self_score import SelfScore
from genwen.document.scoring.totals import score_rubric
from genwen.facts.fact import Fact
from genwen.numerals.errors import half_width
from genwen.patterns import regex
from genwen.records import made, record
from genwen.spreadsheet.reading import Line, Table, table_in
from genwen.spreadsheet.score_rows import ITEM, TOTAL, UNIT

NEEDED = ("条款", "自评分")
OWN, CHECKED, REASON = "自评分", "核查分", "扣分原因"
_SUMS = frozenset({ITEM, UNIT, TOTAL})
_MANY, _LONG = 5, 40
_MOST = Decimal(1_000_000)
"""More than any rubric gives."""
_NEEDS_QUOTES = regex(r"^[\s\-?!&*|>%@`\"'#\[{]|[,\[\]{}#]|:\s|:$")


@record
class FilledRow:
    """One clause as filled in; `number` is the row of the sheet."""

    number: int
    key: str
    most: Decimal
    own: Points | None = None
    checked: Points | None = None
    reason: str = ""
    places: Mapping[str, Position] = made(default_factory=dict)
    """Where each column of the row stands, by title."""

    @property
    def own_text(self) -> str:
        """自评分 as printed."""
        return _text(self.own)

    @property
    def checked_text(self) -> str:
        """核查分 as printed."""
        return _text(self.checked)


def _text(given: Points | None) -> str:
    return shown(given) if isinstance(given, Decimal) else given or ""


@record(frozen=False)
class FilledSheet:
    """What was read: rows by clause, the scores by column (核查分 only when it is filled in), what is wrong."""

    rows: dict[str, FilledRow] = made(default_factory=dict)
    results: dict[str, Score] = made(default_factory=dict)
    findings: list[Finding] = made(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """For `genwen score --from FILE --json`."""
        return {
            "rows": [
                {"row": row.number, "clause": row.key, "most": shown(row.most), "own": row.own_text or None,
                 "checked": row.checked_text or None, "reason": row.reason}
                for row in self.rows.values()
            ],
            "typed_form": typed_form(self),
            "results": {name: result.to_json() for name, result in self.results.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }  # fmt: skip


def read_scores(path: Path, scored: SelfScore) -> FilledSheet:
    """Read a filled-in sheet for the rubric of `scored`.

    Raises GenwenError when the file is no workbook; whatever is wrong in it is a finding with its row.
    """
    return scores_in(table_in(path, NEEDED, path.name), scored)


def scores_in(table: Table, scored: SelfScore) -> FilledSheet:
    """A filled-in sheet that was read before, for the rubric of `scored`; see `read_scores`."""
    lines = table.lines
    sheet = FilledSheet(findings=list(table.findings))
    if not lines:
        return sheet
    clauses = {clause.key: clause for clause in scored.score.clauses()}
    sums: list[Line] = []
    for line in lines:
        key = line.text("条款")
        if key in _SUMS or not key:
            sums.append(line)
        elif key not in clauses:
            said = f"评价标准里没有条款“{key[:_LONG]}”"
            sheet.findings.append(line.finding("R041", said, nearest(key[:_LONG], list(clauses))))
        elif key in sheet.rows:
            first = sheet.rows[key].number
            sheet.findings.append(line.finding("R042", f"条款“{key}”在第{first}行已有", "每条只留一行"))
        else:
            sheet.rows[key] = _row(line, clauses[key], sheet.findings)
    sheet.findings += _open(table.file, sheet, clauses)
    _score(sheet, scored)
    sheet.findings += _differing(sheet, clauses)
    sheet.findings += _unlike_checked(sheet, scored)
    sheet.findings += _totals(sums, sheet)
    return sheet


def _row(line: Line, clause: ClauseScore, findings: list[Finding]) -> FilledRow:
    values: dict[str, Points | None] = {}
    for column in (OWN, CHECKED):
        value, found = _value(line, column, clause)
        values[column] = value
        findings += found
    reason = line.text(REASON)
    places = {title: line.position(title) for title in (OWN, CHECKED, REASON)}
    row = FilledRow(line.number, clause.key, clause.most, values[OWN], values[CHECKED], reason, places)
    lost = [given for given in (row.own, row.checked) if isinstance(given, Decimal) and given < max(clause.most, ZERO)]
    if clause.nature == BASE and lost and not reason:
        said = f"“{clause.key}”失{shown(max(clause.most, ZERO) - min(lost))}分，没有写扣分原因"
        findings.append(line.finding("R046", said, "在“扣分原因”里写明", Severity.WARNING, REASON))
    return row


def _value(line: Line, column: str, clause: ClauseScore) -> tuple[Points | None, list[Finding]]:
    """The points in a cell, and what is wrong with them; what is wrong counts as not filled in."""
    value = line.value(column)
    if value is None or value == "":
        return None, []
    if isinstance(value, str) and value.strip() == ABSENT:
        if may_be_absent(clause):
            return ABSENT, []
        return None, [line.finding("R034", f"“{clause.key}”不能填“不适用”", "没有做到的写0", title=column)]
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        points = Decimal(half_width(str(value)).strip().removesuffix("分"))
        if not points.is_finite() or abs(points) >= _MOST:
            raise InvalidOperation
    except InvalidOperation:
        said = f"“{column}”里的“{str(value)[:20]}”不是数字"
        return None, [line.finding("R043", said, "只写数字，如 2 或 0.5", title=column)]
    points = points.normalize() if points else ZERO
    problem = beyond(points, clause)
    if problem:
        said = f"“{clause.key}”的{column}{shown(points)}分{problem}"
        return None, [line.finding("R044", said, range_of(clause), title=column)]
    return points, []


def _open(file: str, sheet: FilledSheet, clauses: Mapping[str, ClauseScore]) -> Iterator[Finding]:
    """Clauses without a row, and rows without 自评分."""
    whole = Position(file)
    absent = [key for key in clauses if key not in sheet.rows]
    if absent:
        yield Finding(
            "R045",
            f"表中缺{len(absent)}条：{_names(absent)}",
            "用 genwen score --xlsx 文件 --blank 重新写出一份",
            whole,
        )
    empty = [row for row in sheet.rows.values() if row.own is None]
    if empty:
        at = empty[0].places[OWN]
        message = f"{len(empty)}条没有自评分，暂计0分：{_names([row.key for row in empty])}"
        yield Finding("R045", message, "填写自评分", at, Severity.WARNING)


def _names(keys: list[str]) -> str:
    return "、".join(keys[:_MANY]) + ("……" if len(keys) > _MANY else "")


def _score(sheet: FilledSheet, scored: SelfScore) -> None:
    """The scores of the columns that are filled in; a clause that was not checked keeps its 自评分."""
    rows = sheet.rows.values()
    columns = {OWN: {row.key: given for row in rows if (given := given_in(row, OWN)) is not None}}
    if any(row.checked is not None for row in rows):
        checked = {row.key: given_in(row, CHECKED) or given_in(row, OWN) for row in rows}
        columns[CHECKED] = {key: given for key, given in checked.items() if given is not None}
    for name, points in columns.items():
        scorer = GivenScorer(scored.rubric, scored.assessment, scored.scope, points)
        sheet.results[name] = score_rubric(scored.rubric, scored.assessment, scored.scope, scorer)


def given_in(row: FilledRow, column: str) -> Given | None:
    """The points in a column of a row, with the reason beside them and the cells they stand in; None for none."""
    value = row.own if column == OWN else row.checked
    if value is None:
        return None
    path = f"打分表.{row.key}"
    reason = Fact(row.reason, row.reason, Origin(OriginKind.FACT, f"{path}.{REASON}", row.places[REASON]))
    origin = Origin(OriginKind.FACT, f"{path}.{column}", row.places[column])
    return Given(value, reason=reason if row.reason else None, origin=origin)


def _differing(sheet: FilledSheet, clauses: Mapping[str, ClauseScore]) -> Iterator[Finding]:
    """Where 自评分 is not what the findings of the 自评 give."""
    for key, row in sheet.rows.items():
        clause = clauses[key]
        if isinstance(row.own, Decimal) and clause.state == SCORED and row.own != clause.points:
            at = row.places[OWN]
            message = f"“{key}”自评分{shown(row.own)}分，按自评查实的情况得{shown(clause.points)}分"
            yield Finding("R047", message, "核对后，改表或改 content/自评", at, Severity.WARNING)


def _unlike_checked(sheet: FilledSheet, scored: SelfScore) -> Iterator[Finding]:
    """Where 核查分 is not what 核查 of the 自评 says."""
    for key, clause in scored.checked_by_key.items():
        row = sheet.rows.get(key)
        typed = said_points(clause)
        if row is not None and row.checked_text and row.checked_text != typed:
            at = row.places[CHECKED]
            message = f"“{key}”核查分{row.checked_text}，content/自评 的“核查”是{typed or '空'}"
            yield Finding("R049", message, "核对后，改表或改 content/自评", at, Severity.WARNING)


def typed_form(sheet: FilledSheet) -> list[str]:
    """The 核查 of the sheet as lines for content/自评: the clauses with other points than 自评分; [] without any."""
    lines = []
    for row in sheet.rows.values():
        if row.checked is None or row.checked_text == row.own_text:
            continue
        reason = f", 原因: {_quoted(row.reason)}" if row.reason else ""
        value = f"{{得分: {row.checked_text}{reason}}}" if reason else row.checked_text
        lines.append(f"  {_quoted(row.key)}: {value}")
    return ["核查:", *lines] if lines else []


def _quoted(text: str) -> str:
    """A text as a YAML scalar within braces."""
    text = " ".join(text.split())
    return "'" + text.replace("'", "''") + "'" if _NEEDS_QUOTES.search(text) else text


def _totals(sums: list[Line], sheet: FilledSheet) -> Iterator[Finding]:
    """A total in the file, where a program has computed it, against that of the rows."""
    for line in sums:
        if line.text("条款") != TOTAL:
            continue
        for column, result in sheet.results.items():
            value = line.value(column)
            complete = column == OWN or all(row.checked is not None for row in sheet.rows.values())
            if (
                complete
                and isinstance(value, int | float)
                and not isinstance(value, bool)
                and abs(value) < _MOST
                and abs(Decimal(str(value)) - result.total) >= Decimal("0.005")
            ):
                said = f"{column}的总分是{shown(Decimal(str(value)))}分，按各行应为{shown(result.total)}分"
                yield line.finding("R048", said, "核对各行，或恢复总分的公式", Severity.WARNING)
