"""A .docx and remarks in, the same .docx with each remark as a Word comment at its place out; no word of it changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from genwen.ooxml.formatting import W
from genwen.ooxml.revisions_comments import Comments, drop_comments
from genwen.ooxml.revisions_marks import cut
from genwen.ooxml.revisions_package import Package
from genwen.ooxml.revisions_text import Unit
from genwen.records import record

AUTHOR = "genwen 核对"
_SHOWN = 10


@record
class Remark:
    """A comment: on characters `start` to `end` of the paragraph with that number (see `FormParagraph`), of that text."""

    paragraph: int
    start: int
    end: int
    said: str
    of: str = ""
    """The paragraph's text as it was read: the characters are trusted only where it is the same."""


def annotated(data: bytes, shown: str, remarks: Iterable[Remark], date: str) -> bytes:
    """The document with the remarks as comments; those of an earlier check are taken out first. Raises PackageError."""
    package = Package(data, shown)
    drop_comments(package, AUTHOR)
    comments = Comments(package, AUTHOR, date)
    paragraphs = list(package.stories[package.body_part].iter(f"{W}p"))
    units: dict[Any, Unit] = {}
    for remark in remarks:
        if not 0 <= remark.paragraph < len(paragraphs):
            continue
        own = paragraphs[remark.paragraph]
        shown_at = _outside_boxes(own)
        if shown_at not in units:
            units[shown_at] = Unit([shown_at], 0)
        unit = units[shown_at]
        first, last = _runs(unit, remark) if shown_at is own else (None, None)
        said = remark.said if shown_at is own else f"文本框里的“{_excerpt(remark.of)}”：{remark.said}"
        comments.add(unit, first, last, said)
        unit.read()
    comments.save()
    package.changed.add(package.body_part)
    return package.packed()


def _outside_boxes(paragraph: Any) -> Any:
    """The paragraph itself, or the one that its text box hangs on: LibreOffice drops comments inside text boxes."""
    for around in paragraph.iterancestors(f"{W}txbxContent"):
        paragraph = next(around.iterancestors(f"{W}p"), paragraph)
    return paragraph


def _excerpt(text: str) -> str:
    shown = text.strip().replace("\n", "")
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _runs(unit: Unit, remark: Remark) -> tuple[Any, Any]:
    """The first and the last run of the characters remarked on; None for the whole paragraph."""
    if unit.text != remark.of or not 0 <= remark.start < remark.end <= len(unit.text):
        return None, None
    cut(unit, remark.start)
    cut(unit, remark.end)
    inside = [piece.run for piece in unit.pieces if piece.start >= remark.start and piece.end <= remark.end]
    return (inside[0], inside[-1]) if inside else (None, None)
