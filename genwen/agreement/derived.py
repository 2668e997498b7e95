"""Figures that are said to be worked out, and that nothing near them makes.

A share, a change, a rest, a total, a mean is told by its words. It is right when any figures near it, of its tables, or of the
document make it, or when the papers have it again. What is left is wrong where the figures it should be made of stand beside it
and nothing else is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.figures import Figure
from genwen.agreement.making import PER_CENT, POINTS, Made, Num, made_of, made_of_two, num, partners, share_of_year
from genwen.agreement.sentences import Part, Said
from genwen.agreement.suspects import suspect, thousand_of
from genwen.agreement.text import Subject, finding
from genwen.agreement.whereabouts import Place, Whereabouts, clause_of, nums, whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import replace

_AIM = regex(
    r"目标|不低于|不少于|不超过|不高于|力争|要求|控制在|至少|每年|标准|计划|预计|拟|左右|以[上下内]|确保|限额|上限|下限|规定|应当?(?!收|报|到|缴)"
)
_AFTER = regex(r"^\s*(?:以[上下内]|左右|多|余|/|／)")
_HEDGE = regex(r"(?:约|近|将近|接近|超过?|突破|大约|多达|逾)(?:为|达)?$")
_SHARE = regex(r"占|率|比例|比重|的约?$|份额")
_MEAN = regex(r"平均|(?<![平全])[人户月日校村组年周车台家场店次]均|每|均价|[电水气油热]价|单价")
_LEFT = regex(r"剩|余|尚|未|还有|还需|仍|缺|逾期|差|结转")
_TOTAL = regex(r"(?<!公)共|合计|总|累计")
_STATE = regex(r"增至|增加到|增到|减至|减少到|降至|降到|升至|现有|在册")
_NEVER = frozenset(("年", "天", "日", "分钟", "岁", "倍", "番", "摄氏度", "页", "期", "度", "个工作日", "工作日"))
_THRESHOLD = regex(r"(?:超过?|低于|高于|不足|不到|多于|少于|大于|小于)$")
_MOST = 26


def kind_of(item: Said) -> str:
    """What a figure is said to be; empty where its words do not say that it is worked out."""
    figure = item.figure
    clause = clause_of(item)
    if (
        figure.unit in _NEVER
        or re.search("系数|折标|基准值|引导值|约束值|平均值|平均水平", clause)
        or _AIM.search(clause)
        or _AFTER.match(figure.line.text[figure.end : figure.end + 3])
    ):
        return ""
    if _THRESHOLD.search(clause) and figure.line.text[figure.end : figure.end + 1] == "的":
        return ""
    if figure.unit == POINTS:
        return "百分点"
    if figure.unit in PER_CENT:
        return "变化" if item.part is Part.RATE else "份额" if _SHARE.search(clause) else ""
    if item.part in (Part.RATE, Part.BASE):
        return ""
    if item.part is Part.DIFFERENCE:
        return "相差"
    for kind, words in (("均数", _MEAN), ("余下", _LEFT), ("合计", _TOTAL), ("现有", _STATE)):
        if words.search(clause):
            return kind
    return "均数" if "/" in figure.unit else ""


def check_derived(subject: Subject) -> Iterator[Finding]:
    """Every figure said to be worked out."""
    for view in subject.views:
        where = whereabouts(view)
        for places in where.by_line.values():
            if len(places[0].figure.line.text) >= 10:
                yield from _of_line(places, where)


def _of_line(places: Sequence[Place], where: Whereabouts) -> Iterator[Finding]:
    used: dict[str, set[Figure]] = {}
    odd: list[tuple[Place, str]] = []
    for place in places:
        kind = kind_of(place.said)
        if not kind:
            continue
        found = known(kind, place, where)
        if found is None:
            odd.append((place, kind))
        elif found.figures:
            used.setdefault(kind, set()).update(found.figures[:1] if kind == "份额" else (*found.figures, place.figure))
    for place, kind in odd:
        guess = suspect(kind, place, used.get(kind, set()), where)
        if guess is not None:
            figure = place.figure
            words = clause_of(place.said).replace("\0", "").strip()[-10:]
            yield finding("A817", f"“{words}{figure.text}”与有关的数算不到一起：{guess.words}，见 {guess.other.said}", "核对这几个数",
                          figure.at, guess.severity)  # fmt: skip


def known(kind: str, place: Place, where: Whereabouts) -> Made | None:
    """What makes a figure, near it or farther away, or that the papers have it again."""
    figure = place.figure
    x = num(figure)
    if kind == "均数" and (each := thousand_of(clause_of(place.said))) > 1:
        x = replace(x, value=x.value / each, half=x.half / each)
    if _HEDGE.search(clause_of(place.said)):
        x = replace(x, half=max(x.half, x.value * 0.05))
    mine = [other for other in where.by_line[place.line] if other is not place]
    beside = [other for other in mine if abs(other.sentence - place.sentence) <= 1]
    found = made_of(kind, x, nums(beside)) if len(beside) <= _MOST else None
    if found is None:
        found = made_of(kind, x, nums(_nearest(place, mine, where.above(place, 2))))
    if found is not None:
        return found
    printed = re.match(r"[\d,]+(?:\.\d+)?", figure.text)
    if len(figure.text) > 3 and where.printed[figure.unit, figure.value] > 1:
        return Made("", ())
    if len(figure.text) > 2 and x.value and where.in_tables(x.value, x.half):
        return Made("", ())
    if len(figure.text) > 2 and printed and where.in_tables(float(printed.group().replace(",", "")), 0.0):
        return Made("", ())
    if kind == "份额" and x.half < 0.5 and where.shared(x.value, x.half):
        return Made("", ())
    return _far(kind, x, place, mine, where)


def _nearest(place: Place, mine: Sequence[Place], above: Sequence[Place]) -> list[Place]:
    """The figures of the paragraph, sentence by sentence outwards, then those above."""
    some = set(sorted(mine, key=lambda other: abs(other.sentence - place.sentence))[:_MOST])
    return [*above[: max(0, _MOST - len(some))], *(other for other in mine if other in some)]


def _far(kind: str, x: Num, place: Place, mine: Sequence[Place], where: Whereabouts) -> Made | None:
    """Whether a figure of the sentence makes `x` with one anywhere of its unit."""
    if (kind in ("份额", "变化") and x.half >= 0.5) or kind == "百分点":
        return None
    near = nums([other for other in mine if abs(other.sentence - place.sentence) <= 1])
    if kind not in ("份额", "变化", "均数") and any(one.unit == x.unit for one in near):
        found = share_of_year(x, where.ranked(x.unit))
        if found is not None:
            return found
    for one in near:
        if one.unit in PER_CENT or one.unit == POINTS:
            continue
        if kind == "均数":
            if one.unit in (x.unit, x.unit.partition("/")[0]) and _a_mean(x, one, where):
                return Made("", ())
        elif kind in ("份额", "变化") or one.unit == x.unit:
            for other in partners(kind, x, one, where.ranked(one.unit)):
                if other.figure is not one.figure and (found := made_of_two(kind, x, one, other)) is not None:
                    return found
    return None


def _a_mean(x: Num, whole: Num, where: Whereabouts) -> bool:
    if not x.value:
        return False
    loose = 1 + (x.half * 1.1 + 1e-9) / x.value
    for unit in where.by_unit:
        if unit in PER_CENT or unit == POINTS:
            continue
        around = where.ranked(unit).within(
            (whole.value - whole.slack) / x.value / loose, (whole.value + whole.slack) / x.value * loose
        )
        if any(
            one.value and abs(whole.value / one.value - x.value) <= x.half + whole.slack / one.value for one in around
        ):
            return True
    return False
