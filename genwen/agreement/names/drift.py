"""One body under two names: 计划财务股 and 规划财务股, 后勤保障部 and 后勤管理部, 润泽物业服务有限公司 and 润达物业服务有限公司.

Every name that ends as a body does is taken with what stands before it up to a word that leads to a name, without the place it begins
with. Two names are one when they come out the same under one of the ways names are got wrong: a word of the same sense, a character of
the same sound, one other character, characters in another order. Names side by side in a sentence or in a column of a table are of two
bodies, and so are names that are both said often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from genwen.agreement.names.wording import two_of_a_kind
from genwen.agreement.reading.clauses import SENTENCE
from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Subject, View, finding, side_by_side
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import likely

_FIRM = "有限责任公司|股份有限公司|有限公司|集团公司|公司"
_END = regex(
    rf"(?:{_FIRM}|事务所|委员会|(?:工作)?领导小组|协调小组|工作小组|指挥部|(?:工作)?专[班办]|联席会议|办公室|研究院|保健所|研究所|研究中心|设计院|"
    r"卫生院|保健院|医院|学院|大学|协会|学会|联合会|平台|系统|中心|支队|大队|[股科处室部所站局])(?![\u4e00-\u9fff]{0,4}(?:公司|中心|支队|大队|委员会|小组|[股科处室所站局院])(?![长员务])|[长员务技学研室目级分方署]|[\u4e00-\u9fff]?[级别])"
)
_LEAD = regex(
    "设在|设立|挂靠在?|挂在|依托|委托|聘请|选聘|引进|引入|交由|移交|归口|隶属|牵头|会同|联合|通过|经过|选定|确定|签约|承包给|成立|组建|调整|充实|完善|建立|督促|要求|提请|加强|抽调|建[成设]|搭建|打造|开发|[用管]好|运用|使用|升级|上线|接入|利用|"
    "其中|以及|所属|下属|直属|[由向把被让请的在为与和及对给是将从报归靠该即到至并各]|下设"
)
_PLACE = regex(
    "^(?:我|本)?(?:[\u4e00-\u9fff]{1,3}?(?<![城园景社地灌库校厂林])[省市县区州盟旗镇乡]|[省市县区局院校])(?=[\u4e00-\u9fff]{4})"
)
_SENSES = tuple(
    regex(words)
    for words in (
        "管理|服务|保障|事务|工作|运行|推进|促进|推广|发展|交流",
        "计划|规划",
        "监督|监察|监测|监管|检测|监控|检查|督查|督导|督察",
        "考核|考评|评价|评估",
        "领导|协调|指挥|推进",
        "宣传|宣教",
        "人事|人力资源",
        "财务|财会|计财",
        "安全|安保|保卫",
        "维修|维护|运维",
        "信息|数据|网络",
        "股份|责任|集团|发展|科技|实业|技术|责任",
    )
)
_GENERAL = regex(
    "管理|服务|保障|事务|工作|综合|监督|监察|监测|监管|执法|检验|检测|教育|建设|发展|行政|中心|社区|便民|客户|市场|科技|技术|推进|促进|推广|交流|运行|信息|政策|研究|有限"
)
_LEVELS = frozenset("省市县区镇乡村街主副第各本原城农")
_KINDS = tuple(
    frozenset(kind.split("/"))
    for kind in (
        "研究院/研究所/研究中心/设计院",
        "站/所/中心/部/院",
        "卫生院/医院/保健院/保健所",
        "学院/大学",
        "协会/学会/联合会",
        "支队/大队",
        "办公室/中心",
        "领导小组/工作领导小组/协调小组/工作小组/专班/工作专班/专办/工作专办",
        _FIRM.replace("|", "/"),
    )
)
"""Ends that one body may be said with by mistake."""
_OFTEN, _MOST, _LONGEST, _SURE = 3, 300, 20, 6


@record(eq=False)
class Named:
    """A name where it is first said: the whole of it, what it is without its place and its end, and how often it is said.

    `level` is that of the place before it (市, 县), "" where none is said.
    """

    text: str
    level: str
    stem: str
    end: str
    line: Line
    start: int
    count: int


def check_drift(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        names = list(_names(view))[:_MOST]
        for one, other in combinations(names, 2):
            severity = _alike(one, other)
            if severity is None or min(one.count, other.count) >= _OFTEN or _beside(view, one.text, other.text):
                continue
            first = one.line.said(one.start, one.start + len(one.text))
            yield finding("A503", f"“{other.text}”与“{one.text}”像是同一个的两种叫法，见 {first}", "若是同一个，改为一致",
                          other.line.at(other.start), severity)  # fmt: skip


def _names(view: View) -> Iterator[Named]:
    """The names of a document, each once."""
    found: dict[str, Named] = {}
    for _, line in likely(view.everything(), (_END,)):
        for begun, before, end in _bodies(line.text):
            leads = [lead.end() for lead in _LEAD.finditer(before)]
            text = before[max(leads, default=0) :]
            place = _PLACE.match(text + end)
            stem = text[place.end() if place else 0 :]
            if len(stem) < 2 or len(stem) + len(end) < 5:
                continue
            whole = stem + end
            old = found.get(whole)
            at = (old.line, old.start) if old else (line, begun + len(before) - len(stem))
            level = old.level if old else place.group()[-1] if place else ""
            found[whole] = Named(whole, level, stem, end, *at, old.count + 1 if old else 1)
    yield from found.values()


def _bodies(text: str) -> Iterator[tuple[int, str, str]]:
    """What ends as a body does: where what stands before it begins, up to twenty characters, that, and the end."""
    read = 0
    for match in _END.finditer(text):
        start = match.start()
        while start > max(read, match.start() - _LONGEST) and "一" <= text[start - 1] <= "\u9fff":
            start -= 1
        if match.start() - start >= 2:
            yield start, text[start : match.start()], match.group()
            read = match.end()


def _alike(one: Named, other: Named) -> Severity | None:
    """How surely two names are one; None where they are two."""
    if one.level and other.level and one.level != other.level:
        return None  # 市消防救援支队 and 县消防救援大队
    if one.end != other.end and not any({one.end, other.end} <= kind for kind in _KINDS):
        return None
    a, b = _aligned(one.stem, other.stem)
    firms = one.end.endswith("公司") and other.end.endswith("公司")
    if one.end != other.end:
        if not firms and a != b:
            return None
        if a == b:
            return Severity.WARNING if len(a) >= 4 else None
    if a == b:
        return None
    if _sense(a) == _sense(b) and len(_GENERAL.sub("", _rest(a))) >= 2:
        return Severity.WARNING
    if sorted(a) == sorted(b) and len(a) >= 4 and a[:2] == b[:2]:
        return Severity.WARNING
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y] if len(a) == len(b) else []
    if len(odd) == 1 and not two_of_a_kind(*odd[0]) and (firms or not set(odd[0]) & _LEVELS):
        same = "".join(x for x, y in zip(a, b, strict=True) if x == y)
        if len(same) >= 3 and (firms or len(_GENERAL.sub("", same)) >= 3):
            return Severity.WARNING if sound_of(odd[0][0]) == sound_of(odd[0][1]) or firms else Severity.HINT
    if firms and len(a) >= 6 and a[:4] == b[:4]:
        return Severity.WARNING
    return None


def _aligned(one: str, other: str) -> tuple[str, str]:
    """Two stems, the longer one without what may not be of the name, where they go on alike: 函告市节水技术服务, 节水技术服务."""
    size = min(len(one), len(other))
    tails = one[-size:], other[-size:]
    alike = sum(a == b for a, b in zip(*tails, strict=True))
    return tails if size >= _SURE and alike >= size - 1 and tails[0][0] == tails[1][0] else (one, other)


@lru_cache(maxsize=4096)
def _sense(stem: str) -> str:
    """A name with each word as the first of its sense, the same ones side by side once."""
    for number, words in enumerate(_SENSES):
        stem = words.sub(chr(ord("a") + number), stem)
    return re.sub(r"([a-z])\1+", r"\1", stem)


def _rest(stem: str) -> str:
    return re.sub("[a-z]", "", _sense(stem))


def _beside(view: View, one: str, other: str) -> bool:
    """Whether two names stand in one sentence, or in one column of a table, so that they are of two bodies."""
    if side_by_side(view.lines, one, other, SENTENCE):
        return True
    return not _columns_with(view, one).isdisjoint(_columns_with(view, other))


@lru_cache(maxsize=_MOST)
def _columns_with(view: View, name: str) -> frozenset[tuple[int, int]]:
    """The columns that have a name: the number of the table and that of the column."""
    return frozenset(
        (number, column)
        for number, grid in enumerate(view.grids)
        for column, cells in enumerate(zip(*grid.rows, strict=False))
        if any(name in cell.text for cell in cells)
    )
