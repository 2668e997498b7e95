"""Changes said of a quantity by its name, whose two numbers stand in a table: 能源消费总量比2024年下降2.30%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from genwen.agreement.arithmetic.making import POINTS
from genwen.agreement.reading.cells import Cell, named_by
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.naming import Period, periods_in, spelled
from genwen.agreement.reading.said_names import COMPARED, clause_before, phrases_of
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_BASE = regex("(?:比|较|与|同)((?:19|20)\\d{2})年")
_HEDGE = regex("年均|平均每年|目标|计划|力争|预计|要求|任务|以上|左右|超|近|不足|(?<!节)约")
_DEMAND = regex("(?:要求|目标|任务)[^，。；]{0,4}，?(?:到|至)(?:19|20)\\d{2}年")
_OTHER = regex("环比|比|较|相比")
_YEAR = regex("((?:19|20)\\d{2})年")
_NEAR = (Decimal("0.4"), Decimal("2.5"))


@record
class Change:
    """What the tables have of one quantity in two years."""

    old: Cell
    new: Cell

    @property
    def by(self) -> Decimal:
        """How much it went up, bare."""
        return self.new.number.bare - self.old.number.bare

    def as_said(self, unit: str) -> Decimal:
        """How much it went up in the unit of a change that is said: in per cent, in points, or as it is."""
        return self.by / self.old.number.bare * 100 if unit == "%" else self.by

    def slack(self, unit: str) -> Decimal:
        """What rounding the two numbers may do to it."""
        step = self.new.number.step * self.new.number.factor
        return step / self.old.number.bare * 100 if unit == "%" else step


def check_named_changes(subject: Subject) -> Iterator[Finding]:
    """Every rate and difference of the prose of each document that has tables."""
    for view in subject.views:
        if not sheets_of(view):
            continue
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            for sentence in said_in(line) if number not in ahead else ():
                for at, item in enumerate(sentence):
                    if item.part in (Part.RATE, Part.DIFFERENCE) and item.figure.value:
                        yield from _held(view, sentence, at)


def _held(view: View, sentence: tuple[Said, ...], at: int) -> Iterator[Finding]:
    item, figure = sentence[at], sentence[at].figure
    clause = clause_before(figure)
    text = figure.line.text
    begun = text[begun_at(text, figure.start) : figure.start]
    months = {period for _, period in periods_in(begun)}
    if (
        _HEDGE.search(clause + text[figure.end : figure.end + 3])
        or _OTHER.search(COMPARED.sub("", begun))
        or _DEMAND.search(begun)
        or len(months) > 1
    ):
        return
    changes = _changes(view, phrases_of(sentence, at), months.pop() if months else None, begun, figure.unit)
    said = -figure.value if item.falls else figure.value
    change = next(changes, None)
    if change is None or any(
        abs(one.as_said(figure.unit) - said) <= figure.step / 2 + one.slack(figure.unit)
        for one in chain((change,), changes)
    ):
        return
    real = change.as_said(figure.unit)
    shown = figure.like(abs(real))
    if not real or not (_NEAR[0] < abs(said / real) < _NEAR[1] or transposed(digits_of(figure.text), digits_of(shown))):
        return
    words = f"{change.old.number.value}变为{change.new.number.value}，应为{'下降' if real < 0 else '上升'}{shown}{re.sub(r'^[0-9.,]+', '', figure.text)}"
    yield finding("A803" if (real < 0) == (said < 0) else "A804", f"“{clause[-12:]}{figure.text}”与表中不符：{words}，见 {change.old.said}",
                  "核对表和正文", figure.at)  # fmt: skip


def _changes(view: View, phrases: Sequence[str], period: Period | None, begun: str, unit: str) -> Iterator[Change]:
    """What the tables have under the first phrase that names anything, of the year that is spoken of and the one it is compared with."""
    scope = spelled(view.lines[0].text)
    measure = {"%": None, POINTS: "%"}.get(unit, unit)
    found = next((some for phrase in phrases if (some := named_by(view, phrase, period, measure, scope))), [])
    years, bases = _YEAR.findall(COMPARED.sub("", begun)), _BASE.findall(begun)
    year, base = int(years[-1]) if years else 0, int(bases[-1]) if bases else 0
    olds = [cell for cell in found if cell.year and cell.number.bare > 0]
    known = {(old.names, old.unit, old.year) for old in olds}

    def before(new: Cell) -> tuple[tuple[str, ...], str, int]:
        return new.names, new.unit, base or new.year - 1

    news = [cell for cell in found if before(cell) in known and cell.year > before(cell)[2]]
    latest = year or max((cell.year for cell in news), default=0)
    news = [cell for cell in news if cell.year == latest]
    return (Change(a, b) for a in olds for b in news if (a.names, a.unit, a.year) == before(b))
