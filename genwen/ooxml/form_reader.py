"""A .docx of whatever make in, its `FormDocument` out: text with the formatting that takes effect.

Hostile files end in one PackageError in bounded time and memory: sizes are checked before anything is unpacked, no
entity is resolved, no DTD read. Tracked insertions count as text, deletions do not; of alternative contents the first
is read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from genwen.ooxml.form import CORRECTOR, Border, FormCell, FormDocument, FormParagraph, FormRow, FormTable
from genwen.ooxml.form_runs import (
    RunReader,
    box_side,
    has_drawing,
    is_pictured,
    shaped_paragraphs,
    straight_lines,
    text_boxes,
)
from genwen.ooxml.form_sections import SectionReader
from genwen.ooxml.formatting import Formatting, W, border, integer, is_on
from genwen.ooxml.numbering import Numbering
from genwen.ooxml.package import PackageError, read_bytes, read_package
from genwen.ooxml.parts import outside_links, related_part
from genwen.ooxml.safe_xml import parse_part
from genwen.ooxml.soundness import require_sound
from genwen.records import replace

MAX_PARAGRAPHS = 30_000
"""More than a thousand pages, cells of tables counted."""
MAX_CHARACTERS = 500_000
MAX_PARAGRAPH = 20_000
"""Characters of one paragraph, some thirty pages."""
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"
_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag")}
_P, _TABLE, _ROW, _CELL, _VALUE = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}val"
_FORM, _STYLE, _SECTION = f"{W}pPr", f"{W}pStyle", f"{W}sectPr"
_CELL_FORM, _MERGE, _SPAN, _WIDTH, _INSET = f"{W}tcPr", f"{W}vMerge", f"{W}gridSpan", f"{W}tcW", f"{W}tcMar"
_CELL_BORDERS, _TOP, _BOTTOM = f"{_CELL_FORM}/{W}tcBorders", f"{W}top", f"{W}bottom"
_UNPLACED = ("left", "both", "start")
"""Alignments of a paragraph that leave it to its text box where it stands."""
NUMBER = "genwen"
"""Attribute that carries a paragraph's place among all paragraphs of its part while it is read."""
_RESHAPED = ("rPrChange", "pPrChange", "trPrChange", "tcPrChange", "tblPrChange")
"""How Word tracks changes of the look."""
_REVISIONS = ("ins", "del", "moveTo", "moveFrom", *_RESHAPED)


def read_form(path: Path, shown: str = "") -> FormDocument:
    """The document in the file. Raises PackageError, in Chinese, for what is no readable .docx."""
    shown = shown or str(path)
    return form_of(read_package(read_bytes(path), shown), shown)


def form_of(parts: Mapping[str, bytes], shown: str) -> FormDocument:
    """The document in the parts of a package. Raises PackageError."""
    return _Reader(parts, require_sound(parts, shown), shown).document()


class _Reader:
    def __init__(self, parts: Mapping[str, bytes], main: str, shown: str) -> None:
        self.parts, self.main, self.shown = parts, main, shown
        self.root = parse_part(parts[main], shown)
        styles, theme, numbering, settings = (
            self._related(kind, what)
            for kind, what in (("styles", "样式"), ("theme", "主题"), ("numbering", "编号"), ("settings", "设置"))
        )
        self.styled = styles is not None and styles.tag == f"{W}styles"
        self.formatting = Formatting(styles, theme)
        self.numbering = Numbering(numbering, self.formatting)
        self.settings = settings
        self.runs = RunReader(self.formatting)
        self.section = self.tables = self.characters = 0
        self.shaped = shaped_paragraphs(self.root)

    def _related(self, kind: str, what: str) -> Any:
        name = related_part(self.parts, kind)
        return parse_part(self.parts[name], self.shown, what) if name in self.parts else None

    def document(self) -> FormDocument:
        body = self.root.find(f"{W}body")
        if body is None:
            raise PackageError(f"文件“{self.shown}”里没有正文，不是 Word 文档", _RESAVE)
        count = 0
        for count, paragraph in enumerate(self.root.iter(f"{W}p"), 1):
            paragraph.set(NUMBER, str(count - 1))
        if count > MAX_PARAGRAPHS:
            raise PackageError(
                f"文件“{self.shown}”有{count}段，多得不正常，不予读取", "请核对文件来源；确是公文的，分成几个文件"
            )
        blocks = tuple(self._blocks(body, "正文"))
        sections = SectionReader(self.parts, self.main, self.shown, self._story).sections(self.root)
        first = self._first(*_REVISIONS)
        return FormDocument(
            self.shown, blocks, sections,
            even_and_odd=self._setting("evenAndOddHeaders"),
            insertions=self._count("ins", "moveTo"), deletions=self._count("del", "moveFrom"),
            reshaped=self._count(*_RESHAPED), only_corrections=self._only_corrections(), first_revision=first,
            comments=self._count("commentReference"), first_comment=self._first("commentReference"),
            styled=self.styled, links=tuple(outside_links(self.parts)),
        )  # fmt: skip

    def _setting(self, name: str) -> bool:
        return self.settings is not None and is_on(self.settings.find(f"{W}{name}"))

    def _count(self, *tags: str) -> int:
        return sum(1 for tag in tags for _ in self.root.iter(f"{W}{tag}"))

    def _only_corrections(self) -> bool:
        authors = {mark.get(f"{W}author") for mark in self.root.iter(*[f"{W}{tag}" for tag in _REVISIONS])}
        return authors == {CORRECTOR}

    def _first(self, *tags: str) -> int:
        """Number of the first paragraph in which (or around which) one of the elements stands, or that of its row."""
        for element in self.root.iter(*[f"{W}{tag}" for tag in tags]):
            around = next(element.iterancestors(f"{W}p"), None)
            around = around if around is not None else next(element.iter(f"{W}p"), None)
            row = next(element.iterancestors(f"{W}tc", f"{W}tr", f"{W}tbl"), None) if around is None else None
            around = next(row.iter(f"{W}p"), None) if row is not None else around
            if around is not None:
                return int(around.get(NUMBER, "0"))
        return -1

    def _story(self, root: Any, place: str) -> tuple[FormParagraph, ...]:
        """The paragraphs of a header or footer, text boxes and tables looked through."""
        found: list[FormParagraph] = []
        self.shaped |= shaped_paragraphs(root)
        for number, paragraph in enumerate(root.iter(f"{W}p")):
            paragraph.set(NUMBER, str(number))
        for block in self._blocks(root, place):
            if isinstance(block, FormParagraph):
                found.append(block)
            else:
                found += (item for row in block.rows for cell in row.cells for item in cell.paragraphs)
        return tuple(found)

    def _blocks(self, around: Any, place: str) -> Iterator[FormParagraph | FormTable]:
        for element in children(around, _P, _TABLE):
            if element.tag == _TABLE:
                yield self._table(element, place)
                continue
            yield self._paragraph(element, place)
            for box in text_boxes(element) if element in self.shaped else ():
                yield from (
                    self._blocks(box, "文本框") if place == "正文" else _framed(self._blocks(box, place), box_side(box))
                )
            if place == "正文" and element.find(f"{_FORM}/{_SECTION}") is not None:
                self.section += 1

    def _paragraph(self, element: Any, place: str) -> FormParagraph:
        properties = element.find(_FORM)
        named = properties.find(_STYLE) if properties is not None else None
        style = named.get(_VALUE, "") if named is not None else ""
        pieces = self.runs.read(element, style)
        self._measure(sum([len(run.text) for run in pieces.runs]))
        drawn = element in self.shaped
        return FormParagraph(
            int(element.get(NUMBER, "0")), pieces.runs, self.formatting.paragraph(style, properties),
            self.numbering.label(style, properties), place, self.section, pieces.page_break, pieces.break_after,
            drawn and has_drawing(element), drawn and is_pictured(element),
            tuple(straight_lines(element)) if drawn else (), pieces.number_format,
        )  # fmt: skip

    def _measure(self, length: int) -> None:
        """Raise PackageError where the text is longer than that of any 公文."""
        self.characters += length
        if length > MAX_PARAGRAPH:
            raise PackageError(
                f"文件“{self.shown}”有一段长达{length}字，长得不正常，不予读取",
                "请核对文件来源；确是公文的，先分成段落",
            )
        if self.characters > MAX_CHARACTERS:
            raise PackageError(
                f"文件“{self.shown}”的文字超过{MAX_CHARACTERS // 10_000}万字，多得不正常，不予读取",
                "请核对文件来源；确是公文的，分成几个文件",
            )

    def _table(self, element: Any, place: str) -> FormTable:
        self.tables += 1
        number = self.tables
        properties = element.find(f"{W}tblPr")
        style = properties.find(f"{W}tblStyle") if properties is not None else None
        identity = style.get(f"{W}val", "") if style is not None else ""
        inset = _inset(
            properties, "tblCellMar", *(layer.find(f"{W}tblPr") for layer in self.formatting.chain(identity, "table"))
        )
        rows = tuple(self._row(row, place, inset) for row in children(element, _ROW))
        top, bottom, between, inner = self._borders(element, properties, identity)
        indent = properties.find(f"{W}tblInd") if properties is not None else None
        align = properties.find(f"{W}jc") if properties is not None else None
        return FormTable(
            number, rows, _width(element, properties), integer(indent.get(f"{W}w")) if indent is not None else 0,
            bool(top or bottom or inner), self.formatting.name(identity, "table"), self.section,
            properties is not None and properties.find(f"{W}tblpPr") is not None, top, bottom, place != "正文", between,
            align.get(f"{W}val", "") if align is not None else "",
        )  # fmt: skip

    def _row(self, row: Any, place: str, inset: int) -> FormRow:
        header = row.find(f"{W}trPr/{W}tblHeader")
        height = row.find(f"{W}trPr/{W}trHeight")
        high = integer(height.get(f"{W}val")) if height is not None else 0
        return FormRow(
            tuple(self._cell(cell, place, inset) for cell in children(row, _CELL)), is_on(header), max(0, high)
        )

    def _cell(self, cell: Any, place: str, inset: int) -> FormCell:
        properties = cell.find(_CELL_FORM)
        said = {element.tag: element for element in properties} if properties is not None else {}
        merge, span, width = said.get(_MERGE), said.get(_SPAN), said.get(_WIDTH)
        continued = merge is not None and merge.get(_VALUE, "continue") == "continue"
        paragraphs: list[FormParagraph] = []
        for block in self._blocks(cell, "表格" if place == "正文" else place):
            if isinstance(block, FormParagraph):
                paragraphs.append(block)
            else:
                paragraphs += (item for row in block.rows for inner in row.cells for item in inner.paragraphs)
        columns = max(1, min(integer(span.get(_VALUE), 1), 63)) if span is not None else 1
        wide = integer(width.get(f"{W}w")) if width is not None and width.get(f"{W}type", "dxa") == "dxa" else 0
        own = _inset(properties, "tcMar") if _INSET in said else -1
        return FormCell(tuple(paragraphs), columns, continued, wide, own if own >= 0 else inset)

    def _borders(
        self, table: Any, properties: Any, style: str
    ) -> tuple[Border | None, Border | None, tuple[Border | None, ...], bool]:
        """The first and the last rule of a table, those between its rows, and whether any other is drawn."""
        layers = [layer.find(f"{W}tblPr/{W}tblBorders") for layer in self.formatting.chain(style, "table")]
        layers.append(properties.find(f"{W}tblBorders") if properties is not None else None)
        drawn = {side.tag[len(W) :]: border(side) for layer in layers if layer is not None for side in layer}
        top, bottom = drawn.get("top"), drawn.get("bottom")
        cells = table.findall(f"{_ROW}/{_CELL}/{_CELL_BORDERS}")
        if cells:
            top = border(cells[0].find(f"{W}top")) or top
            bottom = border(cells[-1].find(f"{W}bottom")) or bottom
        inner = any(border(side) for around in cells for side in around)
        rows = [[cell.find(_CELL_BORDERS) for cell in children(row, _CELL)] for row in children(table, _ROW)]
        between = tuple(_between(above, below, drawn.get("insideH")) for above, below in itertools.pairwise(rows))
        return top, bottom, between, inner or any(drawn.values())


def _framed(blocks: Iterator[FormParagraph | FormTable], side: str) -> Iterator[FormParagraph | FormTable]:
    """What stands in a text box of a header or footer, which puts it to a side, as a frame would."""
    for block in blocks:
        if isinstance(block, FormParagraph) and (
            side == "outside" or (side == "right" and block.form.align in _UNPLACED)
        ):
            yield replace(block, form=replace(block.form, frame=side))
        else:
            yield block


def _between(above: Sequence[Any], below: Sequence[Any], usual: Border | None) -> Border | None:
    """The rule between two rows, given by what their cells have of borders (None for none): theirs, else the table's."""
    edges = [
        edge for cells, side in ((above, _BOTTOM), (below, _TOP))
        for cell in cells if cell is not None and (edge := cell.find(side)) is not None
    ]  # fmt: skip
    drawn = next((found for edge in edges if (found := border(edge)) is not None), None)
    return drawn if drawn is not None or len(edges) >= len(above) else usual


def _inset(properties: Any, name: str, *styles: Any) -> int:
    """The room at the left of cells, as the table or cell has it, else the last of its styles that does; -1 for none."""
    for around in (properties, *reversed(styles)):
        side = around.find(f"{W}{name}") if around is not None else None
        edge = next(
            (found for tag in ("left", "start") if side is not None and (found := side.find(f"{W}{tag}")) is not None),
            None,
        )
        if edge is not None:
            return max(0, integer(edge.get(f"{W}w")))
    return -1


def _width(table: Any, properties: Any) -> int:
    """The width of a table in twips: as set, else the sum of its columns."""
    width = properties.find(f"{W}tblW") if properties is not None else None
    if width is not None and width.get(f"{W}type") == "dxa" and integer(width.get(f"{W}w")):
        return integer(width.get(f"{W}w"))
    return sum(integer(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol"))


def children(element: Any, *tags: str) -> Iterator[Any]:
    """The children with those tags, looking through content controls and insertions."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from children(child, *tags)
