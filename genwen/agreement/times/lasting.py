"""How long things took or have stood, where the two times are not the only ones of the sentence or stand in another one.

工期51天 after 6月10日进场、8月20日完工; 督查历时29天 after 于11月4日至11月22日开展督查; 已运行16年，2009年启用; 提前一周 after the term was over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import SENTENCE, begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line
from genwen.agreement.reading.whereabouts import main_year
from genwen.agreement.times.spells import BEGINS, ENDS, TOLD, Spell, spell_of, words_of
from genwen.diagnostics import Finding
from genwen.patterns import regex

_BEFORE = 3
"""How many paragraphs back the times may stand."""
_YEARS = regex(
    r"(?:运行|使用|投用|服役|成立|建成|投运|启用|建馆|建校|建院|开馆|营业|服务)(?:至今)?(?:已有?|了|满|达|超过|近)*"
    r"\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:多|余)?年(?![代度级初底末\d])"
)
_SINCE = regex(
    r"(?P<year>(?:19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,10}?"
    r"(?:启用|投用|投入使用|投入运行|建成|竣工|落成|成立|设立|交付|投运|开馆|建校|建院|组建)"
)
_UNTIL = regex(r"(?:[至到]|截止)((?:19|20)\d{2})年|((?:19|20)\d{2})年(?:底|末)")
_OPENED = regex("进驻|入驻|抵达|出发|进点|到场")
_SHUT = regex("离开|撤离|返回|离场|撤场|离点")
_EARLY = regex(r"提前(?:了)?(?:近|约)?(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})(?:个)?(?:天|日|周|星期|月|工作日)")
_TERM = regex(r"^(?:）|日)?(?:之|以)?前|^截止")
_DONE = regex("完成|完毕|办结|完工|竣工|整改到位|整改|交付|销号|报送|到位|投入使用")


def check_lasting(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        by_line = moments_by_line(view)
        for number, line in enumerate(view.lines):
            if "年" not in line.text and "月" not in line.text and "天" not in line.text and "日" not in line.text:
                continue
            for match in TOLD.finditer(line.text):
                spell = spell_of(match)
                if spell is not None:
                    yield from _lasted(line, number, match, spell, by_line)
            yield from _stood(view, line)
            if "提前" in line.text and len(by_line.get(number, ())) > 1:
                yield from _late(line, by_line[number])


def _sentence(text: str, at: int) -> tuple[int, int]:
    return begun_at(text, at), ended_at(text, at, SENTENCE + "\n")


def _lasted(
    line: Line, number: int, match: re.Match[str], spell: Spell, by_line: Mapping[int, Sequence[Moment]]
) -> Iterator[Finding]:
    """A length against the two times just before it, or the stretch of what it is the length of in an earlier sentence."""
    begun, stop = _sentence(line.text, match.start())
    near = [moment for moment in by_line.get(number, ()) if begun <= moment.start < stop]
    if near:
        ends = _last_two([moment for moment in near if moment.end <= match.start()])
    else:
        ends = _elsewhere(line.text[begun : match.start()], number, begun, by_line)
    if ends is None or (spell.fine and not (ends[0].exact and ends[1].exact)):
        return
    real = (ends[1].last - ends[0].first).days + 1
    if real > 0 and not spell.least <= real <= spell.most + 1:
        yield finding("A602", f"“{match.group()}”与起止不符：{words_of(real, spell.fine)}，见 {ends[0].said}", "核对起止和时长",
                      line.at(match.start()))  # fmt: skip


def _last_two(before: list[Moment]) -> tuple[Moment, Moment] | None:
    """The last two times before a length, when one begins and the other ends something; 自甲日启动至乙日接受核查 too."""
    if len(before) < 2 or any(moment.ranged for moment in before[-2:]):
        return None
    one, two = before[-2:]
    between = one.line.text[one.end : two.start]
    after = first_clause(one.line.text[two.end :])
    closed = re.search("至$|到$|起至", between) and re.search("自$|从$", one.before[-1:])
    moved = _OPENED.search(between) and _SHUT.search(after)
    if not closed and not moved and not (BEGINS.search(between) and ENDS.search(after)):
        return None
    return (one, two) if two.last >= one.first else None


def _elsewhere(
    said: str, number: int, begun: int, by_line: Mapping[int, Sequence[Moment]]
) -> tuple[Moment, Moment] | None:
    """The one stretch of days in the sentences before that is said of the same thing."""
    words = bigrams(last_clause(said, "，、："))
    found = [
        moment
        for at in range(max(0, number - _BEFORE), number + 1)
        for moment in by_line.get(at, ())
        if moment.ranged
        and (at < number or moment.start < begun)
        and words & bigrams(first_clause(moment.line.text[moment.end :]) + moment.before[-12:])
    ]
    return (found[0], found[0]) if len(found) == 1 and words else None


def _stood(view: View, line: Line) -> Iterator[Finding]:
    """已运行16年 beside 2009年9月正式启用, in a report about 2023."""
    for match in _YEARS.finditer(line.text):
        begun, stop = _sentence(line.text, match.start())
        since = [int(one["year"]) for one in _SINCE.finditer(line.text, begun, stop)]
        if len(set(since)) != 1:
            continue
        signed = signed_on(view)
        years = [int(a or b) for a, b in _UNTIL.findall(line.text[begun:stop])]
        until = [year for year in years or (main_year(view), signed[0].year if signed else 0) if year > since[0]]
        count = number_in(match["n"]) if not match["n"].isdigit() else int(match["n"])
        ages = [year - since[0] for year in until]
        nearly = bool(years) or "近" in match.group()  # 近20年 is the 19th and some months
        if ages and not min(ages) - 1 <= count <= max(ages) + nearly:
            at = next(one for one in _SINCE.finditer(line.text, begun, stop))
            yield finding("A602", f"“{match.group()}”与“{at.group()}”不符，到{max(until)}年是{max(ages)}年，见 {line.said(at.start(), at.end())}", "核对年份和年数",
                          line.at(match.start()))  # fmt: skip


def _late(line: Line, mine: Sequence[Moment]) -> Iterator[Finding]:
    """要求11月17日前整改到位；截至11月27日已整改完毕，提前一周."""
    for match in _EARLY.finditer(line.text):
        window = begun_at(line.text, match.start(), "。")
        before = [moment for moment in mine if window <= moment.start < match.start() and not moment.ranged]
        terms = [moment for moment in before if _TERM.match(line.text[moment.end :])]
        done = [
            moment for moment in before if moment not in terms and _DONE.search(first_clause(line.text[moment.end :]))
        ]
        terms = [moment for moment in terms if done and moment.start < done[-1].start][-1:]
        if terms and done[-1].exact and done[-1].first > terms[0].last:
            yield finding("A602", f"“{match.group()}”与日期不符：{done[-1].words}晚于期限“{terms[0].words}前”，见 {terms[0].said}", "核对期限和完成的日期",
                          line.at(match.start()))  # fmt: skip
