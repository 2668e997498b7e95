"""Rules of 署名 and 附注 that need their place beside others: joint 署名 against the marks, date against 署名 (7.3.5, 7.3.6)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen.lint.marks import side_by_side
from genwen.lint.rule import ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, on
from genwen.lint.rules.closing import is_indented, is_organ, marked_names, same_organ, spelt_names
from genwen.lint.view import DATE, MAIN, NOTE, SIGNATURE, Line, View

CLAUSE = "条例第九条，GB/T 9704—2012 7.3.5.1"
_SHORTEST = 4
_FAR = 2.8
"""字 at the right from which a 署名 no longer stands two 字 in."""
_WORD = 320
"""Twips of one 字 of the body."""


def _signed(view: View) -> list[tuple[str, Line]]:
    """The organs that signed with their lines, in order; two of them may stand in one line with room between."""
    found: list[tuple[str, Line]] = []
    for line in view.of(SIGNATURE, part=MAIN):
        found += [(name, line) for name in side_by_side(line.text) or spelt_names([line])]
    return found


def _joint(view: View) -> tuple[list[str], list[tuple[str, Line]]]:
    """The organs of the mark and those that signed, where the document is one of several; else nothing."""
    marked = marked_names(view)
    signed = _signed(view)
    cells = [(line.table, line.row, line.column) for _, line in signed if line.table]
    sealed = any("章" in line.text for line in view.of(SIGNATURE))
    stacked = len(set(cells)) != len(cells)  # columns of names: no telling in which order they are read
    organs = all(len(name) >= _SHORTEST and is_organ(name) for name in marked)
    if len(marked) < 2 or not organs or stacked or sealed or view.kind in ("命令", "纪要", "议案"):
        return [], []
    known = all(any(same_organ(name, mark) for mark in marked) for name, _ in signed)
    return (marked, signed) if known else ([], [])


def joint_order(view: View) -> Iterator[Hit]:
    """署名 of a joint document in another order than in the mark."""
    marked, signed = _joint(view)
    places = [next(n for n, mark in enumerate(marked) if same_organ(name, mark)) for name, _ in signed]
    for (before, after), (first, then) in zip(itertools.pairwise(places), itertools.pairwise(signed), strict=True):
        if before > after:
            said = f"署名“{then[0]}”排在“{first[0]}”之后，与发文机关标志的顺序不同"
            yield on(then[1], said, f"按标志的顺序署名：{'、'.join(marked)}")
            return


def joint_missing(view: View) -> Iterator[Hit]:
    """An organ of the mark of a joint document that did not sign."""
    marked, signed = _joint(view)
    missing = [mark for mark in marked if not any(same_organ(name, mark) for name, _ in signed)]
    if signed and missing:
        said = f"联合行文缺“{'”“'.join(missing[:3])}”的署名"
        yield on(signed[-1][1], said, "发文机关标志上的机关都要署名，顺序与标志一致")


def note_indent(view: View) -> Iterator[Hit]:
    """附注 that does not begin two 字 in."""
    for line in view.of(NOTE, part=MAIN)[:1]:
        if (
            line.text.startswith("（")
            and not is_indented(line)
            and line.paragraph.form.align in ("left", "both", "start")
        ):
            yield on(line, "附注没有左空二字", "附注居左空二字，加圆括号，编排在成文日期下一行")


def date_beside(view: View) -> Iterator[Hit]:
    """Date and 署名, both at the right, that stand neither as under a seal nor as without one."""
    signed, dated = view.of(SIGNATURE, part=MAIN), view.of(DATE, part=MAIN)
    if len(signed) != 1 or len(dated) != 1:
        return
    name, date = signed[0], dated[0]
    if name.index + 1 != date.index or any(not _is_plain(line) for line in (name, date)):
        return
    (near, wide), (right, long) = ((_inset(line), _width(line.text)) for line in (name, date))
    centred = abs((near + wide / 2) - (right + long / 2)) <= 1.5
    sealed = centred and 3 <= right <= 5
    shift = (near + wide) - (right + long)
    unsealed = 0.8 <= shift <= 3.2 and max(near, right) >= 1.2
    far = unsealed and near > _FAR and 1.2 <= right <= _FAR and wide >= long
    if sealed or (unsealed and not far):
        return
    if far:
        said = f"成文日期右空{right:.2g}字，署名却右空{near:.2g}字"
    elif right < 0.5:
        said = "成文日期顶到了版心右边，没有右空字"
    elif 3 <= right <= 5 and near < 0.5:
        said = "署名顶到了版心右边，没有以成文日期为准居中"
    else:
        return
    yield on(
        date if right < 0.5 else name,
        said,
        "盖章的成文日期右空四字，署名以它为准居中；不盖章的署名右空二字，日期首字比它右移二字",
    )


def _is_plain(line: Line) -> bool:
    """Whether how far it stands from the right edge can be told: no spaces, no table."""
    return not line.table and line.paragraph.form.align in ("right", "end") and line.text == line.text.strip()


def _inset(line: Line) -> float:
    form = line.paragraph.form
    return form.right_chars / 100 if form.right_chars else form.right / _WORD


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


_DOC = "发文机关标志：云溪区教育局\n发文机关标志：云溪区财政局\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n"
_ONE = _DOC.replace("发文机关标志：云溪区财政局\n", "")
_BOTH = "署名：云溪区教育局\n署名：云溪区财政局\n成文日期：2025年3月8日"
_TURNED = "署名：云溪区财政局\n署名：云溪区教育局\n成文日期：2025年3月8日"
_PLAIN = "署名：云溪区教育局\n成文日期：2025年3月8日"
RULES = (
    Rule("G333", "联合署名的顺序与标志不同", CLAUSE, HARD, ERROR, "联合行文的署名按照发文机关顺序排列。",
         _DOC + _BOTH, _DOC + _TURNED, joint_order, True),
    Rule("G334", "联合行文缺署名", CLAUSE, HARD, WARNING, "联合行文的每个机关都要署名。",
         _DOC + _BOTH, _DOC + _PLAIN, joint_missing, True),
    Rule("G335", "附注没有左空二字", "GB/T 9704—2012 7.3.6", HARD, WARNING, "附注居左空二字加圆括号编排。",
         _ONE + _PLAIN + "\n附注：（此件公开发布）", _ONE + _PLAIN + "\n附注（首行=0）：（此件公开发布）", note_indent, True),
    Rule("G336", "署名、成文日期的左右位置不对", "GB/T 9704—2012 7.3.5", SOFT, NOTICE, "盖章的以成文日期为准居中，成文日期右空四字；不盖章的署名右空二字。",
         _ONE + "署名：云溪区教育局\n成文日期：2025年3月8日", _ONE + "署名：云溪区教育局\n成文日期（右=0）：2025年3月8日", date_beside, True),
)  # fmt: skip
