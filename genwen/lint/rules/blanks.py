"""The rule of spaces inside Chinese text: in sentences, titles, cells, the 版记."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.document.word_borders import parted_word
from genwen.lint.gaps import gaps_in
from genwen.lint.masks import MASK, without_names
from genwen.lint.organs import is_organ
from genwen.lint.people import is_list_of_people, is_parted_label, is_parted_name, is_roster_line
from genwen.lint.rule import CUSTOM, NOTICE, UNWRITTEN, Hit, Rule, around, at
from genwen.lint.view import (
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    CELL,
    COPIES,
    LEVELS,
    NOTE,
    OTHER,
    PRINTING,
    TITLE,
    View,
)
from genwen.patterns import regex
from genwen.searching import found_in, lines_with

_HAN = "\u4e00-\u9fff"
_SPACE = regex(rf"(?<=[{_HAN}，。；：、])[ \u3000\xa0]+(?=[{_HAN}\d，。；：、])|(?<=\d)[ \u3000\xa0]+(?=[{_HAN}])")
_WITHIN = regex(rf"(?<=[{_HAN}]{{3}}) (?=[{_HAN}]{{3}})")
"""One narrow space with words on both sides: no room left on purpose, no name of two characters set wide."""
_INSIDE_MARK = regex(rf"(?<=[《〈（“])[ \u3000\xa0]+(?=[{_HAN}])|(?<=[{_HAN}])[ \u3000\xa0]+(?=[》〉）”])")
_CHAPTER = regex(r"\s*第[一二三四五六七八九十百\d]{1,4}[章节编部篇]")
"""What a space stands behind by custom."""
_SENTENCE, _LONG = 7, 20
"""Characters from which a paragraph that ends with 。 is running text, no label with something behind it; a short one may
hold a name set wide."""
_LEADING = regex(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[编章节条款项]|[（(]?[一二三四五六七八九十\d]+[）)、.．]*|[①-⑳]|.{2,5}[：:])\s*"
)
"""What a space may stand behind at the head of a paragraph."""


_RUNNING = (BODY, *LEVELS, OTHER, TITLE, ATTACHMENT_NOTE, ATTACHMENT_TITLE)


def spaces(view: View) -> Iterator[Hit]:
    """Spaces inside Chinese text."""
    for line in lines_with(view.lines, (_SPACE,), without_names):
        if line.role not in _RUNNING:
            continue
        text = line.text
        lead = len(text) - len(text.lstrip())
        gaps = list(gaps_in(text))
        if is_list_of_people(text) or is_roster_line(text) or text.lstrip().startswith("主题词"):
            continue
        titled = line.role in (TITLE, ATTACHMENT_TITLE)
        sentence = len(text) > _SENTENCE and text.rstrip().endswith("。")
        for match in _SPACE.finditer(without_names(text)):
            blank = any(start < match.end() and match.start() < end for start, end, _ in gaps)
            wide = "\u3000" in match[0] and len(text) <= _LONG  # 任命赵　刚为局长。
            told = sentence and not wide and not _LEADING.fullmatch(text, 0, match.start())
            if (
                match.start() >= lead + (3 if titled else 0 if told else 6)
                and not blank
                and not (titled and _is_apart(text, match.start()))
                and not is_parted_name(text, *match.span())
                and not is_parted_label(text, *match.span())
            ):
                yield at(line, match, f"“{around(text, *match.span())}”中间有空格", "删去空格")

    for line, match in found_in(view.lines, _INSIDE_MARK):
        if line.role not in (BODY, *LEVELS, OTHER):
            continue
        open_ones = [(start, end) for start, end, _ in gaps_in(line.text)]
        if not any(start < match.end() and match.start() < end for start, end in open_ones):
            yield at(line, match, f"“{around(line.text, *match.span())}”的标号里有空格", "删去空格")
    yield from _in_cells(view)


def _in_cells(view: View) -> Iterator[Hit]:
    """Spaces inside names in cells and the 版记, where names also stand side by side, and within titles of papers."""
    for line, match in found_in(view.lines, _WITHIN):
        text = line.text
        cut = parted_word(text[: match.start()], text[match.end() :])
        if line.role in (BODY, *LEVELS, OTHER) and cut and without_names(text)[match.start()] == MASK:
            yield at(line, match, f"“{around(text, *match.span())}”中间有空格", "删去空格")
        if line.role not in (CELL, COPIES, PRINTING, NOTE):
            continue
        after = text[match.end() :].split(" ")[0]
        apart = not cut and (
            is_organ(text[: match.start()]) or is_list_of_people(text) or (line.role == CELL and not is_organ(after))
        )
        if not apart:
            yield at(line, match, f"“{around(text, *match.span())}”中间有空格", "删去空格")


def _is_apart(text: str, place: int) -> bool:
    """Whether a space in a title stands behind the name of an organ, or behind 第一章."""
    return bool(_CHAPTER.match(text)) or is_organ(text[:place])


RULES = (
    Rule("G525", "汉字之间有空格", UNWRITTEN, CUSTOM, NOTICE, "汉字与汉字、汉字与数字之间不空格。",
         "正文：全年共召开会议10次，效果很好。", "正文：全年共召开会议 10 次，效果 很好。", spaces),
)  # fmt: skip
