"""Outline nodes and facts in, blocks out: sections with their ordinals, paragraphs, series, tables, charts.

Ordinals are text in a run of their own. A heading's siblings are known to the prose above them (下级标题), so that a
lead sentence that lists them always agrees. Errors of single expressions are collected, not raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from genwen import numerals
from genwen.diagnostics import Finding, Position
from genwen.document.elements import NUMBERING, Block, Blocks, Measure, Origin, OriginKind, Paragraph, Run, Text
from genwen.document.expressions import ExpressionError, Prose, is_true, items_of
from genwen.document.levels import Level
from genwen.document.outline.compiled import (
    BlankNode,
    ChartNode,
    GroupNode,
    Node,
    NumberedNode,
    ParagraphNode,
    Placed,
    Profile,
    RowNode,
    SectionNode,
    SeriesItem,
    SeriesNode,
    TableNode,
)
from genwen.document.tables import NOTE, given_table, notes_kept
from genwen.document.values import Printed, item_name
from genwen.facts.fact import Quantity, derived
from genwen.records import made, record

if TYPE_CHECKING:
    from genwen.document.stencil import Stencils
    from genwen.document.tracing import Trace

BODY = "公文正文"
_LEVEL_OF = {"一、": 0, "（一）": 1, "(一)": 1, "1.": 2, "1．": 2, "1、": 2, "（1）": 3, "(1)": 3, "①": 3}
_HEADING_STYLES = ("一级标题", "二级标题", "三级标题", "四级标题")
_TITLE_STYLES = frozenset({"公文标题", "附件标题", "表格标题文字"})
"""Styles that do not by themselves keep a title with its text, as the text may begin far below it."""
_KEPT = Measure(keep_next=True)
# Not a name an expression can use: the item of the innermost 每.
_ITEM = "·项"
MAX_REPEATED = 20_000
_ENDS = "。；：！？，、…;:!?,"

Scope = Mapping[str, object]
NamedTable = Callable[[str, Placed, Scope], Blocks]


@record(frozen=False)
class BodyComposer:
    """Composes the blocks of one document; `named_table` makes the tables that an outline calls by name."""

    named_table: NamedTable
    findings: list[Finding] = made(default_factory=list)
    repeated: int = 0
    stencils: Stencils | None = None
    trace: Trace | None = None

    def compose(self, nodes: tuple[Node, ...], scope: Scope, profile: Profile, key: str = "正文") -> Sequence[Block]:
        """The blocks of a text."""

        def composed(inner: Scope) -> list[Block]:
            return self._blocks(list(self._flat(nodes, inner)), inner, Level(profile, 0), key)

        if self.stencils is None:
            return tuple(composed(scope))
        return self.stencils.compose(self, nodes, key, scope, composed)

    def text(self, prose: Prose, scope: Scope, fixed: bool = False) -> Text:
        """Prose as runs; a fault becomes a finding and nothing is printed.

        `fixed`: more depends on it than what stands in its place.
        """
        if self.trace is not None and not prose.fixed:
            return self.trace.printing(prose, scope, fixed, self)
        return self.printed(prose, scope)

    def printed(self, prose: Prose, scope: Scope) -> Text:
        """Prose as runs, nothing noted of it but what is wrong."""
        try:
            return prose.runs(scope)
        except ExpressionError as error:
            self.findings.append(error.finding)
            return ()

    def texts(self, items: tuple[SeriesItem, ...], scope: Scope) -> list[Text]:
        """The texts of a list, repeated and conditional ones resolved; empty ones left out."""
        return [runs for item, inner in self.expand(items, scope) if (runs := self.text(item.text, inner))]

    def expand(self, items: tuple[SeriesItem, ...], scope: Scope) -> Iterator[tuple[SeriesItem, Scope]]:
        """Each item with its scope: once per item of 每, and only where 若 holds."""
        for item in items:
            for inner in self.scopes(item.placed, scope):
                yield item, inner

    def scopes(self, placed: Placed, scope: Scope) -> Iterator[Scope]:
        """The scopes a block is printed in."""
        if placed.each is None and not placed.each_texts:
            if self.holds(placed, scope):
                yield scope
            return
        trace, each = self.trace, -1
        if trace is None:
            items = self.items(placed, scope)
        else:
            items, each = trace.listed(placed, scope, lambda: self.items(placed, scope))
        for number, item in enumerate(items):
            if self._too_often(placed):
                return
            names = {placed.each_name: item, "序": _number(number + 1), _ITEM: item}
            if trace is None:
                inner: Scope = {**scope, **names}
            else:
                inner = trace.bound(scope, names, each, number, placed.each_name, _ITEM)
            if placed.condition is None or self.holds(placed, inner):
                yield inner

    def items(self, placed: Placed, scope: Scope) -> Sequence[object]:
        """What a block is repeated over; a fault becomes a finding."""
        if placed.each is None:
            return [Printed(self.text(text, scope)) for text in placed.each_texts]
        try:
            return list(items_of(placed.each.evaluate(scope)))
        except ExpressionError as error:
            self.findings.append(error.finding)
        except TypeError as error:
            said = f"“{placed.each.source.strip()}”：{error}"
            self.findings.append(placed.each.error("E202", said, "“每”后面写一个列表，如 措施.板块").finding)
        return []

    def _too_often(self, placed: Placed) -> bool:
        """Whether lists repeated within lists have gone beyond anything that could be printed."""
        self.repeated += 1
        if self.repeated == MAX_REPEATED + 1:
            hint = "检查“每”是否层层套用了同一个列表"
            self.findings.append(Finding("E207", f"重复超过{MAX_REPEATED}次，已停止", hint, placed.position))
        return self.repeated > MAX_REPEATED

    def holds(self, placed: Placed, scope: Scope) -> bool:
        """Whether a block is printed; a fault becomes a finding."""
        if placed.condition is None:
            return True
        if self.trace is not None:
            return self.trace.test(placed, scope, lambda: self._holds(placed, scope))
        return self._holds(placed, scope)

    def _holds(self, placed: Placed, scope: Scope) -> bool:
        try:
            assert placed.condition is not None
            return is_true(placed.condition.evaluate(scope))
        except ExpressionError as error:
            self.findings.append(error.finding)
            return False

    # --- blocks ----------------------------------------------------------------------------------------------------

    def _blocks(
        self, parts: Sequence[tuple[Node, Scope]], scope: Scope, level: Level, key: str, headed: bool = False
    ) -> list[Block]:
        """`headed`: a heading stands above."""
        headings = [
            Printed(self.text(node.heading, inner, fixed=True))
            for node, inner in parts
            if isinstance(node, SectionNode)
        ]
        ahead = iter(headings)
        blocks: list[Block] = []
        seen: dict[str, int] = {}
        own = self._with(scope, {"下级标题": headings})
        for number, (node, inner) in enumerate(parts, 1):
            if isinstance(node, SectionNode):
                heading = next(ahead)
                name = _unique("".join([run.text for run in heading]) or "节", seen)
                blocks += self._section(node, heading, inner, level, f"{key}/{name}")
                continue
            local = own if inner is scope else self._with(inner, {"下级标题": headings})
            if isinstance(node, ParagraphNode):
                style = node.style or BODY
                for line in node.lines:
                    blocks += self._line(
                        line, style, local, f"{key}/{_unique(item_name(local.get(_ITEM)) or '段', seen)}"
                    )
            elif isinstance(node, NumberedNode):
                blocks += self._numbered(node, local, level, f"{key}/{_unique('条', seen)}")
            elif isinstance(node, SeriesNode):
                blocks += self._series(node, local, f"{key}/{_unique('序列', seen)}")
            elif isinstance(node, TableNode):
                noted = number < len(parts) and getattr(parts[number][0], "style", "") == NOTE
                blocks += self._table(node, local, f"{key}/{_unique('表', seen)}", noted)
            elif isinstance(node, ChartNode):
                blocks += self._chart(node, local, f"{key}/{_unique('图表', seen)}")
            elif isinstance(node, BlankNode):
                kept = _KEPT if (_keeps(blocks[-1]) if blocks else headed) else None
                blocks += [Paragraph("空行", (), f"{key}/{_unique('空行', seen)}", kept)] * node.lines
        return blocks

    def _with(self, scope: Scope, names: dict[str, object]) -> Scope:
        """`scope` with names that follow from structure."""
        return {**scope, **names} if self.trace is None else self.trace.bound(scope, names)

    def _part(self, make: Callable[[BodyComposer, Scope], Sequence[Block]], scope: Scope) -> Sequence[Block]:
        """What `make` gives: blocks made as a whole, not of printed texts one by one."""
        return make(self, scope) if self.trace is None else self.trace.part(scope, make, self)

    def _line(self, line: Prose, style: str, scope: Scope, key: str) -> list[Block]:
        runs = self.text(line, scope)
        return [Paragraph(style, runs, key, _KEPT if style in _TITLE_STYLES else None)] if runs else []

    def _flat(self, nodes: tuple[Node, ...], scope: Scope) -> Iterator[tuple[Node, Scope]]:
        """The nodes with groups opened, so that a repeated section counts among its siblings."""
        for node in nodes:
            for inner in (scope,) if node.placed.always else self.scopes(node.placed, scope):
                if isinstance(node, GroupNode):
                    yield from self._flat(node.blocks, inner)
                else:
                    yield node, inner

    def _section(self, node: SectionNode, heading: Text, scope: Scope, level: Level, key: str) -> list[Block]:
        number = node.number if node.number is not None else level.number()
        ordinal = self._ordinal(level, number, node.placed)
        form = node.form or level.form()
        closing = node.closing if node.closing is not None else level.closing(form)
        if heading and heading[-1].text[-1:] in _ENDS:
            closing = ""
        depth = _LEVEL_OF.get(number, min(level.depth, 3))
        runs = [*ordinal, *heading]
        if closing:
            runs.append(Run(closing, "", NUMBERING))
        inner = level.below(node.child_number, node.child_form, node.child_closing)
        parts = list(self._flat(node.blocks, scope))
        blocks = self._blocks(parts, scope, inner, key, headed=True)
        runs_in = form != "独行" and parts and isinstance(parts[0][0], ParagraphNode | SeriesNode)
        first = blocks[0] if blocks and runs_in else None
        if not isinstance(first, Paragraph) or first.style != BODY:
            return [Paragraph(_HEADING_STYLES[depth], tuple(runs), key), *blocks]
        style = f"{_HEADING_STYLES[depth]}字"
        styled = [Run(run.text, run.style or style, run.origin) for run in runs]
        blocks[0] = Paragraph(BODY, (*styled, *first.runs), first.key, first.measure)
        return blocks

    def _numbered(self, node: NumberedNode, scope: Scope, level: Level, key: str) -> list[Block]:
        number = node.number if node.number is not None else level.number()
        ordinal = self._ordinal(level, number, node.placed)

        def make(composer: BodyComposer, inner: Scope) -> list[Block]:
            return [Paragraph(BODY, _in_style_of(number, (*ordinal, *composer.text(node.text, inner))), key)]

        first = self._part(make, scope)
        return [*first, *self._blocks(list(self._flat(node.blocks, scope)), scope, level.below(node.child_number), key)]

    def _ordinal(self, level: Level, style: str, placed: Placed) -> Text:
        """The next ordinal of a level; one that its style has no form for is a finding."""
        try:
            return level.ordinal(style)
        except ValueError as error:
            self.findings.append(Finding("E207", str(error), "换一种“编号”或“下级编号”，如 （1）", placed.position))
            return ()

    def _series(self, node: SeriesNode, scope: Scope, key: str) -> Sequence[Block]:
        if node.own_paragraphs and _LEVEL_OF.get(node.opening, 3) <= 1:
            return self._part(lambda composer, inner: composer._members(node, inner, key), scope)
        return self._members(node, scope, key)

    def _members(self, node: SeriesNode, scope: Scope, key: str) -> list[Block]:
        found = [(item, self.text(item.text, inner)) for item, inner in self.expand(node.items, scope)]
        items = [(item, runs) for item, runs in found if runs]
        local = self._with(scope, {"项数": _item_count(len(items), node.placed.position)})
        members: list[Text] = []
        for number, (item, runs) in enumerate(items):
            opening = self._opening(node, item, number)
            mark = node.separator if number < len(items) - 1 else node.closing
            if runs[-1].text[-1:] in _ENDS:
                mark = ""
            member = [Run(opening, "", NUMBERING), *runs] if opening else [*runs]
            if mark:
                member.append(Run(mark, "", NUMBERING))
            members.append(_in_style_of(node.opening, tuple(member)) if node.own_paragraphs else tuple(member))
        lead = self.text(node.lead, local) if node.lead else ()
        tail = self.text(node.tail, local) if node.tail else ()
        if node.own_paragraphs:
            texts = [lead, *members, tail]
            return [Paragraph(BODY, text, f"{key}/{n}") for n, text in enumerate(texts) if text]
        whole = (*lead, *chain.from_iterable(members), *tail)
        return [Paragraph(BODY, whole, key)] if whole else []

    def _opening(self, node: SeriesNode, item: SeriesItem, number: int) -> str:
        opening = node.opening
        if item.opening is not None:
            opening = item.opening
        elif node.openings:
            opening = node.openings[min(number, len(node.openings) - 1)]
        try:
            if opening == "一":
                return numerals.chinese_number(number + 1)
            if opening in numerals.ORDINAL_STYLES:
                return numerals.ordinal(opening, number + 1)
        except ValueError as error:
            self.findings.append(Finding("E207", str(error), "换一种“样式”，如 一是", node.placed.position))
            return ""
        return "" if opening == "无" else opening

    def _rows(self, rows: tuple[RowNode, ...], scope: Scope) -> Iterator[tuple[RowNode, Scope]]:
        """Each row with its scope, groups of rows opened."""
        for row in rows:
            for inner in self.scopes(row.placed, scope):
                if row.rows:
                    yield from self._rows(row.rows, inner)
                else:
                    yield row, inner

    def _table(self, node: TableNode, scope: Scope, key: str, noted: bool) -> Sequence[Block]:
        """A table with its title and notes; `noted`: a note that is not its own follows."""
        if name := node.name:
            return self._part(
                lambda composer, inner: notes_kept(composer.named_table(name, node.placed, inner), noted), scope
            )
        blocks: list[Block] = []
        if node.title is not None:
            blocks.append(Paragraph("表格标题文字", self.text(node.title, scope), f"{key}/题", _KEPT))
        rows = list(self._rows(node.rows, scope))
        table, crowded = given_table(node, rows, self.text, scope, key)
        blocks.append(table)
        self.findings += [
            Finding(
                "E208",
                "这一行的格子放不下，有内容会丢失",
                "减少“跨列”，或删去被上面的“跨行”占去的格",
                row.placed.position,
            )
            for row in crowded
        ]
        return notes_kept([*blocks, *self._notes(node.notes, scope, key)], noted)

    def _chart(self, node: ChartNode, scope: Scope, key: str) -> Sequence[Block]:
        return self._part(lambda composer, inner: composer._drawn(node, inner, key), scope)

    def _drawn(self, node: ChartNode, scope: Scope, key: str) -> list[Block]:
        # imported by documents with charts alone
        from genwen.document.charts import chart_of

        chart, findings = chart_of(node, list(self._rows(node.rows, scope)), self.text, scope, key)
        self.findings += findings
        return [] if chart is None else [chart, *self._notes(node.notes, scope, key)]

    def _notes(self, notes: tuple[Prose, ...], scope: Scope, key: str) -> list[Block]:
        """What stands under a table or a chart."""
        return [
            Paragraph(NOTE, runs, f"{key}/注{n}") for n, note in enumerate(notes) if (runs := self.text(note, scope))
        ]


@lru_cache(maxsize=1024)
def _number(number: int) -> Quantity:
    """序: the number of an item in its list."""
    return derived(Decimal(number), 0, "", NUMBERING)


@lru_cache(maxsize=1024)
def _item_count(number: int, at: Position | None) -> Quantity:
    """项数: how many members the series of the outline at `at` has."""
    return derived(Decimal(number), 0, "", Origin(OriginKind.DERIVED, position=at, formula="序列的项数"))


def _keeps(block: Block) -> bool:
    """Whether a block is a heading or a blank line under one, which stay with what follows."""
    return isinstance(block, Paragraph) and (block.style in _HEADING_STYLES or block.measure is _KEPT)


def _unique(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"


def _in_style_of(number: str, runs: Text) -> Text:
    """A numbered paragraph: at the first two levels its first sentence has the face of their headings (7.3.3)."""
    depth = _LEVEL_OF.get(number, 3)
    if depth > 1:
        return runs
    style = f"{_HEADING_STYLES[depth]}字"
    found: list[Run] = []
    for index, run in enumerate(runs):
        end = next((at for at, character in enumerate(run.text, 1) if character in "。：；！？"), 0)
        head = run.text[:end] if end else run.text
        found.append(Run(head, run.style or style, run.origin))
        if end:
            rest = (Run(run.text[end:], run.style, run.origin),) if run.text[end:] else ()
            return (*found, *rest, *runs[index + 1 :])
    return tuple(found)
