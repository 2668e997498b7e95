"""Tier B: parts whose tags only Jinja understands, in a sandbox that always ends.

Strict about names, facts looked up before Python's own attributes, calls limited to macros and what Jinja itself
provides for loops, loops counted. Imported only when a template needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from genwen.diagnostics import nearest
from genwen.document.filters import FILTERS
from genwen.document.values import attribute, names_of
from genwen.ooxml.markup import IllegalCharacter
from genwen.patterns import regex
from genwen.rendering.plan import PRINT, PRINT_BLOCKS, PRINT_RUNS, TICK
from genwen.rendering.tags import straight

_KEPT_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int"),
    *("items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace"),
    *("reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper"),
)
_HOOKS = (PRINT, PRINT_BLOCKS, PRINT_RUNS, TICK)
_MAX_TEXT = 100_000
_MAX_NUMBER = 10.0**30
_CONCAT, _UNBOUNDED = "gw_concat_", "gw_unbounded_"
_FOR = regex(r"(\{%-?\s*(?:tr|tc|p|r)?\s*for\b(?:\"[^\"]*\"|'[^']*'|(?!%\}).)*%\})", re.S)


class _CountedLoops(Extension):
    """Puts a counter at the head of every loop, for sources that were not made by `jinja_source`."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if TICK in source:
            return source
        return _FOR.sub(rf"\1{{{{ {TICK}() }}}}", source)


class _Guarded(NodeTransformer):
    """Turns `a ~ b` into a filter, so that its length can be watched."""

    def visit_Const(self, node: nodes.Const) -> nodes.Expr:
        """A number without bounds (1e309), which could not even be compiled, is told when it is used."""
        if isinstance(node.value, float) and not abs(node.value) <= _MAX_NUMBER:
            return nodes.Filter(nodes.Const(0), _UNBOUNDED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        first, *rest = [self.visit(child) for child in node.nodes]
        return nodes.Filter(first, _CONCAT, rest, [], None, None, lineno=node.lineno)


def _unbounded(number: object) -> object:
    raise TypeError("数过大，改小这个数")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox: facts and mappings answer names first, Python's own methods are closed but for Jinja's helpers."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Guarded().visit(super()._parse(source, name, filename))
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.name`: what the facts say, not what Python's object has."""
        return self._find(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[name]`, `obj[1:3]`."""
        if isinstance(argument, slice | int) and isinstance(obj, str | list | tuple):
            return super().getitem(obj, argument)
        return self._find(obj, str(argument))

    def _find(self, obj: Any, name: str) -> Any:
        if type(obj).__module__.startswith("jinja2."):
            return super().getattr(obj, name)
        try:
            return attribute(obj, name)
        except (KeyError, TypeError):
            return self.undefined(f"没有“{name}”；{nearest(name, names_of(obj))}", obj=obj, name=name)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the hooks of the renderer, macros and the helpers of loops may be called."""
        owner = getattr(obj, "__self__", obj)
        return getattr(obj, "__name__", "") in _HOOKS or type(owner).__module__.startswith("jinja2.")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers; texts and lists may only be joined, up to a limit."""
        if operator == "**" or (operator in ("*", "%") and not (_is_number(left) and _is_number(right))):
            raise SecurityError("只有数才能相乘")
        return _bounded(super().call_binop(context, operator, left, right))


def _is_number(value: Any) -> bool:
    return not isinstance(value, str | bytes | list | tuple | dict)


def _bounded(value: Any) -> Any:
    """`value` itself; TypeError when it has grown beyond what a document can hold."""
    if isinstance(value, str | list | tuple) and len(value) > _MAX_TEXT:
        raise TypeError("结果过长")
    return value


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        return _bounded(function(*arguments, **named))

    return call


def _concatenated(*values: object) -> str:
    return str(_bounded("".join(str(value) for value in values)))


def environment(**options: Any) -> TemplateEnvironment:
    """A new sandbox; `options` go to Jinja's own constructor."""
    # not optimized: what is computed from literals would be written into the code, where 1e200 * 1e200 is no number
    options = {
        "undefined": StrictUndefined,
        "autoescape": True,
        "extensions": [_CountedLoops],
        "optimized": False,
        **options,
    }
    made = TemplateEnvironment(**options)
    kept = {name: made.filters[name] for name in _KEPT_FILTERS}
    for name in ("join", "replace"):
        kept[name] = _guarded(kept[name])
    made.filters = {**kept, **FILTERS, _CONCAT: _concatenated, _UNBOUNDED: _unbounded}
    # no range, lipsum, cycler: nothing a template of an office needs
    made.globals.clear()
    return made


_CHECKING = environment()


def is_expression(source: str) -> bool:
    """Whether Jinja can evaluate `source` in the sandbox, as far as that can be told before data."""
    try:
        tree = _CHECKING.parse("{{ (" + straight(source) + ") }}")
        _CHECKING.compile(tree)
    except (TemplateError, RecursionError):
        return False
    if any(node.name == _UNBOUNDED for node in tree.find_all(nodes.Filter)):
        return False
    if any(_ends_nowhere(node) for node in tree.find_all((nodes.Call, nodes.Pow))):
        return False
    names = {node.name for node in tree.find_all(nodes.Name)} | {node.attr for node in tree.find_all(nodes.Getattr)}
    return not any(name.startswith("_") for name in names)


def _ends_nowhere(node: nodes.Node) -> bool:
    """A power, or a call of one of the functions Jinja usually has and this sandbox has not (range)."""
    if not isinstance(node, nodes.Call):
        return True
    return isinstance(node.node, nodes.Name) and node.node.name in DEFAULT_NAMESPACE


class JinjaPart:
    """A compiled Jinja source; `lines` gives the place number of each line, from the first."""

    def __init__(self, source: str, lines: list[int]) -> None:
        self._template = environment().from_string(source)
        self._lines = lines

    def render(self, scope: Mapping[str, object], hooks: Mapping[str, Callable[..., str]]) -> str:
        """The XML; raises JinjaFailure with the place number of the tag at fault."""
        try:
            return self._template.render({**scope, **{name: marked(name, hook) for name, hook in hooks.items()}})
        except IllegalCharacter:
            raise
        except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
            raise JinjaFailure(self._place(error), message_of(error)) from error

    def _place(self, error: BaseException) -> int:
        """The place number of the line Jinja was at."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
                line = trace.tb_lineno
            trace = trace.tb_next
        return self._lines[line - 1] if 0 < line <= len(self._lines) else -1


class JinjaFailure(Exception):
    """Rendering stopped; `place` is a place number of the plan, -1 when unknown."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


def marked(name: str, hook: Callable[..., str]) -> Callable[..., Markup]:
    """A hook whose result Jinja does not escape again."""

    def call(*arguments: Any) -> Markup:
        return Markup(hook(*arguments))

    call.__name__ = name
    return call


def message_of(error: BaseException) -> str:
    """What went wrong, in Chinese as far as it can be told."""
    if isinstance(error, UndefinedError) and (match := re.match(r"'([^']+)' is undefined", str(error))):
        return f"没有名为“{match[1]}”的字段或内容块"
    if isinstance(error, TemplateSyntaxError):
        return f"写法有误（{error.message}）"
    if isinstance(error, RecursionError):
        return "宏互相调用，没有尽头"
    return str(error)
