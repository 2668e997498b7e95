"""Documents that have the same blocks but for some of them, and whose blocks take the same room.

Where many documents of one outline are made, most of the blocks of one stand in the next. A `Plate` is what documents of
one shape have in common: the blocks that are the same, how the pages end, and (kept with it by who makes them) the XML of
what lies between the blocks that differ. The shape says all that this follows from; a document of a shape met before is
its plate with its own blocks in their places, and nothing else of it is looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from genwen import standard
from genwen.diagnostics import Finding
from genwen.document.composition import Composition, gaps_in, lacking
from genwen.document.elements import Block, Blocks, Document, Measure, Paragraph
from genwen.document.filled import Filled
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
    and its place in that, the number of its slot where that is made of a mould; the flags it is to have."""

    name: str
    place: int
    piece: int
    at: int
    slot: int
    flags: Flags | None = None


class Pressed:
    """What a document of a plate has for itself, made of its parts."""

    def __init__(self, plate: Plate, parts: Parts) -> None:
        self.plate, self._parts = plate, parts

    def said(self, own: Own) -> Filled | None:
        """The text whose words a block says; None where it was made whole."""
        piece = self._parts.texts[own.name][own.piece]
        return piece if piece.__class__ is Filled and piece.measures[own.slot] is not None else None

    def block(self, own: Own) -> Any:
        """A block as it stands."""
        block = self._parts.texts[own.name][own.piece][own.at]
        return block if own.flags is None else _flagged(block, own.flags)

    def written(self, own: Own, key: Any, write: Callable[[Any], bytes]) -> bytes:
        """The XML of a block: what `write` kept under `key` for words of its form, filled with its own."""
        text = self.said(own)
        if text is not None:
            measures: Any = text.measures[own.slot]
            form = (measures if own.flags is None else measures_apart(measures, own.flags)).get(key)
            if form:
                return (form % text.words[own.slot]).encode()  # type: ignore[no-any-return]
        return write(self.block(own))


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
            for own in plate.own:
                if own.name == name:
                    whole[own.place] = self._pressed.block(own)
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
    """What documents of one shape have in common; `kept`: what was made of it."""

    blocks: Mapping[str, Blocks]
    findings: list[Finding]
    own: list[Own] = made(default_factory=list)
    gaps: list[Block | Own] = made(default_factory=list)
    """Blocks with what is 待补, and among them those that differ."""
    kept: dict[Any, Any] = made(default_factory=dict)

    def composition(
        self, name: str, parts: Parts, scope: dict[str, object], findings: list[Finding], fonts: str
    ) -> Composition:
        """The document of these parts, composed."""
        pressed = Pressed(self, parts)
        document = Document(name, parts.fields, Standing(pressed))
        document.kept = pressed
        composition = Composition(document, scope, findings + self.findings)
        composition.listed = [
            pressed.block(at) if isinstance(at, Own) else at
            for at in self.gaps
            if not isinstance(at, Own) or (text := pressed.said(at)) is None or text.gaps
        ]
        words = [run.text for text in parts.fields.values() for run in text]
        for own in self.own:
            said = pressed.said(own)
            words += said.words[own.slot] if said is not None else texts_in(pressed.block(own))
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
    return [Own(name, -1, number, at, slot) for slot, at in enumerate(places)]


def _plate(
    parts: Parts, all_own: Mapping[str, tuple[Own, ...]], blocks: Mapping[str, Blocks], findings: list[Finding], fonts: str
) -> Plate | None:
    """The plate of documents as this one: which blocks are its own, the blocks as they stand, what was noticed of its shape.
    None where a block was made into another one than a plate could make."""
    plate = Plate({name: whole for name, whole in blocks.items() if whole}, findings)
    words: list[str] = []
    for name, whole in blocks.items():
        placed: dict[int, Own] = {}
        for own in all_own[name]:
            source, at = parts.texts[name][own.piece][own.at], _place(parts, own, whole)
            if (alike := like(source)) is not None:  # of the blocks to come only the words that differ are looked at
                words += texts_in(alike.other)
            flags = _flags(source, whole[at]) if whole[at] is not source else None
            if flags is None and whole[at] is not source:
                return None
            placed[at] = replace(own, place=at, flags=flags)
        plate.own.extend(placed.values())
        for at, block in enumerate(whole):
            if at in placed:
                plate.gaps.append(placed[at])
            elif gaps_in(block):
                plate.gaps.append(block)
            keep(block)
    return None if standard.missing_characters("".join(words), fonts) else plate


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
