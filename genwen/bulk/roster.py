"""The units of a run as far as the process that hands out the work must know them: names, files, digests, places.

Reading the list writes the spool that workers read; a unit then costs a few strings here, whatever it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from genwen.bulk.differences import Differences
from genwen.bulk.names import FileNames, file_name
from genwen.bulk.spool import SpoolWriter, write_superiors
from genwen.bulk.workshop import Workshop
from genwen.diagnostics import Finding, Position, Severity, errors_in
from genwen.records import made, record
from genwen.units.lists import UnitList, list_path
from genwen.units.resolve import superior_problems


class Entry:
    """A unit: its name, the stem of its files, where it stands, its place in the spool."""

    __slots__ = ("at", "name", "offset", "own", "stem", "superior")

    def __init__(self, name: str, stem: str, at: Position, offset: int, superior: str, own: bytes) -> None:
        self.name, self.stem, self.at, self.offset, self.superior, self.own = name, stem, at, offset, superior, own


@record(frozen=False)
class Roster:
    """The units in order; `findings` by number of those with something wrong, `notices` of the list as a whole."""

    entries: list[Entry] = made(default_factory=list)
    findings: dict[int, list[Finding]] = made(default_factory=dict)
    notices: list[Finding] = made(default_factory=list)
    named: dict[str, int] = made(default_factory=dict)
    differences: Differences = made(default_factory=Differences)

    def broken(self, number: int) -> bool:
        """Whether there is an error in what the list says of a unit."""
        return bool(errors_in(self.findings.get(number, ())))

    def state(self, number: int) -> str:
        """A digest of what a unit and the units above it say. The units above must not go in a circle."""
        hashed = hashlib.sha256()
        at: int | None = number
        while at is not None:
            hashed.update(self.entries[at].own)
            at = self.named.get(self.entries[at].superior)
        return hashed.hexdigest()


def read_roster(workshop: Workshop, spool: Path) -> Roster:
    """Read the list of units, writing the spool. Raises FindingsError or GenwenError when it cannot be read."""
    project, settings = workshop.project, workshop.settings
    path = list_path(project, settings, workshop.plan.units)
    units = UnitList(project, settings, path, workshop.resolver.paths)
    roster, names, writer = Roster(), FileNames(), SpoolWriter(spool)
    for unit in units.records():
        number = len(roster.entries)
        found = list(unit.findings)
        unit.stem = names.name(unit.name, unit.number)
        if unit.name and unit.name in roster.named:
            found.append(_repeated(unit.name, unit.stem, roster.entries[roster.named[unit.name]], unit.at))
        elif unit.name:
            roster.named[unit.name] = number
            if unit.stem != unit.name:
                found.append(_renamed(unit.name, unit.stem, unit.at))
        if found:
            roster.findings[number] = found
        own = bytes.fromhex(unit.own_digest())
        offset = writer.offset
        writer.add(unit)
        roster.differences.add(unit)
        roster.entries.append(Entry(unit.name, unit.stem, unit.at, offset, unit.superior, own))
    writer.close()
    roster.notices += units.findings
    _check_superiors(roster, workshop)
    superiors = {entry.superior for entry in roster.entries} & roster.named.keys()
    write_superiors(spool, {name: roster.entries[roster.named[name]].offset for name in sorted(superiors)})
    return roster


def _repeated(name: str, stem: str, first: Entry, at: Position) -> Finding:
    said = f"单位“{name}”出现了两次（另一处在 {first.at}），文件名改用“{stem}”"
    return Finding("S505", said, "是同一个单位的，只保留一处", at, Severity.WARNING)


def _renamed(name: str, stem: str, at: Position) -> Finding:
    shown = name if len(name) <= 20 else f"{name[:20]}……"
    why = "" if file_name(name) == stem else "（已有单位用了这个文件名）"
    return Finding("S506", f"“{shown}”不能照样作文件名，改用“{stem}”{why}", "", at, Severity.HINT)


def _check_superiors(roster: Roster, workshop: Workshop) -> None:
    units: Mapping[str, str] = {name: roster.entries[number].superior for name, number in roster.named.items()}
    problems = superior_problems(units, workshop.resolver.is_office)
    for name, (message, hint) in problems.items():
        number = roster.named[name]
        finding = Finding("S503", message, hint, roster.entries[number].at)
        roster.findings.setdefault(number, []).append(finding)
    for number, entry in enumerate(roster.entries):
        known = workshop.resolver.is_office(entry.superior) or entry.superior in roster.named
        if not known and entry.name not in problems:
            finding = Finding("S503", f"名单里没有上级“{entry.superior}”", "核对上级的名称", entry.at)
            roster.findings.setdefault(number, []).append(finding)
