"""Parts of a .docx in, which of them are the body, headers, footers and styles out; fonts substituted in all of them.

Relationships and content types are read, and added to, as text. Nothing here changes words or layout.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from genwen.ooxml.markup import attributes_in
from genwen.patterns import regex
from genwen.records import record

_RELATIONSHIP = regex(r"<(?:\w+:)?Relationship\s[^>]*>")
_STYLE = regex(r"<w:style\s.*?</w:style>", re.S)
_LOCAL = regex(r"(?:file:/*)?[A-Za-z]:|(?!\w+:|[\\/]{2})", re.I)
"""An address on the disk of whoever made the document."""
_STORY_KINDS = ("header", "footer", "footnotes", "endnotes")
_FONT = regex(r"((?:w:ascii|w:hAnsi|w:eastAsia|w:cs|typeface)=\"|<w:font w:name=\"|<w:altName w:val=\")([^\"]+)(?=\")")

CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


@record
class Style:
    """A style of the document: its `name` as the clerk sees it, its id and its kind (paragraph, character, table)."""

    name: str
    id: str
    kind: str
    xml: str = ""


@record
class Relationship:
    """A relationship: short `kind` (header, styles …), part name or address."""

    kind: str
    target: str
    external: bool


def relationships(parts: Mapping[str, bytes], source: str = "") -> list[Relationship]:
    """The relationships of a part ("" for the package itself), in their order; targets as part names."""
    folder, name = posixpath.split(source)
    data = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"")
    found = []
    for opening in _RELATIONSHIP.findall(data.decode("utf-8", "replace")):
        given = attributes_in(opening)
        target, external = given.get("Target", ""), given.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
        found.append(Relationship(given.get("Type", "").rsplit("/", 1)[-1], target, external))
    return found


_FETCHED = frozenset(
    {"attachedTemplate", "image", "oleObject", "package", "frame", "subDocument", "video", "audio", "media"}
)


def outside_links(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What a document fetches from outside when it is opened, by kind and address; links to click on are none of it."""
    for name in sorted(parts):
        folder, file = posixpath.split(name)
        if not file.endswith(".rels") or b"External" not in parts[name]:
            continue
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        for relation in relationships(parts, source):
            local = relation.kind == "attachedTemplate" and _LOCAL.match(relation.target)
            if relation.external and relation.kind in _FETCHED and not local:
                yield relation.kind, relation.target


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the body, "" when there is none."""
    for relation in relationships(parts):
        if relation.kind == "officeDocument" and relation.target in parts:
            return relation.target
    return ""


def story_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that hold text, body first: part name → kind (document, header, footer, footnotes, endnotes)."""
    body = main_part(parts)
    stories = {body: "document"} if body else {}
    related = relationships(parts, body) if body else []
    for kind in _STORY_KINDS:
        stories |= {item.target: kind for item in related if item.kind == kind and item.target in parts}
    return stories


def related_part(parts: Mapping[str, bytes], kind: str) -> str:
    """The part of the body's relationship `kind` (styles, settings …), "" when there is none."""
    for relation in relationships(parts, main_part(parts)):
        if relation.kind == kind and relation.target in parts:
            return relation.target
    return ""


def styles_in(xml: str) -> dict[str, Style]:
    """The styles of styles.xml by name."""
    styles: dict[str, Style] = {}
    for text in _STYLE.findall(xml):
        given = attributes_in(text[: text.index(">") + 1])
        named = re.search(r"<w:name\s[^>]*>", text)
        name = attributes_in(named[0]).get("w:val", "") if named else ""
        styles.setdefault(name, Style(name, given.get("w:styleId", ""), given.get("w:type", "paragraph"), text))
    return styles


def with_fonts(parts: Mapping[str, bytes], fonts: Mapping[str, str]) -> dict[str, bytes]:
    """The parts with font names replaced wherever fonts are named; `fonts` maps old names to new ones."""
    wanted = {old: new for old, new in fonts.items() if old != new}
    if not wanted:
        return dict(parts)
    marks = [old.encode() for old in wanted]

    def renamed(match: re.Match[str]) -> str:
        return match[1] + wanted.get(match[2], match[2])

    changed = {}
    for name, data in parts.items():
        if name.endswith(".xml") and any(mark in data for mark in marks):
            data = _FONT.sub(renamed, data.decode("utf-8")).encode()
        changed[name] = data
    return changed


def property_parts(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """The names of the parts for core and custom properties: those the package has, the usual names else."""
    found = {relation.kind: relation.target for relation in relationships(parts)}
    return found.get("core-properties", CORE), found.get("custom-properties", CUSTOM)


def with_properties(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with content types and relationships for core and custom properties in place."""
    changed = dict(parts)
    types = changed["[Content_Types].xml"].decode("utf-8-sig")
    relations = changed.get("_rels/.rels", b"").decode("utf-8-sig")
    core, custom = property_parts(parts)
    for part, kind, relation in ((core, _CORE_TYPE, _CORE_RELATION), (custom, _CUSTOM_TYPE, _CUSTOM_RELATION)):
        changed.setdefault(part, b"")
        if f'PartName="/{part}"' not in types:
            entry = rf'<\1Override PartName="/{part}" ContentType="{kind}"/></\1Types>'
            types = re.sub(r"</((?:\w+:)?)Types>", entry, types)
        if relation not in relations:
            entry = rf'<\1Relationship Id="genwen{len(part)}" Type="{relation}" Target="{part}"/></\1Relationships>'
            relations = re.sub(r"</((?:\w+:)?)Relationships>", entry, relations)
    changed["[Content_Types].xml"] = types.encode()
    changed["_rels/.rels"] = relations.encode()
    return changed
