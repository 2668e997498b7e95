"""One unit out of a list: its facts, resolved."""

from __future__ import annotations

from pathlib import Path

from genwen.bulk.workshop import Plan, Workshop
from genwen.checking import with_lines
from genwen.diagnostics import Finding, FindingsError, GenwenError, errors_in, nearest
from genwen.facts.loader import Facts
from genwen.project import Project
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import superior_problems


def facts_of_unit(project: Project, name: str, units: Path | None) -> tuple[Facts, list[Finding]]:
    """The facts of a unit by its name or 简称, with what is wrong with them.

    Raises FindingsError when there is an error among them, GenwenError when there is no such unit.
    """
    path = list_path(project, list_settings(project), units)
    workshop = Workshop(Plan(project.root, project.year, project.content, project.output_folder, path.resolve(), ()))
    listed = UnitList(workshop.project, workshop.settings, path, workshop.resolver.paths)
    records: dict[str, UnitRecord] = {}
    for record in listed.records():
        records.setdefault(record.name, record)
    found = records.get(name) or next((item for item in records.values() if _short(item) == name), None)
    if found is None:
        raise GenwenError(f"名单里没有单位“{name}”", nearest(name, list(records)))
    problems = superior_problems({item.name: item.superior for item in records.values()}, workshop.resolver.is_office)
    if found.name in problems:
        message, hint = problems[found.name]
        raise FindingsError([Finding("S503", message, hint, found.at)])
    workshop.resolver.above = records.get
    resolved = workshop.validate(found)
    findings = with_lines(project, [*found.findings, *resolved.findings])
    if errors_in(findings):
        raise FindingsError(findings)
    return resolved.facts, findings


def _short(unit: UnitRecord) -> str:
    own = unit.roots.get("单位")
    short = own.get("简称") if isinstance(own, dict) else None
    return str(short or "")
