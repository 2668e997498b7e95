"""Which characters should look otherwise though their paragraph stays as it is: names of 签发人, the mark, labels of a 纪要, 要素
in tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from genwen.document.head import MARK_WIDTH, SINGLE_MARK
from genwen.lint.fonts import face_of, size_name
from genwen.lint.linter import Problem
from genwen.lint.marks import ATTENDANCE, SIGNATORY, is_red
from genwen.lint.placing import Told
from genwen.lint.restyling import LEAST_MARK, LOOKS
from genwen.lint.rules.minutes import attendance
from genwen.lint.rules.typography import fits, has_own_look, look_of
from genwen.lint.view import BODY, COPIES, DATE, LEVELS, MARK, MOVED_RECIPIENTS, NUMBER, PRINTING, SIGNATURE, Line, View
from genwen.numerals import width_in_chars
from genwen.ooxml.facing import Face
from genwen.patterns import regex
from genwen.standard import BODY_SIZE_PT, DEFAULT_FONT_SET, FONT_SETS, RED, TWIPS_PER_PT

_FONTS = FONT_SETS[DEFAULT_FONT_SET]
_KEPT = (NUMBER, SIGNATURE, DATE, COPIES, MOVED_RECIPIENTS, PRINTING)
"""要素 that get their type where their paragraph is left as it is."""
_LABEL = "标签字"
_BESIDE = regex(r"\t|\s{3,}")


def faces_of(view: View, problems: Sequence[Problem], styled: Mapping[int, str], told: Told) -> tuple[Face, ...]:
    """The faces; `styled` are the paragraphs that are given a style, which brings their type."""
    found = {problem.rule.id for problem in problems}
    labelled = {problem.hit.line.index for problem in problems if problem.rule.id == "G348" and problem.hit.line}
    faces = [*_signatories(problems, told), *_headings(problems, told), *_labels(view, styled, labelled, told)]
    faces += _blackened(problems, styled, told)
    if "G214" in found:
        faces += _mark(view, styled, told)
    return (*faces, *_types(view, found, styled, told))


def _of(line: Line, start: int, end: int, font: str = "", size: float = 0, color: str = "", style: str = "") -> Face:
    return Face(line.paragraph.number, start, end, line.paragraph.text, font, size, color, style)


def _signatories(problems: Sequence[Problem], told: Told) -> list[Face]:
    """The 签发人 in 3号 仿宋 and 楷体."""
    found = []
    for problem in problems:
        line, hit = problem.hit.line, problem.hit
        if problem.rule.id != "G225" or line is None or line.paragraph.place in ("页眉", "页脚"):
            continue
        role = "楷体" if "姓名" in problem.finding.message else "仿宋"
        found.append(_of(line, hit.start, hit.end, _FONTS[role], BODY_SIZE_PT))
        told.append((line.place, f"“{line.text[hit.start : hit.end].strip()}”改为3号{role}", -1))
    return found


def _headings(problems: Sequence[Problem], told: Told) -> list[Face]:
    """Headings at the head of a paragraph in the face of their level."""
    found = []
    for problem in problems:
        line, hit = problem.hit.line, problem.hit
        if problem.rule.id != "G344" or line is None or line.role != BODY or not line.sure or line.ordinal is None:
            continue
        level = LEVELS[line.ordinal.level - 1]
        found.append(_of(line, hit.start, hit.end, style=f"{level}字"))
        told.append((line.place, f"“{line.text[hit.start : hit.end].strip()}”用{level}的字体", -1))
    return found


def _blackened(problems: Sequence[Problem], styled: Mapping[int, str], told: Told) -> list[Face]:
    """Coloured text in black (5.2.4); a style brings its own colour, and shading is somebody's mark."""
    found = []
    for problem in problems:
        line, hit = problem.hit.line, problem.hit
        if problem.rule.id != "G705" or line is None or "不是黑色" not in problem.finding.message:
            continue
        if line.paragraph.place not in ("页眉", "页脚") and line.paragraph.number not in styled:
            found.append(_of(line, hit.start, hit.end, color="000000"))
            told.append((line.place, f"“{line.text[hit.start : hit.end].strip()[:10]}”改为黑色", -1))
    return found


def _labels(view: View, styled: Mapping[int, str], labelled: Collection[int], told: Told) -> list[Face]:
    """出席, 请假 and 列席 in 3号 黑体 (10.3)."""
    found = []
    for line in attendance(view):
        match = ATTENDANCE.match(line.text)
        restyled = line.paragraph.number in styled
        if match is None or not (restyled or line.index in labelled) or line.table or _is_labelled(line, match):
            continue
        found.append(_of(line, match.start(1), match.end(1), size=0 if restyled else BODY_SIZE_PT, style=_LABEL))
        told.append((line.place, f"“{match[1]}”用3号黑体", -1))
    return found


def _is_labelled(line: Line, match: re.Match[str]) -> bool:
    """Whether the label is in runs of its own, in its face."""
    start, runs = 0, []
    for run in line.paragraph.runs:
        if start < match.end(1) and start + len(run.text) > match.start(1):
            runs.append(run)
        start += len(run.text)
    return all(face_of(run.form.font) == "黑体" for run in runs)


def _mark(view: View, styled: Mapping[int, str], told: Told) -> list[Face]:
    """The mark in red 小标宋; its size is the unit's own, unless it was given none."""
    found = []
    lines = view.of(MARK)
    for line in lines:
        form = line.main_run().form
        right = is_red(form.color) and face_of(form.font) == "小标宋"
        if line.paragraph.number in styled or not line.sure or right:
            continue
        small = form.size < LEAST_MARK and len(lines) == 1
        room = MARK_WIDTH / TWIPS_PER_PT // max(width_in_chars(line.text.strip()), 1)
        found.append(_of(line, 0, len(line.text), _FONTS["小标宋"], min(SINGLE_MARK.size, room) if small else 0, RED))
        told.append((line.place, "改为红色小标宋体", -1))
    return found


def _types(view: View, found: Collection[str], styled: Mapping[int, str], told: Told) -> list[Face]:
    """要素 whose paragraph keeps its place, in a table or in a head of its own form: only their type."""
    faces = []
    for line in view.of(*_KEPT):
        look = LOOKS[line.role]
        if look.rule not in found or not line.sure or line.paragraph.number in styled:
            continue
        if line.paragraph.place in ("页眉", "页脚") or fits(look_of(line), look.face, look.size):
            continue
        if has_own_look(view, line):
            continue
        faces.append(_of(line, 0, _stop(line), _FONTS[look.face], look.size))
        told.append((line.place, f"改为{size_name(look.size)}{look.face}体", -1))
    return faces


def _stop(line: Line) -> int:
    """Where what belongs to the 要素 ends: a 发文字号 before the 签发人 beside it."""
    if line.role != NUMBER:
        return len(line.text)
    lead = len(line.text) - len(line.text.lstrip())
    ends = [match.start() for match in (SIGNATORY.search(line.text), _BESIDE.search(line.text, lead)) if match]
    return min(ends, default=len(line.text))
