"""Which 要素 each line is: by the name of its style, else by form and place, which is said to be uncertain.

The order of a 公文 is its best mark: 版头, title, 主送, body, 附件说明, 署名, date, 附注, then what is issued with it and
the 附件, and the 版记 at the end. Each step looks only where its 要素 may stand.
"""

from __future__ import annotations

from genwen.lint import marks
from genwen.lint.contents import contents_in
from genwen.lint.roles_body import body_roles
from genwen.lint.roles_doubt import give_doubts
from genwen.lint.roles_head import find_title, head_roles
from genwen.lint.view import (
    ATTACHED,
    ATTACHMENT_MARK,
    BODY,
    CELL,
    COPIES,
    HEAD,
    IMPRINT,
    ISSUED,
    LEVELS,
    MAIN,
    MOVED_RECIPIENTS,
    OTHER,
    PRINTING,
    RECIPIENTS,
    TITLE,
    Line,
    View,
)

_SMALL = 15
"""Points below which type is that of the 版记, not of the body."""


_LONGEST_COPIES = 200


def give_roles(view: View, closing: int = 0) -> None:
    """Set role, part and certainty of every line; `closing` is the table that is a 版记 by what its lines say."""
    for line in view.lines:
        line.part = MAIN
        named = marks.named_role(line.paragraph.form.style, line.said)
        if named and (line.table == 0 or line.laid_out):
            line.role, line.sure = named, True
        elif line.table and not line.laid_out:
            line.role = CELL
        else:
            line.role = ""
    aside = {*contents_in(view.lines), *filter(_is_hidden, view.lines)}
    for line in aside:
        line.role, line.sure = OTHER, True
    flow = [line for line in view.lines if line.role != CELL and line not in aside]
    _bare_imprint(flow, closing)
    _imprint(flow)
    open_lines = [line for line in flow if line.role not in (COPIES, MOVED_RECIPIENTS, PRINTING)]
    title = find_title(open_lines)
    head_roles(open_lines, title)
    body_roles(open_lines, title)
    _parts(view)
    give_doubts(view)


def _is_hidden(line: Line) -> bool:
    """Whether nothing of a paragraph is printed; a cell stays what it is, and a heading has its place among the others."""
    return (
        line.role != CELL
        and line.ordinal is None
        and all(run.form.hidden for run in line.paragraph.runs if run.text.strip())
    )


def _bare_imprint(flow: list[Line], closing: int) -> None:
    """The lines of a table that is the 版记 though 抄送 has no colon and the date no 印发."""
    for line in flow:
        if closing and line.table == closing and not line.role:
            copied = marks.COPIES.match(line.said) or marks.BARE_COPIES.match(line.said)
            line.role = MOVED_RECIPIENTS if marks.MOVED.match(line.said) else COPIES if copied else PRINTING


def _imprint(flow: list[Line]) -> None:
    """抄送, 主送 and 印发 lines, looked for from the end."""
    first_rows: dict[int, int] = {}
    dated = any(marks.DATE.fullmatch(line.said) and not line.table for line in flow)
    tail = True
    attached = _first_attached(flow)
    for n, line in reversed(list(enumerate(flow))):
        tail = tail and all(item.role in (COPIES, MOVED_RECIPIENTS, PRINTING) for item in flow[n + 1 : n + 2])
        small = dated and tail and line.main_run().form.size < _SMALL
        if marks.DATE.fullmatch(line.said) and not line.table and n < attached:
            break
        if line.role in (COPIES, PRINTING):
            first_rows[line.table] = line.row
            if marks.MOVED.match(line.said):
                line.role = MOVED_RECIPIENTS
            continue
        if line.role and line.role not in (OTHER, CELL):
            continue
        if marks.COPIES.match(line.said) or ((_is_set_apart(line) or small) and marks.BARE_COPIES.match(line.said)):
            line.role, line.sure = COPIES, _is_set_apart(line)
            first_rows[line.table] = line.row
        elif tail and marks.SHORT_COPIES.match(line.said) and len(line.said) < _LONGEST_COPIES:
            line.role, line.sure = COPIES, _is_set_apart(line) or line.main_run().form.size < _SMALL
            first_rows[line.table] = line.row
        elif marks.MOVED.match(line.said):
            line.role = MOVED_RECIPIENTS
        elif (line.said.endswith("印发") or marks.PRINTED_DATE.search(line.said)) and len(line.said) < 60:
            line.role, line.sure = PRINTING, _is_set_apart(line) or bool(marks.PRINTED_DATE.search(line.said))
            first_rows[line.table] = line.row
        elif tail and _is_unfinished_printing(line, flow[max(0, n - 1)], small):
            line.role, line.sure = PRINTING, True
        elif tail and dated and not _is_aside(line) and marks.SIGNED_DATE.fullmatch(line.text):
            line.role, line.sure = PRINTING, False
    for line in flow:
        if line.table and line.row >= first_rows.get(line.table, line.row + 1) and line.role in ("", CELL):
            line.role = PRINTING
    _settle_imprint(flow)


def _first_attached(flow: list[Line]) -> int:
    """Where the first attachment begins: 附件 alone on a new page, behind a date or the 版记. No date in it ends the text."""
    dated = False
    for n, line in enumerate(flow):
        if marks.BARE_ATTACHMENT.fullmatch(line.said) and (line.new_page or dated):
            return n
        dated = dated or bool(marks.DATE.fullmatch(line.said) or marks.PRINTED_DATE.search(line.said))
    return len(flow)


def _is_unfinished_printing(line: Line, above: Line, small: bool) -> bool:
    """Whether the last line is that of the 印发机关 without 印发, or without its date: told by where and how it is set."""
    copied = bool(marks.COPIES.match(above.said) or marks.BARE_COPIES.match(above.said))
    if _is_aside(line):
        return False
    if marks.PRINTER_AND_DATE.fullmatch(line.said) or marks.SIGNED_DATE.fullmatch(line.text):
        return copied or small or _is_set_apart(line)
    bare = marks.PRINTER.fullmatch(line.said) and line.main_run().form.size < _SMALL
    return bool(bare) and (_is_set_apart(line) or (copied and small))


def _is_aside(line: Line) -> bool:
    return bool(line.table) or line.paragraph.form.align in ("right", "center") or marks.spaces_before(line.text) > 640


def _is_set_apart(line: Line) -> bool:
    form = line.paragraph.form
    return bool(line.table) or line.paragraph.place == "文本框" or form.top is not None or form.bottom is not None


def _settle_imprint(flow: list[Line]) -> None:
    """抄送 right above a certain 印发 line is certain too."""
    sure = False
    for line in reversed(flow):
        if line.role == PRINTING:
            sure = line.sure
        elif line.role in (COPIES, MOVED_RECIPIENTS):
            line.sure = line.sure or sure
        elif line.role != CELL:
            sure = False


def _parts(view: View) -> None:
    """The part of each line, from the order of marks; cells go with the lines around them."""
    part = HEAD
    count = 0
    begun = [line for line in view.lines if line.role == ATTACHMENT_MARK or line.part == ATTACHED]
    for line in view.lines:
        if line.role in (COPIES, MOVED_RECIPIENTS, PRINTING):
            line.part = IMPRINT
            continue
        if line.role == TITLE and part == HEAD:
            part = MAIN
        elif line.part == ISSUED and part in (HEAD, MAIN):
            part = ISSUED
        elif line.role == ATTACHMENT_MARK or line.part == ATTACHED:
            count += 1
            part = ATTACHED if len(begun) == 1 else f"{ATTACHED}{count}"
        elif part == HEAD and line.role in (RECIPIENTS, BODY, *LEVELS):
            part = MAIN
        line.part = part
