"""What is new put to what there was: 二期260千瓦，加上一期的180千瓦，总装机达到440千瓦; 新装164块全部接入，点位由312个增加到476个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import CLAUSE, first_clause, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import replace

_JOINED = regex("(?:加上|加之|连同|算上|外加|[与和同](?=原|现|既|此|[一二三]期|上年|去年|前))")
_TOTAL = regex("总|共|累计|合计|达到?|增[至到加]")
_NEVER = (*PER_CENT, POINTS, "分", "年", "天", "月", "日", "倍")
_CHANGED = regex("相应|随之|累计|总数|总量|总[^，。；]{0,4}[由从]|规模")
_CONNECTED = regex("全部(?:接入|纳入|并入|联网)|均(?:已)?(?:接入|纳入|并入|联网)|都(?:已)?(?:接入|纳入|并入)")
_COUNTS = frozenset("个块台套只支处盏家辆户座条间部")
_MORE = regex("新|增|建成|安装|购|加装|接入|改造|更换|完成|创建|入选|获评")
_LESS = regex("退|报废|拆|淘汰|注销|关停|撤|核减|处置|减少|腾退|停用")
_LOST = regex("减|降")
_NOT = regex("其中|计划|拟|目标|每|平均|比|较")
_BETWEEN = (Decimal("0.5"), Decimal(2))


def check_joined(subject: Subject) -> Iterator[Finding]:
    """Every sentence with three numbers."""
    for view in subject.views:
        for line in view.lines:
            joined = _JOINED.search(line.text) is not None
            moved = "由" in line.text or "从" in line.text
            for sentence in said_in(line) if joined or moved else ():
                if joined and len(sentence) > 2:
                    yield from _joined(sentence)
                if moved and len(sentence) > 2:
                    yield from _moved(sentence)


def _clause(item: Said) -> str:
    figure = item.figure
    return last_clause(figure.line.text[figure.start - len(item.gap) : figure.start], CLAUSE)


def _joined(sentence: Sequence[Said]) -> Iterator[Finding]:
    """The number put to the one before it, and the total behind."""
    for one, other, whole in zip(sentence, sentence[1:], sentence[2:], strict=False):
        a, b, c = one.figure, other.figure, whole.figure
        if len({a.unit, b.unit, c.unit}) > 1 or a.unit in _NEVER:
            continue
        if _JOINED.search(_clause(other)) and _TOTAL.search(_clause(whole)) and not _NOT.search(_clause(whole)):
            yield from _unequal(a, b, c, a.value + b.value)


def _moved(sentence: Sequence[Said]) -> Iterator[Finding]:
    """From so many to so many, by what is said before."""
    for at in range(1, len(sentence) - 1):
        base, now = sentence[at].figure, sentence[at + 1].figure
        clause = _clause(sentence[at])
        if base.unit != now.unit or sentence[at].part is not Part.BASE or not sentence[at + 1].moved:
            continue
        text = base.line.text
        linked = _CONNECTED.search(text[sentence[at - 1].figure.end : base.start]) is not None
        if base.unit in _NEVER or not (linked or _CHANGED.search(clause)):
            continue
        rising = not _LOST.search(text[base.end : now.start])
        added = _added(sentence[:at], base.unit, linked, _MORE if rising else _LESS)
        change = abs(now.value - base.value)
        if added is None or any(abs(item.figure.value - change) <= base.step / 2 for item in sentence[:at]):
            continue
        if _BETWEEN[0] <= change / added.value <= _BETWEEN[1]:
            yield from _unequal(base, added, now, base.value + (added.value if rising else -added.value))


def _added(before: Sequence[Said], unit: str, linked: bool, word: re.Pattern[str]) -> Figure | None:
    """What came or went: the one number of the kind, or the total of several."""
    mine = [
        item for item in before
        if (item.figure.unit == unit or (linked and {item.figure.unit, unit} <= _COUNTS)) and item.part is not Part.BASE
    ]  # fmt: skip
    if not mine or _NOT.search(_clause(mine[-1])):
        return None
    last = mine[-1].figure
    text = last.line.text
    if len(mine) == 1:
        told = _clause(mine[0]) + first_clause(text[last.end :])
        return last if last.value and word.search(told) else None
    parts = sum((item.figure.value for item in mine[:-1]), Decimal(0))
    if _TOTAL.search(_clause(mine[-1])):
        return last if parts == last.value else None
    if all(item.gap.startswith("、") for item in mine[1:]) and word.search(_clause(mine[0])):
        whole = text[mine[0].figure.start : last.end]
        return replace(mine[0].figure, value=parts + last.value, end=last.end, text=whole)
    return None


def _unequal(a: Figure, b: Figure, whole: Figure, right: Decimal) -> Iterator[Finding]:
    loose = max(a.step, b.step, whole.step)
    loose = Decimal(0) if loose == 1 else loose * 3 / 2
    if abs(right - whole.value) > loose and Decimal("0.6") < whole.value / (right or 1) < Decimal("1.7"):
        sign = "＋" if right > a.value else "－"
        yield finding("A816", f"{a.text}{sign}{b.text}与{whole.text}不符，应为{whole.like(right)}，见 {a.said}", "核对原有、新增和现有的数",
                      whole.at)  # fmt: skip
