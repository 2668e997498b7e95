"""The day a paper was signed: its last line that is nothing but a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from genwen.agreement.reading.text import Line, View
from genwen.patterns import regex

_SIGNED = regex(r"^\s*(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?:印发)?$")
_LAST = 14


@lru_cache(maxsize=256)
def signed_on(view: View) -> tuple[date, Line] | None:
    """The day and the line it stands in; None where the last lines have none, or one that does not exist."""
    for line in reversed(view.lines[-_LAST:]):
        match = _SIGNED.match(line.text)
        if match is None:
            continue
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"])), line
        except ValueError:
            return None
    return None
