"""A chart of an outline with its numbers in, a chart of the document out: values in one unit, with one precision.

A value is whatever number an expression gives (a fact, an indicator, a difference) or a number typed; it is printed
as the chart shows it and keeps its origin. What is missing leaves a gap in the chart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from genwen import numerals
from genwen.diagnostics import Finding, Position
from genwen.document.elements import (
    PLACEHOLDER_STYLE,
    Chart,
    ChartSeries,
    ChartValue,
    Origin,
    OriginKind,
    Run,
    Text,
)
from genwen.document.expressions import ExpressionError, Prose
from genwen.document.outline.charts import MAX_DECIMALS
from genwen.document.outline.compiled import ChartNode, RowNode
from genwen.facts.fact import SCALES, Fact, Quantity
from genwen.records import record
from genwen.standard import TWIPS_PER_PT, TYPE_AREA_WIDTH

MAX_CATEGORIES = 60
MAX_SLICES = 10
_EMPTY = frozenset(("", "—", "－", "-", "/"))
_MM = TWIPS_PER_PT * 72 / 25.4
_LABEL_ADVANCE = 9 * TWIPS_PER_PT * 0.5
_LABEL_GAP = 40
_PLOT = TYPE_AREA_WIDTH * 0.86
"""How wide the bars stand, in twips: what the axis and its title leave of the 版心."""

Print = Callable[[Prose, Mapping[str, object]], Text]
Rows = Sequence[tuple[RowNode, Mapping[str, object]]]


@record
class _Given:
    """A value as given: `number` in `unit` (None for a gap), how it was printed, where it is from."""

    number: Decimal | None
    unit: str = ""
    decimals: int = 0
    scale: str = ""
    run: Run = Run("")
    position: Position | None = None


def chart_of(
    node: ChartNode, rows: Rows, print_: Print, scope: Mapping[str, object], key: str
) -> tuple[Chart | None, list[Finding]]:
    """The chart of `node`, each of its rows read in its own scope, and what is wrong with its numbers.

    None when there is nothing to draw or it cannot be drawn.
    """
    findings: list[Finding] = []
    rows = [(row, inner) for row, inner in rows if len(row.cells) == len(node.series) + 1]
    given = [[_value(cell.text, inner, row, findings) for cell in row.cells[1:]] for row, inner in rows]
    if not rows or findings:
        return None, findings
    unit = print_(node.unit, scope) if node.unit is not None else _unit_of(given)
    said = "".join(run.text for run in unit)
    findings += _form_faults(node, given)
    decimals = node.decimals if node.decimals is not None else _decimals(given, said)
    columns: list[list[ChartValue]] = [[] for _ in node.series]
    for values in given:
        for column, value in zip(columns, values, strict=True):
            column.append(_printed(value, said, decimals, findings))
    if findings:
        return None, findings
    series = tuple(
        ChartSeries(print_(name, scope), tuple(column)) for name, column in zip(node.series, columns, strict=True)
    )
    categories = tuple(print_(row.cells[0].text, inner) for row, inner in rows)
    title = print_(node.title, scope) if node.title is not None else ()
    height = round(node.height * _MM)
    labels = node.labels == "有" or (node.labels == "自动" and _labels_fit(node.kind, series, height))
    return Chart(node.kind, categories, series, title, unit, decimals, labels, height, key=key), findings


# --- values ------------------------------------------------------------------------------------------------------


def _value(prose: Prose, scope: Mapping[str, object], row: RowNode, findings: list[Finding]) -> _Given:
    """The number a cell gives: one expression, or a number typed."""
    parts = [part for part in prose.parts if not isinstance(part, Run) or part.text.strip()]
    position = row.placed.position
    try:
        if len(parts) == 1 and not isinstance(parts[0], Run):
            position = parts[0].position or position
            value = parts[0].evaluate(scope)
            if isinstance(value, Fact):
                return _of_fact(value, position)
        return _of_text(prose.runs(scope), position)
    except ExpressionError as error:
        findings.append(error.finding)
    except (TypeError, ValueError) as error:
        hint = "写一个数，或写一个算出数的表达式，如 {{ 统计.用电量 }}"
        findings.append(Finding("E209", f"图表里的数读不出来：{error}", hint, position))
    return _Given(None)


def _of_fact(value: Fact, position: Position | None) -> _Given:
    if not value.known:
        style = PLACEHOLDER_STYLE if value.state == "待补" else ""
        return _Given(None, run=Run(value.text, style, value.origin), position=position)
    if isinstance(value.value, bool) or not isinstance(value.value, int | float | Decimal):
        raise TypeError(f"“{value.text}”不是数")
    number = Decimal(str(value.value))
    run = Run(value.text, "", value.origin)
    if isinstance(value, Quantity):
        return _Given(number, value.unit, value.decimals, value.scale, run, position)
    return _Given(number, "", _places(number), "", run, position)


def _of_text(runs: Text, position: Position | None) -> _Given:
    """A number out of printed text; "" and dashes leave a gap."""
    text = "".join(run.text for run in runs).strip()
    origin = next(
        (run.origin for run in runs if run.origin is not None and run.origin.kind is not OriginKind.TYPED), None
    )
    if origin is None:
        origin = next((run.origin for run in runs if run.origin is not None), Origin(OriginKind.TYPED, "", position))
    missing = next((run for run in runs if run.style == PLACEHOLDER_STYLE), None)
    if missing is not None:
        return _Given(None, run=missing, position=position)
    if text in _EMPTY:
        return _Given(None, position=position)
    quantity = numerals.parse_quantity(text)
    return _Given(
        quantity.amount, quantity.unit, quantity.decimals, quantity.multiplier, Run(text, "", origin), position
    )


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _unit_of(given: Sequence[Sequence[_Given]]) -> Text:
    """The unit of the first value that has one, with its 万 or 亿."""
    for values in given:
        for value in values:
            if value.number is not None and value.unit:
                return (Run(value.scale + value.unit, "", value.run.origin),)
    return ()


def _factor(value: _Given, unit: str) -> Decimal | None:
    """What a value is divided by to stand in `unit`; None when it cannot."""
    if not value.unit or value.unit == unit:
        return Decimal(1)
    return next((size for scale, size in SCALES.items() if scale + value.unit == unit), None)


def _decimals(given: Sequence[Sequence[_Given]], unit: str) -> int:
    """As many decimals as the values have; two for those that are printed in 万 and are not kept so."""
    places = [0]
    for value in (value for values in given for value in values if value.number is not None):
        same = not value.unit or value.scale + value.unit == unit
        places.append(value.decimals if same else 2)
    return min(max(places), MAX_DECIMALS)


def _printed(value: _Given, unit: str, decimals: int, findings: list[Finding]) -> ChartValue:
    if value.number is None:
        return ChartValue(value.run, known=False)
    factor = _factor(value, unit)
    if factor is None:
        said = f"“{value.run.text}”的单位与图表的单位“{unit}”不合" if unit else f"“{value.run.text}”有单位，别的数没有"
        hint = "一个图里的数用一种单位；可写 单位: 万千瓦时，由 genwen 换算成万"
        findings.append(Finding("E209", said, hint, value.position))
        return ChartValue(value.run, known=False)
    text = numerals.format_decimal(value.number / factor, decimals)
    return ChartValue(Run(text, "", value.run.origin))


# --- form --------------------------------------------------------------------------------------------------------


def _form_faults(node: ChartNode, given: Sequence[Sequence[_Given]]) -> list[Finding]:
    """What keeps a chart from being read: too many categories, slices of nothing, nothing at all."""
    numbers = [value.number for values in given for value in values if value.number is not None]
    most = MAX_SLICES if node.kind == "饼形" else MAX_CATEGORIES
    at = node.placed.position
    if len(given) > most:
        return [Finding("E209", f"{node.kind}图有{len(given)}个类别，最多{most}个才看得清", "分成几个图，或改用表", at)]
    if node.kind == "饼形" and any(number < 0 for number in numbers):
        return [Finding("E209", "饼形图里不能有负数", "改用柱形图", at)]
    if node.kind == "饼形" and numbers and not any(numbers):
        return [Finding("E209", "饼形图里的数都是零，画不出来", "核对数据，或改用表", at)]
    return []


def _labels_fit(kind: str, series: Sequence[ChartSeries], height: int) -> bool:
    """Whether each value can be printed at its point without running into the next one."""
    values = [value for item in series for value in item.values if value.known]
    longest = max((len(value.run.text) for value in values), default=0)
    count = len(series[0].values)
    if kind == "饼形":
        return True
    if kind == "条形":
        return height * 0.75 / (count * (len(series) + 0.6)) >= 11 * TWIPS_PER_PT
    if kind == "折线" and len(series) > 1:
        # lines cross, and a label over one stands in another
        return False
    slots = count * (len(series) + 0.6) if kind == "柱形" else count
    return _PLOT / slots >= longest * _LABEL_ADVANCE + _LABEL_GAP
