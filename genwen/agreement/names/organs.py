"""Names of organs that drift: a character other, left out, added or moved, a part left out, a name given up years ago."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Span, Subject, finding, side_by_side
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_ENDS = "委员会|办公室|领导小组|工作组|工作专班|局|中心|厅|处|院|学校|大学|学院|公司|管委会|办事处|支队|大队|总队|政府|联合会|协会|机关工委"
_CLOSED = (
    rf"(?:{_ENDS})(?!长(?![期远效]))(?:(?<!局)|(?![部面势限务]))(?:(?<!厅)|(?![级内]))"
    r"(?:(?<!处)|(?![理置室于在以罚分级务]))(?:(?<!院)|(?![内落子士务]))"
)
"""The end of a name in prose: not the first character of a post or of another word (局长, 处理, 院内)."""
_BEFORE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[由向经对在为报到至请被将送按据是和与及同会])|(?<=联合|会同|其中|以及|各地))"
_NAME = regex(
    rf"{_BEFORE}(?P<name>(?:[\u4e00-\u9fff]{{0,4}}?[省市县区州盟旗镇乡]|局|委|校|院)[\u4e00-\u9fff]{{2,18}}?{_CLOSED})(?![\u4e00-\u9fff]{{0,3}}{_CLOSED})"
)
_ALONE = regex(rf"^[\u4e00-\u9fff（）]{{5,24}}(?:{_ENDS})$")
_SHORT = regex(r"(?:以?下?统?简称)[：:]?[“《]?$")
_LEVELS = frozenset("省市区县镇乡村东南西北中一二三四五六七八九十上下新老主副第各本该我前原内外")
_ORDER = frozenset("东南西北中一二三四五六七八九十上下新老前原内外")
_FILLERS = frozenset("和与及")
_LEAST, _MOST = 5, 80
_RENAMED = (
    ("环境保护局", "生态环境局"), ("环保局", "生态环境局"), ("国土资源局", "自然资源局"), ("工商行政管理局", "市场监督管理局"), ("工商局", "市场监督管理局"),
    ("质量技术监督局", "市场监督管理局"), ("食品药品监督管理局", "市场监督管理局"), ("农业局", "农业农村局"), ("卫生和计划生育委员会", "卫生健康委员会"),
    ("卫生和计划生育局", "卫生健康局"), ("卫生计生委", "卫生健康委"), ("安全生产监督管理局", "应急管理局"), ("安监局", "应急管理局"), ("规划局", "自然资源和规划局"),
    ("旅游局", "文化和旅游局"), ("文化广电新闻出版局", "文化和旅游局"), ("粮食局", "粮食和物资储备局"), ("水利局", "水务局"), ("机关事务局", "机关事务服务中心"),
    ("机关事务管理局", "机关事务服务中心"), ("城市管理行政执法局", "城市管理局"), ("林业局", "林业和草原局"), ("扶贫开发办公室", "乡村振兴局"), ("经济和信息化委员会", "工业和信息化局"),
)  # fmt: skip


@record
class Known:
    """A name of an organ, how often it is said, and where first."""

    text: str
    said: str
    count: int = 1
    listed: bool = False


@record
class Seen(Span):
    """Another form of a name in a line."""

    severity: Severity


class Lines:
    """Lines as one text, so that those which have some words are found without looking at each."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        at = 0
        for line in lines:
            self.starts.append(at)
            at += len(line.text) + 1
        self.text = "\n".join(line.text for line in lines)

    def having(self, *words: str) -> list[Line]:
        """The lines that have one of the words, in order."""
        found = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                number = bisect_right(self.starts, at) - 1
                found.add(number)
                at = self.text.find(word, self.starts[number + 1]) if number + 1 < len(self.starts) else -1
        return [self.lines[number] for number in sorted(found)]


def check_organs(subject: Subject) -> Iterator[Finding]:
    """Every name against the text of all documents."""
    lines = [line for line in subject.lines() if len(line.text) >= 4]
    known = _known(subject, lines)
    text = Lines(lines)
    told: dict[int, list[tuple[int, int]]] = {}
    for name in sorted(known.values(), key=lambda one: (-one.listed, -one.count)):
        named = text.having(name.text)
        for seen in _other_forms(name.text, text):
            other = known.get(seen.words)
            if other is not None and (
                other.listed or other.count > name.count or side_by_side(named, name.text, seen.words, "，。；：")
            ):
                continue
            here = told.setdefault(id(seen.line), [])
            if any(start < seen.end and seen.start < end for start, end in here):
                continue  # a part of a name that was told, or a name with a part that was
            if _SHORT.search(seen.line.text[: seen.start]):
                continue
            here.append((seen.start, seen.end))
            yield finding("A503", f"“{seen.words}”与“{name.text}”不一致，见 {name.said}", "核对名称，改为一致；用简称的，在第一次出现时交代",
                          seen.at, seen.severity)  # fmt: skip
    yield from _old_names(known, text)


def _known(subject: Subject, lines: list[Line]) -> Mapping[str, Known]:
    """Names of facts, of lines and cells that are a name, and of prose between marks or after 由、向 and the like."""
    found: dict[str, Known] = {}
    for path, fact in (subject.facts.all_facts() if subject.facts is not None else {}).items():
        if (
            path.startswith(("单位.", "机构.小组"))
            and path.endswith(("名称", "简称"))
            and fact.known
            and len(fact.text) >= 6
        ):
            found.setdefault(fact.text, Known(fact.text, f"{fact.origin.position}", 1, True))
    if len(found) > 20:
        return found
    for line in lines:
        text = line.text.strip()
        places = (
            [(0, text)] if _ALONE.match(text) else [(m.start("name"), m["name"]) for m in _NAME.finditer(line.text)]
        )
        for start, name in places:
            if len(name) < _LEAST or _NO_NAME.search(name):
                continue
            first = found.get(name)
            said = line.said(start, start + len(name)) if first is None else first.said
            found[name] = Known(name, said, first.count + 1 if first else 1, first.listed if first else False)
    for name in list(found.values()):
        match = re.match(r"[\u4e00-\u9fff]{2,4}?(?=[省市县区州盟旗][\u4e00-\u9fff]{4})", name.text)
        rest = name.text[match.end() :] if match else ""
        for text in (rest, rest[1:]):
            if len(text) >= (6 if text is rest else 8) and text not in found:
                found[text] = Known(text, name.said, name.count)
    most = sorted(found.values(), key=lambda one: (-one.listed, -one.count))[:_MOST]
    return {one.text: one for one in most}


_NO_NAME = regex(
    "各级|各类|现有|^全[省市县区州盟旗镇乡]|有关|相关|所有|全部|^[万亿个所家座处项]|最[高低大小多少长短好差优快慢]|[的者][是为]|得分|次[之高低多少]|其[余他]|评为|分别"
)
"""Words that say something of an organ or of many, so that they are not in the name of one: 最低的是县信访局."""


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _other_forms(name: str, lines: Lines) -> Iterator[Seen]:
    """Places that begin and end like a name and differ inside."""
    head, tail = name[: len(name) // 2], name[(len(name) + 1) // 2 :]
    for line in lines.having(head, tail, name[:3]):
        text = line.text
        starts = set(_places(text, head))
        ends = {at + len(tail) for at in _places(text, tail)}
        for start in starts:
            if text.startswith(name, start):
                continue
            for end in range(start + max(4, len(name) - 3), start + len(name) + 2):
                if text[end - 1 : end] == name[-1]:
                    yield from _judged(name, line, start, end)
        for start in set(_places(text, name[:3])) - starts if len(name) >= 8 else ():
            if sorted(text[start : start + len(name)]) == sorted(name):
                yield from _judged(name, line, start, start + len(name))
        for end in ends:
            for start in range(max(0, end - len(name) - 1), max(0, end - max(4, len(name) - 3) + 1)):
                if text[start] == name[0] and start not in starts:
                    yield from _judged(name, line, start, end)


def _judged(name: str, line: Line, start: int, end: int) -> Iterator[Seen]:
    whole = line.text
    if end > len(whole) or whole[start] != name[0] or whole[end - 1] != name[-1] or whole.startswith(name, start):
        return
    text = whole[start:end]
    if not all("\u4e00" <= char <= "\u9fff" for char in text):
        return
    severity = _likeness(name, text)
    if severity is not None:
        yield Seen(line, start, start + len(text), severity)


def _likeness(name: str, text: str) -> Severity | None:
    """How surely a text is a name gone wrong; None when it is another name."""
    if len(text) == len(name):
        odd = [(a, b) for a, b in zip(text, name, strict=True) if a != b]
        if sorted(text) == sorted(name):
            return Severity.WARNING if text[:2] == name[:2] or len(odd) == 2 else None
        places = [at for at, (a, b) in enumerate(zip(text, name, strict=True)) if a != b]
        if len(places) == 2 and name[places[0] - 1] in "省市县区旗州盟镇乡" and name[places[1] + 1] in "局委厅院社":
            return None  # two departments of one place: 某旗教育局, 某旗财政局; their offices
        if (
            len(places) == 2
            and places[1] == places[0] + 1
            and len(name) >= 8
            and not {char for pair in odd for char in pair} & _LEVELS
        ):
            return Severity.HINT
        alike = len(odd) == 1 and sound_of(odd[0][0]) == sound_of(odd[0][1])
        level = set(odd[0]) & _LEVELS if odd and (places[0] < 4 or set(odd[0]) & _ORDER) else set()
        if len(odd) != 1 or level or (len(name) < 7 and not alike) or len(name) < _LEAST:
            return None
        return Severity.WARNING
    longer, shorter = (name, text) if len(name) > len(text) else (text, name)
    gap = len(longer) - len(shorter)
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    left = longer[at : at + gap]
    if longer[:at] + longer[at + gap :] != shorter or at < 2 or set(left) & _LEVELS - {"市"} or len(shorter) < _LEAST:
        return None
    if left == "总" and longer[at + 1] in "局队站":
        return None  # 国家市场监督管理总局 and the 市场监督管理局 of a county
    if gap == 1:
        return Severity.HINT if left in _FILLERS else Severity.WARNING
    return Severity.HINT if longer == name and len(name) >= 8 else None


def _old_names(known: Mapping[str, Known], lines: Lines) -> Iterator[Finding]:
    """市环境保护局 beside 市生态环境局."""
    for name in known.values():
        for old, new in _RENAMED:
            if not name.text.endswith(new) or name.text.endswith(old):
                continue
            other = name.text.removesuffix(new) + old
            line = next(iter(lines.having(other)), None)
            if line is not None and len(name.text) > len(new):
                start = line.text.index(other)
                if re.search("原$", line.text[:start]) or side_by_side([line], name.text, other, "，。；："):
                    continue
                yield finding(
                    "A503",
                    f"“{other}”是旧称，又写作“{name.text}”，见 {name.said}",
                    "统一用现在的名称",
                    line.at(start),
                    Severity.HINT,
                )
