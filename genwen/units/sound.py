"""The units of a list one by one, each with its facts or with what is wrong with them: one broken unit spoils no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import Fact
from genwen.facts.loader import Facts
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.project import Project
from genwen.records import record
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import Resolver, superior_problems
from genwen.units.rollup import Member, ScopeOf


@record
class SoundUnit:
    """A unit of the list; `member` is None where `findings` hold an error."""

    name: Fact
    short: str
    member: Member | None
    findings: Sequence[Finding] = ()


def sound_units(project: Project, facts: Facts, scope_of: ScopeOf, given: Path | None) -> list[SoundUnit] | None:
    """The units of a project's list, or of the list `given`; None where there is none.

    Raises FindingsError when the list as a whole cannot be read.
    """
    settings = list_settings(project)
    try:
        path = list_path(project, settings, given)
    except FindingsError:
        raise
    except GenwenError:
        return None
    at = Position(project.shown(path.resolve()))
    context = {"隐去写法": project.settings.withheld}
    resolver = Resolver(facts, scope_of, context, at, settings.kept, settings.dropped)
    listed = UnitList(project, settings, path, resolver.paths)
    records: dict[str, UnitRecord] = {}
    for unit in listed.records():
        records.setdefault(unit.name, unit)
    whole = [*settings.findings, *listed.findings, *resolver.findings]
    if errors_in(whole):
        raise FindingsError(errors_in(whole))
    problems = superior_problems({name: unit.superior for name, unit in records.items()}, resolver.is_office)
    resolver.above = records.get
    return [_sound(unit, resolver, problems.get(unit.name), scope_of) for unit in records.values()]


def _sound(unit: UnitRecord, resolver: Resolver, problem: tuple[str, str] | None, scope_of: ScopeOf) -> SoundUnit:
    name = Fact(unit.name, unit.name, Origin(OriginKind.FACT, "单位.名称", unit.at))
    own = unit.roots.get("单位")
    short = str(own.get("简称") or "") if isinstance(own, LocatedMapping | dict) else ""
    if problem is not None:
        return SoundUnit(name, short, None, (Finding("S503", *problem, unit.at),))
    found = errors_in(unit.findings)
    resolved = None if found else resolver.resolve(unit)
    found = found or errors_in(resolved.findings if resolved is not None else [])
    if resolved is None or found:
        return SoundUnit(name, short, None, tuple(found))
    member = Member(unit, resolved.facts, scope_of)
    return SoundUnit(member.name, short, member)
