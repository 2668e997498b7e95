"""Rules of the form of the title beside the rest: whose it is (条例 9), and the shape its lines make (7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.lint.organs import is_office, is_organ, is_short_form, marked_names, same_organ, shortened, spelt_names
from genwen.lint.rule import CUSTOM, HARD, WARNING, Hit, Rule, on
from genwen.lint.title_lines import title_breaks
from genwen.lint.view import ISSUED, MAIN, SIGNATURE, TITLE, View
from genwen.numerals import width_in_chars
from genwen.patterns import regex

_MATTER = regex("关于|转发|印发|批转|公布|发布")
_SHORTEST, _LONGEST = 4, 40
_ISSUED = regex("印发(?:的)?《([^《》]+)》")
_NARROW = 3
"""字 by which a line between two others is so much narrower that they make no 菱形."""


def other_issuer(view: View) -> Iterator[Hit]:
    """岚川市人民政府关于… under the 标志 of 岚川市人民政府办公室."""
    lines, marked = view.of(TITLE, part=MAIN), marked_names(view)
    if not lines or not marked or view.kind in ("命令", "纪要", "议案", ""):
        return
    name = re.sub(r"\s", "", _MATTER.split(view.title)[0])
    signed = spelt_names(view.of(SIGNATURE, part=MAIN))
    agreed = all(any(same_organ(one, mark) for mark in marked) for one in signed)
    if not _SHORTEST <= len(name) <= _LONGEST or not is_organ(name) or not agreed:
        return
    held = [mark for mark in marked if mark in name]
    if 1 < len(held) < len(marked):
        missing = "、".join(mark for mark in marked if mark not in held)
        yield on(lines[0], f"标题里的发文机关缺“{missing}”", "联合行文，标题写全各发文机关，或只写主办机关加“等”")
    elif not any(_is_meant(name, mark) for mark in marked):
        said = f"标题里的发文机关“{name}”与发文机关标志“{marked[0]}”不一致"
        yield on(lines[0], said, "标题由发文机关名称、事由和文种组成，发文机关与标志、署名一致")


def _is_meant(name: str, mark: str) -> bool:
    """Whether a name is that of the mark, in full or short, or holds it as one of several."""
    if is_office(name, mark):
        return False
    return mark in name or is_short_form(name, mark) or shortened(name, mark) or shortened(mark, name)


def hollow(view: View) -> Iterator[Hit]:
    """A line of the title between two that are much wider."""
    breaks = title_breaks(view)
    widths = [width_in_chars(here.head) for here in breaks] + [width_in_chars(here.tail) for here in breaks[-1:]]
    for n in range(1, len(widths) - 1):
        listed = is_organ(breaks[n].head)  # one of several organs, each in a line of its own
        if min(widths[n - 1], widths[n + 1]) - widths[n] >= _NARROW and not listed:
            said = f"标题第{n + 1}行“{breaks[n].head[:16]}”比上下两行都短，排成了两头长、中间短"
            yield on(breaks[n].line, said, "重新分行，排成梯形（上短下长、上长下短）或菱形（中间长）")
            return


def other_title(view: View) -> Iterator[Hit]:
    """关于印发《节水行动方案》的通知 with 节水行动实施方案 behind it."""
    named = _ISSUED.findall(view.title)
    lines = view.of(TITLE, part=ISSUED)
    own = [line for n, line in enumerate(lines) if line.index == lines[0].index + n]
    title = _bare("".join(line.text for line in own))
    if len(named) != 1 or not title or not all(line.sure for line in own):
        return
    name = _bare(named[0])
    alike = len(set(pairwise(name)) & set(pairwise(title))) > len(name) // 2
    if alike and name not in title and title not in name:
        said = f"印发件的标题“{title}”与通知标题里的“{name}”不同"
        yield on(own[0], said, "通知标题里的书名、正文和印发件的标题一字不差")


def _bare(title: str) -> str:
    """A title without blanks and remarks in brackets: （试行）, （2026—2030年）."""
    return re.sub(r"\s|　|（[^（）]*）|[〈〉《》]", "", title)


_DOC = "发文机关标志：云溪区人民政府办公室文件\n空行\n空行\n发文字号：云政办〔2025〕8号\n空行\n空行\n{}\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n署名：云溪区人民政府办公室\n成文日期：2025年3月8日"
_RIGHT = _DOC.format("标题：云溪区人民政府办公室\n标题：关于开展检查的通知")
_ISSUING = (
    _DOC.format("标题：云溪区人民政府办公室\n标题：关于印发《节水行动方案》的通知")
    + "\n标题（另页）：{}\n正文：为做好节水工作，制定本方案。"
)
RULES = (
    Rule("G370", "标题的发文机关与标志不一致", "条例第九条", HARD, WARNING, "标题里的发文机关、发文机关标志和署名是同一个机关。",
         _RIGHT, _DOC.format("标题：云溪区人民政府\n标题：关于开展检查的通知"), other_issuer, True),
    Rule("G371", "标题排列不是梯形或菱形", "GB/T 9704—2012 7.3.1", HARD, WARNING, "标题排列使用梯形或者菱形。",
         _RIGHT, _DOC.format("标题：云溪区人民政府办公室关于进一步做好\n标题：学校食堂\n标题：食品安全专项检查工作的通知"), hollow, True),
    Rule("G376", "印发件的标题与通知所称不同", "条例第二十条", CUSTOM, WARNING, "同一个文件的名称，标题、正文和印发件各处一字不差。",
         _ISSUING.format("节水行动方案"), _ISSUING.format("节水行动实施方案"), other_title, True),
)  # fmt: skip
