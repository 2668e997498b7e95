"""One unit's score in a campaign: as its collected sheet says, else as its 自评 in the list of units does.

K106 a sheet that leaves clauses without points; K107 a 自评 or sheet there is no rubric for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from genwen.campaign.folder import Collected
from genwen.diagnostics import Finding, Position, errors_in
from genwen.document.scoring.checked import checked_score, is_checked
from genwen.document.scoring.result import Score
from genwen.document.scoring.self_score import blank_score, self_score
from genwen.facts.assessment import Assessment
from genwen.facts.campaign import Campaign
from genwen.facts.fact import Fact
from genwen.facts.loader import Facts
from genwen.records import made, record
from genwen.spreadsheet.score_reading import CHECKED, OWN, FilledSheet, scores_in

SCORED, MISSING, BROKEN = "已评", "未报送", "有误"
_SHOWN = 3


class Member(Protocol):
    """A unit of the list as `genwen.units` gives it."""

    facts: Facts

    @property
    def name(self) -> Fact:
        """Its name."""

    @property
    def scope(self) -> Mapping[str, Any]:
        """The root names of its own documents."""


@record
class Judged:
    """What a unit scored: its own points, those of the 核查 where there are any, and what was found wrong."""

    state: str
    own: Score | None = None
    checked: Score | None = None
    file: str = ""
    findings: list[Finding] = made(default_factory=list)

    @property
    def final(self) -> Score | None:
        """The score that counts."""
        return self.checked or self.own if self.state == SCORED else None


def judge(member: Member, sheet: Collected | None, campaign: Campaign) -> Judged:
    """The score of a unit; `sheet` is its collected sheet, None where there is none."""
    typed: Assessment | None = member.facts.get("自评")
    if sheet is None or sheet.table is None:
        return _as_typed(member, typed)
    if typed is not None:
        scored = self_score(member.facts, member.scope)
    else:
        scored = blank_score(member.facts, member.scope, result_date=campaign.date, unit=member.name)
    if scored is None:
        return Judged(BROKEN, file=sheet.shown, findings=[_without_rubric(Position(sheet.shown))])
    filled = scores_in(sheet.table, scored)
    findings = [*filled.findings, *_incomplete(filled)]
    if errors_in(findings):
        return Judged(BROKEN, file=sheet.shown, findings=findings)
    own, checked = filled.results[OWN], filled.results.get(CHECKED)
    if checked is None and is_checked(scored.assessment):
        checked = checked_score(scored.rubric, scored.assessment, scored.scope, own)
    return Judged(SCORED, own, checked, sheet.shown, findings)


def _as_typed(member: Member, typed: Assessment | None) -> Judged:
    if typed is None:
        return Judged(MISSING)
    scored = self_score(member.facts, member.scope)
    if scored is None:
        return Judged(BROKEN, findings=[_without_rubric(member.name.origin.position)])
    return Judged(SCORED, scored.score, scored.checked)


def _without_rubric(at: Position | None) -> Finding:
    return Finding("K107", "没有可用的评价标准，不能打分", "在 content/评价标准/ 里填写评价标准", at)


def _incomplete(filled: FilledSheet) -> list[Finding]:
    """Clauses that nobody gave points: counted as 0 they would fail a unit that did nothing wrong."""
    empty = [row for row in filled.rows.values() if row.own is None and row.checked is None]
    # what was filled in wrongly has its own finding
    faulty = {finding.position for finding in errors_in(filled.findings)}
    empty = [row for row in empty if not faulty & set(row.places.values())]
    if not empty:
        return []
    names = "、".join(row.key for row in empty[:_SHOWN]) + ("……" if len(empty) > _SHOWN else "")
    return [Finding("K106", f"{len(empty)}条没有填分：{names}", "请单位补填，没有做到的写0", empty[0].places[OWN])]
