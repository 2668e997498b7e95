"""Styles of many documents in one: what is defined alike is one style, what differs under one name becomes two.

A style is the same as another when its own definition, those it is based on and the defaults of the document below them
are the same. Ids are only what a document calls its styles; names are what a clerk sees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_package import W
from genwen.records import made, record

_REFERENCES = (f"{W}basedOn", f"{W}next", f"{W}link")
_UNSEEN = {
    f"{W}rsid",
    f"{W}uiPriority",
    f"{W}qFormat",
    f"{W}semiHidden",
    f"{W}unhideWhenUsed",
    f"{W}autoRedefine",
    f"{W}locked",
}
_VALUE = f"{W}val"
# What Word takes where neither a style nor the defaults of the document say anything.
_PLAIN_RUN = '<w:rPr xmlns:w="{0}"><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
_PLAIN_PARAGRAPH = '<w:pPr xmlns:w="{0}"><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'


def _words(text: str) -> list[str]:
    return text.split()


_RUN_ORDER = _words(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_PARAGRAPH_ORDER = _words(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
)


@record
class StyleMap:
    """What the ids of one document's styles are in the joint document; the ids to write where none stood ("" for none)."""

    ids: Mapping[str, str] = made(default_factory=dict)
    paragraph: str = ""
    table: str = ""


class StyleBook:
    """The styles of the joint document: those of the first one, and what others define in another way."""

    def __init__(self) -> None:
        self.root: Any = None
        self._maps: dict[str, StyleMap] = {}
        self._by_mark: dict[str, str] = {}
        self._ids: set[str] = set()
        self._names: set[tuple[str, str]] = set()
        self._defaults: dict[str, str] = {}
        self._below = ""

    def add(self, root: Any, numbers: Mapping[str, str]) -> StyleMap:
        """Take the styles of a document in; `numbers` are the ids of its lists in the joint document."""
        mark = _digest(root) + repr(sorted(numbers.items()))
        if mark not in self._maps:
            self._maps[mark] = self._first(root, numbers) if self.root is None else self._other(root, numbers)
        return self._maps[mark]

    def _first(self, root: Any, numbers: Mapping[str, str]) -> StyleMap:
        self.root = root
        self._below = _defaults_mark(root)
        marks = _marks(root, self._below, numbers)
        for style in root.iterchildren(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._by_mark.setdefault(marks[identity], identity)
            self._register(style)
            _renumber(style, numbers)
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._defaults[style.get(f"{W}type", "paragraph")] = identity
        return StyleMap({identity: identity for identity in marks})

    def _register(self, style: Any) -> None:
        self._ids.add(style.get(f"{W}styleId", ""))
        self._names.add((style.get(f"{W}type", "paragraph"), _name(style)))

    def _other(self, root: Any, numbers: Mapping[str, str]) -> StyleMap:
        below = _defaults_mark(root)
        marks = _marks(root, below, numbers)
        ids: dict[str, str] = {}
        new: list[Any] = []
        for style in root.iterchildren(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            known = self._by_mark.get(marks[identity])
            if known is None:
                new.append(style)
            ids[identity] = known if known is not None else self._free_id(identity)
            self._by_mark.setdefault(marks[identity], ids[identity])
        for style in new:
            self._take(deepcopy(style), ids, root, below != self._below, numbers)
        return StyleMap(ids, self._own(root, "paragraph", ids), self._own(root, "table", ids))

    def _free_id(self, identity: str) -> str:
        number, free = 2, identity
        while free in self._ids:
            free, number = f"{identity}_{number}", number + 1
        self._ids.add(free)
        return free

    def _take(
        self, style: Any, ids: Mapping[str, str], root: Any, other_defaults: bool, numbers: Mapping[str, str]
    ) -> None:
        """Append a style under its new id and a name of its own."""
        style.set(f"{W}styleId", ids[style.get(f"{W}styleId", "")])
        kind, name = style.get(f"{W}type", "paragraph"), _name(style)
        number, free = 2, name
        while (kind, free) in self._names:
            free, number = f"{name}（{number}）", number + 1
        self._names.add((kind, free))
        if free != name:
            style.set(f"{W}customStyle", "1")
            _rename(style, free)
            for alias in style.findall(f"{W}aliases"):
                style.remove(alias)
        style.attrib.pop(f"{W}default", None)
        if other_defaults and kind == "paragraph" and style.find(f"{W}basedOn") is None:
            _with_defaults(style, root)
        for tag in _REFERENCES:
            for reference in style.findall(tag):
                target = ids.get(reference.get(_VALUE, ""))
                if target is None:
                    style.remove(reference)
                else:
                    reference.set(_VALUE, target)
        _renumber(style, numbers)
        self.root.append(style)

    def _own(self, root: Any, kind: str, ids: Mapping[str, str]) -> str:
        """The id of a document's default style of a kind, where the joint document has another one."""
        for style in root.iterchildren(f"{W}style"):
            if style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type", "paragraph") == kind:
                mapped = ids[style.get(f"{W}styleId", "")]
                return mapped if mapped != self._defaults.get(kind, "") else ""
        return ""


def _name(style: Any) -> str:
    found = style.find(f"{W}name")
    return found.get(_VALUE, "") if found is not None else ""


def _rename(style: Any, name: str) -> None:
    found = style.find(f"{W}name")
    if found is None:
        found = etree.Element(f"{W}name")
        style.insert(0, found)
    found.set(_VALUE, name)


def _digest(element: Any) -> str:
    return hashlib.sha256(etree.tostring(element, method="c14n", exclusive=True)).hexdigest()


def _defaults_mark(root: Any) -> str:
    defaults = root.find(f"{W}docDefaults")
    return _digest(defaults) if defaults is not None else ""


def _marks(root: Any, below: str, numbers: Mapping[str, str]) -> dict[str, str]:
    """A digest of each style with all it rests on, by id; a circle of styles ends where it began.

    A style that numbers its paragraphs is one of its document alone, so that each document begins with the first number.
    """
    styles = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    found: dict[str, str] = {}

    def mark(identity: str, above: tuple[str, ...]) -> str:
        if identity in found:
            return found[identity]
        style = styles.get(identity)
        if style is None or identity in above:
            return below
        based = style.find(f"{W}basedOn")
        rest = mark(based.get(_VALUE, ""), (*above, identity)) if based is not None else below
        own = deepcopy(style)
        own.attrib.pop(f"{W}styleId", None)
        for child in list(own):
            if child.tag in _UNSEEN or child.tag in _REFERENCES:
                own.remove(child)
        _renumber(own, numbers)
        found[identity] = hashlib.sha256(f"{_digest(own)}\0{rest}".encode()).hexdigest()
        return found[identity]

    for identity in styles:
        mark(identity, ())
    return found


def _renumber(style: Any, numbers: Mapping[str, str]) -> None:
    for number in style.iter(f"{W}numId"):
        number.set(_VALUE, numbers.get(number.get(_VALUE, ""), number.get(_VALUE, "")))


def _with_defaults(style: Any, root: Any) -> None:
    """Write the defaults of its own document into a style that nothing stands below."""
    namespace = W[1:-1]
    for tag, path, plain, order in (
        ("pPr", "pPrDefault", _PLAIN_PARAGRAPH, _PARAGRAPH_ORDER),
        ("rPr", "rPrDefault", _PLAIN_RUN, _RUN_ORDER),
    ):
        merged = etree.fromstring(plain.format(namespace))
        default = root.find(f"{W}docDefaults/{W}{path}/{W}{tag}")
        own = style.find(f"{W}{tag}")
        for layer in (default, own):
            for child in layer if layer is not None else ():
                _put(merged, deepcopy(child))
        merged[:] = sorted(merged, key=lambda child, places=order: _place(child, places))  # type: ignore[misc]
        if own is not None:
            style.replace(own, merged)
        else:
            style.insert(_spot(style, tag), merged)


def _put(merged: Any, child: Any) -> None:
    """A property over another of its name; of fonts, spacing and indents, attribute by attribute."""
    present = merged.find(child.tag)
    if present is None:
        merged.append(child)
    elif child.tag in (f"{W}rFonts", f"{W}spacing", f"{W}ind", f"{W}lang"):
        present.attrib.update(child.attrib)
    else:
        merged.replace(present, child)


def _place(child: Any, order: list[str]) -> int:
    name = etree.QName(child).localname
    return order.index(name) if name in order else len(order)


def _spot(style: Any, tag: str) -> int:
    """Where pPr or rPr stands in a style: behind what describes it, rPr behind pPr."""
    before = {"pPr"} if tag == "rPr" else set()
    heads = before | {
        "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
        "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid",
    }  # fmt: skip
    return sum(1 for child in style if etree.QName(child).localname in heads)


def used_styles(elements: Any) -> Iterator[Any]:
    """The elements that name a style."""
    yield from elements.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
