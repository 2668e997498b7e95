"""The one function that runs the rules of agreement, and what keeps it from telling a thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from genwen.agreement.likeness import odd_parts
from genwen.agreement.registry import RULES
from genwen.agreement.text import Rule, Subject, near_views
from genwen.diagnostics import Finding
from genwen.patterns import regex


def findings_in(subject: Subject, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """What the rules find, in the order of the rules, each finding once."""
    found: dict[Finding, None] = {}
    parts = near_views(subject)
    for rule in rules:
        if rule.foreign or subject.facts is not None:
            news = rule.check(parts if rule.near else subject)
            found |= dict.fromkeys(_untold(found, news) if rule.rest else news)
    return list(found)


_NUMBER = regex(r"\d[\d,.]*")


def _untold(found: Iterable[Finding], news: Iterator[Finding]) -> Iterator[Finding]:
    """The findings whose first quoted number no other finding of the code has at the place."""
    told = {(item.code, item.position, number) for item in found for number in _said(item)}
    named = {names_of(item) for item in found}
    for item in news:
        if (names := names_of(item)) and names in named:
            continue
        own = _NUMBER.findall(item.message.partition("”")[0])
        if not own or (item.code, item.position, own[-1]) not in told:
            yield item


def names_of(item: Finding) -> frozenset[str]:
    """What the two names or wordings a finding of names tells of have differently; nothing for another kind."""
    quoted = re.findall("“([^“”]+)”", item.message.partition("，见 ")[0]) if item.code.startswith("A50") else []
    if len(quoted) < 2:
        return frozenset()
    odd = odd_parts(quoted[0], quoted[1])
    return frozenset(odd if all(odd) else quoted[:2])


def _said(item: Finding) -> list[str]:
    return _NUMBER.findall(item.message.partition("，见 ")[0])
