"""How the quantities of the tables have moved: by a column of changes, by the last two years of several, by rows of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.naming import covered, left_of, name_of, spelled
from genwen.agreement.reading.sheet import AVERAGE, Sheet, sheets_of
from genwen.agreement.reading.text import View
from genwen.agreement.reading.vocabulary import COUNTING, YEAR
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.patterns import regex
from genwen.records import record

_CHANGE = regex("增减|变[动化]|同比|升降|[±]|^(?:增长|增幅|增速)(?:率)?$")
_RATE = regex("率|占比|比重|(?<!平)均|每|单位(?:建筑)?面积|强度")
_LISTED = regex(
    rf"(?P<list>(?:^|(?<=[，。；：在]))[\u4e00-\u9fff]{{1,8}}(?:[、和及][\u4e00-\u9fff]{{1,8}}?)+?)等?[{COUNTING}\d](?:项|类|种|个)"
)
_IDLE = regex("^(?:其中|全[年市县区省局院校]|[我本][年市县区局院校])+")


@record(eq=False)
class Move:
    """A quantity of a table that has gone up (`change` above 0), down, or stayed."""

    name: str
    about: str
    change: Decimal
    said: str

    def is_of(self, words: str) -> bool:
        """Whether a phrase names just this quantity and nothing more."""
        name = name_of(self.name)
        left = left_of(spelled(words), (name,)) if name else None
        return left is not None and all(covered(run, spelled(self.about)) for run in left)


@lru_cache(maxsize=256)
def moves_of(view: View) -> tuple[tuple[Move, ...], ...]:
    """The moves of a document, table by table."""
    found = (tuple(_of_sheet(sheet)) for sheet in sheets_of(view))
    return tuple(moves for moves in found if moves)


def _of_sheet(sheet: Sheet) -> Iterator[Move]:
    about = sheet.caption.split("\n")[-1]
    rows = sheet.members(AVERAGE)
    changes = [c for c, head in enumerate(sheet.heads) if _CHANGE.search(bare_head(head))]
    years = _years(sheet.heads)
    if len(years) > 1:
        late, early = years[-1], years[-2]
        for row in rows:
            new, old = sheet.numbers[row][late], sheet.numbers[row][early]
            if new is not None and old is not None:
                yield Move(sheet.labels[row], about, new.bare - old.bare, sheet.said(row, late))
    elif len(changes) == 1 and any(number.value < 0 for _, number in sheet.column(changes[0], rows)):
        for row, number in sheet.column(changes[0], rows):
            yield Move(sheet.labels[row], about, number.value, sheet.said(row, changes[0]))
    by_year = _years(sheet.labels)
    for column, head in enumerate(sheet.heads) if len(by_year) > 1 else ():
        new, old = sheet.numbers[by_year[-1]][column], sheet.numbers[by_year[-2]][column]
        if new is not None and old is not None and not sheet.index_column(column):
            yield Move(bare_head(head), about, new.bare - old.bare, sheet.said(by_year[-1], column))


def _years(texts: Sequence[str]) -> list[int]:
    """Where years stand, in their order; nothing where one stands twice."""
    found = sorted(
        (match.group(), at)
        for at, text in enumerate(texts)
        if (match := YEAR.search(text)) and not CHANGE_HEAD.search(bare_head(text))
    )
    return [at for _, at in found] if len({year for year, _ in found}) == len(found) else []


def listed(moves: Sequence[Move], words: str) -> list[Move]:
    """The moves of the things a phrase lists (电、气、油、水四项); nothing where one of them is not among them, or not surely."""
    match = _LISTED.search(words)
    found = [_one(moves, item) for item in regex_and.split(match["list"])] if match else []
    return [move for move in found if move is not None] if None not in found else []


regex_and = regex("[、和及]")


def _one(moves: Sequence[Move], item: str) -> Move | None:
    """The one move of a thing said in a word."""
    item = _IDLE.sub("", item)
    exact = [move for move in moves if move.is_of(item)]
    loose = [
        move
        for move in moves
        if (item in move.name or (len(move.name) > 1 and move.name in item)) and not _RATE.search(move.name)
    ]
    some = exact or loose
    return some[0] if len(some) == 1 else None
