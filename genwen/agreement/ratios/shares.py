"""Shares and rates in prose against the numbers they can be made from.

A share is right when any two numbers near it make it. It is wrong only where the wording ties it to two numbers, or where it
is a slip of the pen away from what they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.proved import shares_told
from genwen.agreement.arithmetic.share_ties import DONE, strictly_tied
from genwen.agreement.arithmetic.share_wholes import (
    OBJECT,
    PIECES,
    Context,
    Tied,
    context_of,
    makes,
    rate_tied,
    share_tied,
)
from genwen.agreement.ratios.constant import has_like
from genwen.agreement.ratios.named_shares import is_named
from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.text import MASK, Line, Subject, finding, masked
from genwen.agreement.reading.whereabouts import about, is_aim
from genwen.agreement.sums.hundred import hundred, structure
from genwen.diagnostics import Finding, Severity
from genwen.numerals import format_decimal
from genwen.patterns import regex

_RATE = regex(
    r"(?P<stem>[\u4e00-\u9fff]{0,8}?)(?:(?P<rate>率|(?<=[付行成资拨设用])进度)(?:（[^（）]*）)?|占比|占[^，。；、\d]{0,12}?|的?比例|的?比重|完成[^，。；\d]{0,8}的|[为达]?预算的|总数的)"
    r"(?:为|达到|达|是|约|仅|仅为|：|的|\s)*$"
)
_NOT_RATE = regex(
    r"目标|要求|不低于|不少于|(?<!及)以上|超过|力争|达标(?!率)|下降|增长|上升|提高|增幅|降幅|优惠|折扣|利率|税率|失业率|出生率|死亡率|率先|保障率|保证率|功率|效率|能效"
)
_HEDGED = regex(r"^\s*(?:以上|以下|以内|左右|多|余)")
_OF_WHOLE = regex(r"(?:占|完成|^(?:约)?(?:[为是达]到?|相当于))[^，。；]{0,24}?(?P<n>\d[^，。；]{0,12})的$")
_ASIDE = regex(r"(?P<then>[比较与][^，。；（）]{0,12}（)[^（）]*$")
"""What a bracket says of another time: 比2024年（330天，占90.2%）提高0.8个百分点."""
_RANKED = regex("(?:季度|[\u4e00-\u9fff]{0,6}?(?:之[首最冠末]|中(?:的?最|居|排名?|[位名]列|遥遥)))")
"""What a count of those among which something is ranked goes on with: 四个季度之首, 五类能源中最多."""
_NEAREST = 16  # numbers near a share that may make it: all are held against all


def check_shares(subject: Subject) -> Iterator[Finding]:
    """Every share and rate that is no change."""
    for view in subject.views:
        context: Context | None = None
        for line in view.everything():
            if "：" in line.text or "∶" in line.text:
                yield from structure(line)
            if "%" not in line.text and "％" not in line.text:
                continue
            blank = masked(line.text)
            sentences = said_in(line)
            for number, sentence in enumerate(sentences):
                before = [item for some in sentences[max(0, number - 4) : number] for item in some]
                for index, item in enumerate(sentence):
                    if item.figure.unit == "%" and item.part is Part.NOW and not is_named(sentence, index, view):
                        if is_aim(view, line, item.figure.start):
                            continue
                        context = context or context_of(view)
                        yield from _share(line, blank, before, sentence, index, context)
                yield from hundred(line, sentence)


def _share(
    line: Line, blank: str, before: list[Said], sentence: tuple[Said, ...], index: int, context: Context
) -> Iterator[Finding]:
    item = sentence[index]
    whole_clause = re.sub(r"[（(][^（）()]*[）)]", "", blank[: item.figure.start])
    clause = last_clause(whole_clause, STOPS)
    match, of_whole = _RATE.search(clause), _OF_WHOLE.search(clause)
    apart = (_NOT_RATE.search(clause) and not DONE.search(clause)) or _of_grades(clause, item)
    if (
        not (match or of_whole)
        or apart
        or _is_proved(line, sentence[:index], item)
        or _HEDGED.match(blank[item.figure.end : item.figure.end + 3])
    ):
        return
    bracketed = bool(re.match(r"[（(]", blank[item.figure.end : item.figure.end + 1]))
    close = blank.find("）", item.figure.end) if bracketed else -1
    after = [other for other in sentence[index + 1 :] if bracketed and other.figure.end <= close]
    near = [*before[-_NEAREST:], *sentence[max(0, index - _NEAREST) : index], *after[:_NEAREST]]
    aside = _ASIDE.search(blank[: item.figure.start])
    begun = aside.end("then") if aside else 0
    pieces = [
        other
        for other in near
        if other.figure.unit not in PIECES and other.figure.start >= begun and not _of_rank(other.figure)
    ]
    strict = strictly_tied(line, blank, clause, sentence, index, context)
    if strict is None and (
        _explained(pieces, item.figure, context, match is not None and match["rate"] is not None)
        or _known_whole(pieces, item.figure, context)
    ):
        return
    if strict is None and (_of_named(clause, pieces, item.figure, context) or has_like(told_in(line), item.figure)):
        return
    complement = any(_complement(o.figure, item.figure) for o in (*before, *sentence) if o is not item)
    if strict is not None:
        tied: Tied | None = strict
    elif of_whole is not None and len(sentence[:index]) >= 2:
        tied = _of_stated(sentence, index)
    elif match is not None and match["rate"] is None:
        tied = share_tied(blank, clause, pieces, item, context)
    else:
        tied = rate_tied(blank, pieces, after, item, match["stem"][-4:] if match is not None else "")
    if tied is None:
        return
    part, whole, sure = tied
    if makes(part, whole, item.figure) or part.unit in _NO_PARTS or _of_some(line, item, clause):
        return
    if strict is None and _each_of_its_own(told_in(line), item, context):
        return
    last = {other.figure for other in sentence[max(0, index - 4) : index]}
    named = match is None or match["rate"] is None or _names(match["stem"], part, whole)
    if strict is None and not named and not {part, whole} <= last:
        return
    real = part.value / whole.value * 100
    if not sure and (complement or _spent(part, whole, line, item.figure)):
        return
    if not sure and not Decimal("0.75") * real <= item.figure.value <= Decimal("1.35") * real:
        return
    yield finding("A805", f"“{clause.split(MASK)[-1].strip()}{item.figure.text}”与{part.text}÷{whole.text}＝{format_decimal(real, 2)}%不符，见 {whole.said}",
                  "核对部分、总数和比率", item.figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _is_proved(line: Line, told: Sequence[Said], item: Said) -> bool:
    """Whether the number just before a share is that share of one said further up: 完成投资2.85亿元…；省级资金4275万元，占15%."""
    last = next((one.figure for one in reversed(told) if one.figure.unit not in PIECES), None)
    return any(share is item.figure and part is last for part, _, share in shares_told(line))


def _of_grades(clause: str, item: Said) -> bool:
    """Whether a rate is that of those who did not fail, where they are counted too: 通过27家、未通过3家，通过率90%."""
    name = _PASSED.search(clause)
    return name is not None and bool(re.search(f"[不未]{name['grade']}", item.figure.line.text[: item.figure.start]))


_PASSED = regex("(?P<grade>合格|达标|通过)率(?:为|是|达到?)?$")


def _of_rank(figure: Figure) -> bool:
    """Whether a number only counts the stretches of a year or the members of a ranking."""
    return figure.step >= 1 and bool(_RANKED.match(figure.line.text, figure.end))


_NO_PARTS = frozenset(("期", "倍", "番", "轮", "届"))


def _names(stem: str, part: Figure, whole: Figure) -> bool:
    """Whether a rate is named by what stands beside one of its two numbers: 整改率 by 整改17个."""
    words = bigrams(stem[-6:])
    return not words or bool(words & (about(part) | about(whole)))


_NAMED_RATE = regex("(?P<name>[\u4e00-\u9fff]{2,}率)(?:为|达到?|是|约)*$")


def _of_some(line: Line, rate: Said, clause: str) -> bool:
    """Whether the rate of all was told before, and this is that of some of them: 合格率95.9%。其中，空气样品合格率97.2%."""
    name = _NAMED_RATE.search(clause)
    return name is not None and any(
        (all_of := _NAMED_RATE.search(last_clause(item.gap, STOPS)))
        and len(all_of["name"]) < len(name["name"])
        and name["name"].endswith(all_of["name"][-3:])
        for item in told_in(line)
        if item.figure.unit == "%" and item.figure.start < rate.figure.start
    )


def _each_of_its_own(said: Sequence[Said], rate: Said, context: Context) -> bool:
    """Whether a share of a list is of a number said elsewhere, as each of its list may be: 第一批36家，占92.3%；第二批43家，占95.6%."""
    at = said.index(rate)
    beside = [item for other in (at - 2, at + 2) if other >= 0 for item in said[other : other + 1]]
    return any(item.figure.unit == "%" and item.part is Part.NOW for item in beside) and any(
        makes(said[at - 1].figure, whole, rate.figure) for _, whole in context.worded
    )


_LEFT = regex("余|未|剩|尚")


def _spent(part: Figure, whole: Figure, line: Line, rate: Figure) -> bool:
    """Whether two numbers already make another share of the line, or the rest of the whole stands beside them."""
    for item in (item for item in told_in(line) if item.figure is not rate):
        other = item.figure
        if other.unit == "%":
            if makes(part, whole, other) or makes(whole, part, other):
                return True
        elif other.unit == whole.unit and other.value == whole.value - part.value and not _LEFT.search(item.gap[-8:]):
            return True
    return False


def _of_named(clause: str, pieces: list[Said], rate: Figure, context: Context) -> bool:
    """Whether a number near makes the share of what it is said to be of, wherever that number stands."""
    thing = OBJECT.search(clause)
    if thing is None:
        return False
    wholes = [whole for words, whole in context.worded if thing["noun"][:4] in words]
    return any(makes(piece.figure, whole, rate) for piece in pieces[-4:] for whole in wholes)


def _known_whole(pieces: list[Said], rate: Figure, context: Context) -> bool:
    """Whether a figure somewhere in the document said to be a total makes the share with a number near."""
    return any(
        makes(piece.figure, whole, rate)
        for piece in pieces[-3:]
        for whole in context.likely(piece.figure, rate)
        if whole.value > piece.figure.value
    )


def _explained(pieces: list[Said], rate: Figure, context: Context, rest: bool) -> bool:
    """Whether any two numbers near make the share, or a number and the total of its column, or two parts together."""
    figures = [other.figure for other in pieces]
    if any(makes(a, b, rate, rest) for a in figures for b in figures if a is not b):
        return True
    for figure in figures:
        if any(makes(figure, whole, rate) for whole in context.totals.get((figure.unit, figure.value), ())):
            return True
    counts = [figure for figure in figures if figure.value][-4:]
    for also in counts:
        others = [figure for figure in counts if figure is not also and figure.unit == also.unit]
        for a in others:
            for b in others:
                whole = a.value + also.value
                if (
                    b is not a
                    and b.value <= a.value
                    and abs((b.value + also.value) / whole * 100 - rate.value) <= rate.step / 2
                ):
                    return True
    for one, other in pairwise(pieces):
        a, b = one.figure, other.figure
        if a.unit == b.unit and (a.value or b.value):
            both = Figure(a.line, a.start, b.end, a.value + b.value, max(a.step, b.step), a.unit, "", "")
            others = [figure for figure in figures if figure.unit == a.unit]
            most = max(figure.value for figure in others)
            if most * 2 >= sum((figure.value for figure in others), Decimal(0)):
                others = [a, b]
            every = Figure(a.line, a.start, b.end, sum((f.value for f in others), Decimal(0)), a.step, a.unit, "", "")
            if _CARRIED.search(one.gap + other.gap) and any(makes(figure, both, rate) for figure in figures):
                return True
            if any(makes(both, whole, rate) for whole in (*(f for f in figures if f.unit == a.unit), every)) or any(
                makes(figure, every, rate) for figure in others if len(others) > 2
            ):
                return True
    return False


_CARRIED = regex("结转|上年|往年|旧存|存量|遗留")
"""What is dealt with besides the new ones: 受理860件，上年结转64件，审结892件."""


def _of_stated(sentence: tuple[Said, ...], index: int) -> Tied | None:
    """a万元，占b万元的c%."""
    whole = sentence[index - 1].figure
    earlier = [item.figure for item in sentence[: index - 1] if item.figure.unit == whole.unit]
    if not earlier or not whole.value or earlier[-1].value > whole.value * 2:
        return None
    part = earlier[-1]
    return part, whole, True


def _complement(other: Figure, rate: Figure) -> bool:
    return other.unit == "%" and other.value + rate.value == 100
