"""The operations of a part in, a function that renders it out: expressions compiled, static text encoded, once.

A program is a list of steps. This is the hot path of bulk runs; what
can be decided when the program is made is decided there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from genwen.diagnostics import FindingsError, Position, nearest
from genwen.document.elements import Blocks, Chart, FootBox, SectionBreak, Table, Text
from genwen.document.expressions import ExpressionError, blocks_of, compile_expression, is_true, items_of
from genwen.ooxml.markup import IllegalCharacter, illegal_character
from genwen.ooxml.writer import BlockWriter
from genwen.patterns import regex
from genwen.rendering.codes import finding
from genwen.rendering.names import BLOCK_NAMES, STANDARD_NAMES, is_name
from genwen.rendering.plan import BLOCKS, CHOICE, LOOP, RUNS, STATIC, VALUE, Operation, PartPlan, Plan
from genwen.rendering.state import State
from genwen.rendering.values import SPECIAL, RunFormat, as_runs, run_format, runs_xml, text_xml

Print = tuple[str, str, Callable[[State], None]]
"""A value by its root name and, below it, a key ("" for the name itself); the function is for all but plain text."""
Step = bytes | Print | int | Callable[[State], None]
"""Bytes to be copied, a value, the number of a block that the document has for itself, or anything else."""
PartRenderer = Callable[[State], None]
Evaluate = Callable[[State], object]

_PLAIN_PATH = regex(r"([^\W\d]\w*)(?:\.([^\W\d_]\w*))?$")
_ABSENT: Any = object()
DRAWING = b"<wp:docPr"
"""How the properties of a drawing begin."""
DRAWN = frozenset({Chart, FootBox})
"""The blocks that are drawings."""


def program(part: PartPlan, plan: Plan, writer: BlockWriter) -> Sequence[Step]:
    """The steps that render one part of tier A. Raises FindingsError when an expression does not compile."""
    return _Maker(plan, writer).steps(part.operations)


class Placing:
    """The step that places the blocks called `source`."""

    def __init__(self, source: str, evaluate: Evaluate, position: Position, writer: BlockWriter) -> None:
        self.source, self._evaluate, self._position, self._write = source, evaluate, position, writer.encoded

    def __call__(self, state: State) -> None:
        """Place them."""
        value: object = state.document.blocks.get(self.source)
        if value is None:
            value = self._evaluate(state)
        blocks = as_blocks(value, self.source, self._position)
        if blocks:
            state.events.append(blocks)
            state.breaks += [block for block in blocks if block.__class__ is SectionBreak]
            if any([block.__class__ in DRAWN for block in blocks]):  # noqa: C419  (a list is faster)
                state.drawn.append(len(state.out))
            if blocks[-1].__class__ is Table:
                state.tables.append(len(state.out))
            state.out.append(self._write(blocks))


Branch = tuple[str, Callable[[State], bool], Sequence[Step], PartRenderer]
"""A branch: the name it asks for ("" for any other condition), the condition, its steps, what runs them."""


class Choice:
    """The step that runs the first branch whose condition holds."""

    def __init__(self, branches: Sequence[Branch], otherwise: Sequence[Step]) -> None:
        self.branches, self.otherwise = branches, otherwise
        self._last = runner(otherwise)

    def __call__(self, state: State) -> None:
        """Run it."""
        for _, holds, _, run in self.branches:
            if holds(state):
                run(state)
                return
        self._last(state)


def runner(steps: Sequence[Step]) -> PartRenderer:
    """The function that runs steps in order; texts found by name need no call of their own."""
    special = SPECIAL.search

    def run(state: State) -> None:
        append, note, look = state.out.append, state.events.append, state.names.get
        for step in steps:
            if step.__class__ is bytes:
                append(step)
            elif step.__class__ is tuple:
                root, key, slow = step
                value = look(root)
                if key:
                    value = value.get(key) if value.__class__ is dict else None
                if value.__class__ is str and not special(value):
                    note(value)
                    append(value.encode())
                else:
                    slow(state)
            elif step.__class__ is int:
                append(state.own[step])
            else:
                step(state)  # type: ignore[operator]

    return run


def drawn(data: bytes) -> Step:
    """The step of static XML that holds drawings."""

    def step(state: State) -> None:
        state.drawn.append(len(state.out))
        state.out.append(data)

    return step


def unknown_name(name: str, state: State, position: Position) -> FindingsError:
    """The error for a name that neither document nor facts have."""
    known = sorted({*state.names, *STANDARD_NAMES})
    return FindingsError([finding("T011", position, name, hint=nearest(name, known))])


def unprintable(source: str, error: Exception, position: Position) -> FindingsError:
    """The error for an expression that gave nothing printable."""
    if isinstance(error, ExpressionError):
        return FindingsError([error.finding])
    return FindingsError([finding("T080", position, source, str(error))])


class _Maker:
    """Makes the steps of one part."""

    def __init__(self, plan: Plan, writer: BlockWriter) -> None:
        self._plan = plan
        self._writer = writer
        self._formats = [run_format(rpr) for rpr in plan.formats]

    def steps(self, operations: Sequence[Operation]) -> list[Step]:
        """The steps of a list of operations."""
        made: list[Step] = []
        for operation in operations:
            code = operation[0]
            if code == STATIC:
                self._append_static(made, operation[1])
            elif code == VALUE:
                around = self._formats[operation[2]] if operation[2] >= 0 else None
                made.append(self._value(operation[1], around, self._position(operation[3])))
            elif code == BLOCKS:
                made.append(self._blocks(operation[1], self._position(operation[2])))
            elif code == CHOICE:
                made.append(self._choice(operation[1], operation[2]))
            elif code == LOOP:
                made.append(self._loop(operation))
            elif code == RUNS:
                made.append(self._runs(operation[1], self._position(operation[2])))
        return [drawn(step) if isinstance(step, bytes) and DRAWING in step else step for step in made]

    @staticmethod
    def _append_static(made: list[Step], text: str) -> None:
        last = made[-1] if made else None
        if isinstance(last, bytes):
            made[-1] = last + text.encode()
        else:
            made.append(text.encode())

    def _position(self, place: int) -> Position:
        return Position(self._plan.file, place=self._plan.places[place])

    def _evaluator(self, source: str, position: Position) -> Evaluate:
        """The value of an expression; a name of the standard that a document lacks is empty."""
        if is_name(source):

            def look(state: State) -> object:
                value = state.names.get(source, _ABSENT)
                if value is _ABSENT:
                    value = state.document.blocks.get(source, _ABSENT)
                if value is not _ABSENT:
                    return value
                if source in STANDARD_NAMES:
                    return ()
                raise unknown_name(source, state, position)

            return look
        expression = compile_expression(source, position)
        of_blocks = not expression.roots.isdisjoint(BLOCK_NAMES)

        def evaluate(state: State) -> object:
            try:
                return expression.evaluate({**state.document.blocks, **state.names} if of_blocks else state.names)
            except (ExpressionError, TypeError) as error:
                raise unprintable(source, error, position) from error

        return evaluate

    def _value(self, source: str, around: RunFormat | None, position: Position) -> Step:
        evaluate = self._evaluator(source, position)
        writer = self._writer

        def step(state: State) -> None:
            runs = self._printable(evaluate(state), source, position, state)
            if not runs:
                return
            state.events.append(runs)
            if len(runs) == 1 and not runs[0].style:
                state.out.append(text_xml(runs[0].text, around).encode())
            else:
                state.out.append(runs_xml(runs, around, writer).encode())

        path = _PLAIN_PATH.match(source)
        return (path[1], path[2] or "", step) if path else step

    def _printable(self, value: object, source: str, position: Position, state: State) -> Text:
        if blocks_of(value):
            raise FindingsError([finding("T033", position, source)])
        try:
            return as_runs(value, state.names)
        except TypeError as error:
            raise unprintable(source, error, position) from error

    def _runs(self, source: str, position: Position) -> Step:
        evaluate = self._evaluator(source, position)
        write = self._writer.write_text

        def step(state: State) -> None:
            runs = self._printable(evaluate(state), source, position, state)
            if runs:
                state.events.append(runs)
                if any(illegal_character(run.text) for run in runs):
                    raise IllegalCharacter
                state.out.append(write(runs).encode())

        return step

    def _blocks(self, source: str, position: Position) -> Step:
        return Placing(source, self._evaluator(source, position), position, self._writer)

    def _condition(self, source: str, position: Position) -> Callable[[State], bool]:
        if is_name(source):
            return lambda state: is_true(state.names.get(source, ())) or bool(state.document.blocks.get(source))
        evaluate = self._evaluator(source, position)
        return lambda state: is_true(evaluate(state))

    def _choice(self, branches: Sequence[Operation], otherwise: Sequence[Operation]) -> Step:
        made: list[Branch] = []
        for source, place, body in branches:
            steps, holds = self.steps(body), self._condition(source, self._position(place))
            made.append((source if is_name(source) else "", holds, steps, runner(steps)))
        return Choice(made, self.steps(otherwise))

    def _loop(self, operation: Operation) -> Step:
        _, targets, source, place, body, empty, counts = operation
        position = self._position(place)
        evaluate, run, run_empty = (
            self._evaluator(source, position),
            runner(self.steps(body)),
            runner(self.steps(empty)),
        )
        bound = (*targets, "loop") if counts else tuple(targets)
        only = targets[0] if len(targets) == 1 else ""

        def step(state: State) -> None:
            try:
                items = items_of(evaluate(state))
            except TypeError as error:
                raise unprintable(source, error, position) from error
            names = state.names
            kept = {name: names.get(name, _ABSENT) for name in bound}
            state.tick(len(items), position)
            for number, item in enumerate(items):
                if only:
                    names[only] = item
                else:
                    names.update(_unpacked(targets, item, source, position))
                if counts:
                    names["loop"] = _counters(number, len(items))
                run(state)
            for name, value in kept.items():
                if value is not _ABSENT:
                    names[name] = value
                else:
                    names.pop(name, None)
            if not items:
                run_empty(state)

        return step


def _unpacked(targets: Sequence[str], item: object, source: str, position: Position) -> dict[str, object]:
    try:
        values = items_of(item)
        return dict(zip(targets, values, strict=True))
    except (TypeError, ValueError) as error:
        problem = TypeError(f"每一项应有{len(targets)}个值")
        raise unprintable(source, problem, position) from error


def _counters(number: int, length: int) -> dict[str, object]:
    """What `loop` holds in tier A."""
    return {
        "index": number + 1,
        "index0": number,
        "first": number == 0,
        "last": number == length - 1,
        "length": length,
        "revindex": length - number,
        "revindex0": length - number - 1,
    }


def as_blocks(value: object, source: str, position: Position) -> Blocks:
    """The blocks of a value; () for an empty one. Raises FindingsError when it is none."""
    blocks = blocks_of(value)
    if blocks is not None:
        return blocks
    if value is None or value == () or value == []:
        return ()
    raise FindingsError([finding("T034", position, source)])
