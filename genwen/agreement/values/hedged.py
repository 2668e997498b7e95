"""Rounded numbers against the exact one of the same name, wherever in the document it stands: 约0.34亿元 and 3286.4万元, 近246亿元 and 247.8亿元.

近 is below what is exact, 超 above; 约 is rounded or cut at its own last place, zeros at the end not counted as places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.arithmetic.making import POINTS
from genwen.agreement.reading.clauses import PHRASE, SENTENCE, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import PART, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.agreement.reading.whereabouts import ahead_lines, main_year
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_HEDGE = regex(r"(?P<word>(?<!节)约|大约|近|将近|接近|超过?|逾|突破)(?:为|达|到|有)?$")
_NOT = regex(
    "目标|计划|力争|预计|预算(?!收入|支出)|要求|标准|不低于|以上|上年|去年|同期|平均值|定额|引导|约束|基准|(?<!占)比(?!重|例)|较|每|[增降升减]"
)
_FILL = regex(
    "截[至止][^，。；]{0,8}?(?:目前|底|末|日)|累计|全年|全[市县区省院校局]|完成(?!投资)|实现|投入(?=使用)|达到?|共计?|合计|为|有|了|我[市县区局校院]|其中|按|年"
)
_COMING = regex(r"力争|计划|目标|将|拟|预计|达到|实现|确保|明年|来年|20\d\d年")
_ANY = regex("约|近|超|逾|突破")
_CLOSE = (Decimal("0.93"), Decimal("1.07"))


@record(eq=False)
class Exact:
    """A number printed without hedge: its words, and what a message shows of it."""

    value: Decimal
    step: Decimal
    words: frozenset[str]
    place: Figure | tuple[Sheet, int, int]
    """Itself in the text, else its table, row and column."""
    text: str

    @property
    def said(self) -> str:
        """Its place with the words there."""
        return self.place.said if isinstance(self.place, Figure) else self.place[0].said(*self.place[1:])


def check_hedged(subject: Subject) -> Iterator[Finding]:
    """Every hedged number of the prose of each document."""
    for view in subject.views:
        hedged = list(_hedged(view))
        wanted: dict[str, list[float]] = {}
        for item, _ in hedged:
            wanted.setdefault(item.figure.unit, []).append(float(item.figure.value))
        exact = _exact(view, wanted) if hedged else {}
        for item, word in hedged:
            yield from _held(item, word, exact.get(item.figure.unit, []))


def _hedged(view: View) -> Iterator[tuple[Said, str]]:
    """The hedged numbers that say what is, with their hedges."""
    ahead = ahead_lines(view)
    for number, line in enumerate(view.lines):
        if not _ANY.search(line.text):
            continue
        for item in told_in(line):
            hedge = _HEDGE.search(line.text[max(0, item.figure.start - 5) : item.figure.start])
            if hedge is None or item.part not in (Part.NOW, Part.RATE) or item.figure.unit == POINTS:
                continue
            said = last_clause(line.text[: item.figure.start], SENTENCE)
            if number in ahead and _COMING.search(said) and not re.search("累计|已", said):
                continue
            if item.figure.value:
                yield item, hedge["word"]


def _near(value: Decimal, wanted: list[float]) -> bool:
    return any(0.93 * one < value < 1.08 * one for one in wanted)


def _exact(view: View, wanted: dict[str, list[float]]) -> dict[str, list[Exact]]:
    """The numbers near those wanted, by unit."""
    found: dict[str, list[Exact]] = {}
    main = main_year(view)
    for line in view.lines:
        for item in told_in(line):
            figure = item.figure
            if item.part is not Part.NOW or figure.unit not in wanted or not _near(figure.value, wanted[figure.unit]):
                continue
            before = line.text[max(0, figure.start - 60) : figure.start]
            other = item.year and main and item.year != main
            if not other and not _HEDGE.search(before) and not _NOT.search(_plain(last_clause(before, "，。；："))):
                words = bigrams(BRACKETS.sub("", last_clause(before, SENTENCE)))
                found.setdefault(figure.unit, []).append(Exact(figure.value, figure.step, words, figure, figure.text))
    for unit, one in _cells(view, wanted, str(main)):
        found.setdefault(unit, []).append(one)
    return found


def _cells(view: View, wanted: dict[str, list[float]], main: str) -> Iterator[tuple[str, Exact]]:
    for sheet in sheets_of(view):
        for column, head in enumerate(sheet.heads):
            years = re.findall(r"(?:19|20)\d{2}", head)
            if CHANGE_HEAD.search(bare_head(head)) or _NOT.search(head) or (years and main not in years):
                continue
            for row, label in enumerate(sheet.labels):
                number = sheet.numbers[row][column]
                if number is None or number.unit not in wanted or PART.match(label):
                    continue
                if _near(abs(number.bare), wanted[number.unit]):
                    words = bigrams(bare_head(label)) | bigrams(bare_head(head))
                    yield number.unit, Exact(abs(number.bare), number.step * number.factor, words, (sheet, row, column),
                                             sheet.text(row, column))  # fmt: skip


def _plain(clause: str) -> str:
    """A clause without the words of a comparison that leads to where it is now: 比上年提高1.20个百分点，达到."""
    return re.sub("达到$|达$", "", clause)


def _held(item: Said, hedge: str, exact: list[Exact]) -> Iterator[Finding]:
    figure = item.figure
    clause = last_clause(figure.line.text[max(0, figure.start - 30) : figure.start], PHRASE)
    clause = BRACKETS.sub("", _HEDGE.sub("", clause))
    if _NOT.search(clause) or not figure.value:
        return
    words = bigrams(_FILL.sub("，", clause))
    mean = figure.unit == "分" and "平均" in clause
    low, high = (figure.value * close for close in _CLOSE)
    near = [
        one
        for one in exact
        if low < one.value < high
        and ((len(words) >= 2 and len(one.words & words) >= max(2, len(words) * 0.6)) or (mean and "平均" in one.words))
    ]
    if not near or any(_fits(hedge, figure, one) for one in near):
        return
    sure = len({one.value for one in near}) == 1
    yield finding("A202", f"“{hedge}{figure.text}”与{near[0].text}不符，见 {near[0].said}", "约数由准确的数修约得出，核对两处",
                  figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _fits(hedge: str, figure: Figure, one: Exact) -> bool:
    if one.step > figure.step:
        return True
    if hedge in ("超", "超过", "逾", "突破"):
        return one.value >= figure.value
    if hedge in ("近", "将近", "接近"):
        return one.value <= figure.value
    step = _coarse(figure)
    return figure.value - one.value <= step * Decimal("0.51") and one.value - figure.value < step


def _coarse(figure: Figure) -> Decimal:
    """The last place that a rounded number says: 约90万元 is said by tens."""
    digits = re.sub(r"[^\d.].*$", "", figure.text.replace(",", ""))
    zeros = 0 if "." in digits else len(digits) - len(digits.rstrip("0"))
    return figure.step * Decimal(10) ** zeros
