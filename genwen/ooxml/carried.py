"""What a draft holds beside text (pictures, formulas, symbols, superscripts), carried as marks through a new layout.

A mark is a character of a private plane that stands in the text where the thing stood; `put_back` finds the marks in
the new document and puts the things there. What cannot be carried is refused in words a clerk understands.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Mapping
from typing import Any

from genwen.ooxml.carried_parts import NOTES, NoteWriter, PartCopier, refuse_odd_notes, target_of
from genwen.ooxml.formatting import W
from genwen.ooxml.package import PackageError
from genwen.ooxml.parts import main_part
from genwen.ooxml.safe_xml import parse_part
from genwen.patterns import regex
from genwen.records import made, record
from genwen.standard import TYPE_AREA_WIDTH

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_KINDS = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf", "svg": "image/svg+xml",
}  # fmt: skip
_EMU = 635
"""English metric units in a twip."""
_WIDEST = TYPE_AREA_WIDTH * _EMU
_HIGHEST = 20 * 579 * _EMU
RAISED, LOWERED, LEVEL = "\U0010f000", "\U0010f001", "\U0010f002"
_FIRST = 0x100000
_LAST = 0x10F000
MARK = regex("[\U00100000-\U0010f002]")
PICTURE = regex("[\U00100000-\U00107fff]")
_OTHERS = 0x108000


@record
class Carried:
    """The things of a draft by their mark, the images of its pictures by relationship, and the draft with the marks."""

    things: dict[str, Any] = made(default_factory=dict)
    images: dict[str, tuple[str, bytes]] = made(default_factory=dict)
    parts: dict[str, bytes] = made(default_factory=dict)
    letters: str = ""
    """Every character of the body's text elements, marks left out, in the order of the file."""


def carried_from(parts: Mapping[str, bytes], shown: str) -> Carried:
    """What is carried over from the parts of a draft. Raises PackageError for what cannot be."""
    from lxml import etree

    main = main_part(parts) or "word/document.xml"
    if main not in parts:
        raise PackageError(f"文件“{shown}”里没有正文，不是 Word 文档", "请用 Word 或 WPS 另存为 .docx 再试")
    root = parse_part(parts[main], shown)
    _refuse(root, shown)
    refuse_odd_notes(root, parts, shown)
    letters = "".join(element.text or "" for element in root.iter(f"{W}t") if not _spare(element))
    if MARK.search(letters):
        raise PackageError(f"文件“{shown}”里有专用区的字符，不能排版", "请删去其中显示不出来的字符")
    images = _images(parts, main, shown)
    things: dict[str, Any] = {}
    _mark_pictures(root, things, images, shown)
    _mark_others(root, things)
    for run in root.iter(f"{W}r"):
        raised = run.find(f"{W}rPr/{W}vertAlign")
        kind = {"superscript": RAISED, "subscript": LOWERED}.get(
            raised.get(f"{W}val", "") if raised is not None else ""
        )
        texts = run.findall(f"{W}t")
        if kind and texts and "".join(item.text or "" for item in texts).strip():
            texts[0].text = kind + (texts[0].text or "")
            texts[-1].text = (texts[-1].text or "") + LEVEL
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Carried(things, images, {**parts, main: data}, letters)


def _spare(element: Any) -> bool:
    """Whether an element only repeats something for old programs."""
    return next(element.iterancestors(f"{_MC}Fallback"), None) is not None


def _refuse(root: Any, shown: str) -> None:
    """Raise PackageError when the draft holds what would be lost."""
    for tags, what, hint in (
        (
            ("ins", "del", "moveFrom", "moveTo"),
            "没有处理的修订",
            "加 --accept 先接受全部修订再排（--reject 是全部拒绝）；要逐处定的，先在 Word 或 WPS 的“审阅”里接受或拒绝",
        ),
        (("object",), "嵌入的对象", "请把它换成图片或表格再试"),
        (("altChunk", "subDoc"), "插入的其他文档", "请用 Word 或 WPS 打开它另存一份再试"),
    ):
        if next(root.iter(*[f"{W}{tag}" for tag in tags]), None) is not None:
            raise PackageError(f"“{shown}”里有{what}，format 不能原样带过去，没有写出", hint)


def _images(parts: Mapping[str, bytes], main: str, shown: str) -> dict[str, tuple[str, bytes]]:
    """The images inside the package by relationship id: extension and bytes."""
    folder, name = posixpath.split(main)
    data = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, bytes]] = {}
    for relation in parse_part(data, shown, "关系") if data else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not relation.get("Type", "").endswith("/image"):
            continue
        path = target[1:] if target[:1] == "/" else posixpath.normpath(posixpath.join(folder, target))
        if path in parts:
            found[relation.get("Id", "")] = (path.rsplit(".", 1)[-1].lower(), parts[path])
    return found


def _mark_pictures(root: Any, things: dict[str, Any], images: Mapping[str, Any], shown: str) -> None:
    for drawing in list(root.iter(f"{W}drawing", f"{W}pict")):
        if _spare(drawing):
            continue
        boxed = next(drawing.iter(f"{W}txbxContent"), None) is not None
        if not boxed and _chart(drawing) is not None:
            mark = picture_mark(len(things))
            things[mark] = drawing
            _replace(drawing, mark)
            continue
        blips = list(drawing.iter(f"{_A}blip"))
        if boxed and not blips:
            continue  # its text is read with the text
        graphic, extent = drawing.find(f".//{_A}graphic"), drawing.find(f".//{_WP}extent")
        if (
            len(blips) != 1
            or boxed
            or blips[0].get(f"{_R}embed", "") not in images
            or graphic is None
            or extent is None
        ):
            if not blips and _is_line(drawing):
                continue
            raise PackageError(f"“{shown}”里有图表、组合图形或外部链接的图，format 不能原样带过去，没有写出",
                               "请在 Word 或 WPS 里把它转为嵌入的图片再试")  # fmt: skip
        mark = picture_mark(len(things))
        things[mark] = drawing
        _replace(drawing, mark)


def picture_mark(number: int) -> str:
    """The mark that stands in the text for picture `number`, counted from 0."""
    return chr(_FIRST + number)


def _chart(drawing: Any) -> Any:
    """The reference to a chart that is all a drawing holds, None for another drawing."""
    charts = list(drawing.iter(f"{_C}chart"))
    alone = (
        len(charts) == 1 and drawing.find(f".//{_A}graphic") is not None and drawing.find(f".//{_WP}extent") is not None
    )
    return charts[0] if alone and charts[0].get(f"{_R}id") else None


def _is_line(drawing: Any) -> bool:
    """Whether a drawing is a bare shape (a red rule, a frame) that says nothing."""
    if drawing.tag == f"{W}pict":
        return next(drawing.iter(f"{_V}imagedata", f"{_V}group", f"{_V}textpath"), None) is None
    data = drawing.find(f".//{_A}graphicData")
    return data is not None and data.get("uri", "").endswith("wordprocessingShape")


def _mark_others(root: Any, things: dict[str, Any]) -> None:
    """Marks for symbols of symbol fonts, references to notes, and for formulas."""
    count = 0
    for symbol in list(root.iter(f"{W}sym", *[f"{W}{tag}" for tag in NOTES])):
        mark, count = chr(_OTHERS + count), count + 1
        things[mark] = symbol
        _replace(symbol, mark)
    for formula in list(root.iter(f"{_M}oMath")):
        mark, count = chr(_OTHERS + count), count + 1
        things[mark] = formula
        outer = formula.getparent()
        place = outer if outer.tag == f"{_M}oMathPara" else formula
        run = place.makeelement(f"{W}r", {})
        text = run.makeelement(f"{W}t", {})
        text.text = mark
        run.append(text)
        place.addprevious(run)
        outer.remove(formula)


def _replace(element: Any, mark: str) -> None:
    """Put the mark, as text, in the place of an element of a run."""
    text = element.makeelement(f"{W}t", {})
    text.text = mark
    around = next((item for item in element.iterancestors() if item.tag == f"{_MC}AlternateContent"), None)
    place = element if around is None else around
    place.addprevious(text)
    if place is not element:
        element.getparent().remove(element)
    place.getparent().remove(place)


def put_back(parts: Mapping[str, bytes], carried: Carried, shown: str) -> dict[str, bytes]:
    """The parts of the new document with the things in the places of their marks."""
    from lxml import etree

    main = main_part(parts)
    root = parse_part(parts[main], shown)
    if not MARK.search("".join(element.text or "" for element in root.iter(f"{W}t"))):
        return dict(parts)
    changed = dict(parts)
    placing = _Placing(carried, changed, main, shown)
    for text in list(root.iter(f"{W}t")):
        if MARK.search(text.text or ""):
            placing.run(text.getparent())
    placing.finish()
    changed[main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


class _Placing:
    """Puts things back, run by run, and adds what the package needs for them."""

    def __init__(self, carried: Carried, parts: dict[str, bytes], main: str, shown: str) -> None:
        self.carried, self.parts, self.main = carried, parts, main
        folder, name = posixpath.split(main)
        self.folder = folder
        self.rels_name = posixpath.join(folder, "_rels", f"{name}.rels")
        self.rels = parse_part(parts[self.rels_name], shown, "关系")
        self.types = parse_part(parts["[Content_Types].xml"], shown, "内容类型")
        self.count = 0
        self.raised = ""
        self.notes = NoteWriter(carried.parts, shown)
        self.copier = PartCopier(carried.parts, parts, self.types, shown)
        self.shown = shown

    def run(self, run: Any) -> None:
        """Break a run with marks into runs and things."""
        if run is None or run.getparent() is None:
            return
        for child in list(run):
            if child.tag != f"{W}t":
                if child.tag != f"{W}rPr":
                    self._before(run, child)
                continue
            for piece in re.split(f"({MARK.pattern})", child.text or ""):
                if not piece:
                    continue
                if piece in (RAISED, LOWERED, LEVEL):
                    self.raised = {RAISED: "superscript", LOWERED: "subscript"}.get(piece, "")
                elif piece in self.carried.things:
                    self._thing(run, piece)
                else:
                    self._before(run, _text(run, piece))
        run.getparent().remove(run)

    def _before(self, run: Any, child: Any) -> None:
        new = run.makeelement(f"{W}r", {})
        properties = run.find(f"{W}rPr")
        if properties is not None:
            new.append(copy.deepcopy(properties))
        if self.raised and child.tag == f"{W}t":
            own = new.find(f"{W}rPr")
            if own is None:
                own = new.makeelement(f"{W}rPr", {})
                new.insert(0, own)
            own.append(own.makeelement(f"{W}vertAlign", {f"{W}val": self.raised}))
        new.append(child)
        run.addprevious(new)

    def _thing(self, run: Any, mark: str) -> None:
        thing = self.carried.things[mark]
        tag = thing.tag[len(W) :]
        if tag in NOTES:
            run.addprevious(self.notes.reference(run, tag, thing.get(f"{W}id")))
        elif thing.tag == f"{W}drawing":
            self._before(run, self._picture(thing))
            _give_room(next(run.iterancestors(f"{W}p")))
        elif thing.tag == f"{_M}oMath":
            run.addprevious(copy.deepcopy(thing))
        else:
            self._before(run, copy.deepcopy(thing))

    def _picture(self, drawing: Any) -> Any:
        """The picture in line with the text, no wider than the 版心."""
        self.count += 1
        graphic = copy.deepcopy(drawing.find(f".//{_A}graphic"))
        if _chart(drawing) is not None:
            self._refer(next(graphic.iter(f"{_C}chart")))
        else:
            self._blip(graphic)
        return self._inline(drawing, graphic)

    def _refer(self, chart: Any) -> None:
        """Make the reference of a chart lead to a copy of it."""
        source = self.carried.parts
        name = target_of(source, main_part(source), chart.get(f"{_R}id"), self.shown)
        chart.set(f"{_R}id", self._related(_CHART, f"/{self.copier.copied(name)}"))

    def _blip(self, graphic: Any) -> None:
        """Make a picture show the image that is added to the package."""
        blip = next(graphic.iter(f"{_A}blip"))
        extension, data = self.carried.images[blip.get(f"{_R}embed")]
        for link in [item for item in graphic.iter() if item.tag in (f"{_A}hlinkClick", f"{_A}extLst")]:
            link.getparent().remove(link)
        blip.attrib.pop(f"{_R}link", None)
        blip.set(f"{_R}embed", self._image(extension, data))

    def _inline(self, drawing: Any, graphic: Any) -> Any:
        """The graphic in line with the text, its size that of the drawing, no wider than the 版心."""
        size = drawing.find(f".//{_WP}extent")
        width, height = max(1, int(size.get("cx", "1"))), max(1, int(size.get("cy", "1")))
        scale = min(1.0, _WIDEST / width, _HIGHEST / height)
        width, height = round(width * scale), round(height * scale)
        if scale < 1:
            for inner in graphic.iter(f"{_A}ext"):
                if inner.get("cx"):
                    inner.set("cx", str(width))
                    inner.set("cy", str(height))
        new = drawing.makeelement(f"{W}drawing", {}, {"wp": _WP[1:-1], "a": _A[1:-1], "r": _R[1:-1]})
        inline = new.makeelement(f"{_WP}inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
        inline.append(inline.makeelement(f"{_WP}extent", {"cx": str(width), "cy": str(height)}))
        old = drawing.find(f".//{_WP}docPr")
        said = {"id": str(2000 + self.count), "name": f"图片{self.count}"}
        if old is not None and old.get("descr"):
            said["descr"] = old.get("descr")
        inline.append(inline.makeelement(f"{_WP}docPr", said))
        inline.append(graphic)
        new.append(inline)
        return new

    def _image(self, extension: str, data: bytes) -> str:
        """The relationship of an image that is added to the package."""
        name = f"media/genwen{self.count}.{extension}"
        self.parts[posixpath.join(self.folder, name)] = data
        identity = self._related(_IMAGE, name)
        known = {item.get("Extension", "").lower() for item in self.types.iter(f"{_TYPES}Default")}
        if extension not in known:
            attributes = {"Extension": extension, "ContentType": _KINDS.get(extension, "application/octet-stream")}
            self.types.insert(0, self.types.makeelement(f"{_TYPES}Default", attributes))
        return identity

    def _related(self, kind: str, target: str) -> str:
        """A new relationship of the body."""
        taken = {item.get("Id") for item in self.rels}
        identity = next(f"rIdGenwen{n}" for n in range(1, len(taken) + 2) if f"rIdGenwen{n}" not in taken)
        attributes = {"Id": identity, "Type": kind, "Target": target}
        self.rels.append(self.rels.makeelement(f"{_RELS}Relationship", attributes))
        return identity

    def finish(self) -> None:
        """Write notes, relationships and content types back."""
        from lxml import etree

        for kind, content_type, data in self.notes.parts():
            name = f"genwen_{kind}.xml"
            self.parts[posixpath.join(self.folder, name)] = data
            self._related(_IMAGE.replace("image", kind), name)
            attributes = {"PartName": f"/{posixpath.join(self.folder, name)}", "ContentType": content_type}
            self.types.append(self.types.makeelement(f"{_TYPES}Override", attributes))
        for name, root in ((self.rels_name, self.rels), ("[Content_Types].xml", self.types)):
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(run: Any, text: str) -> Any:
    element = run.makeelement(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = text
    return element


def _give_room(paragraph: Any) -> None:
    """Lines as high as the picture in them, centred: the fixed pitch of text would cut it off."""
    properties = paragraph.find(f"{W}pPr")
    for name, attributes in (
        ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
        ("ind", {"firstLineChars": "0", "firstLine": "0"}),
        ("jc", {"val": "center"}),
    ):
        old = properties.find(f"{W}{name}")
        if old is not None:
            properties.remove(old)
        named = {f"{W}{key}": value for key, value in attributes.items()}
        properties.append(properties.makeelement(f"{W}{name}", named))
