"""Updates that have become nothing: deleted and inserted text that are the same again, and the conflict told of them.

A clerk's figure stands against another one in an open update; then the fact is set to the clerk's figure. What is left is
a deletion and an insertion of one text: both are taken back, and the comment on the conflict goes.
"""

from __future__ import annotations

from typing import Any

from genwen.ooxml.revisions_comments import comments_of, drop_comments
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_resolve import reject
from genwen.ooxml.revisions_text import format_key

Element = Any
_BETWEEN = frozenset(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "proofErr")
)


def settle(package: Package, author: str, told: str) -> list[Element]:
    """Take back the author's deletions and insertions that are one text; comments on them that begin with `told` go too.

    Gives the elements of what was taken back.
    """
    settled: list[Element] = []
    for name, root in package.stories.items():
        found = [group for paragraph in root.iter(f"{W}p") for group in _groups(paragraph, author) if _same(group)]
        if not found:
            continue
        numbers = _comments_on(package, found, author, told)
        ids = {id(element) for group in found for element in group}
        reject(root, lambda element, ids=ids: id(element) in ids)  # type: ignore[misc]
        package.changed.add(name)
        drop_comments(package, author, numbers)
        settled += [element for group in found for element in group]
    return settled


def _groups(paragraph: Element, author: str) -> list[list[Element]]:
    """The author's deletions and insertions that follow each other."""
    groups: list[list[Element]] = [[]]
    for child in paragraph:
        if child.tag in (f"{W}del", f"{W}ins") and child.get(f"{W}author") == author:
            groups[-1].append(child)
        elif groups[-1] and child.tag not in _BETWEEN and not _is_reference(child):
            groups.append([])
    return [group for group in groups if len(group) > 1]


def _is_reference(element: Element) -> bool:
    """Whether it is a run that holds nothing but the sign of a comment."""
    names = {child.tag for child in element}
    return element.tag == f"{W}r" and f"{W}commentReference" in names and names <= {f"{W}rPr", f"{W}commentReference"}


def _same(group: list[Element]) -> bool:
    """Whether what is deleted and what is inserted are one text in one format."""
    gone = _characters(group, f"{W}del", f"{W}delText")
    come = _characters(group, f"{W}ins", f"{W}t")
    return gone is not None and gone == come and bool(gone)


def _characters(group: list[Element], kind: str, text: str) -> list[tuple[str, bytes]] | None:
    """Each character with its format; None where something else than text is changed."""
    found: list[tuple[str, bytes]] = []
    for element in group:
        if element.tag != kind:
            continue
        for run in element:
            if run.tag != f"{W}r":
                return None
            form = format_key(run)
            for node in run:
                if node.tag == text:
                    found += [(char, form) for char in node.text or ""]
                elif node.tag != f"{W}rPr":
                    return None
    return found


def _comments_on(package: Package, groups: list[list[Element]], author: str, told: str) -> set[str]:
    """The comments on these groups and nothing else that is open."""
    known = {number for number, text in comments_of(package, author).items() if text.startswith(told)}
    found = set()
    for group in groups:
        paragraph = group[0].getparent()
        children = list(paragraph)
        first, last = children.index(group[0]), children.index(group[-1])
        starts = {
            child.get(f"{W}id", ""): at for at, child in enumerate(children) if child.tag == f"{W}commentRangeStart"
        }
        ends = {child.get(f"{W}id", ""): at for at, child in enumerate(children) if child.tag == f"{W}commentRangeEnd"}
        for number in known & starts.keys() & ends.keys():
            inside = children[starts[number] : ends[number]]
            others = [child for child in inside if child.tag in (f"{W}del", f"{W}ins") and child not in group]
            if starts[number] < last and ends[number] > first and not others:
                found.add(number)
    return found
