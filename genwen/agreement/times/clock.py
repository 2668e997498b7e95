"""Hours of the day from and to: 14:30—13:30 ends before it begins. What begins in the evening may end in the morning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_HOURS = regex(
    r"(?<![\d:：.])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)\s*[—\-–－~～至到]+\s*(?P<next>次日|翌日|第二天|次晨)?\s*"
    r"(?P<h2>[01]?\d|2[0-4])[:：](?P<m2>[0-5]\d)(?![\d:：])"
)
_HAPPENED = regex(r"(?<!\d)(?P<h>[01]?\d|2[0-4])时(?P<m>[0-5]?\d)分(?=，)")
_TURNS = regex(r"上午|下午|中午|傍晚|夜|晚|凌晨|次日|翌日|第二天|此前|之前|前一|分别|\d日.*\d日")
"""Words that turn the hours of a day round, or tell of another day."""
_EVENING, _NOON = 17, 12
_HOURS_TOLD = 3
"""Times of a day from which a line tells what happened one after another."""


def check_clock(subject: Subject) -> Iterator[Finding]:
    """Every stretch of hours, in prose and in tables."""
    for line in subject.lines():
        if line.text.count("时") >= _HOURS_TOLD:
            yield from _in_order(line)
        for match in _HOURS.finditer(line.text) if ":" in line.text or "：" in line.text else ():
            first, last = _minutes(match, "h", "m"), _minutes(match, "h2", "m2")
            by_night = int(match["h"]) >= _EVENING and int(match["h2"]) <= _NOON
            if last <= first and not match["next"] and not by_night:
                yield finding("A602", f"“{match.group()}”的起止颠倒，见 {line.said(match.start('h2'), match.end())}", "核对起止时间",
                              line.at(match.start()))  # fmt: skip


def _in_order(line: Line) -> Iterator[Finding]:
    """3时28分，接到报警…。2时50分，明火被扑灭；8时10分，清理完毕: what is told by the hours of a day goes on with them."""
    found = list(_HAPPENED.finditer(line.text))
    if len(found) < _HOURS_TOLD or _TURNS.search(line.text):
        return
    back = [
        (one, next_one) for one, next_one in pairwise(found) if _minutes(next_one, "h", "m") < _minutes(one, "h", "m")
    ]
    if len(back) == 1:
        one, other = back[0]
        yield finding("A602", f"“{other.group()}”早于前面的“{one.group()}”，见 {line.said(*one.span())}", "核对时间的先后",
                      line.at(other.start()))  # fmt: skip


def _minutes(match: re.Match[str], hour: str, minute: str) -> int:
    return int(match[hour]) * 60 + int(match[minute])
