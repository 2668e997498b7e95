"""Rules of dates: days that do not exist, wrong weekdays, zeros before figures, spans that run backwards, 日 left out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import chain

from genwen.lint.masks import without_names, without_quotes
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, WARNING, Hit, Rule, at, each
from genwen.lint.view import DATE, NUMBER, PRINTING, TITLE, Line, View
from genwen.numerals import DateError, parse_date
from genwen.patterns import regex
from genwen.searching import found_in, lines_with

CLAUSE = "GB/T 15835—2011"
_REVIEWED = "条例第二十条"
"""Days, like names and figures, are held to be right before a paper is signed; how they are written is 15835's matter."""
_FULL = regex(r"(?<!\d)((?:19|20)\d{2})年(\d{1,3})月(?:(\d{1,3})[日号])?")
_MONTH = regex(r"(?<![\dA-Za-z])(?<!\d年)(\d{1,2})月(\d{1,2})[日号]")
_WEEKDAY = regex(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日\s*[（(，,]?\s*(?:星期|周|礼拜)([一二三四五六日天])")
_WEEKDAY_FIRST = regex(r"(?:星期|周)([一二三四五六日天])[（(]((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[）)]")
_PADDED = regex(
    r"(?<!\d)(?:(?:19|20)\d{2}年)?(?:0\d月(?:\d{1,2}[日号])?|\d{1,2}月0\d[日号])|(?<=[于至到在月每前])0[1-9]日(?!\d)"
)
_YEARS = regex(r"(?<!\d)((?:19|20)\d{2})年?\s*(?:[—–～-]|至|到)\s*((?:19|20)\d{2})年")
_MONTHS = regex(
    r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?\s*(?:[—–～]|至|到)\s*(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})日)?"
)
_DAY_SPANS = regex(r"(?<![\d.])(\d{1,2})月(\d{1,2})日?\s*(?:[—–～]|至|到)\s*(?:(\d{1,2})月)?(\d{1,2})日")
_TIMES = regex(r"(?<![\d:：])(\d{1,2})[:：]([0-5]\d)\s*(?:[—–～~-]{1,2}|至|到)\s*(\d{1,2})[:：]([0-5]\d)(?![\d:：%％])")
_MORNING, _EVENING = 8, 17
"""Hours from which a time is of the day, and up to which what ends earlier does not last over the night."""
_CHINESE = regex(
    "[一二][〇零○九][〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    "|(?<![一二三四五六七八九十正腊冬年])(?:十[一二]?|[一二三四五六七八九])月(?:底|初|(?<![、至到][一二三四五六七八九十]月)(?<![、至到]十[一二]月)份|上旬|中旬|下旬|[一二三四五六七八九十]{1,3}日)"
)
_CHINESE_YEAR = regex(
    "(?<![〇零○一二三四五六七八九十百千])(?:二〇[〇一二三四五六七八九]|一九[〇一二三四五六七八九])[〇一二三四五六七八九]年(?![代\\d]|[一二三四五六七八九十]{1,2}月)"
)
_FIGURE_YEAR = regex(r"(?<!\d)(?:19|20)\d{2}年")
_DOTTED = regex(
    r"(?<![\d.\-/A-Za-z])(?:19|20)\d{2}[.．/](?:0?[1-9]|1[0-2])(?:[.．/](?:[12]\d|3[01]|0?[1-9])(?![\d.．/])日?|月?(?=以来|以前|之前|前|底|初|起|至|到))"
)
_DAY_LEFT_OUT = regex(r"(?<!\d)(\d{1,2}月\d{1,2})(\s*(?:[—–～~-]|至|到)\s*)((?:\d{1,2}月)?\d{1,2}日)")
_DAYS = "一二三四五六日"
_DAY_LACKING = regex(
    r"(?<!\d)(?P<whole>(?:20\d\d年)?)(?P<date>(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01]))"
    r"(?:(?=之前|以前|前(?![一二三四五六七八九十\d期置列端沿往线述])|[上下]午|起(?=施行|实施|执行|生效|至)|至(?=次年)|[（(](?:星期|周)[一二三四五六日天])"
    r"|(?P<end>(?=[，。；]|召开|举行|举办|报送|印发|开工|竣工)))"
)
_TO_DAY = regex("(?:截至|截止到?|[定将拟须应]于|至)$")
_THIRTEENTH = regex(
    r"(?<![\d年第.、])(?:(?:1[3-9]|[2-9]\d)月(?=年?[底初末]|份|[上中下]旬)|(?:(?<=[，。；：于在到至])|(?<![^\s]))"
    r"(?:1[3-9]月(?=召开|举行|举办|报送|印发|启动|开工|竣工)|(?P<work>1[34]月)(?=完成|开展)))"
)
"""Months without a year and a day: 18月 may be how long, so what stands behind has to tell."""
_LASTING = regex("[期需约历共经满用时长](?:[于在到至])?$")


def _is_free(line: Line) -> bool:
    """Whether no rule of an 要素 looks at the dates of a line."""
    return line.role not in (DATE, PRINTING, NUMBER) and any(unit in line.text for unit in "年月日")


def impossible(view: View) -> Iterator[Hit]:
    """2月30日, 13月."""
    for line in filter(_is_free, lines_with(view.lines, (_FULL, _MONTH))):
        text = line.text
        for match in _FULL.finditer(text):
            if fault := _fault(int(match[1]), int(match[2]), int(match[3]) if match[3] else None):
                yield at(line, match, f"“{match[0]}”不是有效日期：{fault}", "核对后改正")
        for match in _MONTH.finditer(text):
            if fault := _fault(2024, int(match[1]), int(match[2])):
                fault = fault.replace("2024年2月共", "2月最多")  # the year is not told
                yield at(line, match, f"“{match[0]}”不是有效日期：{fault}", "核对后改正")
    for line, match in found_in(view.prose(), _THIRTEENTH, without_quotes):
        if not _LASTING.search(line.text, max(0, match.start() - 2), match.start()):
            said = f"“{match[0]}”不是有效日期：没有{match[0]}"
            yield Hit(said, "核对后改正", line, match.start(), match.end(), unsure=match["work"] is not None)


def _fault(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月"
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return f"{year}年{month}月共{last}天" if month == 2 else f"{month}月共{last}天"
    return ""


def weekday(view: View) -> Iterator[Hit]:
    """The weekday is not that of the date."""
    for line in lines_with(view.lines, (_WEEKDAY, _WEEKDAY_FIRST)):
        told = [(match, f"{match[1]}年{match[2]}月{match[3]}日", match[4]) for match in _WEEKDAY.finditer(line.text)]
        for match, shown, day in (*told, *_before(line)):
            try:
                date = parse_date(shown)
            except DateError:
                continue
            right = _DAYS[date.weekday()]
            if day.replace("天", "日") != right:
                group = 4 if match.re.pattern == _WEEKDAY.pattern else 1
                yield at(line, match, f"{shown}是星期{right}，不是星期{day}", "核对日期和星期", group)


def _before(line: Line) -> Iterator[tuple[re.Match[str], str, str]]:
    """Weekdays told before their dates: match, date and weekday."""
    for match in _WEEKDAY_FIRST.finditer(line.text):
        yield match, f"{match[2]}年{match[3]}月{match[4]}日", match[1]


def padded(view: View) -> Iterator[Hit]:
    """07月03日 in the text."""
    for line, match in found_in(view.lines, _PADDED, without_names):
        if not _is_free(line):
            continue
        right = re.sub(r"(?<!\d)0(?=\d[月日号])", "", match[0])
        yield at(line, match, f"日期“{match[0]}”的月、日前补了零", f"写作 {right}")


def backwards(view: View) -> Iterator[Hit]:
    """2027—2025年, 14:30—13:30."""
    for line, match in found_in(view.texts(), _TIMES, without_names):
        first, _, last, _ = hours = [int(number) for number in match.groups()]
        by_day = last >= _MORNING and first <= _EVENING
        if by_day and hours[:2] > hours[2:]:
            yield at(line, match, f"起止“{match[0]}”倒置", "核对起止")
    for line in filter(_is_free, lines_with(view.lines, (_YEARS, _MONTHS, _DAY_SPANS))):
        text = line.text
        for match in _YEARS.finditer(text):
            if int(match[1]) > int(match[2]):
                yield at(line, match, f"起止年份“{match[0]}”倒置", "核对起止")
        for match in _MONTHS.finditer(text):
            start = (int(match[1]), int(match[2]), int(match[3] or 1))
            end = (int(match[4] or match[1]), int(match[5]), int(match[6] or 31))
            if start > end:
                yield at(line, match, f"起止“{match[0]}”倒置", "核对起止；跨年的写明后一个年份")
        for match in _DAY_SPANS.finditer(text):
            # from December to March it is the next year
            told = match[3] and text[match.start() - 1 : match.start()] == "年"
            if not told and match[3] in (None, match[1]) and int(match[2]) > int(match[4]):
                yield at(line, match, f"起止“{match[0]}”倒置", "核对起止")


def dotted(view: View) -> Iterator[Hit]:
    """2026.9.10 and 2026/9 in the text."""
    for line, match in found_in(view.prose(), _DOTTED, without_names):
        parts = re.findall(r"\d+", match[0])
        right = "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
        hit = Hit(f"日期“{match[0]}”没有用年、月、日", f"写作 {right}", line, match.start(), match.end(), right=right)
        yield hit


def day_left_out(view: View) -> Iterator[Hit]:
    """3月1至5日."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"“{match[0]}”前一个日期省了“日”", f"写作 {match[1]}日{match[2].strip()}{match[3]}"

    return each(view.prose(), _DAY_LEFT_OUT, said, without_names)


def day_lacking(view: View) -> Iterator[Hit]:
    """2025年11月30前, 于10月17召开."""
    for line, match in found_in(view.prose(), _DAY_LACKING, without_quotes):
        told = (
            match["end"] is None
            or match["whole"]
            or _TO_DAY.search(line.text, max(0, match.start() - 4), match.start())
        )
        if told:
            month, day = map(int, re.findall(r"\d+", match["date"]))
            right = "" if _fault(2024, month, day) else f"{match[0]}日"
            said, hint = f"日期“{match[0]}”缺“日”", f"写作 {right}" if right else "核对后补上“日”"
            yield Hit(said, hint, line, match.start(), match.end(), right=right)


def two_styles(view: View) -> Iterator[Hit]:
    """Dates in figures and in Chinese numerals side by side, or years."""
    lines = view.prose()
    if next(found_in(lines, _FULL, without_names), None) is not None:
        for line, match in found_in(lines, _CHINESE, without_names):
            yield at(line, match, f"“{match[0]}”用汉字数字，别处的日期用阿拉伯数字", "全文统一，用阿拉伯数字")
    both = view.of(TITLE), lines
    if any(next(found_in(some, _FIGURE_YEAR, without_quotes), None) is not None for some in both):
        for line, match in chain.from_iterable(found_in(some, _CHINESE_YEAR, without_quotes) for some in both):
            yield at(line, match, f"“{match[0]}”用汉字数字，别处的年份用阿拉伯数字", "全文统一，用阿拉伯数字")


RULES = (
    Rule("G631", "日期不存在", _REVIEWED, HARD, ERROR, "写错的日期没法执行。", "正文：2024年2月29日前完成。", "正文：2025年2月29日前完成。", impossible),
    Rule("G632", "星期与日期不符", _REVIEWED, HARD, ERROR, "星期与日期对不上，不知道以哪个为准。",
         "正文：定于2025年3月18日（星期二）召开。", "正文：定于2025年3月18日（星期三）召开。", weekday),
    Rule("G633", "日期补零", CLAUSE, HARD, WARNING, "月、日前不补零。", "正文：2025年7月3日前完成。", "正文：2025年07月03日前完成。", padded),
    Rule("G634", "起止倒置", _REVIEWED, HARD, ERROR, "开始不能晚于结束。", "正文：2025—2027年实施。", "正文：2027—2025年实施。", backwards),
    Rule("G636", "日期用点号、斜线", CLAUSE, CUSTOM, WARNING, "公文里的日期写“年”“月”“日”。", "正文：2026年9月10日起执行。", "正文：2026.9.10起执行。", dotted),
    Rule("G637", "日期起止省了“日”", CLAUSE, CUSTOM, NOTICE, "起止的日期各自写全，不省“日”。", "正文：3月1日至5日报名。", "正文：3月1至5日报名。", day_left_out),
    Rule("G641", "日期缺“日”", CLAUSE, HARD, WARNING, "日期写全年、月、日。", "正文：2025年11月30日前报送。", "正文：2025年11月30前报送。", day_lacking),
    Rule("G635", "日期两种写法混用", CLAUSE, CUSTOM, WARNING, "同一份公文的日期用一种数字。",
         "正文：2025年7月印发，2025年8月实施。", "正文：2025年7月印发，二〇二五年八月实施。", two_styles),
)  # fmt: skip
