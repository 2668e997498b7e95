"""The units of a run as a file of lines: workers read the lines they are told to.

A unit is found by its place in the file, so that no process needs to hold what all units say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from genwen.diagnostics import Position
from genwen.ooxml.package import write_atomically
from genwen.units.records import UnitRecord

SPOOL, SUPERIORS = "单位.jsonl", "上级.json"


def write_superiors(spool: Path, places: Mapping[str, int]) -> None:
    """Write beside the spool where the units are that others inherit from."""
    write_atomically(spool.with_name(SUPERIORS), [json.dumps(dict(places), ensure_ascii=False).encode()])


def read_superiors(spool: Path) -> dict[str, int]:
    """The places of the units that others inherit from, by name."""
    found: dict[str, int] = json.loads(spool.with_name(SUPERIORS).read_bytes())
    return found


def superior_in(line: bytes) -> str:
    """The name of the unit above that of a line."""
    return str(json.loads(line)["上"])


class Spool:
    """Reads units by their places."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb")

    def unit(self, offset: int) -> UnitRecord:
        """The unit at a place."""
        return UnitRecord.from_line(self.line(offset))

    def at(self, offset: int) -> Position:
        """Where the list says the unit at a place."""
        form = json.loads(self.line(offset))
        return Position(form["文"], *form["处"])

    def line(self, offset: int) -> bytes:
        """The line at a place, without its end."""
        self._stream.seek(offset)
        return self._stream.readline().rstrip(b"\n")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
