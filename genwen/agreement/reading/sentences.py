"""Sentences as figures with parts to play: now, before, difference, rate of change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.figures import SCALE, UNIT, Figure, figures, same_unit
from genwen.agreement.reading.text import Line, masked
from genwen.numerals import NumeralError, parse_chinese_number
from genwen.patterns import regex
from genwen.records import record, replace

DOWN = "下降|降低|减少|压减|回落|缩减|减低|下调|少用|压缩|降|减|减幅|降幅|节约|节省|下降率|降低率|缩短|少|节电|节水|节能|节油|节气|节电率|节水率|节能率"
UP = "上升|增长|增加|提高|提升|扩大|升高|上涨|新增|上调|增|升|增幅|升幅|涨幅|增长率|多用|延长|多"
_RATE_NAMES = "降幅|增幅|升幅|减幅|涨幅|增长率|下降率|降低率|节约率|增速"
_FILL = (
    r"(?:了|出|约|为|达|近|将近|幅度|比例|达到|：|:|\s|比|率|有所|共|总计|累计|合计|支出|用[电水油气]|费用|经费|能耗)*"
)
_WORDS = "|".join(sorted({*DOWN.split("|"), *UP.split("|"), *_RATE_NAMES.split("|")}, key=len, reverse=True))
_CHANGE = regex(rf"(?P<word>{_WORDS}){_FILL}$")
_TO = regex(
    rf"(?:(?P<word>{_WORDS})(?:了)?\s*(?:到|至|为|成)|(?:变为|变成|调整为|调整到|调至|控制在|达到|(?<!截)至|(?<!不)到(?!位)))(?:了|约|目前|现在|的|今年|本年|当年|本期|年底|\s|(?:19|20)\d{{2}}年(?:度|底|末)?)*"
    r"[^，。；：、\d]{0,4}$"
)
_FROM = regex(
    r"(?:由(?!于)|从(?![业事严重快而速简]))[^，。；：\d]{0,16}(?:(?:19|20)\d{2}年(?:度|底|末|初)?)?[^，。；：\d]{0,14}$"
)
_MORE = regex(
    r"(?:比|较)(?:上年|去年|同期|上一?期|往年|前年|\0+)[^，。；]{0,4}(?P<word>多|少)[\u4e00-\u9fff]{0,4}(?:了|约)?$"
)
_BEFORE = "去年|上年|上一年|前年|往年|同期|基年|基期|基准年|上期|上季度|上个?月|改造前|实施前|整改前|原来|原有|年初|上届|上次|期初|上轮|前一年"
_BASE = regex(
    rf"(?:(?:{_BEFORE})[^，。；、：\d]{{0,18}}|(?:比|较)[^，。；、：]{{1,20}}的|(?:比|较)(?:预算|概算|计划|目标|合同价?|定额|限额|控制数|核定数?)[^，。；、：\d]{{0,6}})$"
)
_YEAR = regex(r"((?:19|20)\d{2})\s*年")
_SENTENCE = regex(r"[。！？\n]|；(?!(?:同比|环比|较|比|与|同)(?:去年|上年|上|20|19|减|增|下|同))")
_CHINESE = regex(
    rf"(?<![第每各其这那某上下“同之\d.{'一二三四五六七八九十百千两零'}])(?P<number>[一二三四五六七八九十百千两零〇]+(?:点[一二三四五六七八九零〇]+)?)"
    rf"(?P<scale>万亿|万|亿)?(?P<unit>{UNIT})"
)
_NUMERAL = regex("[二三四五六七八九十百千两]")
_PHASE = regex("[二三四五六]期(?=投资|工程|项目|建设|改造|为|：)")
_IDLE = regex(
    r"^(?:一[个次项条种家人名件张块天日年支批部场]|[两二三四五]块|[一二三四五六七八九十]+(?:分|度|点|日|年|级|类|方|号))"
)


class Part(StrEnum):
    """What a figure is in its sentence."""

    NOW = "今"
    BASE = "基"
    DIFFERENCE = "差"
    RATE = "率"


@record(eq=False)
class Said:
    """A figure in its sentence: its part, the change word before it, the year beside it, the words before it."""

    figure: Figure
    part: Part
    word: str
    year: int
    gap: str
    moved: bool = False
    """Whether it is what something went up or down to."""

    @property
    def falls(self) -> bool:
        """Whether its word says less."""
        return self.word in DOWN.split("|")


@lru_cache(maxsize=65536)
def spoken(line: Line) -> tuple[Figure, ...]:
    """The figures of a line, those in Chinese numerals too."""
    found = list(_with_shared(line, figures(line)))
    if not _NUMERAL.search(line.text):
        return tuple(found)
    blank = masked(line.text)
    taken = [(figure.start, figure.end) for figure in found]
    for match in _CHINESE.finditer(blank):
        if (
            _IDLE.match(match.group())
            or _PHASE.match(blank, match.start())
            or any(a < match.end() and match.start() < b for a, b in taken)
            or _numbered(blank, match)
        ):
            continue
        value = chinese_value(match["number"])
        if value is None:
            continue
        unit, factor = same_unit(match["unit"])
        factor *= SCALE[match["scale"] or ""]
        found.append(Figure(line, match.start(), match.end(), value * factor, factor, unit, match.group(), ""))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _numbered(blank: str, match: re.Match[str]) -> bool:
    """Whether a numeral is the name of one of several that follow each other: 一层8.2万、二层7.6万."""
    unit = match["unit"]
    if unit not in _FLOORS or not _OWN.match(blank, match.end()):
        return False
    return len(re.findall(rf"[一二三四五六七八九十]{unit}(?={_OWN.pattern})", blank)) > 1


_OWN = regex(r"(?:用[水电气]量?|得分?|为|有|共)?\d")
_FLOORS = frozenset("层栋组期批班队区车")
_SHARED = regex(
    r"(?<![\d.])(?P<numbers>\d+(?:\.\d+)?[万亿]?(?:[、和及与]\d+(?:\.\d+)?[万亿]?)*)[、和及与](?:（[^（）]*）)?$"
)
_MEMBER = regex(r"(?P<digits>\d+(?:\.\d+)?)(?P<scale>[万亿]?)")
_GIVEN = regex("分别|依次|为|是|达|：")
_REACH = 140


def _with_shared(line: Line, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, those before a shared unit too: 分别为468.2、421.7、524.9万千瓦时, 依次为42.6万、48.6万和49.4万人次."""
    blank = masked(line.text) if "、" in line.text or "和" in line.text else ""
    for figure in found:
        begun = max(0, figure.start - _REACH)
        match = _SHARED.search(blank[begun : figure.start]) if blank else None
        printed = _MEMBER.match(figure.text)
        if match is None or printed is None:
            pass
        elif match["numbers"].count("、") > 1 or _GIVEN.search(blank[max(0, begun - 20) : figure.start]):
            yield from _sharing(figure, printed, _MEMBER.finditer(blank, begun + match.start("numbers"), figure.start))
        yield figure


def _sharing(figure: Figure, printed: re.Match[str], members: Iterable[re.Match[str]]) -> Iterator[Figure]:
    """The members of a list that have the unit of the figure at its end, and as many decimals."""
    places = len(printed["digits"].partition(".")[2])
    scale = figure.value / Decimal(printed["digits"]) if figure.value else Decimal(0)
    unit = figure.text[printed.end("digits") :]
    for member in members:
        if scale and len(member["digits"].partition(".")[2]) == places and member["scale"] in ("", printed["scale"]):
            yield Figure(
                figure.line,
                *member.span(),
                Decimal(member["digits"]) * scale,
                scale / 10**places,
                figure.unit,
                member["digits"] + unit,
                figure.name,
                figure.beside,
            )


def chinese_value(text: str) -> Decimal | None:
    """The number written in Chinese numerals; None when it is none."""
    whole, _, decimals = text.partition("点")
    try:
        value = Decimal(2 if whole == "两" else parse_chinese_number(whole.replace("两", "二").replace("〇", "零")))
    except (NumeralError, ValueError):
        return None
    if decimals:
        digits = "".join(str("零一二三四五六七八九".find(char.replace("〇", "零"))) for char in decimals)
        value += Decimal(f"0.{digits}")
    return value


def sentences(line: Line) -> Iterator[tuple[int, int]]:
    """Where the sentences of a line begin and end."""
    start = 0
    for stop in _SENTENCE.finditer(line.text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < len(line.text):
        yield start, len(line.text)


@lru_cache(maxsize=65536)
def said_in(line: Line) -> tuple[tuple[Said, ...], ...]:
    """The figures of each sentence of a line with their parts; sentences without figures left out."""
    found = spoken(line)
    if not found:
        return ()
    blank = masked(line.text)
    result = []
    for start, end in sentences(line):
        mine = [figure for figure in found if start <= figure.start and figure.end <= end]
        if mine:
            result.append(tuple(_parts(line, blank, mine, start)))
    return tuple(result)


@lru_cache(maxsize=65536)
def told_in(line: Line) -> tuple[Said, ...]:
    """The figures of a line with their parts, whatever their sentence."""
    return tuple(chain.from_iterable(said_in(line)))


NEXT = regex(r"[，、；][^，。；、（\d]{1,12}")
"""What stands before a member of a list that is told clause by clause."""


def going_on(item: Said, coming: Sequence[Said]) -> list[Said]:
    """The members with which a list goes on behind a figure: 立行立改168处，限期整改41处，需工程措施处理8处."""
    found = []
    for other in coming:
        if other.figure.unit != item.figure.unit or other.part is not Part.NOW or not NEXT.fullmatch(other.gap):
            break
        found.append(other)
    return found


_EACH_YEAR = regex(
    r"(?:(?:19|20)\d{2}\s*年?[、和与]){1,9}(?:19|20)\d{2}\s*年[^，。；、\d]*(?:分别|依次)[^，。；、\d]{0,6}$"
)
_YEARS = regex(r"(?:19|20)\d{2}")
_JOINED = regex(r"\s*[、，和及与]\s*")


def _parts(line: Line, blank: str, mine: list[Figure], start: int) -> Iterator[Said]:
    drafts: list[Said] = []
    listed: list[int] = []
    previous = start
    for figure in mine:
        gap, raw = blank[previous : figure.start], line.text[previous : figure.start]
        years = _YEAR.findall(raw)
        year = int(years[-1]) if years else 0
        each = _EACH_YEAR.search(raw) if len(years) > 1 else None
        if each is not None:
            listed = [int(one) for one in _YEARS.findall(each.group())]
        elif not _JOINED.fullmatch(gap):
            listed = []
        year = listed.pop(0) if listed else year
        drafts.append(_part(figure, gap, raw, year))
        previous = figure.end
    for index, item in enumerate(drafts):
        if (
            index
            and item.part is Part.NOW
            and item.gap.startswith("（")
            and not item.moved
            and drafts[index - 1].part is Part.DIFFERENCE
            and drafts[index - 1].figure.unit == item.figure.unit
        ):
            yield replace(item, part=Part.BASE)
            continue
        if item.part is Part.NOW and index + 1 < len(drafts) and drafts[index + 1].gap.startswith("相比"):
            yield replace(item, part=Part.BASE)
            continue
        if item.part is Part.NOW and item.year and not item.moved and _has_later(drafts, index):
            yield Said(item.figure, Part.BASE if _beside(item) else Part.NOW, item.word, item.year, item.gap)
        else:
            yield item


def _has_later(drafts: Sequence[Said], index: int) -> bool:
    """Whether a figure of a later year, or one without a year before it, has the unit of the figure at `index`."""
    item = drafts[index]
    return any(
        other.figure.unit == item.figure.unit
        and other.part is Part.NOW
        and ((not other.year and at < index) or other.year > item.year)
        for at, other in enumerate(drafts)
    )


_AS_OF = regex("(?:截至|截止|至|到)\0")


def _beside(item: Said) -> bool:
    """Whether a year stands in the last clause before a figure, so that it is the figure's own; 至2024年底 is no year before."""
    clause = last_clause(item.gap, STOPS)
    return "\0" in clause and not _AS_OF.match(clause)


def _part(figure: Figure, gap: str, raw: str, year: int) -> Said:
    clause = last_clause(gap, STOPS)
    spoken_clause = raw[len(gap) - len(clause) :]
    to = _TO.search(spoken_clause)
    change = _CHANGE.search(clause)
    if to is not None and not (change and change["word"] in _RATE_NAMES.split("|")):
        return Said(figure, Part.NOW, to["word"] or "", year, gap, True)
    more = _MORE.search(clause)
    if (
        more is not None
        and (change is None or not _is_change(figure, change["word"], clause))
        and figure.unit not in ("%", "‰", "个百分点")
    ):
        return Said(figure, Part.DIFFERENCE, more["word"], year, gap)
    if change is not None and _is_change(figure, change["word"], clause):
        part = Part.RATE if figure.unit in ("%", "‰") else Part.DIFFERENCE
        return Said(figure, part, change["word"], year, gap)
    if _FROM.search(spoken_clause) or _BASE.search(spoken_clause) or _BASE.search(clause):
        return Said(figure, Part.BASE, "", year, gap)
    return Said(figure, Part.NOW, "", year, gap)


def _is_change(figure: Figure, word: str, clause: str) -> bool:
    if figure.unit == "个百分点":
        return True
    if word.startswith("节") and word not in ("节约", "节省"):
        return figure.unit == "%"
    if word in "多少" and re.search(f"{word}[出了]$", clause):
        return True
    if len(word) == 1:
        return figure.unit == "%" and not re.search(rf"[加更提]{word}", clause[-3:])
    return True
