"""The score of a 评价标准: clauses → items → units → total, then the conditions of passing and the grade.

Each award is rounded when it is given (小数位, 2 unless said), and every sum is the sum of what is printed below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from genwen.diagnostics import Finding, in_order
from genwen.document.rubric.wording import NO_FACTS, Place, concerns, places
from genwen.document.scoring.clauses import DEFAULT_DECIMALS, UNANSWERED, ClauseScorer
from genwen.document.scoring.outcome import ZERO, known_or_zero, shown, value_of
from genwen.document.scoring.passing import called, minima, prerequisites, verdict, vetoes_found
from genwen.document.scoring.result import (
    ABSENT,
    BASE,
    BONUS,
    PENALTY,
    UNKNOWN,
    ItemScore,
    Requirement,
    Score,
    UnitScore,
)  # fmt: skip
from genwen.facts.assessment import Assessment
from genwen.facts.rubric_schema import Item, Rubric, Unit
from genwen.records import record, replace


def score_rubric(
    rubric: Rubric,
    assessment: Assessment,
    scope: Mapping[str, object] = NO_FACTS,
    scorer: ClauseScorer | None = None,
) -> Score:
    """The score of `rubric` for the findings of `assessment`; `scope` holds the facts its clauses are bound to.

    `scorer` gives the points of each clause where they do not come from the findings. Nothing is raised for bad input:
    what does not fit counts 0 and is among the result's findings.
    """
    scorer = scorer or ClauseScorer(rubric, assessment, scope)
    kind = kind_of(assessment)
    units = tuple(_unit(unit, rubric, scorer, kind) for unit in rubric.units if concerns(unit.kinds, kind))
    whole = rubric.computed_points(kind)
    tally = _Tally(rubric, units, known_or_zero(whole))
    requirements = [*prerequisites(rubric, assessment, scorer), *minima(units)]
    vetoes = list(vetoes_found(rubric, assessment, scorer))
    passed, grade = verdict(rubric, tally.total, tally.on_full_scale, tally.pass_mark, requirements, vetoes)
    requirements += [Requirement(f"没有否决情形“{called(veto)}”", False) for veto in vetoes]
    findings = [*scorer.findings, *scorer.unused([item.title for item in rubric.items()]), *tally.findings]
    return Score(
        rubric, units, tally.total, tally.base, tally.bonus, tally.penalty, tally.pass_mark, passed, grade,
        tally.policy, tally.formula, tuple(requirements), tuple(in_order(findings)), tally.whole,
    )  # fmt: skip


def kind_of(assessment: Assessment | None) -> str:
    """The kind of department a 自评 is of, "" when it says none."""
    typed = assessment.kind if assessment is not None else None
    return typed.text if typed is not None and typed.known else ""


# --- items and units ---------------------------------------------------------------------------------------------


def _unit(unit: Unit, rubric: Rubric, scorer: ClauseScorer, kind: str) -> UnitScore:
    at = [place for place in places(rubric) if place.unit is unit and concerns(place.clause.kinds, kind)]
    items = tuple(
        _item(item, [place for place in at if place.item is item], unit, scorer)
        for item in unit.items
        if concerns(item.kinds, kind)
    )
    nature = scorer.nature(unit)
    own = [item for item in items if item.nature == nature]
    reached = sum((item.points for item in own), ZERO)
    most = sum((item.most for item in own), ZERO)
    if unit.cap is not None and unit.cap.known:
        reached, most = min(reached, value_of(unit.cap)), min(most, value_of(unit.cap))
    return UnitScore(unit, reached, most, items, nature)


def _item(item: Item, at: Sequence[Place], unit: Unit, scorer: ClauseScorer) -> ItemScore:
    nature = scorer.nature(item, unit)
    if item.deducts:
        return replace(_deducting(item, at, scorer), nature=nature)
    if at and not any(place.clause.awards() or place.clause.subclauses for place in at):
        return replace(_whole(item, at, scorer), nature=nature)
    clauses = tuple(scorer.score(place) for place in at)
    own = [clause for clause in clauses if clause.nature == nature]
    reached = sum((clause.points for clause in own), ZERO)
    if nature == PENALTY:  # a penalty is a number of points too, won or taken off; the total subtracts it
        reached = sum((abs(clause.points) for clause in own), ZERO)
    reached = max(ZERO, reached)
    return ItemScore(item, reached, sum((clause.most for clause in own), ZERO), clauses, nature=nature)


def _deducting(item: Item, at: Sequence[Place], scorer: ClauseScorer) -> ItemScore:
    """An item that starts full: its clauses take off, down to 下限."""
    full = known_or_zero(item.declared)
    floor = min(known_or_zero(item.floor), full)  # a 下限 above 分值 is reported where the rubric is checked
    clauses = tuple(scorer.score(place) for place in at)
    if clauses and all(clause.state == UNKNOWN for clause in clauses):
        return ItemScore(item, ZERO, full, clauses, f"{UNANSWERED}，暂计0分")
    taken = -sum((clause.points for clause in clauses), ZERO)
    for number, clause in enumerate(clauses):
        if any(outcome.takes_all for outcome in clause.outcomes):
            rest = min(ZERO, taken + floor - full)
            clauses = (*clauses[:number], replace(clause, points=clause.points + rest), *clauses[number + 1 :])
            return ItemScore(item, floor, full, clauses, f"“{clause.key}”全扣，得{shown(floor)}分")
    rule = f"{shown(full)} - {shown(taken)} = {shown(full - taken)}分"
    if full - taken < floor:
        rule += f"，扣至{shown(floor)}分为止"
    return ItemScore(item, max(floor, full - taken), full, clauses, rule)


def _whole(item: Item, at: Sequence[Place], scorer: ClauseScorer) -> ItemScore:
    """An item whose points stand only at the item (or its unit): one finding gives them."""
    declared = item.points_of()
    if declared is None and len(at[0].unit.items) == 1:
        declared = at[0].unit.points_of()
    key = item.title if item.title in scorer.assessment.clauses else at[0].key
    score = scorer.score_whole(at[0], key, declared)
    return ItemScore(item, score.points, score.most, (score,), score.rule)


# --- the total ---------------------------------------------------------------------------------------------------


@record(frozen=False)
class _Tally:
    """The total out of the units: bonus and penalty, 不适用, the pass mark that goes with it."""

    rubric: Rubric
    units: tuple[UnitScore, ...]
    whole: Decimal
    total: Decimal = ZERO
    base: Decimal = ZERO
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO
    pass_mark: Decimal | None = None
    policy: str = ""
    formula: str = ""
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        reached = sum((unit.points for unit in self.units if unit.nature == BASE), ZERO)
        self.bonus, self.penalty = self._extra(BONUS), self._extra(PENALTY)
        self.formula = " + ".join(shown(unit.points) for unit in self.units if unit.nature == BASE)
        self.base = self.whole
        mark = self.rubric.pass_mark
        self.pass_mark = value_of(mark) if mark is not None and mark.known else None
        reached = self._absent(reached)
        total = reached + self.bonus - self.penalty
        if self.bonus:
            self.formula += f" + {shown(self.bonus)}"
        if self.penalty:
            self.formula += f" - {shown(self.penalty)}"
        mode = self.rubric.bonus_mode
        if mode is not None and mode.text == "封顶" and total > self.base:
            total = self.base
            self.formula += f"，按满分{shown(self.base)}封顶"
        self.total = max(ZERO, total)

    @property
    def on_full_scale(self) -> Decimal:
        """The total as grade bands read it, where the base was reduced."""
        return self.total * self.whole / self.base if self.base and self.base != self.whole else self.total

    def _extra(self, nature: str) -> Decimal:
        """Bonus or penalty points: of units, of items in other units, of clauses in other items."""
        amount = ZERO
        for unit in self.units:
            if unit.nature == nature:
                amount += unit.points
                continue
            for item in unit.items:
                if item.nature == nature:
                    amount += item.points
                else:
                    amount += sum((abs(each.points) for each in item.clauses if each.nature == nature), ZERO)
        return amount

    def _absent(self, reached: Decimal) -> Decimal:
        """The points reached after 不适用 has been dealt with as the rubric says."""
        absent = [
            clause
            for unit in self.units
            if unit.nature == BASE
            for item in unit.items
            if item.nature == BASE
            for clause in item.clauses
            if clause.nature == BASE and clause.state == ABSENT
        ]
        if not absent:
            return reached
        declared = self.rubric.absent_policy
        mode = declared.text if declared is not None and declared.known else ""
        missing = sum((clause.most for clause in absent), ZERO)
        names = "、".join(clause.key for clause in absent)
        if mode == "满分":
            self.policy = f"{names}不适用，按满分计"
            return reached
        left = self.whole - missing
        if not mode:
            message = f"{names}不适用，但评价标准没有写明如何计分，暂从总分中扣除"
            self.findings = (Finding("R020", message, "在评价标准里写“不适用处理: 满分”“折算”或“缩减”"),)
        if left <= 0:
            self.policy = f"{names}不适用，没有可评的条款"
            return reached
        if mode == "折算":
            self.policy = f"{names}不适用，其余{shown(left)}分按比例折算为{shown(self.whole)}分"
            self.formula = f"({self.formula}) × {shown(self.whole)} ÷ {shown(left)}"
            return self._rounded(reached * self.whole / left)
        self.base = left
        if self.pass_mark is not None and self.whole:
            self.pass_mark = self._rounded(self.pass_mark * left / self.whole)
        self.policy = f"{names}不适用，总分减为{shown(left)}分，合格线和等级按同一比例"
        return reached

    def _rounded(self, value: Decimal) -> Decimal:
        decimals = self.rubric.decimals
        places_ = int(decimals.value) if decimals is not None and decimals.known else DEFAULT_DECIMALS
        return value.quantize(Decimal(1).scaleb(-places_), ROUND_HALF_UP)
