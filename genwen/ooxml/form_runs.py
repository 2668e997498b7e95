"""The runs of one paragraph: elements in, stretches of text with their look out; fields, breaks, shapes and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genwen.ooxml.form import PAGE_FIELD, FormRun, RunForm, Stroke
from genwen.ooxml.formatting import Formatting, W
from genwen.patterns import regex
from genwen.records import record

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_STRAIGHT = ("line", "straightConnector1")
_EMU_PER_MM = 36_000
_HALF_PAGE = 140
"""mm from the upper edge, or from the paragraph on page 1 that a line hangs on."""
INLINE = f"{_WP}inline"
_VML = "{urn:schemas-microsoft-com:vml}"
_FORMAT = regex(r"\\\*\s*(\w+)")
"""A switch of a field; MERGEFORMAT and CHARFORMAT are about its look."""
_PLACED = regex(r"mso-position-horizontal:\s*(\w+)")
_RUN, _RUN_FORM, _SIMPLE = f"{W}r", f"{W}rPr", f"{W}fldSimple"
_T, _BREAK, _FIELD, _CODE = f"{W}t", f"{W}br", f"{W}fldChar", f"{W}instrText"
_INSIDE = {
    f"{W}{name}" for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "moveTo", "customXml", "dir", "bdo")
}
_SHAPES = (f"{W}drawing", f"{W}pict", f"{W}object")
_TEXT = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "□"}


@record
class Pieces:
    """What a paragraph holds: runs, a page break before or after its text, how its page number is counted."""

    runs: tuple[FormRun, ...]
    page_break: bool
    break_after: bool
    number_format: str = ""


class RunReader:
    """Reads paragraphs one after another."""

    def __init__(self, formatting: Formatting) -> None:
        self._formatting = formatting

    def read(self, paragraph: Any, style: str) -> Pieces:
        """The pieces of a paragraph of that style (its id)."""
        found: list[tuple[str, RunForm]] = []
        state = _State()
        self._inside(paragraph, style, found, state)
        alike: list[tuple[list[str], RunForm]] = []
        for text, form in found:
            if alike and alike[-1][1] is form:
                alike[-1][0].append(text)
            else:
                alike.append(([text], form))
        runs = tuple([FormRun("".join(texts), form) for texts, form in alike])
        return Pieces(runs, state.broken, state.broken_after, state.number_format)

    def _inside(self, around: Any, style: str, found: list[tuple[str, RunForm]], state: _State) -> None:
        for child in around:
            tag = child.tag
            if tag == _RUN:
                self._run(child, style, found, state)
            elif tag == _SIMPLE:
                if _is_page(child.get(f"{W}instr", "")):
                    state.number_format = _format_of(child.get(f"{W}instr", ""))
                    found.append((PAGE_FIELD, self._formatting.run(style, child.find(f"{W}r/{W}rPr"))))
                else:
                    self._inside(child, style, found, state)
            elif tag in _INSIDE:
                self._inside(child, style, found, state)

    def _run(self, run: Any, style: str, found: list[tuple[str, RunForm]], state: _State) -> None:
        form: RunForm | None = None
        for child in run:
            text = state.text_of(child)
            if text:
                if form is None:
                    form = self._formatting.run(style, run.find(_RUN_FORM))
                if text.strip():
                    state.seen = True
                found.append((text, form))


class _State:
    """Where reading has got to: inside which fields, and what was broken."""

    def __init__(self) -> None:
        self.fields: list[list[str]] = []
        self.broken = self.broken_after = self.seen = False
        self.number_format = ""

    def text_of(self, child: Any) -> str:
        """The text a child of a run stands for."""
        tag = child.tag
        if tag == _T and not self.fields:
            return child.text or ""
        if tag == _FIELD:
            return self._field(child.get(f"{W}fldCharType", ""))
        if tag == _CODE:
            if self.fields:
                self.fields[-1][1] += child.text or ""
            return ""
        if any(state != "结果" or _is_page(code) for state, code in self.fields):
            return ""
        if tag == _T:
            return child.text or ""
        if tag == _BREAK:
            if child.get(f"{W}type") == "page":
                if self.seen:
                    self.broken_after = True
                else:
                    self.broken = True
                return ""
            return "\n"
        return _TEXT.get(tag, "")

    def _field(self, kind: str) -> str:
        if kind == "begin":
            self.fields.append(["命令", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][0] = "结果"
        elif kind == "end" and self.fields:
            _, code = self.fields.pop()
            if _is_page(code):
                self.number_format = _format_of(code)
                return PAGE_FIELD
        return ""


def _is_page(code: str) -> bool:
    return code.upper().split()[:1] == ["PAGE"]


def _format_of(code: str) -> str:
    """The format a field of the page number is counted in, "" where it does not say."""
    return next((name for name in _FORMAT.findall(code) if not name.upper().endswith("FORMAT")), "")


def shaped_paragraphs(root: Any) -> set[Any]:
    """The paragraphs of a part that a shape or picture hangs on, or stands in: nothing is drawn in the others."""
    paragraphs = f"{W}p"
    return {around for shape in root.iter(*_SHAPES, INLINE) for around in shape.iterancestors(paragraphs)}


def is_pictured(paragraph: Any) -> bool:
    """Whether a picture stands in the line of a paragraph, not beside or behind its text."""
    return next(paragraph.iter(INLINE), None) is not None


def has_drawing(paragraph: Any) -> bool:
    """Whether a shape, line or picture hangs on the paragraph; text boxes alone do not count."""
    for shape in paragraph.iter(*_SHAPES):
        parts = list(shape.iter(f"{_WPS}wsp", f"{_VML}line", f"{_VML}shape", f"{_VML}rect")) or [shape]
        if any(next(part.iter(f"{W}txbxContent"), None) is None for part in parts):
            return True
    return False


def straight_lines(paragraph: Any) -> Iterator[Stroke]:
    """The straight lines that hang on the paragraph; those grouped in one drawing are told as one."""
    for drawing in paragraph.iter(f"{W}drawing"):
        extent = next(drawing.iter(f"{_WP}extent"), None)
        straight = sum(form.get("prst") in _STRAIGHT for form in drawing.iter(f"{_A}prstGeom"))
        line = next(drawing.iter(f"{_A}ln"), None)
        if line is None or extent is None or not straight or not extent.get("cx", "").isdigit():
            continue
        colour = next(line.iter(f"{_A}srgbClr"), None)
        if colour is not None:
            double = straight > 1 or line.get("cmpd", "sng") != "sng"
            yield Stroke(int(extent.get("cx")) / _EMU_PER_MM, colour.get("val", ""), double, _is_low(drawing))


def _is_low(drawing: Any) -> bool:
    """Whether a drawing is put into the lower half of the page."""
    place = next(drawing.iter(f"{_WP}positionV"), None)
    if place is None:
        return False
    offset = (place.findtext(f"{_WP}posOffset") or "0").strip().removeprefix("-")
    far = offset.isdigit() and int(offset) / _EMU_PER_MM > _HALF_PAGE
    return far or place.findtext(f"{_WP}align") == "bottom" or place.get("relativeFrom") == "bottomMargin"


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that hang on a paragraph, boxes repeated for old programs left out."""
    if next(paragraph.iter(*_SHAPES), None) is None:
        return
    for box in paragraph.iter(f"{W}txbxContent"):
        if next(box.iterancestors(f"{W}p"), None) is not paragraph:
            continue  # inside a box, whose own paragraphs it hangs on
        ancestors = [ancestor.tag for ancestor in box.iterancestors()]
        inner = ancestors[: ancestors.index(f"{W}p")] if f"{W}p" in ancestors else ancestors
        spare = f"{_MC}Fallback" in inner
        if (not spare and f"{W}txbxContent" not in inner) or (spare and not _has_choice(box)):
            yield box


def box_side(box: Any) -> str:
    """Where a text box stands across the page, where it says so: left, center, right, inside, outside."""
    for ancestor in box.iterancestors(f"{_WP}anchor", f"{_VML}shape"):
        if ancestor.tag == f"{_WP}anchor":
            return str(ancestor.findtext(f"{_WP}positionH/{_WP}align") or "")
        placed = _PLACED.search(ancestor.get("style", ""))
        return placed[1] if placed else ""
    return ""


def _has_choice(box: Any) -> bool:
    """Whether the first alternative beside a fallback holds the box too."""
    for ancestor in box.iterancestors(f"{_MC}AlternateContent"):
        choice = ancestor.find(f"{_MC}Choice")
        return choice is not None and next(choice.iter(f"{W}txbxContent"), None) is not None
    return False
