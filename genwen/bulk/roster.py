"""The units of a run as far as the process that hands out the work must know them: names, files, digests, places.

Reading the list writes the spool that workers read; a unit then costs a name and some figures here, whatever it says.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import overload

from genwen.bulk.differences import Differences
from genwen.bulk.names import FileNames, file_name
from genwen.bulk.parts import OWN, Part
from genwen.bulk.spool import Spool, write_superiors
from genwen.bulk.workshop import Workshop
from genwen.diagnostics import Finding, Position, Severity, errors_in
from genwen.records import made, record
from genwen.units.resolve import superior_problems

Owner = Callable[[str, bool], str]


SHOWN = 40
"""Characters of a name that findings say."""


def shown_name(name: str) -> str:
    """A name as findings say it."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}……"


class Entry:
    """A unit: its name, the stem of its files, its place in the spool, where the list says it."""

    __slots__ = ("_entries", "_number")

    def __init__(self, entries: Entries, number: int) -> None:
        self._entries, self._number = entries, number

    @property
    def name(self) -> str:
        """As the list says it."""
        return self._entries.names[self._number]

    @property
    def stem(self) -> str:
        """What its files begin with."""
        return self._entries.stems[self._number]

    @property
    def offset(self) -> int:
        """Its place in the spool."""
        return self._entries.offsets[self._number]

    @property
    def at(self) -> Position:
        """Where the list says it, read from the spool."""
        return self._entries.place(self._number)


class Entries(Sequence[Entry]):
    """The units in columns, as there may be very many."""

    def __init__(self, spool: Path) -> None:
        self.spool = spool
        self.names: list[str] = []
        self.stems: list[str] = []
        self.superiors: list[str] = []
        self.offsets = array("q")
        self.own = bytearray()
        self._reader: Spool | None = None

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, number: int) -> Entry: ...
    @overload
    def __getitem__(self, number: slice) -> list[Entry]: ...
    def __getitem__(self, number: int | slice) -> Entry | list[Entry]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return Entry(self, number % len(self))

    def place(self, number: int) -> Position:
        """Where the list says a unit."""
        if self._reader is None:
            self._reader = Spool(self.spool)
        return self._reader.at(self.offsets[number])

    def __del__(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def own_of(self, number: int) -> bytes:
        """The digest of what a unit says itself."""
        return bytes(self.own[number * OWN : (number + 1) * OWN])


@record(frozen=False)
class Roster:
    """The units in order; `findings` by number of those with something wrong, `notices` of the list as a whole."""

    entries: Entries
    findings: dict[int, list[Finding]] = made(default_factory=dict)
    notices: list[Finding] = made(default_factory=list)
    named: dict[str, int] = made(default_factory=dict)
    differences: Differences = made(default_factory=Differences)
    orphans: set[int] = made(default_factory=set)
    """Units whose unit above is not in the list, with nothing else wrong in what the list says."""

    def broken(self, number: int) -> bool:
        """Whether there is an error in what the list says of a unit."""
        return number in self.findings and bool(errors_in(self.findings[number]))

    def state(self, number: int) -> str:
        """A digest of what a unit and the units above it say. The units above must not go in a circle."""
        hashed = hashlib.sha256()
        at: int | None = number
        while at is not None:
            hashed.update(self.entries.own_of(at))
            at = self.named.get(self.entries.superiors[at])
        return hashed.hexdigest()


class RosterWriter:
    """Takes up the units of a list, part after part; `done` gives the roster.

    `owner` says whose the files with a stem are that are there already ("" for nobody's); the second argument is whether
    that is the unit's own name.
    """

    def __init__(self, spool: Path, owner: Owner = lambda stem, plain: "") -> None:
        self._owner = owner
        self.roster = Roster(Entries(spool))
        self._names = FileNames()
        self._offset = 0
        self._known: dict[str, str] = {}

    def add(self, part: Part) -> None:
        """The next units; they must stand in the spool, one after another."""
        roster, entries = self.roster, self.roster.entries
        first = len(entries)
        for at, name in enumerate(part.names):
            number = first + at
            stem = self._names.own(part.stems[at], part.keys[at], number + 1, partial(self._others, name))
            found = part.findings.get(at, [])
            superior = part.superiors[at]
            entries.names.append(name)
            entries.stems.append(stem)
            entries.superiors.append(self._known.setdefault(superior, superior))
            entries.offsets.append(self._offset)
            self._offset += part.sizes[at]
            if name and name in roster.named:
                found.append(_repeated(name, stem, entries.place(roster.named[name]), entries.place(number)))
            elif name:
                roster.named[name] = number
                if stem != name:
                    found.append(_renamed(name, stem, self._others(name, file_name(name)), entries.place(number)))
            if found:
                roster.findings[number] = found
        entries.own += part.own
        roster.differences.join(part.differences)

    def _others(self, name: str, stem: str) -> str:
        """The other unit that the files with a stem are of, "" for none."""
        owner = self._owner(stem, stem == name)
        return owner if owner != name else ""

    def done(self, notices: Sequence[Finding], workshop: Workshop) -> Roster:
        """The roster; what is wrong with the tree of units is among its findings."""
        roster, entries = self.roster, self.roster.entries
        roster.notices += notices
        _check_superiors(roster, workshop)
        superiors = self._known.keys() & roster.named.keys()
        places = {name: entries.offsets[roster.named[name]] for name in sorted(superiors)}
        write_superiors(entries.spool, places)
        return roster


def _repeated(name: str, stem: str, first: Position, at: Position) -> Finding:
    said = f"单位“{shown_name(name)}”出现了两次（另一处在 {first}），文件名改用“{stem}”"
    return Finding("S505", said, "是同一个单位的，只保留一处", at, Severity.WARNING)


def _renamed(name: str, stem: str, other: str, at: Position) -> Finding:
    shown = shown_name(name)
    if other:
        said = f"“{shown}”的文件名改用“{stem}”：文件夹里“{file_name(name)}”的是单位“{shown_name(other)}”的公文"
        return Finding("S506", said, "改了名的，先把原来的文件移走，再运行一次", at, Severity.WARNING)
    own = file_name(name)
    why = "" if own == stem else "（已有单位用了这个文件名）" if own else "（没有能用的字）"
    return Finding("S506", f"“{shown}”不能照样作文件名，改用“{stem}”{why}", "", at, Severity.HINT)


def _check_superiors(roster: Roster, workshop: Workshop) -> None:
    entries = roster.entries
    units: Mapping[str, str] = {name: entries.superiors[number] for name, number in roster.named.items()}
    problems = superior_problems(units, workshop.resolver.is_office)
    for name, (message, hint) in problems.items():
        _add_superior(roster, roster.named[name], message, hint)
    hints = {entries.superiors[roster.named[name]]: said[1] for name, said in problems.items()}
    for number, superior in enumerate(entries.superiors):
        if superior in roster.named or workshop.resolver.is_office(superior) or entries.names[number] in problems:
            continue
        _add_superior(roster, number, f"名单里没有上级“{superior}”", hints.get(superior, "核对上级的名称"))


def _add_superior(roster: Roster, number: int, message: str, hint: str) -> None:
    entry = roster.entries[number]
    if not roster.broken(number) and roster.entries.superiors[number] not in roster.named:
        roster.orphans.add(number)
    roster.findings.setdefault(number, []).append(Finding("S503", message, hint, entry.at))
