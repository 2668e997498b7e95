"""A view in, findings out: every rule run, each hit told with its place, clause, strength and certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from genwen.diagnostics import Finding, Position, Severity
from genwen.lint.registry import RULES
from genwen.lint.rule import Hit, Rule
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.searching import forget

_MAX_PER_RULE = 100
"""Hits of one rule in one document; a form that is wrong throughout need not be told a thousand times."""
_MAX_PER_LINE = 3
_MAX_GAPS = 10
_OPEN = "G701"
_OF_ITSELF, _IN_PAIRS = "567", ("G501", "G502", "G503", "G635")
"""Families whose findings are about the characters they name: what is filled in beside them does not mend them."""
_GAP = regex("【待补[^】]*】")
_TAG = regex(r"\{[{%#][^{}]*[}%#]\}")
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
        """Whether it does not rest on an 要素 that was only told by its place."""
        return self.hit.line is None or self.hit.line.sure or not self.rule.by_role


def problems_in(view: View, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """What the rules find, in the order of the page; a fault many times in one paragraph is told once."""
    return told_once(every_problem(view, rules))


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, a fault many times in one paragraph as one, in the order of the page."""
    return sorted(_gathered(problems), key=lambda problem: problem.order)


def every_problem(view: View, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """Everything the rules find, in the order of the page."""
    found: dict[tuple[object, ...], Problem] = {}
    for rule in rules:
        for count, hit in enumerate(rule.check(view)):
            if count >= _MAX_PER_RULE:
                break
            line = hit.line
            if line is not None and rule.id != _OPEN and _is_open(hit):
                continue
            key = (rule.id, line.index if line else hit.place, hit.start, hit.message)
            found.setdefault(key, _problem(view, rule, hit))
    forget()
    return sorted(found.values(), key=lambda problem: problem.order)


def _is_open(hit: Hit) -> bool:
    """Whether what was found lies in something that is 待补, or in a tag: it says nothing of the text that will stand there."""
    text = hit.line.text if hit.line is not None else ""
    if "{" in text and any(tag.start() <= hit.start and hit.end <= tag.end() for tag in _TAG.finditer(text)):
        return True
    if "【待补" not in text:
        return False
    return any(gap.start() < hit.end and hit.start < gap.end() for gap in _GAP.finditer(text))


def _gathered(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same fault many times in one paragraph is told once, with how often; gaps many times in a document too."""
    groups: dict[tuple[str, int], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.rule.id, problem.order[0]), []).append(problem)
    gaps = [problem for (rule, _), group in groups.items() if rule == _OPEN for problem in group]
    if len(gaps) > _MAX_GAPS:
        groups = {key: group for key, group in groups.items() if key[0] != _OPEN}
        yield _with(gaps[0], f"（全文共{len(gaps)}处）")
    for (_, line), group in groups.items():
        if line == 0 or len(group) <= _MAX_PER_LINE:
            yield from group
        else:
            yield _with(group[0], f"（本段共{len(group)}处）")


def _with(problem: Problem, more: str) -> Problem:
    return replace(problem, finding=replace(problem.finding, message=problem.finding.message + more))


def _problem(view: View, rule: Rule, hit: Hit) -> Problem:
    severity = Severity.HINT if hit.notice else _LOWER[rule.severity] if hit.unsure else rule.severity
    message = hit.message
    line = hit.line
    alone = rule.id[1] in _OF_ITSELF and rule.id not in _IN_PAIRS
    if line is not None and not alone and "【待补" in line.text:
        severity = Severity.HINT  # what follows from a gap goes when the gap is filled
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
