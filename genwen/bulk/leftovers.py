"""Documents of earlier runs that are no longer due: their unit is not in the list any more, or the document not for it.

They are told, never deleted: a clerk may have sent them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from genwen.bulk.folder import BulkFolder
from genwen.bulk.outlines import unit_documents
from genwen.bulk.workshop import Plan
from genwen.checking import OUTLINES
from genwen.project import Project


def left_over(project: Project, plan: Plan, folder: BulkFolder, due: Callable[[], Collection[str]]) -> list[str]:
    """The files on record and there, of the documents of a plan, that are not among those `due` (without .docx)."""
    if not len(folder.entries):
        return []
    own = (path.stem for path in (project.content / OUTLINES).glob("*.yaml"))
    known = sorted({*unit_documents(project), *own, *plan.documents}, key=len, reverse=True)
    ends = tuple(f"{'/' if plan.folders else '-'}{document}.docx" for document in known)
    wanted = {f"{'/' if plan.folders else '-'}{document}.docx" for document in plan.documents}
    expected = due()
    found = []
    for file in folder.entries:
        if file.removesuffix(".docx") in expected or ("/" in file) != plan.folders:
            continue
        end = next((end for end in ends if file.endswith(end)), "")  # 专项-方案 is no 方案
        if end in wanted and os.path.lexists(folder.folder / file):
            found.append(file)
    return sorted(found)
