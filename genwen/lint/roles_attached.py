"""附件说明, the marks and titles of attachments, and a text issued with the document before them."""

from __future__ import annotations

from collections.abc import Collection

from genwen.lint import marks
from genwen.lint.ordinals import read_ordinal
from genwen.lint.roles_head import is_display, is_pushed_in, is_set_large, together
from genwen.lint.view import (
    ATTACHED,
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    DATE,
    ISSUED,
    NOTE,
    OTHER,
    SIGNATURE,
    TITLE,
    Line,
)
from genwen.patterns import regex

_LEAD = regex(
    r"\s*(?:附\s*件?\s*[一二三四五六七八九十\d]*\s*[：:.．、]?)?\s*(?:\d{1,2}\s*[.．、,，]|[（(]\d{1,2}[)）])?\s*"
)
_ISSUED_NAME = regex("《([^《》]+)》")
_FIELD = regex(r"[\u4e00-\u9fff（）]{2,10}\s*[：:](?:[\s_＿]|$)")
"""What is filled in over a table, no title: 填报单位：      填报日期：."""
_LONGEST = 30
"""Characters beyond which what ends with a stop is no title."""


def first_mark(rest: list[Line], date: int) -> int:
    """Where the first 附件标识 stands after the title, the number of lines for nowhere; `date` is the place of the 成文日期."""
    return next((n for n in range(len(rest)) if _is_attachment_mark(rest, n, date)), len(rest))


def attached_roles(rest: list[Line], mark: int, date: int, before: str) -> None:
    """Set the roles of the 附件说明, and of what is issued with the document and attached to it.

    `before` is what the head and the title say, which name what is issued.
    """
    after = date + 1 if date >= 0 else mark
    names = _note_lines(rest, mark, after, _names_behind(rest[after:]))
    first = mark
    if date >= 0 and names:
        found = sum(1 for n in range(mark, len(rest)) if _is_attachment_mark(rest, n, -1))
        first = min((_unmarked(rest, after, mark, names, len(names) - found), mark))
    _attachments(rest, first, date, names, _ISSUED_NAME.findall(before))


def _note_lines(rest: list[Line], mark: int, after: int, titles: Collection[str]) -> list[str]:
    """附件说明: its first line, and the names under it; gives the names. `titles` may be those of what stands from `after`."""
    going = False
    names: list[str] = []
    for n, line in enumerate(rest[:mark]):
        if line.role == ATTACHMENT_NOTE:
            going = True
        elif not line.role and marks.ATTACHMENT_NOTE.match(line.said) and len(line.said) < 200:
            line.role, going = ATTACHMENT_NOTE, True
            line.sure = True
        elif not line.role and _is_left(line) and _is_note_without_colon(line, rest[n + 1 : n + 2], titles):
            line.role, line.sure, going = ATTACHMENT_NOTE, True, True
        elif not line.role and marks.BARE_ATTACHMENT.fullmatch(line.said) and _is_left(line):
            colon = line.said.endswith(("：", ":"))
            line.role, line.sure, going = (ATTACHMENT_NOTE if colon else OTHER), False, colon
        elif not line.role and _goes_on(line, going, titles if n < after else ()):
            line.role, going = ATTACHMENT_NOTE, True
        else:
            going = False
        if line.role == ATTACHMENT_NOTE:
            names.append(_name_in(line.said))
    return names


def _goes_on(line: Line, going: bool, titles: Collection[str]) -> bool:
    """Whether a line is a further name of a 附件说明: right under it and numbered, or that of an attachment behind."""
    if going and not line.blanks and (_is_note_item(line) or line.label):
        return True
    return bool(titles) and _is_left(line) and (going or _is_note_item(line)) and _name_in(line.said) in titles


def _name_in(text: str) -> str:
    """The name of an attachment in a line of the 附件说明, without 附件, number and marks."""
    return _bare(_LEAD.sub("", text).rstrip("。；，、.;,"))


def _is_note_without_colon(line: Line, below: list[Line], titles: Collection[str]) -> bool:
    """Whether a line says 附件 and a name with no colon between: numbered, that of an attachment, or above the 署名."""
    if marks.NOTE_WITHOUT_COLON.fullmatch(line.said):
        return True
    match = marks.UNNUMBERED_NOTE.fullmatch(line.said)
    if match is None:
        return False
    closes = bool(below) and below[0].role in (SIGNATURE, DATE)
    return _bare(match[2]) in titles or (bool(match[1] and line.blanks) and closes)


def _names_behind(lines: list[Line]) -> set[str]:
    """What may be the title of an attachment: a line, or one with the next; a heading in it is none."""
    texts = [line.said for line in lines]
    alone = [line.said for line in lines if not line.label and read_ordinal(line.said) is None]
    return {_bare(text) for text in (*alone, *map(str.__add__, texts, texts[1:]))}


def _bare(title: str) -> str:
    return title.strip("《》〈〉 \u3000")


def _is_note_item(line: Line) -> bool:
    """Whether a line under a 附件说明 is its next name, the mark after the number perhaps left out."""
    bare = marks.BARE_ITEM.match(line.said) and len(line.said) < 60 and not marks.SENTENCE_END.search(line.said)
    return bool(marks.NOTE_ITEM.match(line.said) or bare)


def _is_left(line: Line) -> bool:
    return line.paragraph.form.align not in ("right", "center") and not line.table


def _is_attachment_mark(rest: list[Line], n: int, date: int) -> bool:
    line = rest[n]
    if line.role == ATTACHMENT_MARK:
        return True
    if line.role or not n or (0 <= n <= date):
        return False
    if marks.ATTACHMENT_MARK.fullmatch(line.said):
        return True
    return line.new_page and date >= 0 and bool(marks.ATTACHMENT_MARK_AND_TITLE.fullmatch(line.said))


def _is_odd_mark(rest: list[Line], n: int, names: Collection[str]) -> bool:
    """Whether a line stands where the mark of an attachment does, written 附表1 or （附件1）: over one of the names."""
    line = rest[n]
    if line.role or not marks.ODD_ATTACHMENT_MARK.fullmatch(line.said):
        return False
    below = rest[n + 1 : n + 2]
    return bool(below) and (_bare(below[0].said) in names or (line.new_page and rest[n - 1].role in (DATE, NOTE)))


def _unmarked(rest: list[Line], after: int, mark: int, names: Collection[str], lacking: int) -> int:
    """Where the first of the attachments is that have an odd mark, or none; each title without a mark gets its role."""
    first = mark
    for n in range(after, len(rest)):
        line = rest[n]
        if _is_odd_mark(rest, n, names):
            first, lacking = min(first, n), lacking - 1
        elif lacking > 0 and _is_title_alone(rest, n, names):
            line.role, line.part, first, lacking = ATTACHMENT_TITLE, ATTACHED, min(first, n), lacking - 1
    return first


def _is_title_alone(rest: list[Line], n: int, names: Collection[str]) -> bool:
    """Whether a line is the title of an attachment, set as one, with no mark over it."""
    line = rest[n]
    if line.role or _bare(line.said.rstrip("。；，")) not in names:
        return False
    if not (line.new_page or is_pushed_in(line) or is_set_large(line)):
        return False
    return not (_is_attachment_mark(rest, n - 1, -1) or _is_odd_mark(rest, n - 1, names))


def _attachments(rest: list[Line], first: int, date: int, names: Collection[str], issued: Collection[str]) -> None:
    """附件 marks and titles, and a text issued with the document before them."""
    for n in range(max(date + 1, 1), first):
        line = rest[n]
        begins = line.new_page or line.said in issued
        if (line.role in ("", TITLE)) and begins and (line.role == TITLE or is_display(line)):
            for part in rest[n:first]:
                part.part = ISSUED
            for part in together(rest[:first], line, lambda item: item.role == TITLE or is_display(item)):
                part.role = TITLE
            break
    waiting = False
    for n in range(first, len(rest)):
        line = rest[n]
        if _is_attachment_mark(rest, n, -1) or _is_odd_mark(rest, n, names):
            line.role, waiting = ATTACHMENT_MARK, True
        elif line.role == ATTACHMENT_TITLE:
            waiting = False
        elif waiting and line.role == TITLE:
            # many templates have one style for both
            for part in together(rest, line, lambda item: item.role == TITLE):
                part.role = ATTACHMENT_TITLE
            waiting = False
        elif waiting and not line.role:
            if _may_be_title(line, names):
                for part in together(rest, line, lambda item: item.paragraph.form.align == "center"):
                    part.role = ATTACHMENT_TITLE
                    part.sure = part.paragraph.form.align == "center" or _bare(part.said) in names
            waiting = False


def _may_be_title(line: Line, names: Collection[str]) -> bool:
    """Whether the line under a mark is the title of the attachment: no heading, no text."""
    if is_pushed_in(line) or _bare(line.said) in names:
        return True
    if _FIELD.match(line.said):
        return False
    running = len(line.said) > _LONGEST and bool(marks.SENTENCE_END.search(line.said))
    return not running and read_ordinal(line.whole) is None
