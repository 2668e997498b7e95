"""A .docx as it is laid out: paragraphs, tables and sections with the formatting that takes effect, as plain records.

Lengths are twips, sizes points. Nothing here says what a paragraph is for; that is the concern of those who look at it.
"""

from __future__ import annotations

from genwen.records import made, record

PAGE_FIELD = "\ufffc"
"""Stands for the number of the page in the text of headers and footers."""
CORRECTOR = "genwen 改正"
"""Author of the tracked changes that `genwen fix` makes."""


@record
class RunForm:
    """How characters look: fonts for Chinese and Latin text, size in points, `color` as RRGGBB ("" for automatic)."""

    font: str = ""
    latin: str = ""
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    marked: bool = False
    """Highlighted or shaded."""
    hidden: bool = False
    spacing: int = 0
    style: str = ""
    raised: bool = False
    """Superscript or subscript."""
    struck: bool = False
    dotted: bool = False
    """With marks of emphasis (着重号)."""
    scale: int = 100
    """Width of the characters in percent."""
    effect: str = ""
    """What else is done to the characters, as the clerk calls it: 空心, 阴影, 边框."""


@record
class Border:
    """A rule beside a paragraph or cell: eighths of a point, colour ("" for automatic), whether it is of two lines."""

    width: int
    color: str = ""
    double: bool = False


@record
class ParagraphForm:
    """How a paragraph is laid out; a hanging indent is a negative `first`; `chars` values are hundredths of a 字."""

    style: str = ""
    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    page_break_before: bool = False
    outline: int = 9
    top: Border | None = None
    bottom: Border | None = None
    between: Border | None = None
    """The rule between it and a paragraph with the same rules."""
    tabs: tuple[tuple[str, int], ...] = ()
    frame: str = ""
    """Where a frame around it stands: left, center, right, inside, outside."""
    shaded: bool = False
    """Whether a colour lies behind it."""


@record
class FormRun:
    """A stretch of text of one look."""

    text: str
    form: RunForm


@record
class Stroke:
    """A straight line drawn as a shape: length in mm, colour; `double` when it is of two lines, `low` at the page's foot."""

    length: float
    color: str
    double: bool = False
    low: bool = False


@record
class FormParagraph:
    """A paragraph: `number` is its place among all paragraphs of its part; `label` an automatic number before the text.

    `place` is 正文, 表格, 文本框, 页眉 or 页脚; `page_break` says that a page break stands in it, `drawn` a shape or picture;
    `strokes` are the straight lines among what is drawn.
    """

    number: int
    runs: tuple[FormRun, ...]
    form: ParagraphForm
    label: str = ""
    place: str = "正文"
    section: int = 0
    page_break: bool = False
    break_after: bool = False
    drawn: bool = False
    pictured: bool = False
    """With a picture that stands in its line as characters do, so that the line is not blank."""
    strokes: tuple[Stroke, ...] = ()
    number_format: str = ""
    """How its field of the page number counts, by the name the field has for it: ROMAN; "" for as the section does."""

    @property
    def text(self) -> str:
        """The text without the automatic number."""
        return "".join([run.text for run in self.runs])


@record
class FormCell:
    """A cell: its paragraphs, how many columns it spans, whether it goes on with the cell above.

    `width` is its width and `inset` the room at its left before the text, in twips; 0 and -1 where the file does not say.
    """

    paragraphs: tuple[FormParagraph, ...]
    columns: int = 1
    continued: bool = False
    width: int = 0
    inset: int = -1


@record
class FormRow:
    """A row; `header` when it is repeated on every page, `height` in twips as it is set, 0 for as its text needs."""

    cells: tuple[FormCell, ...]
    header: bool = False
    height: int = 0


@record
class FormTable:
    """A table: `number` counts from 1; `width` in twips (0 unknown); `bordered` when any rule is drawn."""

    number: int
    rows: tuple[FormRow, ...]
    width: int = 0
    indent: int = 0
    bordered: bool = True
    style: str = ""
    section: int = 0
    floating: bool = False
    top: Border | None = None
    bottom: Border | None = None
    boxed: bool = False
    """Inside a text box."""
    between: tuple[Border | None, ...] = ()
    """The rules between each row and the next."""
    align: str = ""
    """How it is placed between the margins, "" for its indent."""


@record
class FormSection:
    """A section: paper, margins, grid, and its headers and footers by kind (default, even, first)."""

    width: int = 11906
    height: int = 16838
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    gutter: int = 0
    header: int = 851
    footer: int = 992
    grid: str = ""
    pitch: int = 0
    char_space: int = 0
    title_page: bool = False
    restart: int | None = None
    number_format: str = "decimal"
    """How page numbers are counted, by the name the format has for it."""
    in_dashes: bool = False
    """Word prints the page number as - 1 -."""
    kind: str = "nextPage"
    headers: dict[str, tuple[FormParagraph, ...]] = made(default_factory=dict)
    footers: dict[str, tuple[FormParagraph, ...]] = made(default_factory=dict)

    @property
    def landscape(self) -> bool:
        """Whether the page lies across."""
        return self.width > self.height


@record
class FormDocument:
    """A whole .docx: blocks in reading order (text boxes after the paragraph they hang on), sections, and what is on."""

    file: str
    blocks: tuple[FormParagraph | FormTable, ...] = ()
    sections: tuple[FormSection, ...] = ()
    even_and_odd: bool = False
    insertions: int = 0
    deletions: int = 0
    reshaped: int = 0
    """Tracked changes of the look of text, paragraphs and tables."""
    comments: int = 0
    only_corrections: bool = False
    """Whether its tracked changes are all corrections of `genwen fix`."""
    first_revision: int = -1
    """Number of the first paragraph with a tracked change, -1 for none."""
    first_comment: int = -1
    styled: bool = True
    links: tuple[tuple[str, str], ...] = ()
    """What lies outside the file and is fetched when it is opened: kind of the link and address."""
    """Whether it holds styles; without them every program sets the text in its own way."""
