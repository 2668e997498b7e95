"""Where lines stand whose own words give them their place: 署名 and 成文日期, 附件说明, those who were at a meeting, 发文字号
and 发文机关标志. Problems and the lines that get a style in, places and what is done in words out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from genwen.document.elements import Paragraph, Run
from genwen.document.signature import Sealing, note_measure, signature
from genwen.lint.linter import Problem
from genwen.lint.marks import ATTENDANCE, spaces_before
from genwen.lint.rules.minutes import attendance
from genwen.lint.view import ATTACHMENT_NOTE, DATE, MAIN, MARK, PRINTING, SIGNATURE, Line, View
from genwen.lint.written import date_of
from genwen.numerals import width_in_chars
from genwen.ooxml.form import ParagraphForm
from genwen.ooxml.laying import Place
from genwen.patterns import regex
from genwen.standard import BODY_ADVANCE, BODY_SIZE_PT, INDENT_CHARS, SEALED_DATE_RIGHT_CHARS

SPACES = " \u3000\t\xa0"
Told = list[tuple[str, str, int]]
"""Place, what is done, and the paragraph it is done to (-1 for none)."""
_INSET = BODY_ADVANCE
_ASIDE = frozenset({"G326", "G336"})
"""Rules that find 署名 and date at the wrong place."""
_IMPRINT_INSET = 280
"""Twips of one 字 of the 版记."""
_NAMES = regex(r"[ \u3000]{2,}")
_WHOLE_NAME = 4
"""Characters of the name of an organ; what is shorter are characters spaced out."""
_NOTE_NUMBER = regex(r"\s*(附\s*件\s*[：:])?\s*(\d{1,2}[.．、])?")
_DATED = regex(r"(?<=\S)[ \u3000\xa0]*(?<!\d)(?=\d{4}年\d{1,2}月\d{1,2}日\s*印发)")
_FROM_LEFT = ("left", "both", "start")
_ONE_SPACE = 200
"""Twips of spaces before a line that push it aside."""


def is_movable(line: Line, less_sure: Collection[str] = ()) -> bool:
    """Whether a line may be laid out anew: its 要素 is certain (or one of those that need not be) and it stands by itself."""
    return (line.sure or line.role in less_sure) and not line.table and line.paragraph.place == "正文"


def is_settled(view: View, line: Line) -> bool:
    """Whether a line of the 署名 or the date stays where it is, or goes where it belongs, when its type changes."""
    if line.paragraph.form.frame:
        return False
    return not spaces_before(line.text) or bool(_sealed(view))


def gap_before_date(line: Line) -> re.Match[str] | None:
    """What stands before the date of the 版记, be it nothing, where its style has a tab."""
    return _DATED.search(line.paragraph.text) if line.role == PRINTING else None


def places_of(
    view: View, problems: Sequence[Problem], styled: Mapping[int, str], held: Collection[int], told: Told
) -> tuple[dict[int, Place], list[Line]]:
    """Places by paragraph number, and the lines whose leading and trailing spaces go with it; `held` stay as they are."""
    kept = {
        line.paragraph.number: _kept(line.paragraph.form)
        for line in view.of(SIGNATURE, DATE) if line.paragraph.number in styled
    }  # fmt: skip
    closing, trimmed = _closing(view, problems, styled, told)
    marked, mark = _mark(view, held, told)
    placed = kept | closing | _notes(view, styled) | _listed(view, styled, told) | _printed(problems, held, told)
    return placed | marked, [*trimmed, *mark]


def _kept(form: ParagraphForm) -> Place:
    """Where a paragraph stands, its indents in 字 as twips."""

    def twips(chars: int, length: int) -> int:
        return round(chars * _INSET / 100) if chars else length

    return Place(form.align, twips(form.left_chars, form.left), twips(form.right_chars, form.right),
                 twips(form.first_chars, form.first))  # fmt: skip


def _closing(
    view: View, problems: Sequence[Problem], styled: Collection[int], told: Told
) -> tuple[dict[int, Place], list[Line]]:
    """署名 and date that are put to the right by spaces, tabs or not at all: where they stand with a seal."""
    lines = [*view.of(SIGNATURE, part=MAIN), *view.of(DATE, part=MAIN)]
    rules = {item.rule.id for item in problems}
    pushed = any(spaces_before(line.text) for line in lines)
    spaced = pushed and ("G709" in rules or any(line.paragraph.number in styled for line in lines))
    grown = any(line.paragraph.number in styled and _is_small_at_left(line) for line in lines)
    sealed = _sealed(view) if rules & _ASIDE or spaced or grown else {}
    if not sealed:
        return {}, []
    date = lines[-1]
    said = "日期右空四字，署名居中于日期之上" if view.kind != "命令" else "签名章、日期右空四字"
    told.append((date.place, f"署名、成文日期按盖章的位置排：{said}", date.paragraph.number))
    return sealed, lines


def _is_small_at_left(line: Line) -> bool:
    """Whether a line stands where it does by its left indent, and would not have the room there in its right size."""
    return line.paragraph.form.align in _FROM_LEFT and line.main_run().form.size < BODY_SIZE_PT


def _sealed(view: View) -> dict[int, Place]:
    """Where the one line of the 署名 and the date stand with a seal (7.3.5.1, 7.3.5.3); nothing where that cannot be told."""
    names, dates = view.of(SIGNATURE, part=MAIN), view.of(DATE, part=MAIN)
    lines = [*names, *dates]
    if len(names) != 1 or len(dates) != 1 or not all(is_movable(line) for line in lines):
        return {}
    name = names[0].text.strip(SPACES)
    if names[0].paragraph.form.frame or "\t" in name:
        return {}
    organs = _NAMES.split(name)
    last = organs[-1] if all(len(organ) >= _WHOLE_NAME for organ in organs) else name
    date = date_of(dates[0].text.strip(SPACES)) or dates[0].text.strip(SPACES)
    blocks = [block for block in signature([(Run(last),)], (Run(date),), Sealing.SEALED)
              if isinstance(block, Paragraph) and block.runs]  # fmt: skip
    rights = [(block.measure.right or 0) if block.measure else 0 for block in blocks]
    if view.kind == "命令":
        rights = [SEALED_DATE_RIGHT_CHARS * _INSET] * 2
    if len(rights) != len(lines):
        return {}
    return {line.paragraph.number: Place("right", 0, right) for line, right in zip(lines, rights, strict=True)}


def _notes(view: View, styled: Collection[int]) -> dict[int, Place]:
    """附件说明, each title going on under its own first character (7.3.4)."""
    found = {}
    for line in view.of(ATTACHMENT_NOTE):
        match = _NOTE_NUMBER.match(line.text)
        if line.paragraph.number in styled and match is not None:
            measure = note_measure(match[2] or "", first=bool(match[1]))
            found[line.paragraph.number] = Place("both", measure.left or 0, 0, -(measure.hanging or 0))
    return found


def _listed(view: View, styled: Collection[int], told: Told) -> dict[int, Place]:
    """出席, 请假 and 列席 two 字 in, the names going on under the first of them (10.3)."""
    found = {}
    for line in attendance(view):
        match = ATTENDANCE.match(line.text)
        if match is None or line.paragraph.number not in styled:
            continue
        hanging = round((width_in_chars(re.sub(r"\s", "", match[1])) + 1) * _INSET)
        found[line.paragraph.number] = Place("both", INDENT_CHARS * _INSET + hanging, 0, -hanging)
        told.append((line.place, "回行与冒号后的首字对齐", line.paragraph.number))
    return found


def _printed(problems: Sequence[Problem], held: Collection[int], told: Told) -> dict[int, Place]:
    """The date of the 版记 that has a cell of its own: one 字 from its right edge (7.4.3)."""
    found = {}
    for problem in problems:
        line = problem.hit.line
        if problem.rule.id == "G828" and line is not None and line.column > 1 and line.paragraph.number not in held:
            found[line.paragraph.number] = Place("right", right=_IMPRINT_INSET)
            told.append((line.place, "印发日期靠右排", line.paragraph.number))
    return found


def _mark(view: View, held: Collection[int], told: Told) -> tuple[dict[int, Place], list[Line]]:
    """A mark in one line that spaces push aside, or that stands at the left: centred (7.2.4)."""
    marked = view.of(MARK)
    if len(marked) != 1 or not is_movable(marked[0]) or "\t" in marked[0].text.strip():
        return {}, []
    if marked[0].paragraph.number in held:
        return {}, []
    form, line = marked[0].paragraph.form, marked[0]
    if form.frame or (spaces_before(line.text) < _ONE_SPACE and form.align not in _FROM_LEFT):
        return {}, []
    told.append((line.place, "居中，不用空格", line.paragraph.number))
    return {line.paragraph.number: Place("center")}, [line]
