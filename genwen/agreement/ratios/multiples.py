"""So many times as much: 是上年的3倍, 增长2倍, 翻一番, against the two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_N = r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)"
_TIMES = regex(
    rf"(?P<kind>增长|增加|提高|提升|上升|扩大|增|多)?(?P<le>了|出|约|近|到)*(?P<of>[的为达约近]*){_N}(?P<unit>多?倍|番)"
)


_RATIO = regex(r"比(?:例)?(?:为|是|达到?|约)(?P<a>\d+(?:\.\d+)?)\s*[∶：:]\s*(?P<b>\d+(?:\.\d+)?)")


def _ratios(line: Line) -> Iterator[Finding]:
    """在职615200人，退休247200人，在职退休比为2.49∶1."""
    said = [item.figure for item in told_in(line)]
    for match in _RATIO.finditer(line.text):
        begun = begun_at(line.text, match.start(), "。")
        mine = [
            figure for figure in said if begun <= figure.start < match.start() and figure.unit not in ("%", "个百分点")
        ]
        pairs = [(a, b) for a in mine for b in mine if a is not b and a.unit == b.unit and b.value and a.value]
        wanted = Decimal(match["a"]) / Decimal(match["b"]) if Decimal(match["b"]) else Decimal(0)
        step = Decimal(1).scaleb(-len(match["a"].partition(".")[2]))
        if len(pairs) != 2 or not wanted or any(abs(a.value / b.value - wanted) <= step for a, b in pairs):
            continue
        a, b = min(pairs, key=lambda two: abs(two[0].value / two[1].value - wanted))
        if wanted / 2 < a.value / b.value < wanted * 2:
            yield finding(
                "A814",
                f"“{match.group()}”与{a.text}、{b.text}不符，应为{a.value / b.value:.2f}，见 {a.said}",
                "核对三个数",
                line.at(match.start("a")),
            )


_PLAIN_RATIO = regex(
    r"(?P<what>[\u4e00-\u9fff]{2,8}比)(?:例|值)?(?:为|是|达到?|约)(?P<a>\d+\.\d+)(?![\d.]*\s*[%％∶：:个\d])"
)


def _plain_ratios(line: Line) -> Iterator[Finding]:
    """城镇38642元，农村21318元，城乡收入比为1.81."""
    said = [item.figure for item in told_in(line)]
    for match in _PLAIN_RATIO.finditer(line.text):
        begun = begun_at(line.text, match.start(), "。")
        mine = [f for f in said if begun <= f.start < match.start() and f.unit not in ("%", "个百分点") and f.value]
        wanted, step = Decimal(match["a"]), Decimal(1).scaleb(-len(match["a"].partition(".")[2]))
        pairs = [(a, b) for a in mine for b in mine if a is not b]
        if any(abs(a.value / b.value - wanted) <= step for a, b in pairs):
            continue
        last = [(a, b) for a, b in pairs if a.unit == b.unit and {a, b} == set(mine[-2:])]
        if not last:
            continue
        a, b = min(last, key=lambda two: abs(two[0].value / two[1].value - wanted))
        if wanted / 2 < a.value / b.value < wanted * 2:
            yield finding("A814", f"“{match.group()}”与{a.text}、{b.text}不符，应为{a.value / b.value:.2f}，见 {a.said}", "核对三个数",
                          line.at(match.start("a")))  # fmt: skip


_ROW = regex(
    "(?P<one>[\u4e00-\u9fff]{2,8}?)(?P<what>[\u4e00-\u9fff]{3,10}?)(?:最[高大多低]|较高|偏高)?，是(?P<other>[\u4e00-\u9fff]{2,8})的(?P<n>\\d+(?:\\.\\d+)?)倍"
)


def _of_rows(view: View, line: Line) -> Iterator[Finding]:
    """医院人均用水量最高，是机关的1.5倍: two rows of a table under one head."""
    for match in _ROW.finditer(line.text):
        for sheet in sheets_of(view):
            rows = [row for row, label in enumerate(sheet.labels) if label == match["other"]]
            columns = [c for c, head in enumerate(sheet.heads) if (bare_head(head) and match[0].startswith(bare_head(head), 2))
                       or bare_head(head) == match["what"]]  # fmt: skip
            ones = [
                row for row, label in enumerate(sheet.labels) if len(label) > 1 and label in match[0].partition("，")[0]
            ]
            if len(rows) != 1 or len(ones) != 1 or not columns:
                continue
            column = max(columns, key=lambda c: len(bare_head(sheet.heads[c])))
            a, b = sheet.numbers[ones[0]][column], sheet.numbers[rows[0]][column]
            step = Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
            if a is None or b is None or not b.value or abs(a.value / b.value - Decimal(match["n"])) <= step:
                continue
            yield finding("A814", f"“{match['n']}倍”与表中{sheet.text(ones[0], column)}、{sheet.text(rows[0], column)}不符，应为{a.value / b.value:.2f}，见 {sheet.said(ones[0], column)}",
                          "核对三个数", line.at(match.start("n")))  # fmt: skip


def check_multiples(subject: Subject) -> Iterator[Finding]:
    """Every multiple with two numbers of one unit before it in its sentence, or of two rows of a table."""
    for view in subject.views:
        for line in view.lines if sheets_of(view) else ():
            yield from _of_rows(view, line) if "倍" in line.text else ()
    for line in subject.lines():
        if "比" in line.text:
            yield from _ratios(line)
            yield from _plain_ratios(line)
        if "倍" not in line.text and "番" not in line.text:
            continue
        said = told_in(line)
        for match in _TIMES.finditer(line.text):
            if line.text[match.end() : match.end() + 1] in ("多", "余"):
                continue
            begun = begun_at(line.text, match.start(), "。！\n")
            mine = [item for item in said if begun <= item.figure.start and item.figure.end <= match.start()]
            yield from _judged(line, match, mine)


def _judged(line: Line, match: re.Match[str], mine: list[Said]) -> Iterator[Finding]:
    number = Decimal(match["n"]) if match["n"][0].isdigit() else Decimal(number_in(match["n"]))
    step = Decimal(1).scaleb(-len(match["n"].partition(".")[2])) if match["n"][0].isdigit() else Decimal(1)
    mine = [item for item in mine if item.part in (Part.NOW, Part.BASE) and item.figure.unit not in ("%", "个百分点")]
    if not number or match["unit"].startswith("多") or not mine:
        return
    last = mine[-1].figure.unit
    same = [item.figure for item in mine if item.figure.unit == last and item.figure.value]
    ratios = [(a.value / b.value, a, b) for a in same for b in same if a is not b and a.value > b.value]
    if match["unit"] == "番":
        right = {Decimal(2) ** int(number)} if number == int(number) else set()
    elif match["kind"] and match["le"] != "到":
        right = {number + 1}
    else:
        right = {number}
    if not right or not ratios:
        return
    if not _of_the_two(line, match, mine):
        return
    near = step / 2 if step < 1 else Decimal("0.05")
    if any(abs(ratio - wanted) <= near for ratio, _, _ in ratios for wanted in right):
        return
    ratio, more, less = _nearest_two(same, ratios)
    if match["unit"] == "番" and ratio < Decimal("1.3"):
        return
    yield finding("A814", f"“{match.group()}”与{less.text}、{more.text}不符：{more.text}是{less.text}的{ratio:.2f}倍，见 {less.said}",
                  "“增长n倍”是原来的n＋1倍，“翻n番”是原来的2的n次方倍；核对三个数", line.at(match.start("n")))  # fmt: skip


_OWN = regex(r"^[，；（]?[^，。；：、\d]{0,10}$")


_EARLIER = regex("是?(?:前[一二三四五两几]年|前[一二三]期|上[一]?[年期届轮]|去年|往年|同期|过去|十[二三四]五)")
"""What it is so many times as much as is told elsewhere."""


def _of_the_two(line: Line, match: re.Match[str], mine: list[Said]) -> bool:
    """Whether a multiple follows its last number at once, and what has grown is told with what it was."""
    last = mine[-2:]
    grown = match["kind"] is None or any(item.part is Part.BASE for item in last)
    gap = line.text[last[-1].figure.end : match.start()]
    if _EARLIER.search(gap) and not any(item.part is Part.BASE for item in mine):
        return False
    return grown and _OWN.match(gap) is not None and not re.search("分别|均|平均", gap)


def _nearest_two(same: list[Figure], ratios: list[tuple[Decimal, Figure, Figure]]) -> tuple[Decimal, Figure, Figure]:
    """The two numbers said last before the multiple."""
    last = same[-2:]
    return next((one for one in ratios if one[1] in last and one[2] in last), ratios[0])
