"""The output folder of a bulk run: the same decisions as for single documents, the record appended to line by line.

Each worker has a file of its own under .genwen/批量/, a line per document. Whoever opens the folder reads them all, the
last line of a document counts; a line cut off by a kill is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from genwen.bulk.generations import EARLIER, FROM, Again, BulkVersions, sources_folder, write_lines
from genwen.diagnostics import GenwenError
from genwen.ooxml.package import write_atomically
from genwen.outputs import RECORD_FOLDER, VERSIONS, OutputFolder, Written, _is_entry
from genwen.records import record
from genwen.revision.words import BESIDE, LEFT, NEW, REPLACED, SAME, digest

if TYPE_CHECKING:
    from genwen.revision.decide import Decision, Draft
    from genwen.revision.store import Version

BULK_FOLDER = "批量"
SIZE, TIME, UNIT = "大小", "时刻", "单位"
_quoted = json.encoder.encode_basestring
_to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def bulk_folder(folder: Path) -> Path:
    """Where the records of bulk runs into a folder are."""
    return folder / RECORD_FOLDER / BULK_FOLDER


def record_files(folder: Path) -> list[Path]:
    """The files of the record, the oldest first."""
    return sorted(bulk_folder(folder).glob("记录-*.jsonl"))


class Records(Mapping[str, dict[str, Any]]):
    """The entries of all documents by file, each kept as its line; those that are not whole count as none."""

    def __init__(self, folder: Path) -> None:
        self.lines: dict[str, bytes] = {}
        self.renamed: dict[str, str] = {}
        """The units of files that are not named as their unit is."""
        for path in record_files(folder):
            for line, name, entry in lines_in(path):
                self.lines[name] = line
                unit = entry.get(UNIT, "")
                if unit and not name.startswith((f"{unit}-", f"{unit}/")):
                    self.renamed[name] = unit
                elif name in self.renamed:
                    del self.renamed[name]

    def __getitem__(self, file: str) -> dict[str, Any]:
        entry: dict[str, Any] = json.loads(self.lines[file])[1]
        return entry

    def owner(self, file: str, plain: bool) -> str:
        """The unit a file was made of, "" where nothing is known; `plain` when it would be named as its unit is."""
        if plain or file not in self.lines:
            return self.renamed.get(file, "")
        return str(self[file].get(UNIT, ""))

    def __contains__(self, file: object) -> bool:
        return file in self.lines

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def read_records(folder: Path) -> Records:
    """The entries of all documents by file."""
    return Records(folder)


def lines_in(path: Path) -> Iterator[tuple[bytes, str, dict[str, Any]]]:
    """The whole lines of a record, each with the file it is about and its entry."""
    with suppress(OSError), path.open("rb") as stream:
        for line in stream:
            with suppress(ValueError, KeyError, TypeError):
                name, entry = json.loads(line)
                if isinstance(name, str) and _is_entry(entry):
                    yield line, name, entry


def gather_records(folder: Path, records: Records | None) -> int:
    """Put all records into one file, whole before the others go; the number of the next run."""
    files = record_files(folder)
    run = max((int(path.stem.split("-")[1]) for path in files if path.stem.split("-")[1].isdigit()), default=0) + 1
    if len(files) > 1 and records is not None:
        whole = bulk_folder(folder) / f"记录-{run:06}.jsonl"
        write_lines(whole, records.lines.values())
        for path in files:
            path.unlink()
        run += 1
    return run


def put_on_disk(folder: Path, run: int) -> None:
    """Wait until all that the processes of a run recorded is on disk; those of a crew end without waiting for it."""
    bulk = bulk_folder(folder)
    for path in (*sources_folder(bulk).glob(f"单位-{run:06}-*.jsonl"), *bulk.glob(f"记录-{run:06}-*.jsonl")):
        with path.open("ab") as stream:
            os.fsync(stream.fileno())


def _noted(noted: Mapping[str, Any]) -> str:
    """What is to be noted of a document as JSON: of most nothing but that there is nothing."""
    return _to_json(noted) if any(noted.values()) else _nothing(tuple(noted))


@cache
def _nothing(names: tuple[str, ...]) -> str:
    return _to_json({name: [] for name in names})


def _line(name: str, entry: Mapping[str, Any]) -> bytes:
    return _to_json([name, entry]).encode("utf-8", "surrogatepass") + b"\n"


@record(frozen=False, eq=False)
class BulkFolder(OutputFolder):
    """An output folder whose record is a file of lines; `run` and `worker` name the one that is written."""

    run: int = 0
    worker: int = 0
    source: str = ""
    unit: str = ""
    again: Callable[[str, str], Again | None] = lambda name, build: None
    stream: IO[bytes] | None = None
    records: Records | None = None
    prefix: str = ""

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
        self.records = read_records(self.folder)
        self.entries = cast("dict[str, dict[str, Any]]", self.records)  # only read where it is read like this

    def owner(self, name: str, plain: bool) -> str:
        """The unit that a document on record and there was made of, "" for none or where that is not known."""
        found = self.records.owner(f"{name}.docx", plain) if self.records is not None else ""
        return found if found and not self.is_free(name) else ""

    def has(self, name: str) -> bool:
        """Whether a document is on record."""
        return f"{name}.docx" in self.entries

    def unchanged(self, name: str, inputs: str) -> str:
        """As of any folder; a file of the size and time on record is not opened."""
        entry = self.entries.get(f"{name}.docx")
        if entry is not None and inputs and entry.get("输入") == inputs and SIZE in entry:
            with suppress(OSError):
                state = os.stat(self.path(name))
                if (state.st_size, state.st_mtime_ns) == (entry[SIZE], entry[TIME]):
                    return str(entry.get("结果", SAME))
        return super().unchanged(name, inputs)

    def is_free(self, name: str) -> bool:
        """Whether nothing stands where a document goes."""
        return not os.path.lexists(self._place(name))

    def _place(self, name: str) -> str:
        """As `path`; paths as objects take longer than the question whether there is a file."""
        if not self.prefix:
            self.prefix = os.path.join(self.folder, "")
        return f"{self.prefix}{name}.docx"

    def write_new(self, draft: Draft, inputs: str, noted: Mapping[str, Any]) -> str:
        """Write a document that is not on record to where nothing stands, as `write` would; the file it went to."""
        version, path = draft.version, self._place(draft.version.name)
        write_atomically(path, [draft.docx])
        file = f"{version.name}.docx"
        try:
            state = os.stat(path)
            left = f', "{SIZE}": {state.st_size}, "{TIME}": {state.st_mtime_ns}, "结果": "{SAME}"'
        except OSError:
            left = ""
        # as `_line` has it of an entry; to encode the whole takes three times as long
        line = (
            f'[{_quoted(file)}, {{"摘要": ["{version.docx}"], "输入": "{inputs}", "摘记": {_noted(noted)}, "版": "{version.id}"'
            f', "{FROM}": "{self.source}", "{UNIT}": {_quoted(self.unit)}{left}}}]\n'
        )
        self._log([line.encode("utf-8", "surrogatepass")])
        return file

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
        if written.outcome == BESIDE and FROM in entry:
            entry[EARLIER] = sorted({*entry.get(EARLIER, ()), entry[FROM]})  # the draft that was left is of those
        entry[FROM], entry[UNIT] = self.source, self.unit
        if written.outcome != BESIDE:
            with suppress(OSError):
                state = os.stat(self.folder / file)
                entry[SIZE], entry[TIME] = state.st_size, state.st_mtime_ns
                entry["结果"] = SAME if written.outcome in (NEW, REPLACED, SAME) else LEFT
        lines = [_line(file, entry)]
        beside = self.file(written.path)
        if beside != file and beside in self.entries:
            lines.append(_line(beside, self.entries[beside]))
        self._log(lines)

    def _log(self, lines: list[bytes]) -> None:
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
