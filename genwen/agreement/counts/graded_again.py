"""So many of a grade, taken up with another number: 优秀4家、不合格2家 above, 不合格的3家单位要于…前完成整改 below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import PHRASE, begun_at, last_clause
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Span, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNT
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_GRADE = "(?P<grade>基本合格|不合格|合格|优秀|良好|未通过|不通过|通过|未达标|不达标|基本达标|达标|未完成|较差|一般|[ABCD]级|先进)"
_ORGAN = "(?:单位|机关|部门|机构|学校|医院|乡镇|街道)"
_FIRST = regex(rf"{_GRADE}(?:等次|等级|档次)?(?:的|{_ORGAN})?(?:有|为|共|达)?{COUNT}[家个所]")
_AGAIN = (
    regex(rf"{_GRADE}(?:等次|等级)?的(?:这|上述)?{COUNT}[家个所]{_ORGAN}"),
    regex(
        rf"(?<=[，。；：对将由向给让促令谈]){COUNT}[家个所](?:评[定价]?(?:为|结果为))?{_GRADE}(?:等次|等级)?的?{_ORGAN}"
    ),
)
_LEAD = regex("(?:对|将|由|向|给予|责令|督促|约谈|要求|凡|让)*(?:被?评[定价]?为|评定|考核|核查|评价|结果为)*")
_APART = regex(
    "上年|去年|上一年|往年|复核后|复评后|整改后|目标|计划|力争|不少于|不低于|每|其中(?![，：])|新增|(?:19|20)\\d{2}年底"
)
_GRADES = regex("等次|等级|评定|结论|评价结果|核查结果|考核结果")
_FAR = 3


@record(eq=False)
class _Count(Span):
    """So many of a grade."""

    grade: str
    number: int
    again: bool


def check_graded_again(subject: Subject) -> Iterator[Finding]:
    """Document by document, grade by grade."""
    for view in subject.views:
        for grade, counts in _counts(view).items():
            first = [one for one in counts if not one.again]
            known = {one.number for one in first} | _rows(view, grade)
            if not first or len(known) != 1:
                continue
            for one in counts:
                if one.again and one.number not in known and abs(one.number - first[0].number) <= _FAR:
                    yield finding("A201", f"“{one.words}”与{grade}的“{first[0].words}”不一致，见 {first[0].said}", "核对家数，改为一致",
                                  one.at)  # fmt: skip


def _counts(view: View) -> dict[str, list[_Count]]:
    """The counts of each grade, those that say it first and those that take it up."""
    found: dict[str, list[_Count]] = defaultdict(list)
    for _, line in likely(view.lines, (*_AGAIN, _FIRST)):
        taken: list[tuple[int, int]] = []
        for pattern in (*_AGAIN, _FIRST):
            for match in pattern.finditer(line.text):
                near = line.text[begun_at(line.text, match.start()) : match.start()]
                if any(a < match.end() and match.start() < b for a, b in taken) or _APART.search(near[-24:]):
                    continue
                taken.append(match.span())
                if pattern is not _FIRST and not _LEAD.fullmatch(last_clause(line.text[: match.start()], PHRASE)):
                    continue  # 连续两年优秀的2家: some of them
                number = number_in(match["n"])
                found[match["grade"]].append(_Count(line, *match.span(), match["grade"], number, pattern is not _FIRST))
    return found


def _rows(view: View, grade: str) -> set[int]:
    """How many rows of a table with grades have a grade."""
    found = set()
    for sheet in sheets_of(view):
        for column in (c for c, head in enumerate(sheet.heads) if _GRADES.search(head)):
            if count := sum(sheet.text(row, column).removesuffix("等次") == grade for row in sheet.members()):
                found.add(count)
    return found
