"""What stands around a change: the numbers before and now, and whether they are its own."""

from __future__ import annotations

import re

from genwen.agreement.reading.sentences import DOWN, UP, Part, Said
from genwen.agreement.reading.text import finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PLAIN = regex(
    r"^）?[，、（(]?\s*(?:同比|环比|比|较|与|相比|同|上年|去年|上一年|同期|基年|基期|基准年|度|上期|上季度|总体|累计|共|实际|平均|年均|分别|总量|又|均|再|则|也|"
    r"\0+|[的度底末初，,])*(?P<rest>[^，。；、]*)$"
)
_WORDLESS = regex(
    rf"(?:累计|共计|合计|[一两三四五六七八九十]年(?:间|来|内)?|净|少用|多用|节[电水能油气]率?|单[台灯位辆]|每[台灯盏辆]|幅度?|率|为|了|约|达|到|近|比例|：|:|\s|有所|{'|'.join(sorted({*DOWN.split('|'), *UP.split('|')}, key=len, reverse=True))})+"
)
_REACHED = regex(r"^[，、]?(?:目前|现在|现|今年|本年)?(?:为|是|达到?|共有|有|降到|降至|增至|增到|升至)$")


def around(sentence: tuple[Said, ...], index: int, unit: str | None) -> tuple[list[Said], list[Said]]:
    """What stands for before and for now around a change: those before it, and what is added right after it."""
    bases, nows = [], []
    for item in reversed(sentence[:index]):
        if unit is not None and item.figure.unit != unit:
            continue
        if item.part is Part.BASE:
            bases.append(item)
        elif item.part is Part.NOW:
            nows.append(item)
    chained = len(nows) > 1 and nows[0].moved
    for item in sentence[index + 1 :]:
        if item.part in (Part.DIFFERENCE, Part.RATE) and len(item.gap) < 8:
            continue
        if unit is not None and item.figure.unit != unit:
            break
        bracketed = item.gap.startswith(("（", "(")) and item.part is Part.NOW and not item.moved
        if (item.part is Part.BASE or bracketed) and re.match("[，（(]", item.gap) and not bases:
            bases.append(item)
            continue
        if item.part is Part.NOW and (item.moved or _REACHED.match(item.gap)):
            nows.append(item)
        break
    if bases and not nows:
        nows = [
            item
            for item in sentence[index + 1 :]
            if item.part is Part.NOW and _REACHED.match(item.gap) and unit in (None, item.figure.unit)
        ][:1]
    if chained:
        bases.insert(0, nows[1])
    return bases, nows


def free(sentence: tuple[Said, ...], index: int, *used: Said) -> bool:
    """Whether no other subject stands between the numbers and the change, so that it must be theirs."""
    places = [sentence.index(item) for item in used]
    if min(places) == index + 1 and re.match("[，（](?:由|从)", sentence[index + 1].gap):
        return True
    first = max((place for place in places if place < index), default=index - 1)
    between = sentence[first + 1 : index]
    if any(item.part is sentence[index].part for item in between) or any(
        item.part in (Part.NOW, Part.BASE) for item in between
    ):
        return False
    for item in (*between, sentence[index]):
        match = _PLAIN.match(item.gap)
        rest = _WORDLESS.sub("", match["rest"] if match else item.gap)
        names = "".join(other.gap for other in used)
        if len(rest) > 1 and rest not in names and not any(rest[i : i + 2] in names for i in range(len(rest) - 1)):
            return False
    return True


def turned(item: Said, base: Said, now: Said) -> Finding:
    """A change whose word goes the other way than its two numbers."""
    right = "下降" if now.figure.value < base.figure.value else "上升"
    return finding("A804", f"“{item.word}{item.figure.text}”方向不对：{base.figure.text}变为{now.figure.text}，见 {base.figure.said}",
                   f"改为{right}", item.figure.at)  # fmt: skip
