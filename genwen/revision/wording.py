"""What genwen's comments say: what the facts say now, what it did, and what the clerk does next."""

from __future__ import annotations

from typing import Protocol

from genwen.diagnostics import Position
from genwen.revision.outcomes import Kind
from genwen.revision.textdiff import BREAK

_LONG = 120
NOT_MOVED = "这里您改过，没有挪动，有关的序号也没有动。"
"""Note of what stays in its place although the order of the facts is another."""


class Told(Protocol):
    """A change as a comment tells of it."""

    @property
    def old(self) -> str:
        """What the draft said when it was generated."""

    @property
    def new(self) -> str:
        """What it would say now."""

    @property
    def path(self) -> str:
        """The fact."""

    @property
    def position(self) -> Position | None:
        """Where the fact is written."""


def comment(kind: Kind, change: Told, theirs: str, note: str = "") -> str:
    """The text of the comment on a change."""
    if note == NOT_MOVED:
        return f"【请处理】按事实，{quote(change.old, 40)}的先后次序变了；{note}"
    text = _TEXTS[kind](change, theirs)
    return f"{text}{note}" if note else text


def quote(text: str, limit: int = _LONG) -> str:
    """A text in Chinese quotation marks, a long one by its beginning."""
    flat = text.replace(BREAK, "／").replace("\n", "／").replace("\t", "　")
    return f"“{flat[:limit]}{'……' if len(flat) > limit else ''}”"


def _source(change: Told) -> str:
    parts = [part for part in (change.path, str(change.position) if change.position else "") if part]
    return f"（{'，'.join(parts)}）" if parts else ""


def _conflict(change: Told, theirs: str) -> str:
    return (
        f"【冲突】您写的是{quote(theirs, 400)}，事实现在是{quote(change.new)}，生成时是{quote(change.old)}{_source(change)}。"
        "两个都留在这里：标为删除的是您写的，标为插入的是新的。要用新的，接受这两处修订；要用您的，拒绝。"
    )


def _check(change: Told, theirs: str) -> str:
    said = f"{quote(change.old)}已改为{quote(change.new)}" if change.old else f"已补入{quote(change.new)}"
    if change.old and not change.new:
        said = f"已删去{quote(change.old)}"
    return f"【请核对】{said}{_source(change)}，紧挨着您改过的文字，请看前后是否通顺。"


def _only(change: Told, theirs: str) -> str:
    if not change.new:
        return f"【请处理】事实里已没有{quote(change.old)}{_source(change)}；这里您改过，没有动它。需要时请自行删改。"
    if not change.old:
        return f"【请处理】按事实应补入{quote(change.new)}{_source(change)}；这里您改过，拿不准放在哪里，没有动它。"
    return (
        f"【请处理】事实已由{quote(change.old)}变为{quote(change.new)}{_source(change)}；这里您改过，没有动它。"
        "需要时请照新的改写。"
    )


def _kept_out(change: Told, theirs: str) -> str:
    said = f"由{quote(change.old)}变为{quote(change.new)}" if change.old else f"是{quote(change.new)}"
    return f"【提示】您删去了这里的一段文字，它引用的事实现在{said}{_source(change)}。没有恢复；需要时请自行补写。"


def _plain(change: Told, theirs: str) -> str:
    return f"【提示】{quote(change.old)}已变为{quote(change.new)}{_source(change)}。"


_TEXTS = {
    Kind.CONFLICT: _conflict,
    Kind.CHECK: _check,
    Kind.COMMENT: _only,
    Kind.KEPT_OUT: _kept_out,
    **dict.fromkeys(
        (Kind.CLEAN, Kind.INSERTED, Kind.DELETED, Kind.MOVED, Kind.ALREADY, Kind.DECLINED, Kind.NOTICE), _plain
    ),
}
