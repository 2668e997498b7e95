"""Outlines of the documents of units: where they are, which units they are for (适用), which of them speak of the campaign
that all units are in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from genwen.campaign.root import RESULTS
from genwen.checking import OUTLINES
from genwen.diagnostics import FindingsError, GenwenError, errors_in, nearest
from genwen.document.outline.compiled import Outline
from genwen.document.outline.reader import OutlineReader
from genwen.facts.source.reader import read_source
from genwen.project import Project
from genwen.units.lists import LIST


def unit_documents(project: Project) -> list[str]:
    """The documents that have an outline for units."""
    return sorted(path.stem for path in (project.content / OUTLINES / LIST).glob("*.yaml") if path.name[0] not in "._~")


def outline_path(project: Project, name: str) -> Path:
    """The outline of a unit's document: that for units when there is one, the office's own else.

    Raises GenwenError when there is neither.
    """
    own = project.content / OUTLINES / LIST / f"{name}.yaml"
    path = own if own.is_file() else project.content / OUTLINES / f"{name}.yaml"
    if not path.is_file():
        known = {item.stem for folder in (own.parent, own.parent.parent) for item in folder.glob("*.yaml")}
        hint = nearest(name, sorted(known)) or f"在 {project.shown(own.parent)} 里建立 {name}.yaml"
        raise GenwenError(f"没有名为“{name}”的公文", hint)
    return path


def unit_outline(project: Project, name: str) -> Outline:
    """The outline of a unit's document. Raises FindingsError when it is wrong, GenwenError when there is none."""
    path = outline_path(project, name)
    source = read_source(path, project.shown(path))
    reader = OutlineReader(name, source, project.settings.profile)
    outline = reader.read()
    findings = [*source.findings, *reader.findings]
    if errors_in(findings):
        raise FindingsError(findings)
    return outline


def concerns_of(project: Project, name: str) -> str:
    """The condition a unit fulfils that is to have the document, "" for all.

    Raises GenwenError when there is no such document, FindingsError when its outline is wrong.
    """
    return unit_outline(project, name).concerns


def of_all_units(project: Project, names: Sequence[str]) -> bool:
    """Whether a document of one unit may follow from what the list says of others: places, numbers of notices."""
    for name in names:
        with suppress(OSError):
            if RESULTS.encode() in outline_path(project, name).read_bytes():
                return True
    return False
