"""Names of stretches of time against the years and months beside them: “十四五”（2020—2025年）, 一季度（1—4月）, 6月16日（星期五）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.timeline import Moment, times_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_FIVE = "一二三四五六七八九"
_PLAN = regex(
    r"[“\"]?(?P<plan>十(?P<n>[一二三四五六七])五)[”\"]?(?:规划|时期|期间|以来)?[^，。；（\d]{0,4}（(?P<a>20\d{2})年?\s*(?:至|到|—|－|-|~|～|–)+\s*(?P<b>20\d{2})年?）"
)
_OPENS = regex(
    r"(?P<year>20\d{2})年(?:是|作为|，?是?)?[“\"]?十(?P<n>[一二三四五六七])五[”\"]?(?:规划|时期)?(?:的)?(?P<what>开局之年|起步之年|第一年|首年|收官之年|最后一年|末年|中期之年|第三年)"
    r"|[“\"]?十(?P<n2>[一二三四五六七])五[”\"]?(?:规划|时期)?(?:的)?(?P<what2>开局之年|起步之年|第一年|首年|收官之年|最后一年|末年)(?:的|，即|（|——)?(?P<year2>20\d{2})年"
)
_PLACE = {
    "开局之年": 1,
    "起步之年": 1,
    "第一年": 1,
    "首年": 1,
    "收官之年": 5,
    "最后一年": 5,
    "末年": 5,
    "中期之年": 3,
    "第三年": 3,
}
_SPANS = {
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9),
    "前三个季度": (1, 9), "全年": (1, 12), "前两季度": (1, 6),
}  # fmt: skip
_SPAN = regex(
    r"(?P<name>前三个?季度|前两季度|第?[一二三四]季度|[上下]半年|全年)[^，。；（\d]{0,6}（(?P<a>\d{1,2})月?\s*(?:至|到|—|－|-|~|～|–)+\s*(?P<b>\d{1,2})月(?:份|底)?[^（）\d]{0,6}）"
)
_WEEKDAY = regex(
    r"^[（(](?:星期|周|礼拜)(?P<week>[一二三四五六日天])[）)]|^[（(]?[^，。；）]{0,2}(?:星期)(?P<week2>[一二三四五六日天])[）)]"
)
_DATE_LESS = regex(r"[月日号][（(](?:星期|周|礼拜)")


_WHOLE_YEAR = regex(
    r"(?P<a>20\d{2})年(?P<month>[1-9]|1[01])月(?:\d{1,2}日|底|初|[上中下]旬)?(?:以|之)?前，?[^，。；\d]{0,10}(?:报送?|提交|上传|填报|完成|公布|汇总)[^，。；\d]{0,8}"
    r"(?P<b>20\d{2})年度?(?!上半年|[一二三]季度)[^，。；]{0,4}?(?:全年[^，。；计预目]{0,14}(?:年报|统计|数据|消费|用量|决算|报表)|[^，。；计预目]{0,14}(?:年报|决算))"
)


def check_terms_of_time(subject: Subject) -> Iterator[Finding]:
    """Line by line; days of the week with the year taken over from before."""
    for view in subject.views:
        for line in view.everything():
            if "前" in line.text and line.text.count("20") > 1:
                yield from _not_yet_over(line)
            if "五" in line.text:
                yield from _plans(line)
            if "季度" in line.text or "半年" in line.text:
                yield from _quarters(line)
            if "每周" in line.text:
                yield from _every_week(line)
        yield from _weekdays(view)


def _not_yet_over(line: Line) -> Iterator[Finding]:
    """于2025年1月10日前报送2025年度全年统计年报: a year is reported as a whole when it is over."""
    for match in _WHOLE_YEAR.finditer(line.text):
        if int(match["b"]) >= int(match["a"]):
            yield finding("A602", f"{match['a']}年{match['month']}月时“{match['b']}年”全年的数还没有，见 {line.said(match.start('b'), match.end())}", "核对年度和期限",
                          line.at(match.start()))  # fmt: skip


def _first_year(number: str) -> int:
    """The first year of a five-year plan: 十一五 began in 2006."""
    return 2006 + 5 * _FIVE.index(number)


def _plans(line: Line) -> Iterator[Finding]:
    for match in _PLAN.finditer(line.text):
        begun = _first_year(match["n"])
        if (int(match["a"]), int(match["b"])) != (begun, begun + 4):
            yield finding("A602", f"“{match.group()}”：{match['plan']}是{begun}至{begun + 4}年，见 {line.said(match.start('a'), match.end('b'))}",
                          "核对年份", line.at(match.start()))  # fmt: skip
    for match in _OPENS.finditer(line.text):
        what, number = match["what"] or match["what2"], match["n"] or match["n2"]
        right = _first_year(number) + _PLACE[what] - 1
        said = match["year"] or match["year2"]
        if int(said) != right:
            yield finding("A602", f"“{match.group()}”：十{number}五的{what}是{right}年，不是{said}年，见 {line.said(match.start(), match.end())}",
                          "核对年份", line.at(match.start()))  # fmt: skip


def _quarters(line: Line) -> Iterator[Finding]:
    for match in _SPAN.finditer(line.text):
        name = match["name"].removeprefix("第")
        right = _SPANS[name]
        if (int(match["a"]), int(match["b"])) != right:
            yield finding("A602", f"“{match.group()}”：{name}是{right[0]}至{right[1]}月，见 {line.said(match.start('a'), match.end('b'))}",
                          "核对月份", line.at(match.start()))  # fmt: skip


_EVERY_WEEK = regex(
    r"[（(](?:星期|周)(?P<first>[一二三四五六日天])[）)](?P<gap>起[^。；]{0,10}?每(?:周|星期)(?P<each>[一二三四五六日天]))(?![至、和到])"
)


def _every_week(line: Line) -> Iterator[Finding]:
    """自4月12日（星期六）起，每周日开设: what goes on every week begins on that day."""
    for match in _EVERY_WEEK.finditer(line.text):
        if match["first"].replace("天", "日") != match["each"].replace("天", "日"):
            said = line.said(match.start(), match.end())
            yield finding(
                "A602",
                f"“每周{match['each']}”与起始日的“星期{match['first']}”不符，见 {said}",
                "核对星期",
                line.at(match.start("each")),
            )


def _nearest(day: date, signed: date) -> date:
    """A day without its year in the year that brings it nearest to the one a paper was signed on."""
    found = [day.replace(year=signed.year + more) for more in (-1, 0, 1) if (day.month, day.day) != (2, 29)]
    return min(found, key=lambda one: abs((one - signed).days), default=day)


_TO_COME = regex("将|拟|请|计划|安排|定于|务必|下一步")


def _is_past(line: Line, moment: Moment, near: date, signed: date) -> bool:
    """Whether a day of the year a paper tells of is meant, as the nearest one is yet to come and nothing says that it will."""
    begun = begun_at(line.text, moment.start)
    return moment.first <= signed < near and not _TO_COME.search(line.text, begun, ended_at(line.text, moment.end))


def _weekdays(view: View) -> Iterator[Finding]:
    """Days of the week beside days without a year, by the year said before or later in the line."""
    if not any(_DATE_LESS.search(line.text) for line in view.lines):
        return
    titled = {int(one) for line in view.lines[:3] for one in re.findall(r"(?<!\d)20\d{2}(?=年)", line.text)}
    year, signed = 0, signed_on(view)
    for number, line in enumerate(view.lines):
        moments, year = times_in(line, number, titled.copy().pop() if len(titled) == 1 else year)
        for moment in moments:
            match = _WEEKDAY.match(moment.after)
            if match is None or moment.ranged or not moment.exact or moment.own_year:
                continue
            later = [
                other
                for other in moments
                if other.own_year and (other.first.month, other.first.day) == (moment.first.month, moment.first.day)
            ]
            days = [(moment.first, moment.said)] if year else []
            if later:
                days = [(date(later[0].first.year, moment.first.month, moment.first.day), later[0].said)]
            elif signed is not None and not _is_past(line, moment, _nearest(moment.first, signed[0]), signed[0]):
                days.append((_nearest(moment.first, signed[0]), signed[1].said(0, len(signed[1].text))))
            said = (match["week"] or match["week2"]).replace("天", "日")
            if days and all(said != "一二三四五六日"[day.weekday()] for day, _ in days):
                day, by = days[-1]
                right = "一二三四五六日"[day.weekday()]
                yield finding("A602", f"“{moment.words}{match.group()}”，{day.year}年的这一天是星期{right}，见 {by}",
                              "核对日期和星期", moment.at)  # fmt: skip
