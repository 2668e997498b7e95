"""From the list of units and the folder of sheets to the results: find, read, judge, settle.

K111 a folder of sheets that is named and is not there; K112 a 对象 that cannot be told of a unit, which then takes part;
K113 a sheet of a unit that does not take part.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from genwen.campaign.cache import SheetCache
from genwen.campaign.folder import SHEETS, Collected, Names, collect, sheets_in
from genwen.campaign.judging import BROKEN, Judged, judge
from genwen.campaign.result import UnitResult
from genwen.campaign.results import Results
from genwen.campaign.root import CAMPAIGN, Listed
from genwen.diagnostics import Finding, Position, Severity, errors_in, in_order
from genwen.document.expressions import ExpressionError, compile_expression, is_true
from genwen.facts.campaign import Campaign
from genwen.facts.fact import Fact
from genwen.project import Project


def sheet_folder(project: Project, campaign: Campaign) -> Path:
    """Where the collected sheets are."""
    named = campaign.sheets
    if named is not None and named.known:
        return project.content / CAMPAIGN / named.text
    return project.content / CAMPAIGN / SHEETS / str(project.year)


def results_of(
    project: Project, campaign: Campaign, units: Sequence[Listed], office: object, sheets: Path | None = None
) -> Results:
    """The results of all units; `sheets` is another folder than the one of the facts."""
    folder = sheets or sheet_folder(project, campaign)
    results = Results(campaign, office)
    names = Names(((unit.name.text, unit.short) for unit in units), _name_of(office))
    cache = SheetCache(project.outputs / ".genwen")
    good, bad = collect(sheets_in(folder), names, project.year, lambda path: project.shown(path.resolve()), cache.table)
    cache.save()
    results.findings += _absent(project, campaign, folder)
    for sheet in (*good.values(), *bad):
        results.findings += sheet.findings
    concerned = _concerned(units, campaign, results)
    results.findings += [
        _beside(good[unit.name.text]) for unit in units if unit not in concerned and unit.name.text in good
    ]
    results.settle([_unit(unit, good.get(unit.name.text), bad, campaign, results) for unit in concerned])
    results.findings = in_order(results.findings)
    return results


def _name_of(office: Any) -> str:
    with suppress(KeyError):
        name = office.look("单位").look("名称")
        return name.text if isinstance(name, Fact) and name.known else ""
    return ""


def _absent(project: Project, campaign: Campaign, folder: Path) -> list[Finding]:
    named = campaign.sheets
    if folder.is_dir() or named is None or not named.known:
        return []
    said = f"没有文件夹 {project.shown(folder)}"
    return [Finding("K111", said, "把各单位报来的打分表放进去，或改正“打分表”", named.origin.position)]


def _concerned(units: Sequence[Listed], campaign: Campaign, results: Results) -> list[Listed]:
    """The units that take part. Raises FindingsError when 对象 is no expression."""
    said = campaign.concerns
    if said is None or not said.known:
        return list(units)
    condition = compile_expression(said.text, said.origin.position)
    found = []
    for unit in units:
        try:
            wanted = unit.member is None or is_true(condition.evaluate(unit.member.scope))
        except ExpressionError as error:
            wanted = True
            message = f"不能判断“{unit.name.text}”参不参加：{error.finding.message}"
            results.findings.append(Finding("K112", message, error.finding.hint, said.origin.position))
        if wanted:
            found.append(unit)
    return found


def _beside(sheet: Collected) -> Finding:
    said = f"“{sheet.unit}”不在考评的对象里，没有采用"
    return Finding(
        "K113", said, "核对 content/考评 的“对象”，或拿走这份打分表", Position(sheet.shown), Severity.WARNING
    )


def _unit(
    unit: Listed, sheet: Collected | None, bad: Sequence[Collected], campaign: Campaign, results: Results
) -> UnitResult:
    results.findings += unit.findings
    if unit.member is None:
        return UnitResult(unit.name, None, Judged(BROKEN), results)
    refused = next((other for other in bad if unit.name.text in other.named and errors_in(other.findings)), None)
    if sheet is None and refused is not None:
        return UnitResult(unit.name, unit.member, Judged(BROKEN, file=refused.shown), results)
    judged = judge(unit.member, sheet, campaign)
    results.findings += [_named(finding, unit.name.text) for finding in judged.findings]
    return UnitResult(unit.name, unit.member, judged, results)


def _named(finding: Finding, unit: str) -> Finding:
    """A finding without a file, with the name of the unit it is about."""
    if finding.position is not None:
        return finding
    return Finding(finding.code, f"{unit}：{finding.message}", finding.hint, Position(unit), finding.severity)
