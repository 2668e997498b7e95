"""Lists in prose along the rows or the columns of a table: what most members are told which number the others should be.

教育事业占42.0%，国家机关占27.6%，卫生事业占9.5%, where two are shares of the column 机构数 and the third is not; 目标管理平均得17.75分,
制度体系平均得18.13分…, means of columns. The table itself says how the numbers are made, not the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from genwen.agreement.arithmetic.making import PER_CENT
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Said, said_in
from genwen.agreement.reading.sheet import AVERAGE, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import BRACKETS, COUNT, NAME
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

NAMES = regex(
    r"(?P<names>[^，。；：\d]{2,16}(?:、[^，。；：\d]{2,16})+(?:[和及与][^，。；：\d]{2,16})?)(?:[^，。；：、\d]{0,10})分别[^，。；：\d]{0,10}$"
)
_ALL_ROWS = regex(
    rf"(?:^|[，。；：上述以]){COUNT}[项个类](?:[\u4e00-\u9fff]{{0,6}}(?:指标|能源|费用|品种))(?:值|用量|消费量)?(?:均|都)?(?:同比|较上年|比上年)?分别(?=[^，。；：\d]{{0,10}}\d)"
)
"""All rows of a table by their number: 三项指标分别下降."""
_WIDEST, _LONGEST, _SMALL = 12, 60, 10


@record(eq=False)
class Member:
    """A figure and the row or column of a table that its words name."""

    figure: Figure
    at: int


@record(eq=False)
class Way:
    """How numbers may be made of a row or a column: in words, and the number of each."""

    words: str
    values: tuple[float | None, ...]
    column: int
    rate: bool = False
    """Whether it is a share or a ratio in per cent."""
    row: bool = False
    """Whether it is the numbers of one row."""


def check_along(subject: Subject) -> Iterator[Finding]:
    """Every sentence with three figures of one unit that name rows or columns."""
    for view in subject.views:
        tables = [
            (sheet, _names(sheet.labels), _names(tuple(map(bare_head, sheet.heads)))) for sheet in sheets_of(view)
        ]
        tables = [one for one in tables if len(one[0].labels) <= _LONGEST and len(one[0].heads) <= _WIDEST]
        every = _by_head(name for _, rows, columns in tables for name in (*rows, *columns))
        for line, sentence in _sentences(view) if tables else ():
            named = _named(line, every)
            counted = "分别" in line.text and _ALL_ROWS.search(line.text) is not None
            for sheet, rows, columns in tables if counted or len(named) >= 3 else ():
                found = [
                    item
                    for names, of_rows in ((rows, True), (columns, False))
                    if counted or len(named & names.keys()) >= 3
                    for item in _held(line, sentence, sheet, names, of_rows)
                ]
                yield from found
                if found:
                    break


def _by_head(names: Iterable[str]) -> dict[str, set[str]]:
    """Names by the two characters they begin with."""
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(name[:2], set()).add(name)
    return found


def _named(line: Line, every: dict[str, set[str]]) -> set[str]:
    """The names that a line has."""
    text = line.text.replace("月份", "月")
    heads = {text[at : at + 2] for at in range(len(text) - 1)}
    return {name for head in heads & every.keys() for name in every[head] if name in text}


def _sentences(view: View) -> Iterator[tuple[Line, tuple[Said, ...]]]:
    """Sentences with three figures, then paragraphs of many sentences."""
    for line in view.lines:
        some = [sentence for sentence in said_in(line) if sentence]
        yield from ((line, sentence) for sentence in some if len(sentence) >= 3)
        every = tuple(item for sentence in some for item in sentence)
        if len(some) > 1 and 3 <= len(every) <= _LONGEST:
            yield line, every


def _names(texts: tuple[str, ...]) -> dict[str, int]:
    """The names that stand once among labels or heads, without notes in brackets."""
    found: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        match = NAME.match(re.sub(r"月份$", "月", text))
        if match and len(match["name"]) >= 2 and not any(kind.match(text) for kind in (TOTAL, SUBTOTAL, AVERAGE)):
            found.setdefault(match["name"], []).append(at)
    return {
        name: places[0] for name, places in found.items() if len(places) == 1 and not re.fullmatch(r"[\d.%]+", name)
    }


def _held(line: Line, sentence: Sequence[Said], sheet: Sheet, names: dict[str, int], rows: bool) -> Iterator[Finding]:
    for members in _members(sentence, names):
        best: tuple[int, Way] | None = None
        for way in _by_row(sheet) if rows else _by_column(sheet):
            if way.rate and members[0].figure.unit not in PER_CENT:
                continue
            right = sum(_fits(member, way) for member in members)
            if not rows and way.row and way.words not in line.text and not _tells(members, way):
                continue
            if right == len(members):
                best = None
                break
            if right >= max(2, len(members) * 2 // 3) and (best is None or right > best[0]):
                best = right, way
        else:
            yield from _odd(line, sheet, members, best[1], rows) if best is not None else ()


def _members(sentence: Sequence[Said], names: dict[str, int]) -> Iterator[list[Member]]:
    """The figures of one unit of a sentence that name different rows or columns; none where they are of several years."""
    if len({item.year for item in sentence if item.year}) > 1:
        return
    clauses = "\n".join(_before(item)[2] for item in sentence)
    here = [name for name in names if name in clauses]
    for unit in dict.fromkeys(item.figure.unit for item in sentence):
        found: dict[int, Member] = {}
        for index, item in enumerate(sentence):
            if item.figure.unit != unit:
                continue
            count, listed, clause = _before(item)
            if count and count == len(names):
                found |= _one_by_one(sorted(names.values()), sentence[index:])
                continue
            if listed is not None:
                found |= _respective(listed, sentence[index:], names)
                continue
            said = [name for name in here if name in clause]
            if len(said) >= 1 and (at := names[max(said, key=len)]) not in found:
                found[at] = Member(item.figure, at)
        if len(found) >= 3:
            yield list(found.values())


@lru_cache(maxsize=8192)
def _before(item: Said) -> tuple[int, re.Match[str] | None, str]:
    """What is said before a number: how many rows it begins (三项指标分别; 0 for none), a list of names, its clause."""
    text, at = item.figure.line.text, item.figure.start
    gap = text[at - len(item.gap) : at]
    clause = last_clause(BRACKETS.sub("", gap), PHRASE).replace("月份", "月")
    return _count_before(text, at), names_before(text, at), clause


def names_before(text: str, at: int) -> re.Match[str] | None:
    """The list of names of 甲、乙、丙分别为 just before a number."""
    return NAMES.search(text[max(0, at - 140) : at]) if "分别" in text[max(0, at - 16) : at] else None


def _respective(listed: re.Match[str], items: Sequence[Said], names: dict[str, int]) -> dict[int, Member]:
    """甲、乙、丙分别为a、b、c."""
    said = re.split("、|[和及与](?=[^、]*$)", listed["names"])
    places = [next((names[name] for name in sorted(names, key=len, reverse=True) if name in one), None) for one in said]
    return {} if None in places else _one_by_one([at for at in places if at is not None], items)


def _count_before(text: str, at: int) -> int:
    """How many rows are said before a figure: 三项指标分别; 0 for none."""
    counted = next(_ALL_ROWS.finditer(text, max(0, at - 30), at + 1), None)
    return number_in(counted["n"]) if counted is not None and text.find("，", counted.end(), at) < 0 else 0


def _one_by_one(places: Sequence[int], items: Sequence[Said]) -> dict[int, Member]:
    """As many figures of a list as there are places, each with its own."""
    values = [items[0]]
    for item in items[1:]:
        if item.figure.unit != items[0].figure.unit or not re.fullmatch(r"\s*[、，和及]\s*", item.gap):
            break
        values.append(item)
    if len(values) != len(places):
        return {}
    return {at: Member(item.figure, at) for at, item in zip(places, values, strict=True)}


@lru_cache(maxsize=1024)
def _by_row(sheet: Sheet) -> tuple[Way, ...]:
    """The numbers of each column, their shares of its total, and what two columns make of each other."""
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    heads = [bare_head(head) for head in sheet.heads]
    found: list[Way] = []
    filled = [(c, _column(sheet, c)) for c in range(len(heads)) if not sheet.index_column(c)]
    filled = [(c, cells) for c, cells in filled if sum(cells[row] is not None for row in rows) >= 3]
    for c, cells in filled:
        found.append(Way(heads[c], cells, c))
        if (whole := sum(value for row in rows if (value := cells[row]) is not None)) > 0:
            shares = tuple(None if value is None else value / whole * 100 for value in cells)
            found.append(Way(f"{heads[c]}的占比", shares, c, True))
    for (a, left), (b, right) in permutations(filled, 2):
        ratios = tuple(y / x * 100 if x and y is not None else None for x, y in zip(left, right, strict=True))
        found.append(Way(f"{heads[b]}÷{heads[a]}", ratios, b, True))
        found.append(Way(f"{heads[b]}比{heads[a]}", tuple(None if x is None else x - 100 for x in ratios), b, True))
    return tuple(found)


@lru_cache(maxsize=1024)
def _by_column(sheet: Sheet) -> tuple[Way, ...]:
    """The means and the sums of columns, and the numbers of each row."""
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE)
    some = [
        [value for row in rows if (value := cells[row]) is not None]
        for c in range(len(sheet.heads))
        if (cells := _column(sheet, c)) is not None
    ]
    found = [
        Way(sheet.labels[row], tuple(None if n is None else float(n.bare) for n in numbers), row, row=True)
        for row, numbers in enumerate(sheet.numbers)
    ]
    if len(rows) >= 3:
        found.append(Way("各行平均", tuple(sum(one) / len(one) if len(one) >= 3 else None for one in some), 0))
        found.append(Way("各行之和", tuple(sum(one) if len(one) >= 3 else None for one in some), 0))
    return tuple(found)


def _column(sheet: Sheet, column: int) -> tuple[float | None, ...]:
    return tuple(None if (number := row[column]) is None else float(number.bare) for row in sheet.numbers)


def _tells(members: Sequence[Member], way: Way) -> bool:
    """Whether those that are right are no small numbers, which a row that nobody named may have by chance."""
    return sum(_fits(member, way) and member.figure.value >= _SMALL for member in members) > 1


def _fits(member: Member, way: Way) -> bool:
    value = way.values[member.at]
    if value is None:
        return False
    figure = member.figure
    return abs(abs(value) - float(figure.value)) <= float(figure.step) * 0.51 + 1e-9


def _odd(line: Line, sheet: Sheet, members: Sequence[Member], way: Way, rows: bool) -> Iterator[Finding]:
    for member in members:
        value = way.values[member.at]
        figure = member.figure
        if _fits(member, way) or value is None or abs(abs(value) - float(figure.value)) <= float(figure.step) * 1.01:
            continue
        if not 0.1 < abs(value) / (float(figure.value) or 1) < 10:
            continue
        name = sheet.labels[member.at] if rows else bare_head(sheet.heads[member.at])
        scale = float(figure.value / Decimal(re.sub(r"[^\d.]", "", figure.text) or 1)) or 1.0
        places = max(0, -int(figure.step.as_tuple().exponent)) if figure.step < 1 else 2
        shown = f"{value / scale:.{places}f}"
        row, column = (member.at, way.column) if rows else (way.column, member.at)
        yield finding("A810", f"“{name}”的{figure.text}与表中算得的{shown}不符（{way.words}，所列其余各项都是），见 {sheet.said(row, column)}",
                      "核对表和正文", figure.at)  # fmt: skip
