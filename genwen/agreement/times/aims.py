"""Aims against what is reached, limits and ranges against what is said to keep them.

建成率已达89.5%，到2026年底达到88%以上; 用水总量4.82亿立方米，控制在4.50亿立方米以内; 班额控制在40至45人，最大班额52人.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.clauses import begun_at, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said
from genwen.agreement.reading.sheet import labels_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import YEAR_SAID
from genwen.agreement.reading.whereabouts import Place, ahead_lines, main_year, whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_WILL = regex("力争|目标|预期|明年|下一步|下年|打算|确保|计划|将|到\0|拟")
_UP = regex(
    r"(?P<name>[\u4e00-\u9fff“”（）]{2,30}?)(?:要|力争|应|将|再|进一步|持续|稳步|全部)*(?:由[^，。；]{1,10})?"
    r"(?:(?:提高|提升|增加|增长|上升|扩大|增)(?:到|至)|达到|达|不低于|不少于)$"
)
_DOWN = regex(
    r"(?P<name>[\u4e00-\u9fff“”（）]{2,30}?)(?:要|力争|应|将|再|进一步|严格)*(?:(?:控制|压减|压缩|降低?|下降|减少)(?:在|到|至)|不超过|不高于)$"
)
_NO_AIM = regex("失业率|涨幅|赤字|左右")
"""Limits that nobody means to come nearer to, and aims that are as good as what is."""
_NO_STATE = regex("左右|以[上下内]")
_VERB = regex("(?:已|为|达到?|是|由|从|提高|提升|增加|上升|下降|降低|到|至|上年的?|去年的?)+$")
_BY = regex(r"(?:^|[，、])到(?:19|20)\d{2}年")
_BASED = regex("的基础上|再(?:上|提|升|降)|[^，。；]{0,2}(?:更进|再进|继续)")
_ADDED = regex("新增|新建|年均|每年|新建成|增长|下降|降低|提高(?!到|至)")
_LIMIT = regex(
    r"^[，、（]?(?:均|都|仍|也|全部|总体|并)?(?P<less>控制在|低于|(?:未|没有|不)(?:超过|突破|超出)|小于|少于)[^，。；\d]{0,10}$|^[，、（]?(?:均|都|仍|也|全部|总体|已)?(?P<more>高于|超过|突破|大于|多于)(?!\0)[^，。；\d]{0,10}$"
)
_RANGE = regex(
    r"(?:控制在|保持在|稳定在|处于|介于|在)(?P<low>\d+(?:\.\d+)?)(?P<u>[^\d，。；]{0,4}?)\s*(?:[—－\-~～至到])\s*(?P<high>\d+(?:\.\d+)?)\s*(?P<unit>[^\d，。；、]{1,4})"
)
_MOST = regex(
    r"(?P<most>最[大高多长]|最[小低少短])[^，。；\d]{0,8}?(?:为|是|达|有)?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>[^\d，。；、]{1,4})"
)


def check_aims(subject: Subject) -> Iterator[Finding]:
    """Every aim, limit and range of every document."""
    for view in subject.views:
        yield from _against_now(view)
        for line in view.lines:
            if "最" in line.text:
                yield from _in_range(line)


def _clause(item: Said) -> str:
    """The words from the last mark to a figure, figures between left out."""
    text = item.figure.line.text[: item.figure.start]
    return re.sub(r"\d[\d.,]*(?:[%％]|[\u4e00-\u9fff]{0,2}(?=[升降提增减下]))?", "", last_clause(text, "，。；：！？"))


def _against_now(view: View) -> Iterator[Finding]:
    where = whereabouts(view)
    ahead, year = ahead_lines(view), main_year(view)
    aims: list[tuple[Place, str, bool]] = []
    rest: list[Place] = []
    before: list[Place] = []
    for number, places in where.by_line.items():
        coming = number in ahead
        text = places[0].figure.line.text
        mixed = coming or _WILL.search(text) is not None or "到20" in text
        for index, place in enumerate(places):
            if index and places[index - 1].sentence == place.sentence:
                yield from _limited(places[index - 1].said, place.said)
            later, willed = _when(place, year) if mixed else (place.said.year > year, False)
            if coming or later or willed:
                if index and _from_base(places[index - 1].said, place.said):
                    continue
                clause = _clause(place.said)
                for form, up in ((_UP, True), (_DOWN, False)):
                    if (match := form.search(clause)) and not _ADDED.search(match["name"]):
                        aims.append((place, _name(match["name"]), up))
            elif place.said.part is Part.NOW and not _NO_STATE.match(text[place.figure.end :]):
                rest.append(place)
            elif place.said.part is Part.BASE:
                before.append(place)
    aims = [aim for aim in aims if _is_aim(view, aim[0], aim[1])]
    nows: dict[str, list[Now]] = {place.figure.unit: [] for place, _, _ in aims}
    for place in rest:
        if place.figure.unit in nows:
            clause = _clause(place.said)
            name = _VERB.sub("", clause)
            nows[place.figure.unit].append((place, bigrams(name), name[-2:]))
    based = (
        [place for place in where.places if _BASED.match(place.figure.line.text[place.figure.end :])] if aims else []
    )
    bases = [(place, bigrams(clause), _VERB.sub("", clause)[-2:]) for place in before if place.figure.unit in nows
             for clause in (_clause(place.said),)]  # fmt: skip
    alike: dict[tuple[str, str], list[Place]] = {}
    for place, name, up in aims:
        unit = place.figure.unit
        if (name, unit) not in alike:
            words = bigrams(name)
            some = [now[0] for now in nows[unit] if _alike(words, name, now)] if len(words) > 1 else []
            alike[name, unit] = some or [
                base[0] for base in bases if base[0].figure.unit == unit and _alike(words, name, base)
            ]
        near = [now for now in based if now.line == place.line and now.figure.unit == unit and now is not place]
        yield from _missed(place, name, up, [*alike[name, unit], *near])


def _from_base(before: Said, aim: Said) -> bool:
    """Whether an aim tells itself what it goes on from: 由2025年的83.7%提高到92%."""
    same = before.figure.line is aim.figure.line and before.figure.unit == aim.figure.unit
    return same and aim.moved and before.part is Part.BASE and not re.search("[。；]", aim.gap)


def _is_aim(view: View, place: Place, name: str) -> bool:
    """Whether an aim is one of the whole paper, not of one row of its tables, and means to be better than what is."""
    text = place.figure.line.text
    if _NO_AIM.search(name + text[place.figure.end : place.figure.end + 2]):
        return False
    sentence = text[begun_at(text, place.figure.start) : place.figure.start]
    own = bigrams(name)
    return not any(len(label) > 2 and label in sentence and not bigrams(label) & own for label in labels_of(view))


Now = tuple[Place, frozenset[str], str]
"""A figure that says how things are, the pairs of characters of its clause, and the last two of its name."""


def _when(place: Place, year: int) -> tuple[bool, bool]:
    """Whether a figure's sentence speaks of a later year, and whether it says without a year what shall be."""
    text = place.figure.line.text
    begun = begun_at(text, place.figure.start, "。；！")
    sentence = text[begun : place.figure.start]
    years = YEAR_SAID.findall(sentence)
    later = any(int(other) > year for other in years) or _BY.search(sentence) is not None
    return later, not years and _WILL.search(sentence) is not None


def _name(text: str) -> str:
    return re.sub(
        r"^(?:（[一二三四五六七八九十]{1,3}）|到|全[县市区省]|年底?前?|力争|实现|确保|使|，)+|(?:力争|要|将)$", "", text
    )


def _missed(place: Place, name: str, up: bool, same: Sequence[Place]) -> Iterator[Finding]:
    figure = place.figure
    worse = [now for now in same if (now.figure.value > figure.value) is up and now.figure.value != figure.value]
    far = any(now.figure.value > figure.value * 3 or now.figure.value * 3 < figure.value for now in same)
    if not same or len(worse) != len(same) or far:
        return
    now = worse[-1]
    yield finding("A812", f"目标“{name[-10:]}…{figure.text}”{'低于' if up else '高于'}已经达到的{now.figure.text}，见 {now.figure.said}", "核对目标和现在的数",
                  figure.at, Severity.WARNING)  # fmt: skip


def _alike(words: frozenset[str], name: str, now: Now) -> bool:
    place, own, tail = now
    if words.isdisjoint(own) or ("累计" in own and "累计" not in words):
        return False
    same = len(words & own)
    least = min(len(words), len(own))
    if place.figure.unit == "%":
        return tail == name[-2:] and same >= max(2, least * 0.6)
    return same >= max(3, least * 0.6)


def _limited(now: Said, limit: Said) -> Iterator[Finding]:
    """A figure and the limit said right after it."""
    a, b = now.figure, limit.figure
    if a.unit != b.unit or now.part not in (Part.NOW,) or a.value == b.value:
        return
    match = _LIMIT.match(limit.gap.lstrip("，"))
    if match is None or re.search("比|较|由|从|上年|去年|同期|每|各", limit.gap) or not re.match("[，、（]", limit.gap):
        return
    if a.value > b.value if match["less"] else a.value < b.value:
        word = match["less"] or match["more"]
        yield finding("A812", f"“{word}{b.text}”与{a.text}不符，见 {a.said}", "核对两个数和结论", b.at)


def _in_range(line: Line) -> Iterator[Finding]:
    for found in _RANGE.finditer(line.text):
        end = next((at for at in (line.text.find("。", found.end()),) if at >= 0), len(line.text))
        for match in _MOST.finditer(line.text, found.end(), end):
            if match["unit"][:1] != found["unit"][:1]:
                continue
            value, low, high = float(match["n"]), float(found["low"]), float(found["high"])
            if value > high if match["most"][1] in "大高多长" else value < low:
                yield finding("A812", f"“{match.group()}”超出“{found.group()}”，见 {line.said(found.start(), found.end())}", "核对范围和数",
                              line.at(match.start()))  # fmt: skip
