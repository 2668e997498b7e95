"""The outline and wording of one document as written in content/公文/NAME.yaml, compiled: prose with its expressions.

Blocks are paragraphs, sections, numbered paragraphs (条), inline series (一是…二是…), tables and charts; each may stand
under a condition (若) or be repeated over a list (每 … 名 …). Nothing here evaluates an expression.
"""

from __future__ import annotations

from genwen.diagnostics import Position
from genwen.document.expressions import Expression, Prose
from genwen.records import made, record

LEVEL_STYLES = ("一、", "（一）", "1.", "（1）")
HEADING_FORMS = ("独行", "段首", "标签")
CLOSING_OF_FORM = {"独行": "", "段首": "。", "标签": "："}


@record
class Placed:
    """What every block has: its place, its condition, and the list it is repeated over."""

    position: Position | None = None
    condition: Expression | None = None
    each: Expression | None = None
    each_texts: tuple[Prose, ...] = ()
    each_name: str = ""

    @property
    def always(self) -> bool:
        """Whether the block stands once, whatever the facts."""
        return self.condition is None and self.each is None and not self.each_texts


@record
class ParagraphNode:
    """One or more paragraphs of prose; `style` names another paragraph style than 公文正文."""

    lines: tuple[Prose, ...]
    style: str = ""
    placed: Placed = made(default_factory=Placed)


@record
class SectionNode:
    """A heading with what stands under it; None leaves a choice to the level above or to the profile.

    `form`: 独行 (own line), 段首 (run-in, heading。), 标签 (run-in, label：). `number`: ordinal style of this heading,
    "" for none. `child_number`, `child_form`: those of the headings below.
    """

    heading: Prose
    blocks: tuple[Node, ...]
    form: str | None = None
    closing: str | None = None
    number: str | None = None
    child_number: str | None = None
    child_form: str | None = None
    child_closing: str | None = None
    placed: Placed = made(default_factory=Placed)

    @property
    def lowest(self) -> bool:
        """Whether nothing with an ordinal can stand under the heading."""
        return all(isinstance(block, ParagraphNode | SeriesNode | BlankNode) for block in self.blocks)


@record
class NumberedNode:
    """条: a paragraph with an ordinal and no heading, and what stands under it."""

    text: Prose
    blocks: tuple[Node, ...] = ()
    number: str | None = None
    child_number: str | None = None
    placed: Placed = made(default_factory=Placed)


@record
class SeriesItem:
    """One member of a series, or a repeated one; `opening` (样式) replaces that of the series for it."""

    text: Prose
    placed: Placed = made(default_factory=Placed)
    opening: str | None = None


@record
class SeriesNode:
    """序列: members opened by 一是 二是 …, or by given words, in one paragraph or each in its own."""

    items: tuple[SeriesItem, ...]
    opening: str = "一是"
    openings: tuple[str, ...] = ()
    lead: Prose | None = None
    tail: Prose | None = None
    separator: str = "。"
    closing: str = "。"
    own_paragraphs: bool = False
    placed: Placed = made(default_factory=Placed)


@record
class ColumnNode:
    """A column of a table: title, relative width, alignment 左 | 中."""

    title: Prose
    width: float = 1.0
    align: str = "中"


@record
class CellNode:
    """A cell: text, how many columns and rows it spans."""

    text: Prose
    columns: int = 1
    rows: int = 1


@record
class RowNode:
    """A row, or several under one condition or repeated together (`rows`)."""

    cells: tuple[CellNode, ...]
    placed: Placed = made(default_factory=Placed)
    rows: tuple[RowNode, ...] = ()
    plain: bool = False
    """Whether no cell spans others; found out when the row is made."""

    def __post_init__(self) -> None:
        self.plain = all(cell.columns == 1 and cell.rows == 1 for cell in self.cells)  # type: ignore[misc]


@record
class TableNode:
    """A table: one made elsewhere by name (评价标准), or columns and rows given here."""

    name: str = ""
    title: Prose | None = None
    columns: tuple[ColumnNode, ...] = ()
    rows: tuple[RowNode, ...] = ()
    notes: tuple[Prose, ...] = ()
    placed: Placed = made(default_factory=Placed)


@record
class ChartNode:
    """A chart: rows of a category and one value for each series; the values are numbers that expressions give.

    `decimals` None prints as many as the values have; `labels` is 自动, 有 or 无; `height` in mm.
    """

    kind: str
    series: tuple[Prose, ...]
    rows: tuple[RowNode, ...]
    title: Prose | None = None
    unit: Prose | None = None
    decimals: int | None = None
    labels: str = "自动"
    height: int = 80
    notes: tuple[Prose, ...] = ()
    placed: Placed = made(default_factory=Placed)


@record
class GroupNode:
    """Blocks under one condition or repeated together, with no heading of their own."""

    blocks: tuple[Node, ...]
    placed: Placed = made(default_factory=Placed)


@record
class BlankNode:
    """Blank lines."""

    lines: int = 1
    placed: Placed = made(default_factory=Placed)


Node = ParagraphNode | SectionNode | NumberedNode | SeriesNode | TableNode | ChartNode | GroupNode | BlankNode


@record
class Profile:
    """体例: the ordinal style, heading form and closing mark per level."""

    numbers: tuple[str, ...] = LEVEL_STYLES
    forms: tuple[str, ...] = ("独行",)
    closings: tuple[str, ...] = ()

    def number(self, level: int) -> str:
        """The ordinal style of `level` (from 0)."""
        return self.numbers[min(level, len(self.numbers) - 1)]

    def form(self, level: int) -> str:
        """The heading form of `level`."""
        return self.forms[min(level, len(self.forms) - 1)]

    def closing(self, level: int) -> str | None:
        """The closing mark of `level`, None for the form's own."""
        return self.closings[min(level, len(self.closings) - 1)] if self.closings else None


@record
class PartNode:
    """A text with a title of its own: 印发件 or an 附件; `key` names it for 附件号.键 in prose."""

    title: Prose
    blocks: tuple[Node, ...]
    profile: Profile | None = None
    placed: Placed = made(default_factory=Placed)
    key: str = ""


Listed = tuple[SeriesItem, ...]
"""Texts of a list (主送机关, 抄送机关), each possibly conditional or repeated."""


@record
class Outline:
    """One document: its kind, template, profile, 要素 and parts; `attachment_note`: whether 附件说明 lists the 附件."""

    name: str
    template: str
    document_type: str = ""
    direction: str = "下行"
    seal: str = "盖章"
    profile: Profile = made(default_factory=Profile)
    elements: dict[str, Prose] = made(default_factory=dict)
    lists: dict[str, Listed] = made(default_factory=dict)
    blocks: tuple[Node, ...] = ()
    issued: PartNode | None = None
    attachments: tuple[PartNode, ...] = ()
    attachment_note: bool = True
    issued_by: str = "通知"
    position: Position | None = None
    caliber: str = ""
    concerns: str = ""
    """Of documents for units below: the condition a unit fulfils that is to have one, as typed; "" for all."""
