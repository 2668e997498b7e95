"""How many copies there are against who keeps them: 一式三份，县水务局、市水务局和供水企业各留存一份."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.counted import listed_in
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import ended_at
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import BRACKETS, COUNTING
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.searching import found_in

_COPIES = regex(rf"一式(?P<n>[{COUNTING}]|\d)份")
_KEEP = "(?:自?(?:执|持|保?留?存|保管|保留|留档|归档|备案|备查))"
_EACH = regex(
    rf"(?P<who>[^，；：]{{1,60}}?)各(?:自)?{_KEEP}?(?:有)?(?P<n>[{COUNTING}]|\d)份"
    rf"|(?:由|报|交|送)?(?P<one>[^，；：、]{{1,20}}?){_KEEP}?(?P<k>[{COUNTING}]|\d)份"
)
_SIDES = regex("(?:[甲买供出借]{1,2}[^，；、和]{0,3}[乙卖需承租]{1,2})?(?P<n>[双两二三四五六])方(?:当事人)?")
_HOLDER = regex(
    "(?:局|委|办|厅|部门|企业|公司|单位|机关|中心|学校|[^，、]人|方|家长|所|站|会|社区|政府|院|校|科|股|处|厂|户|队|银行|机构|组|乡|镇|村|街道)$"
)
_AND = regex("[和及与](?=[^和及与]*$)")
_OPEN = regex("其余|其他|另|余下|等(?=各|[，。；]|$)|若干|相关|有关|分别|每")


def check_copies(subject: Subject) -> Iterator[Finding]:
    """Every 一式几份 that goes on with who keeps how many."""
    for view in subject.views:
        for line, match in found_in(view.lines, _COPIES):
            yield from _held(line, match)


def _held(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    rest = BRACKETS.sub(lambda aside: "·" * len(aside.group()), line.text[match.end() :])
    tail = rest[: ended_at(rest, 0, "。；）\n")]
    end = match.end() + len(tail)
    tail = tail.lstrip("，（：、·")
    begun = end - len(tail)
    if not tail or _OPEN.search(tail):
        return
    kept: list[int] = []
    for clause in re.finditer("[^，；]+", tail):
        found = _EACH.fullmatch(clause.group())
        if found is None and "份" in clause.group():
            return
        if found is not None:
            kept.append(_kept(line, begun + clause.start(), found))
    told, number = sum(kept), number_in(match["n"])
    if not kept or 0 in kept or told == number or (told < number and told < 2):
        return
    severity = Severity.WARNING if told > number else Severity.HINT
    yield finding("A301", f"“{match.group()}”与各方留存的共{told}份不符，见 {line.said(begun, end)}", "核对份数和留存的各方",
                  line.at(match.start()), severity)  # fmt: skip


def _kept(line: Line, start: int, found: re.Match[str]) -> int:
    """How many copies a clause tells of; 0 where that is open."""
    if found["who"] is None:
        return 0 if "、" in found["one"] else number_in(found["k"])
    who = re.sub("^(?:应|须|由|报|交|分别)", "", found["who"])
    if (sides := _SIDES.fullmatch(who)) is not None:
        return number_in({"双": "二"}.get(sides["n"], sides["n"])) * number_in(found["n"])
    if "、" not in who and not _AND.search(who):
        return 0
    listed = listed_in(line, start, who)
    last = _AND.split(listed.items[-1])
    sure = listed.least == listed.most or _HOLDER.search(last[0])
    return listed.most * number_in(found["n"]) if sure else 0
