"""A count taken up again with another number: 分五类，见表2。六类问题中…; 开展四大专项整治，五个专项共检查….

What is taken up stands at the beginning of a clause and goes on with 中, 共, 均; the one count of the same things before it in the
paragraph has to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.text import Line, Subject
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import replace
from genwen.searching import found_in

_N = rf"(?<![第\d.{COUNTING}])(?P<n>[{COUNTING}]{{1,2}}|\d{{1,2}})"
_AGAIN = regex(
    rf"(?:(?<=[，。；：])|^)(?:这|上述|以上)?{_N}(?P<kind>[类大种项个])(?P<noun>[\u4e00-\u9fff]{{2}})(?:之?中|共|均|都|合计|全部)"
)
_BEFORE = regex(rf"{_N}(?P<kind>[类大种项个])(?P<after>[^，。；、：\d]{{0,12}})")
_PARTED = regex("分(?:为|成)?$")
_NOT = regex("[其各每约近另余前后至少]$|新[增开]|其余|第$")
_FAR = 90


def check_recounted(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for view in subject.views:
        for line, match in found_in(view.lines, _AGAIN):
            yield from _held(line, match)


def _held(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    start = max(0, match.start() - _FAR)
    told = [one for one in _BEFORE.finditer(line.text, start, match.start()) if _same(line, one, match)]
    number = number_in(match["n"])
    if len(told) != 1 or number < 2 or abs(number - number_in(told[0]["n"])) != 1:
        return
    first = told[0]
    words = f"{match['n']}{match['kind']}{match['noun']}"
    said = line.said(first.start(), first.end())
    item = miscounted(line, match.start("n"), words, number_in(first["n"]), said, "前面说的是")
    yield replace(item, severity=Severity.HINT)


def _same(line: Line, first: re.Match[str], again: re.Match[str]) -> bool:
    """Whether two counts are of the same things: by their noun, or as kinds that what stands before is parted into."""
    before = line.text[max(0, first.start() - 4) : first.start()]
    if _NOT.search(before):
        return False
    parted = _PARTED.search(before) is not None and first["kind"] == again["kind"] and not first["after"]
    return parted or (len(first["after"]) >= 2 and again["noun"] in first["after"][:6] and number_in(first["n"]) > 1)
