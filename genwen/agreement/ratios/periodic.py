"""So many each month, week or quarter, and so many in the year: 检查12次，每月1次; 每周巡检1次，全年巡检52次."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_UNIT = "[次期场名件篇轮回批]"
_THEN_EACH = regex(
    rf"(?P<n>\d+)(?P<unit>{_UNIT})，(?:平均)?每(?:个)?(?P<time>月|季度?|周)(?P<k>\d+)(?P=unit)(?![以\d])"
)
_EACH_THEN = regex(
    rf"每(?:个)?(?P<time>月|季度?|周)[^，。；\d]{{0,6}}(?P<k>\d+)(?P<unit>{_UNIT})，全年(?:共|累计)?[^，。；\d]{{0,6}}(?P<n>\d+)(?P=unit)"
)
_TIMES = {"月": range(12, 13), "季": range(4, 5), "季度": range(4, 5), "周": range(51, 54)}
_ROUGH = regex("不少于|至少|约|左右|上半年|下半年|季度(?!1?\\d)|[1-9]月")


def check_periodic(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for line in subject.lines():
        for match in _found(line) if "每" in line.text else ():
            yield from _held(line, match)


def _found(line: Line) -> Iterator[re.Match[str]]:
    yield from _THEN_EACH.finditer(line.text)
    yield from _EACH_THEN.finditer(line.text)


def _held(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """A year has twelve months; a part of it, where none is said, a whole number of them."""
    total, each = int(match["n"]), int(match["k"])
    before = line.text[max(0, match.start() - 16) : match.start()]
    if not each or _ROUGH.search(before.rpartition("。")[2]):
        return
    times = _TIMES[match["time"]]
    whole_year = "全年" in before + match.group()
    right = (
        total in [each * count for count in times] if whole_year else not total % each and total // each < times.stop
    )
    if not right:
        said = line.said(match.start(), match.end())
        yield finding("A809", f"“{total}{match['unit']}”与“每{match['time']}{each}{match['unit']}”不符，应为{each * times.start}{match['unit']}，见 {said}",
                      "核对每期的数和全年的数", line.at(match.start("n")))  # fmt: skip
