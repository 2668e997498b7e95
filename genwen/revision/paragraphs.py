"""The text of paragraphs: what changed from base to new, brought into the paragraphs the clerk has made of them.

Each change is placed by the characters around it. It is applied where nothing was edited, applied with a comment where
it touches an edit, shown beside the clerk's value where both changed one, and only told in a comment everywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genwen.ooxml.revisions_text import Unit, format_key
from genwen.patterns import regex
from genwen.records import replace
from genwen.revision.model import Span
from genwen.revision.outcomes import Kind
from genwen.revision.plans import (
    ELSEWHERE,
    ORDER,
    ORDINALS,
    Edit,
    Plan,
    agreed,
    base_parts,
    checked,
    consistent,
    only_told,
    planned,
)
from genwen.revision.reading import Container
from genwen.revision.session import Change, Joint, Session, fact_of, runs_like, segments
from genwen.revision.textdiff import CharMap, Op, changes
from genwen.revision.wording import EARLIER

Element = Any
_AROUND = 10
_CLAUSE_END = regex("[，。；：、]")


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
    own = agreed(place, base, edits)
    plans = [Plan(edits[at], Kind.ALREADY, *there, place.mine[slice(*there)]) for at, there in own.items()]
    left = [edit for at, edit in enumerate(edits) if at not in own]
    plans += [planned(place, base, edit) for edit in _merged(place, base, left)]
    if not sure:
        plans = [only_told(plan, place) for plan in plans]
    elif doubtful or session.doubtful:
        plans = [checked(plan, "这一项的名称您也改过，请确认说的是同一件事。") for plan in plans]
    plans = consistent(plans, ordinals and session.ordinals)
    # from the end on, so that the places of the others stay true
    for plan in plans:
        session.owe(plan.edit.change)
    told = len(session.outcomes)
    for plan in sorted(plans, key=lambda plan: (plan.m0, plan.edit.b0), reverse=True):
        _carry_out(session, container, theirs, base, place, plan)
    session.outcomes[told:] = session.outcomes[told:][::-1]


def _edits(base: Joint, pairs: Sequence[tuple[Unit, Unit | None]]) -> list[Edit]:
    found: list[Edit] = []
    for (old, new), start in zip(pairs, base.starts, strict=True):
        if new is None or old.text == new.text:
            continue
        for op in changes(old.text, old.spans, new.text, new.spans):
            parts = tuple(segments(new, op.n0, op.n1))
            numbered = not op.ordinal and (_numbering(old.spans, op.b0, op.b1) or _numbering(new.spans, op.n0, op.n1))
            found.append(Edit(start + op.b0, start + op.b1, parts, change_of(old, new, op), op.ordinal, numbered))
    return found


def change_of(old: Unit, new: Unit, op: Op) -> Change:
    """A change of text as it is told and named."""
    path, position = fact_of(old, new, op)
    key = f"{new.key or old.key}\0{old.text[max(0, op.b0 - 6) : op.b0]}"
    around = _CLAUSE_END.split(old.text[: op.b0])[-1][-_AROUND:], _CLAUSE_END.split(old.text[op.b1 :])[0][:_AROUND]
    return Change(key, old.text[op.b0 : op.b1], new.text[op.n0 : op.n1], path, position, around=around)


def _merged(place: CharMap, base: Joint, edits: Sequence[Edit]) -> list[Edit]:
    """Edits that share one stretch the clerk has rewritten are one."""
    merged: list[Edit] = []
    for edit in edits:
        if merged and not place.same:
            last = merged[-1]
            start, _ = place.widened(edit.b0, edit.b1)
            if start <= last.b1 and not place.intact(last.b0, last.b1) and not edit.ordinal and not last.ordinal:
                merged[-1] = _one(base, last, edit)
                continue
        merged.append(edit)
    return merged


def _one(base: Joint, first: Edit, second: Edit) -> Edit:
    parts = (*first.parts, *base_parts(base, first.b1, second.b0), *second.parts)
    old, new = base.text[first.b0 : second.b1], "".join([text for text, _ in parts])
    told = first.change if first.change.path else second.change
    around = first.change.around[0], second.change.around[1]
    change = Change(first.change.key, old, new, told.path, told.position, around=around)
    return Edit(first.b0, second.b1, parts, change, False, first.numbering or second.numbering)


def _numbering(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(span.kind == "编号" and span.start < end and span.end > start for span in spans)


def _carry_out(session: Session, container: Container, theirs: Joint, base: Joint, place: CharMap, plan: Plan) -> None:
    change = plan.edit.change
    unit = theirs.near(plan.m0)
    if session.refused(change):
        return
    if plan.kind is Kind.CONFLICT and session.printed_before(change, plan.theirs):
        plan = replace(plan, note=EARLIER)
    found = theirs.within(plan.m0, plan.m1)
    if plan.kind in (Kind.CLEAN, Kind.CHECK, Kind.CONFLICT):
        if found is None:
            plan = Plan(plan.edit, Kind.COMMENT, plan.m0, plan.m1, plan.theirs or place.mine[plan.m0 : plan.m1])
        else:
            unit = found[0]
            ends = _apply(session, container, *found, _formatted(session, theirs, base, place, plan))
            session.expect(unit, plan.edit.new)
            session.wrote(change, ends[1])
            if plan.kind is not Kind.CLEAN:
                session.comment(container, unit, *ends, change, plan.kind, plan.theirs, plan.note)
            session.tell(change, plan.kind, container, unit, plan.theirs, plan.note)
            return
    if plan.kind is Kind.COMMENT and plan.note in (ORDINALS, ORDER, ELSEWHERE):
        if plan.note == ORDINALS and not session.numbering_told:
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


def _formatted(session: Session, theirs: Joint, base: Joint, place: CharMap, plan: Plan) -> list[Element]:
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
