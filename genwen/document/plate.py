"""Documents that have the same blocks but for some of them, and whose blocks take the same room.

Where many documents of one outline are made, most of the blocks of one stand in the next. A `Plate` is what documents of
one shape have in common: the blocks that are the same, how the pages end, and (kept with it by who makes them) the XML of
what lies between the blocks that differ. The shape says all that this follows from; a document of a shape met before is
its plate with its own blocks in their places, and nothing else of it is looked at again.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from genwen import standard
from genwen.diagnostics import Finding
from genwen.document.composition import Composition, gaps_in, lacking, may_have_gaps
from genwen.document.elements import Block, Blocks, Document, Measure, Paragraph, Run
from genwen.document.expressions import is_true
from genwen.document.keeping import LIKE, Pressed, keep, keep_as, kept_with, like, measuring, texts_in
from genwen.document.layout import extent_of
from genwen.document.line_break import form_of
from genwen.document.parts import IMPRINT, Parts, settled
from genwen.records import made, record, replace

if TYPE_CHECKING:
    from genwen.document.stencil import Program

MAX_PLATES = 64
"""Plates of one outline; beyond that, those made first are let go."""
MAX_SHAPES = 4_096
"""Shapes that are remembered to have been met."""
Flags = tuple[bool, bool]
"""Of a paragraph: whether it is kept with the next one, whether a page begins with it."""


class Filled(tuple[Block, ...]):
    """A text made of a stencil: the blocks at `changed` are this document's own, the others those of the stencil.

    Texts of one program have the same blocks but for these.
    """

    program: Program
    changed: tuple[int, ...]

    @classmethod
    def of(cls, blocks: list[Block], program: Program, changed: tuple[int, ...]) -> Filled:
        """The text of these blocks."""
        filled = cls(blocks)
        filled.program, filled.changed = program, changed
        return filled


@record(eq=False)
class Slots:
    """The blocks of a name that differ: their places among all of it; the piece each comes from, and where it stands in
    that; the flags that some of them are to have, by number."""

    places: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]
    flags: tuple[tuple[int, Flags], ...]


@record(eq=False)
class Plate:
    """What documents of one shape have in common; `kept`: what was made of it."""

    parts: Parts
    blocks: Mapping[str, Blocks]
    findings: list[Finding]
    slots: Mapping[str, Slots]
    gaps: tuple[Block | int, ...]
    """Blocks with what is 待补, and where among them the blocks stand that differ, by number."""
    kept: dict[Any, Any] = made(default_factory=dict)

    def composition(
        self, name: str, parts: Parts, scope: dict[str, object], findings: list[Finding], fonts: str
    ) -> Composition:
        """The document of these parts, composed."""
        document = self.document(name, parts)
        own: Pressed = document.kept
        composition = Composition(document, scope, findings + self.findings)
        blocks = own.blocks
        standing = [blocks[at] if isinstance(at, int) else at for at in self.gaps]
        composition.listed = [block for block in standing if may_have_gaps(block)]
        words = [run.text for text in parts.fields.values() for run in text]
        for block in own.sources:
            alike = like(block)
            if alike is not None and (alike.between or block.__class__ is Paragraph):
                words += alike.words
            else:
                words += texts_in(block)
        if standard.missing_characters("".join(words), fonts):
            composition.findings += lacking(composition, fonts)
        return composition

    def document(self, name: str, parts: Parts) -> Document:
        """The document of these parts."""
        blocks = dict(self.blocks)
        own: list[Block] = []
        sources: list[Block] = []
        for group, slots in self.slots.items():
            pieces = parts.texts[group]
            here = [pieces[piece][index] for piece, index in slots.sources]
            sources += here
            for number, flags in slots.flags:
                here[number] = _flagged(here[number], flags)
            own += here
            whole = list(blocks[group])
            for place, block in zip(slots.places, here, strict=True):
                whole[place] = block
            blocks[group] = tuple(whole)
        document = Document(name, parts.fields, blocks)
        document.kept = Pressed(self, own, sources)
        return document


class Plates:
    """The plates of one outline."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Plate] = {}
        self._seen: set[Hashable] = set()

    def composition(
        self, name: str, parts: Parts, scope: dict[str, object], findings: list[Finding], fonts: str
    ) -> Composition:
        """The document of these parts, made of the plate of its shape where there is one."""
        shape = _shape(parts, (fonts, parts.even_page))
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


def _shape(parts: Parts, settings: tuple[Hashable, ...]) -> Hashable:
    """Everything but words that documents differ by.

    Of the blocks a document has for itself: how much room they take. Those that stand in others too are themselves.
    """
    box = parts.box
    shape: list[Hashable] = [*settings, parts.issuers, parts.signatories, box and box.height]
    shape += [name for name, text in parts.fields.items() if text[0].text or is_true(text)]
    shape += [_room(block) for block in (*parts.above, *parts.remark)]
    shape.append(_room(Paragraph("主送机关", parts.recipients)) if parts.recipients else 0)
    for pieces in parts.texts.values():
        shape.append(len(pieces))
        for blocks in pieces:
            shape.append(len(blocks))
            if isinstance(blocks, Filled):
                shape.append(blocks.program)
                shape += [extent_of(blocks[at]) for at in blocks.changed]
            else:
                for block in blocks:
                    known = kept_with(block)
                    shape.append(_room(block) if known is None or LIKE in known else id(block))
    return tuple(shape)


@measuring
def _room(block: Block) -> Hashable:
    if isinstance(block, Paragraph):
        measure, runs = block.measure, block.runs
        form = "".join([form_of(run.text) for run in runs])  # most runs are met again, though no paragraph is
        return _paragraph_room(block.style, form, measure and tuple(measure.__dict__.values()))
    return block.__class__, extent_of(block)


@lru_cache(maxsize=4096)
def _paragraph_room(style: str, form: str, measure: tuple[Any, ...] | None) -> Hashable:
    """The room of paragraphs of a style with a text of a form."""
    paragraph = Paragraph(style, (Run(form),), "", Measure(*measure) if measure is not None else None)
    return style, measure is None, extent_of(paragraph)


Own = Mapping[str, tuple[tuple[int, int], ...]]
"""By name of the blocks: the piece and the place in it of those that a document has for itself."""


def _own_blocks(parts: Parts) -> Own:
    """The blocks that a document has for itself."""
    return {
        name: tuple(
            (number, at)
            for number, blocks in enumerate(pieces)
            for at in (
                blocks.changed
                if isinstance(blocks, Filled)
                else [at for at, block in enumerate(blocks) if kept_with(block) is None or like(block) is not None]
            )
        )
        for name, pieces in parts.texts.items()
    }


def _plate(parts: Parts, own: Own, blocks: Mapping[str, Blocks], findings: list[Finding], fonts: str) -> Plate | None:
    """The plate of documents as this one: its parts, which blocks are its own, the blocks as they stand, what was noticed
    of its shape. None where a block was made into another one than a plate could make."""
    slots: dict[str, Slots] = {}
    gaps: list[Block | int] = []
    words: list[str] = []
    count = 0
    for name, whole in blocks.items():
        sources = _sources(parts, name, own[name], whole)
        flags: list[tuple[int, Flags]] = []
        for number, (place, (piece, index)) in enumerate(sources.items()):
            source, block = parts.texts[name][piece][index], whole[place]
            if (alike := like(source)) is not None:  # of the blocks to come only the words that differ are looked at
                words += texts_in(alike.other)
            if block is not source:
                found = _flags(source, block)
                if found is None:
                    return None
                flags.append((number, found))
        for at, block in enumerate(whole):
            if at in sources:
                gaps.append(count)
                count += 1
            elif gaps_in(block):
                gaps.append(block)
            keep(block)
        if sources:
            slots[name] = Slots(tuple(sources), tuple(sources.values()), tuple(flags))
    if standard.missing_characters("".join(words), fonts):
        return None
    filled = {name: whole for name, whole in blocks.items() if whole}
    return Plate(parts, filled, findings, slots, tuple(gaps))


def _sources(parts: Parts, name: str, own: tuple[tuple[int, int], ...], whole: Blocks) -> dict[int, tuple[int, int]]:
    """Where the blocks come from that a document has for itself, by their place in the whole, in order."""
    found: dict[int, tuple[int, int]] = {}
    for piece, index in own:
        place = sum(map(len, parts.texts[name][:piece])) + index
        if name == IMPRINT:  # other blocks may stand above it
            place = next(at for at, block in enumerate(whole) if block is parts.texts[name][piece][index])
        found[place] = piece, index
    return found


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
        keep_as(flagged, alike, block, flags)
    return flagged
