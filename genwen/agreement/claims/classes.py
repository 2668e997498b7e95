"""Classes that a paper sets by limits, and what it then puts into them: 大于1.30且不大于1.50为3级, and 1.383 called 2级.

Limits are numbers, or values that have a name (先进值, 通用值) and are given elsewhere or only compared with: 低于先进值. Points have
their grades in `grades`; here is whatever else is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.claims.grades import GRADES
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.figures import UNIT
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import found_in

_CMP = "不大于|不高于|不超过|不小于|不低于|大于|高于|超过|小于|低于|不足|达到"


def _valued(name: str) -> str:
    """The pattern of a number, or of the name of one."""
    return rf"(?:(?P<{name}>\d+(?:\.\d+)?)(?:{UNIT})?|(?P<{name}w>[\u4e00-\u9fff][\u4e00-\u9fff]值))"


_CLASS = rf"[“\"]?(?P<grade>[{COUNTING}\d]级|{GRADES})[”\"]?"
_BAND = regex(
    rf"(?:^|[，；、：。])[^，；。、]{{0,14}}?(?:(?P<c1>{_CMP}){_valued('n1')}(?:[，、]?[且并](?P<c2>{_CMP}){_valued('n2')})?"
    rf"|{_valued('a')}[至到—\-~～]{_valued('b')})(?:以下|以上)?的?，?(?:评|定|列)?为{_CLASS}"
)
_PUT = regex(
    rf"(?:等级|级别|水平|评价|结果|等次)?(?:评定|核定|判定|认定|确定|评|定|列|属于|达到)?(?:为|属于?|达到){_CLASS}(?=[，。；、）]|$)"
)
_NUMBER = regex(rf"(?<![\d.年月])(?P<n>\d+(?:\.\d+)?)(?:{UNIT})?(?=[，,、）]|$)")
_NAMED = regex(r"(?P<name>[\u4e00-\u9fff]{2}值)(?:为|是|：)?(?P<n>\d+(?:\.\d+)?)")
_BESIDE = regex(
    r"(?P<cmp>介于|低于|高于|超过|不高于|优于)(?P<one>[\u4e00-\u9fff]{2}值)(?:[和与、至](?P<two>[\u4e00-\u9fff]{2}值)之间)?"
)
_COMPARES = regex(rf"(?:{_CMP})[\d先通基约限定]|\d[至到—\-~～]\d")
_LOW = ("不大于", "不高于", "不超过", "小于", "低于", "不足")
_OPEN = ("小于", "低于", "不足", "大于", "高于", "超过")
_FAR = Decimal(10) ** 9


@record(eq=False)
class Band:
    """A class from one limit to another, each with whether it is itself of the class."""

    grade: str
    low: Decimal
    low_in: bool
    high: Decimal
    high_in: bool
    line: Line
    start: int
    end: int

    def holds(self, value: Decimal) -> bool:
        """Whether a value is of the class."""
        above = value > self.low or (self.low_in and value == self.low)
        return above and (value < self.high or (self.high_in and value == self.high))


def check_classes(subject: Subject) -> Iterator[Finding]:
    """Every document that sets classes."""
    for view in subject.views:
        named = _named(view)
        for line in view.lines:
            bands = _bands(line, named) if line.text.count("为") > 1 and _COMPARES.search(line.text) else []
            if len(bands) > 1 and len({band.grade for band in bands}) == len(bands):
                yield from _held(view, bands, named)


def _named(view: View) -> dict[str, Decimal]:
    """The values that have a name; where a paper gives none, names stand in the order in which they rise."""
    found = {match["name"]: Decimal(match["n"]) for _, match in found_in(view.lines, _NAMED)}
    return found or {"先进值": Decimal(1), "通用值": Decimal(2)}


def _bands(line: Line, named: dict[str, Decimal]) -> list[Band]:
    found = []
    for match in _BAND.finditer(line.text):
        low, low_in, high, high_in = -_FAR, True, _FAR, True
        for cmp, number, word in (("c1", "n1", "n1w"), ("c2", "n2", "n2w")):
            if not match[cmp]:
                continue
            value = Decimal(match[number]) if match[number] else named.get(match[word])
            if value is None:
                return []
            if match[cmp] in _LOW:
                high, high_in = value, match[cmp] not in _OPEN
            else:
                low, low_in = value, match[cmp] not in _OPEN
        if match["a"] and match["b"]:
            low, high = Decimal(match["a"]), Decimal(match["b"])
        found.append(Band(match["grade"], low, low_in, high, high_in, line, match.start(), match.end()))
    return found


@lru_cache(maxsize=16)
def _put(view: View) -> list[tuple[Line, re.Match[str]]]:
    """Where something is put into a class."""
    return list(found_in(view.lines, _PUT))


def _held(view: View, bands: Sequence[Band], named: dict[str, Decimal]) -> Iterator[Finding]:
    """Every class that is given outside the sentence of the scale, beside a number or names of limits."""
    scale = bands[0].line
    begun, end = begun_at(scale.text, bands[0].start + 1), bands[-1].end
    about = scale.text[max(0, begun - 40) : bands[0].end]
    for line, match in _put(view):
        band = next((band for band in bands if band.grade == match["grade"]), None)
        if band is None or (line is scale and begun <= match.start() < end):
            continue
        sentence = line.text[begun_at(line.text, match.start()) : match.start()]
        value = _value(sentence, named, about)
        if value is not None and not any(one.holds(value[0]) for one in bands if one.grade == match["grade"]):
            right = next((one for one in bands if one.holds(value[0])), None)
            if right is not None:
                yield finding(
                    "A812",
                    f"“{match.group()}”与{value[1]}不符，按所定的标准应为{right.grade}，见 {scale.said(right.start, ended_at(scale.text, right.end, '，；。'))}",
                    "核对数和等级",
                    line.at(match.start()),
                )


def _value(sentence: str, named: dict[str, Decimal], about: str) -> tuple[Decimal, str] | None:
    """What is put into a class: by the limits it is said to lie between, else the one number before it of which the scale is."""
    beside = _BESIDE.search(sentence)
    if beside is not None and beside["one"] in named and (not beside["two"] or beside["two"] in named):
        one = named[beside["one"]]
        if beside["two"]:
            return (one + named[beside["two"]]) / 2, beside.group()
        return one * Decimal("1.01" if beside["cmp"] in ("高于", "超过") else "0.99"), beside.group()
    numbers = list(_NUMBER.finditer(sentence))
    if len(numbers) != 1:
        return None
    what = sentence[: numbers[0].start()][-8:].rstrip("为是达约仅")
    return (
        (Decimal(numbers[0]["n"]), numbers[0].group())
        if any(what[at : at + 2] in about for at in range(len(what) - 1))
        else None
    )
