"""Figures year by year that are said to go one way, or to turn once: 三年连降（135件、118件、121件）, 先减后增."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.claims.steps import in_tables, misstep
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.sentences import Said, told_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import likely

_FALLS = regex(
    r"连降|逐[年月季次]?[年月季]?(?:稳步|持续|均?呈?)?(?:下降|减少|降低|递减|走低|回落)|连续(?:[一二两三四五六七八九\d]+[年个次][^，。；]{0,4}?)?(?:下降|减少|降低|回落|负增长)|[一二三四五]连降|持续(?:下降|减少|降低|走低)|一路下降"
)
_RISES = regex(
    r"连增|连升|逐[年月季次]?[年月季]?(?:稳步|持续|均?呈?)?(?:增长|增加|上升|提高|递增|攀升|走高)|连续(?:[一二两三四五六七八九\d]+[年个次][^，。；]{0,4}?)?(?:增长|增加|上升|提高)|[一二三四五]连[增升]|持续(?:增长|增加|上升|提高)|一路上升"
)


def check_trends(subject: Subject) -> Iterator[Finding]:
    """Every claim of a trend with at least three figures of one unit in a list beside it."""
    for view in subject.views:
        for _, line in likely(view.everything(), (pattern for pattern, _ in _COURSES)):
            for pattern, signs in _COURSES:
                for match in pattern.finditer(line.text):
                    found = list(_judged(line, match, signs))
                    yield from found or in_tables(view, line, match, signs)


_COURSES = (
    (_FALLS, (-1,)),
    (_RISES, (1,)),
    (regex("先(?:下?降|减少?|跌|抑|回落)后(?:上?升|增[加长]?|涨|扬|回升)"), (-1, 1)),
    (regex("先(?:上?升|增[加长]?|涨|扬)后(?:下?降|减少?|跌|抑|回落)"), (1, -1)),
)


def _judged(line: Line, match: re.Match[str], signs: Sequence[int]) -> Iterator[Finding]:
    begun = begun_at(line.text, match.start(), "。！\n")
    end = ended_at(line.text, match.end(), "。！")
    after = line.text.find("。", end + 1)
    mine = [item for item in told_in(line) if begun <= item.figure.start < (after if after > 0 else len(line.text))]
    for run in _series(mine):
        if run[-1].figure.end < begun or run[0].figure.start > end + 60:
            continue
        years = [item.year for item in run]
        if all(years) and years == sorted(years, reverse=True) and len(set(years)) == len(years):
            run = run[::-1]
        wrong = misstep([item.figure.value for item in run], signs)
        if wrong is not None:
            a, b = run[wrong - 1].figure, run[wrong].figure
            yield finding(
                "A804",
                f"“{match.group()}”与所列的数不符：{a.text}之后是{b.text}，见 {a.said}",
                "核对各期的数",
                line.at(match.start()),
            )
        return


def _series(items: Sequence[Said]) -> Iterator[list[Said]]:
    """Lists of at least three figures of one unit, a year or nothing between them."""
    run: list[Said] = []
    for item in items:
        gap = re.sub(r"\0+|[年度为、，；和到至的降升再又又是（）]|分别|由|从|下降|减少|增加|上升|增长", "", item.gap)
        if run and item.figure.unit == run[-1].figure.unit and len(gap) <= 2 and not re.search("[比较]", item.gap):
            run.append(item)
            continue
        if len(run) >= 3:
            yield run
        run = [item]
    if len(run) >= 3:
        yield run
