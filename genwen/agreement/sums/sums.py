"""Tables whose parts do not add to their totals: 合计 rows with 小计 and 其中 between, shares against 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.vocabulary import SHARE_HEAD
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

APART = regex(
    r"率|%|％|比|均|幅|单价|电价|水价|序号|编号|备注|单位$|温度|年份|系数|排名|名次|时间|日期|电话|增速|变化|每|强度|油耗|(?<!折)标准(?!煤)|定额|满分|"
    r"回收期|年限|寿命|面积/|单位(?:建筑)?面积|/人|/平|目标值|得分率|年龄|功率"
)
_COUNTED = regex(r"[（(](?:个|家|人|次|台|辆|项|件|条|所|处|户|份|人次|万元|元|吨|公里|千瓦时|万千瓦时)[）)]")
_MIXED = regex(r"^(?:电|水|气|煤|油|热|汽油|柴油|天然气|用电|用水|用气|用油|电力|自来水)")
_ONE_UNIT = regex("费|额|元|吨标准煤|标煤|折标|综合能耗|碳排放|经费|金额|支出|标准煤")
_MONTH = regex(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月$")
_MONTH_NUMBER = regex(r"^(?:1[0-2]|[1-9])月?$")
_QUARTER = regex(r"第?[一二三四1-4]季度$")
_HALF = regex(r"[上下]半年$")
_YEARLY = regex(r"(?:全年|合计|总计|累计|年度)")
_NEAR = Decimal("0.1")
Terms = list[tuple[int, Decimal, Decimal]]


def check_tables(subject: Subject) -> Iterator[Finding]:
    """Every table's total rows, and rows that say what is 其中."""
    for view in subject.views:
        for sheet in sheets_of(view):
            yield from _totals(sheet)
            yield from _subtotals(sheet)
            yield from _among(sheet)
            yield from _periods(sheet)


def additive(sheet: Sheet, column: int) -> bool:
    """Whether numbers of a column can be added up over the rows: amounts, and shares of one whole."""
    head = sheet.heads[column]
    if sheet.index_column(column) or (re.search("[%％]", head) and not SHARE_HEAD.search(head)):
        return False
    if _COUNTED.search(head) and not re.search("率|均|比|幅|每|单价|定额|目标|满分", head):
        return True
    return not APART.search(bare_head(head)) or bool(SHARE_HEAD.search(head))


def terms(sheet: Sheet, rows: Sequence[int], column: int) -> Terms:
    """The numbers of a column in some rows, each with its row and its last printed place."""
    found = []
    for row in rows:
        number = sheet.numbers[row][column]
        if number is not None:
            found.append((row, number.value, number.step))
    return found


def _blocks(sheet: Sheet) -> Iterator[tuple[int, list[int]]]:
    """Each total row with the rows that may be its parts."""
    start = 0
    for index, label in enumerate(sheet.labels):
        if not TOTAL.match(label) and not (sheet.names[index][0] and TOTAL.match(sheet.names[index][0])):
            continue
        rows = list(range(start, index)) if index > start else list(range(index + 1, len(sheet.labels)))
        if index <= start:
            rows = rows[: next((at for at, row in enumerate(rows) if TOTAL.match(sheet.labels[row])), len(rows))]
        start = index + 1
        yield index, [row for row in rows if not AVERAGE.match(sheet.labels[row])]


def children(sheet: Sheet, rows: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Rows whose numbers are the sum of those of the rows just below: parent and parts, told by one column at least."""
    found: dict[int, tuple[int, ...]] = {}
    inside: set[int] = set()
    for parent in rows:
        if parent in inside or SUBTOTAL.match(sheet.labels[parent]):
            continue
        for column in range(len(sheet.heads)):
            whole = sheet.numbers[parent][column]
            if (
                whole is None
                or not whole.value
                or not additive(sheet, column)
                or SHARE_HEAD.search(sheet.heads[column])
            ):
                continue
            below: list[int] = []
            total, slack = Decimal(0), whole.step / 2
            for row in rows:
                number = sheet.numbers[row][column] if row > parent else None
                if number is None:
                    if row > parent:
                        break
                    continue
                below.append(row)
                total, slack = total + number.value, slack + number.step / 2
                if len(below) > 1 and abs(total - whole.value) <= (slack if whole.step < 1 else 0):
                    marked = PART.match(sheet.labels[below[0]]) or len(str(whole.value)) > 3
                    if marked and parent not in found:
                        found[parent] = tuple(below)
                        inside.update(below)
                    break
                if total > whole.value + slack:
                    break
    return found


def _totals(sheet: Sheet) -> Iterator[Finding]:
    for index, rows in _blocks(sheet):
        if len(rows) < 2:
            continue
        below = children(sheet, rows)
        wrong: list[tuple[Finding, Decimal]] = []
        right = 0
        for column in range(1, len(sheet.heads)):
            if not additive(sheet, column) or _of_mixed(sheet, rows, column):
                continue
            judged = _column(sheet, rows, index, column, below)
            right += judged is True
            if isinstance(judged, tuple):
                wrong.append(judged)
        timed = len(rows) in (4, 12) and all(periods_in(sheet.labels[row]) for row in rows)
        for found, off in wrong:
            if off > _NEAR * 3 and not right and not timed:
                continue
            yield found


def _subtotals(sheet: Sheet) -> Iterator[Finding]:
    """小计 rows, and quarters under their months, against the rows just above them."""
    block: list[int] = []
    for index, label in enumerate(sheet.labels):
        own = next((name for name in reversed(sheet.names[index]) if name), label)
        if TOTAL.match(label) and not SUBTOTAL.match(own):
            block = []
        elif not SUBTOTAL.match(label) and not SUBTOTAL.match(own):
            block.append(index)
        else:
            for column in range(1, len(sheet.heads)) if len(block) > 1 else ():
                whole, parts = sheet.numbers[index][column], terms(sheet, block, column)
                if (
                    whole is None
                    or len(parts) != len(block)
                    or not additive(sheet, column)
                    or _of_mixed(sheet, block, column)
                ):
                    continue
                found = sum((part[1] for part in parts), Decimal(0))
                step = min(whole.step, *(part[2] for part in parts))
                slack = step * (len(parts) + 1) / 2 if step < 1 else Decimal(0)
                if abs(found - whole.value) > slack and abs(found - whole.value) <= abs(found) * _NEAR * 3:
                    yield finding("A801", f"“{sheet.heads[column]}”一列的{own}{sheet.text(index, column)}与其上{len(block)}行之和{found}不符，"
                                  f"见 {sheet.said(block[0], column)}", "核对各行和小计", sheet.rows[index][column].at(0))  # fmt: skip
            block = []


def _of_mixed(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    """Whether the rows of a column are of different things: units differ, or energies in their own units."""
    units = {number.unit for _, number in sheet.column(column, rows)}
    if len(units) > 1:
        return True
    kinds = {match.group() for row in rows if (match := _MIXED.match(sheet.labels[row]))}
    return len(kinds) > 1 and not _ONE_UNIT.search(sheet.heads[column] + sheet.caption) and not (units - {""})


def _column(
    sheet: Sheet, rows: list[int], index: int, column: int, below: dict[int, tuple[int, ...]]
) -> bool | tuple[Finding, Decimal] | None:
    """True when a column adds up, a finding with its distance when not, None when nothing can be said."""
    total = sheet.numbers[index][column]
    parts = terms(sheet, rows, column)
    blanks = [row for row in rows if sheet.numbers[row][column] is None and not sheet.blank(row, column)]
    if total is None or len(parts) < 2 or blanks:
        return None
    inner = {row for parent, part in below.items() for row in part}
    among = {row for row in rows if PART.match(sheet.labels[row])}
    followers = {row for first in among for row in _followers(rows, first)}
    subtotals = {row for row in rows if SUBTOTAL.match(sheet.labels[row])}
    chosen = [parts, *([p for p in parts if p[0] not in out] for out in
              (among, subtotals, among | subtotals, inner, inner | among, inner | subtotals, followers, followers | subtotals))]  # fmt: skip
    if subtotals:
        chosen.append([p for p in parts if p[0] in subtotals])
    share = bool(SHARE_HEAD.search(sheet.heads[column]))
    if share and not Decimal(95) <= total.value <= Decimal(105):
        return None
    steps = [total.step, *(part[2] for part in parts)]
    rounded = share or min(steps) < 1 or bool(re.search("[万亿]", sheet.heads[column] + sheet.caption))
    slack = min(steps) * len(steps) / 2 if rounded else Decimal(0)
    loose = sum(steps, Decimal(0)) / 2 if rounded and "分" not in sheet.heads[column] else Decimal(0)
    sums = [sum((part[1] for part in some), Decimal(0)) for some in chosen if some]
    if any(abs(total.value - found) <= slack for found in sums):
        return True
    values = [part[1] for part in parts]
    if len(values) > 2 and min(values) <= total.value <= max(values) and sum(values) > 2 * max(values):
        return None  # a mean of the rows, whatever its label says
    near = min(sums, key=lambda found: abs(found - total.value))
    off = abs(near - total.value) / max(abs(total.value), Decimal(1))
    plain = not subtotals and not among and not inner
    first = parts[0][0]
    severity = Severity.ERROR if plain and not share and off < _NEAR else Severity.WARNING
    if abs(near - total.value) <= loose:
        severity = Severity.HINT
    return finding("A801", f"“{sheet.heads[column]}”一列的{sheet.labels[index]}{sheet.text(index, column)}与各行之和{near}不符，"
                   f"见 {sheet.rows[first][column].position}“{sheet.labels[first]}”起{len(parts)}行", "核对各行和合计",
                   sheet.rows[index][column].at(0), severity), off  # fmt: skip


def _followers(rows: Sequence[int], first: int) -> Iterator[int]:
    for row in rows:
        if row >= first:
            yield row


def _among(sheet: Sheet) -> Iterator[Finding]:
    """其中 rows: no part larger than its whole, and parts that add up in one column add up in the others."""
    rows = range(len(sheet.labels))
    below = children(sheet, rows)
    for parent, parts in below.items():
        if not PART.match(sheet.labels[parts[0]]):
            continue
        for column in range(1, len(sheet.heads)):
            whole = sheet.numbers[parent][column]
            found = terms(sheet, parts, column)
            if (
                whole is None
                or len(found) != len(parts)
                or not additive(sheet, column)
                or SHARE_HEAD.search(sheet.heads[column])
            ):
                continue
            total = sum((part[1] for part in found), Decimal(0))
            slack = (whole.step + sum((part[2] for part in found), Decimal(0))) / 2 if whole.step < 1 else Decimal(0)
            if abs(total - whole.value) > slack:
                yield finding("A801", f"“{sheet.heads[column]}”一列，{sheet.labels[parent]}{whole.value}与其下各行之和{total}不符，"
                              f"见 {sheet.said(parts[0], column)}", "核对各行", sheet.rows[parent][column].at(0))  # fmt: skip
    for row in rows:
        if not PART.match(sheet.labels[row]) or not row:
            continue
        for column in range(1, len(sheet.heads)):
            whole, part = sheet.numbers[row - 1][column], sheet.numbers[row][column]
            if whole is None or part is None or not additive(sheet, column) or SHARE_HEAD.search(sheet.heads[column]):
                continue
            if whole.unit == part.unit and part.value > whole.value > 0:
                yield finding("A801", f"“{sheet.labels[row]}”的{sheet.heads[column]}{part.value}大于它所属的{whole.value}，"
                              f"见 {sheet.said(row - 1, column)}", "核对两行", sheet.rows[row][column].at(0))  # fmt: skip


def _periods(sheet: Sheet) -> Iterator[Finding]:
    """A total column beside its months, quarters or halves, row by row."""
    plain = [bare_head(head) for head in sheet.heads]
    totals = [column for column, head in enumerate(plain) if _YEARLY.search(head) and not _HALF.search(head)]
    months = _MONTH_NUMBER if "月" in plain[0] else _MONTH
    for form, length in ((_QUARTER, 3), (_HALF, 6)):
        for column in (column for column, head in enumerate(plain) if form.search(head)):
            dated = [other for other in range(1, column) if months.search(plain[other])][-length:]
            between = [plain[other] for other in range(dated[0], column) if other not in dated] if dated else []
            if len(dated) == length and all(_QUARTER.search(head) for head in between):
                for row in range(len(sheet.labels)):
                    yield from _period(sheet, row, plain[column], column, dated)
    if len(totals) != 1:
        return
    for pattern, counts in ((months, range(3, 13)), (_QUARTER, range(3, 5)), (_HALF, range(2, 3))):
        dated = [column for column, head in enumerate(plain) if pattern.search(head)]
        if len(dated) not in counts or (len(dated) < counts[-1] and dated[-1] + 1 != totals[0]):
            continue
        for row in range(len(sheet.labels)):
            yield from _period(sheet, row, plain[totals[0]], totals[0], dated)
        return


def _period(sheet: Sheet, row: int, head: str, column: int, dated: Sequence[int]) -> Iterator[Finding]:
    total, label = sheet.numbers[row][column], sheet.labels[row]
    numbers = [number for other in dated if (number := sheet.numbers[row][other]) is not None]
    if total is None or len(numbers) != len(dated) or APART.search(bare_head(label)):
        return
    found = sum((number.value for number in numbers), Decimal(0))
    step = max(total.step, *(number.step for number in numbers))
    mean = abs(found / len(dated) - total.value) <= total.value / 20
    if APART.search(sheet.heads[column]) or re.search("分$|得分|均", head) or mean:
        return
    if abs(found - total.value) > (step / 2 * (len(dated) + 1) if step < 1 else 0):
        yield finding("A802", f"“{label}”一行的{sheet.heads[column]}{sheet.text(row, column)}与各列之和{found}不符，"
                      f"见 {sheet.said(row, dated[0])}", "核对各列和合计", sheet.rows[row][column].at(0), Severity.ERROR)  # fmt: skip
