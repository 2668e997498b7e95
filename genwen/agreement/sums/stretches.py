"""Months, quarters and halves of a year in prose against the whole they make, said beside them or printed in a table.

上半年用电570.1万千瓦时，下半年596.3万千瓦时, where the table has 1186.4 for the year; 四个季度依次为…，上半年合计…. What is counted
from the year's beginning must not fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.cells import SPANS, Cell, cells_by_unit, named_by
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.dated import Dated, dated_in
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams, digits_of, slip
from genwen.agreement.reading.naming import Period, periods_in, spelled
from genwen.agreement.reading.said_names import HEDGE, clause_before
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_YEAR: Period = (1, 12)
_SAME = regex("，[^，。；\\d]*")
"""What stands between a whole and the parts it is divided into at once."""
_NEAR, _NEAR_ELSEWHERE = Decimal("0.5"), Decimal(1) / 6


@record(eq=False)
class Whole:
    """A number that a stretch of the year has, how it is printed, half of its last place, and where it stands.

    `sure` is one that the paragraph itself says of that very stretch.
    """

    value: Decimal
    text: str
    half: Decimal
    said: str
    sure: bool = False


def check_stretches(subject: Subject) -> Iterator[Finding]:
    """Every paragraph with amounts of several stretches of a year."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            dated = dated_in(line) if number not in ahead else ()
            for unit in dict.fromkeys(item.figure.unit for item in dated):
                same = [item for item in dated if item.figure.unit == unit]
                if len(same) > 1:
                    yield from _unequal(view, same)
                    yield from _falling(same)


def _unequal(view: View, same: Sequence[Dated]) -> Iterator[Finding]:
    """The first whole that its parts do not make; one that they make, whatever it is called, is right."""
    said = [item.period for item in same if item.together and item.period is not None]
    for span in dict.fromkeys((*SPANS, *said, _YEAR)):
        for parts in filter(_of_one, _tilings(same, span)):
            wrong = _missed(
                parts, (_beside(same, parts, span), _in_tables(view, parts, span), _alike(view, parts, span))
            )
            if wrong is not None:
                yield wrong
                return


def _missed(parts: Sequence[Dated], sources: Iterable[Iterator[Whole]]) -> Finding | None:
    """What is told of parts and the wholes they may make: the first source that has one near them settles it."""
    total = sum((part.figure.value for part in parts), Decimal(0))
    slack, last = _slack(parts), parts[-1].figure
    sum_said = last.like(total)
    for source in sources:
        wholes = list(source)
        if any(abs(whole.value - total) <= slack + whole.half for whole in wholes):
            return None
        near = [whole for whole in wholes if _is_near(whole, total, sum_said)]
        if near:
            whole = min(near, key=lambda one: abs(one.value - total))
            terms = "＋".join(part.figure.text for part in parts)
            return finding(
                "A806",
                f"“{clause_before(last)[-8:]}{last.text}”：{terms}＝{sum_said}，与{whole.text}不符，见 {whole.said}",
                "核对各期与合计",
                last.at,
            )
    return None


def _is_near(whole: Whole, total: Decimal, printed: str) -> bool:
    limit = _NEAR if whole.sure else _NEAR_ELSEWHERE
    return abs(whole.value - total) <= total * limit or slip(digits_of(whole.text), printed)


def _tilings(same: Sequence[Dated], span: Period) -> Iterator[list[Dated]]:
    """The ways in which amounts follow each other from the beginning to the end of a stretch."""
    at: dict[Period, Dated] = {}
    for item in same:
        if item.period is not None and item.period != span and not item.together:
            at.setdefault(item.period, item)

    def onward(first: int) -> Iterator[list[Dated]]:
        if first > span[1]:
            yield []
        for period in at:
            if period[0] == first and period[1] <= span[1]:
                yield from ([at[period], *rest] for rest in onward(period[1] + 1))

    return onward(span[0]) if len(at) > 1 else iter(())


def _of_one(parts: Sequence[Dated]) -> bool:
    """Whether nothing in the names of some parts says that they are of different things."""
    names = sorted({part.name for part in parts if part.name}, key=len)
    return all(less in more for less, more in pairwise(names))


def _beside(same: Sequence[Dated], parts: Sequence[Dated], span: Period) -> Iterator[Whole]:
    """What the paragraph itself says of the stretch; of the year also without naming it, before the parts."""
    largest = max(part.figure.value for part in parts)
    names = "".join(part.name for part in parts)
    for item in same:
        figure = item.figure
        told = item.period == span or (
            item.period is None
            and span == _YEAR
            and figure.value > largest
            and (item.together or figure.start < parts[0].figure.start)
        )
        later = item.planned and not any(part.planned for part in parts)
        led = item.period is None and _SAME.fullmatch(
            figure.line.text, figure.end, max(figure.end, parts[0].figure.start)
        )
        if told and item not in parts and not later and (led or _one_name(item.name, names)):
            yield Whole(figure.value, figure.text, _half(figure), figure.said, item.period == span)


def _one_name(one: str, other: str) -> bool:
    return not one or not other or bool(bigrams(one) & bigrams(other)) or one in other


def _in_tables(view: View, parts: Sequence[Dated], span: Period) -> Iterator[Whole]:
    """What the tables have for the stretch under the name of the parts."""
    name = next((part.name for part in parts if part.name), "")
    title = spelled(view.lines[0].text) if view.lines else ""
    for period in {span, None if span == _YEAR else span} if name else ():
        yield from map(_of_cell, named_by(view, name, period, parts[0].figure.unit, title))


def _of_cell(cell: Cell) -> Whole:
    number = cell.number
    return Whole(abs(number.bare), f"{abs(number.value)}", number.step * number.factor / 2, cell.said)


def _alike(view: View, parts: Sequence[Dated], span: Period) -> Iterator[Whole]:
    """Numbers of the stretch in tables, for a year in prose too, that have a word of the sentence of the parts in their names."""
    first = parts[0].figure
    begun = begun_at(first.line.text, first.start)
    words = bigrams(first.line.text[begun : first.start])
    for cell in cells_by_unit(view).get(first.unit, ()):
        periods = (span, None) if span == _YEAR else (span,)
        if cell.period in periods and words & bigrams("".join(cell.names) + cell.about):
            yield _of_cell(cell)
    for place in whereabouts(view).by_unit.get(first.unit, ()) if span == _YEAR else ():
        clause = clause_before(place.figure)
        if (
            place.said.part is Part.NOW
            and words & bigrams(clause)
            and not periods_in(clause)
            and place.figure.line is not first.line
        ):
            yield Whole(place.figure.value, place.figure.text, _half(place.figure), place.figure.said)


def _slack(parts: Sequence[Dated]) -> Decimal:
    steps = {part.figure.step for part in parts}
    return Decimal(0) if steps == {Decimal(1)} else sum((part.figure.step for part in parts), Decimal(0)) / 2


def _half(figure: Figure) -> Decimal:
    """Half of the last place that a figure says; nothing where a whole number of things is exact."""
    digits = digits_of(figure.text)
    if not HEDGE.search(clause_before(figure)):
        return Decimal(0) if figure.step == 1 else figure.step / 2
    return figure.step * Decimal(10) ** (0 if "." in digits else len(digits) - len(digits.rstrip("0"))) / 2


def _falling(same: Sequence[Dated]) -> Iterator[Finding]:
    """一季度245.3亿元，上半年581.9亿元，前三季度530.4亿元: sums from the beginning of the year."""
    begun = {
        item.period: item.figure
        for item in reversed(same)
        if item.period is not None and item.period[0] == 1 and item.period[1] > 2
    }
    if len(begun) < 3:
        return
    for (_, less), (_, more) in pairwise(sorted(begun.items())):
        if more.value < less.value:
            yield finding(
                "A806",
                f"“{clause_before(more)[-8:]}{more.text}”比“{clause_before(less)[-8:]}{less.text}”还少，见 {less.said}",
                "累计数不会减少，核对两个数",
                more.at,
            )
            return
