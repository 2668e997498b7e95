"""A rate between what is done and what is left, which make the whole without a word of it: 到位1632万元，到位率80%，尚有408万元未到位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.arithmetic.share_wholes import makes
from genwen.agreement.reading.clauses import PHRASE, first_clause, last_clause
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.numerals import format_decimal
from genwen.patterns import regex
from genwen.records import replace

_RATE = regex("[，（][^，。；：、\\d]{0,4}?(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达到?|是|仅为)?")
_LEFT = regex("[）]?[，；](?:尚|还|仍|其余|剩余|余下|剩下|未)[^，。；：、\\d]{0,10}")
_NOT_DONE = "(?:未|没有|正在|尚待|有待|待)(?:能|推进|进行)?"
_MEAN = regex("平均|累计|总体|综合|上年|同期")
_ABOUT = regex("(?<![签履违合立节])约$|[近超逾多]$|(?<![其剩])余$|不足$|以[上下]")


def check_rest_rates(subject: Subject) -> Iterator[Finding]:
    """Every three numbers in a row of a sentence."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line) if "率" in line.text else ():
                for done, rate, rest in zip(sentence, sentence[1:], sentence[2:], strict=False):
                    if rate.figure.unit == "%" and done.figure.unit == rest.figure.unit != "%":
                        yield from _held(line, done, rate, rest)


def _held(line: Line, done: Said, rate: Said, rest: Said) -> Iterator[Finding]:
    """The rate of what is done, where what is left is left of the same deed."""
    part, left, share = done.figure, rest.figure, rate.figure
    name = _RATE.fullmatch(rate.gap)
    own = last_clause(done.gap, PHRASE)
    if name is None or name["stem"] not in own + first_clause(line.text[part.end :], PHRASE)[:8]:
        return
    around = last_clause(rest.gap, PHRASE) + first_clause(line.text[left.end :], PHRASE)
    undone = re.search(_NOT_DONE + name["stem"], around)
    if not _LEFT.fullmatch(rest.gap) or undone is None or _ABOUT.search(own) or _ABOUT.search(rest.gap):
        return
    if {done.part, rate.part, rest.part} != {Part.NOW} or _MEAN.search(rate.gap):
        return
    whole = replace(part, value=part.value + left.value)
    earlier = [one.figure for some in said_in(line) for one in some if one.figure.end <= part.start]
    if makes(part, whole, share) or any(makes(part, one, share) or one.value == whole.value for one in earlier):
        return
    real = format_decimal(part.value / whole.value * 100, 2) if whole.value else "0"
    yield finding("A805", f"“{name['stem']}率{share.text}”与{part.text}÷（{part.text}＋{left.text}）＝{real}%不符，见 {part.said}",
                  "核对已办、未办的数和比率", share.at)  # fmt: skip
