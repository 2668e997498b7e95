"""Numbers that their own paragraph proves: a part and its share of a whole, where the three agree; parts that make a whole; a product.

市直机关建成63家，县（市、区）直属机关336家，建成253家，建成率75.3%: 253 and 75.3 % are those of the 336, whatever the totals of a table are.
"""

from __future__ import annotations

from functools import lru_cache

from genwen.agreement.arithmetic.making import PER_CENT, POINTS, num
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.text import Line
from genwen.patterns import regex

_MOST = 40
_REACH, _LONGEST, _LEAST = 4, 8, 10
_MEAN = regex("均|每|单价")

Triple = tuple[Figure, Figure, Figure]
"""A part, its whole and the share that it is of it."""


@lru_cache(maxsize=16384)
def shares_told(line: Line) -> tuple[Triple, ...]:
    """The parts, wholes and shares of a paragraph that agree."""
    said = [item for item in told_in(line) if item.part is not Part.DIFFERENCE]
    if not 3 <= len(said) <= _MOST:
        return ()
    found: list[Triple] = []
    for at, item in enumerate(said):
        share = item.figure
        if share.unit not in PER_CENT or item.part is Part.RATE or weight(digits_of(share.text)) < 2:
            continue
        scale = 1000 if share.unit == "‰" else 100
        near = [other.figure for other in said[max(0, at - _REACH) : at + 3] if other.figure.unit not in PER_CENT]
        earlier = [other.figure for other in said[:at] if other.figure.unit not in PER_CENT]
        for part in near:
            for whole in dict.fromkeys((*earlier, *near)):
                if part.unit == whole.unit and 0 < part.value < whole.value:
                    share_of = float(part.value) / float(whole.value) * scale
                    if abs(share_of - float(share.value)) <= num(share).half * 1.02:
                        found.append((part, whole, share))
    return tuple(found)


@lru_cache(maxsize=16384)
def shared(line: Line) -> frozenset[Figure]:
    """The parts and the shares of a paragraph that agree with a whole named beside them; the wholes are not among them."""
    return frozenset(figure for part, _, share in shares_told(line) for figure in (part, share))


@lru_cache(maxsize=16384)
def proved(line: Line) -> frozenset[Figure]:
    """The figures of a paragraph that others of it prove: parts with their shares, parts and the whole they make, products.

    The wholes of shares are not among them. What is proved is right, whatever a table has under a like name.
    """
    return shared(line) | _added(line) | _moved(line) | _multiplied(line)


def _by_unit(line: Line) -> dict[str, list[Figure]]:
    """The amounts of a paragraph as they are, by their unit, in the order in which they are told."""
    found: dict[str, list[Figure]] = {}
    told = told_in(line)
    for item in told if 3 <= len(told) <= _MOST else ():
        if item.figure.unit not in PER_CENT and item.figure.unit != POINTS:
            found.setdefault(item.figure.unit, []).append(item.figure)
    return found


def _added(line: Line) -> set[Figure]:
    """The numbers of one unit that stand in a row, where they make another of the paragraph just before or behind them."""
    found: set[Figure] = set()
    for some in _by_unit(line).values():
        for begun in range(len(some) - 1):
            total = some[begun].value
            for ended in range(begun + 1, min(begun + _LONGEST, len(some))):
                total += some[ended].value
                wholes = [some[at] for at in (begun - 1, ended + 1) if 0 <= at < len(some)]
                right = [one for one in wholes if one.value == total and total >= _LEAST]
                if right:
                    found |= {*right, *some[begun : ended + 1]}
    return found


def _moved(line: Line) -> set[Figure]:
    """Two numbers that are as far apart as is said beside them: 与上年的3418.6万元相比减少132.2万元."""
    told = [item for item in told_in(line) if item.figure.unit not in PER_CENT]
    found: set[Figure] = set()
    for item in (one for one in told if one.part is Part.DIFFERENCE) if len(told) <= _MOST else ():
        same = [one.figure for one in told if one is not item and one.figure.unit == item.figure.unit]
        values = {figure.value for figure in same}
        apart = item.figure.value
        right = [one for one in same if one.value + apart in values or one.value - apart in values]
        found |= {item.figure, *right} if right else set()
    return found


def _multiplied(line: Line) -> set[Figure]:
    """An amount that is so much for each of a number of things: 38.6公里, 总投资1852.8万元, 平均每公里48万元."""
    found: set[Figure] = set()
    units = _by_unit(line)
    for unit, some in units.items():
        for each in some:
            if not _MEAN.search(line.text[max(0, each.start - 14) : each.start]):
                continue
            for whole in some:
                for count in (one for other, ones in units.items() if other != unit for one in ones):
                    if (
                        whole.value > each.value
                        and abs(each.value * count.value - whole.value) <= (each.step * count.value + whole.step) / 2
                    ):
                        found |= {whole, each, count}
    return found
