"""Which 要素 each line is: by the name of genwen's styles, else by form and place, which is said to be uncertain.

The order of a 公文 is its best mark: 版头, title, 主送, body, 附件说明, 署名, date, 附注, then what is issued with it and
the 附件, and the 版记 at the end. Each step looks only where its 要素 may stand.
"""

from __future__ import annotations

from genwen.lint import marks
from genwen.lint.fonts import face_of
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    CELL,
    CLASSIFICATION,
    COPIES,
    COPY_NUMBER,
    DATE,
    HEAD,
    IMPRINT,
    ISSUED,
    LEVELS,
    MAIN,
    MARK,
    MOVED_RECIPIENTS,
    NOTE,
    NUMBER,
    OTHER,
    PRINTING,
    RECIPIENTS,
    SIGNATORY,
    SIGNATURE,
    TABLE_NOTE,
    TITLE,
    URGENCY,
    Line,
    View,
)

_IN_HEAD = 30
_TITLE_SIZE = 17.5
_MAX_RECIPIENTS = 400
_LEVEL_MARKS = ("一、", "（一）", "1.", "（1）")


def give_roles(view: View) -> None:
    """Set role, part and certainty of every line."""
    for line in view.lines:
        named = marks.STYLES.get(line.paragraph.form.style)
        if named and (line.table == 0 or line.laid_out):
            line.role, line.sure = named, True
        elif line.table and not line.laid_out:
            line.role = CELL
        else:
            line.role = ""
    flow = [line for line in view.lines if line.role != CELL]
    _imprint(flow)
    open_lines = [line for line in flow if line.role not in (COPIES, MOVED_RECIPIENTS, PRINTING)]
    title = _title(open_lines)
    _head(open_lines, title)
    _after_title(open_lines, title)
    _parts(view)


def _imprint(flow: list[Line]) -> None:
    """抄送, 主送 and 印发 lines, looked for from the end."""
    tables = set()
    for line in reversed(flow):
        if marks.DATE.fullmatch(line.text) and not line.table:
            break
        if line.role in (COPIES, PRINTING):
            tables.add(line.table)
            if marks.MOVED.match(line.text):
                line.role = MOVED_RECIPIENTS
            continue
        if line.role and line.role not in (OTHER, CELL):
            continue
        if marks.COPIES.match(line.text):
            line.role, line.sure = COPIES, bool(line.table) or line.paragraph.place == "文本框"
            tables.add(line.table)
        elif marks.MOVED.match(line.text):
            line.role = MOVED_RECIPIENTS
        elif line.text.rstrip().endswith("印发") and len(line.text) < 60:
            line.role, line.sure = PRINTING, bool(line.table) or line.paragraph.place == "文本框"
            tables.add(line.table)
    for line in flow:
        if line.table and line.table in tables and line.role in ("", CELL):
            line.role = PRINTING


def _is_display(line: Line) -> bool:
    """Whether a line is set as a title: centred, large or in 小标宋, short."""
    form = line.main_run().form
    large = form.size >= _TITLE_SIZE or face_of(form.font) == "小标宋"
    return line.paragraph.form.align in ("center", "distribute") and large and form.color not in _REDS


_REDS = {"FF0000", "C00000", "E60012", "EE0000", "D90000", "DA0000", "F00000", "ED1C24", "CC0000"}


def is_red(color: str) -> bool:
    """Whether a colour is a red of a 发文机关标志."""
    if color in _REDS:
        return True
    try:
        red, green, blue = (int(color[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green < 0x50 and blue < 0x50


def _title(flow: list[Line]) -> list[Line]:
    """The lines of the title."""
    styled = [line for line in flow if line.role == TITLE]
    if styled:
        first = styled[0]
        return _together(flow, first, lambda line: line.role == TITLE)
    number = next((n for n, line in enumerate(flow[:_IN_HEAD]) if marks.is_number(line.text)), -1)
    ahead = [line for line in flow[number + 1 : number + 1 + _IN_HEAD] if not is_red(line.main_run().form.color)]
    for test in (_is_display, _is_titled, _is_centred):
        start = next((line for line in ahead if test(line) and not line.role and not _is_head_line(line)), None)
        if start is not None:
            found = _together(flow, start, test) if test is not _is_titled else _backwards(flow, start)
            for line in found:
                line.role, line.sure = TITLE, test is _is_display
            return found
    return []


def _is_titled(line: Line) -> bool:
    return bool(marks.TITLE_WORDS.search(line.text)) and len(line.text) < 80


def _is_centred(line: Line) -> bool:
    return line.paragraph.form.align == "center" and len(line.text) < 60 and not marks.SENTENCE_END.search(line.text)


def _is_head_line(line: Line) -> bool:
    text = line.text
    return bool(
        marks.is_number(text) or marks.COPY_NUMBER.fullmatch(text) or marks.URGENCY.fullmatch(text)
        or marks.SIGNATORY.search(text) or text.strip().endswith("文件")
    )  # fmt: skip


def _together(flow: list[Line], first: Line, test: object) -> list[Line]:
    """The line and those right after it that stand the test, without a gap or a new page."""
    assert callable(test)
    at = flow.index(first)
    found = [first]
    for line in flow[at + 1 : at + 6]:
        if line.blanks or line.new_page or not test(line) or line.role not in ("", TITLE):
            break
        found.append(line)
    return found


def _backwards(flow: list[Line], last: Line) -> list[Line]:
    """A title line told by its words, with the centred lines right before it."""
    at = flow.index(last)
    found = [last]
    while at and not found[0].blanks and flow[at - 1].paragraph.form.align == "center" and not flow[at - 1].role:
        if _is_head_line(flow[at - 1]) or is_red(flow[at - 1].main_run().form.color):
            break
        at -= 1
        found.insert(0, flow[at])
    return found


def _head(flow: list[Line], title: list[Line]) -> None:
    """What stands before the title."""
    end = flow.index(title[0]) if title else min(len(flow), 8)
    numbered = any(line.role == NUMBER for line in flow[:end])
    for line in flow[:end]:
        line.part = HEAD
        if line.role:
            continue
        text = line.text
        line.sure = True
        if marks.CLASSIFICATION.fullmatch(text) and len(text) < 14:
            line.role = CLASSIFICATION
        elif marks.URGENCY.fullmatch(text):
            line.role = URGENCY
        elif not numbered and marks.is_number(text):
            line.role, numbered = NUMBER, True
        elif marks.SIGNATORY.search(text):
            line.role = SIGNATORY
        elif is_red(line.main_run().form.color) or line.main_run().form.size >= 30:
            line.role = MARK
        elif marks.COPY_NUMBER.fullmatch(text):
            line.role = COPY_NUMBER
        elif title and text.strip().endswith("文件") and len(text) < 40:
            line.role, line.sure = MARK, False
        else:
            line.role, line.sure = (OTHER if title else "", False)
    if not title:
        for line in flow[:end]:
            if not line.role:
                line.part = MAIN


def _after_title(flow: list[Line], title: list[Line]) -> None:
    start = flow.index(title[-1]) + 1 if title else 0
    rest = flow[start:]
    date = _date(rest, bool(title))
    mark = next((n for n, line in enumerate(rest) if _is_attachment_mark(rest, n, date)), len(rest))
    stop = date if date >= 0 else mark
    if title:
        _recipients(rest, stop)
    if date >= 0:
        _closing(rest, date)
    _note_lines(rest, mark)
    _attachments(rest, mark, date)
    for line in rest:
        if not line.role:
            line.role = TABLE_NOTE if marks.TABLE_NOTE.match(line.text) else BODY
            if line.role == BODY and _is_centred(line):
                line.role = ATTACHMENT_TITLE if _is_display(line) else OTHER
            elif line.role == BODY:
                _level(line)


def _level(line: Line) -> None:
    """A heading that stands alone is told by its ordinal and its shortness."""
    from genwen.lint.ordinals import read_ordinal

    style = line.paragraph.form.style
    if style in LEVELS:
        line.role = style
        return
    found = read_ordinal(line.whole)
    text = line.text.strip()
    if (
        found
        and found.level
        and len(text) <= 40
        and "。" not in text[:-1]
        and not text.endswith(("；", "，", "：", ";"))
    ):
        outlined = line.paragraph.form.outline < 9
        face = face_of(line.main_run().form.font)
        if outlined or face in ("黑体", "楷体") or not text.endswith("。"):
            line.role = LEVELS[found.level - 1]
            bare = found.level <= 2 and not text.endswith(("。", "；", "，", "：", "！", "？"))
            line.sure = outlined or face in ("黑体", "楷体") or found.level == 1 or bare


def _date(rest: list[Line], titled: bool) -> int:
    """Where the 成文日期 stands among the lines after the title, -1 for nowhere."""
    for n, line in enumerate(rest):
        if line.role == DATE:
            return n
        if line.role == ATTACHMENT_MARK:
            return -1
        if not line.role and marks.DATE.fullmatch(line.text) and (n > 0 or not titled):
            line.role = DATE
            line.sure = line.paragraph.form.align in ("right", "center") or bool(line.table) or _indent(line) > 2000
            return n
    return -1


def _indent(line: Line) -> int:
    form = line.paragraph.form
    return max(form.left, form.left_chars * 3, 0) + max(form.first, form.first_chars * 3, 0)


def _recipients(rest: list[Line], stop: int) -> None:
    """The 主送机关 right after the title."""
    if any(line.role == RECIPIENTS for line in rest):
        return
    for n, line in enumerate(rest[:3]):
        if line.role:
            continue
        text = line.text.strip()
        if marks.NOTE.fullmatch(text):
            line.role, line.sure = OTHER, False
            continue
        colon = text.endswith(("：", ":")) and "。" not in text
        flush = _indent(line) < 300 and len(text) < 60 and "。" not in text[:-1] and n + 1 < len(rest)
        flush = flush and bool(marks.ORGAN.search(text))
        if len(text) <= _MAX_RECIPIENTS and ((colon and not text.endswith(("如下：", "如下:"))) or flush):
            line.role, line.sure = RECIPIENTS, colon and _indent(line) < 300
        return


def _closing(rest: list[Line], date: int) -> None:
    """署名 before the date, 附注 after it."""
    at = date
    while at and not any(line.role == SIGNATURE for line in rest[:date]):
        line = rest[at - 1]
        text = line.text.strip()
        form = line.paragraph.form
        shifted = form.align in ("right", "center") or line.table > 0 or _indent(line) > 2000
        if line.role or len(text) > 40 or marks.SENTENCE_END.search(text) or not (shifted or at == date):
            break
        if not shifted and (text.startswith("附件") or len(text) > 30 or marks.NOTE_ITEM.match(text)):
            break
        line.role, line.sure = SIGNATURE, shifted
        at -= 1
        if at == date:
            break
        if rest[at].blanks:
            break
    for line in rest[date + 1 : date + 3]:
        if line.role in ("", NOTE):
            if line.role == NOTE or marks.NOTE.fullmatch(line.text) or marks.BARE_NOTE.match(line.text):
                line.role = NOTE
            break


def _note_lines(rest: list[Line], mark: int) -> None:
    """附件说明: its first line, and the numbered lines right after it."""
    going = False
    for line in rest[:mark]:
        if line.role == ATTACHMENT_NOTE:
            going = True
        elif not line.role and marks.ATTACHMENT_NOTE.match(line.text) and len(line.text) < 200:
            line.role, going = ATTACHMENT_NOTE, True
            line.sure = True
        elif going and not line.role and not line.blanks and (marks.NOTE_ITEM.match(line.text) or line.label):
            line.role = ATTACHMENT_NOTE
        else:
            going = False


def _is_attachment_mark(rest: list[Line], n: int, date: int) -> bool:
    line = rest[n]
    if line.role == ATTACHMENT_MARK:
        return True
    if line.role or not n or (0 <= n <= date):
        return False
    if marks.ATTACHMENT_MARK.fullmatch(line.text):
        return True
    return line.new_page and date >= 0 and bool(marks.ATTACHMENT_MARK_AND_TITLE.fullmatch(line.text))


def _attachments(rest: list[Line], first: int, date: int) -> None:
    """附件 marks and titles, and a text issued with the document before them."""
    for n in range(max(date + 1, 1), first):
        line = rest[n]
        if (line.role in ("", TITLE)) and line.new_page and (line.role == TITLE or _is_display(line)):
            for part in rest[n:first]:
                part.part = ISSUED
            for part in _together(rest[:first], line, lambda item: item.role == TITLE or _is_display(item)):
                part.role = TITLE
            break
    waiting = False
    for n in range(first, len(rest)):
        line = rest[n]
        if _is_attachment_mark(rest, n, -1) or line.role == ATTACHMENT_MARK:
            line.role, waiting = ATTACHMENT_MARK, True
        elif line.role == ATTACHMENT_TITLE:
            waiting = False
        elif waiting and not line.role:
            for part in _together(rest, line, lambda item: item.paragraph.form.align == "center"):
                part.role = ATTACHMENT_TITLE
                part.sure = part.paragraph.form.align == "center"
            waiting = False


def _parts(view: View) -> None:
    """The part of each line, from the order of marks; cells go with the lines around them."""
    part = HEAD
    count = 0
    single = sum(1 for line in view.lines if line.role == ATTACHMENT_MARK) == 1
    for line in view.lines:
        if line.role in (COPIES, MOVED_RECIPIENTS, PRINTING):
            line.part = IMPRINT
            continue
        if line.role == TITLE and part == HEAD:
            part = MAIN
        elif line.part == ISSUED and part in (HEAD, MAIN):
            part = ISSUED
        elif line.role == ATTACHMENT_MARK:
            count += 1
            part = "附件" if single else f"附件{count}"
        elif part == HEAD and line.role in (RECIPIENTS, BODY, *LEVELS):
            part = MAIN
        line.part = part
