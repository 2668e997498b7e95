"""The paragraphs of a generated document beside those of another one: what a reader compares, tables cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from genwen.ooxml.revisions_text import Item, Row, Table, Unit
from genwen.records import record
from genwen.revision.align import Link, align_draft
from genwen.revision.generations import pair_generations
from genwen.revision.model import Span
from genwen.revision.reading import Reading, box_items, counterparts
from genwen.revision.tables import label_rows
from genwen.revision.textdiff import BREAK


@record
class Pair:
    """Paragraphs of the base and what became of them: several where some were split or joined, none on a side where a
    paragraph is gone or new. `row`: they are all the paragraphs of a table row that is gone or new."""

    base: tuple[Unit, ...]
    mine: tuple[Unit, ...]
    row: bool = False

    @property
    def old(self) -> str:
        """The text of the base, paragraphs one per line."""
        return _text(self.base)

    @property
    def new(self) -> str:
        """The text on the other side."""
        return _text(self.mine)

    def spans(self) -> list[Span]:
        """Where the text of the base comes from, by characters of `old`."""
        found: list[Span] = []
        at = 0
        for unit in self.base:
            found += [Span(at + s.start, at + s.end, s.kind, s.path, s.formula, s.position) for s in unit.spans]
            at += len(unit.text) + len(BREAK)
        return found


def _text(units: Sequence[Unit]) -> str:
    return BREAK.join(unit.text for unit in units)


def pairs_of(base: Reading, mine: Reading, *, generated: bool = False) -> list[Pair]:
    """The paragraphs of two documents in the order of the base: body with its text boxes, headers, footers, notes.

    `generated`: both are; then what is known of their blocks tells which is which, and not only their text.
    """
    pairing = _Pairing(_by_key if generated else align_draft)
    found = list(pairing.items(base.body.items, mine.body.items))
    for key, other in counterparts(base, mine).items():
        found += pairing.items(base.margins[key].items, other.items if other is not None else [])
    return found


def _by_key(base: Sequence[Any], mine: Sequence[Any]) -> list[Link | None]:
    """The links between the blocks, or the rows, of two generated documents."""
    script = pair_generations(base, mine, [1.0] * len(base))
    links: list[Link | None] = [None] * len(base)
    for b, n in script.pairs:
        links[b] = Link((b,), (n,))
    for b, n in script.moved:
        links[b] = Link((b,), (n,), moved=True)
    return links


class _Pairing:
    """Paragraphs of two documents, by links between their blocks."""

    def __init__(self, links: Callable[[Sequence[Any], Sequence[Any]], list[Link | None]]) -> None:
        self.links = links

    def items(self, base: Sequence[Item], mine: Sequence[Item]) -> Iterator[Pair]:
        """The paragraphs of the blocks of one container."""
        alone = [item for item in (*base, *mine) if isinstance(item, Unit)]
        if len(base) == len(mine) == 1 and len(alone) == 2:
            # the one paragraph of a cell or header is itself whatever it says
            yield Pair((alone[0],), (alone[1],))
            yield from self._boxes(base, mine)
            return
        for bases, mines, sure in _linked(base, mine, self.links(base, mine)):
            first, other = (bases or [None])[0], (mines or [None])[0]
            if isinstance(first, Table) and isinstance(other, Table):
                yield from self._rows(first, other)
            elif isinstance(first, Table) or isinstance(other, Table):
                yield from (Pair((unit,), ()) for item in bases for unit in _leaves(item))
                yield from (Pair((), (unit,)) for item in mines for unit in _leaves(item))
            elif sure or not bases or not mines:
                yield Pair(tuple(bases), tuple(mines))
                yield from self._boxes(bases, mines)
            else:
                # in the place of another one, but nothing of it: one was deleted, one added
                yield from (Pair(tuple(bases), ()), Pair((), tuple(mines)))
                yield from self._boxes(bases, mines)

    def _rows(self, base: Table, mine: Table) -> Iterator[Pair]:
        if self.links is _by_key:
            label_rows(base)
            label_rows(mine)
        for bases, mines, _ in _linked(base.rows, mine.rows, self.links(base.rows, mine.rows)):
            if not bases or not mines:
                yield from (Pair(_in_row(row), (), True) for row in bases)
                yield from (Pair((), _in_row(row), True) for row in mines)
                continue
            others = {cell.column: cell for cell in mines[0].cells}
            for cell in bases[0].cells:
                other = others.get(cell.column)
                yield from self.items(cell.items, other.items if other is not None else [])

    def _boxes(self, base: Sequence[Any], mine: Sequence[Any]) -> Iterator[Pair]:
        ours = [twins[0] for unit in base for twins in box_items(unit)]
        theirs = [twins[0] for unit in mine for twins in box_items(unit)]
        for number, box in enumerate(ours):
            yield from self.items(box, theirs[number] if number < len(theirs) else [])


def _linked(
    base: Sequence[Any], mine: Sequence[Any], links: Sequence[Link | None]
) -> Iterator[tuple[list[Any], list[Any], bool]]:
    """The items that belong together in the order of the base, the new ones where they stand."""
    taken = {at for link in links if link is not None for at in link.mine}
    told: set[int] = set()
    following = 0
    for at, item in enumerate(base):
        link = links[at]
        if link is None:
            yield [item], [], True
            continue
        if at != link.base[0]:
            continue
        while not link.moved and following < link.mine[0]:
            if following not in taken and following not in told:
                told.add(following)
                yield [], [mine[following]], True
            following += 1
        yield [base[each] for each in link.base], [mine[each] for each in link.mine], link.sure
    yield from (([], [item], True) for at, item in enumerate(mine) if at not in taken and at not in told)


def _in_row(row: Row) -> tuple[Unit, ...]:
    return tuple(unit for cell in row.cells for unit in _units(cell.items))


def _units(items: Sequence[Item]) -> Iterator[Unit]:
    for item in items:
        yield from _leaves(item)


def _leaves(item: Item) -> Iterator[Unit]:
    if isinstance(item, Table):
        for row in item.rows:
            for cell in row.cells:
                yield from _units(cell.items)
    else:
        yield item
