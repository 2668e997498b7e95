"""What genwen's comments say: what the facts say now, what it did, and what the clerk does next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genwen.diagnostics import Position
from genwen.ooxml.revisions_text import OBJECT
from genwen.revision.outcomes import Kind
from genwen.revision.textdiff import BREAK, changes, outside, shortened

_LONG = 120
_PLAIN = 36
_BEFORE, _BEHIND = 8, 5
NO_TEXT = "〔图或注〕"
"""What stands in a message for a picture, a note's mark or a formula."""
EARLIER = "稿子里的是以前生成的，后来的更新没有接受。"
"""Note of a figure in conflict that nobody has typed."""
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

    @property
    def where(self) -> str:
        """Where the generated document had a paragraph or row that the draft has no more, "" else."""


def comment(kind: Kind, change: Told, theirs: str, note: str = "") -> str:
    """The text of the comment on a change."""
    if note == NOT_MOVED:
        return f"【请处理】按事实，{quote(change.old, 40)}的先后次序变了；{note}"
    text = _TEXTS[kind](change, theirs)
    return f"{text}{note}" if note else text


def quote(text: str, limit: int = _LONG) -> str:
    """A text in Chinese quotation marks, a long one by its beginning."""
    flat = text.replace(OBJECT, NO_TEXT).replace(BREAK, "／").replace("\n", "／").replace("\t", "　")
    return f"“{shortened(flat, limit, '……')}”"


def apart(old: str, new: str) -> tuple[str, str]:
    """Two texts in quotation marks; of long ones that are much alike only what differs, with a little around it."""
    if max(len(old), len(new)) <= _PLAIN:
        return quote(old), quote(new)
    ops = changes(old, (), new, ())
    gone, come = sum(op.b1 - op.b0 for op in ops), sum(op.n1 - op.n0 for op in ops)
    if not ops or 2 * (gone + come) > len(old) + len(new):
        return quote(old), quote(new)
    return (
        quote(_near(old, [(op.b0, op.b1) for op in ops]), 2 * _LONG),
        quote(_near(new, [(op.n0, op.n1) for op in ops]), 2 * _LONG),
    )


def _near(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Some stretches of a text with a few characters around them, the rest left out."""
    said = ""
    last = 0
    for start, end in stretches:
        first = max(outside(text, max(start - _BEFORE, 0), -1), last)
        stop = outside(text, min(end + _BEHIND, len(text)), 1)
        said += ("…" if first > last else "") + text[first:stop]
        last = max(last, stop)
    return said + ("…" if last < len(text) else "")


def _source(change: Told) -> str:
    parts = [part for part in (change.path, str(change.position) if change.position else "") if part]
    return f"（{'，'.join(parts)}）" if parts else ""


def _conflict(change: Told, theirs: str) -> str:
    return (
        f"【冲突】稿子里是{quote(theirs, 400)}，事实现在是{quote(change.new)}，上次生成时是{quote(change.old)}{_source(change)}。"
        "两个都留在这里：标为删除的是稿子里原来的，标为插入的是新的。要用新的，接受这两处修订；要用原来的，拒绝。"
    )


def _check(change: Told, theirs: str) -> str:
    old, new = apart(change.old, change.new)
    said = f"{old}已改为{new}" if change.old else f"已补入{new}"
    if change.old and not change.new:
        said = f"已删去{old}"
    return f"【请核对】{said}{_source(change)}，紧挨着您改过的文字，请看前后是否通顺。"


def _only(change: Told, theirs: str) -> str:
    old, new = apart(change.old, change.new)
    if not change.new:
        return f"【请处理】事实里已没有{old}{_source(change)}；稿子里这里改过，没有动它。需要时请自行删改。"
    if not change.old:
        return f"【请处理】按事实应补入{new}{_source(change)}；稿子里这里改过，拿不准放在哪里，没有动它。"
    return f"【请处理】事实已由{old}变为{new}{_source(change)}；稿子里这里改过，没有动它。需要时请照新的改写。"


def _kept_out(change: Told, theirs: str) -> str:
    old, new = apart(change.old, change.new)
    if change.where:
        # a row is named by its own words
        what = change.where if "“" in change.where else f"{change.where}（{quote(change.old, 16)}）"
        said = f"里面的事实已由{old}变为{new}" if change.old else f"现在应有{new}"
        return f"【提示】生成时这附近有{what}，稿子里没有了；{said}{_source(change)}。没有补回；需要时请自行补写。"
    said = f"已由{old}变为{new}" if change.old else f"是{new}"
    return f"【提示】稿子里这一处没有了，它引用的事实{said}{_source(change)}。没有补回；需要时请自行补写。"


def _plain(change: Told, theirs: str) -> str:
    return f"【提示】{quote(change.old)}已变为{quote(change.new)}{_source(change)}。"


_TEXTS = {
    Kind.CONFLICT: _conflict,
    Kind.CHECK: _check,
    Kind.COMMENT: _only,
    Kind.KEPT_OUT: _kept_out,
    **dict.fromkeys(
        (Kind.CLEAN, Kind.WITHDRAWN, Kind.INSERTED, Kind.DELETED, Kind.MOVED, Kind.ALREADY, Kind.DECLINED, Kind.NOTICE),
        _plain,
    ),
}
