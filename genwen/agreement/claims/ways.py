"""Ways that quantities are said to go, without a number, against the tables: 三降一升, 在门诊量减少的情况下, 用水量不降反升."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.claims.moves import Move, listed, moves_of
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex

_C = f"[{COUNTING}]"
_TALLY = regex(
    rf"(?P<n1>{_C})(?:项|个|类)?(?P<w1>[升增降减])、?(?P<n2>{_C})(?:项|个|类)?(?P<w2>[升增降减平])(?:、?(?P<n3>{_C})(?:项|个|类)?(?P<w3>[升增降减平]))?(?![\u4e00-\u9fff]?率)"
)
_SIDES = {"升": 1, "增": 1, "降": -1, "减": -1, "平": 0}
_WAY = regex(
    r"(?:有所|略有|稍有|明显|大幅|显著|稳步|小幅|稳中有|进一步|不断|持续|逐步|实现|同比|较上年|比上年|较去年|比去年|出现|呈现?|不[降增减升]反)+(?P<way>下降|减少|降低|回落|下滑|增加|增长|上升|提高|攀升|[升增降减](?=[，。；的]|$))"
    r"(?!到|至|了?[^，。；、]{0,4}\d|幅|率|目标)"
)
_DOWN = regex("下降|减少|降低|回落|下滑|[降减]$")
_INTO = regex("^(?:但是?|而且?|且|虽然?|尽管|随着|由于|因为?|在|即使|受|其中|同时|全年|今年|其)+")
_STILL = regex("(?:却|仍然?|也|都|均|又|还|依然|则|已|总体|整体)+$")
_COMPARED = regex("[与同和比](?!上年|去年)[^，。；]{1,10}相比|改造[前后]|同期")
_NOT = regex("目标|力争|计划|预计|确保|要求|争取|将|应|[以之]来|[一二三四]季度|半年|\\d月|季度|月份|次数|幅度?$|基础上")


def check_ways(subject: Subject) -> Iterator[Finding]:
    """Every claim in the prose of a document with tables; what is to come left out."""
    for view in subject.views:
        moves, ahead = moves_of(view), ahead_lines(view)
        for number, line in enumerate(view.lines) if moves else ():
            if number in ahead:
                continue
            for match in _TALLY.finditer(line.text):
                yield from _tallied(view, line, match)
            for match in _WAY.finditer(line.text):
                yield from _gone(view, line, match)


def _tallied(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """How many are said to have gone up and down, against the rows that are meant."""
    said = {_SIDES[match[f"w{at}"]]: number_in(match[f"n{at}"]) for at in (1, 2, 3) if match[f"n{at}"]}
    words = line.text[begun_at(line.text, match.start()) : match.start()]
    tables = [moves for moves in moves_of(view) if bigrams(moves[0].about) & bigrams(words)] or moves_of(view)
    for moves in tables:
        mine = listed(moves, words) or (moves if len(moves) == sum(said.values()) and len(tables) == 1 else ())
        real = {side: sum((move.change > 0) - (move.change < 0) == side for move in mine) for side in (1, -1, 0)}
        if len(mine) != sum(said.values()) or all(real[side] == number for side, number in said.items()):
            continue
        side = next(side for side, number in said.items() if real[side] != number)
        odd = next((move for move in mine if (move.change > 0) - (move.change < 0) != side), mine[0])
        counts = f"{real[1]}升{real[-1]}降" + (f"{real[0]}平" if real[0] else "")
        yield finding(
            "A812", f"“{match.group()}”与表不符，表中是{counts}，见 {odd.said}", "核对表和正文", line.at(match.start())
        )
        return


def _gone(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """A quantity said to have gone down that has gone up in every table that has it, or the other way."""
    start = begun_at(line.text, match.start(), "，。；：（\n")
    clause = line.text[start : match.start()]
    sentence = line.text[begun_at(line.text, match.start()) : match.end()]
    if _NOT.search(clause) or _NOT.search(line.text[match.end() : match.end() + 2]) or _COMPARED.search(sentence):
        return
    phrase = _STILL.sub("", _INTO.sub("", clause))
    down = _DOWN.search(match["way"]) is not None
    mine: list[Move] = [move for moves in moves_of(view) for move in moves if move.is_of(phrase)]
    if mine and all(move.change != 0 and (move.change > 0) is down for move in mine):
        yield finding("A812", f"“{phrase}{match.group()}”与表不符：表中{'增加' if down else '减少'}了，见 {mine[0].said}", "核对表和正文",
                      line.at(match.start()))  # fmt: skip
