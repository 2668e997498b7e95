"""What a draft still holds that must not leave the house: tracked changes of anybody, and comments of genwen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genwen.ooxml.parts import related_part
from genwen.ooxml.revisions_package import Package, W, parse
from genwen.records import record

AUTHOR = "genwen"
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
    """Every paragraph with open revisions and every comment of genwen. Raises PackageError for what is no .docx."""
    package = Package(data, file)
    found = []
    for name, root in package.stories.items():
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            changes = list(_changes(paragraph))
            if changes:
                place = f"{_STORIES[package.kinds[name]]}第{number}段"
                found.append(Pending(place, f"有修订没有处理：{'，'.join(dict.fromkeys(changes))}"))
        rows = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is not None or _gone(row)]
        found += [
            Pending("表格", f"有修订没有处理：{'删去' if _gone(row) else '加上'}一行“{_text(row)}”") for row in rows
        ]
    part = related_part(package.parts, "comments")
    if part:
        for comment in parse(package.parts[part], file, part).iter(f"{W}comment"):
            if comment.get(f"{W}author") == AUTHOR:
                found.append(Pending("批注", f"有 genwen 的批注没有处理：{_text(comment, 60)}"))
    return found


def _gone(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _changes(paragraph: Any) -> Iterator[str]:
    """What is tracked in a paragraph, each as a phrase with its author."""
    for element in paragraph.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        kind = element.tag.removeprefix(W)
        author = element.get(f"{W}author", "") or "不知名"
        if kind in _SAID:
            mark = element.getparent().tag == f"{W}rPr"
            text = "段落标记" if mark else _text(element)
            if text:
                yield f"{author}{_SAID[kind]}{text if mark else f'“{text}”'}"
        elif kind in _FORMAT:
            yield f"{author}改了格式"


def _text(element: Any, shown: int = _SHOWN) -> str:
    text = "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))
    return text if len(text) <= shown else f"{text[:shown]}…"
