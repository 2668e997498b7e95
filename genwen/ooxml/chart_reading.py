"""The charts of a .docx, made by genwen or saved by an editor: what each shows, from the copies of its data in the part."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from genwen.ooxml.revisions_package import Package, parse
from genwen.records import record

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCE = f"{_C}chart"
MAX_POINTS = 10_000

Element = Any
Point = tuple[str, str]
"""Series and category."""


@record
class DrawnChart:
    """What a chart shows: its title, and its values by series and category, as numbers without trailing zeros."""

    title: str
    values: dict[Point, str]


def drawn_charts(package: Package, paragraph: Element) -> list[DrawnChart]:
    """The charts in a paragraph, in order; one whose part is missing or broken shows nothing."""
    found = []
    for reference in paragraph.iter(REFERENCE):
        part = package.targets().get(reference.get(f"{_R}id", ""), "")
        data = package.parts.get(part)
        found.append(_read(parse(data, package.file, part)) if data else DrawnChart("", {}))
    return found


def _read(root: Element) -> DrawnChart:
    title = root.find(f"{REFERENCE}/{_C}title")
    said = "".join(text.text or "" for text in title.iter(f"{_A}t")) if title is not None else ""
    values: dict[Point, str] = {}
    for series in root.iter(f"{_C}ser"):
        name = "".join(_cached(series.find(f"{_C}tx")).values())
        categories, numbers = _cached(series.find(f"{_C}cat")), _cached(series.find(f"{_C}val"))
        for index, number in numbers.items():
            if len(values) < MAX_POINTS:
                values[name, categories.get(index, index)] = _plain(number)
    return DrawnChart(said, values)


def _cached(parent: Element | None) -> dict[str, str]:
    """The points of the first cache below, by index."""
    if parent is None:
        return {}
    points = (point for point in parent.iter(f"{_C}pt"))
    return {point.get("idx", ""): point.findtext(f"{_C}v") or "" for point in points}


def _plain(number: str) -> str:
    """A number in one form: an editor writes 1.5 for 1.50, and long binary fractions."""
    try:
        value = Decimal(number)
        return f"{round(value, 9).normalize():f}" if value.is_finite() else number
    except InvalidOperation:
        return number
