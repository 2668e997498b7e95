"""The 自评 of every subordinate unit, scored each by its own rubric and kind, and their order among those of one rubric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from genwen.bulk.workshop import Plan, Workshop
from genwen.checking import with_lines
from genwen.diagnostics import Finding, FindingsError, errors_in
from genwen.document.compose import scope_for
from genwen.document.scoring.outcome import shown
from genwen.document.scoring.result import Score
from genwen.document.scoring.self_score import SelfScore
from genwen.facts.loader import Facts
from genwen.project import Project
from genwen.records import record, replace
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import superior_problems

COLUMNS = ("名次", "单位", "类别", "评价标准", "满分", "自评分", "核查分", "等级", "达标", "失分条款")
_WIDTHS = (4, 16, 8, 20, 6, 6, 6, 8, 6, 40)
NOT_SCORED, BROKEN = "没有自评", "事实有错"


@record
class UnitScore:
    """A unit's 自评 scored; None where it has none or its facts cannot be used. `rank` is among those of its rubric."""

    name: str
    scored: SelfScore | None
    findings: tuple[Finding, ...] = ()
    rank: int = 0

    @property
    def usable(self) -> bool:
        """Whether nothing is wrong with what the score rests on."""
        return self.scored is not None and not errors_in(self.findings)

    @property
    def final(self) -> Score | None:
        """The score that counts, as checked where it has been."""
        return self.scored.final if self.scored is not None and self.usable else None

    def cells(self) -> tuple[str, ...]:
        """The unit as a row under `COLUMNS`."""
        final, scored = self.final, self.scored
        if final is None or scored is None:
            return ("", self.name, "", "", "", "", "", BROKEN if errors_in(self.findings) else NOT_SCORED, "", "")
        kind, rubric = scored.assessment.kind, scored.rubric.name
        lost = "、".join(f"{clause.key}（{shown(clause.lost)}分）" for clause in final.lost())
        return (
            str(self.rank), self.name, kind.text if kind is not None and kind.known else "",
            rubric.text if rubric is not None else "", shown(final.base), shown(scored.score.total),
            shown(scored.checked.total) if scored.checked is not None else "", final.grade,
            "是" if final.passed else "否", lost,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """For `genwen score --summary --json`."""
        form: dict[str, Any] = {"unit": self.name, "rank": self.rank or None, "score": None, "checked": None}
        if self.usable and self.scored is not None:
            checked = self.scored.checked
            form["score"] = self.scored.score.to_json()
            form["checked"] = checked.to_json() if checked is not None else None
            form["adjustments"] = [each.to_json() for each in self.scored.adjustments]
        return form | {"findings": [finding.to_json() for finding in self.findings]}


class UnitsRead:
    """The units of a list, each (in its order) by its name, with its facts and what is wrong with them; None for facts that
    cannot be used.

    Raises FindingsError or GenwenError when the list or the office's facts cannot be read.
    """

    def __init__(self, project: Project, units: Path | None) -> None:
        path = list_path(project, list_settings(project), units)
        plan = Plan(project.root, project.year, project.content, project.output_folder, path.resolve(), ())
        self._project, self._workshop = project, Workshop(plan)
        resolver = self._workshop.resolver
        listed = UnitList(self._workshop.project, self._workshop.settings, path, resolver.paths)
        self._records: dict[str, UnitRecord] = {}
        for unit in listed.records():
            self._records.setdefault(unit.name, unit)
        if errors_in(listed.findings):
            raise FindingsError(with_lines(project, listed.findings))
        superiors = {item.name: item.superior for item in self._records.values()}
        self._problems = superior_problems(superiors, resolver.is_office)
        resolver.above = self._records.get

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[tuple[str, Facts | None, tuple[Finding, ...]]]:
        for unit in self._records.values():
            if unit.name in self._problems:
                message, hint = self._problems[unit.name]
                yield unit.name, None, (Finding("S503", message, hint, unit.at),)
                continue
            resolved = self._workshop.validate(unit)
            findings = tuple(with_lines(self._project, [*unit.findings, *resolved.findings]))
            yield unit.name, None if errors_in(findings) else resolved.facts, findings


def unit_scores(project: Project, units: Path | None) -> list[UnitScore]:
    """Every unit of the list with its score, in the order of the list.

    Raises FindingsError or GenwenError when the list or the office's facts cannot be read.
    """
    return ranked([_scored(name, facts, findings) for name, facts, findings in UnitsRead(project, units)])


def _scored(name: str, facts: Facts | None, findings: tuple[Finding, ...]) -> UnitScore:
    scored = scope_for(facts, "").get("自评") if facts is not None else None
    return UnitScore(name, scored if isinstance(scored, SelfScore) else None, findings)


def ranked(units: Sequence[UnitScore]) -> list[UnitScore]:
    """The units with their ranks among those of the same rubric: by the share of the points, equal ones alike."""
    shares: dict[int, list[Any]] = {}
    for unit in units:
        if unit.final is not None and unit.scored is not None:
            shares.setdefault(id(unit.scored.rubric), []).append(_share(unit.final))
    return [
        replace(unit, rank=1 + sum(other > _share(unit.final) for other in shares[id(unit.scored.rubric)]))
        if unit.final is not None and unit.scored is not None
        else unit
        for unit in units
    ]


def _share(score: Score) -> Any:
    return score.total / score.base if score.base else score.total


def summary_rows(units: Iterable[UnitScore]) -> Iterator[tuple[str, ...]]:
    """The rows of the summary: those that were scored by rubric and rank, then the others."""
    listed = list(units)
    scored = [unit for unit in listed if unit.scored is not None and unit.usable]
    order: dict[int, int] = {}
    for unit in scored:
        assert unit.scored is not None
        order.setdefault(id(unit.scored.rubric), len(order))
    scored.sort(key=lambda unit: (order[id(unit.scored.rubric)] if unit.scored else 0, unit.rank))
    yield from (unit.cells() for unit in scored)
    yield from (unit.cells() for unit in listed if unit not in scored)


def summary_workbook(units: Iterable[UnitScore]) -> bytes:
    """The summary as a workbook."""
    from genwen.spreadsheet.listing import Listing, workbook_of

    return workbook_of([Listing("自评汇总表", list(zip(COLUMNS, _WIDTHS, strict=True)), list(summary_rows(units)))])
