"""So much more and so many per cent more, of what stands elsewhere: 天然气消费增加7.30万立方米，增长1.80%, where 412.60 are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.ratios.means import named, plain_name
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.said_names import bare_name, clause_before, own_phrase
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ASIDE = regex("相应地?|随之|[也均又还]|大幅|明显|有所")
_BETWEEN = regex("[，、（](?:同比|比上年|较上年)?[^，。；\\d]{0,6}")
_NOT = regex("比|较(?!上年)|其中|每|目标|计划|力争|预计|累计|年均|以上|左右")
_MOST = 3
_BOUNDS = (Decimal("0.25"), Decimal(4))


def check_grown_by(subject: Subject) -> Iterator[Finding]:
    """Every difference with a rate right behind it."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            if number in ahead or "%" not in line.text:
                continue
            for sentence in said_in(line):
                for at, (by, rate) in enumerate(pairwise(sentence)):
                    if by.part is Part.DIFFERENCE and rate.part is Part.RATE and rate.figure.unit == "%":
                        yield from _held(view, sentence[:at], by, rate)


def _held(view: View, before: tuple[Said, ...], by: Said, rate: Said) -> Iterator[Finding]:
    """The rate against every number of the name: it may be what there is now or what there was."""
    figure, unit = by.figure, by.figure.unit
    told = clause_before(figure)
    near = any(item.figure.unit == unit and item.part in (Part.NOW, Part.BASE) for item in before)
    if near or not _BETWEEN.fullmatch(rate.gap.partition(rate.word)[0] or "，") or weight(digits_of(figure.text)) < 2:
        return
    if _NOT.search(re.sub("比上年|较上年", "", told)) or periods_in(told) or by.falls is not rate.falls:
        return
    title = view.lines[0].text
    what = plain_name(_ASIDE.sub("", bare_name(_ASIDE.sub("", own_phrase(by)), title)))
    if len(what) < 2:
        return
    wholes = {
        one.value: one for one in (*named(view, what, unit), *in_tables(view, what, unit)) if one.value > figure.value
    }
    sign = -1 if by.falls else 1
    rates = [
        (one, _rate(now, sign * figure.value))
        for one in wholes.values()
        for now in (one.value, one.value + sign * figure.value)
    ]
    loose = rate.figure.step / 2 + max((figure.step / one.value for one in wholes.values()), default=Decimal(0)) * 100
    if not rates or len(wholes) > _MOST or any(abs(real - rate.figure.value) <= loose for _, real in rates):
        return
    whole, real = rates[0]
    if real and _BOUNDS[0] < rate.figure.value / real < _BOUNDS[1]:
        yield finding("A803", f"“{told[-12:]}{figure.text}，{rate.word}{rate.figure.text}”与{whole.text}不符，应为{rate.figure.like(real)}%，见 {whole.said}",
                      "核对增减的数、幅度和现在的数", rate.figure.at)  # fmt: skip


def _rate(now: Decimal, change: Decimal) -> Decimal:
    """How many per cent a number changed by, from what it is now."""
    base = now - change
    return abs(change) / base * 100 if base > 0 else Decimal(0)


def in_tables(view: View, what: str, unit: str) -> Iterator[Figure]:
    """The numbers of the rows of a name."""
    for sheet in sheets_of(view):
        for row, label in enumerate(sheet.labels):
            if plain_name(label) == what:
                for column in range(len(sheet.heads)):
                    figure = sheet.figure(row, column)
                    if figure is not None and figure.unit == unit:
                        yield figure
