"""Tracked changes written into a story: text, paragraphs, rows and tables inserted or deleted by one author.

Everything is done by wrapping or splitting runs: nothing of somebody else's is removed. What the author has inserted
before and nobody has accepted yet is the author's own: it is changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W
from genwen.ooxml.revisions_text import Piece, Row, Table, Unit, mark_of
from genwen.patterns import regex

Element = Any
_INSIDE = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange",
                 "tcPrChange", "tblPrChange", "sectPrChange", "cellIns", "cellDel", "numberingChange"))  # fmt: skip
_PIECES = regex(r"([\n\t])")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What stands before rPr's tracked marks in CT_ParaRPr: nothing. ins, del, moveFrom, moveTo come first, in this order.
# The order of trPr is free but for ins, del and trPrChange, which end it.
GEOMETRY_APART = frozenset(f"{W}{name}" for name in ("pStyle", "rPr", "sectPr", "pPrChange"))
_BEFORE_MERGE = frozenset(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_PPR_ENDING = (f"{W}sectPr", f"{W}pPrChange")


class Marker:
    """Writes revisions of `author` at `date` (as ISO text), numbered on from what the stories hold."""

    def __init__(self, roots: Iterable[Element], author: str, date: str) -> None:
        self.author, self.date = author, date
        numbers = [0]
        for root in roots:
            for element in root.iter(*_TRACKED):
                given = element.get(f"{W}id", "")
                if given.isascii() and given.isdigit() and len(given) < 10:
                    numbers.append(int(given))
        self.last = max(numbers)
        self.first = self.last + 1

    def mark(self, name: str) -> Element:
        """A new revision element: ins or del."""
        self.last += 1
        element = etree.Element(f"{W}{name}")
        element.set(f"{W}id", str(self.last))
        element.set(f"{W}author", self.author)
        element.set(f"{W}date", self.date)
        return element

    def own(self, element: Element | None) -> bool:
        """Whether a revision is the author's own."""
        return element is not None and element.get(f"{W}author") == self.author

    # --- text ------------------------------------------------------------------------------------------------------

    def insert(self, unit: Unit, at: int, runs: list[Element], replacing: bool = False) -> Element | None:
        """Insert runs before character `at` of the unit; gives the element that holds them (None for no runs).

        `replacing`: they stand for what is before, and go where that is (into its hyperlink).
        """
        if not runs:
            return None
        cut(unit, at)
        left = next((piece for piece in reversed(unit.pieces) if piece.end <= at), None)
        right = next((piece for piece in unit.pieces if piece.start >= at), None)
        if left is None and right is None:
            home = unit.element
            holder = self._holder(runs)
            home.insert(1 if home.find(f"{W}pPr") is not None else 0, holder)
        elif left is not None and (right is None or _same_paragraph(left.run, right.run)):
            meet = left.run if replacing or right is None else right.run
            holder = self._beside(left.run, runs, after=True, meet=meet)
        else:
            assert right is not None
            holder = self._beside(right.run, runs, after=False, meet=None)
        unit.read()
        return holder

    def _holder(self, runs: list[Element]) -> Element:
        holder = self.mark("ins")
        holder.extend(runs)
        return holder

    def _beside(self, run: Element, runs: list[Element], *, after: bool, meet: Element | None) -> Element:
        """Put the runs beside a run: in the author's own insertion, outside of anybody else's and of what ends there."""
        place = run
        while True:
            parent = place.getparent()
            edge = place.getnext() is None if after else place.getprevious() is None
            if parent.tag in _INSIDE and self.own(parent):
                anchor = place
                for each in runs if after else reversed(runs):
                    (anchor.addnext if after else place.addprevious)(each)
                    anchor, place = each, (place if after else each)
                return runs[0]
            if parent.tag in _INSIDE:
                place = parent if edge else _split(place, after)
            elif parent.tag == f"{W}p" or not edge or (meet is not None and parent in meet.iterancestors()):
                break
            else:
                place = parent
        holder = self._holder(runs)
        (place.addnext if after else place.addprevious)(holder)
        return holder

    def delete(self, unit: Unit, start: int, end: int) -> list[Element]:
        """Mark characters `start` to `end` of the unit as deleted; gives the elements that hold them.

        What is the author's own pending insertion is taken out.
        """
        if start >= end:
            return []
        cut(unit, start)
        cut(unit, end)
        runs: list[Element] = []
        for piece in unit.pieces:
            if start <= piece.start and piece.end <= end and (not runs or runs[-1] is not piece.run):
                runs.append(piece.run)
        holders = self._delete_runs(runs)
        unit.read()
        return holders

    def _delete_runs(self, runs: list[Element]) -> list[Element]:
        holders: list[Element] = []
        for run in runs:
            parent = run.getparent()
            if parent.tag == f"{W}ins" and self.own(parent):
                _take_out(run)
                continue
            before = run.getprevious()
            if holders and before is holders[-1]:
                holder = before
            else:
                holder = self.mark("del")
                run.addprevious(holder)
                holders.append(holder)
            holder.append(run)
            _as_deleted(run)
        return holders

    # --- blocks ----------------------------------------------------------------------------------------------------

    def mark_inserted(self, paragraph: Element) -> None:
        """Make a new paragraph (its mark and all its runs) an insertion."""
        _mark_paragraph(paragraph, self.mark("ins"))
        for run in [child for child in paragraph if child.tag == f"{W}r"]:
            before = run.getprevious()
            if before is not None and before.tag == f"{W}ins":
                before.append(run)
            else:
                holder = self.mark("ins")
                run.addprevious(holder)
                holder.append(run)

    def delete_unit(self, unit: Unit) -> list[Element]:
        """Mark a whole paragraph as deleted, its mark included; an own pending one is taken out."""
        for paragraph in unit.elements:
            runs = [run for run in paragraph.iter(f"{W}r") if _counts(run, paragraph)]
            self._delete_runs(runs)
            for holder in [each for each in paragraph.iter(f"{W}ins") if not len(each) and self.own(each)]:
                if holder.getparent().tag != f"{W}rPr":
                    _take_out(holder)
            inserted = mark_of(paragraph, "ins")
            if inserted is not None and self.own(inserted):
                if not any(True for _ in paragraph.iter(f"{W}r")):
                    _take_out(paragraph)
                continue
            if mark_of(paragraph, "del", "moveFrom") is None:
                _mark_paragraph(paragraph, self.mark("del"))
        return list(unit.elements)

    def change_geometry(self, paragraph: Element, like: Element) -> None:
        """Give a paragraph the direct properties of another, style, section and mark apart, as a tracked change."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        before = properties.find(f"{W}pPrChange")
        old = etree.Element(f"{W}pPr")
        own = [each for each in properties if each.tag not in GEOMETRY_APART]
        style = properties.find(f"{W}pStyle")
        old.extend([deepcopy(each) for each in ([style] if style is not None else []) + own])
        for each in own:
            properties.remove(each)
        source = like.find(f"{W}pPr")
        wanted = [deepcopy(each) for each in source if each.tag not in GEOMETRY_APART] if source is not None else []
        at = 0 if style is None else 1
        properties[at:at] = wanted
        if before is None:
            change = self.mark("pPrChange")
            change.append(old)
            properties.append(change)

    def change_merge(self, cell: Element, merge: str) -> None:
        """Make a cell begin ("起"), continue ("续") or leave ("") a vertical merge, as a tracked change."""
        properties = cell.find(f"{W}tcPr")
        if properties is None:
            properties = etree.Element(f"{W}tcPr")
            cell.insert(0, properties)
        before = properties.find(f"{W}tcPrChange")
        if before is None:
            old = deepcopy(properties)
            change = self.mark("tcPrChange")
            change.append(old)
            properties.append(change)
        for each in properties.findall(f"{W}vMerge"):
            properties.remove(each)
        if merge:
            own = etree.Element(f"{W}vMerge")
            if merge == "起":
                own.set(f"{W}val", "restart")
            ahead = [each for each in properties if each.tag in _BEFORE_MERGE]
            properties.insert(properties.index(ahead[-1]) + 1 if ahead else 0, own)

    def mark_row(self, row: Element, name: str) -> None:
        """Put ins or del on a row (its w:trPr), in the order of the schema."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            ahead = [child for child in row if child.tag in (f"{W}tblPrEx",)]
            (ahead[-1].addnext if ahead else lambda element: row.insert(0, element))(properties)
        change = properties.find(f"{W}trPrChange")
        kept = properties.find(f"{W}del") if name == "ins" else None
        before = kept if kept is not None else change
        if before is not None:
            before.addprevious(self.mark(name))
        else:
            properties.append(self.mark(name))

    def insert_row(self, row: Element) -> None:
        """Make a new row with all its paragraphs an insertion."""
        self.mark_row(row, "ins")
        for paragraph in row.iter(f"{W}p"):
            self.mark_inserted(paragraph)

    def delete_row(self, row: Row) -> None:
        """Mark a row and all it holds as deleted; an own pending one is taken out."""
        if self.own(row.element.find(f"{W}trPr/{W}ins")):
            _take_out(row.element)
            return
        for cell in row.cells:
            for item in cell.items:
                if isinstance(item, Table):
                    self.delete_table(item)
                else:
                    for paragraph in item.elements:
                        self._delete_runs([run for run in paragraph.iter(f"{W}r") if _counts(run, paragraph)])
        self.mark_row(row.element, "del")

    def insert_table(self, table: Element) -> None:
        """Make a new table an insertion, row by row."""
        for row in table.iter(f"{W}tr"):
            self.insert_row(row)

    def delete_table(self, table: Table) -> None:
        """Mark a table as deleted, row by row; one without rows left is taken out."""
        for row in table.rows:
            self.delete_row(row)
        if not any(True for _ in table.element.iter(f"{W}tr")):
            _take_out(table.element)


def new_runs(text: str, format_from: Element | None) -> list[Element]:
    """Runs that say `text` in a format: `format_from` is a w:r or a w:rPr to copy it from."""
    if not text:
        return []
    run = etree.Element(f"{W}r")
    source = format_from
    if source is not None and source.tag != f"{W}rPr":
        source = source.find(f"{W}rPr")
    if source is not None:
        properties = deepcopy(source)
        properties.tail = None
        for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"):
            for change in properties.findall(f"{W}{name}"):
                properties.remove(change)
        if len(properties):
            run.append(properties)
    for part in _PIECES.split(text):
        if part == "\n":
            etree.SubElement(run, f"{W}br")
        elif part == "\t":
            etree.SubElement(run, f"{W}tab")
        elif part:
            _set_text(etree.SubElement(run, f"{W}t"), part)
    return [run]


def cut(unit: Unit, at: int) -> None:
    """Make a border between runs before character `at`."""
    for number, piece in enumerate(unit.pieces):
        if piece.start < at < piece.end:
            _split_run(piece, at - piece.start)
        elif piece.start == at and number and unit.pieces[number - 1].run is piece.run:
            _split_run(piece, 0)
        else:
            continue
        unit.read()
        return


def _split_run(piece: Piece, offset: int) -> None:
    """Split the run of a piece before character `offset` of it."""
    run, node = piece.run, piece.node
    second = etree.Element(run.tag, attrib=dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        copied = deepcopy(properties)
        copied.tail = None
        second.append(copied)
    following = list(node.itersiblings())
    if offset:
        rest = etree.SubElement(second, node.tag)
        _set_text(rest, piece.text[offset:])
        _set_text(node, piece.text[:offset])
    else:
        second.append(node)
    second.extend(following)
    second.tail, run.tail = run.tail, None
    run.addnext(second)


def _split(place: Element, after: bool) -> Element:
    """Split somebody's insertion around `place`; gives the half beside which the border is."""
    parent = place.getparent()
    twin = etree.Element(parent.tag, attrib=dict(parent.attrib), nsmap=parent.nsmap)
    moved = list(place.itersiblings()) if after else [*reversed(list(place.itersiblings(preceding=True)))]
    twin.extend(moved)
    (parent.addnext if after else parent.addprevious)(twin)
    return parent


def _same_paragraph(one: Element, other: Element) -> bool:
    return next(one.iterancestors(f"{W}p"), None) is next(other.iterancestors(f"{W}p"), None)


def _counts(run: Element, paragraph: Element) -> bool:
    """Whether a run of a paragraph is its own, not deleted before and no text box's."""
    for above in run.iterancestors():
        if above is paragraph:
            return True
        if above.tag in (f"{W}del", f"{W}moveFrom", f"{W}txbxContent"):
            return False
    return False


def _take_out(element: Element) -> None:
    """Remove an element for good, and the insertion around it when that is empty then."""
    parent = element.getparent()
    parent.remove(element)
    if parent.tag == f"{W}ins" and not len(parent) and parent.getparent() is not None:
        parent.getparent().remove(parent)


def _mark_paragraph(paragraph: Element, mark: Element) -> None:
    """Put a revision on a paragraph's mark, in the order of the schema."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    inner = properties.find(f"{W}rPr")
    if inner is None:
        inner = etree.Element(f"{W}rPr")
        ending = next((child for child in properties if child.tag in _PPR_ENDING), None)
        if ending is not None:
            ending.addprevious(inner)
        else:
            properties.append(inner)
    inserted = inner.find(f"{W}ins")
    if mark.tag != f"{W}ins" and inserted is not None:
        inserted.addnext(mark)
    else:
        inner.insert(0, mark)


def _as_deleted(run: Element) -> None:
    for node in run:
        if node.tag == f"{W}t":
            node.tag = f"{W}delText"
            node.set(_SPACE, "preserve")
        elif node.tag == f"{W}instrText":
            node.tag = f"{W}delInstrText"


def _set_text(node: Element, text: str) -> None:
    node.text = text
    node.set(_SPACE, "preserve")
