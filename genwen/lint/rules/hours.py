"""The rule of times of day that do not exist (GB/T 15835): 上午15时, 17:60前, 9时75分; ratios and scores are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.masks import without_quotes
from genwen.lint.rule import ERROR, HARD, Hit, Rule, at
from genwen.lint.rules.dates import CLAUSE
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.searching import found_in

_HOUR = regex(
    r"(?P<day>上午|早上|凌晨|中午|下午|晚上)(?P<hour>\d{1,2})(?:[时点]|[:：](?=\d\d))(?:(?P<minute>\d{2})(?!\d)分?)?"
)
_TIME = regex(
    r"(?<![\dA-Za-z.:：+])(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})(?![\d:：.%％])|[时点](?:(?P<minutes>\d{2})分)?)"
)
_DAY = r"\d月\d{1,2}日(?:前|[（(](?:星期|周)[一二三四五六日天][）)])?|[当次同]日|(?:星期|周)[一二三四五六日天]"
_BEFORE = regex(rf"(?:{_DAY}|上午|早上|凌晨|中午|下午|晚上|(?<![大小低高等优少多由近限位属源对关至基处介同弱强当])于)$")
_BY_DAY = regex(rf"(?:{_DAY})$")
_SPAN = regex(r"(?P<hour>\d{1,2})[:：时](?P<minute>[0-5]\d)?分?\s*(?:[—–～~-]{1,2}|至|到)$")
"""A time that exists, before one up to which it lasts."""
_BEHIND = regex(r"(?:之前|以前|前(?![后列茅端线往置沿\d一二三四五六七八九十])|止|准时|开[会始幕]|召开|集合)")
_SPAN_BEHIND = regex(r"\s*(?:[—–～~-]{1,2}|至|到)\s*(?P<hour>\d{1,2})[:：时](?P<minute>[0-5]\d)?(?!\d)")
_NO_TIME = regex(r"比(?!赛)|[坡跑胜]|率(?![先队领])|配(?![合套备])|负(?!责)|得分|\d米")
_NO_TIME_BEHIND = regex("的?(?:[比配胜负兑输赢战击处段]|坡度|不敌|惨败)")
_LATE = 30
"""More hours than anybody types by mistake: it is a score."""
_LOOK_BACK = 12


def no_hour(view: View) -> Iterator[Hit]:
    """上午15时, 下午25:30, 11月17日17:60, 9时75分."""
    told: set[tuple[int, int]] = set()
    for line, match in found_in(view.texts(), _HOUR, without_quotes):
        latest = 12 if match["day"] in ("上午", "早上", "凌晨") else 24
        if _is_none(int(match["hour"]), int(match["minute"] or 0), latest):
            told.add((line.index, match.start("hour")))
            yield at(line, match, f"没有“{match[0]}”这个时刻", "核对后改正")
    for line, match in found_in(view.texts(), _TIME, without_quotes):
        none = _is_none(int(match["hour"]), int(match["minute"] or match["minutes"] or 0))
        if none and (line.index, match.start()) not in told and _is_of_day(without_quotes(line.text), match):
            yield at(line, match, f"没有“{match[0]}”这个时刻", "核对后改正")


def _is_none(hour: int, minute: int, latest: int = 24) -> bool:
    return hour > latest or minute > 59 or (hour == 24 and minute > 0)


def _is_of_day(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around figures tells that they are a time of day and no ratio, score or number of hours."""
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _NO_TIME_BEHIND.match(text, match.end()):
        return False
    if not match["minute"] and not match["minutes"]:
        return bool(_BY_DAY.search(before))  # 于30时 may be how long
    if _BY_DAY.search(before) and int(match["hour"]) <= _LATE:
        return True
    if _NO_TIME.search(before):
        return False
    if _BEFORE.search(before) or _BEHIND.match(text, match.end()):
        return True
    beside = _SPAN.search(before) or _SPAN_BEHIND.match(text, match.end())
    if beside and match["minutes"]:
        return True
    # 1:50至1:75 are slopes
    return bool(beside and 6 <= int(beside["hour"]) <= 24 and int(beside["minute"] or 0) % 15 == 0)


RULES = (
    Rule("G640", "时刻不存在", CLAUSE, HARD, ERROR, "写错的时刻没法执行。", "正文：定于上午9时开会。", "正文：定于上午15时开会。", no_hour),
)  # fmt: skip
