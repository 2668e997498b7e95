"""Numbers that are another one of the paper but for a power of ten: 8.642万人 where the table has 86.42, 146.8公里 that make 14680米.

Four figures alike, of one unit and of one thing, are no chance; a factor of ten between them is a unit or a point in the wrong place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import about_one, digits_of, weight
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_SAME_AS = regex("(?:折合|折算为?|约合|相当于|(?<![综配结符])合|即)(?:约|为)?$")
_BARE = {
    "公里": ("米", Decimal(1000)), "厘米": ("米", Decimal("0.01")), "毫米": ("米", Decimal("0.001")), "公顷": ("平方米", Decimal(10000)),
    "平方公里": ("平方米", Decimal(10**6)), "兆瓦时": ("千瓦时", Decimal(1000)), "兆瓦": ("千瓦", Decimal(1000)), "克": ("千克", Decimal("0.001")),
}  # fmt: skip
_NEVER = PER_CENT | {POINTS, "分", "年", "天", "倍", "岁", "摄氏度", "元/千瓦时"}
_POWERS = (-4, -3, -2, -1, 1, 2, 3, 4)
_BESIDE = 60
_ALIKE, _SURE = 4, 5
"""How many figures have to be alike: of one thing, and of whatever."""


@record(eq=False)
class Cell:
    """A number of a table: where it stands, its value without sign and half of its last place."""

    sheet: Sheet
    row: int
    column: int
    value: Decimal
    half: Decimal


class Amounts:
    """The cells of a unit in the order of their tables, found by value."""

    def __init__(self, cells: list[Cell]) -> None:
        self.cells = cells
        self.ranked = sorted(range(len(cells)), key=lambda n: cells[n].value)
        self.values = [cells[n].value for n in self.ranked]
        self.half = max(cell.half for cell in cells)

    def between(self, *bounds: tuple[Decimal, Decimal]) -> list[Cell]:
        """The cells with a value within one of some bounds."""
        found = {
            n
            for low, high in bounds
            for n in self.ranked[bisect_left(self.values, low) : bisect_right(self.values, high)]
        }
        return [self.cells[n] for n in sorted(found)]


def check_tenfold(subject: Subject) -> Iterator[Finding]:
    """Every number of the prose against the cells of its unit, and against what it is said to be worth."""
    for view in subject.views:
        cells, ahead = _cells(view), ahead_lines(view)
        for number, line in enumerate(view.lines):
            said = (
                [item.figure for item in told_in(line) if item.part is Part.NOW and item.figure.value]
                if number not in ahead
                else []
            )
            for at, figure in enumerate(said):
                yield from _of_cells(figure, cells[figure.unit]) if figure.unit in cells else ()
                if _SAME_AS.search(line.text[max(0, figure.start - 6) : figure.start]):
                    yield from _worth(figure, said[:at])
                yield from _priced(figure, said) if "/" in figure.unit else ()


def _cells(view: View) -> dict[str, Amounts]:
    found: dict[str, list[Cell]] = {}
    for sheet in sheets_of(view):
        columns = [
            c
            for c, head in enumerate(sheet.heads)
            if not sheet.index_column(c) and not CHANGE_HEAD.search(bare_head(head))
        ]
        for column in columns:
            for row, number in sheet.column(column):
                if number.unit and number.unit not in _NEVER and number.bare:
                    half = number.step * number.factor / 2
                    found.setdefault(number.unit, []).append(Cell(sheet, row, column, abs(number.bare), half))
    return {unit: Amounts(cells) for unit, cells in found.items()}


def _of_cells(figure: Figure, amounts: Amounts) -> Iterator[Finding]:
    count = weight(digits_of(figure.text))
    if count < _ALIKE:
        return
    half = figure.step / 2
    most = max(half, amounts.half)
    near = amounts.between((figure.value - most, figure.value + most))
    if any(abs(figure.value - cell.value) <= max(half, cell.half) for cell in near):
        return
    words = last_clause(figure.line.text[: figure.start], PHRASE)
    for cell in amounts.between(*_shifted(figure)):
        sheet, row, column = cell.sheet, cell.row, cell.column
        if count < _SURE and not about_one(words, sheet.labels[row] + sheet.heads[column]):
            continue
        yield finding("A203", f"“{words[-8:]}{figure.text}”与表中的{sheet.text(row, column)}数同而单位或小数点不同，见 {sheet.said(row, column)}",
                      "核对单位和小数点", figure.at)  # fmt: skip
        return


def _worth(figure: Figure, before: Sequence[Figure]) -> Iterator[Finding]:
    """146.8公里…折合14680米: what is said to be the same in another unit."""
    unit, factor = _BARE.get(figure.unit, (figure.unit, Decimal(1)))
    same = [
        (other, own)
        for other in before
        for own_unit, own in (_BARE.get(other.unit, (other.unit, Decimal(1))),)
        if own_unit == unit
    ]
    if any(
        abs(other.value * own / factor - figure.value) <= max(figure.step, other.step * own / factor) / 2
        for other, own in same
    ):
        return
    for other, own in same:
        value = other.value * own / factor
        if weight(digits_of(other.text)) >= 2 and any(low <= value <= high for low, high in _shifted(figure)):
            yield finding(
                "A203", f"“{figure.text}”与“{other.text}”差了几位，见 {other.said}", "核对单位的换算", figure.at
            )
            return


def _priced(price: Figure, said: Sequence[Figure]) -> Iterator[Finding]:
    """年可节约天然气4.2立方米，节支约13.9万元，按气价3.3元/立方米测算: what is paid is ten thousand times what is said to be bought."""
    whole, _, each = price.unit.partition("/")
    paid = [figure for figure in said if figure.unit == whole and abs(figure.start - price.start) < _BESIDE]
    bought = [figure for figure in said if figure.unit == each and abs(figure.start - price.start) < _BESIDE]
    if len(paid) != 1 or len(bought) != 1:
        return
    a, b = paid[0], bought[0]
    value = price.value * b.value
    off = max(Decimal("0.01"), a.step / a.value / 2 + price.step / price.value / 2 + b.step / b.value / 2)
    for power in (-4, -3, 3, 4):
        if abs(a.value / (value * Decimal(10) ** power) - 1) <= min(off, Decimal("0.05")):
            yield finding("A203", f"“{b.text}”乘以{price.text}与{a.text}差了几位，见 {a.said}", "核对单位", b.at)


def _shifted(figure: Figure) -> list[tuple[Decimal, Decimal]]:
    """From where to where a number lies that is another one but for a power of ten, as far as it is printed."""
    low, high = figure.value - figure.step / 2, figure.value + figure.step / 2
    return [(low.scaleb(power), high.scaleb(power)) for power in _POWERS]
