"""Layout put right in a .docx where no word changes: blank lines, page numbers, places of lines, tables, rules of the
版记, pages begun anew.

Nothing here is a tracked change; what was done is told. Paragraphs are named by their place among all of the body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from genwen import standard
from genwen.ooxml.facing import Face
from genwen.ooxml.form_runs import INLINE
from genwen.ooxml.formatting import W, integer
from genwen.ooxml.page_numbering import begin_with_one, leave_first_unnumbered, number_pages
from genwen.ooxml.restyling import Restyler
from genwen.ooxml.revisions_package import Package
from genwen.records import made, record

_HOLDS = ("drawing", "pict", "object", "fldChar", "commentRangeStart", "ins", "del", "footnoteReference", "sym", "numPr",
          "instrText")  # fmt: skip
"""What makes a paragraph without words more than a blank line."""
_POINTS = ("bookmarkStart", "bookmarkEnd")
"""What may stand in a blank line and goes on in the line under it."""
_SLIVER = 100
"""Twips below which an exact line takes no room to speak of."""
_THICK, _THIN = standard.IMPRINT_THICK_RULE_EIGHTHS, standard.IMPRINT_THIN_RULE_EIGHTHS
_AFTER_BORDERS = {f"{W}{tag}" for tag in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
                                          "tblPrChange")}  # fmt: skip
"""What the schema puts after w:tblBorders."""


@record
class Place:
    """Where a paragraph stands: alignment, and indents in twips; `first` is below 0 for a hanging one."""

    align: str
    left: int = 0
    right: int = 0
    first: int = 0


@record
class Divider:
    """A line of the 版记 right before a paragraph, or right after it; of a table, all of its lines."""

    paragraph: int
    thick: bool
    after: bool = False


@record
class Layout:
    """What is to be laid out anew, by paragraph number.

    `blanks`: empty paragraphs to stand right before; `tables`: paragraphs in tables to be as wide as the 版心; `headed`:
    in tables whose first row is to be repeated; `imprint`: lines the 版记 lacks; `faces`: stretches of another font;
    `numbered`: the kinds of footers that get a page number; `from_one`: page numbers go from 1 through all sections;
    `first_bare`: no number on the first page; `pages`: those that begin a page; `red`: those with a red rule at their foot.
    """

    blanks: Mapping[int, int] = made(default_factory=dict)
    placed: Mapping[int, Place] = made(default_factory=dict)
    tables: tuple[int, ...] = ()
    headed: tuple[int, ...] = ()
    imprint: tuple[Divider, ...] = ()
    numbered: tuple[str, ...] = ()
    from_one: bool = False
    first_bare: bool = False
    faces: tuple[Face, ...] = ()
    pages: tuple[int, ...] = ()
    red: tuple[int, ...] = ()


def lay_out(
    package: Package, paragraphs: Sequence[Any], layout: Layout, restyler: Restyler
) -> tuple[bool, frozenset[int]]:
    """Do what the layout says; whether anything changed, and the paragraphs for which nothing did."""
    changed = {number: _place(paragraphs[number], place) for number, place in layout.placed.items()}
    for number, count in layout.blanks.items():
        changed[number] = _set_blanks(paragraphs[number], count, restyler) or changed.get(number, False)
    for number in layout.pages:
        _begin_page(paragraphs[number])
    for number in layout.tables:
        _fit(next(paragraphs[number].iterancestors(f"{W}tbl")))
    for number in layout.headed:
        _repeat(next(paragraphs[number].iterancestors(f"{W}tbl")))
    ruled = _rule([(paragraphs[line.paragraph], line) for line in layout.imprint])
    changed |= {number: _redden(paragraphs[number]) or changed.get(number, False) for number in layout.red}
    if layout.numbered:
        number_pages(package, layout.numbered)
    if layout.from_one:
        begin_with_one(package)
    if layout.first_bare:
        leave_first_unnumbered(package)
    paged = layout.numbered or layout.from_one or layout.first_bare or layout.pages
    others = layout.tables or layout.headed or ruled or paged
    failed = frozenset(number for number, is_changed in changed.items() if not is_changed) - set(layout.pages)
    return bool(others) or any(changed.values()), failed


def _child(parent: Any, tag: str, at: int | None = None) -> Any:
    """The child called `tag`, made when it is not there."""
    found = parent.find(f"{W}{tag}")
    if found is None:
        found = parent.makeelement(f"{W}{tag}")
        parent.insert(len(parent) if at is None else at, found)
    return found


def _place(paragraph: Any, place: Place) -> bool:
    """Set alignment and indents; whether they were others."""
    properties = _child(paragraph, "pPr", 0)
    before = [dict(child.attrib) for tag in ("ind", "jc") for child in properties.findall(f"{W}{tag}")]
    for tag in ("ind", "jc"):
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    values = {"left": place.left, "leftChars": 0, "right": place.right, "rightChars": 0, "firstLineChars": 0}
    values |= {"hanging": -place.first, "hangingChars": 0} if place.first < 0 else {"firstLine": place.first}
    indent = properties.makeelement(f"{W}ind", {f"{W}{name}": str(value) for name, value in values.items()})
    mark = properties.makeelement(f"{W}jc", {f"{W}val": place.align})
    tail = next((n for n, child in enumerate(properties) if child.tag in _AFTER), len(properties))
    properties[tail:tail] = [indent, mark]
    return before != [dict(indent.attrib), dict(mark.attrib)]


_AFTER = {f"{W}{tag}" for tag in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId",
                                  "cnfStyle", "rPr", "sectPr", "pPrChange")}  # fmt: skip
"""What the schema puts after w:ind and w:jc."""


def _begin_page(paragraph: Any) -> None:
    properties = _child(paragraph, "pPr", 0)
    before = [f"{W}{tag}" for tag in ("pStyle", "keepNext", "keepLines")]
    mark = _child(properties, "pageBreakBefore", sum(child.tag in before for child in properties))
    mark.attrib.clear()


def _is_silent(element: Any) -> bool:
    """Whether an element is a paragraph without words that takes the room of a blank line."""
    holds = (f"{W}br", f"{W}sectPr", INLINE)
    if element is None or element.tag != f"{W}p" or next(element.iter(*holds), None) is not None:
        return False
    spacing = element.find(f"{W}pPr/{W}spacing")
    sliver = (
        spacing is not None and spacing.get(f"{W}lineRule") == "exact" and integer(spacing.get(f"{W}line")) <= _SLIVER
    )
    return not sliver and not any((text.text or "").strip() for text in element.iter(f"{W}t"))


def _is_removable(element: Any) -> bool:
    """Whether a silent paragraph holds nothing that would be lost with it."""
    return next(element.iter(*[f"{W}{t}" for t in _HOLDS]), None) is None


def _set_blanks(paragraph: Any, count: int, restyler: Restyler) -> bool:
    """Put or take blank lines right before a paragraph; whether that changed anything."""
    blanks = []
    above = paragraph.getprevious()
    while _is_silent(above):
        blanks.append(above)
        above = above.getprevious()
    surplus = [blank for blank in blanks if _is_removable(blank)][: max(0, len(blanks) - count)]
    for blank in surplus:
        marks = list(blank.iter(*[f"{W}{tag}" for tag in _POINTS]))
        at = int(paragraph.find(f"{W}pPr") is not None)
        paragraph[at:at] = marks
        blank.getparent().remove(blank)
    for _ in range(count - len(blanks)):
        blank = paragraph.makeelement(f"{W}p")
        restyler.put(blank, "空行")
        paragraph.addprevious(blank)
    return bool(surplus) or count > len(blanks)


def _fit(table: Any) -> None:
    """The table as wide as the 版心, its columns in their proportions."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [integer(column.get(f"{W}w")) for column in columns]
    whole = standard.TYPE_AREA_WIDTH
    properties = _child(table, "tblPr", 0)
    width = _child(properties, "tblW")
    old = integer(width.get(f"{W}w")) if width.get(f"{W}type") == "dxa" else sum(widths)
    scale = whole / max(sum(widths) or old, 1)
    for column, was in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(round(was * scale)))
    for cell in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcW"):
        if cell.get(f"{W}type", "dxa") == "dxa":
            cell.set(f"{W}w", str(round(integer(cell.get(f"{W}w")) * scale)))
    width.set(f"{W}w", str(whole))
    width.set(f"{W}type", "dxa")
    for indent in properties.findall(f"{W}tblInd"):
        properties.remove(indent)


def _repeat(table: Any) -> None:
    row = table.find(f"{W}tr")
    at = 1 if row.find(f"{W}tblPrEx") is not None else 0
    _child(_child(row, "trPr", at), "tblHeader").attrib.clear()


def _redden(paragraph: Any) -> bool:
    """A red rule at the foot of a paragraph: the one set there in red, or one put in; whether it was another."""
    properties = _child(paragraph, "pPr", 0)
    edges = properties.find(f"{W}pBdr")
    if edges is None:
        last = max((n for n, child in enumerate(properties, 1) if child.tag in _BEFORE_EDGES), default=0)
        edges = _child(properties, "pBdr", last)
    edge = _child(edges, "bottom", sum(child.tag in (f"{W}top", f"{W}left") for child in edges))
    before = dict(edge.attrib)
    drawn = edge.get(f"{W}val", "nil") not in ("nil", "none")
    given = {name: edge.get(f"{W}{name}", value) if drawn else value for name, value in _RED_RULE.items()}
    edge.attrib.clear()
    edge.attrib.update({f"{W}{name}": value for name, value in (given | {"color": standard.RED}).items()})
    return before != dict(edge.attrib)


_BEFORE_EDGES = {f"{W}{tag}" for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
                                         "numPr", "suppressLineNumbers")}  # fmt: skip
"""What the schema puts before w:pBdr."""
_RED_RULE = {"val": "single", "sz": "12", "space": "9"}
"""4 mm under the 发文字号 in lines of the body (7.2.7)."""


def _rule(lines: Sequence[tuple[Any, Divider]]) -> bool:
    """The lines that a 版记 lacks: all of its table's, or each a paragraph of its own as wide as the 版心. Whether there
    were others.
    """
    table = next((found for item, _ in lines[:1] for found in item.iterancestors(f"{W}tbl")), None)
    if table is not None:
        return _rule_table(table)
    for paragraph, line in lines:
        put = paragraph.addnext if line.after else paragraph.addprevious
        put(_line(paragraph, _THICK if line.thick else _THIN))
    return bool(lines)


def _rule_table(table: Any) -> bool:
    """The rules of a 版记 on its table, in place of any that its cells have; whether they were others."""
    properties = _child(table, "tblPr", 0)
    own = [edges for cell in table.iter(f"{W}tcPr") for edges in cell.findall(f"{W}tcBorders")]
    before = [dict(edge.attrib) for edges in properties.findall(f"{W}tblBorders") for edge in edges]
    for edges in (*own, *properties.findall(f"{W}tblBorders")):
        edges.getparent().remove(edges)
    last = max((n for n, child in enumerate(properties, 1) if child.tag not in _AFTER_BORDERS), default=0)
    borders = properties.makeelement(f"{W}tblBorders")
    properties.insert(last, borders)
    for side, width in (
        ("top", _THICK),
        ("left", 0),
        ("bottom", _THICK),
        ("right", 0),
        ("insideH", _THIN),
        ("insideV", 0),
    ):
        values = {"val": "single" if width else "nil", "sz": width, "space": 0, "color": "000000"}
        _child(borders, side).attrib.update({f"{W}{name}": str(value) for name, value in values.items()})
    return bool(own) or before != [dict(edge.attrib) for edge in borders]


def _line(model: Any, width: int) -> Any:
    paragraph = model.makeelement(f"{W}p")
    properties = _child(paragraph, "pPr")
    edge = _child(_child(properties, "pBdr"), "bottom")
    for name, value in (("val", "single"), ("sz", str(width)), ("space", "0"), ("color", "000000")):
        edge.set(f"{W}{name}", value)
    spacing = _child(properties, "spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{W}{name}", value)
    indent = _child(properties, "ind")
    for name in ("left", "right", "firstLine", "firstLineChars"):
        indent.set(f"{W}{name}", "0")
    return paragraph
