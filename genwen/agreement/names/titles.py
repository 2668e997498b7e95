"""Titles that drift: a verb or an 和 other, the number of a standard, the title of a table where it is referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from genwen.agreement.names.references import Mention, mentions_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_STANDARD = regex(
    r"^[（(]?\s*(?P<code>(?:GB|DB\d{2}|JGJ|CJJ?|HJ|CECS|SL|DL|YY|NY|JB|JT)(?:\s*/\s*T)?\s*\d+(?:\.\d+)?)(?:\s*[—－\-–]\s*(?P<year>\d{4}))?"
)
_APART = regex(
    "[0-9一二三四五六七八九十水电气油煤热车粮纸煤省市县区州乡镇村上下半年度季月新旧东西南北中内外大小总分男女老幼甲乙丙]"
)
_SAME_VERBS = (
    "加强",
    "做好",
    "推进",
    "推动",
    "深化",
    "规范",
    "完善",
    "强化",
    "开展",
    "促进",
    "落实",
    "抓好",
    "实施",
    "组织",
    "印发",
    "下发",
    "转发",
)
_JOIN = frozenset(("和", "与", "及", "和与", "与和"))
_CAPTION = regex(
    r"^(?P<kind>附表|表)\s*(?P<n>\d{1,2})[：:.、\s　]*(?P<title>[\u4e00-\u9fff0-9（）“”、]{4,40}?)(?:（单位[^）]*）)?$"
)
_REFERRED = regex(r"(?P<kind>附表|表)\s*(?P<n>\d{1,2})《(?P<title>[^《》]{4,40})》")
_LEAST, _ENDS = 10, 5


def check_titles(subject: Subject) -> Iterator[Finding]:
    """Titles of all documents against each other, tables document by document."""
    found: list[Mention] = []
    for view in subject.views:
        found += mentions_in(view)
        yield from _tables(view)
    firsts: dict[str, Mention] = {}
    for mention in found:
        firsts.setdefault(mention.title, mention)
    yield from _alike([one for one in firsts.values() if len(one.title) >= _LEAST][:250])
    yield from _standards(found)


def _alike(some: Sequence[Mention]) -> Iterator[Finding]:
    """Long titles that differ by a word in the middle."""
    for index, mention in enumerate(some):
        for first in some[:index]:
            one, other = mention.title, first.title
            if (
                abs(len(one) - len(other)) > 2
                or (one[:2] != other[:2] and one[-4:] != other[-4:])
                or mention.line is first.line
            ):
                continue
            if mention.number and first.number and mention.number != first.number:
                continue
            odd = _middle(one, other)
            if odd is None:
                continue
            joined = "".join(odd)
            if joined in _JOIN or set(odd) <= {"和", "与", "及"}:
                surely = True
            elif odd[0] in _SAME_VERBS and odd[1] in _SAME_VERBS and len(one) >= 14:
                surely = False
            else:
                continue
            yield finding("A405", f"《{one}》与《{other}》只差“{odd[0]}”“{odd[1]}”，见 {first.said}", "同一文件的名称应当一字不差；若是两份文件则不必改",
                          mention.at, Severity.WARNING if surely else Severity.HINT)  # fmt: skip


def _middle(one: str, other: str) -> tuple[str, str] | None:
    """What two titles have differently, when it is one or two characters in the middle and tells no two things apart."""
    left = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    right = next((at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    right = min(right, min(len(one), len(other)) - left)
    odd = one[left : len(one) - right], other[left : len(other) - right]
    if left < 2 or right < _ENDS or not all(1 <= len(part) <= 2 for part in odd) or _APART.search("".join(odd)):
        return None
    for width in (1, 2):
        wide = one[left - width : len(one) - right], other[left - width : len(other) - right]
        if all(part in _SAME_VERBS for part in wide):
            return wide
    return odd


def _standards(found: Sequence[Mention]) -> Iterator[Finding]:
    """One standard with two numbers, one number with two standards."""
    codes: dict[str, tuple[str, Mention]] = {}
    titles: dict[str, Mention] = {}
    for mention in found:
        match = _STANDARD.match(mention.line.text[mention.end : mention.end + 40])
        if match is None:
            continue
        code = re.sub(r"\s", "", match["code"])
        first = codes.setdefault(mention.title, (code, mention))
        if first[0] != code:
            yield finding("A401", f"《{mention.title}》的标准号一处是“{code}”，一处是“{first[0]}”，见 {first[1].said}", "核对标准号",
                          mention.at)  # fmt: skip
            continue
        other = titles.setdefault(code, mention)
        if other.title != mention.title and SequenceMatcher(None, other.title, mention.title).ratio() < 1:
            yield finding("A402", f"标准号“{code}”写在《{mention.title}》后，又写在《{other.title}》后，见 {other.said}", "核对标准的名称",
                          mention.at)  # fmt: skip


def _tables(view: View) -> Iterator[Finding]:
    """见附表2《各单位能耗情况表》 where 附表2 is headed otherwise."""
    captions: dict[tuple[str, str], tuple[str, Line]] = {}
    for line in view.lines:
        match = _CAPTION.match(line.text.strip())
        if match is not None:
            captions.setdefault((match["kind"], match["n"]), (match["title"], line))
    for line in view.lines if captions else ():
        for match in _REFERRED.finditer(line.text):
            title, place = captions.get((match["kind"], match["n"]), ("", line))
            said = re.sub(r"[\s“”]", "", match["title"])
            if (
                title
                and place is not line
                and said not in re.sub("[“”]", "", title)
                and re.sub("[“”]", "", title) not in said
            ):
                yield finding("A405", f"“{match.group()}”与{match['kind']}{match['n']}的标题“{title}”不一致，见 {place.said(0, len(place.text))}",
                              "核对表的标题", line.at(match.start()))  # fmt: skip
