"""What came, what went and what that makes, in one sentence: 收入46.2亿元，支出42.7亿元，当期结余3.5亿元; 新增73家、退出28家，净增45家."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.sentences import Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.sums.parts import never_parts
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import likely

_IN = regex("(?<!营业)收入|新增|新建|新设|新登记|新购|调入|购入|入库|流入|迁入|出生|筹集|到账")
_OUT = regex("支出|退出|注销|减少|撤销|调出|出库|报废|流出|迁出|死亡|关闭|淘汰|使用")
_NET = regex(
    "(?:当[期年季月]|本[期年])(?:收支)?(?:结余|盈余|节余)|收支(?:结余|相抵)|净(?:增加?|流入|迁入|减少?|流出)|自然(?:增[长加]|减少)"
)
_NOT = regex("率|上年|去年|同期|年初|年末|累计|滚存|其中|结转|计划|目标|预算|人均|平均|比|较|调入资金|上级")


def check_flows(subject: Subject) -> Iterator[Finding]:
    """Every sentence that says what is left of what came and went."""
    for view in subject.views:
        for _, line in likely(view.lines, (_NET,)):
            for sentence in said_in(line):
                for one, other, net in zip(sentence, sentence[1:], sentence[2:], strict=False):
                    yield from _held((one, other, net))


def _held(three: Sequence[Said]) -> Iterator[Finding]:
    came, went, net = (item.figure for item in three)
    words = [last_clause(item.figure.line.text[: item.figure.start], STOPS) for item in three]
    kinds = _IN.search(words[0]) and _OUT.search(words[1]) and _NET.search(words[2])
    if (
        not kinds
        or len({came.unit, went.unit, net.unit}) > 1
        or came.unit in never_parts
        or any(map(_NOT.search, words))
    ):
        return
    slack = (
        Decimal(0)
        if {came.step, went.step, net.step} == {Decimal(1)}
        else max(came.step, went.step, net.step) * Decimal("1.5")
    )
    if abs(abs(came.value - went.value) - net.value) > slack:
        yield finding("A806", f"{came.text}－{went.text}与“{words[2][-8:]}{net.text}”不符，应为{net.like(abs(came.value - went.value))}，见 {came.said}",
                      "核对收支、增减和结余", net.at)  # fmt: skip
