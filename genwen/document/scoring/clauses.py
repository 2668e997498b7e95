"""From the findings of a 自评, and the facts a clause is bound to, to the score of each clause.

R031 a key that names no clause; R032 a finding that does not fit; R033 nothing found yet; R034 不适用 where the rubric
does not allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from genwen.diagnostics import Finding, FindingsError, Severity, nearest
from genwen.document.elements import Origin, OriginKind
from genwen.document.expressions import ExpressionError, Prose, compile_expression, runs_of
from genwen.document.rubric.wording import Place, places, position_of
from genwen.document.scoring.awards import outcomes_of, score_award
from genwen.document.scoring.bound_facts import traced
from genwen.document.scoring.counted import deducted
from genwen.document.scoring.outcome import ZERO, Outcome, Unfit, known_or_zero, shown, value_of
from genwen.document.scoring.result import ABSENT, BASE, BONUS, SCORED, UNKNOWN, ClauseScore
from genwen.facts.assessment import Assessment, ClauseFinding, Observed
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import parse_quantity
from genwen.facts.rubric_awards import Award, AwardShape
from genwen.facts.rubric_schema import Clause, Item, Rubric, Unit
from genwen.facts.source.nodes import Scalar
from genwen.records import replace

DEFAULT_DECIMALS = 2
UNANSWERED = "没有填写情况"


class ClauseScorer:
    """Scores the clauses of one rubric against one assessment; collects findings."""

    def __init__(self, rubric: Rubric, assessment: Assessment, scope: Mapping[str, object]) -> None:
        self.rubric, self.assessment, self.scope = rubric, assessment, scope
        self.findings: list[Finding] = []
        self.used: set[str] = set()

    def nature(self, *parts: Clause | Item | Unit) -> str:
        """基本, 加分 or 扣分: what the first of `parts` says (a clause, then its item, then its unit)."""
        for part in parts:
            if part.nature is not None and part.nature.known:
                counted = self.rubric.bonus_mode is not None and self.rubric.bonus_mode.text == "计入"
                return BASE if counted and part.nature.text == BONUS else part.nature.text
        return BASE

    def score_whole(self, place: Place, key: str, declared: Fact | None) -> ClauseScore:
        """The score of an item that has its points only as a whole: between 0 and `declared`, as the assessor gives."""
        self.used.add(key)
        finding = self.assessment.clauses.get(key)
        most = known_or_zero(declared)
        if finding is not None and finding.absent:
            return self._absent(place, place.clause, key, most, finding, BASE)
        if finding is None or finding.observed is None:
            self._unknown(place, key)
            outcome = Outcome(ZERO, most, UNANSWERED)
            return ClauseScore(place, key, ZERO, most, BASE, UNKNOWN, (outcome,), finding)
        award = Award.made({"points": declared, "method": Fact("评议", "评议", finding.observed.origin)})
        try:
            outcome = score_award(award, finding.observed).rounded(DEFAULT_DECIMALS)
        except Unfit as unfit:
            self._unfit(place, key, finding, unfit)
            outcome = Outcome(ZERO, most, "情况填写有误，暂计0分")
        return ClauseScore(place, key, outcome.points, most, BASE, SCORED, (outcome,), finding)

    def condition(self, source: Fact) -> bool | None:
        """Whether a condition bound to facts holds; None when the facts do not say."""
        try:
            observed = self.bound(source)
        except (ExpressionError, FindingsError) as error:
            self.findings += [error.finding] if isinstance(error, ExpressionError) else error.findings
            return None
        return observed.yes if observed is not None else None

    def score(self, place: Place) -> ClauseScore:
        """The clause's score, with that of its sub-clauses."""
        return self._score(place, place.clause, place.key)

    def _score(self, place: Place, clause: Clause, key: str) -> ClauseScore:
        self.used.add(key)
        finding = self.assessment.clauses.get(key)
        whole = clause.points_of()
        most = known_or_zero(whole)
        nature = self.nature(clause, place.item, place.unit)
        if finding is not None and finding.absent:
            return self._absent(place, clause, key, most, finding, nature)
        outcomes: list[Outcome] = []
        if clause.awards():
            own = self._outcomes(place, clause, key, finding)
            if own is None:
                self._unknown(place, key)
                outcomes += [Outcome(ZERO, _most(award), UNANSWERED) for award in clause.awards()]
            else:
                outcomes += named_by(clause.awards(), own)
        state = SCORED if all(outcome.rule != UNANSWERED for outcome in outcomes) else UNKNOWN
        for number, sub in enumerate(clause.subclauses, 1):
            below = self._score(place, sub, sub.key.text if sub.key is not None else f"{key}.{number}")
            outcomes += below.outcomes
            state = UNKNOWN if below.state == UNKNOWN else state
        rounded = tuple(outcome.rounded(self._decimals(clause)) for outcome in outcomes)
        reached = sum((outcome.points for outcome in rounded), ZERO)
        return ClauseScore(place, key, reached, most, nature, state, rounded, finding)

    def _absent(
        self, place: Place, clause: Clause, key: str, most: Decimal, finding: ClauseFinding, nature: str
    ) -> ClauseScore:
        if not any(part.absent is not None for part in (clause, place.item, place.unit)):
            at = finding.origin.position if finding.origin is not None else None
            message = f"{place.label}（{key}）不能填“不适用”"
            self.findings.append(Finding("R034", message, "评价标准没有写明这一条可以不适用；没有做到写 否", at))
            return ClauseScore(place, key, ZERO, most, nature, SCORED, (), finding)
        policy = self.rubric.absent_policy
        full = policy is not None and policy.text == "满分"
        outcomes = (Outcome(most, most, "不适用，按满分计"),) if full else ()
        return ClauseScore(place, key, most if full else ZERO, most, nature, ABSENT, outcomes, finding)

    def _outcomes(self, place: Place, clause: Clause, key: str, finding: ClauseFinding | None) -> list[Outcome] | None:
        """The outcomes of the clause's own awards; None when nothing was found yet."""
        try:
            if finding is not None and finding.observed is not None:
                return self._typed(place, clause, finding.observed)
            if any(award.source is not None for award in clause.awards()):
                return self._bound(place, clause.awards())
        except Unfit as unfit:
            self._unfit(place, key, finding, unfit)
            return [Outcome(ZERO, _most(award), "情况填写有误，暂计0分") for award in clause.awards()]
        except ExpressionError as error:
            self.findings.append(error.finding)
        except FindingsError as error:
            self.findings += error.findings
        return None

    def _unfit(self, place: Place, key: str, finding: ClauseFinding | None, unfit: Unfit) -> None:
        at = finding.origin.position if finding is not None and finding.origin is not None else None
        if finding is None or finding.observed is None:
            at = position_of(*(award.source for award in place.clause.awards()), place.clause.wording)
        self.findings.append(Finding("R032", f"{place.label}（{key}）：{unfit.message}", unfit.hint, at))

    def _typed(self, place: Place, clause: Clause, observed: Observed) -> list[Outcome]:
        awards = clause.awards()
        if len(awards) == 1:
            return [self._one(place, awards[0], observed)]
        return outcomes_of(awards, observed, self._reference)

    def _one(self, place: Place, award: AwardShape, observed: Observed) -> Outcome:
        if award.kind == "扣分" and award.points is None:
            return taken_off(award, observed)
        return score_award(award, observed, self._reference)

    def _bound(self, place: Place, awards: Sequence[AwardShape]) -> list[Outcome] | None:
        outcomes: list[Outcome] = []
        for award in awards:
            observed = self.bound(award.source) if award.source is not None else None
            if observed is None:
                outcomes.append(Outcome(ZERO, _most(award), UNANSWERED))
            else:
                outcomes.append(self._one(place, award, observed))
        return None if all(outcome.rule == UNANSWERED for outcome in outcomes) else outcomes

    def bound(self, source: Fact) -> Observed | None:
        """What the expression of a 取自 gives as a finding; None when the fact is missing. Raises ExpressionError."""
        text = source.text.strip().removeprefix("{{").removesuffix("}}")
        value = compile_expression(text, source.origin.position).evaluate(self.scope)
        origin = traced(text, source.origin, self.scope)
        return None if origin.kind is OriginKind.MISSING else observed_of(value, origin)

    def _reference(self, award: AwardShape) -> Quantity | None:
        """The quantity of 参照: typed, or one expression. Raises Unfit when it is none."""
        reference = award.reference
        if reference is None:
            return None
        if not reference.known:
            raise Unfit("参照值还没有填写", "先补全评价标准")
        if "{{" not in reference.text:
            try:
                return parse_quantity(_scalar(reference))
            except ValueError as error:
                raise Unfit(f"参照值“{reference.text}”不是数量", "写数量，或 {{ 表达式 }}") from error
        expressions = list(Prose.compile(reference.text, reference.origin.position).expressions)
        value = expressions[0].evaluate(self.scope)
        if not isinstance(value, Quantity) or not value.known:
            raise Unfit(f"参照值“{reference.text}”还没有数", "补全它所取的数")
        return value

    def _unknown(self, place: Place, key: str) -> None:
        at = position_of(place.clause.wording, place.item.name)
        finding = self.assessment.clauses.get(key)
        if finding is not None and finding.origin is not None:
            at = finding.origin.position
        message = f"{place.label}没有填写情况，暂计0分"
        self.findings.append(Finding("R033", message, f"在自评的“情况”下写 {key}: …", at, Severity.WARNING))

    def _decimals(self, clause: Clause) -> int:
        for fact in (clause.decimals, self.rubric.decimals):
            if fact is not None and fact.known:
                return int(fact.value)
        return DEFAULT_DECIMALS

    def unused(self, known: Sequence[str] = ()) -> Iterator[Finding]:
        """Findings for keys that name no clause; `known` are further keys that are in use."""
        keys = [place.key for place in places(self.rubric)]
        for key, finding in self.assessment.clauses.items():
            if key not in self.used and key not in keys and key not in known:
                at = finding.origin.position if finding.origin is not None else None
                yield Finding("R031", f"评价标准里没有条款“{key}”", nearest(key, keys), at)


def named_by(awards: Sequence[AwardShape], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of several awards, each telling what was lost of which."""
    if len(awards) < 2 or len(awards) != len(outcomes):
        return list(outcomes)
    return [
        replace(
            outcome,
            lost=f"{name}：{outcome.lost}" if outcome.lost else "",
            remedy=f"{name}：{outcome.remedy}" if outcome.remedy else "",
        )
        if (name := award.name_text())
        else outcome
        for award, outcome in zip(awards, outcomes, strict=True)
    ]


def taken_off(award: AwardShape, observed: Observed) -> Outcome:
    """A deduction from points that are not the clause's own, as a negative outcome. Raises Unfit."""
    amount, reason = deducted(award, observed)
    limit = value_of(award.cap) if award.cap is not None else None
    if amount is None:
        return Outcome(ZERO, ZERO, "全扣", reason, "消除扣分情形", (observed.origin,), takes_all=True)
    if limit is not None:
        amount = min(amount, limit)
    rule = f"扣{shown(amount)}分" if amount else "没有扣分"
    return Outcome(-amount, ZERO, rule, reason, "消除扣分情形" if amount else "", (observed.origin,))


def observed_of(value: object, origin: Origin) -> Observed | None:
    """A value of an expression as a finding: a condition, a number, a list; None for a missing fact."""
    if isinstance(value, bool):
        return Observed(value, origin)
    if isinstance(value, Quantity):
        return Observed(value, value.origin) if value.known else None
    if isinstance(value, Fact):
        if not value.known:
            return None
        if isinstance(value.value, bool):
            return Observed(value.value, value.origin)
        return Observed(value.text, value.origin)
    if isinstance(value, list | tuple) and not hasattr(value, "text"):
        texts = [str(getattr(item, "text", item)) for item in value]
        if all(getattr(item, "origin", None) is not None and hasattr(item, "style") for item in value):
            return _printed("".join(texts), origin)
        return Observed(tuple(Observed(text, origin) for text in texts), origin)
    try:
        runs = runs_of(value)
    except TypeError:
        return Observed(str(value), origin)
    if any(run.origin is not None and run.origin.kind is OriginKind.MISSING for run in runs):
        return None
    return _printed("".join(run.text for run in runs), origin)


def _printed(text: str, origin: Origin) -> Observed:
    try:
        return Observed(replace(parse_quantity(_scalar(Fact(text, text, origin))), origin=origin), origin)
    except ValueError:
        return Observed(text, origin)


def _scalar(fact: Fact) -> Scalar:
    scalar = Scalar(fact.text)
    scalar.position, scalar.path = fact.origin.position, fact.origin.path  # type: ignore[assignment]
    scalar.start = scalar.end = 0
    scalar.quoted = False
    return scalar


def _most(award: AwardShape) -> Decimal:
    return known_or_zero(award.maximum())
