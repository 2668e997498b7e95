"""Generations of units' documents without a copy of each: what one was made from is kept, and it is made again when an
edited draft has to be compared with it.

Kept are the office's facts once per state of them, and for each document the line of the unit (with those of the units
above). A generation that cannot be made again (another version of genwen, another template) counts as none, and the new
draft goes beside the edited one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from genwen.diagnostics import GenwenError
from genwen.project import SETTINGS_FILE, Project
from genwen.records import record
from genwen.revision.store import Version, Versions
from genwen.revision.words import digest

if TYPE_CHECKING:
    from genwen.bulk.workshop import Workshop
    from genwen.revision.merge import Generation

SOURCES = "来源"
SHORT = 20
"""Characters of a digest that name a state of the office's facts."""
FROM, EARLIER = "源", "源旧"
"""The keys of a record's entry that name it, and those of a draft that new ones were put beside."""
_quoted = json.encoder.encode_basestring


def sources_folder(bulk: Path) -> Path:
    """Where what documents were made from is kept."""
    return bulk / SOURCES


def keep_office(project: Project, bulk: Path, common: str) -> None:
    """Keep the settings, facts, wording and own templates of the office, unless this state of them is kept already."""
    target = sources_folder(bulk) / common[:SHORT]
    if target.is_dir():
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        shutil.copytree(project.content, beside / "content")
        shutil.copy2(project.root / SETTINGS_FILE, beside / SETTINGS_FILE)
        if project.own_templates.is_dir() and project.own_templates.is_relative_to(project.root):
            shutil.copytree(project.own_templates, beside / project.own_templates.relative_to(project.root))
        beside.rename(target)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise GenwenError(f"无法写入 {bulk}", "检查磁盘空间和写入权限，或用 --out 另选文件夹") from error


def _log_files(bulk: Path) -> list[Path]:
    # those of a run after what was gathered when it began
    return sorted(sources_folder(bulk).glob("单位-*.jsonl"), key=lambda path: path.stem)


def _logged(path: Path) -> Iterator[tuple[int, bytes, str, str]]:
    """The whole lines of a log with their places: which document, which generation of it."""
    place = 0
    with suppress(OSError), path.open("rb") as stream:
        for line in stream:
            with suppress(ValueError, KeyError, TypeError):
                form = json.loads(line)
                yield place, line, form["文件"], form["编号"]
            place += len(line)


def gather_sources(bulk: Path, run: int, entries: Mapping[str, dict[str, Any]]) -> None:
    """Put the lines that records still speak of into one file, and let go of states that none does."""
    used: set[str] = set()
    wanted: dict[str, tuple[str, ...]] = {}
    for name, entry in entries.items():
        wanted[name.removesuffix(".docx")] = (str(entry.get("版")), *entry.get("基准", {}).values())
        used.update((str(entry.get(FROM, "")), *entry.get(EARLIER, ())))
    files = _log_files(bulk)
    if len(files) > 1:
        whole = sources_folder(bulk) / f"单位-{run:06}.jsonl"
        write_lines(whole, _wanted_lines(files, wanted))
        for path in files:
            if path != whole:
                path.unlink()
    for path in sources_folder(bulk).glob("*"):
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _wanted_lines(files: Sequence[Path], wanted: Mapping[str, Sequence[str]]) -> Iterator[bytes]:
    """The last line of each generation that the record speaks of; the logs are read twice, as they may be long."""
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for number, path in enumerate(files):
        for place, _, file, build in _logged(path):
            if build in wanted.get(file, ()):
                last[file, build] = (number, place)
    for number, path in enumerate(files):
        for place, line, file, build in _logged(path):
            if last.get((file, build)) == (number, place):
                yield line


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines to a file, whole and on disk before it is there; never all of them in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with beside.open("wb") as stream:
        for line in lines:
            stream.write(line if line.endswith(b"\n") else line + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


class SourceLog:
    """Writes down what documents are made from, a line per document."""

    def __init__(self, bulk: Path, run: int, worker: int) -> None:
        self.path = sources_folder(bulk) / f"单位-{run:06}-{worker:04}.jsonl"
        self._stream: IO[bytes] | None = None

    def add(self, file: str, build: str, common: str, document: str, lines: list[bytes]) -> None:
        """A document will be written after the next `flush`: `lines` are its unit and the units above, the nearest first."""
        # JSON put together from its pieces; lines are JSON already
        said = f'{{"文件": {_quoted(file)}, "编号": "{build}", "{FROM}": "{common[:SHORT]}", "公文": {_quoted(document)}, "单位": ['
        if self._stream is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("ab", 1 << 16)
        self._stream.write(said.encode("utf-8", "surrogatepass") + b", ".join(lines) + b"]}\n")

    def flush(self) -> None:
        """What was added is known, whatever becomes of this process."""
        if self._stream is not None:
            self._stream.flush()

    def sync(self) -> None:
        """Wait until what was added is on disk."""
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Put everything on disk and close the file."""
        self.sync()
        if self._stream is not None:
            self._stream.close()
            self._stream = None


@record
class Again:
    """A generation made again."""

    docx: bytes
    model: str


@record(frozen=False, eq=False)
class BulkVersions(Versions):
    """The generations of a bulk folder: those on record, else made again by `again` from what they were made from."""

    again: Callable[[str, str], Again | None] = lambda name, build: None

    def find(self, name: str, build: str) -> Version | None:
        """See `Versions.find`."""
        found = super().find(name, build)
        if found is None and build and (made := self.again(name, build)) is not None:
            return Version(name, build, digest(made.docx))
        return found

    def docx(self, version: Version) -> bytes | None:
        """See `Versions.docx`."""
        data = super().docx(version)
        if data is None and version.docx and (made := self.again(version.name, version.id)) is not None:
            return made.docx if digest(made.docx) == version.docx else None
        return data

    def generation(self, version: Version) -> Generation | None:
        """See `Versions.generation`."""
        found = super().generation(version)
        if found is None and (made := self.again(version.name, version.id)) is not None:
            from genwen.revision.merge import Generation
            from genwen.revision.model import model_from_json

            return Generation(model_from_json(made.model), made.docx)
        return found


class Maker:
    """Makes generations again; an office as it was is opened once, the last generation is kept."""

    def __init__(self, bulk: Path, workshop_of: Callable[[Path], Workshop]) -> None:
        self.bulk, self.workshop_of = bulk, workshop_of
        self._places: dict[str, tuple[Path, int]] | None = None
        self._workshops: dict[str, Workshop | None] = {}
        self._last: tuple[str, str, Again | None] = ("", "", None)

    def again(self, name: str, build: str) -> Again | None:
        """The generation of a document by its build id, None when it cannot be made again just as it was."""
        if self._last[:2] != (name, build):
            self._last = (name, build, self._made(name, build))
        return self._last[2]

    def _made(self, name: str, build: str) -> Again | None:
        from genwen.units.records import UnitRecord

        if self._places is None:
            self._places = {
                known: (path, place) for path in _log_files(self.bulk) for place, _, _, known in _logged(path)
            }
        path, place = self._places.get(build, (None, 0))
        if path is None:
            return None
        try:
            with path.open("rb") as stream:
                stream.seek(place)
                form = json.loads(stream.readline())
            workshop = self._workshop(str(form[FROM]))
            if workshop is None or form["文件"] != name:
                return None
            units = [UnitRecord.from_form(said) for said in form["单位"]]
            workshop.resolver.forget()
            workshop.resolver.above = {unit.name: unit for unit in units[1:]}.get
            made, found = workshop.generation(str(form["公文"]), workshop.validate(units[0]).facts)
        except (GenwenError, ValueError, KeyError, TypeError, IndexError, OSError):
            return None
        return made if found == build else None

    def _workshop(self, state: str) -> Workshop | None:
        if state not in self._workshops:
            folder = sources_folder(self.bulk) / state
            self._workshops[state] = self.workshop_of(folder) if folder.is_dir() else None
        return self._workshops[state]
