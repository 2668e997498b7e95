"""One number written twice at one place, in words and in figures: 三百万元（300万元）, 大写 beside 小写."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.figures import SCALE
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Span, Subject, finding, masked
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆〇", "一二三四五六七八九十百千万元零")
_CAPITAL = regex(
    r"(?P<whole>[零一二三四五六七八九十百千万亿]+)元(?:零?(?P<dimes>[一二三四五六七八九])角)?(?:零?(?P<cents>[一二三四五六七八九])分)?[整正]?"
)
_MONEY = regex(
    r"(?:[¥￥]\s*(?P<a>\d[\d,]*(?:\.\d+)?)\s*(?P<x>万|亿)?|(?<![\d.])(?<!\d,)(?P<b>\d[\d,]*(?:\.\d+)?)\s*(?P<y>万|亿)?元)(?![/／])"
)
_BETWEEN = regex(r"^(?:[（(，,、：:\s]|大写|小写|人民币|即|计|为|合计|金额|RMB|[¥￥])*$")


@record
class Amount(Span):
    """An amount of money in a line, in 元."""

    value: Decimal


_FORMAL, _PAID = regex("[壹贰叁肆伍陆柒捌玖拾佰仟]"), regex("[壹贰叁肆伍陆柒捌玖拾佰仟元]")
_WORDED, _BRACKETED = regex("[一二三四五六七八九十百千两]"), regex("（")
_DIGIT = regex("[0-9]")


def check_twice(subject: Subject) -> Iterator[Finding]:
    """Amounts in words against the figures beside them, in prose and in tables; counts in words against those in brackets."""
    for view in subject.views:
        for _, line in likely(view.lines, (_PAID, _BRACKETED)):
            if _PAID.search(line.text):
                yield from _of_line(line)
            if "（" in line.text and _WORDED.search(line.text):
                yield from _in_brackets(line)
        for sheet in sheets_of(view):
            yield from _of_cells([cell for row in sheet.grid.rows for cell in row])


def amounts_in_words(line: Line) -> list[Amount]:
    """Amounts in 大写 or Chinese numerals."""
    found = []
    for match in _CAPITAL.finditer(line.text.translate(_PLAIN)):
        value = _worth(match["whole"])
        if value and len(match["whole"]) > 1:
            tail = Decimal("一二三四五六七八九".find(match["dimes"]) + 1) / 10 if match["dimes"] else Decimal(0)
            tail += Decimal("一二三四五六七八九".find(match["cents"]) + 1) / 100 if match["cents"] else Decimal(0)
            found.append(Amount(line, match.start(), match.end(), value + tail))
    return found


def _worth(text: str) -> Decimal:
    """The number in words, 一十二万 and 十二万 alike."""
    total, section, digit = 0, 0, 0
    for char in text:
        if char in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(char)
        elif char in "十百千":
            section += (digit or 1) * 10 ** ("十百千".index(char) + 1)
            digit = 0
        else:
            scale = 10**8 if char == "亿" else 10**4
            total = (total + section + digit) * scale if char == "亿" else total + (section + digit) * scale
            section = digit = 0
    return Decimal(total + section + digit)


def amounts_in_figures(line: Line) -> list[Amount]:
    """Amounts such as ¥96,300.50 and 48.5万元."""
    return [
        Amount(
            line,
            match.start(),
            match.end(),
            Decimal((match["a"] or match["b"]).replace(",", "")) * SCALE[match["x"] or match["y"] or ""],
        )
        for match in _MONEY.finditer(line.text)
        if not (match["a"] or match["b"]).endswith(",")
    ]


def _of_line(line: Line) -> Iterator[Finding]:
    words = amounts_in_words(line)
    figures = amounts_in_figures(line) if words else []
    for word in words:
        formal = bool(re.search("[壹贰叁肆伍陆柒捌玖拾佰仟]", word.words))
        near = [
            one
            for one in figures
            if _BETWEEN.match(_between(line, one, word)) or (formal and abs(one.start - word.start) < 40)
        ]
        if near and not any(one.value == word.value for one in near):
            yield _unlike(word, min(near, key=lambda one: abs(one.start - word.start)))


def _between(line: Line, left: Amount, right: Amount) -> str:
    first, second = sorted((left, right), key=lambda one: one.start)
    return line.text[first.end : second.start].translate(str.maketrans("", "", "”“"))


def _of_cells(cells: list[Line]) -> Iterator[Finding]:
    words = [word for cell in cells if _FORMAL.search(cell.text) for word in amounts_in_words(cell)]
    figures = [one for cell in cells for one in amounts_in_figures(cell)] if words else []
    for word in words:
        if figures and not any(one.value == word.value for one in figures) and len(figures) <= 3:
            yield _unlike(word, figures[0])


def _unlike(word: Amount, figure: Amount) -> Finding:
    return finding("A813", f"“{word.words}”是{word.value.normalize():f}元，与“{figure.words}”不符，见 {figure.said}",
                   "核对大写和小写", word.at)  # fmt: skip


def _in_brackets(line: Line) -> Iterator[Finding]:
    """十二个（12个）; money is looked at above."""
    found = spoken(line)
    blank = masked(line.text)
    for first, second in pairwise(found):
        worded = [one for one in (first, second) if not _DIGIT.search(one.text)]
        beside = blank[first.end : second.start] in ("（", "（即") and blank[second.end : second.end + 1] == "）"
        if first.unit == second.unit != "元" and len(worded) == 1 and beside and first.value != second.value:
            yield finding(
                "A813", f"“{first.text}”与“{second.text}”不符，见 {first.said}", "核对两处", line.at(second.start)
            )
