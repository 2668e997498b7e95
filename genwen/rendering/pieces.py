"""The pieces that a part was put together from: those that the documents of a plate have in common are parsed once.

When the part of one document was parsed whole, it is known of each of its pieces what text it holds and whether it is
balanced by itself. A part that has the same unbalanced pieces in the same order, and balanced ones anywhere between them,
is well-formed too, as XML asks nothing more of content; so of the next document only the pieces are parsed that it has for
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from genwen.ooxml.markup import MarkupError, character_data
from genwen.records import record

BOUNDARY = "\ue01f"
"""Stands between the pieces of a part while it is read: a private character, as the mark between paragraphs."""
_BOUNDARY = BOUNDARY.encode()
_OPEN, _CLOSE = b"<f>", b"</f>"

Marked = Callable[[bytes], bytes]
"""A piece with marks put into its character data."""


class Common:
    """What the part of one document gave when it was parsed; what others have in common with it is the same object."""

    def __init__(self) -> None:
        self._breaks: bool | None = None
        self._known: dict[int, tuple[bytes, str, bool]] = {}
        self._unbalanced: list[int] = []
        self._size = 0

    def learn(self, pieces: Sequence[bytes], marked: Marked, breaks: bool) -> None:
        """Keep what the pieces of a well-formed part hold; nothing, where one ends within a tag."""
        if self._breaks is not None:
            return
        self._breaks = breaks
        self._size = sum(map(len, pieces))
        whole = b"".join(pieces)
        if _BOUNDARY in whole or _OPEN in whole:
            return
        try:
            texts = character_data(_BOUNDARY.join(map(marked, pieces))).split(BOUNDARY)
        except MarkupError:
            return
        if len(texts) == len(pieces):
            for piece, text in zip(pieces, texts, strict=True):
                balanced = _is_balanced(piece)
                self._known[id(piece)] = piece, text, balanced
                if not balanced:
                    self._unbalanced.append(id(piece))

    def text(self, pieces: Sequence[bytes], marked: Marked, breaks: bool) -> str | None:
        """The marked character data of a part made of `pieces`; None where it has to be parsed whole."""
        if breaks is not self._breaks or not self._known:
            return None
        own: list[bytes] = []
        at: list[int] = []
        texts: list[str] = []
        unbalanced: list[int] = []
        for number, piece in enumerate(pieces):
            known = self._known.get(id(piece))
            if known is None:
                own.append(piece)
                at.append(number)
                texts.append("")
            else:
                texts.append(known[1])
                if not known[2]:
                    unbalanced.append(id(piece))
        if unbalanced != self._unbalanced or 2 * sum(map(len, own)) > self._size:
            return None  # nor is there much to gain where most of it has to be parsed
        parsed = _texts(own, marked)
        if parsed is None:
            return None
        for number, text in zip(at, parsed, strict=True):
            texts[number] = text
        return "".join(texts)


@record(eq=False)
class Pieces:
    """The pieces of a part, and what is known of those that other documents have too."""

    pieces: Sequence[bytes]
    common: Common


def _texts(pieces: Sequence[bytes], marked: Marked) -> list[str] | None:
    """The character data of pieces each balanced by itself; None where one is not."""
    if not pieces:
        return []
    data = marked((_BOUNDARY + _CLOSE + _OPEN).join(pieces))
    if data.count(_CLOSE) >= len(pieces) or data.count(_BOUNDARY) >= len(pieces):
        return None
    try:
        return character_data(b"<x>" + _OPEN + data + _CLOSE + b"</x>").split(BOUNDARY)
    except MarkupError:
        return None


def _is_balanced(piece: bytes) -> bool:
    try:
        character_data(b"<x>" + piece + b"</x>")
    except MarkupError:
        return False
    return True
