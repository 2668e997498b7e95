"""The same name twice in a list that counts its members, and in the rows of a table that are added up: one is counted twice, or another is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNT
from genwen.diagnostics import Finding
from genwen.patterns import regex

_LIST = regex(
    f"{COUNT}(?P<unit>[家个所名人处项类条座台辆块件份种])[^，。；：、\\d]{{0,8}}[，：（]?(?:分别|依次)?(?:是|为|有|即|包括|：|[，]?[即有]：?)"
    "(?P<names>[\u4e00-\u9fff·]{2,14}(?:、[\u4e00-\u9fff·]{2,14}){1,30}(?:[和及与][\u4e00-\u9fff·]{2,14})?)(?=[，。；）等]|$)"
)
_PLACE = regex("[县市区镇乡旗州盟局委办院校司队处科馆站厂村所部厅会社]$|街道|中心|公司|学校|医院|大楼|机关$")
_LEAST = 4


def check_told_twice(subject: Subject) -> Iterator[Finding]:
    """Every list with its count, and every table with a total."""
    for view in subject.views:
        for line in view.lines:
            for match in _LIST.finditer(line.text) if "、" in line.text else ():
                yield from _in_list(line, match)
        for sheet in sheets_of(view):
            yield from _in_table(sheet)


def _in_list(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """5家，分别为宏运、捷安、顺达、宏运、远景."""
    names = re.split("、|[和及与](?=[^、]*$)", match["names"])
    again = [name for name, count in Counter(names).items() if count > 1]
    if again and number_in(match["n"]) == len(names):
        place = match.start("names") + match["names"].rfind(again[0])
        yield finding(
            "A301",
            f"所列“{again[0]}”列了两次，见 {line.said(match.start(), match.end())}",
            "核对所列各项",
            line.at(place),
        )


def _in_table(sheet: Sheet) -> Iterator[Finding]:
    """Two rows of one place among rows of places that each have one, in a table of nothing but numbers with one total."""
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    labels = [sheet.labels[row] for row in rows]
    counts = Counter(labels)
    twice = [label for label, count in counts.items() if count > 1]
    if (
        len(sheet.totals()) != 1
        or len(sheet.labels) != len(rows) + 1
        or len(sheet.names[0]) != 1
        or len(labels) < _LEAST
        or len(twice) != 1
        or counts[twice[0]] != 2
        or not all(_PLACE.search(label) for label in counts)
    ):
        return
    first = sheet.heads.index(next(head for head in sheet.heads if not sheet.index_column(sheet.heads.index(head))))
    filled = all(
        sheet.numbers[row][column] is not None or sheet.blank(row, column)
        for row in rows
        for column in range(first + 1, len(sheet.heads))
    )
    one, other = (row for row in rows if sheet.labels[row] == twice[0])
    if filled and [n and n.value for n in sheet.numbers[one]] != [n and n.value for n in sheet.numbers[other]]:
        yield finding(
            "A301",
            f"表中“{twice[0]}”列了两次，见 {sheet.said(one, first)}",
            "核对表中各行的名称",
            sheet.rows[other][first].at(0),
        )
