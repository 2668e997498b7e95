"""Rules of 办法, 条例 and the like that are set in 章 and 条: their numbers run on, and what they refer to is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.rule import HARD, WARNING, Hit, Rule, at
from genwen.lint.view import ATTACHMENT_TITLE, CELL, TITLE, Line, View
from genwen.numerals import NumeralError, chinese_number, parse_chinese_number
from genwen.patterns import regex
from genwen.searching import found_in

_NUMERAL = "[一二三四五六七八九十百零〇]{1,7}"
_HEADED = regex(rf"^\s*第(?P<n>{_NUMERAL})(?P<kind>[编章节条])(?=[ \u3000]|$)")
_OWN = regex(rf"(?<!修改)本(?:办法|条例|规定|细则|规则|章程|制度|规程)第(?P<n>{_NUMERAL})条")
_BELOW = ("编", "章")
"""Under what 节 are counted anew."""
_EXCERPT = regex("摘[录要编]|节选|节录|对照")
_FEWEST = 3
"""条 from which a text is one of articles."""


def _number(text: str) -> int:
    try:
        return parse_chinese_number(text.replace("〇", "零"))
    except NumeralError:
        return 0


def _articles(view: View) -> dict[str, list[tuple[Line, re.Match[str]]]]:
    """The headings and articles of each part that is set in articles from the first on."""
    found: dict[str, list[tuple[Line, re.Match[str]]]] = {}
    excerpts = {line.part for line in view.of(TITLE, ATTACHMENT_TITLE) if _EXCERPT.search(line.text)}
    for line, match in found_in(view.lines, _HEADED):
        if line.role != CELL and line.part not in excerpts:
            found.setdefault(line.part, []).append((line, match))
    return {part: lines for part, lines in found.items() if _begins(lines)}


def _begins(lines: list[tuple[Line, re.Match[str]]]) -> bool:
    articles = [_number(match["n"]) for _, match in lines if match["kind"] == "条"]
    return len(articles) >= _FEWEST and articles[0] == 1


def numbers(view: View) -> Iterator[Hit]:
    """第二条 and then 第四条."""
    for lines in _articles(view).values():
        last: dict[str, int] = {}
        for n, (line, match) in enumerate(lines):
            kind, number = match["kind"], _number(match["n"])
            before = last.get(kind, 0)
            last[kind] = number
            if kind in _BELOW:
                last["节"] = 0
            if number in (1, before + 1):  # with 1 another text begins, or 章 under a further 编
                continue
            told = f"第{chinese_number(before)}{kind}" if before else "开头"
            said = f"“{match[0].strip()}”排在“{told}”之后，序数{'重复' if number == before else '不连续'}"
            hint = f"这里应为“第{chinese_number(before + 1)}{kind}”；缺了{kind}的补上，引用它的地方一并改"
            yield at(line, match, said, hint)
            after = next((_number(item["n"]) for _, item in lines[n + 1 :] if item["kind"] == kind), 0)
            if after == before + 2:
                last[kind] = before + 1  # it alone is wrong


def referred(view: View) -> Iterator[Hit]:
    """本办法第三十条 where there are twenty."""
    for part, lines in _articles(view).items():
        most = max(_number(match["n"]) for _, match in lines if match["kind"] == "条")
        for line, match in found_in([line for line in view.lines if line.part == part], _OWN):
            if _number(match["n"]) > most:
                yield at(line, match, f"“{match[0]}”不存在，一共{most}条", "核对引用的条")


_TEXT = "正文：第一条　为加强管理，制定本办法。\n正文：第二条　各单位适用本办法。\n正文：{}　违反本办法{}的，责令改正。"
RULES = (
    Rule("G414", "条、章的序数不连续", "条例第二十条", HARD, WARNING, "审核公文，看段落顺序是否准确；条的序数连续编排。",
         _TEXT.format("第三条", "第二条"), _TEXT.format("第四条", "第二条"), numbers),
    Rule("G415", "引用的条不存在", "条例第二十条", HARD, WARNING, "删去、移动了条，引用它的地方要一并改。",
         _TEXT.format("第三条", "第二条"), _TEXT.format("第三条", "第九条"), referred),
)  # fmt: skip
