"""A number announced and those of the paragraphs it announces: 共发现问题45个，涉及三类：, then （一）…共发现18个, （二）…15个, （三）…12个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.counts.lists import LIST_STYLES, number_in
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_LEAD = regex("(?:：|如下。?|主要[是有]：?|[几两三四五六七八九十]类[。：])$")
_NOT = regex("其中|突出|重点|主要|典型|比|较|每|平均|目标|计划|已|未|尚|以[上下]|扣|新增|增加|减少")
_NOUN = regex("[\u4e00-\u9fff]{2}")
_MOST = 60
_BETWEEN = (Decimal("0.6"), Decimal("1.7"))


def check_sections(subject: Subject) -> Iterator[Finding]:
    """Every paragraph that announces a list of paragraphs and says a number of things."""
    for view in subject.views:
        for number, line in enumerate(view.lines[:-2]):
            if _LEAD.search(line.text.rstrip()) and (wholes := _wholes(line)):
                yield from _held(wholes, _sections(view, number + 1))


def _wholes(line: Line) -> list[Figure]:
    """The counts of a line that may be of all that follows: exact ones, of several things."""
    return [
        item.figure
        for item in told_in(line)
        if item.part is Part.NOW
        and item.figure.step == 1
        and item.figure.value > 3
        and item.figure.unit not in (*PER_CENT, POINTS, "分", "年", "类", "月", "天", "日")
    ]


def _sections(view: View, first: int) -> list[list[Line]]:
    """The paragraphs of a list that begins at a line, those of each member together; nothing where none begins."""
    style = next(
        (form for _, form in LIST_STYLES if (one := form.match(view.lines[first].text)) and number_in(one["n"]) == 1),
        None,
    )
    found: list[list[Line]] = []
    for line in view.lines[first : first + _MOST] if style is not None else ():
        match = style.match(line.text) if style is not None else None
        higher = any(form.match(line.text) for _, form in LIST_STYLES[-2:] if form is not style)
        if match is not None and number_in(match["n"]) == len(found) + 1:
            found.append([])
        elif match is not None or higher or not found:
            break
        found[-1].append(line)
    if found:
        found[-1] = found[-1][:1]  # where the last member ends is not known
    return found


def _held(wholes: Sequence[Figure], sections: Sequence[Sequence[Line]]) -> Iterator[Finding]:
    for whole in wholes if len(sections) > 1 else ():
        parts = [_only(section, whole) for section in sections]
        if any(part is None for part in parts):
            continue
        mine = [part for part in parts if part is not None]
        total = sum((part.value for part in mine), Decimal(0))
        if total != whole.value and _BETWEEN[0] < total / whole.value < _BETWEEN[1]:
            terms = "＋".join(part.text for part in mine)
            yield finding("A806", f"“{whole.text}”与各条所说的{terms}＝{whole.like(total)}不符，见 {mine[0].said}", "核对总数和各条的数",
                          whole.at)  # fmt: skip


def _only(section: Sequence[Line], whole: Figure) -> Figure | None:
    """The one number of a member that is of what the whole is of: 问题18个, or that of its heading in brackets."""
    nouns = _nouns(whole)
    found = []
    for line in section:
        for item in told_in(line):
            figure = item.figure
            if figure.unit != whole.unit or item.part is not Part.NOW:
                continue
            before = line.text[max(0, figure.start - 1) : figure.start]
            bracketed = line is section[0] and before in "（(" and line.text[figure.end : figure.end + 1] in "）)"
            clause = last_clause(line.text[: figure.start], PHRASE)
            if _NOT.search(clause):
                return None
            if bracketed or nouns & _nouns(figure):
                found.append(figure)
    return found[0] if len(found) == 1 else None


def _nouns(figure: Figure) -> set[str]:
    """The last words before a number and the first behind it: 问题45个, 45个问题."""
    text = figure.line.text
    before = last_clause(text[: figure.start], PHRASE)[-2:]
    behind = _NOUN.match(text, figure.end)
    return {word for word in (before, behind.group() if behind else "") if re.fullmatch(_NOUN.pattern, word)}
