"""Which paragraphs should have which of genwen's styles: those whose 要素 is certain and whose look is not that of it."""

from __future__ import annotations

import itertools
from collections.abc import Collection

from genwen.document.head import MARK_WIDTH, SINGLE_MARK
from genwen.lint.letterhead import is_letter, red
from genwen.lint.placing import SPACES, is_movable, is_settled
from genwen.lint.rules.closing import is_pushed_whole, is_set_in
from genwen.lint.rules.heads import has_red_rule
from genwen.lint.rules.signatories import is_needless, signatories
from genwen.lint.rules.spacing import letters, uneven
from genwen.lint.rules.typography import fits, has_own_look, is_over_table, look_of
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    CLASSIFICATION,
    COPIES,
    COPY_NUMBER,
    DATE,
    LEVELS,
    MARK,
    MOVED_RECIPIENTS,
    NOTE,
    NUMBER,
    PRINTING,
    PROSE,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    URGENCY,
    Line,
    View,
)
from genwen.ooxml.form import FormTable
from genwen.records import record

RULES = ("G105", "G106", "G213", "G214", "G218", "G306", "G321", "G326", "G335", "G336", "G341", "G342", "G343", "G344", "G345",
         "G346", "G347", "G366", "G368", "G709", "G815", "G824", "G828", "G913", "G914")  # fmt: skip
"""Rules whose findings go when the style is put on."""


@record
class Look:
    """What the style of a 要素 looks like: its name, face and size in points; the rule that looks at these."""

    style: str
    face: str
    size: float
    rule: str


LOOKS: dict[str, Look] = {
    COPY_NUMBER: Look("份号", "仿宋", 16, "G218"),
    CLASSIFICATION: Look("密级", "黑体", 16, "G218"),
    URGENCY: Look("紧急程度", "黑体", 16, "G218"),
    NUMBER: Look("发文字号", "仿宋", 16, "G345"),
    TITLE: Look("公文标题", "小标宋", 22, "G341"),
    RECIPIENTS: Look("主送机关", "仿宋", 16, "G345"),
    BODY: Look("公文正文", "仿宋", 16, "G343"),
    LEVELS[0]: Look("一级标题", "黑体", 16, "G344"),
    LEVELS[1]: Look("二级标题", "楷体", 16, "G344"),
    LEVELS[2]: Look("三级标题", "仿宋", 16, "G344"),
    LEVELS[3]: Look("四级标题", "仿宋", 16, "G344"),
    ATTACHMENT_NOTE: Look("附件说明", "仿宋", 16, "G345"),
    SIGNATURE: Look("发文机关署名", "仿宋", 16, "G345"),
    DATE: Look("成文日期", "仿宋", 16, "G345"),
    NOTE: Look("附注", "仿宋", 16, "G345"),
    ATTACHMENT_MARK: Look("附件标识", "黑体", 16, "G346"),
    ATTACHMENT_TITLE: Look("附件标题", "小标宋", 22, "G347"),
    COPIES: Look("抄送机关", "仿宋", 14, "G815"),
    MOVED_RECIPIENTS: Look("抄送机关", "仿宋", 14, "G815"),
    PRINTING: Look("印发机关", "仿宋", 14, "G815"),
}
OWN_HEADS = ("命令", "纪要")
"""文种 whose heads have a form of their own."""
LEAST_MARK = 22
"""Points under which a 发文机关标志 was never given a size: the title is as large."""
_LIKE_BODY = LEVELS[2:]
"""Headings that look as the body does: whether a line is one need not be certain."""
_FLUSH = (COPY_NUMBER, CLASSIFICATION, URGENCY, RECIPIENTS, ATTACHMENT_MARK)
_IMPRINT = (COPIES, MOVED_RECIPIENTS, PRINTING)
_LEAST_INSET = 100
_CENTRED = (TITLE, ATTACHMENT_TITLE)


def wanted_styles(view: View, found: Collection[str], spared: Collection[str] = ()) -> dict[int, str]:
    """Paragraph number → style for what must change, where rules `found` something; `spared` are those that the unit does
    not want to be followed.
    """
    loose_grid = "G105" in found or "G106" in found
    odd = {id(line) for line, _ in uneven(view)} if "G366" in found else set()
    odd |= {id(hit.line) for hit in letters(view)} if "G368" in found else set()
    wanted: dict[int, str] = {}
    for line in view.lines:
        look = LOOKS.get(line.role)
        if look is None or look.rule in spared or not (_is_single_cell(view, line) or is_movable(line, _LIKE_BODY)):
            continue
        whole_grid = loose_grid and line.role in PROSE
        if has_own_look(view, line) or (line.role == BODY and is_over_table(view, line)):
            continue
        unlike = id(line) in odd or not fits(look_of(line), look.face, look.size)
        if whole_grid or unlike or _is_misplaced(view, line, found):
            style = _style_of(view, line, look.style, found)
            wanted |= {line.paragraph.number: style} if style else {}
    wanted |= {} if "G214" in spared or "G214" not in found else _marked(view)
    return wanted | _whole(view, wanted)


def _style_of(view: View, line: Line, style: str, found: Collection[str]) -> str:
    """The style for a line, "" where only its characters may change."""
    if line.role == NUMBER:
        return _number_style(view, line, "G213" in found)
    if line.role in (SIGNATURE, DATE):
        return style if is_settled(view, line) else ""
    if line.role == ATTACHMENT_NOTE and line.label:
        return ""
    return style if line.sure else LOOKS[BODY].style


def _number_style(view: View, number: Line, lacks_rule: bool) -> str:
    """The style of a 发文字号 with its red rule, where it has that or none is drawn and one must be."""
    own = bool(red(number.paragraph.form.bottom))
    if is_letter(view) or view.kind in OWN_HEADS or not (own or (lacks_rule and not has_red_rule(view, number))):
        return ""
    return "上行发文字号" if (signatories(view) or view.upward) and not is_needless(view) else LOOKS[NUMBER].style


def _marked(view: View) -> dict[int, str]:
    """The mark, where it is one line that was not even given a size and has the room for that of the style."""
    marked = view.of(MARK)
    if len(marked) != 1 or not (is_movable(marked[0]) or _is_single_cell(view, marked[0])):
        return {}
    small = marked[0].main_run().form.size < LEAST_MARK
    roomy = SINGLE_MARK.width(marked[0].text.strip()) <= MARK_WIDTH
    return {marked[0].paragraph.number: SINGLE_MARK.style} if small and roomy else {}


def _is_single_cell(view: View, line: Line) -> bool:
    """Whether a line of the mark or the 版记 stands in a table of one column, where its style serves as elsewhere."""
    if line.role not in (MARK, *_IMPRINT) or not line.table or not line.sure:
        return False
    table = next((block for block in view.form.blocks if isinstance(block, FormTable) and block.number == line.table), None)  # fmt: skip
    return table is not None and not table.boxed and all(len(row.cells) == 1 for row in table.rows)


def _whole(view: View, found: dict[int, str]) -> dict[int, str]:
    """The other lines of titles and 附件说明 of which one line gets the style: each is one thing, however it looks."""
    more: dict[int, str] = {}
    for _, group in itertools.groupby(view.lines, key=lambda line: (line.role, line.part)):
        lines = list(group)
        of_one = lines[0].role in (*_CENTRED, ATTACHMENT_NOTE)
        if of_one and any(line.paragraph.number in found for line in lines):
            more |= {
                line.paragraph.number: LOOKS[line.role].style for line in lines if is_movable(line) and not line.label
            }
    return more


def _is_misplaced(view: View, line: Line, found: Collection[str]) -> bool:
    form = line.paragraph.form
    if line.role in PROSE:
        hung = form.first < 0 or form.left > _LEAST_INSET
        spaced = "G709" in found and line.text[:1] in SPACES
        return spaced or is_pushed_whole(line) or (not is_set_in(view, line) and (line.sure or not hung))
    if line.role in _CENTRED:
        return form.align not in ("center", "distribute")
    if line.role == COPIES and form.align in ("left", "both", "start") and not line.table:
        begin = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3)
        return begin < _LEAST_INSET and line.text[:1] not in " \u3000\t"
    if line.role in _FLUSH:
        return form.align in ("center", "right") or max(form.left + form.first, form.first_chars * 3) > 160
    if line.role == NUMBER:
        return "G213" in found
    if line.role == PRINTING:
        return "G828" in found
    if line.role in (ATTACHMENT_NOTE, NOTE):
        return ("G914" if line.role == ATTACHMENT_NOTE else "G335") in found
    return False
