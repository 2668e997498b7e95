"""The files of clerks that were replaced: kept under .genwen/备份/, never removed by genwen."""

from __future__ import annotations

import os
import time
from pathlib import Path

from genwen.ooxml.package import write_atomically
from genwen.patterns import regex
from genwen.records import record
from genwen.revision.words import digest

_NAME = regex(r"(?P<stem>.+)\.(?P<day>\d{8})-(?P<time>\d{6})\.(?P<id>[0-9a-f]{8})\.docx")


@record
class Backup:
    """A kept file: the name of the document, the first characters of its digest, when it was replaced."""

    path: Path
    name: str
    id: str
    time: str


@record
class Backups:
    """The kept files of one output folder."""

    folder: Path

    def keep(self, name: str, data: bytes) -> Path:
        """Keep a file, synced to disk; one with the same bytes is kept once."""
        known = digest(data)[:8]
        for backup in self.of(name):
            if backup.id == known and digest(backup.path.read_bytes())[:8] == known:
                newer = backup.path.with_name(f"{name}.{time.strftime('%Y%m%d-%H%M%S')}.{known}.docx")
                os.utime(backup.path)
                backup.path.replace(newer)
                return newer
        path = self.folder / f"{name}.{time.strftime('%Y%m%d-%H%M%S')}.{known}.docx"
        write_atomically(path, [data], sync=True)
        return path

    def of(self, name: str) -> list[Backup]:
        """The kept files of a document, the newest first."""
        found = []
        for path in self.folder.glob("*.docx"):
            match = _NAME.fullmatch(path.name)
            if match and match["stem"] == name:
                day, clock = match["day"], match["time"]
                when = f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:]}"
                found.append(Backup(path, name, match["id"], when))
        return sorted(found, key=lambda backup: (backup.time, backup.path.stat().st_mtime_ns), reverse=True)
