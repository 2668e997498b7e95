"""What a cell of a ledger says: a number, a month, a title with a unit in it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from genwen import numerals
from genwen.numerals.months import parse_month
from genwen.numerals.units import unit_of
from genwen.patterns import regex

NOTHING = frozenset({"-", "—", "——", "–", "―", "/", "／", "\\", "无", "－"})
"""Marks by which a ledger says that there was nothing."""
TOTALS = frozenset(
    {"合计", "总计", "全年", "全年合计", "累计", "共计", "总合计", "年度合计", "合计数", "总数", "年合计"}
)
SUBTOTALS = regex(r"小计|季度?$|半年|季合计|^其中")
_NOTE = regex(r"^(?:注|备注|说明|填表|制表|审核|单位负责人|负责人|填报|联系|日期|报送)\s*[:：]?|^\*|^※|^\d+[.、．]\D")
_NUMBER = regex(r"[-+]?\d+(?:\.\d+)?")
_BRACKET = regex(r"^(?P<name>.*?)\s*(?:\((?P<unit>[^()]+)\)|[/,:]\s*(?P<after>[^/,:()]+))\s*$")


class CellProblem(ValueError):
    """What is wrong with a cell, and the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def half(value: object) -> str:
    """The text of a cell with half-width figures and marks, and no blanks."""
    return "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split())


def number_in(value: Any) -> tuple[Decimal, str] | None:
    """The number of a cell and the unit typed after it; None for an empty cell. Raises CellProblem."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return value, ""
    if isinstance(value, date | datetime):
        raise CellProblem(f"“{value:%Y-%m-%d}”是日期，不是数", "把这一格的格式改为常规，重新填数")
    text = half(value)
    if str(value).strip() in NOTHING or text in NOTHING:
        return Decimal(0), ""
    if text.startswith("#"):
        raise CellProblem(f"这一格的公式出错（{text}）", "改正公式，保存后再读")
    text = text.removeprefix("¥").replace("￥", "")
    if re.fullmatch(r"\([\d.,]+\)", text):
        text = f"-{text[1:-1]}"
    if re.match(r"[-+]?\d{1,3}(?:,\d{3})+(?!\d)", text):
        text = text.replace(",", "")
    match = _NUMBER.match(text)
    if match is None or re.match(r"[\d.,]|e[+-]?\d", text[match.end() :], re.I):
        raise CellProblem(f"“{str(value).strip()[:20]}”不是数", "只填数字，如 12563.5；没有用量的填 0")
    rest = text[match.end() :]
    try:
        read = numerals.parse_quantity(f"{match.group().lstrip('+') or '0'}{rest}")
    except ValueError as error:
        if rest:
            raise CellProblem(f"“{str(value).strip()[:20]}”不是数", "只填数字，如 12563.5") from error
        return Decimal(match.group()), ""
    return read.amount, read.unit


def month_in(value: Any) -> tuple[int, int] | None:
    """The year (0 when none is said) and the month of a cell; None when it is no month."""
    if isinstance(value, date | datetime):
        return value.year, value.month
    if isinstance(value, Decimal):
        value = format(value.normalize(), "f")
    return parse_month("" if value is None else str(value))


def year_in(value: Any) -> int:
    """The year of a cell, 0 when it is none."""
    if isinstance(value, date | datetime):
        return value.year
    if isinstance(value, Decimal):
        value = format(value.normalize(), "f")
    found = re.fullmatch(r"((?:19|20)\d{2})(?:年度?)?", half(value))
    return int(found[1]) if found else 0


def is_total(text: str) -> bool:
    """Whether a label names a total."""
    return half(text).strip(":：") in TOTALS


def is_note(text: str) -> bool:
    """Whether a row that begins so is a remark below the table."""
    return bool(_NOTE.match(text.strip()))


def title_parts(title: str) -> tuple[str, str]:
    """The name and the unit of a title: 用电量（万千瓦时） is 用电量 in 万千瓦时."""
    text = half(title)
    found = _BRACKET.match(text)
    if found and found["name"]:
        unit = (found["unit"] or found["after"] or "").removeprefix("单位:")
        if unit_of(unit).known:
            return found["name"], unit
        if found["unit"] and len(found["unit"]) <= 4:
            return found["name"], unit
    return text, ""
