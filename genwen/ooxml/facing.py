"""Stretches of a paragraph given another face: by a character style of the template, or by font, size and colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genwen.ooxml.aligned import stretches
from genwen.ooxml.formatting import W
from genwen.ooxml.restyling import Restyler
from genwen.ooxml.revisions_marks import cut
from genwen.ooxml.revisions_text import Unit
from genwen.records import record

_BEFORE_COLOR = {f"{W}{tag}" for tag in ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
                                         "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid",
                                         "vanish", "webHidden")}  # fmt: skip
_AFTER_SIZE = {f"{W}{tag}" for tag in ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
                                       "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")}  # fmt: skip
"""What the schema puts before w:color, and after w:szCs."""


@record
class Face:
    """How characters `start` to `end` of the paragraph with that number are to look, whose text is `of`.

    Either `style`, a character style that takes the place of any font, or `font`; `size` in points, 0 as it is; `color`
    "" as it is.
    """

    paragraph: int
    start: int
    end: int
    of: str
    font: str = ""
    size: float = 0
    color: str = ""
    style: str = ""


def put_faces(paragraphs: Sequence[Any], faces: Sequence[Face], restyler: Restyler) -> frozenset[int]:
    """Give stretches of text their faces; the numbers of the paragraphs that changed by it."""
    changed = set()
    for face in faces:
        unit = Unit([paragraphs[face.paragraph]], 0)
        for stretch in stretches(unit.text, face.of):
            start, end = (
                place + stretch.shift for place in (max(face.start, stretch.start), min(face.end, stretch.end))
            )
            if start >= end:
                continue
            cut(unit, start)
            cut(unit, end)
            for piece in unit.pieces:
                if start <= piece.start and piece.end <= end:
                    _put_on(piece.run, face, restyler)
                    changed.add(face.paragraph)
    return frozenset(changed)


def _put_on(run: Any, face: Face, restyler: Restyler) -> None:
    """Set the look of a run, in the order of the schema."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr")
        run.insert(0, properties)
    if face.style:
        restyler.put_on_run(properties, face.style)
    if face.font:
        name = restyler.fonts.get(face.font, face.font)
        _set(properties, "rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), name), ("rStyle",))
    if face.color:
        _set(properties, "color", {"val": face.color}, _BEFORE_COLOR)
    if face.size:
        for tag in ("sz", "szCs"):
            for old in properties.findall(f"{W}{tag}"):
                properties.remove(old)
        value = {f"{W}val": f"{face.size * 2:g}"}
        tail = next((n for n, child in enumerate(properties) if child.tag in _AFTER_SIZE), len(properties))
        properties[tail:tail] = [properties.makeelement(f"{W}{tag}", value) for tag in ("sz", "szCs")]


def _set(properties: Any, tag: str, values: dict[str, str], before: Any) -> None:
    """Put one property with its values behind those that come before it."""
    for old in properties.findall(f"{W}{tag}"):
        properties.remove(old)
    first = {name if name.startswith(W) else f"{W}{name}" for name in before}
    at = max((n for n, child in enumerate(properties, 1) if child.tag in first), default=0)
    properties.insert(at, properties.makeelement(f"{W}{tag}", {f"{W}{name}": value for name, value in values.items()}))
