"""What one document leaves for the next of the same outline: parts whose facts have not changed are not made again.

While a part is composed, every value its expressions read is noted by the path it was reached on. The next time the
same paths are followed in the new facts; where each leads to the same value, the part is the same, down to its objects,
and what was made of those (XML, heights, texts) is good too. Groups that a subordinate unit takes over from its parent
are one object and not looked into; others are compared field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from genwen.document.elements import Origin, Run, keep
from genwen.document.expressions import OWNER, OWNER_AT, READS
from genwen.document.values import attribute
from genwen.facts.fact import Fact
from genwen.facts.fields import FactModel

Scope = Mapping[str, object]
Steps = tuple[str, ...]
Found = dict[str, tuple[object, dict[Steps, object]]]
"""What was read: by root its value, and what the paths below it led to."""
MAX_PARTS = 20_000


class Reads:
    """The values read by one part, by their paths from the scope the part began with; a `closed` one has no parts."""

    __slots__ = ("closed", "entry", "found", "opaque")

    def __init__(self, entry: Scope, closed: bool) -> None:
        self.entry, self.closed = entry, closed
        self.found: Found = {}
        self.opaque = False

    def note(self, root: str, steps: tuple[str, ...], value: object, scope: Scope) -> None:
        """A value was read in `scope`. What the part itself bound (the item of a list) follows from other reads."""
        if root == "本":
            at: Any = scope.get(OWNER_AT)
            if at is None:
                self.opaque = True
                return
            root, before = at
            steps = (*before, OWNER, *steps)
        start = scope.get(root)
        if self.entry.get(root) is start:
            self._under(root, start)[steps] = value

    def _under(self, root: str, start: object) -> dict[Steps, object]:
        known = self.found.get(root)
        if known is None:
            known = self.found[root] = (start, {})
        return known[1]

    def note_all(self, paths: Iterable[str], scope: Scope) -> None:
        """What stands at each of some paths is read."""
        for path in paths:
            root, *steps = path.split(".")
            value: Any = scope.get(root)
            try:
                for step in steps:
                    value = attribute(value, step)
                self.note(root, tuple(steps), value, scope)
            except KeyError:
                self.opaque = True

    def include(self, other: Reads, inner: Scope) -> None:
        """The reads of a part within this one that begins with `inner`."""
        entry = self.entry
        self.opaque = self.opaque or other.opaque
        for root, (_, values) in other.found.items():
            start = inner.get(root)
            if entry.get(root) is start:
                self._under(root, start).update(values)


class Kept:
    """The parts of the last document of one outline, by node and key."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, str], tuple[object, Reads, Sequence[Any]]] = {}

    def find(self, node: object, key: str, scope: Scope) -> Sequence[Any] | None:
        """What was kept of a part, if everything it was made of is the same in `scope`."""
        known = self._parts.get((id(node), key))
        if known is None or known[0] is not node or not still(known[1].found, scope):
            return None
        outer = scope.get(READS)
        if isinstance(outer, Reads):
            outer.include(known[1], scope)
        return known[2]

    def add(self, node: object, key: str, scope: Scope, reads: Reads, made: Sequence[Any], whole: bool) -> None:
        """Keep what was `made` of a part, with its `reads`; not when it is not `whole` (faults were found in it)."""
        outer = scope.get(READS)
        if isinstance(outer, Reads):
            outer.include(reads, scope)
        reads.entry = {}  # what is kept must not hold on to all the facts of its document
        if not whole or reads.opaque or len(self._parts) >= MAX_PARTS:
            self._parts.pop((id(node), key), None)
            return
        for item in made:
            keep(item)
        self._parts[id(node), key] = (node, reads, made)


def still(found: Found, scope: Scope) -> bool:
    """Whether every path leads to the same value in `scope`."""
    try:
        for root, (start, values) in found.items():
            now = scope[root]
            if now is start:
                continue
            for steps, before in values.items():
                value: Any = now
                for step in steps:
                    if step is OWNER:
                        value = value.owner
                    else:
                        look = getattr(value, "look", None)
                        value = look(step) if look is not None else attribute(value, step)
                if value is not before and not same(value, before):
                    return False
    except (KeyError, TypeError, AttributeError, ArithmeticError, ValueError):
        return False
    return True


def same_origin(one: Origin, other: Origin) -> bool:
    """Whether two texts come from the same place in the same way."""
    return one is other or (
        one.path == other.path
        and one.kind is other.kind
        and one.formula == other.formula
        and (one.position is other.position or one.position == other.position)
        and len(one.inputs) == len(other.inputs)
        and all(map(same_origin, one.inputs, other.inputs))
    )


def same(value: Any, before: Any) -> bool:
    """Whether two values print alike and come from the same place; groups, field by field."""
    if value is before:
        return True
    if value.__class__ is not before.__class__:
        return False
    if isinstance(value, Fact):
        return bool(
            value.text == before.text and value.state == before.state and value.value == before.value
            and same_origin(value.origin, before.origin)
        )  # fmt: skip
    if isinstance(value, list | tuple):
        return len(value) == len(before) and all(map(same, value, before))
    if isinstance(value, FactModel):
        return all(same(getattr(value, name), getattr(before, name)) for name in value.declarations)
    if isinstance(value, dict):
        return value.keys() == before.keys() and all(same(item, before[key]) for key, item in value.items())
    if isinstance(value, Run):
        return bool(value == before)
    # what is computed anew for each document (a chain of references) is what it prints
    return hasattr(value, "runs") and not hasattr(value, "look") and bool(value.runs() == before.runs())
