"""Shares, rates, means and products in prose against the numbers they can be made from.

A figure is right when any two numbers near it make it. It is wrong only where the wording ties it to two numbers, or where
it is a slip of the pen away from what they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.figures import Figure
from genwen.agreement.likeness import digits_of
from genwen.agreement.sentences import Part, Said, said_in, spoken
from genwen.agreement.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding, Severity

_RATE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{0,8}?)(?:(?P<rate>率)(?:（[^（）]*）)?|占比|占[^，。；、\d]{0,12}?|的?比例|的?比重|完成[^，。；\d]{0,8}的|[为达]?预算的|总数的)"
    r"(?:为|达到|达|是|约|仅|仅为|：|的|\s)*$"
)
_NOT_RATE = re.compile(
    r"目标|要求|不低于|不少于|以上|超过|力争|达标|下降|增长|上升|提高|增幅|降幅|优惠|折扣|利率|税率|率先|功率|效率|能效"
)
_HEDGED = re.compile(r"^\s*(?:以上|以下|以内|左右|多|余)")
_PIECES = frozenset(("%", "‰", "个百分点", "摄氏度", "年", "个月", "分"))
_MEAN = re.compile(
    r"(?P<per>月均|日均|年均|人均|户均|车均|平均每?(?P<each>[个月天日人家户台辆盏次场期件项平]?)[^，。；\d]{0,8}|每(?P<only>[台辆盏个次场期人家户件套块组])[^，。；\d]{0,6}|"
    r"单位(?:建筑)?面积[^，。；、\d]{0,8}|百公里(?:平均)?油耗|均价|单价|平均[水电]价)[^，。；\d]{0,12}$"
)
_EACH = {"月": ("个月",), "人": ("人",), "家": ("家",), "户": ("户", "家"), "台": ("台",), "辆": ("辆", "台"), "盏": ("盏",), "次": ("次", "场"),
         "场": ("场", "次"), "期": ("期",), "个": ("个", "家"), "件": ("件",), "项": ("项", "个"), "套": ("套",), "块": ("块",), "组": ("组",)}  # fmt: skip
_YEARLY = re.compile("每月|每周|每季度|每半年")


def check_shares(subject: Subject) -> Iterator[Finding]:
    """Every share and rate that is no change."""
    for line in subject.lines():
        if "%" not in line.text and "％" not in line.text:
            continue
        blank = masked(line.text)
        sentences = said_in(line)
        for number, sentence in enumerate(sentences):
            before = [item for some in sentences[max(0, number - 2) : number] for item in some]
            for index, item in enumerate(sentence):
                if item.figure.unit == "%" and item.part is not Part.RATE:
                    yield from _share(line, blank, [*before, *sentence[:index]], sentence, index)
            yield from _hundred(line, sentence)


def _share(line: Line, blank: str, before: list[Said], sentence: tuple[Said, ...], index: int) -> Iterator[Finding]:
    item = sentence[index]
    clause = re.split("[，。；：（(、]", re.sub(r"[（(][^（）()]*[）)]", "", blank[: item.figure.start]))[-1]
    match = _RATE.search(clause)
    if match is None or _NOT_RATE.search(clause) or _HEDGED.match(blank[item.figure.end : item.figure.end + 3]):
        return
    after = list(sentence[index + 1 : index + 3])
    after += [] if re.match(r"[（(]", blank[item.figure.end : item.figure.end + 1]) else after[2:]
    near = [other for other in (*before, *after) if other.figure.unit not in _PIECES]
    if any(_makes(a.figure, b.figure, item.figure) for a in near for b in near if a is not b):
        return
    if any(_complement(other.figure, item.figure) for other in (*before, *sentence) if other is not item):
        return
    tied = _tied(blank, [*before, *after], item, match)
    if tied is None:
        return
    part, whole, sure = tied
    real = part.value / whole.value * 100
    if not sure and not Decimal("0.8") * real <= item.figure.value <= Decimal("1.25") * real:
        return
    yield finding("A805", f"“{clause.strip()}{item.figure.text}”与{part.text}÷{whole.text}＝{real:.2f}%不符，见 {whole.said}",
                  "核对部分、总数和比率", line.at(item.figure.start), Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _makes(part: Figure, whole: Figure, rate: Figure) -> bool:
    if part.unit != whole.unit or not whole.value:
        return False
    share = part.value / whole.value * 100
    if abs(100 - share - rate.value) <= rate.step / 2:
        return True
    steps = [Decimal(0) if item.step >= 1 and item.unit != "元" else item.step for item in (part, whole)]
    slack = rate.step / 2 + (steps[0] + steps[1] * part.value / whole.value) / whole.value * 50
    return abs(share - rate.value) <= slack or (rate.step < 1 and rate.value <= share < rate.value + rate.step)


def _complement(other: Figure, rate: Figure) -> bool:
    return other.unit == "%" and other.value + rate.value == 100


def _tied(blank: str, near: list[Said], item: Said, match: re.Match[str]) -> tuple[Figure, Figure, bool] | None:
    """The part and the whole a rate is of, and whether its wording says so."""
    pieces = [other for other in near if other.figure.unit not in _PIECES and other.part is not Part.BASE]
    stem = match["stem"][-4:]
    share = match["rate"] is None
    if share:
        last = [other for other in pieces if other.figure.end <= item.figure.start][-1:]
        if (
            not last
            or len(blank[last[0].figure.end : item.figure.start]) > 22
            or re.search("[。；]", blank[last[0].figure.end : item.figure.start])
        ):
            return None
        part = last[0]
        wholes = [
            other
            for other in pieces
            if other.figure.unit == part.figure.unit and other.figure.value > part.figure.value and other is not part
        ]
        total = [
            other
            for other in wholes
            if re.search(r"共|总|合计|现有|预算|全", other.gap)
            or re.match(r"[^，。；\d]{0,10}[，（(]其中", blank[other.figure.end :])
        ]
        if not wholes:
            return None
        whole = (total or wholes)[-1] if len(wholes) > 1 else wholes[0]
        closest = min(wholes, key=lambda other: abs(part.figure.value / other.figure.value * 100 - item.figure.value))
        sure = bool(total) and len(total) == 1
        return part.figure, (whole if sure else closest).figure, sure or len(wholes) == 1
    named = [other for other in pieces if _stem_in(stem, blank, other)]
    for part in reversed(named):
        wholes = [
            other
            for other in pieces
            if other.figure.unit == part.figure.unit and other.figure.value >= part.figure.value and other is not part
        ]
        if wholes:
            closest = min(
                wholes, key=lambda other: abs(part.figure.value / other.figure.value * 100 - item.figure.value)
            )
            return part.figure, closest.figure, True
    last_two = [other for other in pieces if other.figure.end <= item.figure.start][-2:]
    if len(last_two) == 2 and last_two[0].figure.unit == last_two[1].figure.unit:
        small, large = sorted((other.figure for other in last_two), key=lambda figure: figure.value)
        return small, large, False
    return None


def _stem_in(stem: str, blank: str, other: Said) -> bool:
    """Whether the name of a rate stands beside a number: 登记率 and 已登记84宗."""
    around = other.gap[-10:] + blank[other.figure.end : other.figure.end + 6]
    around = re.sub(r"不\w{2}", "", around)
    return any(stem[i : i + 2] in around for i in range(len(stem) - 1))


def _hundred(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """分别占a%、b%、c%, all of a whole."""
    for index, item in enumerate(sentence):
        if item.figure.unit != "%" or not re.search(r"分别占|占比分别|比重分别|比例分别|分别为全", item.gap):
            continue
        shares = [item.figure]
        for other in sentence[index + 1 :]:
            if other.figure.unit != "%" or not re.fullmatch(r"\s*[、，和及]\s*", other.gap):
                break
            shares.append(other.figure)
        total = sum((share.value for share in shares), Decimal(0))
        slack = sum((share.step for share in shares), Decimal(0))
        if len(shares) >= 2 and abs(total - 100) > slack and Decimal(88) < total < Decimal(112):
            yield from _not_all(line, shares, total)
    shares = [
        item.figure
        for item in sentence
        if item.figure.unit == "%"
        and re.search(
            r"^[，、；]?[^，。；、\d]{2,12}占(?:比|总量的|总数的)?(?:为)?$", re.split("其中|：", item.gap)[-1]
        )
    ]
    total = sum((share.value for share in shares), Decimal(0))
    slack = sum((share.step for share in shares), Decimal(0)) / 2
    if (
        len(shares) >= 2
        and len(shares) == sum(item.figure.unit == "%" for item in sentence)
        and abs(total - 100) > slack
        and Decimal(94) < total < Decimal(106)
    ):
        yield from _not_all(line, shares, total)


def _not_all(line: Line, shares: list[Figure], total: Decimal) -> Iterator[Finding]:
    terms = "＋".join(share.text for share in shares)
    yield finding("A805", f"{terms}＝{total.normalize():f}%，不是100%，见 {shares[-1].said}", "核对各项占比；若另有其他项则不必改",
                  line.at(shares[0].start), Severity.HINT)  # fmt: skip


def check_means(subject: Subject) -> Iterator[Finding]:
    """月均、平均每家、百公里油耗, and amounts said to be price times number."""
    for view in subject.views:
        people = [figure for line in view.lines for figure in spoken(line)]
        for line in view.lines:
            blank = masked(line.text)
            found = spoken(line)
            for index, figure in enumerate(found):
                start = max(blank.rfind(mark, 0, figure.start) for mark in "。；，：（、") + 1
                match = _MEAN.search(blank[start : figure.start])
                if match is not None and figure.unit != "%":
                    yield from _mean(line, blank, match, found, index, people)
            yield from _product(line, blank, found)


def _mean(
    line: Line, blank: str, match: re.Match[str], found: tuple[Figure, ...], index: int, everywhere: list[Figure]
) -> Iterator[Finding]:
    figure = found[index]
    begun = max(0, blank.rfind("。", 0, max(0, blank.rfind("。", 0, figure.start))))
    around = [
        item for item in found if begun <= item.start and abs(item.start - figure.start) < 160 and item is not figure
    ]
    unit, scale = _whole_unit(match["per"], figure)
    wholes = [item for item in around if item.unit == unit and item.value > figure.value]
    per = match["per"]
    each = match["each"] or match["only"] or {"月均": "月", "人均": "人", "户均": "户", "车均": "辆"}.get(per, "")
    if per.startswith("百公里"):
        counts = [item for item in around if item.unit == "公里"]
    elif per.startswith("单位"):
        counts = [item for item in (*around, *everywhere) if item.unit == "平方米"]
    elif per.startswith("月均") or each == "月":
        counts = [item for item in around if item.unit == "个月"]
    elif each:
        counts = [item for item in around if item.unit in _EACH.get(each, (each,))] or [
            item for item in everywhere if item.unit in _EACH.get(each, (each,)) and each == "人"
        ]
    else:
        counts = [item for item in around if item.unit in ("千瓦时", "立方米", "升")] if "价" in per else []
    numbers = [(item.value, item.step, item.said) for item in counts]
    if (per.startswith("月均") or each == "月") and not counts:
        numbers = [(Decimal(12), Decimal(0), ""), (Decimal(6), Decimal(0), "")]
    quotients = []
    for whole in wholes:
        for number, step, said in numbers:
            if number:
                quotients.append((whole.value / number * scale, whole, step, number, said))
    if not quotients or any(_near(value, whole, step, number, figure) for value, whole, step, number, _ in quotients):
        return
    value, whole, _, number, said = min(quotients, key=lambda item: abs(item[0] - figure.value))
    if abs(value - figure.value) > figure.value / 4:
        return
    printed = digits_of(figure.text)
    factor = figure.value / Decimal(printed) if printed and Decimal(printed) else Decimal(1)
    yield finding("A809", f"“{per}{figure.text}”与{whole.text}÷{number.normalize():f}＝{value / (factor or 1):.2f}不符，见 {said or whole.said}",
                  "核对总数、个数和平均数", line.at(figure.start))  # fmt: skip


def _whole_unit(per: str, figure: Figure) -> tuple[str, Decimal]:
    """The unit of the whole a mean is of, and what the quotient is multiplied by."""
    if per.startswith("百公里"):
        return "升", Decimal(100)
    return figure.unit.split("/")[0], Decimal(1)


def _near(value: Decimal, whole: Figure, step: Decimal, number: Decimal, figure: Figure) -> bool:
    loose = (
        figure.step / 2 + (whole.step / whole.value + step / number) * value / 2
        if whole.value and number
        else figure.step
    )
    cut = figure.step < 1 and figure.value <= value < figure.value + figure.step
    return cut or abs(value - figure.value) <= loose


_PRICE = re.compile(r"[/／每]")


def _product(line: Line, blank: str, found: tuple[Figure, ...]) -> Iterator[Finding]:
    """按年节电186万千瓦时、电价0.65元/千瓦时测算，年节约电费120.9万元."""
    for price in found:
        parts = price.unit.split("/")
        if len(parts) != 2 or parts[0] not in ("元", "千克标准煤", "千克") or not price.value:
            continue
        begun, end = blank.rfind("。", 0, price.start) + 1, blank.find("。", price.end)
        mine = [item for item in found if begun <= item.start and (end < 0 or item.end <= end)]
        amounts = [item for item in mine if item.unit == parts[1] and item.value > 1]
        totals = [item for item in mine if item.unit == parts[0] and item.value > price.value * 10]
        if (
            not amounts
            or not totals
            or not re.search(
                "测算|计算|按|折合|电价|单价|电费|水费|均价|水价|气价|油价", blank[begun : end if end >= 0 else None]
            )
        ):
            continue
        if any(_made(a, price, t) for a in amounts for t in totals):
            continue
        amount, total = min(
            ((a, t) for a in amounts for t in totals), key=lambda two: abs(two[0].value * price.value - two[1].value)
        )
        real = amount.value * price.value
        if abs(real - total.value) <= total.value / 4:
            yield finding("A809", f"“{total.text}”与{amount.text}×{price.text}＝{real.normalize():f}{parts[0]}不符，见 {amount.said}",
                          "核对数量、单价和金额", line.at(total.start))  # fmt: skip


def _made(amount: Figure, price: Figure, total: Figure) -> bool:
    real = amount.value * price.value
    return abs(real - total.value) <= total.step + amount.step / 2 * price.value + price.step / 2 * amount.value
