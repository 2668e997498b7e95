"""The rate of a grade against how many have each: 优秀4家、良好6家、不合格2家，合格率为83.3%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.diagnostics import Finding
from genwen.patterns import regex

_GRADE = regex(
    "(?P<grade>基本合格|不合格|合格|优秀|良好|优良|未通过|不通过|通过|未达标|不达标|基本达标|达标|较差|一般|较好|好|差)(?:等次|等级|单位|机关|样品|的)?(?:有|为|共|达)?$"
)
_RATE = regex("(?P<grade>合格|达标|通过|优秀|优良|良好)率(?:为|是|达到?|约)?$")
_NEGATIVE = regex("^(?:不|未|差|较差)")
_APART = regex("上年|去年|整改|复核|复查|复评|目标|要求")
_REACH = 24
_MANY = Decimal("0.6")


def check_grade_rates(subject: Subject) -> Iterator[Finding]:
    """Every paragraph with counts of grades and a rate."""
    for view in subject.views:
        for line in view.lines:
            if "率" in line.text and ("%" in line.text or "％" in line.text):
                told = told_in(line)
                for at, item in enumerate(told):
                    if at > 1 and item.figure.unit == "%" and item.part is Part.NOW:
                        yield from _held(told[:at], item)


def _before(item: Said) -> str:
    text = item.figure.line.text
    return BRACKETS.sub("", text[max(0, item.figure.start - _REACH) : item.figure.start])


def _held(before: Sequence[Said], rate: Said) -> Iterator[Finding]:
    """A rate against the grades of its paragraph; any total of the paragraph may be what is divided by."""
    name = None if _APART.search(last_clause(rate.gap)) else _RATE.search(_before(rate))
    counts: dict[str, Figure] = {}
    for item in before if name is not None else ():
        if item.figure.unit == "分":
            continue
        match = _GRADE.search(_before(item))
        if match and (match["grade"] in counts or _APART.search(item.gap)):
            return
        if match:
            counts[match["grade"]] = item.figure
    if name is None or len(counts) < 2 or len({figure.unit for figure in counts.values()}) > 1:
        return
    some = [figure for grade, figure in counts.items() if _counts_for(grade, name["grade"])]
    whole = sum((figure.value for figure in counts.values()), Decimal(0))
    complete = any(_NEGATIVE.match(grade) for grade in counts) or {"优秀", "良好", "一般"} <= counts.keys()
    if not some or not complete or not whole:
        return
    unit = some[0].unit
    wholes = {whole, *(item.figure.value for item in before if item.figure.unit == unit and item.figure.value >= whole)}
    part = sum((figure.value for figure in some), Decimal(0))
    parts = {part, *(figure.value for grade, figure in counts.items() if grade == name["grade"])}
    figure = rate.figure
    if any(abs(a / b * 100 - figure.value) <= figure.step for a in parts for b in wholes):
        return
    real = part / whole * 100
    if figure.value > real * _MANY:
        terms = "＋".join(one.text for one in some)
        yield finding("A805", f"“{name.group()}{figure.text}”与{terms}÷{whole}＝{figure.like(real)}%不符，见 {some[0].said}", "核对各等次的数和比率",
                      figure.at)  # fmt: skip


def _counts_for(grade: str, rate: str) -> bool:
    """Whether a grade is one of those a rate is of."""
    if _NEGATIVE.match(grade):
        return False
    return rate in ("合格", "达标", "通过") or grade == rate or (rate == "优良" and grade in ("优秀", "良好"))
