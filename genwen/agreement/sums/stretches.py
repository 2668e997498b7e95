"""Quarters, halves and months in prose against the whole they make, and sums from the year's beginning that must not fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PERIOD = regex(r"(?P<half>[上下]半年)|(?:第)?(?P<quarter>[一二三四])季度|(?<!\d)(?P<month>\d{1,2})月(?:份)?")
_SUMS = regex(r"一季度|上半年|前三季度|全年")
_ORDER = ("一季度", "上半年", "前三季度", "全年")
_WHOLE = regex("全年|合计|累计|共计|总计|(?<!公)共")
_LISTED = regex(r"(?:分季度|四个季度|各季度|分四个季度)[^，。；\d]{0,16}$")
_NOT = regex("同比|比|较|占|目标|计划|均|上年|去年|其中|增长|下降")


def check_stretches(subject: Subject) -> Iterator[Finding]:
    """Every paragraph that names periods."""
    for view in subject.views:
        for line in view.lines:
            if not re.search("季度|半年|月", line.text):
                continue
            said = [
                item
                for item in told_in(line)
                if item.figure.unit not in PER_CENT
                and item.figure.unit != POINTS
                and (
                    item.part is Part.NOW or item.word == "新增" or (item.year and _PERIOD.search(_clause(line, item)))
                )
            ]
            if len(said) >= 3:
                yield from _parts(line, said)
                yield from _rising(line, said)


def _clause(line: Line, item: Said) -> str:
    return last_clause(BRACKETS.sub("", line.text[max(0, item.figure.start - 40) : item.figure.start]), PHRASE)


def _parts(line: Line, said: Sequence[Said]) -> Iterator[Finding]:
    """Four quarters, two halves, or periods up to 累计, and the whole beside them."""
    for unit in dict.fromkeys(item.figure.unit for item in said):
        same = [item for item in said if item.figure.unit == unit]
        for run in (*_named(line, same), *_listed(line, same)):
            wholes = [item for item in same if item not in run and item.figure.value > max(one.figure.value for one in run)
                      and _WHOLE.search(_clause(line, item)) and not _NOT.search(_clause(line, item))
                      and (abs(item.figure.start - run[-1].figure.end) <= 40 or abs(run[0].figure.start - item.figure.end) <= 40)]  # fmt: skip
            wholes = [item for item in wholes if item.figure.start >= run[-1].figure.end] or wholes
            total = sum((item.figure.value for item in run), Decimal(0))
            step = max(item.figure.step for item in run)
            if len({item.figure.value for item in wholes}) != 1 or abs(
                wholes[0].figure.value - total
            ) <= step * Decimal("1.01") * (step != 1):
                continue
            whole = wholes[0].figure
            if total != whole.value and abs(total - whole.value) <= whole.value / 6:
                terms = "＋".join(item.figure.text for item in run)
                yield finding(
                    "A806",
                    f"{terms}与“{_clause(line, wholes[0])[-6:]}{whole.text}”不符，见 {run[0].figure.said}",
                    "核对各期和合计",
                    line.at(whole.start),
                )


def _named(line: Line, same: Sequence[Said]) -> Iterator[list[Said]]:
    run: list[Said] = []
    names: list[str] = []
    for item in (*same, None):
        clause = _clause(line, item) if item is not None else ""
        found = (
            list(_PERIOD.finditer(clause))
            if item is not None and not _NOT.search(clause) and not re.search("累计|前|至|—|－|-", clause)
            else []
        )
        if item is not None and len(found) == 1 and found[0].group() not in names:
            run.append(item)
            names.append(found[0].group())
            continue
        quarters = [name for name in names if "季度" in name]
        if (
            len(quarters) == 4
            or sum("半年" in name for name in names) == 2
            or (len(names) >= 3 and (item is not None and "累计" in clause))
        ):
            yield run
        run, names = [], []


def _listed(line: Line, same: Sequence[Said]) -> Iterator[list[Said]]:
    """分季度新增1.20万人、1.46万人、1.58万人、1.72万人."""
    for at, item in enumerate(same):
        if _LISTED.search(line.text[max(0, item.figure.start - 30) : item.figure.start]):
            run = same[at : at + 4]
            if len(run) == 4 and all(re.fullmatch(r"\s*[、，和]\s*", one.gap) for one in run[1:]):
                yield list(run)


def _rising(line: Line, said: Sequence[Said]) -> Iterator[Finding]:
    """一季度245.3亿元，上半年581.9亿元，前三季度530.4亿元: sums from the beginning of the year."""
    for sentence_unit in dict.fromkeys(item.figure.unit for item in said):
        found = [(match.group(), item) for item in said if item.figure.unit == sentence_unit and not _NOT.search(_clause(line, item))
                 and (match := _SUMS.search(_clause(line, item)))]  # fmt: skip
        found = [pair for at, pair in enumerate(found) if pair[0] not in [name for name, _ in found[:at]]]
        names = [name for name, _ in found]
        if len(found) < 3 or names != [name for name in _ORDER if name in names]:
            continue
        for (first, a), (second, b) in pairwise(found):
            if b.figure.value < a.figure.value:
                yield finding(
                    "A806",
                    f"“{second}{b.figure.text}”比“{first}{a.figure.text}”还少，见 {a.figure.said}",
                    "累计数不会减少，核对两个数",
                    b.figure.at,
                )
                return
