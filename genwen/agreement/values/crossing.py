"""Prose against tables: a figure said of a row, of the total, and what is said to be highest or lowest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from genwen.agreement.arithmetic.proved import proved
from genwen.agreement.ratios.topped import share_told
from genwen.agreement.reading.clauses import STOPS, begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams, digits_of, slip, transposed, weight
from genwen.agreement.reading.naming import left_of
from genwen.agreement.reading.said_names import clause_before
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.sheet import AVERAGE, TOTAL, Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import BRACKETS, NAME, SHARE_HEAD
from genwen.agreement.reading.whereabouts import ahead_lines, is_aim, whereabouts
from genwen.agreement.sums.totals import (
    CHANGE_HEAD,
    SKIP,
    bare_head,
    known_in,
    lost,
    of_total,
    same_number,
)
from genwen.agreement.values.looked_up import is_in_tables
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

EARLIER = regex(r"(?:19|20)\d{2}|上年|去年|同期|基年|基期|上期|改造前|年初")
_LIMIT = regex("(?:低于|高于|不足|不到|不满|未达到?|未满|达不到|超过)$")
_LISTED = regex(r"\d[\d,.]*[^，。；、\d]{1,4}、$")


@record(eq=False)
class Row:
    """A row of a table by a name it goes by in prose; `rows` are those of a group under one merged cell."""

    sheet: Sheet
    row: int
    name: str
    rows: tuple[int, ...] = ()


_NEXT_MEMBER = regex(r"\d[^\d、，。；]{0,3}、[\u4e00-\u9fff·]{2,14}(?:\d|$)")
"""市直72家、区县: what follows is of the next one of a list."""
_BARE = regex(r"[\d.%]+")
_AHEAD = regex("争取|力争|确保|拟|使[^，。；]{0,12}达到$")


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
        known = known_in(sheets)
        told = Counter((place.figure.unit, place.figure.value) for place in whereabouts(view).places)
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            for sentence in said_in(line):
                for index, item in enumerate(sentence):
                    if item.figure in proved(line) or is_aim(view, line, item.figure.start):
                        continue
                    if is_in_tables(view, line, sentence, index) or share_told(view, line, item.figure.start):
                        continue
                    rows = _governing(line, sentence, index, named, names) if names is not None else []
                    if rows and (turned := _moved(line, item, rows)) is not None:
                        yield turned
                    found = list(_of_row(line, sentence, index, rows)) if rows else []
                    yield from found
                    if rows and not found and names is not None:
                        yield from _further(line, item, rows, named, names)
                    if rows and not found and "全年" in item.gap:
                        yield from of_total(line, item, known)
                    if not rows and number not in ahead:
                        again = told[item.figure.unit, item.figure.value] > 1
                        yield from of_total(line, item, known, again)
                        yield from lost(line, item, sheets)


def named_rows(sheets: tuple[Sheet, ...]) -> dict[str, list[Row]]:
    """The rows of tables by each name they go by; names of two rows of one table left out."""
    found: dict[str, list[Row]] = {}
    for sheet in sheets:
        for row, names in enumerate(sheet.names):
            for text in {*names, sheet.labels[row]} - {""}:
                match = NAME.match(text)
                name = re.sub(r"月份$", "月", match["name"]) if match else ""
                if len(name) >= 2 and not _BARE.fullmatch(name) and not TOTAL.match(name) and not AVERAGE.match(name):
                    found.setdefault(name, []).append(Row(sheet, row, name))
                    short = name.removesuffix("量").removesuffix("数")
                    if short != name and (len(short) >= 3 or short[0] in "用耗"):
                        found.setdefault(short, []).append(Row(sheet, row, short))
        for text, members in _groups(sheet).items():
            match = NAME.match(text)
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


def _governing(
    line: Line, sentence: tuple[Said, ...], index: int, named: dict[str, list[Row]], names: re.Pattern[str]
) -> list[Row]:
    """The rows whose name stands last before a figure, close to it and alone."""
    item = sentence[index]
    start = max(
        begun_at(line.text, item.figure.start, "。；;！\n"),
        item.figure.start - 44,
    )
    text = line.text[start : item.figure.start].replace("月份", "月")
    text = BRACKETS.sub(lambda match: "·" * len(match.group()), text)
    best: tuple[int, int, str] | None = None
    for match in names.finditer(text):
        name, at = match.group(), match.start()
        if not re.match(r"[\d—\-–~～至到]", text[at - 1 : at] if at and name[0].isdigit() else ""):
            best = match.end(), len(name), name
    if best is None or _AHEAD.search(text):
        return []
    rest = text[best[0] :]
    if (
        re.match(r"[、和及与等]", rest)
        or re.search("中[，,]|其中|类$", rest)
        or "分别" in rest
        or re.search(r"[:：]", rest)
        or _NEXT_MEMBER.search(rest)
    ):
        return []
    if re.search(r"(?:全|总|共|合计|累计|平均|均分|[，,]最)", rest) or len(re.findall("[，,]", rest)) > 1:
        return []
    if best[2] in ("其他", "其它", "其余", "合计") and re.match("[\u4e00-\u9fff]", rest):
        return []
    before = text[: best[0] - best[1]]
    if _of_some(line.text, before, best[2]):
        return []
    if _LISTED.search(before) is None and re.search(
        r"(?:除|高于|低于|比|较|与|和|、|人均|户均|单位面积|单位建筑面积)$", before
    ):
        return []
    return named[best[2]]


def _of_some(text: str, before: str, name: str) -> bool:
    """Whether a name is that of a part, and the line has the bare name too: 居民人均收入35268元，城镇居民人均收入44620元."""
    return _qualified(before) and not all(_qualified(words) for words in text.split(name)[:-1])


def _qualified(before: str) -> bool:
    return bool(left_of(last_clause(before, STOPS), ()))


def _of_row(line: Line, sentence: tuple[Said, ...], index: int, rows: list[Row]) -> Iterator[Finding]:
    item = sentence[index]
    figure = item.figure
    clause = line.text[max(0, figure.start - 30) : figure.end + 4]
    if re.search("(?:年初|调整后?)预算数?(?:为|的)?$", line.text[: figure.start]) and not any(
        "预算" in head for row in rows for head in row.sheet.heads
    ):
        return
    if SKIP.search(last_clause(line.text[: figure.start]) + line.text[figure.end : figure.end + 3]):
        return
    if _LIMIT.search(line.text[: figure.start]):
        return
    if item.part is Part.BASE and not any(EARLIER.search(head) for row in rows for head in row.sheet.heads):
        return
    tied: list[tuple[Row, int, Number]] = []
    for row in rows:
        numbers = [(c, n) for c, n in enumerate(_numbers(row)) if n is not None]
        if any(same_number(figure, number) for _, number in numbers) or (
            _worked(item, clause) and _derived(figure, [n for _, n in numbers])
        ):
            return
        tied += [(row, c, n) for c, n in numbers if _tie(item, row.sheet.heads[c], n, clause, row.name)]
    if tied and _worked(item, clause) and _made_beside(line, figure):
        return
    if not tied or _worked(item, clause):
        apart = _apart(line, item, rows)
        if apart is not None:
            yield apart
        if apart is not None or not tied:
            return
    row, column, number = min(
        tied, key=lambda t: (not slip(digits_of(figure.text), f"{abs(t[2].value)}"), abs(abs(t[2].bare) - figure.value))
    )
    near = slip(digits_of(figure.text), f"{abs(number.value)}")
    if not near and not Decimal("0.4") < figure.value / (abs(number.bare) or 1) < Decimal("2.5"):
        return
    shown = f"各行之和{number.value}" if len(row.rows) > 1 else row.sheet.text(row.row, column)
    yield finding("A810", f"“{row.name}”的{figure.text}与表中的{shown}不符，见 {row.sheet.said(row.row, column)}",
                  "核对表和正文", figure.at, Severity.WARNING if near or figure.unit != "" else Severity.HINT)  # fmt: skip


def _further(
    line: Line, item: Said, rows: list[Row], named: dict[str, list[Row]], names: re.Pattern[str]
) -> Iterator[Finding]:
    """区资源局移交不动产档案458卷, where the row of the bureau has 485, and that of the archives quite another number."""
    figure = item.figure
    printed = digits_of(figure.text)
    clause = last_clause(line.text[: figure.start], STOPS)
    found = [row for match in names.finditer(clause) for row in named[match.group()]]
    numbers = [(row, c, n) for row in (*rows, *found) for c, n in enumerate(_numbers(row)) if n is not None]
    if any(same_number(figure, number) for _, _, number in numbers) or weight(printed) < 3:
        return
    for row, column, number in numbers:
        if row not in rows and number.unit == figure.unit and transposed(printed, f"{abs(number.value)}"):
            yield finding("A810", f"“{row.name}”的{figure.text}与表中的{row.sheet.text(row.row, column)}不符，见 {row.sheet.said(row.row, column)}",
                          "核对表和正文", figure.at)  # fmt: skip
            return


_SHARE_WORD = regex("占比?(?:约|为|到|近|达)*$|比重|份额")
_CONVERTED = regex("折|标准?煤|当量|换算|金额|费")
"""Heads of what an amount comes to in another measure: no difference is taken between the two."""
_APART = regex(r"(?:少|多|节约|节省|节余|结余|超支?|高|低|失|扣|差|减少|增加|下降|上升|降低|提高)(?:了|出|掉)?$")


def _apart(line: Line, item: Said, rows: list[Row]) -> Finding | None:
    """A figure said to be how far two numbers of a row are apart, where the row has only two or two are named."""
    figure = item.figure
    before = last_clause(line.text[: figure.start])
    if not _APART.search(before) or figure.unit in ("%", "个百分点") or _made_beside(line, figure):
        return None
    for row in rows:
        numbers = [(c, n) for c, n in enumerate(_numbers(row)) if n is not None and n.unit in ("", figure.unit) and not row.sheet.index_column(c)
                   and not CHANGE_HEAD.search(bare_head(row.sheet.heads[c]))]  # fmt: skip
        if figure.unit == "分":
            numbers = [
                (c, n) for c, n in numbers if "分" in row.sheet.heads[c] and not re.search("扣|失", row.sheet.heads[c])
            ]
        named = [
            (c, n)
            for c, n in numbers
            if len(bare_head(row.sheet.heads[c])) > 1 and bare_head(row.sheet.heads[c]) in before
        ]
        chosen = named if len(named) == 2 else numbers
        if len(chosen) != 2 or chosen[0][1].unit != chosen[1][1].unit:
            continue
        if len({bool(_CONVERTED.search(row.sheet.heads[c])) for c, _ in chosen}) > 1:
            continue
        (column, a), (_, b) = chosen
        scale = (
            figure.value / Decimal(digits_of(figure.text))
            if not a.unit and Decimal(digits_of(figure.text))
            else Decimal(1)
        )
        real = abs(a.bare - b.bare) * (scale if not a.unit else 1)
        if (
            real
            and abs(real - figure.value) > max(figure.step, a.step * a.factor)
            and Decimal("0.2") < figure.value / real < 5
        ):
            return finding("A810", f"“{row.name}”的{figure.text}与表中{a.value}、{b.value}之差不符，见 {row.sheet.said(row.row, column)}", "核对表和正文",
                           figure.at)  # fmt: skip
    return None


def _made_beside(line: Line, figure: Figure) -> bool:
    """Whether two numbers of the paragraph already are that far apart: 由680吨降至520吨，减少160吨."""
    others = [item.figure.value for item in told_in(line) if item.figure.unit == figure.unit]
    return any(abs(a - b) == figure.value for a, b in combinations(others, 2) if figure.value not in (a, b))


_MOVED = regex(r"(?P<less>下降|减少|降低)|(?P<more>上升|增加|增长)")


def _moved(line: Line, item: Said, rows: list[Row]) -> Finding | None:
    """消防火灾事故下降2起, where the table has 12 now and 10 the year before."""
    figure = item.figure
    word = _MOVED.search(item.word)
    if item.part is not Part.DIFFERENCE or word is None or figure.unit in ("%", "个百分点"):
        return None
    for row in rows:
        numbers = _numbers(row)
        by_year: dict[str, dict[int, tuple[int, Number]]] = {}
        for column, head in enumerate(row.sheet.heads):
            year = re.search(r"(?:19|20)\d{2}", head)
            number = numbers[column]
            if year and number is not None:
                by_year.setdefault(head.replace(year.group(), ""), {})[int(year.group())] = column, number
        for years in by_year.values():
            if len(years) != 2:
                continue
            (column, early), (_, late) = (years[year] for year in sorted(years))
            change = late.bare - early.bare
            if abs(change) == figure.value and change and (change < 0) is not (word["less"] is not None):
                return finding("A804", f"“{item.word}{figure.text}”方向不对：表中“{row.name}”由{early.value}变为{late.value}，应为{'下降' if change < 0 else '上升'}，"
                               f"见 {row.sheet.said(row.row, column)}", "核对表和正文", figure.at)  # fmt: skip
    return None


_WORKED = regex(r"差|超|多|少|减|增|节约|合计|共|扣|失|未|尚|降|升|余|占|率|相当")


def _worked(item: Said, clause: str) -> bool:
    """Whether the wording says that a figure is worked out from others."""
    return item.part is not Part.NOW or item.figure.unit == "%" or bool(_WORKED.search(clause[-16:]))


def _derived(figure: Figure, numbers: list[Number]) -> bool:
    """Whether two numbers of the row make the figure: sum, difference, change, share."""
    if len(numbers) > 16:
        return False
    for a, b in combinations(numbers, 2):
        slack = figure.step + (a.step * a.factor + b.step * b.factor)
        if figure.step == a.step * a.factor == b.step * b.factor == 1:
            slack = Decimal("0.5")
        if abs(abs(a.bare - b.bare) - figure.value) < slack or abs(a.bare + b.bare - figure.value) < slack:
            return True
        for x, y in ((a, b), (b, a)):
            if figure.unit == "%" and y.bare > 0 and x.bare > 0:
                share = x.bare / y.bare * 100
                if abs(share - figure.value) <= figure.step or abs(abs(share - 100) - figure.value) <= figure.step:
                    return True
    return False


def _is_share(item: Said, name: str) -> bool:
    """Whether words call a per cent a share of the whole: 占6.5%; or, where that is what the row is, its rate: 漏损率."""
    words = clause_before(item.figure)
    return bool(_SHARE_WORD.search(words)) or words.endswith(f"{name}率")


def _tie(item: Said, head: str, number: Number, clause: str, name: str) -> bool:
    """Whether the wording says which column a figure is of."""
    figure = item.figure
    if number.unit and number.unit != figure.unit:
        return False
    if not number.unit and figure.unit in ("%", "个百分点", "元", "千瓦时", "平方米", "千克标准煤"):
        return False
    if item.year and re.search(r"(?:19|20)\d{2}", head) and str(item.year) not in head:
        return False
    if figure.unit == "%" and bool(CHANGE_HEAD.search(head)) is not (item.part is Part.RATE):
        return False
    if figure.unit == "%" and SHARE_HEAD.search(head) and not _is_share(item, name):
        return False
    if slip(digits_of(figure.text), f"{abs(number.value)}") or (figure.unit in head and len(figure.unit) == 1):
        return True
    words = bigrams(bare_head(head)) - bigrams(name)
    return (
        bool(words & bigrams(clause))
        or (figure.unit == "%" and item.part is Part.RATE)
        or (figure.unit == "分" and "分" in head and len(name) > 3)
    )
