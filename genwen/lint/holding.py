"""What a fixed document has that is worse than before in, the changes to be left out the next time out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from genwen.diagnostics import Severity
from genwen.lint.linter import Problem
from genwen.lint.rule import HARD
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.records import record, replace

_REVISIONS = "G702"
"""What tells of tracked changes: those of the corrections themselves."""
_AROUND = (-1, 0, 1)
"""A change shows in the line it is made to, or in the one before or after it."""


_MANY = regex(r"（共(\d+)段")
"""What a finding says that is told once for many paragraphs."""
Spot = tuple[int, str, str]
"""A correction by the line it is made in, its rule and what stood there."""


@record
class Change:
    """Characters of a line that became others: where the new ones stand now, and by which correction (None for spaces)."""

    line: int
    start: int
    end: int
    spot: Spot | None = None

    def touches(self, problem: Problem) -> bool:
        """Whether a problem is about the new characters or those right beside them."""
        hit = problem.hit
        return hit.line is not None and hit.line.index == self.line and self.start <= hit.end and hit.start <= self.end


def after_changes(before: Iterable[Change], edits: Sequence[tuple[Change, int]]) -> list[Change]:
    """Changes where they stand after further edits of the same lines; an edit is the characters it takes, and how many
    it puts in their place.
    """

    def moved(line: int, place: int) -> int:
        return place + sum(
            put - (edit.end - edit.start) for edit, put in edits if edit.line == line and edit.end <= place
        )

    return [
        *(Change(one.line, moved(one.line, one.start), moved(one.line, one.end), one.spot) for one in before),
        *(Change(edit.line, start := moved(edit.line, edit.start), start + put, edit.spot) for edit, put in edits),
    ]


@record
class Held:
    """Lines that are left as they are, by their place among the lines with text, which no change moves.

    `spots`: single corrections that are not made; `laying`: whether all styles and layout are left as they are;
    `everything`: whether the whole document is.
    """

    lines: frozenset[int] = frozenset()
    laying: bool = False
    everything: bool = False
    spots: frozenset[Spot] = frozenset()

    def more(self, new: Sequence[Problem], changes: Sequence[Change]) -> Held:
        """Hold what brought new problems: corrections right there, else lines, else all of the layout, else everything."""
        beside = [{one.spot for one in changes if one.spot and one.touches(item)} - self.spots for item in new]
        if all(beside):
            return replace(self, spots=self.spots.union(*beside))
        at = {item.hit.line.index + step for item in new if item.hit.line is not None for step in _AROUND}
        if at - self.lines and all(item.hit.line is not None for item in new):
            return replace(self, lines=self.lines | at)
        return replace(self, laying=True, everything=self.laying)

    def free(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems that may be put right."""
        return tuple(item for item in problems if item.hit.line is None or not self._holds(item))

    def _holds(self, problem: Problem) -> bool:
        line = problem.hit.line
        parted = line is not None and bool(line.parted)
        return parted or spot_of(problem) in self.spots or spot_of(problem)[0] in self.lines

    def paragraphs(self, view: View) -> frozenset[int]:
        """The paragraphs that get no style and are not laid out anew, among them those of several lines."""
        return frozenset(
            line.paragraph.number for line in view.lines if self.laying or line.parted or line.index in self.lines
        )


def spot_of(problem: Problem) -> Spot:
    """The correction a problem asks for; line -1 for one of the whole document."""
    line = problem.hit.line
    return (line.index, problem.rule.id, line.text[problem.hit.start : problem.hit.end]) if line else (-1, "", "")


def worse(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """The problems that count of rules that find more than they did."""
    had, has = (_counted(problems) for problems in (before, after))
    return [item for item in after if has[item.rule.id] > had[item.rule.id] and _counts(item)]


def _counted(problems: Iterable[Problem]) -> Counter[str]:
    """How often each rule finds something; one finding may be about many paragraphs."""
    found: Counter[str] = Counter()
    for problem in problems:
        many = _MANY.search(problem.finding.message)
        found[problem.rule.id] += int(many[1]) if many else 1
    return found


def _counts(problem: Problem) -> bool:
    """Whether it is an error, or a warning of what the standard binds to."""
    severity = problem.finding.severity
    if problem.rule.id == _REVISIONS:
        return False
    return severity == Severity.ERROR or (severity == Severity.WARNING and problem.rule.strength == HARD)
