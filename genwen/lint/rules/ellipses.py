"""Rules of the ellipsis (GB/T 15834 4.11), and of what stands beside 等 and before 和."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.document.word_borders import words_around
from genwen.lint.masks import without_names
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, UNWRITTEN, WARNING, Hit, Rule, at, each
from genwen.lint.rules.punctuation import CLAUSE
from genwen.lint.view import BODY, Line, View
from genwen.patterns import regex
from genwen.searching import found_in

_HAN = "\u4e00-\u9fff"
_DOTS = regex(
    rf"(?<=[{_HAN}\d%％‰”》）、，])\.{{3,}}|(?<=[{_HAN}%％‰”》）])\.{{2}}(?!\.)|。{{3,}}|．{{2,}}"
    r"|(?<!…)…(?!…)(?:[ \u3000]…(?!…))?|…{3,}|[⋯‥]+|[·•∙・]{3,}"
)
_LEADERS = regex(r"\s*\d{1,3}\s*$")
"""The number of a page behind the dots of a table of contents."""
_LIKE = "⋯‥"
"""Characters that look like an ellipsis, or nearly."""
_WORD = "(?<![一二三四五六七八九十高中初上下同平均优特头甲乙丙对])等"
_AFTER_ETC = regex(rf"(?<=[{_HAN}]){_WORD}(、)(?=[{_HAN}])")
_BEFORE_ETC = "等(?![待级候于同到号价额次差你我他])"
_ETC = regex(f"[、，](?={_BEFORE_ETC}[^、])|，(?=等。)|、(?=等$)")
_DOTS_ETC = regex(f"……(?={_BEFORE_ETC})|(?<={_WORD})……")
_BEFORE_AND = regex(r"、(?=以及|[和及与][\d\u4e00-\u9fff《“])")
"""A 、 before the 和 that joins the last of several."""
_APART = regex(r"以及|[和及与](?:\d|各|其他|其它|有关|相关|所属|本[级地市县区局院校]|全[省市县区体])")
_LOOKED_AT = 6
_PLACE = regex(r"和[\u4e00-\u9fff]{1,2}(?:[县市区镇乡村路街河湖山岛港桥站]|水库)")
_WITH = regex(rf"与(?![{_HAN}]{{2,5}}(?:[，。；等]|$))")
"""与 that goes with what follows, as in 与需要相适应: not before a word that ends the list."""
_ETC_BEHIND, _ETC_AHEAD = regex(rf"\s*{_BEFORE_ETC}"), regex(f"{_WORD}$")


def ellipsis(view: View) -> Iterator[Hit]:
    """... and 。。。 for ……; beside 等 there should be none."""
    for line, match in found_in(view.texts(), _DOTS):
        if _LEADERS.match(line.text, match.end()):
            continue
        said = f"省略号写成了“{match[0]}”"
        if _ETC_BEHIND.match(line.text, match.end()) or _ETC_AHEAD.search(line.text[: match.start()]):
            yield _beside_etc(line, match, f"{said}，又与“等”并用")
        else:
            unsure = match[0][0] in _LIKE
            yield Hit(said, "改为“……”（六个点，占两格）", line, match.start(), match.end(), unsure=unsure)


def _beside_etc(line: Line, match: re.Match[str], said: str) -> Hit:
    """The dots are to go, 等 says it already; where they end a sentence, a stop takes their place."""
    start, end, hint = match.start(), match.end(), f"删去“{match[0]}”，只留“等”"
    before = line.text[:start].rstrip("、，")
    if not before or match[0] == "..":  # which may be a stop typed twice
        return Hit(said, hint, line, start, end)
    closes = line.role == BODY and before[-1] == "等" and not line.text[end:].strip()
    return Hit(said, hint, line, len(before) - 1, end, right=f"{before[-1]}{'。' if closes else ''}")


def before_etc(view: View) -> Iterator[Hit]:
    """、等."""
    for hit in each(view.texts(), _ETC, lambda match: (f"“等”前用了“{match[0]}”", "删去")):
        if hit.line is not None and (hit.line.text[hit.start] == "、" or _closes_list(hit.line.text, hit.start)):
            yield hit
    for line, match in found_in(view.texts(), _AFTER_ETC, without_names):
        if "、" in re.split("[，。；：]", line.text[: match.start()])[-1]:
            yield at(line, match, "“等”后多了“、”", "删去", 1)
    for line, match in found_in(view.texts(), _DOTS_ETC):
        yield _beside_etc(line, match, "省略号与“等”并用")


def _closes_list(text: str, place: int) -> bool:
    """Whether the comma before 等 closes a list: 、 stands in the same clause."""
    clause = re.split("[，。；：]", text[:place])[-1]
    return "、" in clause and len(clause) < 40


def before_and(view: View) -> Iterator[Hit]:
    """102名驾驶人、和96名照管员."""
    for line, match in found_in(view.prose(), _BEFORE_AND, without_names):
        after = line.text[match.end() : match.end() + _LOOKED_AT]
        word = "以及" if after.startswith("以及") else after[0]
        apart = words_around("", after)[0][0] == word and not _PLACE.match(after)  # 及时 and 和平 are words
        apart = apart and not _WITH.match(line.text, match.end())
        if apart or _APART.match(after):
            yield at(line, match, f"“{word}”前面用了顿号", f"“{word}”已经连起最后两项，删去顿号")


RULES = (
    Rule("G515", "省略号不对", CLAUSE, HARD, ERROR, "省略号是六个点，占两格。",
         "正文：用电、用水、用气……", "正文：用电、用水、用气...", ellipsis),
    Rule("G519", "“等”前后多了标点", CLAUSE, HARD, WARNING, "并列各项与“等”之间不加点号，省略号与“等”不并用。",
         "正文：包括用电、用水等，请等候通知。", "正文：包括用电、用水、等。", before_etc),
    Rule("G536", "“和”前用顿号", UNWRITTEN, CUSTOM, NOTICE, "最后两项用“和”“及”“与”连起来的，前面不再用顿号。",
         "正文：驾驶人和96名照管员，和平区、和县。", "正文：驾驶人、和96名照管员。", before_and),
)  # fmt: skip
