"""One thing against another by name: 空调比照明多55.95万千瓦时; 2月较1月减少14110千瓦时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.sheet import Number, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import likely

_MORE = regex(
    r"(?P<a>[\u4e00-\u9fff\d]{2,16}?|)(?:比|较)(?P<b>[\u4e00-\u9fff\d]{2,14}?)(?P<word>多|少|高|低|高出|低于|增加|减少|上升|下降|增长|降低|提高|节约|节省|超支|超)(?:了|用|出)?$"
)
_STRETCH = regex("[上下]半年|[一二三四]季度|\\d{1,2}月")
_PLANNED = ("概算", "预算", "计划", "合同价", "中标价", "定额", "投资概算")
_TIMES = regex(r"上年|去年|同期|(?:19|20)\d{2}年|上期|目标|平均|往年|基年|上半年|要求|标准|上季度|上月")


_COMPARING = regex("[比较缺差编额减调]|多报|少报")


def check_comparisons(subject: Subject) -> Iterator[Finding]:
    """Every difference of two named things."""
    for view in subject.views:
        for _, line in likely(view.lines, (_COMPARING,)):
            if not _COMPARING.search(line.text):
                continue
            earlier: list[Said] = []
            for sentence in said_in(line):
                for item in sentence:
                    clause = last_clause(line.text[: item.figure.start], "，。；：、（")
                    match = _MORE.search(clause)
                    if (
                        match is not None
                        and (not _TIMES.search(match["b"]) or (match["a"] and _STRETCH.fullmatch(match["b"])))
                        and item.figure.unit not in ("%", "个百分点")
                    ):
                        yield from _compared(view, line, item.figure, match, earlier)
                    yield from _gap(line, item, sentence)
                    earlier.append(item)
                yield from _than(sentence)


_OTHER = regex(r"[^，。；：、\d]{0,4}，(?:比|较)[^，。；：、\d\0]{2,14}")
_BY = regex("(?:还|仍|则)?(?P<word>多|少|高|低|高出|低了|少了|多了|超出|短|差)(?:出|了)?")


def _than(sentence: tuple[Said, ...]) -> Iterator[Finding]:
    """培训3次，比标准要求的4次少1次: what is, what was asked for, and by how much the one is less."""
    for now, other, apart in zip(sentence, sentence[1:], sentence[2:], strict=False):
        a, b, c = now.figure, other.figure, apart.figure
        match = _BY.fullmatch(apart.gap)
        points = c.unit == "个百分点" and a.unit == "%"
        if match is None or a.unit != b.unit or not (points or c.unit == a.unit) or apart.part is not Part.NOW:
            continue
        if not _OTHER.fullmatch(other.gap) or _PAST.search(other.gap):
            continue
        real = (b.value - a.value) * (1 if match["word"][0] in "少低短差" else -1)
        slack = max(a.step, b.step, c.step) / 2 if c.step < 1 else Decimal(0)
        if abs(real - c.value) > slack:
            yield finding("A803", f"“{match.group()}{c.text}”与{a.text}、{b.text}不符，见 {b.said}", "核对三个数", c.at)


_PAST = regex("上年|去年|同期|往年|基年")
_GAP = regex(
    r"(?:尚缺|还缺|缺口(?:为|达|约)?|相差|差额(?:为)?|空编|缺编|超编|核减|核增|调减|调增|扣减|多报|少报|）[高低多少])(?:了|约)?$"
)


def _gap(line: Line, item: Said, sentence: tuple[Said, ...]) -> Iterator[Finding]:
    """编制4860名，实有4215名，空编645名: how far the two numbers before are apart."""
    figure = item.figure
    said = _GAP.search(line.text[: figure.start])
    if said is None or figure.unit in ("%", "个百分点"):
        return
    if re.search("最[高低大小多少]", last_clause(line.text[: figure.start])):
        return
    before = [
        other.figure for other in sentence if other.figure.unit == figure.unit and other.figure.end <= figure.start
    ]
    if len(before) != 2:
        return
    a, b = before
    real = abs(a.value - b.value)
    slack = max(figure.step, a.step, b.step) / 2 if figure.step < 1 else Decimal(0)
    if real and abs(real - figure.value) > slack:
        yield finding(
            "A803",
            f"“{said.group().lstrip('）')}{figure.text}”与{a.text}、{b.text}不符，见 {a.said}",
            "核对三个数",
            figure.at,
        )


def _compared(view: View, line: Line, figure: Figure, match: re.Match[str], earlier: list[Said]) -> Iterator[Finding]:
    if match["b"] in _PLANNED:
        planned = [item.figure for item in earlier if item.figure.unit == figure.unit and match["b"] in item.gap]
        nows = [item.figure for item in earlier if item.figure.unit == figure.unit and item.figure not in planned]
        if (
            len(planned) == 1
            and nows
            and not any(abs(abs(planned[0].value - now.value) - figure.value) <= figure.step / 2 for now in nows)
        ):
            yield finding(
                "A803",
                f"“{match.group()}{figure.text}”与{planned[0].text}、{nows[-1].text}不符，见 {planned[0].said}",
                "核对三个数",
                figure.at,
            )
        return
    a, b = (match[key].replace("月份", "月") for key in "ab")
    if not a:
        return
    first, second = _said(a, figure, earlier), _said(b, figure, earlier)
    if first is not None and second is not None and first is not second:
        real = abs(first.value - second.value)
        if abs(real - figure.value) > max(figure.step, first.step, second.step) / 2:
            yield finding(
                "A803",
                f"“{match.group()}{figure.text}”与{first.text}、{second.text}不符，见 {first.said}",
                "核对三个数",
                figure.at,
            )
        return
    for sheet in sheets_of(view):
        yield from _in_sheet(line, figure, match, (a, b), sheet)


def _said(name: str, figure: Figure, earlier: list[Said]) -> Figure | None:
    found = [item.figure for item in earlier if item.figure.unit == figure.unit and name[:6] in item.gap]
    return found[0] if len(found) == 1 else None


def _names(words: str, label: str) -> bool:
    """Whether words name a row: 甲…, 最高的甲."""
    return words.startswith(label) or (words.endswith(label) and "最" in words)


def _in_sheet(
    line: Line, figure: Figure, match: re.Match[str], names: tuple[str, str], sheet: Sheet
) -> Iterator[Finding]:
    """The two names as columns of one row, or as rows of one column."""
    heads = [re.sub("月份", "月", head) for head in sheet.heads]
    couples: list[tuple[int, int, Number, Number, str]] = []
    a_heads = [c for c, head in enumerate(heads) if head and names[0].startswith(head)]
    b_heads = [c for c, head in enumerate(heads) if head and names[1].startswith(head)]
    if len(a_heads) == len(b_heads) == 1:
        for row, label in enumerate(sheet.labels):
            left, right = sheet.numbers[row][a_heads[0]], sheet.numbers[row][b_heads[0]]
            if left is not None and right is not None and left.unit == figure.unit:
                couples.append((row, a_heads[0], left, right, label))
    a_rows = [r for r, label in enumerate(sheet.labels) if len(label) > 1 and _names(names[0], label)]
    b_rows = [r for r, label in enumerate(sheet.labels) if len(label) > 1 and _names(names[1], label)]
    if len(a_rows) == len(b_rows) == 1:
        for column, head in enumerate(sheet.heads):
            left, right = sheet.numbers[a_rows[0]][column], sheet.numbers[b_rows[0]][column]
            if left is not None and right is not None and left.unit == figure.unit:
                couples.append((a_rows[0], column, left, right, head))
    if not couples or any(
        abs(abs(x.bare - y.bare) - figure.value) <= figure.step / 2 + Decimal("0.001") for _, _, x, y, _ in couples
    ):
        return
    best = max(couples, key=lambda item: len(bigrams(item[4]) & bigrams(match.group())))
    if len(couples) > 1 and not bigrams(best[4]) & bigrams(match.group()):
        return
    row, column, left, right, _ = best
    yield finding("A803", f"“{match.group()}{figure.text}”与表中{left.value}、{right.value}不符，见 {sheet.said(row, column)}", "核对表和正文",
                  figure.at)  # fmt: skip
