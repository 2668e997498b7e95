"""What an expression of a 取自 rests on: each fact it names, with its value, for the trace of a score."""

from __future__ import annotations

import re
from collections.abc import Mapping

from genwen.diagnostics import FindingsError
from genwen.document.elements import Origin, OriginKind
from genwen.document.expressions import ExpressionError, compile_expression, runs_of
from genwen.facts.fact import Fact
from genwen.patterns import regex
from genwen.records import replace

_PATH = regex(r"[^\W\d]\w*(?:\.\w+|\[[^\]\n]*\])+")


def traced(text: str, origin: Origin, scope: Mapping[str, object]) -> Origin:
    """The origin of what the expression `text` gives: its formula with the values in brackets, its facts as inputs.

    Where one of the facts is missing, the origin is one of a gap: a comparison with it does not hold, but says nothing.
    """
    inputs: list[Origin] = []

    def valued(match: re.Match[str]) -> str:
        try:
            value = compile_expression(match[0], origin.position).evaluate(scope)
        except (ExpressionError, FindingsError):
            return match[0]
        if isinstance(value, Fact):
            inputs.append(value.origin)
            return f"{match[0]}（{value.text}）"
        if isinstance(value, list | tuple) and all(isinstance(item, Fact) for item in value):
            inputs.extend(item.origin for item in value)
            return f"{match[0]}（{'、'.join(item.text for item in value)}）"
        try:
            runs = runs_of(value)
        except TypeError:
            return match[0]
        inputs.extend(run.origin for run in runs if run.origin is not None and run.origin.path)
        return f"{match[0]}（{''.join(run.text for run in runs)}）"

    formula = _PATH.sub(valued, text.strip())
    missing = any(each.kind is OriginKind.MISSING for each in inputs)
    kind = OriginKind.MISSING if missing else OriginKind.DERIVED
    return replace(origin, kind=kind, formula=formula, inputs=tuple(dict.fromkeys(inputs)))
