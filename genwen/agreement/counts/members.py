"""Counts of things that are then named one by one: 5家单位，分别是…; “四个一”; objects counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.sheet import AVERAGE, TOTAL, sheets_of
from genwen.agreement.reading.text import Grid, Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_N = r"(?P<n>[两二三四五六七八九十]{1,3}|\d{1,3})"
_INSPECTED = regex(
    rf"对{_N}[家个](?:单位|部门|科室|机关|公共机构)[^，。；]{{0,10}}(?:检查|考核|核查|抽查|评价|督查|复查|调查)"
)


def check_members(subject: Subject) -> Iterator[Finding]:
    """Line by line, then tables of what was inspected."""
    for view in subject.views:
        for line in view.lines:
            yield from _group(line)
            yield from _both(line) if "对" in line.text and "中" in line.text else ()
        for grid in view.grids:
            yield from _inspected(view, grid)


_GROUP = regex(
    rf"(?:由)?{_N}[人名位](?:同志)?(?:组成|参加)?[^，。；（]{{0,16}}[（](?P<list>[^（）]*(?:组长|主任|成员|队长)[^（）]*)[）]"
)


def _group(line: Line) -> Iterator[Finding]:
    """由5人组成的督导组（组长甲，成员乙、丙、丁、戊）."""
    for match in _GROUP.finditer(line.text):
        parts = [part for part in re.split("[，、；,]", match["list"]) if part.strip()]
        if "等" in match["list"] or re.search(r"\d", match["list"]) or any(len(part) > 10 for part in parts):
            continue
        number = number_in(match["n"])
        if number and number != len(parts):
            yield miscounted(
                line, match.start("n"), f"{match['n']}人", len(parts), line.said(match.start("list"), match.end("list"))
            )


_BOTH = regex(
    r"对(?P<a>\d+)[个家所][\u4e00-\u9fff]{2,8}?[和、及与](?P<b>\d+)[个家所][\u4e00-\u9fff]{2,8}?(?:进行|开展|实施|组织)[^；\d]{0,16}?[，。]"
    r"(?P<c>\d+)[个家所](?:被|受|参)[\u4e00-\u9fff]{1,6}中"
)


def _both(line: Line) -> Iterator[Finding]:
    """对11个乡镇和35个部门进行考核，46个被考核对象中."""
    for match in _BOTH.finditer(line.text):
        a, b, c = (int(match[key]) for key in "abc")
        if a + b != c and abs(a + b - c) <= max(3, c // 6):
            yield finding("A806", f"{a}＋{b}与“{c}”不符，见 {line.said(match.start('a'), match.end('b'))}", "核对各部分和总数", line.at(match.start("c")))  # fmt: skip


_ETC = regex(rf"等{_N}[家个](?:单位|机关|部门|公共机构|乡镇)")
_ALL = regex(rf"{_N}[项类个家种](?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:全部|(?<!平)均|都)")


_REST = regex("(?:其余|其[他它]|另外?)的?$")


def _inspected(view: View, grid: Grid) -> Iterator[Finding]:
    """对12家单位进行了检查 before a table with a row for each."""
    sheet = next((item for item in sheets_of(view) if item.grid is grid), None)
    if sheet is None:
        return
    rows = [label for label in sheet.labels if label and not TOTAL.match(label) and not AVERAGE.match(label)]
    if len(rows) >= 3 and len(set(rows)) == len(rows) and any(sheet.index_column(c) for c in range(len(sheet.heads))):
        for line in view.before(grid, 3):
            for match in _ETC.finditer(line.text):
                number = number_in(match["n"])
                if number >= 2 and number != len(rows) and abs(number - len(rows)) <= max(3, len(rows) // 4):
                    yield finding(
                        "A301",
                        f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                        "核对单位数和表",
                        line.at(match.start()),
                    )
    for line in view.below(grid, 4):
        for match in _ALL.finditer(line.text):
            number = number_in(match["n"])
            if (
                not _REST.search(line.text[: match.start()])
                and match["noun"][:2] in sheet.heads[0] + sheet.heads[1]
                and number >= 2
                and number != len(rows)
                and abs(number - len(rows)) <= 2
            ):
                yield finding(
                    "A301",
                    f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                    "核对项数和表",
                    line.at(match.start()),
                )
    if not re.search("得分|分数|总分|结果|等次", "".join(sheet.heads)):
        return
    if len(rows) < 3 or len(set(rows)) != len(rows):
        return
    for line in view.before(grid, 4):
        for match in _INSPECTED.finditer(line.text):
            number = number_in(match["n"])
            if number and number != len(rows) and abs(number - len(rows)) <= max(3, len(rows) // 4):
                yield finding(
                    "A301",
                    f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                    "核对单位数和表",
                    line.at(match.start()),
                )
