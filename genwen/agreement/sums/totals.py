"""Figures of prose against the totals of tables, those that are not printed too, and against the year or the total they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, combinations

from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import about_one, agrees, bigrams, digits_of, slip, transposed, weight
from genwen.agreement.reading.sentences import Part, Said
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Number, Sheet
from genwen.agreement.reading.text import Line, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record, replace

CHANGE_HEAD = regex(r"变动|变化|增|减|降|升|幅|较|(?<!占)比(?![重例])")
SKIP = regex(
    r"控制在|目标(?!管理|责任)|计划|力争|预计|拟|不低于|不高于|不超过|以上|以下|以内|左右|(?<!节)约|满分|每项|最高得"
)
_PERIOD = regex(r"^(?:\d{1,2}月份?|第?[一二三四]季度|[上下]半年)$")
_COUNTED = regex("(?P<noun>[\u4e00-\u9fff]{2,6})")
_PART = regex("其中(?P<noun>[\u4e00-\u9fff]{2,8})$")

Total = tuple[Sheet, int, int, Number, str]


def totals_in(sheets: tuple[Sheet, ...]) -> Iterator[Total]:
    """The numbers of total and mean rows, each with how it is printed; the sums of tables of months or quarters without one."""
    for sheet in sheets:
        yield from _unsaid(sheet)
        for row, label in enumerate(sheet.labels):
            if TOTAL.match(label) or AVERAGE.match(label) or SUBTOTAL.match(label):
                for column, number in enumerate(sheet.numbers[row]):
                    if number is not None:
                        yield sheet, row, column, number, f"{abs(number.value)}"


def _unsaid(sheet: Sheet) -> Iterator[Total]:
    """The sums of months, quarters or halves of a year, in rows or in columns, where the table does not print them."""
    if not any(TOTAL.match(label) for label in sheet.labels):
        rows = [row for row, label in enumerate(sheet.labels) if _PERIOD.match(label)]
        for column in range(1, len(sheet.heads)) if len(rows) in (2, 4, 12) and len(rows) == len(sheet.labels) else ():
            cells = [sheet.numbers[row][column] for row in rows]
            yield from _summed(sheet, rows[0], column, cells)
    columns = [c for c, head in enumerate(sheet.heads) if _PERIOD.match(bare_head(head))]
    if len(columns) in (2, 4, 12) and not any(TOTAL.match(bare_head(head)) for head in sheet.heads):
        for row in range(len(sheet.labels)):
            yield from _summed(sheet, row, columns[0], [sheet.numbers[row][c] for c in columns])


def _summed(sheet: Sheet, row: int, column: int, cells: list[Number | None]) -> Iterator[Total]:
    numbers = [cell for cell in cells if cell is not None]
    if (
        len(numbers) == len(cells)
        and len({number.unit for number in numbers}) == 1
        and not CHANGE_HEAD.search(sheet.heads[column])
    ):
        total = replace(
            numbers[0], value=sum((number.value for number in numbers), Decimal(0)), step=min(n.step for n in numbers)
        )
        yield sheet, row, column, total, f"{abs(total.value)}"


def printed_in(sheets: tuple[Sheet, ...]) -> set[tuple[str, Decimal]]:
    """Every number of the tables, bare and as printed."""
    found: set[tuple[str, Decimal]] = set()
    for sheet in sheets:
        for row in sheet.numbers:
            for number in row:
                if number is not None:
                    found.add((number.unit, abs(number.bare)))
                    found.add(("", abs(number.value)))
    return found


@lru_cache(maxsize=256)
def rests_in(sheets: tuple[Sheet, ...]) -> frozenset[tuple[str, Decimal]]:
    """What each row leaves of the total of its column: all but 市直."""
    return frozenset(
        (total.unit, abs(total.bare - number.bare))
        for sheet in sheets
        for end in sheet.totals()
        for column, total in enumerate(sheet.numbers[end])
        if total is not None
        for row, number in sheet.column(column)
        if row != end
    )


def _named(sheet: Sheet, row: int) -> str:
    label = sheet.labels[row]
    return label if TOTAL.match(label) or AVERAGE.match(label) or SUBTOTAL.match(label) else "各期之和"


_SUMMED = regex("(?<!公)共|合计|总|全年|累计")


@record(eq=False)
class Known:
    """What the tables of a document print, what their rows leave of the totals, and the totals, all and by their characters."""

    printed: set[tuple[str, Decimal]]
    rests: frozenset[tuple[str, Decimal]]
    totals: list[Total]
    by_length: dict[int, list[Total]]


def known_in(sheets: tuple[Sheet, ...]) -> Known:
    """What figures of the prose are held against."""
    totals = list(totals_in(sheets))
    by_length: dict[int, list[Total]] = {}
    for total in totals:
        by_length.setdefault(len(total[4]), []).append(total)
    return Known(printed_in(sheets), rests_in(sheets), totals, by_length)


def of_total(line: Line, item: Said, known: Known, again: bool = False) -> Iterator[Finding]:
    """A figure a slip away from a total of a table that is about the same; one that the paper has again may be another one digit off."""
    figure = item.figure
    printed_digits = digits_of(figure.text)
    summed = bool(_SUMMED.search(line.text[max(0, figure.start - 10) : figure.start]))
    said = figure.unit, figure.value
    if weight(printed_digits) < 3 - summed or said in known.printed or said in known.rests:
        return
    if printed_digits and ("", Decimal(printed_digits)) in known.printed:
        return
    clause = line.text[max(0, figure.start - 24) : figure.start]
    if summed and _is_made_before(figure):
        return
    if SKIP.search(clause.split("，")[-1]) or re.match("以[上下内]", line.text[figure.end :]):
        return
    for sheet, row, column, number, shown in known.totals if summed else known.by_length.get(len(printed_digits), ()):
        head = sheet.heads[column]
        near = (
            summed
            and not item.year
            and item.part is Part.NOW
            and number.unit == figure.unit
            and abs(number.bare - figure.value) <= abs(number.bare) / 10
            and not same_number(figure, number)
            and bool(bigrams(bare_head(head) + sheet.labels[row]) & bigrams(clause))
        )
        if near and "全年" in clause and SUBTOTAL.match(sheet.labels[row]):
            continue
        if not (slip(printed_digits, shown) or near) or (number.unit or figure.unit) != figure.unit:
            continue
        if (again or printed_digits[0] != shown[0]) and not transposed(printed_digits, shown):
            continue  # with another first figure it is hardly the same quantity
        if not _may_head(head, item) or _other_things(
            line, figure, head + sheet.labels[row] + sheet.caption.split("\n")[-1]
        ):
            continue
        if not summed and _is_of_a_row(clause, sheet):
            continue
        if about_one(clause, head + sheet.labels[row] + sheet.caption) or transposed(printed_digits, shown):
            yield finding("A810", f"“{clause[-10:]}{figure.text}”与表中{_named(sheet, row)}的{shown}相近而不同，见 {sheet.said(row, column)}",
                          "若是同一数量，改为一致", figure.at, Severity.HINT if near and not slip(printed_digits, shown) else Severity.WARNING)  # fmt: skip
            return


def _is_made_before(figure: Figure) -> bool:
    """Whether the numbers of its unit just before make a figure, so that it is their sum and no total of a table."""
    before = [one for one in figures(figure.line) if one.end <= figure.start and one.unit == figure.unit][-8:]
    sums = list(accumulate(one.value for one in reversed(before)))
    return figure.value in sums[1:]


def _is_of_a_row(clause: str, sheet: Sheet) -> bool:
    """Whether a clause names what one row of a table is about, and so not its total."""
    names = [label.removeprefix("其中：") for label in sheet.labels]
    return any(len(name) > 1 and name in clause for name in names if not TOTAL.match(name))


def _may_head(head: str, item: Said) -> bool:
    """Whether a column may have what a figure is: its year, a change only where it is one, a base where it is one."""
    years = re.findall(r"(?:19|20)\d{2}", head)
    if years and item.year and str(item.year) not in years:
        return False
    changes = bool(CHANGE_HEAD.search(head))
    if item.figure.unit == "%" and changes is not (item.part is Part.RATE):
        return False
    if item.part is Part.DIFFERENCE:
        return changes
    return item.part is not Part.BASE or bool(re.search(r"(?:19|20)\d{2}|上年|去年|同期|基", head))


def _other_things(line: Line, figure: Figure, about: str) -> bool:
    """Whether the words after a count, or those after 其中 before it, name things that a table says nothing of."""
    noun = _COUNTED.match(line.text, figure.end)
    part = _PART.search(line.text, max(0, figure.start - 12), figure.start)
    return any(found is not None and not bigrams(found["noun"]) & bigrams(about) for found in (noun, part))


def lost(line: Line, item: Said, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    """共扣4.5分 against the totals of full and given points."""
    figure = item.figure
    if figure.unit != "分" or not re.search(
        r"(?:共|合计|总计|累计|总共)[^，。；\d]{0,6}(?:扣|失|丢)(?:分|去|掉)?$", line.text[: figure.start]
    ):
        return
    for sheet in sheets:
        for row, label in enumerate(sheet.labels):
            if not TOTAL.match(label):
                continue
            scores = [(c, n) for c, n in enumerate(sheet.numbers[row]) if n is not None and "分" in sheet.heads[c]]
            if (
                len(scores) < 2
                or any(abs(a.value - b.value) == figure.value for (_, a), (_, b) in combinations(scores, 2))
                or any(n.value == figure.value for _, n in scores)
            ):
                continue
            (column, full), (_, given) = scores[0], scores[1]
            yield finding("A810", f"“{figure.text}”与表中{label}的{full.value}、{given.value}不符，见 {sheet.said(row, column)}", "核对表和正文",
                          figure.at)  # fmt: skip
            return


@lru_cache(maxsize=4096)
def bare_head(head: str) -> str:
    """A head without its unit."""
    return re.sub(r"[（(][^（）()]*[）)]", "", head)


def same_number(figure: Figure, number: Number) -> bool:
    """Whether a figure of prose is the number of a cell, in whatever unit the head has it."""
    if number.unit == figure.unit or not number.unit:
        return agrees(figure, number.bare, number.step * number.factor) or f"{abs(number.value)}" == digits_of(
            figure.text
        )
    return f"{abs(number.value)}" == digits_of(figure.text)
