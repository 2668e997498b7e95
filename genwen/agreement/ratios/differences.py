"""Differences and points said in prose against the two numbers they lie between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.arithmetic.rates import apart
from genwen.agreement.ratios.around import around, free, turned
from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.pairs import Pairs
from genwen.agreement.reading.sentences import Part, Said
from genwen.agreement.reading.text import finding
from genwen.agreement.sums.balance import LESS
from genwen.diagnostics import Finding
from genwen.patterns import regex

_OVER = regex(r"(?:超额|超出|高出|超过|高于|低于|落后于?|领先|超|高|低|差)[^，。；\d]{0,10}$")


def points(sentence: tuple[Said, ...], item: Said) -> Iterator[Finding]:
    """目标为70%，实际完成76%，超出目标6个百分点."""
    clause = last_clause(item.gap, "，。；：")
    shares = [other.figure for other in sentence if other.figure.unit == "%"]
    values = {figure.value for figure in shares}
    if not _OVER.search(clause) or len(values) != 2 or len(shares) != 2:
        return
    a, b = shares
    if abs(abs(a.value - b.value) - item.figure.value) > max(a.step, b.step, item.figure.step) / 2:
        yield finding("A803", f"“{clause.lstrip('，')}{item.figure.text}”与{a.text}、{b.text}不符，相差{abs(a.value - b.value).normalize():f}，见 {a.said}", "核对三个数",
                      item.figure.at)  # fmt: skip


_AND_LESS = regex(f"[，、；]?(?:同时)?(?:{LESS.pattern})$|、[^，。；、\\d]{{2,4}}$")
"""What came and what went, of which neither is the difference: 新增73家、退出28家."""


def difference(sentence: tuple[Said, ...], index: int, pairs: Pairs) -> Iterator[Finding]:
    """新增45家 against 由819家增加到864家, or against a table."""
    item = sentence[index]
    if index + 1 < len(sentence) and _AND_LESS.match(sentence[index + 1].gap):
        return
    unit = "%" if item.figure.unit == "个百分点" else item.figure.unit
    bases, nows = around(sentence, index, unit)
    if unit == "%":
        nows = [now for now in nows if now.part is Part.NOW]
    couples = [(b, n) for b in bases for n in nows]
    if any(apart(b, n, item) for b, n in couples):
        good = next((b, n) for b, n in couples if apart(b, n, item))
        falls = good[1].figure.value < good[0].figure.value
        if falls is not item.falls and len(item.word) > 1 and item.word not in ("节约", "节省", "新增"):
            yield turned(item, *good)
        return
    couples = [(b, n) for b, n in couples if free(sentence, index, b, n)]
    if couples:
        b, n = couples[0]
        real = abs(n.figure.value - b.figure.value)
        factor = item.figure.step / Decimal(1).scaleb(min(0, -_places(item.figure)))
        yield finding("A803", f"“{item.word}{item.figure.text}”与前后两数不符：{b.figure.text}与{n.figure.text}相差{(real / factor).normalize():f}，"
                      f"见 {b.figure.said}", "核对三个数", item.figure.at)  # fmt: skip
        return
    for now in nows[:1] if not bases else []:
        known = pairs.get((now.figure.unit, now.figure.value), [])
        if (
            known
            and free(sentence, index, now)
            and not any(abs(abs(pair.old - now.figure.value) - item.figure.value) <= item.figure.step for pair in known)
        ):
            yield finding("A803", f"“{item.word}{item.figure.text}”与表中不符：{known[0].said_old}变为{now.figure.text}，见 {known[0].place}",
                          "核对表和正文", item.figure.at)  # fmt: skip


def as_points(sentence: tuple[Said, ...], item: Said) -> Iterator[Finding]:
    """占比54.20%，由上年的52.80%提高了1.40%: shares move by points, not by per cent."""
    if item.part is not Part.RATE or len(item.gap) > 6:
        return
    shares = [
        other.figure
        for other in sentence
        if other.figure.unit == "%" and other is not item and other.part is not Part.RATE
    ]
    for a in shares:
        for b in shares:
            if (
                a.value > b.value
                and a.value - b.value == item.figure.value
                and abs(a.value / b.value * 100 - 100 - item.figure.value) > item.figure.step
            ):
                yield finding("A803", f"“{item.word}{item.figure.text}”应为“{item.word}{item.figure.text.rstrip('%％')}个百分点”：由{b.text}到{a.text}，见 {b.said}",
                              "占比、比率的变化用百分点", item.figure.at)  # fmt: skip
                return


def direction(sentence: tuple[Said, ...], index: int) -> Iterator[Finding]:
    """由a下降到b, with b more than a."""
    item = sentence[index]
    before = [other for other in sentence[:index] if other.part is Part.BASE and other.figure.unit == item.figure.unit]
    if not before or before[-1] is not sentence[index - 1]:
        return
    base = before[-1]
    if item.figure.value == base.figure.value or (item.figure.value < base.figure.value) is item.falls:
        return
    yield turned(item, base, item)


def _places(figure: Figure) -> int:
    match = re.match(r"\d[\d,]*(?:\.(\d+))?", figure.text)
    return len(match[1] or "") if match else 0
