"""What is done and what is left against the whole: 应报23家，已报21家，未报2家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.sentences import NEXT, Part, Said, going_on, said_in
from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.agreement.sums.parts import never_parts, slack_of, sum_of
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import replace

_LEFT = regex(
    r"未|尚|剩余|余下|剩|结余|节约|节省|节余|余额|结存|逾期|仍|还有|其余|不合格|不达标|限期|正在|待|暂缓|在用|留用|结转"
)
_DONE = regex(
    r"已|(?<!超额)完成|按时|实际|支出|使用|收回|回收|(?<![不未])达标|(?<!不)合格|当场|立即|立行|办结|及时|如期|到位|盘活|现场|调出|上解|执行|累计支付|报送|封存|停驶|报废|停用|落实|采纳|修复|解决|兑现|拨付"
)
_BESIDES = regex("^，?(?:另有|另|还有|剩下)$")
_OTHERS = regex("(?:而|但)?(?:其余|余下|剩余|剩下)(?:的)?")
_FUNDS = regex(r"(?:总投资|总概算|概算|总预算|总费用|总金额|总额|资金|经费|投资|费用)[^，。；：、\d]{0,8}$")
_GIVEN = regex("申请|争取|安排|拨付|承担|自筹|补助|配套|解决|列支|筹措|贷款|出资")
"""The whole of some money, and who gives a share of it."""
_UNDONE = regex("[^，。；、\\d]{0,8}(?:需|待|尚|未|正|拟|因|列入|计划|将)")
_SUBSET = regex(r"^[^，。；、\d]{0,4}[，,（]?\s*(?:收回|回收|实收|其中有效|有效|实到|实报|实装)")
_WITHIN = regex(
    r"^[^，。；、\d]{0,14}(?<!其)中(?![医心学央小级队层全])[，,]?[^，。；、\d]{0,10}$|^[^，。；、\d]{0,10}[，,（]其中[^，。；、\d]{0,10}$"
)


_BATCH = regex(r"第[一二三四五六七八九十\d]+[批期轮次]$")
"""What has a number of its own among batches is no part of another of them."""
_STOCK = regex("[年期]初|上年(?:结转|结余)")
"""What was there before, with which the flows of a year make what is left."""
_EVER = regex("(?:历年|累计|滚存)(?:滚存)?结[余存]")
_CARRIED, _ALL = regex("结转下年|年终结余"), regex("收入[总合]计|总收入|收入总量")
"""What goes into the next year of all that came in: 收入总计1.40亿元；支出0.85亿元，调出资金0.37亿元，结转下年0.18亿元."""
_GRADE = regex("(?:优秀|良好|较好|优|良|好)(?:等次|档次)?的?$")
_LINE_DRAWN = regex("(?:（含）|及|或)?以[上下]")


def check_remainders(subject: Subject) -> Iterator[Finding]:
    """Every sentence that says what is left."""
    for line in subject.lines():
        if len(line.text) > 10 and ("中" in line.text or _LEFT.search(line.text)):
            yield from _left(line, masked(line.text))
        if "另" in line.text or "有" in line.text:
            yield from _besides(line, masked(line.text))
        if "其余" in line.text or "余下" in line.text or "剩" in line.text:
            yield from _rest(line)
            yield from _paid(line)


def _paid(line: Line) -> Iterator[Finding]:
    """概算总投资486万元。拟申请省级资金300万元，其余186万元由市级安排: a share and all the rest make the whole."""
    before: list[Said] = []
    for sentence in said_in(line):
        for share, left in pairwise(sentence):
            one, rest = share.figure, left.figure
            ahead = [item for item in (*before, *sentence[: sentence.index(share)]) if item.figure.unit == one.unit]
            wholes = [item.figure for item in ahead if _FUNDS.search(last_clause(item.gap))]
            if (
                one.unit != rest.unit
                or one.unit in never_parts
                or not wholes
                or not _OTHERS.fullmatch(last_clause(left.gap))
                or not _GIVEN.search(last_clause(share.gap))
                or share.part is not Part.NOW
            ):
                continue
            sums = [one.value + rest.value, *(one.value + rest.value + item.figure.value for item in ahead)]
            fits = any(
                abs(item.figure.value - total) <= slack_of((one, rest), item.figure) for item in ahead for total in sums
            )
            if not fits and wholes[-1].value > max(one.value, rest.value):
                yield finding("A806", f"{one.text}＋{rest.text}与总数{wholes[-1].text}不符，见 {wholes[-1].said}", "核对总数和各部分",
                              rest.at)  # fmt: skip
        before += sentence


def _rest(line: Line) -> Iterator[Finding]:
    """12个项目中有8个采用合同能源管理方式，…，其余4个由财政安排: what is named of a whole, and all the others."""
    for sentence in said_in(line):
        for at, left in enumerate(sentence):
            if at < 2 or not _OTHERS.fullmatch(last_clause(left.gap, "，；")) or left.figure.unit in never_parts:
                continue
            same = [item for item in sentence[: at + 1] if item.figure.unit == left.figure.unit]
            begun = next((n for n in range(len(same) - 2, 0, -1) if _WITHIN.match(same[n].gap)), 0)
            parts = [item.figure for item in same[begun:]]
            whole = same[begun - 1].figure
            if not begun or any(item.part is not Part.NOW for item in same[begun - 1 :]):
                continue
            ends = (parts[cut:] for cut in range(len(parts) - 1))
            fits = any(abs(sum_of(some) - whole.value) <= slack_of(some, whole) for some in ends)
            if not fits and whole.value > max(part.value for part in parts):
                terms = "＋".join(part.text for part in parts)
                yield finding(
                    "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对总数和各部分", left.figure.at
                )


def _besides(line: Line, blank: str) -> Iterator[Finding]:
    """漏损点7处，修复6处，另有2处需一并处理: of three numbers in a row the last is of those not done yet."""
    for sentence in said_in(line):
        for whole, done, left in zip(sentence, sentence[1:], sentence[2:], strict=False):
            a, b, c = whole.figure, done.figure, left.figure
            if any(_BATCH.search(line.text, 0, item.figure.start) for item in (whole, done, left)):
                continue
            if (
                a.unit == b.unit == c.unit
                and a.unit not in never_parts
                and _BESIDES.match(left.gap)
                and _UNDONE.match(blank, c.end)
                and re.match("，[^，；]*$", done.gap)
                and not re.search("比|较|其中|上年|同期", done.gap)
                and a.value > b.value
                and 0 < abs(a.value - b.value - c.value) <= max(a.value / 4, Decimal(2))
            ):
                yield finding(
                    "A806", f"{a.text}－{b.text}与{c.text}不符，见 {a.said}", "核对总数、已完成数和剩余数", c.at
                )


def _left(line: Line, blank: str) -> Iterator[Finding]:
    """应报1830家，按时报送1764家，逾期66家: what is done and what is left make the whole."""
    before: tuple[Said, ...] = ()
    for sentence in said_in(line):
        mine = [
            item
            for item in sentence
            if item.part in (Part.NOW, Part.DIFFERENCE) and item.figure.unit not in never_parts
        ]
        mine = [*mine[:1], *(_led(a, b) for a, b in pairwise(mine))]
        mine = [
            item for item in mine if not _BATCH.search(line.text, 0, item.figure.start) and not _EVER.search(item.gap)
        ]
        stock = any(_STOCK.search(last_clause(item.gap)) for item in sentence)
        for index, item in enumerate(mine if not stock else ()):
            if item.part is not Part.NOW and not re.search("结余|节余|节约", item.gap):
                continue
            clause = last_clause(item.gap, "，。；：") or item.gap
            following = mine[index + 1] if index + 1 < len(mine) else None
            if following is not None and following.figure.unit == item.figure.unit and _LEFT.search(following.gap[-8:]):
                continue
            if (
                not _LEFT.search(clause + blank[item.figure.end : item.figure.end + 6].split("，")[0].split("。")[0])
                or not index
            ):
                continue
            same = [other for other in mine[: index + 1] if other.figure.unit == item.figure.unit]
            if _CARRIED.search(clause) and (total := [one for one in before if _ALL.search(last_clause(one.gap))][-1:]):
                same = [*total, *same]
            elif len(same) == 2:
                same = [*(other for other in before if other.figure.unit == item.figure.unit), *same]
            if coming := going_on(item, mine[index + 1 :]):
                yield from _listed(line, same, coming)
            else:
                yield from _remainder(line, same)
        for first, second in pairwise(mine):
            if (
                first.figure.unit == second.figure.unit
                and first.part is Part.NOW
                and second.figure.value > first.figure.value
                and (_SUBSET.search(second.gap) or (_WITHIN.match(second.gap) and not re.search("均|每", second.gap)))
                and not re.search("分别|依次", second.gap)
                and not re.search("[均每]", last_clause(first.gap))
                and not any(_LINE_DRAWN.match(blank, item.figure.end) for item in (first, second))
            ):
                yield finding("A806", f"“{second.figure.text}”多于它所属的{first.figure.text}，见 {first.figure.said}", "核对两个数",
                              second.figure.at)  # fmt: skip
        before = (*before, *sentence)[-12:]


def _listed(line: Line, same: list[Said], coming: Sequence[Said]) -> Iterator[Finding]:
    """应拆48处，已拆31处，正在拆12处，计划明年拆5处: what is done, what is left and what follows make the whole."""
    parts = [item for item in same if NEXT.fullmatch(item.gap) and (_DONE.search(item.gap) or _LEFT.search(item.gap))]
    whole = same[0].figure
    if len(parts) != len(same) - 1 or re.search(r"其中|[（：]", line.text[whole.end : coming[0].figure.end]):
        return
    figures = [item.figure for item in (*parts, *coming)]
    if slack_of(figures, whole) < abs(sum_of(figures) - whole.value) <= whole.value / 6:
        terms = "＋".join(figure.text for figure in figures)
        yield finding("A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对总数和各部分", figures[-1].at)


def _led(first: Said, second: Said) -> Said:
    """A figure joined to the one before by 、 is led by the same words: 已盘活6处、4180平方米."""
    return replace(second, gap=first.gap) if re.fullmatch("[、，和及]", second.gap) else second


def _remainder(line: Line, same: list[Said]) -> Iterator[Finding]:
    left, others = same[-1], same[:-1]
    if len(others) < 2:
        return
    lasts = [at for at in range(len(others)) if not (_DONE.search(others[at].gap) or _LEFT.search(others[at].gap[-8:]))]
    chain = [item.figure for item in same[lasts[-1] + 1 :]] if lasts else []
    if len(chain) >= 3 and any(
        abs(others[at].figure.value - sum_of(chain)) <= slack_of(chain, left.figure) for at in lasts
    ):
        return
    for begin in range(len(others) - 1):
        for stop in range(begin + 1, len(others)):
            done = [item.figure for item in others[begin + 1 : stop + 1]]
            for some in (done, done[-1:]):
                if abs(others[begin].figure.value - sum_of(some) - left.figure.value) <= slack_of(some, left.figure):
                    return
    if any(
        others[at].figure.value == sum_of([item.figure for item in others[at + 1 :]]) for at in range(len(others) - 2)
    ):
        return
    tail = next((at for at in range(len(others) - 1, 0, -1) if not _DONE.search(others[at].gap)), 0)
    whole = max(others[: tail + 1], key=lambda item: item.figure.value)
    done_items = others[tail + 1 :]
    if _GRADE.search(whole.gap):
        return  # 优秀16家、良好19家、合格4家、不合格1家: none of them is the whole
    if len(chain) >= 3:
        terms = "＋".join(figure.text for figure in chain)
        yield finding(
            "A806",
            f"{terms}与{whole.figure.text}不符，见 {whole.figure.said}",
            "核对总数、已完成数和剩余数",
            left.figure.at,
        )
        return
    if not done_items or not all(_DONE.search(item.gap) for item in done_items) or len(done_items) > 3:
        return
    most = max(item.figure.value for item in (*done_items, left))
    if whole.figure.value < most and (len(others) > 2 or most > whole.figure.value * Decimal("1.5")):
        return
    if re.search("约|近|超过?$", left.gap[-3:]):
        return
    minus = "－".join(item.figure.text for item in done_items)
    yield finding("A806", f"{whole.figure.text}－{minus}与{left.figure.text}不符，见 {whole.figure.said}", "核对总数、已完成数和剩余数",
                  left.figure.at)  # fmt: skip
