"""Clauses scored by points that somebody gave (核查分, or a filled-in table), not by findings; what such points may be.

R034 不适用 where the rubric does not allow it; R044 points beyond what the clause gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from genwen.document.elements import Origin
from genwen.document.rubric.wording import Place
from genwen.document.scoring.clauses import UNANSWERED, ClauseScorer
from genwen.document.scoring.outcome import ZERO, Outcome, known_or_zero, shown
from genwen.document.scoring.result import ABSENT as ABSENT_STATE
from genwen.document.scoring.result import BASE, PENALTY, SCORED, UNKNOWN, ClauseScore
from genwen.facts.assessment import ABSENT, Assessment, ClauseFinding
from genwen.facts.fact import Fact
from genwen.facts.rubric_schema import Rubric
from genwen.records import record

__all__ = ["ABSENT", "Given", "GivenScorer", "Points", "beyond", "limitless", "may_be_absent", "negative", "range_of"]

Points = Decimal | str
"""A number of points, or 不适用."""
AS_FILLED = "按表中所填"


@record
class Given:
    """What was given for a clause: points or 不适用; why, and what is to be done; where it was typed."""

    points: Points
    rule: str = AS_FILLED
    reason: Fact | None = None
    remedy: Fact | None = None
    origin: Origin | None = None


class GivenScorer(ClauseScorer):
    """Takes the points of each clause from `given`, by key; those of the others from `own`, else they are open."""

    def __init__(
        self,
        rubric: Rubric,
        assessment: Assessment,
        scope: Mapping[str, object],
        given: Mapping[str, Given],
        own: Mapping[str, ClauseScore] | None = None,
    ) -> None:
        super().__init__(rubric, assessment, scope)
        self.given, self.own = given, own or {}

    def score(self, place: Place) -> ClauseScore:
        """The clause with the points given."""
        nature = self.nature(place.clause, place.item, place.unit)
        return self._as_given(place, place.key, known_or_zero(place.clause.points_of()), nature)

    def score_whole(self, place: Place, key: str, declared: Fact | None) -> ClauseScore:
        """An item scored as one, with the points given for it."""
        named = next((name for name in (key, place.item.title, place.key) if name in self.given), key)
        return self._as_given(place, named, known_or_zero(declared), BASE)

    def _as_given(self, place: Place, key: str, most: Decimal, nature: str) -> ClauseScore:
        self.used.add(key)
        given = self.given.get(key)
        if given is None:
            open_ = ClauseScore(place, key, ZERO, most, nature, UNKNOWN, (Outcome(ZERO, most, UNANSWERED),))
            return self.own.get(key, open_)
        own = self.own.get(key)
        said = own.finding.remedy if own is not None and own.finding is not None else None
        finding = ClauseFinding(None, given.points == ABSENT, given.reason, remedy=given.remedy or said)
        if not isinstance(given.points, Decimal):
            policy = self.rubric.absent_policy
            full = policy is not None and policy.text == "满分"
            outcomes = (Outcome(most, most, "不适用，按满分计"),) if full else ()
            return ClauseScore(place, key, most if full else ZERO, most, nature, ABSENT_STATE, outcomes, finding)
        origins = (given.origin,) if given.origin is not None else ()
        outcome = Outcome(given.points, most, given.rule, remedy=own.remedy if own is not None else "", origins=origins)
        return ClauseScore(place, key, given.points, most, nature, SCORED, (outcome,), finding)


def negative(clause: ClauseScore) -> bool:
    """Whether a clause may take points off its item."""
    awards = clause.place.clause.awards()
    return clause.place.item.deducts or any(award.kind == "扣分" and award.points is None for award in awards)


def limitless(clause: ClauseScore) -> bool:
    """Whether the clause itself sets no most (每项得4分, capped by its unit)."""
    return clause.most == 0 and not negative(clause)


def may_be_absent(clause: ClauseScore) -> bool:
    """Whether the rubric lets the clause be 不适用."""
    place = clause.place
    return any(part.absent is not None for part in (place.clause, place.item, place.unit))


def beyond(points: Decimal, clause: ClauseScore) -> str:
    """How points are beyond what a clause can give; "" when they are not."""
    if clause.place.item.deducts:
        return "应是负数或0" if points > 0 else ""
    if clause.nature == PENALTY:
        return f"超过{shown(clause.most)}分" if clause.most and abs(points) > clause.most else ""
    if points > clause.most and not limitless(clause):
        return f"超过分值{shown(clause.most)}分"
    return "小于0" if points < 0 and not negative(clause) else ""


def range_of(clause: ClauseScore) -> str:
    """What points a clause can be given, as a remedy."""
    if clause.place.item.deducts:
        return "扣分写负数，没有扣分写0"
    if clause.nature == PENALTY:
        return "核对扣分"
    return "写0或正数" if limitless(clause) else f"应在0到{shown(clause.most)}分之间"
