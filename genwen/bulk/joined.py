"""The documents of a run in one .docx for printing, as they stand in the folder, in the order of the list.

What was joined last is on record by its digest: such a file is replaced, any other is left and the new one put beside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from genwen.bulk.folder import bulk_folder
from genwen.bulk.run import Report
from genwen.bulk.work import FAILED
from genwen.diagnostics import GenwenError
from genwen.ooxml.joining import Joiner
from genwen.ooxml.package import read_bytes, write_atomically
from genwen.records import made, record

RECORD = "合并.json"
MANY = 500
"""Documents beyond which Word and WPS take long to open the whole."""
_CHUNK = 1 << 20
_MAX_BESIDE = 1000

Told = Callable[[str, int, int], None]


@record
class Joined:
    """What was joined: the file, whether it stands beside another one, how many documents, what is to be told."""

    path: Path
    beside: bool
    count: int
    differing: dict[str, list[str]] = made(default_factory=dict)
    revised: list[str] = made(default_factory=list)


def join_units(report: Report, path: Path, told: Told = lambda what, done, whole: None) -> Joined:
    """Write the joint document. Raises GenwenError when there is nothing to join or it cannot be read or written."""
    if path.suffix.lower() != ".docx":
        raise GenwenError(f"“{path.name}”应以 .docx 结尾", "写作 全部.docx")
    path = path.resolve()
    files = list(_files(report))
    if path in files:
        raise GenwenError(f"“{path.name}”是一个单位的公文", "合成的一份换一个文件名")
    record_file = bulk_folder(report.plan.out) / RECORD
    known = _known(record_file)
    target = _target(path, known)
    joiner = Joiner(target)
    try:
        for number, file in enumerate(files, 1):
            joiner.add(read_bytes(file), file.name)
            told("合并", number, len(files))
    except BaseException:
        joiner.discard()
        raise
    joiner.close()
    digest = _digest(target)
    if target != path and digest == _digest(path):
        target.unlink()
        target = path
    known[str(target)] = digest
    write_atomically(record_file, [json.dumps(known, ensure_ascii=False, indent=1).encode()])
    return Joined(target, target != path, joiner.count, joiner.differing, joiner.revised)


def _files(report: Report) -> Iterator[Path]:
    """The files of the units that have one, each unit's documents one after another."""
    for item in report.outcomes:
        path = (report.plan.out / f"{item.file}.docx").resolve()
        if item.result != FAILED and path.is_file():
            yield path


def _target(path: Path, known: dict[str, str]) -> Path:
    """The path itself where nothing stands or what was joined last, else a free name beside it."""
    for number in range(_MAX_BESIDE):
        mark = f".新稿{number if number > 1 else ''}" if number else ""
        target = path.with_name(f"{path.stem}{mark}{path.suffix}")
        present = _digest(target)
        if not present or known.get(str(target)) == present:
            return target
    raise GenwenError(f"{path.name} 的新稿太多", "删去不用的新稿")


def _known(path: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict):
            return {str(name): str(digest) for name, digest in found.items()}
    return {}


def _digest(path: Path) -> str:
    """The digest of a file, "" where there is none."""
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                hashed.update(chunk)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise GenwenError(f"无法读取 {path}", "文件可能正在 Word 或 WPS 中打开，请关闭后再试") from error
    return hashed.hexdigest()
