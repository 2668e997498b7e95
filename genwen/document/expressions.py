"""Expressions over facts and prose that holds them: `{{ 统计.单位面积能耗.同比 }}`.

A path with filters is evaluated here, without Jinja (its import alone would cost a quarter of a build); every other
expression goes to a sandboxed, strict Jinja2 environment with calls, powers and loops refused, so that evaluation
always ends. Every printed value keeps its origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from genwen.diagnostics import ExitCode, Finding, FindingsError, GenwenError, Position, nearest
from genwen.document.elements import (
    PLACEHOLDER_STYLE,
    Blocks,
    Chart,
    FootBox,
    Origin,
    OriginKind,
    Paragraph,
    Run,
    SectionBreak,
    Table,
    Text,
)
from genwen.document.filters import FILTERS
from genwen.document.remedies import remedy, spoken
from genwen.document.values import Printed, as_items, attribute, names_of, text_of
from genwen.facts.fact import Fact, Gap, Wording
from genwen.facts.source.nodes import Scalar
from genwen.patterns import regex
from genwen.records import record, replace

MAX_SOURCE = 1_000
MAX_PROSE = 50_000
MAX_PRINTED = 20_000
"""Runs of one text; wordings that multiply each other would grow without bound."""
MAX_NESTING = 8

_STEP = r"(?:\.\w+|\[\s*(?:\d+|'[^'\n]*'|\"[^\"\n]*\")\s*\])"
_PATH = regex(rf"\s*([^\W\d]\w*)({_STEP}*)\s*((?:\|.*)?)$", re.S)
_STEPS = regex(r"\.(\w+)|\[\s*(?:(\d+)|'([^']*)'|\"([^\"]*)\")\s*\]")
_FILTER = regex(r"\|\s*(\w+)\s*(?:\(\s*((?:[^()'\"]|'[^']*'|\"[^\"]*\")*)\s*\))?\s*")
_LITERAL = regex(r"\s*(?:(-?\d+)|'([^']*)'|\"([^\"]*)\")\s*(?:,|$)")
_WORDS = frozenset({"not", "and", "or", "if", "else", "in", "is", "true", "false", "none", "True", "False", "None"})
# What somebody took for an expression: [[ 单位.名称 ]], {单位.名称}
_OTHER_BRACKETS = regex(r"\[\[[^\[\]\n]{0,60}\]\]|(?<!\{)\{[^\W\d][\w.\s|]{0,60}\}(?!\})")
# Not a name an expression can use: how many wordings deep the evaluation is.
_DEPTH = "·层"
# Likewise: what notes the values read (see `kept`), and by which path the wording was found that 本 belongs to.
READS = "·读"
OWNER_AT, OWNER = "·本在", "·本"
_WIDE = str.maketrans("（），“”‘’｜．［］【】。＞＜＝＋－＊／", "(),\"\"''|.[][].><=+-*/")


class ExpressionError(GenwenError):
    """An expression could not be evaluated; `finding` says where and why."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message, finding.hint)
        self.finding = finding


@record
class Expression:
    """A compiled expression: evaluate it against a scope of root names."""

    source: str
    roots: frozenset[str]
    position: Position | None
    root: str = ""
    steps: tuple[str, ...] = ()
    filters: tuple[tuple[Callable[..., object], tuple[object, ...]], ...] = ()
    evaluator: Callable[[Mapping[str, object]], object] | None = None

    def evaluate(self, scope: Mapping[str, object]) -> object:
        """The value in `scope`; raises ExpressionError (unknown name, wrong kind of value)."""
        reads = scope.get(READS)
        try:
            if self.evaluator is not None:
                if reads is not None:
                    for root in self.roots:
                        reads.note(root, (), scope.get(root), scope)  # type: ignore[attr-defined]
                return _counted(self.evaluator(scope), self.source)
            value = scope[self.root]
            for step in self.steps:
                look = getattr(value, "look", None)
                value = look(step) if look is not None else attribute(value, step)
            if reads is not None:
                reads.note(self.root, self.steps, value, scope)  # type: ignore[attr-defined]
            for apply, arguments in self.filters:
                value = apply(spelled(value, scope), *arguments)
            return value
        except Gap as gap:
            return gap.fact
        except (TypeError, ValueError, ArithmeticError) as error:
            raise self.error("E202", f"“{self.source.strip()}”无法计算：{spoken(error)}", remedy(str(error))) from error
        except KeyError:
            if self.evaluator is None:
                self._find_unknown(scope)
            raise

    def print_to(self, runs: list[Run], scope: Mapping[str, object]) -> None:
        """Add the runs of the value in `scope`; this is most of the work of a document. Raises ExpressionError."""
        try:
            value = self.evaluate(scope)
            if isinstance(value, Fact):
                text = value.text
                if "{{" in text and isinstance(value, Wording) and value.known:
                    _print_wording(value, scope, runs, None if self.filters or self.evaluator else self)
                elif text:
                    runs.append(Run(text, PLACEHOLDER_STYLE if value.state == "待补" else "", value.origin))
            else:
                runs += [run for run in text_of(spelled(value, scope)) if run.text]
        except TypeError as error:
            raise self.unprintable(error) from error

    def unprintable(self, error: TypeError) -> ExpressionError:
        """The error of a value that cannot be printed."""
        return self.error("E202", f"“{self.source.strip()}”不能印在这里：{error}", remedy(str(error)))

    def _find_unknown(self, scope: Mapping[str, object]) -> None:
        """Raise the error of the first name on the path that is not there."""
        name = self.root
        if name not in scope:
            raise self._unknown(name, "", list(scope)) from None
        value = scope[name]
        for step in self.steps:
            try:
                value = attribute(value, step)
            except KeyError:
                raise self._unknown(step, name, names_of(value)) from None
            name = f"{name}.{step}"

    def error(self, code: str, message: str, hint: str = "") -> ExpressionError:
        """An error at this expression's place."""
        return ExpressionError(Finding(code, message, hint, self.position))

    def _unknown(self, name: str, owner: str, known: Sequence[str]) -> ExpressionError:
        where = f"“{owner}”里" if owner else ""
        hint = nearest(name, known) or "运行 genwen facts 查看有哪些事实"
        return self.error("E201", f"{where}没有“{name}”（{self.source.strip()}）", hint)


@lru_cache(maxsize=8192)
def compile_expression(source: str, position: Position | None = None) -> Expression:
    """Compile one expression (without its braces); raises FindingsError for bad syntax or what is not allowed."""
    if len(source) > MAX_SOURCE:
        raise FindingsError([Finding("E203", "表达式过长", f"请控制在{MAX_SOURCE}字以内", position)])
    text = _outside_quotes(source)
    match = _PATH.match(text)
    if match and match[1] not in _WORDS:
        filters = _read_filters(match[3], source, position)
        if filters is not None:
            steps = ["".join(part for part in step if part) for step in _STEPS.findall(match[2])]
            hidden = next((step for step in (match[1], *steps) if step.startswith("_")), None)
            if hidden:
                raise FindingsError([Finding("E204", f"不能使用“{hidden}”", "以下划线开头的名字不可用", position)])
            return Expression(source, frozenset({match[1]}), position, match[1], tuple(steps), filters)
    from genwen.document.sandbox import compile_sandboxed  # Jinja2 is imported only when a path is not enough

    roots, evaluator = compile_sandboxed(text, source, position)
    return Expression(source, roots, position, evaluator=evaluator)


def _outside_quotes(source: str) -> str:
    """Chinese input-method punctuation outside string literals as its half-width form."""
    if not any(ord(char) in _WIDE for char in source):
        return source
    parts = re.split(r"('[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’)", source)
    return "".join(
        f'"{part[1:-1]}"' if part[:1] in "“‘" and part else part if number % 2 else part.translate(_WIDE)
        for number, part in enumerate(parts)
    )


def _read_filters(
    text: str, source: str, position: Position | None
) -> tuple[tuple[Callable[..., object], tuple[object, ...]], ...] | None:
    """The filters with literal arguments, or None when the rest needs Jinja."""
    filters: list[tuple[Callable[..., object], tuple[object, ...]]] = []
    at = 0
    while at < len(text):
        match = _FILTER.match(text, at)
        if not match:
            return None
        arguments: list[object] = []
        given, spot = match[2] or "", 0
        while spot < len(given):
            literal = _LITERAL.match(given, spot)
            if not literal:
                return None
            arguments.append(int(literal[1]) if literal[1] else literal[2] if literal[2] is not None else literal[3])
            spot = literal.end()
        if match[1] not in FILTERS:
            message = f"没有过滤器“{match[1]}”（{source.strip()}）"
            raise FindingsError([Finding("E205", message, nearest(match[1], list(FILTERS)), position)])
        filters.append((FILTERS[match[1]], tuple(arguments)))
        at = match.end()
    return tuple(filters)


def _counted(value: object, source: str) -> object:
    """A value computed by Jinja gets the expression as its formula when it has no origin of its own."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return value
    if isinstance(value, float):
        value = Decimal(f"{value:.12g}")  # 0.1 + 0.2 is 0.3 to a clerk
    shown = format(value, "f") if isinstance(value, Decimal) else str(value)
    return Printed((Run(shown, "", Origin(OriginKind.DERIVED, formula=source.strip())),))


# --- printing ----------------------------------------------------------------------------------------------------


def spelled(value: object, scope: Mapping[str, object]) -> object:
    """The value with its wordings (fact texts that hold expressions) turned into text."""
    if isinstance(value, Wording):
        if "{{" not in value.text or not value.known:
            return value
        runs: list[Run] = []
        _print_wording(value, scope, runs, None)
        return Printed(runs)
    if isinstance(value, list):
        for item in value:
            if isinstance(item, Wording):
                return [spelled(item, scope) for item in value]
    return value


def _print_wording(value: Wording, scope: Mapping[str, object], runs: list[Run], at: Expression | None) -> None:
    """Add the runs of a wording with expressions; in them, 本 is the group it stands in.

    `at` is the path it was found by, for what notes the values read.
    """
    depth = scope.get(_DEPTH, 0)
    assert isinstance(depth, int)
    if depth >= MAX_NESTING:
        raise TypeError("文字互相引用，没有尽头")
    inner = {**scope, "本": value.owner, _DEPTH: depth + 1}
    if READS in scope:
        inner[OWNER_AT] = reached(at, scope) if at is not None else None
    try:
        prose = Prose.compile(value.text, value.origin.position)
    except FindingsError as error:
        raise ExpressionError(error.findings[0]) from error
    prose.print_to(runs, inner, value.origin)


def reached(at: Expression, scope: Mapping[str, object]) -> tuple[str, tuple[str, ...]] | None:
    """The path a wording was found by, from a name outside all wordings."""
    if at.root != "本":
        return at.root, at.steps
    outer = scope.get(OWNER_AT)
    return (outer[0], (*outer[1], OWNER, *at.steps)) if isinstance(outer, tuple) else None


def runs_of(value: object, scope: Mapping[str, object] | None = None) -> Text:
    """How a value prints; raises TypeError when it cannot be printed inline."""
    return text_of(spelled(value, scope or {}))


def blocks_of(value: object) -> Blocks | None:
    """The value as blocks, or None when it is not a sequence of blocks."""
    if isinstance(value, tuple) and value and isinstance(value[0], Paragraph | Table | Chart | FootBox | SectionBreak):
        return value
    return None


def is_true(value: object) -> bool:
    """Whether a condition holds: a known, non-empty fact, a non-empty list or text."""
    if isinstance(value, tuple) and value and all(isinstance(item, Run) for item in value):
        return any(item.text for item in value)
    return bool(value)


def items_of(value: object) -> Sequence[object]:
    """The items a loop runs over; raises TypeError when the value is not a list."""
    return as_items(value)


@record(eq=False)
class Prose:
    """Text with expressions in it: typed pieces and compiled expressions in turn; `fixed` when there are only pieces."""

    parts: tuple[Run | Expression, ...]
    fixed: bool = False

    @classmethod
    def compile(cls, text: str, position: Position | None = None) -> Prose:
        """Compile prose typed at `position`; raises FindingsError with every problem in it."""
        quoted = isinstance(text, Scalar) and text.quoted
        if position is None:
            return _compile_prose(text, quoted)
        return _compile_prose(text, quoted, position.file, position.line, position.column, position.place)

    def runs(self, scope: Mapping[str, object], origin: Origin | None = None) -> Text:
        """The printed runs; `origin` overrides the origin of the typed pieces. Raises ExpressionError."""
        if self.fixed and origin is None:
            return self.parts  # type: ignore[return-value]
        runs: list[Run] = []
        self.print_to(runs, scope, origin)
        return tuple(runs)

    def print_to(self, runs: list[Run], scope: Mapping[str, object], origin: Origin | None) -> None:
        """As `runs`, added to a list."""
        start = len(runs)
        for part in self.parts if origin is None else self._typed_in(origin):
            if isinstance(part, Run):
                runs.append(part)
                continue
            part.print_to(runs, scope)
            if len(runs) - start > MAX_PRINTED:
                raise part.unprintable(TypeError("内容过长，检查文字是否层层引用"))

    def _typed_in(self, origin: Origin) -> tuple[Run | Expression, ...]:
        """The parts, those typed in a wording; it is mostly the wording of the document before."""
        last = getattr(self, "_last", None)
        if last is None or last[0] is not origin:
            typed = tuple(Run(part.text, part.style, origin) if isinstance(part, Run) else part for part in self.parts)
            last = self._last = (origin, typed)
        return last[1]

    @property
    def expressions(self) -> Iterable[Expression]:
        """The expressions in it."""
        return (part for part in self.parts if isinstance(part, Expression))


@lru_cache(maxsize=8192)
def _compile_prose(text: str, quoted: bool, *place: Any) -> Prose:
    """The prose at a place given by its parts, which are found again faster than a Position."""
    position = Position(*place) if place else None
    parts: list[Run | Expression] = []
    findings: list[Finding] = []
    if len(text) > MAX_PROSE:
        raise FindingsError([Finding("E203", f"这段文字超过{MAX_PROSE}字", "请分成几段", position)])
    at = 0
    while (start := text.find("{{", at)) >= 0 and (end := text.find("}}", start + 2)) >= 0:
        parts += _typed(text[at:start], position, text, at, quoted, findings)
        if (again := text.find("{{", start + 2, end)) >= 0:
            findings.append(_unpaired(place_within(position, text, start, quoted)))
            at = again
            continue
        try:
            parts.append(compile_expression(text[start + 2 : end], place_within(position, text, start, quoted)))
        except FindingsError as error:
            findings += error.findings
        at = end + 2
    parts += _typed(text[at:], position, text, at, quoted, findings)
    if findings:
        raise FindingsError(findings)
    return Prose(tuple(parts), all(isinstance(part, Run) for part in parts))


def _unpaired(place: Position | None) -> Finding:
    return Finding("E203", "“{{”没有成对的“}}”", "表达式写作 {{ 名称 }}，花括号用半角", place)


def _typed(
    piece: str, position: Position | None, text: str, at: int, quoted: bool, findings: list[Finding]
) -> list[Run | Expression]:
    for marks, said in (("{{", "“{{”没有成对的“}}”"), ("}}", "“}}”前面没有“{{”"), ("{%", "正文里只能用 {{ }}，不能用 {% %}"),
                        ("｛｛", "花括号用了全角｛｛"), ("{｛", "花括号用了全角｛"), ("｝}", "花括号用了全角｝")):  # fmt: skip
        spot = piece.find(marks)
        if spot >= 0:
            place = place_within(position, text, at + spot, quoted)
            findings.append(Finding("E203", said, "表达式写作 {{ 名称 }}，花括号用半角", place))
    for other in _OTHER_BRACKETS.finditer(piece) if "[[" in piece or "{" in piece else ():
        place = place_within(position, text, at + other.start(), quoted)
        findings.append(
            Finding("E203", f"“{other[0]}”会照原样印出", "表达式写作 {{ 名称 }}，两对花括号，用半角", place)
        )
    if not piece:
        return []
    return [Run(piece, "", Origin(OriginKind.TYPED, "", place_within(position, text, at, quoted)))]


def place_within(position: Position | None, text: str, offset: int, quoted: bool) -> Position | None:
    """The place of character `offset` of a scalar that starts at `position` (exact for one line and for | blocks)."""
    if position is None or not position.line:
        return position
    if "\n" in text:
        line = text.count("\n", 0, offset)
        return replace(position, line=position.line + 1 + line, column=offset - text.rfind("\n", 0, offset))
    return replace(position, column=position.column + offset + (1 if quoted else 0))


def scope_of(*layers: Mapping[str, Any]) -> dict[str, object]:
    """One scope out of several, later ones winning."""
    scope: dict[str, object] = {}
    for layer in layers:
        scope.update(layer)
    return scope
