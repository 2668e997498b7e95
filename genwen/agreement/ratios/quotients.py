"""So much for each, how many, and how much in all: means, products, prices and coefficients in prose are one relation.

A figure said to be for each (日均, 平均每台, 每个, 各, 单价, 元/吨) times a count makes a whole. Where any count and whole near it
do, nothing is said; where the one count and the one whole of the sentence do not, that is the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.counts.lists import number_in
from genwen.agreement.ratios.coefficients import by_coefficient, shown_as
from genwen.agreement.ratios.taken_by import Times, periods
from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, slip, transposed, weight
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.searching import likely

_THINGS = "个月|个|名|位|人|家|户|台|辆|盏|次|场|期|批|件|项|处|栋|幢|所|座|间|套|支|只|块|组|根|条|份|册|本|班|校|车|箱|包|袋|桶|盒|瓶|株|棵|幅|笔|卷|公里|亩|升|吨|度|千瓦时|立方米|方|公斤|千克|天|日|月|周|季度?|年"
_PER = regex(
    rf"(?:(?P<short>[日月年周人户车家校场次辆台班店亩件科村生床])均|平均每?(?P<each>{_THINGS}|(?<=每)[\u4e00-\u9fff])|每一?(?P<only>{_THINGS})|(?<![全均以])各(?!项|类|种|级|单位|地|县|区|部|科|乡|镇|街|局|有|阶|环|处|方|行|位|分|个)|"
    rf"(?<=按)每(?P<square>平方米)|(?P<price>单价|均价|[水电气油热]价)|百公里(?:平均)?(?P<road>油耗)|单位(?:建筑)?(?P<area>面积))(?P<rest>[^，。；：、\d]{{0,14}})$"
)
_TWICE = regex(r"每(?:人|[个家名台辆处]\S{0,4}?)每(?P<unit>[日天月周季年])")
_SAME_THING = {
    "日": ("天", "日", "工作日"), "天": ("天", "日", "工作日"), "月": ("个月",), "个月": ("个月",), "年": ("年",), "人": ("人", "人次"), "人次": ("人次", "人"), "名": ("人",), "位": ("人",), "户": ("户", "家"),
    "车": ("辆", "台"), "辆": ("辆", "台"), "台": ("台", "部", "辆"), "家": ("家", "个", "户", "家次"), "校": ("所", "个"), "场": ("场", "期", "次"), "次": ("次", "场", "期", "人次", "件次"),
    "期": ("期", "场", "次"), "个": ("个", "家", "组", "处", "座", "只", "名", "人", "套", "台", "间"), "度": ("千瓦时",), "方": ("立方米",), "公斤": ("千克",), "吨": ("吨", "千克"),
    "科": ("个",), "生": ("人",), "床": ("张", "床位", "个"), "村": ("个",), "盏": ("盏", "只", "个", "套"), "批": ("批",), "栋": ("栋", "幢"), "亩": ("亩",), "店": ("家", "个"), "班": ("个", "期"),
}  # fmt: skip
_GOODS = ("箱", "包", "桶", "袋", "盒", "瓶", "支", "只", "个", "盏", "台", "套", "块", "件", "条", "根", "份", "册", "本", "组", "张", "把", "株", "棵", "辆", "次", "场", "期", "人", "家", "处", "间")  # fmt: skip
_WHOLE = regex(
    r"(?:共计?|总|合计|累计|计|支出|花费|费用?|投资|投入|需|达到?|价款|金额|折合?|节约|用[电水气油]|消耗|耗)[^，。；\d]{0,8}$"
)
_LIMIT = regex(
    r"不超过|不低于|不高于|不少于|至少|最多|最高|最低|控制在|以内|目标|定额|(?<!奖补)(?<!补助)(?<!补贴)(?<!奖励)(?<!收费)标准(?!煤)|要求|力争|拟|计划|上限|下限"
)
_LEAD = regex(r"以[上下内]|左右|多")
_LEFT_OUT = regex("不含|不包括|不计|扣除|剔除|除[^，。；]{1,8}外")
"""Something of the whole is not in what is told for each."""
_OF_A_REGION = regex("可支配收入|纯收入|生产总值|GDP")
_PIECES = frozenset(("%", "‰", "个百分点", "摄氏度", "倍", "番"))
_SOME_YEARS = regex(
    r"(?<![第零〇一二三四五六七八九十])(?P<n>[两二三四五六七八九十])年(?=[间来里内共累合总，])|(?<=，)(?P<figure>[2-9])年(?=共|累计|合计|总共)"
)
_FUELS = frozenset(("升", "千克", "立方米"))
_RECKONED = regex(r"(?:计算|测算|折算)，[^，。；\d]*")
"""What stands between a rate and the number that is reckoned with it."""


@record
class Each:
    """What a figure is for each of ("" where only the whole tells), the unit of the whole, and whether nothing was rounded."""

    thing: str
    unit: str
    exact: bool = False


_EACH = regex("均|每|各|价|系数|因子|密度|百公里|单位|/|／")


def check_quotients(subject: Subject) -> Iterator[Finding]:
    """Every figure for each, sentence by sentence."""
    for view in subject.views:
        crowd: list[Figure] | None = None
        for _, line in likely(view.lines, (_EACH,)):
            if not _EACH.search(line.text):
                continue
            said = told_in(line)
            for begun, end in _spans(line.text):
                mine = [item for item in said if begun <= item.figure.start < end]
                for item in mine:
                    each = _for_each(line, begun, item)
                    if each is None:
                        continue
                    if crowd is None:
                        crowd = _crowd(view)
                    before = [other for other in said if other.figure.start < begun][-6:]
                    if _made_before(item, said) or _made_of_both(item, each, mine, said):
                        continue
                    yield from _judge(
                        line,
                        line.text[begun:end] + _span_of(view, line.text[begun:end]),
                        item,
                        each,
                        mine,
                        before,
                        crowd,
                    )
                yield from by_coefficient(line, begun, end, mine)


_PAPER_MONTHS = regex(r"(?<!\d)1\s*(?:月份?)?\s*[—－\-–至到~～]\s*(?P<n>\d{1,2})\s*月")


def _span_of(view: View, sentence: str) -> str:
    """The months a paper is about, for a sentence with a monthly mean that says none."""
    if not re.search("月均|每月", sentence) or periods(sentence, True):
        return ""
    months = {match["n"] for line in view.lines[:8] for match in _PAPER_MONTHS.finditer(line.text)}
    return f"（1至{months.pop()}月）" if len(months) == 1 else ""


def _made_before(item: Said, said: Sequence[Said]) -> bool:
    """Whether two figures of the line, one of the unit, make a figure for each as it is printed."""
    x = item.figure
    if weight(digits_of(x.text)) < 4:
        return False
    for whole in said:
        a = whole.figure
        if a.unit == x.unit.partition("/")[0] and a.value > x.value and whole is not item:
            for count in said:
                b = count.figure
                if b.unit != a.unit and b.value and abs(a.value / b.value - x.value) <= x.step / 2:
                    return True
    return False


_MEASURED = ("千瓦时", "立方米", "升", "千克", "吨")


def _made_of_both(item: Said, each: Each, mine: Sequence[Said], said: Sequence[Said]) -> bool:
    """Whether a whole of the sentence and a count anywhere in the paragraph make a figure for each."""
    x = item.figure
    kinds = _SAME_THING.get(each.thing, (each.thing,)) if each.thing else _MEASURED
    return each.thing != "各" and any(
        whole.figure.unit == each.unit
        and count.figure.unit in kinds
        and count.figure.value
        and abs(whole.figure.value / count.figure.value - x.value) <= x.step / 2
        for whole in mine
        if whole.figure.value > x.value
        for count in said
        if count is not item
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in re.finditer("[。！？\n]|$", text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()


def _crowd(view: View) -> list[Figure]:
    """Persons and areas of the document, which a mean may be of without their being said again."""
    return [item.figure for line in view.lines for item in told_in(line)
            if item.figure.unit in ("人", "人次", "平方米", "千瓦时", "升", "千克", "立方米", "公里") and item.part is Part.NOW]  # fmt: skip


_TIERED = regex("[峰谷平尖]段?电?价|阶梯|目录|第[一二三]档|基本电价|[峰谷平尖]段")
"""Prices of which there are several for one cost."""


def _for_each(line: Line, begun: int, item: Said) -> Each | None:
    """What a figure is for each of; None for any other figure."""
    figure = item.figure
    before = last_clause(line.text[begun : figure.start], STOPS)
    if (
        figure.unit in _PIECES
        or item.part in (Part.BASE, Part.RATE, Part.DIFFERENCE)
        or _LIMIT.search(before)
        or _LEAD.match(line.text[figure.end : figure.end + 2])
    ):
        return None
    if "价" in before and _TIERED.search(before):
        return None
    if _LEFT_OUT.search(line.text[max(begun, figure.start - 24) : figure.start]):
        return None
    if "/" in figure.unit and re.search("tce|kgce", figure.text):
        return None
    if "/" in figure.unit and re.search("能力|规模|上限|设计|核定|额定|平均值|平均水平|基准值|引导值|约束值", before):
        return None
    if "/" in figure.unit:
        whole, _, thing = figure.unit.partition("/")
        return Each("公里" if thing == "百公里" else thing, whole)
    match = _PER.search(before)
    if match is None or figure.unit == "分":
        return None
    if match["road"]:
        return Each("公里", "升")
    if match["area"] or match["square"]:
        return Each("平方米", figure.unit)
    if match["rest"].startswith("次") and "人" in (match["each"], match["only"]):
        return Each("人次", figure.unit)
    thing = match["short"] or match["each"] or match["only"] or ("各" if match.group().startswith("各") else "")
    exact = bool(thing == "各" or match["only"]) and figure.step == 1 and not re.search("约|近|均", before)
    return Each(thing, figure.unit, exact) if thing or match["price"] else None


def _judge(
    line: Line,
    sentence: str,
    item: Said,
    each: Each,
    mine: Sequence[Said],
    before: Sequence[Said],
    crowd: Sequence[Figure],
) -> Iterator[Finding]:
    thing, unit = each.thing, each.unit
    figure = item.figure
    like = {unit, "千克"} if unit in ("千克标准煤", "千克二氧化碳") else {"次", "人次"} if unit == "次" else {unit}
    scale = Decimal(100) if "百公里" in line.text[max(0, figure.start - 14) : figure.end] else Decimal(1)
    value = figure.value / scale
    for scope in (mine, [*before, *mine]):
        wholes = [other for other in scope if other is not item and other.figure.unit in like and (other.part is Part.NOW or (unit == "元" and other.part is Part.DIFFERENCE))
                  and other.figure.value > value and (_for_each(line, 0, other) is None or re.search("合计|共|总", other.gap))]  # fmt: skip
        counts = _counts(
            line, sentence, thing, unit, item, scope, crowd if scope is not mine or thing in ("人", "平方米") else ()
        )
        pairs = [
            (w, count)
            for w in wholes
            for count in counts
            if count.number and w.figure.value and count.figure is not w.figure
        ]
        step = Decimal(0) if each.exact else figure.step / scale
        together = _together([whole.figure for whole in wholes])
        both = [*counts, *_added(counts)]
        if any(_fits(value, step, whole, count, each.exact) for whole in together for count in both):
            return
        if any(_fits(value, step, whole.figure, count, each.exact) for whole in wholes for count in _added(counts)):
            return
        if any(_fits(value, step, whole.figure, count, each.exact) for whole, count in pairs):
            return
        if scope is mine:
            near = pairs
    if near or pairs:
        yield from _against(line, item, thing, near or pairs, scale)


def _against(
    line: Line, item: Said, thing: str, pairs: Sequence[tuple[Said, Times]], scale: Decimal
) -> Iterator[Finding]:
    """What is told of a figure that none of these totals and counts makes: the ones it is most likely made of."""
    figure = item.figure
    value = figure.value / scale
    told = [
        (whole, count)
        for whole, count in pairs
        if _RECKONED.fullmatch(line.text, figure.end, max(figure.end, whole.figure.start))
    ]
    pairs = told if len({whole.figure for whole, _ in told}) == 1 else pairs
    whole, count = min(
        pairs, key=lambda two: (not _WHOLE.search(two[0].gap), abs(two[0].figure.value / two[1].number - value))
    )
    beside = count.figure is None or count.figure.line is line or thing in ("人", "平方米")
    if not beside or _OF_A_REGION.search(line.text[max(0, figure.start - 14) : figure.start]):
        return
    ratio = value * count.number / whole.figure.value
    sure = len({id(one) for one, _ in pairs}) == 1 and len({two.words for _, two in pairs}) == 1
    low, high = (Decimal("0.2"), Decimal(5)) if sure and _WHOLE.search(whole.gap) else (Decimal("0.7"), Decimal("1.4"))
    real = whole.figure.value / count.number * scale
    said, right = digits_of(figure.text), digits_of(figure.like(real))
    if not low < ratio < high and not transposed(said, right):
        return
    if (
        figure.unit.startswith("千克标准煤")
        and thing == "平方米"
        and Decimal("0.9") < ratio < 1
        and not slip(said, right)
    ):
        return  # by its definition it is without the energy of vehicles
    later = max(figure, whole.figure, key=lambda one: one.start)
    yield finding("A809", f"“{_words(line, figure)}”与{whole.figure.text}、{count.words}不符：{whole.figure.text}÷{count.words}"
                  f"＝{shown_as(real, figure)}，见 {count.said or whole.figure.said}",
                  "核对每份的数、份数和总数", line.at(later.start))  # fmt: skip


def _together(wholes: Sequence[Figure]) -> Iterator[Figure]:
    """Two amounts of a list as one: 汽油28450升、柴油3260升 for the litres of a hundred kilometres."""
    for a, b in pairwise(wholes):
        if a.unit in _FUELS and a.line is b.line and "、" in a.line.text[a.end : b.start]:
            yield replace(a, value=a.value + b.value)


def _added(counts: Sequence[Times]) -> Iterator[Times]:
    """Two counts of a list as one: 新建4.2万亩、改造提升1.5万亩 for what each of them took."""
    for a, b in pairwise(counts):
        one, other = a.figure, b.figure
        if one and other and one.line is other.line and _LISTED.fullmatch(one.line.text, one.end, other.start):
            yield Times(a.number + b.number, a.step + b.step, f"{a.words}＋{b.words}", one)


_LISTED = regex("[、和及][^，。；、\\d]{0,12}")


def _words(line: Line, figure: Figure) -> str:
    return last_clause(line.text[: figure.start], STOPS)[-10:] + figure.text


def _fits(value: Decimal, step: Decimal, whole: Figure, count: Times, exact: bool) -> bool:
    """Whether a figure for each times a count is a whole, whatever of the three was rounded or cut."""
    if not count.number:
        return False
    if exact and whole.step == 1 and not count.step:
        return value * count.number == whole.value
    real = whole.value / count.number
    if whole.unit == "元" and "." not in whole.text:
        whole = replace(whole, step=whole.step / 10)
    loose = step / 2 + (whole.step / 2 + (count.step / 2) * real) / count.number
    return abs(real - value) <= loose or (step < 1 and value <= real < value + step)


def _counts(
    line: Line, sentence: str, thing: str, unit: str, item: Said, scope: Sequence[Said], crowd: Sequence[Figure]
) -> list[Times]:
    """What a figure for each may be taken by."""
    others = [
        other.figure
        for other in scope
        if other is not item and other.part is not Part.RATE and _for_each(line, 0, other) is None
    ]
    if thing == "各":
        earlier = [
            figure
            for figure in others
            if figure.end <= item.figure.start and figure.unit != unit and figure.unit not in _PIECES
        ]
        found = earlier[-1:]
    elif not thing:
        found = [figure for figure in others if figure.unit in _GOODS and figure.unit != unit]
        found += [
            figure
            for figure in others
            if "价" in line.text[max(0, item.figure.start - 6) : item.figure.start]
            and figure.unit in ("千瓦时", "立方米", "升", "千克", "吨")
        ]
    else:
        kinds = _SAME_THING.get(thing, (thing,))
        visits = [figure for figure in crowd if figure.unit != "人次" or thing == "人次"]
        found = [
            figure
            for figure in (*others, *visits)
            if figure.unit in kinds and (figure.unit != unit or unit == kinds[0])
        ]
    size = 1000 if thing == "吨" else 1
    exact = [
        Times(figure.value / size, Decimal(0) if figure.step == 1 else figure.step / size, figure.text, figure)
        for figure in found
    ]
    if thing == "年":
        exact += [
            Times(Decimal(number_in(match["n"] or match["figure"])), Decimal(0), match.group())
            for match in _SOME_YEARS.finditer(sentence)
        ]
    if thing in ("月", "个月", "日", "天") and not any(other.figure.unit in _SAME_THING[thing] for other in scope):
        exact += periods(sentence, thing in ("月", "个月"))
    twice = _TWICE.search(sentence)
    if twice and thing == twice["unit"]:
        people = [figure for figure in others if figure.unit in ("人", "个", "家", "台", "辆", "处")]
        exact = [
            Times(many.number * person.value, Decimal(0), f"{person.text}×{many.words}", person)
            for many in periods(sentence, twice["unit"] == "月")
            for person in people
        ]
    return exact
