"""How many rows of a table went up or down between two years: 两个科室用电下降，一个科室上升."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.vocabulary import COUNT, YEAR
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MOVED = regex(
    rf"{COUNT}[个家项处](?P<noun>[\u4e00-\u9fff]{{1,4}}?)的?(?P<what>[用耗][电水气油]量?|能耗|人均[\u4e00-\u9fff]{{2,6}}|[\u4e00-\u9fff]{{0,4}}?)(?:均|都)?(?:同比|比上年|较上年)?(?:实现|有所|出现)?(?P<way>下降|减少|降低|上升|增长|增加)(?=[，。；]|$)"
)
_DOWN = ("下降", "减少", "降低")
_NOT = regex("其中|分别")
_FAR = 2


def check_rows_moved(subject: Subject) -> Iterator[Finding]:
    """Every such count of a document with a table of two years."""
    for view in subject.views:
        sheets = [(sheet, ways) for sheet in sheets_of(view) if (ways := _ways(sheet))]
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines) if sheets else ():
            if number in ahead or not re.search("下降|减少|降低|上升|增长|增加", line.text):
                continue
            for match in _MOVED.finditer(line.text):
                said, up = number_in(match["n"]), match["way"] not in _DOWN
                counts = [
                    (sheet, sum(way is up for way in ways)) for sheet, ways in sheets if _is_of(sheet, match["noun"])
                ]
                if len(counts) != 1 or said < 1 or _NOT.search(line.text[max(0, match.start() - 4) : match.start()]):
                    continue
                sheet, real = counts[0]
                if 0 < abs(real - said) <= _FAR and said <= len(sheet.labels):
                    yield finding("A812", f"“{match.group()}”与表不符：{match['way']}的有{real}个，见 {sheet.said(sheet.members()[0], 0)}", "核对表和正文",
                                  line.at(match.start()))  # fmt: skip


def _is_of(sheet: Sheet, noun: str) -> bool:
    """Whether the rows of a table are what is counted: by its first head, or by how their names end."""
    labels = [sheet.labels[row] for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE)]
    return noun in sheet.heads[0] or sum(label.endswith(noun[-1]) for label in labels) * 2 > len(labels)


def _ways(sheet: Sheet) -> list[bool]:
    """Of each row whether it went up, in a table with one quantity in two years; the rows that stayed left out."""
    columns = [c for c, head in enumerate(sheet.heads) if YEAR.search(head) and not CHANGE_HEAD.search(bare_head(head))]
    years = [YEAR.findall(sheet.heads[c])[0] for c in columns]
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    if len(columns) != 2 or years[0] == years[1] or len(rows) < 3:
        return []
    old, new = sorted(columns, key=lambda c: YEAR.findall(sheet.heads[c])[0])
    pairs = [(sheet.numbers[row][old], sheet.numbers[row][new]) for row in rows]
    return [b.value > a.value for a, b in pairs if a is not None and b is not None and a.value != b.value]
