"""How a mean changed against how its total and its count did: 用水总量下降2.69%，用能人数增加，人均用水量 cannot grow.

What is said of each stands where it may; the change of the mean follows from the other two.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.ratios.means import Mean, counts_of, means_in, named, one_of, whole_of
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.pairs import pairs_of
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.diagnostics import Finding
from genwen.records import record

_NEAR = Decimal("1.5")
_LEAST = Decimal("0.2")


@record(eq=False)
class Change:
    """By what factor something changed, how loose that is, and where it is said."""

    factor: Decimal
    loose: Decimal
    said: str
    words: str


def check_mean_changes(subject: Subject) -> Iterator[Finding]:
    """Every mean with a change beside it."""
    for view in subject.views:
        known: list[Figure] = []
        for mean in means_in(view):
            rate = _beside(mean.said)
            if rate is None or mean.each > 1 or (mean.counted == "平方米" and mean.what == "能耗"):
                continue
            whole = whole_of(named(view, mean.what, mean.unit))
            known = known or [item.figure for line in view.lines for item in told_in(line) if item.part is Part.NOW]
            counts = [one for one in known if one.unit == mean.counted]
            count = one_of(counts_of(counts, mean.counted))
            if whole is not None and count is not None:
                yield from _held(view, mean, rate, _change(view, whole), _change(view, count))


def _beside(item: Said) -> Said | None:
    """The rate right behind a number."""
    sentence = next((some for some in said_in(item.figure.line) if any(one.figure is item.figure for one in some)), ())
    at = next((n for n, one in enumerate(sentence) if one.figure is item.figure), 0)
    following = sentence[at + 1] if at + 1 < len(sentence) else None
    return following if following is not None and following.part is Part.RATE and following.figure.unit == "%" else None


def _change(view: View, figure: Figure) -> Change | None:
    """How a number changed: by the rate behind it, the number before it in brackets or 由…到, or by a table."""
    for item in told_in(figure.line):
        if item.figure is not figure:
            continue
        rate = _beside(item)
        if rate is not None:
            sign = -1 if rate.falls else 1
            words = f"{rate.word}{rate.figure.text}"
            return Change(1 + sign * rate.figure.value / 100, rate.figure.step / 200, figure.said, words)
        sentence = next(some for some in said_in(figure.line) if any(one.figure is figure for one in some))
        for base in sentence:
            if base.part is Part.BASE and base.figure.unit == figure.unit and base.figure.value:
                factor = figure.value / base.figure.value
                return Change(
                    factor, factor * _loose(base.figure), figure.said, f"上年{base.figure.text}，现{figure.text}"
                )
    for pair in pairs_of(view).get((figure.unit, figure.value), ()):
        if pair.old:
            return Change(
                figure.value / pair.old, Decimal("0.0005"), pair.place, f"上年{pair.said_old}，现{figure.text}"
            )
    return None


def _loose(figure: Figure) -> Decimal:
    return Decimal(0) if figure.step == 1 else figure.step / figure.value


def _held(view: View, mean: Mean, rate: Said, whole: Change | None, count: Change | None) -> Iterator[Finding]:
    if whole is None or count is None or not count.factor:
        return
    real = (whole.factor / count.factor - 1) * 100
    said = rate.figure.value * (-1 if rate.falls else 1)
    loose = (whole.loose + count.loose) * 100 + rate.figure.step
    figure = rate.figure
    if abs(real - said) <= loose:
        return
    turned = abs(real + said) <= loose and abs(said) > _LEAST
    if turned or abs(real - said) <= _NEAR:
        shown = f"{'下降' if real < 0 else '增长'}{figure.like(abs(real))}%"
        yield finding("A803", f"“{mean.words}…{rate.word}{figure.text}”与总量{whole.words}、{mean.counted}数{count.words}不符，应为{shown}，见 {whole.said}",
                      "由总量和个数的变化推得，核对三处", figure.at)  # fmt: skip
