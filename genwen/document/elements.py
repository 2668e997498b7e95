"""The document model as immutable data: runs, paragraphs, tables, charts, and the 要素 a template places.

A block names a style of the template and carries no font and no size. Where the standard makes a length depend on the
content (the indents of 署名 and 成文日期, the hanging indent of 附件说明), the block carries that length as a `Measure`
in twips (1/20 pt). Every run knows where its text comes from. Nothing here knows OOXML or YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any

from genwen.diagnostics import Position
from genwen.records import made, record

_TEXT = attrgetter("text")
PLACEHOLDER_STYLE = "待补"
"""Name of the character style that marks a missing fact in a draft."""


class OriginKind(StrEnum):
    """What kind of source a piece of text has."""

    FACT = "事实"
    DERIVED = "推算"
    TYPED = "文字"
    NUMBERING = "编号"
    MISSING = "待补"


@record
class Origin:
    """Where a printed text comes from.

    FACT: `path` is the fact (统计.用电量) and `position` its scalar. DERIVED: `formula` tells how it was computed,
    `inputs` from what. TYPED: prose of an outline or template at `position`. NUMBERING: made by the model (ordinals,
    counts of attachments). MISSING: a fact that is 待补 or withheld.
    """

    kind: OriginKind
    path: str = ""
    position: Position | None = None
    formula: str = ""
    inputs: tuple[Origin, ...] = ()


NUMBERING = Origin(OriginKind.NUMBERING)


@record
class Run:
    """A piece of text of one origin; `style` names a character style of the template ("" for the paragraph's own)."""

    text: str
    style: str = ""
    origin: Origin | None = None


Text = tuple[Run, ...]
"""Inline text. A line feed inside a run is a line break, a tab a tabulator."""


def string_of(text: Sequence[Run]) -> str:
    """Inline text as a string."""
    return text[0].text if len(text) == 1 else "".join(map(_TEXT, text))


@record
class Measure:
    """Geometry that depends on content, in twips unless said; None leaves it to the style.

    `left`, `right`, `first_line`, `hanging`: indents. `before`: space above. `scale`: width of the characters in
    per cent. `tabs`: (kind, position), kind "left" or "right". `keep_next`, `page_break_before`: as in Word.
    """

    left: int | None = None
    right: int | None = None
    first_line: int | None = None
    hanging: int | None = None
    before: int | None = None
    scale: int | None = None
    tabs: tuple[tuple[str, int], ...] = ()
    keep_next: bool = False
    page_break_before: bool = False


class Keeper:
    """What things can be kept with (`genwen.document.keeping`); nothing is there until something is kept, and no value has it."""

    __slots__ = ("__dict__", "__weakref__", "kept")  # its own place is found sooner than one among the fields

    kept: Any


@record
class Paragraph(Keeper):
    """A paragraph in the template style named `style`; `key` names it within its document, stably over rebuilds."""

    style: str
    runs: Text = ()
    key: str = ""
    measure: Measure | None = None

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return string_of(self.runs)


@record
class Cell:
    """A table cell over `columns` grid columns; `merge`: "起" starts a vertical merge, "续" continues it."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    merge: str = ""


@record
class Row:
    """A table row, never broken across pages; a `header` row is repeated on each page."""

    cells: tuple[Cell, ...]
    header: bool = False
    key: str = ""


@record
class Table(Keeper):
    """A table in the template's table style named `style`; `widths` of the grid columns in twips."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    style: str = "公文表格"
    key: str = ""


@record
class ChartValue:
    """One value of a chart: `run` says the number as it is printed; `known` False leaves a gap in the chart."""

    run: Run
    known: bool = True


@record
class ChartSeries:
    """A series of a chart: its name and one value for each category."""

    name: Text
    values: tuple[ChartValue, ...]


@record
class Chart:
    """A chart as wide as the 版心 in a paragraph of the template style named `style`.

    `kind` is 柱形, 条形, 折线 or 饼形. All values are in `unit`, with `decimals` decimals; `labels` prints them in the
    chart; `height` is in twips.
    """

    kind: str
    categories: tuple[Text, ...]
    series: tuple[ChartSeries, ...]
    title: Text = ()
    unit: Text = ()
    decimals: int = 0
    labels: bool = False
    height: int = 4_535
    style: str = "图表"
    key: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its texts for who reads blocks: title, unit, and each name and value with a key of its own."""
        texts = [(self.title, "题"), (self.unit, "单位")]
        texts += [(category, f"类别{number}") for number, category in enumerate(self.categories, 1)]
        for series in self.series:
            name = "".join(run.text for run in series.name)
            texts.append((series.name, f"系列/{name}"))
            for category, value in zip(self.categories, series.values, strict=True):
                place = "/".join((name, "".join(run.text for run in category)))
                texts.append(((value.run,) if value.run.text else (), place))
        return tuple(Paragraph(self.style, runs, f"{self.key}/{place}") for runs, place in texts if runs)


@record
class FootBox(Keeper):
    """版记: paragraphs at the foot of the 版心 of the page it is anchored on, between rules (clause 7.4.1).

    `rules[i]` is the rule above paragraph i ("粗", "细" or ""), the last entry the one below the last paragraph;
    `height` is the height of the box in twips.
    """

    paragraphs: tuple[Paragraph, ...]
    rules: tuple[str, ...]
    height: int


@record
class SectionBreak:
    """Ends a section here; what follows starts on the next page, or on the next even page.

    `numbered` tells whether the pages *after* the break carry page numbers.
    """

    even_page: bool = False
    numbered: bool = True


Block = Paragraph | Table | Chart | FootBox | SectionBreak
Blocks = tuple[Block, ...]


@record
class Document(Keeper):
    """A composed 公文: what the template's tags are filled with.

    `fields` are inline texts for `{{ 字段 }}`, `blocks` sequences for `{{p 块 }}`, both by the Chinese name of the
    要素. A name that is absent or empty makes `{%p if 名 %}` false.
    """

    name: str
    fields: Mapping[str, Text] = made(default_factory=dict)
    blocks: Mapping[str, Blocks] = made(default_factory=dict)


def runs_in(blocks: Blocks) -> Iterator[Run]:
    """Every run of the blocks, in reading order, tables row by row."""
    for paragraph in paragraphs_in(blocks):
        yield from paragraph.runs


def paragraphs_in(blocks: Iterable[Block | Row]) -> Iterator[Paragraph]:
    """Every paragraph of the blocks, in reading order, tables row by row, cell by cell; the texts of charts as well."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from paragraphs_in(block.rows)
        elif isinstance(block, Row):
            for cell in block.cells:
                yield from cell.paragraphs
        elif isinstance(block, FootBox | Chart):
            yield from block.paragraphs
