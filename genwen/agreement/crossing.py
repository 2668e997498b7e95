"""Prose against tables: a figure said of a row, of the total, and what is said to be highest or lowest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from genwen.agreement.figures import Figure
from genwen.agreement.likeness import about_one, agrees, bigrams, digits_of, slip, transposed, weight
from genwen.agreement.sentences import Part, Said, said_in
from genwen.agreement.sheet import AVERAGE, SUBTOTAL, TOTAL, Number, Sheet, sheets_of
from genwen.agreement.text import Line, Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.records import record

_SKIP = re.compile(r"目标|计划|力争|预计|拟|不低于|不高于|不超过|以上|以下|以内|左右|约|满分|每项|最高得")
CHANGE_HEAD = re.compile(r"同比|环比|增|减|降|升|幅|较|比")
EARLIER = re.compile(r"(?:19|20)\d{2}|上年|去年|同期|基年|基期|上期|改造前|年初")
_PLAIN_LABEL = re.compile(r"^(?:其中|#)?[：:]?(?P<name>[^（(：:]+)")


@record(eq=False)
class Row:
    """A row of a table by a name it goes by in prose; `rows` are those of a group under one merged cell."""

    sheet: Sheet
    row: int
    name: str
    rows: tuple[int, ...] = ()


def check_crossing(subject: Subject) -> Iterator[Finding]:
    """Every figure of the prose that names a row of a table of the same document, or could be its total."""
    for view in subject.views:
        sheets = sheets_of(view)
        if not sheets:
            continue
        named = named_rows(sheets)
        names = (
            re.compile("|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))) if named else None
        )
        totals = list(_totals(sheets))
        printed = _printed(sheets)
        for line in view.lines:
            if not re.search(r"\d", line.text):
                continue
            for sentence in said_in(line):
                for index, item in enumerate(sentence):
                    rows = _governing(line, sentence, index, named, names) if names is not None else []
                    if rows:
                        yield from _of_row(line, sentence, index, rows)
                    else:
                        yield from _of_column(line, item, sheets)
                        yield from _of_total(line, item, sheets, printed, totals)
                        yield from _lost(line, item, sheets)


def named_rows(sheets: tuple[Sheet, ...]) -> dict[str, list[Row]]:
    """The rows of tables by each name they go by; names of two rows of one table left out."""
    found: dict[str, list[Row]] = {}
    for sheet in sheets:
        for row, names in enumerate(sheet.names):
            for text in {*names, sheet.labels[row]} - {""}:
                match = _PLAIN_LABEL.match(text)
                name = re.sub(r"月份$", "月", match["name"]) if match else ""
                if (
                    len(name) >= 2
                    and not re.fullmatch(r"[\d.%]+", name)
                    and not TOTAL.match(name)
                    and not AVERAGE.match(name)
                ):
                    found.setdefault(name, []).append(Row(sheet, row, name))
                    if len(short := name.removesuffix("量").removesuffix("数")) >= 2 and short != name:
                        found.setdefault(short, []).append(Row(sheet, row, short))
        for text, members in _groups(sheet).items():
            match = _PLAIN_LABEL.match(text)
            if match and len(match["name"]) >= 2 and len(members) > 1:
                found[match["name"]] = [*(row for row in found.get(match["name"], []) if row.sheet is not sheet),
                                        Row(sheet, members[0], match["name"], tuple(members))]  # fmt: skip
    return {name: rows for name, rows in found.items() if len({id(row.sheet) for row in rows}) == len(rows)}


def _groups(sheet: Sheet) -> dict[str, list[int]]:
    """Rows under one merged cell at the left, by what it says."""
    found: dict[str, list[int]] = {}
    for row, names in enumerate(sheet.names):
        if len(names) > 1 and names[0] and names[-1] and not TOTAL.match(names[0]):
            found.setdefault(names[0], []).append(row)
    return {name: rows for name, rows in found.items() if len(set(found)) > 1}


def _numbers(row: Row) -> tuple[Number | None, ...]:
    """The numbers of a row; of a group, the sums of its rows."""
    if len(row.rows) < 2:
        return row.sheet.numbers[row.row]
    sums: list[Number | None] = []
    for column in range(len(row.sheet.heads)):
        cells = [number for at in row.rows if (number := row.sheet.numbers[at][column]) is not None]
        whole = len(cells) == len(row.rows)
        sums.append(
            Number(
                sum((n.value for n in cells), Decimal(0)), min(n.step for n in cells), cells[0].unit, cells[0].factor
            )
            if whole
            else None
        )
    return tuple(sums)


Total = tuple[Sheet, int, int, Number, str]


def _totals(sheets: tuple[Sheet, ...]) -> Iterator[Total]:
    """The numbers of total and mean rows, each with how it is printed."""
    for sheet in sheets:
        for row, label in enumerate(sheet.labels):
            if TOTAL.match(label) or AVERAGE.match(label) or SUBTOTAL.match(label):
                for column, number in enumerate(sheet.numbers[row]):
                    if number is not None:
                        yield sheet, row, column, number, f"{abs(number.value)}"


def _printed(sheets: tuple[Sheet, ...]) -> set[tuple[str, Decimal]]:
    """Every number of the tables, bare and as printed."""
    found: set[tuple[str, Decimal]] = set()
    for sheet in sheets:
        for row in sheet.numbers:
            for number in row:
                if number is not None:
                    found.add((number.unit, abs(number.bare)))
                    found.add(("", abs(number.value)))
    return found


def _governing(
    line: Line, sentence: tuple[Said, ...], index: int, named: dict[str, list[Row]], names: re.Pattern[str]
) -> list[Row]:
    """The rows whose name stands last before a figure, close to it and alone."""
    item = sentence[index]
    start = max(
        max((line.text.rfind(mark, 0, item.figure.start) for mark in "。；;！\n"), default=-1) + 1,
        item.figure.start - 44,
    )
    text = line.text[start : item.figure.start].replace("月份", "月")
    best: tuple[int, int, str] | None = None
    for match in names.finditer(text):
        name, at = match.group(), match.start()
        if not re.match(r"\d", text[at - 1 : at] if at and name[0].isdigit() else ""):
            best = match.end(), len(name), name
    if best is None:
        return []
    rest = text[best[0] :]
    if (
        re.match(r"[、和及与]", rest)
        or re.search("中[，,]|其中|类$", rest)
        or "分别" in rest
        or re.search(r"[:：]", rest)
    ):
        return []
    if re.search(r"(?:全|总|共|合计|累计)", rest) or len(re.findall("[，,]", rest)) > 1:
        return []
    before = text[: best[0] - best[1]]
    if re.search(r"(?:除|高于|低于|比|较|与|和|、)$", before):
        return []
    return named[best[2]]


def _of_row(line: Line, sentence: tuple[Said, ...], index: int, rows: list[Row]) -> Iterator[Finding]:
    item = sentence[index]
    figure = item.figure
    clause = line.text[max(0, figure.start - 30) : figure.end + 4]
    if _SKIP.search(re.split("[，。；]", line.text[: figure.start])[-1] + line.text[figure.end : figure.end + 3]):
        return
    if item.part is Part.BASE and not any(EARLIER.search(head) for row in rows for head in row.sheet.heads):
        return
    tied: list[tuple[Row, int, Number]] = []
    for row in rows:
        numbers = [(c, n) for c, n in enumerate(_numbers(row)) if n is not None]
        if any(_same(figure, number) for _, number in numbers) or (
            _worked(item, clause) and _derived(figure, [n for _, n in numbers])
        ):
            return
        tied += [(row, c, n) for c, n in numbers if _tie(item, row.sheet.heads[c], n, clause, row.name)]
    if not tied:
        return
    row, column, number = min(
        tied, key=lambda t: (not slip(digits_of(figure.text), f"{abs(t[2].value)}"), abs(abs(t[2].bare) - figure.value))
    )
    near = slip(digits_of(figure.text), f"{abs(number.value)}")
    if not near and not Decimal("0.4") < figure.value / (abs(number.bare) or 1) < Decimal("2.5"):
        return
    yield finding("A810", f"“{row.name}”的{figure.text}与表中的{row.sheet.text(row.row, column)}不符，见 {row.sheet.said(row.row, column)}",
                  "核对表和正文", line.at(figure.start), Severity.WARNING if near or figure.unit != "" else Severity.HINT)  # fmt: skip


def _same(figure: Figure, number: Number) -> bool:
    if number.unit == figure.unit or not number.unit:
        return agrees(figure, number.bare, number.step * number.factor) or f"{abs(number.value)}" == digits_of(
            figure.text
        )
    return f"{abs(number.value)}" == digits_of(figure.text)


_WORKED = re.compile(r"差|超|多|少|减|增|节约|合计|共|扣|失|未|尚|降|升|余|占|率|相当")


def _worked(item: Said, clause: str) -> bool:
    """Whether the wording says that a figure is worked out from others."""
    return item.part is not Part.NOW or item.figure.unit == "%" or bool(_WORKED.search(clause[-16:]))


def _derived(figure: Figure, numbers: list[Number]) -> bool:
    """Whether two numbers of the row make the figure: sum, difference, change, share."""
    if len(numbers) > 16:
        return False
    for a, b in combinations(numbers, 2):
        slack = figure.step + (a.step * a.factor + b.step * b.factor)
        if abs(abs(a.bare - b.bare) - figure.value) < slack or abs(a.bare + b.bare - figure.value) < slack:
            return True
        for x, y in ((a, b), (b, a)):
            if figure.unit == "%" and y.bare > 0 and x.bare > 0:
                share = x.bare / y.bare * 100
                if abs(share - figure.value) <= figure.step or abs(abs(share - 100) - figure.value) <= figure.step:
                    return True
    return False


def _tie(item: Said, head: str, number: Number, clause: str, name: str) -> bool:
    """Whether the wording says which column a figure is of."""
    figure = item.figure
    if number.unit and number.unit != figure.unit:
        return False
    if not number.unit and figure.unit in ("%", "元", "千瓦时", "平方米", "千克标准煤"):
        return False
    if item.year and re.search(r"(?:19|20)\d{2}", head) and str(item.year) not in head:
        return False
    if figure.unit == "%" and bool(CHANGE_HEAD.search(head)) is not (item.part is Part.RATE):
        return False
    if slip(digits_of(figure.text), f"{abs(number.value)}") or (figure.unit in head and len(figure.unit) == 1):
        return True
    words = bigrams(re.sub(r"[（(][^（）()]*[）)]", "", head)) - bigrams(name)
    return (
        bool(words & bigrams(clause))
        or (figure.unit == "%" and item.part is Part.RATE)
        or (figure.unit == "分" and "分" in head and len(name) > 3)
    )


def _of_total(
    line: Line, item: Said, sheets: tuple[Sheet, ...], printed: set[tuple[str, Decimal]], totals: list[Total]
) -> Iterator[Finding]:
    """A figure a slip away from a total of a table that is about the same."""
    figure = item.figure
    printed_digits = digits_of(figure.text)
    summed = bool(re.search("(?<!公)共|合计|总", line.text[max(0, figure.start - 8) : figure.start]))
    if weight(printed_digits) < 3 - summed or (figure.unit, figure.value) in printed:
        return
    if printed_digits and ("", Decimal(printed_digits)) in printed:
        return
    clause = line.text[max(0, figure.start - 24) : figure.start]
    if _SKIP.search(clause.split("，")[-1]):
        return
    if item.year and item.part is Part.NOW:
        for sheet in sheets:
            yield from _of_year(line, item, sheet, clause)
    for sheet, row, column, number, shown in totals:
        if not slip(printed_digits, shown) or (number.unit or figure.unit) != figure.unit:
            continue
        head = sheet.heads[column]
        years = re.findall(r"(?:19|20)\d{2}", head)
        if years and item.year and str(item.year) not in years:
            continue
        if figure.unit == "%" and bool(CHANGE_HEAD.search(head)) is not (item.part is Part.RATE):
            continue
        if item.part is Part.DIFFERENCE and not CHANGE_HEAD.search(head):
            continue
        if any(
            len(name) > 1 and name in clause
            for label in sheet.labels
            if not TOTAL.match(name := label.removeprefix("其中："))
        ):
            continue
        if about_one(clause, head + sheet.caption) or transposed(printed_digits, shown):
            yield finding("A810", f"“{clause[-10:]}{figure.text}”与表中{sheet.labels[row]}的{sheet.text(row, column)}相近而不同，见 {sheet.said(row, column)}",
                          "若是同一数量，改为一致", line.at(figure.start))  # fmt: skip
            return


def _lost(line: Line, item: Said, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
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
                          line.at(figure.start))  # fmt: skip
            return


def bare_head(head: str) -> str:
    """A head without its unit."""
    return re.sub(r"[（(][^（）()]*[）)]", "", head)


def _of_year(line: Line, item: Said, sheet: Sheet, clause: str) -> Iterator[Finding]:
    """2024年单位建筑面积电耗 against the row of that year and the column of that name."""
    rows = {
        int(match.group()): row
        for row, label in enumerate(sheet.labels)
        if (match := re.match(r"(?:19|20)\d{2}(?=年|$)", label))
    }
    row = rows.get(item.year, -1) if item.part is Part.NOW and len(rows) >= 2 else -1
    words = bigrams(clause.rpartition("，")[2])
    for column, head in enumerate(sheet.heads) if row >= 0 else ():
        number = sheet.numbers[row][column]
        same = bigrams(bare_head(head)) & words
        if number is None or number.unit != item.figure.unit or len(same) < max(2, len(bigrams(bare_head(head))) - 1):
            continue
        if not _same(item.figure, number):
            yield finding("A810", f"“{clause[-10:]}{item.figure.text}”与表中{sheet.labels[row]}的{sheet.text(row, column)}不符，见 {sheet.said(row, column)}",
                          "核对表和正文", line.at(item.figure.start))  # fmt: skip
        return


def _of_column(line: Line, item: Said, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    """累计用电42.79万千瓦时 against the 累计 column of the row 用电量."""
    figure = item.figure
    clause = re.split("[，。；、]", line.text[: figure.start])[-1]
    if item.part is not Part.NOW or not re.search("累计|合计|全年|共", clause):
        return
    for sheet in sheets:
        if not any(TOTAL.match(bare_head(head)) for head in sheet.heads[1:]):
            continue
        columns = [c for c, head in enumerate(sheet.heads) if TOTAL.match(bare_head(head)) and c]
        for row, label in enumerate(sheet.labels):
            number = sheet.numbers[row][columns[0]] if len(columns) == 1 else None
            if number is None or number.unit != figure.unit or not bigrams(bare_head(label)) & bigrams(clause):
                continue
            off = abs(number.bare - figure.value)
            if (
                not _same(figure, number)
                and off <= number.bare / 5
                and len(bigrams(bare_head(label)) - bigrams(clause)) <= 1
            ):
                yield finding("A810", f"“{clause[-10:]}{figure.text}”与表中{label}的{sheet.text(row, columns[0])}不符，见 {sheet.said(row, columns[0])}",
                              "核对表和正文", line.at(figure.start))  # fmt: skip
