"""A generated .docx and its model in, its blocks with keys and origins out; a clerk's file in, its blocks as they are.

The blocks of the model are found in the .docx by their text, which is in the same order: nothing else in the file says
what they are. Paragraphs of the template itself keep no key; fields are found in them by their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from genwen.ooxml.revisions_build import style_name
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_text import Item, Table, Unit, items_in
from genwen.records import made, record
from genwen.revision.model import BOX, PARAGRAPH, TABLE, Model, ModelBlock, Span
from genwen.revision.order import LIKE
from genwen.revision.textdiff import fold

Element = Any
_ROLES = frozenset(
    ("份号", "密级", "紧急程度", "发文字号", "上行发文字号", "主送机关", "发文机关署名", "成文日期", "附注")
)
"""Styles of what a document has once: it is itself whatever it says."""
_MARGINS = ("页眉", "页脚")
MAX_NOTES = 10_000
"""Pairs of notes that are compared by their words: there are never so many that both sides have changed."""
_NOTES = {"footnotes": ("脚注", "footnote"), "endnotes": ("尾注", "endnote")}


@record(frozen=False)
class Container:
    """Blocks that follow each other: the body, a header or footer, a text box, a cell.

    `part` is the part it stands in, `label` what a clerk calls it; comments on it go to `host` where it can hold none.
    """

    items: list[Item]
    element: Element
    part: str
    label: str
    host: Unit | None = None


@record(frozen=False)
class Reading:
    """A whole .docx: the body, and its margins: headers and footers by kind, section and page (页眉 1 default), notes by
    kind and number (脚注 2).

    `shown`: the places of its paragraphs where they are not to be counted in the reading itself.
    """

    package: Package
    body: Container
    margins: dict[tuple[str, int, str], Container]
    shown: Mapping[Element, str] = made(default_factory=dict)


def read_draft(data: bytes, file: str = "") -> Reading:
    """A clerk's file. Raises PackageError, in Chinese, when it cannot be read."""
    return read_package(Package(data, file))


def read_package(package: Package) -> Reading:
    """A package as it stands now."""
    body = Container(items_in(package.body), package.body, package.body_part, "正文")
    for item in body.items:
        style = style_name(item.element, package) if isinstance(item, Unit) else ""
        if isinstance(item, Unit) and style in _ROLES:
            item.role = style
    host = next((item for item in body.items if isinstance(item, Unit)), None)
    return Reading(package, body, {**dict(_margins(package, host)), **dict(_notes(package, body, host))})


def read_generation(model: Model, data: bytes) -> Reading:
    """A generated document, its blocks with the keys and spans of the model."""
    reading = read_draft(data, f"{model.name}.docx")
    _name_blocks(list(_leaves(reading.body.items)), model)
    for container in reading.margins.values():
        _name_fields([item for item in container.items if isinstance(item, Unit)], model)
    for item in reading.body.items:
        for twins in box_items(item) if isinstance(item, Unit) else ():
            for items in twins:
                _name_box([each for each in items if isinstance(each, Unit)], model)
    return reading


def _margins(package: Package, host: Unit | None) -> Iterator[tuple[tuple[str, int, str], Container]]:
    """Headers and footers, each part once, where it is first referred to."""
    targets = package.targets()
    seen: set[str] = set()
    for number, section in enumerate(package.body.iter(f"{W}sectPr")):
        for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
            given = next((value for name, value in reference.attrib.items() if name.endswith("}id")), "")
            part = targets.get(given, "")
            if part in seen or part not in package.stories:
                continue
            seen.add(part)
            label = "页眉" if reference.tag.endswith("headerReference") else "页脚"
            root = package.stories[part]
            yield (
                (label, number, reference.get(f"{W}type", "default")),
                Container(items_in(root), root, part, label, host),
            )


def _notes(package: Package, body: Container, host: Unit | None) -> Iterator[tuple[tuple[str, int, str], Container]]:
    """Footnotes and endnotes in the order in which the body refers to them; comments go to the paragraph that does."""
    for part, kind in package.kinds.items():
        if kind not in _NOTES:
            continue
        label, name = _NOTES[kind]
        notes = {note.get(f"{W}id"): note for note in package.stories[part].iter(f"{W}{name}")}
        marks = [mark for mark in package.body.iter(f"{W}{name}Reference") if mark.get(f"{W}id") in notes]
        homes = (
            {id(element): leaf.unit for leaf in _leaves(body.items) for element in leaf.unit.elements} if marks else {}
        )
        for number, mark in enumerate(marks, 1):
            note = notes[mark.get(f"{W}id")]
            home = homes.get(id(next(mark.iterancestors(f"{W}p"), None)), host)
            yield (label, number, ""), Container(items_in(note), note, part, f"{label}{number}", home)


def counterparts(one: Reading, other: Reading) -> dict[tuple[str, int, str], Container | None]:
    """For each header, footer and note of one document what it is in the other.

    Headers and footers stand where they stand or say what they say; notes move with the text, and are known by their words.
    """
    found: dict[tuple[str, int, str], Container | None] = {}
    for key, container in one.margins.items():
        if key[0] in _MARGINS:
            same = other.margins.get(key)
            if same is None or not _says_same(container, same):
                same = next((each for each in other.margins.values() if _says_same(container, each)), same)
            found[key] = same
    for label, _ in _NOTES.values():
        ours = {key: fold(_words(each)) for key, each in one.margins.items() if key[0] == label}
        theirs = {key: fold(_words(each)) for key, each in other.margins.items() if key[0] == label}
        found.update(dict.fromkeys(ours))
        for a, b in _pairs_of_notes(ours, theirs):
            found[a] = other.margins[b]
    return found


Key = tuple[str, int, str]


def _pairs_of_notes(ours: dict[Key, str], theirs: dict[Key, str]) -> Iterator[tuple[Key, Key]]:
    """The notes that say the same, in order; then of those left the likest, the nearest of equals."""
    left, free = dict(ours), dict(theirs)
    for a, text in ours.items():
        b = next((key for key, each in free.items() if each == text), None)
        if b is not None:
            yield a, b
            del left[a], free[b]
    if len(left) * len(free) > MAX_NOTES:
        return
    scored = sorted((-_ratio(left[a], free[b]), abs(a[1] - b[1]), a, b) for a in left for b in free)
    for score, _, a, b in scored:
        if -score >= LIKE and a in left and b in free:
            yield a, b
            del left[a], free[b]


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0


def _words(container: Container) -> str:
    return "\n".join(item.text for item in container.items)


def _says_same(one: Container, other: Container) -> bool:
    return one.label == other.label and [item.text for item in one.items] == [item.text for item in other.items]


def box_text(unit: Unit) -> str:
    """The words of the text boxes anchored to a paragraph, one line each."""
    return "\n".join(item.text for twins in box_items(unit) for item in twins[0] if item.text)


# --- names -------------------------------------------------------------------------------------------------------------


@record
class _Leaf:
    """A visible paragraph with the table and row it stands in."""

    unit: Unit
    table: Table | None = None
    row: Any = None


def _leaves(items: Sequence[Item], table: Table | None = None, row: Any = None) -> Iterator[_Leaf]:
    for item in items:
        if isinstance(item, Table):
            for each in item.rows:
                for cell in each.cells:
                    yield from _leaves(cell.items, item, each)
        else:
            yield _Leaf(item, table, row)


def box_items(unit: Unit) -> list[list[list[Item]]]:
    """The blocks of each text box anchored to a paragraph, its fallback twin's behind them."""
    if unit.inner is None:
        unit.inner = [[items_in(box) for box in twins] for twins in unit.boxes()]
    return unit.inner


@record
class _Named:
    block: ModelBlock
    table: str = ""
    row: str = ""


def _named(blocks: Sequence[ModelBlock], table: str = "", row: str = "") -> Iterator[_Named]:
    for block in blocks:
        if block.kind == TABLE:
            for each in block.rows:
                for cell in each.cells:
                    yield from _named(cell, block.key or "表", each.key)
        elif block.kind == PARAGRAPH:
            yield _Named(block, table, row)
        elif block.kind == BOX:
            continue


def _name_blocks(leaves: list[_Leaf], model: Model) -> None:
    """Give the paragraphs of the body the keys and spans of the model's blocks."""
    taken: set[int] = set()
    for _, blocks in model.blocks:
        named = [each for each in _named(blocks) if each.block.text]
        for found in _places(leaves, named, taken):
            for at, each in found:
                _name(leaves[at], each)
                taken.add(at)
    _name_blanks(leaves)
    _name_fields([leaf.unit for at, leaf in enumerate(leaves) if at not in taken], model)


def _places(leaves: list[_Leaf], named: Sequence[_Named], taken: set[int]) -> Iterator[list[tuple[int, _Named]]]:
    """Where the blocks stand, as one row with nothing but empty paragraphs between them."""
    if not named:
        return
    first = named[0].block.text
    for start, leaf in enumerate(leaves):
        if leaf.unit.text != first or start in taken:
            continue
        found: list[tuple[int, _Named]] = []
        at = start
        for each in named:
            while at < len(leaves) and not leaves[at].unit.text:
                at += 1
            if at >= len(leaves) or leaves[at].unit.text != each.block.text or at in taken:
                break
            found.append((at, each))
            at += 1
        if len(found) == len(named):
            yield found
            return


def _name(leaf: _Leaf, named: _Named) -> None:
    leaf.unit.key, leaf.unit.spans = named.block.key, named.block.spans
    if leaf.table is not None:
        leaf.table.key = named.table
    if leaf.row is not None:
        leaf.row.key = named.row


def _name_blanks(leaves: list[_Leaf]) -> None:
    """Empty paragraphs are told apart by what stands before them."""
    before, count = "", 0
    for leaf in leaves:
        if leaf.unit.text or leaf.table is not None:
            before, count = leaf.unit.key or leaf.unit.text[:12], 0
        elif not leaf.unit.key:
            count += 1
            leaf.unit.key = f"{before}/空行#{count}"


def _name_fields(units: list[Unit], model: Model) -> None:
    """Mark the fields of the document in paragraphs of the template."""
    fields = [(name, block) for name, block in model.fields if len(block.text) > 1]
    for unit in units:
        spans: list[Span] = []
        for name, block in fields:
            at = unit.text.find(block.text)
            if at < 0 or unit.text.find(block.text, at + 1) >= 0:
                continue
            if any(span.start < at + len(block.text) and span.end > at for span in spans):
                continue
            unit.key = unit.key or f"字段/{name}"
            spans += [
                Span(span.start + at, span.end + at, span.kind, span.path, span.formula, span.position)
                for span in block.spans
            ]
        if spans:
            unit.spans = tuple(sorted(spans, key=lambda span: span.start))


def _name_box(units: list[Unit], model: Model) -> None:
    """Give the paragraphs of a 版记 the keys and spans of the model's."""
    blocks = [inner for _, group in model.blocks for block in group if block.kind == BOX for inner in block.inner]
    for unit in units:
        for block in blocks:
            if block.text and fold(block.text) == fold(unit.text):
                unit.key, unit.spans = block.key, block.spans
