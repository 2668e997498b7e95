"""What is to be done to make a text of a stencil with other facts: which steps, and what blocks of what they print.

A program is the mould of all texts in which the same reads lead to other values: these have all blocks in common but those
that the steps print into.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

from genwen.document.elements import Block, Blocks, Paragraph, Run, Text, string_of
from genwen.document.expressions import Expression
from genwen.document.filled import Filled, Measures, Mould, Slot
from genwen.document.keeping import keep_like, measures_of
from genwen.document.layout import extent_of
from genwen.document.recipes import (
    STAYS,
    Numbers,
    Recipe,
    between_of,
    form_in,
    left_of,
    likeness_of,
    numbers_in,
    printed_in,
    runs_of,
    table_of,
)
from genwen.document.tracing import Part, Printing, Step
from genwen.records import record

Rows = tuple[tuple[int, tuple[tuple[int, int, Recipe, Numbers], ...]], ...]


@record(eq=False)
class Line(Slot):
    """A paragraph: its pieces, and the steps that print into it."""

    recipe: Recipe = ()
    numbers: Numbers = ()


@record(eq=False)
class Grid(Slot):
    """A table: the rows that are printed into."""

    rows: Rows = ()


class Program(Mould):
    """What is to be done when certain reads have changed.

    `steps` are to be done again; `pieces` are those of each printing step: what stays, and what is printed anew.
    """

    def __init__(
        self,
        blocks: Blocks,
        steps: Sequence[Step],
        pieces: Mapping[int, tuple[Text | Expression, ...]],
        slots: Sequence[Slot],
    ) -> None:
        self.blocks, self.steps, self.pieces, self.slots = blocks, steps, pieces, slots
        self.numbers = {slot.at: number for number, slot in enumerate(slots)}
        self._styled = any(
            run.style
            for slot in slots
            if isinstance(slot, Line)
            for number, _, runs in slot.recipe
            if number == STAYS
            for run in runs
        )

    def filled(self, texts: Mapping[int, Text], own: dict[int, Block]) -> Filled:
        """The text with what the steps printed, by their numbers; `own` are blocks made whole, by the number of their slot."""
        strings, forms, styled = {}, {}, self._styled
        for number, runs in texts.items():
            strings[number] = string = string_of(runs)
            forms[number] = form = form_in(runs, string)
            styled = styled or form.__class__ is not str
        words: list[tuple[str, ...]] = []
        measures: list[Measures | None] = []
        for number, slot in enumerate(self.slots):
            if slot.__class__ is Line:
                words.append(tuple([strings.get(each, "") for each in slot.numbers]))
                measures.append(measures_of(self.blocks[slot.at], tuple([forms.get(each) for each in slot.numbers])))
                continue
            words.append(())
            measures.append(None)
            if isinstance(slot, Grid):
                old = self.blocks[slot.at]
                own[number] = table = table_of(old, slot.rows, texts)
                likeness, rows = likeness_of(old, slot.rows, strings, forms)
                keep_like(table, likeness, measures_of(old, rows))
        return Filled(self, texts, words, measures, own, styled)

    def made(self, number: int, given: Mapping[int, Text]) -> Paragraph:
        """See `Mould.made`."""
        slot: Any = self.slots[number]
        old: Any = self.blocks[slot.at]
        return Paragraph(old.style, runs_of(slot.recipe, given), old.key, old.measure)

    def rooms(self, text: Filled) -> list[Hashable]:
        """See `Mould.rooms`."""
        return [
            self,
            *[
                known if measures is not None and (known := measures.get(extent_of)) is not None else extent_of(text.own(at))
                for at, measures in enumerate(text.measures)
            ],
        ]


def program_of(
    steps: Sequence[Step],
    changed: Collection[int],
    blocks: Blocks,
    recipes: Mapping[int, Any],
    places: Mapping[int, int],
) -> Program:
    """The program for texts in which the reads `changed` lead to other values; `places` are those of the blocks by id."""
    steps = tuple([step for step in steps if not step.reads.isdisjoint(changed)])
    printing = [step for step in steps if isinstance(step, Printing)]
    anew = {step.number for step in printing}
    pieces = {
        step.number: tuple(
            [runs if isinstance(piece, Run) or reads.isdisjoint(changed) else piece for piece, reads, runs in step.pieces]
        )
        for step in printing
    }
    slots: dict[int, Slot] = {}
    for step in steps:
        if isinstance(step, Part):
            for block in step.blocks:
                if id(block) in places:
                    slots[places[id(block)]] = Slot(places[id(block)])
    for at, recipe in recipes.items():
        if not isinstance(recipe, tuple):
            if rows := _rows(recipe, anew):
                slots[at] = Grid(at, (), rows)
        elif printed_in(recipe, anew):
            slots[at] = Line(at, between_of(recipe, anew), left_of(recipe, anew), numbers_in(recipe))
    return Program(blocks, steps, pieces, [slots[at] for at in sorted(slots)])


def _rows(recipes: Mapping[int, Any], anew: set[int]) -> Rows:
    """The rows of a table that some steps print into."""
    return tuple(
        (row, dirty)
        for row, cells in recipes.items()
        if (
            dirty := tuple(
                (column, line, left_of(whole, anew), numbers_in(whole))
                for column, line, whole in cells
                if printed_in(whole, anew)
            )
        )
    )
