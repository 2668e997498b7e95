"""The text of a .docx, made by genwen or anybody: paragraphs and tables in reading order, nothing about their form.

No entities, no network, bounded numbers of paragraphs and cells. Deleted revisions and text boxes that repeat
(mc:Fallback) are left out. Text boxes and notes stand beside the body: `read_plain` has them, `plain_of` by itself not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genwen.ooxml.package import PackageError, read_bytes, read_package
from genwen.ooxml.safe_xml import parse_part
from genwen.records import record

MAX_BLOCKS = 200_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_FORM, _MERGE, _SPAN, _VALUE = f"{_W}tcPr", f"{_W}vMerge", f"{_W}gridSpan", f"{_W}val"
_T, _TAB, _BREAK = f"{_W}t", f"{_W}tab", f"{_W}br"
_INSIDE = {f"{_W}{name}" for name in ("r", "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo")}
_AROUND = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = (("word/footnotes.xml", "footnote", "脚注"), ("word/endnotes.xml", "endnote", "尾注"))
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"


@record
class PlainParagraph:
    """A paragraph's text; `number` counts the paragraphs outside tables from 1, those beside the body by their kind `aside`."""

    text: str
    number: int
    aside: str = ""


@record
class PlainTable:
    """A table's texts row by row, a cell over several columns followed by empty ones; `number` counts from 1."""

    rows: tuple[tuple[str, ...], ...]
    number: int


def read_plain(path: Path) -> list[PlainParagraph | PlainTable]:
    """Paragraphs and tables of the body, then of text boxes and notes. Raises PackageError, in Chinese, for what is no readable .docx."""
    return plain_of(read_bytes(path), str(path), beside=True)


def plain_of(data: bytes, path: str = "", *, beside: bool = False) -> list[PlainParagraph | PlainTable]:
    """As `read_plain`, from bytes; `path` is the name used in messages; text boxes and notes only where `beside`."""
    parts = read_package(data, path)
    document = parts.get("word/document.xml")
    if document is None:
        raise PackageError(f"文件“{path}”里没有正文，不是 Word 文档", _RESAVE)
    body = parse_part(document, path).find(f"{_W}body")
    if body is None:
        raise PackageError(f"文件“{path}”里没有正文，不是 Word 文档", _RESAVE)
    blocks = list(_blocks(body, path))
    if beside:
        count = max((block.number for block in blocks if isinstance(block, PlainTable)), default=0)
        if b"txbxContent" in document:
            blocks += _boxes(body, count)
        for name, tag, aside in _NOTES:
            if name in parts:
                blocks += _notes(parse_part(parts[name], path), tag, aside)
    return blocks


def _boxes(body: Any, tables: int) -> Iterator[PlainParagraph | PlainTable]:
    """What stands in text boxes, each once; tables are counted on from those of the body."""
    count = 0
    for box in body.iter(f"{_W}txbxContent"):
        if any(above.tag == _FALLBACK for above in box.iterancestors()):
            continue
        for element in _under(box, _P, _TABLE):
            if element.tag == _TABLE:
                tables += 1
                yield PlainTable(tuple(_row(row) for row in _under(element, _ROW)), tables)
            elif (text := _text(element)).strip():
                count += 1
                yield PlainParagraph(text, count, "文本框")


def _notes(root: Any, tag: str, aside: str) -> Iterator[PlainParagraph]:
    """The notes of a part but those that only draw its line."""
    count = 0
    for note in root.iter(f"{_W}{tag}"):
        text = "\n".join(_text(paragraph) for paragraph in _under(note, _P)).strip()
        if text and note.get(f"{_W}type", "normal") == "normal":
            count += 1
            yield PlainParagraph(text, count, aside)


def _blocks(body: Any, path: str) -> Iterator[PlainParagraph | PlainTable]:
    paragraphs = tables = 0
    for element in _under(body, _P, _TABLE):
        if paragraphs + tables > MAX_BLOCKS:
            raise PackageError(f"文件“{path}”的段落多得不正常，不予读取", "请核对文件来源")
        if element.tag == _P:
            text = _text(element)
            if text.strip():
                paragraphs += 1
                yield PlainParagraph(text, paragraphs)
        else:
            tables += 1
            yield PlainTable(tuple(_row(row) for row in _under(element, _ROW)), tables)


def _under(element: Any, *tags: str) -> Iterator[Any]:
    """The children with those tags, looking through content controls and insertions."""
    ahead = list(element)[::-1]
    while ahead:
        child = ahead.pop()
        tag = child.tag
        if tag in tags:
            yield child
        elif tag in _AROUND:
            ahead += list(child)[::-1]


def _row(row: Any) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in _under(row, _CELL):
        properties = cell.find(_FORM)
        found = {child.tag: child for child in properties} if properties is not None else {}
        merge, span = found.get(_MERGE), found.get(_SPAN)
        continued = merge is not None and merge.get(_VALUE, "continue") == "continue"
        cells.append("" if continued else "\n".join([_text(paragraph) for paragraph in _under(cell, _P)]))
        count = span.get(_VALUE, "1") if span is not None else "1"
        cells += [""] * (min(int(count), 63) - 1 if count.isdigit() else 0)
    return tuple(cells)


def _text(paragraph: Any) -> str:
    pieces: list[str] = []
    ahead = list(paragraph)[::-1]
    while ahead:
        child = ahead.pop()
        tag = child.tag
        if tag == _T:
            pieces.append(child.text or "")
        elif tag == _TAB:
            pieces.append("\t")
        elif tag == _BREAK:
            pieces.append("\n")
        elif tag in _INSIDE:
            ahead += list(child)[::-1]
    return "".join(pieces)
