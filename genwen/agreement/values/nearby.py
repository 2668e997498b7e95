"""Figures with two digits changed places, told by what the figures beside them make.

编制4860名，实有4215名，空编654名: the difference is 645. Nothing is said of a figure that is what others make as it stands, or that
the papers have twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.sentences import Part, said_in, told_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_EACH = regex("每|各|均|单价|价格|标准为|按")
_SHARE = regex("占|率|比例|比重|降|增|升|减")
_CHANGED = regex("降|增|升|减")
_MOST, _FEW, _LINE = 14, 7, 24


@record
class Made:
    """What some figures make, and how that is said."""

    value: Decimal
    slack: Decimal
    words: str
    first: Figure


def check_nearby(subject: Subject) -> Iterator[Finding]:
    """Every figure of prose of at least three digits, or of two where it is a difference of per cents; per cents where they are called shares."""
    for view in subject.views:
        printed = Counter((item.figure.unit, item.figure.value) for line in view.lines for item in told_in(line))
        for line in view.lines:
            groups = said_in(line)
            for number, group in enumerate(groups):
                near = [item.figure for some in groups[max(0, number - 1) : number + 1] for item in some]
                if not 3 <= len(near) <= _MOST and not (len(near) > _MOST and len(group) <= _MOST):
                    continue
                near = near if len(near) <= _MOST else [item.figure for item in group]
                then = {
                    item.figure
                    for some in groups[max(0, number - 1) : number + 1]
                    for item in some
                    if item.part is Part.BASE
                }
                for item in group:
                    if printed[item.figure.unit, item.figure.value] < 2:
                        changed = item.figure.unit != "%" or _CHANGED.search(_clause(item.figure))
                        yield from _judged(
                            line, item.figure, near if changed else [one for one in near if one not in then]
                        )


def _judged(line: Line, figure: Figure, near: Sequence[Figure]) -> Iterator[Finding]:
    printed = digits_of(figure.text) or (str(int(figure.value)) if figure.step == 1 else "")
    least = 2 if figure.unit == "个百分点" else 3
    if not printed or weight(printed) < least or (figure.unit == "%" and not _SHARE.search(_clause(figure))):
        return
    others = [other for other in near if other is not figure]
    if _belongs(figure, near) or _belongs(figure, [item.figure for item in told_in(line)][:_LINE]):
        return
    found = list(_made(figure, others))
    if any(abs(one.value - figure.value) <= max(one.slack, figure.step) for one in found):
        return
    scale = figure.value / Decimal(printed) if Decimal(printed) else Decimal(0)
    for text in _moved(printed):
        value = Decimal(text) * scale
        one = next((one for one in found if abs(one.value - value) <= one.slack), None)
        if one is not None:
            sure = weight(printed) >= 4 or figure.unit == "个百分点"
            yield finding("A815", f"“{figure.text}”疑为颠倒了两位：{one.words}＝{text}，见 {one.first.said}", "核对这几个数",
                          figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip
            return


def _clause(figure: Figure) -> str:
    return last_clause(figure.line.text[: figure.start])


def _belongs(figure: Figure, near: Sequence[Figure]) -> bool:
    """Whether a figure is one of a run of parts that make another."""
    same = [other for other in near if other.unit == figure.unit]
    if figure not in same:
        return False
    at = same.index(figure)
    for first in range(at + 1):
        for last in range(at + 1, len(same) + 1):
            run = same[first:last]
            if len(run) > 1 and any(
                other not in run and other.value == sum(map(_value, run), Decimal(0)) for other in same
            ):
                return True
    return False


def _moved(printed: str) -> Iterator[str]:
    """The number with two neighbouring digits changed places."""
    places = [at for at, char in enumerate(printed) if char != "."]
    for a, b in pairwise(places):
        if printed[a] != printed[b] and not (a == 0 and printed[b] == "0" and b == 1):
            chars = list(printed)
            chars[a], chars[b] = chars[b], chars[a]
            yield "".join(chars)


def _made(figure: Figure, others: Sequence[Figure]) -> Iterator[Made]:
    """What pairs and runs of others make in the unit of a figure."""
    if figure.unit == "%":
        yield from _shares(figure, [other for other in others if other.unit not in ("%", "个百分点")])
        return
    unit = "%" if figure.unit == "个百分点" else figure.unit
    same = [other for other in others if other.unit == unit]
    exact = figure.step / 1000
    if figure.unit == "%":
        yield from _shares(figure, [other for other in others if other.unit not in ("%", "个百分点")])
        return
    for at, a in enumerate(same):
        for b in same[at + 1 :] if len(same) <= _FEW else ():
            yield Made(abs(a.value - b.value), exact, f"{max(a, b, key=_value).text}－{min(a, b, key=_value).text}", a)
        if figure.unit == "个百分点":
            continue
        total, words = a.value, a.text
        for b in same[at + 1 :]:
            total, words = total + b.value, f"{words}＋{b.text}"
            yield Made(total, exact, words, a)
    if not _EACH.search(figure.line.text[max(0, figure.start - 60) : figure.end + 40]):
        return
    counts = [
        other for other in others if other.unit not in ("%", "个百分点", unit) and other.step == 1 and other.value > 1
    ]
    for whole in same:
        for count in counts:
            yield Made(whole.value / count.value, figure.step / 2, f"{whole.text}÷{count.text}", whole)
            yield Made(whole.value * count.value, exact, f"{whole.text}×{count.text}", whole)


def _value(figure: Figure) -> Decimal:
    return figure.value


def _shares(figure: Figure, amounts: Sequence[Figure]) -> Iterator[Made]:
    """What one amount is of another; how it has changed, where there are but two."""
    changed = _CHANGED.search(_clause(figure)) is not None
    for a in amounts:
        for b in amounts:
            if a.unit != b.unit or not b.value:
                continue
            if not changed and a.value < b.value:
                yield Made(a.value / b.value * 100, figure.step / 2, f"{a.text}÷{b.text}", a)
            elif changed and a is not b and sum(other.unit == a.unit for other in amounts) == 2:
                yield Made(abs(a.value - b.value) / b.value * 100, figure.step / 2, f"{b.text}与{a.text}的变化", a)
