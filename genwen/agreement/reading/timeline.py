"""Every time said in the prose of a document: a day, a stretch of days, a month, with its year said or taken over, and the words around it."""

from __future__ import annotations

import itertools
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from genwen.agreement.reading.text import Line, Span, View
from genwen.patterns import regex
from genwen.records import record

_YEAR = r"(?:19|20)\d{2}"
_TO = r"\s*起?，?(?:持续|延续|一直)?(?:至|到|—|－|-|~|～|–)+\s*"
_TIME = regex(
    rf"(?:(?P<y>{_YEAR})\s*年\s*)?(?P<m>1[0-2]|0?[1-9])\s*月\s*(?:(?P<d>\d{{1,2}})\s*[日号]?(?!\d)|(?P<p>底|末|初|[上中下]旬))?"
    rf"(?:{_TO}(?:(?P<y2>{_YEAR})\s*年\s*)?(?:(?P<m2>1[0-2]|0?[1-9])\s*月\s*)?(?:(?P<d2>\d{{1,2}})\s*[日号]|(?P<p2>底|末|初|[上中下]旬))?)?"
)
_BARE_YEAR = regex(rf"(?<!\d)(?P<year>{_YEAR})\s*年")
_COMPARED = regex(r"(?:比|较|与|同|和|超|于|（|至|从|对)$")
_OTHER_YEAR = regex(r"(?:次年|翌年|第二年|来年|上年|去年|今年|明年|每年)[^，。；\d]{0,2}$")
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}


@record(eq=False)
class Moment(Span):
    """A time in a line, from its first to its last day; `exact` when both are said by the day."""

    number: int
    first: date
    last: date
    own_year: bool
    exact: bool
    ranged: bool
    before: str
    after: str


@lru_cache(maxsize=64)
def moments_of(view: View) -> tuple[Moment, ...]:
    """The times of the lines outside tables, in reading order; those that do not exist are left out."""
    found: list[Moment] = []
    year = 0
    for number, line in enumerate(view.lines):
        if "年" not in line.text and "月" not in line.text:
            continue
        mine, year = times_in(line, number, year)
        found += mine
    return tuple(found)


def moments_by_line(view: View) -> dict[int, list[Moment]]:
    """The times of a document by the numbers of their lines."""
    found: dict[int, list[Moment]] = {}
    for moment in moments_of(view):
        found.setdefault(moment.number, []).append(moment)
    return found


def times_in(line: Line, number: int, year: int) -> tuple[list[Moment], int]:
    """The times of one line and the year to go on with: of the last time, or of a year that heads a sentence."""
    text = line.text
    found: list[Moment] = []
    matches = list(_TIME.finditer(text)) if "月" in text else []
    bare = list(_BARE_YEAR.finditer(text))
    for at, match in enumerate(matches):
        said = match["y"]
        while bare and bare[0].start() <= match.start():
            if (
                not _COMPARED.search(text[max(0, bare[0].start() - 1) : bare[0].start()])
                or bare[0].start() == match.start()
            ):
                year = int(bare[0]["year"])
            bare.pop(0)
        days = _days(match, year or 2023)
        if days is None or _OTHER_YEAR.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        year = days[1].year if said or match["y2"] else year
        start, end = match.start(), match.start() + len(match.group().rstrip())
        stop = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        begun = matches[at - 1].end() if at else 0
        exact = bool(match["d"]) and (not days[2] or bool(match["d2"]))
        found.append(
            Moment(
                line,
                start,
                end,
                number,
                days[0],
                days[1],
                bool(said),
                exact,
                days[2],
                text[begun:start],
                text[end:stop],
            )
        )
    for one in bare:
        if not _COMPARED.search(text[max(0, one.start() - 1) : one.start()]):
            year = int(one["year"])
    return found, year


def _days(match: re.Match[str], year: int) -> tuple[date, date, bool] | None:
    """First and last day, and whether two ends are said; None for what does not exist or turns back within a year."""
    ranged = bool(match["m2"] or match["d2"] or match["p2"])
    first = _ends(int(match["y"] or year), int(match["m"]), match["d"], match["p"])
    if first is None or not ranged:
        return None if first is None else (*first, False)
    month = int(match["m2"] or match["m"])
    end_year = int(match["y2"] or first[0].year)
    last = _ends(end_year, month, match["d2"], match["p2"])
    if last is not None and last[1] < first[0] and not match["y2"]:
        last = _ends(end_year + 1, month, match["d2"], match["p2"])
    return None if last is None else (first[0], last[1], True)


def _ends(year: int, month: int, day: str | None, part: str | None) -> tuple[date, date] | None:
    length = monthrange(year, month)[1]
    if day:
        number = int(day)
        return (date(year, month, number),) * 2 if 0 < number <= length else None
    low, high = _PARTS.get(part or "", (1, 31))
    return date(year, month, low), date(year, month, min(high, length))


def pairs_in(moments: tuple[Moment, ...]) -> Iterator[tuple[Moment, Moment, str]]:
    """Each time with the next one of its line, and what stands between."""
    for first, second in itertools.pairwise(moments):
        if first.line is second.line:
            yield first, second, first.line.text[first.end : second.start]
