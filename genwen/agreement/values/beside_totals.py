"""A number named as a column of a table is, in a sentence that tells other totals of that table: 建设6.8万亩，涉及39个行政村.

Where 6.80 is what the table comes to, the villages are all of its villages too, and 行政村数 comes to 37.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.sums.totals import bare_head, same_number
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_COUNT = regex("(?<=..)(?:总?数|总?量|个数|情况)$")
_SAID = regex("(?:共|合计|总计|累计|达到?|为|有|了|约)+$")
_SOME = regex(
    "其中|另|平均|人均|均|每|上年|去年|同期|比|较|第|新增|剩余|其余|未|已|近|超|约|不[少低超]|力争|计划|拟|预计"
)
_OF_SOME = regex("[省市县区镇乡村局委办院校站厅]|单位|部门|街道|企业|公司")
_ALL = regex("全[省市县区镇乡局院校]|\\d+[个家所]?[\u4e00-\u9fff]{2,4}$")
_AFTER = regex("以[上下内]|左右|多|余")
_RANGE = (Decimal("0.5"), Decimal(2))
_TENS = frozenset(Decimal(10) ** power for power in (-2, -1, 1, 2))
_STRONG = 2


@record(eq=False)
class _Table:
    """A table with one row of totals: what its columns are called, their totals, and what its rows are."""

    sheet: Sheet
    row: int
    totals: dict[str, tuple[int, Number]]
    members: int
    kind: str


def check_beside_totals(subject: Subject) -> Iterator[Finding]:
    """Every sentence of a document whose tables have totals."""
    for view in subject.views:
        tables = [one for sheet in sheets_of(view) if (one := _table(sheet)) is not None]
        having = _having(tables)
        names = "|".join(sorted({re.escape(name) for table in tables for name in table.totals}))
        for _, line in likely(view.lines, (re.compile(names),)) if names else ():
            for sentence in said_in(line):
                keys = {key for item in sentence for key in _keys(line, item.figure)} if len(sentence) > 1 else ()
                some = {at for key in keys for at in having.get(key, ())}
                for at in sorted(some):
                    yield from _held(line, sentence, tables[at])


def _keys(line: Line, figure: Figure) -> Iterator[str | Decimal]:
    """What a number may be found by: as it is printed, bare, and with the first two characters of what it counts."""
    yield from (digits_of(figure.text), figure.value, f"{figure.value}{line.text[figure.end : figure.end + 2]}")


def _having(tables: Sequence[_Table]) -> dict[str | Decimal, list[int]]:
    """The tables by the totals they have, as printed and bare, and by how many rows of what."""
    found: dict[str | Decimal, list[int]] = {}
    for at, table in enumerate(tables):
        keys: set[str | Decimal] = {f"{table.members}{table.kind[:2]}"}
        for _, number in table.totals.values():
            keys |= {f"{number.value}", number.bare}
        for key in keys:
            found.setdefault(key, []).append(at)
    return found


def _table(sheet: Sheet) -> _Table | None:
    """A table that adds up three rows or more, with the columns whose name is theirs alone."""
    ends, rows = sheet.totals(), [row for row in sheet.members() if sheet.labels[row]]
    if len(ends) != 1 or len(rows) < 3:
        return None
    heads = [_COUNT.sub("", bare_head(head)) for head in sheet.heads]
    totals = {
        name: (column, number)
        for column, (name, number) in enumerate(zip(heads, sheet.numbers[ends[0]], strict=True))
        if number is not None and number.value > 1 and number.unit not in ("%", "分") and 1 < len(name) < 10 and heads.count(name) == 1
    }  # fmt: skip
    return _Table(sheet, ends[0], totals, len(rows), next(iter(heads), "")) if totals else None


def _held(line: Line, sentence: Sequence[Said], table: _Table) -> Iterator[Finding]:
    """The numbers of a sentence that go by the name of a column, where others of it are totals of the table."""
    right = [item for item in sentence if any(same_number(item.figure, one) for _, one in table.totals.values())]
    sure = sum(_is_sure(line, item, table) for item in right)
    sure += any(item.figure.value == table.members and _names(line, item.figure, table.kind) for item in sentence)
    for item in sentence if sure else ():
        named = [name for name in table.totals if _names(line, item.figure, name)]
        if item in right or item.part is not Part.NOW or len(named) != 1:
            continue
        column, total = table.totals[named[0]]
        figure = item.figure
        clause = last_clause(line.text[: figure.start])
        if (
            _SOME.search(clause)
            or _OF_SOME.search(_own(clause, named[0]))
            or _AFTER.match(line.text, figure.end)
            or _in_column(figure, table.sheet, column)
        ):
            continue
        if total.unit not in ("", figure.unit) or (item.year and str(item.year) not in table.sheet.caption):
            continue
        ratio = figure.value / total.bare
        if ratio in _TENS or _RANGE[0] < ratio < _RANGE[1]:
            yield finding("A810", f"“{figure.text}”与表中“{named[0]}”合计的{table.sheet.text(table.row, column)}不符，见 {table.sheet.said(table.row, column)}",
                          "核对表和正文", figure.at, Severity.WARNING if sure >= _STRONG else Severity.HINT)  # fmt: skip


def _own(clause: str, name: str) -> str:
    """What a clause says before the name of a column, without 全市 and another count: 涉及8个乡镇."""
    return _ALL.sub("", _SAID.sub("", clause).removesuffix(name))


def _is_sure(line: Line, item: Said, table: _Table) -> bool:
    """Whether a number equal to a total is that total: it goes by its name, or is too long to be so by chance."""
    named = any(
        _names(line, item.figure, name) for name, (_, one) in table.totals.items() if same_number(item.figure, one)
    )
    return named or weight(digits_of(item.figure.text)) > 2


def _names(line: Line, figure: Figure, name: str) -> bool:
    """Whether a name stands right before or right behind a number."""
    if len(name) < 2:
        return False
    behind = line.text[figure.end + len(name) : figure.end + len(name) + 1]
    if line.text.startswith(name, figure.end) and not "一" <= behind <= "龥":
        return True
    return _SAID.sub("", last_clause(line.text[: figure.start], STOPS)).endswith(name)


def _in_column(figure: Figure, sheet: Sheet, column: int) -> bool:
    """Whether a number is one of a column, or what some of it come to."""
    return any(same_number(figure, number) for _, number in sheet.column(column))
