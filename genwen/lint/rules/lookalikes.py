"""Rules of numbers that are not of one kind of figures (GB/T 15835): the letters O, l and I among them, 2025年三月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from genwen.lint.masks import without_names
from genwen.lint.measures import MEASURE
from genwen.lint.rule import ERROR, HARD, WARNING, Hit, Rule
from genwen.lint.rules.numbers import CLAUSE
from genwen.lint.view import View
from genwen.numerals import NumeralError, parse_chinese_number
from genwen.patterns import regex
from genwen.searching import found_in

_FIGURES = str.maketrans("OoIl", "0011")
_LETTERED = regex(
    r"(?:[OoIl]{1,4}\.?\d|\d{1,9}(?:\.\d{0,3})?[OoIl])[\dOoIl]{0,9}(?:\.[\dOoIl]{1,4})?"
    rf"(?=年|月|日|号|[～~—–至到-]\d|:\d\d|〕\d|(?:{MEASURE})(?![A-Za-z]))|(?<=年)[Il]{{1,2}}(?=月)|(?<=月)[Il]{{1,2}}(?=日)"
)
"""Figures with letters among them, before what stands behind figures."""
_LETTERED_CELL, _FIGURES_ONLY = regex(r"(?=.*\d)(?=.*[OoIl])[\dOoIl,.]{2,12}[%％]?"), regex(r"-?\d[\d,.]*[%％]?")
_BEFORE = regex(r"[A-Za-z\d.\-/]$")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]"
_MIXED_DATE = regex(
    rf"(?:19|20)\d{{2}}年(?:{_CHINESE}{{1,2}}月(?![初廿正一二三四五六七八九十]{{1,3}}(?![日号初廿正一二三四五六七八九十]))(?:(?:{_CHINESE}{{1,3}}|\d{{1,2}})日)?|\d{{1,2}}月{_CHINESE}{{1,3}}日)(?![天花])"
    rf"|{_CHINESE}{{1,2}}月{_CHINESE}{{1,3}}日[至到—～]\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}月\d{{1,2}}日[至到—～]{_CHINESE}{{1,2}}月{_CHINESE}{{1,3}}日|[一二][九〇零○][〇零○一二三四五六七八九]{{2}}年(?:\d{{1,2}}月(?:(?:{_CHINESE}{{1,3}}|\d{{1,2}})日)?|{_CHINESE}{{1,2}}月\d{{1,2}}日)"
)
_PART = regex(r"([〇零○一二三四五六七八九十\d]+)([年月日])")


def letters(view: View) -> Iterator[Hit]:
    """2O26年, 32O例, l1月."""
    yield from letters_in_cells(view)
    for line, match in found_in(view.texts(), _LETTERED, without_names):
        text = match[0]
        kinds = "、".join(dict.fromkeys(char for char in text if char.isalpha()))
        if _BEFORE.search(line.text[: match.start()]):
            continue  # H2O, A1O: names of something
        right = text.translate(_FIGURES)
        said = f"数字“{text}”里混了字母“{kinds}”"
        sure = any(char in text for char in "Oo")
        yield Hit(said, f"写作 {right}", line, match.start(), match.end(), right=right, unsure=not sure)


def letters_in_cells(view: View) -> Iterator[Hit]:
    """24O alone in a cell, in a column of figures."""
    for grid in view.grids:
        for line in grid.lines:
            text = line.text.strip()
            if not _LETTERED_CELL.fullmatch(text):
                continue
            column = [
                row[line.column - 1].strip()
                for n, row in enumerate(grid.rows, 1)
                if n != line.row and len(row) >= line.column
            ]
            if sum(bool(_FIGURES_ONLY.fullmatch(cell)) for cell in column) >= max(2, len(column) / 2):
                right = text.translate(_FIGURES)
                said = f"数字“{text}”里混了字母“{'、'.join(dict.fromkeys(char for char in text if char.isalpha()))}”"
                yield Hit(said, f"写作 {right}", line, 0, len(line.text), right=line.text.replace(text, right))


def mixed_date(view: View) -> Iterator[Hit]:
    """2025年三月底, 二〇二五年9月."""
    for line, match in found_in(view.texts(), _MIXED_DATE, without_names):
        right = ""
        with suppress(NumeralError):
            right = "".join(f"{_figures(number, unit)}{unit}" for number, unit in _PART.findall(match[0]))
        said = f"日期“{match[0]}”混用阿拉伯数字和汉字数字"
        yield Hit(said, f"写作 {right}" if right else "用一种数字", line, match.start(), match.end(), right=right)


def _figures(number: str, unit: str) -> str:
    if number.isascii():
        return number
    if unit == "年":
        return "".join(str(_DIGITS.index(char)) for char in re.sub("[零○]", "〇", number))
    return str(parse_chinese_number(number))


RULES = (
    Rule("G638", "数字里混了字母", CLAUSE, HARD, ERROR, "数字里的零和一不能用字母代替，查找、计算都认不出来。",
         "正文：2026年共320例。", "正文：2O26年共32O例。", letters),
    Rule("G639", "一个日期混用两种数字", CLAUSE, HARD, WARNING, "一个日期的年、月、日用同一种数字。",
         "正文：2025年3月底前完成。", "正文：2025年三月底前完成。", mixed_date),
)  # fmt: skip
