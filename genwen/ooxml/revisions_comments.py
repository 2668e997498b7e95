"""Comments in a draft: put on a stretch of a paragraph, listed by author, taken out again.

Comments of other authors are never touched. The part, its relationship and content type are made when there are none.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import Package, W, parse
from genwen.ooxml.revisions_text import Unit

Element = Any
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NAMES: Any = {"w": W[1:-1]}
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")


class Comments:
    """The comments of a package; nothing is added to the package before the first comment is."""

    def __init__(self, package: Package, author: str, date: str) -> None:
        self.package, self.author, self.date = package, author, date
        self.added = 0
        self._root: Element | None = None
        self._part = ""
        self._next = 0

    def _open(self) -> Element:
        if self._root is None:
            self._part, self._root = self.package.related("comments", _TYPE, "comments.xml", _EMPTY)
            numbers = [int(given) for each in self._root if (given := each.get(f"{W}id", "")).isdigit()]
            for root in self.package.stories.values():
                numbers += [int(given) for each in root.iter(*_MARKS) if (given := each.get(f"{W}id", "")).isdigit()]
            self._next = max(numbers, default=-1) + 1
        return self._root

    def add(self, unit: Unit, first: Element | None, last: Element | None, text: str) -> None:
        """Comment on what stands from `first` to `last` in the unit; on all of it when they are None."""
        root = self._open()
        comment = etree.SubElement(root, f"{W}comment")
        number = str(self._next)
        self._next += 1
        self.added += 1
        for name, value in (("id", number), ("author", self.author), ("date", self.date), ("initials", "文")):
            comment.set(f"{W}{name}", value)
        for line in text.split("\n"):
            run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}t").text = line
        _anchor(unit, first, last, number)

    def save(self) -> None:
        """Write the part, where a comment was added."""
        if self.added and self._root is not None:
            self.package.put(self._part, self._root)


def _anchor(unit: Unit, first: Element | None, last: Element | None, number: str) -> None:
    opening, closing = (etree.Element(f"{W}commentRange{end}", nsmap=_NAMES) for end in ("Start", "End"))
    run = etree.Element(f"{W}r")
    reference = etree.SubElement(run, f"{W}commentReference")
    for element in (opening, closing, reference):
        element.set(f"{W}id", number)
    start = _top(first) if first is not None else None
    if start is not None:
        start.addprevious(opening)
    else:
        paragraph = unit.elements[0]
        paragraph.insert(1 if paragraph.find(f"{W}pPr") is not None else 0, opening)
    end = _top(last) if last is not None else None
    if end is not None:
        end.addnext(closing)
    else:
        unit.element.append(closing)
    closing.addnext(run)


def _top(element: Element) -> Element | None:
    """The child of a paragraph that holds the element; None when it is in none any more."""
    while element is not None:
        parent = element.getparent()
        if parent is not None and parent.tag == f"{W}p":
            return element
        element = parent
    return None


def comments_of(package: Package, author: str) -> dict[str, str]:
    """The texts of an author's comments by id."""
    root = _comments(package)
    if root is None:
        return {}
    return {
        each.get(f"{W}id", ""): "\n".join("".join(line.itertext(f"{W}t")) for line in each.iter(f"{W}p"))
        for each in root
        if each.get(f"{W}author") == author
    }


def drop_comments(package: Package, author: str, only: set[str] | None = None) -> None:
    """Take out an author's comments and their anchors, in place; those with the ids `only` when they are given."""
    root = _comments(package)
    if root is None:
        return
    numbers = set(comments_of(package, author))
    numbers = numbers if only is None else numbers & only
    if not numbers:
        return
    for comment in [each for each in root if each.get(f"{W}id") in numbers]:
        root.remove(comment)
    package.put(_part(package), root)
    for name, story in package.stories.items():
        marks = [mark for mark in story.iter(*_MARKS) if mark.get(f"{W}id") in numbers]
        for mark in marks:
            holder = mark.getparent()
            holder.remove(mark)
            if holder.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in holder):
                holder.getparent().remove(holder)
        if marks:
            package.changed.add(name)


def _part(package: Package) -> str:
    from genwen.ooxml.parts import related_part

    return related_part(package.parts, "comments")


def _comments(package: Package) -> Element | None:
    part = _part(package)
    return parse(package.parts[part], package.file, part) if part else None
