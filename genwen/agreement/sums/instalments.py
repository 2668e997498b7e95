"""What comes in instalments or year by year against its total: 840万元…分两期拨付：第一期…拨付500万元，第二期…拨付340万元.

县级财政安排资金5580万元，…县级财政资金分三年安排，2026年1580万元、2027年2200万元、2028年1800万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.sums.parts import never_parts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_DIVIDED = regex(rf"分(?P<n>[{COUNTING}]|\d)(?P<kind>期|批|次|阶段|步|轮)(?:[^，。；、\d]{{0,8}}。(?=第一|首))?")
_MEMBER = r"(?:第[一二三四五六七八九十]|首){kind}"
_NOT = regex("每|各|平均|累计|%|剩余|其余|余下|不[超低高少]|以[上下内]")
_NEAR = (Decimal("0.5"), Decimal(2))
_YEARS = regex(rf"分(?P<n>[{COUNTING}]|\d)年度?[^，。；、：\d]{{0,8}}[，：](?:其中|即)?[，：]?(?=20\d\d年)")
_YEAR = regex(r"20\d\d年")
_IDLE = bigrams("安排资金") | bigrams("任务")
_CLOSE = (Decimal("0.75"), Decimal("1.33"))


def check_instalments(subject: Subject) -> Iterator[Finding]:
    """Every sentence that says in how many instalments something comes and tells each."""
    for view in subject.views:
        for line in view.lines:
            for match in _DIVIDED.finditer(line.text) if "分" in line.text and "第" in line.text else ():
                yield from _held(line, match)
            for match in _YEARS.finditer(line.text) if "年" in line.text else ():
                yield from _by_years(line, match)


def _held(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """The amounts told of the instalments, one each, against the last amount said before."""
    text = line.text
    end = ended_at(text, match.end(), "。\n")
    marks = list(re.compile(_MEMBER.format(kind=match["kind"])).finditer(text, match.end(), end))
    if len(marks) != number_in(match["n"]) or len(marks) < 2:
        return
    found = [figure for figure in spoken(line) if figure.unit not in never_parts]
    begun = begun_at(text, match.start(), "。\n")
    wholes = [figure for figure in found if begun <= figure.start and figure.end <= match.start()]
    bounds = [mark.end() for mark in marks] + [end]
    for whole in wholes[-1:]:
        parts: list[Figure] = []
        for start, stop in pairwise(bounds):
            own = [one for one in found if start <= one.start < stop and one.unit == whole.unit]
            parts += own if len(own) == 1 and not _NOT.search(text, start, own[0].end + 2) else []
        total = sum((part.value for part in parts), Decimal(0))
        if (
            len(parts) == len(marks)
            and total != whole.value
            and whole.value
            and _NEAR[0] < total / whole.value < _NEAR[1]
        ):
            terms = "＋".join(part.text for part in parts)
            yield finding("A806", f"各{match['kind']}{terms}＝{whole.like(total)}，与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数",
                          parts[0].at)  # fmt: skip


def _by_years(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """The amounts told of so many years, one each, against the amount of the paragraph that has the name of what is divided."""
    text = line.text
    end = ended_at(text, match.end())
    marks = list(_YEAR.finditer(text, match.end(), end))
    found = [figure for figure in spoken(line) if figure.unit not in never_parts]
    if len(marks) != number_in(match["n"]) or len(marks) < 2:
        return
    parts: list[Figure] = []
    for start, stop in pairwise([*(mark.end() for mark in marks), end]):
        own = [one for one in found if start <= one.start < stop]
        parts += own if len(own) == 1 and not _NOT.search(text, start, own[0].end + 2) else []
    wholes = [one for one in found if one.end <= match.start() and parts and one.unit == parts[0].unit]
    total = sum((part.value for part in parts), Decimal(0))
    if (
        len(parts) != len(marks)
        or len({part.unit for part in parts}) > 1
        or any(one.value == total for one in found if one not in parts)
    ):
        return
    subject = bigrams(last_clause(text[: match.start()])) - _IDLE
    named = {one: len(subject & bigrams(last_clause(text[: one.start]))) for one in reversed(wholes)}
    whole = max(named, key=lambda one: named[one], default=None)  # the last of those that have most words of it
    if whole is not None and (named[whole] or not subject) and _CLOSE[0] < total / whole.value < _CLOSE[1]:
        terms = "＋".join(part.text for part in parts)
        yield finding("A806", f"各年{terms}＝{whole.like(total)}，与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数",
                      parts[0].at)  # fmt: skip
