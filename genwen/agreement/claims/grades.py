"""Grades by points: the bands a paper sets, the grades of its tables and of its prose held against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.clauses import PHRASE, begun_at, last_clause
from genwen.agreement.reading.sentences import Said, said_in, told_in
from genwen.agreement.reading.sheet import Sheet
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import found_in

SCORE = regex(r"得分|总分|分数|成绩|评分|综合分|^分$|核查分|考核分")
GRADE = regex(r"等次|等级|档次|评定|结果|类别|性质|类型|完成情况|状态|是否|层级|级别")
GRADES = r"优秀|良好|合格|不合格|通过|不通过|基本合格|达标|不达标|较差|较好|中等|一般|好|差|优|良|中|超额完成|完成|基本完成|未完成|[一二三四]档|[一二三]等|[一二三]星级?|[ABCD][级等]?"
_IN = r"(?:（不?含[^（）]*）)?"
_BAND = regex(
    rf"(?<!\d)(?P<low>\d++(?:\.\d+)?)\s*分?{_IN}(?:(?P<over>及?以上){_IN}(?:[、，且]?(?:不足|低于|未满|不满|不到|至|到)(?P<high3>\d+(?:\.\d+)?)\s*分{_IN}(?:以下)?)?"
    rf"|[至到—－\-–~～]\s*(?P<high>\d+(?:\.\d+)?)\s*分?{_IN})的?[^，。；、\d]{{0,4}}?(?:为|是|评为|定为)[“\"]?(?P<grade>{GRADES})(?![\u4e00-\u9fff]*[标准要])"
    rf"|(?P<under>\d+(?:\.\d+)?)\s*分?以下的?(?:为|是|评为|定为)[“\"]?(?P<grade3>{GRADES})"
    rf"|(?P<grade2>{GRADES})[（(](?P<low2>\d+(?:\.\d+)?)\s*分?\s*(?:(?P<over2>以上|及以上)|[至到—－\-–~～]\s*(?P<high2>\d+(?:\.\d+)?)\s*分?)(?=\s*[）)，、；])"
)
_ABOVE = {"良好": "优秀", "良": "优", "不合格": "合格", "不达标": "达标", "不通过": "通过"}
Band = tuple[str, Decimal, Decimal, Line, int]
"""A grade, the least points for it, the points that are too many, the line that says so and where."""


def score_column(sheet: Sheet) -> int | None:
    """The column of points that counts: the total, else the first."""
    columns = [
        c
        for c, head in enumerate(sheet.heads)
        if SCORE.search(head) and sum(n[c] is not None for n in sheet.numbers) > 1
    ]
    total = [c for c in columns if re.search("总|综合|最终", sheet.heads[c])]
    return total[-1] if total else columns[0] if columns else None


@lru_cache(maxsize=256)
def bands_in(view: View) -> tuple[Band, ...]:
    """Every band that a document sets."""
    return tuple(_bands(view))


def _bands(view: View) -> Iterator[Band]:
    for line, match in found_in([line for line in view.everything() if "分" in line.text], _BAND):
        grade = _plain(match["grade"] or match["grade2"] or match["grade3"])
        low, high = match["low"] or match["low2"] or "0", match["high"] or match["high2"]
        limit = match["high3"] or match["under"]
        top = Decimal(limit) if limit else _top(high, match.group()) if high else Decimal(10**6)
        yield grade, Decimal(low), top, line, match.start()


def _plain(grade: str) -> str:
    """A grade without what follows a letter: A等 as A."""
    return re.sub("(?<=[ABCD])[等级]$", "", grade)


def _top(high: str, text: str) -> Decimal:
    """The points that are too many for a band up to `high`: 89分 is up to 90, 89.9分 too, 90分（不含） itself."""
    value = Decimal(high)
    if re.search(rf"{re.escape(high)}\s*分?（不含", text) or value % 5 == 0:
        return value
    return value + Decimal(1).scaleb(-len(high.partition(".")[2]))


def closed(bands: Sequence[Band]) -> dict[str, Band]:
    """The bands by grade, those without an end up to where the next begins: 90分以上为优秀，80分以上为良好.

    A grade that is not set itself ends where the one above it begins: 90分以上为优秀 says that 96分 is not 良好.
    """
    lows = {band[1] for band in bands}
    known = {
        grade: (grade, low, min((one for one in lows if one > low), default=high) if high == 10**6 else high, line, at)
        for grade, low, high, line, at in bands
    }
    for grade, above in _ABOVE.items():
        if grade not in known and above in known:
            _, low, _, line, at = known[above]
            known[grade] = (grade, Decimal(0), low, line, at)
    return known


_EVERY = regex(rf"(?:全部|全都|均|都)[^，。；]{{0,8}}?(?:评为|评定为|评价为|获评|达到|获|为)[“\"]?(?P<grade>{GRADES})")


def all_graded(view: View, sheet: Sheet, bands: Sequence[Band]) -> Iterator[Finding]:
    """全部5个地区均评为优秀, where a score of the table is under the band."""
    scores = score_column(sheet)
    known = closed(bands)
    for line in view.lines if scores is not None and known else ():
        for match in _EVERY.finditer(line.text):
            band = known.get(match["grade"])
            begun = begun_at(line.text, match.start(), "，。；\n")
            named = [label for label in sheet.labels if label in line.text[begun : match.start()]]
            rows = [row for row in sheet.members() if not named or sheet.labels[row] in named]
            if band is None or scores is None or len(rows) < 2:
                continue
            odd = [
                row
                for row in rows
                if (n := sheet.numbers[row][scores]) is not None and not band[1] <= n.value < band[2]
            ]
            if odd and (len(odd) < len(rows) or match.group().startswith("全")):
                yield finding("A811", f"“{match.group()}”与表不符：“{sheet.labels[odd[0]]}”{sheet.text(odd[0], scores)}分，见 {sheet.said(odd[0], scores)}", "核对得分和等次",
                              line.at(match.start()))  # fmt: skip


def _graded_by(sheet: Sheet, bands: Sequence[Band]) -> int | None:
    """The column of points that most grades of a table go by."""
    known = closed(bands)
    grades = [c for c, head in enumerate(sheet.heads) if GRADE.search(head)]
    columns = [
        c
        for c, head in enumerate(sheet.heads)
        if SCORE.search(head) and sum(n[c] is not None for n in sheet.numbers) > 1
    ]

    def wrong(column: int) -> int:
        return sum(
            not known[sheet.text(row, grade)][1] <= number.value < known[sheet.text(row, grade)][2]
            for row in sheet.members()
            for grade in grades
            if sheet.text(row, grade) in known and (number := sheet.numbers[row][column]) is not None
        )

    least = min((wrong(column) for column in columns), default=0)
    fitting = [column for column in columns if wrong(column) == least]
    return score_column(sheet) if score_column(sheet) in fitting else fitting[0] if fitting else None


def graded(sheet: Sheet, bands: Sequence[Band]) -> Iterator[Finding]:
    """A grade against the band of its score."""
    scores = _graded_by(sheet, bands)
    grades = [c for c, head in enumerate(sheet.heads) if GRADE.search(head)]
    if scores is None or not grades or len(bands) < 2:
        return
    known = closed(bands)
    for row in sheet.members():
        score = sheet.numbers[row][scores]
        for column in grades:
            band = known.get(sheet.text(row, column))
            if score is None or band is None or band[1] <= score.value < band[2]:
                continue
            yield finding("A811", f"“{sheet.labels[row]}”{score.value}分，等次“{band[0]}”与所定的分数段不符，见 {band[3].said(band[4], band[4] + 8)}",
                          "核对得分和等次", sheet.rows[row][column].at(0))  # fmt: skip


_CLAIM = regex(
    rf"(?P<not>未|没有|不)?(?:评为|评定为|定为|自评为|等次为|等级为|等第为|属于|达到|符合|获评|为)[“\"]?(?P<grade>{GRADES})[”\"]?(?=等次|等级|标准|档次|条件|[，。；、）（]|$)"
)
_IN_TURN = regex(rf"(?:依次|分别)(?:评为|评定为|定为|为)(?P<grades>(?:{GRADES})(?:、(?:{GRADES}))+)")
_OWN = regex("(?:自评得分|自评总分|总得分|综合得分|总分|得分|自评)(?:为|是|达|共)*$")


def check_grades(subject: Subject) -> Iterator[Finding]:
    """Grades in prose against the points beside them, or the one total of the paper."""
    for view in subject.views:
        known = closed(bands_in(view))
        for line in view.lines if known else ():
            if not any(word in line.text for word in "分等档"):
                continue
            spans = [(match.start(), match.end()) for match in _BAND.finditer(line.text)]
            for sentence in said_in(line):
                points = [
                    item
                    for item in sentence
                    if item.figure.unit == "分" and not any(a <= item.figure.start < b for a, b in spans)
                ]
                yield from _in_turn(line, points, known)
                yield from _beside(line, points, known, spans)
            yield from _of_own(view, line, known, spans)


def _in_turn(line: Line, points: Sequence[Said], known: dict[str, Band]) -> Iterator[Finding]:
    """甲92.0分、乙90.5分、丙83.5分，依次评为优秀、良好、良好."""
    for match in _IN_TURN.finditer(line.text):
        grades = match["grades"].split("、")
        mine = [item for item in points if item.figure.end <= match.start()][-len(grades) :]
        if len(mine) == len(grades):
            yield from (
                found
                for item, grade in zip(mine, grades, strict=True)
                for found in _wrong(line, item, grade, match.start(), known)
            )


_LIMIT = regex("(?:低于|不足|不到|不满|未达到?|未满|达不到)$")


def _wrong(line: Line, item: Said, grade: str, at: int, known: dict[str, Band]) -> Iterator[Finding]:
    band = known.get(_plain(grade))
    if (
        band is not None
        and not _LIMIT.search(line.text[: item.figure.start])
        and not band[1] <= item.figure.value < band[2]
    ):
        yield finding("A811", f"{item.figure.text}不是“{grade}”：{band[1]}分起{'' if band[2] == 10**6 else f'，不到{band[2]}分'}，见 {band[3].said(band[4], band[4] + 12)}",
                      "核对得分和等次", line.at(at))  # fmt: skip


def _beside(
    line: Line, points: Sequence[Said], known: dict[str, Band], spans: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    """我局得分89.7分，评为优秀等次."""
    for match in _CLAIM.finditer(line.text):
        if (
            match["grade"] not in known
            or any(a - 2 <= match.start() < b for a, b in spans)
            or _IN_TURN.search(line.text[: match.end()][-30:])
        ):
            continue
        name = last_clause(line.text[: match.start()], PHRASE)
        near = [item for item in points if item.figure.end <= match.start() <= item.figure.end + 24
                and not re.search("[；。]", line.text[item.figure.end : match.start()])]  # fmt: skip
        named = [
            item
            for item in points
            if len(name) >= 2 and name in last_clause(line.text[max(0, item.figure.start - 14) : item.figure.start])
        ]
        mine = named or ([] if len(name) >= 2 and not re.match("均|都|全部|[应可]?$", name) else near[-1:])
        for item in mine[:1]:
            band = known[_plain(match["grade"])]
            inside = band[1] <= item.figure.value < band[2]
            if match["not"] and inside and match["not"] != "不":
                yield finding(
                    "A811",
                    f"{item.figure.text}已是“{match['grade']}”，与“{match.group()}”不符，见 {band[3].said(band[4], band[4] + 12)}",
                    "核对得分和等次",
                    line.at(match.start()),
                )
            elif not match["not"]:
                yield from _wrong(line, item, match["grade"], match.start(), known)


def _of_own(view: View, line: Line, known: dict[str, Band], spans: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """我县自评等次为“超额完成”, where the one total of the paper is in another band."""
    for match in re.finditer(
        rf"(?:我[县区局市办校]|本单位|自评)[^，。；]{{0,8}}(?:等次|等级|等第|档次)(?:为|是)[“\"]?(?P<grade>{GRADES})|符合[“\"](?P<other>{GRADES})[”\"]等次",
        line.text,
    ):
        grade = match["grade"] or match["other"]
        if _plain(grade) not in known or any(a - 2 <= match.start() < b for a, b in spans):
            continue
        totals = [item for other in view.lines for item in told_in(other)
                  if item.figure.unit == "分" and _OWN.search(other.text[max(0, item.figure.start - 8) : item.figure.start])
                  and not re.match("以[上下]", other.text[item.figure.end :])]  # fmt: skip
        if len({item.figure.value for item in totals}) == 1:
            yield from _wrong(line, totals[0], grade, match.start(), known)
