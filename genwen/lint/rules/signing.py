"""Rules of 署名 and 附注 that need their place beside others: joint 署名 against the marks, date against 署名 (7.3.5, 7.3.6)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen.lint.marks import side_by_side
from genwen.lint.organs import is_organ, marked_names, same_organ, spelt_names
from genwen.lint.rule import ERROR, HARD, WARNING, Hit, Rule, on
from genwen.lint.rules.closing import is_indented
from genwen.lint.view import MAIN, NOTE, SIGNATURE, Line, View

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


def lead_not_first(view: View) -> Iterator[Hit]:
    """A joint document under the 标志 of the organ in charge that another organ signs first."""
    marked, signed = marked_names(view), _signed(view)
    known = [n for n, (name, _) in enumerate(signed) if marked and same_organ(name, marked[0])]
    stacked = all(not line.table and is_organ(name) for name, line in signed)
    if len(marked) == 1 and len(known) == 1 and known[0] and stacked and view.kind not in ("命令", "纪要", "议案"):
        name, line = signed[known[0]]
        said = f"主办机关“{name}”的署名排在“{signed[0][0]}”之后"
        yield Hit(said, "先署主办机关，其余机关依次向下署名", line, 0, len(line.text), unsure=True)


def joint_orders(view: View) -> Iterator[Hit]:
    """署名 of a joint document in another order than that of the organs."""
    yield from joint_order(view)
    yield from lead_not_first(view)


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
        aside = line.paragraph.form.align in ("center", "right") and not line.table
        if line.text.startswith("（") and (aside or not is_indented(line)):
            yield on(line, "附注没有左空二字", "附注居左空二字，加圆括号，编排在成文日期下一行")


_DOC = "发文机关标志：云溪区教育局\n发文机关标志：云溪区财政局\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n"
_ONE = _DOC.replace("发文机关标志：云溪区财政局\n", "")
_BOTH = "署名：云溪区教育局\n署名：云溪区财政局\n成文日期：2025年3月8日"
_TURNED = "署名：云溪区财政局\n署名：云溪区教育局\n成文日期：2025年3月8日"
_PLAIN = "署名：云溪区教育局\n成文日期：2025年3月8日"
RULES = (
    Rule("G333", "联合署名的顺序与标志不同", CLAUSE, HARD, ERROR, "联合行文的署名按照发文机关顺序排列。",
         _DOC + _BOTH, _DOC + _TURNED, joint_orders, True),
    Rule("G334", "联合行文缺署名", CLAUSE, HARD, WARNING, "联合行文的每个机关都要署名。",
         _DOC + _BOTH, _DOC + _PLAIN, joint_missing, True),
    Rule("G335", "附注没有左空二字", "GB/T 9704—2012 7.3.6", HARD, WARNING, "附注居左空二字加圆括号编排。",
         _ONE + _PLAIN + "\n附注：（此件公开发布）", _ONE + _PLAIN + "\n附注（首行=0）：（此件公开发布）", note_indent, True),
)  # fmt: skip
