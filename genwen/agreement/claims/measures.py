"""What is above or below a measure that the paper names: lines of grades said twice, 优于基准值, 达到通过但未达到优秀, counts of a grade, equal ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.claims.grades import Band, bands_in, closed, score_column
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import SENTENCE, begun_at
from genwen.agreement.reading.sentences import told_in
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import RANK_HEAD
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_GRADE = "优秀|良好|合格|通过|达标|优|良|先进|示范"
_LINE = regex(
    r"(?P<n>\d+(?:\.\d+)?)\s*分?(?:（含）)?(?:（?含[^，。；（）]{0,8}?|[及]?以上(?:（[^（）]{0,8}）)?的?)(?:即|视|评|判)?为[“\"]?(?P<grade>通过|合格|达标|优秀)(?=(?:单位|等次|等级)?[）”\"，。；]|$)"
    r"|(?P<word>通过|合格|达标)(?:分数?)?线(?:为|是|定为|：|设为|确定为)?\s*(?P<n2>\d+(?:\.\d+)?)\s*分"
)
_LIMIT = regex(
    r"(?P<name>约束值|基准值|引导值|先进值|准入值|限定值|限额值|标准值|目标值|控制值|推荐值|平均值)(?:（[^（）\d]{0,16}|为|是|：|取)?\s*(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>[^\d，。；）、（）]{1,12})"
)
_SIDE = regex(
    r"(?P<not>未达到|未达|尚未达到|没有达到|达不到|不满足)?(?P<verb>优于|好于|达到|满足|符合|低于|高于|超过|超出|劣于)?(?:了)?(?P<name>约束值|基准值|引导值|先进值|准入值|限定值|限额值|标准值|推荐值)(?!\d|为)"
)
_BOTH = regex(
    rf"(?:达到|符合|满足)(?:了)?[“\"]?(?P<low>{_GRADE})[”\"]?(?:等次|等级|标准|线)?[，、]?(?:但|但是|而)?(?:尚)?(?:未|没有|未能)(?:达到|达|进入)[“\"]?(?P<high>{_GRADE})"
)
_SOME = regex(
    rf"(?P<all>\d+|[一二两三四五六七八九十]+)(?:个|家|项|名|所|处)[^，。；\d]{{0,6}}(?:中|里|当中)[，]?(?:有|共有)?(?P<n>\d+|[一二两三四五六七八九十]+)(?:个|家|项|名|所|处)[^，。；\d]{{0,8}}?(?:评为|评定为|获评|定为|达到|为|获得)[“\"]?(?P<grade>{_GRADE}|[一二三]等|[一二三]档|[ABC][等级]?)"
)

_PLAINLY = regex("^(?:低于|高于|超过|超出)")
_PASSED = regex("通过|合格|达标|优秀")
_OF_ONE = regex("个人|学员|学生|试卷|考试|单项|满意度|班组|专项|食堂|小组")
"""What has a line of its own beside that of the whole."""


@record(eq=False)
class Limit:
    """A named measure with its number: 基准值（11.0kgce/m²）."""

    name: str
    value: Decimal
    line: Line
    start: int


def check_measures(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        yield from _two_lines(view)
        for line in view.everything():
            if "值" in line.text:
                yield from _sides(line)
        known = closed(bands_in(view))
        for line in view.lines if known else ():
            yield from _between(line, known)
            yield from _counts(view, line, known)
        for sheet in sheets_of(view):
            yield from _equal_ranks(sheet)


def _two_lines(view: View) -> Iterator[Finding]:
    """80分为通过 in the body, 85分以上为通过 in the attachment."""
    first: dict[str, tuple[Decimal, Line, int]] = {}
    for line in view.everything():
        for match in _LINE.finditer(line.text) if "分" in line.text and _PASSED.search(line.text) else ():
            if _OF_ONE.search(line.text, begun_at(line.text, match.start()), match.end()):
                continue
            value, grade = Decimal(match["n"] or match["n2"]), match["grade"] or match["word"]
            known = first.setdefault(grade, (value, line, match.start()))
            if known[0] != value and known[1] is not line and value > 10 and known[0] > 10:
                yield finding("A811", f"“{match.group()}”与别处的{known[0]}分不一致，见 {known[1].said(known[2], known[2] + 14)}", "同一等次只应有一条线，核对两处",
                              line.at(match.start()))  # fmt: skip
                return


def _sides(line: Line) -> Iterator[Finding]:
    """11.79kgce/m²，优于基准值 where that is 11.0: the measures themselves tell whether less is better."""
    limits = {
        match["name"]: Limit(match["name"], Decimal(match["n"]), line, match.start())
        for match in _LIMIT.finditer(line.text)
    }
    if not limits:
        return
    order = [name for name in ("限定值", "约束值", "准入值", "基准值", "先进值", "引导值") if name in limits]
    less = len(order) < 2 or limits[order[0]].value > limits[order[-1]].value
    spans = [(match.start(), match.end()) for match in _LIMIT.finditer(line.text)]
    for match in _SIDE.finditer(line.text):
        limit = limits.get(match["name"])
        if (
            limit is None
            or not (match["not"] or match["verb"])
            or (len(limits) < 2 and not _PLAINLY.search(match.group()))
        ):
            continue
        begun = begun_at(line.text, match.start(), "。")
        before = [item.figure for item in told_in(line)
                  if begun <= item.figure.start and item.figure.end <= match.start()
                  and not any(a <= item.figure.start < b for a, b in spans)]  # fmt: skip
        if not before:
            continue
        value = Decimal(re.sub("[^0-9.].*$", "", before[-1].text) or 0)
        better = value <= limit.value if less else value >= limit.value
        claimed = {"低于": less, "高于": not less, "超过": not less, "超出": not less, "劣于": False}.get(
            match["verb"] or "", True
        )
        claimed = claimed and not match["not"]
        if better is not claimed and value != limit.value:
            yield finding("A812", f"{before[-1].text}与“{match.group()}”不符：{limit.name}是{limit.value}，见 {line.said(limit.start, limit.start + 14)}", "核对数和结论",
                          line.at(match.start()))  # fmt: skip


def _between(line: Line, known: Mapping[str, Band]) -> Iterator[Finding]:
    """93.5分，达到通过但未达到优秀, where 优秀 begins at 90."""
    for match in _BOTH.finditer(line.text):
        begun = begun_at(line.text, match.start(), SENTENCE)
        low, high = known.get(match["low"]), known.get(match["high"])
        scores = [item.figure for item in told_in(line)
                  if item.figure.unit == "分" and begun <= item.figure.start < match.start()
                  and not re.match("[及]?以[上下]|（含", line.text[item.figure.end :])]  # fmt: skip
        if low is None or high is None or not scores:
            continue
        value = scores[-1].value
        wrong = high if value >= high[1] else low if value < low[1] else None
        if wrong is not None:
            yield finding("A811", f"{scores[-1].text}与“{match.group()}”不符：{wrong[1]}分起为{wrong[0]}，见 {wrong[3].said(wrong[4], wrong[4] + 12)}", "核对得分和等次",
                          line.at(match.start()))  # fmt: skip


def _counts(view: View, line: Line, known: Mapping[str, Band]) -> Iterator[Finding]:
    """5个科室中有4个被评为优秀, where the scores of the table make it three."""
    for match in _SOME.finditer(line.text):
        band = known.get(re.sub("(?<=[ABC])[等级]$", "", match["grade"]))
        if band is None:
            continue
        for sheet in sheets_of(view):
            column = _column(sheet)
            rows = sheet.members()
            if column is None or len(rows) != number_in(match["all"]):
                continue
            numbers = [(row, number.value) for row, number in sheet.column(column, rows)]
            fitting = [row for row, value in numbers if band[1] <= value < band[2]]
            if len(numbers) == len(rows) and fitting and len(fitting) != number_in(match["n"]):
                yield finding("A811", f"“{match.group()}”与表不符：表中{len(fitting)}个，见 {sheet.said(fitting[-1], column)}", "核对得分和个数",
                              line.at(match.start()))  # fmt: skip
                return


def _column(sheet: Sheet) -> int | None:
    """The column of points, by its head."""
    column = score_column(sheet)
    if column is not None:
        return column
    return next(
        (
            c
            for c, head in enumerate(sheet.heads)
            if re.search("满意度|得分|分值", head) and sum(n[c] is not None for n in sheet.numbers) > 1
        ),
        None,
    )


def _equal_ranks(sheet: Sheet) -> Iterator[Finding]:
    """One rank twice with two scores."""
    ranks = next((c for c, head in enumerate(sheet.heads) if RANK_HEAD.match(head)), None)
    column = score_column(sheet)
    if ranks is None or column is None:
        return
    rows = [
        (row, rank.value, score.value)
        for row in sheet.members()
        if (rank := sheet.numbers[row][ranks]) is not None and (score := sheet.numbers[row][column]) is not None
    ]
    for (first, a, one), (second, b, other) in pairwise(rows):
        tied = any(
            (x := sheet.numbers[first][c]) is not None
            and (y := sheet.numbers[second][c]) is not None
            and x.value == y.value
            for c in range(len(sheet.heads))
            if c != ranks and not sheet.index_column(c)
        )
        if a == b and one != other and not tied:
            yield finding("A811", f"“{sheet.labels[first]}”{one}与“{sheet.labels[second]}”{other}不同分，名次却都是{a}（前者在表中排第{1 + sum(score > one for _, _, score in rows)}），见 {sheet.said(second, ranks)}",
                          "核对得分和名次", sheet.rows[first][ranks].at(0))  # fmt: skip
