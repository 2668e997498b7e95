"""Places and extremes said in prose against a table's order, a list in the paragraph, or each other: 排名第二, 得分最高."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import RANK_HEAD
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_N = r"(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})"
_PLACE = regex(rf"(?:排名?|名列|位居|位列|居|[排位]?列)[^，。；第\d]{{0,6}}第{_N}(?:位|名)?(?=[，。；、）和及与]|$)")
_OTHERS = regex(rf"(?:[、和及与]第?{_N.replace('<n>', '<m>')}(?:位|名)?)+")
_ORDINAL = regex("[一二三四五六七八九十]{1,3}|\\d{1,2}")
_EACH = regex("分[列居别获]|依次")
_MOVED = regex(
    r"第(?P<a>\d{1,3})[位名][^。；]{0,16}?(?P<word>升|降|提升|上升|下降|前移|后移|提高|跃升|滑落)(?:至|到)[^。；\d]{0,6}第(?P<b>\d{1,3})[位名](?:，(?P<way>前进|后退|提升|上升|下降|前移|后移|提高)(?:了)?(?P<d>\d{1,3})(?:位|名|个位次))?"
)
_SCORE_HEAD = regex("得分|总分|分数|成绩|评分|核查分|考核分|^分$")
_PAIRED = regex(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?)(?:得|为|是|达|达到)?(?P<n>\d+(?:\.\d+)?)(?P<unit>分|%|个百分点|家|个|人|件|起|吨|万元)"
)
_BEST = regex(r"(?:得分|成绩|比例|占比|数量|用量|降幅|增幅)?(?P<word>最高|最低|最多|最少|居首|第一|末位)")
_PEAK = regex(r"(?P<word>高峰|峰值|低谷|谷值)(?:期)?(?:在|为|是|出现在)(?P<name>[^，。；、]{2,8})")


@record
class Column:
    """The order of the rows of a table by one column: labels from high to low, and how it is found there."""

    sheet: Sheet
    column: int
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]

    def said(self, label: str) -> str:
        """The place of a row."""
        return self.sheet.said(self.sheet.labels.index(label), self.column)


_RANKED = regex("第|高峰|峰值|低谷")


def check_places(subject: Subject) -> Iterator[Finding]:
    """Every line of prose."""
    for view in subject.views:
        columns: list[Column] | None = None
        for line in view.lines:
            if "第" in line.text:
                yield from _moved(line)
            if (
                "平均" in line.text
                or "最" in line.text
                or "首" in line.text
                or "第一" in line.text
                or "末位" in line.text
            ):
                yield from _in_list(line)
            if not _RANKED.search(line.text):
                continue
            if columns is None:
                columns = list(_columns(view))
            for match in _PLACE.finditer(line.text):
                yield from _placed(line, match, columns)
            for match in _PEAK.finditer(line.text):
                yield from _peak(line, match, columns)


def _columns(view: View) -> Iterator[Column]:
    for sheet in sheets_of(view):
        rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE) if sheet.labels[row]]
        for column in range(1, len(sheet.heads)):
            items = [(number.value, sheet.labels[row]) for row, number in sheet.column(column, rows)]
            if (
                len(items) >= 3
                and len(items) == len(rows)
                and not sheet.index_column(column)
                and len({label for _, label in items}) == len(items)
            ):
                items.sort(key=lambda item: -abs(item[0]))
                yield Column(sheet, column, tuple(label for _, label in items), tuple(value for value, _ in items))


def _fitting(clause: str, columns: Sequence[Column]) -> list[Column]:
    """The columns a wording is of: those whose head it has, else those of points."""
    named = [
        column
        for column in columns
        if len(head := bare_head(column.sheet.heads[column.column])) > 1
        and (head in clause or head.removesuffix("量") in clause)
    ]
    return (
        named
        or [column for column in columns if _SCORE_HEAD.search(column.sheet.heads[column.column])]
        or list(columns if len(columns) == 1 else ())
    )


def _placed(line: Line, match: re.Match[str], columns: Sequence[Column]) -> Iterator[Finding]:
    """水利局得分94.0分，排名第二."""
    begun = begun_at(line.text, match.start())
    sentence = line.text[begun : match.start()]
    number = number_in(match["n"])
    for column in _fitting(sentence, columns):
        said = sorted((label for label in column.labels if label in sentence), key=sentence.rfind)
        if not said:
            continue
        others = _OTHERS.match(line.text, match.end())
        if others is not None or _EACH.search(sentence[-3:] + match.group()):
            places = [number, *(number_in(one) for one in _ORDINAL.findall(others.group() if others else ""))]
            yield from _in_turn(line, match, column, said[-len(places) :], places)
            return
        label = said[-1]
        right = _right(column, label)
        if number not in right:
            yield finding(
                "A811",
                f"“{label}”{match.group()}与表不符，表中是第{min(right)}，见 {column.said(label)}",
                "核对表和正文",
                line.at(match.start()),
            )
        return


def _right(column: Column, label: str) -> set[int]:
    """The places a row may be said to have: that of the table, else what its number makes it from above or from below."""
    sheet, row = column.sheet, column.sheet.labels.index(label)
    ranked = [
        n.value
        for c, head in enumerate(sheet.heads)
        if RANK_HEAD.match(head) and (n := sheet.numbers[row][c]) is not None
    ]
    value = column.values[column.labels.index(label)]
    above = sum(other > value for other in column.values) + 1
    below = sum(abs(other) < abs(value) for other in column.values) + 1
    return {int(one) for one in ranked} or {above, below}


def _in_turn(
    line: Line, match: re.Match[str], column: Column, labels: Sequence[str], places: Sequence[int]
) -> Iterator[Finding]:
    """甲局、乙局分列第二、第三名: as many names as places, one for one."""
    for label, place in zip(labels, places, strict=True) if len(labels) == len(places) else ():
        right = _right(column, label)
        if place not in right:
            yield finding("A811", f"“{label}”列第{place}与表不符，表中是第{min(right)}，见 {column.said(label)}", "核对表和正文",
                          line.at(match.start()))  # fmt: skip
            return


def _peak(line: Line, match: re.Match[str], columns: Sequence[Column]) -> Iterator[Finding]:
    """用电高峰在1月."""
    for column in columns:
        names = [re.sub("份$", "", label) for label in column.labels]
        name = re.sub("份$", "", match["name"].strip())
        if name in names and len(columns) <= 6:
            right = names[0] if match["word"] in ("高峰", "峰值") else names[-1]
            others = [one for one in columns if one.sheet is column.sheet]
            if name != right and not any(
                name == re.sub("份$", "", one.labels[0 if match["word"] in ("高峰", "峰值") else -1]) for one in others
            ):
                yield finding(
                    "A811",
                    f"“{match.group()}”与表不符，应为{right}，见 {column.said(column.labels[names.index(right)])}",
                    "核对表和正文",
                    line.at(match.start()),
                )
            return


def _moved(line: Line) -> Iterator[Finding]:
    """由第19位升至第14位，前进5位."""
    for match in _MOVED.finditer(line.text):
        a, b = int(match["a"]), int(match["b"])
        up = bool(re.search("升|前|提|跃", match["word"]))
        wrong = a != b and up is (b > a)
        if match["d"] and abs(a - b) != int(match["d"]):
            wrong = True
        if wrong:
            yield finding("A804", f"“{match.group()}”前后不符：第{a}位到第{b}位是{'前进' if b < a else '后退'}{abs(a - b)}位，见 {line.said(match.start(), match.end())}",
                          "核对位次和升降", line.at(match.start("b")))  # fmt: skip


def _in_list(line: Line) -> Iterator[Finding]:
    """甲街道95.6分、乙街道94.2分、丙镇91.8分 … 乙街道得分最高."""
    for begun, end in ((m.start(), m.end()) for m in re.finditer("[^。\n]+", line.text)):
        items = [
            match
            for match in _PAIRED.finditer(line.text, begun, end)
            if re.match("[、，和；。（]|$", line.text[match.end() :]) and "平均" not in match["name"]
        ]
        for unit in {match["unit"] for match in items}:
            same = [match for match in items if match["unit"] == unit]
            if len(same) < 3:
                continue
            told = Counter(match["name"] for match in same)
            same = [match for match in same if told[match["name"]] == 1]
            if len(same) < 3:
                continue
            scores = {re.sub("^(?:其中|分别是|依次为|和)", "", match["name"]): Decimal(match["n"]) for match in same}
            yield from _extreme(line, end, scores, same[0])
            yield from _mean(line, end, [Decimal(match["n"]) for match in same], same[-1])


_MEAN = regex(
    r"^，?(?:总|综合)?平均(?:得分|分|[\u4e00-\u9fff]{2,6}[度率量])?(?:为|是|达)?(?P<n>\d+(?:\.\d+)?)(?P<unit>分|%|个)"
)


def _mean(line: Line, end: int, values: list[Decimal], last: re.Match[str]) -> Iterator[Finding]:
    """甲96分、乙94分、丙91分，平均93.7分."""
    match = _MEAN.match(line.text[last.end() : end])
    if match is None or match["unit"] != last["unit"]:
        return
    real = sum(values, Decimal(0)) / len(values)
    step = Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
    if abs(real - Decimal(match["n"])) > step and abs(real - Decimal(match["n"])) < real / 10:
        yield finding("A811", f"“平均{match['n']}{match['unit']}”与所列各项的平均{real:.2f}不符，见 {line.said(last.start(), last.end())}", "核对平均数",
                      line.at(last.end() + match.start("n")))  # fmt: skip


def _extreme(line: Line, end: int, scores: dict[str, Decimal], first: re.Match[str]) -> Iterator[Finding]:
    for match in _BEST.finditer(line.text):
        begun = begun_at(line.text, match.start(), "。；，：")
        clause = line.text[begun : match.start()]
        named = [name for name in scores if clause.startswith(name)]
        if len(named) != 1 or abs(match.start() - end) > 160:
            continue
        low = match["word"] in ("最低", "最少", "末位")
        right = (min if low else max)(scores, key=lambda name: scores[name])
        if scores[right] != scores[named[0]]:
            yield finding("A811", f"“{named[0]}”{match['word']}与所列不符：{right}是{scores[right]}，见 {line.said(first.start(), first.end())}", "核对各项的数",
                          line.at(match.start()))  # fmt: skip
