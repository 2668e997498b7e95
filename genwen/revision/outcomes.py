"""What can become of a change from base to new, and the record of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from genwen.diagnostics import Position
from genwen.records import record

AUTHOR = "genwen"


LAYOUT = "版面"
"""Note of an outcome that is no words: indents, widths of characters."""


class Kind(StrEnum):
    """What became of one change; the values are shown to the clerk."""

    CLEAN = "已更新"
    """Applied as a tracked change, no doubt about the place."""
    INSERTED = "已新增"
    """A paragraph, row or table inserted."""
    DELETED = "建议删除"
    """A paragraph, row or table marked as deleted."""
    MOVED = "已移动"
    """A group of paragraphs or a row in another place."""
    CHECK = "请核对"
    """Applied; it touches what the clerk edited, and a comment says so."""
    ALREADY = "已一致"
    """The clerk's text says it already; nothing done."""
    WITHDRAWN = "已撤回"
    """An open update of an earlier build that the facts no longer have: taken back, with the comment on it."""
    CONFLICT = "冲突"
    """Value against value: both shown, with a comment."""
    COMMENT = "仅批注"
    """Not certain where or whether it applies: the clerk's text is untouched, a comment tells the new text."""
    KEPT_OUT = "未恢复"
    """The clerk deleted the place: it stays deleted, a comment tells the new text."""
    DECLINED = "已拒绝"
    """The clerk has rejected this very change before; not proposed again."""
    NOTICE = "提示"
    """Nothing that can be merged (page set-up, style): told, not done."""


@record
class Outcome:
    """One change from base to new and what became of it.

    `id` is stable over builds for the same change at the same place; `place` is for the clerk (二、主要措施 第3段); `old`, `new`
    and `theirs` are what base, new and the clerk's file say there; `path` and `position` the fact of the new text. `at` is the w:p it stands
    at while the merge goes on: only in the end is it known which paragraph of the file that is.
    """

    id: str
    kind: Kind
    place: str
    old: str = ""
    new: str = ""
    theirs: str = ""
    path: str = ""
    position: Position | None = None
    note: str = ""
    at: Any = None
