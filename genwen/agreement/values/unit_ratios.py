"""Units told by what amounts make of each other: energy by area against so much a square metre, hours of sun of a 光伏, a share of 亩 in 平方米."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.values.unit_sense import POWERS, wrong_unit
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MOST = 14
_NOT_WHOLE = regex("下降|减少|降低|节约|上升|增加|增长|提高|新增|节省|比|较|每|均|单位")
_SUN = (500.0, 2000.0)
_SHARE = regex(r"占(?:全[\u4e00-\u9fff]{1,3}|总|院区|[\u4e00-\u9fff]{0,10})?[\u4e00-\u9fff]{0,8}$")
_PER_HUNDRED = regex(
    r"百公里(?:平均)?(?:油耗|耗油)[^，。；\d]{0,6}(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>公斤|千克|吨|立方米)"
)


def check_unit_ratios(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        by_unit: dict[str, list[Figure]] = defaultdict(list)
        for line in view.lines:
            mine = figures(line)
            for figure in mine:
                by_unit[figure.unit].append(figure)
            if len(mine) > 1:
                yield from _sun(line, mine)
                yield from _shares(line, mine)
            if "百公里" in line.text:
                yield from _fuel(line, view)
        yield from _rates(by_unit)


def _wholes(some: Sequence[Figure]) -> list[Figure]:
    """The figures of a unit that are amounts and not changes of them, each value once."""
    found: dict[Decimal, Figure] = {}
    for figure in some:
        if (
            figure.value > 0
            and weight(digits_of(figure.text)) > 1
            and not _NOT_WHOLE.search(figure.name)
            and not _NOT_WHOLE.search("".join(figure.context))
        ):
            found.setdefault(figure.value, figure)
    return list(found.values())[:_MOST]


def _rates(by_unit: dict[str, list[Figure]]) -> Iterator[Finding]:
    """8415.7吨标准煤 by 68.42平方米 is ten thousand times the 12.3千克标准煤/平方米 that are said."""
    for unit, rates in by_unit.items():
        amount, _, per = unit.partition("/")
        if not per or amount not in by_unit or per not in by_unit:
            continue
        amounts, counts = _wholes(by_unit[amount]), _wholes(by_unit[per])
        for rate in list(
            {
                figure.value: figure for figure in rates if figure.value > 0 and weight(digits_of(figure.text)) > 2
            }.values()
        )[:_MOST]:
            step = float(rate.step / rate.value) * 0.51
            slack = min(max(step, 0.002), 0.01)
            ratios = [
                (float(whole.value / count.value / rate.value), whole, count) for whole in amounts for count in counts
            ]
            if any(abs(ratio - 1) <= 0.02 for ratio, _, _ in ratios):
                continue
            odd = [
                (whole, count)
                for ratio, whole, count in ratios
                if any(abs(ratio / power - 1) <= slack for power in POWERS)
            ]
            if len(odd) == 1:
                whole, count = odd[0]
                wrong = count if count.value < whole.value and not re.search("[万亿]", count.text) else whole
                other = whole if wrong is count else count
                yield wrong_unit(
                    wrong, f"{whole.text}÷{count.text}与{rate.text}相差千倍、万倍（{other.text}也请核对）", rate.said
                )


def _sun(line: Line, mine: Sequence[Figure]) -> Iterator[Finding]:
    """光伏320千瓦，年发电38.4亿千瓦时."""
    if "光伏" not in line.text:
        return
    power = [figure for figure in mine if figure.unit in ("千瓦", "兆瓦")]
    made = [
        figure
        for figure in mine
        if figure.unit == "千瓦时" and re.search("发电", line.text[max(0, figure.start - 10) : figure.start])
    ]
    if (
        len(power) != 1
        or len(made) != 1
        or re.search("月|日|季|累计", line.text[max(0, made[0].start - 12) : made[0].start])
    ):
        return
    hours = float(made[0].value / power[0].value) / (1000 if power[0].unit == "兆瓦" else 1)
    if not _SUN[0] * 0.2 <= hours <= _SUN[1] * 2 and any(
        _SUN[0] <= hours / each <= _SUN[1] for each in (*POWERS, 10.0, 100.0)
    ):
        yield wrong_unit(made[0], f"{power[0].text}的光伏合每年满发{hours:.0f}小时", power[0].said)


def _shares(line: Line, mine: Sequence[Figure]) -> Iterator[Finding]:
    """绿化面积1.2万亩，占院区面积3.1万平方米的38.7%: the share is that of the bare numbers."""
    for one, whole, share in zip(mine, mine[1:], mine[2:], strict=False):
        if (
            share.unit != "%"
            or one.unit == whole.unit
            or "%" in (one.unit, whole.unit)
            or weight(digits_of(share.text)) < 3
        ):
            continue
        if not _SHARE.search(line.text[one.end : whole.start]) or line.text[whole.end : share.start] != "的":
            continue
        bare = [
            float(digits_of(figure.text)) * (1e4 if "万" in figure.text else 1e8 if "亿" in figure.text else 1)
            for figure in (one, whole)
        ]
        if bare[1] and abs(bare[0] / bare[1] * 100 - float(share.value)) <= float(share.step) * 0.51:
            yield wrong_unit(one, f"占{whole.text}的{share.text}，两数的单位却不同", whole.said)


def _fuel(line: Line, view: View) -> Iterator[Finding]:
    """百公里油耗8.6公斤: litres."""
    for match in _PER_HUNDRED.finditer(line.text):
        if re.search("天然气|气车|新能源|CNG", line.text[max(0, match.start() - 16) : match.start()]):
            continue
        other = next(
            (one for one in view.lines if re.search(r"(?:油|升)[^，。；]{0,12}\d+(?:\.\d+)?\s*升", one.text)), line
        )
        at = re.search(r"\d+(?:\.\d+)?\s*升", other.text)
        said = other.said(at.start(), at.end()) if at else line.said(match.start(), match.end())
        yield finding(
            "A203", f"“{match.group()}”的单位疑有误：百公里油耗以升计，见 {said}", "核对单位", line.at(match.start("n"))
        )
