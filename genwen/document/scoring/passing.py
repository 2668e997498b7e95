"""Whether a scored unit passes, and its grade: prerequisites, ★ parts, least points of units, vetoes, bands.

A veto and an unmet condition change the verdict, never the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.diagnostics import Finding, Severity, nearest
from genwen.document.scoring.clauses import ClauseScorer
from genwen.document.scoring.outcome import shown, value_of
from genwen.document.scoring.result import ABSENT, Requirement, UnitScore
from genwen.facts.assessment import Assessment
from genwen.facts.fact import Fact
from genwen.facts.rubric_awards import Condition
from genwen.facts.rubric_schema import Grade, Rubric, Veto

FAILED = "不合格"


def called(condition: Condition) -> str:
    """How a message names a condition."""
    wording = condition.wording.text if condition.wording is not None else ""
    return condition.name.text if condition.name is not None else wording.strip("。") or condition.name_text()


def _known_as(condition: Condition, words: Sequence[str], number: int) -> str | None:
    """The word of `words` that means the condition: its 键, 名称, 条文 or number."""
    names = {condition.name_text(), called(condition), str(number)}
    names |= {fact.text for fact in (condition.name, condition.wording) if fact is not None}
    return next((word for word in words if word in names), None)


def prerequisites(rubric: Rubric, assessment: Assessment, scorer: ClauseScorer) -> Iterator[Requirement]:
    """The prerequisites and whether they are met; reports those nobody answered and answers to none."""
    used: set[str] = set()
    for number, condition in enumerate(rubric.prerequisites, 1):
        key = _known_as(condition, list(assessment.prerequisites), number)
        met: bool | None = None
        if key is not None:
            used.add(key)
            observed = assessment.prerequisites[key].observed
            met = observed.yes if observed is not None else None
        elif condition.source is not None:
            met = scorer.condition(condition.source)
        if met is None:
            message = f"前提条件“{called(condition)}”没有填写情况，按未满足计"
            at = condition.wording.origin.position if condition.wording is not None else None
            hint = "在自评的“前提”下写是或否"
            scorer.findings.append(Finding("R033", message, hint, at, Severity.WARNING))
        yield Requirement(called(condition), met, "" if met else f"满足“{called(condition)}”")
    for key, given in assessment.prerequisites.items():
        if key not in used:
            at = given.origin.position if given.origin is not None else None
            known = [called(condition) for condition in rubric.prerequisites]
            scorer.findings.append(Finding("R031", f"评价标准里没有前提条件“{key}”", nearest(key, known), at))


def vetoes_found(rubric: Rubric, assessment: Assessment, scorer: ClauseScorer) -> Iterator[Veto]:
    """The vetoes that were found, typed or by a fact."""
    words = [word.text for word in assessment.vetoes]
    used: set[str] = set()
    for number, veto in enumerate(rubric.vetoes, 1):
        word = _known_as(veto, words, number)
        if word is not None:
            used.add(word)
            yield veto
        elif veto.source is not None and scorer.condition(veto.source):
            yield veto
    for fact in assessment.vetoes:
        if fact.text not in used:
            known = [called(veto) for veto in rubric.vetoes]
            finding = Finding(
                "R031", f"评价标准里没有否决情形“{fact.text}”", nearest(fact.text, known), fact.origin.position
            )
            scorer.findings.append(finding)


def minima(units: Sequence[UnitScore]) -> Iterator[Requirement]:
    """★ parts that may not score 0, and the least a unit must score."""
    for unit in units:
        least = unit.unit.least
        if least is not None and least.known:
            text = f"“{unit.unit.title}”不低于{least.text}分（得{shown(unit.points)}分）"
            yield Requirement(text, unit.points >= value_of(least), f"提高“{unit.unit.title}”的得分")
        for item in unit.items:
            if _starred(item.item.starred) and not all(clause.state == ABSENT for clause in item.clauses):
                yield _nonzero(item.item.title, item.points)
            for clause in item.clauses:
                if _starred(clause.place.clause.starred) and clause.state != ABSENT:
                    yield _nonzero(clause.key, clause.points)


def _starred(starred: Fact | None) -> bool:
    return starred is not None and starred.text == "是"


def _nonzero(name: str, points: Decimal) -> Requirement:
    return Requirement(f"必得分项“{name}”不得为0分", points > 0, f"使“{name}”得分")


def verdict(
    rubric: Rubric,
    total: Decimal,
    on_full_scale: Decimal,
    pass_mark: Decimal | None,
    requirements: Sequence[Requirement],
    vetoes: Sequence[Veto],
) -> tuple[bool, str]:
    """Whether the unit passes, and its grade.

    `on_full_scale` is the total as the grade bands read it, which a reduced base (不适用) changes. A veto whose 结果 is
    a grade that counts as passed is a ceiling; any other denies.
    """
    grade = _grade(rubric, on_full_scale)
    inclusive = rubric.pass_inclusive is None or rubric.pass_inclusive.text != "否"
    reached = pass_mark is None or total > pass_mark or (inclusive and total == pass_mark)
    met = all(requirement.met for requirement in requirements)
    ceilings = [_ceiling(rubric, veto) for veto in vetoes]
    for veto, ceiling in zip(vetoes, ceilings, strict=True):
        if ceiling is None and veto.result is not None and veto.result.known:
            return False, veto.result.text
    if None in ceilings or not met:
        return False, _failing_grade(rubric)
    grade = min([each for each in (grade, *ceilings) if each is not None], key=_rank, default=None)
    denied = grade is not None and grade.passed is not None and grade.passed.text == "否"
    passed = reached and not denied
    if grade is not None:
        return passed, grade.name_text()
    if rubric.grades:
        return False, FAILED
    return passed, "合格" if passed else FAILED


def _ceiling(rubric: Rubric, veto: Veto) -> Grade | None:
    """The grade a veto leaves at best, where that one still counts as passed; None where the veto denies."""
    if veto.result is None or not veto.result.known:
        return None
    named = next((grade for grade in rubric.grades if grade.name_text() == veto.result.text), None)
    denies = named is None or (named.passed is not None and named.passed.text == "否")
    return None if denies else named


def _rank(grade: Grade) -> Decimal:
    """How high a grade stands: where its range begins."""
    interval = grade.interval.value if grade.interval is not None and grade.interval.known else None
    return interval.low if interval is not None and interval.low is not None else Decimal("-Infinity")


def _grade(rubric: Rubric, value: Decimal) -> Grade | None:
    """The grade whose range holds the value; 其余 only when no other does."""
    rest: Grade | None = None
    for grade in rubric.grades:
        if grade.interval is None or not grade.interval.known:
            continue
        if grade.interval.value.rest:
            rest = grade
        elif value in grade.interval.value:
            return grade
    return rest


def _failing_grade(rubric: Rubric) -> str:
    """The first grade that does not count as passed, else 不合格."""
    denied = (grade for grade in rubric.grades if grade.passed is not None and grade.passed.text == "否")
    return next((grade.name_text() for grade in denied), FAILED)
