"""The ordinals of a document gathered into lists: which items follow each other at one level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.ordinals import Found, read_ordinal
from genwen.lint.view import ATTACHMENT_MARK, ATTACHMENT_TITLE, PROSE, TITLE, Line, View
from genwen.records import made, record

_DIVIDING = (TITLE, ATTACHMENT_TITLE, ATTACHMENT_MARK)
_CHAPTER = re.compile(r"\s*第[一二三四五六七八九十百\d]+[章节编条部]")


@record(frozen=False, eq=False)
class Item:
    """A line with its ordinal."""

    line: Line
    found: Found


@record(frozen=False, eq=False)
class Series:
    """Items of one level that follow each other; `parent` is the level they stand under, 0 for none."""

    level: int
    parent: int
    items: list[Item] = made(default_factory=list)
    goes_on: int = 0
    """The last number of the level before, where the numbers may run on through the document."""
    under_lower: bool = False
    """It came after items of a lower level that should stand under it."""


def series_in(view: View) -> list[Series]:
    """Every list of the running text, in order."""
    return view.once("series", lambda: list(_Gatherer().gather(view)))


class _Gatherer:
    def __init__(self) -> None:
        self.open: dict[int, Series] = {}
        self.last: dict[int, int] = {}

    def gather(self, view: View) -> Iterator[Series]:
        part = ""
        before: Item | None = None
        for line in view.lines:
            if line.part != part or line.role in _DIVIDING or _CHAPTER.match(line.text):
                part = line.part
                self.open, self.last, before = {}, {}, None
            if line.role not in PROSE:
                continue
            found = read_ordinal(line.whole)
            if found is None:
                before = None
                continue
            item = Item(line, found)
            opened = self._opened(item, before)
            if opened is not None:
                yield opened
            self.open[found.level].items.append(item)
            self.last[found.level] = found.number
            before = item

    def _opened(self, item: Item, before: Item | None) -> Series | None:
        """A new list that begins with the item, None when it goes on with one."""
        level, number = item.found.level, item.found.number
        lower = [deeper for deeper in self.open if deeper > level]
        for deeper in lower:
            del self.open[deeper]
        parent = max((upper for upper in self.open if upper < level), default=0)
        series = self.open.get(level)
        if series is not None:
            follows = before is not None and before.found.level == level
            if number != 1 or level <= 2 or follows or lower:
                return None
        opened = Series(level, parent, goes_on=self.last.get(level, 0) if series is None else 0)
        opened.under_lower = series is None and bool(lower)
        self.open[level] = opened
        return opened


@record
class Fault:
    """What is wrong in the order of a list: 跳号, 颠倒 or 重复, at which item, with what is missing."""

    kind: str
    item: Item
    before: int
    missing: tuple[int, ...] = ()


def faults_in(series: Series) -> Iterator[Fault]:
    """The faults in the order of a list, each told once."""
    numbers = [item.found.number for item in series.items]
    done: set[int] = set()
    last = 0
    if numbers[0] != 1 and numbers[0] == series.goes_on + 1:
        last = series.goes_on
    for n, item in enumerate(series.items):
        number = item.found.number
        if number in done:
            done.discard(number)
        elif number == last + 1:
            last = number
        elif number > last + 1:
            missing = tuple(range(last + 1, number))
            later = [value for value in missing if value in numbers[n + 1 :]]
            if later:
                done |= set(later)
                yield Fault("颠倒", item, last, tuple(later))
                gone = tuple(value for value in missing if value not in later)
                if gone:
                    yield Fault("跳号", item, last, gone)
            else:
                yield Fault("跳号", item, last, missing)
                if numbers[n + 1 : n + 2] == [number] and len(missing) == 1:
                    number -= 1  # one figure mistyped, the next one is right again
            last = number
        else:
            kind = "重复" if number in numbers[:n] else "颠倒"
            yield Fault(kind, item, last, ())
