"""Which units a document is for (适用 of its outline), and which documents speak of the campaign all units are in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from genwen.bulk.workshop import outline_path, unit_outline
from genwen.campaign.root import RESULTS
from genwen.project import Project


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
