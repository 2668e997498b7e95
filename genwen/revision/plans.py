"""What to do with each change of a paragraph's text, given what the clerk has made of the paragraph.

Nothing here touches a document. A change is placed by the characters around it that the clerk has kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from genwen.ooxml.revisions_text import OBJECT
from genwen.records import record, replace
from genwen.revision.outcomes import Kind
from genwen.revision.session import Change, Joint, segments
from genwen.revision.textdiff import BREAK, CharMap, common_ends, fold, glued
from genwen.revision.wording import NOT_MOVED, quote

Element = Any
SHORT = 24
"""A value has no more characters: longer texts are prose, which is never set beside the clerk's."""
ORDINALS, ORDER = "序号", "次序"
"""Notes of ordinals that are left: renumbered by the clerk, and of an order that is left."""
_COUNT = "序列的项数"
ELSEWHERE = "另一处"
"""Note of words that are not put in, as they stand, edited, in their old place; the comment is there."""
_LONG, _QUOTED = 12, 24
_MOST = 0.8


@record
class Edit:
    """A change with base characters in joint coordinates, and the new text with the runs it is written in."""

    b0: int
    b1: int
    parts: tuple[tuple[str, Element], ...]
    change: Change
    ordinal: bool
    numbering: bool = False
    """Whether an ordinal goes or comes with other words."""

    @property
    def new(self) -> str:
        """The new text."""
        return "".join([text for text, _ in self.parts])


@record
class Plan:
    """What to do with an edit: the characters of the clerk's joint text, the kind, and what stands there."""

    edit: Edit
    kind: Kind
    m0: int
    m1: int
    theirs: str = ""
    note: str = ""


def base_parts(base: Joint, start: int, end: int) -> list[tuple[str, Element]]:
    """Characters of the base with the runs they are written in; nothing where they reach over paragraphs."""
    found = base.within(start, end) if end > start else None
    return segments(*found) if found is not None else []


def planned(place: CharMap, base: Joint, edit: Edit) -> Plan:
    """Where an edit goes in the clerk's text and what it is there."""
    if OBJECT in edit.new:
        left, right = place.around(edit.b0, edit.b1)
        return Plan(edit, Kind.COMMENT, left, right, place.mine[left:right])  # a picture or note is not text to write
    if edit.b0 == edit.b1:
        return _insertion(place, edit)
    if place.intact(edit.b0, edit.b1):
        m0 = place.to[edit.b0]
        m1 = place.to[edit.b1 - 1] + 1
        left, right = place.around(edit.b0, edit.b1)
        near = left == m0 and right == m1
        mine = place.mine
        fused = (left != m0 and glued(mine[m0 - 1 : m0], mine[m0 : m0 + 1])) or (
            right != m1 and glued(mine[m1 - 1 : m1], mine[m1 : m1 + 1])
        )
        if not fused:
            near = near and not _cut_beside(place, edit.b0, edit.b1)
            return Plan(edit, Kind.CLEAN if near or edit.ordinal else Kind.CHECK, m0, m1)
    return _disturbed(place, base, edit)


def agreed(place: CharMap, base: Joint, edits: Sequence[Edit]) -> dict[int, tuple[int, int]]:
    """The edits (by number) that the clerk has made himself, with where they are in the clerk's text.

    Where the changes of both sides meet they are one stretch; a stretch that reads alike on both sides is the same change,
    however the comparisons have cut it into pieces.
    """
    if place.same:
        return {}
    theirs = [(b0, b1) for b0, b1, _, _ in place.edits()]
    found: dict[int, tuple[int, int]] = {}
    for start, end in _stretches([*theirs, *((edit.b0, edit.b1) for edit in edits)]):
        inside = [number for number, edit in enumerate(edits) if start <= edit.b0 and edit.b1 <= end]
        left, right = place.around(start, end)
        at, new = start, ""
        cuts: dict[int, tuple[int, int]] = {}
        for number in inside:
            new += base.text[at : edits[number].b0]
            cuts[number] = (len(new), len(new) + len(edits[number].new))
            new += edits[number].new
            at = edits[number].b1
        new += base.text[at:end]
        held = place.mine[left:right]
        if inside and fold(new) == fold(held):
            found.update(dict.fromkeys(inside, (left, right)))
        elif inside and held.strip():
            read = CharMap(new, held)
            for number, (n0, n1) in cuts.items():
                if _gone(place, edits[number]) and _stands(read, n0, n1):
                    found[number] = (left, right)
    return found


def _gone(place: CharMap, edit: Edit) -> bool:
    """Whether nothing of the old text is left in the clerk's."""
    return not any(place.to[at] >= 0 for at in range(edit.b0, edit.b1))


def _stands(read: CharMap, n0: int, n1: int) -> bool:
    """Whether the clerk's text says characters `n0` to `n1` of the new one; or, where these are none, says nothing there
    but what he made of the words beside."""
    if n0 < n1:
        if not read.intact(n0, n1):
            return False
        m0, m1 = read.to[n0], read.to[n1 - 1] + 1
        return not glued(read.mine[m0 - 1 : m0], read.mine[m0]) and not glued(read.mine[m1 - 1], read.mine[m1 : m1 + 1])
    left, right = read.around(n0, n0)
    first, last = read.widened(n0, n0)
    return left == right or first < last


def _stretches(changed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals joined where they overlap or touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(changed):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut_beside(place: CharMap, b0: int, b1: int) -> bool:
    """Whether the clerk has taken away what stood beside base characters `b0` to `b1`."""
    return (b0 > 0 and place.to[b0 - 1] < 0) or (b1 < len(place.base) and place.to[b1] < 0)


def _insertion(place: CharMap, edit: Edit) -> Plan:
    at = edit.b0
    left, right = place.around(at, at)
    if left == right:
        return Plan(edit, Kind.CHECK if _cut_beside(place, at, at) else Kind.CLEAN, left, left)
    held = place.mine[left:right]
    if edit.new.strip() and fold(edit.new.strip()) in fold(held):
        return Plan(edit, Kind.ALREADY, left, right, held)
    if not place.base.strip() and len(held) <= SHORT and BREAK not in held and OBJECT not in held:
        return Plan(edit, Kind.CONFLICT, left, right, held)
    beside_left = at > 0 and place.to[at - 1] == left - 1
    beside_right = at < len(place.base) and place.to[at] == right
    if beside_left and not glued(held[:1], edit.new[-1:]) and not glued(place.mine[left - 1 : left], edit.new[:1]):
        return Plan(edit, Kind.CHECK, left, left, held)
    if beside_right and not glued(held[-1:], edit.new[:1]):
        return Plan(edit, Kind.CHECK, right, right, held)
    return Plan(edit, Kind.COMMENT, left, right, held)


def _disturbed(place: CharMap, base: Joint, edit: Edit) -> Plan:
    """An edit whose base text the clerk has changed too."""
    b0, b1 = place.widened(edit.b0, edit.b1)
    b0, b1 = _unglued(place, b0, b1)
    left, right = place.around(b0, b1)
    held = place.mine[left:right]
    if not edit.new.strip() and not held.strip():
        return Plan(edit, Kind.ALREADY, left, right, held)  # the clerk has taken away what the facts take away
    parts = (*base_parts(base, b0, edit.b0), *edit.parts, *base_parts(base, edit.b1, b1))
    new = "".join([text for text, _ in parts])
    if _says(held, new) or _says(held, edit.new):
        return Plan(edit, Kind.ALREADY, left, right, held)
    if edit.ordinal:
        return Plan(edit, Kind.COMMENT, left, right, held, ORDINALS)
    elsewhere = _elsewhere(place, edit)
    if elsewhere is not None and not _says(held, edit.change.old):
        note = "这段文字您挪动过，已在新的位置改好。"
        return Plan(edit, Kind.CHECK, elsewhere, elsewhere + len(edit.change.old), held, note)
    if not held.strip():
        return Plan(edit, Kind.KEPT_OUT, left, right, held)
    old = base.text[b0:b1]
    if _is_value(held, new, old):
        whole = Edit(b0, b1, parts, replace(edit.change, old=old, new=new), False, edit.numbering)
        return Plan(_trimmed(whole, held), Kind.CONFLICT, *_trim(left, right, held, new), held)
    return Plan(edit, Kind.COMMENT, left, right, held)


def _unglued(place: CharMap, b0: int, b1: int) -> tuple[int, int]:
    """Base characters widened as long as the clerk's text would be cut inside a figure or word."""
    while b0 > 0:
        left, _ = place.around(b0, b1)
        if not glued(place.mine[left - 1 : left] if left else "", place.mine[left : left + 1]):
            break
        b0 -= 1
    while b1 < len(place.base):
        _, right = place.around(b0, b1)
        if not glued(place.mine[right - 1 : right] if right else "", place.mine[right : right + 1]):
            break
        b1 += 1
    return b0, b1


def _says(held: str, text: str) -> bool:
    """Whether a text stands in the other as whole tokens."""
    wanted, where = fold(text).strip(), fold(held)
    if not wanted:
        return False
    at = where.find(wanted)
    while at >= 0:
        before, after = where[at - 1 : at] if at else "", where[at + len(wanted) : at + len(wanted) + 1]
        if not glued(before, wanted[:1]) and not glued(wanted[-1:], after):
            return True
        at = where.find(wanted, at + 1)
    return False


def _elsewhere(place: CharMap, edit: Edit) -> int | None:
    """Where the old text stands, exactly once and whole, among what the clerk wrote; None else."""
    old = fold(edit.change.old)
    if len(old) < 2 or (len(old) < 4 and not any(char.isdigit() for char in old)):
        return None
    mine = fold(place.mine)
    at = mine.find(old)
    if at < 0 or mine.find(old, at + 1) >= 0:
        return None
    fused = glued(mine[at - 1 : at] if at else "", old[:1]) or glued(old[-1:], mine[at + len(old) : at + len(old) + 1])
    written = any(start <= at and at + len(old) <= end for start, end in place.unmatched())
    return at if written and not fused else None


def _is_value(held: str, new: str, old: str) -> bool:
    """Whether what is in conflict is a value and not prose: short, in one paragraph, no object in it."""
    texts = (held, new, old)
    if any(BREAK in text or OBJECT in text for text in texts) or max(map(len, texts)) > SHORT:
        return False
    return all(any(char.isdigit() for char in text) for text in texts) or max(map(len, texts)) <= SHORT // 2


def _trim(left: int, right: int, held: str, new: str) -> tuple[int, int]:
    head, tail = common_ends(held, new)
    return left + head, right - tail


def _trimmed(edit: Edit, held: str) -> Edit:
    """The edit without what the clerk's text and the new text have in common at both ends."""
    head, tail = common_ends(held, edit.new)
    if not head and not tail:
        return edit
    end, at, parts = len(edit.new) - tail, 0, []
    for text, run in edit.parts:
        kept = text[max(0, head - at) : max(0, end - at)]
        if kept:
            parts.append((kept, run))
        at += len(text)
    return Edit(edit.b0, edit.b1, tuple(parts), edit.change, edit.ordinal, edit.numbering)


def only_told(plan: Plan, place: CharMap) -> Plan:
    """A plan that touches nothing: a comment says what it would have done."""
    if plan.kind in (Kind.ALREADY, Kind.KEPT_OUT):
        return plan
    return Plan(plan.edit, Kind.COMMENT, 0, len(place.mine), place.mine[:SHORT], plan.note)


def checked(plan: Plan, note: str) -> Plan:
    """A plan with a comment, where it had none."""
    if plan.kind is not Kind.CLEAN or plan.edit.ordinal:
        return plan
    return Plan(plan.edit, Kind.CHECK, plan.m0, plan.m1, plan.theirs, note)


def consistent(plans: Sequence[Plan], ordinals: bool) -> list[Plan]:
    """The plans with what hangs together done together or not at all.

    Where words that change places cannot be taken away, they are not put elsewhere either; and where words with an
    ordinal stay, or `ordinals` is False, the other ordinals stay, and the number of them said ahead.
    """
    kept = [plan for plan in plans if plan.kind in _LEFT and len(plan.edit.change.old) >= _LONG]
    settled = [
        replace(plan, kind=Kind.COMMENT, note=ELSEWHERE)
        if plan.kind in _DONE and any(_same_words(plan.edit.new, each.edit.change.old) for each in kept)
        else plan
        for plan in plans
    ]
    come = [plan.edit.new for plan in settled if plan.note == ELSEWHERE]
    settled = [staying(plan, come) if plan in kept else plan for plan in settled]
    stay = not ordinals or any(plan.kind in _LEFT and plan.edit.numbering for plan in settled)
    if not stay:
        return settled
    return [_standing(plan) if plan.kind in _DONE else plan for plan in settled]


def _standing(plan: Plan) -> Plan:
    """The plan where the parts of a series stay as they are."""
    if plan.edit.ordinal:
        return replace(plan, kind=Kind.COMMENT, note=ORDER)
    if _COUNT in plan.edit.change.path:
        return replace(plan, kind=Kind.COMMENT, note="各项没有动，项数也没有动。")
    return plan


def staying(plan: Plan, come: Sequence[str]) -> Plan:
    """Words that are left where they are, and of which `come` would have stood elsewhere."""
    old = plan.edit.change.old
    moved = next((text for text in come if _same_words(text, old)), "")
    if not moved:
        return plan
    if len(moved) >= _MOST * len(old):
        return replace(plan, note=NOT_MOVED)
    return replace(plan, note=f"其中{quote(moved, _QUOTED)}按事实改到了别处，也没有动。")


_DONE = (Kind.CLEAN, Kind.CHECK)
_LEFT = (Kind.COMMENT, Kind.KEPT_OUT)


def _same_words(new: str, old: str) -> bool:
    """Whether most of an old text is put in elsewhere."""
    if len(new) < _LONG:
        return False
    one, other = (frozenset(map("".join, pairwise(text))) for text in (fold(new), fold(old)))
    return len(one & other) >= _MOST * min(len(one), len(other))
