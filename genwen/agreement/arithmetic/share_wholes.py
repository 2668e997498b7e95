"""What a share may be made from: wholes that a document offers, and the part and the whole that its words tie it to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import Decimal
from itertools import product

from genwen.agreement.reading.clauses import first_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import View
from genwen.patterns import regex
from genwen.records import record

PIECES = frozenset(("%", "‰", "个百分点", "摄氏度", "年", "个月", "分"))
OBJECT = regex(
    r"占(?:到|了|比)?(?:全部|全局|全市|全县|全区|全院|全校|全年|其|总|了)*(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:总数|总量|总额|总|数|量)?的?$"
)
_SUBJECT = regex(r"(?P<noun>[\u4e00-\u9fff]{2,12}?)(?:(?:消费|支出|用量|用电|用水)?约?占|的?比[例重])")
TOTAL_WORD = regex(r"(?<!公)共|总|合计|现有|预算|全|概算|应")

WAS = regex("上年|去年|年初|同期|上期")
"""Words of a whole that was before, of which no share is now."""

Tied = tuple[Figure, Figure, bool]
"""A part, its whole, and whether the wording leaves no doubt."""


@record
class Context:
    """What a document has to offer as wholes: totals of tables by the number of a part, figures by the words before them."""

    totals: dict[tuple[str, Decimal], tuple[Figure, ...]]
    worded: tuple[tuple[str, Figure], ...]
    sums: dict[str, list[Figure]]
    """Those of the figures whose words say that they are a total, by unit in order of size."""

    def likely(self, part: Figure, rate: Figure) -> list[Figure]:
        """The figures said to be a total that a part may be that share of, and some that it is not."""
        some = self.sums.get(part.unit, [])
        loose = 50 * (part.step + max((whole.step for whole in some), default=Decimal(0)))
        least, most = rate.value - rate.step, rate.value + rate.step
        first = bisect_left(some, (part.value * 100 - loose) / most, key=_size) if most > 0 else 0
        last = bisect_right(some, (part.value * 100 + loose) / least, key=_size) if least > 0 else len(some)
        return some[first:last]


def context_of(view: View) -> Context:
    """The totals of the tables of a document, and its figures with the words before them."""
    totals: dict[tuple[str, Decimal], list[Figure]] = {}
    for sheet in sheets_of(view):
        ends = sheet.totals()
        for column, end in product(range(1, len(sheet.heads)), ends):
            if (whole := sheet.figure(end, column)) is not None:
                for row, number in sheet.column(column):
                    if row != end:
                        totals.setdefault((number.unit, number.bare), []).append(whole)
    worded = [
        (item.gap[-16:], item.figure) for line in view.lines for item in told_in(line) if item.figure.unit not in PIECES
    ]
    sums: dict[str, list[Figure]] = {}
    for words, figure in worded:
        if TOTAL_WORD.search(words) or "消耗" in words or "用" in words:
            sums.setdefault(figure.unit, []).append(figure)
    ordered = {unit: sorted(some, key=_size) for unit, some in sums.items()}
    return Context({key: tuple(some) for key, some in totals.items()}, tuple(worded), ordered)


def _size(figure: Figure) -> Decimal:
    return figure.value


def makes(part: Figure, whole: Figure, rate: Figure, rest: bool = False) -> bool:
    """Whether a rate is the share of a part in a whole, rounded or cut; with `rest` also what it leaves of 100 %."""
    if part.unit != whole.unit or not whole.value:
        return False
    share = part.value / whole.value * 100
    if rest and abs(100 - share - rate.value) <= rate.step / 2:
        return True
    steps = [Decimal(0) if item.step >= 1 and item.unit != "元" else item.step for item in (part, whole)]
    slack = rate.step / 2 + (steps[0] + steps[1] * part.value / whole.value) / whole.value * 50
    return abs(share - rate.value) <= slack or (rate.step < 1 and rate.value <= share < rate.value + rate.step)


def share_tied(blank: str, clause: str, pieces: list[Said], item: Said, context: Context) -> Tied | None:
    """The part a share is of and its whole: by the words before 占 and after it, else by nearness."""
    part, named = _part(blank, clause, pieces, item)
    if part is None:
        return None
    thing = OBJECT.search(clause)
    figure = part.figure
    wholes = [
        other
        for other in pieces
        if other.figure.unit == figure.unit and other.figure.value > figure.value and other is not part
    ]
    total = [
        other
        for other in wholes
        if TOTAL_WORD.search(other.gap) or re.match(r"[^，。；\d]{0,10}[，（(]其中", blank[other.figure.end :])
    ]
    known = [whole for whole in context.totals.get((figure.unit, figure.value), ()) if whole.value > figure.value]
    if known:
        return figure, known[0], True
    if not wholes and thing is not None:
        said = [
            whole
            for words, whole in context.worded
            if thing["noun"][:4] in words and whole.unit == figure.unit and whole.value > figure.value
            if not WAS.search(words)
        ]
        return (figure, said[0], len({whole.value for whole in said}) == 1) if said else None
    if not wholes:
        return None
    if not total:
        best = _whole_of_siblings(pieces, context, figure)
        return (figure, best, True) if best is not None else None
    closest = min(wholes, key=lambda other: abs(figure.value / other.figure.value * 100 - item.figure.value))
    if len(total) == 1:
        about = thing is None or len(thing["noun"]) < 4 or bool(bigrams(thing["noun"]) & bigrams(total[0].gap))
        return figure, total[0].figure, about
    return figure, closest.figure, len(wholes) == 1 and not named


def _part(blank: str, clause: str, pieces: list[Said], item: Said) -> tuple[Said | None, bool]:
    """The part a share is of, and whether the words before 占 name it."""
    earlier = [other for other in pieces if other.figure.end <= item.figure.start]
    subject = _SUBJECT.match(clause)
    if subject is not None and len(noun := subject["noun"]) >= 2:
        for other in reversed(earlier):
            if noun[-4:] in other.gap or noun[:4] in other.gap:
                return other, True
    if not earlier:
        return None, False
    between = blank[earlier[-1].figure.end : item.figure.start]
    near = len(between) <= 22 and not re.search("[。；]", between)
    alike = subject is None or bool(bigrams(subject["noun"]) & bigrams(earlier[-1].gap))
    return earlier[-1] if near and alike else None, False


def _whole_of_siblings(pieces: list[Said], context: Context, part: Figure) -> Figure | None:
    """The whole that a list of parts adds up to, when the document has that number."""
    parts = [other.figure for other in pieces if other.figure.unit == part.unit]
    total = sum((figure.value for figure in parts), Decimal(0))
    for _, whole in context.worded:
        if whole.unit == part.unit and whole.value in (total, total - part.value) and whole.value > part.value:
            return whole
    larger = [figure for figure in parts if figure.value > part.value]
    return larger[0] if len(parts) == 2 and len(larger) == 1 else None


def rate_tied(blank: str, pieces: list[Said], after: list[Said], item: Said, stem: str) -> Tied | None:
    """The two numbers a rate is of: in brackets after it, by its name beside a number, else the last two."""
    counted = [other.figure for other in after if other.figure.unit not in PIECES]
    if len(counted) == 2 and counted[0].unit == counted[1].unit and min(counted[0].value, counted[1].value):
        small, large = sorted(counted, key=lambda figure: figure.value)
        return small, large, True
    pieces = [other for other in pieces if other.part is not Part.BASE]
    for part in reversed([other for other in pieces if _stem_in(stem, blank, other)]):
        wholes = [
            o
            for o in pieces
            if o.figure.unit == part.figure.unit and o.figure.value >= part.figure.value and o is not part
        ]
        if wholes:
            closest = min(
                wholes, key=lambda other: abs(part.figure.value / (other.figure.value or 1) * 100 - item.figure.value)
            )
            if not closest.figure.value:
                return None
            ratio = part.figure.value / closest.figure.value * 100 / item.figure.value if item.figure.value else 0
            return part.figure, closest.figure, Decimal("0.5") < ratio < 2
    said = [other for other in pieces if other.figure.end <= item.figure.start]
    last = said[-3:]
    if last and len(total := [other for other in said[:-1] if _of_all(other, last[-1])]) == 1:
        return last[-1].figure, total[0].figure, False
    pairs = [(small.figure, large.figure) for small in last for large in last
             if small is not large and small.figure.unit == large.figure.unit and small.figure.value <= large.figure.value
             and large.figure.value and not _siblings(small, large)]  # fmt: skip
    if not pairs:
        return None
    small, large = min(pairs, key=lambda two: abs(two[0].value / two[1].value * 100 - item.figure.value))
    return small, large, False


def _of_all(other: Said, part: Said) -> bool:
    """Whether a number is said to be of all, and a part may be of it."""
    one = other.figure
    return one.unit == part.figure.unit and one.value >= part.figure.value > 0 and bool(_ALL_OF.search(other.gap[-10:]))


_ALL_OF = regex("(?<!公)共|总|合计|现有")


def _siblings(left: Said, right: Said) -> bool:
    """Whether two figures stand side by side in a list, so that neither is a part of the other."""
    first, second = sorted((left, right), key=lambda one: one.figure.start)
    return "、" in second.gap and len(second.gap) < 14 and first.figure.line is second.figure.line


def _stem_in(stem: str, blank: str, other: Said) -> bool:
    """Whether the name of a rate stands beside a number: 登记率 and 已登记84宗."""
    around = other.gap[-10:] + first_clause(blank[other.figure.end : other.figure.end + 6])
    around = re.sub(r"不\w{2}", "", around)
    return any(stem[i : i + 2] in around for i in range(len(stem) - 1))
