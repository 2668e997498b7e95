"""The amounts that a document has under a name, in its tables, else in its prose."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.cells import named_by
from genwen.agreement.reading.naming import left_of, periods_in, spelled, without_periods
from genwen.agreement.reading.said_names import bare_name, phrases_of
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import View
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.records import record


@record
class Amount:
    """A number a share may be of: its value in the bare unit, its last printed place, how it is printed and where."""

    value: Decimal
    step: Decimal
    unit: str
    words: str
    said: str


def amount_of(item: Said) -> Amount:
    """A number of prose as it is printed."""
    figure = item.figure
    return Amount(figure.value, figure.step, figure.unit, figure.text, figure.said)


def amounts_named(view: View, name: str) -> list[Amount]:
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
    title = view.lines[0].text if view.lines else ""
    for number, line in enumerate(view.lines):
        for sentence in said_in(line) if number not in ahead_lines(view) else ():
            for at, item in enumerate(sentence):
                if item.part is Part.NOW and item.figure.unit != "%" and item.figure.value:
                    names = phrases_of(sentence, at)
                    if name := bare_name(names[0], title) if names else "":
                        found.setdefault(name, []).append(amount_of(item))
    return found
