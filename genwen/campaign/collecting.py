"""From the list of units and the folder of sheets to the results: find, read, judge, settle.

K111 a folder of sheets that is named and is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genwen.campaign.cache import SheetCache
from genwen.campaign.folder import SHEETS, Collected, Names, collect, sheets_in
from genwen.campaign.judging import BROKEN, Judged, judge
from genwen.campaign.result import UnitResult
from genwen.campaign.results import Results
from genwen.campaign.root import CAMPAIGN, Listed
from genwen.diagnostics import Finding, Position, errors_in, in_order
from genwen.facts.campaign import Campaign
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
    names = Names((unit.name.text, unit.short) for unit in units)
    cache = SheetCache(project.outputs / ".genwen")
    good, bad = collect(sheets_in(folder), names, project.year, lambda path: project.shown(path.resolve()), cache.table)
    cache.save()
    results.findings += _absent(project, campaign, folder)
    for sheet in bad:
        results.findings += sheet.findings
    results.settle([_unit(unit, good.get(unit.name.text), bad, campaign, results) for unit in units])
    results.findings = in_order(results.findings)
    return results


def _absent(project: Project, campaign: Campaign, folder: Path) -> list[Finding]:
    named = campaign.sheets
    if folder.is_dir() or named is None or not named.known:
        return []
    said = f"没有文件夹 {project.shown(folder)}"
    return [Finding("K111", said, "把各单位报来的打分表放进去，或改正“打分表”", named.origin.position)]


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
