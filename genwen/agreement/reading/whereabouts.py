"""The figures of a document with their places: line, sentence, the words beside them, and the numbers of its tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from genwen.agreement.reading.clauses import begun_at, first_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Said, said_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, View
from genwen.agreement.reading.vocabulary import BRACKETS, YEAR_SAID
from genwen.patterns import regex
from genwen.records import record

_HEADING = regex(r"^\s*(?:(?P<one>[一二三四五六七八九十]+)、|（(?P<two>[一二三四五六七八九十]+)）)")
_AHEAD = regex(
    "20\\d{2}年度?(?:计划|预算草案)|打算|下一步|下一阶段|下步|工作思路|目标任务|工作安排|重点任务|重点工作|工作计划|明年|努力方向|建设标准|技术标准|设计标准|建设方案|改造方案"
)
_PLAIN_HEAD = regex(r"^\s*[\u4e00-\u9fff]{4,12}\s*$")
_DONE_TASKS = regex("^[^打下明努思]*(?:重点任务|重点工作|目标任务)[^打下明努思]*$")
_CLAUSE = regex("[，。；：（(、]")
_NOUN = regex(r"^[^，。；：、（）()\d]{0,8}")


@record(eq=False)
class Place:
    """A figure in a document: the numbers of its line and its sentence there."""

    line: int
    sentence: int
    said: Said
    figure: Figure


@record(eq=False)
class Whereabouts:
    """What a document has: its figures line by line and by unit, the numbers of its tables."""

    places: tuple[Place, ...]
    by_line: dict[int, list[Place]]
    by_unit: dict[str, list[Place]]
    cells: tuple[float, ...]

    def in_tables(self, value: float, half: float) -> bool:
        """Whether a table has a number that is a value within half of its last place."""
        at = bisect_left(self.cells, value - half)
        return at < len(self.cells) and self.cells[at] <= value + half


@lru_cache(maxsize=1024)
def whereabouts(view: View) -> Whereabouts:
    """The figures of a view."""
    places = [
        Place(number, at, item, item.figure)
        for number, line in enumerate(view.lines)
        for at, sentence in enumerate(said_in(line))
        for item in sentence
    ]
    by_line: dict[int, list[Place]] = {}
    by_unit: dict[str, list[Place]] = {}
    for place in places:
        figure = place.figure
        by_line.setdefault(place.line, []).append(place)
        by_unit.setdefault(figure.unit, []).append(place)
    return Whereabouts(tuple(places), by_line, by_unit, tuple(sorted(set(_cells(view)))))


def _cells(view: View) -> Iterator[float]:
    for sheet in sheets_of(view):
        for row in sheet.numbers:
            for number in row:
                if number is not None:
                    yield abs(float(number.bare))
                    yield abs(float(number.value))


def clause_of(item: Said) -> str:
    """The words between the last mark before a figure and the figure, dates blanked."""
    return _CLAUSE.split(BRACKETS.sub("", item.gap))[-1]


@lru_cache(maxsize=65536)
def about(figure: Figure) -> frozenset[str]:
    """Pairs of characters of the words beside a figure: those of its clause before it, and the noun after it."""
    before = figure.line.text[max(0, figure.start - 24) : figure.start]
    after = _NOUN.match(figure.line.text[figure.end : figure.end + 8])
    return bigrams(_CLAUSE.split(before)[-1]) | bigrams(after.group() if after else "")


@lru_cache(maxsize=256)
def ahead_lines(view: View) -> frozenset[int]:
    """The numbers of the lines that speak of what is to come, by their headings."""
    found = set()
    ranks: dict[int, bool] = {}
    last = max((n for n, line in enumerate(view.lines) if (m := _HEADING.match(line.text)) and m["one"]), default=0)
    for number, line in enumerate(view.lines):
        match = _HEADING.match(line.text)
        if match:
            rank = 1 if match["one"] else 2
            title = first_clause(line.text, "。：")
            ranks = {other: on for other, on in ranks.items() if other < rank}
            done = rank == 1 and number < last and _DONE_TASKS.match(title) is not None
            ranks[rank] = bool(_AHEAD.search(title)) and not done and not re.search("完成情况|回顾|进展", title)
        elif _PLAIN_HEAD.match(line.text) and _AHEAD.search(line.text):
            ranks[1] = True
        if any(ranks.values()):
            found.add(number)
    return frozenset(found)


@lru_cache(maxsize=256)
def main_year(view: View) -> int:
    """The year a document is about: that of its title, else the one it says most."""
    for line in view.lines[:3]:
        if match := YEAR_SAID.search(line.text):
            return int(match[1])
    years = Counter(year for line in view.lines for year in YEAR_SAID.findall(line.text))
    return int(years.most_common(1)[0][0]) if years else 0


def is_later(view: View, line: Line, at: int) -> bool:
    """Whether the sentence of a place speaks of a year after that of the document: 到2027年，占比提高到七成以上."""
    years = YEAR_SAID.findall(line.text, begun_at(line.text, at, "。；！\n"), at)
    return bool(years) and int(years[-1]) > main_year(view)


_SHALL = regex(
    "(?:^|[，。；：])(?:力争|确保|争取|计划)?[到至](?:19|20)\\d{2}年|(?:19|20)\\d{2}年[底末]?前|将|力争|确保|争取"
)


def is_aim(view: View, line: Line, at: int) -> bool:
    """Whether the sentence of a place tells what shall be in a year after that of the document: 到2027年底，建成率达到95%."""
    begun = begun_at(line.text, at, "。；！\n")
    return is_later(view, line, at) and bool(_SHALL.search(line.text[begun:at]))


_SCOPE = regex(
    r"(?P<place>[\u4e00-\u9fff]{1,6}?[省市县区州盟旗])?(?P<organ>[\u4e00-\u9fff]{2,12}?(?:局|委员会|中心|医院|学校|学院|街道|镇|乡|办公室|公司|院|校))?(?=(?:机关)?(?:关于|节约|(?:19|20)\d{2}|年度|自评|创建|工作|总结))"
)


@lru_cache(maxsize=256)
def scope_of(view: View) -> str:
    """Whom a document is about, as far as its title says: the organ, else the place."""
    title = re.sub(r"\s", "", view.lines[0].text) if view.lines else ""
    match = _SCOPE.match(title)
    if match and match["organ"]:
        return match["organ"]
    place = _PLACE.match(title)
    body = _BODY.search(title)
    return (place["place"] if place else "") + (body.group() if body else "")


_PLACE = regex(r"(?:关于)?(?P<place>[\u4e00-\u9fff]{2,6}?[省市县区州盟旗])")
_BODY = regex("大楼|大厦|医院|学校|中学|小学|大学|学院|中心|街道|公司|局(?!部)")
