"""Counts against what is then gone through one by one: 四次检查，时间分别为3月、6月、9月; 3期培训，第一期…第四期; 近三年分别投入…; 3栋楼：1号楼、2号楼…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.clauses import first_clause
from genwen.agreement.reading.text import Line, Subject
from genwen.agreement.reading.vocabulary import COUNT, COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ITEM = r"[\u4e00-\u9fffA-Za-z“”·]{1,18}"
_PLACE = rf"(?:\d{{1,2}}号)?{_ITEM}"
_NOT = r"(?![月日年万亿多余个级季])"
_MONTH = r"\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|初)?"
_TIMES = regex(
    rf"{COUNT}(?P<unit>[次期场批轮])(?P<noun>[\u4e00-\u9fff]{{0,12}})，?(?:(?:时间)?(?:分别|依次)(?:为|是|在|于|安排在)|时间(?:为|是|安排在|：)|[（：])(?P<list>{_MONTH}(?:[、和及]{_MONTH})+)(?=[。；，）各]|$)"
)
_DETAILED = regex(
    rf"{COUNT}(?P<unit>[个家所处座项名条栋])(?P<noun>[^，。；：、\d]{{0,18}})[，。]?(?:[\u4e00-\u9fff]{{0,4}}(?:具体|位置|地点|点位|名单|结果|名称|它们|情况|顺序)(?:分别|依次)?(?:是|为|如下))[：:]?(?P<list>{_PLACE}(?:、{_PLACE})+)(?=[。；]|$)"
)
_EACH_ONE = regex(
    rf"{COUNT}(?P<unit>[次期场批轮])(?P<noun>[\u4e00-\u9fff]{{0,10}})[，：（](?P<list>{_MONTH}(?:[、和及]{_MONTH})+)各(?:1|一)(?P=unit)"
)
_NUMBERED = regex(
    rf"{COUNT}(?P<unit>[条栋幢座个台部])(?P<noun>[\u4e00-\u9fff]{{1,10}})[：（](?P<list>\d{{1,3}}(?P<of>号楼|路|号线|号|幢|栋)(?:、\d{{1,3}}(?P=of))+)(?=[。；，）]|$)"
)
_TURNS = regex(
    rf"{COUNT}{_NOT}(?P<unit>期|次|场|批|轮)(?P<noun>[\u4e00-\u9fff]{{0,8}})[，：（]其?中?(?P<list>第[一1][^。；]*)"
)
_YEARS = regex(
    r"(?P<n>[两三四五六七八九])年(?:来|间|中)?，?(?:我[局县市区校院]|全[县市区])?(?:累计)?(?:分别|依次)[\u4e00-\u9fff]{1,10}(?P<list>[\d.,]+(?P<of>[^\d、，。；和]{1,5})(?:[、和][\d.,]+(?P=of))+)"
)
_LOOSE = regex("等$|等[，。；）]|含|例如|^各|每|另|其余")


def check_itemized(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for view in subject.views:
        for line in view.lines:
            text = line.text
            if "、" not in text:
                continue
            if "月" in text:
                yield from _counted(line, _TIMES, _MONTH)
                yield from _counted(line, _EACH_ONE, _MONTH)
            if "：" in text or "（" in text or "为" in text or "是" in text:
                yield from _counted(line, _DETAILED, _ITEM)
                yield from _counted(line, _NUMBERED, r"\d+")
            if "年" in text and ("分别" in text or "依次" in text):
                yield from _counted(line, _YEARS, r"[\d.,]*\d")
            if "第一" in text or "第1" in text:
                yield from _turns(line)


def _counted(line: Line, pattern: re.Pattern[str], item: str) -> Iterator[Finding]:
    """A count and the members of the list after it."""
    if not _SIGNS[pattern].search(line.text):
        return
    for match in pattern.finditer(line.text):
        listed, number = match["list"], number_in(match["n"])
        if _LOOSE.search(listed) or re.search("[每各近约超第]$", line.text[: match.start("n")][-1:]):
            continue
        count = len(re.split("、", listed)) if pattern is _DETAILED else len(re.findall(item, listed))
        joined = pattern is _DETAILED and bool(re.search("[和与及]", listed.rpartition("、")[2]))
        if (
            number > 1
            and count > 1
            and number != count
            and not (joined and number == count + 1)
            and abs(number - count) <= 3
        ):
            yield miscounted(
                line,
                match.start("n"),
                first_clause(line.text[match.start("n") : match.start("n") + 6], "，。；：（"),
                count,
                line.said(match.start("list"), match.end("list")),
            )


_SIGNS = {
    _TIMES: regex(rf"(?:分别|依次|时间|（|：)(?:为|是|在|于|安排在|：)?{_MONTH}、?"),
    _EACH_ONE: regex("各[1一][次期场批轮]"),
    _DETAILED: regex("(?:位置|地点|点位|具体|名单|结果|名称|它们|情况|顺序)(?:分别|依次)?(?:是|为|如下)"),
    _NUMBERED: regex(r"[：（]\d{1,3}(?:号|路|幢|栋)"),
    _YEARS: regex(r"年(?:来|间|中)?，?[\u4e00-\u9fff]{0,6}(?:分别|依次)"),
}
"""What a line must have before a way of listing is looked for."""


def _turns(line: Line) -> Iterator[Finding]:
    """培训3期，第一期45人、第二期50人、第三期48人、第四期40人."""
    for match in _TURNS.finditer(line.text):
        unit = match["unit"]
        ranks = list(
            dict.fromkeys(number_in(rank) for rank in re.findall(rf"第([{COUNTING}]|\d{{1,2}}){unit}", match["list"]))
        )
        number = number_in(match["n"])
        if (
            number > 1
            and len(ranks) > 1
            and ranks == list(range(1, len(ranks) + 1))
            and len(ranks) != number
            and "等" not in match["list"]
        ):
            yield miscounted(
                line,
                match.start("n"),
                f"{match['n']}{unit}{match['noun'][:4]}",
                len(ranks),
                line.said(match.start("list"), match.end("list")),
            )
