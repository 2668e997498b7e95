"""What was named one by one, taken up by its count: 会同A局、B委 and 由3个部门抽调, 甲、乙、丙3个县 and 覆盖全部3个县."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.counted import listed_in
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNT
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import found_in

_END = "(?:局|委员会|委|办公室|办|厅|中心|支队|大队|总队|法院|检察院|银行|协会|联合会|妇联|残联|文联|工商联|总工会)"
_NAME = f"[\u4e00-\u9fff]{{1,18}}?{_END}"
_WITH = regex(
    f"(?:会同|联合)(?P<list>{_NAME}(?:[、和及与]{_NAME})*)(?=[，于在对按就]|开展|组织|联合|共同|成立|组成|印发|下发)"
)
_SUBJECT = regex(f"{_END}$")
_BODIES = regex(
    f"(?:^|[，。；由从]|本次|工作){COUNT}个部门(?=共?抽调|联合|共同|选派|派员|派出|组成|共出|共派|密切|通力)"
)
_OTHER = regex("(?:其他|另外?|等|以及|余下|下列|以下|外)[由从]?$")
_NOUN = (
    "县（区）|县（市）|县（市、区）|县市区|县区|乡镇（街道）|乡镇|街道|社区|行政村|园区|片区|县|区|镇|乡|村|医院|学校|"
    "企业|单位|医疗机构"
)
_LISTED = regex(
    "(?P<list>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){1,11}(?:[和及与][\u4e00-\u9fff]{2,10})?)"
    f"{COUNT}[个家所](?P<noun>{_NOUN})"
)
_ALL = regex(f"(?:全部|所有){COUNT}[个家所](?P<noun>{_NOUN})")
_SCOPE = regex("范围|适用|涉及|流经|覆盖|辖|实施|开展|承担|纳入|建设")
_SOME = regex(
    "试点|试行|率先|先行|首批|第一批|其中|另|部分|问题|滞后|排名|尚?未|没有|不|优秀|通报|表扬|批评|较|进度|完成|已"
)
_FAR, _OFF, _FEW, _HEADING = 2, 2, 4, 20
Seen = tuple[int, Line, re.Match[str]]


def check_named_before(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        yield from _departments(view)
        yield from _places(view)


def _seen(view: View, pattern: re.Pattern[str]) -> list[Seen]:
    """Every match with its line and the number of that."""
    numbers = {id(line): number for number, line in enumerate(view.lines)}
    return [(numbers[id(line)], line, match) for line, match in found_in(view.lines, pattern)]


def _departments(view: View) -> Iterator[Finding]:
    """Bodies that do something, one with others by name, and their count behind them or in the next two paragraphs."""
    bodies = _seen(view, _BODIES)
    named = [one for one in _seen(view, _WITH) if _SUBJECT.search(one[1].text, 0, one[2].start())] if bodies else []
    for at, line, match in bodies:
        near = [one for one in named if 0 <= at - one[0] <= _FAR and (one[0] < at or one[2].end() <= match.start())]
        if len(near) != 1 or _OTHER.search(line.text, 0, match.start("n")):
            continue
        _, told, some = near[0]
        count, number = 1 + listed_in(told, some.start(), some["list"]).most, number_in(match["n"])
        if number > 1 and 0 < abs(number - count) <= _OFF:
            yield finding("A301", f"“{match['n']}个部门”与所列的{count}个部门不符，见 {told.said(some.start(), some.end())}",
                          "核对部门数", line.at(match.start("n")))  # fmt: skip


def _places(view: View) -> Iterator[Finding]:
    """Places named with their count as those that a paper is about, and their count again with 全部."""
    taken = _seen(view, _ALL)
    listed = [one for one in _seen(view, _LISTED) if _is_all(view, *one)] if taken else []
    for _, line, match in taken:
        number, noun = number_in(match["n"]), match["noun"]
        same = [(told, one) for _, told, one in listed if one["noun"] == noun]
        counts = {number_in(one["n"]) for _, one in same}
        off = abs(number - max(counts, default=0))
        if len(counts) != 1 or not 0 < off <= (_OFF if number > _FEW else 1) or _is_told(view, number, noun, match):
            continue
        told, one = same[0]
        words = f"“{match.group()}”与所列的{one['n']}个{noun}不符，见 {told.said(one.start('list'), one.end())}"
        yield finding("A301", words, "核对个数", line.at(match.start("n")))


def _is_all(view: View, at: int, line: Line, match: re.Match[str]) -> bool:
    """Whether a list has as many members as it says, and tells what a paper is about: its scope, or the rows of a table."""
    listed = listed_in(line, match.start(), match["list"])
    clause = line.text[begun_at(line.text, match.start()) : ended_at(line.text, match.end(), "，。；")]
    if not listed.least <= number_in(match["n"]) <= listed.most or _SOME.search(clause):
        return False
    heading = view.lines[at - 1].text if at and len(view.lines[at - 1].text) < _HEADING else ""
    rows = any(set(listed.items) <= set(sheet.labels) for sheet in sheets_of(view))
    return rows or _SCOPE.search(clause + heading) is not None


def _is_told(view: View, number: int, noun: str, but: re.Match[str]) -> bool:
    """Whether a document has a count elsewhere: in other words, or as the rows of a table."""
    again = re.compile(f"{COUNT}[个家所]{re.escape(noun)}")
    told = any(
        number_in(match["n"]) == number and (line.text, match.end()) != (but.string, but.end())
        for line, match in found_in(view.lines, again)
    )
    return told or any(sum(bool(sheet.labels[row]) for row in sheet.members()) == number for sheet in sheets_of(view))
