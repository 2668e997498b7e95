"""Tables: rows that come and go, cells whose text changes, in the table the clerk has made of the generated one.

Rows are known by what their first cells say, cells by their column; where the clerk has added or taken away columns, by the
words in the header.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from genwen.diagnostics import Position
from genwen.ooxml.revisions_build import copy_of, fill_row, rewrite, row_like
from genwen.ooxml.revisions_text import Cell, Row, Table, Unit
from genwen.revision.align import Link, align_draft
from genwen.revision.generations import Script, pair_generations
from genwen.revision.outcomes import Kind
from genwen.revision.reading import Container
from genwen.revision.session import Change, Session, fact_at
from genwen.revision.shapes import own_name, stable
from genwen.revision.textdiff import changes, fold
from genwen.revision.wording import NOT_MOVED

Element = Any
Merge = Callable[[Session, Container, Container, Container], None]
EDITED = 50.0
_NAMED = 12


def merge_table(
    session: Session, container: Container, base: Table, mine: Table, new: Table, merge: Merge, *, sure: bool = True
) -> None:
    """Bring what changed from base to new into the clerk's table; `merge` does the inside of a cell."""
    if base.text == new.text:
        return
    label_rows(base)
    label_rows(new)
    _Rows(session, container, base, mine, new, merge, sure).merge()


def label_rows(table: Table) -> None:
    """Name the rows that the facts give no name by their first cells with words."""
    for depth in (1, 2):
        labels = [_label(row, depth) for row in table.rows]
        counted = Counter(labels)
        for row, label in zip(table.rows, labels, strict=True):
            if label and counted[label] == 1 and not (row.key and stable(row.key)):
                row.key = f"行/{label}"


def _label(row: Row, depth: int) -> str:
    words = [text for cell in row.cells if (text := cell.text.strip()) and any(char.isalpha() for char in text)]
    return "·".join(words[:depth]).replace("/", "／")


class _Rows:
    """The merge of one table."""

    def __init__(
        self, session: Session, container: Container, base: Table, mine: Table, new: Table, merge: Merge, sure: bool
    ) -> None:  # fmt: skip
        self.session, self.container, self.inner, self.sure = session, container, merge, sure
        self.base, self.mine, self.new = base, mine, new
        self.links: list[Link | None] = align_draft(base.rows, mine.rows)
        weights = [1.0 if self._untouched(b) else EDITED for b in range(len(base.rows))]
        self.script: Script = pair_generations(base.rows, new.rows, weights)
        self.partner = {n: b for b, n in self.script.pairs}
        self.columns = _columns(base, mine)
        self.behind: dict[int, Element] = {}

    def merge(self) -> None:
        """Cells first, then rows that go, rows that come, rows that change places."""
        movable = {(b, n) for b, n in self.script.moved if self._untouched(b)}
        # where a row stays that facts take away or move, the numbers of the others stay too
        self.session.ordinals = movable == set(self.script.moved) and not any(
            self.links[b] is not None and not self._untouched(b) for b in self.script.deleted
        )
        for b, n in sorted({*self.script.pairs, *self.script.moved} - movable):
            self._cells(b, n)
        self.session.ordinals = True
        for b in self.script.deleted:
            self._delete(b)
        sources = {n: b for b, n in movable}
        for n in sorted({*self.script.inserted, *sources}):
            self._insert(n, sources.get(n))
        for b, n in self.script.moved:
            if (b, n) not in movable:
                self._not_moved(b, n)

    def _untouched(self, b: int) -> bool:
        link = self.links[b]
        if link is None or not link.sure or len(link.mine) > 1 or len(link.base) > 1:
            return False
        base, mine = self.base.rows[b], self.mine.rows[link.mine[0]]
        return fold(base.text) == fold(mine.text) and not self.session.added_things([base.element], [mine.element])

    # --- cells -----------------------------------------------------------------------------------------------------

    def _cells(self, b: int, n: int) -> None:
        old, new, link = self.base.rows[b], self.new.rows[n], self.links[b]
        self._merges(old, new, link)
        if old.text == new.text:
            return
        change = _row_change(
            old, new, where=f"表中“{(_label(old, 1) or _line(old))[:_NAMED]}”一行" if link is None else ""
        )
        if link is None or len(link.mine) > 1 or len(link.base) > 1:
            self._told(change, Kind.KEPT_OUT if link is None else Kind.COMMENT, b)
            return
        mine = self.mine.rows[link.mine[0]]
        if len(old.cells) != len(new.cells) or not (link.sure and self.sure):
            self._told(change, Kind.COMMENT, b, mine)
            return
        for number, (one, other) in enumerate(zip(old.cells, new.cells, strict=True)):
            if one.text == other.text:
                continue
            cell = self._cell(old, mine, number)
            if cell is None:
                self._told(_row_change(old, new, one, other), Kind.COMMENT, b, mine)
                continue
            self.session.doubtful = link.doubtful
            self.inner(self.session, self._container(one), self._container(cell), self._container(other))
            self.session.doubtful = False

    def _merges(self, old: Row, new: Row, link: Link | None) -> None:
        """Vertical merges that begin or end elsewhere because rows around them come and go."""
        if link is None or len(link.mine) > 1 or not (link.sure and self.sure and self.session.ordinals):
            return
        mine = self.mine.rows[link.mine[0]]
        if not len(old.cells) == len(new.cells) == len(mine.cells) or self.columns is not None:
            return
        for one, own, other in zip(old.cells, mine.cells, new.cells, strict=True):
            if one.merge != other.merge and own.merge == one.merge:
                self.session.touched(self.container)
                self.session.marker.change_merge(own.element, other.merge)

    def _container(self, cell: Cell) -> Container:
        return Container(cell.items, cell.element, self.container.part, self.container.label, self.container.host)

    def _cell(self, old: Row, mine: Row, number: int) -> Cell | None:
        """The clerk's cell for cell `number` of a base row."""
        if len(old.cells) == len(mine.cells) and self.columns is None:
            return mine.cells[number]
        at = (self.columns or {}).get(old.cells[number].column)
        if at is None or len(old.cells) != len(self.base.rows[0].cells):
            return None
        return next((cell for cell in mine.cells if cell.column == at and cell.columns == 1), None)

    # --- rows ------------------------------------------------------------------------------------------------------

    def _delete(self, b: int) -> None:
        link = self.links[b]
        change = _row_change(self.base.rows[b], None)
        if link is None or self.session.refused(change):
            return
        mine = self.mine.rows[link.mine[0]]
        if self._untouched(b) and self.sure and len(self.mine.rows) > 1:
            self.session.touched(self.container)
            self.session.marker.delete_row(mine)
            self.session.tell_at(change, Kind.DELETED, self.container, mine.element)
        else:
            self._told(change, Kind.COMMENT, b, mine)

    def _insert(self, n: int, source: int | None) -> None:
        row = self.new.rows[n]
        change = _row_change(self.base.rows[source] if source is not None else None, row)
        if self.session.refused(change):
            return
        place = self._place(n)
        made = self._moved(n, source) if source is not None else None
        made = self._made(n) if made is None and place is not None and self.sure else made
        if place is None or made is None:
            self._told(change, Kind.COMMENT, self._base_near(n))
            return
        at, before = place
        self.session.touched(self.container)
        self.session.marker.insert_row(made)
        anchor = self.behind.get(at)
        if anchor is not None:
            anchor.addnext(made)
        elif before:
            self.mine.rows[at].element.addprevious(made)
        else:
            self.mine.rows[at].element.addnext(made)
        self.behind[at] = made
        for cell in Row(made, 0).cells:
            for item in cell.items:
                if isinstance(item, Unit) and item.text:
                    self.session.expect(item, item.text)
        if source is not None:
            link = self.links[source]
            assert link is not None
            self.session.marker.delete_row(self.mine.rows[link.mine[0]])
        self.session.tell_at(change, Kind.INSERTED if source is None else Kind.MOVED, self.container, made)

    def _moved(self, n: int, source: int) -> Element | None:
        """The clerk's own row for its new place, with his formats; None where its cells are not as generated."""
        base, new, link = self.base.rows[source], self.new.rows[n], self.links[source]
        mine = self.mine.rows[link.mine[0]] if link is not None else None
        if mine is None or not len(base.cells) == len(mine.cells) == len(new.cells) or self.columns is not None:
            return None
        made = copy_of(mine.element)
        cells = zip(base.cells, Row(made, 0).cells, new.cells, strict=True)
        for one, own, other in cells:
            if (
                one.merge != other.merge
                or own.text != one.text
                or not len(one.items) == len(own.items) == len(other.items)
            ):
                return None
            for old, unit, now in zip(one.items, own.items, other.items, strict=True):
                if not (isinstance(old, Unit) and isinstance(unit, Unit) and isinstance(now, Unit)):
                    return None
                ops = changes(old.text, old.spans, now.text, now.spans)
                rewrite(unit, [(op.b0, op.b1, now.text[op.n0 : op.n1]) for op in ops])
        return made

    def _made(self, n: int) -> Element | None:
        """The new row as a row of the clerk's table; None where its columns cannot be told."""
        row = self.new.rows[n]
        package, source = self.session.mine.package, self.session.new.package
        if self.columns is None:
            return row_like(row, source, self._model(n), package)
        model = self._model(n)
        if model is None or len(row.cells) != len(self.base.rows[0].cells):
            return None
        texts: dict[int, str] = {}
        numbers = {cell.column: number for number, cell in enumerate(model.cells)}
        for cell in row.cells:
            at = self.columns.get(cell.column)
            if at is not None and at in numbers:
                texts[numbers[at]] = cell.text
        return fill_row(model, texts)

    def _model(self, n: int) -> Row | None:
        """The clerk's row nearest to the place of a new one that has the form of a body row."""
        cells = len(self.new.rows[n].cells)
        for distance in range(1, len(self.new.rows)):
            for at in (n - distance, n + distance):
                link = self.links[self.partner[at]] if at in self.partner else None
                if link is None or (at == 0 and len(self.new.rows) > 2):
                    continue
                if len(self.base.rows[self.partner[at]].cells) == cells:
                    return self.mine.rows[link.mine[0]]
        return None

    def _place(self, n: int) -> tuple[int, bool] | None:
        """The clerk's row beside which new row `n` goes, and whether before it."""
        for earlier in range(n - 1, -1, -1):
            link = self.links[self.partner[earlier]] if earlier in self.partner else None
            if link is not None and not link.moved:
                return link.mine[-1], False
        for later in range(n + 1, len(self.new.rows)):
            link = self.links[self.partner[later]] if later in self.partner else None
            if link is not None and not link.moved:
                return link.mine[0], True
        return None

    def _base_near(self, n: int) -> int:
        return next((self.partner[at] for at in range(n, -1, -1) if at in self.partner), 0)

    def _not_moved(self, b: int, n: int) -> None:
        link = self.links[b]
        if link is not None:
            change = _row_change(self.base.rows[b], self.new.rows[n])
            self._told(change, Kind.COMMENT, b, self.mine.rows[link.mine[0]], NOT_MOVED)

    # --- telling ---------------------------------------------------------------------------------------------------

    def _told(self, change: Change, kind: Kind, b: int, row: Row | None = None, note: str = "") -> None:
        """A comment in the row, or in the nearest one the clerk still has."""
        if self.session.refused(change):
            return
        theirs = row.text if row is not None else ""
        unit = _unit(row) if row is not None else None
        for distance in range(len(self.links)):
            if unit is not None:
                break
            for at in (b - distance, b + distance):
                link = self.links[at] if 0 <= at < len(self.links) else None
                if unit is None and link is not None:
                    unit = _unit(self.mine.rows[link.mine[0]])
        unit = unit or next((found for each in self.mine.rows if (found := _unit(each)) is not None), None)
        if unit is not None:
            self.session.comment(self.container, unit, None, None, change, kind, theirs, note)
        self.session.tell(change, kind, self.container, unit, theirs, note)


def _unit(row: Row) -> Unit | None:
    """The first paragraph of a row that says something, any else."""
    units = [item for cell in row.cells for item in cell.items if isinstance(item, Unit)]
    return next((unit for unit in units if unit.text), units[0] if units else None)


def _columns(base: Table, mine: Table) -> dict[int, int] | None:
    """The clerk's column for each base column by the header; None when no column was added or taken away."""
    widths, own = {row.columns for row in base.rows}, {row.columns for row in mine.rows}
    if widths == own:
        return None
    heads = {fold(cell.text).strip(): cell.column for cell in mine.rows[0].cells}
    found = {cell.column: heads.get(fold(cell.text).strip()) for cell in base.rows[0].cells if cell.text.strip()}
    return {column: at for column, at in found.items() if at is not None}


def _row_change(
    old: Row | None, new: Row | None, one: Cell | None = None, other: Cell | None = None, where: str = ""
) -> Change:
    row = new or old
    assert row is not None
    path, position = _row_fact([other] if other else _changed_cells(old, row))
    before = one.text if one is not None else _line(old)
    after = other.text if other is not None else _line(new)
    return Change(f"{own_name(row.key) or row.text[:20]}", before, after, path, position, where)


def _changed_cells(old: Row | None, row: Row) -> list[Cell]:
    """The cells that say something else than before; all of them where that cannot be told."""
    if old is None or len(old.cells) != len(row.cells):
        return row.cells
    pairs = zip(old.cells, row.cells, strict=True)
    return [cell for before, cell in pairs if before.text != cell.text] or row.cells


def _row_fact(cells: Sequence[Cell]) -> tuple[str, Position | None]:
    units = [item for cell in cells for item in cell.items if isinstance(item, Unit)]
    facts = [fact_at(unit.spans, 0, len(unit.text)) for unit in units if unit.spans]
    return next((fact for fact in facts if fact[0]), ("", None))


def _line(row: Row | None) -> str:
    return " ".join(cell.text for cell in row.cells) if row is not None else ""
