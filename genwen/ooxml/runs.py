"""Paragraphs whose tags are cut up over runs in, the same paragraphs with each tag in one run out.

Word splits text into runs at every change of language, spelling mark and edit. A piece of text that belongs together is
moved into the run it begins in; what stands before and after it keeps its own run and format. What counts as belonging
together is told by the caller. Nothing here knows the grammar of tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from genwen.ooxml.markup import Element, edited
from genwen.patterns import regex
from genwen.records import record

Spans = Callable[[str], Iterable[tuple[int, int]]]
"""Raw paragraph text (entities not resolved) in, the stretches that must not be split out."""

_SOFT = {"w:tab": " ", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "-", "w:softHyphen": ""}
_BARE = "<w:t>"
_PRESERVING = '<w:t xml:space="preserve">'
_TAG = regex(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


@record(frozen=False)
class Piece:
    """One stretch of a paragraph's text: `element` is its w:t (or a tabulator, break …), `text` as it stands in XML."""

    element: Element
    text: str

    @property
    def run(self) -> Element | None:
        """The run it stands in."""
        return self.element.enclosing("w:r")


def pieces_of(xml: str, paragraph: Element) -> list[Piece]:
    """The text of a paragraph piece by piece, without the paragraphs nested in it (text boxes)."""
    return list(_pieces(xml, paragraph))


def _pieces(xml: str, element: Element) -> Iterator[Piece]:
    for child in element.children:
        if child.name == "w:t":
            yield Piece(child, xml[child.inner : child.inner_end])
        elif child.name in _SOFT and element.name == "w:r":
            yield Piece(child, _SOFT[child.name])
        elif child.name not in ("w:p", "w:pPr", "w:rPr"):
            yield from _pieces(xml, child)


def join_split(xml: str, root: Element, spans: Spans) -> str:
    """`xml` with every span of every paragraph in one run, the one it begins in."""
    edits: list[tuple[int, int, str]] = []
    for paragraph in root.iterate("w:p"):
        if "{" in xml[paragraph.inner : paragraph.inner_end]:
            edits += _edits_for(xml, paragraph, spans)
    return edited(xml, edits) if edits else xml


def _edits_for(xml: str, paragraph: Element, spans: Spans) -> list[tuple[int, int, str]]:
    pieces = pieces_of(xml, paragraph)
    owners = [number for number, piece in enumerate(pieces) for _ in piece.text]
    text = "".join(piece.text for piece in pieces)
    noise: list[tuple[int, int, str]] = []
    moved = False
    for start, end in spans(text):
        first, last = owners[start], owners[end - 1]
        if first == last:
            continue
        moved = True
        owners[start:end] = [first] * (end - start)
        if _same_format(xml, pieces[first], pieces[last]):
            owners[start:] = [first if owner == last else owner for owner in owners[start:]]
        low, high = pieces[first].element.end, pieces[last].element.start
        noise += [(mark.start, mark.end, "") for mark in paragraph.iterate("w:proofErr") if low <= mark.start < high]
    if not moved:
        return []
    new = ["" for _ in pieces]
    for owner, character in zip(owners, text, strict=True):
        new[owner] += character
    return [*noise, *_rewrites(xml, pieces, new)]


def _same_format(xml: str, one: Piece, other: Piece) -> bool:
    """Whether two pieces stand in runs of the same format and parent, so that joining them changes no look."""
    formats = []
    for piece in (one, other):
        run = piece.run
        rpr = run.child("w:rPr") if run else None
        formats.append((run.parent if run else None, xml[rpr.start : rpr.end] if rpr else ""))
    return formats[0] == formats[1]


def _rewrites(xml: str, pieces: list[Piece], new: list[str]) -> list[tuple[int, int, str]]:
    """The edits that give each piece its new text and take away pieces and runs left without any."""
    edits: list[tuple[int, int, str]] = []
    gone: set[int] = set()
    for piece, text in zip(pieces, new, strict=True):
        element = piece.element
        if text == piece.text:
            continue
        if text:
            opening = _PRESERVING if text.strip() != text else xml[element.start : element.inner]
            edits.append((element.start, element.end, f"{opening}{text}</w:t>"))
            continue
        gone.add(element.start)
        edits.append((element.start, element.end, ""))
    for piece in pieces:
        run = piece.run
        if run and piece.element.start in gone:
            rest = [child for child in run.children if child.name not in ("w:rPr", "w:lastRenderedPageBreak")]
            if all(child.start in gone for child in rest):
                edits.append((run.start, run.end, ""))
    return edits


def keep_spaces(xml: str) -> str:
    """`xml` with xml:space set on every bare w:t from which the next tag is reached before another bare w:t.

    That is how far docxtpl sets it, so that results can be compared.
    """
    head, *rest = xml.split(_BARE)
    return head + "".join((_PRESERVING if _TAG.search(piece) else _BARE) + piece for piece in rest)
