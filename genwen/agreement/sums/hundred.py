"""Shares of one whole that should make a hundred per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Said
from genwen.agreement.reading.text import Line, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex


def hundred(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """分别占a%、b%、c%, all of a whole."""
    for index, item in enumerate(sentence):
        if item.figure.unit != "%" or not re.search(r"分别占|占比分别|比重分别|比例分别|分别为全", item.gap):
            continue
        shares = [item.figure]
        for other in sentence[index + 1 :]:
            if other.figure.unit != "%" or not re.fullmatch(r"\s*[、，和及]\s*", other.gap):
                break
            shares.append(other.figure)
        total = sum((share.value for share in shares), Decimal(0))
        slack = sum((share.step for share in shares), Decimal(0))
        if len(shares) >= 2 and abs(total - 100) > slack and Decimal(88) < total < Decimal(112):
            yield from _not_all(line, shares, total)
    shares = [
        item.figure
        for item in sentence
        if item.figure.unit == "%"
        and re.search(
            r"^[，、；]?[^，。；、\d]{2,12}占(?:比|[^，。；、\d]{0,12}的(?:比重|比例)?)?(?:为|达)?$",
            re.split("其中|[：，；。]", item.gap)[-1],
        )
    ]
    total = sum((share.value for share in shares), Decimal(0))
    slack = sum((share.step for share in shares), Decimal(0)) / 2
    if (
        len(shares) >= 2
        and len(shares) == sum(item.figure.unit == "%" for item in sentence)
        and abs(total - 100) > slack
        and (
            Decimal(94) < total < Decimal(106)
            or (Decimal(85) < total < Decimal(115) and bool(re.search("其他|其余|其它", sentence[-1].gap)))
        )
    ):
        yield from _not_all(line, shares, total)


_STRUCTURE = regex(r"(?:结构|构成|占比)[^，。；\d]{0,8}(?P<all>\d+(?:\.\d+)?(?:\s*[：:∶]\s*\d+(?:\.\d+)?){2,})")


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
