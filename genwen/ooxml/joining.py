"""Many .docx into one for printing: each begins on an odd page with page numbers, headers and footers of its own.

Documents are added one by one and written as they come: memory holds one of them, and the styles, lists and notes of
all. Comments are left out. What holds for a whole package (compatibility, hyphenation) is that of the first document;
where another one differs, `differing` says so.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from genwen.diagnostics import GenwenError
from genwen.ooxml.joined_body import (
    KINDS,
    KNOWN,
    MC,
    REFERENCES,
    REVISIONS,
    Marks,
    R,
    add_reference,
    begin_anew,
    close_section,
    refer,
    references_in,
    renumber,
    restyle,
    sections_of,
    without_comments,
    without_unknown,
)
from genwen.ooxml.joined_lists import NOTES, ListBook, NoteBook, lists_used
from genwen.ooxml.joined_margins import fill, room_of
from genwen.ooxml.joined_parts import RELATIONS, WORDML, PartBook, relations_of, relations_xml, types_of
from genwen.ooxml.joined_settings import SettingsBook
from genwen.ooxml.joined_styles import StyleBook, StyleMap
from genwen.ooxml.package import PackageError, read_package
from genwen.ooxml.parts import main_part
from genwen.ooxml.revisions_package import W, serialized
from genwen.ooxml.safe_xml import parse_part

BODY = "word/document.xml"
MAX_BODY = 480_000_000
"""Bytes of text with its markup: beyond that no program opens the document."""
_MANY = 1 << 20
_NAMES = {
    "w": W[1:-1], "r": R[1:-1], "mc": MC[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word", **KNOWN,
}  # fmt: skip


class Joiner:
    """A joint document being written to `path`; `close` puts it in place, `discard` leaves nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.revised: list[str] = []
        """Documents with revisions that nobody has accepted or rejected."""
        self._beside = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
        self._body: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by `close` and `discard`
        self._packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        self._size = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._zip = ZipFile(self._beside, "w", ZIP_DEFLATED)
        except OSError as error:
            raise PackageError(
                f"文件“{path}”写不进去（{error.strerror}）", "换一个文件夹，或检查权限和磁盘空间"
            ) from None
        self._parts = PartBook(self._put)
        self._styles, self._lists, self._marks = StyleBook(), ListBook(), Marks()
        self._notes = {kind: NoteBook(kind) for kind in NOTES}
        self._settings = SettingsBook()
        self._theme = ""
        self._seen: set[tuple[str, str]] = set()
        self._pending: Any = None
        self._rooms: dict[str, int] = {}
        self._own_styles: Any = None

    @property
    def differing(self) -> dict[str, list[str]]:
        """Settings that cannot be kept apart → the documents that have others than the first."""
        return self._settings.differing

    # --- one document ------------------------------------------------------------------------------------------------

    def add(self, data: bytes, name: str) -> None:
        """Add a document. Raises PackageError when it cannot be read, GenwenError when the whole gets too large."""
        parts = read_package(data, name)
        main = main_part(parts)
        if not main:
            raise PackageError(f"文件“{name}”里没有正文", "请核对文件")
        root = parse_part(parts[main], name)
        body = root.find(f"{W}body")
        if body is None:
            raise PackageError(f"文件“{name}”里没有正文", "请核对文件")
        without_unknown(root)
        without_comments(root)
        if next(body.iter(*REVISIONS), None) is not None:
            self.revised.append(name)
        related = relations_of(parts, main)
        named = {kind.rpartition("/")[2]: target for kind, target, outside in related.values() if not outside}
        settings = parts.get(named.get("settings", ""))
        even = self._settings.add(parse_part(settings, name, "设置") if settings is not None else None, name)
        sections = sections_of(body)
        self._measure(sections)
        numbers, styles = self._take_styles(parts, named, body, name)
        restyle(body, styles)
        renumber(body, numbers)
        for kind, book in self._notes.items():
            if (note := named.get(kind, "")) in parts and next(body.iter(book.reference), None) is not None:
                notes = parse_part(parts[note], name, "脚注")
                self._adapt(notes, parts, note, styles, numbers, name)
                book.add(notes, body)
        refer(body, lambda key: self._related(parts, related, key, styles, numbers, name))
        self._marks.renew(body)
        self._begin(sections, even)
        self._write_pending()
        self._pending = body
        self.count += 1

    def _take_styles(
        self, parts: dict[str, bytes], named: dict[str, str], body: Any, name: str
    ) -> tuple[dict[str, str], StyleMap]:
        part = named.get("styles", "")
        root = (
            parse_part(parts[part], name, "样式")
            if part in parts
            else etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
        )
        numbers: dict[str, str] = {}
        before = len(self._lists.abstracts)
        if (listed := named.get("numbering", "")) in parts:
            others = [
                parse_part(parts[other], name, "页眉页脚")
                for kind, other in named.items()
                if kind in ("header", "footer") and other in parts
            ]
            numbers = self._lists.add(parse_part(parts[listed], name, "编号"), lists_used(body, root, *others))
        if not self._theme and (theme := named.get("theme", "")) in parts:
            self._theme = self._parts.copy(parts, theme)
        if self._styles.root is None and (fonts := named.get("fontTable", "")) in parts:
            self._parts.relate(
                f"{RELATIONS}fontTable", self._parts.add(fonts, parts[fonts], types_of(parts)(fonts), {})
            )
        self._own_styles = root
        styles = self._styles.add(root, numbers)
        for abstract in self._lists.abstracts[before:]:
            restyle(abstract, styles)
        return numbers, styles

    def _related(
        self, parts: dict[str, bytes], related: dict[str, tuple[str, str, bool]], key: str, styles: StyleMap,
        numbers: dict[str, str], name: str,
    ) -> str:  # fmt: skip
        """The id of what a body refers to by `key`, in the joint package; "" where there is nothing."""
        if key not in related:
            return ""
        kind, target, outside = related[key]
        if outside:
            return self._parts.relate(kind, target, True)
        if target not in parts:
            return ""
        if kind.rpartition("/")[2] in ("header", "footer"):
            root = parse_part(parts[target], name, "页眉页脚")
            fill(root, self._rooms.get(key, 0), self._own_styles)
            relations = self._adapt(root, parts, target, styles, numbers, name)
            new = self._parts.add(target, serialized(root), types_of(parts)(target), relations)
        else:
            new = self._parts.copy(parts, target)
        return self._parts.relate(kind, new) if new else ""

    def _adapt(
        self, root: Any, parts: dict[str, bytes], part: str, styles: StyleMap, numbers: dict[str, str], name: str
    ) -> dict[str, tuple[str, str, bool]]:
        """A header, footer or the notes as they are in the joint document; the relationships it has there."""
        without_unknown(root)
        without_comments(root)
        restyle(root, styles)
        renumber(root, numbers)
        related = relations_of(parts, part)
        relations: dict[str, tuple[str, str, bool]] = {}

        def keep(key: str) -> str:
            if key not in related:
                return ""
            kind, target, outside = related[key]
            new = target if outside else self._parts.copy(parts, target)
            if new:
                relations[key] = (kind, new, outside)
            return key if new else ""

        refer(root, keep)
        return relations

    def _measure(self, sections: list[Any]) -> None:
        """How high the headers and footers of a document are to be, by the ids it has for them."""
        self._rooms = {
            reference.get(f"{R}id", ""): room_of(section, reference.tag)
            for section in reversed(sections)
            for reference in section.iterchildren(*REFERENCES)
        }

    def _begin(self, sections: list[Any], even: bool) -> None:
        """The first section on an odd page, with no header or footer that is another document's."""
        first = sections[0]
        begin_anew(first)
        for section in sections:
            own = set(references_in(section))
            if not even:
                for tag in REFERENCES:  # pages of both kinds are alike in this document
                    if (tag, "default") in own and (tag, "even") not in own:
                        same = next(
                            item for item in section if item.tag == tag and item.get(f"{W}type", "default") == "default"
                        )
                        add_reference(section, tag, "even", same.get(f"{R}id"))
        own = set(references_in(first))
        for tag in REFERENCES:
            for kind in KINDS:
                if (tag, kind) in self._seen and (tag, kind) not in own:
                    add_reference(first, tag, kind, self._empty(tag))
        for section in sections:
            self._seen |= set(references_in(section))

    def _empty(self, tag: str) -> str:
        """A header or footer with nothing in it."""
        kind = "header" if tag == REFERENCES[0] else "footer"
        root = etree.Element(f"{W}{'hdr' if kind == 'header' else 'ftr'}", nsmap={"w": W[1:-1]})
        etree.SubElement(root, f"{W}p")
        part = self._parts.add(f"word/{kind}.xml", serialized(root), f"{WORDML}{kind}+xml", {})
        return self._parts.relate(f"{RELATIONS}{kind}", part)

    # --- writing -----------------------------------------------------------------------------------------------------

    def _put(self, name: str, data: bytes) -> None:
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        self._zip.writestr(info, data)

    def _write_pending(self, last: bool = False) -> None:
        """Write the blocks of the document before, whose section has an end now."""
        if self._pending is None:
            return
        if not last:
            close_section(self._pending)
        holder = etree.Element(f"{W}body", nsmap=_NAMES)
        holder.extend(list(self._pending))
        text = etree.tostring(holder, encoding="UTF-8")
        self._pending = None
        self._append(text[text.index(b">") + 1 : text.rindex(b"</")])

    def _append(self, text: bytes) -> None:
        self._size += len(text)
        if self._size > MAX_BODY:
            said = f"合成一份的正文超过{MAX_BODY // 1_000_000}MB，Word 和 WPS 都打不开"
            raise GenwenError(said, "用 --where 分批，每批合成一份")
        self._body.write(self._packer.compress(text))

    def close(self) -> None:
        """Finish the package and put it in place. Raises GenwenError when nothing was added or it cannot be written."""
        if not self.count:
            self.discard()
            raise GenwenError("没有公文可以合成一份", "先改正各单位的错误")
        try:
            self._write_pending(last=True)
            self._put_common()
            self._put_body()
            self._parts.finish(BODY, f"{WORDML}document.main+xml")
            self._put("_rels/.rels", relations_xml({"rId1": (f"{RELATIONS}officeDocument", BODY, False)}))
            self._zip.close()
            os.replace(self._beside, self.path)
        except OSError as error:
            said = "若文件正在 Word 或 WPS 中打开，请先关闭；或检查磁盘空间"
            raise PackageError(f"文件“{self.path}”写不进去（{error.strerror}）", said) from None
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing half-written."""
        self._body.close()
        if self._zip.fp is not None:
            self._zip.close()
        if self._beside.exists():
            self._beside.unlink()

    def _put_common(self) -> None:
        """Styles, settings, lists, notes."""
        roots = {"styles": self._styles.root, "settings": self._settings.finish(), "numbering": self._lists.root()}
        roots |= {kind: book.root for kind, book in self._notes.items()}
        for kind, root in roots.items():
            if root is not None:
                self._parts.put(f"word/{kind}.xml", serialized(root), f"{WORDML}{kind}+xml")
                self._parts.relate(f"{RELATIONS}{kind}", f"word/{kind}.xml")
        if self._theme:
            self._parts.relate(f"{RELATIONS}theme", self._theme)

    def _put_body(self) -> None:
        names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
        self._body.write(self._packer.flush())
        self._body.seek(0)
        info = ZipInfo(BODY)
        info.compress_type = ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as part:
            part.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
            part.write(f'<w:document{names} mc:Ignorable="{" ".join(KNOWN)}"><w:body>'.encode())
            for text in _inflated(self._body):
                part.write(text)
            part.write(b"</w:body></w:document>")


def _inflated(packed: IO[bytes]) -> Iterator[bytes]:
    """What was compressed, a piece at a time."""
    stream = zlib.decompressobj(-15)
    while chunk := packed.read(_MANY):
        while chunk:
            yield stream.decompress(chunk, _MANY)
            chunk = stream.unconsumed_tail
    yield stream.flush()
