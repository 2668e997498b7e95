"""How many rows a table has that a sentence tells the totals of: 接收7家单位档案1392卷、12961件, with six units in the table; tables that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.reading.likeness import bigrams, digits_of, weight
from genwen.agreement.reading.sentences import Said, said_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.sums.totals import same_number
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import found_in

_COUNTS = frozenset("家个处所座类种项期批")
_THINGS = regex("单位|部门|机构|乡镇|街道|学校|县区|区县|科室|项目|站|局|校")
_LABELS = regex("单位|部门|机构|乡镇|街道|学校|县|区|科室|项目|名称|站")
_REFERRED = regex(r"[见如](?:下?附?)表(?P<n>\d{1,2})(?![\d.\-－])")
_CAPTION = regex(r"^\s*表\s*(?P<n>\d{1,2})(?![\d.\-－])")
_ENOUGH, _FAR = 3, 3
Ended = tuple[Sheet, list[int], list[Number]]
"""A table with the rows of its members and the numbers of its totals."""


def check_tables_told(subject: Subject) -> Iterator[Finding]:
    """Every sentence of a document with tables."""
    for view in subject.views:
        if not view.grids:
            continue
        yield from _missing(view)
        ended = [one for sheet in sheets_of(view) if (one := _ended(sheet)) is not None]
        for line in view.lines if ended else ():
            for sentence in said_in(line) if _THINGS.search(line.text) else ():
                for at, count in enumerate(sentence[:-1]):
                    noun = _THINGS.match(line.text, count.figure.end) if count.figure.unit in _COUNTS else None
                    if noun is not None:
                        yield from _counted(line, sentence[at:], noun.group(), ended)


def _ended(sheet: Sheet) -> Ended | None:
    """A table of members of three or more, each once, with one row of totals."""
    ends = sheet.totals()
    rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE) if sheet.labels[row]]
    alone = len({sheet.labels[row] for row in rows}) == len(rows) >= _ENOUGH
    if len(ends) != 1 or not alone or not _LABELS.search(sheet.heads[0]):
        return None
    return sheet, rows, [number for number in sheet.numbers[ends[0]] if number is not None]


def _missing(view: View) -> Iterator[Finding]:
    """见表5, where the captions go to 表3."""
    captions = {int(match["n"]): line for line, match in found_in(view.everything(), _CAPTION)}
    last = max(captions, default=0)
    if sorted(captions) != list(range(1, last + 1)) or last < len(view.grids) - 1 or not last:
        return
    for line in view.lines:
        for match in _REFERRED.finditer(line.text) if "表" in line.text else ():
            if int(match["n"]) > last:
                there = captions[last]
                yield finding("A405", f"“{match.group()}”：文中没有表{match['n']}，最后一个是表{last}，见 {there.said(0, len(there.text))}",
                              "核对表的序号", line.at(match.start()))  # fmt: skip


def _counted(line: Line, sentence: Sequence[Said], noun: str, ended: Sequence[Ended]) -> Iterator[Finding]:
    """The tables whose totals are said right behind a count of their members."""
    figure = sentence[0].figure
    told = [item.figure for item in sentence[1:] if "，" not in item.gap and "；" not in item.gap][:1]
    if not told or weight(digits_of(told[0].text)) <= 2:
        return
    for sheet, rows, totals in ended:
        if not 0 < abs(figure.value - len(rows)) <= _FAR or not any(same_number(told[0], one) for one in totals):
            continue
        if bigrams(line.text) & bigrams(sheet.caption + "".join(sheet.heads)):
            yield finding("A301", f"“{figure.text}{noun}”与表中{len(rows)}行不符，见 {sheet.said(rows[-1], 0)}", "核对个数和表",
                          figure.at)  # fmt: skip
