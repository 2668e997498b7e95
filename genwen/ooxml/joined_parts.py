"""The parts behind many bodies in one package: named anew, the same ones once, their content types and relationships.

Whatever a body refers to is taken along with all that stands behind it (a chart with its workbook). Parts are handed to
`put` as they come, so that none has to be kept.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from xml.sax.saxutils import quoteattr

from genwen.ooxml.markup import attributes_in
from genwen.patterns import regex

_RELATIONSHIP = regex(r"<(?:\w+:)?Relationship\s[^>]*>")
_TYPE = regex(r"<(?:\w+:)?(Default|Override)\s[^>]*>")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."

_SHARED = (".header+xml", ".footer+xml")

Put = Callable[[str, bytes], None]


def relations_of(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str, bool]]:
    """The relationships of a part by id: their type, their target (a part name, or an address), whether it is outside."""
    folder, name = posixpath.split(part)
    data = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"")
    found = {}
    for opening in _RELATIONSHIP.findall(data.decode("utf-8", "replace")):
        given = attributes_in(opening)
        target, outside = unescape(given.get("Target", "")), given.get("TargetMode") == "External"
        if not outside:
            target = target[1:] if target[:1] == "/" else posixpath.normpath(posixpath.join(folder, target))
        found[given.get("Id", "")] = (given.get("Type", ""), target, outside)
    return found


def types_of(parts: Mapping[str, bytes]) -> Callable[[str], str]:
    """What tells the content type of a part."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for match in _TYPE.finditer(parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")):
        given = attributes_in(match.group())
        kind = given.get("ContentType", "")
        if match[1] == "Default":
            defaults[given.get("Extension", "").lower()] = kind
        else:
            overrides[given.get("PartName", "").lstrip("/")] = kind
    return lambda part: overrides.get(part) or defaults.get(part.rpartition(".")[2].lower(), "application/octet-stream")


class PartBook:
    """The parts of the joint package so far."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._types: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._count = 0
        self._relations: list[tuple[str, str, bool]] = []
        self._ids: dict[tuple[str, str, bool], str] = {}

    def relate(self, kind: str, target: str, outside: bool = False) -> str:
        """The id by which the joint body refers to a part or an address."""
        relation = (kind, target, outside)
        if relation not in self._ids:
            self._relations.append(relation)
            self._ids[relation] = f"rId{len(self._relations)}"
        return self._ids[relation]

    def add(self, name: str, data: bytes, content_type: str, relations: Mapping[str, tuple[str, str, bool]]) -> str:
        """Put a part under a free name; its name. The same picture, header or footer is put once; charts never."""
        mark = hashlib.sha256(data + repr((content_type, sorted(relations.items()))).encode()).hexdigest()
        shared = content_type.startswith("image/") or content_type.endswith(_SHARED)
        if shared and mark in self._same:
            return self._same[mark]
        self._count += 1
        folder, file = posixpath.split(name)
        stem, dot, ending = file.rpartition(".")
        free = posixpath.join(folder, f"{re.sub('[^A-Za-z]', '', stem) or 'part'}{self._count}{dot}{ending}")
        self._same[mark] = free
        self.put(free, data, content_type)
        if relations:
            folder, file = posixpath.split(free)
            named = {key: (kind, target if outside else posixpath.relpath(target, folder), outside)
                     for key, (kind, target, outside) in relations.items()}  # fmt: skip
            self._put(posixpath.join(folder, "_rels", f"{file}.rels"), relations_xml(named))
        return free

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """Put a part under its very name."""
        self._types[name] = content_type
        self._put(name, data)

    def copy(self, parts: Mapping[str, bytes], part: str, above: tuple[str, ...] = ()) -> str:
        """Take a part of a document along with all behind it; its new name, "" where it is not there."""
        data = parts.get(part)
        if data is None or part in above:
            return ""
        relations = {}
        for key, (kind, target, outside) in relations_of(parts, part).items():
            new = target if outside else self.copy(parts, target, (*above, part))
            if new:
                relations[key] = (kind, new, outside)
        return self.add(part, data, types_of(parts)(part), relations)

    def finish(self, body: str, body_type: str) -> None:
        """Put the relationships of the body and the content types."""
        folder, file = posixpath.split(body)
        relations = {
            f"rId{number}": (kind, target if outside else posixpath.relpath(target, folder), outside)
            for number, (kind, target, outside) in enumerate(self._relations, 1)
        }
        self._put(posixpath.join(folder, "_rels", f"{file}.rels"), relations_xml(relations))
        overrides = [f'<Override PartName={quoteattr("/" + name)} ContentType={quoteattr(kind)}/>'
                     for name, kind in ({body: body_type} | self._types).items()]  # fmt: skip
        self._put("[Content_Types].xml", (
            f'{_HEAD}<Types xmlns="{_NAMESPACE}content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
        ).encode())  # fmt: skip


def relations_xml(relations: Mapping[str, tuple[str, str, bool]]) -> bytes:
    """The part that lists relationships."""
    lines = [
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        + (' TargetMode="External"/>' if outside else "/>")
        for key, (kind, target, outside) in relations.items()
    ]
    return f'{_HEAD}<Relationships xmlns="{_NAMESPACE}relationships">{"".join(lines)}</Relationships>'.encode()
