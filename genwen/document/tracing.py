"""What a text was made of, noted while it is composed: the values its expressions read, and what each of them gave.

Reads are noted by the path they were reached on, from a root name or from the item of a list. Printed runs carry an
origin of their own, by which they are known again in the finished blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from genwen.document.elements import Block, Origin, Run, Text
from genwen.document.expressions import MAX_PRINTED, OWNER, OWNER_AT, READS, Expression, Prose
from genwen.document.outline.compiled import Placed
from genwen.document.sameness import NOWHERE, followed
from genwen.document.values import Printed, attribute, item_name
from genwen.facts.fact import Fact, Quantity, Wording
from genwen.facts.fields import Absent, FactModel
from genwen.records import made, record, replace

if TYPE_CHECKING:
    from genwen.document.body import BodyComposer

Scope = Mapping[str, object]
Read = tuple[int, tuple[str, ...], object]
"""Its number, the steps from where it begins, the value they led to."""


class Reached:
    """What a step led to, the number of the read that ended there (0: none), and what further steps led to."""

    __slots__ = ("further", "number", "value")

    def __init__(self, value: object) -> None:
        self.value, self.number = value, 0
        self.further: dict[str, Reached] = {}

    def without(self, reads: frozenset[int]) -> bool:
        """Leave out some reads; whether any are left."""
        if self.number in reads:
            self.number = 0
        self.further = {step: further for step, further in self.further.items() if further.without(reads)}
        return bool(self.number or self.further)


# Not a name an expression can use: the binding a scope was made by.
AT = "·处"
UNKNOWN = 0
"""The number of a read whose path is not known: it counts as changed every time."""
_WHOLE = (Fact, Quantity, Wording, Absent, Printed)
"""List items that are no more than what they print; others may know more, which their list does not show."""
_ENDS = "。；：！？，、…;:!?,"


def ends_of(runs: Text) -> str:
    """What the marks around a text depend on: whether it is empty, and whether it ends with a mark itself."""
    return "空" if not runs else "止" if runs[-1].text[-1:] in _ENDS else ""


@record(eq=False, frozen=False)
class Binding:
    """Names bound below a scope: the item of a list, or what follows from structure alone."""

    number: int
    outer: Binding | None = None
    names: Mapping[str, object] = made(default_factory=dict)
    each: int = -1
    item: int = 0
    item_names: tuple[str, ...] = ()
    reads: list[Read] = made(default_factory=list)
    reached: Reached | None = None

    def with_item(self, item: object) -> dict[str, object]:
        """The names with another item."""
        return {**self.names, **dict.fromkeys(self.item_names, item)}


@record(eq=False, frozen=False)
class Each:
    """A list that something is repeated over."""

    number: int
    binding: Binding
    placed: Placed
    items: Sequence[object]
    names: list[str]
    reads: frozenset[int]
    bound: list[Binding] = made(default_factory=list)


@record(eq=False)
class Step:
    """Something done while composing that depends on facts."""

    number: int
    binding: Binding
    reads: frozenset[int]


@record(eq=False)
class Test(Step):
    """A condition, and whether it held."""

    placed: Placed = Placed()
    held: bool = True


@record(eq=False)
class Printing(Step):
    """The runs that prose gave; `fixed` where more than its place in a paragraph depends on it (a heading).

    `pieces` are the parts of the prose one by one: each, what it read, what it gave.
    """

    runs: Text = ()
    pieces: tuple[tuple[Run | Expression, frozenset[int], Text], ...] = ()
    fixed: bool = False
    ends: str = ""


@record(eq=False)
class Part(Step):
    """Blocks made as a whole (a table by name, a chart)."""

    make: Callable[[BodyComposer, Scope], Sequence[Block]] = lambda composer, scope: ()
    blocks: Sequence[Block] = ()


class Trace:
    """The notes of one text."""

    def __init__(self) -> None:
        self.bindings: list[Binding] = [Binding(0)]
        self.lists: list[Each] = []
        self.steps: list[Step] = []
        self.roots: dict[str, Reached] = {}
        self._reads: dict[str, tuple[object, list[Read]]] = {}
        self.unknown: frozenset[int] = frozenset((UNKNOWN,))
        self._count = 1
        self._numbers: dict[tuple[object, tuple[str, ...]], int] = {}
        self._reading: set[int] | None = None
        self._within_part = False
        self._by_origin: dict[int, Printing] = {}
        self._scope: Scope = {}

    def begin(self, scope: Scope) -> Scope:
        """The scope to compose the text in."""
        self._scope = scope
        return {**scope, AT: self.bindings[0], READS: self}

    def end(self) -> None:
        """All is noted: put the reads in order, let go of what is of no use any more."""
        self.roots = {root: self._reached(start, reads) for root, (start, reads) in self._reads.items()}
        for each in self.lists:
            each.bound = [binding for binding in each.bound if binding.reads]
            for binding in each.bound:
                binding.reached = self._reached(each.items[binding.item], binding.reads)
        self._scope = {}
        self._reads.clear()
        self._numbers.clear()

    def _reached(self, start: object, reads: Sequence[Read]) -> Reached:
        """Reads from one value as a tree of their steps; those that lead nowhere count as changed every time."""
        whole = Reached(start)
        for number, steps, value in reads:
            at = whole
            try:
                for step in steps[:-1]:
                    at = at.further.setdefault(step, Reached(followed(at.value, step)))
            except NOWHERE:
                self.unknown |= {number}
                continue
            if steps:
                at = at.further.setdefault(steps[-1], Reached(value))
            at.number = number
        return whole

    def take_as_changed(self, reads: frozenset[int]) -> None:
        """These reads are not compared any more: they count as changed every time."""
        self.unknown |= reads
        self.roots = {root: start for root, start in self.roots.items() if start.without(reads)}
        for each in self.lists:
            each.bound = [binding for binding in each.bound if binding.reached and binding.reached.without(reads)]

    # --- reads -------------------------------------------------------------------------------------------------------

    def note(self, root: str, steps: tuple[str, ...], value: object, scope: Scope) -> None:
        """A value was read in `scope` (called by expressions)."""
        reading = self._reading
        if reading is None:
            return
        if root == "本":
            at: Any = scope.get(OWNER_AT)
            if at is None:
                reading.add(UNKNOWN)
                return
            root, before = at
            steps = (*before, OWNER, *steps)
        binding: Any = scope[AT]
        while binding is not None and root not in binding.names:
            binding = binding.outer
        if binding is None:
            start = scope.get(root)
            if self._scope.get(root) is not start:
                return  # bound by what makes a part, from what the part reads
            reads = self._reads.setdefault(root, (start, []))[1]
            reading.add(self._number(root, steps, value, reads))
        elif root in binding.item_names:
            if binding.number < 0:
                # bound within a part: what a group holds was compared with its list, what it computes was not
                if steps and not isinstance(binding.names[root], FactModel):
                    reading.add(UNKNOWN)
            else:
                reading.add(self._number(binding.number, steps, value, binding.reads))

    def _number(self, start: object, steps: tuple[str, ...], value: object, reads: list[Read]) -> int:
        known = self._numbers.get((start, steps))
        if known is None:
            known = self._numbers[start, steps] = self._count
            self._count += 1
            reads.append((known, steps, value))
        return known

    def note_all(self, paths: Sequence[str], scope: Scope) -> None:
        """What stands at each of some paths is read."""
        for path in paths:
            root, *steps = path.split(".")
            value: Any = scope.get(root)
            try:
                for step in steps:
                    value = attribute(value, step)
            except KeyError:
                if self._reading is not None:
                    self._reading.add(UNKNOWN)
                continue
            self.note(root, tuple(steps), value, scope)

    def _noted(self, work: Callable[[], Any]) -> tuple[Any, frozenset[int]]:
        """What `work` gives, and what it read; within a part, the part reads it."""
        outer, self._reading = self._reading, set()
        try:
            given = work()
            reads = frozenset(self._reading)
        finally:
            self._reading = outer
        return given, reads

    # --- steps -------------------------------------------------------------------------------------------------------

    def printing(self, prose: Prose, scope: Any, fixed: bool, composer: BodyComposer) -> Text:
        """The runs of prose, each with an origin of its own."""
        if self._within_part:
            return composer.printed(prose, scope)
        faults = len(composer.findings)
        pieces = []
        for part in prose.parts:
            piece = Prose((part,), isinstance(part, Run))
            runs, reads = self._noted(partial(composer.printed, piece, scope))
            pieces.append((part, reads, tuple(Run(run.text, run.style, _own(run.origin)) for run in runs)))
        own = tuple([run for _, _, runs in pieces for run in runs])
        if len(composer.findings) > faults or len(own) > MAX_PRINTED:
            del composer.findings[faults:]
            return composer.printed(prose, scope)  # what is wrong with it is told as of any prose
        reads = frozenset().union(*(reads for _, reads, _ in pieces))
        if not reads:
            return own
        step = Printing(len(self.steps), scope[AT], reads, own, tuple(pieces), fixed, ends_of(own))
        self.steps.append(step)
        for run in own:
            if run.origin is not None:
                self._by_origin[id(run.origin)] = step
        return own

    def printing_of(self, run: Run) -> Printing | None:
        """The step that printed a run of the finished blocks."""
        return self._by_origin.get(id(run.origin)) if run.origin is not None else None

    def test(self, placed: Placed, scope: Any, work: Callable[[], bool]) -> bool:
        """Whether a condition holds."""
        if self._within_part:
            return work()
        held, reads = self._noted(work)
        if reads:
            self.steps.append(Test(len(self.steps), scope[AT], reads, placed, held))
        return bool(held)

    def listed(self, placed: Placed, scope: Any, work: Callable[[], Sequence[object]]) -> tuple[Sequence[object], int]:
        """The items of a list, and its number for `bound`."""
        if self._within_part:
            return work(), -1
        self._within_part = True
        try:
            items, reads = self._noted(work)
        finally:
            self._within_part = False
        if not all(isinstance(item, FactModel) or item.__class__ in _WHOLE for item in items):
            reads |= self.unknown
        names = [item_name(item) for item in items]
        self.lists.append(Each(len(self.lists), scope[AT], placed, items, names, reads))
        return items, len(self.lists) - 1

    def bound(self, scope: Any, names: dict[str, object], each: int = -1, item: int = 0, *item_names: str) -> Scope:
        """`scope` with names bound: to an item of a list, or to what follows from structure."""
        if self._within_part:
            return {**scope, **names, AT: Binding(-1, scope[AT], names, item_names=item_names)}
        binding = Binding(len(self.bindings), scope[AT], names, each, item, item_names)
        self.bindings.append(binding)
        if each >= 0:
            self.lists[each].bound.append(binding)
        return {**scope, **names, AT: binding}

    def part(
        self, scope: Any, make: Callable[[BodyComposer, Scope], Sequence[Block]], composer: BodyComposer
    ) -> Sequence[Block]:
        """Blocks made as a whole."""
        if self._within_part:
            return make(composer, scope)
        self._within_part = True
        try:
            blocks, reads = self._noted(lambda: make(composer, scope))
        finally:
            self._within_part = False
        self.steps.append(Part(len(self.steps), scope[AT], reads, make, blocks))
        return blocks  # type: ignore[no-any-return]


def _own(origin: Origin | None) -> Origin | None:
    return replace(origin) if origin is not None else None
