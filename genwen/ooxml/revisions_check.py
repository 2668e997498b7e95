"""Two drafts compared as Word would see them, and a draft's markup held against the rules a reader relies on.

The form compared has runs of one format joined and empty properties left out, so that splitting a run changes nothing;
everything else, what is not understood included, must be the same.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.parts import CUSTOM
from genwen.ooxml.revisions_comments import drop_comments
from genwen.ooxml.revisions_package import Package, W, parse
from genwen.ooxml.revisions_resolve import by, reject

Element = Any
_TEXTS = (f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText")
_REVISIONS = frozenset(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange", "tcPrChange")
)
_JOINED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_EMPTY = frozenset(f"{W}{name}" for name in ("rPr", "pPr", "trPr"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ID = f"{W}id"
_PRIVATE = range(0xE000, 0xF900)
_ORDER = ("ins", "del", "moveFrom", "moveTo")


def canonical_story(root: Element) -> bytes:
    """A story as bytes that are equal when Word sees no difference; the root given is changed."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _TEXTS:
            element.attrib.pop(_SPACE, None)
        elif element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
        if element.tag in _REVISIONS:
            element.attrib.pop(_ID, None)
    for element in list(root.iter(*_EMPTY))[::-1]:
        if not len(element) and not element.attrib:
            element.getparent().remove(element)
    holders = {run.getparent() for run in root.iter(f"{W}r", *_JOINED)}
    for holder in holders:
        _join_children(holder)
    for run in root.iter(f"{W}r"):
        _join_texts(run)
    return bytes(etree.tostring(root, method="c14n", exclusive=True))


def _join_children(holder: Element) -> None:
    """Join neighbouring runs of one format, and neighbouring revisions of one author and date."""
    last: Element | None = None
    mark = b""
    for child in list(holder):
        if child.tag != f"{W}r" and child.tag not in _JOINED:
            last = None
            continue
        own = _mark(child)
        if last is not None and own == mark:
            last.extend([each for each in child if child.tag != f"{W}r" or each.tag != f"{W}rPr"])
            holder.remove(child)
            if child.tag != f"{W}r":
                _join_children(last)
        else:
            last, mark = child, own


def _mark(child: Element) -> bytes:
    """What two neighbours must have in common to be one."""
    given = repr(sorted(child.attrib.items())).encode()
    if child.tag != f"{W}r":
        return str(child.tag).encode() + given
    properties = child.find(f"{W}rPr")
    return given + (bytes(etree.tostring(properties, method="c14n")) if properties is not None else b"")


def _join_texts(run: Element) -> None:
    last: Element | None = None
    for child in list(run):
        if child.tag in _TEXTS and last is not None and last.tag == child.tag:
            last.text = (last.text or "") + (child.text or "")
            run.remove(child)
        elif child.tag in _TEXTS and not child.text:
            run.remove(child)
        else:
            last = child


def without(package: Package, author: str) -> Package:
    """The package (changed) with an author's revisions rejected and comments dropped."""
    drop_comments(package, author)
    for root in package.stories.values():
        reject(root, by(author))
    return package


def irreversible(before: bytes, after: bytes, author: str) -> list[str]:
    """What of `before` does not come back when `author`'s revisions in `after` are rejected, his comments dropped.

    Names of parts; empty when every story is the same, all other parts have the same bytes, and the comments of others
    are as they were. The custom properties, relationships and content types may have been added to.
    """
    old, new = without(Package(before), author), without(Package(after), author)
    wrong = [name for name in dict.fromkeys([*old.stories, *new.stories]) if not _same_story(old, new, name)]
    loose = {CUSTOM, "[Content_Types].xml", "_rels/.rels"} | old.stories.keys() | new.stories.keys()
    for name in dict.fromkeys([*old.parts, *new.parts]):
        if name in loose or name.endswith(".rels"):
            continue
        one, other = old.parts.get(name), new.parts.get(name)
        if one == other or (one is None and name.endswith("comments.xml")):
            continue
        if not (name.endswith("comments.xml") and one and other and _same_part(one, other, name)):
            wrong.append(name)
    return wrong


def _same_part(one: bytes, other: bytes, name: str) -> bool:
    return canonical_story(parse(one, "", name)) == canonical_story(parse(other, "", name))


def _same_story(one: Package, other: Package, name: str) -> bool:
    if name not in one.stories or name not in other.stories:
        return False
    return canonical_story(deepcopy(one.stories[name])) == canonical_story(deepcopy(other.stories[name]))


def malformed(docx: bytes, before: bytes, author: str) -> list[str]:
    """Which rules of markup `author`'s changes in `docx` break, `before` being without them: in Chinese."""
    package, old = Package(docx), Package(before)
    found = [said for root in package.stories.values() for said in _misplaced(root)]
    # a paragraph that the clerk has copied brings its numbers with it: that is no fault of the merge
    if _repeated(package, author, *_REVISIONS) - _repeated(old, author, *_REVISIONS):
        found.append("修订的编号有重复")
    if _repeated(package, "", f"{W}commentReference") - _repeated(old, "", f"{W}commentReference"):
        found.append("批注的编号有重复")
    held = {char for root in old.stories.values() for char in _private(root)}
    if any(char not in held for root in package.stories.values() for char in _private(root)):
        found.append("正文里有内部标记字符")
    return found


def _repeated(package: Package, author: str, *tags: str) -> set[str]:
    """The numbers that several elements have: of `author`, or of anybody."""
    marks = [each for root in package.stories.values() for each in root.iter(*tags)]
    counted = Counter(each.get(_ID, "") for each in marks if not author or each.get(f"{W}author") == author)
    return {number for number, count in counted.items() if count > 1}


def _misplaced(root: Element) -> list[str]:
    """Marks in an order that the schema does not allow."""
    for properties in root.iter(f"{W}rPr"):
        names = [child.tag[len(W) :] for child in properties if isinstance(child.tag, str)]
        marks = [name for name in names if name in _ORDER]
        if marks and (names[: len(marks)] != marks or marks != sorted(marks, key=_ORDER.index)):
            return ["段落标记的修订次序不合规范"]
    for run in root.iter(f"{W}r"):
        if any(child.tag == f"{W}rPr" for child in run[1:]):
            return ["文字的格式不在开头"]
    for text in root.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}del"), None) is not None:
            return ["删去的文字标记不对"]
    return []


def _private(root: Element) -> set[str]:
    return {char for text in root.iter(*_TEXTS) for char in text.text or "" if ord(char) in _PRIVATE}
