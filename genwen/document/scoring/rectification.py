"""整改: the clauses that lost points and the conditions not met, who puts them right, and until when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from genwen.document.elements import Origin, OriginKind, Text
from genwen.document.rubric.wording import Place
from genwen.document.scoring.outcome import ZERO
from genwen.document.scoring.result import ClauseScore, Looked, Score, derived_points
from genwen.facts.assessment import Assessment
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import day_of
from genwen.facts.rubric_notes import word
from genwen.numerals import format_date
from genwen.records import record

MONTHS = 1
"""Months from the result of the 核查 (before it, from the 自评) until the 整改 is to be done."""


@record
class Task(Looked):
    """One point of the list: what it is about, the points lost, why, what to do, by whom and until when."""

    name: str
    lost: Decimal
    reason: Text
    remedy: Text
    office: Fact | None
    deadline: Fact
    clause: ClauseScore | None = None

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        origins = self.clause.origins if self.clause is not None else ()
        gap = Quantity(None, "【待补：责任单位】", Origin(OriginKind.MISSING, f"评价标准.{self.name}.责任单位"), "待补")
        return {
            "名称": self.name, "项目": self.clause.place.item if self.clause is not None else "",
            "失分": derived_points(self.lost, "失分", origins), "原因": self.reason,
            "整改": self.remedy, "责任单位": self.office if self.office is not None else gap, "时限": self.deadline,
        }  # fmt: skip


def tasks(score: Score, assessment: Assessment) -> list[Task]:
    """What is to be put right, in the order of the rubric; conditions not met come last, without points."""
    until = deadline(assessment)
    found = [
        Task(clause.key, clause.lost, clause.why_runs(), clause.remedy_runs(), office_of(clause.place), until, clause)
        for clause in score.lost()
    ]
    unmet = [requirement for requirement in score.requirements if not requirement.met]
    return found + [Task(each.text, ZERO, word("没有满足"), word(each.remedy), None, until) for each in unmet]


def office_of(place: Place) -> Fact | None:
    """责任单位 of the clause, else of its item, else of its unit."""
    return next((part.office for part in (place.clause, place.item, place.unit) if part.office is not None), None)


def deadline(assessment: Assessment) -> Fact:
    """The date `MONTHS` after 核查日期, or 自评日期 while there is none; 待补 while there is neither."""
    for name, fact in (("核查日期", assessment.result_date), ("自评日期", assessment.date)):
        start = day_of(fact)
        if start is not None and fact is not None:
            day = months_later(start, MONTHS)
            origin = Origin(OriginKind.DERIVED, formula=f"{name} + {MONTHS}个月", inputs=(fact.origin,))
            return Fact(day, format_date(day), origin)
    return Quantity(None, "【待补：自评.核查日期】", Origin(OriginKind.MISSING, "自评.核查日期"), "待补")


def months_later(day: date, months: int) -> date:
    """The same day some months later, the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
