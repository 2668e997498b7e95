"""Intervals of a measured value as a rubric writes them: ≥90%, 80%≤x<90%, [80,90), 不足60%, 2—3, 其余.

以上 and 以下 include the number they stand with, 不足, 不满, 低于, 超过 exclude it, as the Civil Code (art. 1259)
reads them; （含） and （不含） say it explicitly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from genwen.patterns import regex
from genwen.records import record

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_UNIT = r"(%|倍|[^\d\s%以及或≤<≥>=（()）\[\],，、~～—–-]{0,6}?)"
_ENDS = r"((?:（含）|（不含）|\(含\)|\(不含\)|含|不含)?)"
_BELOW = r"(≤|<=|＜=|<|＜)"
_SIGNED = regex(rf"(≥|>=|＞=|>|＞|≤|<=|＜=|<|＜|=|＝)?\s*{_NUMBER}\s*{_UNIT}")
_BETWEEN = regex(rf"{_NUMBER}\s*{_UNIT}\s*{_BELOW}\s*[^\d≤<＜\s]{{0,12}}\s*{_BELOW}\s*{_NUMBER}\s*{_UNIT}")
_BRACKETS = regex(rf"([\[(（【])\s*{_NUMBER}\s*{_UNIT}\s*[,，]\s*{_NUMBER}\s*{_UNIT}\s*([\])）】])")
_RANGE = regex(rf"{_NUMBER}\s*{_UNIT}\s*{_ENDS}\s*(?:—|–|-|～|~|至|到)\s*{_NUMBER}\s*{_UNIT}\s*{_ENDS}")
_AFTER = regex(rf"{_NUMBER}\s*{_UNIT}\s*{_ENDS}\s*(?:及|或)?\s*(以上|以下|以内)\s*{_ENDS}")
_BEFORE = regex(
    rf"(不足|不满|低于|未达到|未达|小于|少于|超过|高于|大于|多于|不低于|不少于|不小于|达到|达|不高于|不超过|不大于|不多于)\s*{_NUMBER}\s*{_UNIT}"
)
_LESS = frozenset(["不足", "不满", "低于", "未达到", "未达", "小于", "少于"])
_MORE = frozenset(["超过", "高于", "大于", "多于"])
_AT_LEAST = frozenset(["不低于", "不少于", "不小于", "达到", "达"])
REST = frozenset({"其余", "其他", "其它"})


@record
class Interval:
    """A range of a measured value; an open end is None, `rest` stands for every value no other step names.

    `unit` is the unit both ends are written in: %, 倍, another or "".
    """

    low: Decimal | None = None
    low_closed: bool = False
    high: Decimal | None = None
    high_closed: bool = False
    unit: str = ""
    rest: bool = False

    def __contains__(self, value: Decimal) -> bool:
        if self.rest:
            return True
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    @property
    def empty(self) -> bool:
        """Whether no value lies in it."""
        if self.rest or self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))


def read_interval(text: str) -> Interval:
    """The interval written `text`; raises ValueError when it is none."""
    word = text.strip()
    if word in REST:
        return Interval(rest=True)
    for pattern, build in _FORMS:
        found = pattern.fullmatch(word)
        if found:
            interval = build(*found.groups())
            if interval is not None and not interval.empty:
                return interval
    raise ValueError(f"“{text}”不是一个数值范围")


def _signed(sign: str | None, number: str, unit: str) -> Interval:
    value = Decimal(number)
    if sign in (None, "=", "＝"):
        return Interval(value, True, value, True, unit)
    closed = sign in ("≥", ">=", "＞=", "≤", "<=", "＜=")
    if sign in ("≥", ">=", "＞=", ">", "＞"):
        return Interval(value, closed, None, False, unit)
    return Interval(None, False, value, closed, unit)


def _between(low: str, unit: str, first: str, second: str, high: str, last: str) -> Interval | None:
    if unit and last and unit != last:
        return None
    return Interval(Decimal(low), "<" not in first.replace("<=", "≤").replace("＜", "<"), Decimal(high),
                    "<" not in second.replace("<=", "≤").replace("＜", "<"), unit or last)  # fmt: skip


def _brackets(left: str, low: str, unit: str, high: str, last: str, right: str) -> Interval | None:
    if unit and last and unit != last:
        return None
    return Interval(Decimal(low), left in "[【", Decimal(high), right in "]】", unit or last)


def _range(low: str, unit: str, first: str, high: str, last: str, second: str) -> Interval | None:
    if unit and last and unit != last:
        return None
    one, two = sorted(((Decimal(low), "不" not in first), (Decimal(high), "不" not in second)), key=lambda end: end[0])
    return Interval(one[0], one[1], two[0], two[1], unit or last)


def _after(number: str, unit: str, first: str, word: str, second: str) -> Interval:
    value, closed = Decimal(number), "不" not in first + second
    if word == "以上":
        return Interval(value, closed, None, False, unit)
    return Interval(None, False, value, closed, unit)


def _before(word: str, number: str, unit: str) -> Interval:
    value = Decimal(number)
    if word in _LESS:
        return Interval(None, False, value, False, unit)
    if word in _MORE or word in _AT_LEAST:
        return Interval(value, word in _AT_LEAST, None, False, unit)
    return Interval(None, False, value, True, unit)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Interval | None]], ...] = (
    (_SIGNED, _signed), (_BETWEEN, _between), (_BRACKETS, _brackets), (_RANGE, _range), (_AFTER, _after),
    (_BEFORE, _before),
)  # fmt: skip
