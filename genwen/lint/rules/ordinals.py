"""Rules of 层次序数 (7.3.3): their order, levels and marks, and series within a paragraph (一是…二是…)."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.lists import Fault, Series, faults_in, level_fault, series_in
from genwen.lint.marks import SENTENCE_END
from genwen.lint.masks import without_quotes
from genwen.lint.ordinals import LEVEL_NAMES, shown_as
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule, at, on
from genwen.lint.view import LEVELS, PROSE, Line, View
from genwen.patterns import regex
from genwen.searching import found_in

CLAUSE = "GB/T 9704—2012 7.3.3"
_NUMERALS = "一二三四五六七八九十"
_SERIES = regex(rf"(?:^|(?<=[。．；：，、！？】\s]))([{_NUMERALS}])(?=是(?!否|非))")
_FIRSTS = regex(rf"(?:^|(?<=[。；：\s]))第([{_NUMERALS}])(?=[，、,])")
_MUSTS = regex(rf"(?:^|(?<=[。．；：，！？】\s]))([{_NUMERALS}])(?=要(?![务点素件闻案目]))")
_CIRCLED = regex(r"\s*([①-⑳])")
_SHORT = 30
_WRONG_FIRST = regex(
    rf"(?:^|(?<=[。；：！？，]))(第[{_NUMERALS}](?!、第?[二三四五六七八九十])|首先|其次|再次|最后|其[一二三四五]|[{_NUMERALS}]是)、"
)
"""Ordinals with a wrong mark behind them; what a list goes on with (第一、第二季度, 第一、二、三产业) is none."""
_GOES_ON = regex(r"(?<=[。；])(?:(?P<next>其次|再次)(?=[，是要])|(?P<second>第二)(?=，)|(?P<third>二是))")
_BEGUN = (
    ("首先", regex(r"(?:^|(?<=[。；：]))\s*首先(?=[，是要])")), ("第一", regex(r"(?:^|(?<=[。；：]))\s*第一(?=，)")),
    ("一是", regex(r"(?:^|(?<=[。；：，]))\s*一是")),
)  # fmt: skip
"""What a series begins with, and what goes on with one."""


def _faults(view: View, kind: str) -> Iterator[tuple[Series, Fault]]:
    for series in series_in(view):
        for fault in faults_in(series):
            if fault.kind == kind:
                yield series, fault


def skipped(view: View) -> Iterator[Hit]:
    """An ordinal is left out."""
    for series, fault in _faults(view, "跳号"):
        said = "、".join(f"“{shown_as(series.level, number)}”" for number in fault.missing[:3])
        shown = fault.item.found.text
        if fault.before:
            message = f"序数跳号：“{shown_as(series.level, fault.before)}”之后是“{shown}”，缺{said}"
        else:
            message = f"序数跳号：这一层从“{shown}”开始，缺{said}"
        yield Hit(message, "补上缺少的一项，或改正序数", fault.item.line, 0, len(shown))


def reversed_order(view: View) -> Iterator[Hit]:
    """Ordinals stand in the wrong order."""
    for series, fault in _faults(view, "颠倒"):
        shown = fault.item.found.text
        if fault.missing:
            message = f"序数颠倒：“{shown}”排在“{shown_as(series.level, fault.missing[0])}”之前"
        else:
            message = f"序数颠倒：“{shown_as(series.level, fault.before)}”之后又是“{shown}”"
        yield Hit(message, "按先后顺序排列，或改正序数", fault.item.line, 0, len(shown))


def repeated(view: View) -> Iterator[Hit]:
    """An ordinal stands twice."""
    for series, fault in _faults(view, "重复"):
        shown = fault.item.found.text
        hint = f"改为“{shown_as(series.level, fault.before + 1)}”{'' if fault.missing else '，后面各项顺延'}"
        yield Hit(f"序数重复：“{shown}”前面已有", hint, fault.item.line, 0, len(shown))


def wrong_mark(view: View) -> Iterator[Hit]:
    """The mark after an ordinal, or its brackets, is not the right one."""
    for series in series_in(view):
        for item in series.items:
            found, line = item.found, item.line
            if found.fault and not line.label and line.mixed is None:
                lead = len(line.text) - len(line.text.lstrip())
                message = f"序数“{found.text.strip()}”的写法不对：{found.fault}"
                yield Hit(message, f"改为“{found.right}”", line, lead, lead + len(found.text))


def wrong_level(view: View) -> Iterator[Hit]:
    """A level is jumped over, or two levels are the wrong way round."""
    for series in series_in(view):
        item = series.items[0]
        shown = item.found.text
        fault = level_fault(series)
        if fault == "越级":
            above, between = LEVEL_NAMES[series.parent - 1], LEVEL_NAMES[series.parent]
            hint = f"“{above}”的下一层用“{between}”" + ("或“1.”" if series.parent == 1 else "")
            message = f"层次越级：“{above}”之下直接用了“{shown}”"
            yield Hit(message, hint, item.line, 0, len(shown))
        elif fault:
            message = f"层次颠倒：“{shown}”一层排在下一层序数之后"
            yield Hit(message, "层次依次为“一、”“（一）”“1.”“（1）”", item.line, 0, len(shown))


def fifth_level(view: View) -> Iterator[Hit]:
    """① where （1） should stand: under a level above the fourth."""
    level = last = 0
    going_on = {hit.line.index for hit in _gone_on_circled(view) if hit.line is not None}
    for line in view.lines:
        if line.role not in PROSE or line.table or line.index in going_on:
            continue
        circled = _CIRCLED.match(line.text)
        if circled is None:
            level, last = (line.ordinal.level, 0) if line.ordinal else (level, last)
        elif line.mixed is None and 0 < level < 4:
            number = ord(circled[1]) - ord("①") + 1
            said = f"“{shown_as(level, 1)}”一层之下用了“{circled[1]}”" if not last else ""
            last = number
            if said:
                name = LEVEL_NAMES[3] if level == 3 else f"{LEVEL_NAMES[level]}”或“{LEVEL_NAMES[3]}"
                yield at(line, circled, said, f"层次依次为“一、”“（一）”“1.”“（1）”，这里用“{name}”", 1)


def lonely(view: View) -> Iterator[Hit]:
    """A level has one item only."""
    for series in series_in(view):
        item = series.items[0]
        if len(series.items) == 1 and item.found.number == 1 and series.level <= 2 and item.line.role in LEVELS:
            shown = item.found.text
            yield Hit(f"只有一个“{shown}”，没有下一项", "只有一项的不编序数", item.line, 0, len(shown))


def heading_stop(view: View) -> Iterator[Hit]:
    """A heading in a line of its own ends with a stop; 。 behind it may mean a sentence."""
    for line in view.of(*LEVELS):
        text = line.text.rstrip()
        if text.endswith("。") and _is_sentence(view, line):
            continue
        if text.endswith(("。", "；", "，", "：", ".", ";", ",")) and len(text) <= 40:
            hit = f"独立成行的小标题末尾有“{text[-1]}”"
            yield Hit(hit, "删去", line, len(text) - 1, len(text), notice=text[-1] in "。.")


def _is_sentence(view: View, line: Line) -> bool:
    """Whether what is numbered like a heading is an item: a sentence with a comma, the last of those that end with ；, one of several 。 in a row."""
    above = view.lines[line.index - 1].text.rstrip() if line.index else ""
    return "，" in line.text or above.endswith("；") or _has_no_text(view, line)


def _has_no_text(view: View, line: Line) -> bool:
    """Whether an item of the same level that ends with 。 stands right beside one: there is text under a heading."""
    level = LEVELS.index(line.role) + 1
    beside = (*view.lines[max(0, line.index - 1) : line.index], *view.lines[line.index + 1 : line.index + 2])
    return any(
        other.ordinal is not None and other.ordinal.level == level and other.text.rstrip().endswith("。")
        for other in beside
    )


def inner_series(view: View) -> Iterator[Hit]:
    """一是…二是…, 一要…二要… within a paragraph (or running on over paragraphs) skip, repeat or go back."""
    yield from mixed_series(view)
    for pattern, mark in ((_SERIES, "{}是"), (_MUSTS, "{}要"), (_FIRSTS, "第{}，")):
        last, last_index = 0, -1
        for line in view.lines:
            if line.role not in PROSE:
                last = 0
                continue
            if last and line.index > last_index + 1 and line.ordinal:
                last = 0
            matches = (
                []
                if line.mixed or mark.strip("{}，") not in line.text
                else list(pattern.finditer(without_quotes(line.text)))
            )
            numbers = [_NUMERALS.index(match[1]) + 1 for match in matches]
            for n, (match, number) in enumerate(zip(matches, numbers, strict=True)):
                if number != 1 and number != last + 1 and (last or len(matches) > 1):
                    shown, expected = mark.format(match[1]), mark.format(_NUMERALS[min(last, 9)])
                    kind = "重复" if number == last else "颠倒" if number < last else "跳号"
                    before = f"“{mark.format(_NUMERALS[last - 1])}”之后" if last else "开头"
                    yield at(line, match, f"{before}是“{shown}”，序数{kind}", f"这里应为“{expected}”", 1)
                    if numbers[n + 1 : n + 2] == [number]:
                        number = last + 1  # one figure mistyped, the next one is right again
                last, last_index = number, line.index


def mixed_series(view: View) -> Iterator[Hit]:
    """第一，…其次，…: one series told by words of two."""
    for line, match in found_in(view.prose(), _GOES_ON):
        text = line.text[: match.start()]
        begun = [kind for kind, head in _BEGUN if head.search(text)]
        said = "首先" if match["next"] else "第一" if match["second"] else "一是"
        if begun and said not in begun and line.mixed is None:
            hint = "同一组分项用一种序次语：“首先，其次，最后”，或“第一，第二”，或“一是，二是”"
            yield Hit(f"“{begun[-1]}”后面接了“{match[0]}”，序次语混用", hint, line, *match.span())


def wrong_first(view: View) -> Iterator[Hit]:
    """第一、 and 首先、 take a comma."""
    for line in view.prose():
        matches = list(_WRONG_FIRST.finditer(line.text)) if "、" in line.text else []
        alone = bool(matches) and len(line.said) <= _SHORT and not SENTENCE_END.search(line.said)
        for match in matches:
            if line.mixed is not None and match.start() == 0:
                continue
            said = f"“{match[1]}”后面用了顿号"
            right = match[1] if match[1].endswith("是") else f"{match[1]}，"
            if alone and match[1].startswith("第"):
                said, right = f"小标题的序数写成了“{match[0]}”", match[0][1:]
            yield Hit(said, f"改为“{right}”", line, match.start(1), match.end(), right=right)


def mixed_styles(view: View) -> Iterator[Hit]:
    """An ordinal in another style than those of its level."""
    yield from _gone_on_circled(view)
    for line in view.lines:
        found = line.mixed
        if found is None:
            continue
        lead = 0 if line.label else len(line.text) - len(line.text.lstrip())
        said = f"序数“{found.text}”与同一层的“{LEVEL_NAMES[found.level - 1]}”样式不同"
        right = "" if line.label else found.right
        yield Hit(said, f"改为“{found.right}”", line, lead, lead + len(found.text), right=right)


def _gone_on_circled(view: View) -> Iterator[Hit]:
    """③ right after （2）, with no ① before it."""
    before: Line | None = None
    for line in view.lines:
        if line.role not in PROSE or line.table:
            continue
        circled = _CIRCLED.match(line.text) if line.mixed is None else None
        found = before.ordinal if before is not None else None
        if circled and found and ord(circled[1]) - ord("①") == found.number:
            right = shown_as(found.level, found.number + 1)
            said = f"“{found.text}”之后是“{circled[1]}”，与同一层的序数样式不同"
            yield Hit(said, f"改为“{right}”", line, circled.start(1), circled.end(1), right=right)
        before = None if circled else line if line.ordinal else before


def no_sequence_in_table(view: View) -> Iterator[Hit]:
    """The 序号 column of a table skips or repeats."""
    for grid in view.grids:
        header = next((n for n, row in enumerate(grid.rows[:3]) if row and row[0].replace(" ", "") == "序号"), None)
        if header is None:
            continue
        last = 0
        cells = {(line.row, line.column): line for line in grid.lines}
        for n, row in enumerate(grid.rows[header + 1 :], header + 2):
            text = row[0].strip() if row else ""
            if not text.isdecimal():
                continue
            number = int(text)
            if number not in (1, last + 1) and (n, 1) in cells:
                yield on(cells[n, 1], f"表中序号不连续：{last or '开头'}之后是{number}", f"这里应为{last + 1}")
            last = number


RULES = (
    Rule("G401", "序数跳号", CLAUSE, HARD, ERROR, "序数依次标注，缺一个就像漏了一段。",
         "一级标题：一、总体要求\n一级标题：二、主要任务\n一级标题：三、工作要求",
         "一级标题：一、总体要求\n一级标题：三、工作要求\n一级标题：四、附则", skipped),
    Rule("G402", "序数颠倒", CLAUSE, HARD, ERROR, "序数依次标注，先后不能颠倒。",
         "二级标题：（一）摸底\n二级标题：（二）整改\n二级标题：（三）验收",
         "二级标题：（一）摸底\n二级标题：（三）验收\n二级标题：（二）整改", reversed_order),
    Rule("G403", "序数重复", CLAUSE, HARD, ERROR, "同一层里一个序数只用一次。",
         "正文：1.登记台账。\n正文：2.逐项核对。", "正文：1.登记台账。\n正文：2.逐项核对。\n正文：2.按月上报。", repeated),
    Rule("G404", "层次越级或颠倒", CLAUSE, SOFT, WARNING, "层次序数依次用“一、”“（一）”“1.”“（1）”；只有两层的，可用“一、”和“1.”。",
         "一级标题：一、总体要求\n二级标题：（一）目标\n正文：1.到年底完成。\n正文：2.建立机制。",
         "一级标题：一、总体要求\n正文：（1）到年底完成。\n正文：（2）建立机制。", wrong_level),
    Rule("G405", "序数的标点或括号不对", "GB/T 9704—2012 7.3.3，GB/T 15834—2011", HARD, ERROR,
         "“一、”用顿号，“1.”用半角圆点，“（一）”“（1）”用全角括号，后面不加标点。",
         "一级标题：一、总体要求\n二级标题：（一）目标\n正文：1.按时完成。\n正文：（1）登记。",
         "一级标题：一.总体要求\n二级标题：（一）、目标\n正文：1、按时完成。\n正文：(1)登记。", wrong_mark),
    Rule("G412", "越过（1）用①", CLAUSE, SOFT, WARNING, "结构层次序数依次用“一、”“（一）”“1.”“（1）”，四层之外才用①。",
         "二级标题：（一）目标\n正文：1.规范记录。\n正文：（1）登记。\n正文：①逐项登记。\n正文：②逐月登记。",
         "二级标题：（一）目标\n正文：1.规范记录。\n正文：①登记。\n正文：②汇总。", fifth_level),
    Rule("G406", "一层只有一项", CLAUSE, CUSTOM, NOTICE, "有“一”就应有“二”，只有一项的不必编序数。",
         "一级标题：一、总体要求\n一级标题：二、工作要求", "正文：有关事项如下：\n一级标题：一、总体要求", lonely),
    Rule("G407", "小标题末尾有标点", "GB/T 15834—2011", CUSTOM, WARNING, "独立成行的小标题末尾不用标点。",
         "一级标题：一、总体要求", "一级标题：一、总体要求。", heading_stop),
    Rule("G408", "“一是”“二是”不连续", CLAUSE, CUSTOM, WARNING, "文内分项从“一是”起依次排，漏排、重排让人以为少了内容。",
         "正文：一是摸底。二是整改。三是验收。", "正文：一是摸底。二是整改。四是验收。", inner_series),
    Rule("G409", "“第一”“首先”后用顿号", "GB/T 15834—2011", HARD, WARNING, "“第一”“首先”后用逗号，顿号只用在“一”之后。",
         "正文：第一，摸清底数。第二，逐项整改。", "正文：第一、摸清底数。第二、逐项整改。", wrong_first),
    Rule("G411", "同一层的序数样式不同", CLAUSE, HARD, ERROR, "同一层的序数用同一种样式，中间换了样式就看不出层次。",
         "一级标题：一、总体要求\n一级标题：二、主要任务\n一级标题：三、工作要求",
         "一级标题：一、总体要求\n一级标题：第二、主要任务\n一级标题：三、工作要求", mixed_styles),
    Rule("G410", "表中序号不连续", UNWRITTEN, CUSTOM, WARNING, "表的序号列应逐行递增。",
         "表：序号|名称/1|甲/2|乙", "表：序号|名称/1|甲/3|乙", no_sequence_in_table),
)  # fmt: skip
