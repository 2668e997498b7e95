"""Names of places and works with another character of the same sound or with characters changed round: 青石河 and 清石河, 城东 and 东城污水处理厂."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen.agreement.reading.clauses import SENTENCE
from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Span, Subject, finding, side_by_side
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_TAIL = regex(
    "污水处理厂|自来水厂|水厂|电厂|中转站|填埋场|处理厂|处理中心|小区|社区|水库|公园|广场|大厦|大楼|产业园|工业园|科技园|开发区|高新区|新区|景区|大桥|大道|隧道|灌区|林场|农场|"
    "中学|小学|幼儿园|卫生院|医院|敬老院|图书馆|博物馆|体育馆|文化馆|车站|机场|码头|综合整治工程|治理工程|改造工程|河|湖|江|村|镇|乡|街道|(?<![全各本我该城郊辖市])县|(?<![社园小校院库厂矿地山牧林灾片辖城郊市街新老景湖河海江港全各本我该分战雷禁军营商])区(?![域分间位别划块])"
)
_BEFORE = frozenset("由在对与和及到的为向从市县区镇乡省将把对经以是至")
_LEADING = frozenset("由在对与和及到的为向从将把经以是至各全本该两三四五六七八九十新老旧原每")
_PLAIN = regex("[\u4e00-\u9fff]+")
_COMMON = regex(
    "示范|试点|全部|所有|有关|相关|其他|美丽|行政|中心|重点|城市|农村|社区|居民|老旧|住宅|产业|工业|公共|国家|乡|镇|街|村|区|县|市|工|建设|改造|整治|综合|生活|学校|机关|单位"
)
_MOST = 400


@record(eq=False)
class Seen(Span):
    """A name where it is first met."""

    core: str
    tail: str


def check_proper(subject: Subject) -> Iterator[Finding]:
    """Names of one tail against each other, document by document."""
    for view in subject.views:
        lines = [line for line in view.everything() if len(line.text) > 2]
        groups: dict[tuple[str, str], list[Seen]] = {}
        known: set[tuple[str, str]] = set()
        for line in lines:
            for seen in _names(line):
                if (seen.core, seen.tail) in known or len(known) > _MOST:
                    continue
                known.add((seen.core, seen.tail))
                for key in {sound_of(seen.core), "".join(sorted(seen.core)) if len(seen.tail) > 2 else ""} - {""}:
                    groups.setdefault((key, seen.tail), []).append(seen)
        for some in groups.values():
            for first, second in itertools.pairwise(some):
                if (
                    first.core != second.core
                    and _one(first.core, second.core)
                    and not side_by_side(lines, first.words, second.words, SENTENCE)
                ):
                    how = "字序不同" if sorted(first.core) == sorted(second.core) else "差一个同音字"
                    yield finding("A503", f"“{second.words}”与“{first.words}”{how}，见 {first.said}",
                                  "若是同一处，改为一致", second.at)  # fmt: skip


def _names(line: Line) -> Iterator[Seen]:
    """The names of a line that begin after a mark or a little word."""
    text = line.text
    for match in _TAIL.finditer(text):
        for size in (4, 3, 2):
            start = match.start() - size
            core = text[max(0, start) : match.start()]
            if (
                start < 0
                or not _PLAIN.fullmatch(core)
                or (start and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in _BEFORE)
            ):
                continue
            if core[0] not in _LEADING and not _COMMON.search(core):
                yield Seen(line, start, match.end(), core, match.group())
                break


def _one(one: str, other: str) -> bool:
    """Whether two cores may be one: one character of the same sound, or the same characters in another order."""
    odd = sum(a != b for a, b in zip(one, other, strict=True))
    return odd == 1 or sorted(one) == sorted(other)
