"""Formats that follow from the text (widths of characters), given as tracked changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_marks import Marker
from genwen.ooxml.revisions_package import W
from genwen.ooxml.revisions_text import Unit

Element = Any
# What stands behind w:w in CT_RPr.
_BEHIND = frozenset(
    f"{W}{name}"
    for name in ("kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
                 "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
)  # fmt: skip


def scales(unit: Unit) -> set[str]:
    """The widths of characters in a paragraph, in per cent; "" where they are the style's."""
    found = set()
    for piece in unit.pieces:
        scale = piece.run.find(f"{W}rPr/{W}w")
        found.add(scale.get(f"{W}val", "") if scale is not None else "")
    return found


def change_scale(marker: Marker, unit: Unit, scale: str) -> None:
    """Give all characters of a paragraph one width, "" for the style's, as tracked changes."""
    for run in {id(piece.run): piece.run for piece in unit.pieces if piece.run.tag == f"{W}r"}.values():
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        parent = run.getparent()
        own = parent.tag == f"{W}ins" and marker.own(parent)
        if not own and properties.find(f"{W}rPrChange") is None:
            change = marker.mark("rPrChange")
            change.append(deepcopy(properties))
            properties.append(change)
        for each in properties.findall(f"{W}w"):
            properties.remove(each)
        if scale:
            made = etree.Element(f"{W}w")
            made.set(f"{W}val", scale)
            behind = next((each for each in properties if each.tag in _BEHIND), None)
            (behind.addprevious if behind is not None else properties.append)(made)
