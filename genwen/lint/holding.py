"""What a fixed document has that is worse than before in, the changes to be left out the next time out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from genwen.diagnostics import Severity
from genwen.lint.linter import Problem
from genwen.lint.rule import HARD
from genwen.lint.view import View
from genwen.records import record

_REVISIONS = "G702"
"""What tells of tracked changes: those of the corrections themselves."""
_AROUND = (-1, 0, 1)
"""A change shows in the line it is made to, or in the one before or after it."""


@record
class Held:
    """Lines that are left as they are, by their place among the lines with text, which no change moves.

    `laying`: whether all styles and layout are left as they are; `everything`: whether the whole document is.
    """

    lines: frozenset[int] = frozenset()
    laying: bool = False
    everything: bool = False

    def more(self, new: Sequence[Problem], after: View) -> Held:
        """Hold what brought new problems: the lines they are at, else all of the layout, else everything."""
        at = {item.hit.line.index + step for item in new if item.hit.line is not None for step in _AROUND}
        if at - self.lines and all(item.hit.line is not None for item in new):
            return Held(self.lines | at, self.laying)
        return Held(self.lines, True, self.laying)

    def free(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems that may be put right."""
        return tuple(item for item in problems if item.hit.line is None or item.hit.line.index not in self.lines)

    def paragraphs(self, view: View) -> frozenset[int]:
        """The paragraphs that get no style and are not laid out anew."""
        return frozenset(line.paragraph.number for line in view.lines if self.laying or line.index in self.lines)


def worse(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """The problems that count of rules that find more than they did."""
    had, has = (Counter(item.rule.id for item in problems) for problems in (before, after))
    return [item for item in after if has[item.rule.id] > had[item.rule.id] and _counts(item)]


def _counts(problem: Problem) -> bool:
    """Whether it is an error, or a warning of what the standard binds to."""
    severity = problem.finding.severity
    if problem.rule.id == _REVISIONS:
        return False
    return severity == Severity.ERROR or (severity == Severity.WARNING and problem.rule.strength == HARD)
