"""What was listed, taken up by its count: 以上四方面问题 behind 一是…三是…, 上述三项任务 behind （一）（二）（三）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import LIST_STYLES, number_in
from genwen.agreement.reading.text import Line, Span, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_NOUNS = "问题|方面|做法|措施|举措|任务|环节|工作|不足|短板|原因|意见|建议|要求|经验|差距|困难|重点|隐患|因素|事项|机制|内容|成绩|矛盾"
_ABOVE = regex(
    rf"(?:上述|以上|前述|这)(?P<n>[{COUNTING}]{{1,3}}|\d{{1,2}})(?:个?方面的?|[个项条类种大点](?:方面的?)?)(?P<noun>{_NOUNS})?"
)
_LACKS = regex("不足|短板|困难|薄弱|问题|差距")
_KINDS = "(?:个?方面|[个项条类种大点])"
_CLOSE = 3
_PARAGRAPHS = ("（一）", "1.", "（1）", "一是")


@record(eq=False)
class _Listing(Span):
    """A list: where it begins, where its last member begins, how many members it has, and the number of its last line."""

    count: int
    number: int
    ended: int


def check_taken_up(subject: Subject) -> Iterator[Finding]:
    """Every count of what stands above, against the lists that stand there."""
    for view in subject.views:
        if any("上" in line.text or "这" in line.text or "前述" in line.text for line in view.lines):
            yield from _taken_up(view)


def _taken_up(view: View) -> Iterator[Finding]:
    last: _Listing | None = None
    paragraphs: dict[str, _Listing] = {}
    before = ""
    for number, line in enumerate(view.lines):
        own = _listings(line, number)
        for match in _ABOVE.finditer(line.text):
            lists = [one for one in own if one.ended < match.start()]
            if not lists and match.start() < len("针对以上") + 1:
                lists = [one for one in paragraphs.values() if one.count > 1 and number - one.number <= _CLOSE]
            if (
                not lists
                and last is not None
                and match["noun"]
                and (last.number == number - 1 or _spoken_of(match["noun"], last.line.text + before))
            ):
                lists = [last]
            yield from _held(line, match, lists)
        before = line.text
        last = next((one for one in own if one.line.text.startswith("一是", one.start)), last)
        _go_on(paragraphs, line, number)


def _held(line: Line, match: re.Match[str], lists: list[_Listing]) -> Iterator[Finding]:
    """The count against every list it may be of; one that was said before in the paragraph is of something else."""
    number = number_in(match["n"])
    counts = {one.count for one in lists}
    said = rf"(?:{match['n']}|{number}){_KINDS}"
    if number < 2 or not lists or number in counts or re.search(said, line.text[: match.start()]):
        return
    near = max(lists, key=lambda one: (one.number, one.start))
    yield finding("A301", f"“{match.group()}”与前面列出的{near.count}项不符，见 {near.line.said(near.start, near.start + 6)}",
                  f"核对：改为{near.count}，或补上、删去所列", line.at(match.start()))  # fmt: skip


def _listings(line: Line, number: int) -> list[_Listing]:
    """The lists inside a paragraph: marks of one style that count from one on."""
    found = []
    for pattern in (form for style, form in LIST_STYLES if style != "一、"):
        marks = [(match, number_in(match["n"])) for match in pattern.finditer(line.text)]
        ranks = [rank for _, rank in marks]
        if len(ranks) > 1 and ranks == list(range(1, len(ranks) + 1)):
            begun = marks[0][0].start()
            found.append(_Listing(line, begun, len(line.text), len(ranks), number, marks[-1][0].end()))
    return found


def _go_on(paragraphs: dict[str, _Listing], line: Line, number: int) -> None:
    """Note a paragraph that begins a list or goes on with one; a heading above it ends all."""
    for at, (style, pattern) in enumerate(LIST_STYLES):
        match = pattern.match(line.text)
        if match is None:
            continue
        if style == "一、":
            paragraphs.clear()
        elif style in _PARAGRAPHS:
            rank = number_in(match["n"])
            old = paragraphs.get(style)
            if rank == 1:
                paragraphs[style] = _Listing(line, 0, 0, 1, number, 0)
            elif old is not None and rank == old.count + 1:
                paragraphs[style] = _Listing(old.line, 0, 0, rank, number, 0)
            for lower, _ in LIST_STYLES[:at] if style == "（一）" else ():
                paragraphs.pop(lower, None)
        return


def _spoken_of(noun: str, text: str) -> bool:
    """Whether what a list is of may go by this noun."""
    return noun == "方面" or noun in text or (noun in ("问题", "不足", "短板") and bool(_LACKS.search(text)))
