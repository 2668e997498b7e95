"""What two or three numbers of a sentence settle: 在8.6%的基础上压降到9.0%, 平均96.8分，三项分别为…, 超过其余四处之和, 以8900件为基数降5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Said, going_on, said_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_GROUND = regex(
    r"(?P<a>\d+(?:\.\d+)?)\s*(?P<u>%|[^\d，。；、的]{1,10}?)(?:的|这一)?(?:基础|水平)上(?P<way>[^。；\d]{0,24}?)(?:控制在|控制到|压减到|压降[到至]|降[到至]|下降[到至]|提高[到至]|提升[到至]|增加[到至]|上升[到至]|达到|增至|减至)(?:约)?(?P<b>\d+(?:\.\d+)?)\s*(?P<v>%|[^\d，。；、]{1,10}?)(?=以[内下上]|左右|[，。；、]|$)"
)
_GROUNDED = regex(
    r"(?:控制在|控制到|压减到|降[到至]|下降[到至]|提高[到至]|提升[到至]|增加[到至]|达到|增至|减至)(?P<b>\d+(?:\.\d+)?)\s*(?P<v>%|[^\d，。；、]{1,10}?)(?:以[内下上]|左右)?，在[^，。；\d]{0,8}(?:(?:19|20)\d{2}年)?[^，。；\d]{0,8}(?P<a>\d+(?:\.\d+)?)\s*(?P<u>%|[^\d，。；、的]{1,10}?)的?(?:基础|水平)上(?P<way>[^，。；]{2,12})"
)
_LESS = regex("降|减|压|少|控制|缩")
_MORE = regex("升|提高|增|扩")
_OVER_SUM = regex(
    r"(?P<word>超过|大于|高于|多于|不及|低于|少于|小于|不足)(?P<what>(?:其余|其他|其它|另外|后|前)[^，。；：\d]{1,10}?)(?:之和|总和|的总和|合计|加起来)"
)
_COVER = regex(
    r"(?:实现|达到)(?P<what>[^，。；\d]{0,10})(?:全覆盖|全部覆盖|全面覆盖)|(?P<all>全部(?:更换|完成|安装|建成|达标|覆盖))"
)
_LATER = regex(r"\d[年月]|[次明]年|届时|计划|力争|预计")
"""What comes after is of another time: 占89.5%；2027年全部建成."""
_DONE = regex(
    r"(?:(?P<less>基本完成|未(?:能)?完成|没有完成|接近完成)|(?P<more>超额完成|全面完成|圆满完成|全部完成|如期完成|顺利完成))(?=[^，。；]{0,10}(?:计划|任务|目标|指标))"
)

_FROM_BASE = regex(r"(?:以|按)[^，。；\d]{0,14}$")
_MEAN = regex(r"平均(?:得?分|值|率|为|是|达)*[^，。；\d]{0,6}$|均分(?:为|是)?$")


def check_settled(subject: Subject) -> Iterator[Finding]:
    """Every line with two figures."""
    for view in subject.views:
        for line in view.lines:
            sentences = said_in(line)
            if sum(map(len, sentences)) < 1:
                continue
            if "基础上" in line.text or "水平上" in line.text:
                yield from _on_ground(line)
            for sentence in sentences:
                yield from _over_sum(line, sentence, sentences)
                yield from _covered(line, sentence)
                yield from _done(line, sentence)
                yield from _aimed(line, sentence)
                yield from _mean_of(line, sentence)
                yield from _rest(line, sentence)
                yield from _both(line, sentence)
                yield from _again(line, sentence)
                yield from _mean_of_total(line, sentence)


def _on_ground(line: Line) -> Iterator[Finding]:
    """在2025年8.6%的基础上继续压降，控制在9.0%以内."""
    for match in (*_GROUND.finditer(line.text), *_GROUNDED.finditer(line.text)):
        if match["u"].strip() != match["v"].strip():
            continue
        a, b = Decimal(match["a"]), Decimal(match["b"])
        words = match["way"] if match["way"] else match.group()[match.end("u") - match.start() :]
        less, more = bool(_LESS.search(words)), bool(_MORE.search(words))
        if less is not more and a != b and (b > a) is less:
            yield finding("A812", f"“{match['b']}{match['v']}”与“{match['a']}{match['u']}的基础上”不符，{'没有再降' if less else '没有再升'}，见 {line.said(match.start('a'), match.end('a'))}", "核对现在的数和目标",
                          line.at(match.start("b")))  # fmt: skip


def _over_sum(line: Line, sentence: Sequence[Said], sentences: Sequence[Sequence[Said]]) -> Iterator[Finding]:
    """用电286.4万千瓦时，超过其余四处之和；其余四处合计395.6万千瓦时."""
    for match in _OVER_SUM.finditer(line.text):
        before = [item.figure for item in sentence if item.figure.end <= match.start() <= item.figure.end + 40]
        if not before:
            continue
        mine = before[-1]
        what = re.sub("的$", "", match["what"])
        others = [item.figure for some in sentences for item in some
                  if item.figure is not mine and item.figure.unit == mine.unit and what in last_clause(line.text[: item.figure.start])]  # fmt: skip
        over = match["word"] in ("超过", "大于", "高于", "多于")
        for other in others[:1]:
            if other.value != mine.value and (mine.value > other.value) is not over:
                yield finding(
                    "A812",
                    f"“{match.group()}”与{mine.text}、{other.text}不符，见 {other.said}",
                    "核对两个数和说法",
                    line.at(match.start()),
                )


def _covered(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """灯具使用率达到95%，实现灯具全覆盖."""
    for match in _COVER.finditer(line.text):
        shares = [
            item
            for item in sentence
            if item.figure.unit == "%" and item.figure.end <= match.start() <= item.figure.end + 12
        ]
        if not shares or shares[-1].figure.value >= 100:
            continue
        clause = last_clause(line.text[: shares[-1].figure.start])
        what = match["what"] or ""
        gap = line.text[shares[-1].figure.end : match.start()]
        if (
            re.search("率|比例|占|覆盖", clause)
            and (not bigrams(gap + what) or bigrams(gap + what) & bigrams(clause))
            and not re.search("上年|去年|由|从|增长|下降|提高", clause)
            and not _LATER.search(gap)
        ):
            yield finding(
                "A812",
                f"“{match.group()}”与{shares[-1].figure.text}不符，见 {shares[-1].figure.said}",
                "核对结论和数",
                line.at(match.start()),
            )


_RATE_OF = regex("完成率(?:为|达到?|是)?$")
_IS_BASE, _YEAR = regex("为基[数期准]"), regex(r"(?:19|20)\d{2}年")


def _done(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """基本完成年度计划，完成率105.0%."""
    for item in sentence:
        if item.figure.unit != "%" or not _RATE_OF.search(line.text[max(0, item.figure.start - 8) : item.figure.start]):
            continue
        begun = begun_at(line.text, item.figure.start)
        end = ended_at(line.text, item.figure.end)
        for match in _DONE.finditer(line.text, begun, end):
            if abs(match.start() - item.figure.start) > 30:
                continue
            wrong = item.figure.value >= 100 if match["less"] else item.figure.value < 100
            if wrong:
                yield finding(
                    "A812",
                    f"“{match.group()}”与完成率{item.figure.text}不符，见 {item.figure.said}",
                    "核对结论和完成率",
                    line.at(match.start()),
                )


def _aimed(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """以2025年8900件次为基数，再降5%，控制在9455件次以内."""
    for base in sentence if len(sentence) >= 3 else ():
        gap = line.text[max(0, base.figure.start - 24) : base.figure.start]
        if not _IS_BASE.match(line.text, base.figure.end) or not _FROM_BASE.search(_YEAR.sub("", gap)):
            continue
        rates = [item for item in sentence if item.figure.unit == "%"]
        aims = [item for item in sentence if item is not base and item.figure.unit == base.figure.unit]
        if len(rates) != 1 or len(aims) != 1 or not rates[0].word:
            continue
        real = base.figure.value * (1 + (-1 if rates[0].falls else 1) * rates[0].figure.value / 100)
        if abs(real - aims[0].figure.value) > max(aims[0].figure.step, real / 200):
            yield finding("A803", f"“{aims[0].figure.text}”与{base.figure.text}、{rates[0].word}{rates[0].figure.text}不符，应为{aims[0].figure.like(real)}，见 {base.figure.said}", "核对基数、幅度和目标",
                          aims[0].figure.at)  # fmt: skip


def _mean_of(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """平均得分96.8分，其中甲、乙、丙三项分别得99.2分、98.5分、98.1分."""
    for at, mean in enumerate(sentence[:-2]):
        if not _MEAN.search(last_clause(line.text[: mean.figure.start])):
            continue
        parts: list[Figure] = []
        for item in sentence[at + 1 :]:
            if (
                item.figure.unit != mean.figure.unit
                and not parts
                and item.figure.unit in ("项", "个", "类", "家", "方面")
            ):
                continue
            if item.figure.unit != mean.figure.unit:
                break
            if parts and not re.fullmatch(r"\s*[、，和及]\s*[^，。；\d]{0,6}", item.gap):
                break
            parts.append(item.figure)
        between = line.text[mean.figure.end : parts[0].start] if parts else ""
        if len(parts) < 2 or not re.match("，其中|（其中|，分别", between) or re.search("最[高低大小]|平均", between):
            continue
        low, high = min(part.value for part in parts), max(part.value for part in parts)
        clause = last_clause(line.text[: mean.figure.start])
        if "每" in clause and any(
            item.figure.unit == mean.figure.unit and item.figure.value > high for item in sentence[:at]
        ):
            continue  # the list is of the whole that the mean is of: 建议126条，平均每家7条，其中…
        real = sum((part.value for part in parts), Decimal(0)) / len(parts)
        outside = not low <= mean.figure.value <= high or _is_counted(line, mean.figure, len(parts))
        if outside and abs(real - mean.figure.value) > mean.figure.step:
            yield finding("A811", f"“平均{mean.figure.text}”与所列各项的平均{real:.2f}不符，见 {parts[0].said}", "核对平均数",
                          mean.figure.at, Severity.WARNING)  # fmt: skip


def _is_counted(line: Line, mean: Figure, count: int) -> bool:
    """Whether as many are counted before a mean as are listed behind it, so that the list has them all: 五个科室平均91分，分别为…."""
    before = line.text[begun_at(line.text, mean.start) : mean.start]
    return (
        re.search(
            rf"(?<![\d{COUNTING}])(?:{count}|{'零一二三四五六七八九十'[count] if count < 11 else count})[个家所项名处]",
            before,
        )
        is not None
    )


def _rest(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """发电128.4万千瓦时，自用132.6万千瓦时，其余上网."""
    for whole, part in pairwise(sentence):
        a, b = whole.figure, part.figure
        if (
            a.unit == b.unit
            and b.value > a.value
            and re.match("，(?:其余|余下|剩余|其它|其他)(?![^，。；]{0,8}[0-9])", line.text[b.end :])
            and len(part.gap) <= 14
            and not part.gap.startswith(("、", "和", "及"))
            and not re.search("比|较|由|从|上年", part.gap)
        ):
            yield finding(
                "A806",
                f"{b.text}大于总数{a.text}，却还有“其余”，见 {line.said(a.start, b.end)}",
                "核对部分和总数",
                line.at(b.start),
            )


_PAIRS = (
    (
        regex("完工|竣工|建成|投用|投产|已完成|完成验收"),
        regex("在建|未完工|续建|未开工|推进中|正在(?:建设|推进|施工)"),
    ),
    (
        regex("办结|已办|完成整改|已整改|整改到位|销号|已答复"),
        regex("未到期|正在办理|在办|未办结|正在整改|未整改|待整改|持续推进"),
    ),
    (regex("合格|达标|通过|符合"), regex("不合格|未达标|未通过|不符合")),
)


def _both(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """实施项目126个，已完工118个，在建18个: done and not done make the whole that stands before them."""
    amounts = [item for item in sentence if item.figure.unit != "%"]
    for at, (whole, done, left) in enumerate(zip(amounts, amounts[1:], amounts[2:], strict=False)):
        a, b, c = whole.figure, done.figure, left.figure
        if not a.unit == b.unit == c.unit or not a.value > max(b.value, c.value) or a.value == b.value + c.value:
            continue
        if going_on(left, amounts[at + 3 :]):
            continue
        words = [last_clause(item.gap, "，；、") for item in (done, left)]
        if re.search("优秀|良好|合格|等次", last_clause(whole.gap)):
            continue
        if re.search("比|较|上年|新增|其中[^，]*$", words[1]) or len(left.gap) > 14:
            continue
        if any(
            first.search(words[0]) and second.search(words[1]) and not second.search(words[0])
            for first, second in _PAIRS
        ):
            yield finding(
                "A806", f"{b.text}＋{c.text}与总数{a.text}不符，见 {a.said}", "核对各部分和总数", line.at(c.start)
            )


def _mean_of_total(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """核查均分91.0分，六家核查得分总计534分."""
    means = [item for item in sentence if _MEAN.search(last_clause(line.text[: item.figure.start]))]
    for count, total in pairwise(sentence):
        if (
            count.figure.unit not in ("家", "个", "人", "项", "所", "户")
            or not re.search("总计|合计|总分|共计|累计", total.gap)
            or count.figure.value < 2
        ):
            continue
        same = [item for item in means if item.figure.unit == total.figure.unit]
        real = total.figure.value / count.figure.value
        if not same or any(abs(item.figure.value - real) <= item.figure.step for item in same):
            continue
        named = [item for item in same if bigrams(last_clause(item.gap)) & bigrams(total.gap)] or (
            same if len(same) == 1 else []
        )
        for item in named[:1]:
            if abs(item.figure.value - real) <= real / 5:
                yield finding("A809", f"“{item.figure.text}”与{total.figure.text}÷{count.figure.text}＝{item.figure.like(real)}不符，见 {total.figure.said}", "核对平均数、总数和个数",
                              item.figure.at)  # fmt: skip


_HEDGED = regex(r"(?P<word>超过|突破|高于|逾|近|接近|将近|约|不足|低于|不到)(?:了|为)?$")
_SAME = regex(r"^(?:，(?:为|达到?|即|实际为|具体为)|（(?:即|合|为|折合)?)$")


def _again(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """执行率超过97%，为96.28%; 284520千瓦时（即28.40万千瓦时）."""
    for first, second in pairwise(sentence):
        a, b = first.figure, second.figure
        between = line.text[a.end : b.start]
        if (
            a.unit != b.unit
            or not b.value
            or not _SAME.match(between)
            or not Decimal("0.8") < a.value / b.value < Decimal("1.25")
        ):
            continue
        hedge = _HEDGED.search(line.text[max(0, a.start - 4) : a.start])
        word = hedge["word"] if hedge else ""
        if word in ("超过", "突破", "高于", "逾"):
            wrong = b.value < a.value
        elif word in ("近", "接近", "将近", "不足", "低于", "不到"):
            wrong = b.value > a.value
        elif word == "约":
            wrong = abs(a.value - b.value) > max(a.step, b.step)
        else:
            wrong = between in ("（即", "，即", "（合") and abs(a.value - b.value) > max(a.step, b.step) * Decimal(
                "0.51"
            )
        if wrong:
            yield finding("A202", f"“{b.text}”与“{word}{a.text}”不符，见 {a.said}", "核对两个数", line.at(b.start))
