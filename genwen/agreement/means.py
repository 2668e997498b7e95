"""Means and products in prose against the numbers they can be made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.figures import Figure
from genwen.agreement.likeness import digits_of
from genwen.agreement.sentences import spoken
from genwen.agreement.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding
from genwen.records import replace

_MEAN = re.compile(
    r"(?P<per>月均|日均|年均|人均|户均|车均|平均每?(?P<each>[个月天日人家户台辆盏次场期件项处栋所升吨度支只套间块组]?)[^，。；\d]{0,8}|每(?P<only>[台辆盏个次场期人家户件套块组])[^，。；\d]{0,6}|"
    r"单位(?:建筑)?面积[^，。；、\d]{0,8}|百公里(?:平均)?油耗|均价|单价|平均[水电]价)[^，。；\d]{0,12}$"
)
_EACH = {"月": ("个月",), "人": ("人",), "家": ("家",), "户": ("户", "家"), "台": ("台",), "辆": ("辆", "台"), "盏": ("盏",), "次": ("次", "场"),
         "场": ("场", "次"), "期": ("期",), "个": ("个", "家"), "件": ("件",), "项": ("项", "个"), "套": ("套",), "块": ("块",), "组": ("组",), "处": ("处",), "栋": ("栋", "幢"), "所": ("所",), "升": ("升",), "吨": ("吨", "千克"), "度": ("千瓦时",), "支": ("支",), "只": ("只",), "间": ("间",)}  # fmt: skip


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
            yield from _product(line, blank, found, people)
            yield from _monthly(line, blank, found)
            yield from _payback(line, blank, found, people)


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
    wholes = [
        item
        for item in wholes
        if not re.search("年的$|上年[^，。]*$|去年[^，。]*$", line.text[max(0, item.start - 10) : item.start])
    ]
    per = match["per"]
    each = match["each"] or match["only"] or {"月均": "月", "人均": "人", "户均": "户", "车均": "辆"}.get(per, "")
    if per.startswith("百公里"):
        counts = [item for item in around if item.unit == "公里"]
    elif per.startswith("单位"):
        counts = [item for item in (*around, *everywhere) if item.unit == "平方米"]
    elif per.startswith("月均") or each == "月":
        counts = [item for item in around if item.unit == "个月"]
    elif each in ("升", "吨", "度"):
        counts = [item for item in (*around, *everywhere) if item.unit in _EACH[each] and item.value > 100]
    elif each:
        counts = [item for item in around if item.unit in _EACH.get(each, (each,))] or [
            item for item in everywhere if item.unit in _EACH.get(each, (each,)) and each == "人"
        ]
    else:
        counts = [item for item in around if item.unit in ("千瓦时", "立方米", "升")] if "价" in per else []
    if not counts or not wholes:
        near = [
            (c, w)
            for c, w in pairwise(everywhere)
            if c.line is w.line and w.start - c.end < 6 and c.unit in _EACH.get(each, (each,)) and w.unit == unit
        ]
        counts, wholes = (counts or [c for c, _ in near]), (wholes or [w for _, w in near])
    numbers = [(item.value, Decimal(0) if item.step == 1 else item.step, item.said) for item in counts]
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
    bracketed = len(counts) == 1 and blank[figure.end : counts[0].start].startswith("（")
    if abs(value - figure.value) > figure.value * (2 if bracketed else Decimal("0.25")):
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


def _product(line: Line, blank: str, found: tuple[Figure, ...], everywhere: list[Figure]) -> Iterator[Finding]:
    """按年节电186万千瓦时、电价0.65元/千瓦时测算，年节约电费120.9万元."""
    priced = [replace(item, unit=f"元/{_PRICED[match[1]]}") for item in found
              if item.unit == "元" and (match := re.search(r"每(升|度|千瓦时|吨|立方米|方|公斤|千克)(?:按|约|为)?$", blank[: item.start]))]  # fmt: skip
    for price in (*found, *priced):
        parts = price.unit.split("/")
        if len(parts) != 2 or parts[0] not in ("元", "千克标准煤", "千克") or not price.value:
            continue
        begun, end = blank.rfind("。", 0, price.start) + 1, blank.find("。", price.end)
        mine = [item for item in found if begun <= item.start and (end < 0 or item.end <= end)]
        amounts = [item for item in mine if item.unit == parts[1] and item.value > 1]
        amounts = amounts or [item for item in everywhere if item.unit == parts[1] and item.value > 100]
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


def _monthly(line: Line, blank: str, found: tuple[Figure, ...]) -> Iterator[Finding]:
    """每月节约水费1344元，全年可节约16128元."""
    for one in found:
        if not re.search(r"每[月个][^，。；\d]{0,10}$", blank[: one.start]) or one.unit in ("次", "%", "期", "份"):
            continue
        end = blank.find("。", one.end)
        years = [f for f in found if f.start > one.end and (end < 0 or f.end <= end) and f.unit == one.unit]
        for year in years[:1]:
            if not re.search(r"(?:全年|一年|每年|年)[^，。；\d]{0,10}$", blank[one.end : year.start]):
                continue
            real = one.value * 12
            if abs(real - year.value) > one.step * 6 + year.step and abs(real - year.value) <= year.value / 4:
                yield finding(
                    "A809",
                    f"“{year.text}”与每月{one.text}×12不符，见 {one.said}",
                    "核对每月和全年",
                    line.at(year.start),
                )


_PRICED = {
    "升": "升",
    "度": "千瓦时",
    "千瓦时": "千瓦时",
    "吨": "吨",
    "立方米": "立方米",
    "方": "立方米",
    "公斤": "千克",
    "千克": "千克",
}


def _payback(line: Line, blank: str, found: tuple[Figure, ...], everywhere: list[Figure]) -> Iterator[Finding]:
    """投资 over what is saved in a year: 回收期约3.0年."""
    for match in re.finditer(r"(?P<n>\d{1,2}(?:\.\d+)?)年(?P<after>[^，。；]{0,6})", blank):
        if not re.search("回收期?[^，。；]{0,8}$", blank[: match.start()]) and not re.match(
            "[^，。；]{0,4}(?:收回|回收)", match["after"]
        ):
            continue
        said, step = Decimal(match["n"]), Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
        saved = [
            f
            for f in everywhere
            if f.unit == "元" and re.search("节约|节省|收益", f.line.text[max(0, f.start - 14) : f.start])
        ]
        spent = [
            f
            for f in everywhere
            if f.unit == "元" and re.search("投资|投入|造价", f.line.text[max(0, f.start - 10) : f.start])
        ]
        quotients = [(a.value / b.value, a, b) for a in spent for b in saved if b.value and a.value > b.value]
        if not quotients or any(abs(q - said) <= step for q, _, _ in quotients):
            continue
        q, a, b = min(quotients, key=lambda item: abs(item[0] - said))
        if abs(q - said) <= said:
            yield finding(
                "A809",
                f"“{match['n']}年”与{a.text}÷{b.text}＝{q:.1f}年不符，见 {a.said}",
                "核对投资、年节约额和回收期",
                line.at(match.start()),
            )
