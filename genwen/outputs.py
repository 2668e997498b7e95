"""The output folder: what genwen wrote there, and how a new document comes in without a clerk's work being lost.

A record under .genwen/ holds, per file, the digests genwen wrote; every generation is kept there, and every clerk's file
that was replaced. A file that differs from what was written was edited: it is merged into or left, never overwritten.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import write_atomically
from genwen.records import made, record
from genwen.revision.words import BESIDE, LEFT, MERGED, SAME, digest

if TYPE_CHECKING:
    # what an unchanged document does not need is imported where it is used
    from genwen.revision.backups import Backups
    from genwen.revision.decide import Decision, Draft, Known
    from genwen.revision.store import Version, Versions

RECORD_FOLDER = ".genwen"
RECORD_FILE = "记录.json"
VERSIONS, BACKUPS, REPORTS = "版本", "备份", "报告"
THROUGH, ORIGINS = "经过", "各稿由来"
MAX_ORIGINS = 40
FORMAT = 1
_NOTED = {
    "待补": frozenset({"path", "position"}),
    "发现": frozenset({"code", "severity", "message", "hint", "position"}),
}
LEFT_AFTER = 600
"""Seconds after which a half-written file beside is surely one of a killed build."""


@record
class Written:
    """What became of a build: the file it went to, how, and the decision with all that there is to tell.

    `beside` is the file that was left when a 新稿 was written, `backup` the copy of what was replaced, `report` says
    which checks failed.
    """

    path: Path
    outcome: str
    beside: Path | None = None
    decision: Decision | None = None
    backup: Path | None = None
    report: Path | None = None


@record(frozen=False)
class OutputFolder:
    """One year's output folder with its record."""

    folder: Path
    entries: dict[str, dict[str, Any]] = made(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> OutputFolder:
        """The folder with its record; an unreadable record counts as none."""
        opened = cls(folder)
        opened.reread()
        return opened

    def reread(self) -> None:
        """Read the record again, as another build may have written it."""
        try:
            stored = json.loads((self.folder / RECORD_FOLDER / RECORD_FILE).read_text("utf-8"))
            entries = stored["文件"] if stored.get("版本") == FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            entries = {}
        self.entries = {n: e for n, e in entries.items() if _is_entry(e)} if isinstance(entries, dict) else {}

    @property
    def versions(self) -> Versions:
        """The generations of the documents of this folder."""
        from genwen.revision.store import Versions

        return Versions(self.folder / RECORD_FOLDER / VERSIONS)

    @property
    def backups(self) -> Backups:
        """The files that were replaced."""
        from genwen.revision.backups import Backups

        return Backups(self.folder / RECORD_FOLDER / BACKUPS)

    def path(self, name: str) -> Path:
        """Where a document goes."""
        return self.folder / f"{name}.docx"

    def file(self, path: Path) -> str:
        """The name a file has in the record: its path from the folder, as a document's name may hold a subfolder."""
        return path.relative_to(self.folder).as_posix()

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder against other builds. Raises GenwenError when it cannot be written, or another one writes."""
        from genwen.revision.folder_lock import folder_lock

        self._prepare()
        return folder_lock(self.folder / RECORD_FOLDER)

    def unchanged(self, name: str, inputs: str) -> str:
        """未变 when NAME.docx was built from these `inputs` and stands as written, 保留 when it was edited since, or ""."""
        entry = self.entries.get(f"{name}.docx")
        if entry is None or not inputs or entry.get("输入") != inputs:
            return ""
        try:
            data = self.path(name).read_bytes()
        except OSError:
            return ""
        seen = digest(data)
        if seen in entry["摘要"]:
            return SAME
        last = entry.get("版", "")
        from genwen.ooxml.revisions_readable import is_readable  # only where a file is not as it was written

        from_last = bool(last) and (entry.get("基准", {}).get(seen) == last or self._carries(name, data, last))
        return LEFT if from_last and is_readable(data) else ""

    def _carries(self, name: str, data: bytes, build: str) -> bool:
        from genwen.revision.model import build_id_in

        version = self.versions.find(name, build) if build_id_in(data) == build else None
        return version is not None and version.docx != digest(data)

    def as_it_is(self, name: str, outcome: str) -> Written:
        """The result for a document that nothing is done to."""
        return Written(self.path(name), outcome)

    def kept(self, name: str, inputs: str) -> Draft | None:
        """The document generated last from these `inputs`, when its record is whole, else None."""
        entry = self.entries.get(f"{name}.docx")
        if entry is None or not inputs or entry.get("输入") != inputs:
            return None
        version = self.versions.find(name, entry.get("版", ""))
        data = self.versions.docx(version) if version is not None else None
        if data is None or version is None:
            return None
        from genwen.revision.decide import Draft

        return Draft(data, version)

    def note(self, name: str) -> Mapping[str, Any]:
        """What was noted with the last build of NAME."""
        noted: Mapping[str, Any] = self.entries.get(f"{name}.docx", {}).get("摘记", {})
        return noted

    def decide(self, draft: Draft, fresh: bool = False, restyle: bool = False) -> Decision:
        """What is to be done with the document that is there; see `genwen.revision.decide`."""
        from genwen.revision.decide import decide

        path = self.path(draft.version.name)
        return decide(path, draft, self.known(self.file(path)), self.versions, fresh, restyle)

    def known(self, file: str) -> Known:
        """What the record says of a file."""
        from genwen.revision.decide import Known

        entry = self.entries.get(file, {})
        return Known(
            entry.get("摘要", ()), entry.get("基准", {}), frozenset(entry.get("不再提", ())), self._through(entry)
        )

    def _through(self, entry: Mapping[str, Any]) -> list[str] | None:
        """The generations that a file has come through by merges; none for one as it was generated, None for others."""
        through: list[str] | None = entry.get(THROUGH, [] if entry.get("摘要") else None)
        return through

    def before(self, name: str, build: str) -> str:
        """The generation a draft came from before the open updates that made it one of `build`, "" when not known.

        It is kept of earlier builds too: a copy that was sent away may come back with updates that are still open.
        """
        entry = self.entries.get(f"{name}.docx", {})
        if entry.get("版") == build and "由来" in entry:
            return str(entry["由来"])
        return str(entry.get(ORIGINS, {}).get(build, ""))

    def write(self, draft: Draft, decision: Decision, inputs: str, noted: Mapping[str, Any]) -> Written:
        """Do what was decided. Raises GenwenError when the folder cannot be written, or the file changed meanwhile."""
        version = draft.version
        target = self.path(version.name)
        if draft.model:
            self.versions.save(version, draft.docx, draft.model)
        entry: dict[str, Any] = {"摘要": [], "输入": inputs, "摘记": dict(noted), "版": version.id}
        merged = decision.merged
        if merged is not None and not merged.broken and merged.declined:
            entry["不再提"] = sorted(merged.declined)
        before = self.entries.get(self.file(target), {})
        origins = {build: base for build, base in before.get(ORIGINS, {}).items() if build != version.id}
        written = Written(target, decision.result, None, decision)
        if decision.result is BESIDE:
            written = self._beside(draft, decision)
            entry = {
                **(before or {"摘要": []}),
                "输入": inputs,
                "摘记": dict(noted),
                "版": version.id,
            }
        elif decision.data is not None:
            backup = self._replace(target, decision, version)
            written = Written(target, decision.result, None, decision, backup)
            if decision.result == MERGED:
                entry["基准"] = {digest(decision.data): version.id}
            entry["摘要"] = [] if decision.result is MERGED else [version.docx]
        elif decision.result is SAME:
            entry["摘要"] = [version.docx]
        elif decision.present is not None:
            entry["基准"] = {digest(decision.present): version.id}
        if "基准" in entry and (origin := self._origin(version, decision)):
            entry["由来"] = origins[version.id] = origin
        if origins:
            entry[ORIGINS] = dict(list(origins.items())[-MAX_ORIGINS:])
        through = self._through(before)
        if entry.get("基准") and decision.base is not None and through is not None:
            entry[THROUGH] = list(dict.fromkeys([*through, decision.base.id]))
        self.entries[self.file(target)] = entry
        self.save()
        self.prune(version.name)
        return written

    def _replace(self, path: Path, decision: Decision, version: Version) -> Path | None:
        """Put a file in place; what it replaces is kept unless it is a generation on record. The copy, if one was made."""
        present = decision.present
        backup = None
        if present is not None and (decision.backup or decision.base is None):
            last = self.versions.find(version.name, self.entries.get(self.file(path), {}).get("版", ""))
            if decision.backup or last is None or last.docx != digest(present):
                backup = self.backups.keep(path.stem, present)
        # the clerk may have saved it while the document was made
        if (path.read_bytes() if path.exists() else None) != present:
            raise GenwenError(f"{path.name} 刚刚被改动过，没有覆盖它", "保存并关闭文件后，再运行一次")
        assert decision.data is not None
        write_atomically(path, [decision.data], sync=True)
        return backup

    def _origin(self, version: Version, decision: Decision) -> str:
        """What the clerk's own text comes from, however many updates are open in it; "" for a file with none."""
        from genwen.revision.edits import has_open_updates

        if decision.base is None or decision.present is None:
            return ""
        earlier = self.before(version.name, decision.base.id)
        if earlier and (decision.base.id == version.id or has_open_updates(decision.present)):
            return earlier
        return decision.base.id if decision.result == MERGED else ""

    def _beside(self, draft: Draft, decision: Decision) -> Written:
        """The new draft beside the file that is left."""
        from genwen.revision.locks import opened_by

        name, data = draft.version.name, draft.docx
        for number in range(1, 1000):
            path = self.folder / f"{name}.新稿{number if number > 1 else ''}.docx"
            try:
                present = path.read_bytes() if path.exists() else None
            except OSError:
                continue  # a folder, or nothing that can be read: not ours to replace
            if present is None or present == data:
                break
            if digest(present) in self._generated(name, path) and opened_by(path) is None:
                break
        else:
            raise GenwenError(f"{name} 的新稿太多", "整理输出文件夹，删去不用的新稿")
        if present != data:
            write_atomically(path, [data], sync=True)
        self.entries[self.file(path)] = {"摘要": [digest(data)], "输入": "", "摘记": {}}
        report = self._report(name, decision.merged.broken) if decision.merged is not None else None
        return Written(path, BESIDE, self.path(name), decision, None, report)

    def _generated(self, name: str, path: Path) -> set[str]:
        """The digests a 新稿 may have that nobody edited."""
        known = {version.docx for version in self.versions.of(name)}
        return known | set(self.entries.get(self.file(path), {}).get("摘要", ()))

    def _report(self, name: str, broken: tuple[str, ...]) -> Path | None:
        if not broken:
            return None
        path = self.folder / RECORD_FOLDER / REPORTS / f"{name}.{time.strftime('%Y%m%d-%H%M%S')}.txt"
        write_atomically(path, [("\n".join(broken) + "\n").encode()])
        return path

    def _prepare(self) -> None:
        try:
            (self.folder / RECORD_FOLDER).mkdir(parents=True, exist_ok=True)
            for folder in (self.folder, self.folder / RECORD_FOLDER):
                for left in folder.glob(".*.tmp"):
                    if left.stat().st_mtime < time.time() - LEFT_AFTER:
                        left.unlink()
        except OSError as error:
            raise GenwenError(
                f"无法写入输出文件夹 {self.folder}", "检查磁盘空间和写入权限，或用 --out 另选文件夹"
            ) from error

    def prune(self, name: str) -> None:
        """Remove old generations that nothing descends from; see `Versions.prune`."""
        from genwen.revision.store import KEPT

        if self.versions.count(name) > KEPT:
            with suppress(OSError):  # what a file that cannot be read descends from is not known: nothing is removed
                self.versions.prune(name, self._descended)

    def _descended(self) -> set[str]:
        """The build ids of every .docx in the folder and below it, the backups among them."""
        from genwen.revision.model import build_id_in

        found = {str(entry.get(key, "")) for entry in self.entries.values() for key in ("版", "由来")}
        for entry in self.entries.values():
            found |= set(entry.get("基准", {}).values())
        own = self.folder / RECORD_FOLDER / VERSIONS
        for path in self.folder.rglob("*.docx"):
            if path.is_file() and own not in path.parents:
                found.add(build_id_in(path.read_bytes()))
        return found

    def save(self) -> None:
        """Write the record."""
        text = json.dumps({"版本": FORMAT, "文件": self.entries}, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(self.folder / RECORD_FOLDER / RECORD_FILE, [text.encode()], sync=True)


def _is_entry(entry: object) -> bool:
    """Whether an entry of a record is whole; one that is not counts as none."""
    if not (isinstance(entry, dict) and isinstance(entry.get("摘要"), list) and isinstance(entry.get("摘记"), dict)):
        return False
    noted, bases, declined = entry["摘记"], entry.get("基准", {}), entry.get("不再提", [])
    if not (
        isinstance(bases, dict)
        and isinstance(declined, list)
        and isinstance(entry.get("版", ""), str)
        and isinstance(entry.get("由来", ""), str)
    ):
        return False
    through, origins = entry.get(THROUGH, []), entry.get(ORIGINS, {})
    if not isinstance(through, list) or not isinstance(origins, dict):
        return False
    if not all(
        isinstance(word, str) for word in (*entry["摘要"], *bases.values(), *declined, *through, *origins.values())
    ):
        return False
    return isinstance(noted.get("数值", 0), int) and all(
        isinstance(noted.get(name, []), list) and all(_has(item, keys) for item in noted.get(name, []))
        for name, keys in _NOTED.items()
    )


def _has(item: object, keys: frozenset[str]) -> bool:
    if not isinstance(item, dict) or not keys <= item.keys():
        return False
    at = item["position"]
    return at is None or (isinstance(at, dict) and "file" in at)
