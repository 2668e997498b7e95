"""What columns of a table have to do with each other: differences, rates, shares, quotients, products, sums.

A relation is told by the table itself, when most rows hold it, or by the heads (2024年, 2025年, 同比). Rows that break it are
the findings. Columns of a table that lists its quantities in columns are looked at with the table turned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from operator import attrgetter

from genwen.agreement.arithmetic.lagged import Cell, cell_of, flows, lagged, loose, per_pair, rate, shared
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.sums.sums import APART
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_MAX_COLUMNS = 16
_RATE = regex(
    r"同比|环比|增速|[增降减升]幅|增减率|变化率|变动率|增长率|下降率|节约率|±|较.*[%％]|比.*[%％]|增减.*[%％]|升降|(?:增长|上升|提高|下降|降低|减少|增加)[（(]?.*[%％]"
)
_DIFFERENCE = regex(r"差值|落差|相差|增减|变化|变动|差额|结余|节余|节约|减少|增加|未|剩余|余额|扣分|失分|净增")
_QUOTIENT = regex(r"率|占|比|均|单价|/|／|强度|单位(?=建筑|面积|产|GDP|能耗|成本|服务)|油耗|密度|每")
_PRODUCT = regex(r"金额|费用|支出|总价|合价|小计|总额|费|^总[^计分数和额量]|折标|标准煤|标煤|排放量")
_SUM = regex(r"合计|小计|总计|全年|总分|总额|总数|总投资|总量|累计|总")
_PERIOD = regex(r"(?:19|20)\d{2}|本年|上年|去年|今年|同期|本期|上期|基期|基年|本月|上月")


@record
class Plane:
    """Numbers by row and column with names for both; `where` gives the place of one in the sheet."""

    heads: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    where: Callable[[int, int], tuple[int, int]]
    turned: bool = False


@record
class Relation:
    """Column `result` computed from others: `kind` names how, `words` say it."""

    kind: str
    words: str
    compute: Callable[[Sequence[Cell]], tuple[float, float] | None]
    fits: re.Pattern[str]
    scale: float = 1


_value = attrgetter("value")


def _difference(cells: Sequence[Cell]) -> tuple[float, float] | None:
    a, b = cells
    return b.value - a.value, a.slack + b.slack


def _quotient(scale: float) -> Callable[[Sequence[Cell]], tuple[float, float] | None]:
    def compute(cells: Sequence[Cell]) -> tuple[float, float] | None:
        a, b = cells
        if b.value <= 0 or a.value < 0:
            return None
        return a.value / b.value * scale, (loose(a) + loose(b) * a.value / b.value) / b.value * scale

    return compute


def _product(scale: float) -> Callable[[Sequence[Cell]], tuple[float, float] | None]:
    def compute(cells: Sequence[Cell]) -> tuple[float, float] | None:
        a, b = cells
        return a.value * b.value * scale, (loose(a) * abs(b.value) + loose(b) * abs(a.value)) * scale

    return compute


_PAIRS = (
    Relation("rate", "（{1}－{0}）÷{0}", rate, _RATE),
    Relation("difference", "{1}－{0}", _difference, _DIFFERENCE),
    *(
        Relation("quotient", "{0}÷{1}", _quotient(scale), _QUOTIENT, scale)
        for scale in (1, 100, 10, 1000, 10000, 0.1, 0.01, 0.001)
    ),
    *(Relation("product", "{0}×{1}", _product(scale), _PRODUCT, scale) for scale in (1, 1e-4, 1e-1, 1e-2, 1e-3)),
)


def check_relations(subject: Subject) -> Iterator[Finding]:
    """Every table, as it stands and turned."""
    for view in subject.views:
        for sheet in sheets_of(view):
            found = dict.fromkeys(_of_plane(sheet, _plane(sheet)))
            yield from found
            if 3 <= len(sheet.labels) <= _MAX_COLUMNS:
                yield from (item for item in _of_plane(sheet, _turned(sheet)) if item not in found)
            yield from flows(sheet)
            yield from lagged(sheet)
            yield from per_pair(sheet)
            yield from shared(sheet)


def _plane(sheet: Sheet) -> Plane:
    rows, columns = range(len(sheet.labels)), range(len(sheet.heads))
    cells = tuple(tuple(None if sheet.index_column(c) else cell_of(sheet, r, c) for c in columns) for r in rows)
    return Plane(sheet.heads, sheet.labels, cells, lambda row, column: (row, column))


def _turned(sheet: Sheet) -> Plane:
    columns = [c for c in range(len(sheet.heads)) if not sheet.index_column(c)]
    rows = range(len(sheet.labels))
    cells = tuple(tuple(cell_of(sheet, r, c) for r in rows) for c in columns)
    return Plane(
        sheet.labels, tuple(sheet.heads[c] for c in columns), cells, lambda row, column: (column, columns[row]), True
    )


def _of_plane(sheet: Sheet, plane: Plane) -> Iterator[Finding]:
    filled = [c for c in range(len(plane.heads)) if sum(row[c] is not None for row in plane.cells) >= 1]
    if len(filled) < 3 or len(filled) > _MAX_COLUMNS:
        return
    explained: set[tuple[int, int]] = set()
    broken: dict[tuple[int, int], tuple[int, Finding]] = {}
    for result in filled:
        others = [c for c in filled if c != result]
        for kind, words, sources, compute, fits in _candidates(plane, result, others):
            holds, fails = _tried(plane, sources, result, compute, kind)
            if not _told(plane, holds, fails, result, kind, sources, fits):
                continue
            explained.update((row, result) for row in holds)
            for row, expected in fails:
                strength = len(holds)
                if (row, result) in broken and broken[row, result][0] >= strength:
                    continue
                code = "A802" if kind == "sum" and not plane.turned else "A808"
                broken[row, result] = strength, _wrong(sheet, plane, row, result, sources, words, expected, code)
    for key, (_, found) in sorted(broken.items()):
        if key not in explained:
            yield found


Candidate = tuple[str, str, tuple[int, ...], Callable[[Sequence[Cell]], tuple[float, float] | None], "re.Pattern[str]"]


def _candidates(plane: Plane, result: int, others: list[int]) -> Iterator[Candidate]:
    fitting = [relation for relation in _PAIRS if relation.fits.search(plane.heads[result])]
    if plane.turned and re.search("率|占|比", plane.heads[result]):
        fitting = [relation for relation in fitting if relation.kind != "quotient"]
    for pair in permutations(others, 2) if fitting else ():
        for relation in _likely(plane, pair, result, fitting):
            heads = plane.heads[pair[0]], plane.heads[pair[1]]
            if relation.kind == "quotient" and not _divides(heads[1], plane.heads[result]):
                continue
            if relation.kind == "product" and not _multiply(*heads):
                continue
            yield relation.kind, relation.words, pair, relation.compute, relation.fits
    if plane.turned and any(APART.search(plane.heads[c]) for c in (result,)):
        return
    if not (_SUM.search(plane.heads[result]) or _MEAN.search(plane.heads[result])):
        return
    for first, last in combinations(range(min(others), max(others) + 2), 2):
        block = tuple(range(first, last))
        if (
            len(block) >= 2
            and result not in block
            and set(block) <= set(others)
            and (first == result + 1 or last == result)
        ):
            if _SUM.search(plane.heads[result]):
                yield "sum", "各项之和", block, _sum, _SUM
            if len(block) >= 3 and not plane.turned and _MEAN.search(plane.heads[result]):
                yield "mean", "各项平均", block, _mean, _MEAN


def _divides(divisor: str, result: str) -> bool:
    """Whether a head may be what another is for each of: a figure per area is of an area, one per person of persons."""
    return not (("面积" in result and "面积" not in divisor) or ("人均" in result and "人" not in divisor))


def _multiply(one: str, other: str) -> bool:
    """Whether two columns may be multiplied: not the total, which is 100% among shares."""
    total = re.search("合计|总计|小计", f"{one} {other}")
    return not total and _divides(one, other) and _divides(other, one)


_LOOKED_AT = 4


def _likely(plane: Plane, pair: tuple[int, int], result: int, fitting: Sequence[Relation]) -> list[Relation]:
    """The relations that come near in one of the first rows; a cheap look before all rows are reckoned."""
    seen = 0
    found: dict[str, list[Relation]] = {}
    for cells in plane.cells:
        a, b, target = cells[pair[0]], cells[pair[1]], cells[result]
        if a is None or b is None or target is None:
            continue
        wanted = abs(target.value)
        loose = wanted * 0.02 + target.slack * 4
        for relation in fitting:
            if relation.kind == "rate":
                made, slack = (
                    ((b.value - a.value) / a.value * 100, (a.slack + b.slack) / abs(a.value) * 150)
                    if a.value
                    else (9e99, 0.0)
                )
            elif relation.kind == "difference":
                made, slack = b.value - a.value, (a.slack + b.slack) * 2
            elif relation.kind == "product":
                made, slack = (a.value * b.value * relation.scale, 0.0) if pair[0] < pair[1] else (9e99, 0.0)
            else:
                made, slack = (a.value / b.value * relation.scale if b.value else 9e99), 0.0
            if abs(abs(made) - wanted) <= loose + slack:
                found.setdefault(f"{relation.words}{relation.scale}", []).append(relation)
        seen += 1
        if seen == _LOOKED_AT:
            break
    return [some[0] for some in found.values()]


_MEAN = regex("平均|均值|得分|成绩|均分|综合")


def _mean(cells: Sequence[Cell]) -> tuple[float, float]:
    return sum(cell.value for cell in cells) / len(cells), 0.0


def _sum(cells: Sequence[Cell]) -> tuple[float, float]:
    return sum(cell.value for cell in cells), sum(cell.slack for cell in cells)


def _tried(
    plane: Plane,
    sources: tuple[int, ...],
    result: int,
    compute: Callable[[Sequence[Cell]], tuple[float, float] | None],
    kind: str,
) -> tuple[list[int], list[tuple[int, float]]]:
    """The rows that hold a relation, and those that break it with what should stand there."""
    holds: list[int] = []
    fails: list[tuple[int, float]] = []
    signs: list[tuple[int, float, bool]] = []
    signed = kind == "sum" or any(cell is not None and cell.value < 0 for row in plane.cells if (cell := row[result]))
    for row, cells in enumerate(plane.cells):
        target = cells[result]
        if (kind == "sum" and APART.search(plane.labels[row])) or (
            plane.turned and kind in ("sum", "product") and _RATE.search(plane.labels[row])
        ):
            continue
        given = [cell for c in sources if (cell := cells[c]) is not None]
        if target is None or len(given) != len(sources) or not any(cell.value for cell in given):
            continue
        if (
            kind == "sum"
            and len(given) > 2
            and min(given, key=_value).value <= target.value <= max(given, key=_value).value
        ):
            continue  # a mean of the others, whatever its head says
        computed = compute(given)
        if computed is None:
            continue
        expected, slack = computed
        if kind in ("rate", "quotient", "product") and slack > (
            abs(expected) * 0.5 + 1 if kind == "rate" else abs(expected) * 0.02
        ):
            continue
        whole = kind in ("sum", "difference") and all(cell.slack >= 0.5 for cell in (*given, target))
        allowed = 1e-9 if whole else slack + target.slack * 2 + 1e-9
        if kind in ("sum", "difference") and not whole:
            allowed = min(cell.slack for cell in (*given, target)) * (len(given) + 1) + 1e-9
        if kind in ("difference", "rate") and expected and target.value:
            signs.append((row, expected, (expected > 0) is (target.value > 0)))
        off = min(abs(expected - target.value), 9e99 if signed else abs(abs(expected) - abs(target.value)))
        (holds.append(row) if off <= allowed else fails.append((row, expected)))
        if len(fails) > 1 and len(fails) > len(holds) * 2:
            return [], []
    if kind == "difference" and not signed and _turned_round([sign for sign in signs if sign[0] in holds]):
        return [], []
    flipped = _flipped([sign for sign in signs if sign[0] in holds]) if "±" not in plane.heads[result] else {}
    return [row for row in holds if row not in flipped], [*fails, *flipped.items()]


def _turned_round(signs: Sequence[tuple[int, float, bool]]) -> bool:
    """Whether a difference holds the other way round: what is said in the table is the first less the second."""
    return bool(signs) and sum(same for _, _, same in signs) * 2 < len(signs)


def _flipped(signs: Sequence[tuple[int, float, bool]]) -> dict[int, float]:
    """Of rows that hold but for their sign those that have the wrong one, by row, where most have the right one."""
    odd = {row: expected for row, expected, same in signs if not same}
    straight = len(signs) - len(odd)
    negative = any(expected < 0 for _, expected, _ in signs)
    return odd if straight >= 3 and 0 < len(odd) <= straight // 3 and negative else {}


def _told(
    plane: Plane,
    holds: list[int],
    fails: list[tuple[int, float]],
    result: int,
    kind: str,
    sources: tuple[int, ...],
    fits: re.Pattern[str],
) -> bool:
    """Whether a relation is certain enough that rows which break it are wrong."""
    named = bool(fits.search(plane.heads[result]))
    telling = [row for row in holds if _telling(plane, row, result, sources, kind)]
    if kind == "rate":
        named = named and not re.search("占|比重", plane.heads[result])
    if named and len(telling) >= 1 and len(fails) <= len(holds) and (kind != "sum" or len(holds) >= 2):
        return True
    if named and kind == "rate" and not holds and len(fails) == 1:
        heads = [plane.heads[c] for c in sources]
        return len([h for h in plane.heads if _PERIOD.search(h)]) == 2 and all(_PERIOD.search(head) for head in heads)
    if kind in ("quotient", "product", "sum", "mean"):
        return named and len(telling) >= 2 and len(telling) >= 2 * len(fails)
    return len(telling) >= (2 if named else 4) and len(telling) >= (2 if named else 4) * len(fails)


def _telling(plane: Plane, row: int, result: int, sources: tuple[int, ...], kind: str) -> bool:
    """Whether a row that holds a relation could hardly do so by chance."""
    cells = [plane.cells[row][c] for c in (*sources, result)]
    digits = [
        len(f"{abs(cell.value):g}".replace(".", "").strip("0")) for cell in cells if cell is not None and cell.value
    ]
    if kind == "quotient" and digits[-1:] == [1]:
        return False
    return len(digits) == len(cells) and (max(digits) >= 3 or sum(digits) >= 5 - (kind == "product"))


def _wrong(
    sheet: Sheet, plane: Plane, row: int, result: int, sources: tuple[int, ...], words: str, expected: float, code: str
) -> Finding:
    at_row, at_column = plane.where(row, result)
    first_row, first_column = plane.where(row, sources[0])
    target = sheet.numbers[at_row][at_column]
    places = max(0, -int(target.step.as_tuple().exponent)) if target is not None else 2
    said = words.format(*(plane.heads[c] for c in sources))
    what = plane.heads[result] or "此处"
    return finding(code, f"“{plane.labels[row] or sheet.labels[at_row]}”的{what}{sheet.text(at_row, at_column)}与{said}＝{expected:.{places}f}不符，"
                   f"见 {sheet.said(first_row, first_column)}", "其他各行都是这样算的，核对这一行", sheet.rows[at_row][at_column].at(0))  # fmt: skip
