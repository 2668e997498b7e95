"""Named styles put on paragraphs of a .docx: what is set directly against them goes, styles that are lacking are brought in.

The text, page breaks, sections, tabs and automatic numbers of a paragraph stay. Styles are looked up by name; those of
the template come with their own base, so that the document's Normal does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from genwen.ooxml.formatting import W
from genwen.ooxml.package import read_package
from genwen.ooxml.parts import related_part
from genwen.ooxml.revisions_package import Package, parse

_BASE = "公文基础"
_LAYOUT = ("ind", "jc", "spacing", "outlineLvl", "snapToGrid")
_LOOK = ("rFonts", "sz", "szCs", "color", "spacing", "w", "kern", "b", "bCs", "i", "iCs", "u", "highlight", "shd")
_FACES = ("黑体", "楷体")
_WITH_OTHER_FACES = ("公文正文", "上行发文字号")
"""Styles of paragraphs that may hold a heading, or a name, in a face of its own."""
_INDENTED = ("公文正文", "一级标题", "二级标题", "三级标题", "四级标题")
_AFTER_INDENT = {f"{W}{tag}" for tag in ("contextualSpacing", "mirrorIndents", "suppressOverlap", "textDirection",
                                         "textAlignment", "textboxTightWrap", "divId", "cnfStyle", "rPr", "sectPr",
                                         "pPrChange")}  # fmt: skip


class Restyler:
    """Puts styles on paragraphs of one package; `template` is the .docx the styles come from."""

    def __init__(self, package: Package, template: bytes, fonts: Mapping[str, str]) -> None:
        self.package, self.fonts = package, fonts
        self._part = related_part(package.parts, "styles")
        self._root: Any = parse(package.parts[self._part], package.file, self._part) if self._part else None
        parts = read_package(template)
        self._source = parse(parts[related_part(parts, "styles")], "模板", "styles.xml")
        self._added = False

    def put(self, paragraph: Any, name: str) -> bool:
        """Put a style on a paragraph; whether anything changed. A style that nobody has changes nothing."""
        identity = self._identity(name)
        if not identity:
            return False
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr")
            paragraph.insert(0, properties)
        named = properties.find(f"{W}pStyle")
        changed = named is None or named.get(f"{W}val") != identity
        if named is None:
            named = properties.makeelement(f"{W}pStyle")
            properties.insert(0, named)
        named.set(f"{W}val", identity)
        changed |= _strip(properties, _LAYOUT)
        if name in _INDENTED and properties.find(f"{W}numPr") is not None:
            _indent(properties)
        looks = [
            (run, run.find(f"{W}rPr")) for run in paragraph.iter(f"{W}r")
            if next(run.iterancestors(f"{W}p")) is paragraph
        ]  # fmt: skip
        kept = name in _WITH_OTHER_FACES and any(
            _said(run) and (look is None or not _is_heading(look)) for run, look in looks
        )
        for _, look in looks:
            if look is not None:
                spared = kept and _is_heading(look)
                changed |= _strip(look, [tag for tag in _LOOK if tag != "rFonts" or not spared])
        return changed

    def put_on_run(self, properties: Any, name: str) -> None:
        """Put a character style on a run, by its w:rPr; a font set directly goes. One that nobody has changes nothing."""
        identity = self._identity(name, "character")
        if identity:
            _strip(properties, ("rStyle", "rFonts"))
            properties.insert(0, properties.makeelement(f"{W}rStyle", {f"{W}val": identity}))

    def save(self) -> None:
        """Write the styles, where any was brought in."""
        if self._added:
            self.package.put(self._part, self._root)

    def _identity(self, name: str, kind: str = "paragraph") -> str:
        """The id of a style by its name, brought in from the template if need be; "" when there is none."""
        if self._root is None:
            return ""
        for style in self._root.iterchildren(f"{W}style"):
            if style.get(f"{W}type") == kind and _name(style) == name:
                return str(style.get(f"{W}styleId", ""))
        source = next((style for style in self._source.iterchildren(f"{W}style") if _name(style) == name), None)
        return self._bring(source, name) if source is not None else ""

    def _bring(self, source: Any, name: str) -> str:
        taken = {style.get(f"{W}styleId") for style in self._root.iterchildren(f"{W}style")}
        identity = f"gw{source.get(f'{W}styleId')}"
        while identity in taken:
            identity += "1"
        style = deepcopy(source)
        style.set(f"{W}styleId", identity)
        style.set(f"{W}customStyle", "1")
        style.attrib.pop(f"{W}default", None)
        style.find(f"{W}name").set(f"{W}val", name)
        for tag in ("next", "link", "basedOn"):
            _strip(style, (tag,))
        based = source.find(f"{W}basedOn")
        if based is not None and source.get(f"{W}type") == "paragraph":
            parent = next(item for item in self._source if item.get(f"{W}styleId") == based.get(f"{W}val"))
            is_base = parent.get(f"{W}default") == "1"
            parent_id = (
                self._identity(_BASE) or self._bring(parent, _BASE) if is_base else self._identity(_name(parent))
            )
            element = style.makeelement(f"{W}basedOn")
            element.set(f"{W}val", parent_id)
            style.find(f"{W}name").addnext(element)
        for fonts in style.iter(f"{W}rFonts"):
            for attribute, value in fonts.attrib.items():
                fonts.set(attribute, self.fonts.get(value, value))
        self._root.append(style)
        self._added = True
        return identity


def _name(style: Any) -> str:
    named = style.find(f"{W}name")
    return str(named.get(f"{W}val", "")) if named is not None else ""


def _strip(element: Any, tags: Any) -> bool:
    found = [child for tag in tags for child in element.findall(f"{W}{tag}")]
    for child in found:
        element.remove(child)
    return bool(found)


def _indent(properties: Any) -> None:
    """Two 字 set directly, since the indents of an automatic number go before those of the style."""
    values = {"left": "0", "leftChars": "0", "firstLine": "630", "firstLineChars": "200"}
    indent = properties.makeelement(f"{W}ind", {f"{W}{key}": value for key, value in values.items()})
    at = next((n for n, child in enumerate(properties) if child.tag in _AFTER_INDENT), len(properties))
    properties.insert(at, indent)


def _said(run: Any) -> bool:
    return any((text.text or "").strip() for text in run.iter(f"{W}t"))


def _is_heading(look: Any) -> bool:
    """Whether a run is set in a heading's face: a heading at the head of its paragraph keeps it."""
    fonts = look.find(f"{W}rFonts")
    return fonts is not None and any(face in (fonts.get(f"{W}eastAsia") or "") for face in _FACES)
