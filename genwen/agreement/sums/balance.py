"""What there was, what came and went, what there is: 年初2140家，新增186家，注销94家，在册2232家."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product

from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_START = regex(
    r"年初|上年结余|原有|原来|去年底|上年底|上年末|去年末|期初|预算批复|批复|初始|上年结转|原定|原核定|(?:19|20)\d{2}年底(?:为|有|共)|年底的|此前|已有|已建成"
)
_MORE = regex(
    r"新增|调增|追加|新建|新设|新收|加上|净增|新进|引进|调进|收入|新购|购置|新制定|制定|制发|出台|增设|扩建|新发展|新录用|增加|再建|再创建|再增|新创建|接收|调入|招录|新聘|招聘|聘用|转入|今年创建|当年创建|本年创建|新注册|登记"
)
LESS = regex(
    r"注销|调减|核减|退出|报废|销号|撤销|调离|离职|转出|废止|拆除|淘汰|迁出|流出|转走|撤并|合并|归并|裁撤|取消|关闭|终止|减少|调出|退休|划转|支出|使用|清退|关停|失效|核销|辞退|处置"
)
_END = regex(
    r"在册|现有|目前|增至|增加到|减至|总数达?到?|调整后|年末|年底(?:共|实)?有|期末|现行有效|累计达到|累计建成|累计达|合计达|共有|余额|达到|尚有|保有|实有|总量"
)
_NEVER = frozenset(("%", "个百分点", "年", "天", "倍", "分"))
_TO = regex("增加到|增至|减少到|减至|增到|减到")


_CLOSING = (("支出总计", "本年支出合计", "年末结转和结余"), ("收入总计", "本年收入合计", "年初结转和结余"))
"""What a 决算 is balanced by: a total, the flow of the year, and what goes over."""


def _closing(view: View) -> Iterator[Finding]:
    """支出总计3286.4万元, 本年支出合计3042.5万元 and 年末结转和结余243.9万元, wherever each is told."""
    money = whereabouts(view).by_unit.get("元", ()) if view.lines and "决算" in view.lines[0].text else ()
    for names in _CLOSING:
        told = [[one.figure for one in money if last_clause(one.said.gap, PHRASE).endswith(name)] for name in names]
        if all(len({figure.value for figure in some}) == 1 for some in told):
            whole, flow, over = (some[0] for some in told)
            if whole.value != flow.value + over.value:
                yield finding("A816", f"{flow.text}＋{over.text}与{names[0]}{whole.text}不符，见 {whole.said}", "核对收支与结转结余",
                              over.at)  # fmt: skip


def check_balance(subject: Subject) -> Iterator[Finding]:
    """Every two sentences in which a stock is said before and after what changed it."""
    for view in subject.views:
        yield from _closing(view)
    for line in subject.lines():
        if len(line.text) < 16:
            continue
        groups = said_in(line)
        for group in groups if "净" in line.text else ():
            yield from _net(line, group)
        if not _END.search(line.text):
            continue
        for at, group in enumerate(groups):
            for items in (group, (*groups[at - 1], *group) if at else ()):
                found = list(_balanced(line, items))
                yield from found
                if found:
                    break


_NET = regex("净(?P<way>[增减])[加少长]?$")


def _net(line: Line, items: Sequence[Said]) -> Iterator[Finding]:
    """净增128人：新招聘236人，调入17人，退休98人，调出27人."""
    for at, item in enumerate(items):
        way = _NET.search(line.text, 0, item.figure.start)
        if way is None or way.end() != item.figure.start:
            continue
        flows = [other for other in items[at + 1 :] if other.figure.unit == item.figure.unit]
        signs = [_way(last_clause(other.gap, "，。；：、（")) for other in flows]
        if len(set(signs)) != 2 or 0 in signs:
            continue
        real = sum((sign * other.figure.value for sign, other in zip(signs, flows, strict=True)), Decimal(0))
        said = item.figure.value if way["way"] == "增" else -item.figure.value
        if item.figure.step == 1 and 0 < abs(real - said) <= abs(said) + max(other.figure.value for other in flows):
            terms = "".join(
                f"{'＋' if sign > 0 else '－'}{other.figure.text}" for sign, other in zip(signs, flows, strict=True)
            )
            yield finding("A816", f"{terms.lstrip('＋')}与“{way.group()}{item.figure.text}”不符，见 {item.figure.said}", "核对进出的数和净增减",
                          flows[-1].figure.at)  # fmt: skip


def _way(words: str) -> int:
    """1 for what came, -1 for what went, 0 where the words do not say."""
    return bool(_MORE.search(words)) - bool(LESS.search(words))


def _roles(items: Sequence[Said]) -> dict[str, list[Said]]:
    """Which figures are the stock before, the stock after, and what came and went."""
    found: dict[str, list[Said]] = {"start": [], "more": [], "less": [], "end": []}
    for item in items:
        if item.figure.unit in _NEVER or "每" in last_clause(item.figure.line.text[: item.figure.start]):
            continue
        gap = item.figure.line.text[item.figure.start - len(item.gap) : item.figure.start]
        clause = last_clause(gap, "，。；：（")
        where = {name: match.end() for name, pattern in (("start", _START), ("more", _MORE), ("less", LESS), ("end", _END))
                 for match in [*pattern.finditer(clause)][-1:]}  # fmt: skip
        if item.part is Part.BASE and re.search("[由从]", clause):
            where = {"start": 1}
        if _TO.search(clause) or (item.moved and item.word):
            where = {"end": 1}
        if where:
            found[max(where, key=lambda name: (where[name], name == "start"))].append(item)
    return found


def _untold(items: Sequence[Said], start: Said, end: Said, roles: Mapping[str, Sequence[Said]]) -> bool:
    """Whether a number between the two stocks came or went for all that is known: 年初860人，核增20人，退休32人，年末848人."""
    known = [item for some in roles.values() for item in some]
    return any(
        start.figure.end <= item.figure.start
        and item is not end
        and item.figure.unit == start.figure.unit
        and item not in known
        and item.part in (Part.NOW, Part.DIFFERENCE)
        and re.match("[，、][^，。；、]{1,6}$", item.gap)
        for item in items
    )


def _told_between(items: Sequence[Said], start: Said, change: Decimal) -> bool:
    """Whether what all came to is told beside the stock before: 比年初的41.00万卷增加1.86万卷."""
    after = [item for item in items if item.figure.start > start.figure.start][:1]
    return any(item.part is Part.DIFFERENCE and item.figure.value == abs(change) for item in after)


def _compared(items: Sequence[Said], totals: Collection[Decimal]) -> bool:
    """Whether what is more or less is so than a number it makes another of: 58辆，比2024年底的51辆增加7辆."""
    return any(
        more.part is Part.DIFFERENCE
        and base.part is Part.BASE
        and base.figure.unit == more.figure.unit
        and base.figure.value + (-1 if more.falls else 1) * more.figure.value in totals
        for base, more in pairwise(items)
    )


def _balanced(line: Line, items: Sequence[Said]) -> Iterator[Finding]:
    roles = _roles(items)
    for start, end in product(roles["start"][:2], roles["end"][-2:]):
        unit = start.figure.unit
        between = [item for item in (*roles["more"], *roles["less"]) if item.figure.unit == unit]
        if end.figure.unit != unit or end is start or not between or _untold(items, start, end, roles):
            continue
        more = [item.figure for item in roles["more"] if item.figure.unit == unit]
        less = [item.figure for item in roles["less"] if item.figure.unit == unit]
        right = (
            start.figure.value
            + sum((one.value for one in more), Decimal(0))
            - sum((one.value for one in less), Decimal(0))
        )
        once = (
            start.figure.value
            + sum({one.value for one in more}, Decimal(0))
            - sum({one.value for one in less}, Decimal(0))
        )
        step = max(figure.step for figure in (start.figure, end.figure, *more, *less))
        slack = Decimal(0) if step == 1 else step * (len(between) + 2) / 2
        totals = {item.figure.value for item in items}
        if _told_between(items, start, end.figure.value - start.figure.value) or _compared(items, totals):
            return
        if abs(right - end.figure.value) <= slack or abs(once - end.figure.value) <= slack or right in totals:
            return
        if right <= 0 or not Decimal("0.6") < end.figure.value / right < Decimal("1.7"):
            continue
        if len(between) == 1 and ((less and more) or end.figure.start < start.figure.start):
            continue
        terms = start.figure.text + "".join(f"＋{one.text}" for one in more) + "".join(f"－{one.text}" for one in less)
        yield finding("A816", f"{terms}与{end.figure.text}不符，见 {start.figure.said}", "核对原有、增减和现有的数", end.figure.at,
                      Severity.WARNING)  # fmt: skip
        return
