"""A text composed once, to be filled again with the facts of the next document of the same outline.

While the first is composed, every value its expressions read is noted by the path it was reached on, and every printed
text by the expressions it was made of (`tracing`). With other facts the same paths are followed: what leads to the same
values stays, down to its objects, so that what was made of those (XML, heights) is good too; the rest is printed anew
into its place. Where a condition, a heading or the length of a list is another, the stencil does not fit, and the text
is composed like a first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from genwen.document.casts import Casts
from genwen.document.elements import Block, Blocks, Text
from genwen.document.expressions import MAX_PRINTED, Expression, ExpressionError
from genwen.document.filled import Filled
from genwen.document.keeping import keep
from genwen.document.plate import Plates
from genwen.document.programs import Program, Texts, program_of
from genwen.document.recipes import recipes_of, steps_in
from genwen.document.sameness import NOWHERE, followed, same
from genwen.document.tracing import Binding, Part, Printing, Reached, Step, Test, Trace, ends_of
from genwen.document.values import item_name

if TYPE_CHECKING:
    from genwen.document.body import BodyComposer

Scope = Mapping[str, object]
Compose = Callable[[Scope], Sequence[Block]]
MAX_STENCILS = 8
MAX_PROGRAMS = 128
LEARNT = 2
"""Documents after which what was another value in each of them is taken to be another one in the next."""
PATIENCE = 24
"""Texts composed in vain before stencils are no longer made of a part whose documents have little in common."""


class Stencils:
    """The stencils of one outline, those of each of its texts; the last that fitted is tried first."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], list[Stencil]] = {}
        self._misses: dict[tuple[int, str], int] = {}
        self.plates, self.casts = Plates(), Casts()

    def compose(
        self, composer: BodyComposer, nodes: object, key: str, scope: Scope, compose: Compose
    ) -> Sequence[Block]:
        """The blocks of the text that `nodes` are the outline of, in `scope`."""
        place = (id(nodes), key)
        known = self._known.setdefault(place, [])
        for number, stencil in enumerate(known):
            filled = stencil.filled(composer, scope)
            if filled is not None:
                if number:
                    known.insert(0, known.pop(number))
                self._misses[place] = 0
                return filled
        misses = self._misses[place] = self._misses.get(place, 0) + 1
        if misses > PATIENCE:
            return tuple(compose(scope))
        faults = len(composer.findings)
        composer.trace = trace = Trace()
        try:
            blocks = tuple(compose(trace.begin(scope)))
        finally:
            composer.trace = None
            trace.end()
        if len(composer.findings) == faults:
            known.insert(0, Stencil(nodes, trace, blocks))
            del known[MAX_STENCILS:]
        return blocks


class Stencil:
    """One text, and how to make it of other facts."""

    def __init__(self, nodes: object, trace: Trace, blocks: Blocks) -> None:
        self._nodes = nodes  # held so that its id stays its own
        self._trace = trace
        self._blocks = blocks
        self._programs: dict[frozenset[int], Program] = {}
        self._places = {id(block): number for number, block in enumerate(blocks)}
        loose: set[int] = set()
        self._recipes = recipes_of(blocks, trace, loose)
        self._printed_somewhere = steps_in(self._recipes) - loose
        self._filled_times = 0
        self._always: frozenset[int] = frozenset()
        for block in blocks:
            keep(block)

    def filled(self, composer: BodyComposer, scope: Scope) -> Filled | None:
        """The text with the facts of `scope`; None when the stencil does not fit them."""
        faults, repeated = len(composer.findings), composer.repeated
        filling = _Filling(self._trace, composer, scope)
        changed = filling.changed()
        blocks = self._filled(filling, changed) if changed is not None else None
        if changed is None or blocks is None or len(composer.findings) != faults:
            del composer.findings[faults:]
            composer.repeated = repeated
            return None
        if self._filled_times < LEARNT:
            self._learn(changed)
        return blocks

    def _learn(self, changed: frozenset[int]) -> None:
        """What differs from unit to unit (its figures) need not be compared to be found different."""
        self._filled_times += 1
        self._always = changed if self._filled_times == 1 else self._always & changed
        if self._filled_times == LEARNT:
            self._trace.take_as_changed(self._always)

    def _filled(self, filling: _Filling, changed: frozenset[int]) -> Filled | None:
        program = self._programs.get(changed)
        if program is None:
            program = program_of(self._trace.steps, changed, self._blocks, self._recipes, self._places)
            if len(self._programs) < MAX_PROGRAMS:
                self._programs[changed] = program
        made: list[tuple[Part, Sequence[Block]]] = []
        for step in program.steps:
            pieces = program.pieces.get(step.number, ())
            if not filling.run(step, pieces, made, step.number in self._printed_somewhere):
                return None
        own: dict[int, Block] = {}
        for part, others in made:
            old = part.blocks
            if len(old) != len(others):
                return None
            for one, other in zip(old, others, strict=True):
                at = self._places.get(id(one))
                if at is None or one.__class__ is not other.__class__:
                    return None
                own[program.numbers[at]] = other
        return program.filled(filling.texts, own)


class _Filling:
    """One document being made of a trace: its scopes, its lists, what its steps print."""

    def __init__(self, trace: Trace, composer: BodyComposer, scope: Scope) -> None:
        self.trace, self.composer = trace, composer
        self.scopes: list[Scope | None] = [None] * len(trace.bindings)
        self.scopes[0] = scope
        self.items: dict[int, Sequence[object]] = {}
        self.texts = Texts()

    def changed(self) -> frozenset[int] | None:
        """The reads that lead to other values; None when a list has other items than names and number allow for."""
        trace, scope = self.trace, self.scopes[0]
        assert scope is not None
        changed = set(trace.unknown)
        for root, before in trace.roots.items():
            now = scope.get(root)
            if now is not before.value:
                _compare(now, before, changed)
        for each in trace.lists:
            if changed.isdisjoint(each.reads):
                continue
            items = self.composer.items(each.placed, self.scope(each.binding))
            if len(items) != len(each.items) or [item_name(item) for item in items] != each.names:
                return None
            self.items[each.number] = items
            for binding in each.bound:
                item = items[binding.item]
                if binding.reached is not None and item is not each.items[binding.item]:
                    _compare(item, binding.reached, changed)
        return frozenset(changed)

    def scope(self, binding: Binding) -> Scope:
        """The scope of a binding with the facts of this document."""
        known = self.scopes[binding.number]
        if known is None:
            assert binding.outer is not None
            outer = self.scope(binding.outer)
            items = self.items.get(binding.each)
            known = {**outer, **(binding.names if items is None else binding.with_item(items[binding.item]))}
            self.scopes[binding.number] = known
        return known

    def run(
        self, step: Step, pieces: Iterable[Text | Expression], made: list[tuple[Part, Sequence[Block]]], printed: bool
    ) -> bool:
        """Do a step again; whether what it gives fits."""
        if isinstance(step, Printing):
            scope = self.scope(step.binding)
            try:
                runs = self.texts.printed(step.number, pieces, scope)
            except ExpressionError:
                return False  # it is told when the text is composed like a first one
            if len(runs) > MAX_PRINTED:
                return False
            if not printed or step.fixed:
                return runs == step.runs
            return ends_of(runs) == step.ends
        if isinstance(step, Test):
            return self.composer.holds(step.placed, self.scope(step.binding)) is step.held
        if isinstance(step, Part):
            made.append((step, step.make(self.composer, self.scope(step.binding))))
        return True


def _compare(now: object, before: Reached, changed: set[int]) -> None:
    """Note which reads from `now` lead to other values than `before`; what is the same object has not changed within."""
    if before.number and not same(now, before.value):
        changed.add(before.number)
    for step, further in before.further.items():
        try:
            value = followed(now, step)
        except NOWHERE:
            _lost(further, changed)
            continue
        if value is not further.value:
            _compare(value, further, changed)


def _lost(before: Reached, changed: set[int]) -> None:
    """Note that all reads from here on have changed."""
    if before.number:
        changed.add(before.number)
    for further in before.further.values():
        _lost(further, changed)
