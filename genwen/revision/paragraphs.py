"""The text of paragraphs: what changed from base to new, brought into the paragraphs the clerk has made of them.

Each change is placed by the characters around it. It is applied where nothing was edited, applied with a comment where
it touches an edit, shown beside the clerk's value where both changed one, and only told in a comment everywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genwen.ooxml.revisions_text import OBJECT, Unit, format_key
from genwen.records import record
from genwen.revision.outcomes import Kind
from genwen.revision.reading import Container
from genwen.revision.session import Change, Joint, Session, fact_at, runs_like, segments
from genwen.revision.textdiff import BREAK, CharMap, Op, changes, fold, glued, plain_tokens

Element = Any
SHORT = 24
"""A value has no more characters: longer texts are prose, which is never set beside the clerk's."""

_ORDINALS, _ORDER = "序号", "次序"


@record
class _Edit:
    """A change with base characters in joint coordinates, and the new text with the runs it is written in."""

    b0: int
    b1: int
    parts: tuple[tuple[str, Element], ...]
    change: Change
    ordinal: bool

    @property
    def new(self) -> str:
        """The new text."""
        return "".join([text for text, _ in self.parts])


@record
class _Plan:
    """What to do with an edit: the characters of the clerk's joint text, the kind, and what stands there."""

    edit: _Edit
    kind: Kind
    m0: int
    m1: int
    theirs: str = ""
    note: str = ""


def merge_text(
    session: Session, container: Container, pairs: Sequence[tuple[Unit, Unit | None]], mine: Sequence[Unit], *,
    sure: bool = True, doubtful: bool = False, ordinals: bool = True,
) -> None:  # fmt: skip
    """Bring what changed in base paragraphs (each with its new form) into the clerk's paragraphs they have become.

    `sure` False: paired by place alone, so that nothing is edited. `doubtful`: the item's name was changed by the clerk.
    `ordinals` False: they stay as they are, as the order does.
    """
    base = Joint([unit for unit, _ in pairs])
    edits = _edits(base, pairs)
    if not edits:
        return
    theirs = Joint(mine)
    place = CharMap(base.text, theirs.text)
    plans = [_plan(place, base, edit) for edit in _merged(place, base, edits)]
    if not sure:
        plans = [_only_told(plan, place) for plan in plans]
    elif doubtful or session.doubtful:
        plans = [_checked(plan, "这一项的名称您也改过，请确认说的是同一件事。") for plan in plans]
    if not ordinals:
        plans = [_Plan(p.edit, Kind.COMMENT, p.m0, p.m1, p.theirs, _ORDER) if p.edit.ordinal else p for p in plans]
    # from the end on, so that the places of the others stay true
    for plan in plans:
        session.owe(plan.edit.change)
    told = len(session.outcomes)
    for plan in sorted(plans, key=lambda plan: (plan.m0, plan.edit.b0), reverse=True):
        _carry_out(session, container, theirs, base, place, plan)
    session.outcomes[told:] = session.outcomes[told:][::-1]


def _edits(base: Joint, pairs: Sequence[tuple[Unit, Unit | None]]) -> list[_Edit]:
    found: list[_Edit] = []
    for (old, new), start in zip(pairs, base.starts, strict=True):
        if new is None or old.text == new.text:
            continue
        for op in changes(old.text, old.spans, new.text, new.spans):
            parts = tuple(segments(new, op.n0, op.n1))
            found.append(_Edit(start + op.b0, start + op.b1, parts, change_of(old, new, op), op.ordinal))
    return found


def change_of(old: Unit, new: Unit, op: Op) -> Change:
    """A change of text as it is told and named."""
    path, position = fact_at(new.spans, op.n0, op.n1)
    if not path and op.n1 == op.n0:
        path, position = fact_at(old.spans, op.b0, op.b1)
    key = f"{new.key or old.key}\0{old.text[max(0, op.b0 - 6) : op.b0]}"
    return Change(key, old.text[op.b0 : op.b1], new.text[op.n0 : op.n1], path, position)


def _merged(place: CharMap, base: Joint, edits: Sequence[_Edit]) -> list[_Edit]:
    """Edits that share one stretch the clerk has rewritten are one."""
    merged: list[_Edit] = []
    for edit in edits:
        if merged and not place.same:
            last = merged[-1]
            start, _ = place.widened(edit.b0, edit.b1)
            if start <= last.b1 and not place.intact(last.b0, last.b1) and not edit.ordinal and not last.ordinal:
                merged[-1] = _one(base, last, edit)
                continue
        merged.append(edit)
    return merged


def _one(base: Joint, first: _Edit, second: _Edit) -> _Edit:
    parts = (*first.parts, *_base_parts(base, first.b1, second.b0), *second.parts)
    old, new = base.text[first.b0 : second.b1], "".join([text for text, _ in parts])
    told = first.change if first.change.path else second.change
    change = Change(first.change.key, old, new, told.path, told.position)
    return _Edit(first.b0, second.b1, parts, change, False)


def _base_parts(base: Joint, start: int, end: int) -> list[tuple[str, Element]]:
    found = base.within(start, end) if end > start else None
    return segments(*found) if found is not None else []


# --- what to do --------------------------------------------------------------------------------------------------------


def _plan(place: CharMap, base: Joint, edit: _Edit) -> _Plan:
    """Where an edit goes in the clerk's text and what it is there."""
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
            return _Plan(edit, Kind.CLEAN if near or edit.ordinal else Kind.CHECK, m0, m1)
    return _disturbed(place, base, edit)


def _cut_beside(place: CharMap, b0: int, b1: int) -> bool:
    """Whether the clerk has taken away what stood beside base characters `b0` to `b1`."""
    return (b0 > 0 and place.to[b0 - 1] < 0) or (b1 < len(place.base) and place.to[b1] < 0)


def _insertion(place: CharMap, edit: _Edit) -> _Plan:
    at = edit.b0
    left, right = place.around(at, at)
    if left == right:
        return _Plan(edit, Kind.CHECK if _cut_beside(place, at, at) else Kind.CLEAN, left, left)
    held = place.mine[left:right]
    if edit.new.strip() and fold(edit.new.strip()) in fold(held):
        return _Plan(edit, Kind.ALREADY, left, right, held)
    if not place.base.strip() and len(held) <= SHORT and BREAK not in held and OBJECT not in held:
        return _Plan(edit, Kind.CONFLICT, left, right, held)
    beside_left = at > 0 and place.to[at - 1] == left - 1
    beside_right = at < len(place.base) and place.to[at] == right
    if beside_left and not glued(held[:1], edit.new[-1:]) and not glued(place.mine[left - 1 : left], edit.new[:1]):
        return _Plan(edit, Kind.CHECK, left, left, held)
    if beside_right and not glued(held[-1:], edit.new[:1]):
        return _Plan(edit, Kind.CHECK, right, right, held)
    return _Plan(edit, Kind.COMMENT, left, right, held)


def _disturbed(place: CharMap, base: Joint, edit: _Edit) -> _Plan:
    """An edit whose base text the clerk has changed too."""
    b0, b1 = place.widened(edit.b0, edit.b1)
    b0, b1 = _unglued(place, b0, b1)
    left, right = place.around(b0, b1)
    held = place.mine[left:right]
    parts = (*_base_parts(base, b0, edit.b0), *edit.parts, *_base_parts(base, edit.b1, b1))
    new = "".join([text for text, _ in parts])
    if _says(held, new) or _says(held, edit.new):
        return _Plan(edit, Kind.ALREADY, left, right, held)
    if edit.ordinal:
        return _Plan(edit, Kind.COMMENT, left, right, held, _ORDINALS)
    elsewhere = _elsewhere(place, edit)
    if elsewhere is not None and not _says(held, edit.change.old):
        note = "这段文字您挪动过，已在新的位置改好。"
        return _Plan(edit, Kind.CHECK, elsewhere, elsewhere + len(edit.change.old), held, note)
    if not held.strip():
        return _Plan(edit, Kind.KEPT_OUT, left, right, held)
    whole = _Edit(b0, b1, parts, edit.change, False)
    if _is_value(held, new, base.text[b0:b1]):
        return _Plan(_trimmed(whole, held), Kind.CONFLICT, *_trim(left, right, held, new), held)
    return _Plan(edit, Kind.COMMENT, left, right, held)


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


def _elsewhere(place: CharMap, edit: _Edit) -> int | None:
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
    head, tail = _common(held, new)
    return left + head, right - tail


def _common(held: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at the beginning and the end, in whole tokens."""
    one, other = ([text[s:e] for s, e in plain_tokens(text)] for text in (held, new))
    head = tail = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return len("".join(one[:head])), len("".join(one[len(one) - tail :])) if tail else 0


def _trimmed(edit: _Edit, held: str) -> _Edit:
    """The edit without what the clerk's text and the new text have in common at both ends."""
    head, tail = _common(held, edit.new)
    if not head and not tail:
        return edit
    end, at, parts = len(edit.new) - tail, 0, []
    for text, run in edit.parts:
        kept = text[max(0, head - at) : max(0, end - at)]
        if kept:
            parts.append((kept, run))
        at += len(text)
    return _Edit(edit.b0, edit.b1, tuple(parts), edit.change, edit.ordinal)


def _only_told(plan: _Plan, place: CharMap) -> _Plan:
    if plan.kind in (Kind.ALREADY, Kind.KEPT_OUT):
        return plan
    return _Plan(plan.edit, Kind.COMMENT, 0, len(place.mine), place.mine[:SHORT], plan.note)


def _checked(plan: _Plan, note: str) -> _Plan:
    if plan.kind is not Kind.CLEAN or plan.edit.ordinal:
        return plan
    return _Plan(plan.edit, Kind.CHECK, plan.m0, plan.m1, plan.theirs, note)


# --- doing it ----------------------------------------------------------------------------------------------------------


def _carry_out(session: Session, container: Container, theirs: Joint, base: Joint, place: CharMap, plan: _Plan) -> None:
    change = plan.edit.change
    unit = theirs.near(plan.m0)
    if session.refused(change):
        return
    found = theirs.within(plan.m0, plan.m1)
    if plan.kind in (Kind.CLEAN, Kind.CHECK, Kind.CONFLICT):
        if found is None:
            plan = _Plan(plan.edit, Kind.COMMENT, plan.m0, plan.m1, plan.theirs or place.mine[plan.m0 : plan.m1])
        else:
            unit = found[0]
            ends = _apply(session, container, *found, _formatted(session, theirs, base, place, plan))
            session.expect(unit, plan.edit.new)
            if plan.kind is not Kind.CLEAN:
                session.comment(container, unit, *ends, change, plan.kind, plan.theirs, plan.note)
            session.tell(change, plan.kind, container, unit, plan.theirs, plan.note)
            return
    if plan.kind is Kind.COMMENT and plan.note in (_ORDINALS, _ORDER):
        if plan.note == _ORDINALS and not session.numbering_told:
            note = "序号您改过，改过的序号都没有动；其余序号请一并核对。"
            session.comment(container, unit, None, None, change, Kind.COMMENT, plan.theirs, note)
            session.numbering_told = not session.quiet
    elif plan.kind in (Kind.COMMENT, Kind.KEPT_OUT):
        session.comment(container, unit, None, None, change, plan.kind, plan.theirs, plan.note)
    session.tell(change, plan.kind, container, unit, plan.theirs)


def _apply(
    session: Session, container: Container, unit: Unit, start: int, end: int, runs: list[Element]
) -> tuple[Element | None, Element | None]:
    """Replace characters of a unit by runs, tracked; gives the first and the last element of it."""
    session.touched(container)
    inserted = session.marker.insert(unit, end, runs, replacing=end > start)
    deleted = session.marker.delete(unit, start, end)
    held = [*deleted, *([inserted] if inserted is not None else [])]
    return (held[0], held[-1]) if held else (None, None)


def _formatted(session: Session, theirs: Joint, base: Joint, place: CharMap, plan: _Plan) -> list[Element]:
    """The runs of the new text: each in the format the clerk's file has where the base has the format of the new."""
    sources: list[tuple[str, Element | None]] = []
    fallback = theirs.piece(plan.m0) or (theirs.piece(plan.m0 - 1) if plan.m0 else None)
    for text, run in plan.edit.parts:
        key = format_key(run)
        found = _with_format(base, theirs, place, plan.edit.b0, key)
        if found is None:
            plain = b"rStyle" not in key and fallback is not None
            found = fallback.run if plain and fallback else session.translated(run.find(_RPR), session.new)
        sources.append((text, found))
    return runs_like(sources)


_RPR = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rPr"


def _with_format(base: Joint, theirs: Joint, place: CharMap, at: int, key: bytes) -> Element | None:
    """The clerk's run at the base character nearest to `at` that has a format in the base."""
    best: tuple[int, int] | None = None
    for unit, first in zip(base.units, base.starts, strict=True):
        for piece in unit.pieces:
            if format_key(piece.run) != key:
                continue
            start, end = first + piece.start, first + piece.end
            for near in _near(place, at, start, end):
                distance = near - at if near >= at else at - near - 1
                if best is None or distance < best[0]:
                    best = (distance, near)
    if best is None:
        return None
    piece_there = theirs.piece(place.to[best[1]])
    return piece_there.run if piece_there is not None else None


def _near(place: CharMap, at: int, start: int, end: int) -> list[int]:
    """The kept base characters of a stretch nearest to `at`, on either side."""
    right = next((n for n in range(max(at, start), end) if place.to[n] >= 0), None)
    left = next((n for n in range(min(at, end) - 1, start - 1, -1) if place.to[n] >= 0), None)
    return [n for n in (right, left) if n is not None]
