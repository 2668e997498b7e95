"""One change of a merge in one line, as clerks are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genwen.revision.outcomes import Outcome

_SHOWN = 36
_HOW = {
    **dict.fromkeys(("已更新", "请核对", "已撤回", "已一致"), ("删去", "加上")),
    **dict.fromkeys(("仅批注", "未恢复", "已拒绝"), ("应删去", "应加上")),
}
"""What is said of words that only go, and that only come, where the kind does not say it."""


def is_pressing(outcome: Outcome) -> bool:
    """Whether somebody has to look at it: a conflict, or a change that is only told in a comment."""
    return str(outcome.kind) in ("冲突", "仅批注")


def outcome_line(outcome: Outcome) -> str:
    """One change in one line: the place, old and new, the clerk's own where it matters, the fact."""
    from genwen.revision.outcomes import LAYOUT  # only where a draft was merged
    from genwen.revision.wording import apart

    old, new, theirs = short(outcome.old), short(outcome.new), short(outcome.theirs)
    kind = str(outcome.kind)
    if kind == "冲突":
        said = f"稿子里是“{theirs}”，事实现为“{new}”（上次生成时是“{old}”）"
        said += f"，{outcome.note.rstrip('。')}" if outcome.note else ""
    elif kind == "已移动" and outcome.old == outcome.new:
        said = f"“{new}”"
    elif outcome.old and outcome.new:
        said = " → ".join(apart(" ".join(outcome.old.split()), " ".join(outcome.new.split())))
    elif outcome.note == LAYOUT:
        said = outcome.new
    else:
        said = _HOW.get(kind, ("", ""))[bool(new)] + f"“{new or old}”"
    return f"{outcome.place}：{said}" + (f"  {outcome.path}" if outcome.path else "")


def short(text: str, shown: int = _SHOWN) -> str:
    """A text in one line, its middle left out when it is long."""
    from genwen.revision.textdiff import outside  # only where a draft was edited

    line = " ".join(text.split())
    if len(line) <= shown:
        return line
    head, tail = outside(line, shown - 9, 1), outside(line, len(line) - 8, -1)
    return line if head >= tail else f"{line[:head]}…{line[tail:]}"
