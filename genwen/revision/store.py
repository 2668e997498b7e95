"""Every generation of every document, as it was made: what a later build compares an edited draft with.

Under .genwen/版本/NAME/ each generation has two files named by its build id: the .docx, and a .json of two lines, first
what it was made from, then the model. They never change but for the time, and both are on disk before the document is.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genwen import __version__
from genwen.ooxml.package import write_atomically
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.revision.words import digest

if TYPE_CHECKING:
    from genwen.revision.merge import Generation
    from genwen.revision.model import Model

FORMAT = 1
KEPT = 40
"""Generations of a document that are always kept, the newest ones."""
KEPT_DAYS = 180
"""Days for which every generation is kept."""
_ID = regex("[0-9a-f]{8,64}")
_TIME = "%Y-%m-%d %H:%M:%S"


@record
class Version:
    """One generation: its build `id`, the digest of its .docx, when and from what it was made."""

    name: str
    id: str
    docx: str
    time: str = ""
    facts: str = ""
    template: str = ""
    genwen: str = __version__

    @property
    def when(self) -> str:
        """When it was made, to the second."""
        return self.time[:19]

    def to_json(self) -> dict[str, Any]:
        """The first line of its record."""
        return {"格式": FORMAT, "名称": self.name, "编号": self.id, "生成稿": self.docx, "时间": self.time,
                "事实": self.facts, "模板": self.template, "genwen": self.genwen}  # fmt: skip


@record(frozen=False)
class Versions:
    """The generations in one output folder's record."""

    folder: Path

    def save(self, version: Version, docx: bytes, model: str) -> None:
        """Put a generation on record, its files synced; one that is there only gets the time of this build."""
        if self.docx(version) is None:
            write_atomically(self.path(version, "docx"), [docx], sync=True)
        moment = time.time()
        # parts of a second are kept too: builds of a script follow each other fast
        now = f"{time.strftime(_TIME, time.localtime(moment))}.{int(moment % 1 * 1e6):06}"
        head = json.dumps({**version.to_json(), "时间": now}, ensure_ascii=False)
        write_atomically(self.path(version, "json"), [f"{head}\n{model}\n".encode()], sync=True)

    def find(self, name: str, build: str) -> Version | None:
        """The generation of a document by its build id, when its record is whole."""
        if not _ID.fullmatch(build):
            return None
        version = _read_head(self.folder / name / f"{build}.json")
        return version if version is not None and (version.name, version.id) == (name, build) else None

    def owner(self, build: str) -> str:
        """The document that a build id is one of, "" when it is none's."""
        if not _ID.fullmatch(build):
            return ""
        names = (path.parent.relative_to(self.folder).as_posix() for path in self.folder.rglob(f"{build}.json"))
        return next((name for name in names if self.find(name, build) is not None), "")

    def of(self, name: str) -> list[Version]:
        """The generations of a document, the newest first."""
        found = [_read_head(path) for path in (self.folder / name).glob("*.json")]
        whole = [version for version in found if version is not None and version.name == name]
        return sorted(whole, key=lambda version: (version.time, version.id), reverse=True)

    def docx(self, version: Version) -> bytes | None:
        """The generated .docx, None when it is gone or damaged."""
        with suppress(OSError):
            data = self.path(version, "docx").read_bytes()
            if digest(data) == version.docx:
                return data
        return None

    def generation(self, version: Version) -> Generation | None:
        """The generation as the merge takes it, None when its record is damaged."""
        from genwen.revision.merge import Generation  # only where a draft was edited

        docx, model = self.docx(version), self.model(version)
        return Generation(model, docx) if docx is not None and model is not None else None

    def model(self, version: Version) -> Model | None:
        """The model of a generation, None when its record is damaged."""
        from genwen.revision.model import model_from_json  # only where a draft was edited

        with suppress(OSError, ValueError, IndexError):
            model = model_from_json(self.path(version, "json").read_text("utf-8").split("\n", 2)[1])
            return replace(model, build_id=version.id)
        return None

    def prune(self, name: str, descended: Callable[[], set[str]]) -> None:
        """Remove generations that are old, not among the newest, and that no document found descends from.

        `descended` gives the build ids of the documents that there are; it is only asked when something is to go.
        """
        versions = self.of(name)[KEPT:]
        before = time.strftime(_TIME, time.localtime(time.time() - KEPT_DAYS * 86_400))
        old = [version for version in versions if version.time < before]
        kept = descended() if old else set()
        for version in old:
            if version.id not in kept:
                for suffix in ("json", "docx"):
                    with suppress(OSError):
                        self.path(version, suffix).unlink()

    def count(self, name: str) -> int:
        """How many generations of a document are on record."""
        try:
            return sum(1 for path in (self.folder / name).iterdir() if path.suffix == ".json")
        except OSError:
            return 0

    def path(self, version: Version, suffix: str) -> Path:
        """Where a file of a generation is."""
        return self.folder / version.name / f"{version.id}.{suffix}"


def _read_head(path: Path) -> Version | None:
    try:
        with open(path, encoding="utf-8") as stream:
            form = json.loads(stream.readline())
        if form["格式"] != FORMAT:
            return None
        texts = [form[key] for key in ("名称", "编号", "生成稿", "时间", "事实", "模板", "genwen")]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Version(*texts) if all(isinstance(text, str) for text in texts) else None
