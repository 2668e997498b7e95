"""Headings of one level whose ordinals are in different styles: 一、 … 第二、 … 三、, or 1. where （二） should stand.

Such an ordinal, read as it is written, makes several faults that are none: a gap where it stands, a repetition below it.
It is taken for one of another level when the document has fewer faults so, what is set in the look of the other level
counting too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from genwen.lint.fonts import face_of
from genwen.lint.lists import Item, faults_in, gathered, level_fault, segments
from genwen.lint.ordinals import Found, as_level, is_bare, odd_text
from genwen.lint.view import BODY, LEVELS, Line, View

_AROUND = 60
"""Lines before and after one in doubt that are looked at."""
_MAX_TRIED, _MAX_FOUND = 16, 6
_LONGEST = 40
_FACES = {"黑体": 1, "楷体": 2}
"""Face → the level that has it."""
Look = tuple[str, float, bool, bool]


def settle_mixed(view: View) -> None:
    """Find ordinals in the style of another level than their line's; its role becomes that of its level."""
    for items in segments(view):
        over = dict(_over_second(items))
        items = [Item(item.line, over[n]) if n in over else item for n, item in enumerate(items)]
        for n, found in (*over.items(), *_Segment(items).mixed()):
            line = items[n].line
            line.mixed = found
            if line.role in LEVELS or _is_heading(line):
                line.role, line.sure = LEVELS[found.level - 1], True


def _over_second(items: Sequence[Item]) -> Iterator[tuple[int, Found]]:
    """Headings of the first level, all of them written 1. 2. 3.: in 黑体, over （一）, and no 一、 anywhere."""
    found = [(n, item.line, item.found) for n, item in enumerate(items) if item.found is not None]
    heads = [(n, own) for n, line, own in found if own.level == 3 and _is_first_by_look(line)]
    seconds = [n for n, _, own in found if own.level == 2 and own.number == 1]
    if len(heads) < 2 or any(own.level == 1 for _, _, own in found):
        return
    counted = [own.number for _, own in heads] == list(range(1, len(heads) + 1))
    if counted and any(heads[0][0] < n for n in seconds):
        yield from ((n, as_level(1, own.number, own.text)) for n, own in heads)


def _is_first_by_look(line: Line) -> bool:
    return _FACES.get(_look(line)[0]) == 1 and (line.role in LEVELS or _is_heading(line))


def _is_heading(line: Line) -> bool:
    text = line.said
    return line.role == BODY and len(text) <= _LONGEST and not text.endswith(("。", "；", "，", "：", "！", "？"))


class _Segment:
    """Lines whose ordinals belong together, and how each level looks."""

    def __init__(self, items: list[Item]) -> None:
        self.items = list(items)
        self.looks: dict[int, Counter[Look]] = {}
        for item in items:
            self.looks.setdefault(_level(item), Counter())[_look(item.line)] += 1

    def mixed(self) -> Iterator[tuple[int, Found]]:
        """What is in the style of another level, by its place in the segment."""
        for _ in range(_MAX_FOUND):
            best = min((self._tried(n) for n in self._doubted()), default=None, key=lambda tried: tried[0])
            if best is None or best[2] is None:
                return
            n, found = best[1], best[2]
            self.items[n] = Item(self.items[n].line, found)
            yield n, found

    def _doubted(self) -> list[int]:
        """Lines that may be it: those the order stumbles over, those missing from it, odd forms."""
        places = {id(item.line): n for n, item in enumerate(self.items)}
        chosen: dict[int, None] = {}
        for series in gathered(self.items):
            first = places[id(series.items[0].line)]
            numbers = [item.found.number for item in series.items]
            if level_fault(series) or (len(numbers) == 1 and series.level <= 2):
                chosen[first] = None
            for fault in faults_in(series):
                at = places[id(fault.item.line)]
                chosen[at] = None
                before = [place for item in series.items if (place := places[id(item.line)]) < at]
                chosen |= dict.fromkeys(before[-1:])
                chosen |= dict.fromkeys(self._with_number(before[-1] + 1 if before else 0, at, fault.missing))
            if len(chosen) > _MAX_TRIED:
                break
        chosen |= dict.fromkeys(n for n, item in enumerate(self.items) if item.odd and self._is_title(n))
        return [n for n in chosen if self.items[n].line.mixed is None][:_MAX_TRIED]

    def _with_number(self, start: int, end: int, numbers: Sequence[int]) -> list[int]:
        """The lines between two places that have one of some numbers, in whatever form."""
        wanted = set(numbers)
        return [
            n for n in range(start, end)
            if (self.items[n].odd or (found.number if (found := self.items[n].found) else 0)) in wanted
        ]  # fmt: skip

    def _is_title(self, n: int) -> bool:
        return _is_heading(self.items[n].line) or self._differs(n, 0) >= 1

    def _tried(self, n: int) -> tuple[float, int, Found | None]:
        """How many faults fewer (below 0) the best other reading of a line makes, and that reading."""
        item = self.items[n]
        number = item.odd or (item.found.number if item.found else 0)
        text = item.found.text if item.found else odd_text(item.line.whole)
        start, end = max(0, n - _AROUND), n + _AROUND + 1
        now = self._faults(start, end) + self._differs(n, _level(item))
        now += bool(item.odd) and self._is_title(n) and not is_bare(item.line.whole)
        best: tuple[float, int, Found | None] = (0, n, None)
        for level in range(1, 5):
            if level not in self.looks or (item.found and item.found.level == level):
                continue
            found = as_level(level, number, text)
            self.items[n] = Item(item.line, found)
            then = self._faults(start, end) + self._differs(n, level) + (0.5 if item.odd else 1)
            self.items[n] = item
            if then - now < best[0]:
                best = (then - now, n, found)
        return best

    def _faults(self, start: int, end: int) -> int:
        """How many faults the order of a stretch of lines has."""
        count = 0
        for series in gathered(self.items[start:end]):
            count += sum(1 for _ in faults_in(series)) + bool(level_fault(series))
            count += len(series.items) == 1 and series.level <= 2 and series.items[0].found.number == 1
        return count

    def _differs(self, n: int, level: int) -> float:
        """How much a line looks unlike the others of a level (0 for running text); unlike the standard's counts little."""
        look = _look(self.items[n].line)
        others = self.looks.get(level, Counter()).copy()
        if _level(self.items[n]) == level:
            others[look] -= 1
        usual, count = others.most_common(1)[0] if others else (look, 0)
        unlike = _FACES.get(look[0], level) != level
        return (1 if usual != look else 0) + unlike * 0.1 if count > 0 else float(unlike)


def _level(item: Item) -> int:
    return item.found.level if item.found else 0


def _look(line: Line) -> Look:
    """How the beginning of a line is set."""
    runs = line.paragraph.runs
    form = next((run.form for run in runs if run.text.strip()), runs[0].form)
    return face_of(form.font), form.size, form.bold, line.paragraph.form.align == "center"
