"""Numbers told row by row in a paragraph against the total that stands elsewhere: 共1268家, and 国家机关486家…；教育事业412家…；…."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.reading.clauses import begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.told_rows import ToldRows, told_rows
from genwen.diagnostics import Finding
from genwen.patterns import regex

_WHOLE = regex("(?<!公)共|总|合计|全[国省市县区州局院校年]")
_DIVIDED = regex("按[^，。；\\d]{1,10}[分看]|分[^，。；\\d]{1,8}看|从[^，。；\\d]{2,10}看|其中")
_NOT = regex("上年|去年|同期|目标|计划|平均|人均|每|增|减|[升降]|其中|比|较|余")
_NEAR = Decimal("0.1")
_CLOSE = Decimal("0.03")
_ABOVE = 8


def check_told_sums(subject: Subject) -> Iterator[Finding]:
    """Every paragraph that is told row by row."""
    for view in subject.views:
        for number, line in enumerate(view.lines):
            yield from _gathered(line) if "；" in line.text and "共" in line.text else ()
            for rows in told_rows(line):
                for column in rows.columns:
                    if column[0].unit not in (*PER_CENT, POINTS, "分", "年", "倍"):
                        yield from _held(view, number, rows, column)


_GATHERED = regex("(?<=。)[^，。；：、\\d]{0,10}(?<!公)共[^，。；：、\\d]{0,8}(?=\\d)")
"""What begins a sentence with the total of the sentence before."""
_CHANGED = regex("(?<!同)(?<!环)[比较与]|增|减|[升降]|占|其中")


def _gathered(line: Line) -> Iterator[Finding]:
    """小学招收7218人，比去年减少462人；初中招收8046人，比去年增加318人。共招生15264人."""
    said = told_in(line)
    for match in _GATHERED.finditer(line.text):
        whole = next((item.figure for item in said if item.figure.start == match.end()), None)
        begun = begun_at(line.text, match.start() - 1, "。\n")
        parts = []
        for segment in _SEGMENT.finditer(line.text, begun, match.start()):
            first = next((item for item in said if segment.start() <= item.figure.start < segment.end()), None)
            parts += (
                [first.figure]
                if first is not None and first.part is Part.NOW and not _CHANGED.search(first.gap)
                else []
            )
        if whole is None or len(parts) < 2 or {part.unit for part in parts} != {whole.unit} or whole.unit in _NEVER:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        slack = Decimal(0) if whole.step == 1 else whole.step * (len(parts) + 1) / 2
        if slack < abs(total - whole.value) <= total * _CLOSE:
            terms = "＋".join(part.text for part in parts)
            yield finding("A806", f"“{match.group()}{whole.text}”与{terms}＝{whole.like(total)}不符，见 {parts[0].said}", "核对总数和各类的数",
                          whole.at)  # fmt: skip


_SEGMENT = regex("[^；。]+")
_NEVER = (*PER_CENT, POINTS, "分", "年", "倍", "天")


def _held(view: View, number: int, rows: ToldRows, column: Sequence[Figure]) -> Iterator[Finding]:
    """A column against the totals of its unit: where one is right another a slip away is wrong, and one just above the rows is theirs."""
    unit, total = column[0].unit, sum((figure.value for figure in column), Decimal(0))
    slack = Decimal(0) if column[0].step == 1 else column[0].step * (len(column) + 1) / 2
    known = [(at, figure) for at, figure in _wholes(view).get(unit, ()) if figure not in column]
    right = next((figure for _, figure in known if abs(figure.value - total) <= slack), None)
    printed = right is not None or _in_tables(view, unit, total, slack)
    most = max(one.value for one in column)
    for at, figure in known:
        off = abs(figure.value - total)
        if off <= slack or figure.value <= most:
            continue
        near = off <= total * _CLOSE or transposed(digits_of(figure.text), digits_of(figure.like(total)))
        above = number - _ABOVE <= at <= number and bool(_DIVIDED.search(rows.lead)) and off <= total * _NEAR
        if near if printed else above:
            terms = "＋".join(one.text for one in column)
            yield finding("A806", f"“{figure.text}”与{terms}＝{figure.like(total)}不符，见 {column[0].said}", "核对总数和各类的数",
                          figure.at)  # fmt: skip
            return


@lru_cache(maxsize=64)
def _wholes(view: View) -> dict[str, list[tuple[int, Figure]]]:
    """The numbers that are said of all by their units, each with the number of its line."""
    found: dict[str, list[tuple[int, Figure]]] = {}
    for at, line in enumerate(view.lines):
        for item in told_in(line):
            clause = last_clause(line.text[: item.figure.start]) if item.part is Part.NOW else ""
            if _WHOLE.search(clause) and not _NOT.search(clause):
                found.setdefault(item.figure.unit, []).append((at, item.figure))
    return found


def _in_tables(view: View, unit: str, total: Decimal, slack: Decimal) -> bool:
    """Whether a table has the total."""
    for some in (_tabled(view).get("", ()), _tabled(view).get(unit, ())):
        at = bisect_left(some, total - slack)
        if at < len(some) and some[at] <= total + slack:
            return True
    return False


@lru_cache(maxsize=1024)
def _tabled(view: View) -> dict[str, list[Decimal]]:
    """The numbers of the tables by their units, the least first."""
    found: dict[str, list[Decimal]] = {}
    for sheet in sheets_of(view):
        for number in chain.from_iterable(sheet.numbers):
            if number is not None:
                found.setdefault(number.unit, []).append(number.bare)
    return {unit: sorted(some) for unit, some in found.items()}
