"""The ordinals of a document gathered into lists: which items follow each other at one level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genwen.lint.ordinals import Found, read_odd
from genwen.lint.view import ATTACHMENT_MARK, ATTACHMENT_TITLE, PROSE, TITLE, Line, View
from genwen.patterns import regex
from genwen.records import made, record

_DIVIDING = (TITLE, ATTACHMENT_TITLE, ATTACHMENT_MARK)
_CHAPTER = regex(
    r"\s*第[一二三四五六七八九十百\d]+(?:[章节编]|部分?)(?:[\s　：、]|[^，。；：]{0,25}$)|\s*第[一二三四五六七八九十百\d]+条[\s　]"
)
"""What begins the numbers anew: a head of its own, or an article; 第一部分任务已完成。 is a sentence."""


@record(frozen=False, eq=False)
class Item:
    """A line with its ordinal, None where it has none; `odd` is the number of one in a form that no level has."""

    line: Line
    found: Found | None
    odd: int = 0


@record(frozen=False, eq=False)
class Entry:
    """A line that has an ordinal."""

    line: Line
    found: Found


@record(frozen=False, eq=False)
class Series:
    """Items of one level that follow each other; `parent` is the level they stand under, 0 for none."""

    level: int
    parent: int
    items: list[Entry] = made(default_factory=list)
    goes_on: int = 0
    """The last number of the level before, where the numbers may run on through the document."""
    under_lower: bool = False
    """It came after items of a lower level that should stand under it."""


def series_in(view: View) -> list[Series]:
    """Every list of the running text, in order."""
    return view.once("series", lambda: [series for items in segments(view) for series in gathered(items)])


def segments(view: View) -> Iterator[list[Item]]:
    """The lines of running text, divided where ordinals begin anew: at titles, attachments, chapters."""
    items: list[Item] = []
    part = ""
    for line in view.lines:
        if line.part != part or line.role in _DIVIDING or _CHAPTER.match(line.text):
            part = line.part
            if items:
                yield items
            items = []
        if line.role in PROSE:
            found = None if _is_run_in(line) else line.ordinal
            items.append(Item(line, found, 0 if found else read_odd(line.whole)))
    if items:
        yield items


def _is_run_in(line: Line) -> bool:
    """Whether a paragraph holds the next items of its list too: （1）…；（2）… is no heading of a level."""
    found = line.ordinal
    return found is not None and found.level == 4 and f"；（{found.number + 1}）" in line.text


def gathered(items: Iterable[Item]) -> list[Series]:
    """The lists of a segment."""
    return list(_Gatherer().gather(items))


class _Gatherer:
    def __init__(self) -> None:
        self.open: dict[int, Series] = {}
        self.last: dict[int, int] = {}
        self.odd: set[int] = set()
        """Levels since whose last item something like an ordinal of no level has stood."""

    def gather(self, items: Iterable[Item]) -> Iterator[Series]:
        before: Entry | None = None
        for item in items:
            if item.found is None:
                before = None
                if item.odd:
                    self.odd.update(self.open)
                continue
            entry = Entry(item.line, item.found)
            opened = self._opened(item.found, before)
            if opened is not None:
                yield opened
            self.open[item.found.level].items.append(entry)
            self.last[item.found.level] = item.found.number
            self.odd.discard(item.found.level)
            before = entry

    def _opened(self, found: Found, before: Entry | None) -> Series | None:
        """A new list that begins with the item, None when it goes on with one."""
        level, number = found.level, found.number
        lower = [deeper for deeper in self.open if deeper > level]
        for deeper in lower:
            del self.open[deeper]
        parent = max((upper for upper in self.open if upper < level), default=0)
        series = self.open.get(level)
        if series is not None:
            follows = before is not None and before.found.level == level
            if number != 1 or (level <= 2 and level not in self.odd) or follows or lower:
                return None
        opened = Series(level, parent, goes_on=self.last.get(level, 0) if series is None else 0)
        opened.under_lower = series is None and bool(lower)
        self.open[level] = opened
        return opened


@record
class Fault:
    """What is wrong in the order of a list: 跳号, 颠倒 or 重复, at which item, with what is missing."""

    kind: str
    item: Entry
    before: int
    missing: tuple[int, ...] = ()


def faults_in(series: Series) -> Iterator[Fault]:
    """The faults in the order of a list, each told once."""
    numbers = [item.found.number for item in series.items]
    places: dict[int, int] = {number: n for n, number in enumerate(numbers)}
    """Number → where it stands last."""
    seen: set[int] = set()
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
            later = [value for value in missing if places.get(value, -1) > n]
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
            mistyped = numbers[n + 1 : n + 2] == [last + 2] and places.get(last + 1, -1) < n
            if number in seen:
                yield Fault("重复", item, last, (last + 1,) if mistyped else ())
            else:
                yield Fault("颠倒", item, last, ())
            last += mistyped  # the item after it counts on as if it were right
        seen.add(item.found.number)


def level_fault(series: Series) -> str:
    """Whether the level of a list is wrong where it stands: 越级 or 颠倒, "" for right."""
    if series.parent and series.level - series.parent > 1 and (series.parent, series.level) != (1, 3):
        return "越级"
    return "颠倒" if series.under_lower else ""
