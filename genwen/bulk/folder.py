"""The output folder of a bulk run: the same decisions as for single documents, the record appended to line by line.

Each worker has a file of its own under .genwen/批量/, a line per document. Whoever opens the folder reads them all, the
last line of a document counts; a line cut off by a kill is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from genwen.bulk.generations import FROM, Again, BulkVersions
from genwen.diagnostics import GenwenError
from genwen.ooxml.package import write_atomically
from genwen.outputs import RECORD_FOLDER, VERSIONS, OutputFolder, Written, _is_entry
from genwen.records import record
from genwen.revision.words import BESIDE, LEFT, NEW, REPLACED, SAME, digest

if TYPE_CHECKING:
    from genwen.revision.decide import Decision, Draft
    from genwen.revision.store import Version

BULK_FOLDER = "批量"
SIZE, TIME = "大小", "时刻"


def bulk_folder(folder: Path) -> Path:
    """Where the records of bulk runs into a folder are."""
    return folder / RECORD_FOLDER / BULK_FOLDER


def _record_files(folder: Path) -> list[Path]:
    return sorted(bulk_folder(folder).glob("记录-*.jsonl"))


def read_records(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of all documents by file; those that are not whole count as none."""
    entries: dict[str, dict[str, Any]] = {}
    for path in _record_files(folder):
        for name, entry in _lines(path):
            entries[name] = entry
    return entries


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with suppress(OSError), path.open("rb") as stream:
        for line in stream:
            with suppress(ValueError, KeyError, TypeError):
                name, entry = json.loads(line)
                if isinstance(name, str) and _is_entry(entry):
                    yield name, entry


def gather_records(folder: Path, entries: Mapping[str, dict[str, Any]]) -> int:
    """Put all records into one file, whole before the others go; the number of the next run."""
    files = _record_files(folder)
    run = max((int(path.stem.split("-")[1]) for path in files if path.stem.split("-")[1].isdigit()), default=0) + 1
    if len(files) > 1:
        whole = bulk_folder(folder) / f"记录-{run:06}.jsonl"
        write_atomically(whole, (_line(name, entry) for name, entry in entries.items()), sync=True)
        for path in files:
            path.unlink()
        run += 1
    return run


def _line(name: str, entry: Mapping[str, Any]) -> bytes:
    return json.dumps([name, entry], ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


@record(frozen=False, eq=False)
class BulkFolder(OutputFolder):
    """An output folder whose record is a file of lines; `run` and `worker` name the one that is written."""

    run: int = 0
    worker: int = 0
    source: str = ""
    again: Callable[[str, str], Again | None] = lambda name, build: None
    stream: IO[bytes] | None = None

    @classmethod
    def for_worker(cls, folder: Path, run: int, worker: int) -> BulkFolder:
        """The folder as a worker has it: without the record, which is handed to it document by document."""
        opened = cls(folder)
        opened.run, opened.worker = run, worker
        opened._prepare()
        return opened

    @property
    def versions(self) -> BulkVersions:
        """The generations, those without a copy made again when they are asked for."""
        return BulkVersions(self.folder / RECORD_FOLDER / VERSIONS, self.again)

    def kept(self, name: str, inputs: str) -> Draft | None:
        """None: a document that is not there any more is made from its unit, like any other."""
        return None

    def reread(self) -> None:
        """Read the record again."""
        self.entries = read_records(self.folder)

    def unchanged(self, name: str, inputs: str) -> str:
        """As of any folder; a file of the size and time on record is not opened."""
        entry = self.entries.get(f"{name}.docx")
        if entry is not None and inputs and entry.get("输入") == inputs and SIZE in entry:
            with suppress(OSError):
                state = os.stat(self.path(name))
                if (state.st_size, state.st_mtime_ns) == (entry[SIZE], entry[TIME]):
                    return str(entry.get("结果", SAME))
        return super().unchanged(name, inputs)

    def write(self, draft: Any, decision: Any, inputs: str, noted: Mapping[str, Any]) -> Written:
        """As of any folder."""
        written = super().write(draft, decision, inputs, noted)
        self._append(f"{draft.version.name}.docx", written)
        return written

    def _replace(self, path: Path, decision: Decision, version: Version) -> Path | None:
        """As of any folder; a file that is as it was written needs no copy, and nothing to be made again to tell."""
        present, data = decision.present, decision.data
        known = self.entries.get(self.file(path), {}).get("摘要", ())
        if decision.backup or data is None or (present is not None and digest(present) not in known):
            return super()._replace(path, decision, version)
        if (path.read_bytes() if path.exists() else None) != present:
            raise GenwenError(f"{path.name} 刚刚被改动过，没有覆盖它", "保存并关闭文件后，再运行一次")
        write_atomically(path, [data])
        return None

    def _append(self, file: str, written: Written) -> None:
        """Write the lines of a document, with the size and time of the file as it stands now."""
        entry = self.entries[file]
        entry[FROM] = self.source
        if written.outcome != BESIDE:
            with suppress(OSError):
                state = os.stat(self.folder / file)
                entry[SIZE], entry[TIME] = state.st_size, state.st_mtime_ns
                entry["结果"] = SAME if written.outcome in (NEW, REPLACED, SAME) else LEFT
        lines = [_line(file, entry)]
        beside = self.file(written.path)
        if beside != file and beside in self.entries:
            lines.append(_line(beside, self.entries[beside]))
        if self.stream is None:
            path = bulk_folder(self.folder) / f"记录-{self.run:06}-{self.worker:04}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.stream = path.open("ab")
        self.stream.write(b"".join(lines))
        self.stream.flush()

    def save(self) -> None:
        """Nothing: a line is written when the whole document is done."""

    def sync(self) -> None:
        """Wait until what was recorded is on disk."""
        if self.stream is not None:
            os.fsync(self.stream.fileno())

    def close(self) -> None:
        """Put everything on disk and close the record."""
        self.sync()
        if self.stream is not None:
            self.stream.close()
            self.stream = None
