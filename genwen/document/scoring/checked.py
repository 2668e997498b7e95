"""核查: the score the assessors came to, from what they gave clause by clause beside the unit's own findings.

A clause they did not name keeps its 自评分; what they found of prerequisites and vetoes comes on top of what the unit
said. R031 a key that names no clause; R034, R044 points that the clause cannot give; R046 points lost without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from genwen.diagnostics import Finding, Severity, nearest
from genwen.document.scoring.given import ABSENT, Given, GivenScorer, beyond, may_be_absent, range_of
from genwen.document.scoring.outcome import ZERO, shown
from genwen.document.scoring.result import ABSENT as ABSENT_STATE
from genwen.document.scoring.result import BASE, UNKNOWN, ClauseScore, Looked, Score, derived_points
from genwen.document.scoring.totals import score_rubric
from genwen.facts.assessment import Assessment
from genwen.facts.checked import CheckedClause
from genwen.facts.rubric_schema import Rubric
from genwen.records import record

RULE = "核查得{}分"


@record
class Adjustment(Looked):
    """A clause that the assessors gave other points than the unit gave itself."""

    own: ClauseScore
    checked: ClauseScore

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        own, checked = self.own, self.checked
        return {
            "条款": own.key, "项目": own.place.item, "单元": own.place.unit,
            "自评分": derived_points(own.points, own.rule or own.state, own.origins),
            "核查分": derived_points(checked.points, checked.rule or checked.state, checked.origins),
            "差": derived_points(own.points - checked.points, f"{shown(own.points)} - {shown(checked.points)}", ()),
            "原因": checked.why_runs(),
        }  # fmt: skip

    def to_json(self) -> dict[str, str]:
        """For `genwen score --json`."""
        return {
            "clause": self.own.key, "own": said_points(self.own), "checked": said_points(self.checked),
            "why": self.checked.why,
        }  # fmt: skip


def said_points(clause: ClauseScore) -> str:
    """The points of a clause as a list says them; 不适用, or nothing while they are open."""
    if clause.state == ABSENT_STATE and not clause.outcomes:
        return ABSENT
    return "" if clause.state == UNKNOWN else shown(clause.points)


def is_checked(assessment: Assessment) -> bool:
    """Whether the 自评 holds anything of a 核查; what is 待补 in it is nothing yet."""
    return (
        any(typed.given is not None and typed.given.known for typed in assessment.checked.values())
        or any(found.observed is not None for found in assessment.checked_prerequisites.values())
        or any(veto.known for veto in assessment.checked_vetoes)
    )


def checked_score(rubric: Rubric, assessment: Assessment, scope: Mapping[str, object], own: Score) -> Score:
    """The score as checked; `own` is that of the unit's own findings."""
    clauses = by_key(own)
    given = {}
    for key, clause in clauses.items():
        found = given_for(clause, assessment)
        if found is not None and not _fault(clause, found):
            given[key] = found
    own_names = {name: getattr(assessment, name) for name in Assessment.aliases().values()}
    on_top = own_names | {
        "prerequisites": assessment.prerequisites | assessment.checked_prerequisites,
        "vetoes": [*assessment.vetoes, *assessment.checked_vetoes],
    }
    scorer = GivenScorer(rubric, assessment, scope, given, clauses)
    return score_rubric(rubric, Assessment.made(on_top), scope, scorer)


def by_key(score: Score) -> dict[str, ClauseScore]:
    """The clauses of a score by their keys."""
    return {clause.key: clause for clause in score.clauses()}


def given_for(clause: ClauseScore, assessment: Assessment) -> Given | None:
    """What the assessors gave a clause (by its key, or its item's name where that is scored as one); None for nothing."""
    for key in (clause.key, clause.place.item.title if _alone(clause) else clause.key):
        typed = assessment.checked.get(key)
        if typed is not None and typed.given is not None and typed.given.known:
            return _given(typed)
    return None


def _alone(clause: ClauseScore) -> bool:
    """Whether the clause stands for its whole item, which alone has points."""
    item = clause.place.item
    return not item.deducts and not any(each.awards() or each.subclauses for each in item.clauses)


def _given(typed: CheckedClause) -> Given:
    assert typed.given is not None
    value = typed.given.value
    rule = RULE.format(shown(value)) if isinstance(value, Decimal) else ABSENT
    return Given(value, rule, typed.reason, typed.remedy, typed.given.origin)


def _fault(clause: ClauseScore, given: Given) -> str:
    """What keeps points from being the clause's; "" for nothing."""
    if isinstance(given.points, Decimal):
        return beyond(given.points, clause)
    return "" if may_be_absent(clause) else "不能填“不适用”"


def adjustments(own: Score, checked: Score) -> list[Adjustment]:
    """The clauses with other points than the unit's own, in the order of the rubric."""
    now = by_key(checked)
    pairs = [(clause, now[clause.key]) for clause in own.clauses() if clause.key in now]
    return [Adjustment(first, second) for first, second in pairs if said_points(first) != said_points(second)]


def check_findings(assessment: Assessment, own: Score) -> Iterator[Finding]:
    """What is wrong with what was typed of the 核查."""
    clauses = by_key(own)
    known = {clause.place.item.title: clause for clause in clauses.values() if _alone(clause)} | clauses
    for key, typed in assessment.checked.items():
        at = next((fact.origin.position for fact in (typed.given, typed.reason) if fact is not None), None)
        clause = known.get(key)
        if clause is None:
            yield Finding("R031", f"核查：评价标准里没有条款“{key}”", nearest(key, list(known)), at)
        elif typed.given is None:
            yield Finding("R045", f"核查：“{key}”没有写得分", "写 得分: 2，或删去这一条", at, Severity.WARNING)
        elif typed.given.known:
            yield from _clause_findings(key, typed, clause)


def _clause_findings(key: str, typed: CheckedClause, clause: ClauseScore) -> Iterator[Finding]:
    given = _given(typed)
    at = given.origin.position if given.origin is not None else None
    fault = _fault(clause, given)
    if fault and isinstance(given.points, Decimal):
        yield Finding("R044", f"核查：“{key}”给{shown(given.points)}分，{fault}", range_of(clause), at)
    elif fault:
        yield Finding("R034", f"核查：“{key}”{fault}", "评价标准没有写明这一条可以不适用；没有做到写 0", at)
    elif isinstance(given.points, Decimal) and clause.nature == BASE and typed.reason is None:
        lost = max(clause.most, ZERO) - given.points
        if given.points < clause.points and lost > 0:
            said = f"核查：“{key}”比自评少{shown(clause.points - given.points)}分，没有写扣分原因"
            yield Finding("R046", said, "写成 {得分: …, 原因: …}", at, Severity.WARNING)
