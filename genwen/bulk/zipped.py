"""One .zip per unit, of its documents as they stand in the folder (with what a clerk changed in them)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from genwen.bulk.run import Report
from genwen.bulk.work import FAILED
from genwen.ooxml.archive import StaticArchive, assemble, deflater
from genwen.ooxml.package import write_atomically


def zip_units(report: Report) -> list[Path]:
    """Write the archive of each unit whose documents changed since it was written; those written."""
    written = []
    for unit, items in groupby(report.outcomes, key=lambda item: item.unit):
        paths = [report.plan.out / f"{item.file}.docx" for item in items if item.result != FAILED]
        target = report.plan.out / f"{report.roster.entries.stems[unit]}.zip"
        if not paths or _newer(target, paths):
            continue
        # .docx are compressed already; fixed times, so that the same documents give the same archive
        parts = [(path.name, path.read_bytes()) for path in paths if path.is_file()]
        write_atomically(target, assemble(StaticArchive(), parts, deflater("stored")))
        written.append(target)
    return written


def _newer(target: Path, paths: Iterable[Path]) -> bool:
    with suppress(OSError):
        made = target.stat().st_mtime_ns
        return all(path.stat().st_mtime_ns <= made for path in paths)
    return False
