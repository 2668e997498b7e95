"""One quantity said twice: the same words and unit with another number, in prose, or in prose and as the total of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.arithmetic.proved import proved
from genwen.agreement.reading.clauses import SENTENCE, STOPS, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams, digits_of, slip, transposed
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import Number, Sheet, labels_of, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import (
    Place,
    Whereabouts,
    about,
    ahead_lines,
    clause_of,
    scope_of,
    whereabouts,
)
from genwen.agreement.sums.totals import CHANGE_HEAD, SKIP, bare_head, rests_in, same_number
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_GENERIC = regex(r"(?:19|20)\d{2}年?|数量|合计|本年|今年|全年|实际|完成|金额|数$")
_MODIFIED = regex(
    "其中|新增|新建|新|累计|平均|均|每|上半年|下半年|季度|月|目标|计划|预期|力争|未|尚|剩|余|已|完成|实际|最|第|占|超|以上|以下|上年|去年|同期|比|较|增|减|降|升|前|后|应|拟|达标|合格|优秀|重点|主要|部分|个别|其他|另|再|仍"
)
_OTHER_SCOPE = regex("[\u4e00-\u9fff]{1,6}(?:局|处|科|室|中心|院|楼|校|站|街道|镇|乡|村|公司|社区|县|区|市)")


def check_sames(subject: Subject) -> Iterator[Finding]:
    """Every figure against the totals of the tables, and against those of its words."""
    for view in subject.views:
        where = whereabouts(view)
        sheets = sheets_of(view)
        if sheets:
            yield from _against_totals(where, sheets, ahead_lines(view), labels_of(view))
        yield from _expected(where)
    if 1 < len({view.name for view in subject.views}) <= 12:
        yield from _across(subject)


Total = tuple[Sheet, int, int, Number, str, frozenset[str], frozenset[str]]


def _totals(sheets: Sequence[Sheet]) -> list[Total]:
    """The numbers of total rows with their unit, the words of their column and those of the table."""
    found = []
    for sheet in sheets:
        title = bigrams(re.sub(r"(?:19|20)\d{2}年?|表\d+|情况|汇总|统计|（[^）]*）", "", sheet.caption.split("\n")[-1]))
        ends = sheet.totals()
        for row in ends if len(ends) == 1 else ():
            for column, head in enumerate(sheet.heads):
                number = sheet.numbers[row][column]
                if number is None or CHANGE_HEAD.search(bare_head(head)):
                    continue
                if number.unit:
                    found.append(
                        (sheet, row, column, number, number.unit, _raw(_GENERIC.sub("", bare_head(head))), title)
                    )
    return found


def _raw(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, common ones too."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


_IS_PART = regex("，约?占[^，。；]{2,}总?[数量额]?的")
_OTHER_SIDE = (("收入", "支出"), ("支出", "收入"))


def _against_totals(
    where: Whereabouts, sheets: Sequence[Sheet], ahead: frozenset[int], labels: frozenset[str]
) -> Iterator[Finding]:
    totals: dict[str, list[Total]] = {}
    for total in _totals(sheets):
        totals.setdefault(total[4], []).append(total)
    for place in where.places if totals else ():
        if place.line in ahead or place.figure.unit not in totals:
            continue
        figure, item = place.figure, place.said
        if item.part is not Part.NOW or figure.unit in PER_CENT or figure.unit == POINTS or figure.value < 2:
            continue
        if figure in proved(figure.line):
            continue
        if not any(_near(figure, total[3]) for total in totals[figure.unit]):
            continue
        if re.match("以[上下内]", figure.line.text[figure.end :]) or re.search(
            "(?:低于|高于|超过|不足|不到|达到|未达)$", _words(figure)
        ):
            continue
        clause = _words(figure)
        if SKIP.search(clause) or _worked_out(item) or re.search("其中|新增|中[，,]|占", clause):
            continue
        words = _raw(clause)
        if any(len(label) > 1 and label in clause for label in labels):
            continue
        tied = [total for total in totals[figure.unit] if _tied(figure, item.year, words, total)]
        best = max((len(total[5] & words) * 2 + len(total[6] & words) for total in tied), default=0)
        tied = [total for total in tied if len(total[5] & words) * 2 + len(total[6] & words) == best]
        if len(tied) != 1 or any(
            same_number(figure, number)
            for sheet in sheets
            for row in sheet.numbers
            for number in row
            if number is not None
        ):
            continue
        sheet, row, column, number, _, _, _ = tied[0]
        if (figure.unit, figure.value) in rests_in(tuple(sheets)):
            continue
        if any(one in clause and other in sheet.caption and one not in sheet.caption for one, other in _OTHER_SIDE):
            continue
        parts = [other.figure for other in told_in(figure.line) if other.figure.value < figure.value]
        if any(same_number(part, number) for part in parts):
            continue  # 全市656家，其中县（区）级588家, and a table of these
        if any(part.unit == figure.unit and part.value + number.bare == figure.value for part in parts):
            continue  # 累计571家。市级65家，县（区）级见表
        if _IS_PART.match(figure.line.text, figure.end):
            continue
        sure = slip(digits_of(figure.text), f"{abs(number.value)}") or best > 3
        yield finding("A810", f"“{clause[-10:]}{figure.text}”与表中{sheet.labels[row]}的{sheet.text(row, column)}不符，见 {sheet.said(row, column)}",
                      "核对表和正文", figure.at, Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _worked_out(item: Said) -> bool:
    """Whether the words of a figure call it a rest, a mean, a difference or a new state."""
    clause = clause_of(item)
    return (
        item.part is not Part.NOW
        or "/" in item.figure.unit
        or re.search("剩|余|尚|未|还需|仍|缺|逾期|差|结转|平均|每|单价", clause) is not None
        or (re.search("增至|增加到|增到|提高到|上升到|减至|减少到|降至|降到|升至|现有|在册", clause) is not None)
    )


def _tied(figure: Figure, year: int, words: frozenset[str], total: Total) -> bool:
    sheet, _, column, number, unit, head, title = total
    if unit != figure.unit or (head and not head & words) or (not head and len(title & words) < 2):
        return False
    years = [int(one) for one in re.findall(r"(?:19|20)\d{2}", sheet.heads[column])]
    latest = max((int(one) for text in sheet.heads for one in re.findall(r"(?:19|20)\d{2}", text)), default=0)
    if years and (year or latest) not in years:
        return False
    if not (head & words or len(title & words) >= 2):
        return False
    return _near(figure, number)


def _near(figure: Figure, number: Number) -> bool:
    value = abs(float(number.bare))
    return 0.75 * value < float(figure.value) < 1.33 * value or transposed(
        digits_of(figure.text), f"{abs(number.value)}"
    )


@lru_cache(maxsize=65536)
def _words(figure: Figure) -> str:
    """The words of a figure's clause; those of a bracket before it left out."""
    text = re.sub(r"（[^（）]*）", "", figure.line.text[max(0, figure.start - 40) : figure.start])
    return last_clause(text, STOPS)


def _one(a: Place, b: Place) -> bool:
    """Whether two figures may be of one quantity: no word, year or organ tells them apart."""
    x, y = a.figure, b.figure
    left, right = _words(x), _words(y)
    if any(re.match("[%％]?以[上下内]|左右|多|余", one.line.text[one.end :]) for one in (x, y)):
        return False
    if set(_MODIFIED.findall(left)) != set(_MODIFIED.findall(right)) or SKIP.search(left + right):
        return False
    if a.said.year != b.said.year and a.said.year and b.said.year:
        return False
    if set(_OTHER_SCOPE.findall(_sentence(x))) != set(_OTHER_SCOPE.findall(_sentence(y))) and not transposed(
        digits_of(x.text), digits_of(y.text)
    ):
        return False
    return 0.4 < float(x.value) / float(y.value or 1) < 2.5


def _expected(where: Whereabouts) -> Iterator[Finding]:
    """预期增长6% and 增长4%的预期目标 in one paragraph."""
    for places in where.by_line.values():
        aims = [place for place in places if place.figure.unit in PER_CENT and place.said.part is Part.RATE]
        aims = [
            place for place in aims if "预期" in place.figure.line.text[place.figure.start - 8 : place.figure.end + 8]
        ]
        for a, b in pairwise(aims):
            if a.figure.value != b.figure.value and a.sentence != b.sentence and a.said.word == b.said.word:
                yield finding("A201", f"预期“{b.said.word}{b.figure.text}”与前面的“{a.said.word}{a.figure.text}”不一致，见 {a.figure.said}", "若是同一目标，改为一致",
                              b.figure.at, Severity.HINT)  # fmt: skip


def _across(subject: Subject) -> Iterator[Finding]:
    """Figures of two documents in the same words: figures changed places, or another number of the same place."""
    found: dict[tuple[str, frozenset[str]], list[tuple[View, Place]]] = {}
    for view in subject.views:
        ahead = ahead_lines(view)
        for place in whereabouts(view).places:
            words = about(place.figure)
            if (
                len(words) >= 3
                and place.said.part is Part.NOW
                and place.line not in ahead
                and place.figure.unit != POINTS
            ):
                found.setdefault((place.figure.unit, words), []).append((view, place))
    for some in found.values():
        values = {place.figure.value for _, place in some}
        if len({view.name for view, _ in some}) < 2 or len(values) != 2:
            continue
        (one, a), (two, b) = some[0], next(item for item in some if item[1].figure.value != some[0][1].figure.value)
        if one.name == two.name or (subject.facts is None and scope_of(one) != scope_of(two)):
            continue
        left, right = digits_of(a.figure.text), digits_of(b.figure.text)
        if (transposed(left, right) or slip(left, right)) and _one(a, b):
            yield finding("A201", f"“{_words(b.figure)[-10:]}{b.figure.text}”与另一文件的“{_words(a.figure)[-10:]}{a.figure.text}”不一致，见 {a.figure.said}",
                          "若是同一数量，改为一致", b.figure.at, Severity.WARNING)  # fmt: skip


def _sentence(figure: Figure) -> str:
    return last_clause(figure.line.text[: figure.start], SENTENCE)
