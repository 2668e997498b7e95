"""Expressions that need more than a path: sandboxed Jinja2, restricted so that every evaluation ends.

Allowed: names, attributes, items, comparisons, and/or/not, conditional expressions, + - * /, ~, literals and genwen's
filters. Calls, powers, loops and names that start with an underscore are refused when compiled.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, meta, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from genwen.diagnostics import Finding, FindingsError, Position, nearest
from genwen.document.expressions import spelled
from genwen.document.filters import FILTERS
from genwen.document.remedies import remedy, spoken
from genwen.document.values import Printed, attribute, names_of, text_of
from genwen.facts.fact import (
    MAX_NUMBER,
    TOO_LARGE,
    Fact,
    Gap,
    Quantity,
    equal,
    named,
    number_of,
    unequal,
)
from genwen.patterns import regex

MAX_TEXT = 20_000

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Filter,
    nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Add, nodes.Sub,
    nodes.Mul, nodes.Div, nodes.Neg, nodes.Pos, nodes.Concat, nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
_SAID = {
    "Pow": "乘方（**）", "FloorDiv": "整除（//）", "Mod": "取余（%）", "Test": "“is”", "Dict": "花括号", "Slice": "切片",
}  # fmt: skip
_SIGNS = {"*": operator.mul, "+": operator.add, "-": operator.sub, "/": operator.truediv}
_EQUALITY = {"eq": "·等于", "ne": "·不等于"}
"""Filters that stand for == and !=, which no expression can name: quantities are compared with their units."""
_SCOPE: ContextVar[Mapping[str, object]] = ContextVar("scope")


class _Environment(ImmutableSandboxedEnvironment):
    """Looks names up in facts first, never in Python objects, and keeps texts from growing without bound."""

    intercepted_binops = frozenset(_SIGNS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._find(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self._find(obj, argument)

    def _find(self, obj: Any, name: Any) -> Any:
        if isinstance(name, Fact) and not name.known:
            raise Gap(name)
        if isinstance(name, bool) or not isinstance(name, str | int | Printed | Fact):
            raise TypeError(f"方括号里应是名称或第几项，不能是{named(name)}")
        name = str(name)
        try:
            return spelled(attribute(obj, name), _SCOPE.get())
        except KeyError:
            raise TypeError(f"没有“{name}”；{nearest(name, names_of(obj))}") from None
        except AttributeError:
            raise TypeError(f"{named(obj)}里没有“{name}”") from None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, str | Printed) or isinstance(right, str | Printed):
            if operator == "*":
                raise TypeError("文字不能相乘")
            if operator in "-/":
                raise TypeError("文字不能相减、相除")
            return Printed((*text_of(left), *text_of(right)))
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            return [*left, *right]
        if not isinstance(left, Quantity) and not isinstance(right, Quantity):
            left, right = _number(left), _number(right)
            if operator == "/" and not right:
                raise TypeError("除数为零：“/”后面是 0")
            return _bounded(_SIGNS[operator](left, right))
        return _SIGNS[operator](*(side if isinstance(side, Quantity) else _number(side) for side in (left, right)))


def _number(value: object) -> Decimal:
    """An operand that is no quantity: a literal, or a fact without a unit (年度)."""
    if not isinstance(value, Fact | int | float | Decimal):
        raise TypeError(f"{named(value)}不能用来计算")
    return number_of(value)


def _bounded(number: Any) -> Any:
    """A number that was computed. Raises TypeError when it is beyond all bounds, or none."""
    if not abs(number) <= MAX_NUMBER:
        raise TypeError(TOO_LARGE)
    return number


class _Plain(NodeTransformer):
    """甲 ~ 乙 as additions of printed text, so that origins are kept and no Python object is printed."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        """The parts added one after another."""
        joined: nodes.Expr = nodes.Const("", lineno=node.lineno)
        for part in node.nodes:
            joined = nodes.Add(joined, self.visit(part), lineno=node.lineno)
        return joined

    def visit_Compare(self, node: nodes.Compare) -> nodes.Expr:
        """甲 == 乙 and 甲 != 乙 with the units of both; other comparisons know them."""
        left = self.visit(node.expr)
        whole: nodes.Expr | None = None
        for operand in node.ops:
            right = self.visit(operand.expr)
            name = _EQUALITY.get(operand.op)
            holds: nodes.Expr = (
                nodes.Filter(left, name, [right], [], None, None, lineno=node.lineno)
                if name
                else nodes.Compare(left, [nodes.Operand(operand.op, right, lineno=node.lineno)], lineno=node.lineno)
            )
            whole = holds if whole is None else nodes.And(whole, holds, lineno=node.lineno)
            left = right
        assert whole is not None
        return whole

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Expr:
        """甲 if 条件, without an else, prints nothing where the condition does not hold."""
        otherwise = nodes.Const("", lineno=node.lineno) if node.expr2 is None else self.visit(node.expr2)
        return nodes.CondExpr(self.visit(node.test), self.visit(node.expr1), otherwise, lineno=node.lineno)


# Not optimized: what is computed from literals is to be judged like everything else, when it is computed.
_ENVIRONMENT = _Environment(undefined=StrictUndefined, autoescape=False, optimized=False)
_ENVIRONMENT.filters.clear()
_ENVIRONMENT.filters.update(FILTERS)
_ENVIRONMENT.filters.update({_EQUALITY["eq"]: equal, _EQUALITY["ne"]: unequal})
_ENVIRONMENT.globals.clear()


def compile_sandboxed(
    text: str, source: str, position: Position | None
) -> tuple[frozenset[str], Callable[[Mapping[str, object]], object]]:
    """Compile an expression: its root names and a function from a scope to its value.

    The function raises TypeError when the value cannot be computed. Raises FindingsError for bad syntax or a
    construct that is not allowed.
    """
    try:
        tree = _parsed(text, source, position)
        tree.set_environment(_ENVIRONMENT)
        whole = nodes.Template([nodes.Assign(nodes.Name("result", "store"), tree, lineno=1)], lineno=1)
        whole.set_environment(_ENVIRONMENT)
        roots = frozenset(meta.find_undeclared_variables(whole))
        evaluate = TemplateExpression(_ENVIRONMENT.from_string(whole), undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise FindingsError([_syntax(source, position)]) from error
    except (RecursionError, AssertionError, MemoryError) as error:
        raise FindingsError([Finding("E203", "表达式过于复杂", "请拆成几个", position)]) from error

    def run(scope: Mapping[str, object]) -> object:
        unknown = next((name for name in roots if name not in scope), None)
        if unknown:
            raise TypeError(f"没有“{unknown}”；{nearest(unknown, list(scope))}")
        token = _SCOPE.set(scope)
        try:
            value = evaluate(**{name: spelled(scope[name], scope) for name in roots})
        except (UndefinedError, SecurityError) as error:
            raise TypeError("用到了不存在或不可用的内容") from error
        except (ArithmeticError, ValueError) as error:
            raise TypeError(spoken(error, "算式无法得出结果")) from error
        finally:
            _SCOPE.reset(token)
        if isinstance(value, Undefined):
            raise TypeError("结果不存在")
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise TypeError("结果过长")
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            _bounded(value)
        return value

    return roots, run


def _parsed(text: str, source: str, position: Position | None) -> nodes.Expr:
    """The tree of an expression. Raises TemplateSyntaxError for bad syntax, FindingsError for what is not allowed."""
    parser = Parser(_ENVIRONMENT, text, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("这里多了内容", 1)
    problem = _refused(tree)
    if problem:
        allowed = "只可用名称、过滤器、比较、加减乘除和“甲 if 条件 else 乙”"
        hint = remedy(problem) if "过大" in problem else allowed
        raise FindingsError([Finding("E204", f"表达式里{problem}（{_short(source)}）", hint, position)])
    plain: nodes.Expr = _Plain().visit(tree)
    return plain


def _refused(tree: nodes.Expr) -> str:
    for node in (tree, *tree.find_all(nodes.Node)):
        if isinstance(node, nodes.Call):
            return "不能调用函数"
        if isinstance(node, nodes.Name | nodes.Getattr):
            name = node.name if isinstance(node, nodes.Name) else node.attr
            if name.startswith("_"):
                return f"不能使用“{name}”"
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            return f"没有过滤器“{node.name}”，{nearest(node.name, list(FILTERS))}"
        if isinstance(node, nodes.Const) and isinstance(node.value, str | int) and len(str(node.value)) > 500:
            return "有过长的数或文字"
        if isinstance(node, nodes.Const) and isinstance(node.value, int | float) and not abs(node.value) <= MAX_NUMBER:
            return "有过大的数"
        if not isinstance(node, _ALLOWED):
            return f"不能使用{_SAID.get(type(node).__name__, '这种写法')}"
    return ""


def _short(source: str) -> str:
    """An expression as a message shows it."""
    text = source.strip()
    return text if len(text) <= 60 else f"{text[:40]}……"


def _syntax(source: str, position: Position | None) -> Finding:
    if not source.strip():
        return Finding("E203", "花括号里没有内容", "写作 {{ 名称 }}，如 {{ 单位.名称 }}", position)
    said, hint = (
        f"表达式写法有误：{source.strip()}",
        "检查括号、引号和竖线；写作 {{ 单位.名称 }} 或 {{ 统计.用电量|万 }}",
    )
    mark = _MISUSED.search(_QUOTED.sub("", source))
    if mark:
        said = f"表达式里不能有“{mark[0]}”：{source.strip()}"
        hint = "路径用半角的点连接，如 单位.名称；几项并列写成 [甲, 乙]；文字要加引号；标点写在花括号外面"
    return Finding("E203", said, hint, position)


_QUOTED = regex("'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_MISUSED = regex(r"[：；、！？…《》:;?!，,](?![^(（]*[)）])")
"""Marks that no expression has, or only between the arguments of a filter."""
