"""The blocks around a text (title, 版头, 落款, 版记), arranged once for words of one form.

How these blocks stand follows from what they say only by its form: how wide a name is, which marks are in it. So what
was arranged for the first words of a form is the mould for those to come, which are put into the places of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import chain

from genwen.document.elements import Block, Blocks, FootBox, Origin, Paragraph, Run, Text
from genwen.document.keeping import Likeness, keep, keep_as
from genwen.document.line_break import form_of
from genwen.document.recipes import written_length
from genwen.records import record, replace

MAX_CASTS = 1_024
Arrange = Callable[[Sequence[Text]], Blocks]
Pieces = tuple[tuple[Run | int, ...], ...]
"""Of each paragraph: the runs that stay, and the numbers of those that are put between them."""


@record(eq=False)
class Cast:
    """Blocks arranged for words of a form; `places`: those that say something of them, with their pieces and what
    stands around the words (`Likeness.between`)."""

    blocks: Blocks
    places: tuple[tuple[int, Pieces, tuple[int, ...]], ...]

    def filled(self, texts: Sequence[Text]) -> Blocks:
        """The blocks with other words of the form."""
        given = list(chain.from_iterable(texts))
        blocks = list(self.blocks)
        for at, pieces, between in self.places:
            old = blocks[at]
            blocks[at] = new = _with_runs(old, [_runs(each, given) for each in pieces])
            words = [given[piece].text for each in pieces for piece in each if piece.__class__ is int]
            keep_as(new, Likeness(old, words, (), between), old)
        return tuple(blocks)


class Casts:
    """The casts of one outline."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Cast | None] = {}

    def blocks(self, name: Hashable, texts: Sequence[Text], arrange: Arrange) -> Blocks:
        """What `arrange` makes of `texts`; `name` says which function it is and whatever else it goes by."""
        key = _key(name, texts)
        known = self._known.get(key)
        if known is not None:
            return known.filled(texts)
        if key in self._known:
            return arrange(texts)
        if len(self._known) >= MAX_CASTS:
            self._known.clear()
        marked = [tuple([Run(run.text, run.style, _own(run.origin)) for run in text]) for text in texts]
        blocks = arrange(marked)
        self._known[key] = _cast(blocks, list(chain.from_iterable(marked)))
        return blocks


def _key(name: Hashable, texts: Sequence[Text]) -> Hashable:
    key: list[Hashable] = [name]
    for text in texts:
        for run in text:
            key += (form_of(run.text), run.style)
        key.append(None)
    return tuple(key)


def _own(origin: Origin | None) -> Origin | None:
    return replace(origin) if origin is not None else None


def _cast(blocks: Blocks, given: Sequence[Run]) -> Cast | None:
    """The cast of blocks made of the runs `given`, each with an origin of its own; None where one was not put whole."""
    numbers = {id(run.origin): number for number, run in enumerate(given)}
    if any(run.origin is None for run in given):
        return None
    places = []
    for at, block in enumerate(blocks):
        keep(block)
        if not isinstance(block, Paragraph | FootBox):
            return None
        pieces: list[tuple[Run | int, ...]] = []
        for paragraph in _paragraphs(block):
            runs: list[Run | int] = []
            for run in paragraph.runs:
                number = numbers.get(id(run.origin))
                if number is not None and (run.text, run.style) != (given[number].text, given[number].style):
                    return None
                runs.append(run if number is None else number)
            pieces.append(tuple(runs))
        if any(piece.__class__ is int for each in pieces for piece in each):
            places.append((at, tuple(pieces), _between(pieces)))
    return Cast(blocks, tuple(places))


def _between(pieces: Sequence[Sequence[Run | int]]) -> tuple[int, ...]:
    between = [0]
    for piece in chain.from_iterable(pieces):
        if isinstance(piece, int):
            between.append(0)
        else:
            between[-1] += written_length(piece.text)
    return tuple(between)


def _paragraphs(block: Paragraph | FootBox) -> Sequence[Paragraph]:
    return (block,) if isinstance(block, Paragraph) else block.paragraphs


def _runs(pieces: Sequence[Run | int], given: Sequence[Run]) -> Text:
    return tuple([given[piece] if piece.__class__ is int else piece for piece in pieces])  # type: ignore[misc]


def _with_runs(block: Block, runs: Sequence[Text]) -> Paragraph | FootBox:
    if isinstance(block, Paragraph):
        return Paragraph(block.style, runs[0], block.key, block.measure)
    assert isinstance(block, FootBox)
    paragraphs = [
        Paragraph(old.style, new, old.key, old.measure) for old, new in zip(block.paragraphs, runs, strict=True)
    ]
    return FootBox(tuple(paragraphs), block.rules, block.height)
