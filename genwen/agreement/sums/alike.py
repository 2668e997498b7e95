"""Parts whose names differ by an ordinal or a side alone, so that they are all there are, and their total before or behind them.

两院区共有停车位520个，东院300个，西院220个; 一期46人，二期52人，参训98人; 全县共12个乡镇、3个街道，15个乡镇（街道）全部建账.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.sums.parts import never_parts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SIDE = regex("[一二三四五六七八九十东西南北中上下前后左右内外新老旧男女甲乙丙丁ABCD\\d]")
_WHOLE = regex("(?<!公)共|总|合计|全[年局院校馆]")
_BEHIND = regex("参[训加与]|(?<!公)共|总|合计|累计|全年")
_GAP = regex(r"[，、；和及]")
_NOT = regex("比|较|同比|增|减|平均|每|其中|目标|计划")
_NOUN = regex("[\u4e00-\u9fff]{1,4}")
_FAR = Decimal("0.25")


def check_alike(subject: Subject) -> Iterator[Finding]:
    """Every sentence with three numbers."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line):
                if len(sentence) > 2:
                    yield from _sides(sentence)
                    yield from _together(sentence)


def _name(item: Said) -> str:
    figure = item.figure
    return last_clause(figure.line.text[figure.start - len(item.gap) : figure.start], PHRASE)


def _sides(sentence: Sequence[Said]) -> Iterator[Finding]:
    """Runs of names that are alike but for a side, with a total just before or just behind."""
    at = 0
    while at < len(sentence) - 1:
        run = _run(sentence, at)
        if len(run) > 1:
            before = sentence[at - 1] if at else None
            behind = sentence[at + len(run)] if at + len(run) < len(sentence) else None
            for whole, sign in ((before, _WHOLE), (behind, _BEHIND)):
                if whole is not None and sign.search(_name(whole)) and not _NOT.search(_name(whole)):
                    yield from _unequal(run, whole)
                    break
        at += max(len(run), 1)


def _run(sentence: Sequence[Said], at: int) -> list[Said]:
    run = [sentence[at]]
    last = _name(sentence[at + 1])
    first = _name(sentence[at])[-len(last) :]
    stem = _SIDE.sub("", last)
    for item in sentence[at + 1 :]:
        name = _name(item)
        alike = 2 <= len(name) <= 6 and len(name) == len(first) and name != first and _SIDE.sub("", name) == stem
        if not alike or item.figure.unit != run[0].figure.unit or not _GAP.match(item.gap):
            break
        run.append(item)
    plain = (
        stem and len(stem) < len(first) and stem == _SIDE.sub("", first) and all(item.part is Part.NOW for item in run)
    )
    return run if plain and run[0].figure.unit not in never_parts else run[:1]


def _together(sentence: Sequence[Said]) -> Iterator[Finding]:
    """12个乡镇、3个街道，15个乡镇（街道）: what is named behind the third number is what is behind the other two."""
    for a, b, whole in zip(sentence, sentence[1:], sentence[2:], strict=False):
        text = a.figure.line.text
        nouns = [_NOUN.match(text, item.figure.end) for item in (a, b)]
        behind = text[whole.figure.end : whole.figure.end + 12]
        named = all(noun is not None and noun.group()[:2] in behind for noun in nouns)
        unlike = len({noun.group()[:2] for noun in nouns if noun is not None}) == 2
        alone = whole.gap.rstrip("共这全部上述")[-1:] in tuple("，；（：")
        if named and unlike and alone and len({item.figure.unit for item in (a, b, whole)}) == 1:
            yield from _unequal([a, b], whole)


def _unequal(parts: Sequence[Said], whole: Said) -> Iterator[Finding]:
    figure = whole.figure
    total = sum((item.figure.value for item in parts), Decimal(0))
    slack = Decimal(0) if figure.step == 1 else figure.step * (len(parts) + 1) / 2
    if figure.unit == parts[0].figure.unit and slack < abs(total - figure.value) <= total * _FAR:
        terms = "＋".join(item.figure.text for item in parts)
        yield finding("A806", f"{terms}与总数{figure.text}不符，应为{figure.like(total)}，见 {parts[0].figure.said}", "核对各部分和总数",
                      figure.at)  # fmt: skip
