"""A view in, findings out: every rule run, each hit told with its place, clause, strength and certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.diagnostics import Finding, Position, Severity
from genwen.lint.registry import RULES
from genwen.lint.rule import Hit, Rule
from genwen.lint.view import View
from genwen.records import record

_MAX_PER_RULE = 100
"""Hits of one rule in one document; a form that is wrong throughout need not be told a thousand times."""
_LOWER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.HINT, Severity.HINT: Severity.HINT}


@record
class Problem:
    """A finding with what is needed to show it in the document: rule, paragraph and characters."""

    finding: Finding
    rule: Rule
    hit: Hit
    order: tuple[int, int]

    @property
    def sure(self) -> bool:
        """Whether the 要素 it is about was recognised with certainty."""
        return self.hit.line is None or self.hit.line.sure


def problems_in(view: View, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """Everything the rules find, in the order of the page."""
    found: dict[tuple[object, ...], Problem] = {}
    for rule in rules:
        for count, hit in enumerate(rule.check(view)):
            if count >= _MAX_PER_RULE:
                break
            line = hit.line
            key = (rule.id, line.index if line else hit.place, hit.start, hit.message)
            found.setdefault(key, _problem(view, rule, hit))
    return sorted(found.values(), key=lambda problem: problem.order)


def _problem(view: View, rule: Rule, hit: Hit) -> Problem:
    severity = Severity.HINT if hit.notice else rule.severity
    message = hit.message
    line = hit.line
    if rule.by_role and line is not None and not line.sure:
        severity = _LOWER[severity]
        message += f"（按位置推断这里是{line.role}）"
    place = line.place if line is not None else hit.place
    finding = Finding(
        rule.id, message, hit.hint, Position(view.form.file, place=place), severity, clause=rule.clause,
        strength=rule.strength,
    )  # fmt: skip
    order = (line.index + 1, hit.start) if line is not None else (0, 0)
    return Problem(finding, rule, hit, order)


def findings_of(problems: Sequence[Problem]) -> Iterator[Finding]:
    """The findings alone."""
    return (problem.finding for problem in problems)
