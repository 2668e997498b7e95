"""Deadlines as offices write them: dates, year-ends, yearly dates and ranges, and terms after an event."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from genwen import numerals
from genwen.facts.declare import Problem
from genwen.facts.fact import Fact
from genwen.facts.fields import Kind, said_by
from genwen.facts.source.nodes import Scalar
from genwen.patterns import regex
from genwen.records import record

_RANGE = r"\s*[—–～~\-至到]+\s*"
_YEAR_END = regex(r"((?:19|20|21)\d{2})年(?:年)?底前?$")
_MONTH_END = regex(r"((?:19|20|21)\d{2})年(\d{1,2})月(?:底|末)前?$")
_MONTH = regex(r"((?:19|20|21)\d{2})年(\d{1,2})月$")
_YEARLY = regex(r"每年(\d{1,2})月(?:(\d{1,2})日|(底|末))前?$")
_YEARLY_RANGE = regex(rf"每年(\d{{1,2}})月(\d{{1,2}})日{_RANGE}(?:(\d{{1,2}})月)?(\d{{1,2}})日$")
_RELATIVE = regex(r"(.{2,20}?)(?:之日起|后)(\d{1,3})个?(工作日|日|天|个月|月|年)(?:内|以内)$")
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@record
class Deadline:
    """A deadline: `kind` is 日期, 年底, 月底, 月份, 每年, 每年起止, 起止 or 相对.

    `start` and `end` are (year, month, day), year 0 for yearly ones; a relative one has `event`, `amount`, `unit`.
    """

    kind: str
    start: tuple[int, int, int] = (0, 0, 0)
    end: tuple[int, int, int] = (0, 0, 0)
    event: str = ""
    amount: int = 0
    unit: str = ""

    @property
    def yearly(self) -> bool:
        """Whether it comes back every year."""
        return self.kind in ("每年", "每年起止")


def parse_deadline(scalar: Scalar) -> Fact:
    """Read a deadline; raises a Problem for an impossible date or an unknown form."""
    text = scalar.strip()
    for read in (_yearly, _absolute, _relative):
        found = read(text)
        if found is not None:
            return Fact(found, _printed(text, found), scalar.origin)
    raise Problem(
        f"“{scalar}”不是看得懂的时间",
        "可写：2025年8月15日、2025年底、2025年7月底、每年10月底、每年11月1日—15日、结果公布后1个月内",
    )


def _printed(text: str, deadline: Deadline) -> str:
    """As typed, so that a house may have its own 连接号; only a date is put into the form of the standard."""
    if deadline.kind == "日期":
        return numerals.format_date(date(*deadline.end)) + ("前" if text.endswith("前") else "")
    return text


def _absolute(text: str) -> Deadline | None:
    if text.startswith("每年"):
        return None
    if match := _YEAR_END.match(text):
        return Deadline("年底", end=(int(match[1]), 12, 31))
    if match := _MONTH_END.match(text) or _MONTH.match(text):
        year, month = int(match[1]), _month(text, match[2])
        kind = "月份" if text.endswith("月") else "月底"
        return Deadline(kind, end=(year, month, _DAYS_OF_MONTH[month - 1]))
    parts = re.split(r"(?<=日)" + _RANGE + r"(?=\d)", text)
    if len(parts) == 2:
        start = _day(parts[0])
        end = (
            parts[1]
            if "年" in parts[1]
            else f"{start.year}年" + ("" if "月" in parts[1] else f"{start.month}月") + parts[1]
        )
        last = _day(end)
        if last < start:
            raise Problem(f"“{text}”的结束早于开始", "把早的日期写在前面")
        return Deadline("起止", _parts(start), _parts(last))
    if re.match(r"\d{4}\D", text) or re.match(r"\d{1,3}年", text):
        day = _day(text.removesuffix("前"))
        return Deadline("日期", end=_parts(day))
    return None


def _yearly(text: str) -> Deadline | None:
    if match := _YEARLY.match(text):
        month = _month(text, match[1])
        day = int(match[2]) if match[2] else _DAYS_OF_MONTH[month - 1]
        _check_day(text, month, day)
        return Deadline("每年", end=(0, month, day))
    if match := _YEARLY_RANGE.match(text):
        first = _month(text, match[1])
        last = _month(text, match[3]) if match[3] else first
        start, end = (0, first, int(match[2])), (0, last, int(match[4]))
        for point in (start, end):
            _check_day(text, point[1], point[2])
        if end < start:
            raise Problem(f"“{text}”的结束早于开始", "把早的日期写在前面")
        return Deadline("每年起止", start, end)
    return None


def _relative(text: str) -> Deadline | None:
    if match := _RELATIVE.match(text):
        unit = {"天": "日", "月": "个月"}.get(match[3], match[3])
        return Deadline("相对", event=match[1], amount=int(match[2]), unit=unit)
    return None


def _day(text: str) -> date:
    try:
        return numerals.parse_date(text)
    except ValueError as error:
        raise Problem(*said_by(error)) from error


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _month(text: str, digits: str) -> int:
    month = int(digits)
    if not 1 <= month <= 12:
        raise Problem(f"“{text}”里没有{month}月", "月份为 1 至 12")
    return month


def _check_day(text: str, month: int, day: int) -> None:
    if not 1 <= day <= _DAYS_OF_MONTH[month - 1]:
        raise Problem(f"“{text}”里{month}月没有{day}日", f"{month}月最多{_DAYS_OF_MONTH[month - 1]}天")


DeadlineField = Annotated[
    Fact, Kind(parse_deadline, "时间：2025年8月15日、2025年底、每年10月底、每年11月1日—15日、结果公布后1个月内")
]
