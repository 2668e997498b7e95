"""Units of a list, some at a time: written to the spool, what is to be known of them in columns.

Columns cross the border between processes cheaply; the units themselves do not.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import IO

from genwen.bulk.differences import Differences
from genwen.bulk.names import file_name, same_name
from genwen.diagnostics import Finding
from genwen.records import made, record
from genwen.units.lines import Taken
from genwen.units.records import UnitRecord

OWN = 32
"""Bytes of the digest of what a unit says itself."""


@record(eq=False)
class Part:
    """Units one after another: names, stems of files with what counts as the same, names of units above, lengths of
    lines in bytes, digests, what is wrong by number within the part."""

    names: list[str] = made(default_factory=list)
    stems: list[str] = made(default_factory=list)
    keys: list[str] = made(default_factory=list)
    superiors: list[str] = made(default_factory=list)
    sizes: array[int] = made(default_factory=lambda: array("L"))
    own: bytearray = made(default_factory=bytearray)
    findings: dict[int, list[Finding]] = made(default_factory=dict)
    differences: Differences = made(default_factory=Differences)


def write_part(units: Iterable[UnitRecord | Taken], spool: IO[bytes]) -> Part:
    """Write units to the spool."""
    part = Part()
    paths: Sequence[str] = ()
    said: list[Sequence[str]] = []  # by units that say the same things as the one before
    for unit in units:
        stem = file_name(unit.name)
        unit.stem = stem = unit.name if stem == unit.name else stem  # one text where there can be one
        line = unit.to_line()
        spool.write(line)
        if unit.findings:
            part.findings[len(part.names)] = list(unit.findings)
        part.names.append(unit.name)
        part.stems.append(stem)
        part.keys.append(same_name(stem))
        part.superiors.append(unit.superior)
        part.sizes.append(len(line))
        part.own.extend(bytes.fromhex(unit.own_digest()))
        its_paths, texts = unit.said_at()
        if its_paths != paths:
            part.differences.add(paths, said)
            paths, said = its_paths, []
        said.append(texts)
    part.differences.add(paths, said)
    return part
