"""The title of a document and the 版头 before it: told by look, then by words, then by place."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from genwen.lint import marks
from genwen.lint.fonts import face_of
from genwen.lint.marks import is_red
from genwen.lint.ordinals import read_ordinal
from genwen.lint.view import (
    CLASSIFICATION,
    COPY_NUMBER,
    HEAD,
    MAIN,
    MARK,
    NUMBER,
    OTHER,
    SIGNATORY,
    TITLE,
    URGENCY,
    Line,
    kind_of,
)

_IN_HEAD = 30
_TITLE_SIZE = 17.5
_MARK_SIZE = 30
_MARK_ENDS = ("文件", "令", "命令", "纪要", "公报", "公告", "通告", "简报")
_LONGEST_TITLE = 80
_SENTENCE = 24
_LONGEST_NAME = 4
Test = Callable[[Line], bool]


def is_display(line: Line) -> bool:
    """Whether a line is set as a title: centred, large or in 小标宋, short."""
    centred = line.paragraph.form.align in ("center", "distribute")
    return centred and is_set_large(line) and not is_red(line.main_run().form.color)


def find_title(flow: list[Line]) -> list[Line]:
    """The lines of the title, their role set."""
    styled = [line for line in flow if line.role == TITLE]
    if styled and styled[0].new_page and any(map(_ends_in_order, flow[: flow.index(styled[0])])):
        return []  # that of what the order issues
    if styled:
        first = styled[0]
        return _with_uncentred(flow, together(flow, first, lambda line: line.role == TITLE))
    _order_number(flow[:_IN_HEAD])
    number = next((n for n, line in enumerate(flow[:_IN_HEAD]) if _is_numbered(line)), -1)
    above = _above_number(flow[: number + 1])
    if above:
        return _as_title(flow, above, True)
    ahead = _ahead(flow, number)
    order = any(_ends_in_order(line) for line in flow[: number + 1])
    tests = _TESTS[:1] if order else _TESTS
    for test in tests:
        start = next((line for line in ahead if test(line)), None)
        if start is not None:
            found = together(flow, start, test) if test is not _is_titled else _backwards(flow, start)
            found = _with_uncentred(ahead, found, number >= 0)
            return _as_title(flow, found, test in (is_display, _is_large) and (number >= 0 or test is is_display))
    if ahead and not order and _is_named(ahead[0]):
        return _as_title(flow, ahead[:1], False)
    return _as_title(flow, _above_recipients(ahead), False) if number >= 0 and not order else []


def _ahead(flow: list[Line], number: int) -> list[Line]:
    """The lines after the 发文字号 that may be the title, up to the first running text; a 标志 under its 文号 is none."""
    lines = flow[number + 1 : number + 1 + _IN_HEAD]
    body = next((n for n in range(len(lines)) if _is_running(lines[n]) or _is_attached(lines, n)), len(lines))
    ahead = [line for line in lines[:body] if not line.role and not _is_head_line(line)]
    ahead = [line for line in ahead if not is_red(line.main_run().form.color) or _is_red_title(line, number)]
    marked = [line for line in ahead if line.main_run().form.size >= _MARK_SIZE and not kind_of(line.said)]
    smaller = any(is_display(line) and line not in marked for line in ahead)
    return [line for line in ahead if line not in marked] if marked and smaller else ahead


def _is_attached(lines: list[Line], n: int) -> bool:
    """Whether a line behind text, however short, names an attachment or begins one."""
    marked = marks.ATTACHMENT_NOTE.match(lines[n].said) or marks.ATTACHMENT_MARK.fullmatch(lines[n].said)
    return bool(marked) and any(marks.SENTENCE_END.search(line.said) for line in lines[:n])


def _is_red_title(line: Line, number: int) -> bool:
    """Whether a red line is a title of the wrong colour, no 标志: in the text under the 文号 or worded as a title,
    smaller than a 标志.
    """
    small = line.main_run().form.size < _MARK_SIZE and line.paragraph.place == "正文"
    worded = "关于" in line.said and bool(kind_of(line.said))
    return (number >= 0 or worded) and small and _is_large(line)


def _above_recipients(ahead: list[Line]) -> list[Line]:
    """The one line, or two, between 文号 and 主送: a title that neither its look nor its words tell."""
    addressed = next((n for n, line in enumerate(ahead[:3]) if _is_addressed(line)), 0)
    plain = all(
        len(line.said) < _LONGEST_TITLE and not marks.SENTENCE_END.search(line.said) for line in ahead[:addressed]
    )
    return ahead[:addressed] if plain else []


def _is_addressed(line: Line) -> bool:
    text = line.said
    return text.endswith(("：", ":")) and bool(marks.ADDRESSEES.search(text[:-1]))


def _order_number(head: list[Line]) -> None:
    """The number right under the mark of an order, whatever it lacks."""
    for mark, line in pairwise(head):
        if not line.role and _ends_in_order(mark) and marks.ODD_ORDER.fullmatch(line.said):
            line.role, line.sure = NUMBER, True
            return


def _above_number(flow: list[Line]) -> list[Line]:
    """The lines of a title over its number, as 公告 and web pages have it: right above, set as a title, ending with a 文种."""
    if len(flow) < 2:
        return []
    found: list[Line] = []
    for line in reversed(flow[:-1]):
        if line.role or not is_display(line) or (found and found[0].blanks):
            break
        found.insert(0, line)
    said = "".join(line.said for line in found)
    if not kind_of(said) or "关于" not in said:
        return []
    if not marks.is_order(flow[-1].said):
        flow[-1].role, flow[-1].sure = NUMBER, True
    return found


def _with_uncentred(ahead: list[Line], found: list[Line], numbered: bool = False) -> list[Line]:
    """The title with the lines right before and after it that are set like it, or centred like it.

    Where `numbered`, the lines ahead begin under the 文号: one that stands alone over the title is its first line.
    """
    if not is_set_large(found[0]):
        return found
    first, last = (ahead.index(found[n]) if found[n] in ahead else -1 for n in (0, -1))
    above = ahead[first - 1] if first > 0 and not found[0].blanks and not found[0].new_page else None
    placed = above is not None and _may_begin(above) and (is_pushed_in(above) or (numbered and first == 1))
    if above is not None and (_is_set_like(above, found[0]) or (placed and _is_bare(above))):
        found = [above, *found]
    if last >= 0 and not kind_of("".join(line.said for line in found)):
        found = [*found, *_rest_of_title(ahead[last + 1 : last + 5], found[-1], numbered)]
    for line in found:
        line.role = TITLE
    return found


def _may_begin(line: Line) -> bool:
    """Whether a line of another type than a title may be its first: no name of a person, no remark."""
    if marks.NOTE.fullmatch(line.said):
        return False
    return len(re.sub(r"\s", "", line.said)) > _LONGEST_NAME or bool(marks.ADDRESSEES.search(line.said))


def _rest_of_title(below: list[Line], last: Line, numbered: bool) -> list[Line]:
    """The lines under the first of a title that end it: with a 文种, or where `numbered` right over the gap or 主送."""
    placed = numbered and not marks.PAPERS.search(last.said)
    alike = True
    for n, line in enumerate(below[:3]):
        parted = line.blanks > 1 or (line.blanks == 1 and not (is_display(line) and kind_of(line.said)))
        alike = alike and _is_set_like(line, last)
        beside = is_pushed_in(line) or (placed and read_ordinal(line.whole) is None)
        if parted or line.new_page or not (alike or (beside and _is_bare(line))):
            break
        after = below[n + 1 : n + 2]
        closed = placed and (not after or after[0].blanks > 0 or _is_addressed(after[0]))
        if kind_of(line.said) or closed or (alike and marks.PAPERS.search(line.said)):
            return below[: n + 1]
    return []


def _is_set_like(line: Line, title: Line) -> bool:
    """Whether a line has the type of a title line and no mark in it that a title has not."""
    one, other = line.main_run().form, title.main_run().form
    same = face_of(one.font) == face_of(other.font) and abs(one.size - other.size) < 0.3
    return same and _is_bare(line)


def _is_bare(line: Line) -> bool:
    """Whether a line of no other role has no mark in it that a title has not."""
    text = line.said.rstrip("。")
    bare = not any(mark in text for mark in "。；：:") and ("，" not in text or bool(kind_of(text)))
    bare = bare and not marks.UNDER_TITLE.fullmatch(line.said)
    return bare and not line.role and not line.table and not _is_head_line(line) and len(line.said) < _LONGEST_TITLE


def _as_title(flow: list[Line], found: list[Line], sure: bool) -> list[Line]:
    """The lines made the title: certain by their look, or by their words where the place bears them out."""
    if not sure and marks.TITLE_WORDS.search("".join(line.said for line in found)):
        after = flow[flow.index(found[-1]) + 1 :][:1]
        addressed = bool(after) and bool(marks.ADDRESSEES.search(after[0].said.rstrip("：: ")))
        sure = addressed or all(is_pushed_in(line) for line in found)
    for line in found:
        line.role, line.sure = TITLE, sure
    return found


def is_pushed_in(line: Line) -> bool:
    """Whether a line is centred, by its layout or by the spaces before it."""
    return line.paragraph.form.align in ("center", "distribute") or marks.spaces_before(line.text) >= 1_280


def _is_numbered(line: Line) -> bool:
    return line.role == NUMBER or marks.is_number(line.said) or marks.is_order(line.said)


def _is_running(line: Line) -> bool:
    """Whether a line is running text, before which the title stands."""
    text = line.said
    if line.table or line.paragraph.place != "正文":
        return False
    return (
        len(text) > _SENTENCE
        and bool(marks.SENTENCE_END.search(text) or text.endswith(("如下：", "如下:")))
        and not is_pushed_in(line)
        and not _is_large(line)
    )


def _ends_in_order(line: Line) -> bool:
    """Whether a line is the 标志 of an order, which has no title."""
    text = line.said
    large = is_red(line.main_run().form.color) or line.main_run().form.size >= _TITLE_SIZE
    return text.endswith("令") and len(text) < 40 and (large or bool(marks.ADDRESSEES.search(text.rstrip("令命"))))


def _is_large(line: Line) -> bool:
    """Whether a line has the type of a title, wherever it stands in its line: short, and no sentence."""
    text = line.said
    bare = len(text) < _LONGEST_TITLE and not text.endswith(("：", ":", "；", "，")) and "。" not in text[:-1]
    return bare and is_set_large(line) and read_ordinal(line.whole) is None


def is_set_large(line: Line) -> bool:
    """Whether a line has the type of a title, wherever it stands."""
    form = line.main_run().form
    return form.size >= _TITLE_SIZE or face_of(form.font) == "小标宋"


def _is_titled(line: Line) -> bool:
    return bool(marks.TITLE_WORDS.search(line.said)) and len(line.said) < _LONGEST_TITLE


def is_centred(line: Line) -> bool:
    """Whether a line is short and centred, and no sentence."""
    text = line.said
    if line.paragraph.form.align != "center" or len(text) >= 60 or marks.SENTENCE_END.search(text):
        return False
    return not marks.ENDS_IN_DATE.search(text) and not marks.CAPTION.fullmatch(text)


def _is_sole_heading(line: Line) -> bool:
    """A heading of the first rank without an ordinal: what tools make of the # of Markdown."""
    short = len(line.said) < _LONGEST_TITLE and not marks.SENTENCE_END.search(line.said)
    return line.paragraph.form.outline == 0 and short and read_ordinal(line.whole) is None


def _is_named(line: Line) -> bool:
    """The line a document begins with, where it ends as titles of papers do."""
    text = marks.REMARK.sub("", line.said)
    if line.table or len(text) > 60 or read_ordinal(line.whole) or text.endswith(("：", ":", "。", "；", "，")):
        return False
    return bool(kind_of(text) or marks.PAPERS.search(text))


def _is_head_line(line: Line) -> bool:
    text = line.said
    return bool(
        _is_numbered(line) or marks.COPY_NUMBER.fullmatch(text) or marks.URGENCY.fullmatch(text)
        or marks.CLASSIFICATION.fullmatch(text) or marks.SIGNATORY.search(text) or text.strip().endswith("文件")
        or marks.ORNAMENT.fullmatch(text) or marks.PRINTER_AND_DATE.fullmatch(text)
    )  # fmt: skip


_TESTS: tuple[Test, ...] = (is_display, _is_titled, _is_large, is_centred, _is_sole_heading)
"""What tells a title, the surest first."""


def together(flow: list[Line], first: Line, test: Test) -> list[Line]:
    """The line and those right after it that stand the test, without a gap or a new page."""
    at = flow.index(first)
    found = [first]
    for line in flow[at + 1 : at + 6]:
        if line.blanks or line.new_page or not test(line) or line.role not in ("", TITLE):
            break
        if not line.role and marks.UNDER_TITLE.fullmatch(line.said):
            break
        found.append(line)
    return found


def _backwards(flow: list[Line], last: Line) -> list[Line]:
    """A title line told by its words, with the centred lines right before it."""
    at = flow.index(last)
    found = [last]
    while at and not found[0].blanks and is_pushed_in(flow[at - 1]) and not flow[at - 1].role:
        if _is_head_line(flow[at - 1]) or not _may_begin(flow[at - 1]) or is_red(flow[at - 1].main_run().form.color):
            break
        at -= 1
        found.insert(0, flow[at])
    return found


def head_roles(flow: list[Line], title: list[Line]) -> None:
    """Set the roles of what stands before the title."""
    end = flow.index(title[0]) if title else _end_of_head(flow)
    numbered = any(line.role == NUMBER for line in flow[:end])
    titled = "".join(line.said for line in title)
    for n, line in enumerate(flow[:end]):
        line.part = HEAD
        if line.role:
            continue
        line.role, line.sure = (OTHER, True) if line.said == titled else _head_role(line, numbered)
        numbered = numbered or line.role == NUMBER
        if (
            line.role != NUMBER
            and n
            and flow[n - 1].role == NUMBER
            and marks.is_second_number(flow[n - 1].text, line.text)
        ):
            line.role, line.sure = NUMBER, True
        elif not line.role and _may_be_mark(flow, n, end, bool(title)):
            line.role, line.sure = MARK, False
        elif not line.role:
            line.role, line.sure = (OTHER if title else "", False)
    if not title:
        for line in flow[:end]:
            if not line.role:
                line.part = MAIN


def _end_of_head(flow: list[Line]) -> int:
    """Where the head of a document without a title ends."""
    return next((n for n, line in enumerate(flow[:8]) if _is_running(line)), min(len(flow), 8))


def _head_role(line: Line, numbered: bool) -> tuple[str, bool]:
    """The 要素 of a line of the head by its own form, "" for none."""
    text, form = line.said, line.main_run().form
    if marks.CLASSIFICATION.fullmatch(text) and len(text) < 14:
        return CLASSIFICATION, True
    if marks.URGENCY.fullmatch(text):
        return URGENCY, True
    if marks.INTERNAL.fullmatch(text) and not is_red(form.color):
        return OTHER, True
    if not numbered and (_is_numbered(line) or marks.is_head_number(text)):
        return NUMBER, True
    if marks.SIGNATORY.search(text):
        return SIGNATORY, True
    if marks.ORNAMENT.fullmatch(text) or marks.PRINTER_AND_DATE.fullmatch(text):
        return OTHER, True  # the second as bulletins and minutes have it under their number
    if is_red(form.color) or form.size >= _MARK_SIZE:
        return MARK, True
    return (COPY_NUMBER, True) if marks.COPY_NUMBER.fullmatch(text) else ("", True)


def _may_be_mark(flow: list[Line], n: int, end: int, titled: bool) -> bool:
    """Whether a line of no look of its own is the 发文机关标志: by its words, above the 文号 or a title."""
    text = flow[n].said
    if len(text) > 40 or marks.SENTENCE_END.search(text) or text.endswith(("：", ":")):
        return False
    reach = (
        4 if flow[n].main_run().form.size < _TITLE_SIZE else 9
    )  # the names of a joint document stand one over the other
    above = any(_is_numbered(line) for line in flow[n + 1 : n + reach])
    ends = text.endswith(_MARK_ENDS)
    return (ends and (titled or above)) or (above and n < end and bool(marks.ADDRESSEES.search(text)))
