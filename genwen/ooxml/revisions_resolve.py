"""Tracked changes accepted or rejected: of one author, of everybody, or of everybody but one.

Only insertions, deletions and moves are resolved, of text, paragraphs and rows, and changes of paragraph and run
properties; whatever else a part holds is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W

Element = Any
Whose = Callable[[Element], bool]
_MARKS = {"ins": True, "moveTo": True, "del": False, "moveFrom": False}
_RANGES = tuple(
    f"{W}{name}" for name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)
_NO_CONTENT = frozenset(
    f"{W}{name}" for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd")
)


def by(author: str) -> Whose:
    """Revisions of one author."""
    return lambda element: bool(element.get(f"{W}author") == author)


def everybody(_: Element) -> bool:
    """Revisions of all authors."""
    return True


def accept(root: Element, whose: Whose = everybody) -> None:
    """Accept the revisions `whose` names, in place."""
    _resolve(root, whose, accepting=True)


def reject(root: Element, whose: Whose = everybody) -> None:
    """Reject the revisions `whose` names, in place."""
    _resolve(root, whose, accepting=False)


def _resolve(root: Element, whose: Whose, accepting: bool) -> None:
    joined: list[Element] = []
    for name, kept in _MARKS.items():
        stays = kept is accepting
        for mark in [each for each in root.iter(f"{W}{name}") if whose(each)]:
            parent = mark.getparent()
            if parent is None:
                continue
            if parent.tag == f"{W}trPr":
                _resolve_row(mark, stays)
            elif parent.tag == f"{W}rPr" and parent.getparent().tag == f"{W}pPr":
                paragraph = parent.getparent().getparent()
                parent.remove(mark)
                if not stays:
                    joined.append(paragraph)
            elif stays:
                _unwrap(mark)
            else:
                parent.remove(mark)
    if whose is everybody:
        for element in list(root.iter(*_RANGES)):
            element.getparent().remove(element)
    for paragraph in joined:
        _join(paragraph)
    _resolve_properties(root, whose, accepting)
    for table in [each for each in root.iter(f"{W}tbl") if each.find(f".//{W}tr") is None]:
        table.getparent().remove(table)


def _resolve_row(mark: Element, stays: bool) -> None:
    properties = mark.getparent()
    row = properties.getparent()
    if stays:
        properties.remove(mark)
    elif row.getparent() is not None:
        row.getparent().remove(row)


def _unwrap(mark: Element) -> None:
    """Put what a revision holds in its place; deleted text is text again."""
    if mark.tag == f"{W}del":
        for node in mark.iter(f"{W}delText", f"{W}delInstrText"):
            if next(node.iterancestors(f"{W}del", f"{W}moveFrom")) is mark:
                node.tag = f"{W}t" if node.tag == f"{W}delText" else f"{W}instrText"
    for child in list(mark):
        mark.addprevious(child)
    mark.getparent().remove(mark)


def _join(paragraph: Element) -> None:
    """A paragraph whose mark is gone: what is left of it goes on in the next one."""
    parent = paragraph.getparent()
    if parent is None:
        return
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    after = paragraph.getnext()
    while after is not None and after.tag not in (f"{W}p", f"{W}tbl", f"{W}sectPr"):
        after = after.getnext()
    if after is None or after.tag != f"{W}p":
        if any(child.tag not in _NO_CONTENT for child in content) or not _others(paragraph):
            return
        for child in content:
            paragraph.addprevious(child)
        parent.remove(paragraph)
        return
    properties = after.find(f"{W}pPr")
    at = 0 if properties is None else after.index(properties) + 1
    for child in reversed(content):
        after.insert(at, child)
    parent.remove(paragraph)


def _others(paragraph: Element) -> bool:
    """Whether the container may lose this paragraph: a cell, box or header must keep one at its end."""
    parent = paragraph.getparent()
    if parent.tag == f"{W}body":
        return sum(1 for child in parent if child.tag in (f"{W}p", f"{W}tbl")) > 1
    before = paragraph.getprevious()
    after = paragraph.getnext()
    return any(each is not None and each.tag == f"{W}p" for each in (before, after))


def _resolve_properties(root: Element, whose: Whose, accepting: bool) -> None:
    """Tracked changes of paragraph and run properties."""
    for name in ("pPrChange", "rPrChange", "trPrChange", "tcPrChange", "tblPrChange"):
        for change in [each for each in root.iter(f"{W}{name}") if whose(each)]:
            properties = change.getparent()
            properties.remove(change)
            if accepting:
                continue
            old = change[0] if len(change) else etree.Element(properties.tag)
            kept = [child for child in properties if child.tag in (f"{W}rPr", f"{W}sectPr")] if name[0] == "p" else []
            for child in list(properties):
                properties.remove(child)
            properties.extend([*old, *kept])
