"""A list of units read into the spool: here, or a long list of JSON Lines in ranges by several processes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from genwen.bulk import process
from genwen.bulk.crew import Crew, LocalCrew, Task, in_batches
from genwen.bulk.parts import Part, write_part
from genwen.bulk.roster import Owner, Roster, RosterWriter
from genwen.bulk.workshop import Plan, Workshop
from genwen.diagnostics import GenwenError
from genwen.ooxml.package import write_atomically
from genwen.records import record
from genwen.units.lists import LINES, UnitList, list_path

PIECE = 1000
"""Units read before they are taken up."""
RANGE = 120_000
"""Bytes of a range, some thousandths of a second's work."""
LONG = 2 * RANGE
"""Bytes from which a list is worth several processes, those that build afterwards."""
LONG_APART = 20 * RANGE
"""The same of processes that are started for it."""


@record
class Range:
    """Lines of the list: their place in the file, the number of the first line, the units before it."""

    number: int
    start: int
    end: int
    row: int
    before: int


def read_roster(workshop: Workshop, crew: Crew | None, owner: Owner = lambda stem, plain: "") -> Roster:
    """Read the list of units, writing the spool; for `owner` see `RosterWriter`. Raises FindingsError or GenwenError when it cannot be read."""
    units = _list_of(workshop)
    spool = workshop.plan.spool
    spool.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(spool, [])
    writer = RosterWriter(spool, owner)
    if crew is not None and units.path.suffix.lower() in LINES and units.path.stat().st_size >= _long(crew):
        _read_by_many(workshop, crew, units.path, writer)
    else:
        records = units.taken()
        with spool.open("wb") as stream:
            while (part := write_part(islice(records, PIECE), stream)).names:
                stream.flush()
                writer.add(part)
    return writer.done(units.findings, workshop)


def _long(crew: Crew) -> int:
    return LONG_APART if isinstance(crew, LocalCrew) and crew.method else LONG


def _list_of(workshop: Workshop) -> UnitList:
    path = list_path(workshop.project, workshop.settings, workshop.plan.units)
    return UnitList(workshop.project, workshop.settings, path, workshop.resolver.paths)


def _read_by_many(workshop: Workshop, crew: Crew, path: Path, writer: RosterWriter) -> None:
    """Ranges are read in whatever order, and taken up in theirs."""
    plan = workshop.plan
    task = Task(read_ranges, lambda ranges: _read_ranges(workshop, ranges), _fatal)
    waiting: dict[int, Part] = {}
    taken = 0
    with plan.spool.open("wb") as spool:
        for batch in in_batches(crew, task, list(_ranges(path))):
            waiting |= batch
            while taken in waiting:
                piece = _piece(plan, taken)
                with piece.open("rb") as stream:
                    shutil.copyfileobj(stream, spool, 1 << 20)
                piece.unlink()
                spool.flush()
                writer.add(waiting.pop(taken))
                taken += 1


def _ranges(path: Path) -> Iterator[Range]:
    """A file of lines in ranges."""
    number = start = end = before = units = 0
    row = first = 1
    with path.open("rb") as stream:
        for line in stream:
            end += len(line)
            row += 1
            units += bool(line.strip())
            if end - start >= RANGE:
                yield Range(number, start, end, first, before)
                number, start, first, before = number + 1, end, row, units
    if end > start:
        yield Range(number, start, end, first, before)


def _piece(plan: Plan, number: int) -> Path:
    """Where a range goes until it is its turn; removed like any half-written file when a run is killed."""
    return plan.spool.with_name(f".单位-{number}.tmp")


def read_ranges(plan: Plan, ranges: Sequence[Range]) -> list[tuple[int, Part]]:
    """Read ranges, in the process of an executor."""
    with process.ONE:
        return _read_ranges(process.workshop_of(plan), ranges)


def _read_ranges(workshop: Workshop, ranges: Sequence[Range]) -> list[tuple[int, Part]]:
    units = _list_of(workshop)
    return [read_range(workshop.plan, units, given) for given in ranges]


def read_range(plan: Plan, units: UnitList, given: Range) -> tuple[int, Part]:
    """Read a range into a piece of the spool."""
    with units.path.open("rb") as stream:
        stream.seek(given.start)
        lines = io.BytesIO(stream.read(given.end - given.start))
    with _piece(plan, given.number).open("wb") as piece:
        return given.number, write_part(units.taken_in(lines, given.row, given.before), piece)


def _fatal(given: Range) -> tuple[int, Part]:
    said = f"读名单第{given.row}行以后的单位时，工作进程两次意外结束（多半是内存不够）"
    raise GenwenError(said, "核对名单里有没有大得不正常的行，或加 --workers 1")
