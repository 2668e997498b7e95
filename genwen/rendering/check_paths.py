"""Rules about what the paths in tags name below their roots, where there are facts to look them up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from genwen.diagnostics import Finding, Position, nearest
from genwen.document.values import attribute, names_of
from genwen.patterns import regex
from genwen.rendering.codes import finding
from genwen.rendering.operations import Compiled
from genwen.rendering.plan import LOOP, Operation
from genwen.rendering.template import Prepared

_QUOTED = regex(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_PATH = regex(r"(?<![\w.\])])([^\W\d]\w*)((?:\s*\.\s*\w+)+)")


def path_findings(prepared: Prepared, scope: Mapping[str, object]) -> list[Finding]:
    """T017: names that a group of `scope` does not have, each where its tag stands; loop variables are not followed."""
    return [found for compiled in prepared.compiled for found in _unknown(prepared.file, compiled, scope)]


def _unknown(file: str, compiled: Compiled, scope: Mapping[str, object]) -> Iterator[Finding]:
    hidden = set(_targets(compiled.operations))
    for use in compiled.uses:
        for root, steps in _PATH.findall(_QUOTED.sub("''", use.source)):
            if root not in scope or root in hidden:
                continue
            problem = _missing(scope[root], root, [step.strip() for step in steps.split(".")[1:]])
            if problem is not None:
                owner, name, hint = problem
                yield finding("T017", Position(file, place=use.place), owner, name, hint=hint)


def _targets(operations: list[Operation]) -> Iterator[str]:
    """The variables of all loops."""
    for operation in operations:
        if operation[0] == LOOP:
            yield from operation[1]
        for part in operation:
            if isinstance(part, list):
                yield from _targets([each for each in part if isinstance(each, list) and each])


def _missing(value: object, owner: str, steps: list[str]) -> tuple[str, str, str] | None:
    """The first step that is not there: of what, its name and the nearest one that is."""
    for step in steps:
        try:
            value = attribute(value, step)
        except KeyError:
            return owner, step, nearest(step, names_of(value))
        except (TypeError, ValueError, ArithmeticError):
            return None  # it is there, and cannot be computed from these facts
        owner = f"{owner}.{step}"
    return None
