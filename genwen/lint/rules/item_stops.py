"""Rules of the marks of items (GB/T 15834): the stop that ends one or a caption, what stands behind an inline ordinal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from genwen.lint.marks import BARE_NOTE
from genwen.lint.masks import without_names, without_quotes
from genwen.lint.rule import HARD, SOFT, WARNING, Hit, Rule, at
from genwen.lint.rules.punctuation import CLAUSE
from genwen.lint.rules.typography import is_over_table
from genwen.lint.view import BODY, CELL, OTHER, PROSE, TABLE_NOTE, Line, View
from genwen.numerals import parse_chinese_number
from genwen.patterns import regex
from genwen.searching import found_in

_BRACKETS = regex("（[^（）]*）|〔[^〔〕]*〕")
_INNER_STOP = regex(r"。(?=[^。；]*[\u4e00-\u9fff])")
_RUN_IN = 16
"""What a run-in heading of an item has at most before its stop."""
_ITEM = regex(r"(?:^|(?<=[：:；。]))[一二三四五六七八九十]是")
_CAPTION = regex(
    r"\s*[表图]\s*(?:\d+(?:[-—.．]\d+)?|[一二三四五六七八九十]{1,3})(?P<gap>[ \u3000：:．.、]+)?(?!所示|[中里内]|为|是|列|显示|反映|说明|表明|可[见以知])"
    r"(?P<said>[^，。；：！？]{2,40})(?P<stop>。)\s*"
)
_BARE_CAPTION = regex(r"(?![表图]\s*[\d一二三四五六七八九十])(?!.*(?:如下|下表|见表|表[中内]))[^，。；：！？]{2,38}。")
"""A caption without a number, told by the table under it."""


def _masked(text: str) -> str:
    """The text with what stands in quotation marks, titles and brackets blanked."""
    return _BRACKETS.sub(lambda match: "\0" * len(match[0]), without_quotes(text))


def semicolon_behind_stop(view: View) -> Iterator[Hit]:
    """An item ends with ； and has a 。 within: items that are paragraphs, and 一是…二是… within one."""
    for line in view.of(BODY, OTHER):
        text = _masked(line.text.rstrip())
        if "；" not in text or "。" not in text or BARE_NOTE.match(line.text):
            continue
        if text.endswith("；") and (line.ordinal or _ITEM.match(text) or _is_listed(view, line)):
            yield from _told(line, text, 0, len(text) - 1)
            continue
        starts = [match.start() for match in _ITEM.finditer(text)]
        for start, following in itertools.pairwise(starts):
            if text[following - 1] == "；":
                yield from _told(line, text, start, following - 1)


def _is_listed(view: View, line: Line) -> bool:
    """Whether a line without an ordinal is an item: 以下人员： stands before it, or ； ends the paragraph beside it."""
    above, below = view.lines[max(0, line.index - 1) : line.index], view.lines[line.index + 1 : line.index + 2]
    return any(other.role == line.role and other.text.rstrip().endswith(("：", "；")) for other in above) or any(
        other.role == line.role and other.text.rstrip().endswith("；") for other in below
    )


def _told(line: Line, text: str, start: int, end: int) -> Iterator[Hit]:
    """A hit on the ； at `end` where the item from `start` on has a 。 in it, less sure where only its heading has one."""
    inner = _INNER_STOP.search(text, start, end)
    if inner is None:
        return
    first = text[start : inner.start()]
    heading = len(first) <= _RUN_IN and "，" not in first and _INNER_STOP.search(text, inner.end(), end) is None
    said = f"“{line.text[start : start + 10].strip()}…”一项里有句号，末尾却用分号"
    yield Hit(said, "各项末尾都改用句号，或把项内的句号改为逗号", line, end, end + 1, notice=heading)


def stop_of_caption(view: View) -> Iterator[Hit]:
    """表1 各县指标。, and 各县指标。 over its table."""
    for line in view.of(BODY, OTHER, TABLE_NOTE, CELL):
        match = _CAPTION.fullmatch(line.said) if line.said[:1] in "表图" else None
        numbered = match is not None and (match["gap"] or _is_by_a_table(view, line))
        if not numbered and not is_stopped_caption(view, line):
            continue
        place = line.text.rindex("。")
        kind = "图题" if line.said[0] == "图" else "表题"
        yield Hit(f"{kind}“{line.said[:16]}”末尾有句号", "删去", line, place, place + 1)


def is_stopped_caption(view: View, line: Line) -> bool:
    """Whether a line is a caption without a number, a 。 behind it, in the middle over its table: 主要能耗指标。"""
    return not line.table and is_over_table(view, line) and _BARE_CAPTION.fullmatch(line.said) is not None


def _is_by_a_table(view: View, line: Line) -> bool:
    """Whether a table stands right behind a line or right before it, or it is in the middle of its line."""
    beside = [*view.lines[line.index + 1 : line.index + 2], *view.lines[max(0, line.index - 1) : line.index]]
    return line.paragraph.form.align == "center" or any(other.table for other in beside)


_INLINE = regex(
    r"(?<=[：；。，！？])\s?(?:(?P<figure>[1-9]\d?)(?P<m1>[、，)）])|（(?P<bracketed>[一二三四五六七八九十]|[1-9]\d?)）(?P<m2>[、，．.])"
    r"|(?P<chinese>[一二三四五六七八九十])(?P<m3>[，.．])|(?P<circled>[①-⑳])(?P<m4>[、，．.]))(?=[\u4e00-\u9fff“《])"
)


def inline_marks(view: View) -> Iterator[Hit]:
    """1、…；2、… within a paragraph, and （一）、…；（二）、…: told where two that follow each other have the same wrong mark."""
    found: dict[Line, list[re.Match[str]]] = {}
    for line, match in found_in(view.of(*PROSE), _INLINE, without_names):
        found.setdefault(line, []).append(match)
    for line, matches in found.items():
        before: tuple[str, int] = ("", 0)
        for match, after in itertools.zip_longest(matches, matches[1:]):
            kind, number = _kind_and_number(match)
            goes_on = after is not None and _kind_and_number(after) == (kind, number + 1)
            if before == (kind, number - 1) or goes_on:
                text = match[0].strip()
                right = {"figure": f"{number}.", "chinese": f"{text[0]}、"}.get(kind, text[:-1])
                yield at(line, match, f"文内序数“{text}”的标点不对", f"改为“{right}”")
            before = (kind, number)


def _kind_and_number(match: re.Match[str]) -> tuple[str, int]:
    kind = next(name for name in ("figure", "bracketed", "chinese", "circled") if match[name])
    text = match[kind]
    if kind == "circled":
        return kind, ord(text) - ord("①") + 1
    return kind, int(text) if text.isdecimal() else parse_chinese_number(text)


RULES = (
    Rule("G530", "项内有句号而项末用分号", CLAUSE, SOFT, WARNING, "分项列举的各项里已经用了句号的，各项末尾不再用分号。",
         "正文：1.登记台账。\n正文：2.逐户核对，结果报乡镇。逾期的写明原因。", "正文：1.登记台账；\n正文：2.逐户核对，结果由村委会汇总后报乡镇。逾期的写明原因；",
         semicolon_behind_stop),
    Rule("G531", "表题、图题末尾用句号", CLAUSE, SOFT, WARNING, "图、表的短语式说明，末尾不用句号。",
         "正文（居中）：表1　各县用水指标\n表：县|水/甲|1", "正文（居中）：表1　各县用水指标。\n表：县|水/甲|1", stop_of_caption),
    Rule("G413", "文内序数的标点不对", CLAUSE, HARD, WARNING, "带括号的、带圈的序数后不加标点，“1”后用下脚点，“一”后用顿号。",
         "正文：要求是：1.摸清底数；2.逐项整改。", "正文：要求是：1、摸清底数；2、逐项整改。", inline_marks),
)  # fmt: skip
