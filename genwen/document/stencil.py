"""A text composed once, to be filled again with the facts of the next document of the same outline.

While the first is composed, every value its expressions read is noted by the path it was reached on, and every printed
text by the expressions it was made of (`tracing`). With other facts the same paths are followed: what leads to the same
values stays, down to its objects, so that what was made of those (XML, heights) is good too; the rest is printed anew
into its place. Where a condition, a heading or the length of a list is another, the stencil does not fit, and the text
is composed like a first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from genwen.document.casts import Casts
from genwen.document.elements import Block, Blocks, Paragraph, Run, Text, string_of
from genwen.document.expressions import MAX_PRINTED, Expression, ExpressionError
from genwen.document.keeping import Likeness, keep, keep_like
from genwen.document.plate import Filled, Plates
from genwen.document.recipes import (
    Numbers,
    Recipe,
    between_of,
    form_in,
    left_of,
    likeness_of,
    numbers_in,
    printed_in,
    recipes_of,
    runs_of,
    steps_in,
    table_of,
)
from genwen.document.sameness import NOWHERE, followed, same
from genwen.document.tracing import Binding, Part, Printing, Reached, Step, Test, Trace, ends_of
from genwen.document.values import item_name
from genwen.records import record

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

    def compose(self, composer: BodyComposer, nodes: object, key: str, scope: Scope, compose: Compose) -> Blocks:
        """The blocks of the text that `nodes` are the outline of, in `scope`."""
        place = (id(nodes), key)
        known = self._known.setdefault(place, [])
        for number, stencil in enumerate(known):
            blocks = stencil.filled(composer, scope)
            if blocks is not None:
                if number:
                    known.insert(0, known.pop(number))
                self._misses[place] = 0
                return blocks
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


@record(eq=False)
class Program:
    """What is to be done when certain reads have changed: the steps, and the blocks to be made of what they print.

    `pieces` are those of each printing step: what stays, and what is printed anew. `changed`: where the blocks stand.
    """

    steps: tuple[Step, ...]
    pieces: Mapping[int, tuple[Text | Expression, ...]]
    paragraphs: tuple[tuple[int, Recipe, Numbers, tuple[int, ...]], ...]
    tables: tuple[tuple[int, tuple[tuple[int, tuple[tuple[int, int, Recipe, Numbers], ...]], ...]], ...]
    changed: tuple[int, ...]


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

    def filled(self, composer: BodyComposer, scope: Scope) -> Blocks | None:
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
            program = self._program(changed)
            if len(self._programs) < MAX_PROGRAMS:
                self._programs[changed] = program
        made: list[tuple[Part, Sequence[Block]]] = []
        for step in program.steps:
            pieces = program.pieces.get(step.number, ())
            if not filling.run(step, pieces, made, step.number in self._printed_somewhere):
                return None
        blocks: list[Block] = list(self._blocks)
        for part, others in made:
            old = part.blocks
            if len(old) != len(others):
                return None
            for one, other in zip(old, others, strict=True):
                at = self._places.get(id(one))
                if at is None or one.__class__ is not other.__class__:
                    return None
                blocks[at] = other
        texts = filling.texts
        strings = {number: string_of(runs) for number, runs in texts.items()}
        forms = {number: form_in(runs, strings[number]) for number, runs in texts.items()}
        for at, recipe, numbers, between in program.paragraphs:
            paragraph: Any = self._blocks[at]
            blocks[at] = new = Paragraph(paragraph.style, runs_of(recipe, texts), paragraph.key, paragraph.measure)
            words = [strings.get(number, "") for number in numbers]
            keep_like(new, Likeness(paragraph, words, (), between), tuple([forms.get(number) for number in numbers]))
        for at, rows in program.tables:
            blocks[at] = table = table_of(self._blocks[at], rows, texts)
            keep_like(table, *likeness_of(self._blocks[at], rows, strings, forms))
        return Filled.of(blocks, program, program.changed)

    def _program(self, changed: frozenset[int]) -> Program:
        steps = tuple(step for step in self._trace.steps if not changed.isdisjoint(step.reads))
        printing = [step for step in steps if isinstance(step, Printing)]
        anew = {step.number for step in printing}
        pieces = {
            step.number: tuple(
                [
                    runs if isinstance(piece, Run) or changed.isdisjoint(reads) else piece
                    for piece, reads, runs in step.pieces
                ]
            )
            for step in printing
        }
        paragraphs: list[tuple[int, Recipe, Numbers, tuple[int, ...]]] = []
        tables: list[Any] = []
        for at, recipe in self._recipes.items():
            if isinstance(recipe, tuple):
                if printed_in(recipe, anew):
                    paragraphs.append((at, left_of(recipe, anew), numbers_in(recipe), between_of(recipe, anew)))
                continue
            rows = [
                (row, dirty)
                for row, cells in recipe.items()
                if (
                    dirty := tuple(
                        (column, line, left_of(whole, anew), numbers_in(whole))
                        for column, line, whole in cells
                        if printed_in(whole, anew)
                    )
                )
            ]
            if rows:
                tables.append((at, tuple(rows)))
        places = {place for place, *_ in (*paragraphs, *tables)}
        for step in steps:
            if isinstance(step, Part):
                places |= {self._places[id(block)] for block in step.blocks if id(block) in self._places}
        return Program(steps, pieces, tuple(paragraphs), tuple(tables), tuple(sorted(places)))


class _Filling:
    """One document being made of a trace: its scopes, its lists, what its steps print."""

    def __init__(self, trace: Trace, composer: BodyComposer, scope: Scope) -> None:
        self.trace, self.composer = trace, composer
        self.scopes: list[Scope | None] = [None] * len(trace.bindings)
        self.scopes[0] = scope
        self.items: dict[int, Sequence[object]] = {}
        self.texts: dict[int, Text] = {}

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
            given: list[Run] = []
            try:
                for piece in pieces:
                    if isinstance(piece, tuple):
                        given += piece
                    else:
                        piece.print_to(given, scope)
            except ExpressionError:
                return False  # it is told when the text is composed like a first one
            runs = self.texts[step.number] = tuple(given)
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
