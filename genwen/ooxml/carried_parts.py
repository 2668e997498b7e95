"""Parts of one package put into another: a chart with its workbook and looks, the footnotes a text refers to.

Names are made anew so that nothing is overwritten; content types go along. What notes hold beside text is refused.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from genwen.ooxml.formatting import W
from genwen.ooxml.package import PackageError
from genwen.ooxml.parts import main_part, related_part
from genwen.ooxml.safe_xml import parse_part

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XML = {"xml": "application/xml", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "bin": "application/vnd.openxmlformats-officedocument.oleObject"}  # fmt: skip
NOTES = {"footnoteReference": ("footnotes", "footnote"), "endnoteReference": ("endnotes", "endnote")}
"""Element in the text → the kind of part the note stands in, and its element there."""
_MOST_PARTS = 200


def rels_of(part: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(parts: Mapping[str, bytes], part: str, identity: str, shown: str) -> str:
    """The part that a relationship of a part leads to, "" for none inside the package."""
    if rels_of(part) not in parts:
        return ""
    for relation in parse_part(parts[rels_of(part)], shown, "关系"):
        if relation.get("Id") == identity and relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            return target[1:] if target[:1] == "/" else posixpath.normpath(
                posixpath.join(posixpath.dirname(part), target))  # fmt: skip
    return ""


class PartCopier:
    """Copies parts of `source`, with all they refer to, into `parts`; `types` is the root of its content types."""

    def __init__(self, source: Mapping[str, bytes], parts: dict[str, bytes], types: Any, shown: str) -> None:
        self.source, self.parts, self.types, self.shown = source, parts, types, shown
        self.count = 0

    def copied(self, part: str) -> str:
        """The name a part has in the new package, where it and its own parts now stand."""
        self.count += 1
        if part not in self.source or self.count > _MOST_PARTS:
            raise PackageError(f"“{self.shown}”里的图表不完整，format 不能原样带过去，没有写出",
                               "请在 Word 或 WPS 里把它转为嵌入的图片再试")  # fmt: skip
        folder, name = posixpath.split(part)
        stem, _, extension = name.rpartition(".")
        new = posixpath.join(folder, f"genwen{self.count}_{stem}.{extension}")
        self.parts[new] = self.source[part]
        self._declare(part, new, extension.lower())
        if rels_of(part) in self.source:
            root = parse_part(self.source[rels_of(part)], self.shown, "关系")
            for relation in root:
                if relation.get("TargetMode") == "External":
                    raise PackageError(f"“{self.shown}”里的图表链接着外部文件，format 不能原样带过去，没有写出",
                                       "请在 Word 或 WPS 里断开链接，或转为嵌入的图片再试")  # fmt: skip
                inner = self.copied(target_of(self.source, part, relation.get("Id", ""), self.shown))
                relation.set("Target", f"/{inner}")
            self.parts[rels_of(new)] = serialized(root)
        return new

    def _declare(self, part: str, new: str, extension: str) -> None:
        types = parse_part(self.source["[Content_Types].xml"], self.shown, "内容类型")
        own = next((item.get("ContentType", "") for item in types.iter(f"{_TYPES}Override")
                    if item.get("PartName") == f"/{part}"), "")  # fmt: skip
        default = next((item.get("ContentType", "") for item in types.iter(f"{_TYPES}Default")
                        if item.get("Extension", "").lower() == extension), "")  # fmt: skip
        kind = own or default or _XML.get(extension, "application/octet-stream")
        attributes = {"PartName": f"/{new}", "ContentType": kind}
        self.types.append(self.types.makeelement(f"{_TYPES}Override", attributes))


def serialized(root: Any) -> bytes:
    """A part as bytes, with the declaration Word writes."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def notes_in(parts: Mapping[str, bytes], kind: str, shown: str) -> dict[str, Any]:
    """The notes of a kind by their ids."""
    part = related_part(parts, kind)
    if part not in parts:
        return {}
    return {note.get(f"{W}id", ""): note for note in parse_part(parts[part], shown, "脚注") if note.get(f"{W}id")}


def note_text(note: Any) -> str:
    """What a note says."""
    return "".join(text.text or "" for text in note.iter(f"{W}t"))


def said_in_notes(parts: Mapping[str, bytes], shown: str) -> list[str]:
    """What the notes of a document say, in the order they are referred to, white space left out."""
    main = main_part(parts)
    if main not in parts:
        return []
    root = parse_part(parts[main], shown)
    known = {tag: notes_in(parts, kind, shown) for tag, (kind, _) in NOTES.items()}
    references = root.iter(*[f"{W}{tag}" for tag in NOTES])
    return ["".join(note_text(known[item.tag[len(W) :]][item.get(f"{W}id", "")]).split()) for item in references]


def refuse_odd_notes(root: Any, parts: Mapping[str, bytes], shown: str) -> None:
    """Raise PackageError where a note that is referred to is missing or holds more than text."""
    for tag, (kind, _) in NOTES.items():
        references = [item.get(f"{W}id", "") for item in root.iter(f"{W}{tag}")]
        known = notes_in(parts, kind, shown) if references else {}
        for identity in references:
            note = known.get(identity)
            odd = note is None or any(
                f"{_R}id" in item.attrib or f"{_R}embed" in item.attrib or item.tag in _ODD for item in note.iter()
            )
            if odd:
                raise PackageError(f"“{shown}”里有带图片、链接、修订的脚注，format 不能原样带过去，没有写出",
                                   "请把脚注里的图片、链接换成文字，接受或拒绝修订后再试")  # fmt: skip


_ODD = {f"{W}{tag}" for tag in ("drawing", "pict", "object", "ins", "del", "tbl", "hyperlink", "commentReference")}


class NoteWriter:
    """Writes notes into a package, numbered in the order they are met."""

    def __init__(self, source: Mapping[str, bytes], shown: str) -> None:
        self.source, self.shown = source, shown
        self.known: dict[str, dict[str, Any]] = {}
        self.written: dict[str, list[Any]] = {}

    def reference(self, run: Any, tag: str, identity: str) -> Any:
        """A run that refers to the note, which is now written."""
        kind, name = NOTES[tag]
        if kind not in self.known:
            self.known[kind] = notes_in(self.source, kind, self.shown)
        notes = self.written.setdefault(kind, [])
        note = run.makeelement(f"{W}{name}", {f"{W}id": str(len(notes) + 1)})
        note.extend(_plain(paragraph, name) for paragraph in self.known[kind][identity].iter(f"{W}p"))
        notes.append(note)
        new = run.makeelement(f"{W}r")
        new.append(_look(run, "superscript"))
        new.append(run.makeelement(f"{W}{tag}", {f"{W}id": str(len(notes))}))
        return new

    def parts(self) -> Iterator[tuple[str, str, bytes]]:
        """Kind, content type and bytes of each part of notes."""
        for kind, notes in self.written.items():
            name = kind.removesuffix("s")
            root = notes[0].makeelement(f"{W}{kind}", nsmap={"w": W[1:-1]})
            for identity, what in (("-1", "separator"), ("0", "continuationSeparator")):
                note = root.makeelement(f"{W}{name}", {f"{W}type": what, f"{W}id": identity})
                run = note.makeelement(f"{W}r")
                run.append(note.makeelement(f"{W}{what}"))
                paragraph = note.makeelement(f"{W}p")
                paragraph.append(run)
                note.append(paragraph)
                root.append(note)
            root.extend(notes)
            yield kind, f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml", serialized(root)


def _look(model: Any, raised: str = "") -> Any:
    """The look of notes: 仿宋 of 9 points."""
    look = model.makeelement(f"{W}rPr")
    fonts = dict.fromkeys((f"{W}ascii", f"{W}hAnsi", f"{W}eastAsia", f"{W}cs"), "仿宋_GB2312")
    if raised:
        look.append(model.makeelement(f"{W}vertAlign", {f"{W}val": raised}))
        return look
    look.append(model.makeelement(f"{W}rFonts", fonts))
    look.append(model.makeelement(f"{W}sz", {f"{W}val": "18"}))
    return look


def _plain(paragraph: Any, name: str) -> Any:
    """A paragraph of a note: its text, tabs and breaks and its own mark, in the look of notes."""
    new = paragraph.makeelement(f"{W}p")
    properties = new.makeelement(f"{W}pPr")
    spacing = {"before": "0", "after": "0", "line": "260", "lineRule": "exact"}
    properties.append(new.makeelement(f"{W}spacing", {f"{W}{key}": value for key, value in spacing.items()}))
    properties.append(new.makeelement(f"{W}ind", {f"{W}firstLine": "0", f"{W}firstLineChars": "0"}))
    new.append(properties)
    for child in paragraph.iter(
        *[f"{W}{tag}" for tag in ("t", "tab", "br", "cr", f"{name}Ref", "noBreakHyphen", "sym")]
    ):
        if next(child.iterancestors(f"{W}pPr"), None) is not None:
            continue
        run = new.makeelement(f"{W}r")
        run.append(_look(run, "superscript" if child.tag.endswith("Ref") else ""))
        run.append(copy.deepcopy(child))
        new.append(run)
    return new
