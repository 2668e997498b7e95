"""The year a report has in its title against the one its text is about: 关于2024年…情况的报告, where the text says 2025年 throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from genwen.agreement.reading.signed import signed_on
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import YEAR_SAID
from genwen.diagnostics import Finding
from genwen.patterns import regex

_TITLE = regex(
    r"(?:^|关于)(?:[^，。；\d]{0,16})(?P<year>(?:19|20)\d{2})年(?!\s*[—\-－~～至到])(?:度|上半年|前三季度)?[^，。；：\d]{2,40}(?:报告|总结|通报|公报)$"
)
_ASIDE = regex(
    r"《[^《》]*》|〔\d{4}〕|(?:比|较|与|同|以)\s*(?:19|20)\d{2}年(?:度)?|(?:19|20)\d{2}\s*年?\s*[—\-－~～至]\s*(?:19|20)\d{2}\s*年"
)
_SEASON = regex("(?P<season>[春夏秋冬])季(?P<what>[\u4e00-\u9fff]{2})")
_HEAD, _OFTEN = 12, 3


def check_titled_year(subject: Subject) -> Iterator[Finding]:
    """Every document whose title is that of a report of a year."""
    for view in subject.views:
        found = _title(view)
        if found is not None:
            yield from _held(view, *found)
        yield from _season(view)


def _season(view: View) -> Iterator[Finding]:
    """A title of 春季学期 over a text that speaks of 秋季学期 alone."""
    stop = next((at for at, line in enumerate(view.lines[:_HEAD]) if line.text.endswith(("：", "。"))), 0)
    titled = next(((line, match) for line in view.lines[:stop] if (match := _SEASON.search(line.text))), None)
    if titled is None:
        return
    title, match = titled
    said = [
        (line, other)
        for line in view.lines[stop:]
        for other in _SEASON.finditer(_ASIDE.sub(lambda aside: "\0" * len(aside.group()), line.text))
        if other["what"] == match["what"]
    ]
    if len({other["season"] for _, other in said}) == 1 and said[0][1]["season"] != match["season"]:
        line, other = said[0]
        yield finding("A602", f"标题的“{match.group()}”在正文里没有，正文说的是{other.group()}，见 {line.said(*other.span())}", "核对标题",
                      title.at(match.start()))  # fmt: skip


def _title(view: View) -> tuple[Line, re.Match[str], int] | None:
    """The title among the first lines, and the number of the line below it."""
    for number, line in enumerate(view.lines[:_HEAD]):
        match = _TITLE.search(line.text.strip())
        if match is not None:
            return line, match, number + 1
    return None


def _held(view: View, title: Line, match: re.Match[str], below: int) -> Iterator[Finding]:
    """A text that never says the year of the title, and another one again and again, which the paper may well be about."""
    year = match["year"]
    years: Counter[str] = Counter()
    first: tuple[Line, int] | None = None
    for line in view.lines[below:]:
        for said in YEAR_SAID.finditer(_ASIDE.sub(lambda found: "　" * len(found.group()), line.text)):
            years[said[1]] += 1
            if first is None and said[1] != year:
                first = line, said.start()
    signed = signed_on(view)
    common = years.most_common(1)
    if years[year] or first is None or not common or common[0][1] < _OFTEN:
        return
    other = common[0][0]
    line, at = first
    if line.text[at : at + 4] == other and (signed is None or signed[0].year - int(other) in (0, 1)):
        yield finding("A602", f"标题的“{year}年”在正文里没有，正文说的是{other}年，见 {line.said(at, at + 5)}", "核对标题的年份",
                      title.at(max(0, title.text.find(f"{year}年"))))  # fmt: skip
