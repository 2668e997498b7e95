"""What is to be reached year by year: later is more, in prose and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.figures import figures
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.times.timing import Day, days_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_YEAR = regex(r"(?<!\d)(?P<year>(?:19|20)\d{2})年?(?:(?P<month>\d{1,2})月)?(?:底|末)?")
_REACH = regex("达到|实现|完成|建成|不低于|力争|覆盖|累计|达")
_NOT = regex("下降|降低|减少|增长|提高了|同比|比|较|平均|新增|当年|占|目标|每")
_WHAT = regex(r"率|比例|覆盖|累计|建成|进度|完成")
_RATE = regex(
    "(?:率|比例|比重|占比)(?=(?:力争|稳定|保持|总体)?(?:达|不低于|实现|完成|提[高升]|上升|为|在|到)[^率例重比]*$)"
)
_ASIDE = regex("^.*[，：]|[“”、\\s]|力争|确保|争取|累计|全部|^[底末前]")
_HEAD = regex(r"比例|建成率|覆盖率|完成率|普及率|累计|进度|达标率")

_SHARE_OF = regex(
    r"^[之以]?前?，?(?:力争|确保|争取)?(?P<lead>[^，。；\d]{0,8}?)\d[\d.]*[%％](?:左右|以上)?的(?P<of>[^，。；\d]{2,14}?)(?:要|应|须|均)?(?:达到|建成|完成|实现)"
)


def check_milestones(subject: Subject) -> Iterator[Finding]:
    """Lines with at least two years or days, and tables with a row or column for each year."""
    for view in subject.views:
        for line in view.lines:
            if line.text.count("20") >= 2 and _REACH.search(line.text):
                yield from _in_line(line)
            if ("%" in line.text or "％" in line.text) and ("月" in line.text or "年" in line.text):
                yield from _till_days(line)
        for sheet in sheets_of(view):
            yield from _in_sheet(sheet)


def _rate_in(text: str) -> str:
    """The rate that is to be reached, named between a date and its figure: 覆盖率; "" where none is."""
    found = _RATE.search(text)
    return _ASIDE.sub("", text[: found.end()]) if found else ""


def _may_be_one(first: str, second: str) -> bool:
    """Whether two rates can be one: one of them is not named, or shorter by what stands before it."""
    return first.endswith(second) or second.endswith(first)


def _in_line(line: Line) -> Iterator[Finding]:
    years = list(_YEAR.finditer(line.text))
    points: list[tuple[int, Decimal, str, int, int, str]] = []
    for at, match in enumerate(years):
        until = years[at + 1].start() if at + 1 < len(years) else len(line.text)
        mine = [
            figure
            for figure in figures(line)
            if match.end() <= figure.start < until and figure.unit in ("%", "家", "个", "所", "处")
        ]
        between = line.text[match.end() : mine[0].start] if mine else ""
        if (
            not mine
            or "。" in between
            or len(between) > 30
            or not _REACH.search(between)
            or _NOT.search(between)
            or not _WHAT.search(line.text)
        ):
            continue
        if mine[0].unit != "%" and "累计" not in between and "覆盖" not in between:
            continue
        points.append(
            (
                int(match["year"]) * 12 + int(match["month"] or 12),
                mine[0].value,
                mine[0].unit,
                mine[0].start,
                match.start(),
                _rate_in(between),
            )
        )
    if len(set(re.findall("省级|市级|县级|区级|乡镇|市县", line.text))) > 1:
        return
    for first, second in pairwise(points):
        if first[2] == second[2] and _may_be_one(first[5], second[5]) and second[0] > first[0] and second[1] < first[1]:
            yield finding("A603", f"后一期的{second[1].normalize():f}{second[2]}少于前一期的{first[1].normalize():f}{first[2]}，见 {line.said(first[4], first[3] + 4)}", "进度应当逐期提高，核对日期和数",
                          line.at(second[3]))  # fmt: skip


def _till_days(line: Line) -> Iterator[Finding]:
    """到2024年底达到60%，到2025年底达到80%: later is more."""
    days, _ = days_in(line, 0)
    if len(days) < 2:
        return
    shares = [figure for figure in figures(line) if figure.unit == "%"]
    points: list[tuple[Day, Decimal, int, str]] = []
    for index, day in enumerate(days):
        until = days[index + 1].start if index + 1 < len(days) else len(line.text)
        mine = [figure for figure in shares if day.end <= figure.start < until]
        between = line.text[day.end : mine[0].end + 14].split("。")[0].split("；")[0] if mine else ""
        near = mine and mine[0].start - day.end < 40 and "。" not in line.text[day.end : mine[0].start]
        if (
            len(mine) == 1
            and near
            and re.search("达到|实现|完成|建成|不低于|力争|为|覆盖|占", between)
            and not re.search("下降|降低|减少|增长|提高了|同比", between)
        ):
            points.append((day, mine[0].value, mine[0].start, _rate_in(line.text[day.end : mine[0].start])))
    scopes = set(re.findall("省级|市级|县级|区级|乡镇|市县", line.text))
    for (first, low, _, rate), (second, high, start, other) in pairwise(points):
        if len(scopes) > 1 or not _may_be_one(rate, other) or line.text.find("。", first.end, second.start) >= 0:
            continue
        if second.last > first.last and high < low:
            yield finding("A603", f"到“{second.words}”的{high}%低于此前的{low}%，见 {first.said}",
                          "进度应当逐期提高，核对日期和比例", line.at(start))  # fmt: skip
        elif second.last < first.last and high > low and second.own_year:
            yield finding("A603", f"“{second.words}”早于前面的“{first.words}”，见 {first.said}",
                          "核对日期", second.at)  # fmt: skip
        elif second.last == first.last and high != low and _of_one_thing(line.text, first, second):
            yield finding("A603", f"“{second.words}”写了{low}%又写{high}%，见 {first.said}",
                          "进度应当逐期提高，核对日期和比例", second.at)  # fmt: skip


def _of_one_thing(text: str, first: Day, second: Day) -> bool:
    """Whether after both days a share of the same things is to be reached: 25%的党政机关建成, 50%的区党政机关建成."""
    one, other = _SHARE_OF.match(text[first.end : second.start]), _SHARE_OF.match(text[second.end : second.end + 60])
    if one is None or other is None:
        return False
    leads = one["lead"].endswith(other["lead"]) or other["lead"].endswith(one["lead"])
    return leads and (one["of"].endswith(other["of"]) or other["of"].endswith(one["of"]))


def _in_sheet(sheet: Sheet) -> Iterator[Finding]:
    dated = [(int(match["year"]), row) for row, label in enumerate(sheet.labels) if (match := _YEAR.match(label))]
    if (
        len(dated) < 3
        or len(dated) != len(sheet.labels)
        or dated != sorted(dated)
        or not re.search("节点|时间|目标|截止|阶段|时限", sheet.heads[0] + sheet.caption)
    ):
        return
    for column in range(1, len(sheet.heads)):
        if not _HEAD.search(sheet.heads[column]):
            continue
        cells = [(number.value, row) for row, number in sheet.column(column, (row for _, row in dated))]
        for (low, first), (high, second) in pairwise(cells):
            if high < low:
                yield finding("A603", f"“{sheet.labels[second]}”的{sheet.heads[column]}{high}低于上一期的{low}，见 {sheet.said(first, column)}", "进度应当逐期提高，核对日期和数",
                              sheet.rows[second][column].at(0))  # fmt: skip
