"""Which units a document is for (适用 of its outline), and which documents speak of the campaign all units are in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from genwen.bulk.workshop import outline_path
from genwen.campaign.root import RESULTS
from genwen.diagnostics import FindingsError, errors_in
from genwen.document.outline_reader import OutlineReader
from genwen.facts.source import read_source
from genwen.project import Project


def concerns_of(project: Project, name: str) -> str:
    """The condition a unit fulfils that is to have the document, "" for all.

    Raises GenwenError when there is no such document, FindingsError when its outline is wrong.
    """
    path = outline_path(project, name)
    source = read_source(path, project.shown(path))
    reader = OutlineReader(name, source, project.settings.profile)
    outline = reader.read()
    findings = [*source.findings, *reader.findings]
    if errors_in(findings):
        raise FindingsError(findings)
    return outline.concerns


def of_all_units(project: Project, names: Sequence[str]) -> bool:
    """Whether a document of one unit may follow from what the list says of others: places, numbers of notices."""
    for name in names:
        with suppress(OSError):
            if RESULTS.encode() in outline_path(project, name).read_bytes():
                return True
    return False
