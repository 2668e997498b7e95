"""Tables read as sheets: header rows joined, labels of rows, numbers with their places and units, kinds of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from genwen.agreement.reading.figures import SCALE, UNIT, Figure, same_unit
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.text import Grid, Line, View
from genwen.agreement.reading.vocabulary import YEAR
from genwen.patterns import regex
from genwen.records import record

MAX_COLUMNS = 40
_MAX_HEADERS = 3
_NUMBER = regex(
    rf"^(?P<sign>[-−－+＋↓↑]|下降|减少|降低|上升|增长|增加)?\s*(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s*(?P<scale>万亿|万|亿)?(?P<unit>{UNIT}|[%％‰分])?(?:\s*[:：∶]\s*1)?$"
)
_BLANK = frozenset(("", "—", "-", "－", "/", "／", "无", "——", "--", "…"))
_HEAD_UNIT = regex(
    rf"[（(：:]\s*(?:单位[：:])?\s*(?P<unit>(?:[万亿]|[百千](?=[元人户亩吨]))?(?:{UNIT}|[%％‰]))\s*[）)]?"
)
_SLASH_UNIT = regex(rf"[/／](?P<unit>(?:[万亿]|[百千](?=[元人户亩吨]))?(?:{UNIT}|[%％‰]))$")
_CAPTION_UNIT = regex(
    rf"(?:(?:计量)?单位\s*[：:]|^(?=附?表)[^（(]*[（(](?:[^（()，）]*，)?)\s*(?P<unit>(?:[万亿]|[百千](?=[元人户亩吨]))?(?:{UNIT}))\s*[）)]?\s*$"
)
_HUNDREDS = regex("[百千][元人户亩吨]")
_COUNTED = regex(
    "(?P<times>[人场批户车台件家]次)$|(?P<unit>[起人个次户家件所台辆处条场项名宗座张份])数$|(?P<points>(?<!失)得?分|分值)$"
)
"""Heads that say what is counted without a unit in brackets: 参与人次, 问题起数, 自评分."""
_RATIO_HEAD = regex("[率比]$|序号|[名位]次")
_RATE_HEAD = regex("[%％]|占比|比重|百分比|同比|环比|增幅|降幅|增速")
_UNIT_COLUMN = frozenset(("单位", "计量单位"))
_UNIT_CELL = regex(rf"^[万亿]?(?:{UNIT}|[%％‰])$")
TOTAL = regex(
    r"^(?:合计|总计|共计|总和|全年(?:合计|累计|总计)?|年度合计|总分|全[市县区省]|全[市县区省局校院镇乡](?:合计|总计|总体)|本年合计|年合计|总得分|"
    r"合计数|总数|累计|全体|全部|总量|总额)(?:[（(].*[）)])?$"
)
SUBTOTAL = regex(r"^(?:.{0,8}小计|[一二三四]季度(?:小计|合计)?|[上下]半年(?:小计|合计)?)$")
AVERAGE = regex(r"^(?:平均(?:分|值|数|得分)?|均值|[月人日年]均|全[市县区省]平均)$")
_ENDS = (TOTAL, AVERAGE)
PART = regex(r"^(?:其中|#)[：:]?")
_INDEX = regex(r"^(?:序号|编号|名次|排名|位次|次序|排序|No\.?|行次)$")
_DATED = regex("^(?:年[份度]?|月份?|季度)$")


@record
class Number:
    """A number of a cell: its value as printed, its last printed place, its bare value and unit as far as known."""

    value: Decimal
    step: Decimal
    unit: str
    factor: Decimal

    @property
    def bare(self) -> Decimal:
        """The value in the bare unit (万 and 吨 worked in)."""
        return self.value * self.factor


@record(eq=False)
class Sheet:
    """A table: `heads` per column, `labels` and `numbers` per row under the header, cells as they stand."""

    grid: Grid
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    labels: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    """The texts of the label columns of each row, merged ones filled in."""
    numbers: tuple[tuple[Number | None, ...], ...]
    caption: str

    def text(self, row: int, column: int) -> str:
        """A cell's text without blanks."""
        return "".join(self.rows[row][column].text.split())

    def blank(self, row: int, column: int) -> bool:
        """Whether a cell is empty or says that there is nothing."""
        return self.text(row, column) in _BLANK

    def said(self, row: int, column: int) -> str:
        """A place with what stands there, for the message about another."""
        return f"{self.rows[row][column].at(0)}“{self.labels[row]}”{self.heads[column]}{self.text(row, column)}"

    def figure(self, row: int, column: int, name: str = "", context: frozenset[str] = frozenset()) -> Figure | None:
        """A cell as a figure of prose is; None where it holds no number."""
        cell, number = self.rows[row][column], self.numbers[row][column]
        if number is None:
            return None
        return Figure(cell, 0, len(cell.text), number.bare, number.step * number.factor, number.unit, self.text(row, column),
                      name, lambda: context)  # fmt: skip

    def members(self, *kinds: re.Pattern[str]) -> list[int]:
        """The rows whose label is of none of some kinds: neither totals nor means, unless told otherwise."""
        return list(_rows_without(self.labels, kinds or _ENDS))

    def totals(self) -> list[int]:
        """The rows of totals."""
        return [row for row, label in enumerate(self.labels) if TOTAL.match(label)]

    def column(self, column: int, rows: Iterable[int] | None = None) -> list[tuple[int, Number]]:
        """The numbers of a column, each with its row; of `rows` only where they are given."""
        every = range(len(self.numbers)) if rows is None else rows
        return [(row, number) for row in every if (number := self.numbers[row][column]) is not None]

    def index_column(self, column: int) -> bool:
        """Whether a column only numbers the rows, or says which year or month each is of."""
        return bool(_INDEX.match(self.heads[column]) or _DATED.match(self.heads[column]))


@lru_cache(maxsize=4096)
def _rows_without(labels: tuple[str, ...], kinds: tuple[re.Pattern[str], ...]) -> tuple[int, ...]:
    """The rows whose label is of none of some kinds."""
    return tuple(row for row, label in enumerate(labels) if not any(kind.match(label) for kind in kinds))


@lru_cache(maxsize=16384)
def number_of(text: str) -> tuple[Decimal, Decimal, str, str] | None:
    """The number of a cell: value, last printed place, scale and unit; None for anything else."""
    match = _NUMBER.match("".join(text.split()))
    if match is None:
        return None
    digits = Decimal(match["digits"].replace(",", ""))
    down = (match["sign"] or "") in ("-", "−", "－", "↓", "下降", "减少", "降低")
    step = Decimal(1).scaleb(-len(match["digits"].partition(".")[2]))
    return (-digits if down else digits), step, match["scale"] or "", match["unit"] or ""


@lru_cache(maxsize=1024)
def sheets_of(view: View) -> tuple[Sheet, ...]:
    """Every table of a document with a header and at least one row under it."""
    return tuple(
        sheet
        for grid in view.grids
        for part in _parts(grid)
        if (sheet := _sheet(_unfolded(part), _caption(grid, view))) is not None
    )


@lru_cache(maxsize=1024)
def labels_of(view: View) -> frozenset[str]:
    """What the rows of the tables of a document are called."""
    return frozenset(label for sheet in sheets_of(view) for label in sheet.labels)


def _unfolded(grid: Grid) -> Grid:
    """A table that goes on in bands side by side (月份 用电量 月份 用电量) with the bands one under the other."""
    head = [re.sub(r"\s", "", cell.text) for cell in grid.rows[0]] if grid.rows else []
    if len(grid.rows) < 3 or len(set(head)) == len(head) or any(len(row) != len(head) for row in grid.rows):
        return grid
    for width in range(2, len(head) // 2 + 1):
        bands = range(0, len(head), width)
        if len(head) % width or any(head[at + 1 : at + width] != head[1:width] for at in bands):
            continue
        month = "月" if "月" in head[0] else ""
        labels = [[row[at].text.strip() + month for row in grid.rows[1:]] for at in bands]
        timed = all(sum(bool(periods_in(label)) for label in some) > 1 for some in labels)
        if head[0] not in head[1:width] and (timed or len({head[at] for at in bands}) == 1):
            pieces = (row[at : at + width] for at in bands for row in grid.rows[1:])
            rows = [piece for piece in pieces if any(cell.text.strip() for cell in piece)]
            ends = [row for row in rows if TOTAL.match(row[0].text.strip())]
            rows = [row for row in rows if row not in ends] + ends if len(ends) == 1 and timed else rows
            return Grid((grid.rows[0][:width], *rows), grid.position, grid.after)
    return grid


def _parts(grid: Grid) -> list[Grid]:
    """A table whose head comes again further down (月份 1月…6月, 月份 7月…12月) as one table for each head."""
    if len(grid.rows) < 4 or not grid.rows[0]:
        return [grid]
    first = grid.rows[0][0].text.strip()
    starts = [
        at
        for at, row in enumerate(grid.rows)
        if first and row and row[0].text.strip() == first and not any(number_of(cell.text) for cell in row[1:])
    ]
    if len(starts) < 2 or starts[0] or any(b - a < 2 for a, b in pairwise([*starts, len(grid.rows)])):
        return [grid]
    return [Grid(grid.rows[a:b], grid.position, grid.after) for a, b in pairwise([*starts, len(grid.rows)])]


@lru_cache(maxsize=4096)
def _sheet(grid: Grid, caption: str) -> Sheet | None:
    width = max((len(row) for row in grid.rows), default=0)
    rows = [row for row in grid.rows if len(row) == width]
    if len(rows) < 2 or not 2 <= width <= MAX_COLUMNS:
        return None
    count = _header_rows(rows)
    heads = _heads(rows[:count], width)
    body = tuple(rows[count:])
    if not body:
        return None
    texts = [["".join(cell.text.split()) for cell in row] for row in body]
    found = [[number_of(text) for text in row] for row in texts]
    columns = _label_columns(texts, found, heads, width)
    names = _names(texts, columns)
    units = _units(heads, caption)
    by_row = next((i for i, head in enumerate(heads) if head in _UNIT_COLUMN or (head.endswith("单位")
                   and any(_UNIT_CELL.match(row[i]) for row in texts))), None)  # fmt: skip
    numbers = []
    for row, parsed in zip(texts, found, strict=True):
        own = row[by_row] if by_row is not None and _UNIT_CELL.match(row[by_row]) else ""
        said = _HEAD_UNIT.search(row[columns[-1]]) if not own else None
        own = own or (said["unit"] if said else "")
        numbers.append(tuple(_number(item, units[i] or own) for i, item in enumerate(parsed)))
    distinct = [len({own[i] for own in names if own[i]}) for i in range(len(columns))]
    main = max(range(len(columns)), key=lambda i: (distinct[i], i if distinct[i] > distinct[0] else -i))
    labels = tuple(
        (own[main] if TOTAL.match(own[0]) is None else own[0])
        or next((text for text in reversed(own) if text), "")
        or next((text for text in row[:3] if text and number_of(text) is None), "")
        for own, row in zip(names, texts, strict=True)
    )
    if re.fullmatch("全[局校院镇乡]", labels[-1]):
        labels = (*labels[:-1], f"{labels[-1]}合计")
    return Sheet(grid, heads, body, labels, names, tuple(numbers), caption)


def _header_rows(rows: list[tuple[Line, ...]]) -> int:
    """How many rows at the top are header: the first, and those under merged cells that hold no numbers."""
    count = 1
    while count < min(_MAX_HEADERS, len(rows) - 1):
        above = [cell.text.strip() for cell in rows[count - 1]]
        texts = [cell.text.strip() for cell in rows[count]]
        plain = [text for text in texts if number_of(text) is not None and not YEAR.fullmatch(text)]
        if plain or not any(texts) or "" not in above or "" not in texts:
            break
        if any(TOTAL.match(re.sub(r"\s", "", text)) for text in texts[:1]):
            break
        count += 1
    return count


def _heads(rows: list[tuple[Line, ...]], width: int) -> tuple[str, ...]:
    """One head per column: the texts above it from top to bottom, those of merged cells filled in."""
    joined = [""] * width
    for number, row in enumerate(rows):
        last = ""
        for column in range(width):
            text = re.sub(r"\s", "", row[column].text)
            if not number:
                last = text or last
                joined[column] = last
            elif text and text != joined[column]:
                joined[column] += text
    return tuple(joined)


def _label_columns(
    texts: list[list[str]],
    found: list[list[tuple[Decimal, Decimal, str, str] | None]],
    heads: tuple[str, ...],
    width: int,
) -> list[int]:
    """The columns at the left that name the rows."""
    columns = []
    for column in range(width):
        if _INDEX.match(heads[column]):
            continue
        numeric = sum(1 for row in found if row[column] is not None)
        worded = sum(
            1 for row, cells in zip(found, texts, strict=True) if row[column] is None and cells[column] not in _BLANK
        )
        if worded <= numeric or worded * 3 < len(texts):
            break
        if heads[column] in _UNIT_COLUMN and any(_UNIT_CELL.match(row[column]) for row in texts):
            break
        columns.append(column)
        if len(columns) == 3:
            break
    return columns or [0]


def _names(texts: list[list[str]], columns: list[int]) -> tuple[tuple[str, ...], ...]:
    above = [""] * len(columns)
    found = []
    for row in texts:
        own = [row[column] for column in columns]
        if any(own) or not above:
            filled = [text or (above[i] if not i or own[0] == "" else "") for i, text in enumerate(own)]
            if len(own) > 1 and own[0] and TOTAL.match(own[0]):
                filled = [own[0], *("" for _ in own[1:])]
        else:
            filled = ["" for _ in own]
        above = [new or old for new, old in zip(filled, above, strict=True)]
        found.append(tuple(filled))
    return tuple(found)


def _caption(grid: Grid, view: View) -> str:
    """The line or two just before a table, where its title and unit stand."""
    lines = [line.text.strip() for line in view.before(grid, 2) if len(line.text) < 60]
    if len(lines) == 2 and all(re.match(r"表\s*\d", line) for line in lines):
        lines = lines[1:]  # the first is the title of the table above
    return "\n".join(lines)


def _units(heads: tuple[str, ...], caption: str) -> list[str]:
    whole = next((match["unit"] for line in caption.split("\n") if (match := _CAPTION_UNIT.search(line))), "")
    return [_unit_of(head) or ("" if _RATIO_HEAD.search(head) else whole) for head in heads]


def _unit_of(head: str) -> str:
    """What the numbers under a head are in, as far as the head says."""
    match = _HEAD_UNIT.search(head) or _SLASH_UNIT.search(head)
    if match is not None:
        return match["unit"]
    counted = _COUNTED.search(head)
    if counted is not None:
        return "分" if counted["points"] else counted["times"] or counted["unit"]
    return "%" if _RATE_HEAD.search(head) else ""


def _number(parsed: tuple[Decimal, Decimal, str, str] | None, unit: str) -> Number | None:
    if parsed is None:
        return None
    value, step, scale, own = parsed
    said = (own and scale + own) or (scale + unit if scale and not unit.startswith(scale) else unit)
    factor_word = next((word for word in ("万亿", "万", "亿") if said.startswith(word)), "")
    if _HUNDREDS.match(said):
        factor_word = said[0]
    plain, factor = same_unit(said.removeprefix(factor_word)) if said.removeprefix(factor_word) else ("", Decimal(1))
    return Number(value, step, plain, factor * SCALE[factor_word])
