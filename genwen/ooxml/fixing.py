"""A .docx and corrections in, the .docx with them as tracked changes (or made outright) and its page set right out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from genwen import standard
from genwen.ooxml.aligned import Stretch, place_of, stretches
from genwen.ooxml.facing import put_faces
from genwen.ooxml.form import CORRECTOR
from genwen.ooxml.formatting import W, integer
from genwen.ooxml.laying import Layout, lay_out
from genwen.ooxml.restyling import Restyler
from genwen.ooxml.revisions_marks import Marker, new_runs
from genwen.ooxml.revisions_package import Package
from genwen.ooxml.revisions_resolve import accept, by
from genwen.ooxml.revisions_text import Unit
from genwen.records import made, record

_MARGINS = {
    "top": standard.MARGIN_TOP,
    "bottom": standard.MARGIN_BOTTOM,
    "left": standard.MARGIN_LEFT,
    "right": standard.MARGIN_RIGHT,
    "gutter": 0,
}


@record
class Correction:
    """Characters `start` to `end` of the paragraph with that number, whose text is `of`, become `new`."""

    paragraph: int
    start: int
    end: int
    new: str
    of: str


@record
class Corrected:
    """The new bytes, which corrections were made (in the order given) and whether the page was set."""

    data: bytes
    made: tuple[bool, ...]
    page: bool
    styled: frozenset[int] = frozenset()
    """Paragraphs that were given a style."""
    laid: bool = False
    failed: frozenset[int] = frozenset()
    """Paragraphs that were to be laid out anew and are as they were."""


@record
class Styles:
    """Styles to put on paragraphs by number, the .docx they come from, and font names to use instead of its own."""

    by_paragraph: Mapping[int, str]
    template: bytes
    fonts: Mapping[str, str] = made(default_factory=dict)


def corrected(
    data: bytes,
    shown: str,
    corrections: Sequence[Correction],
    *,
    page: bool,
    tracked: bool,
    date: str,
    styles: Styles | None = None,
    layout: Layout | None = None,
) -> Corrected:
    """The document with the corrections whose paragraph still reads as it was read. Raises PackageError."""
    package = Package(data, shown)
    marker = Marker(package.stories.values(), CORRECTOR, date)
    paragraphs = list(package.stories[package.body_part].iter(f"{W}p"))
    restyler = Restyler(package, styles.template, styles.fonts) if styles is not None else None
    faced = frozenset[int]()
    if layout is not None and restyler is not None:
        faced = put_faces(paragraphs, layout.faces, restyler)
    done = [False] * len(corrections)
    last_first = sorted(range(len(corrections)), key=lambda n: (corrections[n].paragraph, -corrections[n].start))
    units: dict[int, Unit] = {}
    reached: dict[int, int] = {}
    common: dict[int, tuple[Stretch, ...]] = {}
    for n in last_first:
        item = corrections[n]
        number = item.paragraph
        if number not in units:
            units[number] = Unit([paragraphs[number]], 0)
            common[number], reached[number] = stretches(units[number].text, item.of), len(item.of) + 1
        at = place_of(item.start, item.end, common[number])
        if at is None or item.end > reached[number] or not 0 <= item.start <= item.end:
            continue
        _replace(marker, units[number], item, at)
        done[n], reached[number] = True, item.start
    styled, failed, laid = frozenset[int](), frozenset[int](), False
    if styles is not None and restyler is not None:
        styled = _put_styles(restyler, paragraphs, styles)
        if layout is not None:
            laid, failed = lay_out(package, paragraphs, layout, restyler)
        restyler.save()
    sized = page and _set_page(package.stories[package.body_part])
    if not tracked:
        accept(package.stories[package.body_part], by(CORRECTOR))
    laid |= bool(faced)
    if any(done) or sized or styled or laid:
        package.changed.add(package.body_part)
    return Corrected(package.packed(), tuple(done), sized, styled, laid, failed)


def _put_styles(restyler: Restyler, paragraphs: Sequence[Any], styles: Styles) -> frozenset[int]:
    """Put the styles on; the numbers of the paragraphs that changed by it."""
    return frozenset(
        number for number, name in styles.by_paragraph.items() if restyler.put(paragraphs[number], name)
    )  # fmt: skip


def _replace(marker: Marker, unit: Unit, item: Correction, start: int) -> None:
    """Delete the characters, which begin at `start`, and put the new ones in their place, in the look of the first."""
    end = start + item.end - item.start
    model = next((piece.run for piece in unit.pieces if piece.start <= start < piece.end), None)
    if model is None and unit.pieces:
        model = unit.pieces[-1].run
    marker.delete(unit, start, end)
    if item.new:
        marker.insert(unit, start, new_runs(item.new, model), replacing=True)


def _set_page(root: Any) -> bool:
    """Set paper and margins of every upright section; whether anything changed. Not tracked: Word cannot show it."""
    changed = False
    for section in root.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None:
            continue
        if integer(size.get(f"{W}w")) > integer(size.get(f"{W}h")):
            continue
        wanted = [(size, "w", standard.PAGE_WIDTH), (size, "h", standard.PAGE_HEIGHT)]
        wanted += [(margins, name, value) for name, value in _MARGINS.items()]
        for element, name, value in wanted:
            if abs(integer(element.get(f"{W}{name}")) - value) > 1:
                element.set(f"{W}{name}", str(value))
                changed = True
    return changed
