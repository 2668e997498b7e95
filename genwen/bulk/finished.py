"""A run over units none of which changed: told from the digests of the list and of the office, and from sizes and times.

No document and no unit is opened. Only a run that was whole and clean is noted, so that whatever was wrong is told again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from genwen.bulk.digests import common_digest
from genwen.bulk.folder import SIZE, TIME, bulk_folder, record_files
from genwen.bulk.workshop import Plan, open_plan
from genwen.ooxml.package import write_atomically
from genwen.records import record
from genwen.units.lists import list_settings

if TYPE_CHECKING:
    from genwen.bulk.run import Report

FINISHED = "完成.json"
_GAPS = ("待补", "有待补的")


@record
class Finished:
    """What a run would say: results by document with the 待补, how many units, how many facts differ between them."""

    results: dict[str, Counter[str]]
    units: int
    differing: int


def key_of(plan: Plan, common: str) -> str:
    """A digest of the list, of what it is read with, and of everything else a run is made from."""
    said = (common, *plan.documents, str(plan.folders), str(plan.units))
    hashed = hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass"))
    paths = sorted(plan.units.rglob("*.yaml")) if plan.units.is_dir() else [plan.units]
    for path in (*paths, plan.content / "下级单位.yaml"):
        with suppress(FileNotFoundError):
            hashed.update(f"\0{path}\0".encode("utf-8", "surrogatepass"))
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def note_finished(report: Report, differing: int) -> None:
    """Note a run that was whole and clean; forget the one before otherwise."""
    plan = report.plan
    path = bulk_folder(plan.out) / FINISHED
    told = report.roster.findings or report.roster.notices or report.left_over
    if plan.where or told or not report.clean:
        path.unlink(missing_ok=True)
        return
    files: dict[str, list[str]] = {document: [] for document in plan.documents}
    for item in report.outcomes:
        files[item.document].append(item.file)
    gaps = {document: {name: counted[name] for name in _GAPS} for document, counted in report.outcomes.counts.items()}
    form = {"键": report.key, "文件": files, "待补": gaps, "单位数": len(report.roster.entries), "差异": differing}
    write_atomically(path, [json.dumps(form, ensure_ascii=False).encode("utf-8", "surrogatepass")])


def finished(plan: Plan) -> Finished | None:
    """What a run by this plan would say, when the last one was the same and every file is as it was left; else None."""
    path = bulk_folder(plan.out) / FINISHED
    if plan.where or plan.fresh or not path.is_file():
        return None
    with suppress(ValueError, KeyError, TypeError, OSError):
        form = json.loads(path.read_bytes())
        project = open_plan(plan)
        if form["键"] != key_of(plan, common_digest(project, list_settings(project), plan)):
            return None
        entries = _as_left(plan.out)
        results = {
            document: _results(plan.out, files, entries)
            for document, files in form["文件"].items()
            if isinstance(files, list)
        }
        if all(found is not None for found in results.values()):
            counted = {
                document: found + Counter(form["待补"][document])
                for document, found in results.items()
                if found is not None
            }
            return Finished(counted, int(form["单位数"]), int(form["差异"]))
    return None


@cache
def _left() -> re.Pattern[bytes]:
    """The end of nearly every line of a record: to read the whole takes many times as long where there are many 待补."""
    return re.compile(rf'\["([^"\\]+)", .*, "{SIZE}": (\d+), "{TIME}": (\d+), "结果": "([^"\\]*)"\}}\]\s*$'.encode())


def _as_left(out: Path) -> dict[str, tuple[object, object, str]]:
    """What the records say of files: size, time, how they were left."""
    found: dict[str, tuple[object, object, str]] = {}
    pattern = _left()
    for path in record_files(out):
        with path.open("rb") as stream:
            for line in stream:
                match = pattern.match(line)
                if match is not None:
                    found[match[1].decode()] = int(match[2]), int(match[3]), match[4].decode()
                    continue
                with suppress(ValueError):  # a line that is cut off
                    name, entry = json.loads(line)
                    found[name] = entry.get(SIZE), entry.get(TIME), str(entry.get("结果"))
    return found


def _results(out: Path, files: list[str], entries: dict[str, tuple[object, object, str]]) -> Counter[str] | None:
    """How the documents would come out, None when a file is not as it was left."""
    found: Counter[str] = Counter()
    folder = str(out)
    for file in files:
        size, changed, result = entries[f"{file}.docx"]
        state = os.stat(f"{folder}/{file}.docx")
        if (state.st_size, state.st_mtime_ns) != (size, changed):
            return None
        found[result] += 1
    return found
