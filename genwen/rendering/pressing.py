"""The program of a part for the documents of one plate: what they have in common is bytes, whatever else is a step.

Which blocks a document has, and which of its fields are empty, is the same for all documents of a plate. So branches that
ask for nothing else are taken here, and the XML of blocks that all of them have is put together with what stands around
it; the blocks that each has for itself are written one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from genwen.document.elements import Blocks, Document, SectionBreak
from genwen.document.expressions import is_true
from genwen.document.keeping import pressed
from genwen.ooxml.writer import BlockWriter
from genwen.rendering.names import STANDARD_NAMES
from genwen.rendering.program import DRAWN, Choice, PartRenderer, Placing, Step, drawn, runner
from genwen.rendering.state import State


def press(steps: Sequence[Step], document: Document, writer: BlockWriter) -> PartRenderer:
    """What renders a part of the documents that have the plate of `document`."""
    made: list[Step] = []
    for step in _Pressing(document, writer).steps(steps):
        if isinstance(step, bytes) and made and isinstance(made[-1], bytes):
            made[-1] += step
        else:
            made.append(step)
    return runner(made)


class _Pressing:
    """Takes the steps of a part apart."""

    def __init__(self, document: Document, writer: BlockWriter) -> None:
        own = pressed(document)
        assert own is not None
        self._document, self._writer = document, writer
        self._own = {(each.name, each.place): number for number, each in enumerate(own.plate.own)}

    def steps(self, steps: Sequence[Step]) -> Iterator[Step]:
        """The steps that are left for the documents to come."""
        for step in steps:
            if isinstance(step, Placing) and step.source in self._document.blocks:
                yield from self._placed(step.source, self._document.blocks[step.source])
            elif isinstance(step, Choice) and (taken := self._taken(step)) is not None:
                yield from self.steps(taken)
            else:
                yield step

    def _taken(self, choice: Choice) -> Sequence[Step] | None:
        """The steps of the branch that all documents of the plate take; None where that depends on facts."""
        for name, _, steps, _ in choice.branches:
            if name not in STANDARD_NAMES:
                return None
            if is_true(self._document.fields.get(name, ())) or name in self._document.blocks:
                return steps
        return choice.otherwise

    def _placed(self, source: str, blocks: Blocks) -> Iterator[Step]:
        """The steps that place blocks of which some are the document's own."""
        breaks = [block for block in blocks if block.__class__ is SectionBreak]
        writer = self._writer

        def note(state: State) -> None:
            own = state.document.kept
            state.own = state.own or writer.written_of(own.words, own.measures, own.block)
            state.events.append(partial(state.document.blocks.__getitem__, source))
            state.breaks += breaks

        yield note
        pieces = self._writer.pieces(blocks)
        for at, (number, xml) in enumerate(pieces):
            if (source, number) in self._own:
                own = self._own[source, number]
                yield _own_drawing(own) if blocks[number].__class__ in DRAWN else own
            elif number < 0 and at == len(pieces) - 1:
                yield _after_table(xml)
            else:
                yield drawn(xml) if number >= 0 and blocks[number].__class__ in DRAWN else xml


def _own_drawing(number: int) -> Step:
    """The step of a drawing that each document has for itself."""

    def step(state: State) -> None:
        state.drawn.append(len(state.out))
        state.out.append(state.own[number])

    return step


def _after_table(sliver: bytes) -> Callable[[State], None]:
    """The step of the paragraph after a table that ends what is placed: what comes then says whether it is needed."""

    def step(state: State) -> None:
        state.tables.append(len(state.out))
        state.out.append(sliver)

    return step
