"""That all have moved one way, against the rows of a table with two periods: 各类机构用电均下降, 四个季度均低于上年同期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sheet import AVERAGE, PART, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.searching import likely

_CLAIM = regex(
    r"(?:均|都|全部|全面|无一例外)(?:有所|实现|呈现?|较上年|比上年|同比|较去年|比去年|较同期|出现|保持|同期)*(?:不同程度(?:的|地)?)?(?:(?P<down>下降|减少|降低|低于(?:上年|去年)(?:同期)?|少于(?:上年|去年)(?:同期)?|负增长)|(?P<up>上升|增长|增加|提高|高于(?:上年|去年)(?:同期)?|多于(?:上年|去年)(?:同期)?|正增长))(?![^，。；]{0,8}[0-9])"
)
_COUNTED = regex(r"(?P<n>[两三四五六七八九十]|\d{1,2})(?:项|类|个|家|种|所|个季度)")
_YEAR = regex(r"(?:19|20)\d{2}|上年|去年|本年|今年|同期")
_PERIOD = regex(r"^(?:\d{1,2}月份?|第?[一二三四]季度)$")


_ALL = regex("[均都]|全部|全面")


def check_all_moved(subject: Subject) -> Iterator[Finding]:
    """Every claim that all rows went down or up."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in likely(view.lines, (_ALL,)):
            if number in ahead or not _ALL.search(line.text):
                continue
            for match in _CLAIM.finditer(line.text):
                yield from _held(view, line, match)


Move = tuple[str, Decimal, str]


def _held(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    begun = begun_at(line.text, match.start())
    words = line.text[begun : match.start()]
    if re.search("目标|力争|确保|要求|除|其余|其他", words):
        return
    best: tuple[int, list[Move]] | None = None
    for sheet in sheets_of(view):
        for score, moves in (*_by_rows(sheet, words), *_by_years(sheet, words)):
            if len(moves) >= 2 and (best is None or score > best[0]):
                best = score, moves
    counted = _COUNTED.search(words)
    if best is None or (best[0] <= 0 and (counted is None or number_in(counted["n"]) != len(best[1]))):
        return
    down = match["down"] is not None
    odd = [move for move in best[1] if move[1] != 0 and (move[1] > 0) is down]
    if odd and len(odd) < len(best[1]):
        name, change, said = odd[0]
        yield finding("A812", f"“{words[-10:]}{match.group()}”与表不符：“{name}”{'增加' if change > 0 else '减少'}了，见 {said}", "核对表和正文",
                      line.at(match.start()), Severity.WARNING)  # fmt: skip


def _score(text: str, words: str) -> int:
    plain = bare_head(text)
    own = bigrams(re.sub(r"(?:19|20)\d{2}年?度?|上年|去年|本年|同期|表\d+", "", plain))
    return len(own & bigrams(words)) + sum(char in plain and char in words for char in "电水气油煤热")


def _by_rows(sheet: Sheet, words: str) -> Iterator[tuple[int, list[Move]]]:
    """A column of changes, else two columns of years, for each row."""
    rows = sheet.members(TOTAL, AVERAGE, PART)
    labels = sum(bool(bigrams(sheet.labels[row]) & bigrams(words)) for row in rows)
    counted = _COUNTED.search(words)
    if 2 <= labels < len(rows) and (counted is None or number_in(counted["n"]) != len(rows)):
        rows = [row for row in rows if bigrams(sheet.labels[row]) & bigrams(words)]
    context = (
        _score(sheet.caption.split("\n")[-1], words)
        + (labels >= 2)
        + any(_PERIOD.match(sheet.labels[row]) and "季度" in words for row in rows)
    )
    for column, head in enumerate(sheet.heads):
        if re.search("增减|变化|变动|同比|[±]|(?:增长|升降|下降|上升)(?:率|幅度)?(?:[（(]%|[（(]％|$)", head):
            moves = [(sheet.labels[row], n.value, sheet.said(row, column)) for row, n in sheet.column(column, rows)]
            if any(change < 0 for _, change, _ in moves) or not moves:
                yield context * 2 + _score(head, words) + 1, moves
    years = [c for c, head in enumerate(sheet.heads) if _YEAR.search(head) and not CHANGE_HEAD.search(bare_head(head))]
    if len(years) == 2:
        yield context * 2 + _score(sheet.heads[years[0]], words), _between(sheet, rows, years)


def _between(sheet: Sheet, rows: list[int], years: list[int]) -> list[Move]:
    late, early = _order(sheet.heads[years[0]], sheet.heads[years[1]], years)
    return [
        (sheet.labels[row], new.bare - old.bare, sheet.said(row, late))
        for row in rows
        if (new := sheet.numbers[row][late]) is not None and (old := sheet.numbers[row][early]) is not None
    ]


def _order(first: str, second: str, at: list[int]) -> tuple[int, int]:
    """The later of two, then the earlier."""
    a, b = re.search(r"(?:19|20)\d{2}", first), re.search(r"(?:19|20)\d{2}", second)
    if a and b:
        return (at[0], at[1]) if int(a.group()) > int(b.group()) else (at[1], at[0])
    return (at[1], at[0]) if re.search("上年|去年|同期", first) else (at[0], at[1])


def _by_years(sheet: Sheet, words: str) -> Iterator[tuple[int, list[Move]]]:
    """Two rows of years, for each month or quarter."""
    rows = [row for row, label in enumerate(sheet.labels) if re.match(r"(?:19|20)\d{2}年?$|上年|去年|本年|今年", label)]
    columns = [c for c, head in enumerate(sheet.heads) if _PERIOD.match(head)]
    if len(rows) != 2 or len(columns) < 3:
        return
    late, early = _order(sheet.labels[rows[0]], sheet.labels[rows[1]], rows)
    moves = [(sheet.heads[c], new.bare - old.bare, sheet.said(late, c)) for c in columns
             if (new := sheet.numbers[late][c]) is not None and (old := sheet.numbers[early][c]) is not None]  # fmt: skip
    yield (
        _score(sheet.caption.split("\n")[-1], words) + 2 * any(word in words for word in ("季度", "各月", "月份")),
        moves,
    )
