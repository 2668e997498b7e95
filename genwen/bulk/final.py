"""What keeps a document of a unit from being final: facts that are 待补, and warnings that must be settled before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genwen.bulk.outlines import of_all_units
from genwen.campaign.root import RESULTS
from genwen.diagnostics import Finding, FindingsError, Position
from genwen.document.compose import Composition
from genwen.document.elements import Origin, Run
from genwen.facts.loader import Facts
from genwen.project import Project
from genwen.refusals import gaps_in, unsettled


def refuse_unready(project: Project, office: Facts, name: str, facts: Facts, composition: Composition) -> None:
    """Raise FindingsError with all of it in a document of the unit that has `facts`, those of the office above it."""
    own = facts.get("单位").name.origin.position

    def at(run: Run) -> Position | None:
        said = run.origin.position if run.origin is not None else None
        # what nobody wrote is the unit's to write
        return said if said is not None and (said.line or said.place) else own

    findings = list(dict.fromkeys(gaps_in(name, composition, at)))
    findings += unsettled(_printed_of(office.findings, composition))
    if RESULTS in facts.groups and of_all_units(project, [name]):
        findings += unsettled(facts.groups[RESULTS].findings)
    if findings:
        raise FindingsError(findings)


def _printed_of(findings: Iterable[Finding], composition: Composition) -> list[Finding]:
    """The findings about facts that a document prints, or something computed from them."""
    places = {origin.position for run in composition.runs() if run.origin for origin in _origins(run.origin)}
    return [finding for finding in findings if finding.position in places]


def _origins(origin: Origin) -> Iterator[Origin]:
    yield origin
    for source in origin.inputs:
        yield from _origins(source)
