"""Amounts reckoned with a coefficient that is printed between them: 汽油6.0吨，折标系数1.4714，折合标准煤8.83吨."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.figures import UNIT, Figure
from genwen.agreement.reading.sentences import Part, Said
from genwen.agreement.reading.text import Line, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PIECES = frozenset(("%", "‰", "个百分点", "摄氏度", "倍", "番"))
_COEFFICIENT = regex(r"(?:折标系数|折算系数|排放因子|系数|密度)(?:为|取|是|按)?\s*(?P<n>\d+\.\d+)(?!\d|\s*[%万亿])")


def by_coefficient(line: Line, begun: int, end: int, mine: Sequence[Said]) -> Iterator[Finding]:
    """汽油6.0吨，折标系数1.4714，折合标准煤8.83吨: a coefficient printed without a unit, or with that of coefficients."""
    for match in _COEFFICIENT.finditer(line.text, begun, end):
        after = line.text[match.end() : match.end() + 12]
        if re.match(rf"\s*(?:{UNIT})", after) and not re.match(r"\s*(?:千克|吨)标准煤/", after):
            continue
        coefficient = Decimal(match["n"])
        amounts = [
            item.figure
            for item in mine
            if item.figure.end <= match.start() and item.part is Part.NOW and item.figure.unit not in _PIECES
        ]
        results = [
            item.figure
            for item in mine
            if item.figure.start >= match.end() and "折" in line.text[match.end() : item.figure.start]
        ]
        if not amounts or not results:
            continue
        amount, result = amounts[-1], results[0]
        for factor in (1, Decimal(1000), Decimal(1) / 1000):
            real = amount.value * coefficient * factor
            if Decimal("0.5") < real / (result.value or 1) < 2:
                if abs(real - result.value) > result.step + amount.step / 2 * coefficient * factor:
                    yield finding("A809", f"“{result.text}”与{amount.text}×{match['n']}＝{shown_as(real, result)}不符，见 {amount.said}", "核对数量、系数和结果",
                                  line.at(result.start))  # fmt: skip
                break


def shown_as(value: Decimal, figure: Figure) -> str:
    """A number in the scale and about the precision of a figure."""
    printed = re.match(r"[\d,]+(?:\.\d+)?", figure.text)
    own = Decimal(printed.group().replace(",", "")) if printed else figure.value
    factor = figure.value / own if own else Decimal(1)
    return f"{value / factor:.2f}".rstrip("0").rstrip(".")
