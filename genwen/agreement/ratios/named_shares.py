"""Shares of what is named: 相当于全市公共机构用电量的18.6%, 三季度用电占全年的29.7%, against the numbers the paper has under these names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.cells import named_by
from genwen.agreement.reading.clauses import CLAUSE, last_clause
from genwen.agreement.reading.naming import left_of, periods_in, spelled, without_periods
from genwen.agreement.reading.said_names import phrases_of
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_SHARE = regex(
    "(?P<part>[^，。；：、]*?)(?:约?占|相当于|约合)(?:到|了)?(?P<whole>[^，。；：、（）\\d]{2,24}?)(?:的(?:比重|比例|份额)?|比重|比例)(?:约为|约|为|达到?|是)*$"
)
_NOT = regex("上年|去年|同期|目标|计划|力争|以[上下内]|超过?|近|不足")
_TENFOLD = tuple(Decimal(10) ** power for power in (0, -1, 1, -4, 4, -3, 3))


@record
class Amount:
    """A number a share may be of: its value in the bare unit, its last printed place, how it is printed and where."""

    value: Decimal
    step: Decimal
    unit: str
    words: str
    said: str


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
    before = [_said(item) for item in sentence[:at] if item.figure.unit != "%"]
    part_name = match["part"] if left_of(spelled(without_periods(match["part"])), ()) else ""
    whole_name = match["whole"] if left_of(spelled(match["whole"]), ()) else without_periods(part_name)
    parts = _named(view, part_name) or before[-1:]
    wholes = _named(view, whole_name)
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


def _said(item: Said) -> Amount:
    figure = item.figure
    return Amount(figure.value, figure.step, figure.unit, figure.text, figure.said)


def _named(view: View, name: str) -> list[Amount]:
    """The numbers of the tables, else of the prose, that a wording names."""
    months = {period for _, period in periods_in(name)}
    if len(months) > 1 or not name:
        return []
    words = spelled(without_periods(name))
    cells = named_by(view, words, months.pop() if months else None, None, spelled(view.lines[0].text))
    found = [Amount(abs(cell.number.bare), cell.number.step * cell.number.factor, cell.unit, f"{abs(cell.number.value)}", cell.said)
             for cell in cells if cell.number.bare]  # fmt: skip
    return found or _in_prose(view).get("".join(left_of(words, ()) or ()), [])


@lru_cache(maxsize=256)
def _in_prose(view: View) -> dict[str, list[Amount]]:
    """The amounts of the prose by what they are called."""
    found: dict[str, list[Amount]] = {}
    for number, line in enumerate(view.lines):
        for sentence in said_in(line) if number not in ahead_lines(view) else ():
            for at, item in enumerate(sentence):
                if item.part is Part.NOW and item.figure.unit != "%" and item.figure.value:
                    names = phrases_of(sentence, at)
                    if name := "".join(left_of(names[0], ()) or ()) if names else "":
                        found.setdefault(name, []).append(_said(item))
    return found


def _off(part: Amount, whole: Amount, rate: Decimal) -> Decimal:
    return abs(part.value / whole.value * 100 - rate) if whole.value else Decimal(1000)


def _slack(part: Amount, whole: Amount, step: Decimal) -> Decimal:
    """How far a share may be off by the rounding of three numbers."""
    return (
        step * Decimal("0.51") + (part.step + whole.step * part.value / whole.value) / whole.value * 50
        if whole.value
        else step
    )
