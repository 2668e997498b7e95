"""Sums, differences and quotients that a sentence spells out: 上述四项合计占100%, 由电费除以用电量得出.

The numbers are all beside each other, and the words say what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import digits_of
from genwen.agreement.reading.sentences import Part, Said, said_in, spoken
from genwen.agreement.reading.text import Subject, finding, masked
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding
from genwen.numerals import parse_chinese_number
from genwen.patterns import regex

_ADDED = regex(
    rf"(?:以上|上述|这|前述)?(?P<n>[{COUNTING}]|\d)(?:项|类|个方面|个部分|部分|块|处|家|个|种|笔|期|批)[^，。；、\d]{{0,6}}"
    r"(?:合计|共计|总计|之和|相加|加总)[^，。；、\d]{0,6}$"
)
_DIVIDED = regex(r"(?:由|用|以|按)[^，。；\d]{0,10}$")
_BY = regex(r"^[^，。；\d]{0,6}除以[^，。；\d]{0,10}$")


def check_outright(subject: Subject) -> Iterator[Finding]:
    """Every sentence with two numbers or more."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line):
                if len(sentence) > 2:
                    yield from _added(sentence)
                    yield from _unlike(sentence)
            yield from _divided(figures(line))
            if "÷" in line.text or "×" in line.text:
                yield from _formula(spoken(line))


def _added(sentence: Sequence[Said]) -> Iterator[Finding]:
    """As many figures of one unit as are counted, and what they come to."""
    for at, item in enumerate(sentence):
        whole = item.figure
        lead = _ADDED.search(whole.line.text[max(0, whole.start - 24) : whole.start])
        if lead is None:
            continue
        count = int(lead["n"]) if lead["n"].isdigit() else parse_chinese_number(lead["n"].replace("两", "二"))
        parts = [
            other.figure
            for other in sentence[:at]
            if other.figure.unit == whole.unit and (other.part is Part.NOW or whole.unit not in PER_CENT)
        ]
        if count > 1 and len(parts) == count:
            yield from _summed(parts, whole)


def _summed(parts: Sequence[Figure], whole: Figure) -> Iterator[Finding]:
    total = sum((part.value for part in parts), Decimal(0))
    if abs(total - whole.value) > sum((part.step for part in parts), Decimal(0)) / 2 + whole.step / 2:
        terms = "＋".join(part.text for part in parts)
        yield finding(
            "A806",
            f"{terms}与{whole.text}不符，应为{whole.like(total)}，见 {parts[0].said}",
            "核对各项与合计",
            whole.at,
        )


def _unlike(sentence: Sequence[Said]) -> Iterator[Finding]:
    """18.6升，比上年的19.4吨减少0.8吨: the numbers fit each other, the units do not."""
    for now, base, apart in zip(sentence, sentence[1:], sentence[2:], strict=False):
        a, b, c = now.figure, base.figure, apart.figure
        if not (base.part is Part.BASE and apart.part is Part.DIFFERENCE and b.unit == c.unit != a.unit):
            continue
        change = -c.value if apart.falls else c.value
        scale = b.value / _printed(b) if _printed(b) else Decimal(0)
        if scale and abs(_printed(a) - (b.value + change) / scale) <= _places(a) / 2:
            yield finding("A203", f"“{a.text}”与{b.text}的单位不同，相差{c.text}，见 {b.said}", "核对单位", a.at)


def _printed(figure: Figure) -> Decimal:
    """The number as it stands, without what its unit makes of it."""
    return Decimal(digits_of(figure.text) or 0)


def _places(figure: Figure) -> Decimal:
    return figure.step * _printed(figure) / figure.value if figure.value else Decimal(1)


def _divided(found: Sequence[Figure]) -> Iterator[Finding]:
    """平均电价x元/千瓦时，由y元除以z千瓦时得出."""
    for price, cost, amount in zip(found, found[1:], found[2:], strict=False):
        text = masked(price.line.text)
        money, _, per = price.unit.partition("/")
        if (
            per
            and (cost.unit, amount.unit) == (money, per)
            and cost.value
            and amount.value
            and _DIVIDED.search(text[price.end : cost.start])
            and _BY.search(text[cost.end : amount.start])
        ):
            real = cost.value / amount.value
            slack = price.step / 2 + real * (cost.step / cost.value + amount.step / amount.value) / 2
            if abs(real - price.value) > slack:
                yield finding(
                    "A809",
                    f"“{price.text}”与{cost.text}、{amount.text}不符，应为{price.like(real)}，见 {cost.said}",
                    "核对三个数",
                    price.at,
                )


def _formula(found: Sequence[Figure]) -> Iterator[Finding]:
    """7.73升（24.6万升÷318.4万公里）: the reckoning in brackets behind its result; a hundred kilometres or per cent are a shift of the point."""
    for result, a, b in zip(found, found[1:], found[2:], strict=False):
        text = result.line.text
        sign = text[a.end : b.start].strip()
        if (
            text[result.end : a.start] not in ("（", "（即")
            or sign not in ("÷", "×")
            or text[b.end : b.end + 1] != "）"
        ):
            continue
        x, y, printed = _printed(a), _printed(b), _printed(result)
        if not (x and y and printed):
            continue
        real = x / y if sign == "÷" else x * y
        shift = (real / printed).adjusted() + (1 if (real / printed).scaleb(-(real / printed).adjusted()) > 3 else 0)
        real = real.scaleb(-shift)
        loose = real * (_places(a) / x + _places(b) / y) / 2
        if abs(real - printed) > _places(result) / 2 + loose:
            yield finding(
                "A809",
                f"“{result.text}”与{text[a.start : b.end]}不符，应为{real:.{len(digits_of(result.text).partition('.')[2])}f}，见 {a.said}",
                "核对三个数",
                result.at,
            )
