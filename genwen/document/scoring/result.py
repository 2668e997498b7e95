"""The result of scoring a 评价标准, down to each clause, with what was lost and what would win it back.

Its parts answer to names in expressions (自评.总得分, 自评.单元.完善制度体系.得分) with quantities that know how they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from genwen.diagnostics import Finding
from genwen.document.elements import Origin, OriginKind, Run, Text
from genwen.document.rubric.wording import Place
from genwen.document.scoring.outcome import ZERO, Outcome, shown
from genwen.facts.assessment import ClauseFinding
from genwen.facts.fact import Fact, Quantity
from genwen.facts.rubric_notes import fact_runs
from genwen.facts.rubric_schema import Item, Rubric, Unit
from genwen.facts.rubric_values import points
from genwen.records import record

SCORED, UNKNOWN, ABSENT = "已评", "未评", "不适用"
BASE, BONUS, PENALTY = "基本", "加分", "扣分"


class Looked:
    """A part of the result whose names an expression may use; `values` makes them."""

    __slots__ = ()

    def values(self) -> Mapping[str, object]:
        """The names and what they stand for."""
        raise NotImplementedError

    def look(self, name: str) -> object:
        """The value called `name`; raises KeyError when there is none."""
        return self.values()[name]

    def names(self) -> Sequence[str]:
        """The names an expression may use."""
        return list(self.values())


def derived_points(value: Decimal, formula: str, inputs: Sequence[Origin]) -> Quantity:
    """A number of points with how it came about."""
    return points(value, Origin(OriginKind.DERIVED, formula=formula, inputs=tuple(inputs)))


@record
class ClauseScore(Looked):
    """The score of one clause (or sub-clause): `most` 0 where it only deducts; `state` as in the names above."""

    place: Place
    key: str
    points: Decimal
    most: Decimal
    nature: str = BASE
    state: str = SCORED
    outcomes: tuple[Outcome, ...] = ()
    finding: ClauseFinding | None = None

    @property
    def lost(self) -> Decimal:
        """Points not won (or taken off)."""
        return self.most - self.points if self.nature == BASE and self.state in (SCORED, UNKNOWN) else ZERO

    @property
    def why(self) -> str:
        """Why points were lost: the clerk's reason, or else what the rule found."""
        if self.finding is not None and self.finding.reason is not None and self.finding.reason.known:
            return self.finding.reason.text
        if self.state == UNKNOWN:
            return "没有填写情况"
        return "；".join(outcome.lost for outcome in self.outcomes if outcome.lost)

    @property
    def remedy(self) -> str:
        """What would win the lost points back: the clerk's 整改, or else what the rule says."""
        if self.finding is not None and self.finding.remedy is not None and self.finding.remedy.known:
            return self.finding.remedy.text
        return "；".join(outcome.remedy for outcome in self.outcomes if outcome.remedy)

    def why_runs(self) -> Text:
        """`why` as runs that know where it comes from."""
        reason = self.finding.reason if self.finding is not None else None
        return fact_runs(reason) if reason is not None else self._told(self.why)

    def remedy_runs(self) -> Text:
        """`remedy` as runs that know where it comes from."""
        remedy = self.finding.remedy if self.finding is not None else None
        return fact_runs(remedy) if remedy is not None else self._told(self.remedy)

    def _told(self, text: str) -> Text:
        origin = Origin(OriginKind.DERIVED, formula=self.rule, inputs=self.origins)
        return (Run(text, "", origin),) if text else ()

    @property
    def rule(self) -> str:
        """Which rules gave the points."""
        return "；".join(outcome.rule for outcome in self.outcomes)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The findings the points rest on."""
        return tuple(dict.fromkeys(origin for outcome in self.outcomes for origin in outcome.origins))

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        source = self.origins
        return {
            "条款": self.key, "得分": derived_points(self.points, self.rule or self.state, source),
            "失分": derived_points(self.lost, f"{shown(self.most)} - {shown(self.points)}", source),
            "原因": self.why_runs(), "整改": self.remedy_runs(), "项目": self.place.item, "单元": self.place.unit,
        }  # fmt: skip

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, its key."""
        return name == self.key

    def to_json(self) -> dict[str, Any]:
        """For `genwen score --json`."""
        return {
            "clause": self.key, "state": self.state, "nature": self.nature, "points": shown(self.points),
            "most": shown(self.most), "rule": self.rule, "lost": shown(self.lost), "why": self.why,
            "remedy": self.remedy,
            "sources": [str(origin.position) for origin in self.origins if origin.position is not None],
            "facts": [
                {"path": origin.path, "formula": origin.formula, "inputs": [each.path for each in origin.inputs]}
                for origin in self.origins
            ],
        }  # fmt: skip


@record
class ItemScore(Looked):
    """The score of one item; `rule` where the item itself is scored (扣分 items, points only at the item)."""

    item: Item
    points: Decimal
    most: Decimal
    clauses: tuple[ClauseScore, ...]
    rule: str = ""
    nature: str = BASE

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        inputs = [origin for clause in self.clauses for origin in clause.origins]
        formula = self.rule or " + ".join(shown(clause.points) for clause in self.clauses)
        return {
            "名称": self.item.name, "得分": derived_points(self.points, formula, inputs),
            "分值": self.item.points_of(), "条款": list(self.clauses),
            "失分": derived_points(self.most - self.points, f"{shown(self.most)} - {shown(self.points)}", inputs),
        }  # fmt: skip

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, as its item does."""
        return self.item.is_named(name)

    def runs(self) -> Text:
        """Prints as the item's name."""
        return fact_runs(self.item.name)


@record
class UnitScore(Looked):
    """The score of one unit, by its own nature."""

    unit: Unit
    points: Decimal
    most: Decimal
    items: tuple[ItemScore, ...]
    nature: str = BASE

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        inputs = [origin for item in self.items for clause in item.clauses for origin in clause.origins]
        formula = " + ".join(shown(item.points) for item in self.items)
        return {
            "名称": self.unit.name, "得分": derived_points(self.points, formula, inputs),
            "分值": self.unit.points_of(), "项目": list(self.items),
            "失分": derived_points(self.most - self.points, f"{shown(self.most)} - {shown(self.points)}", inputs),
        }  # fmt: skip

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, as its unit does."""
        return self.unit.is_named(name)

    def runs(self) -> Text:
        """Prints as the unit's name."""
        return fact_runs(self.unit.name)


@record
class Requirement:
    """A condition of passing besides the number: met, not met, or (None) not known."""

    text: str
    met: bool | None
    remedy: str = ""


@record
class Score(Looked):
    """A scored rubric. `base` is what the total is out of, `pass_mark` what it must reach (both after 不适用)."""

    rubric: Rubric
    units: tuple[UnitScore, ...]
    total: Decimal
    base: Decimal
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO
    pass_mark: Decimal | None = None
    passed: bool = False
    grade: str = ""
    policy: str = ""
    formula: str = ""
    requirements: tuple[Requirement, ...] = ()
    findings: tuple[Finding, ...] = ()
    whole: Decimal = ZERO
    """总分 as it is without 不适用."""

    def clauses(self) -> Iterator[ClauseScore]:
        """All clauses, in order."""
        for unit in self.units:
            for item in unit.items:
                yield from item.clauses

    def lost(self) -> list[ClauseScore]:
        """The clauses that lost points, in order."""
        return [clause for clause in self.clauses() if clause.lost > 0]

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        inputs = [origin for clause in self.clauses() for origin in clause.origins]
        return {
            "总得分": derived_points(self.total, self.formula, inputs),
            "满分": derived_points(self.base, "总分" + (f"（{self.policy}）" if self.policy else ""), ()),
            "失分": derived_points(max(ZERO, self.base - self.total), f"{shown(self.base)} - {shown(self.total)}", inputs),
            "加分": derived_points(self.bonus, "加分合计", inputs), "扣分": derived_points(self.penalty, "扣分合计", inputs),
            "等级": self.grade, "达标": self.passed, "单元": list(self.units), "失分条款": self.lost(),
            "未满足条件": [requirement.text for requirement in self.requirements if not requirement.met],
        }  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """For `genwen score --json`."""
        return {
            "rubric": self.rubric.name.text if isinstance(self.rubric.name, Fact) else "",
            "total": shown(self.total), "base": shown(self.base), "bonus": shown(self.bonus),
            "penalty": shown(self.penalty), "grade": self.grade, "passed": self.passed, "policy": self.policy,
            "pass_mark": shown(self.pass_mark) if self.pass_mark is not None else None,
            "requirements": [{"text": each.text, "met": each.met, "remedy": each.remedy} for each in self.requirements],
            "units": [
                {
                    "unit": unit.unit.title, "nature": unit.nature, "points": shown(unit.points), "most": shown(unit.most),
                    "items": [
                        {
                            "item": item.item.title, "points": shown(item.points), "most": shown(item.most),
                            "rule": item.rule, "clauses": [clause.to_json() for clause in item.clauses],
                        }
                        for item in unit.items
                    ],
                }
                for unit in self.units
            ],
            "findings": [finding.to_json() for finding in self.findings],
        }  # fmt: skip
