"""Documents that have the same blocks but for some of them, and whose blocks take the same room.

Where many documents of one outline are made, most of the blocks of one stand in the next. A `Plate` is what documents of
one shape have in common: the blocks that are the same, how the pages end, and (kept with it by who makes them) the XML of
what lies between the blocks that differ. The shape says all that this follows from; a document of a shape met before is
its plate with its own blocks in their places, and nothing else of it is looked at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from genwen import standard
from genwen.diagnostics import Finding
from genwen.document.composition import Composition, gaps_in, lacking
from genwen.document.elements import Block, Blocks, Document, Measure, Paragraph
from genwen.document.filled import Filled, Measures
from genwen.document.keeping import MEASURES, keep, keep_like, kept_with, like, measures_apart, texts_in
from genwen.document.parts import IMPRINT, Parts, settled
from genwen.document.rooms import shape_of
from genwen.records import made, record, replace

MAX_PLATES = 64
"""Plates of one outline; beyond that, those made first are let go."""
MAX_SHAPES = 4_096
"""Shapes that are remembered to have been met."""
Flags = tuple[bool, bool]
"""Of a paragraph: whether it is kept with the next one, whether a page begins with it."""


@record(eq=False)
class Own:
    """A block that each document of a plate has for itself: of which name it is and its place there; the piece it comes from
    and its place in that; the flags it is to have."""

    name: str
    place: int
    piece: int
    at: int
    flags: Flags | None = None


class Pressed:
    """What a document of a plate has for itself: by the number of a block its `words`, and what is kept for their form.

    None for the latter where a block was made whole. `gaps`: whether something in the words may be 待补.
    """

    def __init__(self, plate: Plate, parts: Parts) -> None:
        self.plate, self._texts, self.gaps = plate, parts.texts, False
        self.words: list[tuple[str, ...]] = []
        self.measures: list[Measures | None] = []
        for name, number, count in plate.pieces:
            piece = parts.texts[name][number]
            if piece.__class__ is Filled:
                self.words += piece.words
                self.measures += piece.measures
                self.gaps = self.gaps or piece.gaps
            else:
                self.words += [()] * count
                self.measures += [None] * count
        for at, flags in plate.flagged:
            measures = self.measures[at]
            self.measures[at] = measures_apart(measures, flags) if measures is not None else None

    def block(self, number: int) -> Any:
        """A block as it stands."""
        own = self.plate.own[number]
        block = self._texts[own.name][own.piece][own.at]
        return block if own.flags is None else _flagged(block, own.flags)

    def texts(self) -> list[str]:
        """What the blocks say."""
        texts = list(chain.from_iterable(self.words))
        for number, measures in enumerate(self.measures):
            if measures is None:
                texts += texts_in(self.block(number))
        return texts


class Standing(Mapping[str, Blocks]):
    """The blocks of a document of a plate by name, those of a name put together when they are asked for."""

    def __init__(self, pressed: Pressed) -> None:
        self._pressed = pressed
        self._known: dict[str, Blocks] = {}

    def __getitem__(self, name: str) -> Blocks:
        found = self._known.get(name)
        if found is None:
            plate = self._pressed.plate
            whole = list(plate.blocks[name])
            for number, own in enumerate(plate.own):
                if own.name == name:
                    whole[own.place] = self._pressed.block(number)
            found = self._known[name] = tuple(whole)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._pressed.plate.blocks

    def __iter__(self) -> Iterator[str]:
        return iter(self._pressed.plate.blocks)

    def __len__(self) -> int:
        return len(self._pressed.plate.blocks)


@record(eq=False)
class Plate:
    """What documents of one shape have in common; `kept`: what was made of it.

    `own` are the blocks that differ, `pieces` where they come from (name, number, how many), `flagged` those with flags;
    `gaps` are the blocks with what is 待补, and among them by number those that differ.
    """

    blocks: Mapping[str, Blocks]
    findings: list[Finding]
    own: Sequence[Own]
    gaps: list[Block | int] = made(default_factory=list)
    kept: dict[Any, Any] = made(default_factory=dict)

    def __post_init__(self) -> None:
        pieces = Counter((own.name, own.piece) for own in self.own)
        self.pieces = [(*piece, count) for piece, count in pieces.items()]
        self.flagged = [(number, own.flags) for number, own in enumerate(self.own) if own.flags is not None]

    def composition(
        self, name: str, parts: Parts, scope: dict[str, object], findings: list[Finding], fonts: str
    ) -> Composition:
        """The document of these parts, composed."""
        pressed = Pressed(self, parts)
        document = Document(name, parts.fields, Standing(pressed))
        document.kept = pressed
        composition = Composition(document, scope, findings + self.findings)
        composition.listed = [
            pressed.block(at) if isinstance(at, int) else at
            for at in self.gaps
            if not isinstance(at, int) or pressed.gaps or pressed.measures[at] is None
        ]
        words = [run.text for text in parts.fields.values() for run in text] + pressed.texts()
        if standard.missing_characters("".join(words), fonts):
            composition.findings += lacking(composition, fonts)
        return composition


class Plates:
    """The plates of one outline."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Plate] = {}
        self._seen: set[Hashable] = set()

    def composition(
        self, name: str, parts: Parts, scope: dict[str, object], findings: list[Finding], fonts: str
    ) -> Composition:
        """The document of these parts, made of the plate of its shape where there is one."""
        shape = shape_of(parts, (fonts, parts.even_page))
        plate = self._known.get(shape)
        if plate is not None:
            return plate.composition(name, parts, scope, findings, fonts)
        own = _own_blocks(parts) if self._worth_while(shape) else None
        for block in chain.from_iterable(chain.from_iterable(parts.texts.values())):
            keep(block)  # measured several times below
        blocks, found = settled(parts)
        document = Document(name, parts.fields, {name: whole for name, whole in blocks.items() if whole})
        composition = Composition(document, scope, findings + found)
        wanting = lacking(composition, fonts)
        composition.findings += wanting
        if own is not None and not wanting and (plate := _plate(parts, own, blocks, found, fonts)) is not None:
            while len(self._known) >= MAX_PLATES:
                del self._known[next(iter(self._known))]
            self._known[shape] = plate
        return composition

    def _worth_while(self, shape: Hashable) -> bool:
        """Whether a plate should be made: a document of the shape was met before."""
        if shape in self._seen:
            return True
        if len(self._seen) >= MAX_SHAPES:
            self._seen.clear()
        self._seen.add(shape)
        return False


def _own_blocks(parts: Parts) -> Mapping[str, tuple[Own, ...]]:
    """The blocks that a document has for itself, by their name."""
    return {
        name: tuple(chain.from_iterable(_own_in(name, number, piece) for number, piece in enumerate(pieces)))
        for name, pieces in parts.texts.items()
    }


def _own_in(name: str, number: int, piece: Sequence[Block]) -> list[Own]:
    """Those of a piece; where they stand among all of the name is not said yet."""
    if isinstance(piece, Filled):
        places = [slot.at for slot in piece.mould.slots]
    else:
        places = [at for at, block in enumerate(piece) if kept_with(block) is None or like(block) is not None]
    return [Own(name, -1, number, at) for at in places]


def _plate(
    parts: Parts,
    all_own: Mapping[str, tuple[Own, ...]],
    blocks: Mapping[str, Blocks],
    findings: list[Finding],
    fonts: str,
) -> Plate | None:
    """The plate of documents as this one: which blocks are its own, the blocks as they stand, what was noticed of its shape.
    None where a block was made into another one than a plate could make."""
    every: list[Own] = []
    gaps: list[Block | int] = []
    words: list[str] = []
    for name, whole in blocks.items():
        numbers: dict[int, int] = {}
        for own in all_own[name]:
            source, at = parts.texts[name][own.piece][own.at], _place(parts, own, whole)
            if (alike := like(source)) is not None:  # of the blocks to come only the words that differ are looked at
                words += texts_in(alike.other)
            flags = _flags(source, whole[at]) if whole[at] is not source else None
            if flags is None and whole[at] is not source:
                return None
            numbers[at] = len(every)
            every.append(replace(own, place=at, flags=flags))
        for at, block in enumerate(whole):
            if at in numbers:
                gaps.append(numbers[at])
            elif gaps_in(block):
                gaps.append(block)
            keep(block)
    if standard.missing_characters("".join(words), fonts):
        return None
    return Plate({name: whole for name, whole in blocks.items() if whole}, findings, every, gaps)


def _place(parts: Parts, own: Own, whole: Blocks) -> int:
    """Where a block stands among all of its name."""
    pieces = parts.texts[own.name]
    if own.name == IMPRINT:  # other blocks may stand above it
        return next(at for at, block in enumerate(whole) if block is pieces[own.piece][own.at])
    return sum(map(len, pieces[: own.piece])) + own.at


def _flags(source: Block, block: Block) -> Flags | None:
    """The flags by which a block differs from what it was composed as; None where there is more to it."""
    if not isinstance(block, Paragraph) or not isinstance(source, Paragraph) or block.measure is None:
        return None
    flags = block.measure.keep_next, block.measure.page_break_before
    return flags if _flagged(source, flags) == block else None


def _flagged(block: Any, flags: Flags) -> Paragraph:
    keep_next, breaks = flags
    measure = replace(block.measure or Measure(), keep_next=keep_next, page_break_before=breaks)
    flagged = Paragraph(block.style, block.runs, block.key, measure)
    if (alike := like(block)) is not None and alike.between:
        keep_like(flagged, alike, measures_apart(block.kept[MEASURES], flags))
    return flagged
