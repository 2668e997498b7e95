"""Formulas of 指标: names, numbers, + - * / and brackets, compiled once; whatever else is refused.

Everything is computed from unrounded values.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.diagnostics import Finding, nearest
from genwen.facts.schema import Indicators
from genwen.patterns import regex
from genwen.records import record

MAX_FORMULA = 500
MAX_VALUE = Decimal(10) ** 30
_WIDE = str.maketrans({"×": "*", "÷": "/", "（": "(", "）": ")", "－": "-", "＋": "+", "＊": "*", "／": "/"})
_ODD = regex(r"[^\w\s.+\-*/()]|\*\*|//")


class FormulaError(TypeError):
    """A formula names what does not exist, or cannot be computed."""


Values = Mapping[str, Decimal]


@record(eq=False)
class Formula:
    """The names a formula computes with, in the order they stand in it, and what it makes of their values."""

    names: tuple[str, ...]
    compute: Callable[[Values], Decimal]


@lru_cache(maxsize=512)
def compile_formula(text: str) -> Formula:
    """A formula to be computed. Raises FormulaError as `parse_formula`."""
    names: dict[str, None] = {}
    compute = _compiled(parse_formula(text), names)
    return Formula(tuple(names), compute)


def _compiled(node: ast.expr, names: dict[str, None]) -> Callable[[Values], Decimal]:
    if isinstance(node, ast.Name):
        names[node.id] = None
        return operator.itemgetter(node.id)
    if isinstance(node, ast.Constant):
        number = Decimal(str(node.value))
        return lambda values: number
    if isinstance(node, ast.UnaryOp):
        operand = _compiled(node.operand, names)
        return (lambda values: -operand(values)) if isinstance(node.op, ast.USub) else operand
    assert isinstance(node, ast.BinOp)
    left, right, apply = _compiled(node.left, names), _compiled(node.right, names), _OPERATORS[type(node.op)]
    return lambda values: apply(left(values), right(values))


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
