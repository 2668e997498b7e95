"""The rule of years cut short (GB/T 15835): 24年底, 2025—27年, 96年11月, 26年 beside 2026年; numbers of years are no years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.lint.masks import without_names, without_quotes
from genwen.lint.measures import MEASURE
from genwen.lint.rule import HARD, WARNING, Hit, Rule, at
from genwen.lint.rules.dates import CLAUSE
from genwen.lint.view import ATTACHMENT_TITLE, BODY, DATE, LEVELS, PRINTING, TABLE_NOTE, TITLE, Line, View
from genwen.patterns import regex
from genwen.searching import found_in

_COMPARED = "同期|相比|同比|下降|减少|降低|增长|增加|提高|上升|提升|净增|压减"
_SHORT_YEAR = regex(
    r"(?<![\dA-Za-z.〔（\[—～-])(?:(?P<one>[0-3]\d)年(?=年?[初底末中]|上半年|下半年|全年|度|同期|第?[一二三四]季度|的?基础上)"
    rf"|(?<=[比较与])(?P<than>[129]\d)年(?={_COMPARED})|(?<=[自从])(?P<since>[125-9]\d)年(?=以来|起|开始)"
    r"|(?:(?<=关于)|(?<=[一二三四五六七八九十]、))(?P<about>2\d)年(?=工作|任务|情况|总结|计划|重点|[\u4e00-\u9fff]{2,20}(?:的通知|的报告|的请示|的意见|的通报|的函)$)"
    r"|(?<=到)(?P<until>2\d|3[05])年(?=，?(?:全面)?(?:完成|建成|实现|达到|达标)|全面|力争|基本))"
)
_SHORT_YEARS = regex(
    r"(?<![\d.〔（\[—～-])(?:(?P<from>[12]\d)年?[—–～至-](?P<to>[1-3]\d)年(?=年均|平均[值数水]|均值|同期|年度|[两三]年)"
    r"|(?<!服务)(?<!工作)(?<!使用)(?<![满了达约龄近期])(?P<one>[12]\d)年、(?P<next>[1-3]\d)年(?!期|工龄|教龄|党龄|军龄|树龄|以[上下])|(?P<first>[12]\d)、(?P<last>[1-3]\d)年(?=[两三]年|分别|同期|年度|连续))"
)
"""Two years side by side or from one to the other: what follows, or that one comes right after the other, tells them
from numbers of years.
"""
_HALF_SHORT = regex(
    r"(?<![\d.])(?P<century>19(?=[5-9])|20(?=[0-4]))(?P<first>\d\d)(?P<mark>年?\s*(?:[—–～~-]{1,2}|至|到)\s*)(?P<last>\d\d)年(?!期|以?来|以?后|以[上下内]|前|代|龄)"
)
"""From a year written out to one that is not."""
_LISTED_SHORT = regex(
    r"(?<!\d)(?P<century>19(?=[5-9])|20(?=[0-4]))(?P<years>\d\d(?:年?[、和及与]\d\d)*年?(?:、|和|及|与|以及)\d\d)年(?!期|[以之]?[来后前内间]|以[上下]|代|一遇|.{0,2}龄)"
)
"""A year written out with others beside it that are not."""
_FARTHEST = 5
"""Years between one and the next where they stand side by side: what is farther may be how long."""
_EDGE = r"(?<![\dA-Za-z.〔\[—–～~-])"
_OURS = "[我全本该各][市县区省州镇乡街旗局厅委院校部司队处]"
_EVENT = (
    "(?:开工|投用|投产|印发|成立|通车|竣工|落成|动工|出台|颁布|启用|挂牌|建成(?:通车|投用|投产|使用|启用))"
    r"(?:的|以来|后|建设|使用|运行|运营|(?![\u4e00-\u9fff\d]))"
)
_HAPPENED = regex(
    rf"{_EDGE}(?:(?P<month>\d\d)年(?=(?:[1-9]|1[0-2])月(?!龄))|(?P<old>[5-9]\d)年(?={_EVENT}|(?:建成|始建|兴建)(?!了)|[初底末]|至今|参加工作|入伍|入党|毕业)|(?<=[建立设]于)(?P<built>\d\d)年(?!代)"
    rf"|(?:(?<=[，。；：、（）》”于在自从桥路站场馆楼院校园厂库厅所区道程目线])|(?<![^\s]))(?P<new>[0-4]\d)年(?={_EVENT})"
    rf"|(?<![^。；])(?P<will>2[1-9])年，(?=[我全本该各][\u4e00-\u9fff]{{1,8}}?(?:将(?!近)|拟|计划|预计|力争))"
    rf"|(?<={_OURS})(?P<ours>2[1-9])年(?=将(?!近)|拟|计划|预计|力争))"
)
"""A month or something that happens once behind it: no number of years."""
_BESIDE = regex(
    rf"{_EDGE}(?:(?P<task>2\d)年(?=(?:[全省市县区州]{{1,2}}(?:委|政府|直|级)?)?(?:工作(?:计划|要点|安排|任务|总结|重点|部署)|重点(?:工作|项目|任务)|预算|决算|目标任务|任务|计划(?!生育)))"
    rf"|(?<![^。；，：）到])(?P<done>2\d)年(?=接待|完成[^了]|实现|新增|新建|培训|投入|处理|办理|受理|生产|消耗|用[水电能气]|支出|共[^有用]|全[省市县区][\u4e00-\u9fff]{{2}})"
    rf"|(?<![^。；])(?P<head>2[1-46-9])年，(?={_OURS}(?![^。；]{{0,30}}(?:始终|一直|从未|不断|走过|见证|累计|先后))))"
)
"""Years where the same year stands written out elsewhere; else they may be numbers of years, as of anniversaries."""
_YEARLESS = regex(
    rf"(?:(?<=关于)|(?<=印发)|(?<=《)|(?<=[市区县省局委厅]))(?P<year>20[0-4]\d)(?=[\u4e00-\u9fff])(?!年|号|(?!度(?!电|角)){MEASURE})"
)
"""A year without 年 in a title: 关于2025工作安排的通知."""
_DATED = regex(rf"{_EDGE}([0-4]\d)年(?=(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日|(?:[1-9]|1[0-2])月[底初末])")
"""A day, or the beginning or end of a month, behind it: no number of years in a cell or head either."""
_WHOLE = regex(r"(?<!\d)((?:19|20)\d\d)(?=年|[—–～~-](?:19|20)\d\d年)")
_LASTING = regex(
    "(?:[满了达约近时经过需用仅花隔迟封共第每逾超余历短长续龄期限刑前后早晚作]|停[工产建业滞]|搁置|延[误迟]|拖延|闲置|筹[备划建]|酝酿|准备|建设|使用|连续)$"
)
"""Behind this stands how many years."""


def short_year(view: View) -> Iterator[Hit]:
    """24年底, 比24年下降, 23—25年年均, 2025—27年, 2025、26年, 96年11月."""
    lines = view.of(BODY, *LEVELS, TABLE_NOTE, TITLE)
    known = (BODY, *LEVELS, TABLE_NOTE, TITLE, DATE, PRINTING)
    others = (found for found in found_in(view.lines, _DATED, without_quotes) if found[0].role not in known)
    told: set[tuple[int, int]] = set()
    for hit in (*_half_short(lines), *_listed_short(lines)):
        if hit.line:
            told |= {(hit.line.index, n) for n in range(hit.start, hit.end)}
        yield hit
    for line, match in (
        *found_in(lines, _SHORT_YEAR, without_quotes), *_surely_years(view, lines), *others,
    ):  # fmt: skip
        year = next(filter(None, match.groups()))
        if (line.index, match.start()) not in told:
            told.add((line.index, match.start()))
            right = f"{_whole(year)}年"
            yield at(line, match, f"年份“{year}年”没有写全", f"写作 {right}", right=right)
    for line, match in found_in(lines, _SHORT_YEARS, without_quotes):
        first, last = map(int, re.findall(r"\d+", match[0]))
        follows = first < last if match["from"] else first + 1 == last
        if follows and (line.index, match.start()) not in told:
            right = re.sub(r"\d+", lambda found: f"20{found[0]}", match[0])
            yield at(line, match, f"年份“{match[0]}”没有写全", f"写作 {right}", right=right)


def year_alone(view: View) -> Iterator[Hit]:
    """关于2025工作安排的通知."""
    lines = view.of(TITLE, ATTACHMENT_TITLE)
    for line, match in found_in(lines, _YEARLESS):
        right = f"{match[0]}年"
        yield at(line, match, f"年份“{match[0]}”后面缺“年”", f"写作 {right}", right=right)


def _whole(year: str) -> str:
    """A year of two figures with the century it most likely means."""
    return f"{'20' if year < '50' else '19'}{year}"


def _half_short(lines: list[Line]) -> Iterator[Hit]:
    """2025—27年."""
    for line, match in found_in(lines, _HALF_SHORT, without_quotes):
        first, last = int(match["century"] + match["first"]), int(match["century"] + match["last"])
        if match["century"] == "19" and last < 1950:
            last += 100
        if first < last <= first + 30:
            right = f"{first}{match['mark']}{last}年"
            yield at(line, match, f"年份“{match[0]}”没有写全", f"写作 {right}", right=right)


def _listed_short(lines: list[Line]) -> Iterator[Hit]:
    """2025、26年两个年度."""
    for line, match in found_in(lines, _LISTED_SHORT, without_quotes):
        years = [int(year) for year in re.findall(r"\d+", match["years"])]
        if all(first < last <= first + _FARTHEST for first, last in pairwise(years)):
            right = re.sub(r"(?<!\d)\d\d(?!\d)", rf"{match['century']}\g<0>", f"{match['years']}年")
            yield at(line, match, f"年份“{match[0]}”没有写全", f"写作 {right}", right=right)


def _surely_years(view: View, lines: list[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Years told by what happened in them or by the same year written out elsewhere."""
    found = [*found_in(lines, _BESIDE, without_quotes)]
    whole = {int(match[1]) for _, match in found_in(view.lines, _WHOLE, without_names)} if found else set()
    if 2000 in whole:  # from 2000 to 2025 it is 25 years
        found = []
    near = whole | {year + 1 for year in whole} | {year - 1 for year in whole}
    beside = [
        (line, match) for line, match in found
        if int(_whole(match["task"] or match["head"] or match["done"])) in (near if match["done"] else whole)
    ]  # fmt: skip
    for line, match in (*found_in(lines, _HAPPENED, without_quotes), *beside):
        if not _LASTING.search(line.text, max(0, match.start() - 2), match.start()):
            yield line, match


RULES = (
    Rule("G601", "年份简写", CLAUSE, HARD, WARNING, "年份写全四位。", "正文：到2024年底完成。", "正文：到24年底完成。", short_year),
    Rule("G642", "标题里的年份缺“年”", CLAUSE, HARD, WARNING, "年份写全四位，后面写“年”。",
         "标题：关于2025年工作安排的通知", "标题：关于2025工作安排的通知", year_alone),
)  # fmt: skip
