"""Lengths of time in words against the days they span: 历时近半年, 建设周期两年零六个月, 公示期7天（3月4日至8日）, 自印发之日起一个月内，即12月28日前."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import SENTENCE, begun_at, ended_at
from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line, moments_of
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_N = rf"(?:[{COUNTING}]{{1,3}}|\d{{1,3}})"
_LENGTH = (
    rf"(?P<about>近|将近|约|大约|不足|不到|仅用?|超过|历经)?"
    rf"(?:(?P<years>{_N})年(?P<yhalf>半)?(?:零|又)?)?(?:(?P<months>{_N})个(?P<mhalf>半)?(?P<mmore>多)?月(?P<mhalf2>半)?)?"
    rf"(?P<half>半年)?(?:(?P<days>{_N})(?P<dmore>余|多)?(?:天|日(?!起|前)|(?P<work>个工作日)))?(?:(?P<weeks>{_N})(?:周|个星期))?(?P<more>多|有余|左右)?"
)
TOLD = regex(
    rf"(?:历时|为期|历经|用时|耗时|前后(?:历时|共)|建设周期|(?:总|计划|合同|建设|施工)?工期|建设期|公示期限?|公示时间|会期|培训期|有效期|合同期|服务期|监测期|试运行期|周期|(?<=[，（止])(?:共|总共))"
    rf"(?:为|是|共计?|达|限)?(?:期)?{_LENGTH}"
)
_FROM_SIGNED = regex(
    rf"自(?:本)?[^，。；\d]{{0,8}}(?:印发|发文|公布|下发|发布|成文|收到)[^，。；\d]{{0,4}}之?日起(?P<n>{_N})(?P<unit>个月|日|天|个工作日|周)(?:之?内|以内)"
)
_JUST = regex(r"[^。；]{0,16}?(?:即|（)[^，。；\d]{0,4}$")
BEGINS = regex("启动|开工|开始|动工|立项|启用|签订|进场|起|开展|受理|发布|开班|至|到|—|－|-|~|—")
ENDS = regex("完成|竣工|完工|结束|收官|建成|验收|投用|投入|通车|结业|止|交付|通过|上线|终止|解除|办结|销号")
_MONTH = 30.44


@record
class Spell:
    """A length of time as said: between `least` and `most` days."""

    least: float
    most: float
    fine: bool


def check_spells(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        moments = moments_of(view)
        by_line = moments_by_line(view)
        for number, mine in by_line.items():
            text = view.lines[number].text
            for match in TOLD.finditer(text):
                spell = spell_of(match)
                if spell is not None:
                    yield from _held(match, spell, mine)
        yield from _deadlines(view, moments)


def spell_of(match: re.Match[str]) -> Spell | None:
    """How many days the words may mean; None where no length is said."""
    years, months = number_in(match["years"] or "0"), number_in(match["months"] or "0")
    days = number_in(match["days"] or "0")
    weeks = number_in(match["weeks"] or "0")
    if match["work"]:
        days = 0
    if match["half"] and not match["years"]:
        months += 6
    total = years * 12 * _MONTH + (6 * _MONTH if match["yhalf"] else 0) + months * _MONTH + days + weeks * 7
    total += _MONTH / 2 if match["mhalf"] or match["mhalf2"] else 0
    if not total:
        return None
    fine = bool(days)
    slack = 1.0 if fine else 4.0 if weeks else 31.0 if total > 45 else 16.0
    least, most = total - slack, total + slack
    about = match["about"] or ""
    if about in ("近", "将近"):
        least = total * 0.8
    elif about in ("不足", "不到"):
        least, most = total * 0.55, total
    elif about in ("约", "大约") or match["more"] == "左右":
        least, most = total * 0.85 - slack, total * 1.15 + slack
    if about == "超过" or match["dmore"] or match["mmore"] or match["more"] in ("多", "有余"):
        least, most = total, total + (_MONTH if months and not years else total * 0.5) + slack
    if years and not months and not fine:
        most = max(most, total + 335)
        least = total - 183
    return Spell(least, most, fine)


def _held(match: re.Match[str], spell: Spell, moments: list[Moment]) -> Iterator[Finding]:
    """A length against the two times of its sentence, or the stretch just before or after it."""
    text = moments[0].line.text
    begun = begun_at(text, match.start(), SENTENCE)
    stop = ended_at(text, match.end())
    near = [moment for moment in moments if begun <= moment.start < stop]
    ranged = [moment for moment in near if moment.ranged]
    if len(ranged) == 1 and len(near) == 1:
        first, last, at = ranged[0].first, ranged[0].last, ranged[0]
        exact = ranged[0].exact
    elif len(near) == 2 and not ranged:
        one, two = near
        between = text[one.end : two.start]
        if not (BEGINS.search(between) or ENDS.search(between)) or not ENDS.search(two.after[:20] + two.before[-4:]):
            return
        first, last, at, exact = one.first, two.last, one, one.exact and two.exact
        if last < first:
            return
    else:
        return
    if spell.fine and not exact:
        return
    real = (last - first).days + 1
    span = near[0].words if len(near) == 1 else f"{near[0].words}、{near[1].words}"
    low, high = spell.least, spell.most + (1 if spell.fine else 0)
    if not low <= real <= high and not (not exact and low <= real - 30 <= high):
        yield finding("A602", f"“{match.group()}”与起止（{span}）不符：{words_of(real, spell.fine)}，见 {at.said}", "核对起止和时长",
                      at.line.at(match.start()))  # fmt: skip


def words_of(days: int, fine: bool) -> str:
    """A number of days in words: by the day where it is `fine` or short, else in years and months."""
    if fine or days < 45:
        return f"前后共{days}天"
    months = round(days / _MONTH)
    said = (f"{months // 12}年" if months >= 12 else "") + (f"{months % 12}个月" if months % 12 else "")
    return f"前后约{said}"


def _deadlines(view: View, moments: tuple[Moment, ...]) -> Iterator[Finding]:
    """自印发之日起一个月内，即于12月28日前, in a paper signed on 28 October."""
    signed = signed_on(view)
    if signed is None:
        return
    written, where = signed
    for moment in moments:
        text = moment.line.text
        match = next(reversed(list(_FROM_SIGNED.finditer(text, 0, moment.start))), None) if "起" in text else None
        if match is None or not _JUST.fullmatch(text[match.end() : moment.start]) or not moment.exact:
            continue
        low, high = _due(written, number_in(match["n"]), match["unit"])
        ends = {moment.last} if moment.own_year else set(_in_years(moment.last, (written.year, written.year + 1)))
        if not any(low <= end <= high for end in ends):
            yield finding("A602", f"“{moment.words}”与“{match.group()}”不符：成文日期起算应在{low.month}月{low.day}日"
                          f"{'' if low == high else f'至{high.month}月{high.day}日间'}，见 {where.said(0, len(where.text))}",
                          "核对期限", moment.at)  # fmt: skip


def _in_years(day: date, years: tuple[int, ...]) -> Iterator[date]:
    """The same day in other years, where there is one."""
    for year in years:
        if day.month != 2 or day.day <= monthrange(year, 2)[1]:
            yield day.replace(year=year)


def _due(start: date, number: int, unit: str) -> tuple[date, date]:
    """The first and the last day that the end of a term may be put at."""
    if unit == "个月":
        month = start.month - 1 + number
        year, month = start.year + month // 12, month % 12 + 1
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
        return end - timedelta(days=3), end + timedelta(days=5)
    if unit == "个工作日":
        return start + timedelta(days=number), start + timedelta(days=number * 7 // 5 + 12)
    days = number * (7 if unit == "周" else 1)
    return start + timedelta(days=days - 1), start + timedelta(days=days + 3)
