"""Dates: read in the forms clerks type, written as the standard wants them (7.3.5.4): 2025年3月18日."""

from __future__ import annotations

import calendar
import datetime
import re
from contextlib import suppress

from genwen.numerals.errors import NumeralError, half_width
from genwen.patterns import regex

_FORMS = (
    regex(r"(?P<y>\d+)-(?P<m>\d+)-(?P<d>\d+)"),
    regex(r"(?P<y>\d+)年(?P<m>\d+)月(?P<d>\d+)[日号]"),
    regex(r"(?P<y>\d+)/(?P<m>\d+)/(?P<d>\d+)"),
    regex(r"(?P<y>\d+)\.(?P<m>\d+)\.(?P<d>\d+)"),
)
_CHINESE_YEAR = regex("([〇零○一二三四五六七八九]{2,4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]")
_CHINESE_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HINT = "写作 2025-03-18 或 2025年3月18日"


class DateError(NumeralError):
    """A text is not a date."""


def format_date(date: datetime.date) -> str:
    """2025年3月18日: four figures of the year, no zero before month and day."""
    return f"{date.year}年{date.month}月{date.day}日"


def format_month(date: datetime.date) -> str:
    """2025年3月."""
    return f"{date.year}年{date.month}月"


def parse_date(text: str) -> datetime.date:
    """The date written `text`: 2025-03-18, 2025年3月18日, 2025/3/18 or 2025.3.18.

    A zero before month or day is allowed in the first form only. Raises DateError for anything else.
    """
    text = text.strip()
    plain = half_width(text)
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found:
            date = _checked(text, found["y"], found["m"], found["d"])
            _refuse_unusual(text, plain, found, date)
            return date
    raise _unreadable(text, plain)


def _checked(text: str, year: str, month: str, day: str) -> datetime.date:
    if len(year) != 4:
        hint = f"年份写全四位，如 20{year}年{int(month)}月{int(day)}日" if len(year) == 2 else f"年份写全四位，{_HINT}"
        raise DateError(f"“{text}”的年份不是四位数字", hint)
    y, m, d = int(year), int(month), int(day)
    if y == 0:
        raise DateError(f"“{text}”不是有效日期", _HINT)
    if not 1 <= m <= 12:
        raise DateError(f"“{text}”不是有效日期：没有{m}月", "月份为1至12，日期按年、月、日的顺序写")
    last = calendar.monthrange(y, m)[1]
    if not 1 <= d <= last:
        end = datetime.date(y, m, last)
        raise DateError(f"“{text}”不是有效日期", f"{y}年{m}月共{last}天，写作 {end.isoformat()} 或 {format_date(end)}")
    return datetime.date(y, m, d)


def _refuse_unusual(text: str, plain: str, found: re.Match[str], date: datetime.date) -> None:
    """A real date in a form that is not accepted: the hint shows the accepted one."""
    hint = f"写作 {format_date(date)}"
    if plain != text:
        raise DateError(f"“{text}”用了全角数字或符号", hint)
    if text.endswith("号"):
        raise DateError(f"“{text}”中的“号”应为“日”", hint)
    if "-" in text:
        if len(found["m"]) > 2 or len(found["d"]) > 2:
            raise DateError(f"“{text}”的月、日位数不对", hint)
    elif found["m"].startswith("0") or found["d"].startswith("0"):
        raise DateError(f"“{text}”的月、日前不补零", hint)


def _unreadable(text: str, plain: str) -> DateError:
    chinese = _CHINESE_YEAR.fullmatch(text)
    if chinese:
        return DateError(f"“{text}”应改用阿拉伯数字", _from_chinese(chinese))
    joined = re.sub(r"\s", "", plain)
    if joined != plain:
        with suppress(DateError):
            return DateError(f"“{text}”中有空格", f"写作 {format_date(parse_date(joined))}")
    if re.fullmatch(r"\d{4}年\d{1,2}月|\d{4}[-/.]\d{1,2}", plain):
        return DateError(f"“{text}”缺少日", _HINT)
    if re.fullmatch(r"\d{1,2}月\d{1,2}[日号]", plain):
        return DateError(f"“{text}”缺少年份", _HINT)
    if re.fullmatch(r"\d{8}", plain):
        return DateError(f"“{text}”没有分开年、月、日", f"写作 {plain[:4]}-{plain[4:6]}-{plain[6:]}")
    return DateError(f"“{text}”不是日期", _HINT)


def _from_chinese(found: re.Match[str]) -> str:
    from genwen.numerals.chinese import parse_chinese_number

    year = "".join(_CHINESE_DIGITS[c] for c in found[1])
    try:
        date = _checked(found[0], year, str(parse_chinese_number(found[2])), str(parse_chinese_number(found[3])))
    except NumeralError:
        return _HINT
    return f"写作 {format_date(date)}"
