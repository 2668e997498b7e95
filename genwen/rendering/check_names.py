"""Rules about what tags name: known to the document or the facts, used as what they are, inside their loop.

Works on the inventory of a compiled template. Nothing here looks at values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genwen.diagnostics import Finding, Position, nearest
from genwen.records import record
from genwen.rendering.codes import finding
from genwen.rendering.operations import Compiled
from genwen.rendering.plan import CHOICE, LOOP, Operation, TagUse
from genwen.rendering.template import Prepared


@record
class Names:
    """What a template may name: root names of the facts, fields and blocks of the document, blocks it should have."""

    facts: frozenset[str]
    fields: frozenset[str]
    blocks: frozenset[str]
    required: tuple[str, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """Every name."""
        return self.facts | self.fields | self.blocks


def name_findings(prepared: Prepared, names: Names) -> list[Finding]:
    """What the rules of this module find in a template."""
    findings: list[Finding] = []
    for compiled in prepared.compiled:
        findings += _unknown(prepared, compiled, names)
        findings += _misused(prepared, compiled, names)
    findings += _repeated(prepared)
    findings += _missing(prepared, names)
    return findings


def _position(prepared: Prepared, use: TagUse) -> Position:
    return Position(prepared.file, place=use.place)


def _unknown(prepared: Prepared, compiled: Compiled, names: Names) -> Iterator[Finding]:
    """T011, T031, T032: names nobody has, loop variables outside their loop, loop variables that hide a name."""
    loops = list(_loops(compiled.operations, prepared.places))
    targets = {target for loop in loops for target in loop.targets}
    slow = any(item.tier != "A" for item in compiled.slower)
    for use in compiled.uses:
        for name in use.names:
            if name in names.known or (name == "loop" and any(use.place in loop.places for loop in loops)):
                continue
            if any(name in loop.targets and use.place in loop.places for loop in loops):
                continue
            if name in targets or name == "loop":
                yield finding("T031", _position(prepared, use), name)
            elif not slow:
                # what {% set %} and macros define is not followed
                yield finding("T011", _position(prepared, use), name, hint=nearest(name, sorted(names.known | targets)))
    for loop in loops:
        for target in loop.targets:
            if target in names.known:
                yield finding("T032", Position(prepared.file, place=loop.place), target)


@record
class _Loop:
    """A loop: its variables, where it begins, and the places of the tags inside."""

    targets: tuple[str, ...]
    place: str
    places: frozenset[str]


def _loops(operations: list[Operation], places: list[str]) -> Iterator[_Loop]:
    for operation in operations:
        if operation[0] == LOOP:
            inside = frozenset(places[number] for number in _places(operation[4]))
            yield _Loop(tuple(operation[1]), places[operation[3]], inside)
            yield from _loops(operation[4], places)
            yield from _loops(operation[5], places)
        elif operation[0] == CHOICE:
            for _, _, body in operation[1]:
                yield from _loops(body, places)
            yield from _loops(operation[2], places)


def _places(operations: list[Operation]) -> Iterator[int]:
    """The place numbers of all tags in operations."""
    for operation in operations:
        if operation[0] == LOOP:
            yield operation[3]
            yield from _places(operation[4])
            yield from _places(operation[5])
        elif operation[0] == CHOICE:
            for _, place, body in operation[1]:
                yield place
                yield from _places(body)
            yield from _places(operation[2])
        elif len(operation) > 2:
            yield operation[-1]


def _misused(prepared: Prepared, compiled: Compiled, names: Names) -> Iterator[Finding]:
    """T033, T034: a block written inline, a field written as a block."""
    for use in compiled.uses:
        name = use.names[0] if use.names == (use.source,) else ""
        if use.kind == "字段" and name in names.blocks - names.fields:
            yield finding("T033", _position(prepared, use), name)
        elif use.kind == "内容块" and name in names.fields - names.blocks:
            yield finding("T034", _position(prepared, use), name)


def _repeated(prepared: Prepared) -> Iterator[Finding]:
    """T072: a block placed twice (both branches of an if count as one only to the eye; so it is a warning)."""
    uses = [use for compiled in prepared.compiled for use in compiled.uses if use.kind == "内容块"]
    for source, number in Counter(use.source for use in uses).items():
        if number > 1:
            last = next(use for use in reversed(uses) if use.source == source)
            yield finding("T072", _position(prepared, last), source, str(number))


def _missing(prepared: Prepared, names: Names) -> Iterator[Finding]:
    """T043: a block every document has, for which the template has no tag."""
    used = {use.source for compiled in prepared.compiled for use in compiled.uses if use.kind == "内容块"}
    for name in names.required:
        if name not in used:
            yield finding("T043", Position(prepared.file), f"{{{{p {name} }}}}")
