"""Paragraphs and tables of one document made ready for another: styles by name, formats from a paragraph like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from genwen.ooxml.revisions_marks import GEOMETRY_APART, cut, new_runs
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_text import OBJECT, Row, Unit, format_key, items_in

Element = Any
_LEFT_OUT = tuple(f"{W}{name}" for name in ("sectPr", "pPrChange", "rPrChange", "ins", "del", "moveFrom", "moveTo"))
_ONCE = tuple(
    f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
                              "proofErr", "permStart", "permEnd")
)  # fmt: skip
_ELSEWHERE = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference"))
_STYLES = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}


def style_name(element: Element, package: Package) -> str:
    """The name of the style of a paragraph or run, "" for the default."""
    for path in (f"{W}pPr/{W}pStyle", f"{W}rPr/{W}rStyle"):
        style = element.find(path)
        if style is not None:
            return package.style_names.get(style.get(f"{W}val", ""), "")
    return ""


def geometry(paragraph: Element) -> bytes:
    """The direct paragraph properties as bytes to compare, style and section apart."""
    properties = paragraph.find(f"{W}pPr")
    kept = [each for each in properties if each.tag not in GEOMETRY_APART] if properties is not None else []
    return b"".join([bytes(etree.tostring(each, method="c14n", exclusive=True, with_tail=False)) for each in kept])


def geometry_change(before: Element, after: Element) -> str:
    """What changes from the direct properties of one paragraph to those of another, in a clerk's words."""
    names = [_properties(each) for each in (before, after)]
    differing = {name for name in names[0].keys() | names[1].keys() if names[0].get(name) != names[1].get(name)}
    if differing == {"pageBreakBefore"}:
        return "从这一段起另起一页" if "pageBreakBefore" in names[1] else "这一段不再另起一页"
    return "缩进随字数调整" if differing <= {"ind", "jc", "tabs"} else "段落格式随篇幅调整"


def _properties(paragraph: Element) -> dict[str, bytes]:
    properties = paragraph.find(f"{W}pPr")
    kept = [each for each in properties if each.tag not in GEOMETRY_APART] if properties is not None else []
    return {each.tag.removeprefix(W): bytes(etree.tostring(each, method="c14n", exclusive=True)) for each in kept}


def ends_section(unit: Unit) -> bool:
    """Whether a section ends with this paragraph."""
    return unit.element.find(f"{W}pPr/{W}sectPr") is not None


def anchors_box(unit: Unit) -> bool:
    """Whether a picture or text box hangs on the paragraph."""
    return OBJECT in unit.text


def paragraph_like(unit: Unit, source: Package, model: Unit | None, target: Package) -> Element:
    """The paragraph `unit` of `source` as a new one for `target`, in the form of `model`, a paragraph there.

    Without a model it keeps its own properties, the style by name. Text comes as runs, one per format.
    """
    made = etree.Element(f"{W}p")
    properties = (model or unit).element.find(f"{W}pPr")
    if properties is not None:
        copied = _cleaned(properties)
        if model is None:
            translate(copied, source, target)
        if len(copied):
            made.append(copied)
    formats = _formats(model, target) if model is not None else {}
    for text, run in _segments(unit):
        own = formats.get(style_name(run, source))
        for each in new_runs(text, own if own is not None else run):
            if own is None:
                translate(each, source, target)
            made.append(each)
    return made


def copy_of(element: Element) -> Element:
    """A paragraph or row of a draft once more, for another place: its text with every format, without revisions, and
    without what there can be only once (bookmarks, anchors of comments)."""
    copied = _cleaned(element)
    for each in list(copied.iter(*_ONCE)):
        holder = each.getparent()
        holder.remove(each)
        if holder.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in holder):
            holder.getparent().remove(holder)
    return copied


def rewrite(unit: Unit, edits: Sequence[tuple[int, int, str]]) -> None:
    """Put other text for characters of a new paragraph, in the format of what it stands for, or of what is before."""
    for start, end, text in sorted(edits, reverse=True):
        cut(unit, start)
        cut(unit, end)
        gone = [piece for piece in unit.pieces if start <= piece.start and piece.end <= end]
        beside = gone or [piece for piece in unit.pieces if piece.end <= start][-1:] or unit.pieces[:1]
        for run in reversed(new_runs(text, beside[0].run if beside else None)):
            if not beside:
                unit.element.append(run)
            elif gone or beside[0].end <= start:
                beside[-1].run.addnext(run)
            else:
                beside[0].run.addprevious(run)
        for run in {id(piece.run): piece.run for piece in gone}.values():
            run.getparent().remove(run)
        unit.read()


def table_like(table: Element, source: Package, target: Package) -> Element:
    """A table of `source` as a new one for `target`: styles by name, no revisions."""
    copied = _alone(_cleaned(table))
    translate(copied, source, target)
    return copied


def row_like(row: Row, source: Package, model: Row | None, target: Package) -> Element:
    """A row of `source` as a new one for `target`; widths and paragraph forms from `model`, a row there of as many cells."""
    copied = _alone(_cleaned(row.element))
    translate(copied, source, target)
    if model is None or [cell.columns for cell in model.cells] != [cell.columns for cell in row.cells]:
        return copied
    for cell, old, like in zip(_cells(copied), row.cells, model.cells, strict=True):
        width, own = like.element.find(f"{W}tcPr/{W}tcW"), cell.find(f"{W}tcPr/{W}tcW")
        if width is not None and own is not None:
            own.getparent().replace(own, deepcopy(width))
        form = next((item for item in like.items if isinstance(item, Unit)), None)
        if form is None or not form.text:
            continue
        units = [item for item in old.items if isinstance(item, Unit)]
        for paragraph, unit in zip([each for each in cell if each.tag == f"{W}p"], units, strict=False):
            cell.replace(paragraph, paragraph_like(unit, source, form, target))
    return copied


def fill_row(model: Row, texts: dict[int, str]) -> Element:
    """A copy of the row `model` with the texts by number of cell; the other cells are empty."""
    copied = _cleaned(model.element)
    for number, cell in enumerate(_cells(copied)):
        lines = texts.get(number, "").split("\n")
        units = [item for item in items_in(cell) if isinstance(item, Unit)]
        for extra in [each for each in cell if each.tag in (f"{W}p", f"{W}tbl")]:
            if not units or extra is not units[0].element:
                cell.remove(extra)
        if not units:
            continue
        paragraph = units[0].element
        run = next(iter(paragraph.iter(f"{W}r")), None)
        for child in [each for each in paragraph if each.tag != f"{W}pPr"]:
            paragraph.remove(child)
        paragraph.extend(new_runs("\n".join(lines), run))
    return copied


def _cells(row: Element) -> list[Element]:
    return [each for each in row.iter(f"{W}tc") if next(each.iterancestors(f"{W}tr")) is row]


def _segments(unit: Unit) -> list[tuple[str, Element]]:
    found: list[tuple[str, Element]] = []
    for piece in unit.pieces:
        if found and format_key(found[-1][1]) == format_key(piece.run):
            found[-1] = (found[-1][0] + piece.text, found[-1][1])
        else:
            found.append((piece.text, piece.run))
    return [(text.replace(OBJECT, ""), run) for text, run in found]


def _formats(model: Unit, package: Package) -> dict[str, Element]:
    """The runs of a paragraph by the name of their character style; of each, the format of most characters."""
    sizes: Counter[tuple[str, bytes]] = Counter()
    runs: dict[tuple[str, bytes], Element] = {}
    for piece in model.pieces:
        own = (style_name(piece.run, package) if piece.run.tag == f"{W}r" else "", format_key(piece.run))
        sizes[own] += len(piece.text)
        runs.setdefault(own, piece.run)
    formats: dict[str, Element] = {}
    for (name, key), _ in sizes.most_common():
        formats.setdefault(name, runs[name, key])
    return formats


def _cleaned(element: Element) -> Element:
    """A copy without revisions, sections and comments."""
    copied = deepcopy(element)
    copied.tail = None
    for each in list(copied.iter(*_LEFT_OUT)):
        parent = each.getparent()
        if parent is None:
            continue
        if each.tag in (f"{W}ins", f"{W}moveTo") and len(each):
            for child in list(each):
                each.addprevious(child)
        parent.remove(each)
    return copied


def _alone(copied: Element) -> Element:
    """A copy for another package, without what hangs on parts of its own: pictures and notes. (That they are missing is
    found when the result is checked.)"""
    for each in list(copied.iter(*_ELSEWHERE)):
        each.getparent().remove(each)
    return copied


def translate(element: Element, source: Package, target: Package) -> None:
    """Put the target's style ids for the source's, by name; a style it lacks is left out."""
    for style in list(element.iter(*_STYLES)):
        name = source.style_names.get(style.get(f"{W}val", ""), "")
        own = target.style_ids.get((_STYLES[style.tag], name))
        if own is None:
            style.getparent().remove(style)
        else:
            style.set(f"{W}val", own)
