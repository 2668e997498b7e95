"""One quantity whose words end alike: 全县公共机构用能人数12648人 and 按用能人数12486人计算, in prose and in the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.items import of_two_items
from genwen.agreement.reading.likeness import digits_of, slip
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import YEAR_SAID
from genwen.agreement.reading.whereabouts import Place, ahead_lines, clause_of, main_year, whereabouts
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_TAIL = regex(r"(?:约|共计?|合计|总计|累计|为|是|达到?|有|的|到|至|已|近|超过|仅|控制在|：|\s|\0)+$")
_SCOPE = regex(
    r"全[市县区省国局校院镇乡部]|我[市县区局镇乡院校]|本[市县区局年]|(?:共|现|实|拥)有|截至|目前|年[底末]|公共机构|按照?|以|县|市|区|[\0\s]|的|在编在岗|在岗|干部|总|共|实际|单位|\d"
)
_BASE = regex(r"(?:按照?|以)(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:总?数)?(?:为|约|共|是)?$")
_USED = regex(r"^[^，。；]{0,16}(?:计算|测算|折算|核算|计(?=[，。；）]))")
_NOT = regex(
    "上年|去年|同期|其中|计划|目标|预计|新增|均|每|以[上下]|比|较|应|拟|原|前|后|第|[一二三四]季度|半年|月|另|其他|抽查|参加|培训|占"
)
_PERIOD = regex(r"(?:19|20)\d{2}年?(?:度|实际|实绩)?|本年度?|今年|数值|数量|合计|总计|人数|面积")
_NEVER = PER_CENT | {POINTS, "分", "年", "天", "月", "日", "个月", "次", "项", "倍", "岁", "摄氏度", "元"}


@record(eq=False)
class Mention:
    """A figure with the words that name it, its year (0 where none is said), and where it stands."""

    words: str
    value: Decimal
    unit: str
    year: int
    said: str
    text: str
    place: Place | None


def check_twins(subject: Subject) -> Iterator[Finding]:
    """Every count of persons, areas, bodies against those whose words end alike."""
    for view in subject.views:
        by_unit: dict[str, list[Mention]] = {}
        for one in (*_in_prose(view), *_in_tables(view)):
            by_unit.setdefault(one.unit, []).append(one)
        for some in by_unit.values():
            if 1 < len(some) <= 400:
                yield from _of_base(some)
                yield from _alike(some)


def _in_prose(view: View) -> Iterator[Mention]:
    ahead, main = ahead_lines(view), main_year(view)
    for place in whereabouts(view).places:
        figure = place.figure
        if figure.unit in _NEVER or place.said.part is not Part.NOW or place.line in ahead or figure.value < 10:
            continue
        clause = clause_of(place.said)
        after = figure.line.text[figure.end : figure.end + 2]
        words = _TAIL.sub("", clause).replace("\0", "")
        years = (main, *map(int, YEAR_SAID.findall(figure.line.text[: figure.start])))
        earlier = "\0" in clause and 0 < place.said.year < max(years)
        if words and not earlier and not re.match("以[上下内]|左右|多|余", after):
            yield Mention(words, figure.value, figure.unit, place.said.year, figure.said, figure.text, place)


def _in_tables(view: View) -> Iterator[Mention]:
    """Rows that name a quantity, with the number of the year that the paper is about."""
    main = main_year(view)
    for sheet in sheets_of(view):
        for row, label in enumerate(sheet.labels):
            name = bare_head(label)
            for column, head in enumerate(sheet.heads):
                number = sheet.numbers[row][column]
                plain = bare_head(head)
                if (
                    number is None
                    or number.unit in _NEVER
                    or not number.unit
                    or not _PERIOD.fullmatch(plain)
                    or len(name) < 3
                ):
                    continue
                year = re.search(r"(?:19|20)\d{2}", plain)
                if year is None or int(year.group()) == main:
                    yield Mention(
                        name, number.bare, number.unit, 0, sheet.said(row, column), sheet.text(row, column), None
                    )


def _told(one: Mention, other: Mention, sure: bool) -> Iterator[Finding]:
    if one.place is None:
        one, other = other, one
    if one.place is not None:
        figure = one.place.figure
        yield finding("A201", f"“{one.words[-12:]}{one.text}”与“{other.words[-12:]}{other.text}”不一致，见 {other.said}", "若是同一数量，改为一致",
                      figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _of_base(some: Sequence[Mention]) -> Iterator[Finding]:
    """按职工126人计算, where the paper has 职工124人."""
    for one in some:
        base = _BASE.search(one.words)
        if base is None or one.place is None:
            continue
        figure = one.place.figure
        if not _USED.match(figure.line.text[figure.end :]):
            continue
        noun = re.sub(r"总?数$", "", base["noun"])
        same = [
            other
            for other in some
            if other is not one
            and noun in other.words
            and not _NOT.search(other.words.replace(noun, ""))
            and _year(one, other)
        ]
        if not same or any(other.value == one.value for other in some if other is not one):
            continue
        near = [other for other in same if Decimal("0.75") < other.value / one.value < Decimal("1.33")]
        if near and len({other.value for other in same}) == 1:
            yield from _told(one, near[0], True)


def _year(one: Mention, other: Mention) -> bool:
    return not one.year or not other.year or one.year == other.year


def _alike(some: Sequence[Mention]) -> Iterator[Finding]:
    """Words that end alike by four characters, with nothing before them that tells them apart."""
    by_end: dict[str, list[Mention]] = {}
    for one in some:
        plain = re.sub(r"[^\u4e00-\u9fff]", "", one.words)
        if len(plain) >= 4 and not _NOT.search(one.words):
            by_end.setdefault(plain[-4:], []).append(one)
    for end, same in by_end.items():
        values: dict[Decimal, list[Mention]] = {}
        for one in same:
            values.setdefault(one.value, []).append(one)
        if len(values) != 2 or any(_SCOPE.sub("", one.words.removesuffix(end)) for one in same):
            continue
        few, many = sorted(values.values(), key=len)
        one, other = few[0], many[0]
        close = _odd(one, other) or Decimal("0.9") < one.value / other.value < Decimal("1.1")
        if one.place and other.place and of_two_items(one.place.figure, other.place.figure):
            continue
        if (
            close
            and _year(one, other)
            and not _rounded(one, other)
            and (one.place is None or other.place is None or one.place.line != other.place.line)
        ):
            yield from _told(one, other, len(many) > len(few) or _odd(one, other))


def _odd(one: Mention, other: Mention) -> bool:
    left, right = digits_of(one.text), digits_of(other.text)
    return slip(left, right) or (len(left) >= 3 and sorted(left) == sorted(right))


def _rounded(one: Mention, other: Mention) -> bool:
    figures = [mention.place.figure for mention in (one, other) if mention.place is not None]
    step = max((_step(figure) for figure in figures), default=Decimal(1))
    return abs(one.value - other.value) <= step / 2


def _step(figure: Figure) -> Decimal:
    return figure.step
