"""Shares of what is named: 相当于全市公共机构用电量的18.6%, 三季度用电占全年的29.7%, against the numbers the paper has under these names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.amounts import Amount, amount_of, amounts_named
from genwen.agreement.reading.clauses import CLAUSE, last_clause
from genwen.agreement.reading.naming import left_of, spelled, without_periods
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SHARE = regex(
    "(?P<part>[^，。；：、]*?)(?:约?占|相当于|约合)(?:到|了)?(?P<whole>[^，。；：、（）\\d]{2,24}?)(?:的(?:比重|比例|份额)?|比重|比例)(?:约为|约|为|达到?|是)*$"
)
_NOT = regex("上年|去年|同期|目标|计划|力争|以[上下内]|超过?|近|不足")
_TENFOLD = tuple(Decimal(10) ** power for power in (0, -1, 1, -4, 4, -3, 3))


Pair = tuple[Amount, Amount]


def check_named_shares(subject: Subject) -> Iterator[Finding]:
    """Every share of a named whole in the prose of each document."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            for sentence in said_in(line) if "%" in line.text and number not in ahead else ():
                for at, item in enumerate(sentence):
                    if item.figure.unit == "%" and item.part is Part.NOW and item.figure.value:
                        yield from _held(view, sentence, at)


def is_named(sentence: tuple[Said, ...], at: int, view: View) -> bool:
    """Whether the tables have the part and the whole a share is of by name, so that no other numbers are to be tried."""
    return bool(_candidates(view, sentence, at)[0])


def _candidates(view: View, sentence: tuple[Said, ...], at: int) -> tuple[list[Pair], list[Pair]]:
    """The parts and wholes that a share names, and all that may make it."""
    rate = sentence[at].figure
    clause = last_clause(rate.line.text[: rate.start], CLAUSE)
    match = _SHARE.search(clause)
    if match is None or _NOT.search(clause) or _NOT.match(rate.line.text[rate.end :]):
        return [], []
    before = [amount_of(item) for item in sentence[:at] if item.figure.unit != "%"]
    part_name = match["part"] if left_of(spelled(without_periods(match["part"])), ()) else ""
    whole_name = match["whole"] if left_of(spelled(match["whole"]), ()) else without_periods(part_name)
    parts = amounts_named(view, part_name) or before[-1:]
    wholes = amounts_named(view, whole_name) if whole_name != part_name else []
    pairs = [
        (part, whole) for part in parts for whole in wholes if part.unit == whole.unit and part.value < whole.value
    ]
    others = [(a, b) for a in before for b in (*before, *wholes) if a is not b and a.unit == b.unit]
    return pairs, [*pairs, *others] if pairs else []


def _held(view: View, sentence: tuple[Said, ...], at: int) -> Iterator[Finding]:
    rate = sentence[at].figure
    pairs, known = _candidates(view, sentence, at)
    if not pairs or any(_off(part, whole, rate.value) <= _slack(part, whole, rate.step) for part, whole in known):
        return
    part, whole = min(pairs, key=lambda two: min(_off(two[0], two[1], rate.value * power) for power in _TENFOLD))
    share = part.value / whole.value * 100
    if any(_off(part, whole, rate.value * power) <= share / 2 for power in _TENFOLD):
        said = last_clause(rate.line.text[: rate.start], CLAUSE)[-12:] + rate.text
        yield finding(
            "A805",
            f"“{said}”与{part.words}÷{whole.words}＝{share:.{2 if share > Decimal('0.1') else 5}f}%不符，见 {whole.said}",
            "核对部分、总数和占比",
            rate.at,
        )


def _off(part: Amount, whole: Amount, rate: Decimal) -> Decimal:
    return abs(part.value / whole.value * 100 - rate) if whole.value else Decimal(1000)


def _slack(part: Amount, whole: Amount, step: Decimal) -> Decimal:
    """How far a share may be off by the rounding of three numbers; whole numbers of things are exact."""
    if not whole.value:
        return step
    steps = [Decimal(0) if one.step == 1 else one.step for one in (part, whole)]
    return step * Decimal("0.51") + (steps[0] + steps[1] * part.value / whole.value) / whole.value * 50
