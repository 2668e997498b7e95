"""自评 at work: the year's findings scored by their 评价标准, once for all documents, with evidence and 整改.

In an expression 自评 has the names of the score (总得分, 单元, 失分条款 …) and those of what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from genwen.diagnostics import Finding, in_order, nearest
from genwen.document.elements import Origin, OriginKind
from genwen.document.scoring.result import ClauseScore, Looked, Score
from genwen.facts.assessment import Assessment
from genwen.facts.fact import Fact, Quantity
from genwen.facts.rubric_schema import Rubric

if TYPE_CHECKING:
    from genwen.document.scoring.checked import Adjustment
    from genwen.document.scoring.evidence import Register
    from genwen.document.scoring.rectification import Task
    from genwen.facts.loader import Facts

UNBOUND = frozenset({"自评", "公文"})
"""Root names a clause cannot be bound to: its own result, and what differs by document."""
UNKNOWN_NAME = "R031"
UNFILLED = "R033"
MAX_UNFILLED = 3
"""Clauses not filled in that are told one by one."""


class SelfScore(Looked):
    """A 自评 and the rubric it is scored by.

    What is derived from the two is computed, and what computes it imported, when it is first asked for.
    """

    def __init__(self, rubric: Rubric, assessment: Assessment, scope: Mapping[str, object]) -> None:
        self.rubric, self.assessment = rubric, assessment
        self.scope = {name: value for name, value in scope.items() if name not in UNBOUND}

    @cached_property
    def score(self) -> Score:
        """The score, with a trace per clause."""
        from genwen.document.scoring.totals import score_rubric

        return score_rubric(self.rubric, self.assessment, self.scope)

    @cached_property
    def checked(self) -> Score | None:
        """The score as checked; None before the 核查."""
        from genwen.document.scoring.checked import checked_score, is_checked

        if not is_checked(self.assessment):
            return None
        return checked_score(self.rubric, self.assessment, self.scope, self.score)

    @cached_property
    def checked_by_key(self) -> Mapping[str, ClauseScore]:
        """The clauses as checked, by key; empty before the 核查."""
        return {clause.key: clause for clause in self.checked.clauses()} if self.checked is not None else {}

    @property
    def final(self) -> Score:
        """The score that counts: as checked, and before that the unit's own."""
        return self.checked or self.score

    @cached_property
    def adjustments(self) -> list[Adjustment]:
        """Where the 核查 gave other points than the unit gave itself."""
        from genwen.document.scoring.checked import adjustments

        return adjustments(self.score, self.checked) if self.checked is not None else []

    @cached_property
    def register(self) -> Register:
        """佐证材料: each with its number and its state."""
        from genwen.document.scoring.evidence import evidence_register

        return evidence_register(self.rubric, self.score, self.assessment)

    @cached_property
    def tasks(self) -> list[Task]:
        """整改: what lost points, who puts it right, until when."""
        from genwen.document.scoring.rectification import tasks

        return tasks(self.final, self.assessment)

    @property
    def used(self) -> bool:
        """Whether something has asked for the score."""
        return "score" in self.__dict__

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the 自评, or with the facts its clauses are bound to; much that is open is one finding."""
        kinds = kind_findings(self.rubric, self.assessment)
        return in_order([*kinds, *_gathered(self.score.findings), *self._checked_findings(), *self.register.findings])

    def _checked_findings(self) -> Iterable[Finding]:
        if self.checked is None:
            return ()
        from genwen.document.scoring.checked import check_findings

        told = self.score.findings
        conditions = [each for each in self.checked.findings if each.code == UNKNOWN_NAME and each not in told]
        return (*check_findings(self.assessment, self.score), *conditions)

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        typed = self.assessment
        gap = Quantity(None, "", Origin(OriginKind.MISSING, "自评"), "待补")
        return dict(self.score.values()) | {
            "评价标准": self.rubric, "自评日期": typed.date or _gap("自评日期"), "类别": typed.kind or gap,
            "核查日期": typed.result_date or _gap("核查日期"), "佐证材料": self.register.entries, "整改": self.tasks,
            "失分整改": [task for task in self.tasks if task.clause is not None],
            "单位": typed.unit or self.unit, "核查单位": typed.checker or _gap("核查单位"),
            "核查": self.checked if self.checked is not None else _gap("核查"), "核查调整": self.adjustments,
        }  # fmt: skip

    @property
    def unit(self) -> object:
        """The name of the unit that is scored: typed in the 自评, else the folder's own."""
        if self.assessment.unit is not None:
            return self.assessment.unit
        own = self.scope.get("单位")
        name = getattr(own, "name", None)
        return name if name is not None else _gap("单位")


def _gathered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with those of clauses nobody filled in as one when there are many."""
    unfilled = [finding for finding in findings if finding.code == UNFILLED]
    if len(unfilled) <= MAX_UNFILLED:
        return list(findings)
    number, first = len(unfilled), unfilled[0]
    whole = Finding(
        UNFILLED, f"自评有{number}处没有填写情况，暂计0分", "用 genwen score 逐条查看", first.position, first.severity
    )
    return [whole, *(finding for finding in findings if finding.code != UNFILLED)]


def _gap(name: str) -> Quantity:
    return Quantity(None, f"【待补：自评.{name}】", Origin(OriginKind.MISSING, f"自评.{name}"), "待补")


def self_score(facts: Facts, scope: Mapping[str, object]) -> SelfScore | None:
    """The scored 自评 of the year; None without 自评 or 评价标准. `scope` holds what clauses may be bound to."""
    assessment: Assessment | None = facts.get("自评")
    if assessment is None:
        return None
    if facts.scored is None:
        rubric = chosen_rubric(facts, assessment)
        if rubric is None:
            return None
        facts.scored = SelfScore(rubric, assessment, scope)
    scored: SelfScore = facts.scored
    return scored


def blank_score(
    facts: Facts, scope: Mapping[str, object], named: Rubric | None = None, **known: Fact | None
) -> SelfScore | None:
    """The 自评 of a unit of which nothing is known but what it is; None without a fitting 评价标准.

    `named` is the rubric to use whatever the unit says; `known` are fields of `Assessment`. Its 类别 is that of its 自评,
    else that of 单位 where a rubric has such a kind.
    """
    typed: Assessment | None = facts.get("自评")
    kind = getattr(facts.get("单位"), "kind", None)
    kinds = {word for rubric in facts.rubrics.values() for word in _kinds(rubric)}
    values = {"kind": kind if kind is not None and kind.text in kinds else None, **known}
    if typed is not None:
        own = {"kind": typed.kind, "rubric": typed.rubric, "unit": typed.unit}
        values |= {name: fact for name, fact in own.items() if fact is not None}
    assessment = Assessment.made({name: fact for name, fact in values.items() if fact is not None})
    rubric = named or chosen_rubric(facts, assessment)
    return SelfScore(rubric, assessment, scope) if rubric is not None else None


def chosen_rubric(facts: Facts, assessment: Assessment) -> Rubric | None:
    """The rubric a 自评 names, else the one in force in the year, of those for its kind of unit where there are any."""
    named = assessment.rubric
    if named is not None and named.known:
        return rubric_named(facts.rubrics.items(), named.text) or facts.rubric()
    kind = kind_of(assessment)
    own = {name: rubric for name, rubric in facts.rubrics.items() if kind in _kinds(rubric)}
    if not kind or not own or len(own) == len(facts.rubrics):
        return facts.rubric()
    fitting = type(facts)(facts.year, rubrics=own)
    return fitting.rubric()


def kind_of(assessment: Assessment) -> str:
    """The kind of unit a 自评 is of, "" when it says none."""
    return assessment.kind.text if assessment.kind is not None and assessment.kind.known else ""


def _kinds(rubric: Rubric) -> list[str]:
    return [word.text for word in rubric.kinds if word.known]


def kind_findings(rubric: Rubric, assessment: Assessment) -> list[Finding]:
    """Whether the kind of unit is one of the rubric's: parts for other kinds are not counted."""
    kinds, kind = _kinds(rubric), kind_of(assessment)
    if not kinds or kind in kinds or (assessment.kind is not None and not assessment.kind.known):
        return []
    if kind and assessment.kind is not None:
        hint = nearest(kind, kinds)
        return [Finding("R038", f"类别“{kind}”不在评价标准的“对象类别”里", hint, assessment.kind.origin.position)]
    origins = [fact.origin for fact in (assessment.date, assessment.unit) if fact is not None]
    origins += [found.origin for found in assessment.clauses.values() if found.origin is not None]
    at = origins[0].position if origins else None
    hint = f"在自评里写“类别: {kinds[0]}”；可用：{'、'.join(kinds)}"
    return [Finding("R038", "评价标准分对象类别，自评没有写“类别”，分类的部分没有计入", hint, at)]


def rubric_named(rubrics: Iterable[tuple[str, Rubric]], name: str) -> Rubric | None:
    """The rubric whose file, 键, 版本 or 名称 is `name`."""
    for file, rubric in rubrics:
        own = (rubric.key, rubric.edition, rubric.name)
        if file == name or any(fact is not None and fact.known and fact.text == name for fact in own):
            return rubric
    return None


def check_choice(facts: Facts) -> list[Finding]:
    """Whether the rubric a 自评 names is there, and whether there is one at all."""
    assessment: Assessment | None = facts.get("自评")
    if assessment is None or "评价标准" in facts.unread:
        return []
    named = assessment.rubric
    if not facts.rubrics:
        return [Finding("R037", "有自评，没有评价标准，不能打分", "在 content/评价标准/ 里填写评价标准")]
    if named is not None and named.known and rubric_named(facts.rubrics.items(), named.text) is None:
        message = f"没有名为“{named.text}”的评价标准"
        return [Finding("R037", message, nearest(named.text, names_of_rubrics(facts)), named.origin.position)]
    return []


def names_of_rubrics(facts: Facts) -> Sequence[str]:
    """What the rubrics may be called by: 键, 版本 or file."""
    return [
        next((fact.text for fact in (rubric.key, rubric.edition) if fact is not None and fact.known), file)
        for file, rubric in facts.rubrics.items()
    ]


def check_self_score(facts: Facts, scope: Mapping[str, object]) -> list[Finding]:
    """Everything wrong with the year's 自评; nothing is judged while its rubric or a group it uses cannot be read."""
    found = check_choice(facts)
    if found or facts.unread:
        return found
    scored = self_score(facts, scope)
    return scored.findings if scored is not None else []
