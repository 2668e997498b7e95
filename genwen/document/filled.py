"""Texts made of a mould: its blocks, but for those that say words of the text's own.

What becomes of a block that others are like (how much room it takes, its XML) follows from its words and from what is
kept for words of their form. So the block itself is put together only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, overload

from genwen.document.elements import Block, Blocks
from genwen.document.keeping import LIKE, MEASURES, Likeness
from genwen.records import record

Measures = dict[Any, Any]
"""What is kept for all blocks that are like another with words of one form."""


@record(eq=False)
class Slot:
    """Where texts of a mould have a block of their own: its place, how much is written between its words (see `Likeness`)."""

    at: int
    between: tuple[int, ...] = ()


class Room:
    """The room that texts take, the same one for those that take as much: found sooner than what it is made of."""

    __slots__ = ()


class Mould:
    """What texts have in common: their `blocks`, and the `slots` of those that each has for itself, in order."""

    blocks: Blocks
    slots: Sequence[Slot]

    def made(self, number: int, given: Any) -> Any:
        """The block of a slot, of what a text was given."""
        raise NotImplementedError

    def room(self, text: Filled) -> Hashable:
        """How much room a text takes: equal for texts that the same plate is good for."""
        raise NotImplementedError


class Filled(Sequence[Block]):
    """A text made of a mould of what was `given`: by slot, the `words` of its block, and what is kept for their form.

    None for the measures of a block that could not wait: it is in `own` already. `gaps`: whether some may be 待补; `fit`:
    what the mould knows of texts like this one.
    """

    __slots__ = ("_blocks", "_given", "_own", "fit", "gaps", "measures", "mould", "words")

    def __init__(
        self, mould: Mould, given: Any, words: Sequence[tuple[str, ...]], measures: Sequence[Measures | None],
        own: dict[int, Block], gaps: bool, fit: Any = None,
    ) -> None:  # fmt: skip
        self.mould, self._given, self.words, self.measures = mould, given, words, measures
        self._own, self.gaps, self.fit = own, gaps, fit
        self._blocks: Blocks | None = None

    def own(self, number: int) -> Block:
        """The block of a slot, the same one every time."""
        block = self._own.get(number)
        if block is None:
            slot = self.mould.slots[number]
            block = self._own[number] = self.mould.made(number, self._given)
            likeness = Likeness(self.mould.blocks[slot.at], self.words[number], (), slot.between)
            block.kept = {LIKE: likeness, MEASURES: self.measures[number]}
        return block

    @property
    def blocks(self) -> Blocks:
        """All blocks, put together."""
        if self._blocks is None:
            whole = list(self.mould.blocks)
            for number, slot in enumerate(self.mould.slots):
                whole[slot.at] = self.own(number)
            self._blocks = tuple(whole)
        return self._blocks

    def __len__(self) -> int:
        return len(self.mould.blocks)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> Blocks: ...
    def __getitem__(self, at: int | slice) -> Block | Blocks:
        return self.blocks[at]

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)
