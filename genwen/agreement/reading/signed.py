"""The day a paper was signed: the date alone in a line under its signature."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from genwen.agreement.reading.text import Line, View
from genwen.patterns import regex

_SIGNED = regex(r"^\s*(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?:印发)?$")
_SIGNATURE = regex(
    r"^\s*[一-龥（）]{1,28}(?:局|厅|部|委|办|室|院|府|会|处|所|站|科|队|校|园|中心|公司|集团|大学|银行|公安|党组|支部|总支|领导小组|指挥部|街道|镇|乡)\s*$"
)
"""An organ alone in its line: what the date stands under."""
_LAST = 14


@lru_cache(maxsize=256)
def signed_on(view: View) -> tuple[date, Line] | None:
    """The day and the line it stands in: the first date under a signature, as attachments may follow; else one in the last lines."""
    said = [line for line in view.lines if line.text.strip()]
    under = (
        (line, match)
        for above, line in pairwise(said)
        if (match := _SIGNED.match(line.text)) and _SIGNATURE.match(above.text)
    )
    last = ((line, match) for line in reversed(view.lines[-_LAST:]) if (match := _SIGNED.match(line.text)))
    found = next(under, None) or next(last, None)
    return (day, found[0]) if found and (day := _day(found[1])) else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
