"""What a figure for each may be taken by: a count, or the months and days of the period a sentence is about."""

from __future__ import annotations

import re
from decimal import Decimal

from genwen.agreement.reading.figures import Figure
from genwen.patterns import regex
from genwen.records import record

_MONTHS = regex(r"(?<!\d)(\d{1,2})\s*(?:月份?)?\s*[—－\-–至到~～]\s*(\d{1,2})\s*月")
_ONE_MONTH = regex(r"(?<!\d)(\d{1,2})\s*月(?:份|(?=[^\d]))")


@record
class Times:
    """A count a figure for each may be taken by: the number, what rounding may do, how it is said and where."""

    number: Decimal
    step: Decimal
    words: str
    figure: Figure | None = None

    @property
    def said(self) -> str:
        """Its place; none for the length of a period."""
        return self.figure.said if self.figure is not None else ""


_YEARLY = regex(
    r"全年|年度|一年|年[^\d]{0,6}用|年均|每年|(?<!至)(?<!\d)20\d{2}年(?=[完共累实发接办全收][^。；]{0,40}(?:[日月]均|每[日天月]))"
)
"""Words of a whole year."""


def periods(sentence: str, months: bool) -> list[Times]:
    """How many months or days the period of a sentence has."""
    ranged, one = _MONTHS.search(sentence), _ONE_MONTH.search(sentence)
    if ranged:
        count = int(ranged[2]) - int(ranged[1]) + 1
    elif re.search("上半年|下半年", sentence):
        count = 6
    elif re.search("[一二三四]季度", sentence):
        count = 3
    elif one and not months and "全年" not in sentence:
        count = 1
    elif _YEARLY.search(sentence):
        count = 12
    else:
        return []
    if count < 1:
        return []
    if months:
        return [Times(Decimal(count), Decimal(0), f"{count}个月")] if count > 1 else []
    days = Decimal(365) if count == 12 else Decimal(count * 30)
    return [Times(days, Decimal(4 if count < 12 else 2), f"{days}天")]
