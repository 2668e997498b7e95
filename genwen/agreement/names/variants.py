"""One thing under two names of closed kinds: 市教育局 and 市教育体育局, 白沙镇 and 白沙街道, 《热线专报》 and 《热线月报》."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from genwen.agreement.reading.clauses import SENTENCE, last_clause
from genwen.agreement.reading.text import Line, Subject, finding, side_by_side
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_FAMILIES = tuple(
    tuple(family.split("/"))
    for family in (
        "教育局/教育体育局/教育和体育局/教育科技局",
        "城市管理局/城市管理和综合执法局/城市管理综合执法局/城市管理行政执法局/综合行政执法局",
        "文化和旅游局/文化广电和旅游局/文化广电旅游局/文化体育和旅游局/文化旅游体育局/文化广电旅游体育局/文体旅游局",
        "卫生健康局/卫生健康委员会/卫生局",
        "发展和改革局/发展和改革委员会/发展改革和科技局",
        "机关事务管理局/机关事务服务中心/机关事务管理中心/机关事务局",
        "自然资源局/自然资源和规划局/国土资源局",
        "林业局/林业和草原局/林业和园林局",
        "行政审批局/行政审批服务局/政务服务管理局/政务服务局/政务服务和数据管理局/政务服务数据管理局",
        "工业和信息化局/经济和信息化局/科技和工业信息化局/工业和商务局",
        "住房和城乡建设局/住房城乡建设和交通局/城乡建设局/住房保障局",
        "水利局/水务局",
        "农业农村局/农业农村和水利局/农业局",
        "应急管理局/安全生产监督管理局",
        "市场监督管理局/工商行政管理局/工商和质量监督管理局",
        "民政局/民政和社会保障局",
        "人力资源和社会保障局/劳动和社会保障局/人事局",
        "大数据局/数据局/大数据发展局/大数据管理局",
        "商务局/商务和投资促进局/投资促进局",
        "信访局/信访工作局",
        "交通运输局/交通运输和港航局/交通局",
        "供销合作社/供销合作社联合社",
    )
)
_FAMILY = {name: number for number, family in enumerate(_FAMILIES) for name in family}
_ORGAN = regex(
    rf"(?P<place>(?:[\u4e00-\u9fff]{{2,3}})?(?P<level>[省市县区州盟旗]))(?P<name>{'|'.join(sorted(_FAMILY, key=len, reverse=True))})(?![\u4e00-\u9fff]{{0,6}}(?:分局|大队|支队|站))"
)
_TOWN = regex(
    r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[和与及由在对县区市到至向从往于经为给]))(?P<stem>[\u4e00-\u9fff]{2})(?P<end>镇|乡|街道)(?![\u4e00-\u9fff]*路)"
)
_TITLE = regex(r"《(?P<name>[\u4e00-\u9fff]{4,10})》")
_GENERIC = regex("各|乡|城|村|街|本|该|全|两|多|和|与|的|等|小|古|重|中心")


@record(eq=False)
class Seen:
    """A name where it is first said."""

    text: str
    line: Line
    start: int


_TOWNS, _BODY = regex("[镇乡]|街道"), regex("局|委员会|中心|社")


def check_variants(subject: Subject) -> Iterator[Finding]:
    """Every name of a closed kind against those of its kind."""
    lines = [line for line in subject.lines() if len(line.text) >= 2]
    yield from _organs(lines)
    yield from _towns([line for line in lines if _TOWNS.search(line.text)])
    yield from _titles([line for line in lines if "《" in line.text])


def _told(one: Seen, other: Seen, severity: Severity) -> Finding:
    first = other.line.said(other.start, other.start + len(other.text))
    return finding("A503", f"“{one.text}”与“{other.text}”像是同一个的两种叫法，见 {first}", "若是同一个，改为一致",
                   one.line.at(one.start), severity)  # fmt: skip


def _organs(lines: Sequence[Line]) -> Iterator[Finding]:
    found: dict[tuple[int, str], dict[str, Seen]] = {}
    places: dict[str, set[str]] = {}
    for line in lines:
        for match in _ORGAN.finditer(line.text) if _BODY.search(line.text) else ():
            name = match["name"]
            own = last_clause(match["place"][:-1], "由向经对与和及在为被将请据报是")
            places.setdefault(match["level"] + name, set()).add(own if len(own) > 1 else "")
            seen = Seen(f"{match['level']}{name}", line, match.start("level"))
            found.setdefault((_FAMILY[name], match["level"]), {}).setdefault(name, seen)
    for names in found.values():
        for left, right in combinations(names.values(), 2):
            named = [places[one.text] - {""} for one in (left, right)]
            if (len(named[0] | named[1]) > 1 and not named[0] & named[1]) or side_by_side(
                lines, left.text, right.text, SENTENCE
            ):
                continue
            yield _told(right, left, Severity.WARNING)


def _towns(lines: Sequence[Line]) -> Iterator[Finding]:
    found: dict[str, dict[str, Seen]] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        for match in _TOWN.finditer(line.text):
            counts[match.group()] += 1
            if not _GENERIC.search(match["stem"]):
                found.setdefault(match["stem"], {}).setdefault(
                    match["end"], Seen(match["stem"] + match["end"], line, match.start("stem"))
                )
    for names in found.values():
        for pair in combinations(names.values(), 2):
            right, wrong = sorted(pair, key=lambda seen: counts[seen.text], reverse=True)
            if not side_by_side(lines, right.text, wrong.text, SENTENCE):
                yield _told(wrong, right, Severity.WARNING)


def _titles(lines: Sequence[Line]) -> Iterator[Finding]:
    """Short titles that begin alike and end with the same kind of paper."""
    found: dict[str, Seen] = {}
    for line in lines:
        for match in _TITLE.finditer(line.text):
            found.setdefault(match["name"], Seen(match["name"], line, match.start("name")))
    for left, right in combinations(found.values(), 2):
        a, b = left.text, right.text
        odd = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
        if (
            len(a) == len(b)
            and len(odd) == 1
            and odd[0] >= 2
            and a[odd[0]] not in _ENERGIES | _NUMBERS
            and not side_by_side(lines, a, b, SENTENCE)
        ):
            yield _told(right, left, Severity.WARNING if a[-1] == b[-1] else Severity.HINT)


_NUMBERS = frozenset("一二三四五六七八九十上下甲乙丙")
_ENERGIES = frozenset("水电气油")
