"""The shape of a document: everything but words that documents differ by.

Of the blocks a document has for itself: how much room they take. Those that stand in others too are themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from genwen.document.elements import Block, Measure, Paragraph, Run
from genwen.document.expressions import is_true
from genwen.document.filled import Filled
from genwen.document.keeping import LIKE, kept_with, measuring
from genwen.document.layout import extent_of
from genwen.document.line_break import form_of
from genwen.document.parts import Parts


def shape_of(parts: Parts, settings: Iterable[Hashable]) -> Hashable:
    """The shape of a document of these parts; `settings` are what else its pages depend on."""
    shape: list[Hashable] = [*settings, parts.issuers, parts.signatories]
    shape += [name for name, text in parts.fields.items() if text[0].text or is_true(text)]
    shape += [room_of(block) for block in (*parts.above, *parts.remark)]
    shape.append(room_of(Paragraph("主送机关", parts.recipients)) if parts.recipients else 0)
    for pieces in parts.texts.values():
        shape.append(len(pieces))
        for piece in pieces:
            shape.append(piece.mould.room(piece) if piece.__class__ is Filled else rooms_of(piece))
    return tuple(shape)


def rooms_of(blocks: Sequence[Block]) -> tuple[Hashable, ...]:
    """How many blocks, and the room of those that a document has for itself; those that stand in others are themselves."""
    rooms = [room_of(block) if (known := kept_with(block)) is None or LIKE in known else id(block) for block in blocks]
    return (len(blocks), *rooms)


@measuring
def room_of(block: Any) -> Hashable:
    """The room that a block takes; of a 版记, its height."""
    if isinstance(block, Paragraph):
        measure, runs = block.measure, block.runs
        form = "".join([form_of(run.text) for run in runs])  # most runs are met again, though no paragraph is
        return _paragraph_room(block.style, form, measure and tuple(measure.__dict__.values()))
    return block.__class__, extent_of(block), getattr(block, "height", 0)


@lru_cache(maxsize=4096)
def _paragraph_room(style: str, form: str, measure: tuple[Any, ...] | None) -> Hashable:
    """The room of paragraphs of a style with a text of a form."""
    paragraph = Paragraph(style, (Run(form),), "", Measure(*measure) if measure is not None else None)
    return style, measure is None, extent_of(paragraph)
