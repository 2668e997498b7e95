"""The one function that runs the rules of agreement, and what keeps it from telling a thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from genwen.agreement.reading.cells import cells_of
from genwen.agreement.reading.likeness import odd_parts
from genwen.agreement.reading.sentences import said_in
from genwen.agreement.reading.text import Rule, Subject, near_views
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.agreement.registry import RULES
from genwen.diagnostics import Finding, Position
from genwen.patterns import regex
from genwen.searching import forget


def findings_in(subject: Subject, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """What the rules find, in the order of the rules, each finding once."""
    return settled(rules, news_of(subject, rules, range(len(rules))))


def news_of(subject: Subject, rules: Sequence[Rule], turns: Iterable[int]) -> dict[int, list[Finding]]:
    """What each rule whose turn it is finds, by the number of the rule; in whatever order and process, it finds the same."""
    parts = near_views(subject)
    found: dict[int, list[Finding]] = {}
    for turn in turns:
        rule = rules[turn]
        asked = rule.foreign or subject.facts is not None
        found[turn] = list(rule.check(parts if rule.near else subject)) if asked else []
    forget()
    return found


def read_beforehand(subject: Subject) -> None:
    """Read what nearly all rules ask for, so that processes which take turns at the rules have it from one reading."""
    for line in subject.lines():
        said_in(line)
    for view in (*subject.views, *near_views(subject).views):
        whereabouts(view)
        cells_of(view)


def settled(rules: Sequence[Rule], news: Mapping[int, Sequence[Finding]]) -> list[Finding]:
    """What rules have found, in the order of the rules, each finding once."""
    found: dict[Finding, None] = {}
    told = _Told()
    for turn, rule in enumerate(rules):
        own = dict.fromkeys(told.left_of(news[turn]) if rule.rest else news[turn])
        told.add(own)
        found |= own
    return list(found)


_NUMBER = regex(r"\d[\d,.]*")


class _Told:
    """What was told so far: by place the numbers with the codes that told them, and the wrong names; the names."""

    def __init__(self) -> None:
        self.numbers: dict[Position | None, set[tuple[str, str]]] = {}
        self.names: set[frozenset[str]] = set()
        self.wrong: dict[Position | None, set[str]] = {}

    def add(self, items: Iterable[Finding]) -> None:
        """Note what was found."""
        for item in items:
            self.names.add(names_of(item))
            self.wrong.setdefault(item.position, set()).update(_wrong_name(item))
            self.numbers.setdefault(item.position, set()).update((item.code, number) for number in _said(item))

    def left_of(self, news: Iterable[Finding]) -> Iterator[Finding]:
        """The findings whose first quoted number no other finding of the code has at the place, nor their wrong name, or a part."""
        for item in news:
            if (names := names_of(item)) and names in self.names:
                continue
            if any(
                name in told or told in name for name in _wrong_name(item) for told in self.wrong.get(item.position, ())
            ):
                continue
            own = _NUMBER.findall(item.message.partition("”")[0])
            if not own or (item.code, own[-1]) not in self.numbers.get(item.position, ()):
                yield item


def names_of(item: Finding) -> frozenset[str]:
    """What the two names or wordings a finding of names tells of have differently; nothing for another kind."""
    quoted = re.findall("“([^“”]+)”", item.message.partition("，见 ")[0]) if item.code.startswith("A50") else []
    if len(quoted) < 2:
        return frozenset()
    odd = odd_parts(quoted[0], quoted[1])
    return frozenset(odd if all(odd) else quoted[:2])


def _wrong_name(item: Finding) -> list[str]:
    """The name a finding of names calls wrong; none for another kind."""
    return re.findall("^“([^“”]+)”", item.message) if item.code.startswith("A50") else []


def _said(item: Finding) -> list[str]:
    return _NUMBER.findall(item.message.partition("，见 ")[0])
