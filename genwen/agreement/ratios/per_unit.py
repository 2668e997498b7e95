"""So much for each of what is counted elsewhere: 户均投资3.86万元 of 1.86亿元 and 4820户, 每组12人 of 五个督导组 and 60人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.whereabouts import Place, Whereabouts, about, clause_of, whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_MEAN = regex(
    r"(?:平均每[个所家座处](?P<of>[\u4e00-\u9fff]{2,8})$"
    r"|(?:(?P<each>[户人村校组站点所台辆车家班场期店镇馆院岗餐次件批桌])均|平均每(?:[个一])?(?P<per>[户人村校组站所台辆家班场期店镇馆院餐次件批桌]))(?P<what>[^，。；：\d]{0,10})$)"
)
_OF_NAMED = regex(r"平均每个(?P<noun>[\u4e00-\u9fff]{2,5}?)(?P<what>[配设建有投安装发放种补][^，。；：\d]{0,6})$")
_STOCK = regex("[实现保拥共]有(?:量|总数)?[^，。；：、\\d]{0,6}$|总数$")
"""How many there are in all, not of one kind."""
_WORD = regex(r"[\u4e00-\u9fff]{0,6}")
_EACH = regex(
    r"每(?:[个一])?(?P<per>[户村校组站所台辆家班场期批店镇馆院层栋室科间队县乡]|科室|单位|楼层|部门|学校|支部|乡镇)(?:均|各|安排|配备|设置?|布置|张贴|派出|发放|补助|奖补|投入|培训|确定|明确|有|为|负责)*(?P<noun>[\u4e00-\u9fff]{0,8})$"
)
_PLACES = regex("全[市县区省州盟旗镇乡]$")
_TIMES = frozenset("餐次件批桌")
"""What is counted as often as it comes, so that its number may be in 批次 or 人次."""
_ALL = regex("(?<!公)共|合计|总|累计|派出|安排|配备|发放|投入|全年")
_BROKEN = regex("可支配|纯收入|生产总值|上年|去年|同期|以[上下]|目标|标准|计划|不低于|不超过|左右|最[高低]")


_ABOUT = regex("以[上下内]|左右")


def check_per_unit(subject: Subject) -> Iterator[Finding]:
    """Every mean by a unit whose count stands somewhere in the document."""
    for view in subject.views:
        where = whereabouts(view)
        for place in where.places:
            figure = place.figure
            if figure.unit in PER_CENT or figure.unit == POINTS or place.said.part is not Part.NOW:
                continue
            clause = clause_of(place.said)
            if _BROKEN.search(clause) or _ABOUT.match(figure.line.text, figure.end):
                continue
            if (named := _OF_NAMED.search(clause)) is not None:
                yield from _of_named(place, named["noun"], named["what"], where)
            elif (mean := _MEAN.search(clause)) is not None:
                yield from _divided(place, mean["of"] or mean["each"] or mean["per"], mean["what"] or "", where)
            elif (each := _EACH.search(clause)) is not None:
                yield from _multiplied(place, each["per"], where)


@lru_cache(maxsize=256)
def _counts(unit: str, where: Whereabouts) -> tuple[Place, ...]:
    """The counts of a unit: 4820户, 五个督导组, 社区148个."""
    found = []
    counted = re.compile(rf"[\u4e00-\u9fff]{{0,4}}{unit}(?![\u4e00-\u9fff]?[长员])")
    own = (unit, "人次" if unit == "餐" else f"{unit}次") if unit in _TIMES else (unit,)
    for place in where.places:
        figure = place.figure
        if figure.value <= 1 or figure.unit not in (*own, "个", "所", "家"):
            continue
        word = _WORD.match(figure.line.text, figure.end)
        ahead = len(unit) > 1 and figure.line.text.endswith(unit, 0, figure.start)
        if figure.unit in own or ahead or (word is not None and counted.match(word.group())):
            found.append(place)
    return tuple(found)


@lru_cache(maxsize=256)
def _divided(place: Place, unit: str, what: str, where: Whereabouts) -> Iterator[Finding]:
    """户均投资: a total of 投资 of the paragraphs near over a count of 户."""
    x = place.figure
    words = bigrams(what)
    own = x.unit.partition("/")[0]
    units = (own, f"{own}次") if unit in _TIMES else (own,)
    near = [
        other
        for number in range(place.line - 1, place.line + 2)
        for other in where.by_line.get(number, ())
        if other is not place
        and other.figure.unit in units
        and other.figure.value > x.value
        and other.said.part is Part.NOW
    ]
    wholes = [other for other in near if words & bigrams(clause_of(other.said))]
    if not wholes and (not words or unit in _TIMES):
        wholes = [other for other in near if (other.line, other.sentence) == (place.line, place.sentence)]
        wholes = wholes if unit not in _TIMES or len(wholes) == 1 else []
    if not wholes and not words and unit not in _TIMES:
        wholes = [other for other in near if other.line == place.line][:1]
    counts: Sequence[Place] = _counts(unit, where)
    if unit == "人" and not any(other.line == place.line for other in counts):
        counts = [one for one in where.by_unit.get("人次", ()) if one.line == place.line] or counts
    if not wholes or not counts:
        return
    everything = [other.figure for one in units for other in where.by_unit.get(one, ()) if other.figure.value > x.value]
    if any(
        abs(one.value / count.figure.value - x.value) <= x.step / 2 + one.step / 2 / count.figure.value
        for one in everything
        for count in counts
    ):
        return
    if not words and len({one.figure.value for one in counts}) > 1:
        counts = [one for one in counts if _STOCK.search(clause_of(one.said)) and one.said.part is Part.NOW] or counts
    values = [(whole.figure.value / count.figure.value, whole, count) for whole in wholes for count in counts]
    value, whole, count = min(values, key=lambda one: abs(one[0] - x.value))
    only = len({other.figure.value for other in wholes}) == 1 and len({other.figure.value for other in counts}) == 1
    if abs(value - x.value) <= x.value * Decimal("0.6" if only else "0.25"):
        yield _told(place, f"{whole.figure.text}÷{count.figure.text}＝{x.like(value)}", whole.figure, only)


def _of_named(place: Place, noun: str, what: str, where: Whereabouts) -> Iterator[Finding]:
    """设置投放点1286个，平均每个投放点配桶10个, of the 垃圾桶12860个 of the paragraph."""
    x = place.figure
    line = [other for other in where.by_line[place.line] if other is not place and other.said.part is Part.NOW]
    counts = {other.figure.value: other for other in line if clause_of(other.said).endswith(noun)}
    wholes = [
        other
        for other in line
        if other.figure.unit == x.unit
        and other.figure.value > x.value
        and other.figure.value not in counts
        and set(what[1:]) & set(clause_of(other.said))
    ]
    if len(counts) != 1 or not wholes:
        return
    count = next(iter(counts.values()))
    if any(abs(one.figure.value / count.figure.value - x.value) <= x.step / 2 for one in line):
        return
    value = wholes[0].figure.value / count.figure.value
    if Decimal("0.4") < value / x.value < Decimal("2.5"):
        yield _told(place, f"{wholes[0].figure.text}÷{count.figure.text}＝{x.like(value)}", wholes[0].figure, True)


def _multiplied(place: Place, unit: str, where: Whereabouts) -> Iterator[Finding]:
    """五个督导组共派出60人，每组12人."""
    x = place.figure
    sentence = [other for other in where.by_line[place.line] if other.sentence == place.sentence and other is not place]
    counts = [other for other in _counts(unit, where) if other in sentence]
    totals = [
        other
        for other in sentence
        if other.figure.unit == x.unit and other.figure.value > x.value and _ALL.search(other.said.gap)
    ]
    if not totals and "负责" in clause_of(place.said):
        totals = _everywhere(x, where)
    if len(counts) != 1 or len(totals) != 1 or not _of_one_thing(place, totals[0]):
        return
    product = x.value * counts[0].figure.value
    total = totals[0].figure
    if product != total.value and abs(product - total.value) <= total.value / 2 and not _made(sentence, x, total):
        yield _told(totals[0], f"{x.text}×{counts[0].figure.text}＝{total.like(product)}", x, True)


def _everywhere(x: Figure, where: Whereabouts) -> list[Place]:
    """How many there are in all of what groups have divided among them: 全市8个县; nothing where that is said of two numbers."""
    noun = _WORD.match(x.line.text, x.end)
    found = [
        other
        for other in where.by_unit.get(x.unit, ())
        if noun is not None
        and noun.group()
        and other.figure.line.text.startswith(noun.group()[:4], other.figure.end)
        and _PLACES.search(clause_of(other.said))
    ]
    return found[:1] if len({other.figure.value for other in found}) == 1 else []


def _of_one_thing(place: Place, total: Place) -> bool:
    """Whether a total is of what there is so much of in each place, as far as it says of what it is."""
    words = bigrams(_IDLE.sub("，", clause_of(total.said)))
    own = bigrams(_IDLE.sub("，", clause_of(place.said)))
    return not words or not own or bool(words & (own | about(place.figure)))


_IDLE = regex(
    "(?<!公)共|合计|总计|总|累计|全[楼馆院局校县市区年]|设置?|有|配备|安排|张贴|发放|派出|投入|每|各|层|个|科室|单位|部门"
)


def _made(sentence: Sequence[Place], x: Figure, total: Figure) -> bool:
    """Whether another figure of the sentence makes the total with the figure for each."""
    return any(abs(x.value * other.figure.value - total.value) <= total.step / 2 for other in sentence)


def _told(place: Place, words: str, other: Figure, sure: bool) -> Finding:
    figure = place.figure
    return finding("A809", f"“{clause_of(place.said)[-8:]}{figure.text}”与{words}不符，见 {other.said}", "核对总数、个数和每份的数",
                   figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip
