"""How far a share is from what is aimed at, where the aim stands beside the gap: 距25%的目标还差5.7个百分点, 高于省定目标（95%）1.6个百分点.

The share itself may stand in the sentence or anywhere in the paper; any share of the paper that makes the gap is enough to be silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from re import Match

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_GAP = regex(
    "(?P<aim>\\d+(?:\\.\\d+)?)[%％][）]?(?:以上)?(?P<tail>[^。；\\d]{0,22}?)(?:，)?(?P<way>(?:还|尚|仍|相)?(?:差|缺|有差距)|低|少|高|超出|超过|多)?(?:了|出)?(?P<gap>\\d+(?:\\.\\d+)?)个百分点"
)
_AIM = regex("目标|任务|要求|标准|指标|规划值?|控制数|底线")
_OVER = regex("高于|超过|超出|高出|超额")
_UNDER = regex("低于|不及|落后|距离?|离|差|缺|低|少")
_NOT = regex("上年|去年|同期|年初|20\\d{2}年(?:的|）|同期)|提高|下降|上升|增加|降低|回落|增长|减少")
_LEAST = 2
_SHARES = frozenset(("%", ""))


def check_to_aim(subject: Subject) -> Iterator[Finding]:
    """Every gap in points behind a share that is aimed at."""
    for view in subject.views:
        for line in view.lines:
            if "个百分点" not in line.text or not _AIM.search(line.text):
                continue
            for match in _GAP.finditer(line.text):
                begun = begun_at(line.text, match.start())
                words = line.text[begun : match.end()]
                if _AIM.search(line.text, max(begun, match.start() - 16), match.start("gap")) and not _NOT.search(
                    match["tail"]
                ):
                    yield from _held(view, line, match, begun, words)


def _held(view: View, line: Line, match: Match[str], begun: int, words: str) -> Iterator[Finding]:
    aim, gap = Decimal(match["aim"]), Decimal(match["gap"])
    before = line.text[begun : match.start()]
    over = _OVER.search(before) or (match["way"] or "") in ("高", "超出", "超过", "多")
    under = _UNDER.search(before + (match["way"] or ""))
    if bool(over) is bool(under):
        return
    right = aim + gap if over else aim - gap
    step = max(Decimal(1).scaleb(-len(text.partition(".")[2])) for text in (match["aim"], match["gap"]))
    said = [item for item in told_in(line) if begun <= item.figure.start < match.start() and item.figure.unit == "%"]
    beside = [item.figure for item in said if item.part is Part.NOW and item.figure.start < match.start("aim")]
    every = [place.figure for place in whereabouts(view).by_unit.get("%", ())]
    cells = (
        number
        for sheet in sheets_of(view)
        for row in sheet.numbers
        for number in row
        if number is not None and number.unit in _SHARES
    )
    if any(_is(one.value, right, max(one.step, step)) for one in every) or any(
        _is(n.value, right, max(n.step, step)) for n in cells
    ):
        return
    if beside and _is(abs(beside[-1].value - aim), gap, step):
        return  # 漏损率9.6%，距离9%以内的要求还差0.6个百分点: less is better here
    share = beside[-1] if beside else _named(view, line, words, aim)
    if share is not None and share.value != aim and Decimal("0.4") < right / share.value < Decimal("2.5"):
        real = abs(share.value - aim)
        yield finding("A804", f"“{match['gap']}个百分点”与{share.text}、{match['aim']}%不符，相差{real}，见 {share.said}",
                      "核对现在的数、目标和差距", line.at(match.start("gap")))  # fmt: skip


def _is(one: Decimal, other: Decimal, step: Decimal) -> bool:
    return abs(one - other) <= step * Decimal("0.51")


def _named(view: View, line: Line, words: str, aim: Decimal) -> Figure | None:
    """The one share of the paper that goes by the words of the sentence; None where there are several."""
    ahead, own = ahead_lines(view), bigrams(words)
    found: list[tuple[int, Figure]] = []
    for number, other in enumerate(view.lines):
        for item in told_in(other) if number not in ahead and other is not line else ():
            if item.figure.unit == "%" and item.part is Part.NOW and item.figure.value != aim:
                alike = len(own & bigrams(_clauses(item)))
                found += [(alike, item.figure)] if alike >= _LEAST else []
    best = max((alike for alike, _ in found), default=0)
    top: Sequence[Figure] = [figure for alike, figure in found if alike == best]
    return top[0] if len({figure.value for figure in top}) == 1 else None


def _clauses(item: Said) -> str:
    text, start = item.figure.line.text, item.figure.start
    return text[begun_at(text, start, "，。；：、") : start]
