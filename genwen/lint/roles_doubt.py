"""Where form and place do not both say what a line is: its 要素 is said to be inferred.

The steps before look for each 要素 where it may stand and take what is most like it. Here each line is held against the
form of what it was taken for; nothing is taken for anything else.
"""

from __future__ import annotations

from genwen.lint import marks
from genwen.lint.fonts import face_of
from genwen.lint.view import (
    BODY,
    DATE,
    HEAD,
    LEVELS,
    MAIN,
    MARK,
    NUMBER,
    OTHER,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    Line,
    View,
    kind_of,
)
from genwen.patterns import regex

_LONGEST, _SHORT = 40, 16
_ASIDE = 2_000
"""Twips from the left edge from which a line counts as put to the right."""
_OTHER_SIZE = 3
"""Points by which the lines of one title do not differ."""
_HEADED = 2
_STOPS = tuple("。；;：:，,、！？.…")
_STOPPED = regex("[^。，；]+。")
_DECIMAL = regex(
    r"[1-9]\d?(?:\.\d{1,2})+[ \u3000]*(?![万亿千百余多倍个元角分年月日时吨克米升度公平立])[\u4e00-\u9fff]{2}"
)
"""1.2 项目概况, a heading as technical reports have it; 1.5万吨 is a quantity."""
_EXPECTED_FACE = {"黑体": 1, "楷体": 2}


def give_doubts(view: View) -> None:
    """Take certainty from the lines whose form is not that of their 要素; genwen's own styles are not doubted."""
    title = [line for line in view.lines if line.role == TITLE and line.part == MAIN]
    size = max((line.main_run().form.size for line in title), default=0.0)
    organ = bool(title) and _is_organ_alone("".join(line.said for line in title))
    known = "".join(line.said for line in view.lines if line.role in (MARK, TITLE))
    for line in view.lines:
        if not line.sure or marks.STYLES.get(line.paragraph.form.style) == line.role:
            continue
        if line.parted:
            line.sure = False
        elif line.role == MARK:
            line.sure = bool(marks.MARK_NAME.search(line.said))
        elif line.role == TITLE and line.part == MAIN:
            worded = bool(kind_of(line.said)) or "关于" in line.said
            twice = any(other.said.startswith(line.said) for other in title if other is not line)
            line.sure = not (organ or twice) and (worded or line.main_run().form.size > size - _OTHER_SIZE)
        elif line.role == SIGNATURE:
            line.sure = (line.said in known and not _is_titled(line)) or _is_signer(line.said.rstrip("。；，、.;,"))
        elif line.role in LEVELS:
            line.sure = not _is_contradicted(line)
    _doubt_body(view)
    _doubt_stopped(view.lines)


def _is_organ_alone(text: str) -> bool:
    """Whether a text is the name of an organ and nothing else, which no title is."""
    return bool(marks.PRINTER.fullmatch(text)) and not kind_of(text) and "关于" not in text


def _is_signer(text: str) -> bool:
    """Whether a line is what a document is signed with: names of organs, a post and a name, or the place for them."""
    pieces = marks.side_by_side(text) or [text]
    return all(marks.SIGNER.search(marks.REMARK.sub("", piece).strip() or piece) for piece in pieces)


def _is_contradicted(line: Line) -> bool:
    """Whether the number of a list says one level and the type another: editors count lists anew when they save."""
    level = _EXPECTED_FACE.get(face_of(line.main_run().form.font), 0)
    return bool(line.label) and 0 < level < LEVELS.index(line.role) + 1


def _doubt_body(view: View) -> None:
    """Lines of the body that are no running text and stand, or look, as another 要素 does."""
    begun = closed = False
    addressed = any(line.role == RECIPIENTS for line in view.lines)
    titled = any(line.role in (TITLE, NUMBER) for line in view.lines)
    dated = any(line.role == DATE for line in view.lines)
    for line in view.lines:
        begun = begun or _is_running(line)
        closed = (closed or line.role == DATE) and line.part == MAIN
        if line.role == BODY and _is_long_heading(line):
            line.sure = False
        if not line.sure or line.table or _is_running(line) or marks.ATTENDANCE.match(line.said):
            continue
        if line.role == OTHER and line.part != HEAD:
            line.sure = not _has_form_of_another(line)
        elif line.role == BODY:
            opening = titled and not begun and not addressed and _is_addressed(line)
            noted = not dated and bool(marks.BARE_NOTE.match(line.said))
            line.sure = not (opening or closed or noted or _is_aside(line) or _is_like_another(line))


def _is_running(line: Line) -> bool:
    return len(line.said) > _LONGEST or bool(marks.SENTENCE_END.search(line.said))


def _doubt_stopped(lines: list[Line]) -> None:
    """Take certainty from short lines of the first two levels that end with a stop where others of theirs have text under
    them: sentences, or headings with a mark too much.
    """
    short = [line for line in lines if line.role == BODY and len(line.said) <= _SHORT and _STOPPED.fullmatch(line.said)]
    levels = {level for line in short if _is_over(level := _level_of(line), lines[line.index + 1 : line.index + 2])}
    for line in short:
        if _level_of(line) in levels:
            line.sure = False


def _level_of(line: Line) -> int:
    return line.ordinal.level if line.ordinal else 0


def _is_over(level: int, below: list[Line]) -> bool:
    """Whether running text, or items of a lower level, stand under a line of one of the first two levels."""
    if not below or not 0 < level <= _HEADED:
        return False
    return _level_of(below[0]) > level or (below[0].ordinal is None and below[0].role == BODY and _is_running(below[0]))


def _is_long_heading(line: Line) -> bool:
    """Whether a line begins as a heading of the first two levels and does not end as a sentence does."""
    first = line.ordinal is not None and 0 < line.ordinal.level <= _HEADED
    return first and not line.said.endswith(_STOPS) and "。" not in line.said


def _is_aside(line: Line) -> bool:
    form = line.paragraph.form
    left = max(form.left, form.left_chars * 3) + max(form.first, form.first_chars * 3, 0)
    return form.align in ("right", "end") or left + marks.spaces_before(line.text) > _ASIDE


def _is_addressed(line: Line) -> bool:
    return bool(marks.ADDRESSEES.search(line.said.rstrip("：: ")))


def _is_titled(line: Line) -> bool:
    text = line.said
    return not text.endswith(("，", ",", "；", *marks.COLONS)) and bool(kind_of(text) or marks.PAPERS.search(text))


def _has_form_of_another(line: Line) -> bool:
    """Whether a line that was taken for none of the 要素 is worded like one: a heading, 主送, a 署名, a title."""
    text = line.said
    named = bool(marks.PRINTER.fullmatch(text)) or (text.endswith(tuple(marks.COLONS)) and _is_addressed(line))
    return named or _is_titled(line) or bool(marks.DATE.fullmatch(text)) or bool(line.ordinal and line.ordinal.level)


def _is_like_another(line: Line) -> bool:
    """Whether a short line has the form of a date, of a 署名 with its date, or the type of a heading."""
    text = line.said
    if (
        marks.DATE.fullmatch(text)
        or marks.ODD_DATE.fullmatch(text)
        or marks.SIGNED_DATE.fullmatch(line.text)
        or marks.SEAL.fullmatch(text)
    ):
        return True
    if _is_titled(line) or _DECIMAL.match(text):
        return True
    headed = face_of(line.main_run().form.font) in ("黑体", "小标宋")
    return headed and not text.endswith(("：", ":", "，", ",", "、"))
