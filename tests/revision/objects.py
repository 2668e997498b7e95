"""Things a clerk puts into a paragraph that are no text: notes, pictures, boxes, formulas, links, marks of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hands import Hand
from lxml import etree

from genwen.ooxml.package import read_package
from genwen.ooxml.revisions_marks import cut
from genwen.ooxml.revisions_package import Package, W

Element = Any
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_WHEN = "2026-01-05T09:00:00Z"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def xml(text: str) -> list[Element]:
    """The elements of a piece of markup."""
    return list(etree.fromstring(f"<x {_NAMES}>{text}</x>"))


def _related(package: Package, kind: str, target: str, number: str) -> None:
    part = "word/_rels/document.xml.rels"
    entry = f'<Relationship Id="{number}" Type="{_OFFICE}{kind}" Target="{target}"/></Relationships>'
    package.parts[part] = package.parts[part].replace(b"</Relationships>", entry.encode())


def _typed(package: Package, part: str, kind: str) -> None:
    entry = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    package.parts["[Content_Types].xml"] = package.parts["[Content_Types].xml"].replace(b"</Types>", entry.encode())


def note(hand: Hand, kind: str = "footnote", text: str = "㐀㐁数据来自台账。") -> list[Element]:
    """A footnote or endnote with its part; gives the run of its mark."""
    part = f"word/{kind}s.xml"
    parts = hand.package.parts
    if part not in parts:
        parts[part] = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {_NAMES}><w:{kind} w:type="separator" w:id="-1"><w:p><w:r>'
            f'<w:separator/></w:r></w:p></w:{kind}></w:{kind}s>'
        ).encode()  # fmt: skip
        _typed(hand.package, part, NOTES_TYPE.format(f"{kind}s"))
        _related(hand.package, f"{kind}s", f"{kind}s.xml", f"rId{kind}")
    number = parts[part].count(b"w:id=")
    body = f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    parts[part] = parts[part].replace(f"</w:{kind}s>".encode(), body.encode())
    return xml(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>')


def picture(hand: Hand) -> list[Element]:
    if "word/media/clerk.png" not in hand.package.parts:
        hand.package.parts["word/media/clerk.png"] = PICTURE
        _typed(hand.package, "word/media/clerk.png", "image/png")
        _related(hand.package, "image", "media/clerk.png", "rIdclerk")
    return xml(
        '<w:r><w:drawing><wp:inline><wp:extent cx="99" cy="99"/><wp:docPr id="901" name="图"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rIdclerk"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def box(_: Hand) -> list[Element]:
    inner = "<w:txbxContent><w:p><w:r><w:t>㐂㐃框里的话</w:t></w:r></w:p></w:txbxContent>"
    return xml(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def formula(_: Hand) -> list[Element]:
    return xml("<m:oMath><m:r><m:t>㐄=mc</m:t></m:r></m:oMath>")


def field(_: Hand) -> list[Element]:
    return xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>㐅见表</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple_field(_: Hand) -> list[Element]:
    return xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>㐆9</w:t></w:r></w:fldSimple>')


def symbol(_: Hand) -> list[Element]:
    return xml('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')


POINTS: dict[str, Callable[[Hand], list[Element]]] = {
    "脚注": note, "尾注": lambda hand: note(hand, "endnote"), "图片": picture, "文本框": box, "公式": formula, "域": field,
    "简单域": simple_field, "符号": symbol,
}  # fmt: skip
"""Things that stand at one place."""


def _between(before: str, after: str) -> Callable[[list[Element]], None]:
    def put(runs: list[Element]) -> None:
        for element in xml(before):
            runs[0].addprevious(element)
        for element in reversed(xml(after)):
            runs[-1].addnext(element)

    return put


def _inside(opening: str) -> Callable[[list[Element]], None]:
    def put(runs: list[Element]) -> None:
        around = xml(opening)[0]
        runs[0].addprevious(around)
        home = around
        while len(home):
            home = home[-1]
        home.extend(runs)

    return put


AROUND: dict[str, Callable[[list[Element]], None]] = {
    "书签": _between('<w:bookmarkStart w:id="77" w:name="节电率"/>', '<w:bookmarkEnd w:id="77"/>'),
    "他人批注": _between(
        '<w:commentRangeStart w:id="55"/>',
        '<w:commentRangeEnd w:id="55"/><w:r><w:commentReference w:id="55"/></w:r>',
    ),
    "链接": _inside('<w:hyperlink w:anchor="节电率" w:history="1"/>'),
    "他人插入": _inside(f'<w:ins w:id="901" w:author="张三" w:date="{_WHEN}"/>'),
    "内容控件": _inside('<w:sdt><w:sdtPr><w:tag w:val="甲"/></w:sdtPr><w:sdtContent/></w:sdt>'),
    "他人改格式": lambda runs: [  # type: ignore[dict-item, return-value]
        _rpr(run).extend(
            xml(f'<w:b/><w:rPrChange w:id="90{at}" w:author="张三" w:date="{_WHEN}"><w:rPr/></w:rPrChange>')
        )
        for at, run in enumerate(runs, 2)
    ],
    "永久权限": _between('<w:permStart w:id="66" w:edGrp="everyone"/>', '<w:permEnd w:id="66"/>'),
}
"""Things that stand around some words."""


def _rpr(run: Element) -> Element:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    return properties


def put(hand: Hand, kind: str, text: str, start: int, end: int) -> None:
    """Put a thing into the paragraph that says `text`: at character `start` of it, or around `start` to `end`."""
    unit = hand.unit(text)
    first = unit.text.index(text)
    cut(unit, first + start)
    cut(unit, first + end)
    if kind == "他人批注":
        _comments(hand)
    if kind == "他人删除":
        gone = xml(
            f'<w:del w:id="905" w:author="张三" w:date="{_WHEN}"><w:r><w:delText>㐇旧话</w:delText></w:r></w:del>'
        )[0]
        piece = next(piece for piece in unit.pieces if piece.start == first + start)
        piece.run.addprevious(gone)
    elif kind in POINTS:
        made = POINTS[kind](hand)
        piece = next(piece for piece in unit.pieces if piece.start == first + start)
        for element in made:
            piece.run.addprevious(element)
    else:
        runs = [piece.run for piece in unit.pieces if first + start <= piece.start and piece.end <= first + end]
        AROUND[kind](runs)
    unit.read()


def _comments(hand: Hand) -> None:
    package = hand.package
    package.parts["word/comments.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:comments {_NAMES}><w:comment w:id="55" w:author="李四" w:date="{_WHEN}" '
        'w:initials="李"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>'
    ).encode()
    _typed(package, "word/comments.xml", NOTES_TYPE.format("comments"))
    _related(package, "comments", "comments.xml", "rIdcomments")


KINDS = (*POINTS, *AROUND, "他人删除")
_MARKS = {
    "脚注": "footnoteReference", "尾注": "endnoteReference", "图片": "drawing", "文本框": "txbxContent", "公式": "oMath",
    "域": "fldChar", "简单域": "fldSimple", "符号": "sym", "书签": "bookmark", "他人批注": "comment", "链接": "hyperlink",
    "他人插入": "张三", "内容控件": "sdt", "他人改格式": "张三", "永久权限": "perm", "他人删除": "张三",
}  # fmt: skip


def held(data: bytes, kind: str) -> list[bytes]:
    """What a file holds of a kind of thing: their elements in order, and the parts they need."""
    package = Package(data)
    mark = _MARKS[kind]
    found = []
    for element in package.body.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        named = element.get(f"{W}author") == mark or (tag.startswith(mark) and element.get(f"{W}author") is None)
        if named and not (mark == "comment" and element.get(f"{W}id") != "55"):
            found.append(f"{tag} {sorted(item for item in element.attrib.items() if item[0] != f'{W}id')}".encode())
    names = {"脚注": "word/footnotes.xml", "尾注": "word/endnotes.xml", "图片": "word/media/clerk.png"}
    if kind in names:
        part = read_package(data)[names[kind]]
        found.append(part if kind == "图片" else etree.tostring(etree.fromstring(part), method="c14n"))
    return [*found, *_anchored(package, kind)]


def _anchored(package: Package, kind: str) -> list[bytes]:
    """The words of the clerk's inside a thing."""
    text = etree.tostring(package.body, encoding="unicode")
    return (
        [each.encode() for each in re.findall("[㐀-㐇]+[^<]*", text)]
        if kind in ("文本框", "公式", "域", "简单域", "他人删除")
        else []
    )
