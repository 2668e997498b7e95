"""Headings against the sentence that announces them: 围绕丰富服务内容、加强服务队伍…四个方面 over （三）壮大服务队伍."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_LISTED = regex(r"[\u4e00-\u9fff]{4,16}(?:、[\u4e00-\u9fff]{4,16}){2,}")
_LEAD = regex("^.*?(?:围绕|重点抓好|抓好|做好|聚焦|突出|坚持|实施|分为|包括|按照|开展|主要是|就是|通过|从)")
_COUNT = regex(
    r"(?:等)?(?:[两二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|大?(?:方面|工程|行动|任务|体系|机制|举措|板块|环节)|项|个|条|类|部分).*$"
)
_HEAD = regex(
    r"\s*(?:(?P<first>[一二三四五六七八九十]{1,2})、|（(?P<second>[一二三四五六七八九十]{1,2})）|(?P<third>\d{1,2})[.．])(?P<name>[\u4e00-\u9fff]{4,20})(?:[。：，]|$)"
)
_NUMERALS = "一二三四五六七八九十"
_LEAST, _WITHIN = 2, 80
"""Items that are headings word for word, at least; lines in which the headings stand."""


@record(eq=False)
class Heading:
    """A heading by its level, its number and its words."""

    line: Line
    level: str
    number: int
    name: str
    start: int


def check_announced(subject: Subject) -> Iterator[Finding]:
    """Every list of items that headings follow."""
    for view in subject.views:
        headings = dict(_headings(view))
        for at, line in enumerate(view.lines) if len(headings) > _LEAST else ():
            for match in _LISTED.finditer(line.text) if line.text.count("、") > 1 else ():
                following = _series(view, headings, at)
                if following:
                    yield from _held(line, match, following)


def _headings(view: View) -> Iterator[tuple[int, Heading]]:
    for at, line in enumerate(view.lines):
        match = _HEAD.match(line.text)
        if match is not None:
            level = next(name for name in ("first", "second", "third") if match[name])
            said = match[level]
            number = int(said) if said.isdecimal() else _NUMERALS.find(said) + 1
            yield at, Heading(line, level, number, match["name"], match.start("name"))


def _series(view: View, headings: dict[int, Heading], at: int) -> list[Heading]:
    """The headings of one level, from 一 on, that follow a line."""
    found: list[Heading] = []
    for number in range(at + 1, min(len(view.lines), at + _WITHIN)):
        heading = headings.get(number)
        if heading is None or (found and heading.level != found[0].level):
            if found and heading is not None and heading.level < found[0].level:
                break
            continue
        if heading.number != len(found) + 1:
            break
        found.append(heading)
    return found


def _held(line: Line, match: re.Match[str], following: Sequence[Heading]) -> Iterator[Finding]:
    """The one item that is told otherwise than its heading, where the others are told alike and in the same order."""
    items = match.group().split("、")
    items = [_LEAD.sub("", items[0]), *items[1:-1], _COUNT.sub("", items[-1])]
    if len(items) != len(following):
        return
    odd = [(item, heading) for item, heading in zip(items, following, strict=True) if item != heading.name]
    if len(odd) != 1 or len(items) - 1 < _LEAST:
        return
    item, heading = odd[0]
    if len(item) == len(heading.name) and len(set(item) & set(heading.name)) * 2 >= len(item):
        start = match.start() + match.group().find(item)
        yield finding("A503", f"“{item}”与小标题“{heading.name}”不一致，见 {heading.line.said(heading.start, heading.start + len(heading.name))}",
                      "前面总说的与后面的小标题一字不差", line.at(start))  # fmt: skip
