"""Changes said in prose against the numbers they are made from: in the sentence, or in a table of the same papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.arithmetic.rates import fits, may_make
from genwen.agreement.ratios.around import around, free, turned
from genwen.agreement.ratios.differences import as_points, difference, direction, points
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.pairs import Pairs, pairs_in
from genwen.agreement.reading.said_names import clause_before
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MEAN = regex("(?:[年月季]均|平均每[年月季]|每年平均)(?:复合)?(?:增|下降|减|提高|降低|上升|递|压)[^，。；\\d]*$")
"""A change in each of several years is not that of all of them."""


def check_changes(subject: Subject) -> Iterator[Finding]:
    """Every rate and every difference that is said."""
    pairs = pairs_in(subject)
    for line in subject.lines():
        for sentence in said_in(line):
            if len(sentence) > 60:
                continue
            yield from _respective(line, sentence, pairs)
            for index, item in enumerate(sentence):
                if _MEAN.search(line.text, max(0, item.figure.start - 16), item.figure.start):
                    continue
                yield from _from_base(line, sentence, index, subject) if item.part is Part.RATE else ()
                if item.part is Part.RATE and not _in_turn(sentence, index):
                    yield from as_points(sentence, item)
                    yield from _rate(line, sentence, index, pairs)
                elif item.figure.unit == "个百分点" and item.part is Part.NOW:
                    yield from points(sentence, item)
                elif item.part is Part.DIFFERENCE:
                    yield from difference(sentence, index, pairs)
                elif item.moved and item.word:
                    yield from direction(sentence, index)


def _in_turn(sentence: Sequence[Said], index: int) -> bool:
    """Whether a change is one of several that are told one for one: 起数、面积分别减少2起、下降38.5%."""
    while index and sentence[index].gap.startswith("、") and "分别" not in sentence[index].gap:
        index -= 1
    return "分别" in sentence[index].gap


def _rate(line: Line, sentence: tuple[Said, ...], index: int, pairs: Pairs) -> Iterator[Finding]:
    item = sentence[index]
    bases, nows = around(sentence, index, None)
    couples = [
        (b, n)
        for b in bases
        for n in nows
        if b.figure.unit == n.figure.unit and b.figure.value and n.figure.value and not _is_part(sentence, b, n)
    ]
    good = [(b, n) for b, n in couples if fits(b.figure, n.figure, item.figure)]
    if good:
        b, n = good[0]
        falls = n.figure.value < b.figure.value
        if (
            falls is not item.falls
            and len(item.word) > 1
            and n.figure.value != b.figure.value
            and "率" not in item.word
        ):
            yield turned(item, b, n)
        return
    points = [
        (b, n)
        for b, n in couples
        if b.figure.unit == "%" and abs(abs(b.figure.value - n.figure.value) - item.figure.value) <= item.figure.step
    ]
    parts = [other for other in sentence[:index] if other.part is Part.DIFFERENCE]
    if points or any(may_make(part, [*bases, *nows], item) for part in parts):
        return
    couples = [(b, n) for b, n in couples if b.figure.unit != "%"]
    couples = [two for two in couples if free(sentence, index, *two)] or _of_name(item, couples)
    if couples:
        b, n = couples[0]
        real = (n.figure.value - b.figure.value) / b.figure.value * 100
        yield finding("A803", f"“{item.word}{item.figure.text}”与前后两数不符：{b.figure.text}变为{n.figure.text}，"
                      f"应为{'下降' if real < 0 else '上升'}{abs(real):.2f}%，见 {b.figure.said}",
                      "由未经修约的数计算，核对后改正", item.figure.at)  # fmt: skip
        return
    yield from _from_part(line, sentence, index, parts, [*bases, *nows])
    if parts and not bases and parts[-1] is sentence[index - 1]:
        yield from _alone(line, parts[-1], item, pairs)
    if not bases and not parts:
        yield from _from_pairs(line, sentence, index, nows, pairs)


def _is_part(sentence: Sequence[Said], part: Said, whole: Said) -> bool:
    """Whether the numbers from one to another make the latter: 分别为38.6万、31.5万、25.1万千瓦时，合计95.2万千瓦时; or one is of the other: 12个月中有9个月."""
    if any(item.figure.line.text.startswith(("中，", "里，"), item.figure.end) for item in (part, whole)):
        return True
    first, last = sentence.index(part), sentence.index(whole)
    return last - first > 1 and whole.figure.value == sum(item.figure.value for item in sentence[first:last])


def _of_name(item: Said, couples: list[tuple[Said, Said]]) -> list[tuple[Said, Said]]:
    """与上年的33起、13人相比，事故起数…、死亡人数下降15.4%: the one couple whose number now has a word of the rate's clause."""
    words = bigrams(clause_before(item.figure))
    named = [(b, n) for b, n in couples if bigrams(clause_before(n.figure)) & words]
    return named if len(named) == 1 and len({n.figure.unit for _, n in couples}) > 1 else []


def _from_part(
    line: Line, sentence: tuple[Said, ...], index: int, parts: list[Said], others: list[Said]
) -> Iterator[Finding]:
    """减少360吨，下降5%, with what is now or was before somewhere in the sentence."""
    item = sentence[index]
    if parts and re.search(
        r"(?:比|较)\d{1,2}月", line.text[parts[-1].figure.start - len(parts[-1].gap) : parts[-1].figure.start]
    ):
        return
    if not parts or parts[-1] is not sentence[index - 1] or not free(sentence, index, parts[-1]):
        return
    part = parts[-1]
    if not re.search("比|较|同|上年|去年|\0", part.gap) or re.search(
        r"(?<!同)(?<!环)(?:比|较|与)(?!上|去|\0|同|年|前|往|基)[^，。；]{2,}", part.gap
    ):
        return
    near = [
        other for other in others if other.figure.unit == part.figure.unit and other.figure.value > part.figure.value
    ]
    if not near:
        return
    other = near[0]
    before = (
        other.figure.value
        if other.part is Part.BASE
        else other.figure.value + (part.figure.value if part.falls else -part.figure.value)
    )
    if before <= 0:
        return
    real = part.figure.value / before * 100
    yield finding("A803", f"“{item.word}{item.figure.text}”与{part.word}{part.figure.text}不符，应为{real:.2f}%，见 {other.figure.said}",
                  "由未经修约的数计算，核对后改正", item.figure.at)  # fmt: skip


def _alone(line: Line, part: Said, item: Said, pairs: Pairs) -> Iterator[Finding]:
    """累计减少1850立方米，下降14.68%: no number it was or is, but one change in a table has that rate."""
    same = [(pair, value) for (unit, value), known in pairs.items() if unit == part.figure.unit for pair in known]
    same = [
        (pair, value)
        for pair, value in same
        if abs(abs(pair.old - value) / pair.old * 100 - item.figure.value) <= item.figure.step / 2
    ]
    apart = [(pair, value) for (unit, value), known in pairs.items() if unit == part.figure.unit for pair in known]
    apart = [
        (pair, value) for pair, value in apart if abs(abs(pair.old - value) - part.figure.value) <= part.figure.step / 2
    ]
    if apart and not same:
        pair, value = apart[0]
        real = abs(pair.old - value) / pair.old * 100
        yield finding("A803", f"“{item.word}{item.figure.text}”与{part.word}{part.figure.text}不符：表中由{pair.said_old}变化{real:.2f}%，见 {pair.place}",
                      "核对表和正文", item.figure.at)  # fmt: skip
        return
    if not same or any(abs(abs(pair.old - value) - part.figure.value) <= part.figure.step for pair, value in same):
        return
    pair, value = same[0]
    yield finding("A803", f"“{part.word}{part.figure.text}”与{item.word}{item.figure.text}不符：表中{pair.said_old}变为{part.figure.like(value)}，"
                  f"见 {pair.place}", "核对表和正文", part.figure.at)  # fmt: skip


def _from_pairs(
    line: Line, sentence: tuple[Said, ...], index: int, nows: list[Said], pairs: Pairs
) -> Iterator[Finding]:
    """A rate of a number that a table has with what it was before."""
    item = sentence[index]
    for now in nows[:1]:
        known = pairs.get((now.figure.unit, now.figure.value), [])
        if not known or not (free(sentence, index, now) or _again(sentence, index)):
            continue
        if any(fits(pair.old_figure(line), now.figure, item.figure) for pair in known):
            pair = next(pair for pair in known if fits(pair.old_figure(line), now.figure, item.figure))
            if (now.figure.value < pair.old) is not item.falls and now.figure.value != pair.old and len(item.word) > 1:
                yield finding("A804", f"“{item.word}{item.figure.text}”方向不对：表中由{pair.said_old}变为{now.figure.text}，见 {pair.place}",
                              "核对表和正文", item.figure.at)  # fmt: skip
            return
        pair = known[0]
        real = (now.figure.value - pair.old) / pair.old * 100
        yield finding("A803", f"“{item.word}{item.figure.text}”与表中不符：{pair.said_old}变为{now.figure.text}，应为{real:+.2f}%，见 {pair.place}",
                      "由未经修约的数计算，核对后改正", item.figure.at)  # fmt: skip


def _again(sentence: tuple[Said, ...], index: int) -> bool:
    """比2024年下降…，比2023年下降…: a second change of the same number."""
    return (
        index > 0
        and sentence[index - 1].part is Part.RATE
        and bool(re.match(r"[，、]?(?:比|较|与)\0", sentence[index].gap))
    )


def _respective(line: Line, sentence: tuple[Said, ...], pairs: Pairs) -> Iterator[Finding]:
    """a、b、c…分别下降x、y、z: each rate against its own number, where a table has what that was before."""
    for index, item in enumerate(sentence):
        if item.part is not Part.RATE or "分别" not in item.gap:
            continue
        rates = [item]
        for other in sentence[index + 1 :]:
            if other.figure.unit != item.figure.unit or not re.fullmatch(r"\s*[、，和及]\s*", other.gap):
                break
            rates.append(other)
        nows = [other for other in sentence[:index] if other.part is Part.NOW][-len(rates) :]
        if len(rates) < 2 or len(nows) != len(rates):
            continue
        for now, rate in zip(nows, rates, strict=True):
            known = pairs.get((now.figure.unit, now.figure.value), [])
            if known and not any(fits(pair.old_figure(line), now.figure, rate.figure) for pair in known):
                pair = known[0]
                real = (now.figure.value - pair.old) / pair.old * 100
                yield finding("A803", f"“{rate.figure.text}”与表中不符：{pair.said_old}变为{now.figure.text}，应为{real:+.2f}%，见 {pair.place}",
                              "“分别”前后要一一对应，核对后改正", rate.figure.at)  # fmt: skip


_SUBJECT = regex(r"(?P<what>[^，。；：、\d\0]{2,14}?)(?:比|较)")


def _from_base(line: Line, sentence: tuple[Said, ...], index: int, subject: Subject) -> Iterator[Finding]:
    """与2024年的2120包相比，复印纸用量下降12.3%; 受理量比2024年的352460件增长9.0%: what it is now stands elsewhere, under the same words."""
    item = sentence[index]
    if index != 1 or sentence[0].part is not Part.BASE:
        return
    base = sentence[0]
    named = _SUBJECT.match(base.gap)
    if "相比" in item.gap:
        words = bigrams(re.split("相比[，,]?", item.gap)[-1])
        view = next((view for view in subject.views if line in view.lines), None)
        lines = view.lines if view is not None else ()
    elif named is not None and item.gap == item.word:
        words, lines = bigrams(named["what"]), (line,)
    else:
        return
    nows = [other.figure for other_line in lines for other in told_in(other_line)
            if other.figure.unit == base.figure.unit and other.part is Part.NOW and (bigrams(other.gap) & words if words else other_line is not line)]  # fmt: skip
    if not nows or len(nows) > 6 or any(fits(base.figure, now, item.figure) for now in nows):
        return
    now = nows[0]
    real = (now.value - base.figure.value) / base.figure.value * 100 if base.figure.value else Decimal(0)
    if abs(real) < 60:
        yield finding("A803", f"“{item.word}{item.figure.text}”与两数不符：{base.figure.text}变为{now.text}，应为{real:+.2f}%，见 {now.said}",
                      "核对三个数", item.figure.at)  # fmt: skip
