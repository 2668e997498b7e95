"""What of a document's layout can be put right without judgement: problems in, a `Layout` and what it does in words out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from genwen.document.elements import Paragraph, Run
from genwen.document.signature import Sealing, signature
from genwen.lint.letterhead import is_letter
from genwen.lint.linter import Problem
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    DATE,
    IMPRINT,
    MAIN,
    MARK,
    NUMBER,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    Line,
    View,
)
from genwen.ooxml.form import PAGE_FIELD
from genwen.ooxml.laying import Face, Layout
from genwen.records import record
from genwen.standard import BODY_SIZE_PT, DEFAULT_FONT_SET, FONT_SETS

_PAGE_NUMBERS = frozenset({"G111", "G112", "G113", "G114", "G115"})
_PITCH = 579
_BODY_SIZE = int(BODY_SIZE_PT)
_INSET = 315
SPACES = " \u3000\t\xa0"
_ONLY_NUMBER = f"{PAGE_FIELD}-—–－─·0123456789第页共/ \u3000\t"
_ROOM = {NUMBER: (MARK, 2), TITLE: (NUMBER, 2), RECIPIENTS: (TITLE, 1), ATTACHMENT_TITLE: (ATTACHMENT_MARK, 1)}
"""要素 → what stands above it, and the blank lines between them."""
_ROOM_RULES = ("G216", "G217", "G312", "G912", "G913", "G354")
_LETTER_RULES = ("G118", "G226", "G227", "G822")
"""Rules that find something in letters alone."""
_OWN_HEADS = ("命令", "纪要")


@record
class Laid:
    """The layout, lines whose leading and trailing spaces go, and what is done in words with the place."""

    layout: Layout
    trimmed: tuple[Line, ...] = ()
    told: tuple[tuple[str, str, int], ...] = ()
    """Place, what is done, and the paragraph it is done to (-1 for none)."""


def layout_of(view: View, problems: Sequence[Problem], styled: Mapping[int, str]) -> Laid:
    """What is to be laid out anew; `styled` are the paragraphs that are given a style, whose own spacing goes."""
    found = {problem.rule.id for problem in problems}
    told: list[tuple[str, str, int]] = []
    letter = is_letter(view) or bool(found & set(_LETTER_RULES))
    blanks = _blanks(view, problems, styled, letter, told)
    placed, closing = _closing(view, problems, told)
    if not letter and view.kind not in _OWN_HEADS:
        placed |= _number_place(problems, told)
    tables = _grids(view, problems, "G801", "表格宽度改为与版心等宽", told)
    headed = _grids(view, problems, "G802", "表头设为各页重复", told)
    imprint = _imprint(view, told) if "G816" in found and not letter else ()
    numbers = bool(found & _PAGE_NUMBERS) and _may_number(view)
    if numbers:
        told.append(("页码", "页脚改为“— 1 —”，4号宋体，单页居右、双页居左，各空一字", -1))
    spaced = [line for line in view.lines if line.paragraph.number in styled and line.text != line.text.strip(SPACES)]
    if spaced:
        told.append((spaced[0].place, f"删去段首、段尾的空格（共{len(spaced)}段）", -1))
    trimmed = {line.paragraph.number: line for line in (*spaced, *closing)}
    faces = _faces(problems, told)
    return Laid(Layout(blanks, placed, tables, headed, imprint, numbers, faces), tuple(trimmed.values()), tuple(told))


def _is_movable(line: Line) -> bool:
    return line.sure and not line.table and line.paragraph.place == "正文"


def _blanks(
    view: View, problems: Sequence[Problem], styled: Collection[int], letter: bool, told: list[tuple[str, str, int]]
) -> dict[int, int]:
    """Blank lines before lines that were found to have too few or too many, or whose own spacing goes."""
    wrong = {item.hit.line.index for item in problems if item.hit.line is not None and item.rule.id in _ROOM_RULES}
    listed = {item.hit.line.index for item in problems if item.hit.line is not None and item.rule.id == "G354"}
    styles = set(styled)
    found: dict[int, int] = {}
    for line in view.lines[1:]:
        above = view.lines[line.index - 1]
        if line.index not in wrong and not {line.paragraph.number, above.paragraph.number} & styles:
            continue
        if letter and line.role == NUMBER:  # it stands right under the first double line (10.1)
            continue
        wanted = 1 if line.index in listed else _wanted_room(view, line, above)
        if wanted is None or not _is_movable(line) or above.paragraph.place != "正文":
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


def _wanted_room(view: View, line: Line, above: Line) -> int | None:
    if line.role == ATTACHMENT_NOTE:
        return 1 if line is view.first(ATTACHMENT_NOTE) and not above.table else None
    standing, count = _ROOM.get(line.role, ("", 0))
    if above.role != standing or (line.role == TITLE and view.kind in _OWN_HEADS):
        return None
    return count


def _closing(
    view: View, problems: Sequence[Problem], told: list[tuple[str, str, int]]
) -> tuple[dict[int, tuple[str, int, int]], list[Line]]:
    """署名 and date that are put to the right by spaces, tabs or not at all: where they stand with a seal."""
    names, dates = view.of(SIGNATURE, part=MAIN), view.of(DATE, part=MAIN)
    lines = [*names, *dates]
    if len(names) != 1 or len(dates) != 1 or not all(_is_movable(line) for line in lines):
        return {}, []
    rules = {item.rule.id for item in problems}
    loose = "G326" in rules or ("G709" in rules and any(line.text[:1] in SPACES for line in lines))
    if not loose or names[0].paragraph.form.frame or "\t" in names[0].text.strip():
        return {}, []
    said = [(Run(line.text.strip(SPACES)),) for line in lines]
    blocks = [block for block in signature([said[0]], said[1], Sealing.SEALED) if isinstance(block, Paragraph)]
    rights = [(block.measure.right or 0) if block.measure else 0 for block in blocks if block.runs]
    told.append(
        (dates[0].place, "署名、成文日期按盖章的位置排：日期右空四字，署名居中于日期之上", dates[0].paragraph.number)
    )
    return {line.paragraph.number: ("right", 0, right) for line, right in zip(lines, rights, strict=True)}, lines


def _number_place(problems: Sequence[Problem], told: list[tuple[str, str, int]]) -> dict[int, tuple[str, int, int]]:
    """发文字号 centred; going up, one 字 in."""
    found: dict[int, tuple[str, int, int]] = {}
    for problem in problems:
        line = problem.hit.line
        if problem.rule.id != "G215" or line is None or not _is_movable(line):
            continue
        upward = "左空一字" in problem.finding.message
        found[line.paragraph.number] = ("left", _INSET, 0) if upward else ("center", 0, 0)
        told.append((line.place, "左空一字" if upward else "居中", line.paragraph.number))
    return found


def _faces(problems: Sequence[Problem], told: list[tuple[str, str, int]]) -> tuple[Face, ...]:
    """The 签发人 in 3号 仿宋 and 楷体."""
    found = []
    for problem in problems:
        line, hit = problem.hit.line, problem.hit
        if problem.rule.id != "G225" or line is None or line.paragraph.place in ("页眉", "页脚"):
            continue
        role = "楷体" if "姓名" in problem.finding.message else "仿宋"
        font = FONT_SETS[DEFAULT_FONT_SET][role]
        found.append(Face(line.paragraph.number, hit.start, hit.end, line.paragraph.text, font, _BODY_SIZE))
        told.append((line.place, f"“{line.text[hit.start : hit.end].strip()}”改为3号{role}", -1))
    return tuple(found)


def _grids(
    view: View, problems: Sequence[Problem], rule: str, said: str, told: list[tuple[str, str, int]]
) -> tuple[int, ...]:
    """A paragraph of each table that a rule found something in."""
    places = {problem.hit.place for problem in problems if problem.rule.id == rule}
    grids = [grid for grid in view.grids if grid.place in places and grid.lines]
    told += [(grid.place, said, -1) for grid in grids]
    return tuple(grid.lines[0].paragraph.number for grid in grids)


def _imprint(view: View, told: list[tuple[str, str, int]]) -> tuple[int, ...]:
    lines = [line for line in view.lines if line.part == IMPRINT]
    if any(line.table for line in lines) or len({line.paragraph.place for line in lines}) > 1:
        return ()
    told.append((lines[0].place, "版记加分隔线，首末粗、中间细", -1))
    return tuple(line.paragraph.number for line in lines)


def _may_number(view: View) -> bool:
    """Whether headers and footers hold nothing but the page number."""
    for section in view.form.sections:
        for kind, paragraphs in section.footers.items():
            if kind != "first" and any(item.text.strip(_ONLY_NUMBER) or item.drawn for item in paragraphs):
                return False
        if any(item.text.strip() or item.drawn for story in section.headers.values() for item in story):
            return False
    return True
