"""Which units a document is for (适用 of its outline), and which documents speak of the campaign all units are in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from genwen.bulk.workshop import outline_path
from genwen.campaign.root import RESULTS
from genwen.document.outline_reader import OutlineReader
from genwen.facts.source import read_source
from genwen.project import Project


def concerns_of(project: Project, name: str) -> str:
    """The condition a unit fulfils that is to have the document, "" for all; what is wrong with it is told later.

    Raises GenwenError when there is no such document.
    """
    path = outline_path(project, name)
    source = read_source(path, project.shown(path))
    return OutlineReader(name, source, project.settings.profile).read().concerns


def of_all_units(project: Project, names: Sequence[str]) -> bool:
    """Whether a document of one unit may follow from what the list says of others: places, numbers of notices."""
    for name in names:
        with suppress(OSError):
            if RESULTS.encode() in outline_path(project, name).read_bytes():
                return True
    return False
