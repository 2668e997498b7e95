"""What stands after the title: 主送, headings, 附件说明, 署名, 成文日期, 附注, what is issued with it and the 附件."""

from __future__ import annotations

import re
from collections.abc import Set

from genwen.lint import marks
from genwen.lint.fonts import face_of
from genwen.lint.ordinals import read_odd, read_ordinal
from genwen.lint.roles_attached import attached_roles, first_mark
from genwen.lint.roles_head import is_centred, is_display
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_TITLE,
    BODY,
    DATE,
    LEVELS,
    NOTE,
    OTHER,
    RECIPIENTS,
    SIGNATURE,
    TABLE_NOTE,
    Line,
)

_MAX_RECIPIENTS = 400
_LONGEST_HEADING, _LONGEST_PLAIN, _LONGEST_RUNNING = 60, 40, 30
_SHIFTED = 2000
"""Twips from the left edge from which a line counts as put to the right."""
_SPACED = 1_440
"""The same for spaces, by which nobody indents a paragraph that far."""


_STOPS = tuple("。；，：！？;,:!?")
_LEVEL_FACES = {1: ("黑体",), 2: ("楷体",)}
"""Faces that tell a heading of a level though a mark too much ends it."""


def body_roles(flow: list[Line], title: list[Line]) -> None:
    """Set the roles of the lines after the title (of all lines that have none, where there is no title)."""
    start = flow.index(title[-1]) + 1 if title else 0
    rest = flow[start:]
    date = _date(rest, bool(title))
    mark = first_mark(rest, date)
    stop = date if date >= 0 else mark
    if title:
        _recipients(rest)
    before = "".join(line.said for line in flow[:start])
    if date >= 0:
        _closing(rest, date, before)
    elif title:
        _undated(rest[:mark], before)
    attached_roles(rest, mark, date, before)
    base = _first_outline(rest[:stop])
    base = base if base < 9 else _first_outline(rest)
    used = _styles_used(rest)
    upright = {found.level for line in rest if not is_centred(line) and (found := read_ordinal(line.whole))}
    for line in rest:
        if not line.role:
            line.role = TABLE_NOTE if marks.TABLE_NOTE.match(line.said) else BODY
            if line.role == BODY and is_centred(line) and not _is_slipped(line, upright):
                line.role = ATTACHMENT_TITLE if is_display(line) else OTHER
                line.sure = line.role == OTHER and line.sure  # no mark says that an attachment begins
            elif line.role == BODY and line.paragraph.form.align == "center" and marks.CAPTION.fullmatch(line.said):
                line.role = OTHER
            elif line.role == BODY:
                _level(line, base, used)
    _settle_headings(rest)


def _first_outline(lines: list[Line]) -> int:
    """The first outline level in use among lines without a role, 9 for none."""
    return min((line.paragraph.form.outline for line in lines if not line.role), default=9)


def _settle_headings(rest: list[Line]) -> None:
    """A heading of the lower levels that no look tells is one where running text is under it, as items of a list have not."""
    for above, line, below in zip(rest, rest[1:], rest[2:], strict=False):
        if line.role not in LEVELS[2:] or line.sure or line.said.endswith(_STOPS):
            continue
        text = below.said
        headed = below.role == BODY and len(text) > len(line.said) and bool(marks.SENTENCE_END.search(text))
        listed = above.role == line.role or above.said.endswith(tuple(marks.COLONS))
        line.sure = headed and not listed and read_ordinal(below.whole) is None


def _is_slipped(line: Line, upright: Set[int]) -> bool:
    """Whether a centred line is a heading like those that are not: it goes on with their ordinals."""
    found = read_ordinal(line.whole)
    return found is not None and found.level in upright & {1, 2} and not is_display(line)


def _styles_used(rest: list[Line]) -> frozenset[int]:
    """The levels whose style the document puts on their own ordinals: elsewhere it may have a way of its own."""
    styled = ((line, line.paragraph.form.style) for line in rest if line.paragraph.form.style in LEVELS)
    return frozenset(
        found.level for line, style in styled
        if (found := read_ordinal(line.whole)) and LEVELS.index(style) == found.level - 1
    )  # fmt: skip


def _styled_level(line: Line, style: str, used: frozenset[int]) -> str:
    """What a line in the style of a heading is: its ordinal outranks the style, and sentences are no heading."""
    found, text = read_ordinal(line.whole), line.said
    if found is None:
        long = len(text) > _LONGEST_RUNNING and text.endswith("。") and ("，" in text or "。" in text[:-1])
        return BODY if long and not text.startswith("第") and not read_odd(line.whole) else style
    own = LEVELS.index(style) + 1
    if found.level == own or not used & {found.level, own}:
        return style
    return BODY if len(text) > _LONGEST_HEADING or "。" in text[:-1] else LEVELS[found.level - 1]


def _level(line: Line, base: int, used: frozenset[int]) -> None:
    """A heading that stands alone is told by its ordinal and its shortness; `base` is the first outline level in use."""
    style = line.paragraph.form.style
    if style in LEVELS:
        line.role = _styled_level(line, style, used)
        return
    found = read_ordinal(line.whole)
    text = line.said
    outline = line.paragraph.form.outline
    face = face_of(line.main_run().form.font)
    told = outline < 9 or face in ("黑体", "楷体")
    if len(text) > (_LONGEST_HEADING if told else _LONGEST_PLAIN) or "。" in text[:-1]:
        return
    headed = found is not None and face in _LEVEL_FACES.get(found.level, ()) and len(text) <= _LONGEST_RUNNING
    if text.endswith(("；", "，", "：", ";")) and not (headed and text.endswith("：")):
        return
    if found and found.level:
        if told or not text.endswith("。"):
            line.role = LEVELS[found.level - 1]
            bare = found.level <= 2 and not text.endswith(_STOPS)
            line.sure = told or found.level == 1 or bare
    elif outline < 9 and not marks.SENTENCE_END.search(text):
        line.role, line.sure = LEVELS[min(max(outline - base, 0), 3)], False


def _date(rest: list[Line], titled: bool) -> int:
    """Where the 成文日期 stands among the lines after the title, -1 for nowhere."""
    for n, line in enumerate(rest):
        if line.role == DATE:
            return n
        if line.role == ATTACHMENT_MARK:
            return -1
        if line.role or not (n > 0 or not titled):
            continue
        if marks.DATE.fullmatch(line.said):
            line.role = DATE
            signed = n > 0 and len(rest[n - 1].said) <= 30 and bool(marks.ORGAN.search(rest[n - 1].said))
            line.sure = _is_shifted(line) or signed
            return n
        if n > 0 and marks.ODD_DATE.fullmatch(line.said) and not line.new_page and _closes(rest, n):
            line.role, line.sure = DATE, True
            return n
        if marks.OPEN_DATE.fullmatch(line.said) and (_is_shifted(line) or _ends_text(rest, n)):
            line.role, line.sure = DATE, _is_shifted(line)
            return n
    return -1


def _closes(rest: list[Line], n: int) -> bool:
    """Whether a line stands where the date does: put to the right, or right under the name of an organ."""
    above = rest[n - 1].said
    return _is_shifted(rest[n]) or (len(above) <= 30 and bool(marks.ORGAN.search(above)))


def _ends_text(rest: list[Line], n: int) -> bool:
    """Whether nothing but notes and attachments follows a line."""
    after = rest[n + 1 : n + 2]
    return not after or bool(marks.NOTE.fullmatch(after[0].said)) or after[0].new_page


def _is_shifted(line: Line) -> bool:
    """Whether a line is put to the right: by its alignment, its indent, spaces, tabs or a table."""
    placed = line.paragraph.form.align in ("right", "center") or bool(line.table) or _indent(line) > _SHIFTED
    return placed or marks.spaces_before(line.text) >= _SPACED


def _indent(line: Line) -> int:
    form = line.paragraph.form
    own = max(form.left, form.left_chars * 3, 0) + max(form.first, form.first_chars * 3, 0)
    return own + marks.spaces_before(line.text)


def _recipients(rest: list[Line]) -> None:
    """The 主送机关 right after the title."""
    if any(line.role == RECIPIENTS for line in rest):
        return
    for n, line in enumerate(rest[:5]):
        text = line.said
        if line.role or (is_centred(line) and text[-1] not in marks.COLONS):
            continue
        if text.startswith(("—", "－－", "--")):
            line.role = OTHER
            continue
        if marks.SALUTATION.fullmatch(text):
            line.role = OTHER
            return
        if marks.NOTE.fullmatch(text):
            line.role, line.sure = OTHER, False
            continue
        colon = text.endswith(tuple(marks.COLONS)) and "。" not in text
        apart = _stands_apart(rest, n)
        short = len(text) < 60 or (apart and _is_list_of_organs(text))
        flush = (_indent(line) < 300 or apart) and short and "。" not in text[:-1] and n + 1 < len(rest)
        named = marks.ADDRESSEES.search(text) or marks.OFFICER.search(text)
        listed = _indent(line) < 300 and _is_list_of_organs(text)  # another mark than the colon behind them
        organ = marks.ORGAN.search(text) or ((named or listed) and apart)
        aside = _is_shifted(line) and not (apart and text[0] == "各" and _is_list_of_organs(text))
        flush = flush and bool(organ) and not aside and read_ordinal(line.whole) is None
        if len(text) <= _MAX_RECIPIENTS and ((colon and not text.endswith(("如下：", "如下:"))) or flush):
            addressed = colon and bool(marks.ADDRESSEES.search(text.rstrip(f"{marks.COLONS} ")))
            line.role, line.sure = RECIPIENTS, addressed or (flush and apart)
            _second_recipients(line, rest[n + 1 : n + 2])
        return


def _second_recipients(first: Line, below: list[Line]) -> None:
    """The 主送机关 that go on in the next paragraph: one list of organs, broken at a comma."""
    if not below or below[0].role or not first.said.endswith(("，", "、", ",")):
        return
    last = below[0].said.rstrip(f"{marks.COLONS} ")
    if below[0].said[-1] in marks.COLONS and _is_list_of_organs(last) and _is_list_of_organs(first.said):
        first.sure, below[0].role = True, RECIPIENTS


def _is_list_of_organs(text: str) -> bool:
    """Whether a line is nothing but the names of organs, or of those who are addressed."""
    bare = re.sub("（[^（）]*）", "", text.rstrip("。；，、.;,"))
    return all(marks.ADDRESSEES.search(name) for name in re.split("[，、,]", bare))


def _stands_apart(rest: list[Line], n: int) -> bool:
    """Whether a line without a colon stands where 主送机关 do: alone one line under the title, before an indented text."""
    after = rest[n + 1 : n + 2]
    return (
        rest[n].blanks == 1 and bool(after) and not after[0].role and not after[0].blanks and _indent(after[0]) >= 300
    )


def _closing(rest: list[Line], date: int, before: str) -> None:
    """署名 before the date, 附注 after it; `before` is what the head and the title say."""
    styled = next((n for n, line in enumerate(rest[:date]) if line.role == SIGNATURE), date)
    at = edge = date if styled == date else 0
    while at:
        line = rest[at - 1]
        text = line.said
        if not line.role and marks.SEAL.fullmatch(text):
            line.role = OTHER
            at, edge = at - 1, edge - (edge == at)
            continue
        if at == edge == date and not line.role and marks.NOTE.fullmatch(text) and marks.BARE_NOTE.match(text):
            line.role = NOTE  # out of its place, which is told as such
            at = edge = at - 1
            continue
        shifted = _is_set_aside(line)
        at_left = at < date and rest[at].role == SIGNATURE and _is_joint_at_left(line, rest[at])
        stopped = marks.SENTENCE_END.search(text) and not (shifted and _is_stopped_organ(text))
        if line.role or len(text) > 60 or stopped or not (shifted or at == edge or at_left):
            break
        if text.startswith("附件") or marks.NOTE_ITEM.match(text) or (not shifted and len(text) > 30):
            break
        if marks.ATTENDANCE.match(text) or (not shifted and any(colon in text for colon in marks.COLONS)):
            break
        line.role, line.sure = SIGNATURE, shifted or (bool(text) and text in before)
        at -= 1
        if not at or not (
            (not line.blanks or _is_joint(rest[at - 1])) if shifted else _is_joint_at_left(rest[at - 1], line)
        ):
            break
    first = styled if styled < date else at
    while 0 < first < date and not rest[first - 1].role and (names := marks.side_by_side(rest[first - 1].text)):
        first -= 1
        rest[first].role, rest[first].sure = SIGNATURE, styled < date or all(name in before for name in names)
    below = rest[date + 1] if date + 1 < len(rest) else None
    if (
        below is not None
        and not any(line.role == SIGNATURE for line in rest[:date])
        and _is_signed_below(below, before)
    ):
        below.role, below.sure = SIGNATURE, bool(below.said) and below.said in before
    for line in rest[date + 1 : date + 3]:
        if not line.role and marks.SEAL.fullmatch(line.said):
            line.role = OTHER
            continue
        if line.role in ("", NOTE) and not (line.new_page and marks.ODD_ATTACHMENT_MARK.fullmatch(line.said)):
            if line.role == NOTE or marks.NOTE.fullmatch(line.said) or marks.BARE_NOTE.match(line.said):
                line.role = NOTE
            break


def _undated(rest: list[Line], before: str) -> None:
    """署名 and 附注 at the end of a text that lacks its date: the organ of the head or title, put to the right."""
    noted = bool(rest) and bool(marks.BARE_NOTE.match(rest[-1].said))
    signed = rest[-2:-1] if noted else rest[-1:]
    for line in signed:
        if not line.role and not line.table and _is_shifted(line) and 3 < len(line.said) <= 30 and line.said in before:
            line.role = SIGNATURE
            if noted and not rest[-1].role:
                rest[-1].role = NOTE


def _is_stopped_organ(text: str) -> bool:
    """Whether a line is the name of an organ with a stop that it should not have."""
    return bool(marks.ORGAN.search(text)) and len(text) <= 30 and "。" not in text[:-1]


def _is_signed_below(line: Line, before: str) -> bool:
    """Whether a line right under the date is the 署名: the name of an organ, put to the right or known from the head."""
    text = line.said
    known = len(text) > 3 and text in before
    organ = bool(marks.ORGAN.search(text)) and not marks.SENTENCE_END.search(text)
    return not line.role and not line.new_page and len(text) <= 30 and (known or (organ and _is_shifted(line)))


def _is_joint(line: Line) -> bool:
    """Whether a line that stands apart from the last 署名 is one too: put to the right, short, no sentence."""
    text = line.said
    return not line.role and _is_set_aside(line) and len(text) <= 60 and not marks.SENTENCE_END.search(text)


def _is_joint_at_left(line: Line, below: Line) -> bool:
    """Whether a line over a 署名 that is not put to the right is one too: the name of an organ, set off as that is."""
    return not line.role and _indent(line) == _indent(below) and bool(marks.PRINTER.fullmatch(line.said))


def _is_set_aside(line: Line) -> bool:
    """Whether a line stands as 署名 do: put to the right, or several organs side by side over the whole width."""
    return _is_shifted(line) or bool(marks.side_by_side(line.text))
