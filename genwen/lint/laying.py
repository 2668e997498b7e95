"""What of a document's layout can be put right without judgement: problems in, a `Layout` and what it does in words out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set

from genwen.lint.facing import faces_of
from genwen.lint.letterhead import is_letter
from genwen.lint.linter import Problem
from genwen.lint.placing import SPACES, Told, gap_before_date, is_movable, places_of
from genwen.lint.restyling import OWN_HEADS
from genwen.lint.rules.imprint_lines import lacking_lines
from genwen.lint.rules.page_numbers import lacks_first_number
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    IMPRINT,
    MARK,
    MOVED_RECIPIENTS,
    NUMBER,
    PRINTING,
    RECIPIENTS,
    TITLE,
    Line,
    View,
)
from genwen.ooxml.form import PAGE_FIELD, FormParagraph, FormSection
from genwen.ooxml.laying import Divider, Layout, Place
from genwen.records import record
from genwen.standard import BODY_ADVANCE

_PAGE_NUMBERS = frozenset({"G111", "G112", "G113", "G114", "G115"})
_PITCH = 579
_ONLY_NUMBER = f"{PAGE_FIELD}-—–－─·0123456789第页共/ \u3000\t"
_ROOM = {NUMBER: (MARK, 2), TITLE: (NUMBER, 2), RECIPIENTS: (TITLE, 1), ATTACHMENT_TITLE: (ATTACHMENT_MARK, 1)}
"""要素 → what stands above it, and the blank lines between them."""
_ROOM_RULES = ("G216", "G217", "G312", "G912", "G913", "G354")
_CLOSE_RULES = ("G360", "G361", "G367")
"""Rules that find blank lines where there are to be none."""
_LETTER_RULES = ("G118", "G226", "G227", "G822")
"""Rules that find something in letters alone."""


@record
class Laid:
    """The layout, lines whose leading and trailing spaces go, and what is done in words with the place."""

    layout: Layout
    trimmed: tuple[Line, ...] = ()
    told: tuple[tuple[str, str, int], ...] = ()
    """Place, what is done, and the paragraph it is done to (-1 for none)."""


def layout_of(view: View, problems: Sequence[Problem], styled: Mapping[int, str], held: Collection[int] = ()) -> Laid:
    """What is to be laid out anew; `styled` are the paragraphs that are given a style, whose own spacing goes, `held`
    those that stay as they are.
    """
    found = {problem.rule.id for problem in problems}
    told: Told = []
    letter = is_letter(view) or bool(found & set(_LETTER_RULES))
    blanks = _blanks(view, problems, styled, letter, told)
    placed, moved = places_of(view, problems, styled, held, told)
    if view.kind not in OWN_HEADS:
        placed |= _number_place(problems, styled, told)
    tables = _grids(view, problems, "G801", "表格宽度改为与版心等宽", told)
    headed = _grids(view, problems, "G802", "表头设为各页重复", told)
    imprint = _imprint(view, found, told) if not letter else ()
    numbered = _numbered(view) if found & _PAGE_NUMBERS else ()
    if numbered:
        told.append(("页码", "页脚改为“— 1 —”，4号宋体，单页居右、双页居左，各空一字", -1))
    from_one, first_bare = "G116" in found, "G118" in found and _has_only_number(view)
    if from_one:
        told.append(("页码", "从1编起，各节连续", -1))
    if first_bare:
        told.append(("页码", "首页不显示页码", -1))
    spaced = [line for line in view.lines if line.paragraph.number in styled and line.text != line.text.strip(SPACES)]
    if spaced:
        told.append((spaced[0].place, f"删去段首、段尾的空格（共{len(spaced)}段）", -1))
    pushed = _pushed_numbers(problems)
    told += [(line.place, "删去前面的空格，居中", line.paragraph.number) for line in pushed]
    dated = [line for line in view.of(PRINTING) if line.paragraph.number in styled and gap_before_date(line)]
    told += [(line.place, "印发日期靠右排", -1) for line in dated]
    trimmed = {line.paragraph.number: line for line in (*spaced, *moved, *dated, *pushed)}
    pages = _pages(problems, told)
    blanks |= dict.fromkeys(pages, 0)
    faces = faces_of(view, problems, styled, told)
    red = _red_rule(view, found, told) if not letter and view.kind not in OWN_HEADS else ()
    layout = Layout(blanks, placed, tables, headed, imprint, numbered, from_one, first_bare, faces, pages, red)
    return Laid(layout, tuple(trimmed.values()), tuple(told))


def _pages(problems: Sequence[Problem], told: Told) -> tuple[int, ...]:
    """The heads of attachments that are to begin a page (7.3.7)."""
    lines = [item.hit.line for item in problems if item.rule.id == "G911" and item.hit.line is not None]
    lines = [line for line in lines if is_movable(line)]
    told += [(line.place, "另起一面", line.paragraph.number) for line in lines]
    return tuple(line.paragraph.number for line in lines)


def _blanks(
    view: View, problems: Sequence[Problem], styled: Collection[int], letter: bool, told: Told
) -> dict[int, int]:
    """Blank lines before lines that were found to have too few or too many, or whose own spacing goes."""
    wrong = {item.hit.line.index for item in problems if item.hit.line is not None and item.rule.id in _ROOM_RULES}
    listed = {item.hit.line.index for item in problems if item.hit.line is not None and item.rule.id == "G354"}
    styles = set(styled)
    found = _between(problems, told)
    for line in view.lines[1:]:
        above = view.lines[line.index - 1]
        if line.index not in wrong and not {line.paragraph.number, above.paragraph.number} & styles:
            continue
        if letter and line.role == NUMBER:  # it stands right under the first double line (10.1)
            continue
        wanted = 1 if line.index in listed else _wanted_room(view, line, above)
        beside = above.paragraph.place != "正文" and not (above.role == MARK and above.table)
        if wanted is None or not is_movable(line) or beside:
            continue
        own = 0 if line.paragraph.number in styled else line.paragraph.form.before
        over = 0 if above.paragraph.number in styled or not line.index else above.paragraph.form.after
        gap = line.blanks + (own + over) / _PITCH
        if not wanted - 0.4 <= gap <= wanted + 0.6:
            count = max(0, line.blanks + round(wanted - gap))
            found[line.paragraph.number] = count
            told.append(
                (line.place, f"上面空{'一' if wanted == 1 else '二'}行（原空{gap:.3g}行）", line.paragraph.number)
            )
    return found


def _between(problems: Sequence[Problem], told: Told) -> dict[int, int]:
    """No blank lines between paragraphs of the running text, 署名 and 成文日期, 成文日期 and 附注."""
    lines = [item.hit.line for item in problems if item.rule.id in _CLOSE_RULES and item.hit.line is not None]
    lines = [line for line in lines if is_movable(line)]
    told += [(line.place, "删去上面的空行", line.paragraph.number) for line in lines]
    return {line.paragraph.number: 0 for line in lines}


def _wanted_room(view: View, line: Line, above: Line) -> int | None:
    if view.kind == "命令" and above.role == NUMBER and line.role == BODY:
        return 2
    if line.role == ATTACHMENT_NOTE:
        return 1 if line is view.first(ATTACHMENT_NOTE) and not above.table else None
    standing, count = _ROOM.get(line.role, ("", 0))
    if above.role != standing or (line.role == TITLE and view.kind in OWN_HEADS):
        return None
    return count


def _pushed_numbers(problems: Sequence[Problem]) -> list[Line]:
    """A 发文字号 that spaces push out of the middle."""
    lines = [problem.hit.line for problem in problems if problem.rule.id == "G215"]
    centred = [line for line in lines if line is not None and line.paragraph.form.align == "center"]
    return [line for line in centred if is_movable(line) and line.text[:1] in SPACES]


def _number_place(problems: Sequence[Problem], styled: Collection[int], told: Told) -> dict[int, Place]:
    """发文字号 centred; going up, one 字 in; of a letter, at the right."""
    told_rules = {problem.rule.id for problem in problems}
    found: dict[int, Place] = {}
    for problem in problems:
        line = problem.hit.line
        if problem.rule.id not in ("G215", "G227") or line is None or not is_movable(line):
            continue
        if line.paragraph.number in styled or "G226" in told_rules:  # with 文件 in its mark it may be no letter
            continue
        if problem.rule.id == "G227":
            found[line.paragraph.number] = Place("right")
            told.append((line.place, "顶格居右", line.paragraph.number))
            continue
        upward = "左空一字" in problem.finding.message
        found[line.paragraph.number] = Place("left", BODY_ADVANCE) if upward else Place("center")
        told.append((line.place, "左空一字" if upward else "居中", line.paragraph.number))
    return found


def _grids(view: View, problems: Sequence[Problem], rule: str, said: str, told: Told) -> tuple[int, ...]:
    """A paragraph of each table that a rule found something in."""
    places = {problem.hit.place for problem in problems if problem.rule.id == rule}
    grids = [grid for grid in view.grids if grid.place in places and grid.lines]
    told += [(grid.place, said, -1) for grid in grids]
    return tuple(grid.lines[0].paragraph.number for grid in grids)


def _imprint(view: View, found: Set[str], told: Told) -> tuple[Divider, ...]:
    """The lines that a 版记 lacks; of one whose table has other lines, all of the table's."""
    lines = [line for line in view.lines if line.part == IMPRINT]
    if not all(line.sure for line in lines) or len({(line.paragraph.place, line.table) for line in lines}) != 1:
        return ()
    tabled = bool(lines[0].table)
    if not found & ({"G816", "G817", "G825"} if tabled else {"G816", "G825"}):
        return ()
    if tabled and view.of(MOVED_RECIPIENTS):  # between 主送 and 抄送 there is none, which a table cannot be told
        return ()
    told.append((lines[0].place, "版记加分隔线，首末粗、中间细", -1))
    if tabled:
        return (Divider(lines[0].paragraph.number, True),)
    return tuple(Divider(gap.line.paragraph.number, gap.outer, gap.below) for gap in lacking_lines(view))


def _red_rule(view: View, found: Set[str], told: Told) -> tuple[int, ...]:
    """The 发文字号 without a red rule, or the blank line under it whose rule is not red."""
    number = view.first(NUMBER)
    if "G213" not in found or number is None or not is_movable(number):
        return ()
    form, under = number.paragraph.form, _rule_under(view, number)
    said = "分隔线改为红色" if form.bottom or under else "下面加红色分隔线"
    told.append((number.place, said, number.paragraph.number))
    return (under or number.paragraph.number,)


def _rule_under(view: View, number: Line) -> int:
    """The number of the blank paragraph under the 发文字号 that has a rule; 0 for none."""
    below = view.lines[number.index + 1].paragraph.number if number.index + 1 < len(view.lines) else 0
    between = range(number.paragraph.number + 1, below)
    blanks = (block for block in view.form.blocks if isinstance(block, FormParagraph) and block.number in between)
    return next((block.number for block in blanks if block.form.bottom), 0)


def _numbered(view: View) -> tuple[str, ...]:
    """The kinds of footers to be given the page number; none where one holds more, or even pages would lose a header."""
    kinds = ("default", "even", "first") if lacks_first_number(view) else ("default", "even")
    for section in view.form.sections:
        for kind in kinds:
            if any(item.text.strip(_ONLY_NUMBER) or item.drawn for item in section.footers.get(kind, ())):
                return ()
        if not view.form.even_and_odd and _has_header(section):
            return ()
    return kinds


def _has_only_number(view: View) -> bool:
    """Whether the first page would lose nothing but its number if it were one of its own without a footer."""
    section = view.form.sections[0]
    footers = section.footers.get("first" if section.title_page else "default", ())
    bare = not any(item.text.strip(_ONLY_NUMBER) or item.drawn or item.form.top or item.form.bottom for item in footers)
    return bare and (section.title_page or not _has_header(section))


def _has_header(section: FormSection) -> bool:
    return any(item.text.strip() or item.drawn for story in section.headers.values() for item in story)
