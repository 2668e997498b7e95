"""The 评价标准 as a table: columns, merges by unit and item, 序号, 分值 and the total row, by house style.

Nothing is typed here but the headers; every figure and name keeps the origin of its scalar, every sum its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from genwen.diagnostics import GenwenError
from genwen.document.elements import NUMBERING, Cell, Measure, Paragraph, Row, Run, Table, Text
from genwen.document.rubric.wording import NO_FACTS, Place, clause_text, numbered, places
from genwen.facts.fact import Fact
from genwen.facts.rubric_form import TableForm
from genwen.facts.rubric_notes import fact_runs, joined, word
from genwen.facts.rubric_schema import Rubric
from genwen.numerals import ordinal
from genwen.records import record, replace

TABLE_WIDTH = 8845
"""Width of the table in twips: the 版心's 156 mm (clause 5.2.2)."""
TWIPS_PER_MM = 1440 / 25.4

HEADER_STYLE, CENTRED, LEFT = "表格标题文字", "表格文字", "表格文字居左"
_LEFT_COLUMNS = frozenset({"扣分原因", "评价标准", "核查方法", "佐证材料", "评价依据"})
_WIDTHS = {"序号": 620, "评价单元": 1180, "评价项目": 1180, "分值": 700, "备注": 700,
           "核查方法": 1300, "佐证材料": 1700, "评价依据": 1300}  # fmt: skip
_FLEXIBLE = "评价标准"
_LEAST_FLEXIBLE = 1200
_KEPT = Measure(keep_next=True)


@record
class Column:
    """A column: which (`name`), its header and its width in twips (0 lets the table choose); a line feed breaks."""

    name: str
    title: Text = ()
    width: int = 0


@record
class RubricStyle:
    """How the table is laid out.

    `rows`: 条款 gives each clause its row, 项目 each item. `number_by`, `points_at`: what 序号 counts and where 分值
    stands: 条款, 项目 or 单元. `unit_points`, `item_points`: the points under the name, as （9分）. `clause_number`,
    `subclause_number`: ordinal styles of `numerals.ordinal`. `star` marks what may not score 0.
    """

    columns: tuple[Column, ...] = tuple(
        Column(name) for name in ("序号", "评价单元", "评价项目", "评价标准", "分值", "备注")
    )
    rows: str = "条款"
    number_by: str = "项目"
    points_at: str = "项目"
    unit_points: bool = True
    item_points: bool = False
    clause_number: str = "1."
    subclause_number: str = "（1）"
    total_row: bool = True
    star: str = "★"


def style_of(form: TableForm | None, base: RubricStyle | None = None) -> RubricStyle:
    """The style a 表式 asks for; what it leaves open is as in `base`."""
    style = base or RubricStyle()
    if form is None:
        return style
    changes: dict[str, object] = {}
    for name in ("rows", "number_by", "points_at", "clause_number", "subclause_number", "star"):
        fact = getattr(form, name)
        if fact is not None and fact.known:
            changes[name] = fact.text
    for name in ("unit_points", "item_points", "total_row"):
        fact = getattr(form, name)
        if fact is not None and fact.known:
            changes[name] = bool(fact.value)
    if form.columns:
        changes["columns"] = tuple(
            Column(
                column.name.text,
                fact_runs(column.title),
                round(float(column.width.value) * TWIPS_PER_MM)
                if column.width is not None and column.width.known
                else 0,
            )
            for column in form.columns
            if column.name is not None and column.name.known
        )
    return replace(style, **changes)


def rubric_table(
    rubric: Rubric, style: RubricStyle | None = None, scope: Mapping[str, object] = NO_FACTS, key: str = "评价标准"
) -> Table:
    """The rubric as a table 156 mm wide; `style` None takes the rubric's own 表式. Texts may use the facts in `scope`.

    Raises GenwenError when the columns are wider than the page, ExpressionError or FindingsError for a text.
    """
    style = style or style_of(rubric.form)
    builder = TableBuilder(rubric, style, scope)
    widths = column_widths(style.columns)
    body = builder.body()
    rows = [builder.header(), *(kept(row) if begins_merge(row) else row for row in body[:-1])]
    if style.total_row:
        return Table(widths, (*rows, *(kept(row) for row in body[-1:]), builder.total()), key=key)
    return Table(widths, (*rows, *body[-1:]), key=key)


def begins_merge(row: Row) -> bool:
    """Whether a merged cell begins in the row."""
    return any(cell.merge == "起" for cell in row.cells)


def kept(row: Row) -> Row:
    """The row on one page with the next: a unit's name never stands alone at the foot of a page, nor 总分 on top."""
    cells = []
    for cell in row.cells:
        paragraphs = tuple([Paragraph(each.style, each.runs, each.key, _KEPT) for each in cell.paragraphs])
        cells.append(Cell(paragraphs, cell.columns, cell.merge))
    return Row(tuple(cells), row.header, row.key)


def column_widths(columns: Sequence[Column]) -> tuple[int, ...]:
    """Widths in twips that add to the table's; 评价标准, or else the last open column, takes what is left."""
    widths = [column.width or _WIDTHS.get(column.name, 0) for column in columns]
    names = [column.name for column in columns]
    open_columns = [i for i, column in enumerate(columns) if not column.width]
    flexible = names.index(_FLEXIBLE) if _FLEXIBLE in names else (open_columns or [len(columns) - 1])[-1]
    widths[flexible] = TABLE_WIDTH - (sum(widths) - widths[flexible])
    if widths[flexible] < _LEAST_FLEXIBLE:
        over = round((_LEAST_FLEXIBLE - widths[flexible]) / TWIPS_PER_MM)
        raise GenwenError(f"评价标准表的各栏过宽，“{names[flexible]}”放不下（超出约{over}mm）", "减少栏目，或减小“宽”")
    return tuple(widths)


class TableBuilder:
    """Builds the rows of one table; tables with further columns extend it."""

    def __init__(self, rubric: Rubric, style: RubricStyle, scope: Mapping[str, object]) -> None:
        self.rubric, self.style, self.scope = rubric, style, scope
        self.places = list(places(rubric))
        self.items = rubric.items()
        self.cells: Mapping[str, Callable[[Sequence[Place]], tuple[Paragraph, ...]]] = {
            "序号": self._number, "评价单元": self._unit, "评价项目": self._item, "评价标准": self._standard,
            "分值": self._points, "核查方法": self._check, "佐证材料": self._evidence, "评价依据": self._basis,
            "备注": self._note,
        }  # fmt: skip

    def header(self) -> Row:
        """The header row, repeated on each page."""
        cells = (
            Cell((Paragraph(HEADER_STYLE, column.title or (Run(column.name, "", NUMBERING),), f"标题/{column.name}"),))
            for column in self.style.columns
        )
        return Row(tuple(cells), header=True, key="标题")

    def body(self) -> list[Row]:
        """One row for each clause, or each item."""
        groups: list[list[Place]] = []
        for place in self.places:
            if self.style.rows == "项目" and groups and groups[-1][0].item is place.item:
                groups[-1].append(place)
            else:
                groups.append([place])
        return [self._row(group, groups[number - 1] if number else None, groups[number + 1 : number + 2])
                for number, group in enumerate(groups)]  # fmt: skip

    def _row(self, group: list[Place], before: list[Place] | None, after: list[list[Place]]) -> Row:
        key = group[0].key if self.style.rows == "条款" else f"{group[0].unit.title}.{group[0].item.title}"
        first = group[0]
        cells = []
        for column in self.style.columns:
            name = column.name
            level = self.level(name, first)
            if before is not None and same_part(level, before[0], first):
                cells.append(Cell((Paragraph(_cell_style(name), (), f"{key}/{name}"),), 1, "续"))
                continue
            paragraphs = self.cells[name](group) or (Paragraph(_cell_style(name)),)
            keyed = []
            for number, each in enumerate(paragraphs):
                place = f"{key}/{name}/{number}" if number else f"{key}/{name}"
                keyed.append(Paragraph(each.style, each.runs, place, each.measure))
            starts = bool(after) and same_part(level, first, after[0][0])
            cells.append(Cell(tuple(keyed), 1, "起" if starts else ""))
        return Row(tuple(cells), key=key)

    def level(self, column: str, place: Place) -> str:
        """What one cell of the column stands for; it is merged over the rows of that."""
        if column in ("评价单元", "评价项目"):
            return column.removeprefix("评价")
        if column == "序号":
            return self.style.number_by
        if column == "分值":
            return self.style.points_at
        return "条款"

    def total(self) -> Row:
        """总分 and the sum, the label over all columns before it."""
        names = [column.name for column in self.style.columns]
        at = names.index("分值") if "分值" in names[1:] else min(2, len(names) - 1)
        label = Cell((Paragraph(CENTRED, word("总分"), "总分/名称"),), columns=at)
        last = 1 if "分值" in names[1:] else len(names) - at
        figure = Cell((Paragraph(CENTRED, fact_runs(self.rubric.points_of()), "总分/分值"),), columns=last)
        rest = [Cell((Paragraph(_cell_style(name), (), f"总分/{name}"),)) for name in names[at + last :]]
        return Row((label, figure, *rest), key="总分")

    # --- cells ---------------------------------------------------------------------------------------------------

    def _number(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        place = group[0]
        if self.style.number_by == "条款":
            number = self.places.index(place) + 1
        elif self.style.number_by == "单元":
            number = next(i for i, unit in enumerate(self.rubric.units, 1) if unit is place.unit)
        else:
            number = next(i for i, item in enumerate(self.items, 1) if item is place.item)
        return (Paragraph(CENTRED, word(str(number))),)

    def _unit(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        unit = group[0].unit
        points = unit.points_of() if self.style.unit_points else None
        return (Paragraph(CENTRED, self._named(unit.name, unit.starred, points)),)

    def _item(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        item = group[0].item
        points = item.points_of() if self.style.item_points else None
        return (Paragraph(CENTRED, self._named(item.name, item.starred, points)),)

    def _named(self, name: Fact | None, starred: Fact | None, points: Fact | None) -> Text:
        bracket = (*word("\n（"), *fact_runs(points), *word("分）")) if points is not None else ()
        return (*self._star(starred), *fact_runs(name), *bracket)

    def _star(self, starred: Fact | None) -> Text:
        return word(self.style.star) if starred is not None and starred.text == "是" else ()

    def _standard(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        paragraphs: list[Paragraph] = []
        for place in group:
            head: Text = ()
            if self.style.clause_number and numbered(place.item, place.clause):
                head = word(ordinal(self.style.clause_number, place.number))
            head += self._star(place.clause.starred)
            paragraphs.append(Paragraph(LEFT, head + clause_text(place.clause, self.scope)))
            for number, sub in enumerate(place.clause.subclauses, 1):
                mark = word(ordinal(self.style.subclause_number, number)) if self.style.subclause_number else ()
                paragraphs.append(Paragraph(LEFT, mark + clause_text(sub, self.scope)))
        return tuple(paragraphs)

    def _points(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        place = group[0]
        if self.style.points_at == "单元":
            points = place.unit.points_of()
        elif self.style.points_at == "条款" and self.style.rows == "条款":
            points = place.clause.points_of() or self._alone(place)
        else:
            points = place.item.points_of() or (place.unit.points_of() if len(place.unit.items) == 1 else None)
        return (Paragraph(CENTRED, fact_runs(points)),)

    def _alone(self, place: Place) -> Fact | None:
        """The item's points, for its only clause that has none itself."""
        if len(place.item.clauses) > 1:
            return None
        return place.item.points_of() or (place.unit.points_of() if len(place.unit.items) == 1 else None)

    def _check(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return _listed([fact_runs(place.clause.method_of_check) for place in group])

    def _basis(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return _listed([fact_runs(place.clause.basis) for place in group])

    def _evidence(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return _listed([joined((fact_runs(proof.name) for proof in place.clause.evidence), "；") for place in group])

    def _note(self, group: Sequence[Place]) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(CENTRED, runs) for place in group if (runs := fact_runs(place.clause.note)))


def _listed(texts: Sequence[Text]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(LEFT, runs) for runs in texts if runs)


def same_part(level: str, one: Place, other: Place) -> bool:
    """Whether two rows show the same unit or item in a column merged by `level`."""
    if level == "单元":
        return one.unit is other.unit
    return level == "项目" and one.item is other.item


def _cell_style(column: str) -> str:
    return LEFT if column in _LEFT_COLUMNS else CENTRED
