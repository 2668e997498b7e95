"""Which paragraphs should have which of genwen's styles: those whose 要素 is certain and whose look is not that of it."""

from __future__ import annotations

import itertools

from genwen.lint.rules.closing import is_indented
from genwen.lint.rules.typography import fits
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_TITLE,
    BODY,
    CLASSIFICATION,
    COPIES,
    COPY_NUMBER,
    LEVELS,
    MOVED_RECIPIENTS,
    NOTE,
    PRINTING,
    PROSE,
    RECIPIENTS,
    TITLE,
    URGENCY,
    Line,
    View,
)

RULES = ("G105", "G106", "G218", "G306", "G321", "G341", "G342", "G343", "G344", "G345", "G346", "G347", "G815", "G824",
         "G913")  # fmt: skip
"""Rules whose findings go when the style is put on."""

_LOOKS: dict[str, tuple[str, str, float]] = {
    COPY_NUMBER: ("份号", "仿宋", 16),
    CLASSIFICATION: ("密级", "黑体", 16),
    URGENCY: ("紧急程度", "黑体", 16),
    TITLE: ("公文标题", "小标宋", 22),
    RECIPIENTS: ("主送机关", "仿宋", 16),
    BODY: ("公文正文", "仿宋", 16),
    LEVELS[0]: ("一级标题", "黑体", 16),
    LEVELS[1]: ("二级标题", "楷体", 16),
    LEVELS[2]: ("三级标题", "仿宋", 16),
    LEVELS[3]: ("四级标题", "仿宋", 16),
    NOTE: ("附注", "仿宋", 16),
    ATTACHMENT_MARK: ("附件标识", "黑体", 16),
    ATTACHMENT_TITLE: ("附件标题", "小标宋", 22),
    COPIES: ("抄送机关", "仿宋", 14),
    MOVED_RECIPIENTS: ("抄送机关", "仿宋", 14),
    PRINTING: ("印发机关", "仿宋", 14),
}
_LIKE_BODY = LEVELS[2:]
"""Headings that look as the body does: whether a line is one need not be certain."""
_FLUSH = (COPY_NUMBER, CLASSIFICATION, URGENCY, RECIPIENTS, ATTACHMENT_MARK)
_LEAST_INSET = 100
_CENTRED = (TITLE, ATTACHMENT_TITLE)


def wanted_styles(view: View, loose_grid: bool) -> dict[int, str]:
    """Paragraph number → style for what must change; `loose_grid` when the body is not 22 lines of 28 字."""
    found: dict[int, str] = {}
    for line in view.lines:
        look = _LOOKS.get(line.role)
        sure = line.sure or line.role in _LIKE_BODY
        if look is None or line.table or not sure or line.paragraph.place != "正文":
            continue
        style, face, size = look
        whole_grid = loose_grid and line.role in PROSE
        if whole_grid or not fits(line.main_run().form, face, size) or _is_misplaced(line):
            found[line.paragraph.number] = style
    return found | _whole_titles(view, found)


def _whole_titles(view: View, found: dict[int, str]) -> dict[int, str]:
    """The other lines of titles of which one line gets the style: a title is one thing, however it looks."""
    more: dict[int, str] = {}
    for _, group in itertools.groupby(view.lines, key=lambda line: (line.role, line.part)):
        lines = list(group)
        if lines[0].role in _CENTRED and any(line.paragraph.number in found for line in lines):
            more |= {
                line.paragraph.number: _LOOKS[line.role][0] for line in lines
                if line.sure and not line.table and line.paragraph.place == "正文"
            }  # fmt: skip
    return more


def _is_misplaced(line: Line) -> bool:
    form = line.paragraph.form
    if line.role in PROSE:
        return not is_indented(line)
    if line.role in _CENTRED:
        return form.align not in ("center", "distribute")
    if line.role == COPIES and form.align in ("left", "both", "start"):
        begin = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3)
        return begin < _LEAST_INSET and line.text[:1] not in " \u3000\t"
    if line.role in _FLUSH:
        return form.align in ("center", "right") or max(form.left + form.first, form.first_chars * 3) > 160
    return False
