"""Blocks → WordprocessingML text, by style name.

Pure string building: no XML library, nothing looked up twice. A block names a style of the template; the writer turns
the name into the template's style id, writes the geometry of a `Measure` as direct paragraph properties (the matching
`*Chars` attribute set to 0, as it would win over the length), and nothing else. Element order is that of ECMA-376.
The prefix `w` must be bound where the text is put; other prefixes are declared where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from genwen.document.elements import (
    Block,
    Cell,
    Chart,
    FootBox,
    Paragraph,
    Row,
    Run,
    SectionBreak,
    Table,
    string_of,
)
from genwen.document.keeping import LIKE, MEASURES, Likeness, kept_with, over_rows
from genwen.ooxml.blanks import filled, with_blanks
from genwen.ooxml.geometry import geometry_of
from genwen.ooxml.imprint_box import RULE_PARAGRAPH, text_box
from genwen.ooxml.markup import IllegalCharacter, illegal_character
from genwen.ooxml.sections import section_after
from genwen.patterns import regex

BLANK_STYLE = "空行"
"""Paragraph style of the empty paragraphs that the writer itself needs."""

SLIVER = '<w:spacing w:before="0" w:after="0" w:line="14" w:lineRule="exact"/>'
"""Spacing of a paragraph that must exist but take no room: 0.7 pt, less than what 22 lines leave of the 版心."""

MAX_FORMS = 4_096
"""Cells of different widths and merges whose opening is remembered."""

# Chinese quotation marks and dashes belong to Latin script too; the hint makes Word set them as Chinese. Runs without
# such a character need none, and a third of all tags would be hints.
HINT = '<w:rFonts w:hint="eastAsia"/>'
_BOTH = "\xa1-\u03ff\u0401-\u0451\u2010-\u2e00\ue000-\uf8ff\ufe00-\ufe0f\ufffd"
_SHARED = regex(f"[{_BOTH}]")
"""Characters of both scripts (East Asian Width: ambiguous), and some more of the same blocks."""
_CARE = regex(f"[\x00-\x1f&<>{_BOTH}\ufffe\uffff]")
"""Characters that need more than to be written."""

CHART_MARK = b'r:id="genwenChart"/>'
"""How a drawing names its chart until the document is put together; no text can hold the angle bracket."""

_PIECES = regex(r"([\n\t])")
_STYLE, _TEXT = attrgetter("style"), attrgetter("text")


def escape(text: str) -> str:
    """`text` as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> bool:
    """Whether `text` may stand in w:t as it is (five searches of memory are faster than one regular expression)."""
    return not ("&" in text or "<" in text or "\n" in text or "\t" in text or ">" in text)


def _opened(text: str) -> str:
    """The opening tag of the w:t of `text`: spaces at its ends are kept only where the tag says so."""
    return "<w:t>" if text[0] > " " and text[-1] > " " else '<w:t xml:space="preserve">'


def _text_elements(text: str) -> str:
    """`text`, which is not empty, as the content of a run: w:t, w:br for a line feed, w:tab for a tabulator."""
    if _plain(text):
        return f"{_opened(text)}{text}</w:t>"
    parts = []
    for piece in _PIECES.split(text):
        if piece == "\n":
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f"{_opened(piece)}{escape(piece)}</w:t>")
    return "".join(parts)


def _between(runs: Sequence[Run], start: int, end: int | None) -> list[Run]:
    """The runs of the text from `start` to before `end`."""
    found: list[Run] = []
    for run in runs:
        text = run.text[max(start, 0) : None if end is None else max(end, 0)]
        if text:
            found.append(Run(text, run.style, run.origin))
        start -= len(run.text)
        end = end if end is None else end - len(run.text)
    return found


Stretch = tuple[int, int, int]
Loosened = Callable[[Paragraph], Sequence[Stretch]]


class BlockWriter:
    """Writes blocks for one template.

    `style_ids` gives the template's style id for each style name, paragraph, character and table styles alike.
    `section_properties` is the template's final w:sectPr element as text, which the sections that a `SectionBreak`
    ends are copied from. A style name that the template lacks raises KeyError with that name (the check of the
    template has reported it before). `loosened` tells of a paragraph which stretches of its text are to have a character
    spacing of their own, from the first character to before the last, in twips. An instance is immutable in effect and may serve any number of documents.
    """

    def __init__(
        self, style_ids: Mapping[str, str], section_properties: str = "", loosened: Loosened = lambda paragraph: ()
    ) -> None:
        self._ids = style_ids
        self._loosened = loosened
        self._section = section_properties
        self._openings: dict[str, str] = {}
        self._cell_openings: dict[tuple[int, int, str], str] = {}
        self._run_openings: dict[tuple[str, bool], str] = {
            ("", True): f"<w:r><w:rPr>{HINT}</w:rPr>", ("", False): "<w:r>",
        }  # fmt: skip

    def write(self, blocks: Iterable[Block]) -> str:
        """The XML of the blocks, in order; a table is always followed by a paragraph. Raises IllegalCharacter.

        When the blocks hold a `SectionBreak`, the document's final w:sectPr must be that of `final_section`.
        """
        return self.encoded(blocks).decode()

    def encoded(self, blocks: Iterable[Block]) -> bytes:
        """As `write`, in UTF-8; what was made of a block that stood in a document before is not made again."""
        return b"".join([xml for _, xml in self.pieces(blocks)])

    def pieces(self, blocks: Iterable[Block]) -> list[tuple[int, bytes]]:
        """As `encoded`, block by block with their numbers; -1 for the paragraphs that tables need behind them."""
        pieces: list[tuple[int, bytes]] = []
        previous: SectionBreak | None = None
        after_table = False
        for number, block in enumerate(blocks):
            if after_table and block.__class__ is Table:
                pieces.append((-1, self.sliver))  # whatever else is a block begins with a paragraph
            after_table = block.__class__ is Table
            if isinstance(block, SectionBreak):
                xml = self._blank(SLIVER + section_after(self._section, previous)).encode()
                previous = block
            else:
                xml = self.written(block)
            pieces.append((number, xml))
        if after_table:
            pieces.append((-1, self.sliver))
        return pieces

    def written(self, block: Paragraph | Table | Chart | FootBox) -> bytes:
        """The XML of one block in UTF-8; what was made of one that stood in a document before is not made again."""
        results = kept_with(block)
        if results is None:
            return self._block(block)
        known: bytes | None = results.get(self)
        if known is None:
            alike = results.get(LIKE)
            known = results[self] = (
                self._like(block, alike) if alike is not None and alike.between else self._block(block)
            )
        return known

    def written_of(
        self, words: Sequence[Sequence[str]], measures: Sequence[Any], block: Callable[[int], Any]
    ) -> list[bytes]:
        """The XML of blocks of which the words are known, and what is kept for their form; `block` gives one by number."""
        forms = [known and known.get(self) for known in measures]
        return [
            filled(form, said) if form else self.written(block(number))
            for number, (form, said) in enumerate(zip(forms, words, strict=True))
        ]

    def _like(self, block: Any, alike: Likeness) -> bytes:
        """The XML of a block that others are like: that of the first with words of their form, filled with its own."""
        known = block.kept[MEASURES]
        form = known.get(self)
        if form:
            return filled(form, alike.words)
        xml = self._block(block)
        if form is None:
            known[self] = with_blanks(xml.decode(), alike.words, alike.between).encode()
        return xml

    @property
    def sliver(self) -> bytes:
        """The paragraph that `encoded` ends with after a table: it cannot see whether another one follows."""
        return self._blank(SLIVER).encode()

    def _block(self, block: Paragraph | Table | Chart | FootBox) -> bytes:
        if isinstance(block, Paragraph):
            return self.paragraph(block).encode()
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, FootBox):
            return self._foot_box(block).encode()
        xml = self._chart(block)
        if illegal_character(xml):
            raise IllegalCharacter
        return xml.encode()

    def without_needless(self, body: bytes) -> bytes:
        """`body` without the slivers after tables that a paragraph follows.

        Where a table fills its page, a sliver that nothing needs would make a page of its own.
        """
        after = b"</w:tbl>"
        sliver = after + self.sliver
        at = body.find(sliver)
        if at < 0:
            return body
        pieces: list[bytes] = []
        start = 0
        while at >= 0:
            end = at + len(sliver)
            needless = body.startswith((b"<w:p>", b"<w:p "), end)
            pieces.append(body[start : at + len(after) if needless else end])
            start, at = end, body.find(sliver, end)
        return b"".join((*pieces, body[start:]))

    def final_section(self, blocks: Iterable[Block]) -> str:
        """The w:sectPr to end the document with when it holds `blocks`: the template's own if no section ends there."""
        last = None
        for block in blocks:
            if isinstance(block, SectionBreak):
                last = block
        return section_after(self._section, last)

    def write_text(self, runs: Sequence[Run], rpr: str = "") -> str:
        """The XML of inline text in a paragraph of the template.

        `rpr` is the content of the w:rPr of the run that the tag stands in; a run with a character style of its own
        takes that instead of the template's.
        """
        if not rpr:
            return self._runs(runs)
        parts = []
        for run in runs:
            own = rpr
            if run.style:
                own = f'<w:rStyle w:val="{self._ids[run.style]}"/>' + re.sub(r"<w:rStyle [^>]*/>", "", rpr)
            if run.text:
                parts.append(f"<w:r><w:rPr>{own}</w:rPr>{_text_elements(run.text)}</w:r>")
        return "".join(parts)

    def _runs(self, runs: Sequence[Run], more: str = "") -> str:
        """Neighbouring runs of one style become one: where their texts come from is the record's to know."""
        return "".join([self._run(style, "".join(map(_TEXT, alike)), more) for style, alike in groupby(runs, _STYLE)])

    def _stretched(self, runs: Sequence[Run], stretches: Sequence[Stretch], more: str) -> str:
        """As `_runs`, with the spacing that some stretches of the text have for themselves."""
        parts: list[str] = []
        at = 0
        for start, end, spacing in stretches:
            parts.append(self._runs(_between(runs, at, start), more))
            parts.append(self._runs(_between(runs, start, end), f'<w:spacing w:val="{spacing}"/>{more}'))
            at = end
        return "".join((*parts, self._runs(_between(runs, at, None), more)))

    def _run(self, style: str, text: str, more: str) -> str:
        """A run; `more` are properties behind those of its form. Raises IllegalCharacter where its text holds what XML
        does not allow."""
        if not text:
            return ""
        if not more and _CARE.search(text) is None and text[0] > " " and text[-1] > " ":
            opening = self._run_openings.get((style, False)) or self._run_opening(style, False)
            return f"{opening}<w:t>{text}</w:t></w:r>"
        if illegal_character(text):
            raise IllegalCharacter(text)
        form = (style, _SHARED.search(text) is not None)
        opening = self._run_openings.get(form) or self._run_opening(*form)
        if more:
            opening = (
                opening.replace("</w:rPr>", f"{more}</w:rPr>")
                if "</w:rPr>" in opening
                else f"<w:r><w:rPr>{more}</w:rPr>"
            )
        return f"{opening}{_text_elements(text)}</w:r>"

    def _run_opening(self, style: str, hinted: bool) -> str:
        opening = f'<w:r><w:rPr><w:rStyle w:val="{self._ids[style]}"/>{HINT if hinted else ""}</w:rPr>'
        self._run_openings[style, hinted] = opening
        return opening

    def _opening(self, style: str) -> str:
        opening = f'<w:p><w:pPr><w:pStyle w:val="{self._ids[style]}"/>'
        self._openings[style] = opening
        return opening

    def paragraph(self, paragraph: Paragraph, in_cell: bool = False) -> str:
        """The XML of a paragraph, made anew; in the cell of a table no line is loosened. Raises IllegalCharacter."""
        opening = self._openings.get(paragraph.style) or self._opening(paragraph.style)
        measure, runs = paragraph.measure, paragraph.runs
        geometry, more = "", ""
        if measure is not None:
            geometry = geometry_of(measure)
            more = f'<w:w w:val="{measure.scale}"/>' if measure.scale is not None else ""
        if not in_cell and (stretches := self._loosened(paragraph)):
            content = self._stretched(runs, stretches, more)
        else:
            content = self._runs(runs, more) if any(map(_STYLE, runs)) else self._run("", string_of(runs), more)
        return f"{opening}{geometry}</w:pPr>{content}</w:p>"

    def _blank(self, properties: str, content: str = "") -> str:
        opening = self._openings.get(BLANK_STYLE) or self._opening(BLANK_STYLE)
        return f"{opening}{properties}</w:pPr>{content}</w:p>"

    def _table(self, table: Table) -> bytes:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
        widths = table.widths
        opening = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._ids[table.style]}"/>'
            f'<w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        rows = over_rows(table, lambda row: self._row(row, widths).encode(), (self, widths))
        return b"".join((opening.encode(), *rows, b"</w:tbl>"))

    def _row(self, row: Row, widths: Sequence[int]) -> str:
        parts = ["<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if row.header else _PLAIN_ROW]
        column = 0
        for cell in row.cells:
            columns = cell.columns
            width = widths[column] if columns == 1 else sum(widths[column : column + columns])
            parts.append(self._cell(cell, width))
            column += columns
        parts.append("</w:tr>")
        return "".join(parts)

    def _cell(self, cell: Cell, width: int) -> str:
        form = (width, cell.columns, cell.merge)
        opening = self._cell_openings.get(form) or self._cell_opening(form)
        if len(cell.paragraphs) == 1:
            return f"{opening}{self.paragraph(cell.paragraphs[0], True)}</w:tc>"
        content = "".join([self.paragraph(paragraph, True) for paragraph in cell.paragraphs])
        # what stands in the lower cells of a vertical merge must not heighten their rows
        return f"{opening}{content or self._blank(SLIVER if cell.merge == '续' else '')}</w:tc>"

    def _cell_opening(self, form: tuple[int, int, str]) -> str:
        """The tag and the properties of a cell by width, columns and merge."""
        width, columns, merge = form
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        opening = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_MERGES[merge]}'
            '<w:vAlign w:val="center"/></w:tcPr>'
        )
        if len(self._cell_openings) < MAX_FORMS:
            self._cell_openings[form] = opening
        return opening

    def _chart(self, chart: Chart) -> str:
        """The paragraph of a chart; a template without its style gets it in an empty line as high as the chart."""
        # imported by documents with charts alone
        from genwen.ooxml.chart_drawing import drawing

        content = f"<w:r>{drawing(chart)}</w:r>"
        if chart.style not in self._ids:
            return self._blank('<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', content)
        return f"{self._openings.get(chart.style) or self._opening(chart.style)}</w:pPr>{content}</w:p>"

    def _foot_box(self, box: FootBox) -> str:
        """An empty line as high as the box, and the box anchored to it.

        The line keeps the room: where the page has none left, line and box go to the next page together.
        """
        lines = []
        for rule, paragraph in zip(box.rules, (*box.paragraphs, None), strict=True):
            if rule:
                lines.append(self._blank(RULE_PARAGRAPH[rule]))
            if paragraph is not None:
                lines.append(self.paragraph(paragraph))
        room = f'<w:spacing w:before="0" w:after="0" w:line="{box.height}" w:lineRule="exact"/>'
        return self._blank(room, f"<w:r>{text_box(''.join(lines), box.height)}</w:r>")


_PLAIN_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_MERGES = {"": "", "起": '<w:vMerge w:val="restart"/>', "续": "<w:vMerge/>"}
