"""What may be said of each member of a table, and of which members it is so: 低于1.40, 同比下降, 完成下达任务, 已全部配备."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.claims.grades import GRADE, GRADES
from genwen.agreement.claims.moves import Move, moves_of
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.figures import UNIT, same_unit
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, View
from genwen.agreement.reading.vocabulary import COUNTING, NAME
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_LOW = "不高于|不超过|未超过|没有超过|低于|小于|少于|不足|不到|达不到|未能?达到?|没有达到|[未不]满"
_HIGH = "不低于|不少于|高于|超过|大于|多于|突破|达到"
_LIMIT = regex(
    rf"(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|在)(?:(?P<n>\d+(?:\.\d+)?)(?P<unit>{UNIT}|[%％])?|(?P<tenths>[{COUNTING}])成(?P<half>半)?"
    r"|(?P<mean>(?:全[市县区省])?(?:总体)?平均(?:水平|分|值|得分)?))(?:（含）)?(?P<edge>及?以[上下内])?"
)
_MOVE = regex(
    r"(?:同比|较上年|比上年|较去年|比去年|有所|略有|小幅|明显|实现|出现|呈现?|不同程度|[的地])*(?P<way>上升|下降|增加|减少|增长|降低|提高|回落|下滑)"
    r"(?=外|以外|之外|[，。；）]|$)"
)
_AIM = regex(
    r"(?P<not>未能?|没有|尚未)?(?:超额|全面|按期|如期|圆满)*(?:完成|实现|达到|达成)了?(?:[^，。；\d]{0,10}?(?:目标|任务|指标|计划))(?=[，。；]|$)"
)
_DONE = regex(
    r"(?:已?全部(?:配备|配齐|完成|建成|到位|整改|安装|办结|覆盖|更换|改造|落实)|(?P<not>未(?:能|全部)?(?:配齐|配备到位|完成|建成|到位|整改到位|全覆盖)))(?:到位|完毕|完成)?"
    r"(?=[，。；]|$)"
)
_GRADED = regex(
    rf"(?:位列|[评定列]为|获评|被评|评定为|属于?|达到|获得?|[为是])[“\"]?(?P<grade>{GRADES})[”\"]?(?:等次|等级|档次|档)?(?=[，。；、]|的|单位|$)"
)
_FALLS = regex("下降|减少|降低|回落|下滑")
_DUE = regex("应|计划|任务|目标|总数|需")
_REAL = regex("实|完成|已|建成|到位")
_RATE = regex("率|进度|比例")
_EACH = regex("率|均|每|单位(?:建筑)?面积|强度")
_GOAL = regex("目标|下达|任务|计划")
_SUM = regex(".{0,8}小计$|[上下]半年$")
_MANY = "\0"
"""Stands for the unit of numbers in several, or of none."""
_PERIOD = regex(r"^第?(?:[一二三四]季度|\d{1,2}月)份?$")


@record(eq=False)
class Trial:
    """The members of a table, of which of them something holds (None: it cannot be said), where each stands.

    `fits` is how much of what is judged the words name.
    """

    holds: dict[str, bool | None]
    said: dict[str, str]
    about: str
    fits: int


@record(eq=False)
class Predicate:
    """Something said of members: where it begins and ends in its line, and how the tables judge it under some words."""

    start: int
    end: int
    tried: Callable[[View, str], Iterator[Trial]]


def predicates_in(lines: Sequence[Line]) -> list[tuple[int, Predicate]]:
    """What some lines say of members, each with the number of its line."""
    found = [
        (number, Predicate(*match.span(), tried(match)))
        for pattern, tried in _SAID
        for number, line in likely(lines, (pattern,))
        for match in pattern.finditer(line.text)
    ]
    return sorted(found, key=lambda one: one[0])


def name_of_row(label: str) -> str:
    """What a row is called in prose: without brackets, quarters without 第."""
    match = NAME.match(label)
    name = match["name"].strip() if match else label
    return name.removeprefix("第") if _PERIOD.match(name) else name.removesuffix("份")


@lru_cache(maxsize=1024)
def _members(sheet: Sheet) -> list[int]:
    monthly = any(re.match(r"\d{1,2}月", label) for label in sheet.labels)
    rows = sheet.members(TOTAL, AVERAGE, PART, SUBTOTAL if monthly else _SUM)
    return rows if len({sheet.labels[row] for row in rows}) == len(rows) > 1 else []


def _trial(sheet: Sheet, column: int, judged: dict[int, bool | None], fits: int) -> Trial:
    names = {row: name_of_row(sheet.labels[row]) for row in judged}
    said = {names[row]: sheet.said(row, column) for row in judged}
    about = sheet.caption.split("\n")[-1] + "".join(sheet.heads)
    return Trial({names[row]: is_so for row, is_so in judged.items()}, said, about, fits)


def _fits(sheet: Sheet, column: int, words: str) -> int:
    """How much of a head the words have: pairs of characters, or a word of letters."""
    head = bare_head(sheet.heads[column])
    letters = [word for word in re.findall("[A-Za-z]{2,}", head) if word in words]
    about = bigrams(sheet.caption.split("\n")[-1]) & bigrams(words)
    return 2 * len(bigrams(head) & bigrams(words)) + 2 * len(letters) + min(len(about), 1)


def _limit(match: re.Match[str]) -> Callable[[View, str], Iterator[Trial]]:
    low = bool(match["low"]) or (match["edge"] or "")[-1:] in ("下", "内")
    unit, factor = same_unit("%" if match["tenths"] else (match["unit"] or "").replace("％", "%"))
    said = _tenths(match) if match["tenths"] else Decimal(match["n"] or 0) * factor

    def judge(number: Number | None, limit: Decimal) -> bool | None:
        return None if number is None or number.bare == limit else (number.bare < limit) is low

    def tried(view: View, words: str) -> Iterator[Trial]:
        if not (match["low"] or match["high"] or match["edge"]):
            return
        for sheet in sheets_of(view):
            for column, own in enumerate(_units(sheet)):
                limit = None if own is None else _mean(sheet, column) if match["mean"] else said
                if limit is not None and (match["mean"] or own == unit):
                    judged = {row: judge(sheet.numbers[row][column], limit) for row in _members(sheet)}
                    yield _trial(sheet, column, judged, _fits(sheet, column, words))

    return tried


@lru_cache(maxsize=1024)
def _units(sheet: Sheet) -> tuple[str | None, ...]:
    """The one unit of the members of each column, _MANY for none or several; None for a column that has no amounts of members."""
    rows = _members(sheet)
    found: list[str | None] = []
    for column in range(len(sheet.heads)):
        units = {number.unit for row in rows if (number := sheet.numbers[row][column]) is not None}
        plain = rows and column and not sheet.index_column(column)
        found.append((units.pop() if len(units) == 1 else _MANY) if plain else None)
    return tuple(found)


def _tenths(match: re.Match[str]) -> Decimal:
    return Decimal(number_in(match["tenths"]) * 10 + (5 if match["half"] else 0))


def _mean(sheet: Sheet, column: int) -> Decimal | None:
    """What a table prints as the mean of a column; for rates, and what is for each, that is what its total row has."""
    kind = TOTAL if _EACH.search(sheet.heads[column]) else AVERAGE
    rows = [(sheet.labels[row], number.bare) for row, number in sheet.column(column)]
    means = [value for label, value in rows if AVERAGE.match(label)] or [
        value for label, value in rows if kind.match(label)
    ]
    return means[0] if len(means) == 1 else None


def _moved(match: re.Match[str]) -> Callable[[View, str], Iterator[Trial]]:
    falls = _FALLS.fullmatch(match["way"]) is not None

    def tried(view: View, words: str) -> Iterator[Trial]:
        for mine in _moves_by_name(view):
            holds = {name: (move.change < 0) is falls if move.change else None for name, move in mine.items()}
            about = next(iter(mine.values())).about
            said = {name: move.said for name, move in mine.items()}
            yield Trial(holds, said, about, 2 + len(bigrams(about) & bigrams(words)))

    return tried


@lru_cache(maxsize=1024)
def _moves_by_name(view: View) -> tuple[dict[str, Move], ...]:
    """The ways the members of each table have gone, by their names; tables with two of one name left out."""
    found = []
    for moves in moves_of(view):
        mine = [move for move in moves if not TOTAL.match(move.name) and not PART.match(move.name)]
        named = {name_of_row(move.name): move for move in mine}
        if len(named) == len(mine) > 1:
            found.append(named)
    return tuple(found)


def _reached(yes: bool) -> Callable[[View, str], Iterator[Trial]]:
    def tried(view: View, words: str) -> Iterator[Trial]:
        for sheet in sheets_of(view):
            rows, heads = _members(sheet), [bare_head(head) for head in sheet.heads]
            goals = [c for c, head in enumerate(heads) if _GOAL.search(head) and not _RATE.search(head)]
            moved = [c for c, head in enumerate(heads) if CHANGE_HEAD.search(head) and c not in goals]
            if rows and len(goals) == len(moved) == 1:
                judged = {row: _as_far(sheet, row, moved[0], goals[0], yes) for row in rows}
                yield _trial(sheet, moved[0], judged, 3)
            else:
                yield from _completed(sheet, yes)

    return tried


def _as_far(sheet: Sheet, row: int, real: int, goal: int, yes: bool) -> bool | None:
    """Whether a change goes as far as is asked; the signs have to be those of one direction."""
    done, asked = sheet.numbers[row][real], sheet.numbers[row][goal]
    if done is None or asked is None or not asked.value or (asked.value > 0) is not (done.value > 0):
        return None
    return (abs(done.value) >= abs(asked.value)) is yes


def _done(yes: bool) -> Callable[[View, str], Iterator[Trial]]:
    def tried(view: View, words: str) -> Iterator[Trial]:
        for sheet in sheets_of(view):
            yield from _completed(sheet, yes)

    return tried


def _graded(grade: str) -> Callable[[View, str], Iterator[Trial]]:
    def tried(view: View, words: str) -> Iterator[Trial]:
        for sheet in sheets_of(view):
            rows = _members(sheet)
            for column in range(1, len(sheet.heads)) if rows else ():
                cells = {row: sheet.text(row, column) for row in rows}
                if GRADE.search(sheet.heads[column]) and grade in cells.values():
                    yield _trial(
                        sheet, column, {row: text == grade if text else None for row, text in cells.items()}, 3
                    )

    return tried


@lru_cache(maxsize=1024)
def _completed(sheet: Sheet, yes: bool) -> tuple[Trial, ...]:
    """By a rate of completion, else by what there had to be and what there is."""
    rows, heads = _members(sheet), [bare_head(head) for head in sheet.heads]
    rates = [c for c, head in enumerate(heads) if re.search("(?:完成|配备|达标|整改|到位|安装|执行|覆盖|办结)率", head)]
    due = [c for c, head in enumerate(heads) if _DUE.search(head) and not _RATE.search(head)]
    real = [c for c, head in enumerate(heads) if _REAL.search(head) and not _RATE.search(head) and c not in due]
    if rows and len(rates) == 1:
        judged = {row: _at_least(sheet.numbers[row][rates[0]], Decimal(100), yes) for row in rows}
        return (_trial(sheet, rates[0], judged, 2),)
    if rows and len(due) == len(real) == 1:
        aims = {row: number.value for row, number in sheet.column(due[0], rows)}
        judged = {row: _at_least(sheet.numbers[row][real[0]], aims.get(row), yes) for row in rows}
        return (_trial(sheet, real[0], judged, 2),)
    return ()


def _at_least(number: Number | None, least: Decimal | None, yes: bool) -> bool | None:
    return None if number is None or least is None else (number.value >= least) is yes


_SAID: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Callable[[View, str], Iterator[Trial]]]], ...] = (
    (_LIMIT, _limit),
    (_MOVE, _moved),
    (_AIM, lambda match: _reached(match["not"] is None)),
    (_DONE, lambda match: _done(match["not"] is None)),
    (_GRADED, lambda match: _graded(match["grade"])),
)
"""How something is said of members, and what tries it on the tables."""
