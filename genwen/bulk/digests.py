"""What all documents of a run are made from, as one digest: facts of the office, wording, settings, templates, program."""

from __future__ import annotations

import hashlib
from pathlib import Path

from genwen import __version__
from genwen.bulk.outlines import of_all_units
from genwen.bulk.workshop import Plan
from genwen.pipeline import _code_state, _hash_file
from genwen.project import SETTINGS_FILE, Project, packaged
from genwen.units.lists import LIST, ListSettings


def common_digest(project: Project, settings: ListSettings, plan: Plan) -> str:
    """A digest of everything but what single units say."""
    said = (
        __version__, _code_state(), _own_code(), str(project.year), plan.deflate, str(project.settings.withheld),
        str(plan.final),
    )  # fmt: skip
    hashed = hashlib.sha256("\0".join(said).encode())
    for words in (settings.kept, settings.dropped):
        hashed.update("\0".join(sorted(words)).encode() + b"\1")
    for path in (project.root / SETTINGS_FILE, *_content(project)):
        _hash_file(hashed, project, path)
    for folder in (project.own_templates, packaged() / "templates" / "公文"):
        for path in sorted(folder.glob("*.docx")) if folder.is_dir() else ():
            _hash_file(hashed, project, path)
    if of_all_units(project, plan.documents):
        for path in sorted(plan.units.rglob("*.yaml")) if plan.units.is_dir() else (plan.units,):
            _hash_file(hashed, project, path)
    return hashed.hexdigest()


def _content(project: Project) -> list[Path]:
    """The files of the content folder but the list of units itself."""
    return [
        path
        for path in sorted(project.content.rglob("*"))
        if path.is_file() and path.relative_to(project.content).parts[0].partition(".")[0] != LIST
    ]


def _own_code() -> str:
    """As `_code_state`, for modules one level further down."""
    found = []
    for entry in sorted((Path(__file__).parent.parent).glob("*/*/*.py")):
        state = entry.stat()
        found.append(f"{state.st_size}:{state.st_mtime_ns}")
    return " ".join(found)


def inputs_of(common: str, document: str, state: str) -> str:
    """The digest of the inputs of one document of one unit."""
    return hashlib.sha256(f"{common}\0{document}\0{state}".encode()).hexdigest()
