"""The rule of the room of one 字 that 印发机关 and 印发日期 have at their sides (7.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from genwen import standard
from genwen.lint.marks import spaces_before
from genwen.lint.rule import NOTICE, SOFT, Hit, Rule, on
from genwen.lint.rules.imprint import cell_of, indent_of_table
from genwen.lint.view import PRINTING, Line, View
from genwen.ooxml.form import ParagraphForm
from genwen.patterns import regex

_LEAST = 100
"""Twips from which there is some room: a third of one 字."""
_ORGAN = regex(r"\s*[\u4e00-\u9fff（）]{4,}")
_AT_END = regex(r"\t[^\t]*\d\s*日\s*印?\s*发?$")


def rooms(view: View) -> Iterator[Hit]:
    """印发机关 at the left edge of the 版心, 印发日期 behind a tab at the right edge."""
    for line in view.of(PRINTING):
        cell = cell_of(view, line)
        boxed = line.paragraph.place not in ("正文", "表格")
        if not line.sure or boxed or (cell is not None and cell.inset < 0) or not _ORGAN.match(line.text):
            continue
        inset = cell.inset + indent_of_table(view, line) if cell is not None else 0
        form, lacking = line.paragraph.form, []
        begin = max(form.left + form.first, (form.left_chars + form.first_chars) * 3)
        if form.align in ("left", "both", "start") and begin + inset + spaces_before(line.text) < _LEAST:
            lacking.append("印发机关没有左空一字")
        if _AT_END.search(line.text) and _at_right(form, line, cell.width if cell is not None else 0) < _LEAST:
            lacking.append("印发日期没有右空一字")
        if lacking:
            yield on(line, "，".join(lacking), "印发机关左空一字、印发日期右空一字（4号字），中间用制表位隔开")


def _at_right(form: ParagraphForm, line: Line, width: int) -> int:
    """The twips between what stands behind the last tab and the right edge; room enough where that cannot be told."""
    stops = [place for kind, place in form.tabs if kind in ("right", "end")]
    if not stops or line.text.count("\t") > 1:
        return _LEAST
    return (width or standard.TYPE_AREA_WIDTH) - max(stops)


_DOC = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年3月8日\n印发机关：云溪区财政局办公室\t2025年3月9日印发"
RULES = (
    Rule("G831", "印发机关没有左空一字", "GB/T 9704—2012 7.4.3", SOFT, NOTICE, "印发机关一般左空一字，印发日期右空一字。",
         _DOC, _DOC.replace("印发机关：", "印发机关（左=0）："), rooms, True),
)  # fmt: skip
