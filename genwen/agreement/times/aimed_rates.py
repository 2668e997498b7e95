"""An aim with the change it means against what there is: 控制在358千克标准煤以内，比2024年下降1.5%左右, where it is 363.69 now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.ratios.grown_by import in_tables
from genwen.agreement.ratios.means import named, plain_name
from genwen.agreement.reading.clauses import first_clause
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.said_names import bare_name, clause_before
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex

_WILL = regex("力争|目标|预期|明年|下一步|下年|打算|确保|计划|控制")
_AIMED = regex(
    "(?:再|进一步|全部|稳步|严格)*(?:控制|压减|压降|下降|降低|减少|降|提高|提升|增加|上升|达)?(?:在|到|至)?(?:不超过|不高于|不低于)?$"
)
_LEADING = regex("^.*?(?:下一步|下步|明年|下年|力争|确保|计划|目标是?|使|将|实现)|^(?:全[年市县区]|年度)")
_COMPARED = regex("^[^。；\\d]{0,6}[，（](?:比|较|同比)")
_MOST = 3
_POINTS, _PART = Decimal("0.4"), Decimal("0.2")


def check_aimed_rates(subject: Subject) -> Iterator[Finding]:
    """Every aim that a rate stands right behind."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            if "%" in line.text and (number in ahead or _WILL.search(line.text)):
                for sentence in said_in(line):
                    for aim, rate in pairwise(sentence):
                        if rate.part is Part.RATE and rate.figure.unit == "%" and _COMPARED.match(_gap(aim, rate)):
                            yield from _held(view, aim, rate)


def _gap(aim: Said, rate: Said) -> str:
    return aim.figure.line.text[aim.figure.end : rate.figure.start]


def _held(view: View, aim: Said, rate: Said) -> Iterator[Finding]:
    figure, told = aim.figure, clause_before(aim.figure)
    stem = _AIMED.sub("", told)
    moved = aim.moved or stem != told
    if aim.part is not Part.NOW or not moved or periods_in(told) or weight(digits_of(figure.text)) < 2:
        return
    what = plain_name(bare_name(_LEADING.sub("", stem), view.lines[0].text))
    nows = {one.value: one for one in (*named(view, what, figure.unit), *in_tables(view, what, figure.unit))}
    nows.pop(figure.value, None)
    if len(what) < 2 or not 0 < len(nows) <= _MOST:
        return
    said = rate.figure.value * (-1 if rate.falls else 1)
    tail = first_clause(figure.line.text[rate.figure.end :])
    loose = _POINTS + abs(said) * _PART if re.match("左右|以[上内]", tail) else rate.figure.step + _POINTS / 4
    reals = [((figure.value - one.value) / one.value * 100, one) for one in nows.values()]
    if any(abs(real - said) <= loose + figure.step / one.value * 50 for real, one in reals):
        return
    real, now = min(reals, key=lambda one: abs(one[0] - said))
    if abs(real - said) <= max(abs(said) * 4, Decimal(5)):
        way = "下降" if real < 0 else "增长"
        yield finding("A812", f"目标“{told[-10:]}{figure.text}，{rate.word}{rate.figure.text}”与现在的{now.text}不符，是{way}{abs(real):.2f}%，见 {now.said}",
                      "核对现在的数、目标和幅度", figure.at)  # fmt: skip
