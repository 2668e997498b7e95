"""Rules of what stands otherwise than the 主体 is set (7.3.3–7.3.6, 8): in the middle, after a blank line, across the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genwen.lint.organs import is_organ
from genwen.lint.rule import HARD, WARNING, Hit, Rule, on
from genwen.lint.rules.item_stops import is_stopped_caption
from genwen.lint.view import BODY, DATE, LEVELS, MAIN, NOTE, OTHER, SIGNATURE, Line, View
from genwen.patterns import regex

_ASIDE = {"center": "居中", "right": "靠右", "distribute": "分散对齐"}
_SENTENCE = regex(r"[。；！？]\s*$|。.{8}")
_SHORTEST, _LONGEST_CAPTION = 8, 44
"""Characters of what is no sentence, and of what is no caption or title in the middle."""
_BLANK = 0.8
"""Lines before a line that are a blank one."""


def aside(view: View) -> Iterator[Hit]:
    """A sentence or a heading of the text that is centred or at the right, where the others like it are not."""
    lines = [line for line in view.of(BODY, *LEVELS, OTHER) if not line.table and line.paragraph.place == "正文"]
    usual = Counter(_kind(line) for line in lines if line.paragraph.form.align not in _ASIDE)
    for line in lines:
        where = _ASIDE.get(line.paragraph.form.align)
        if where is None or not usual[_kind(line)] or line.paragraph.drawn or line.paragraph.form.frame:
            continue
        sentence = _SENTENCE.search(line.said) and len(line.said) >= _SHORTEST and not is_stopped_caption(view, line)
        sentence = sentence or len(line.said) > _LONGEST_CAPTION
        if line.ordinal is not None or sentence:
            yield on(
                line, f"{line.role if line.role in LEVELS else BODY}{where}了", "两端对齐，首行缩进2字符，回行顶格"
            )


def _kind(line: Line) -> int:
    """The level of a heading, 0 for other text."""
    return line.ordinal.level if line.ordinal is not None else 0


def date_apart(view: View) -> Iterator[Hit]:
    """A blank line between 署名 and 成文日期; a 签名章 has one under it, and the seals of several organs need the room."""
    if len(view.of(SIGNATURE, part=MAIN)) != 1:
        return
    for line in view.of(DATE, part=MAIN):
        above = view.lines[line.index - 1] if line.index else line
        if above.role != SIGNATURE or line.table or view.kind in ("命令", "议案") or not is_organ(above.said):
            continue
        if view.gaps[line.index] >= _BLANK and not line.new_page:
            yield on(line, "署名与成文日期之间空了行", "删去空行，成文日期编排在署名的下一行")


def note_apart(view: View) -> Iterator[Hit]:
    """A blank line between 成文日期 and 附注."""
    for line in view.of(NOTE, part=MAIN):
        above = view.lines[line.index - 1] if line.index else line
        if above.role == DATE and not line.table and view.gaps[line.index] >= _BLANK and not line.new_page:
            yield on(line, "成文日期与附注之间空了行", "删去空行，附注编排在成文日期下一行")


def across(view: View) -> Iterator[Hit]:
    """Text on a page that lies across, where no table needs the room."""
    sections = view.form.sections
    tabled = {grid.table.section for grid in view.grids}
    told: set[int] = set()
    for line in view.of(BODY, *LEVELS):
        number = min(line.paragraph.section, len(sections) - 1)
        drawn = number in told or number in tabled or not sections[number].landscape or line.table
        if not drawn and not _has_drawing(view, number):
            told.add(number)
            yield on(line, "正文排在横向的页上", "页面方向改为纵向；只有放不下的表格才横排")


def _has_drawing(view: View, section: int) -> bool:
    """Whether a picture or shape stands in a section."""
    return any(getattr(block, "drawn", False) and block.section == section for block in view.form.blocks)


_DOC = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请各单位认真执行，按时上报。\n空行\n空行\n"
_NAME, _DATE = "署名：云溪区教育局\n", "成文日期：2025年3月8日\n"
_TEXT = "正文：各单位要加强领导，明确责任。\n正文{}：请各单位认真执行，按时上报。"
_ACROSS = "页面：宽=297 高=210 上=28 下=26 左=35 右=37\n"
RULES = (
    Rule("G359", "正文居中或靠右", "GB/T 9704—2012 7.3.3", HARD, WARNING, "每个自然段左空二字，回行顶格。",
         _TEXT.format(""), _TEXT.format("（居中）"), aside, True),
    Rule("G360", "署名与成文日期之间空了行", "GB/T 9704—2012 7.3.5.2", HARD, WARNING, "成文日期编排在发文机关署名的下一行。",
         _DOC + _NAME + _DATE, _DOC + _NAME + "空行\n" + _DATE, date_apart, True),
    Rule("G361", "附注上空了行", "GB/T 9704—2012 7.3.6", HARD, WARNING, "附注编排在成文日期下一行。",
         _DOC + _NAME + _DATE + "附注：（此件公开发布）", _DOC + _NAME + _DATE + "空行\n附注：（此件公开发布）", note_apart, True),
    Rule("G119", "正文排在横向的页上", "GB/T 9704—2012 5.1、8", HARD, WARNING, "公文用A4纸竖排，横排的只有A4型表格。",
         "正文：请各单位认真执行。", _ACROSS + "正文：请各单位认真执行。", across),
)  # fmt: skip
