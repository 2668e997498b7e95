"""One body among others: its styles, lists, references and marks under the names they have in the joint document, its
first section on an odd page with numbers of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from genwen.ooxml.joined_styles import StyleMap, used_styles
from genwen.ooxml.revisions_package import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VALUE, _ID, _NAME, _TYPE = f"{W}val", f"{W}id", f"{W}name", f"{W}type"
REFERENCES = (f"{W}headerReference", f"{W}footerReference")
KINDS = ("default", "even", "first")
_COMMENTS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_BEFORE_TYPE = {*REFERENCES, f"{W}footnotePr", f"{W}endnotePr"}
_BEFORE_NUMBER = _BEFORE_TYPE | {
    f"{W}{name}" for name in ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
}  # fmt: skip
_AFTER_SECTION = {f"{W}pPrChange"}
_BETWEEN = {f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")}
REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
MAX_NAME = 40
KNOWN = {
    "w14": W14[1:-1], "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cex": "http://schemas.microsoft.com/office/word/2018/wordml/cex",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "w16": "http://schemas.microsoft.com/office/word/2018/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
}  # fmt: skip
"""Namespaces of Word that a program may pass over."""


def restyle(root: Any, styles: StyleMap) -> None:
    """The ids of styles as they are in the joint document; explicit where a document has defaults of its own."""
    for named in used_styles(root):
        named.set(_VALUE, styles.ids.get(named.get(_VALUE, ""), named.get(_VALUE, "")))
    if styles.paragraph:
        for paragraph in root.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = etree.Element(f"{W}pPr")
                paragraph.insert(0, properties)
            if properties.find(f"{W}pStyle") is None:
                style = etree.Element(f"{W}pStyle")
                style.set(_VALUE, styles.paragraph)
                properties.insert(0, style)
    if styles.table:
        for properties in root.iter(f"{W}tblPr"):
            if properties.find(f"{W}tblStyle") is None:
                style = etree.Element(f"{W}tblStyle")
                style.set(_VALUE, styles.table)
                properties.insert(0, style)


def renumber(root: Any, numbers: Mapping[str, str]) -> None:
    """The ids of lists."""
    if numbers:
        for number in root.iter(f"{W}numId"):
            number.set(_VALUE, numbers.get(number.get(_VALUE, ""), number.get(_VALUE, "")))


def refer(root: Any, relation: Callable[[str], str]) -> None:
    """The ids by which parts are referred to; a reference to nothing is taken out."""
    for element in list(root.iter(etree.Element)):
        for name in [name for name in element.attrib if name.startswith(R)]:
            new = relation(element.get(name))
            if new:
                element.set(name, new)
            elif element.tag in REFERENCES and element.getparent() is not None:
                element.getparent().remove(element)
            else:
                del element.attrib[name]


def without_comments(root: Any) -> None:
    """Comments are left out of what is printed; ids that only an editor uses too."""
    for mark in list(root.iter(*_COMMENTS)):
        mark.getparent().remove(mark)
    for element in root.iter(etree.Element):
        for name in (f"{W14}paraId", f"{W14}textId"):
            element.attrib.pop(name, None)
    for properties in root.iter(f"{W}sdtPr"):
        for identity in properties.findall(_ID):
            properties.remove(identity)


def without_unknown(root: Any) -> None:
    """What a document allows programs to pass over, of namespaces that the joint document does not declare."""
    ignorable = (root.get(f"{MC}Ignorable") or "").split()
    unknown = {root.nsmap[prefix] for prefix in ignorable if root.nsmap.get(prefix) not in (None, *KNOWN.values())}
    if not unknown:
        return
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).namespace in unknown and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        for name in [name for name in element.attrib if etree.QName(name).namespace in unknown]:
            del element.attrib[name]


class Marks:
    """Numbers of drawings and bookmarks, and names of bookmarks, each only once in the joint document."""

    def __init__(self) -> None:
        self._drawings = self._bookmarks = 0
        self._names: set[str] = set()

    def renew(self, root: Any) -> None:
        """Give those of a body new ones where others have them already."""
        for drawing in root.iter(f"{WP}docPr"):
            self._drawings += 1
            drawing.set("id", str(self._drawings))
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for start in root.iter(f"{W}bookmarkStart"):
            self._bookmarks += 1
            ids[start.get(_ID, "")] = str(self._bookmarks)
            start.set(_ID, str(self._bookmarks))
            name = start.get(_NAME, "")
            names[name] = self._free(name)
            start.set(_NAME, names[name])
        for end in root.iter(f"{W}bookmarkEnd"):
            end.set(_ID, ids.get(end.get(_ID, ""), end.get(_ID, "")))
        changed = {old: new for old, new in names.items() if old != new}
        if changed:
            _rename(root, changed)

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self._names:
            mark = f"_{number}"
            free, number = f"{name[: MAX_NAME - len(mark)]}{mark}", number + 1
        self._names.add(free)
        return free


def _rename(root: Any, names: Mapping[str, str]) -> None:
    """Links and fields that name bookmarks."""
    for link in root.iter(f"{W}hyperlink"):
        anchor = f"{W}anchor"
        if link.get(anchor) in names:
            link.set(anchor, names[link.get(anchor)])
    pattern = re.compile(r"(?<!\S)(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\S)")
    for code in root.iter(f"{W}instrText"):
        code.text = pattern.sub(lambda found: names[found[1]], code.text or "")
    for field in root.iter(f"{W}fldSimple"):
        field.set(f"{W}instr", pattern.sub(lambda found: names[found[1]], field.get(f"{W}instr") or ""))


# --- sections --------------------------------------------------------------------------------------------------------


def sections_of(body: Any) -> list[Any]:
    """The properties of the sections of a body, in order; a body without any gets one."""
    found = list(body.iter(f"{W}sectPr"))
    found = [section for section in found if not _in_change(section)]
    if not len(body) or body[-1].tag != f"{W}sectPr":
        found.append(etree.SubElement(body, f"{W}sectPr"))
    return found


def _in_change(section: Any) -> bool:
    parent = section.getparent()
    return parent is not None and parent.tag == f"{W}sectPrChange"


def begin_anew(section: Any) -> None:
    """The section begins on an odd page, its pages numbered from 1."""
    for old in section.findall(_TYPE):
        section.remove(old)
    kind = etree.Element(_TYPE)
    kind.set(_VALUE, "oddPage")
    section.insert(sum(1 for child in section if child.tag in _BEFORE_TYPE), kind)
    number = section.find(f"{W}pgNumType")
    if number is None:
        number = etree.Element(f"{W}pgNumType")
        section.insert(sum(1 for child in section if child.tag in _BEFORE_NUMBER), number)
    number.set(f"{W}start", "1")


def references_in(section: Any) -> Iterator[tuple[str, str]]:
    """Which headers and footers a section has: the tag and default, even or first."""
    for reference in section:
        if reference.tag in REFERENCES:
            yield reference.tag, reference.get(_TYPE, "default")


def add_reference(section: Any, tag: str, kind: str, relation: str) -> None:
    """Give a section a header or footer."""
    reference = etree.Element(tag)
    reference.set(_TYPE, kind)
    reference.set(f"{R}id", relation)
    section.insert(sum(1 for child in section if child.tag in REFERENCES), reference)


def close_section(body: Any) -> None:
    """Move the last section's properties into the last paragraph, so that another document can follow."""
    section = body[-1]
    body.remove(section)
    last = next((block for block in reversed(body) if block.tag not in _BETWEEN), None)
    properties = last.find(f"{W}pPr") if last is not None and last.tag == f"{W}p" else None
    if last is None or last.tag != f"{W}p" or (properties is not None and properties.find(f"{W}sectPr") is not None):
        last = etree.SubElement(body, f"{W}p")
        properties = etree.fromstring(
            f'<w:pPr xmlns:w="{W[1:-1]}"><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
        )
        last.insert(0, properties)
    elif properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    after = next((at for at, child in enumerate(properties) if child.tag in _AFTER_SECTION), len(properties))
    properties.insert(after, section)
