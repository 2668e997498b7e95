"""Headers and footers that fill their margin, so that every program begins and ends the text at the same place.

LibreOffice makes a page style of its own for a page that must be odd, in which a footer is only as high as its lines:
the text then reaches 4 mm lower, and the page is set 2 mm lower. A space above the line of the footer that fills the
margin leaves the number where it was, in Word too, and the text where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W

_VALUE = f"{W}val"
_SPACING = f"{W}spacing"
_BEFORE_SPACING = frozenset(
    f"{W}{name}"
    for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    )
)  # fmt: skip


def room_of(section: Any, tag: str) -> int:
    """Twips between the edge of the text and the far end of a header or footer; 0 where a section does not say."""
    margins = section.find(f"{W}pgMar")
    if margins is None:
        return 0
    names = ("top", "header") if tag.endswith("headerReference") else ("bottom", "footer")
    outer, inner = (_number(margins.get(f"{W}{name}")) for name in names)
    return outer - inner


def fill(root: Any, room: int, styles: Any) -> None:
    """Let a header or footer be `room` twips high; one whose lines have no exact height is left as it is."""
    paragraphs = list(root)
    if not paragraphs or any(block.tag != f"{W}p" for block in paragraphs):
        return
    chains = _styles_in(styles)
    height = 0
    for paragraph in paragraphs:
        spacing = _spacing(paragraph, chains)
        if spacing.get(f"{W}lineRule") != "exact" or _lines(paragraph) > 1:
            return
        height += sum(_number(spacing.get(f"{W}{name}")) for name in ("before", "line", "after"))
    if height <= 0 or room <= height:
        return
    header = root.tag == f"{W}hdr"
    paragraph, name = (paragraphs[-1], f"{W}after") if header else (paragraphs[0], f"{W}before")
    spacing = _spacing(paragraph, chains)
    own = _own_spacing(paragraph)
    own.set(name, str(_number(spacing.get(name)) + room - height))


def _lines(paragraph: Any) -> int:
    """How many lines a paragraph has at least."""
    return 1 + sum(1 for _ in paragraph.iter(f"{W}br", f"{W}cr"))


def _number(value: str | None) -> int:
    try:
        return int(value or 0)
    except ValueError:
        return 0


def _styles_in(root: Any) -> Mapping[str, Any]:
    found = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    for style in found.values():
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            return found | {"": style}
    return found


def _spacing(paragraph: Any, styles: Mapping[str, Any]) -> dict[str, str]:
    """The spacing of a paragraph as it takes effect: its own over that of its style and those below it."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    layers = [paragraph.find(f"{W}pPr/{_SPACING}")]
    identity, seen = named.get(_VALUE, "") if named is not None else "", set[str]()
    while (style := styles.get(identity)) is not None and identity not in seen:
        seen.add(identity)
        layers.append(style.find(f"{W}pPr/{_SPACING}"))
        based = style.find(f"{W}basedOn")
        if based is None:
            break
        identity = based.get(_VALUE, "")
    found: dict[str, str] = {}
    for layer in layers:
        for name, value in layer.attrib.items() if layer is not None else ():
            found.setdefault(str(name), str(value))
    return found


def _own_spacing(paragraph: Any) -> Any:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(_SPACING)
    if spacing is None:
        spacing = etree.Element(_SPACING)
        properties.insert(sum(1 for child in properties if child.tag in _BEFORE_SPACING), spacing)
    return spacing
