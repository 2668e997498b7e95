"""The 自评打分表: the rubric with 自评分, 核查分, 扣分原因 and the numbers of the 佐证材料 beside each clause.

Without a 自评 it is the empty form, to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from genwen.document.elements import (
    PLACEHOLDER_STYLE,
    Block,
    Blocks,
    Cell,
    Origin,
    OriginKind,
    Paragraph,
    Row,
    Run,
    Table,
)
from genwen.document.rubric.table import (
    CENTRED,
    LEFT,
    Column,
    RubricStyle,
    TableBuilder,
    begins_merge,
    column_widths,
    kept,
)
from genwen.document.rubric.wording import Place, concerned, places
from genwen.document.scoring.evidence import Register, evidence_register
from genwen.document.scoring.result import ABSENT, BASE, UNKNOWN, ClauseScore, ItemScore, Score, derived_points
from genwen.document.scoring.self_score import SelfScore
from genwen.document.scoring.totals import kind_of
from genwen.facts.fact import Fact
from genwen.facts.rubric_notes import fact_runs, word
from genwen.facts.rubric_schema import Item, Rubric

NOTE = "表注"
_COLUMNS = (
    ("序号", "", 480), ("评价单元", "评价\n单元", 860), ("评价项目", "评价\n项目", 860), ("评价标准", "", 0),
    ("分值", "", 600), ("自评分", "自评\n分", 640), ("核查分", "核查\n分", 640), ("扣分原因", "", 1200),
    ("佐证材料编号", "佐证材\n料编号", 880),
)  # fmt: skip
"""Name, title where it breaks, and width in twips of each column; 评价标准 takes what is left."""
SHEET_STYLE = RubricStyle(
    columns=tuple(Column(name, word(title) if title else (), width) for name, title, width in _COLUMNS),
    points_at="条款",
)
_POINTS = frozenset({"分值", "自评分", "核查分"})


def score_sheet(rubric: Rubric, scored: SelfScore | None, scope: Mapping[str, object]) -> Blocks:
    """The table, and under it how the total came about where that is more than a sum. Raises as `rubric_table`."""
    builder = SheetBuilder(rubric, scored, scope)
    body = builder.body()
    rows = [builder.header(), *(kept(row) if begins_merge(row) else row for row in body[:-1])]
    rows += [*(kept(row) for row in body[-1:]), builder.total()]
    table = Table(column_widths(SHEET_STYLE.columns), tuple(rows), key="自评打分表")
    notes: list[Block] = [Paragraph(NOTE, word(text)) for text in _notes(scored)]
    return (table, *notes)


def _notes(scored: SelfScore | None) -> Sequence[str]:
    if scored is None:
        return ()
    score = scored.score
    said = [f"注：{score.policy}。"] if score.policy else []
    if score.bonus or score.penalty:
        said.append(f"{'' if said else '注：'}总得分按 {score.formula} 计算。")
    return said


def whole_item(item: Item) -> bool:
    """Whether the item is scored as one: it deducts from its points, or only it has points."""
    return item.deducts or not any(clause.awards() or clause.subclauses for clause in item.clauses)


class SheetBuilder(TableBuilder):
    """The rows of the sheet; points stand at the clause, or at the item where that is scored as one."""

    def __init__(self, rubric: Rubric, scored: SelfScore | None, scope: Mapping[str, object]) -> None:
        super().__init__(rubric, SHEET_STYLE, scope)
        assessment = scored.assessment if scored is not None else None
        self.places = list(concerned(rubric, kind_of(assessment)) if assessment is not None else places(rubric))
        self.scored = scored
        self.register: Register = scored.register if scored is not None else evidence_register(rubric, None, None)
        score = scored.score if scored is not None else None
        self.own = _Scores(score)
        self.checked = _Scores(scored.checked if scored is not None else None)
        self.cells = dict(self.cells) | {
            "自评分": self._score, "核查分": self._checked, "扣分原因": self._reason, "佐证材料编号": self._numbers,
        }  # fmt: skip

    def level(self, column: str, place: Place) -> str:
        """See `TableBuilder.level`."""
        if column in _POINTS:
            return "项目" if whole_item(place.item) else "条款"
        return "条款" if column in ("扣分原因", "佐证材料编号") else super().level(column, place)

    def total(self) -> Row:
        """总分: out of how many, and the total reached."""
        before = len(_COLUMNS) - 5
        reached = word("")
        whole: Fact | None = self.rubric.points_of()
        if self.scored is not None:
            values = self.scored.score.values()
            reached, whole = fact_runs(_fact(values["总得分"])), _fact(values["满分"])
        label = Cell((Paragraph(CENTRED, word("总分"), "总分/名称"),), columns=before)
        cells = [label, _cell(CENTRED, fact_runs(whole), "分值"), _cell(CENTRED, reached, "自评分")]
        checked = fact_runs(_fact(self.checked.score.values()["总得分"])) if self.checked.score is not None else ()
        cells += [_cell(CENTRED, checked, "核查分"), _cell(LEFT, (), "扣分原因"), _cell(LEFT, (), "佐证材料编号")]
        return Row(tuple(cells), key="总分")

    def _points(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        item = group[0].item
        if whole_item(item):
            return (Paragraph(CENTRED, fact_runs(item.points_of() or group[0].unit.points_of())),)
        return super()._points(group)

    def _score(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return self.own.points(group[0])

    def _checked(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return self.checked.points(group[0])

    def _reason(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        place = group[0]
        clause = self.checked.of(place) or self.own.of(place)
        if clause is None or clause.state == UNKNOWN or not (clause.lost or clause.points < 0):
            return ()
        return (Paragraph(LEFT, clause.why_runs()),)

    def _numbers(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        numbers = [
            entry.number for entry in self.register.entries for place in entry.places if place.clause is group[0].clause
        ]
        return (Paragraph(CENTRED, word("\n".join(dict.fromkeys(numbers)))),) if numbers else ()


class _Scores:
    """The scores of a column by clause and by item."""

    def __init__(self, score: Score | None) -> None:
        self.score = score
        self.clauses: dict[int, ClauseScore] = {}
        self.whole: dict[int, ItemScore] = {}
        for unit in score.units if score is not None else ():
            for item in unit.items:
                self.whole[id(item.item)] = item
                self.clauses |= {id(clause.place.clause): clause for clause in item.clauses}

    def of(self, place: Place) -> ClauseScore | None:
        """The score of a clause."""
        return self.clauses.get(id(place.clause))

    def points(self, place: Place) -> tuple[Paragraph, ...]:
        """The cell of a clause, or of its item where that is scored as one; none without a score."""
        clause, item = self.of(place), self.whole.get(id(place.item))
        if whole_item(place.item) and item is not None:
            if any(each.state == UNKNOWN for each in item.clauses):
                return (Paragraph(CENTRED, _gap(place.item.title)),)
            return (Paragraph(CENTRED, fact_runs(_fact(item.values()["得分"]))),)
        if clause is None:
            return ()
        if clause.state == UNKNOWN:
            return (Paragraph(CENTRED, _gap(clause.key)),)
        if clause.state == ABSENT and not clause.outcomes:
            return (Paragraph(CENTRED, word(ABSENT)),)
        amount = clause.points if clause.nature == BASE else _signed(clause)
        return (Paragraph(CENTRED, fact_runs(derived_points(amount, clause.rule or clause.state, clause.origins))),)


def _signed(clause: ClauseScore) -> Decimal:
    """Points of a bonus or a penalty, the latter below zero."""
    return -abs(clause.points) if clause.nature == "扣分" else clause.points


def _fact(value: object) -> Fact:
    assert isinstance(value, Fact)
    return value


def _gap(key: str) -> tuple[Run, ...]:
    return (Run("待补", PLACEHOLDER_STYLE, Origin(OriginKind.MISSING, f"自评.情况.{key}")),)


def _cell(style: str, runs: tuple[Run, ...], column: str) -> Cell:
    return Cell((Paragraph(style, runs, f"总分/{column}"),))
