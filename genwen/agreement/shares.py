"""Shares and rates in prose against the numbers they can be made from.

A share is right when any two numbers near it make it. It is wrong only where the wording ties it to two numbers, or where it
is a slip of the pen away from what they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.figures import Figure
from genwen.agreement.hundred import hundred, structure
from genwen.agreement.likeness import bigrams
from genwen.agreement.sentences import Part, Said, said_in
from genwen.agreement.sheet import TOTAL, sheets_of
from genwen.agreement.text import Line, Subject, View, finding, masked
from genwen.diagnostics import Finding, Severity
from genwen.records import record

_RATE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{0,8}?)(?:(?P<rate>率)(?:（[^（）]*）)?|占比|占[^，。；、\d]{0,12}?|的?比例|的?比重|完成[^，。；\d]{0,8}的|[为达]?预算的|总数的)"
    r"(?:为|达到|达|是|约|仅|仅为|：|的|\s)*$"
)
_NOT_RATE = re.compile(
    r"目标|要求|不低于|不少于|(?<!及)以上|超过|力争|达标|下降|增长|上升|提高|增幅|降幅|优惠|折扣|利率|税率|率先|功率|效率|能效"
)
_HEDGED = re.compile(r"^\s*(?:以上|以下|以内|左右|多|余)")
_PIECES = frozenset(("%", "‰", "个百分点", "摄氏度", "年", "个月", "分"))
_OF_WHOLE = re.compile(r"(?:占|完成)[^，。；]{0,24}?(?P<n>\d[^，。；]{0,12})的$")
_OBJECT = re.compile(
    r"占(?:到|了|比)?(?:全部|全局|全市|全县|全区|全院|全校|全年|其|总|了)*(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:总数|总量|总额|总|数|量)?的?$"
)
_SUBJECT = re.compile(r"(?P<noun>[\u4e00-\u9fff]{2,12}?)(?:消费|支出|用量|用电|用水)?约?占")
_TOTAL_WORD = re.compile(r"(?<!公)共|总|合计|现有|预算|全|概算|应")
_NEAREST = 16  # numbers near a share that may make it: all are held against all


@record
class Context:
    """What a document has to offer as wholes: totals of tables by the number of a part, figures by the words before them."""

    totals: dict[tuple[str, Decimal], tuple[Figure, ...]]
    worded: tuple[tuple[str, Figure], ...]


def _context(view: View) -> Context:
    totals: dict[tuple[str, Decimal], list[Figure]] = {}
    for sheet in sheets_of(view):
        ends = [row for row, label in enumerate(sheet.labels) if TOTAL.match(label)]
        for column in range(1, len(sheet.heads)):
            for end in ends:
                whole = sheet.numbers[end][column]
                if whole is None:
                    continue
                cell = sheet.rows[end][column]
                figure = Figure(
                    cell,
                    0,
                    len(cell.text),
                    whole.bare,
                    whole.step * whole.factor,
                    whole.unit,
                    sheet.text(end, column),
                    "",
                    frozenset(),
                )
                for row, numbers in enumerate(sheet.numbers):
                    number = numbers[column]
                    if number is not None and row != end:
                        totals.setdefault((number.unit, number.bare), []).append(figure)
    worded = [
        (item.gap[-16:], item.figure)
        for line in view.lines
        for sentence in said_in(line)
        for item in sentence
        if item.figure.unit not in _PIECES
    ]
    return Context({key: tuple(some) for key, some in totals.items()}, tuple(worded))


def check_shares(subject: Subject) -> Iterator[Finding]:
    """Every share and rate that is no change."""
    for view in subject.views:
        context: Context | None = None
        for line in view.everything():
            if "：" in line.text or "∶" in line.text:
                yield from structure(line)
            if "%" not in line.text and "％" not in line.text:
                continue
            blank = masked(line.text)
            sentences = said_in(line)
            for number, sentence in enumerate(sentences):
                before = [item for some in sentences[max(0, number - 2) : number] for item in some]
                for index, item in enumerate(sentence):
                    if item.figure.unit == "%" and item.part is Part.NOW:
                        context = context or _context(view)
                        yield from _share(line, blank, before, sentence, index, context)
                yield from hundred(line, sentence)


def _share(
    line: Line, blank: str, before: list[Said], sentence: tuple[Said, ...], index: int, context: Context
) -> Iterator[Finding]:
    item = sentence[index]
    whole_clause = re.sub(r"[（(][^（）()]*[）)]", "", blank[: item.figure.start])
    clause = re.split("[，。；：（(、]", whole_clause)[-1]
    match = _RATE.search(clause)
    of_whole = _OF_WHOLE.search(clause)
    if (
        (match is None and of_whole is None)
        or (_NOT_RATE.search(clause) and not _DONE.search(clause))
        or _HEDGED.match(blank[item.figure.end : item.figure.end + 3])
    ):
        return
    bracketed = bool(re.match(r"[（(]", blank[item.figure.end : item.figure.end + 1]))
    close = blank.find("）", item.figure.end) if bracketed else -1
    after = [other for other in sentence[index + 1 :] if bracketed and other.figure.end <= close]
    near = [*before[-_NEAREST:], *sentence[max(0, index - _NEAREST) : index], *after[:_NEAREST]]
    pieces = [other for other in near if other.figure.unit not in _PIECES]
    strict = _strict(sentence, index, clause) or _planned(blank, sentence, index, clause)
    if strict is None and (
        _explained(pieces, item.figure, context, match is not None and match["rate"] is not None)
        or _known_whole(pieces, item.figure, context)
    ):
        return
    if strict is None and _of_named(clause, pieces, item.figure, context):
        return
    complement = any(_complement(o.figure, item.figure) for o in (*before, *sentence) if o is not item)
    if strict is not None:
        tied: Tied | None = strict
    elif of_whole is not None and len(sentence[:index]) >= 2:
        tied = _of_stated(sentence, index)
    elif match is not None and match["rate"] is None:
        tied = _share_tied(blank, clause, pieces, item, context)
    else:
        tied = _rate_tied(blank, pieces, after, item, match["stem"][-4:] if match is not None else "")
    if tied is None:
        return
    part, whole, sure = tied
    if _makes(part, whole, item.figure):
        return
    real = part.value / whole.value * 100
    if not sure and (complement or _spent(part, whole, line, item.figure)):
        return
    if not sure and not Decimal("0.75") * real <= item.figure.value <= Decimal("1.35") * real:
        return
    yield finding("A805", f"“{clause.strip()}{item.figure.text}”与{part.text}÷{whole.text}＝{real:.2f}%不符，见 {whole.said}",
                  "核对部分、总数和比率", line.at(item.figure.start), Severity.WARNING if sure else Severity.HINT)  # fmt: skip


Tied = tuple[Figure, Figure, bool]


_LEFT = re.compile("余|未|剩|尚")


def _spent(part: Figure, whole: Figure, line: Line, rate: Figure) -> bool:
    """Whether two numbers already make another share of the line, or the rest of the whole stands beside them."""
    for item in (item for some in said_in(line) for item in some if item.figure is not rate):
        other = item.figure
        if other.unit == "%":
            if _makes(part, whole, other) or _makes(whole, part, other):
                return True
        elif other.unit == whole.unit and other.value == whole.value - part.value and not _LEFT.search(item.gap[-8:]):
            return True
    return False


def _strict(sentence: tuple[Said, ...], index: int, clause: str) -> Tied | None:
    """64辆，其中新能源48辆，占75%: the two numbers just before, the second part of the first."""
    if (
        index < 2
        or re.match(r"[\u4e00-\u9fff]{2,}(?:占|比例)", clause)
        or not re.search("^(?:约?占|比例|占比)", clause)
    ):
        return None
    whole, part = sentence[index - 2], sentence[index - 1]
    if (
        whole.figure.unit != part.figure.unit
        or not re.match(r"[，（]其中", part.gap)
        or not 0 < part.figure.value < whole.figure.value
    ):
        return None
    return part.figure, whole.figure, True


def _of_named(clause: str, pieces: list[Said], rate: Figure, context: Context) -> bool:
    """Whether a number near makes the share of what it is said to be of, wherever that number stands."""
    thing = _OBJECT.search(clause)
    if thing is None:
        return False
    wholes = [whole for words, whole in context.worded if thing["noun"][:4] in words]
    return any(_makes(piece.figure, whole, rate) for piece in pieces[-4:] for whole in wholes)


_DONE = re.compile(r"完成[^，。；\d]{0,8}(?:目标|任务|计划|预算)(?:任务|数|额)?的$")
_PLAN, _REAL = re.compile("计划|应|目标|任务|预算|下达|核定"), re.compile("完成|实际|已|支出|实|执行")
_BRACKET = re.compile(r"占[^，。；（\d]{0,16}（[^（）]{0,10}$")


def _planned(blank: str, sentence: tuple[Said, ...], index: int, clause: str) -> Tied | None:
    """计划36个，完成34个，完成率94.44%; 18辆，占总数（45辆）的40%: the two numbers just before."""
    if index < 2:
        return None
    first, second = sentence[index - 2].figure, sentence[index - 1].figure
    if first.unit != second.unit or not first.value or not second.value:
        return None
    if (
        _BRACKET.search(blank[: second.start])
        and blank[second.end : second.end + 1] == "）"
        and first.value < second.value
    ):
        return first, second, True
    tied = re.search("(?:完成|执行|达成|落实)率", clause) or _DONE.search(clause)
    if tied and _PLAN.search(sentence[index - 2].gap) and _REAL.search(sentence[index - 1].gap):
        return second, first, True
    return None


def _known_whole(pieces: list[Said], rate: Figure, context: Context) -> bool:
    """Whether a figure somewhere in the document said to be a total makes the share with a number near."""
    wholes = [whole for words, whole in context.worded if _TOTAL_WORD.search(words) or "消耗" in words or "用" in words]
    return any(
        _makes(piece.figure, whole, rate)
        for piece in pieces[-3:]
        for whole in wholes
        if whole.value > piece.figure.value
    )


def _explained(pieces: list[Said], rate: Figure, context: Context, rest: bool) -> bool:
    """Whether any two numbers near make the share, or a number and the total of its column, or two parts together."""
    figures = [other.figure for other in pieces]
    if any(_makes(a, b, rate, rest) for a in figures for b in figures if a is not b):
        return True
    for figure in figures:
        if any(_makes(figure, whole, rate) for whole in context.totals.get((figure.unit, figure.value), ())):
            return True
    counts = [figure for figure in figures if figure.value][-4:]
    for also in counts:
        others = [figure for figure in counts if figure is not also and figure.unit == also.unit]
        for a in others:
            for b in others:
                whole = a.value + also.value
                if (
                    b is not a
                    and b.value <= a.value
                    and abs((b.value + also.value) / whole * 100 - rate.value) <= rate.step / 2
                ):
                    return True
    for a, b in pairwise(figures):
        if a.unit == b.unit and (a.value or b.value):
            both = Figure(a.line, a.start, b.end, a.value + b.value, max(a.step, b.step), a.unit, "", "", frozenset())
            others = [figure for figure in figures if figure.unit == a.unit]
            most = max(figure.value for figure in others)
            if most * 2 >= sum((figure.value for figure in others), Decimal(0)):
                others = [a, b]
            every = Figure(
                a.line, a.start, b.end, sum((f.value for f in others), Decimal(0)), a.step, a.unit, "", "", frozenset()
            )
            if any(_makes(both, whole, rate) for whole in (*(f for f in figures if f.unit == a.unit), every)) or any(
                _makes(figure, every, rate) for figure in others if len(others) > 2
            ):
                return True
    return False


def _of_stated(sentence: tuple[Said, ...], index: int) -> Tied | None:
    """a万元，占b万元的c%."""
    whole = sentence[index - 1].figure
    earlier = [item.figure for item in sentence[: index - 1] if item.figure.unit == whole.unit]
    if not earlier or not whole.value or earlier[-1].value > whole.value * 2:
        return None
    part = earlier[-1]
    return part, whole, True


def _makes(part: Figure, whole: Figure, rate: Figure, rest: bool = False) -> bool:
    if part.unit != whole.unit or not whole.value:
        return False
    share = part.value / whole.value * 100
    if rest and abs(100 - share - rate.value) <= rate.step / 2:
        return True
    steps = [Decimal(0) if item.step >= 1 and item.unit != "元" else item.step for item in (part, whole)]
    slack = rate.step / 2 + (steps[0] + steps[1] * part.value / whole.value) / whole.value * 50
    return abs(share - rate.value) <= slack or (rate.step < 1 and rate.value <= share < rate.value + rate.step)


def _complement(other: Figure, rate: Figure) -> bool:
    return other.unit == "%" and other.value + rate.value == 100


def _share_tied(blank: str, clause: str, pieces: list[Said], item: Said, context: Context) -> Tied | None:
    """The part a share is of and its whole: by the words before 占 and after it, else by nearness."""
    earlier = [other for other in pieces if other.figure.end <= item.figure.start]
    subject = _SUBJECT.match(clause)
    part: Said | None = None
    if subject is not None and len(subject["noun"]) >= 2:
        part = next(
            (
                other
                for other in reversed(earlier)
                if subject["noun"][-4:] in other.gap or subject["noun"][:4] in other.gap
            ),
            None,
        )
    named = part is not None
    if part is None and earlier:
        between = blank[earlier[-1].figure.end : item.figure.start]
        near = len(between) <= 22 and not re.search("[。；]", between)
        part = earlier[-1] if near and subject is None else None
    if part is None:
        return None
    thing = _OBJECT.search(clause)
    figure = part.figure
    wholes = [
        other
        for other in pieces
        if other.figure.unit == figure.unit and other.figure.value > figure.value and other is not part
    ]
    total = [
        other
        for other in wholes
        if _TOTAL_WORD.search(other.gap) or re.match(r"[^，。；\d]{0,10}[，（(]其中", blank[other.figure.end :])
    ]
    known = [whole for whole in context.totals.get((figure.unit, figure.value), ()) if whole.value > figure.value]
    if known:
        return figure, known[0], True
    if not wholes and thing is not None:
        said = [
            whole
            for words, whole in context.worded
            if thing["noun"][:4] in words and whole.unit == figure.unit and whole.value > figure.value
        ]
        return (figure, said[0], len({whole.value for whole in said}) == 1) if said else None
    if not wholes:
        return None
    if not total:
        best = _whole_of_siblings(pieces, context, figure)
        return (figure, best, True) if best is not None else None
    closest = min(wholes, key=lambda other: abs(figure.value / other.figure.value * 100 - item.figure.value))
    if len(total) == 1:
        about = thing is None or len(thing["noun"]) < 4 or bool(bigrams(thing["noun"]) & bigrams(total[0].gap))
        return figure, total[0].figure, about
    return figure, closest.figure, len(wholes) == 1 and not named


def _whole_of_siblings(pieces: list[Said], context: Context, part: Figure) -> Figure | None:
    """The whole that a list of parts adds up to, when the document has that number."""
    parts = [other.figure for other in pieces if other.figure.unit == part.unit]
    total = sum((figure.value for figure in parts), Decimal(0))
    for _, whole in context.worded:
        if whole.unit == part.unit and whole.value in (total, total - part.value) and whole.value > part.value:
            return whole
    larger = [figure for figure in parts if figure.value > part.value]
    return larger[0] if len(parts) == 2 and len(larger) == 1 else None


def _rate_tied(blank: str, pieces: list[Said], after: list[Said], item: Said, stem: str) -> Tied | None:
    """The two numbers a rate is of: in brackets after it, by its name beside a number, else the last two."""
    counted = [other.figure for other in after if other.figure.unit not in _PIECES]
    if len(counted) == 2 and counted[0].unit == counted[1].unit and min(counted[0].value, counted[1].value):
        small, large = sorted(counted, key=lambda figure: figure.value)
        return small, large, True
    pieces = [other for other in pieces if other.part is not Part.BASE]
    for part in reversed([other for other in pieces if _stem_in(stem, blank, other)]):
        wholes = [
            o
            for o in pieces
            if o.figure.unit == part.figure.unit and o.figure.value >= part.figure.value and o is not part
        ]
        if wholes:
            closest = min(
                wholes, key=lambda other: abs(part.figure.value / (other.figure.value or 1) * 100 - item.figure.value)
            )
            return (part.figure, closest.figure, True) if closest.figure.value else None
    last = [other for other in pieces if other.figure.end <= item.figure.start][-3:]
    pairs = [(small.figure, large.figure) for small in last for large in last
             if small is not large and small.figure.unit == large.figure.unit and small.figure.value <= large.figure.value
             and large.figure.value and not _siblings(small, large)]  # fmt: skip
    if not pairs:
        return None
    small, large = min(pairs, key=lambda two: abs(two[0].value / two[1].value * 100 - item.figure.value))
    return small, large, False


def _siblings(left: Said, right: Said) -> bool:
    """Whether two figures stand side by side in a list, so that neither is a part of the other."""
    first, second = sorted((left, right), key=lambda one: one.figure.start)
    return "、" in second.gap and len(second.gap) < 14 and first.figure.line is second.figure.line


def _stem_in(stem: str, blank: str, other: Said) -> bool:
    """Whether the name of a rate stands beside a number: 登记率 and 已登记84宗."""
    around = other.gap[-10:] + re.split("[，。；]", blank[other.figure.end : other.figure.end + 6])[0]
    around = re.sub(r"不\w{2}", "", around)
    return any(stem[i : i + 2] in around for i in range(len(stem) - 1))
