"""Hours of the day from and to: 14:30—13:30 ends before it begins. What begins in the evening may end in the morning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_HOURS = regex(
    r"(?<![\d:：.])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)\s*[—\-–－~～至到]+\s*(?P<next>次日|翌日|第二天|次晨)?\s*"
    r"(?P<h2>[01]?\d|2[0-4])[:：](?P<m2>[0-5]\d)(?![\d:：])"
)
_EVENING, _NOON = 17, 12


def check_clock(subject: Subject) -> Iterator[Finding]:
    """Every stretch of hours, in prose and in tables."""
    for line in subject.lines():
        for match in _HOURS.finditer(line.text) if ":" in line.text or "：" in line.text else ():
            first, last = _minutes(match, "h", "m"), _minutes(match, "h2", "m2")
            by_night = int(match["h"]) >= _EVENING and int(match["h2"]) <= _NOON
            if last <= first and not match["next"] and not by_night:
                yield finding("A602", f"“{match.group()}”的起止颠倒，见 {line.said(match.start('h2'), match.end())}", "核对起止时间",
                              line.at(match.start()))  # fmt: skip


def _minutes(match: re.Match[str], hour: str, minute: str) -> int:
    return int(match[hour]) * 60 + int(match[minute])
