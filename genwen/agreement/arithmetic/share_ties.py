"""What a share is of where its wording leaves no other: 64辆，其中新能源48辆，占75%; 计划36个，完成34个，完成率94.44%; 发放12000份，收回11400份，回收率95%."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.share_wholes import PIECES, WAS, Context, Tied
from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.likeness import bigrams, digits_of, weight
from genwen.agreement.reading.sentences import Said, told_in
from genwen.agreement.reading.text import Line
from genwen.patterns import regex
from genwen.records import replace


def strictly_tied(
    line: Line, blank: str, clause: str, sentence: tuple[Said, ...], index: int, context: Context
) -> Tied | None:
    """The part and the whole of a share where its wording leaves no other, None where it does."""
    return (
        _strict(sentence, index, clause)
        or _of_told(clause, sentence, index, context)
        or _of_two(line, sentence[index], context)
        or _planned(blank, sentence, index, clause)
        or _graded(sentence, index)
        or _among_months(sentence, index)
    )


_OF_IT = regex(r"[，（]其中|[^，。；、\d]{0,10}(?<!集)中，?[^，。；、\d]{0,12}$")


def _strict(sentence: tuple[Said, ...], index: int, clause: str) -> Tied | None:
    """64辆，其中新能源48辆，占75%; 8150盏灯具中高效光源7742盏，高效照明占比95%: the two numbers just before, the second part of the first."""
    if index < 2:
        return None
    whole, part = sentence[index - 2], sentence[index - 1]
    subject = re.match(r"(?P<noun>[\u4e00-\u9fff]{2,}?)(?:约?占|的?比例)", clause)
    if (
        whole.figure.unit != part.figure.unit
        or whole.figure.unit in PIECES
        or not _OF_IT.match(part.gap)
        or not 0 < part.figure.value < whole.figure.value
        or (subject is None and not re.search("^(?:约?占|比例|占比)", clause))
        or (subject is not None and not bigrams(subject["noun"]) & bigrams(part.gap))
    ):
        return None
    return part.figure, whole.figure, True


_TOLD = regex(r"(?:为|占|完成|达到?|相当于)了?(?P<noun>[\u4e00-\u9fff]{3,8}?)(?:总?数|总?额)?的$")


_ENDS = [size + verb for size in ("", "数", "总数", "总额", "额") for verb in ("", "为", "是", "达", "约")]


def _of_told(clause: str, sentence: tuple[Said, ...], index: int, context: Context) -> Tied | None:
    """收入126.84亿元，为调整预算的101.0%, and 调整预算数为125.60亿元: the number before is held against the one that goes by the name."""
    name = _TOLD.search(clause)
    part = sentence[index - 1].figure
    if name is None or not index or part.line.text.startswith("）", part.end):
        return None
    ends = tuple(name["noun"] + end for end in _ENDS)
    wholes = {
        whole.value: whole
        for words, whole in context.worded
        if whole.unit == part.unit and words.endswith(ends) and not WAS.search(words)
    }
    whole = next(iter(wholes.values()), part)
    if len(wholes) != 1 or not whole.value or whole.value == part.value:
        return None
    ratio = sentence[index].figure.value * whole.value / part.value / 100 if part.value else 0
    return (part, whole, True) if Decimal("0.75") < ratio < Decimal("1.35") else None


def _of_two(line: Line, rate: Said, context: Context) -> Tied | None:
    """电力折合8240.8吨，占64.1%；其他合计4605.5吨，占35.9%, where the two make a number said elsewhere: they are all of it."""
    said = told_in(line)
    at = said.index(rate)
    if not at or not _SHARE_OF.fullmatch(rate.gap) or weight(digits_of(said[at - 1].figure.text)) < _EXACT:
        return None
    part = said[at - 1].figure
    sums = {
        part.value + item.figure.value for item in said if item.figure.unit == part.unit and item.figure is not part
    }
    wholes = {whole.value: whole for _, whole in context.worded if whole.unit == part.unit and whole.value in sums}
    return (part, next(iter(wholes.values())), True) if len(wholes) == 1 else None


_SHARE_OF = regex("，占(?:比|总量的?)?(?:为|约)?")
_EXACT = 4
"""How many figures a number has to have, so that a sum that is printed elsewhere is none by chance."""

_OWN_RATE = regex("(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达到?|是)?$")
_AMONG = regex("[^，。；、\\d]{0,10}(?:中|，其中)[^，。；、\\d]*$")


def _graded(sentence: tuple[Said, ...], index: int) -> Tied | None:
    """50家受检单位中评为优秀的18家、良好的24家，优秀率38%: the one number of a list that the rate is named by, and what is divided."""
    clause = last_clause(sentence[index].gap, STOPS)
    name = _OWN_RATE.fullmatch(clause)
    if name is None or index < 2:
        return None
    named = [item for item in sentence[:index] if name["stem"] in last_clause(item.gap, STOPS) and "不" not in item.gap]
    wholes = [a for a, b in pairwise(sentence[:index]) if a.figure.unit == b.figure.unit and _AMONG.match(b.gap)]
    if len(named) != 1 or len(wholes) != 1:
        return None
    part, whole = named[0].figure, wholes[0].figure
    return (part, whole, True) if part.unit == whole.unit and 0 < part.value <= whole.value else None


def _among_months(sentence: tuple[Said, ...], index: int) -> Tied | None:
    """监测的12个月中，达到Ⅲ类的有9个月，达标率75%: months counted among months, which are no stretch of time."""
    months = [item for item in sentence[:index] if item.figure.unit == "个月"]
    if len(months) != 2 or not _OF_MONTHS.fullmatch(months[1].gap) or not _NEXT_RATE.fullmatch(sentence[index].gap):
        return None
    whole, part = months[0].figure, months[1].figure
    return (part, whole, True) if 0 < part.value <= whole.value and sentence[index - 1] is months[1] else None


_NEXT_RATE = regex("[^，。；：、\\d]{0,12}[，（](?!平均|综合)[^，。；：\\d]{2,8}率(?:为|达到?|是)?")
_OF_MONTHS = regex("(?:里|中|之中|当中)，?[^。；\\d]*有")
DONE = regex(r"完成[^，。；\d]{0,8}(?:目标|任务|计划|预算)(?:任务|数|额)?(?:\d[\d.]*[万亿]?[^，。；\d]{1,4})?的$")
_PLAN, _REAL = regex("计划|应|目标|任务|预算|下达|核定|总投资|合同"), regex("完成|实际|已|支出|实|执行")
_SENT = regex("发[放出]|[投印]发|下发|分发|寄[出送]|投放|送出")
_CAME_BACK = regex("[，（](?:实际|共|已)?(?:收[回到]|回收|领取|送达|反馈|签收)[^，。；：、\\d]*")
_BACK_RATE = regex("[，（](?:有效)?(?:回收|收回|领取|送达|回复|反馈|签收)率(?:为|达到?|是)?")
"""What goes out and comes back: 发放问卷12000份，收回有效问卷11400份，有效回收率95%."""
_SPENT, _SAVED = regex("(?:预算|资金)?执行率"), regex("[比较](?:年初|全年)?预算[^，。；\\d]{0,4}$")
_OF_AIM = regex("完成(?:了|省定|市定|年初|年度|全年|调整)*(?:目标|任务|计划|预算)(?:任务|数)?$")
_BRACKET = regex(r"(?P<verb>占|完成|达到?|相当于)[^，。；（\d]{0,16}（[^（）]{0,10}$")


def _planned(blank: str, sentence: tuple[Said, ...], index: int, clause: str) -> Tied | None:
    """计划36个，完成34个，完成率94.44%; 18辆，占总数（45辆）的40%; 3.82万人，完成目标（3.50万人）的109.1%: the two numbers just before."""
    if index < 2:
        return None
    first, second = sentence[index - 2].figure, sentence[index - 1].figure
    if (
        _SPENT.search(clause)
        and _SAVED.search(sentence[index - 2].gap)
        and sentence[index - 1].word in ("节约", "结余", "节省")
    ):
        spent = [item.figure for item in told_in(first.line) if item.figure.value == first.value - second.value]
        exact = replace(first, step=Decimal(0))
        return (spent[0], exact, True) if spent and spent[0].unit == first.unit else None
    if first.unit != second.unit or not first.value or not second.value:
        return None
    if _OF_AIM.search(blank[: second.start]) and blank.startswith("的", second.end):
        return first, replace(second, step=Decimal(0)), True
    bracket = _BRACKET.search(blank[: second.start]) if blank.startswith("）的", second.end) else None
    if bracket and (first.value < second.value or bracket["verb"] == "完成"):
        return first, second, True
    tied = re.search("(?:完成|执行|达成|落实|支付|拨付)(?:率|进度)", clause) or DONE.search(clause)
    back = _SENT.search(last_clause(sentence[index - 2].gap)) and _CAME_BACK.fullmatch(sentence[index - 1].gap)
    if back and first.value >= second.value and _BACK_RATE.fullmatch(sentence[index].gap):
        return second, first, True
    if tied and _PLAN.search(sentence[index - 2].gap) and _REAL.search(sentence[index - 1].gap):
        return second, first, True
    return None
