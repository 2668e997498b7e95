"""What tables say of one quantity in two years: by the later number, what it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import weight
from genwen.agreement.reading.sheet import TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View
from genwen.agreement.reading.vocabulary import YEAR
from genwen.patterns import regex
from genwen.records import record

_EARLY = regex(r"上年|去年|同期|基年|基期|基准年|上期|年初|改造前")
_LATE = regex(r"本年|今年|当年|本期|改造后")
_NOISE = regex(
    r"(?:19|20)\d{2}年?度?|上年|去年|同期|基年|基期|基准年|上期|本年度?|今年|当年|本期|实际|完成|数值|情况|[（(][^（）()]*[）)]|值|数|年初|改造[前后]|度"
)


@record
class Pair:
    """What a number was before, in the bare unit, and where the table says so."""

    old: Decimal
    step: Decimal
    unit: str
    said_old: str
    place: str
    new: Decimal = Decimal(0)
    row: str = ""
    head: str = ""
    total: bool = False
    year: int = 0

    def old_figure(self, line: Line) -> Figure:
        """As a figure, to be reckoned with like those in prose."""
        return Figure(line, 0, 0, self.old, self.step, self.unit, self.said_old, "")


Pairs = Mapping[tuple[str, Decimal], Sequence[Pair]]


def pairs_in(subject: Subject) -> Pairs:
    """Every pair of some documents, as `pairs_of` gives those of one."""
    found: dict[tuple[str, Decimal], list[Pair]] = defaultdict(list)
    for view in subject.views:
        for key, pairs in pairs_of(view).items():
            found[key] += pairs
    return found


@lru_cache(maxsize=1024)
def pairs_of(view: View) -> Pairs:
    """Every pair by unit and later number; numbers of less than three figures are left out, they tell nothing.

    What is for each of something is found by its bare unit too: 人均综合能耗349.88千克标准煤.
    """
    found: dict[tuple[str, Decimal], list[Pair]] = defaultdict(list)
    for sheet in sheets_of(view):
        for old, new, where in (*_across(sheet), *_down(sheet)):
            if weight(f"{abs(new.value)}") < 3 or not new.unit or old.bare <= 0:
                continue
            row, column = where
            head, label = sheet.heads[column], sheet.labels[row]
            pair = Pair(
                old.bare, old.step * old.factor, old.unit, sheet.text(row, column), sheet.said(row, column), new.bare,
                label, head, bool(TOTAL.match(label)), _age(head) or _age(label),
            )  # fmt: skip
            for unit in {new.unit, new.unit.partition("/")[0]}:
                found[unit, new.bare].append(pair)
    return found


def _age(text: str) -> int:
    """The year of a head or label; 1 and 2 for 上年 and 本年, 0 for none."""
    years = YEAR.findall(text)
    if years:
        return int(years[-1])
    return 1 if _EARLY.search(text) else 2 if _LATE.search(text) else 0


def _across(sheet: Sheet) -> Iterator[tuple[Number, Number, tuple[int, int]]]:
    """Columns of years with the same measure."""
    ages = [(_age(head), _NOISE.sub("", head)) for head in sheet.heads]
    for old, (old_age, old_name) in enumerate(ages):
        for new, (new_age, new_name) in enumerate(ages):
            if not old_age or not old_age < new_age or old_name != new_name:
                continue
            for row in range(len(sheet.labels)):
                before, now = sheet.numbers[row][old], sheet.numbers[row][new]
                if before is not None and now is not None:
                    yield before, now, (row, old)


def _down(sheet: Sheet) -> Iterator[tuple[Number, Number, tuple[int, int]]]:
    """Rows of years."""
    ages = [_age(label) for label in sheet.labels]
    for old, old_age in enumerate(ages):
        for new, new_age in enumerate(ages):
            if not old_age or not old_age < new_age:
                continue
            for column in range(1, len(sheet.heads)):
                before, now = sheet.numbers[old][column], sheet.numbers[new][column]
                if before is not None and now is not None:
                    yield before, now, (old, column)
