"""A draft as somebody saved it: its parts, the stories parsed without entities, and the zip again with what changed.

Parts that are not touched keep their bytes. Everything is read with limits; what is hostile or unreadable raises
PackageError in Chinese. Knows nothing of what a revision means.
"""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from genwen.ooxml.archive import StaticArchive, assemble, deflater
from genwen.ooxml.package import PackageError, read_package
from genwen.ooxml.parts import CUSTOM, main_part, property_parts, related_part, relationships, story_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAX_XML = 40_000_000
MAX_PARAGRAPHS = 200_000
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PROPERTIES = f"{{{_OFFICE}custom-properties}}"
_VARIANT = f"{{{_OFFICE}docPropsVTypes}}"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_BUILD = "genwen.build"
_CUSTOM_NAMES: Any = {None: _PROPERTIES[1:-1], "vt": _VARIANT[1:-1]}
_RELATION_NAMES: Any = {None: _RELATIONS[1:-1]}
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")

Element = Any


def parse(data: bytes, file: str, part: str) -> Element:
    """The root of a part: no DTD, no entities, no network, bounded depth and size. Raises PackageError."""
    if len(data) > MAX_XML:
        raise PackageError(f"文件“{file}”的部件 {part} 有{len(data)}字节，大得不正常，不予读取", "请核对文件来源")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PackageError(f"文件“{file}”的部件 {part} 已损坏，读不出来", _RESAVE) from None
    info: Any = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise PackageError(f"文件“{file}”的部件 {part} 里有实体声明，不予读取", _RESAVE)
    return root


def serialized(root: Element) -> bytes:
    """A part as bytes again, with the declaration Word writes."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


class Package:
    """The parts of a .docx with its stories (body, headers, footers, notes) parsed.

    `stories` maps part names to roots, the body first; `kinds` says which is which; `changed` collects the names of the
    stories and parts that must be written anew.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self.file = file
        self.parts = read_package(data, file)
        self.body_part = main_part(self.parts)
        if not self.body_part:
            raise PackageError(f"文件“{file}”里没有正文，不是 Word 文档", _RESAVE)
        if STRICT in self.parts[self.body_part][:4_000]:
            raise PackageError(f"文件“{file}”存成了“严格 Open XML”格式，不能合并", _RESAVE)
        self.kinds = {name: kind for name, kind in story_parts(self.parts).items() if kind in _STORIES}
        self.stories = {name: parse(self.parts[name], file, name) for name in self.kinds}
        self.changed: set[str] = set()
        body = self.stories[self.body_part].find(f"{W}body")
        if body is None:
            raise PackageError(f"文件“{file}”里没有正文，不是 Word 文档", _RESAVE)
        self.body: Element = body
        if sum(1 for _ in body.iter(f"{W}p")) > MAX_PARAGRAPHS:
            raise PackageError(f"文件“{file}”的段落多得不正常，不予读取", "请核对文件来源")
        self.style_names, self.style_ids = self._styles()

    def _styles(self) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        """Style names by id, and ids by (kind, name); a default style also under the id ""."""
        names: dict[str, str] = {}
        ids: dict[tuple[str, str], str] = {}
        part = related_part(self.parts, "styles")
        if part:
            for style in parse(self.parts[part], self.file, part).iter(f"{W}style"):
                named = style.find(f"{W}name")
                own, kind = style.get(f"{W}styleId", ""), style.get(f"{W}type", "paragraph")
                name = named.get(f"{W}val", own) if named is not None else own
                names[own] = name
                ids.setdefault((kind, name), own)
        return names, ids

    def packed(self) -> bytes:
        """The .docx again: stories that changed serialized, all other parts as they were."""
        for name in self.changed & self.stories.keys():
            self.parts[name] = serialized(self.stories[name])
        return b"".join(assemble(StaticArchive(), self.parts.items(), deflater()))

    # --- parts that a merge adds -----------------------------------------------------------------------------------

    def related(self, kind: str, content_type: str, name: str, empty: bytes) -> tuple[str, Element]:
        """The part of the body's relationship `kind` with its root; made of `empty`, declared and related, if absent."""
        part = related_part(self.parts, kind)
        if part:
            return part, parse(self.parts[part], self.file, part)
        part = posixpath.join(posixpath.dirname(self.body_part), name)
        while part in self.parts:
            part = part.replace(".xml", "1.xml")
        self.parts[part] = empty
        self._declare(part, content_type)
        self._relate(self.body_part, f"{_OFFICE}relationships/{kind}", posixpath.basename(part))
        return part, parse(empty, self.file, part)

    def targets(self) -> dict[str, str]:
        """The parts the body refers to by relationship id."""
        folder, name = posixpath.split(self.body_part)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part not in self.parts:
            return {}
        found = {}
        for entry in parse(self.parts[part], self.file, part):
            if entry.get("TargetMode") != "External":
                target = entry.get("Target", "")
                found[entry.get("Id", "")] = target[1:] if target[:1] == "/" else posixpath.normpath(
                    posixpath.join(folder, target))  # fmt: skip
        return found

    def put(self, part: str, root: Element) -> None:
        """Write the root as the part."""
        self.parts[part] = serialized(root)
        self.changed.add(part)

    def set_build(self, build: str) -> None:
        """Make the custom property genwen.build say `build`; an empty one changes nothing."""
        if not build:
            return
        _, part = property_parts(self.parts)
        if part in self.parts:
            root = parse(self.parts[part], self.file, part)
        else:
            root = etree.Element(f"{_PROPERTIES}Properties", nsmap=_CUSTOM_NAMES)
            part = CUSTOM
            self._declare(part, "application/vnd.openxmlformats-officedocument.custom-properties+xml")
            if not any(relation.kind == "custom-properties" for relation in relationships(self.parts)):
                self._relate("", f"{_OFFICE}relationships/custom-properties", part)
        numbers = [1]
        for entry in list(root):
            if entry.get("name") == _BUILD:
                root.remove(entry)
            elif entry.get("pid", "").isdigit():
                numbers.append(int(entry.get("pid")))
        entry = etree.SubElement(root, f"{_PROPERTIES}property", fmtid=_FORMAT_ID, pid=str(max(numbers) + 1))
        entry.set("name", _BUILD)
        etree.SubElement(entry, f"{_VARIANT}lpwstr").text = build
        self.put(part, root)

    def _declare(self, part: str, content_type: str) -> None:
        root = parse(self.parts["[Content_Types].xml"], self.file, "[Content_Types].xml")
        if not any(entry.get("PartName") == f"/{part}" for entry in root):
            etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
            self.put("[Content_Types].xml", root)

    def _relate(self, source: str, kind: str, target: str) -> None:
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part in self.parts:
            root = parse(self.parts[part], self.file, part)
        else:
            root = etree.Element(f"{_RELATIONS}Relationships", nsmap=_RELATION_NAMES)
        taken = {entry.get("Id") for entry in root}
        number = next(n for n in range(1, len(taken) + 2) if f"genwen{n}" not in taken)
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"genwen{number}", Type=kind, Target=target)
        self.put(part, root)
