"""Shares with what they come to, one after the other: 总投资2100万元…上级补助60%，即1260万元；县级配套40%，即840万元.

That one of them is the share it is said to be tells which number is the whole; the others are then held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_EQUAL = regex("[，（、]?(?:即|计|合|折合|为|共)?(?:人民币)?")
_CHANGED = regex("增|减|升|降|涨|提高|压缩|下浮|同比|比|利率|税率")
Pair = tuple[Figure, Figure]
"""A share in per cent and the amount it comes to."""


def check_said_shares(subject: Subject) -> Iterator[Finding]:
    """Every sentence with two shares that have an amount behind them."""
    for view in subject.views:
        for line in view.lines:
            if line.text.count("%") > 1:
                yield from _in_line(line)


def _in_line(line: Line) -> Iterator[Finding]:
    found = figures(line)
    by_sentence: dict[int, list[Pair]] = {}
    for share, amount in pairwise(found):
        between = line.text[share.end : amount.start]
        clause = last_clause(line.text[: share.start])
        if share.unit == "%" and amount.unit != "%" and _EQUAL.fullmatch(between) and not _CHANGED.search(clause):
            by_sentence.setdefault(begun_at(line.text, share.start, "。\n"), []).append((share, amount))
    for begun, pairs in by_sentence.items():
        wholes = [one for one in found if begun <= one.start < pairs[0][0].start and one.unit == pairs[0][1].unit]
        if len(pairs) > 1 and wholes and ended_at(line.text, begun, "。\n") >= pairs[-1][1].end:
            yield from _held(pairs, wholes)


def _held(pairs: list[Pair], wholes: list[Figure]) -> Iterator[Finding]:
    for whole in reversed(wholes):
        right = [pair for pair in pairs if _fits(pair, whole)]
        if right and whole.value:
            for share, amount in pairs:
                if (share, amount) not in right and amount.unit == whole.unit:
                    real = share.like(amount.value / whole.value * 100)
                    yield finding("A805", f"“{share.text}”与{amount.text}÷{whole.text}＝{real}%不符，见 {whole.said}", "核对占比和两数",
                                  share.at)  # fmt: skip
            return


def _fits(pair: Pair, whole: Figure) -> bool:
    share, amount = pair
    slack = whole.value * share.step / 200 + amount.step / 2 + whole.step * share.value / 200
    return abs(whole.value * share.value / 100 - amount.value) <= max(slack, Decimal(0))
