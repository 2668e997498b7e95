"""Rules of room in the running text (5.2.3): paragraphs whose lines, gaps, edges or characters stand otherwise than the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from genwen import standard
from genwen.lint.marks import ATTENDANCE
from genwen.lint.rule import CUSTOM, SOFT, UNWRITTEN, WARNING, Hit, Rule, on, told
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    COPIES,
    DATE,
    LEVELS,
    MAIN,
    MOVED_RECIPIENTS,
    NOTE,
    NUMBER,
    PRINTING,
    PROSE,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    Line,
    View,
)
from genwen.ooxml.form import FormParagraph, RunForm
from genwen.patterns import regex

_LEAST, _MOST = 4, 0.7
"""Paragraphs from which, and the share of them from which, there is a usual way in a document."""
_TEXT_PITCH, _LINE_OFF, _GAP_OFF, _EDGE_OFF, _LETTER_OFF = 320, 20, 100, 240, 10
"""Twips of a line without a grid, and from how many on a line, a gap, an edge and the room between characters are other than usual."""
_CHAPTER = regex(r"第[一二三四五六七八九十百]+[编章节]")
_HAN = regex("[\u4e00-\u9fff]")
_ONE_LINE = (RECIPIENTS, ATTACHMENT_NOTE, SIGNATURE, DATE, NOTE)
"""What stands on the grid of the body; the room above it is looked at by rules of its own."""
_UNSTRETCHED = (
    *PROSE, *_ONE_LINE, NUMBER, TITLE, ATTACHMENT_MARK, ATTACHMENT_TITLE, COPIES, MOVED_RECIPIENTS, PRINTING,
)  # fmt: skip
_WIDE = (*PROSE, RECIPIENTS, ATTACHMENT_NOTE)
"""What is not set wide to fill a line, as titles and names are."""


def uneven(view: View) -> list[tuple[Line, str]]:
    """Paragraphs of the body that are not laid out as most are, each with what is other in words."""
    return view.once("版式不同的段落", lambda: list(_uneven(view)))


def _uneven(view: View) -> Iterator[tuple[Line, str]]:
    lines = [line for line in view.of(BODY) if _is_plain(line)]
    ways: tuple[tuple[str, Callable[[Line], int], int], ...] = (
        ("行距", lambda line: _pitch(view, line), _LINE_OFF), ("段前段后间距", _room, _GAP_OFF), ("右缩进", _edge, _EDGE_OFF),
    )  # fmt: skip
    usual = [_usual([measure(line) for line in lines]) for _, measure, _ in ways]
    plain = {line.index for line in lines}
    # where the body as a whole is other than the standard has it, it is not its headings that are
    right = usual[0] is not None and abs(usual[0] - standard.LINE_PITCH) < _LINE_OFF
    for line in view.of(*PROSE, *_ONE_LINE) if right else lines:
        whole = line.index in plain or (line.role in LEVELS and _is_plain(line))
        if not whole and (line.role not in _ONE_LINE or line.table or line.paragraph.form.frame):
            continue
        other = [
            name for (name, measure, off), most in zip(ways if whole else ways[:1], usual, strict=False)
            if most is not None and abs(measure(line) - most) >= off
        ]  # fmt: skip
        if other:
            yield line, "、".join(other)


def _is_plain(line: Line) -> bool:
    """Whether a paragraph is running text that nothing but its own layout sets apart."""
    form = line.paragraph.form
    aside = line.table or line.paragraph.drawn or form.frame or form.align in ("center", "right")
    return not aside and line.paragraph.place == "正文" and not ATTENDANCE.match(line.said)


def _pitch(view: View, line: Line) -> int:
    """Twips of a line; of 倍数 as many of a line of the grid, or of text where there is none."""
    form = line.paragraph.form
    section = view.form.sections[min(line.paragraph.section, len(view.form.sections) - 1)]
    return (
        form.line if form.line_rule != "auto" else form.line * ((section.grid and section.pitch) or _TEXT_PITCH) // 240
    )


def _room(line: Line) -> int:
    return line.paragraph.form.before + line.paragraph.form.after


def _edge(line: Line) -> int:
    return max(line.paragraph.form.right, line.paragraph.form.right_chars * 3)


def _usual(values: list[int]) -> int | None:
    """The value that most have, None where there is none."""
    if len(values) < _LEAST:
        return None
    value, count = Counter(values).most_common(1)[0]
    return value if count >= _MOST * len(values) else None


def paragraphs(view: View) -> Iterator[Hit]:
    """A paragraph, or headings of a level, whose line pitch, spacing or right edge is not that of the others."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line, other in uneven(view):
        groups.setdefault((line.role if line.role != BODY else str(line.index), other), []).append(line)
    for (_, other), lines in groups.items():
        shown, more = told(lines)
        for line in shown:
            said = f"这一段的{other}与其他段不同{more}"
            yield on(line, said, "与其他段一致：固定值28.95磅，段前段后0，左右不缩进")


def gaps(view: View) -> Iterator[Hit]:
    """A blank line between two paragraphs of the running text."""
    drawn = {block.number for block in view.form.blocks if isinstance(block, FormParagraph) and block.drawn}
    for line in view.of(*PROSE, part=MAIN):
        above = view.lines[line.index - 1] if line.index else line
        if above.role not in PROSE or above.part != line.part or line.blanks == 0 or line.new_page:
            continue
        beside = above.table or line.table or any(above.paragraph.number <= n <= line.paragraph.number for n in drawn)
        chapter = _CHAPTER.match(line.said) or _CHAPTER.match(above.said)
        if not beside and not chapter and _is_plain(line) and _is_plain(above):
            yield on(line, f"这一段之上空了{line.blanks}行", "删去空行，正文各段之间不空行")


def letters(view: View) -> Iterator[Hit]:
    """Words whose characters are stretched, squeezed or, but for those of titles and names, set wide."""
    lines = [line for line in view.of(*_UNSTRETCHED) if not line.table or line.laid_out]
    usual = Counter[int]()
    for line in view.of(BODY):
        usual[line.main_run().form.spacing] += 1
    most = usual.most_common(1)[0][0] if usual else 0
    for line in lines:
        start = 0
        for run in line.paragraph.runs:
            here, start = start, start + len(run.text)
            other = _other_letters(run.form, most if line.role in _WIDE else None)
            if other and len(_HAN.findall(run.text)) > 1:
                yield Hit(f"“{run.text.strip()[:10]}”的{other}", "字符缩放100%，间距与全文一致", line, here, start)
                break


def _other_letters(form: RunForm, usual: int | None) -> str:
    """What is other of characters in words, "" for nothing; with None for the usual room between them any is right."""
    if form.scale != 100:
        return f"字符缩放是{form.scale}%"
    return "字符间距与其他文字不同" if usual is not None and abs(form.spacing - usual) >= _LETTER_OFF else ""


_CLAUSE = "GB/T 9704—2012 5.2.3"
_TEXT = "正文：各单位要加强领导。\n" * 4
RULES = (
    Rule("G366", "个别段落版式不同", _CLAUSE, SOFT, WARNING, "每面22行、每行28字，各段的行距、左右边应当一致。",
         _TEXT + "正文：请认真执行。", _TEXT + "正文（行距=720）：请认真执行。", paragraphs, True),
    Rule("G367", "正文各段之间空行", UNWRITTEN, CUSTOM, WARNING, "自然段靠首行缩进区分，不靠空行。",
         _TEXT + "正文：请认真执行。", _TEXT + "空行\n正文：请认真执行。", gaps, True),
    Rule("G368", "个别文字缩放、间距不同", _CLAUSE, SOFT, WARNING, "每行28字，字的宽窄、疏密应当一致。",
         "正文：各单位执行。", "正文（缩放=90）：各单位执行。", letters, True),
)  # fmt: skip
