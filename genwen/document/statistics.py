"""统计: the quantities of a year and the indicators computed from them, with changes against other years and a trace.

Formulas hold names, numbers, + - * / and brackets; everything is computed from unrounded values. The sign of a change
lives in its word: 下降5.03%, never 下降-5.03%.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen import numerals
from genwen.diagnostics import Finding, nearest
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.schema import Indicator, Indicators, StatisticsYear
from genwen.records import record, replace

MAX_DEPTH = 20
MAX_FORMULA = 500
MAX_VALUE = Decimal(10) ** 30
_WIDE = str.maketrans({"×": "*", "÷": "/", "（": "(", "）": ")", "－": "-", "＋": "+", "＊": "*", "／": "/"})
_ODD = re.compile(r"[^\w\s.+\-*/()]|\*\*|//")


_CHANGES = frozenset({"同比", "变化", "变化词", "变化率", "增减量"})


class FormulaError(TypeError):
    """A formula names what does not exist, or cannot be computed."""


@record(eq=False)
class YearQuantity(Quantity):
    """A quantity of one year that knows its statistics, so that it can be compared with other years."""

    name: str = ""
    year: int = 0
    statistics: Statistics | None = None

    def look(self, name: str) -> object:
        """同比 (同比下降5.03%), 变化 (下降5.03%), 变化词, 变化率, 增减量, 上年; else as any quantity."""
        if not self.known:
            return self
        if self.statistics is not None:
            if name in _CHANGES:
                return self.statistics.change(self, name, self.year - 1)
            if name == "上年":
                return self.statistics.of_year(self.year - 1, self.name)
            if name.startswith("比") and name[1:].isdigit():
                return self.statistics.change(self, "变化", int(name[1:]))
        return Quantity.look(self, name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ("同比", "变化", "变化词", "变化率", "增减量", "上年", "数值", "单位")

    def changed(self, what: str, before: YearQuantity, places: int) -> Fact:
        """How it differs from another year, in the form `what` (see `look`), rates with `places` decimals."""
        for side in (self, before):
            if not side.known:
                return Fact(None, f"【待补：{side.origin.path or side.name}】", side.origin, "待补")
        inputs = (self.origin, before.origin)
        difference = self.value - before.value
        if what == "增减量":
            origin = Origin(OriginKind.DERIVED, formula=f"{self.name}：{self.year}年 - {before.year}年", inputs=inputs)
            return derived(abs(difference), self.decimals, self.unit, origin, self.scale)
        formula = f"({self.name}{self.year}年 - {before.year}年) ÷ {before.year}年"
        origin = Origin(OriginKind.DERIVED, formula=formula, inputs=inputs)
        try:
            if self.unit == "%":
                word = "下降" if difference < 0 else "上升" if difference > 0 else "持平"
                rate = f"{numerals.format_decimal(abs(difference), places)}个百分点" if difference else ""
            else:
                word, rate = numerals.format_change(before.value, self.value, places)
        except ValueError as error:
            raise TypeError(str(error)) from error
        text = {"同比": f"同比{word}{rate}" if rate else "与上年持平", "变化词": word, "变化率": rate}
        return Fact(difference / before.value * 100 if before.value else None, text.get(what, f"{word}{rate}"), origin)


class Statistics:
    """The root 统计 of expressions: quantities and indicators of the year, or of another by 统计.2024."""

    def __init__(
        self, years: Mapping[int, StatisticsYear], indicators: Indicators | None, year: int, path: str = "统计"
    ) -> None:
        self.years = years
        self.indicators = {item.key.text: item for item in (indicators.indicators if indicators else ())}
        places = indicators.change_decimals if indicators else None
        self.change_decimals = int(places.value) if places is not None and places.known else 2
        self.year = year
        self.path = path
        # Nothing in the statistics changes, and expressions ask for the same quantities over and over.
        self._cache: dict[tuple[int, str], YearQuantity] = {}
        self._found: dict[str, YearQuantity] = {}
        self._changes: dict[tuple[int, str, str, int], Fact] = {}
        self._other_years: dict[int, Statistics] = {}

    def look(self, name: str) -> object:
        """A quantity or indicator of the year, 上年, 年度, 口径, or the statistics of another year by its number."""
        if name in self._found:
            return self._found[name]
        if name.isdigit() and len(name) == 4:
            return self.for_year(int(name))
        if name == "上年":
            return self.for_year(self.year - 1)
        if name == "年度":
            return Fact(self.year, str(self.year), Origin(OriginKind.FACT, "年度"))
        data = self.years.get(self.year)
        if name == "口径" and data is not None and data.caliber is not None:
            return data.caliber
        if name == "来源" and data is not None and data.source is not None:
            return data.source
        if name in self.indicators or any(name in each.data for each in self.years.values()):
            found = self._found[name] = self.of_year(self.year, name)
            return found
        raise KeyError(name)

    def names(self) -> list[str]:
        """Every quantity of any year, and every indicator."""
        seen = {name for data in self.years.values() for name in data.data}
        return [*sorted(seen), *self.indicators, "上年"]

    def for_year(self, year: int) -> Statistics:
        """The same statistics looked at from another year."""
        other = self._other_years.get(year)
        if other is None:
            other = self._other_years[year] = Statistics(self.years, None, year, self.path)
            other.indicators, other.change_decimals = self.indicators, self.change_decimals
        return other

    def of_year(self, year: int, name: str) -> YearQuantity:
        """The quantity `name` of `year`; missing when that year has none. Raises TypeError for a bad formula."""
        return self._cached(year, name, 0)

    def change(self, quantity: YearQuantity, what: str, base: int) -> Fact:
        """How a quantity differs from that of year `base`; `what` as in `YearQuantity.look`."""
        key = (quantity.year, quantity.name, what, base)
        if key not in self._changes or self._cache.get(key[:2]) is not quantity:
            self._changes[key] = quantity.changed(what, self.of_year(base, quantity.name), self.change_decimals)
        return self._changes[key]

    def _cached(self, year: int, name: str, depth: int) -> YearQuantity:
        key = (year, name)
        if key not in self._cache:
            self._cache[key] = self._find(year, name, depth)
        return self._cache[key]

    def _find(self, year: int, name: str, depth: int) -> YearQuantity:
        data = self.years.get(year)
        fact = data.data.get(name) if data else None
        if isinstance(fact, Quantity) and fact.known:
            return YearQuantity(
                fact.value, fact.text, fact.origin, "已知", fact.unit, fact.decimals, fact.scale, name, year, self
            )
        if fact is None and name in self.indicators:
            return self._computed(year, self.indicators[name], depth)
        if fact is not None:
            return self._gap(name, year, fact.origin, fact.text, fact.state)
        path = f"{self.path}.{year}.{name}"
        return self._gap(name, year, Origin(OriginKind.MISSING, path), f"【待补：{path}】")

    def _gap(self, name: str, year: int, origin: Origin, text: str, state: str = "待补") -> YearQuantity:
        """A quantity without a value: missing, or withheld."""
        source = replace(origin, kind=OriginKind.MISSING)
        return YearQuantity(None, text, source, state, "", 0, "", name, year, self)

    def _computed(self, year: int, indicator: Indicator, depth: int) -> YearQuantity:
        name = indicator.key.text
        if depth > MAX_DEPTH:
            raise FormulaError(f"指标“{name}”的公式互相引用，没有尽头")
        if not indicator.formula.known:
            return self._gap(name, year, indicator.formula.origin, indicator.formula.text)
        inputs: dict[str, YearQuantity] = {}

        def input_value(given: str) -> Decimal | None:
            quantity = inputs.get(given)
            if quantity is None:
                quantity = inputs[given] = self._cached(year, given, depth + 1)
            return quantity.value if quantity.known else None

        try:
            value = compile_formula(indicator.formula.text)(input_value)
        except ZeroDivisionError as error:
            raise FormulaError(f"指标“{name}”的除数为零") from error
        except ArithmeticError as error:
            raise FormulaError(f"指标“{name}”的结果过大") from error
        gap = next((item for item in inputs.values() if not item.known), None)
        origin = Origin(
            OriginKind.DERIVED, f"{self.path}.{year}.{name}", indicator.formula.origin.position,
            f"{name} = {indicator.formula.text}", tuple(item.origin for item in inputs.values()),
        )  # fmt: skip
        if value is None:
            return self._gap(name, year, origin, gap.text if gap is not None else f"【待补：{name}】")
        if abs(value) > MAX_VALUE:
            raise FormulaError(f"指标“{name}”的结果过大")
        places = int(indicator.decimals.value) if indicator.decimals is not None and indicator.decimals.known else 2
        unit = indicator.unit.text if indicator.unit is not None and indicator.unit.known else ""
        text = f"{numerals.format_decimal(value, places)}{unit}"
        return YearQuantity(value, text, origin, "已知", unit, places, "", name, year, self)


Inputs = Callable[[str], Decimal | None]
"""The value of a name; None while it is missing."""
Formula = Callable[[Inputs], Decimal | None]


@lru_cache(maxsize=512)
def compile_formula(text: str) -> Formula:
    """A formula as a function: None while an input is missing. Raises FormulaError as `parse_formula`."""
    return _compiled(parse_formula(text))


def _compiled(node: ast.expr) -> Formula:
    if isinstance(node, ast.Name):
        name = node.id
        return lambda inputs: inputs(name)
    if isinstance(node, ast.Constant):
        number = Decimal(str(node.value))
        return lambda inputs: number
    if isinstance(node, ast.UnaryOp):
        operand = _compiled(node.operand)
        return _negated(operand) if isinstance(node.op, ast.USub) else operand
    assert isinstance(node, ast.BinOp)
    left, right, apply = _compiled(node.left), _compiled(node.right), _OPERATORS[type(node.op)]

    def compute(inputs: Inputs) -> Decimal | None:
        one, other = left(inputs), right(inputs)
        return None if one is None or other is None else apply(one, other)

    return compute


def _negated(operand: Formula) -> Formula:
    def negate(inputs: Inputs) -> Decimal | None:
        value = operand(inputs)
        return None if value is None else -value

    return negate


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise ZeroDivisionError
    return left / right


_OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: _divide,
}  # fmt: skip


@lru_cache(maxsize=512)
def parse_formula(text: str) -> ast.expr:
    """A formula as a checked tree; raises FormulaError for anything but names, numbers, + - * / and brackets."""
    if len(text) > MAX_FORMULA:
        raise FormulaError(f"公式超过{MAX_FORMULA}字，请拆成几个指标")
    plain = text.translate(_WIDE)
    if odd := _ODD.search(plain):
        raise FormulaError(f"公式“{text}”里不能有“{odd.group()}”，只能用名称、数和 + - * / ( )")
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"公式“{text}”写法有误") from error
    for node in ast.walk(tree):
        allowed = (
            isinstance(node, ast.Name | ast.Load | ast.UnaryOp | ast.USub | ast.UAdd | ast.operator)
            or (
                isinstance(node, ast.Constant)
                and isinstance(node.value, int | float)
                and not isinstance(node.value, bool)
                and node.value <= MAX_VALUE
            )
            or (isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS)
        )
        if not allowed or isinstance(node, ast.Pow):
            raise FormulaError(f"公式“{text}”只能用名称、数和 + - * / ( )")
    return tree


def check_indicators(indicators: Indicators, known: Sequence[str]) -> list[Finding]:
    """Formulas that cannot be read, or that name what is neither a quantity nor an indicator, or themselves."""
    findings = []
    formulas: dict[str, set[str]] = {}
    for item in indicators.indicators:
        if not item.formula.known:
            continue
        try:
            tree = parse_formula(item.formula.text)
        except FormulaError as error:
            findings.append(
                Finding("S301", str(error), "如 (用电量 + 用气量) / 建筑面积", item.formula.origin.position)
            )
            continue
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        formulas[item.key.text] = names
        for name in sorted(names - set(known)):
            findings.append(
                Finding(
                    "S302",
                    f"公式里的“{name}”既不是统计数据，也不是指标",
                    nearest(name, known),
                    item.formula.origin.position,
                )
            )
    for item in indicators.indicators:
        if _reaches_itself(item.key.text, formulas):
            findings.append(
                Finding("S303", f"指标“{item.key.text}”的公式绕回了自己", "检查公式", item.formula.origin.position)
            )
    return findings


def _reaches_itself(goal: str, formulas: Mapping[str, set[str]]) -> bool:
    """Whether a formula names its own indicator, directly or through others."""
    seen: set[str] = set()
    ahead = list(formulas.get(goal, ()))
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += formulas.get(name, ())
    return False
