"""Members of a group named in the text against the table of its members: one of the table that the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.sheet import TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MEMBERS = regex(r"(?:负责人|负责同志|分管领导|领导)?(?:为|任|是)成员(?:单位)?[，。；]|成员单位(?:包括|有|为)")
_OPEN = regex("等(?:\\d+个|有关|相关)?(?:部门|单位|成员)|有关部门|相关部门|有关单位|各成员单位")
_CAPTION = regex("成员(?:单位|名单)")
_HEAD = regex("单位|部门|成员")
_LEAST, _MOST = 4, 2
"""Members that the text names at least, and leaves out at most, of those in the table."""


def check_rosters(subject: Subject) -> Iterator[Finding]:
    """Every sentence that names the members of a group, against every table of members of the document."""
    for view in subject.views:
        lines = [line for line in view.lines if "成员" in line.text and _MEMBERS.search(line.text)]
        for sheet in sheets_of(view) if lines else ():
            names = _names(sheet)
            for line in lines if len(names) > _LEAST else ():
                left = [name for name in names if name not in line.text]
                if _OPEN.search(line.text) or len(names) - len(left) < _LEAST or not 0 < len(left) <= _MOST:
                    continue
                at = _MEMBERS.search(line.text)
                start = at.start() if at else 0
                yield finding("A503", f"成员里没有“{'”“'.join(left)}”，表中所列的成员单位有，见 {sheet.grid.position}", "核对成员，各处应当一致",
                              line.at(start))  # fmt: skip


def _names(sheet: Sheet) -> list[str]:
    """The members a table lists, by their first column that says so."""
    if not _CAPTION.search(sheet.caption):
        return []
    column = next((c for c, head in enumerate(sheet.heads) if _HEAD.search(head) and len(head) <= 6), None)
    if column is None:
        return []
    names = [re.sub(r"\s", "", sheet.text(row, column)) for row in range(len(sheet.rows))]
    return [name for name in names if len(name) > 2 and not TOTAL.match(name)]
