"""Dates in prose: how long, which comes first, steps of a plan in order, deadlines said twice, shares that rise by date."""

from __future__ import annotations

import itertools
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from genwen.agreement.claims.seasons import seasons
from genwen.agreement.reading.clauses import ended_at
from genwen.agreement.reading.text import Line, Span, Subject, View, finding
from genwen.agreement.times.limits import OTHERS, kept
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_DATE = regex(
    r"(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?(?P<month>1[0-2]|0?[1-9])\s*月(?:\s*(?P<day>\d{1,2})\s*[日号]|(?P<part>底|末|初|中旬|上旬|下旬))?"
    r"|(?P<only>(?:19|20)\d{2})\s*年\s*(?P<end>底|末)"
)
_RANGE = regex(
    r"(?:(?P<y1>(?:19|20)\d{2})\s*年\s*|(?<![×xXＸ○〇*＊_＿ ]年))(?P<m1>1[0-2]|0?[1-9])\s*月\s*(?:(?P<d1>\d{1,2})\s*[日号]?)?\s*(?:至|到|—|－|-|~|～|–)+\s*"
    r"(?:(?P<y2>(?:19|20)\d{2})\s*年\s*)?(?:(?P<m2>1[0-2]|0?[1-9])\s*月\s*)?(?:(?P<d2>\d{1,2})\s*[日号])?"
)
_DAYS = regex(
    r"(?:为期|历时|持续|共|利用|用时|集中|（)\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>天|日(?!前)|周|个月)"
)
_STEP = regex(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,2}、|第[一二三四五六]阶段|\d{1,2}[.．、]|[（(]\d{1,2}[）)])"
)
_DEADLINE = regex(r"(?:底|末|日|号|月)?(?:以?前|之前|截止)")
_CHINESE = "零一二三四五六七八九十"


@record
class Day(Span):
    """A date said in a line: ordinal of its last day, whether its year is said or taken over."""

    first: date
    last: date
    own_year: bool
    month_only: bool


def days_in(line: Line, year: int) -> tuple[list[Day], int]:
    """The dates of a line, with the year last said (or `year`), and the year to go on with. Impossible dates left out."""
    found: list[Day] = []
    if "月" not in line.text and "底" not in line.text and "末" not in line.text:
        return found, year
    for match in _DATE.finditer(line.text):
        said = match["year"] or match["only"]
        year = int(said) if said else year
        month = int(match["month"] or 12)
        if not year:
            continue
        if re.match(r"\s*(?:次|翌|第二)年", line.text[max(0, match.start() - 2) : match.start()]):
            continue
        length = monthrange(year, month)[1]
        number = int(match["day"] or 0)
        if number > length:
            continue
        first = date(year, month, number or 1)
        last = date(year, month, number or {"初": 10, "上旬": 10, "中旬": 20}.get(match["part"] or "", length))
        found.append(Day(line, match.start(), match.end(), first, last, bool(said), not number))
    return found, year


def check_timing(subject: Subject) -> Iterator[Finding]:
    """Every date rule, document by document."""
    for view in subject.views:
        for line in view.lines:
            if "月" in line.text or "年" in line.text:
                yield from _impossible(line)
                yield from _spans(line)
                yield from _in_turn(line)
        yield from _steps(view)
        yield from _acts(view)
    yield from seasons(subject)


def _impossible(line: Line) -> Iterator[Finding]:
    for match in _DATE.finditer(line.text):
        if not match["day"]:
            continue
        year = int(match["year"] or 2024)
        length = monthrange(year, int(match["month"]))[1]
        if int(match["day"]) > length or int(match["day"]) == 0:
            yield finding("A602", f"没有“{match.group()}”这一天，{int(match['month'])}月有{length}天，见 {line.said(match.start(), match.end())}",
                          "核对日期", line.at(match.start()))  # fmt: skip


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CHINESE.find(tens) if tens else 1) * 10 + (_CHINESE.find(ones) if ones else 0)
    return _CHINESE.find(text)


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    """The first and the last day of a range; None where a part is missing or impossible."""
    first_year = int(match["y1"] or match["y2"] or 2023)
    last_year = int(match["y2"] or first_year)
    month = int(match["m2"] or match["m1"])
    try:
        first = date(first_year, int(match["m1"]), int(match["d1"] or 1))
        last = date(last_year, month, int(match["d2"] or monthrange(last_year, month)[1]))
    except ValueError:
        return None
    return first, last


def _spans(line: Line) -> Iterator[Finding]:
    """From a day to a day, and how many days that is said to be."""
    for match in _RANGE.finditer(line.text):
        if not (match["m2"] or match["d2"]) or (match["d2"] and not match["d1"] and not match["m2"]):
            continue
        span = _span(match)
        if span is None:
            continue
        first, last = span
        said = line.said(match.start(), match.end())
        if last < first:
            near = int(match["m1"]) - int(match["m2"] or match["m1"]) < 6
            whole_years = (
                match["y2"]
                or match["y1"]
                or (near and not re.search("供暖|采暖|次年|翌年|冬", line.text))
                or (match["m1"] == (match["m2"] or match["m1"]))
            )
            if whole_years:
                yield finding(
                    "A602", f"“{match.group()}”的起止先后颠倒，见 {said}", "核对起止日期", line.at(match.start())
                )
            continue
        end = ended_at(line.text, match.end(), "。；\n")
        length = _DAYS.search(line.text, match.end(), min(end, match.end() + 70))
        if length is None or _RANGE.search(line.text, match.end(), length.start()):
            continue
        number = _number(length["n"])
        days = (last - first).days
        months = (last.year - first.year) * 12 + last.month - first.month
        if length["unit"] in ("天", "日"):
            right = {days, days + 1} if match["d1"] and match["d2"] else set()
        elif length["unit"] == "周":
            right = {days // 7, days // 7 + 1}
        else:
            right = {months, months + 1}
        if right and number not in right:
            counted = days + 1 if length["unit"] in ("天", "日") else max(right)
            yield finding("A602", f"“{length.group()}”与“{match.group()}”不符，应为{counted}{length['unit']}，见 {said}", "核对起止日期和天数",
                          line.at(length.start()))  # fmt: skip


_BEGUN = regex("^(?:正式|顺利)?(?:开工|动工|启动|开始|立项|发布|报到|开班|进场|签订|招标|开标)")
_ENDED = regex("(?:正式|全部|顺利|如期)?(?:竣工|完工|结束|完成|验收|结业|交付|通过|投入|结班|完毕)")
_HANDED = regex("报送|上报|完成|自查|自评|整改")
_CHECKED = regex("(?:起|至|开始|前|后)?[^，。；]{0,6}(?:抽查|核查|检查|验收|复查|督查|评审)")


def _in_turn(line: Line) -> Iterator[Finding]:
    """8月15日前完成核对，8月20日前报送结果: what comes after has the later day."""
    days, _ = days_in(line, 2023)
    for first, second in itertools.pairwise(days):
        between = line.text[first.end : second.start]
        after = line.text[second.end : second.end + 24]
        said = first.said
        if OTHERS.search(between):
            continue
        if (
            second.last >= first.last
            and _BEGUN.search(between[:24])
            and _ENDED.match(after)
            and not re.search("[。；]", between)
        ):
            yield from _lasted(line, first, second, said)
            continue
        if (
            second.last < first.last
            and _BEGUN.search(between[:24])
            and _ENDED.match(after)
            and not re.search("[。；]", between)
        ):
            yield finding("A602", f"“{second.words}”早于“{first.words}”，见 {said}", "核对起止日期",
                          second.at)  # fmt: skip
            continue
        if (
            second.last < first.last
            and _DEADLINE.match(between)
            and _HANDED.search(between.split("。")[0])
            and _CHECKED.match(after)
            and not kept(first, second)
        ):
            yield finding("A602", f"“{second.words}”早于前一步的“{first.words}前”，见 {said}", "核对两个日期",
                          second.at)  # fmt: skip
            continue
        if not (_DEADLINE.match(between) and _DEADLINE.match(after)) or re.search("。", between):
            continue
        if (
            re.search("完成|修改|核对|整改|自查|自评|制定|编制|印发|制订|出台", between)
            and re.search("报送|上报|报告|反馈|提交|汇总|核查|验收|总结|备案|前报", after)
            and second.last < first.last
        ):
            yield finding("A602", f"“{second.words}前”早于上一步的“{first.words}前”，见 {first.said}",
                          "核对两个期限", second.at)  # fmt: skip


def _lasted(line: Line, first: Day, second: Day, said: str) -> Iterator[Finding]:
    """7月1日开工，9月20日竣工，历时82天."""
    length = _DAYS.search(line.text, second.end, second.end + 30)
    span = (second.last - first.last).days
    if length is None or length["unit"] not in ("天", "日") or first.month_only or second.month_only:
        return
    if _number(length["n"]) not in (span, span + 1):
        yield finding(
            "A602",
            f"“{length.group()}”与起止日期不符，应为{span + 1}天，见 {said}",
            "核对起止日期和天数",
            line.at(length.start()),
        )


def _steps(view: View) -> Iterator[Finding]:
    """Steps of a plan, each with its time in brackets or in its heading: none begins before the one above."""
    previous: tuple[Line, date, date, str] | None = None
    year = 0
    for line in view.lines:
        mark = _STEP.match(line.text)
        if mark is None:
            continue
        style = re.sub(r"[一二三四五六七八九十\d]+", "n", mark.group().strip())
        head = line.text[:60]
        match = re.search(r"[（(](?P<inside>[^（）()]*\d\s*[月日年][^（）()]*)[）)]", head[mark.end() :])
        if match is None:
            previous = None if previous and previous[3] == style else previous
            continue
        inner = match["inside"]
        span = _RANGE.search(inner)
        years = re.findall(r"((?:19|20)\d{2})\s*年", inner)
        year = int(years[0]) if years else year or 2023
        times = _span(span) if span is not None and (span["m2"] or span["d2"]) else None
        if times is not None and not years:
            times = (
                times[0].replace(year=year) if not (times[0].month == 2 and times[0].day == 29) else times[0],
                times[1].replace(year=year, day=min(times[1].day, 28)),
            )
        if times is None:
            days, _ = days_in(Line(inner, line.position), year)
            if not days:
                continue
            times = days[0].first, days[0].last
        if years:
            year = int(years[-1])
        if previous is not None and previous[3] == style and (times[1] < previous[1] or times[0] < previous[1]):
            yield finding(
                "A602",
                f"这一步（{inner}）早于上一步，见 {previous[0].said(0, 30)}",
                "各步骤的时间应当依次向后",
                line.at(mark.end()),
            )
        elif previous is not None and previous[3] == style and _overlap(previous, line, times[0]):
            yield finding("A602", f"这一阶段（{inner}）开始时上一阶段还没有结束，见 {previous[0].said(0, 40)}", "核对各阶段的起止",
                          line.at(mark.end()))  # fmt: skip
        previous = line, times[0], times[1], style


_TO_THE_DAY = regex(r"日?\s*[至到—－\-~～–][^，。；]*\d\s*日")
_TO_THE_MONTH = regex(r"[月日]\s*[至到—－\-~～–][^，。；]*\d\s*[月日]")
_ALONGSIDE = regex("全程|贯穿|同步|同时|常态|长期|滚动|压茬|交叉|督导|督查|宣传")


def _overlap(previous: tuple[Line, date, date, str], line: Line, begins: date) -> bool:
    """Whether two stages lie over each other, by days or by a month and more, and neither is said to go on beside the others."""
    heads = ["）".join(one.text[:60].split("）")[:2]) for one in (previous[0], line)]
    ends = previous[2]
    said = _TO_THE_DAY if begins.replace(day=1) == ends.replace(day=1) else _TO_THE_MONTH
    return begins < ends and all("阶段" in head and said.search(head) and not _ALONGSIDE.search(head) for head in heads)


def _acts(view: View) -> Iterator[Finding]:
    """自评, 核查, 整改, 总结: one deadline each, in order, and 整改 after the inspection."""
    deadlines: dict[str, list[tuple[Day, str]]] = {}
    inspected: list[Day] = []
    year = 0
    for line in view.lines:
        days, year = days_in(line, year or 2023)
        for index, day in enumerate(days):
            after = line.text[day.end : day.end + 22]
            ranged = re.match(r"\s*(?:至|到|—|－|-|~|～)", after)
            if ranged or (
                index and re.fullmatch(r"\s*(?:至|到|—|－|-|~|～)\s*", line.text[days[index - 1].end : day.start])
            ):
                if (
                    not ranged
                    and re.search("检查|核查|督查|抽查", re.split("。", after)[0])
                    and not re.search("(?<!现)将|拟|计划", after)
                ):
                    inspected.append(day)
                continue
            before = line.text[max(0, day.start - 12) : day.start]
            if not _DEADLINE.match(after):
                continue
            bracket = re.search(r"(?P<act>自评|核查|整改|总结)[^，。；（(]{0,6}[（(]$", before)
            act = bracket["act"] if bracket else ""
            if not act:
                said = re.match(
                    rf"(?:{_DEADLINE.pattern})[，,]?[^，。；\d]{{0,10}}?(?:完成|开展)[^，。；\d]{{0,6}}?(?P<act>自评|核查|整改)",
                    after,
                )
                act = said["act"] if said else ""
            if act:
                deadlines.setdefault(act, []).append(
                    (day, line.text[max(0, day.start - 12) : day.end] + after.split("，")[0][:8])
                )
    yield from _twice(deadlines)
    for day, _ in deadlines.get("整改", []):
        late = [
            seen
            for seen in inspected
            if not seen.month_only and seen.last > day.last and not day.own_year and not seen.own_year
        ]
        if late:
            yield finding("A602", f"整改期限“{day.words}前”早于检查的“{late[0].words}”，见 {late[0].said}",
                          "核对检查和整改的时间", day.at)  # fmt: skip


def _twice(deadlines: dict[str, list[tuple[Day, str]]]) -> Iterator[Finding]:
    for act in ("自评", "核查"):
        known = deadlines.get(act, [])
        for day, text in known[1:]:
            first, said = known[0]
            same_day = (day.last.month, day.last.day) == (first.last.month, first.last.day)
            if (
                same_day
                or (day.own_year and first.own_year and day.last.year != first.last.year)
                or re.search("补|逾期|延期|下一年|次年|县|区|乡", text + said)
            ):
                continue
            yield finding("A602", f"{act}的期限“{day.words}前”与“{first.words}前”不同，见 {first.said}",
                          "同一件事只有一个期限，核对后改为一致", day.at, Severity.WARNING if "每年" in text + said or "各单位" in text else Severity.HINT)  # fmt: skip
