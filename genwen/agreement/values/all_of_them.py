"""How many there are of the same things, said twice: 全县公共机构共218家 and 对228家公共机构开展全覆盖会审, in prose and as the total of a table.

What a number counts stands before it or after it, and is the same where the words next to both numbers are; words that say
that all are meant, or the same attribute (纳入集中采购范围的, 入驻的), tell it from a part of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import combinations

from genwen.agreement.arithmetic.proved import shared
from genwen.agreement.reading.clauses import begun_at, ended_at, first_clause
from genwen.agreement.reading.items import of_two_items
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.sheet import TOTAL, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import BRACKETS, YEAR_SAID
from genwen.agreement.reading.whereabouts import Place, ahead_lines, main_year, whereabouts
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_UNITS = frozenset("家所个座辆张人台栋条户块份件处名")
_TAIL = regex(r"(?:总?(?:共有?|数|计|量)|合计|现有|实有|[有为是达]|共|约|\d+年|\s|：)+$")
_ALL = regex(
    "全[市县区省局院校镇乡系体部]|所有|各类|现有|实有|共|累计|收到|在册|在编|编制|辖|覆盖|入驻|纳入|参[加评与]|[对按由把将向]$"
)
_ALL_AFTER = regex(
    "^，?[\u4e00-\u9fff]{0,8}(?:中[，,]|[均都]|全部|逐一|全覆盖|参加|覆盖)|^[^，。；]{0,16}(?:全覆盖|测算|核算)"
)
_SOME = regex(
    "其中|新|部分|试点|重点|先进|优秀|良好|剩|余|另|退回|未|不|已|(?<!共)(?<!累计)[建完]成|达标|示范|典型|主要|上年|去年|同期|原|比|较|增|减|除|仅|只|每|各(?!类)|平均|分别|第|"
    "至少|以[上下]|目标|计划|力争|超|约|近|男|女|外|季度|半年|申报|评选|推荐|培训|奖"
)
_SCOPE = regex("[市县区省][直级]|直属|乡镇|村|抽|街道|社区")
_GENERIC = frozenset(("单位", "人员", "项目", "问题", "部门", "机构", "工作", "活动"))
_PART = regex("部分|典型|重点|其中|抽|前[\\d一二三四五六七八九十]|示范|主要|新增|优秀|先进")
_LEFT = regex("尚|还|其余|其他|另|未|没|剩")
_NEAR = (Decimal("0.75"), Decimal("1.34"))
_MOST, _REACH = 300, 10


@record(eq=False)
class Mention:
    """A number of things: the words of its clause before and after it, whether all are meant, of what part, and where it stands."""

    value: Decimal
    text: str
    before: str
    after: str
    whole: bool
    scope: frozenset[str]
    year: int
    said: str
    place: Place | None
    tabled: bool = False
    """Whether a table has the number anywhere, so that it need not be the total of one."""

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters that can be of what it counts: numbers without one in common are not of the same things."""
        near = (self.before,) if self.place is None else (self.before[-_REACH:], self.after[:_REACH])
        return frozenset(words[at : at + 2] for words in near for at in range(len(words) - 1))

    @cached_property
    def attributes(self) -> list[str]:
        """The attributes that tell what it counts from others: 入驻."""
        return _ATTRIBUTES.findall(self.before + self.after)

    @cached_property
    def left(self) -> Decimal | None:
        """What is told right after it to be left besides a part of it: 全区机关60家，尚有6家没有参加."""
        if self.place is None:
            return None
        figure = self.place.figure
        after = next((item for item in told_in(figure.line) if item.figure.start > figure.start), None)
        told = after is not None and after.figure.unit == figure.unit and _LEFT.search(after.gap)
        return after.figure.value if told and after is not None else None


def check_all_of_them(subject: Subject) -> Iterator[Finding]:
    """Every two numbers of the same things in a document."""
    for view in subject.views:
        by_unit: dict[str, list[Mention]] = {}
        for unit, one in (*_in_prose(view), *_in_tables(view)):
            by_unit.setdefault(unit, []).append(one)
        for some in by_unit.values():
            yield from _apart(some) if 1 < len(some) <= _MOST else ()


def _in_prose(view: View) -> Iterator[tuple[str, Mention]]:
    main, ahead = main_year(view), ahead_lines(view)
    for unit in _UNITS:
        for place in whereabouts(view).by_unit.get(unit, ()):
            figure = place.figure
            if figure in shared(figure.line):
                continue  # it is proved to be a part
            if place.said.part is Part.NOW and place.line not in ahead and figure.value >= 10 and figure.step == 1:
                yield unit, _mention(place, main, whereabouts(view).in_tables(float(figure.value), 0))


def _mention(place: Place, main: int, tabled: bool) -> Mention:
    figure, text = place.figure, place.figure.line.text
    before = BRACKETS.sub("", text[begun_at(text, figure.start, "，。；、：") : figure.start])
    after = first_clause(BRACKETS.sub("", text[figure.end : ended_at(text, figure.end)]), "、")
    sentence = text[begun_at(text, figure.start) : figure.start]
    noun = first_clause(after, "，0123456789")[:5]
    some = _SOME.search(before) or _SOME.search(noun) or "其中" in sentence[-20:]
    whole = not some and bool(_ALL.search(before) or _ALL_AFTER.match(after))
    years = YEAR_SAID.findall(sentence)
    scope = frozenset(_SCOPE.findall(before + noun))
    return Mention(
        figure.value,
        figure.text,
        "" if some else _TAIL.sub("", before),
        "" if some else after,
        whole,
        scope,
        int(years[-1]) if years else main,
        figure.said,
        place,
        tabled,
    )


def _in_tables(view: View) -> Iterator[tuple[str, Mention]]:
    """The totals of the first column of each table that counts something."""
    for sheet in sheets_of(view):
        title = sheet.caption.split("\n")[-1]
        ends = sheet.totals()
        for column in range(1, len(sheet.heads)) if len(ends) == 1 and not _PART.search(title) else ():
            number, head = sheet.numbers[ends[0]][column], bare_head(sheet.heads[column])
            if (
                number is not None
                and number.unit in _UNITS
                and not _SOME.search(head)
                and TOTAL.match(sheet.labels[ends[0]])
            ):
                about = title + sheet.heads[0] + head
                yield (
                    number.unit,
                    Mention(
                        abs(number.bare),
                        sheet.text(ends[0], column),
                        about,
                        "",
                        True,
                        frozenset(_SCOPE.findall(about)),
                        0,
                        sheet.said(ends[0], column),
                        None,
                    ),
                )
                break


def _apart(some: Sequence[Mention]) -> Iterator[Finding]:
    """Two numbers of the same things, where each is the only other one."""
    alike = cache(lambda one: {each for each in some if each is not one and _same_things(one, each)})
    for one, other in combinations(some, 2):
        if one.value == other.value or not _same_things(one, other):
            continue
        peers = (alike(one) | alike(other)) - {one, other}
        if len({one.value, other.value, *(each.value for each in peers)}) == 2:
            few = sum(each.value == one.value for each in peers) < sum(each.value == other.value for each in peers)
            odd, right = (one, other) if (few or other.place is None) and one.place is not None else (other, one)
            yield from _told(odd, right)
            return


def _same_things(one: Mention, other: Mention) -> bool:
    if one.pairs.isdisjoint(other.pairs):
        return False
    whole = one.whole and other.whole and one.scope == other.scope
    if not whole and not _attributed(one, other):
        return False
    near = _NEAR[0] * other.value < one.value < _NEAR[1] * other.value
    if not near and not transposed(digits_of(one.text), digits_of(other.text)):
        return False
    if one.place is None or other.place is None:
        if one.place is other.place or one.tabled or other.tabled or _is_beside(one, other) or _is_beside(other, one):
            return False
    elif (one.place.line, one.place.sentence) == (other.place.line, other.place.sentence) or of_two_items(
        one.place.figure, other.place.figure
    ):
        return False
    if (one.year and other.year and one.year != other.year) or _is_left(one, other) or _is_left(other, one):
        return False
    noun = _noun(one, other)
    return bool(noun) and (noun not in _GENERIC or _attributed(one, other))


def _is_beside(one: Mention, table: Mention) -> bool:
    """Whether a paragraph has the number of a table too, for a part of what it counts: 全市656家，其中县（区）级588家."""
    if one.place is None or table.value > one.value:
        return False
    return any(said.figure.value == table.value for said in told_in(one.place.figure.line))


def _is_left(whole: Mention, part: Mention) -> bool:
    """Whether what a whole has besides a part is told right after it."""
    return part.place is not None and whole.left is not None and whole.left == whole.value - part.value


def _noun(one: Mention, other: Mention) -> str:
    """What both numbers count: the longest words they have in common, which stand next to one number at least."""
    near = [one.before[-_REACH:] + "\0" + one.after[:_REACH], other.before[-_REACH:] + "\1" + other.after[:_REACH]]
    if None in (one.place, other.place):
        near[other.place is None] = (other if other.place is None else one).before
    left, right = near
    pieces = (left[at : at + n] for n in range(_REACH, 1, -1) for at in range(len(left) - n + 1))
    prose = [each for each in (one, other) if each.place is not None]
    shared = (piece for piece in pieces if piece in right and "\0" not in piece and "，" not in piece)
    return next(
        (one for one in shared if any(each.before.endswith(one) or each.after.startswith(one) for each in prose)), ""
    )


_ATTRIBUTES = regex("纳入[\u4e00-\u9fff]{2,8}?(?=的|$)|入驻|参[加评与]|在[册编岗职]|辖|被抽?[查检评]|抽查|供电|供水")


def _attributed(one: Mention, other: Mention) -> bool:
    """Whether both have one attribute, which is enough beside a noun that says little by itself."""
    words = other.before + other.after
    return any(said in words for said in one.attributes)


def _told(odd: Mention, right: Mention) -> Iterator[Finding]:
    if odd.place is not None:
        figure = odd.place.figure
        yield finding(
            "A201",
            f"“{odd.before[-10:]}{odd.text}{odd.after[:6]}”与“{right.before[-10:]}{right.text}{right.after[:6]}”不一致，见 {right.said}",
            "若是同样的几家、几个，改为一致",
            figure.at,
        )
