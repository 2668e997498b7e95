"""What a reader sees of a story: blocks of visible text, each character with the run it stands in.

Deleted and moved-away text is not seen; insertions, hyperlinks, content controls and smart tags are looked through; fields
take no width; a picture, footnote mark or formula is one character U+FFFC. A paragraph whose mark is deleted reads on in
the next one, so that a `Unit` may hold several w:p. Elements are handles: nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W

Element = Any
OBJECT = "￼"
_THROUGH = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")
)
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_GONE = (f"{W}del", f"{W}moveFrom")
_SIGNS = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": OBJECT, f"{W}drawing": OBJECT,
    f"{W}pict": OBJECT, f"{W}object": OBJECT, f"{W}footnoteReference": OBJECT, f"{W}endnoteReference": OBJECT,
    f"{W}ptab": OBJECT, f"{W}ruby": OBJECT, f"{W}dayLong": OBJECT, f"{W}monthLong": OBJECT, f"{W}yearLong": OBJECT,
}  # fmt: skip
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = f"{W}txbxContent"
_RUN, _TEXT, _FIELD = f"{W}r", f"{W}t", f"{W}fldChar"


class Piece:
    """Characters of a unit: `text` from `start` on, in the child `node` of `run`."""

    __slots__ = ("node", "run", "start", "text")

    def __init__(self, start: int, text: str, run: Element, node: Element) -> None:
        self.start, self.text, self.run, self.node = start, text, run, node

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


class Unit:
    """One visible paragraph: its w:p elements, its text and the pieces of it.

    `depth` is how many fields are open where it begins. `key`, `spans` and `role` are for the user of the unit, `inner`
    keeps the blocks of its text boxes.
    """

    def __init__(self, elements: list[Element], depth: int) -> None:
        self.elements, self.depth = elements, depth
        self.pieces: list[Piece] = []
        self.text = ""
        self.fields_open = depth
        self.key = ""
        self.role = ""
        self.spans: tuple[Any, ...] = ()
        self.inner: list[list[list[Item]]] | None = None
        self.read()

    @property
    def element(self) -> Element:
        """The last w:p: the one whose mark and properties count."""
        return self.elements[-1]

    def read(self) -> None:
        """Read the text again, after a change of the elements."""
        self.pieces, parts, at, depth = [], [], 0, self.depth
        for paragraph in self.elements:
            depth_after = depth
            for run, node, text, now in _characters(paragraph, depth):
                depth_after = now
                if text:
                    self.pieces.append(Piece(at, text, run, node))
                    parts.append(text)
                    at += len(text)
            depth = depth_after
        self.text, self.fields_open = "".join(parts), depth

    def boxes(self) -> list[list[Element]]:
        """The text boxes anchored here: each a list of one w:txbxContent and, where there is one, its fallback twin."""
        found: list[list[Element]] = []
        for paragraph in self.elements:
            for box in paragraph.iter(_BOX):
                alternate = next(box.iterancestors(_ALTERNATE), None)
                spare = next(box.iterancestors(FALLBACK), None) is not None
                if spare and found and next(found[-1][0].iterancestors(_ALTERNATE), None) is alternate:
                    found[-1].append(box)
                elif next(box.iterancestors(_BOX), None) is None:
                    found.append([box])
        return found


def _characters(element: Element, depth: int) -> Iterator[tuple[Element, Element, str, int]]:
    """(run, child, text, fields open after it) for each child of each run that counts; text "" for a change of depth."""
    for child in element:
        tag = child.tag
        if tag == _RUN:
            for node in child:
                name = node.tag
                if name == _FIELD:
                    kind = node.get(f"{W}fldCharType")
                    depth += (kind == "begin") - (kind == "end" and depth > 0)
                    yield child, node, "", depth
                elif depth:
                    continue
                elif name == _TEXT:
                    if node.text:
                        yield child, node, node.text, depth
                elif name in _SIGNS:
                    yield child, node, _SIGNS[name], depth
                elif name == _ALTERNATE:
                    yield child, node, OBJECT, depth
        elif tag in _THROUGH:
            for found in _characters(child, depth):
                depth = found[3]
                yield found
        elif isinstance(tag, str) and tag.startswith(_MATH) and not depth:
            yield child, child, OBJECT, depth


class Cell:
    """A table cell: its element, the grid column it starts in, how many it takes, and what stands in it."""

    def __init__(self, element: Element, column: int, depth: int) -> None:
        self.element, self.column = element, column
        merge = element.find(f"{W}tcPr/{W}vMerge")
        self.columns = columns_of(element)
        self.merge = "" if merge is None else "起" if merge.get(f"{W}val") == "restart" else "续"
        self.items = items_in(element, depth)

    @property
    def text(self) -> str:
        """The text of the cell, its paragraphs one per line."""
        return "\n".join(item.text for item in self.items)


def columns_of(cell: Element) -> int:
    """How many grid columns a w:tc takes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    count = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(count), 63) if count.isdigit() else 1


class Row:
    """A table row and its cells; `key` is for the user."""

    def __init__(self, element: Element, depth: int) -> None:
        self.element = element
        self.key = ""
        self.cells: list[Cell] = []
        column = 0
        for cell in blocks_in(element, f"{W}tc"):
            self.cells.append(Cell(cell, column, depth))
            column += self.cells[-1].columns
        self.columns = column

    @property
    def text(self) -> str:
        """The texts of the cells, a tabulator between them."""
        return "\t".join(cell.text for cell in self.cells)


class Table:
    """A table and its visible rows; `key` is for the user."""

    def __init__(self, element: Element, depth: int) -> None:
        self.element = element
        self.key = ""
        self.rows = [Row(row, depth) for row in rows_in(element) if not _row_gone(row)]

    @property
    def text(self) -> str:
        """The texts of the rows, one per line."""
        return "\n".join(row.text for row in self.rows)

    def boxes(self) -> list[list[Element]]:
        """No text box is anchored to a table itself."""
        return []


Item = Unit | Table


def items_in(container: Element, depth: int = 0) -> list[Item]:
    """The visible paragraphs and tables of a body, header, cell or text box, in order."""
    items: list[Item] = []
    waiting: list[Element] = []
    waiting_depth = depth
    for element in blocks_in(container):
        if element.tag == f"{W}p":
            if not waiting:
                waiting_depth = depth
            waiting.append(element)
            if _mark_gone(element) and _next_block(element) == f"{W}p":
                continue
            unit = Unit(waiting, waiting_depth)
            depth = unit.fields_open
            waiting = []
            if unit.text or not _all_gone(unit):
                items.append(unit)
        else:
            items.append(Table(element, depth))
    if waiting:
        items.append(Unit(waiting, waiting_depth))
    return [item for item in items if not isinstance(item, Table) or item.rows]


def blocks_in(container: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags (w:p and w:tbl), deleted ones too; content controls and the like are looked through."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag in _AROUND:
            yield from blocks_in(child, *wanted)


def rows_in(table: Element) -> Iterator[Element]:
    """The rows of a w:tbl, deleted ones too."""
    return blocks_in(table, f"{W}tr")


def _next_block(element: Element) -> str:
    """The tag of the next paragraph or table after an element, "" at the end of its container."""
    after = element.getnext()
    while after is not None and after.tag not in (f"{W}p", f"{W}tbl"):
        after = after.getnext()
    return str(after.tag) if after is not None else ""


def mark_of(paragraph: Element, *names: str) -> Element | None:
    """The revision (ins, del, moveFrom, moveTo) on a paragraph's mark."""
    for name in names:
        found = paragraph.find(f"{W}pPr/{W}rPr/{W}{name}")
        if found is not None:
            return found
    return None


def _mark_gone(paragraph: Element) -> bool:
    return mark_of(paragraph, "del", "moveFrom") is not None


def _all_gone(unit: Unit) -> bool:
    """Whether nothing of a paragraph is left to be seen: its mark and all its text are deleted."""
    return _mark_gone(unit.element) and any(element.find(f".//{gone}") is not None
                                            for element in unit.elements for gone in _GONE)  # fmt: skip


def _row_gone(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def format_key(run: Element) -> bytes:
    """The direct format of a run as bytes to compare: its w:rPr without revisions."""
    properties = run.find(f"{W}rPr")
    if properties is None or not len(properties):
        return b""
    return b"".join([bytes(etree.tostring(each, method="c14n", exclusive=True, with_tail=False)) for each in properties
                     if each.tag != f"{W}rPrChange"])  # fmt: skip
