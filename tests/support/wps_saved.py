"""A .docx as WPS writes it when it saves: its hints, split runs, custom data and properties."""

from __future__ import annotations

import re

_TYPES = (
    '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
    '<Override PartName="/customXml/itemProps9.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>'
)
_KSO = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-12.1.0.18276</vt:lpwstr></property></Properties>"
)
_DATA = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RUN = re.compile(r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<&]*)</w:t></w:r>')


def _split(match: re.Match[str]) -> str:
    """A run in pieces, figures apart from Chinese."""
    pieces = re.findall(r"[A-Za-z0-9.%]+|[^A-Za-z0-9.%]+", match[2])
    return "".join(f'<w:r>{match[1] or ""}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)


def _related(data: bytes, identity: str, kind: str, target: str) -> bytes:
    entry = f'<Relationship Id="{identity}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/></Relationships>'
    return data.replace(b"</Relationships>", entry.encode())


def as_wps(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a package as WPS would write them."""
    made = dict(parts)
    text = made["word/document.xml"].decode()
    head = text[: text.index("<w:body")]
    new = re.sub(r' mc:Ignorable="[^"]*"', "", head)
    spaces = f'xmlns:wpsCustomData="{_DATA}" mc:Ignorable="wpsCustomData" '
    if "xmlns:mc=" not in new:
        spaces += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    text = text.replace(head, new.replace("<w:document ", f"<w:document {spaces}", 1), 1)
    text = re.sub(r"<w:rFonts (?![^>]*w:hint)", '<w:rFonts w:hint="eastAsia" ', text)
    text = _RUN.sub(_split, re.sub(r"</w:rPr><w:t", '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t', text))
    made["word/document.xml"] = re.sub(r'(w:linePitch="\d+")/>', r'\1 w:charSpace="0"/>', text).encode()
    made["docProps/custom.xml"] = _KSO.encode()
    made["customXml/item9.xml"] = (
        f'<s:customData xmlns="{_DATA}" xmlns:s="{_DATA}"><customSectProps><customSectPr/></customSectProps></s:customData>'.encode()
    )
    made["customXml/itemProps9.xml"] = (
        f'<ds:datastoreItem ds:itemID="{{B1977F7D-205B-4081-913C-38D41E755F92}}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_DATA}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", _TYPES.encode())
    made["_rels/.rels"] = _related(made["_rels/.rels"], "rIdK", "custom-properties", "docProps/custom.xml")
    rels = "word/_rels/document.xml.rels"
    made[rels] = _related(made[rels], "rIdK9", "customXml", "../customXml/item9.xml")
    return made
