"""A group by who is in it and how many they are: 局长任组长，两名副局长任副组长，9人为成员，共12人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNT, COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ROLE = regex(
    "(?:任|担任|为|兼任)(?P<role>副?(?:组长|队长|主任委员|召集人|总指挥|指挥长)|成员)|(?P<by>副?(?:组长|队长|召集人))由"
)
_SOME = regex(rf"{COUNT}(?:个[^，。；、\d]{{1,8}}负责人|[人名位])")
_SEVERAL = regex("[、和及与]|双组长|部分|有关|相关|各|党组成员|班子成员")
_TOTAL = regex(
    rf"(?:^|，|；)(?:总)?(?:共计?|合计|总计)(?P<after>[{COUNTING}]{{1,3}}|\d{{1,3}})[人名](?=[。；，组]|$)"
    rf"|由(?P<by>[{COUNTING}]{{1,3}}|\d{{1,3}})[人名](?:同志)?组成|小组(?:成员)?共有?(?P<of>[{COUNTING}]{{1,3}}|\d{{1,3}})[人名]"
)
_SENTENCE = regex("[^。；]+")


def check_groups(subject: Subject) -> Iterator[Finding]:
    """Every sentence that says who leads a group and who is in it."""
    for view in subject.views:
        for line in view.lines:
            if "组长" in line.text or "指挥" in line.text or "召集人" in line.text or "队长" in line.text:
                for match in _SENTENCE.finditer(line.text):
                    yield from _held(line, match)


def _held(line: Line, sentence: re.Match[str]) -> Iterator[Finding]:
    """The total of a sentence against its clauses, each of which has one role."""
    text = sentence.group()
    totals = list(_TOTAL.finditer(text))
    if len(totals) != 1:
        return
    persons: dict[str, int] = {}
    for clause in re.split("[，：]", text):
        roles = [match["role"] or match["by"] for match in _ROLE.finditer(clause)]
        if not roles:
            if _SOME.search(clause) and not _TOTAL.search(f"，{clause}"):
                return
            continue
        count = _count(clause, roles[0])
        if len(roles) > 1 or roles[0] in persons or not count:
            return
        persons[roles[0]] = count
    number = number_in(next(filter(None, totals[0].groups())))
    total = sum(persons.values())
    if len(persons) >= 3 and "成员" in persons and total != number:
        said = line.said(sentence.start(), sentence.end())
        sums = "＋".join(map(str, persons.values()))
        yield finding("A301", f"“{number}人”与组成不符：{sums}＝{total}人，见 {said}", "核对人数",
                      line.at(sentence.start() + totals[0].start()))  # fmt: skip


def _count(clause: str, role: str) -> int:
    """How many have a role: the number said, or the one who leads; 0 where that is not known."""
    some = list(_SOME.finditer(clause))
    if some:
        return number_in(some[0]["n"]) if len(some) == 1 else 0
    return 0 if role == "成员" or _SEVERAL.search(clause) else 1
