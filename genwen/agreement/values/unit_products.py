"""Units that an amount and what there is of something for each of it tell: 50.85万千瓦时 at 0.1229千克标准煤/千瓦时 are 62.49 tons, not kilograms.

The numbers of a paragraph fit each other as printed; the units do not: what they make is a thousand times as much, a price is 每箱 and
the amount in 包, a quotient is in 升 where what is divided is in 立方米.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_EACH = regex("每(?P<per>[箱包个套盒袋吨件台瓶组张辆人户度支])[^，。；\\d]{0,3}$")
_PLAIN = regex("标准煤|标煤|二氧化碳(?:当量)?")
_COUNTS = frozenset("箱包个套盒袋件瓶组支")
_POWERS = tuple(Decimal(10) ** power for power in (-4, -3, 3, 4))
_VOLUMES = frozenset(("升", "立方米", "毫升"))
_MOST, _LEAST = 24, 3


def check_unit_products(subject: Subject) -> Iterator[Finding]:
    """Every line with a rate, an amount and what they make."""
    for view in subject.views:
        for line in view.lines:
            if "/" not in line.text and "每" not in line.text:
                continue
            found = figures(line)
            if 3 <= len(found) <= _MOST:
                for rate in found:
                    yield from _of_rate(line, rate, found)


def _per(line: Line, rate: Figure) -> tuple[str, str]:
    """What a rate is in, and for each of what; "" where it is none."""
    above, _, per = rate.unit.partition("/")
    each = _EACH.search(line.text[max(0, rate.start - 8) : rate.start]) if not per else None
    return _PLAIN.sub("", above), per or (each["per"] if each else "")


def _of_rate(line: Line, rate: Figure, found: Sequence[Figure]) -> Iterator[Finding]:
    above, per = _per(line, rate)
    if not per or not rate.value or "/" in per:
        return
    others = [one for one in found if one is not rate and "/" not in one.unit and one.value]
    wholes = [one for one in others if _PLAIN.sub("", one.unit) == above and weight(digits_of(one.text)) >= _LEAST]
    amounts = [one for one in others if one.unit == per]
    made = [(amount, whole) for amount in amounts for whole in wholes]
    if any(_fits(amount.value * rate.value / whole.value, rate, amount, whole) for amount, whole in made):
        return
    for amount, whole in made:
        ratio = amount.value * rate.value / whole.value
        if any(_fits(ratio / power, rate, amount, whole) for power in _POWERS):
            yield _wrong(whole, f"{amount.text}×{rate.text}", amount)
            return
    for other in others:
        counted = per in _COUNTS and other.unit in _COUNTS and not amounts and weight(digits_of(other.text)) > 1
        for whole in wholes if counted else ():
            if _fits(other.value * rate.value / whole.value, rate, other, whole):
                yield _wrong(other, f"“每{per}”{rate.text}、{whole.text}", whole)
                return
    if above in _VOLUMES and not wholes:
        volumes = [one for one in others if one.unit in _VOLUMES and one.unit != above]
        for amount in amounts:
            for whole in volumes:
                if weight(digits_of(rate.text)) >= _LEAST and _fits(
                    amount.value * rate.value / whole.value, rate, amount, whole
                ):
                    yield _wrong(rate, f"{whole.text}÷{amount.text}", whole)
                    return


def _fits(ratio: Decimal, *parts: Figure) -> bool:
    """Whether a ratio is one as far as the numbers it is of are printed."""
    slack = sum((part.step / part.value for part in parts), Decimal(0)) / 2
    return abs(ratio - 1) <= slack + Decimal("0.0005") and slack < Decimal("0.02")


def _wrong(figure: Figure, made: str, other: Figure) -> Finding:
    return finding(
        "A203", f"“{figure.text}”的单位疑有误：数与{made}相合而单位不合，见 {other.said}", "核对单位", figure.at
    )
