"""The same document for docxtpl: an ordinary template with loops, plain data, and a comparison of the two outputs.

The template is the packaged one, its block tags replaced by `{%p for %}` over paragraphs with one branch per form of
paragraph, tables by `{%tr for %}` with one branch per form of row. Forms are told apart by their own XML, so styles,
indents, merged cells and the 版记 are those of genwen's output. The data are texts and nothing else.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sample import Subject

from genwen import pipeline
from genwen.document.elements import Block, Blocks, Cell, Document, FootBox, Paragraph, Row, Run, SectionBreak, Table
from genwen.ooxml.package import read_package
from genwen.ooxml.parts import with_fonts
from genwen.ooxml.writer import BlockWriter
from genwen.rendering.template import packed

BODY = "word/document.xml"
_BLOCK_TAG = re.compile(r"<w:p>(?:(?!<w:p[ >]).)*?\{\{p\s*(\w+)\s*\}\}.*?</w:p>", re.S)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Forms:
    """The forms of blocks and rows met so far, by XML with tags in the place of texts, and the data of documents."""

    def __init__(self, writer: BlockWriter) -> None:
        self.writer = writer
        self.blocks: dict[str, dict[str, str]] = {}
        self.rows: dict[str, dict[str, str]] = {}

    def data_of(self, document: Document) -> dict[str, Any]:
        """What docxtpl is given for a document; forms not met before are added."""
        data: dict[str, Any] = {name: "".join(run.text for run in text) for name, text in document.fields.items()}
        return data | {name: list(self._items(name, blocks)) for name, blocks in document.blocks.items()}

    def _items(self, name: str, blocks: Blocks) -> Iterator[dict[str, Any]]:
        known = self.blocks.setdefault(name, {})
        sliver = self.writer.write((Table((1000,), ()),)).partition("</w:tbl>")[2]
        previous: SectionBreak | None = None
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Table):
                start, _, _ = self.writer.write((_with_rows(block, ()),)).partition("</w:tbl>")
                form = f"{start}{{行}}</w:tbl>"
                rows = [self._row(f"{name}{len(block.widths)}", block, row) for row in block.rows]
                yield {"样式": known.setdefault(form, f"{name}{len(known)}"), "行": rows, "表": len(block.widths)}
                if isinstance(following, Table):
                    yield {"样式": known.setdefault(sliver, f"{name}{len(known)}"), "文字": []}
                continue
            tagged, texts = _tagged(block, "段")
            xml = self.writer.write((*([previous] if previous else []), tagged))
            xml = xml.removeprefix(self.writer.write((previous,))) if previous else xml
            previous = block if isinstance(block, SectionBreak) else previous
            yield {"样式": known.setdefault(xml, f"{name}{len(known)}"), "文字": texts}

    def _row(self, table: str, block: Table, row: Row) -> dict[str, Any]:
        known = self.rows.setdefault(table, {})
        texts: list[str] = []
        cells = tuple(_tagged_cell(cell, "行", texts) for cell in row.cells)
        xml = self.writer.write((_with_rows(block, (Row(cells, row.header),)),))
        form = xml[xml.index("<w:tr>") : xml.rindex("</w:tr>") + len("</w:tr>")]
        return {"样式": known.setdefault(form, f"{table}行{len(known)}"), "文字": texts}

    def loop(self, name: str) -> str:
        """The template text that prints the blocks `name`."""
        branches = []
        for xml, form in self.blocks[name].items():
            if "{行}" in xml:
                columns = xml.count("<w:gridCol ")
                xml = xml.replace("{行}", self._row_loop(f"{name}{columns}"))
            branches.append((form, xml))
        return _loop("p", "段", name, branches, _paragraph)

    def _row_loop(self, table: str) -> str:
        return _loop("tr", "行", "段.行", [(form, xml) for xml, form in self.rows[table].items()], _one_cell_row)


def _with_rows(table: Table, rows: tuple[Row, ...]) -> Table:
    return Table(table.widths, rows, table.style)


def _loop(prefix: str, item: str, items: str, branches: Sequence[tuple[str, str]], wrap: Any) -> str:
    parts = [wrap(f"{{%{prefix} for {item} in {items} %}}")]
    for index, (form, xml) in enumerate(branches):
        parts += [wrap(f"{{%{prefix} {'elif' if index else 'if'} {item}.样式 == '{form}' %}}"), xml]
    return "".join((*parts, wrap(f"{{%{prefix} endif %}}"), wrap(f"{{%{prefix} endfor %}}")))


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _one_cell_row(text: str) -> str:
    return f"<w:tr><w:tc>{_paragraph(text)}</w:tc></w:tr>"


def _tagged(block: Block, item: str) -> tuple[Block, list[str]]:
    """The block with a tag for each stretch of text of one style, and the texts."""
    texts: list[str] = []
    if isinstance(block, Paragraph):
        return _tagged_paragraph(block, item, texts), texts
    if isinstance(block, FootBox):
        paragraphs = tuple(_tagged_paragraph(paragraph, item, texts) for paragraph in block.paragraphs)
        return FootBox(paragraphs, block.rules, block.height), texts
    return block, texts


def _tagged_cell(cell: Cell, item: str, texts: list[str]) -> Cell:
    paragraphs = tuple(_tagged_paragraph(paragraph, item, texts) for paragraph in cell.paragraphs)
    return Cell(paragraphs, cell.columns, cell.merge)


def _tagged_paragraph(paragraph: Paragraph, item: str, texts: list[str]) -> Paragraph:
    runs: list[Run] = []
    previous = None
    for run in paragraph.runs:
        if not run.text:
            continue
        if run.style == previous:
            texts[-1] += run.text
            continue
        runs.append(Run(f"{{{{ {item}.文字[{len(texts)}] }}}}", run.style))
        texts.append(run.text)
        previous = run.style
    return Paragraph(paragraph.style, tuple(runs), measure=paragraph.measure)


def write_template(subject: Subject, documents: Sequence[Document], path: Path) -> list[dict[str, Any]]:
    """Write the docxtpl template that fits all `documents` to `path`; gives the data of each document."""
    writer = subject.renderer.writer
    forms = Forms(writer)
    data = [forms.data_of(document) for document in documents]
    file, _ = subject.project.template(subject.outline.template)
    parts = with_fonts(read_package(file.read_bytes()), pipeline.fonts_of(subject.project))
    body = parts[BODY].decode()
    body = _BLOCK_TAG.sub(lambda tag: forms.loop(tag[1]) if tag[1] in forms.blocks else "", body)
    section = subject.renderer.plan.section
    breaks = [block for blocks in documents[0].blocks.values() for block in blocks if isinstance(block, SectionBreak)]
    before, found, after = body.rpartition(section)
    parts[BODY] = (before + (writer.final_section(breaks) if found else "") + after).encode()
    path.write_bytes(packed(parts))
    return data


def differences(ours: Path, theirs: Path) -> list[str]:
    """Where two documents differ: paragraphs with style and text, in order, and tables cell by cell."""
    left, right = _body_of(ours), _body_of(theirs)
    found = _unequal("段落", _paragraphs(left), _paragraphs(right))
    return found + _unequal("表格", _tables(left), _tables(right))


def size_of(path: Path) -> str:
    """How large a document is, for the heading of its figures."""
    with zipfile.ZipFile(path) as package:
        kilobytes = package.getinfo(BODY).file_size / 1000
    body = _body_of(path)
    rows = sum(1 for _ in body.iter(f"{_W}tr"))
    return f"{len(_paragraphs(body))}段 paragraphs，{rows}行表格 table rows，document.xml {kilobytes:.0f} kB"


def _unequal(what: str, left: Sequence[object], right: Sequence[object]) -> list[str]:
    if len(left) != len(right):
        return [f"{what}数不同：{len(left)}，{len(right)}"]
    return [f"{what}{n}：{a!r}，{b!r}" for n, (a, b) in enumerate(zip(left, right, strict=True), 1) if a != b]


def _body_of(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(BODY))


def _paragraphs(body: ElementTree.Element) -> list[tuple[str, str]]:
    return [(_value(p.find(f"{_W}pPr/{_W}pStyle")), "".join(_texts(p))) for p in body.iter(f"{_W}p")]


def _texts(element: ElementTree.Element) -> Iterable[str]:
    """The text of a paragraph without that of text boxes anchored to it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}br":
            yield "\n"
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag not in (f"{_W}p", f"{_W}pPr"):
            yield from _texts(child)


def _tables(body: ElementTree.Element) -> list[object]:
    return [
        [
            [
                (
                    _value(cell.find(f"{_W}tcPr/{_W}gridSpan")),
                    cell.find(f"{_W}tcPr/{_W}vMerge") is not None,
                    ["".join(_texts(paragraph)) for paragraph in cell.iter(f"{_W}p")],
                )
                for cell in row.iter(f"{_W}tc")
            ]
            for row in table.iter(f"{_W}tr")
        ]
        for table in body.iter(f"{_W}tbl")
    ]


def _value(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")
