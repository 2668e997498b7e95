"""Where a paragraph of the clerk's file is, in words a clerk uses: 二、主要措施（一）完善制度 第2段."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genwen.ooxml.revisions_build import style_name
from genwen.ooxml.revisions_text import Item, Table, Unit
from genwen.revision.reading import Reading, box_items

_LEVELS = (re.compile(r"[一二三四五六七八九十百]+、"), re.compile(r"[（(][一二三四五六七八九十百]+[）)]"))
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


class Places:
    """The places of the paragraphs of one file; worked out when first asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, str] | None = None
        self._kept: list[Unit] = []

    def of(self, unit: Unit) -> str:
        """The place of a paragraph, "" for one that was not in the file."""
        return self._all().get(id(unit), "")

    def note(self, items: Sequence[Item], label: str) -> None:
        """Name the paragraphs of a text box or another container met later."""
        self._all()
        self._inside(items, label)

    def _all(self) -> dict[int, str]:
        if self._known is None:
            self._known = {}
            self._walk(self._reading.body.items)
            for item in self._reading.body.items:
                for twins in box_items(item) if isinstance(item, Unit) else ():
                    for items in twins:
                        self._inside(items, self._box_label(items))
            for container in self._reading.margins.values():
                self._inside(container.items, container.label)
        return self._known

    def _box_label(self, items: Sequence[Item]) -> str:
        """What a clerk calls a text box: the 版记, or one of his own."""
        styles = {style_name(item.element, self._reading.package) for item in items if isinstance(item, Unit)}
        return "版记" if styles & _IMPRINT else "文本框"

    def _name(self, unit: Unit, label: str) -> None:
        assert self._known is not None
        self._known[id(unit)] = label
        # an id may be used again once its unit is gone: those that are named must stay
        self._kept.append(unit)

    def _inside(self, items: Sequence[Item], label: str) -> None:
        for item in items:
            if isinstance(item, Table):
                self._table(item, f"{label}表")
            else:
                self._name(item, label)

    def _walk(self, items: Sequence[Item]) -> None:
        headings = ["", ""]
        first = "正文"
        count = tables = 0
        for item in items:
            if isinstance(item, Table):
                tables += 1
                self._table(item, f"表{tables}")
                continue
            text = item.text.strip()
            style = style_name(item.element, self._reading.package)
            if text and style == _ATTACHED:
                first, headings, count = _heading(text), ["", ""], 0
            if style in _PARTS or style == _ATTACHED:
                said = _PARTS.get(style, first)
                self._name(item, said if first == "正文" or said == first else f"{first} {said}")
                continue
            level = next((n for n, form in enumerate(_LEVELS) if form.match(text)), -1)
            if level >= 0:
                headings[level] = _heading(text)
                headings[level + 1 :] = [""] * (1 - level)
                count = 0
                if len(text) <= _TITLE and text[-1:] not in "。；：":
                    self._name(item, "".join(headings))
                    continue
            count += bool(text)
            self._name(item, f"{''.join(headings) or first} 第{max(count, 1)}段")

    def _table(self, table: Table, label: str) -> None:
        for number, row in enumerate(table.rows, 1):
            for cell in row.cells:
                self._inside(cell.items, f"{label}第{number}行第{cell.column + 1}格")


def _heading(text: str) -> str:
    return re.split(r"[。：\n]", text, maxsplit=1)[0][:_SHOWN]
