"""Shares told one after the other of one whole that nobody needs to name: a and p, b and q, c and r are all of the same.

电力5.2万元，占52%；用水2.1万元，占21%；用气1.9万元，占19%: what the others make of the whole tells the share that is of another one.
到2026年底20家、2027年底43家、2028年底64家，占比分别达到…; 三年下降3%、3.6%、4.5%，平均每年分别下降1%、1.2%、1.5%.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_SHARE = regex(r"(?:(?:以上|左右)[^，。；：、（\d]{0,10})?[，（(]?(?:约)?占(?:比|[^，。；、\d]{0,10})?(?:约|为|达到?)?")
_SHARES = regex(
    r"(?:占比|比重|比例|占[^，。；、\d]{0,10})[^，。；、\d]{0,6}分别[^，。；、\d]{0,4}$|分别[^，。；、\d]{0,4}占[^，。；、\d]{0,12}$"
)
_YEARLY = regex(r"(?:年均|平均每年|每年(?:平均)?)[^，。；、\d]{0,4}分别[^，。；、\d]{0,6}$")
_NEXT = regex(r"\s*[、，和及]\s*")
_ALL = regex("(?<!公)共|总数|总计|合计|应[^，。；、]{0,10}$")
_LEAST = 3


@record(eq=False)
class Pair:
    """A number, the share or yearly mean of it, and the least and greatest whole (or number of years) that the two make."""

    number: Figure
    share: Figure
    low: Decimal
    high: Decimal


def check_constant(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for view in subject.views:
        for line in view.lines:
            said = told_in(line) if line.text.count("%") >= _LEAST else ()
            for pairs in (*_beside(said), *_in_order(said)):
                found = list(_odd(view, pairs))
                yield from found or _of_said(said, pairs)
            for pairs in _yearly(said):
                yield from _odd(view, pairs)


def _pair(number: Figure, share: Figure) -> Pair | None:
    """What a number and its share may be of, as far as they are printed; a share may be cut, too. Aims by year are exact."""
    if share.value <= share.step / 2 or number.value <= 0:
        return None
    if number.unit == "%":
        return Pair(number, share, number.value / share.value, number.value / share.value)
    half = Decimal(0) if number.step == 1 else number.step / 2
    low = (number.value - half) / (share.value + share.step) * 100
    return Pair(number, share, low, (number.value + half) / (share.value - share.step * Decimal("0.51")) * 100)


def _beside(said: Sequence[Said]) -> Iterator[list[Pair]]:
    """Numbers of one unit with a share right behind each."""
    run: list[Pair] = []
    for item, share in pairwise(said):
        if share.figure.unit != "%" or item.figure.unit == "%" or not _SHARE.fullmatch(share.gap):
            continue
        pair = _pair(item.figure, share.figure) if share.part is Part.NOW else None
        if run and (pair is None or pair.number.unit != run[0].number.unit):
            yield run
            run = []
        run += [pair] if pair is not None else []
    yield run


def has_like(said: Sequence[Said], share: Figure) -> bool:
    """Whether a share and the number before it are of the whole that another number and its share make beside them."""
    for pairs in _beside(said):
        mine = next((pair for pair in pairs if pair.share is share), None)
        if mine is not None:
            alike = [pair for pair in pairs if pair.low <= mine.high and mine.low <= pair.high]
            wholes = _wholes(said, pairs)
            return len(alike) > 1 and not any(
                pair.low <= one.value <= pair.high for one in wholes for pair in pairs if pair not in alike
            )
    return False


def _wholes(said: Sequence[Said], pairs: Sequence[Pair]) -> list[Figure]:
    """The numbers before the pairs that are said to be all there are."""
    first = pairs[0].number
    return [
        item.figure
        for item in said
        if item.figure.unit == first.unit and item.figure.end <= first.start and _ALL.search(item.gap)
    ]


def _of_said(said: Sequence[Said], pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Shares of the whole that is said before them, of which one is right; what another number of the line makes is of that."""
    if len(pairs) < _LEAST:
        return
    for whole in _wholes(said, pairs)[:1]:
        odd = [pair for pair in pairs if not pair.low <= whole.value <= pair.high]
        others = [item.figure.value for item in said if item.figure.unit == whole.unit]
        odd = [pair for pair in odd if not any(pair.low <= value <= pair.high for value in others)]
        for pair in odd if len(odd) < len(pairs) else ():
            right = pair.number.value / whole.value * 100
            yield finding("A805", f"“{pair.share.text}”与{pair.number.text}÷{whole.text}＝{pair.share.like(right)}%不符，见 {whole.said}",
                          "核对各项的数和占比", pair.share.at)  # fmt: skip


def _in_order(said: Sequence[Said]) -> Iterator[list[Pair]]:
    """A list of shares after as many numbers of one unit."""
    for at, item in enumerate(said):
        if item.figure.unit == "%" and _SHARES.search(item.gap):
            shares = _list_from(said, at)
            unit = next((one.figure.unit for one in reversed(said[:at]) if one.figure.unit != "%"), "")
            numbers = [one.figure for one in said[:at] if one.figure.unit == unit][-len(shares) :]
            yield _together(numbers, shares)


def _yearly(said: Sequence[Said]) -> Iterator[list[Pair]]:
    """A list of changes by year after as many changes of all years."""
    for at, item in enumerate(said):
        if item.figure.unit == "%" and _YEARLY.search(item.gap):
            shares = _list_from(said, at)
            yield _together([one.figure for one in said[:at] if one.figure.unit == "%"][-len(shares) :], shares)


def _list_from(said: Sequence[Said], at: int) -> list[Figure]:
    found = [said[at].figure]
    for item in said[at + 1 :]:
        if item.figure.unit != "%" or not _NEXT.fullmatch(item.gap):
            break
        found.append(item.figure)
    return found


def _together(numbers: Sequence[Figure], shares: Sequence[Figure]) -> list[Pair]:
    pairs = [_pair(number, share) for number, share in zip(numbers, shares, strict=False)]
    return [pair for pair in pairs if pair is not None] if len(numbers) == len(shares) else []


def _odd(view: View, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The pairs that are of another whole than all the others, of which there must be two at least and more than of these."""
    if len(pairs) < _LEAST:
        return
    total = sum((pair.number.value for pair in pairs), Decimal(0))  # where parts are all there are, they are its shares
    likely = (total, *(pair.low for pair in pairs))
    common = max(likely, key=lambda one: sum(pair.low <= one <= pair.high for pair in pairs))
    alike = [pair for pair in pairs if pair.low <= common <= pair.high]
    others = [pair for pair in pairs if pair not in alike]
    low, high = max(pair.low for pair in alike), min(pair.high for pair in alike)
    if not others or len(others) > len(alike) / 2 or (len(alike) == 2 and not _is_said(view, pairs, low, high)):
        return
    for pair in others:
        right = pair.number.value / ((low + high) / 2) * (100 if pairs[0].number.unit != "%" else 1)
        if pair.number.unit == "%" or abs(right - pair.share.value) > pair.share.step * Decimal("1.1"):
            yield finding("A805", f"“{pair.share.text}”与{pair.number.text}不符：按其余各项应为{pair.share.like(right)}%，见 {pair.number.said}",
                          "核对各项的数和占比", pair.share.at)  # fmt: skip


def _is_said(view: View, pairs: Sequence[Pair], low: Decimal, high: Decimal) -> bool:
    """Whether the paper has a number of the unit that the whole may be; years are few and whole."""
    unit = pairs[0].number.unit
    if unit == "%":
        return low == int(low) and 2 <= low <= 10
    said = [place.figure.value for place in whereabouts(view).by_unit.get(unit, ())]
    cells = [
        n.bare
        for sheet in sheets_of(view)
        for row in sheet.numbers
        for n in row
        if n is not None and n.unit in ("", unit)
    ]
    total = sum((pair.number.value for pair in pairs), Decimal(0))
    return any(low <= value <= high for value in (*said, *cells, total))
