"""What an expression of a 取自 rests on: each fact it names, with its value, for the trace of a score."""

from __future__ import annotations

import re
from collections.abc import Mapping

from genwen.diagnostics import FindingsError
from genwen.document.elements import Origin, OriginKind
from genwen.document.expressions import ExpressionError, compile_expression
from genwen.facts.fact import Fact
from genwen.records import replace

_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+|\[[^\]\n]*\])+")


def traced(text: str, origin: Origin, scope: Mapping[str, object]) -> Origin:
    """The origin of what the expression `text` gives: its formula with the values in brackets, its facts as inputs."""
    inputs: list[Origin] = []

    def valued(match: re.Match[str]) -> str:
        try:
            value = compile_expression(match[0], origin.position).evaluate(scope)
        except (ExpressionError, FindingsError):
            return match[0]
        if not isinstance(value, Fact):
            return match[0]
        inputs.append(value.origin)
        return f"{match[0]}（{value.text}）"

    formula = _PATH.sub(valued, text.strip())
    return replace(origin, kind=OriginKind.DERIVED, formula=formula, inputs=tuple(dict.fromkeys(inputs)))
