"""Rule of the 附件说明 (7.3.4): a name that goes on in a second line begins there under its first character."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.rule import HARD, WARNING, Hit, Rule, on
from genwen.lint.rules.attachments import NOTE_CLAUSE, entries
from genwen.lint.view import View
from genwen.numerals.width import width_in_chars
from genwen.patterns import regex

_LINE, _WORD = 28.4, 315
"""A line of the body in 字, with what a mark that hangs out of it may add; one 字 in twips."""
_OFF = 0.8
"""How far in 字 the second line may stand beside its place: the width of a number and its dot is that of the face."""
_SPACES = regex(r"[ \u3000\t]")


def wraps(view: View) -> Iterator[Hit]:
    """Names of attachments too long for a line that go on at the left, or elsewhere than under themselves."""
    for entry in entries(view):
        line, form = entry.line, entry.line.paragraph.form
        text = line.text.rstrip()
        if line.table or line.label or _SPACES.search(text) or form.align in ("center", "right") or "\n" in text:
            continue
        wide = line.main_run().form.size * 20 - 5 or _WORD
        ways = {(form.left / wide, form.first / wide)}
        if form.left_chars or form.first_chars:
            ways.add((form.left_chars / 100 or form.left / wide, form.first_chars / 100 or form.first / wide))
        ahead = width_in_chars(text[: entry.start])
        if any(
            left + first + width_in_chars(text) <= _LINE or abs(first + ahead) <= _OFF for left, first in ways
        ):  # it fits the line, or its first line begins as much further left as stands before the name
            continue
        said = f"附件名称“{entry.name[:12]}…”回行没有与名称的首字对齐"
        yield on(line, said, "设悬挂缩进：“附件：”一行左空二字，回行与上一行附件名称的首字对齐")


_DOC = "正文：现将有关事项通知如下。\n空行\n附件说明{}：附件：云溪区行政中心供水管网改造项目投资估算表（含建筑安装工程费和预备费）\n署名：云溪区财政局\n成文日期：2025年3月8日"
RULES = (
    Rule("G920", "附件名称回行没有对齐", NOTE_CLAUSE, HARD, WARNING, "附件名称较长需回行时，与上一行附件名称的首字对齐。",
         _DOC.format(""), _DOC.format("（左=0 首行=630）"), wraps, True),
)  # fmt: skip
