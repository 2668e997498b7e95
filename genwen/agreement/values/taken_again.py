"""So many things, taken up again with another number: 招募志愿者426名 and 用好264名志愿者, 16个项目中 behind 对18个项目开展自评.

A count that is said of all there are (N家先进单位中, N名志愿者均, 对N家不合格的单位) has been said before: nothing else is told of those
things, and no number of the document is like it. What is told first is how many there are, what was done with them or their grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from genwen.agreement.reading.accounts import DONE_OF, Standing, Told, accounts_of
from genwen.agreement.reading.items import of_two_items
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ALL_BEHIND = regex(
    "(?:之?中(?:，|[^，。；\\d]{0,6}$)|[均都]|全部|分布|[^，。；\\d]{0,8}全覆盖|已?全部|逐一|的[^，。；]{1,6}$)"
)
_LEAD = regex(
    "(?:第?[一二三四]季度|[上下]半年|今年|全年|全[市县区省镇乡])?(?:（?[一二三四五六七八九十\\d]{1,2}[）.、是])?(?:这|上述|以上|对|将|由|向|把|用好|用足|发挥|给予|责令|督促|约谈|要求|组织|促|让|令|并)*"
)
_GRADED = regex(
    f"{_LEAD.pattern}(?:被?评[定价]?为|评定|考核|核查|评价|结果|等次|为)*(?P<grade>基本合格|不合格|合格|优秀|良好|未通过|不通过|未达标|不达标|基本达标|达标|较差|一般|[ABCD]级)"
    "(?:等次|等级)?的?(?:这|上述)?"
)
_GRADE_BEHIND = regex(
    "^(?:评[定价]?为|考核为|结果为)?(?P<grade>基本合格|不合格|合格|优秀|良好|未通过|不通过|未达标|不达标|较差|[ABCD]级)(?:等次)?的?(?:单位|机关|部门|机构|学校|医院|乡镇|街道)"
)
_ORGAN = regex("单位|机关|部门|机构|学校|医院|乡镇|街道")
_QUARTER = regex("^第[一二三四]季度")
_DONE_TO = regex("(?:对|将|由|向|把|用好|用足|发挥)$")
_SOME = regex(
    "新|其中|另|余|部分|个别|重点|抽|每|各|第|首批|拟|计划|力争|目标|上年|去年|往年|至少|不少于|超|近|约|平均|连续|\\d年|复[核查评检]后|整改后|分别|一批"
)
_THERE = regex("已|(?<![现拥共])有$")
_VERB = regex(
    "^$|(?:招募|招聘|聘请|选派|安装|发放|印发|设[置立]|举办|培训|[检抽核复]查|评[出选]|成立|组建|组成|完成|改造|购置|配[备置]|更换|建[成立设]|开展|制定|组织|发现|排查|查出|收到|受理|"
    "办理|创建|培育|打造|覆盖|涉及|惠及|辖|结果|等次|评[定价]|考核|[为有成])$"
)
"""What is done with all there are; any other word before a name tells some of them: 市直机关."""
_THEN = regex("^[，、]?(?:目前|现在)?(?:累计|总数|共计?)[^，。；\\d]{0,8}$")
_BOUNDS = (Decimal("0.4"), Decimal("2.5"))


def check_taken_again(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        yield from _added(accounts_of(view))
        told: dict[str, list[Told]] = {}
        for one in accounts_of(view):
            told.setdefault(one.figure.unit, []).append(one)
        for one in accounts_of(view):
            if (deed := DONE_OF.search(one.before)) is not None:
                yield from _done(one, deed["deed"], told[one.figure.unit])
            if (name := _taken_up(one)) and not _SOME.search(_QUARTER.sub("", one.before)):
                yield from _held(view, one, name, told[one.figure.unit])


def _added(told: Sequence[Told]) -> Iterator[Finding]:
    """新建成9家，累计建成54家 and 新增6家，累计达到54家: what is new is one number where all there are then is."""
    found: dict[tuple[str, Decimal], Told] = {}
    for one, then in pairwise(told):
        if one.standing is not Standing.NEW or one.place.line != then.place.line or one.figure.unit != then.figure.unit:
            continue
        if not _THEN.match(one.figure.line.text[one.figure.end : then.figure.start]):
            continue
        first = found.setdefault((one.figure.unit, then.figure.value), one)
        if first.figure.value != one.figure.value and first.place.line != one.place.line:
            yield finding("A201", f"“{one.words}”与“{first.words}”不一致，累计都是{then.figure.text}，见 {first.figure.said}", "若是同样的几家、几个，改为一致",
                          one.figure.at)  # fmt: skip


def _taken_up(one: Told) -> str:
    """What a count is of that is said of all of them; "" for any other."""
    lead = _LEAD.fullmatch(one.before)
    graded = _GRADED.fullmatch(one.before) if _ORGAN.match(one.after) else lead and _GRADE_BEHIND.match(one.after)
    if graded:
        return str(graded["grade"])
    if one.standing is Standing.LEFT or not one.noun or lead is None:
        return ""
    behind = one.figure.line.text[one.figure.end + len(one.noun) :]
    return one.noun if _ALL_BEHIND.match(behind) or (len(one.noun) > 2 and _DONE_TO.search(one.before)) else ""


def _held(view: View, one: Told, name: str, told: Sequence[Told]) -> Iterator[Finding]:
    """A count against how many there are said to be of the name, among those of its unit."""
    figure = one.figure
    first = [other for other in told if other is not one and _is_of(other, name) and not _SOME.search(other.before)]
    if not first:
        return
    known = {other.figure.value for other in first} | _in_tables(view, name)
    same = (place for place in whereabouts(view).by_unit[figure.unit] if place.figure.value == figure.value)
    if figure.value in known or sum(1 for _ in same) > 1:
        return
    other = first[0]
    if other.figure.value != max(known) or figure.value in {a + b for a in known for b in known if a != b}:
        return  # 县直单位优秀4家，乡镇优秀2家, and 优秀的6家
    ratio = figure.value / other.figure.value
    if _BOUNDS[0] < ratio < _BOUNDS[1] and not of_two_items(figure, other.figure):
        yield finding("A201", f"“{one.words}”与“{other.words}”不一致，见 {other.figure.said}", "若是同样的几家、几个，改为一致",
                      figure.at)  # fmt: skip


def _done(one: Told, deed: str, told: Sequence[Told]) -> Iterator[Finding]:
    """22个问题中已完成整改19个, and 对已完成整改的18个问题: those with which a thing was done, where that is told of one number."""
    first = [
        other
        for other in told
        if other.standing is Standing.DONE and other.deed == deed and not other.before.endswith("的")
    ]
    if len({other.figure.value for other in first}) == 1 and first[0].figure.value != one.figure.value:
        other = first[0]
        yield finding("A201", f"“{one.words}”与“{other.words}”不一致，见 {other.figure.said}", "若是同样的几家、几个，改为一致",
                      one.figure.at)  # fmt: skip


def _is_of(one: Told, name: str) -> bool:
    """Whether a count is told under a name, before it or behind it, and is not one of several that the name is common to."""
    if one.named.endswith(name):
        return _VERB.search(one.named.removesuffix(name)) is not None
    return one.noun == name and not _LEAD.fullmatch(one.before) and not _THERE.search(one.before)


@lru_cache(maxsize=256)
def _in_tables(view: View, name: str) -> frozenset[Decimal]:
    """How many rows of the tables have a grade."""
    found = set()
    for sheet in sheets_of(view):
        for column, head in enumerate(sheet.heads):
            if head.endswith(("等次", "等级", "结论", "评定", "结果")):
                count = sum(sheet.text(row, column).removesuffix("等次") == name for row in sheet.members())
                found |= {Decimal(count)} if count else set()
    return frozenset(found)
