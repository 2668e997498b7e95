"""Percentages and totals in prose against the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.figures import Figure, figures
from genwen.agreement.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding, Severity

_DOWN = "下降|降低|减少|降至|降到|压减|减至|回落"
_UP = "上升|增长|增加|提高|提升|升至|增至|扩大"
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,14}$")
_TO = re.compile(
    rf"^[^，。；\d]{{0,6}}?(?:(?P<word>{_DOWN}|{_UP}|变为|调整)(?:了)?(?:到|至|为)?|(?:到|至))[^，。；\d]{{0,10}}$"
)
_RATE = re.compile(rf"^[^。；\d]{{0,14}}?(?P<word>{_DOWN}|{_UP}|降幅|增幅|升幅)(?:了|为|达|约|达到)*$")
_BESIDE = re.compile(
    r"^[^。；\d]{0,6}?[，（(]?[^，。；\d]{0,4}(?:上年|去年|上年同期|去年同期|上一年度?|基期|\x00+)[^，。；\d]{0,12}$"
)
_SHARE = re.compile(r"^[，（(、]?[^，。；\d]{0,4}占(?:比|总数|全部|全区|全县|全市|其|总量|总额)?[^，。；\d]{0,10}$")
_WHOLE = re.compile(r"(?:共有|共计|总计|合计|总数为?|总额为?|总量为?|共|累计|总共|一共)[^，。；、\d]{0,8}$")
_AMONG = re.compile("其中|分别|包括|含")
_NAMES = re.compile(
    r"(?P<names>[^，。；：、\d\0]{2,16}(?:、[^，。；：、\d\0]{2,16})+(?:[和及与][^，。；：、\d\0]{2,14})?)分别(?P<rest>[^。；]*)"
)
_VALUE = re.compile(r"\d[\d,.]*\s*[万亿]?[^\d，。；、和及]{0,10}")
_LIKELY = Decimal("0.9")


def check_changes(subject: Subject) -> Iterator[Finding]:
    """由a下降到b, 下降x%: the rate against both numbers, the word against their order."""
    for line in subject.lines():
        found = figures(line)
        for first, second, rate in zip(found, found[1:], found[2:], strict=False):
            if (
                rate.unit not in ("%",)
                or first.unit != second.unit
                or first.unit == "%"
                or not first.value * second.value
            ):
                continue
            yield from _change(line, first, second, rate)
        for first, second, amount, rate in zip(found, found[1:], found[2:], found[3:], strict=False):
            if rate.unit == "%" and first.unit == second.unit == amount.unit != "%" and first.value * second.value:
                yield from _change(line, first, second, rate, amount)


def _change(line: Line, first: Figure, second: Figure, rate: Figure, amount: Figure | None = None) -> Iterator[Finding]:
    blank = masked(line.text)
    between = blank[first.end : second.start]
    if amount is not None and not _RATE.match(blank[second.end : amount.start]):
        return
    after = _RATE.match(blank[(amount or second).end : rate.start])
    if after is None:
        return
    if _FROM.search(blank[: first.start]) and _TO.match(between):
        old, new = first, second
    elif _BESIDE.match(between) and not re.search(_DOWN + "|" + _UP, between):
        old, new = second, first
    else:
        return
    change = (new.value - old.value) / old.value * 100
    fewer = after["word"] in _DOWN.split("|") or after["word"] == "降幅"
    slack = rate.step / 2 + (old.step / old.value + new.step / new.value) * 50 * (new.value / old.value)
    if abs(abs(change) - rate.value) > slack:
        real = f"{abs(change):.2f}%"
        yield finding("A803", f"“{after['word']}{rate.text}”与前后两数不符：{old.text}变为{new.text}，应为{'下降' if change < 0 else '上升'}{real}，"
                      f"见 {old.said}", "由未经修约的数计算，核对后改正", line.at(rate.start))  # fmt: skip
    elif change and (change < 0) is not fewer:
        yield finding("A804", f"“{after['word']}{rate.text}”方向不对：{old.text}变为{new.text}，见 {old.said}",
                      f"改为{'下降' if change < 0 else '上升'}", line.at(rate.start))  # fmt: skip


def check_shares(subject: Subject) -> Iterator[Finding]:
    """共64家，建成18家，占28.13%: the share against part and total."""
    for line in subject.lines():
        found = figures(line)
        blank = masked(line.text)
        for index, rate in enumerate(found):
            if rate.unit != "%" or not index:
                continue
            part = found[index - 1]
            if part.unit == "%" or not _SHARE.match(blank[part.end : rate.start]):
                continue
            begun = max(blank.rfind(mark, 0, part.start) for mark in "。；\n")
            wholes = [item for item in found[: index - 1] if item.unit == part.unit and item.start > begun]
            stated = [item for item in wholes if _stated(blank, item) and item.value >= part.value > 0]
            if not stated or any(_fits(part, whole, rate) for whole in wholes):
                continue
            whole = stated[-1]
            real = part.value / whole.value * 100
            yield finding("A805", f"“占{rate.text}”与{part.text}÷{whole.text}＝{real:.2f}%不符，见 {whole.said}", "核对部分、总数和占比",
                          line.at(rate.start))  # fmt: skip


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    if not whole.value:
        return False
    share = part.value / whole.value * 100
    slack = rate.step / 2 + (part.step / 2 + whole.step / 2 if part.step < 1 else Decimal(0)) / whole.value * 100
    return abs(share - rate.value) <= slack


def check_parts(subject: Subject) -> Iterator[Finding]:
    """共64家，其中A52家、B12家; A3份、B4份，共7份."""
    for line in subject.lines():
        found = figures(line)
        blank = masked(line.text)
        for index, whole in enumerate(found):
            if whole.unit in ("%", "个百分点", "分", "摄氏度", "年", "个月"):
                continue
            if _stated(blank, whole):
                yield from _after(line, blank, found, index)
            if _WHOLE.search(blank[: whole.start]):
                yield from _before(line, blank, found, index)


def _stated(blank: str, whole: Figure) -> bool:
    """Whether a figure is said to be a total: 共64家, or 64家，其中."""
    return bool(_WHOLE.search(blank[: whole.start]) or re.match("[，（(]其中", blank[whole.end :]))


def _after(line: Line, blank: str, found: tuple[Figure, ...], index: int) -> Iterator[Finding]:
    """The parts after 其中."""
    whole = found[index]
    end = min((at for mark in "。；\n" if (at := blank.find(mark, whole.end)) >= 0), default=len(blank))
    among = _AMONG.search(blank, whole.end, end)
    if among is None or among.start() - whole.end > 24:
        return
    parts = [item for item in found[index + 1 :] if item.start >= among.end() and item.end <= end]
    same = [item for item in parts if item.unit == whole.unit]
    between = [blank[a.end : b.start] for a, b in pairwise(same)]
    if (
        len(same) < 2
        or len(same) != len(parts)
        or any(not re.match(r"^[、，和及以]", text) or "其中" in text for text in between)
    ):
        return
    if any(item.start - among.end() > 200 for item in same):
        return
    yield from _sum(line, same, whole, open_ended="等" in blank[among.end() : end])


def _before(line: Line, blank: str, found: tuple[Figure, ...], index: int) -> Iterator[Finding]:
    """The parts before 共 or 合计."""
    whole = found[index]
    if not re.search(r"[，、：]?(?:共计|合计|总计|共|累计|总共|一共)[^，。；、\d]{0,4}$", blank[: whole.start]):
        return
    begun = max(blank.rfind(mark, 0, whole.start) for mark in "。；\n") + 1
    parts: list[Figure] = []
    at = whole.start
    for item in reversed(found[:index]):
        gap = blank[item.end : at]
        if (
            item.start < begun
            or item.unit != whole.unit
            or not re.match(r"^[、，和及]", gap)
            or re.search("其中|占|比", gap)
        ):
            break
        if parts and not re.match(r"^[、和及，][^，。；、]{0,16}$", gap):
            break
        parts.insert(0, item)
        at = item.start
    if len(parts) >= 2 and re.match(
        r"^，?[^，。；、\d]{0,4}(?:共计|合计|总计|共|累计|总共|一共)", blank[parts[-1].end : whole.start]
    ):
        yield from _sum(line, parts, whole, open_ended=False, exact=True)


def _sum(line: Line, parts: list[Figure], whole: Figure, *, open_ended: bool, exact: bool = False) -> Iterator[Finding]:
    total = sum((item.value for item in parts), Decimal(0))
    step = max(whole.step, *(item.step for item in parts))
    slack = step / 2 * (len(parts) + 1) if step < 1 or step > 1 else Decimal(0)
    if abs(total - whole.value) <= slack:
        return
    short = total < whole.value
    if short and not exact and (open_ended or total < whole.value * _LIKELY):
        return
    terms = "＋".join(item.text for item in parts)
    severity = Severity.HINT if short and not exact and len(parts) < 2 else Severity.WARNING
    yield finding(
        "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(parts[0].start), severity
    )


def check_respectively(subject: Subject) -> Iterator[Finding]:
    """A、B、C分别下降a、b: as many figures as names."""
    for line in subject.lines():
        for match in _NAMES.finditer(masked(line.text)):
            names = match["names"].count("、") + 1
            last = match["names"].rpartition("、")[2]
            most = names + len(re.findall("[和及与]", last))
            clause = match["rest"]
            values = re.match(
                rf"[^\d，]{{0,12}}(?P<list>{_VALUE.pattern}(?:(?:、|和|及|，)[^\d，。；、]{{0,4}}{_VALUE.pattern})*)",
                clause,
            )
            if values is None:
                continue
            count = len(re.findall(r"\d[\d,.]*", values["list"]))
            if count > 1 and not names <= count <= most:
                yield finding("A807", f"“分别”前列出{names}项，后面有{count}个数，见 {line.said(match.start('rest'), match.end())}",
                              "核对项目和数字，一一对应", line.at(match.start()))  # fmt: skip
