"""Shares of one whole that should make a hundred per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Said
from genwen.agreement.reading.text import Line, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_DIVIDED = regex("分别占|占比分别|比重分别|比例分别|分别为全")
_SOME = regex("集中在|主要|突出")
"""Words of a list that names the most important ones."""
_REST = regex("其他|其余|其它")
_PARTED = regex("按[^，。；\\d]{1,10}(?:分|看|划分)，[^，。；]{0,14}$")
_OWN = regex(r"^[，、；]?[^，。；、\d]{2,12}占(?:比|[^，。；、\d]{0,12}的(?:比重|比例)?)?(?:为|达)?$")
_NEXT = regex(r"\s*[、，和及]\s*")
_LABEL = regex(r"[，、；]?(?P<label>[^，。；、：\d]{1,8}?)(?:约?占|为)?")
_RATE_WORD = regex("[率增降升减]|提高|回落|同比|较|比")
_ALL = regex(r"(?:结果|构成|结构|比例|占比|意见|情况)[^，。；：\d]{0,4}[为是：:][^，。；：、\d]{1,8}$")


def hundred(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """分别占a%、b%、c%, all of a whole; 甲占a%，乙占b%; 评价结果为满意a%、基本满意b%、不满意c%."""
    for index, item in enumerate(sentence):
        if item.figure.unit != "%" or not _DIVIDED.search(item.gap):
            continue
        some = _SOME.search(line.text, begun_at(line.text, item.figure.start), item.figure.start)
        shares = [item.figure]
        for other in sentence[index + 1 :]:
            rest = _REST.search(other.gap) and "占" in other.gap
            if other.figure.unit != "%" or not (rest or _NEXT.fullmatch(other.gap)):
                break
            shares.append(other.figure)
        yield from _judged(line, shares, (Decimal(100 if some else 88), Decimal(112)), Decimal(1))
        if _REST.search(sentence[min(index + len(shares), len(sentence)) - 1].gap):
            return
    shares = [
        item.figure
        for item in sentence
        if item.figure.unit == "%" and _OWN.search(re.split("其中|[：，；。]", item.gap)[-1])
    ]
    if len(shares) == sum(item.figure.unit == "%" for item in sentence):
        every = _REST.search(sentence[-1].gap) or _PARTED.search(line.text[: shares[0].start]) if shares else None
        wide = (Decimal(85), Decimal(115)) if every else (Decimal(94), Decimal(106))
        yield from _judged(line, shares, wide, Decimal("0.5"))
    yield from _labelled(line, sentence)


def _labelled(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """Three or more shares in a row behind a name each, after words that say what they are the parts of."""
    for index, item in enumerate(sentence):
        if item.figure.unit != "%" or not _ALL.search(item.gap) or _RATE_WORD.search(last_clause(item.gap)):
            continue
        shares = [item.figure]
        for other in sentence[index + 1 :]:
            label = _LABEL.fullmatch(other.gap)
            if other.figure.unit != "%" or label is None or _RATE_WORD.search(label["label"]):
                break
            shares.append(other.figure)
        if len(shares) > 2:
            yield from _judged(line, shares, (Decimal(97), Decimal(103)), Decimal("0.5"))


def _judged(line: Line, shares: list[Figure], near: tuple[Decimal, Decimal], loose: Decimal) -> Iterator[Finding]:
    """Shares that come near to a hundred, but no nearer than `loose` of the last place of each lets them."""
    total = sum((share.value for share in shares), Decimal(0))
    slack = sum((share.step for share in shares), Decimal(0)) * loose
    if len(shares) > 1 and abs(total - 100) > slack and near[0] < total < near[1]:
        yield from _not_all(line, shares, total)


_STRUCTURE = regex(
    r"(?:结构|构成|占比|比[重例])[^，。；\d]{0,8}(?P<all>\d+(?:\.\d+)?(?:\s*[：:∶]\s*\d+(?:\.\d+)?){2,})"
)


def structure(line: Line) -> Iterator[Finding]:
    """三次产业结构为18.7：34.0：47.3."""
    for match in _STRUCTURE.finditer(line.text):
        terms = re.findall(r"\d+(?:\.\d+)?", match["all"])
        total = sum((Decimal(term) for term in terms), Decimal(0))
        step = max(Decimal(1).scaleb(-len(term.partition(".")[2])) for term in terms)
        if abs(total - 100) > step * len(terms) / 2 and Decimal(85) < total < Decimal(115):
            yield finding("A805", f"{'＋'.join(terms)}＝{total.normalize():f}，不是100，见 {line.said(match.start('all'), match.end('all'))}",
                          "核对各项的比", line.at(match.start("all")))  # fmt: skip


def _not_all(line: Line, shares: list[Figure], total: Decimal) -> Iterator[Finding]:
    terms = "＋".join(share.text for share in shares)
    yield finding("A805", f"{terms}＝{total.normalize():f}%，不是100%，见 {shares[-1].said}", "核对各项占比；若另有其他项则不必改",
                  line.at(shares[0].start), Severity.HINT)  # fmt: skip
