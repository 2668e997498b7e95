"""The blocks around a text (title, 版头, 落款, 版记), arranged once for words of one form.

How these blocks stand follows from what they say only by its form: how wide a name is, which marks are in it. So what
was arranged for the first words of a form is the mould for those to come, which are put into the places of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import Any

from genwen.document.elements import Block, Blocks, FootBox, OriginKind, Paragraph, Run, Text
from genwen.document.filled import Filled, Mould, Room, Slot
from genwen.document.keeping import MEASURES, keep
from genwen.document.line_break import form_of
from genwen.document.recipes import written_length
from genwen.document.rooms import rooms_of
from genwen.records import record, replace

MAX_CASTS = 1_024
_TYPED = OriginKind.TYPED  # a member of an enumeration takes ten times as long to look up
_MARKS = ("|", "\n")
"""Where the author of a title wants it broken; they are not printed."""
Arrange = Callable[[Sequence[Text]], Blocks]
Form = Callable[[str], Hashable]
"""What of a text its arrangement depends on."""
Cut = tuple[int, int, int]
"""A part of a run: its number, where the part begins and ends."""
Piece = Run | int | Cut
"""A run that stays, the number of one given, or a cut of one."""


@record(eq=False)
class Place(Slot):
    """A block that says something of the words: of each paragraph the numbers of its runs, and the numbers of its words."""

    paragraphs: tuple[tuple[int, ...], ...] = ()
    words: tuple[int, ...] = ()


class Cast(Mould):
    """Blocks arranged for words of a form, the runs that were given `first`, and where they stand.

    Runs are numbered: those given, pieces cut from them, those that stay.
    """

    def __init__(
        self,
        blocks: Blocks,
        first: Sequence[Run],
        cuts: Sequence[Cut],
        rest: Sequence[Run],
        slots: Sequence[Place],
        rooms: dict[Hashable, Room],
    ) -> None:
        self.blocks, self.first, self.slots, self._places = blocks, first, slots, slots
        self._cuts, self._rest, self._rooms = cuts, rest, rooms
        own: list[Any] = [blocks[slot.at] for slot in slots]
        self._measures = [block.kept[MEASURES] for block in own]
        self._styled = any(run.style for run in (*first, *rest))
        self._room: Hashable = None

    def filled(self, runs: list[Run]) -> Sequence[Block]:
        """The blocks with other words of the form; where they say what the first ones said, those themselves."""
        for run, old in zip(runs, self.first, strict=True):
            if run.origin is not old.origin or run.text != old.text:
                return self.made_of(runs)
        return self.blocks

    def made_of(self, runs: list[Run]) -> Filled:
        """The blocks with these words."""
        for number, start, end in self._cuts:
            run = runs[number]
            runs.append(Run(run.text[start:end], run.style, run.origin))
        words = [tuple([runs[number].text for number in slot.words]) for slot in self._places]
        return Filled(self, runs, words, self._measures, {}, self._styled)

    def made(self, number: int, given: Sequence[Run]) -> Paragraph | FootBox:
        """See `Mould.made`."""
        slot, runs = self._places[number], (*given, *self._rest)
        return _with_runs(self.blocks[slot.at], [tuple([runs[at] for at in each]) for each in slot.paragraphs])

    def room(self, text: Filled) -> Hashable:
        """See `Mould.room`; words of one form take the same room."""
        if self._room is None:
            rooms = rooms_of(text)
            self._room = self._rooms.setdefault(rooms, Room())
        return self._room


class Casts:
    """The casts of one outline."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Cast | None] = {}
        self._staying: dict[Block, Block] = {}
        self._rooms: dict[Hashable, Room] = {}

    def blocks(
        self,
        name: Hashable,
        texts: Sequence[Text],
        arrange: Arrange,
        form: Form = form_of,
        by_form: Callable[[], bool] = lambda: True,
    ) -> Sequence[Block]:
        """What `arrange` makes of `texts`; `name` says which function it is and whatever else it goes by.

        `by_form`: whether it goes by nothing else of texts of this form.
        """
        runs: list[Run] = []
        said: list[Hashable] = [name]
        for text in texts:
            runs += text
            for run in text:
                typed = run.origin is not None and run.origin.kind is _TYPED
                said += (run.text if typed else form(run.text), run.style)
            said.append(None)
        key = tuple(said)
        known = self._known.get(key)
        if known is not None:
            return known.filled(runs)
        if key in self._known:
            return arrange(texts)
        if len(self._known) >= MAX_CASTS:
            self._known.clear()
            self._staying.clear()
            self._rooms = {}
        marked = [tuple([run if _is_typed(run) else _marked(run) for run in text]) for text in texts]
        blocks = arrange(marked)
        cast = self._known[key] = (
            _Casting(marked).cast(blocks, texts, self._staying, self._rooms) if by_form() else None
        )
        # made like those to come, it has their plate
        return blocks if cast is None else cast.made_of(runs)


def _is_typed(run: Run) -> bool:
    """Whether a run stands in the outline, where it is the same for all."""
    return run.origin is not None and run.origin.kind is _TYPED


def _marked(run: Run) -> Run:
    """A run to be known again by an origin of its own."""
    return Run(run.text, run.style, replace(run.origin) if run.origin is not None else None)


class _Casting:
    """Finds the runs given, each with an origin of its own, in the blocks made of them."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._given = list(chain.from_iterable(texts))
        self._numbers = {id(run.origin): number for number, run in enumerate(self._given) if not _is_typed(run)}
        self._reached = [0] * len(self._given)
        self._cuts: list[Cut] = []
        self._rest: list[Run] = []

    def cast(
        self, blocks: Blocks, texts: Sequence[Text], staying: dict[Block, Block], rooms: dict[Hashable, Room]
    ) -> Cast | None:
        """The cast of blocks made of `texts`; None where what is said in them is not what was given.

        A block that stays is the one that stays in other casts as well: `staying` are those, `rooms` the rooms of all.
        """
        if any(run.origin is None for run in self._given):
            return None
        pieces: list[list[list[Piece | None]]] = []
        for block in blocks:
            if not isinstance(block, Paragraph | FootBox):
                return None
            paragraphs = (block,) if isinstance(block, Paragraph) else block.paragraphs
            pieces.append([[self._piece(run) for run in paragraph.runs] for paragraph in paragraphs])
        if None in chain.from_iterable(chain.from_iterable(pieces)):
            return None
        places = [self._place(at, found) for at, found in enumerate(pieces)]
        blocks = tuple(
            [
                block if place.words else staying.setdefault(block, block)
                for place, block in zip(places, blocks, strict=True)
            ]
        )
        for block in blocks:
            keep(block)
        first = list(chain.from_iterable(texts))
        return Cast(blocks, first, self._cuts, self._rest, [place for place in places if place.words], rooms)

    def _piece(self, run: Run) -> Piece | None:
        """A run that stays, the number of one given, or a cut; None where it is none of these."""
        number = self._numbers.get(id(run.origin))
        if number is None:
            self._rest.append(run)
            return run
        given = self._given[number]
        if run.style != given.style:
            return None
        if run.text == given.text:
            return number
        start = self._reached[number]
        while given.text[start : start + 1] in _MARKS:
            start += 1
        end = start + len(run.text)
        if given.text[start:end] != run.text:
            return None
        self._reached[number] = end
        self._cuts.append((number, start, end))
        return number, start, end

    def _place(self, at: int, pieces: Sequence[Sequence[Any]]) -> Place:
        cuts = len(self._given)
        rest = cuts + len(self._cuts)
        words: list[int] = []
        between = [0]
        paragraphs = []
        for each in pieces:
            numbers = []
            for piece in each:
                if isinstance(piece, Run):
                    number = rest + next(at for at, run in enumerate(self._rest) if run is piece)
                    between[-1] += written_length(piece.text)
                else:
                    number = piece if isinstance(piece, int) else cuts + self._cuts.index(piece)
                    words.append(number)
                    between.append(0)
                numbers.append(number)
            paragraphs.append(tuple(numbers))
        return Place(at, tuple(between), tuple(paragraphs), tuple(words))


def _with_runs(block: Block, runs: Sequence[Text]) -> Paragraph | FootBox:
    if isinstance(block, Paragraph):
        return Paragraph(block.style, runs[0], block.key, block.measure)
    assert isinstance(block, FootBox)
    paragraphs = [
        Paragraph(old.style, new, old.key, old.measure) for old, new in zip(block.paragraphs, runs, strict=True)
    ]
    return FootBox(tuple(paragraphs), block.rules, block.height)
