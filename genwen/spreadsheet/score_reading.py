"""A filled-in 自评打分表 read back: 自评分, 核查分 and 扣分原因 by clause, checked, and the scores they make.

R040 no table; R041 a clause the rubric does not have, R042 one that stands twice, R043 a cell that is no number, R044
points beyond what the clause gives, R045 clauses without points or without a row, R046 points lost without a reason,
R047 自评分 that the findings of the 自评 do not give, R048 a total that is not that of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, Position, Severity, nearest
from genwen.document.award_outcome import ZERO, Outcome, known_or_zero, shown
from genwen.document.clause_scores import UNANSWERED, ClauseScorer
from genwen.document.rubric import Place
from genwen.document.score_result import ABSENT as ABSENT_STATE
from genwen.document.score_result import BASE, PENALTY, SCORED, UNKNOWN, ClauseScore, Score
from genwen.document.scoring import score_rubric
from genwen.document.self_score import SelfScore
from genwen.facts.assessment import Assessment
from genwen.facts.fact import Fact
from genwen.facts.rubric_schema import Rubric
from genwen.records import made, record
from genwen.spreadsheet.reading import Line, read_table
from genwen.spreadsheet.score_rows import ABSENT, ITEM, TOTAL, UNIT, limitless, negative

NEEDED = ("条款", "自评分")
OWN, CHECKED = "自评分", "核查分"
_SUMS = frozenset({ITEM, UNIT, TOTAL})
_MANY = 5
Given = Decimal | str | None
"""Points, 不适用, or nothing."""


@record
class FilledRow:
    """One clause as filled in; `number` is the row of the sheet."""

    number: int
    key: str
    most: Decimal
    own: Given = None
    checked: Given = None
    reason: str = ""

    @property
    def own_text(self) -> str:
        """自评分 as printed."""
        return _text(self.own)

    @property
    def checked_text(self) -> str:
        """核查分 as printed."""
        return _text(self.checked)


def _text(given: Given) -> str:
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
            "results": {name: result.to_json() for name, result in self.results.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }  # fmt: skip


class GivenScorer(ClauseScorer):
    """Takes the points of each clause from a table instead of from findings."""

    def __init__(
        self, rubric: Rubric, assessment: Assessment, scope: Mapping[str, object], given: Mapping[str, Given]
    ) -> None:
        super().__init__(rubric, assessment, scope)
        self.given = given

    def score(self, place: Place) -> ClauseScore:
        """The clause with the points of the table."""
        nature = self.nature(place.clause, place.item, place.unit)
        return self._as_given(place, place.key, known_or_zero(place.clause.points_of()), nature)

    def score_whole(self, place: Place, key: str, declared: Fact | None) -> ClauseScore:
        """An item scored as one, with the points of the table."""
        return self._as_given(place, key, known_or_zero(declared), BASE)

    def _as_given(self, place: Place, key: str, most: Decimal, nature: str) -> ClauseScore:
        self.used.add(key)
        given = self.given.get(key)
        if given == ABSENT:
            policy = self.rubric.absent_policy
            full = policy is not None and policy.text == "满分"
            return ClauseScore(place, key, most if full else ZERO, most, nature, ABSENT_STATE)
        if not isinstance(given, Decimal):
            return ClauseScore(place, key, ZERO, most, nature, UNKNOWN, (Outcome(ZERO, most, UNANSWERED),))
        return ClauseScore(place, key, given, most, nature, SCORED, (Outcome(given, most, "按表中所填"),))


def read_scores(path: Path, scored: SelfScore) -> FilledSheet:
    """Read a filled-in sheet for the rubric of `scored`.

    Raises GenwenError when the file is no workbook; whatever is wrong in it is a finding with its row.
    """
    lines, findings = read_table(path, NEEDED)
    sheet = FilledSheet(findings=list(findings))
    if not lines:
        return sheet
    clauses = {clause.key: clause for clause in scored.score.clauses()}
    sums: list[Line] = []
    for line in lines:
        key = line.text("条款")
        if key in _SUMS or not key:
            sums.append(line)
        elif key not in clauses:
            sheet.findings.append(line.finding("R041", f"评价标准里没有条款“{key}”", nearest(key, list(clauses))))
        elif key in sheet.rows:
            first = sheet.rows[key].number
            sheet.findings.append(line.finding("R042", f"条款“{key}”在第{first}行已有", "每条只留一行"))
        else:
            sheet.rows[key] = _row(line, clauses[key], sheet.findings)
    sheet.findings += _open(path, sheet, clauses)
    _score(sheet, scored)
    sheet.findings += _differing(path, sheet, clauses)
    sheet.findings += _totals(sums, sheet)
    return sheet


def _row(line: Line, clause: ClauseScore, findings: list[Finding]) -> FilledRow:
    values: dict[str, Given] = {}
    for column in (OWN, CHECKED):
        value, found = _value(line, column, clause)
        values[column] = value
        findings += found
    reason = line.text("扣分原因")
    row = FilledRow(line.number, clause.key, clause.most, values[OWN], values[CHECKED], reason)
    lost = [given for given in (row.own, row.checked) if isinstance(given, Decimal) and given < max(clause.most, ZERO)]
    if clause.nature == BASE and lost and not reason:
        said = f"“{clause.key}”失{shown(max(clause.most, ZERO) - min(lost))}分，没有写扣分原因"
        findings.append(line.finding("R046", said, "在“扣分原因”里写明", Severity.WARNING))
    return row


def _value(line: Line, column: str, clause: ClauseScore) -> tuple[Given, list[Finding]]:
    """The points in a cell, and what is wrong with them; what is wrong counts as not filled in."""
    value = line.value(column)
    if value is None or value == "":
        return None, []
    if isinstance(value, str) and value.strip() == ABSENT:
        place = clause.place
        if any(part.absent is not None for part in (place.clause, place.item, place.unit)):
            return ABSENT, []
        return None, [line.finding("R034", f"“{clause.key}”不能填“不适用”", "没有做到的写0")]
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        points = Decimal(str(value).strip().removesuffix("分"))
        if not points.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        return None, [line.finding("R043", f"“{column}”里的“{str(value)[:20]}”不是数字", "只写数字，如 2 或 0.5")]
    points = points.normalize() if points else ZERO
    problem = _beyond(points, clause)
    return (
        (None, [line.finding("R044", f"“{clause.key}”的{column}{shown(points)}分{problem}", _range(clause))])
        if problem
        else (points, [])
    )


def _beyond(points: Decimal, clause: ClauseScore) -> str:
    """How points are beyond what a clause can give; "" when they are not."""
    if clause.place.item.deducts:
        return "应是负数或0" if points > 0 else ""
    if clause.nature == PENALTY:
        return f"超过{shown(clause.most)}分" if clause.most and abs(points) > clause.most else ""
    if points > clause.most and not limitless(clause):
        return f"超过分值{shown(clause.most)}分"
    return "小于0" if points < 0 and not negative(clause) else ""


def _range(clause: ClauseScore) -> str:
    if clause.place.item.deducts:
        return "扣分写负数，没有扣分写0"
    if clause.nature == PENALTY:
        return "核对扣分"
    return "写0或正数" if limitless(clause) else f"应在0到{shown(clause.most)}分之间"


def _open(path: Path, sheet: FilledSheet, clauses: Mapping[str, ClauseScore]) -> Iterator[Finding]:
    """Clauses without a row, and rows without 自评分."""
    whole = Position(path.name)
    absent = [key for key in clauses if key not in sheet.rows]
    if absent:
        yield Finding("R045", f"表中缺{len(absent)}条：{_names(absent)}", "用 genwen score --xlsx 重新写出一份", whole)
    empty = [row for row in sheet.rows.values() if row.own is None]
    if empty:
        at = Position(path.name, place=f"第{empty[0].number}行")
        message = f"{len(empty)}条没有自评分，暂计0分：{_names([row.key for row in empty])}"
        yield Finding("R045", message, "填写自评分", at, Severity.WARNING)


def _names(keys: list[str]) -> str:
    return "、".join(keys[:_MANY]) + ("……" if len(keys) > _MANY else "")


def _score(sheet: FilledSheet, scored: SelfScore) -> None:
    """The scores of the columns that are filled in; a clause that was not checked keeps its 自评分."""
    own = {row.key: row.own for row in sheet.rows.values()}
    checked = {row.key: row.checked if row.checked is not None else row.own for row in sheet.rows.values()}
    columns = {OWN: own}
    if any(row.checked is not None for row in sheet.rows.values()):
        columns[CHECKED] = checked
    for name, given in columns.items():
        scorer = GivenScorer(scored.rubric, scored.assessment, scored.scope, given)
        sheet.results[name] = score_rubric(scored.rubric, scored.assessment, scored.scope, scorer)


def _differing(path: Path, sheet: FilledSheet, clauses: Mapping[str, ClauseScore]) -> Iterator[Finding]:
    """Where 自评分 is not what the findings of the 自评 give."""
    for key, row in sheet.rows.items():
        clause = clauses[key]
        if isinstance(row.own, Decimal) and clause.state == SCORED and row.own != clause.points:
            at = Position(path.name, place=f"第{row.number}行")
            message = f"“{key}”自评分{shown(row.own)}分，按自评查实的情况得{shown(clause.points)}分"
            yield Finding("R047", message, "核对后，改表或改 content/自评", at, Severity.WARNING)


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
                and abs(Decimal(str(value)) - result.total) >= Decimal("0.005")
            ):
                said = f"{column}的总分是{shown(Decimal(str(value)))}分，按各行应为{shown(result.total)}分"
                yield line.finding("R048", said, "核对各行，或恢复总分的公式", Severity.WARNING)
