"""Lists and notes of many documents in one: every document keeps lists and notes of its own, under new numbers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W

_ID, _VALUE, _TYPE = f"{W}id", f"{W}val", f"{W}type"
_ABSTRACT, _NUMBER = f"{W}abstractNumId", f"{W}numId"
NOTES = {"footnotes": ("footnote", "footnoteReference"), "endnotes": ("endnote", "endnoteReference")}


class ListBook:
    """The lists of the joint document; those that nothing in a document uses are left out."""

    def __init__(self) -> None:
        self.abstracts: list[Any] = []
        self._lists: list[Any] = []

    def add(self, root: Any, used: set[str]) -> dict[str, str]:
        """Take the lists `used` of a document in; their new ids by the old."""
        abstracts = {item.get(_ABSTRACT, ""): item for item in root.iterchildren(f"{W}abstractNum")}
        taken: dict[str, str] = {}
        numbers: dict[str, str] = {}
        for item in root.iterchildren(f"{W}num"):
            old, abstract = item.get(_NUMBER, ""), item.find(_ABSTRACT)
            source = abstracts.get(abstract.get(_VALUE, "")) if abstract is not None else None
            if old not in used or source is None:
                continue
            own = source.get(_ABSTRACT, "")
            if own not in taken:
                taken[own] = str(len(self.abstracts))
                self.abstracts.append(_abstract(source, taken[own]))
            new = deepcopy(item)
            numbers[old] = str(len(self._lists) + 1)
            new.set(_NUMBER, numbers[old])
            new.find(_ABSTRACT).set(_VALUE, taken[own])
            self._lists.append(new)
        return numbers

    def root(self) -> Any:
        """The part, None without a list."""
        if not self._lists:
            return None
        root = etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
        root.extend([*self.abstracts, *self._lists])
        return root


def _abstract(source: Any, number: str) -> Any:
    """A copy under a new number, without pictures as bullets and without the marks by which Word joins lists."""
    copied = deepcopy(source)
    copied.set(_ABSTRACT, number)
    for tag in ("nsid", "tmpl", "styleLink", "numStyleLink"):
        for child in copied.findall(f"{W}{tag}"):
            copied.remove(child)
    for level in copied.iterchildren(f"{W}lvl"):
        for picture in level.findall(f"{W}lvlPicBulletId"):
            level.remove(picture)
    return copied


def lists_used(*roots: Any) -> set[str]:
    """The ids of the lists that bodies, styles, headers and footers name."""
    return {number.get(_VALUE, "") for root in roots if root is not None for number in root.iter(_NUMBER)}


class NoteBook:
    """Footnotes (or endnotes) of the joint document."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.tag, self.reference = (f"{W}{name}" for name in NOTES[kind])
        self.root: Any = None
        self._next = 1

    def add(self, root: Any, body: Any) -> None:
        """Take the notes of a document in (restyled already), and let its body refer to them."""
        new: dict[str, str] = {}
        if self.root is None:
            self.root = etree.Element(root.tag, nsmap=root.nsmap)
            for note in root.iterchildren(self.tag):
                if note.get(_TYPE) is not None:
                    self.root.append(deepcopy(note))
                    self._next = max(self._next, _number(note.get(_ID)) + 1)
        for note in root.iterchildren(self.tag):
            if note.get(_TYPE) is None:
                new[note.get(_ID, "")] = str(self._next)
                copied = deepcopy(note)
                copied.set(_ID, str(self._next))
                self.root.append(copied)
                self._next += 1
        refer_to_notes(body, self.reference, new)


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def refer_to_notes(body: Any, reference: str, numbers: Mapping[str, str]) -> None:
    """Let the references in a body name the notes by their new numbers; one to nothing is taken out."""
    for mark in list(body.iter(reference)):
        new = numbers.get(mark.get(_ID, ""))
        if new is None:
            mark.getparent().remove(mark)
        else:
            mark.set(_ID, new)
