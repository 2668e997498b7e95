"""A quantity said again under the same name: 下降约5.6% in the lead where the text has 降幅5.40%, 在年减排848吨的基础上 where it was 855.45吨.

Not every number of a name is the same one. What is said with 约, in the lead of a paper, or as what a reckoning begins with, is
said of the whole, and the exact number is to be found further on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.arithmetic.proved import proved, shared
from genwen.agreement.reading.clauses import begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.items import of_two_items, of_two_members, of_two_rows
from genwen.agreement.reading.likeness import bigrams, digits_of, slip, transposed, weight
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.said_names import COMPARED, HEDGE, bare_name, clause_before, own_phrase, phrases_of
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import STATE, YEAR_SAID
from genwen.agreement.reading.whereabouts import ahead_lines, main_year
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_AFTER = regex("的基础上|[^，。；]{0,12}(?:计算|测算|估算)")
_NOT = regex("使|目标|计划|力争|预计|每|新增|最[高低多少大小]|不[到足]|超|近|以[上下内]|除|上年|去年|同期|分别")
_PAST = regex("上年|去年|(?<!合)同期")
"""What is said at the head of a list is said of all its members: 上年同期进口12.5亿元、出口48.6亿元."""
_HEADING = regex("^\\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|1[.．、])")
_LINE = regex("（不?含[^（）]{0,4}）(?:及?以[上下]|[至到])")
"""What makes a number the line of a band: 80分（含）以上."""
_SCOPE = regex("[\u4e00-\u9fff]{1,6}?(?:局|处|科|室|中心|院|楼|校|站|街道|镇|乡|村|公司|社区)")
_QUOTED = regex("《[^《》]*》|（[^（）]*）")
_NEAR = (Decimal("0.8"), Decimal("1.25"))
_LEAD = 6
_MOST, _FEW = 3000, 400


@record(eq=False)
class Use:
    """A figure with what it is a number of, whether it is a part, whether it stands for another one, the bodies its sentence names."""

    figure: Figure
    name: str
    part: bool
    anchor: bool
    scope: frozenset[str]
    sentence: tuple[int, int]


Key = tuple[object, ...]
"""What tells one quantity from another: the characters of its name, its unit, whether it fell, its stretch of the year, what it is before or after, and its year."""


def check_repeated(subject: Subject) -> Iterator[Finding]:
    """Every number of each document that stands for one said elsewhere."""
    for view in subject.views:
        uses: dict[Key, list[Use]] = {}
        every = []
        for key, use in uses_in(view):
            uses.setdefault(key, []).append(use)
            every.append(use)
        yield from _turned(every)
        yield from _twice(uses)
        yield from _of_other_unit(every)
        for some in uses.values():
            for one in some if 1 < len(some) <= _MOST else ():
                if one.anchor and len(one.name) > 1 and not one.part:
                    yield from _against(
                        one, [other for other in some if other.sentence != one.sentence and not other.part]
                    )


def uses_in(view: View) -> Iterator[tuple[Key, Use]]:
    """The numbers of a document with what tells each from others; what is to come, bases and proved parts left out."""
    lead = next((n for n, line in enumerate(view.lines[1:_LEAD], 1) if _HEADING.match(line.text)), 0)
    ahead = ahead_lines(view)
    title = view.lines[0].text if view.lines and "。" not in view.lines[0].text else ""
    titled = {period for _, period in periods_in(title)}
    for number, line in enumerate(view.lines):
        for place, sentence in enumerate(said_in(line)) if number not in ahead else ():
            for at, item in enumerate(sentence):
                figure = item.figure
                if (
                    item.part is Part.BASE
                    or figure.unit == POINTS
                    or not figure.value
                    or figure in shared(line)
                    or _LINE.match(line.text, figure.end)
                ):
                    continue
                name = _name(sentence, at, title)
                clause = clause_before(figure)
                anchor = number < lead or bool(HEDGE.search(clause) or _AFTER.match(line.text[figure.end :]))
                begun = line.text[begun_at(line.text, figure.start) : figure.start]
                months = tuple(period for _, period in periods_in(begun) if period not in titled)
                years = YEAR_SAID.findall(COMPARED.sub("", _QUOTED.sub("", begun)))
                moved = item.falls if item.part is Part.RATE else None
                state = frozenset(STATE.findall(begun))
                key = (frozenset(name), figure.unit, moved, months, state, int(years[-1]) if years else main_year(view))
                scope = frozenset(body for body in _SCOPE.findall(begun) if body not in title)
                yield key, Use(figure, name, "其中" in clause, anchor, scope, (number, place))


def _name(sentence: tuple[Said, ...], at: int, title: str) -> str:
    """What a number is of; "" where its clause says that it is something apart."""
    figure = sentence[at].figure
    listed = COMPARED.sub("", last_clause(figure.line.text[: figure.start]))
    if _NOT.search(COMPARED.sub("", clause_before(figure))) or _PAST.search(listed):
        return ""
    phrases = phrases_of(sentence, at) if sentence[at].part is not Part.DIFFERENCE else (own_phrase(sentence[at]),)
    return bare_name(phrases[0], title) if phrases else ""


def _against(one: Use, others: list[Use]) -> Iterator[Finding]:
    figure = one.figure
    if any(_agree(figure, other.figure) for other in others):
        return
    near = [
        other
        for other in others
        if _NEAR[0] < other.figure.value / figure.value < _NEAR[1] and other.scope <= one.scope | other.scope
    ]
    if len({other.figure.value for other in near}) == 1 and len(near) == len(others):
        other = near[0].figure
        yield finding(
            "A201",
            f"“{clause_before(figure)[-12:]}{figure.text}”与另一处的{other.text}不一致，见 {other.said}",
            "若是同一数量，改为一致",
            figure.at,
        )


def _twice(uses: dict[Key, list[Use]]) -> Iterator[Finding]:
    """用水28630立方米 and, further on, 用水28830立方米: one name, one unit, one time, the same bodies, and just two values near each other."""
    kinds: dict[Key, list[Use]] = {}
    for (_, unit, *others), some in uses.items():
        if unit not in PER_CENT:
            kinds.setdefault((unit, *others), []).extend(use for use in some if len(use.name) > 1)
    for some in kinds.values():
        for last in sorted({use.name for use in some}) if len(some) <= _FEW else ():
            same = [use for use in some if use.name == last or (len(last) > 2 and use.name.endswith(last))]
            values = {use.figure.value for use in same}
            turned = len({"".join(sorted(digits_of(use.figure.text))) for use in same}) == 1
            if len(values) == 2 and last in {use.name for use in same} and (turned or last not in _VERBS):
                yield from _of_two(same)


def _of_other_unit(every: list[Use]) -> Iterator[Finding]:
    """公务用车消耗汽油28450升 and 消耗汽油28450千克: the very number of a name, in another unit of amount."""
    known: dict[str, list[Use]] = {}
    for use in every:
        digits = digits_of(use.figure.text)
        if weight(digits) < 3 or len(use.name) < 2 or use.figure.unit in PER_CENT or "/" in use.figure.unit:
            continue
        for other in known.setdefault(digits, []):
            units = {use.figure.unit, other.figure.unit}
            if (
                len(units) == 2
                and units <= _AMOUNTS
                and use.name[-2:] == other.name[-2:]
                and use.sentence != other.sentence
            ):
                yield finding(
                    "A203",
                    f"“{use.name}{use.figure.text}”与“{other.name}{other.figure.text}”数同而单位不同，见 {other.figure.said}",
                    "核对单位",
                    use.figure.at,
                )
                break
        known[digits].append(use)


_VERBS = frozenset(
    (
        "投资",
        "投入",
        "安排",
        "支出",
        "资金",
        "经费",
        "补助",
        "拨付",
        "筹集",
        "投入资金",
        "安排资金",
        "检查",
        "培训",
        "发放",
        "改造",
    )
)
"""What is done with many things; what it is done with stands behind the number."""
_AMOUNTS = frozenset(("升", "千克", "立方米", "千瓦时", "千克标准煤", "平方米", "元", "吉焦"))


def _of_two(same: Sequence[Use]) -> Iterator[Finding]:
    """The second of two values of a name, where nothing tells one from the other."""
    first = same[0]
    other = next(use for use in same if use.figure.value != first.figure.value)
    ratio = other.figure.value / first.figure.value
    if (
        first.scope == other.scope
        and sum(use.part for use in same) < 2
        and not (_is_proved(first) and _is_proved(other))
        and all(use.sentence != other.sentence for use in same if use.figure.value != other.figure.value)
        and not _agree(first.figure, other.figure)
        and not of_two_items(first.figure, other.figure)
        and not of_two_members(first.figure, other.figure)
        and not of_two_rows(first.figure, other.figure)
        and (_NEAR[0] < ratio < _NEAR[1] or slip(digits_of(first.figure.text), digits_of(other.figure.text)))
    ):
        yield finding(
            "A201",
            f"“{clause_before(other.figure)[-12:]}{other.figure.text}”与“{clause_before(first.figure)[-12:]}{first.figure.text}”不一致，见 {first.figure.said}",
            "若是同一数量，改为一致",
            other.figure.at,
        )


def _is_proved(use: Use) -> bool:
    """Whether the paragraph of a number has what makes it: 收入总计3286.4万元, 其中本年收入3120.8万元、年初结转165.6万元."""
    return use.figure in proved(use.figure.line)


def _turned(every: list[Use]) -> Iterator[Finding]:
    """食堂供餐约36.8万人次, where the canteen's whole is 38.63: what it rounds to has two figures in another order."""
    for one in every:
        figure = one.figure
        if not HEDGE.search(clause_before(figure)) or weight(digits_of(figure.text)) < 3:
            continue
        alike = [other.figure for other in every if other.figure.unit == figure.unit and other.sentence != one.sentence]
        if any(_agree(figure, other) for other in alike):
            continue
        for other in alike:
            words = bigrams(one.name) & bigrams(other.line.text[: other.start])
            if (
                words
                and other.step < figure.step
                and transposed(digits_of(figure.text), digits_of(figure.like(other.value)))
            ):
                yield finding("A202", f"“{clause_before(figure)[-12:]}{figure.text}”像是{other.text}颠倒了两位，见 {other.said}", "约数由准确的数修约得出，核对两处",
                              figure.at)  # fmt: skip
                break


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two numbers are one, as far as the coarser of them says; zeros at its end may be rounding where it is said with 约."""
    step = max(_step(one), _step(other))
    return abs(one.value - other.value) <= step * Decimal("0.51")


def _step(figure: Figure) -> Decimal:
    digits = digits_of(figure.text)
    hedged = HEDGE.search(figure.line.text[max(0, figure.start - 4) : figure.start])
    zeros = len(digits) - len(digits.rstrip("0")) if hedged and "." not in digits else 0
    return figure.step * Decimal(10) ** zeros
