"""What a draft still holds that must not leave the house: tracked changes of anybody, and comments of genwen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genwen.ooxml.parts import related_part
from genwen.ooxml.revisions_package import Package, W, parse
from genwen.ooxml.revisions_text import Item, Table, Unit
from genwen.records import record
from genwen.revision.outcomes import AUTHOR
from genwen.revision.places import Places
from genwen.revision.reading import read_draft

MAX_TOLD = 3
_SHOWN = 24
_SAID = {"ins": "加上", "moveTo": "移来", "del": "删去", "moveFrom": "移走"}
_FORMAT = frozenset(
    {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "numberingChange"}
)
_STORIES = {"document": "正文", "header": "页眉", "footer": "页脚"}


@record
class Pending:
    """One open thing: where it stands, and what it is for the clerk."""

    place: str
    text: str


def pending_in(data: bytes, file: str = "") -> list[Pending]:
    """Every paragraph or row with open revisions and every comment of genwen.

    Raises PackageError, in Chinese, for what is no readable .docx.
    """
    reading = read_draft(data, file)
    package = reading.package
    places = _element_places(reading.body.items, [each.items for each in reading.margins.values()], Places(reading))
    found = []
    for name, root in package.stories.items():
        story = _STORIES[package.kinds[name]]
        for element in root.iter(f"{W}p", f"{W}tr"):
            if element.tag == f"{W}tr":
                found += _row(element, story)
            elif not _in_marked_row(element) and (changes := list(dict.fromkeys(_changes(element)))):
                told = "，".join(changes[:MAX_TOLD]) + (f"等{len(changes)}处" if len(changes) > MAX_TOLD else "")
                found.append(Pending(places.get(id(element), story), f"修订没有处理：{told}"))
    return found + list(_comments(package, file))


def _element_places(body: list[Item], others: list[list[Item]], places: Places) -> dict[int, str]:
    """The place of each visible paragraph, by its element."""
    known: dict[int, str] = {}
    ahead: list[Item] = [*body, *(item for items in others for item in items)]
    while ahead:
        item = ahead.pop()
        if isinstance(item, Table):
            ahead += [inner for row in item.rows for cell in row.cells for inner in cell.items]
        elif isinstance(item, Unit):
            known |= {id(element): places.of(item) for element in item.elements}
    return known


def _row(row: Any, story: str) -> list[Pending]:
    kind = _row_mark(row)
    return [Pending(f"{story}的表格", f"修订没有处理：{_SAID[kind]}一行“{_text(row)}”")] if kind else []


def _row_mark(row: Any) -> str:
    return next((name for name in ("ins", "del") if row.find(f"{W}trPr/{W}{name}") is not None), "")


def _in_marked_row(paragraph: Any) -> bool:
    return any(_row_mark(row) for row in paragraph.iterancestors(f"{W}tr"))


def _changes(paragraph: Any) -> Iterator[str]:
    """What is tracked in a paragraph, each as a phrase with its author."""
    for element in paragraph.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        kind = element.tag.removeprefix(W)
        author = element.get(f"{W}author", "") or "不知名"
        if kind in _SAID:
            if element.getparent().tag == f"{W}rPr":
                yield f"{author}{_SAID[kind]}一段"
            elif text := _text(element):
                yield f"{author}{_SAID[kind]}“{text}”"
        elif kind in _FORMAT:
            yield f"{author}改了格式"


def _comments(package: Package, file: str) -> Iterator[Pending]:
    part = related_part(package.parts, "comments")
    if part:
        for comment in parse(package.parts[part], file, part).iter(f"{W}comment"):
            if comment.get(f"{W}author") == AUTHOR:
                yield Pending("批注", f"genwen 的批注没有处理：{_text(comment, 60)}")


def _text(element: Any, shown: int = _SHOWN) -> str:
    text = "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))
    return text if len(text) <= shown else f"{text[:shown]}…"
