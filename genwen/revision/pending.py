"""What a draft still holds that must not leave the house: tracked changes of anybody, and comments of genwen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genwen.ooxml.parts import related_part
from genwen.ooxml.revisions_package import Package, W, parse
from genwen.ooxml.revisions_text import FALLBACK
from genwen.records import record
from genwen.revision.outcomes import AUTHOR
from genwen.revision.places import Places, of_row
from genwen.revision.reading import read_draft
from genwen.revision.textdiff import shortened

MAX_TOLD = 3
_SHOWN = 24
_SAID = {"ins": "加上", "moveTo": "移来", "del": "删去", "moveFrom": "移走"}
_FORMAT = frozenset(
    {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "numberingChange"}
)
_NEUTRAL = frozenset(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "proofErr")
)
_GONE, _COME = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
_STORIES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


@record
class Pending:
    """One open thing: where it stands, and what it is for the clerk; `count` revisions, or none for a comment."""

    place: str
    text: str
    count: int = 0


def pending_in(data: bytes, file: str = "") -> list[Pending]:
    """Every paragraph or row with open revisions and every comment of genwen.

    Raises PackageError, in Chinese, for what is no readable .docx.
    """
    reading = read_draft(data, file)
    package = reading.package
    places = Places(reading)
    found = []
    for name, root in package.stories.items():
        story = _STORIES[package.kinds[name]]
        for element in root.iter(f"{W}p", f"{W}tr"):
            if element.tag == f"{W}tr":
                found += _row(element, story, places)
            elif not _left_out(element) and (changes := list(_changes(element))):
                told = "，".join(changes[:MAX_TOLD]) + (f"等{len(changes)}处" if len(changes) > MAX_TOLD else "")
                found.append(Pending(places.at(element) or story, f"修订没有处理：{told}", len(changes)))
    return found + list(_comments(package, file, places))


def _row(row: Any, story: str, places: Places) -> list[Pending]:
    kind = _row_mark(row)
    if not kind:
        return []
    seen = next((place for each in row.iter(f"{W}p") if (place := places.at(each))), f"{story}的表格")
    author = row.find(f"{W}trPr/{W}{kind}").get(f"{W}author", "") or "不知名"
    text = " ".join(text for cell in row.iter(f"{W}tc") if (text := _text(cell)))
    told = f"修订没有处理：{author}{_SAID[kind]}一行“{shortened(text, _SHOWN)}”"
    return [Pending(of_row(seen), told, 1)]


def _row_mark(row: Any) -> str:
    return next((name for name in ("ins", "del") if row.find(f"{W}trPr/{W}{name}") is not None), "")


def _left_out(paragraph: Any) -> bool:
    """Whether a paragraph is told with its row, or is the spare twin of one in a text box."""
    rows = paragraph.iterancestors(f"{W}tr")
    return any(_row_mark(row) for row in rows) or next(paragraph.iterancestors(FALLBACK), None) is not None


def _changes(paragraph: Any) -> Iterator[str]:
    """What a reader sees changed in a paragraph, each as a phrase with its author: a deletion and what is inserted for it
    are one."""
    groups: list[list[Any]] = []
    formats: dict[str, None] = {}
    marks: dict[str, str] = {}
    for element in paragraph.iter():
        kind = element.tag.removeprefix(W) if isinstance(element.tag, str) else ""
        if not (kind in _SAID or kind in _FORMAT) or next(element.iterancestors(f"{W}p")) is not paragraph:
            continue
        author = element.get(f"{W}author", "") or "不知名"
        if kind in _FORMAT:
            formats[f"{author}改了格式"] = None
        elif element.getparent().tag == f"{W}rPr":
            marks[kind] = author
        elif _text(element):
            if groups and _before(element) is groups[-1][-1] and _one_change(groups[-1], element):
                groups[-1].append(element)
            else:
                groups.append([element])
    if marks and all(element.tag.removeprefix(W) in marks for group in groups for element in group):
        kind, author = next(iter(marks.items()))
        text = shortened("".join(_text(element) for group in groups for element in group), _SHOWN)
        yield f"{author}{_SAID[kind]}一段" + (f"“{text}”" if text else "")
        return
    yield from (_phrase(group) for group in groups)
    yield from (f"{author}{_SAID[kind]}段落之间的分隔" for kind, author in marks.items())
    yield from formats


def _one_change(group: list[Any], element: Any) -> bool:
    """Whether what stands behind a deletion, an insertion or one for the other belongs to it."""
    if group[-1].get(f"{W}author", "") != element.get(f"{W}author", ""):
        return False
    # words that go behind words put in for others are another change
    return not (element.tag in _GONE and group[-1].tag in _COME and group[0].tag in _GONE)


def _before(element: Any) -> Any:
    """What stands before an element, marks that show nothing left out."""
    before = element.getprevious()
    while before is not None and (before.tag in _NEUTRAL or before.find(f"{W}commentReference") is not None):
        before = before.getprevious()
    return before


def _phrase(group: list[Any]) -> str:
    """A deletion, an insertion, or one for the other."""
    author = group[0].get(f"{W}author", "") or "不知名"
    kinds = {element.tag.removeprefix(W) for element in group}
    gone, come = ("".join(_text(each) for each in group if each.tag in tags) for tags in (_GONE, _COME))
    if gone and come:
        return f"{author}把“{gone}”改成“{come}”"
    return f"{author}{_SAID[kinds.pop()]}“{gone or come}”"


def _comments(package: Package, file: str, places: Places) -> Iterator[Pending]:
    part = related_part(package.parts, "comments")
    if not part:
        return
    anchors = {
        mark.get(f"{W}id"): next(mark.iterancestors(f"{W}p"), None)
        for root in package.stories.values()
        for mark in root.iter(f"{W}commentReference")
    }
    for comment in parse(package.parts[part], file, part).iter(f"{W}comment"):
        if comment.get(f"{W}author") == AUTHOR:
            place = places.at(anchors.get(comment.get(f"{W}id"))) or "文中"
            yield Pending(place, f"genwen 的批注没有处理：{_text(comment, 60)}")


def _text(element: Any, shown: int = _SHOWN) -> str:
    text = "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))
    return shortened(text, shown)
