"""What is to be done to make a text of a stencil with other facts: which steps, and what blocks of what they print.

A program is the mould of all texts in which the same reads lead to other values: these have all blocks in common but those
that the steps print into.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from genwen.document.elements import Block, Blocks, Paragraph, Run, Text, string_of
from genwen.document.expressions import Expression
from genwen.document.filled import Filled, Measures, Mould, Room, Slot
from genwen.document.keeping import keep_like, measures_of
from genwen.document.layout import extent_of
from genwen.document.line_break import form_of
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

MAX_FITS = 512
"""Forms of all words of a text that a program remembers."""
Rows = tuple[tuple[int, tuple[tuple[int, int, Recipe, Numbers], ...]], ...]


@record(eq=False)
class Line(Slot):
    """A paragraph: its pieces, and the steps that print into it anew."""

    recipe: Recipe = ()
    numbers: Numbers = ()


@record(eq=False)
class Grid(Slot):
    """A table: the rows that are printed into."""

    rows: Rows = ()


class Texts:
    """What the steps of a program print, by their numbers: the runs; the words that are printed anew, and their forms."""

    def __init__(self) -> None:
        self.runs: dict[int, Text] = {}
        self.words: dict[int, list[str]] = {}
        self.forms: dict[int, list[Hashable]] = {}

    def form(self) -> tuple[Hashable, ...]:
        """The forms of all words."""
        return tuple(chain.from_iterable(self.forms.values()))

    def printed(self, number: int, pieces: Iterable[Text | Expression], scope: Mapping[str, object]) -> Text:
        """The runs of a step. Raises ExpressionError."""
        runs: list[Run] = []
        words = self.words[number] = []
        forms = self.forms[number] = []
        for piece in pieces:
            if isinstance(piece, tuple):
                runs += piece
                continue
            start = len(runs)
            piece.print_to(runs, scope)
            if len(runs) == start + 1 and not (run := runs[start]).style:  # nearly all
                words.append(run.text)
                forms.append(form_of(run.text))
            else:
                given = runs[start:]
                words.append(string_of(given))
                forms.append(form_in(given, words[-1]))
        self.runs[number] = found = tuple(runs)
        return found


@record(frozen=False, eq=False)
class Fit:
    """What is known of texts of a program whose words are of the same forms: what is kept for each of their blocks, whether
    some may be 待补, the room they take."""

    measures: list[Measures | None]
    styled: bool
    room: Room | None = None


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
        self._plain = all(isinstance(slot, Line) for slot in slots)
        self._numbers = [slot.numbers for slot in slots if isinstance(slot, Line)]
        self._fits: dict[tuple[Hashable, ...], Fit] = {}
        self._rooms: dict[tuple[Hashable, ...], Room] = {}
        self._styled = any(
            run.style
            for slot in slots
            if isinstance(slot, Line)
            for number, _, runs in slot.recipe
            if number == STAYS
            for run in runs
        )

    def filled(self, texts: Texts, own: dict[int, Block]) -> Filled:
        """The text with what the steps printed; `own` are blocks made whole, by the number of their slot."""
        fit = self._fit(texts) if self._plain else None
        if fit is None:
            return self._filled(texts, own)
        said = texts.words
        words = [
            tuple(said[numbers[0]])
            if len(numbers) == 1
            else tuple(chain.from_iterable([said[step] for step in numbers]))
            for numbers in self._numbers
        ]
        return Filled(self, texts, words, fit.measures, own, fit.styled, fit)

    def _fit(self, texts: Texts) -> Fit:
        """What is known of texts with words of these forms."""
        form = texts.form()
        fit = self._fits.get(form)
        if fit is None:
            if len(self._fits) >= MAX_FITS:
                self._fits.clear()
            forms = [tuple(chain.from_iterable([texts.forms[step] for step in numbers])) for numbers in self._numbers]
            measures = [measures_of(self.blocks[slot.at], each) for slot, each in zip(self.slots, forms, strict=True)]
            styled = self._styled or any(each.__class__ is not str for each in form)
            fit = self._fits[form] = Fit([*measures], styled)
        return fit

    def _filled(self, texts: Texts, own: dict[int, Block]) -> Filled:
        """As `filled`, where blocks are made whole."""
        words: list[tuple[str, ...]] = []
        measures: list[Measures | None] = []
        styled = self._styled
        for number, slot in enumerate(self.slots):
            old: Any = self.blocks[slot.at]
            if slot.__class__ is Line:
                said: list[str] = []
                forms: list[Hashable] = []
                for step in slot.numbers:
                    said += texts.words[step]
                    forms += texts.forms[step]
                styled = styled or any([form.__class__ is not str for form in forms])  # noqa: C419
                words.append(tuple(said))
                measures.append(measures_of(old, tuple(forms)))
                continue
            words.append(())
            measures.append(None)
            if isinstance(slot, Grid):
                own[number] = table = table_of(old, slot.rows, texts.runs)
                likeness, rows = likeness_of(old, slot.rows, texts.words, texts.forms)
                keep_like(table, likeness, measures_of(old, rows))
        return Filled(self, texts, words, measures, own, styled)

    def made(self, number: int, given: Texts) -> Paragraph:
        """See `Mould.made`."""
        slot: Any = self.slots[number]
        old: Any = self.blocks[slot.at]
        return Paragraph(old.style, runs_of(slot.recipe, given.runs), old.key, old.measure)

    def room(self, text: Filled) -> Hashable:
        """See `Mould.room`; words of the same forms take the same room."""
        fit: Fit | None = text.fit
        if fit is None:
            return (self, *self._rooms_in(text))
        if fit.room is None:
            rooms = tuple(self._rooms_in(text))
            fit.room = self._rooms.setdefault(rooms, Room())
        return fit.room

    def _rooms_in(self, text: Filled) -> Iterator[Hashable]:
        for at, measures in enumerate(text.measures):
            known = measures.get(extent_of) if measures is not None else None
            yield known if known is not None else extent_of(text.own(at))


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
            [
                runs if isinstance(piece, Run) or reads.isdisjoint(changed) else piece
                for piece, reads, runs in step.pieces
            ]
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
            slots[at] = Line(at, between_of(recipe, pieces), left_of(recipe, anew), numbers_in(recipe, anew))
    return Program(blocks, steps, pieces, [slots[at] for at in sorted(slots)])


def _rows(recipes: Mapping[int, Any], anew: set[int]) -> Rows:
    """The rows of a table that some steps print into."""
    return tuple(
        (row, dirty)
        for row, cells in recipes.items()
        if (
            dirty := tuple(
                (column, line, left_of(whole, anew), numbers_in(whole, anew))
                for column, line, whole in cells
                if printed_in(whole, anew)
            )
        )
    )
