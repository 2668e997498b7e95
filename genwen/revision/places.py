"""Where a paragraph of the clerk's file is, in words a clerk uses: 二、主要措施（一）完善制度 第2段.

Paragraphs and rows are counted as an editor shows them: what is marked deleted still stands there, and counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from genwen.ooxml.revisions_build import style_name
from genwen.ooxml.revisions_package import W
from genwen.ooxml.revisions_text import Table, Unit, blocks_in, columns_of, rows_in
from genwen.patterns import regex
from genwen.revision.reading import Reading

Element = Any
_LEVELS = (regex(r"[一二三四五六七八九十百]+、"), regex(r"[（(][一二三四五六七八九十百]+[）)]"))
_SHOWN = 16
_TITLE = 40
_PARTS = {
    "份号": "份号", "密级": "密级", "紧急程度": "紧急程度", "发文机关标志": "发文机关标志",
    "联合发文机关标志": "发文机关标志", "发文字号": "发文字号", "上行发文字号": "发文字号", "签发人行": "签发人",
    "公文标题": "标题", "主送机关": "主送机关", "附件说明": "附件说明", "发文机关署名": "署名", "成文日期": "成文日期",
    "附注": "附注", "附件标题": "标题",
}  # fmt: skip
"""What a clerk calls the paragraphs of a style that are no text of the body."""
_ATTACHED = "附件标识"
_IMPRINT = frozenset(("抄送机关", "印发机关"))
_CELL, _ROW = regex(r"第\d+格$"), regex(r"第\d+行$")


def of_row(place: str) -> str:
    """The place of a whole row, given that of one of its cells."""
    return _CELL.sub("", place)


def of_table(place: str) -> str:
    """The place of a whole table, given that of one of its cells."""
    return _ROW.sub("", of_row(place))


class Places:
    """The places of the paragraphs of one file as it is when the first of them is asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[Element, str] | None = None

    def of(self, unit: Unit) -> str:
        """The place of a visible paragraph, "" for one that is not in the file."""
        return self.at(paragraph_of(unit))

    def at(self, element: Element) -> str:
        """The place of a w:p, "" for one that is not in the file."""
        return self.all().get(element, "")

    def all(self) -> Mapping[Element, str]:
        """The place of every w:p."""
        if self._known is None:
            self._known = {}
            self._walk()
            for container in self._reading.margins.values():
                self._inside(container.element, container.label)
            self._known |= self._reading.shown
        return self._known

    def _name(self, paragraph: Element, label: str) -> None:
        assert self._known is not None
        self._known[paragraph] = label
        for box in paragraph.iter(f"{W}txbxContent"):
            self._inside(box, self._box_label(box))

    def _box_label(self, box: Element) -> str:
        """What a clerk calls a text box: the 版记, or one of his own."""
        styles = {style_name(paragraph, self._reading.package) for paragraph in box.iter(f"{W}p")}
        return "版记" if styles & _IMPRINT else "文本框"

    def _inside(self, container: Element, label: str) -> None:
        for element in blocks_in(container):
            if element.tag == f"{W}tbl":
                self._table(element, f"{label}表")
            else:
                self._name(element, label)

    def _table(self, table: Element, label: str) -> None:
        for number, row in enumerate(rows_in(table), 1):
            column = 0
            for cell in blocks_in(row, f"{W}tc"):
                self._inside(cell, f"{label}第{number}行第{column + 1}格")
                column += columns_of(cell)

    def _walk(self) -> None:
        texts = _texts(self._reading)
        headings = ["", ""]
        first = "正文"
        count = tables = 0
        for element in blocks_in(self._reading.body.element):
            if element.tag == f"{W}tbl":
                tables += 1
                self._table(element, f"表{tables}" if first == "正文" else f"{first} 表{tables}")
                continue
            text = (texts.get(element) or _gone_text(element)).strip()
            style = style_name(element, self._reading.package)
            if text and style == _ATTACHED:
                first, headings, count, tables = _heading(text), ["", ""], 0, 0
            if style in _PARTS or style == _ATTACHED:
                said = _PARTS.get(style, first)
                self._name(element, said if first == "正文" or said == first else f"{first} {said}")
                continue
            level = next((n for n, form in enumerate(_LEVELS) if form.match(text)), -1)
            if level >= 0:
                headings[level] = _heading(text)
                headings[level + 1 :] = [""] * (1 - level)
                count = 0
                if len(text) <= _TITLE and text[-1:] not in "。；：":
                    self._name(element, "".join(headings))
                    continue
            count += bool(text)
            self._name(element, f"{''.join(headings) or first} 第{max(count, 1)}段")


def paragraph_of(unit: Unit) -> Element:
    """The w:p that the visible text of a unit begins in: one before it may be deleted whole."""
    if len(unit.elements) == 1 or not unit.pieces:
        return unit.elements[0] if len(unit.elements) == 1 else unit.element
    return next((each for each in unit.pieces[0].run.iterancestors(f"{W}p")), unit.element)


def _texts(reading: Reading) -> dict[Element, str]:
    """The visible text of each w:p of the body."""
    found: dict[Element, str] = {}
    for item in reading.body.items:
        if isinstance(item, Table):
            continue
        if len(item.elements) == 1:
            found[item.element] = item.text
            continue
        for piece in item.pieces:
            paragraph = next(piece.run.iterancestors(f"{W}p"), item.element)
            found[paragraph] = found.get(paragraph, "") + piece.text
    return found


def _gone_text(paragraph: Element) -> str:
    """What a paragraph without visible text said before it was marked deleted."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}delText"))


def _heading(text: str) -> str:
    return re.split(r"[。：\n]", text, maxsplit=1)[0][:_SHOWN]
