"""The form of a document apart from its words: what of it changed between two generations, and taken over into a draft.

Form is the styles with their defaults, and the page of each section: size, margins, grid. Styles are known by name, as
WPS and LibreOffice give them ids of their own. No paragraph, run or table is touched.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.parts import related_part
from genwen.ooxml.revisions_package import Package, W, parse

Element = Any
_PAGE = {"pgSz": "纸张", "pgMar": "页边距", "docGrid": "每页行数和每行字数", "cols": "分栏"}
_LINKS = ("basedOn", "next", "link")
_KEPT_SECTION = ("footnotePr", "endnotePr", "type")
"""What stands before w:pgSz in a section."""
_ORDER = ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols")
MAX_NAMED = 6


def layout_changes(old: bytes, new: bytes) -> list[str]:
    """What of the form differs between two generated documents, each as a phrase for the clerk; [] when nothing does."""
    before, after = Package(old), Package(new)
    found = []
    one, other = _styles(before), _styles(after)
    if one is not None and other is not None:
        known, now = _forms(one), _forms(other)
        names = [name for _, name in now if known.get((_, name)) != now[_, name]]
        if names:
            more = f"等{len(names)}个" if len(names) > MAX_NAMED else ""
            found.append("样式" + "、".join(f"“{name}”" for name in names[:MAX_NAMED]) + more)
        if _plain(one.find(f"{W}docDefaults")) != _plain(other.find(f"{W}docDefaults")):
            found.append("默认的字体和段落")
    pages, now_pages = _sections(before), _sections(after)
    for tag, said in _PAGE.items():
        was, is_now = _kinds(pages, tag), _kinds(now_pages, tag)
        if was != is_now and (len(pages) == len(now_pages) or set(was) != set(is_now)):
            found.append(said)
    return found


def restyled(draft: bytes, new: bytes, file: str = "") -> bytes:
    """The draft with the styles and pages of the generated document `new`; the same bytes when it has them already.

    Raises PackageError when the draft cannot be read.
    """
    package, source = Package(draft, file), Package(new)
    _take_styles(package, source)
    _take_pages(package, source)
    return package.packed() if package.changed else draft


def _take_styles(package: Package, source: Package) -> None:
    part = related_part(package.parts, "styles")
    theirs = _styles(source)
    if not part or theirs is None:
        return
    root = parse(package.parts[part], package.file, part)
    before = _plain(root)
    own = {_key(style): style for style in root.iter(f"{W}style")}
    ids = _ids(own, theirs)
    for style in theirs.iter(f"{W}style"):
        taken = _renamed(style, ids)
        known = own.get(_key(style))
        if known is None:
            root.append(taken)
        else:
            known.getparent().replace(known, taken)
    defaults, mine = theirs.find(f"{W}docDefaults"), root.find(f"{W}docDefaults")
    if defaults is not None:
        if mine is not None:
            root.remove(mine)
        root.insert(0, deepcopy(defaults))
    if _plain(root) != before:
        package.put(part, root)


def _ids(own: dict[tuple[str, str], Element], theirs: Element) -> dict[str, str]:
    """The ids of the styles to be taken over → those they have, or get, in the draft."""
    used = {style.get(f"{W}styleId", "") for style in own.values()}
    ids: dict[str, str] = {}
    for style in theirs.iter(f"{W}style"):
        given, known = style.get(f"{W}styleId", ""), own.get(_key(style))
        if known is not None:
            ids[given] = known.get(f"{W}styleId", "")
        else:
            wanted, number = given, 1
            while wanted in used:
                wanted, number = f"{given}{number}", number + 1
            used.add(wanted)
            ids[given] = wanted
    return ids


def _renamed(style: Element, ids: dict[str, str]) -> Element:
    """A copy of a style with the ids of the draft."""
    copy = deepcopy(style)
    copy.set(f"{W}styleId", ids[style.get(f"{W}styleId", "")])
    for name in _LINKS:
        for link in copy.findall(f"{W}{name}"):
            link.set(f"{W}val", ids.get(link.get(f"{W}val", ""), link.get(f"{W}val", "")))
    return copy


def _take_pages(package: Package, source: Package) -> None:
    """Size, margins and grid of each section, where both have as many; else of all by the first where they are alike."""
    mine, theirs = _sections(package), _sections(source)
    if not mine or not theirs:
        return
    if len(mine) != len(theirs):
        theirs = [theirs[-1]] * len(mine) if len({_plain(_page(section)) for section in theirs}) == 1 else []
    for section, other in zip(mine, theirs, strict=False):
        before = _plain(section)
        for tag in _PAGE:
            if tag != "cols":
                _put(section, other.find(f"{W}{tag}"), tag)
        if _plain(section) != before:
            package.changed.add(package.body_part)


def _put(section: Element, wanted: Element | None, tag: str) -> None:
    old = section.find(f"{W}{tag}")
    if wanted is None or (old is not None and dict(old.attrib) == dict(wanted.attrib)):
        return
    if old is not None:
        section.replace(old, deepcopy(wanted))
    elif tag == "docGrid":
        section.append(deepcopy(wanted))
    else:
        before = {f"{W}{name}" for name in (*_KEPT_SECTION, "headerReference", "footerReference",
                  *_ORDER[: _ORDER.index(tag)])}  # fmt: skip
        at = sum(1 for child in section if child.tag in before)
        section.insert(at, deepcopy(wanted))


def _page(section: Element) -> Element:
    page = etree.Element("page")
    page.extend(deepcopy(child) for tag in _PAGE if (child := section.find(f"{W}{tag}")) is not None)
    return page


def _styles(package: Package) -> Element | None:
    part = related_part(package.parts, "styles")
    return parse(package.parts[part], package.file, part) if part else None


def _sections(package: Package) -> list[Element]:
    return list(package.body.iter(f"{W}sectPr"))


def _kinds(sections: list[Element], tag: str) -> list[tuple[tuple[str, str], ...]]:
    return [
        tuple(sorted(dict(child.attrib).items())) if (child := section.find(f"{W}{tag}")) is not None else ()
        for section in sections
    ]


def _key(style: Element) -> tuple[str, str]:
    named = style.find(f"{W}name")
    name = named.get(f"{W}val", "") if named is not None else style.get(f"{W}styleId", "")
    return style.get(f"{W}type", "paragraph"), name


def _forms(root: Element) -> dict[tuple[str, str], bytes]:
    return {_key(style): _plain(style) for style in root.iter(f"{W}style")}


def _plain(element: Element | None) -> bytes:
    """An element as bytes to compare."""
    if element is None:
        return b""
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))
