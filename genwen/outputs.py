"""The output folder: what genwen wrote there, and how a new document comes in without a clerk's work being lost.

A record under .genwen/ holds, per file, the digests genwen wrote. A file that differs from them was edited (so does one
without a record): it is never overwritten, the new draft goes beside it as NAME.新稿.docx.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import write_atomically
from genwen.records import made, record

RECORD_FOLDER = ".genwen"
RECORD_FILE = "记录.json"
FORMAT = 1
_NOTED = {
    "待补": frozenset({"path", "position"}),
    "发现": frozenset({"code", "severity", "message", "hint", "position"}),
}
LEFT_AFTER = 600
"""Seconds after which a half-written file beside is surely one of a killed build."""


@record
class Written:
    """What became of a build: the file it went to, and 新建, 更新, 未变 or 新稿 (written beside an edited file)."""

    path: Path
    outcome: str
    beside: Path | None = None


def digest(data: bytes) -> str:
    """The digest a record keeps of a file."""
    return hashlib.sha256(data).hexdigest()


@record(frozen=False)
class OutputFolder:
    """One year's output folder with its record."""

    folder: Path
    entries: dict[str, dict[str, Any]] = made(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> OutputFolder:
        """The folder with its record; an unreadable record counts as none (so every file counts as edited)."""
        try:
            stored = json.loads((folder / RECORD_FOLDER / RECORD_FILE).read_text("utf-8"))
            entries = stored["文件"] if stored.get("版本") == FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            entries = {}
        known = {n: e for n, e in entries.items() if _is_entry(e)} if isinstance(entries, dict) else {}
        return cls(folder, known)

    def unchanged(self, name: str, inputs: str) -> Mapping[str, Any] | None:
        """The record of NAME.docx when it was built from these `inputs` and stands as it was written, else None."""
        entry = self.entries.get(f"{name}.docx")
        if entry is None or entry.get("输入") != inputs:
            return None
        try:
            data = (self.folder / f"{name}.docx").read_bytes()
        except OSError:
            return None
        return entry if digest(data) in entry.get("摘要", ()) else None

    def kept(self, name: str, inputs: str) -> bytes | None:
        """The document generated last from these `inputs`, when its copy is whole, else None."""
        entry = self.entries.get(f"{name}.docx")
        if entry is None or entry.get("输入") != inputs:
            return None
        try:
            data = self._copy(name).read_bytes()
        except OSError:
            return None
        return data if digest(data) == entry.get("生成稿") else None

    def note(self, name: str) -> Mapping[str, Any]:
        """What was noted with the last build of NAME."""
        noted: Mapping[str, Any] = self.entries.get(f"{name}.docx", {}).get("摘记", {})
        return noted

    def write(self, name: str, data: bytes, inputs: str, noted: Mapping[str, Any]) -> Written:
        """Put a new document in place, or beside an edited one. Raises GenwenError when the folder cannot be written."""
        self._prepare()
        target = self.folder / f"{name}.docx"
        if self._edited(target, data):
            beside = self._free(name, data)
            self._put(beside, data, name, inputs, noted)
            return Written(beside, "新稿", target)
        present = _read(target)
        outcome = "新建" if present is None else "未变" if present == data else "更新"
        self._put(target, data, name, inputs, noted, write=outcome != "未变")
        return Written(target, outcome)

    def _free(self, name: str, data: bytes) -> Path:
        """The first 新稿 that is not there, or is not edited."""
        for number in range(1, 1000):
            path = self.folder / f"{name}.新稿{number if number > 1 else ''}.docx"
            if not self._edited(path, data):
                return path
        raise GenwenError(f"{name} 的新稿太多", "整理输出文件夹，删去不用的新稿")

    def _edited(self, path: Path, data: bytes) -> bool:
        present = _read(path)
        if present is None or present == data:
            return False
        entry = self.entries.get(path.name, {})
        return digest(present) not in entry.get("摘要", ())

    def _put(
        self, path: Path, data: bytes, name: str, inputs: str, noted: Mapping[str, Any], write: bool = True
    ) -> None:
        new = digest(data)
        present = _read(path)
        before = [digest(present)] if present is not None and write else []
        # Both digests are on record before the file changes: killed in between, either file is known as genwen's own.
        entry = {"摘要": [*before, new], "输入": "", "摘记": {}, "生成稿": new}
        self.entries[path.name] = entry
        if write:
            self._save()
            write_atomically(self._copy(path.stem), [data])
            write_atomically(path, [data], sync=True)
        self.entries[path.name] = {
            "摘要": [new],
            "输入": inputs if path.stem == name else "",
            "摘记": dict(noted),
            "生成稿": new,
        }
        if not write and _read(self._copy(path.stem)) != data:
            write_atomically(self._copy(path.stem), [data])
        self._save()

    def _copy(self, stem: str) -> Path:
        return self.folder / RECORD_FOLDER / f"{stem}.docx"

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

    def _save(self) -> None:
        text = json.dumps({"版本": FORMAT, "文件": self.entries}, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(self.folder / RECORD_FOLDER / RECORD_FILE, [text.encode()], sync=True)


def _is_entry(entry: object) -> bool:
    """Whether an entry of a record is whole; one that is not counts as none."""
    if not (isinstance(entry, dict) and isinstance(entry.get("摘要"), list) and isinstance(entry.get("摘记"), dict)):
        return False
    noted = entry["摘记"]
    return isinstance(noted.get("数值", 0), int) and all(
        isinstance(noted.get(name, []), list) and all(_has(item, keys) for item in noted.get(name, []))
        for name, keys in _NOTED.items()
    )


def _has(item: object, keys: frozenset[str]) -> bool:
    if not isinstance(item, dict) or not keys <= item.keys():
        return False
    at = item["position"]
    return at is None or (isinstance(at, dict) and "file" in at)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GenwenError(f"无法读取 {path}", "文件可能正在 Word 或 WPS 中打开，请关闭后再试") from error
