"""A rate named after what a part of a total has: 培训360人…其中324人取得职业技能等级证书，取证率90.0%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.accounts import accounts_of
from genwen.agreement.reading.clauses import begun_at, last_clause
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_RATE = regex("^[，；（](?:综合|总体)?(?P<stem>[\u4e00-\u9fff]{2})率(?:约?为|达到?|是|：)?$")
_WHO = frozenset("人辆")
_PART = regex("其中(?:，|有|已有|已)?$")

_FILLED = regex("(?P<noun>床位|车位|泊位|工位|座位)(?:使用|入住|利用|占用|周转)率(?:约?为|达到?|是|：)?(?=\\d)")
_SOME = regex("其中|新增|新建|改造|增加|减少|计划|上年|去年|型|类")


def check_rates_told(subject: Subject) -> Iterator[Finding]:
    """Every rate with its part in the clause before."""
    for view in subject.views:
        for line in view.lines:
            if "率" in line.text and "其中" in line.text:
                yield from _in_line(line, spoken(line))
            for match in _SCOPED.finditer(line.text) if "级" in line.text or "直" in line.text else ():
                yield from _of_scope(view, line, match)
            for match in _FILLED.finditer(line.text) if "率" in line.text else ():
                yield from _filled(view, line, match)


_SCOPED = regex(
    "(?P<who>[市县区省][直级属])(?:单位|机关|部门)?(?P<stem>建成|整改|完成|达标|覆盖|合格|通过)率(?:只有|仅|只|约)?(?:为|达到?)?(?P<n>\\d+(?:\\.\\d+)?)%"
)


def _of_scope(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """县级单位建成率只有76.3%, where 县级单位308家 are told and, of what is 建成, 县级235家."""
    told = [one for one in accounts_of(view) if match["who"] in one.before and not one.before.startswith("新")]
    done = [
        one
        for one in told
        if match["stem"] in one.figure.line.text[begun_at(one.figure.line.text, one.figure.start) : one.figure.start]
    ]
    rate, step = Decimal(match["n"]), Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
    pairs = [
        (a.figure, b.figure)
        for a in done
        for b in told
        if a.figure.unit == b.figure.unit and a.figure.value < b.figure.value
    ]
    if len({a.value for a, _ in pairs}) != 1 or any(abs(a.value * 100 / b.value - rate) <= step for a, b in pairs):
        return
    part, whole = max(pairs, key=lambda pair: pair[1].value)
    yield finding("A805", f"“{match.group()}”与{part.text}÷{whole.text}＝{part.value * 100 / whole.value:.1f}%不符，见 {whole.said}", "核对比率和两数",
                  line.at(match.start()))  # fmt: skip


def _in_line(line: Line, found: Sequence[Figure]) -> Iterator[Finding]:
    for at, rate in enumerate(found[1:], 1):
        part = found[at - 1]
        between = line.text[part.end : rate.start]
        mark = max(between.rfind(sign) for sign in "，；（")
        match = _RATE.match(between[mark:]) if mark > 0 else None
        if rate.unit != "%" or match is None or not _PART.search(line.text[: part.start]):
            continue
        begun = begun_at(line.text, part.start, "。\n")
        wholes = [
            one for one in found[: at - 1] if one.start >= begun and one.unit == part.unit and one.value >= part.value
        ]
        if (
            wholes
            and all(char in between[:mark] for char in match["stem"])
            and not any(_fits(part, one, rate) for one in wholes)
        ):
            real = rate.like(part.value / wholes[-1].value * 100)
            yield finding("A805", f"“{match['stem']}率{rate.text}”与{part.text}÷{wholes[-1].text}＝{real}%不符，见 {wholes[-1].said}", "核对比率和两数",
                          rate.at)  # fmt: skip


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    return abs(part.value / whole.value * 100 - rate.value) <= rate.step


def _filled(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """入住老年人1320人，床位使用率为55.0%, of the 养老床位2400张 that the document has."""
    found = spoken(line)
    at = next((at for at, figure in enumerate(found) if figure.start == match.end()), 0)
    rate, part = found[at], found[at - 1]
    same = begun_at(line.text, rate.start, "。\n") <= part.start
    wholes = [
        figure
        for other in view.lines
        if match["noun"] in other.text
        for figure in figures(other)
        if (words := last_clause(other.text[: figure.start])).endswith(match["noun"]) and not _SOME.search(words)
    ]
    if at and same and rate.unit == "%" and part.unit in _WHO and len({whole.value for whole in wholes}) == 1:
        whole = wholes[0]
        if part.value <= whole.value and not _fits(part, whole, rate):
            real = rate.like(part.value / whole.value * 100)
            yield finding("A805", f"“{match.group()}{rate.text}”与{part.text}÷{whole.text}＝{real}%不符，见 {whole.said}", "核对比率和两数",
                          rate.at, Severity.HINT)  # fmt: skip
