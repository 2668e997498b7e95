"""Round numbers against the exact one of the same words: 约1288亿元 where it was 1286.4, 超5.9万人 where it was 5.86; 以A、B计 against what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.agreement.reading.whereabouts import Place, ahead_lines, main_year, whereabouts
from genwen.agreement.sums.totals import bare_head
from genwen.agreement.values.hedged import Exact
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_HEDGE = regex(r"(?P<word>(?<!节)约|大约|近|将近|接近|超过?|逾|突破|多达)(?:为|达|到|有)?$")
_NOT = regex("目标|计划|力争|预计|要求|标准|不低于|以上|比|较|由|从|每|上年|去年|同期")
_FILL = regex("累计|全年|全[市县区省]|完成|实现|投入|达到?|共计?|合计|为|有|了|我[市县区局]")


def check_abouts(subject: Subject) -> Iterator[Finding]:
    """Every hedged number, and every mean that says what it is reckoned by."""
    for view in subject.views:
        where, ahead = whereabouts(view), ahead_lines(view)
        exact: dict[str, list[Exact]] | None = None
        for place in where.places:
            hedge = _HEDGE.search(place.figure.line.text[max(0, place.figure.start - 4) : place.figure.start])
            if (
                hedge is None
                or place.line in ahead
                or place.figure.unit == POINTS
                or place.said.part in (Part.RATE, Part.DIFFERENCE)
            ):
                continue
            exact = _exact(view, where.places, ahead) if exact is None else exact
            yield from _held(place, hedge["word"], exact.get(place.figure.unit, []))
        for line in view.lines:
            if "计" in line.text or "测算" in line.text:
                yield from _by_these(line)


def _clause(figure: Figure) -> str:
    text = BRACKETS.sub("", figure.line.text[max(0, figure.start - 30) : figure.start])
    after = _AFTER.match(figure.line.text, figure.end)
    return last_clause(text, PHRASE) + (after.group() if after else "")


_AFTER = regex(r"[^，。；：、（\d]{0,6}")


def _exact(view: View, places: Sequence[Place], ahead: frozenset[int]) -> dict[str, list[Exact]]:
    found: dict[str, list[Exact]] = {}
    for place in places:
        figure = place.figure
        before = figure.line.text[max(0, figure.start - 4) : figure.start]
        clause = _clause(figure)
        if place.line in ahead or _HEDGE.search(before) or _NOT.search(clause) or place.said.part is not Part.NOW:
            continue
        words = bigrams(_FILL.sub("，", clause))
        found.setdefault(figure.unit, []).append(Exact(figure.value, figure.step, words, figure, figure.text))
    main = str(main_year(view))
    for sheet in sheets_of(view):
        for row, label in enumerate(sheet.labels):
            for column, head in enumerate(sheet.heads):
                number = sheet.numbers[row][column]
                if (
                    number is not None
                    and number.unit
                    and (main in head or not re.search(r"(?:19|20)\d{2}|上年|去年|目标|计划", head))
                ):
                    words = bigrams(bare_head(label)) | bigrams(bare_head(head))
                    found.setdefault(number.unit, []).append(Exact(abs(number.bare), number.step * number.factor, words, (sheet, row, column), sheet.text(row, column)))  # fmt: skip
    return found


def _held(place: Place, hedge: str, exact: Sequence[Exact]) -> Iterator[Finding]:
    figure = place.figure
    clause = _HEDGE.sub("", last_clause(figure.line.text[max(0, figure.start - 30) : figure.start], PHRASE))
    if _NOT.search(clause):
        return
    after = re.match(r"[^，。；：、（\d]{0,6}", figure.line.text[figure.end :])
    words = bigrams(_FILL.sub("，", clause + (after.group() if after else "")))
    low, high = (figure.value or 1) * Decimal("0.93"), (figure.value or 1) * Decimal("1.07")
    near = [one for one in exact if low < one.value < high and len(one.words & words) >= max(2, len(words) * 0.5)]
    if not near or any(_fits(hedge, figure, one) for one in near):
        return
    one = near[0]
    yield finding("A202", f"“{hedge}{figure.text}”与{one.text}不符，见 {one.said}", "约数由准确的数修约得出，核对两处",
                  figure.at, Severity.WARNING if len({other.value for other in near}) == 1 else Severity.HINT)  # fmt: skip


def _fits(hedge: str, figure: Figure, one: Exact) -> bool:
    if hedge in ("超", "超过", "逾", "突破"):
        return one.value >= figure.value
    if hedge in ("近", "将近", "接近"):
        return one.value <= figure.value and one.value >= figure.value * Decimal("0.93")
    digits = re.sub(r"[^\d.]", "", figure.text)
    round_to = figure.step * (10 ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else 1)
    return abs(one.value - figure.value) <= max(round_to * Decimal("0.51"), one.step * Decimal("0.51")) or (
        figure.step > 1 and abs(one.value - figure.value) < figure.step
    )


_THESE = regex(
    r"(?:以|按照?)(?P<inside>[^，。；：（）]{0,20}?\d[^。；：]{2,44}?)(?:计算|测算|核算|折算|计)(?=[，。；）]|$)"
)


def _by_these(line: Line) -> Iterator[Finding]:
    """人均年用水量444.8立方米，以用水总量17.92亿立方米、常住人口412.5万人计."""
    said = [item.figure for item in told_in(line)]
    for match in _THESE.finditer(line.text):
        inside = [figure for figure in said if match.start() <= figure.start and figure.end <= match.end()]
        if (
            len(inside) != 2
            or inside[0].unit == inside[1].unit
            or {inside[0].unit, inside[1].unit} & (PER_CENT | {POINTS})
        ):
            continue
        made = []
        for a, b in (inside, inside[::-1]):
            for x in said:
                unit, _, per = x.unit.partition("/")
                clause = last_clause(line.text[: x.start], PHRASE)
                if (
                    x not in inside
                    and unit == a.unit
                    and b.value
                    and (per == b.unit or (not per and re.search("均|每|单位", clause)))
                ):
                    made.append((x, a, b, a.value / b.value))
        if not made or any(abs(value - x.value) <= x.step for x, _, _, value in made):
            continue
        near = [
            one
            for one in made
            if abs(one[3] - one[0].value) <= one[0].value / 5
            and not re.search(
                "平均值|基准|引导|约束|定额|上年|全[省市]", line.text[max(0, one[0].start - 16) : one[0].start]
            )
        ]
        if near:
            x, a, b, value = min(near, key=lambda one: abs(one[0].start - match.start()))
            yield finding("A809", f"“{x.text}”与{a.text}÷{b.text}＝{x.like(value)}不符，见 {a.said}", "核对总数、个数和每份的数", line.at(x.start))  # fmt: skip
