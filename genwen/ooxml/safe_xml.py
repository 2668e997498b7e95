"""One part of a foreign .docx in, its root element out: no entities, no DTD, no network, bounded size."""

from __future__ import annotations

from typing import Any

from genwen.ooxml.package import PackageError

MAX_XML = 40_000_000
MAX_ELEMENTS = 1_000_000
"""Six times those of a document of 300 pages full of tables; parsed they take 200 MB."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"


def parse_part(data: bytes, shown: str, what: str = "正文") -> Any:
    """The root of a part, parsed without entities, DTD or network. Raises PackageError."""
    from lxml import etree  # only needed for files that are checked

    if len(data) > MAX_XML:
        raise PackageError(f"文件“{shown}”的{what}有{len(data)}字节，大得不正常，不予读取", "请核对文件来源")
    count = data.count(b"<") - data.count(b"</")
    if count > MAX_ELEMENTS:
        raise PackageError(
            f"文件“{shown}”的{what}有{count}个标记，多得不正常，不予读取", "请核对文件来源；确是公文的，分成几个文件"
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise PackageError(f"文件“{shown}”里有实体声明，不予读取", _RESAVE)
    if _STRICT in data:
        data = data.replace(_STRICT, _USUAL)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PackageError(f"文件“{shown}”的{what}已损坏，读不出来", _RESAVE) from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise PackageError(f"文件“{shown}”里有实体声明，不予读取", _RESAVE)
    return root
