"""What the free notes of a rubric (备注, 适用范围) say of its parts, against the parts.

R024 a note names a unit, item or clause that the rubric does not have; R025 it gives one of them other points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from genwen.diagnostics import Finding, Position, Severity, nearest
from genwen.document.rubric.wording import places
from genwen.facts.fact import Fact
from genwen.facts.rubric_schema import Rubric
from genwen.patterns import regex
from genwen.records import replace

_PARTS = "评价单元|评价项目|单元|项目|指标|条款"
# “X”项目, 项目“X”: a name in quotes beside what it is called
_QUOTED = regex(rf"(?P<before>{_PARTS})?“(?P<name>[^“”]{{2,30}})”(?P<after>{_PARTS})?(?P<points>\d+(?:\.\d+)?)?分?")
# 推行绿色办公27分: a name and its points without quotes
_POINTED = regex(r"(?P<name>[\u4e00-\u9fff]{3,20}?)(?P<points>\d+(?:\.\d+)?)分(?![类钟区户项之析别布支离配管母子秒解])")
_SAID = regex(r"(?:得|扣|加|计|满|最高|不超过|不低于|低于|达到|分为|合计|共|总分|和|的|每项|每次)$")
MIN_LIKENESS = 0.7


def note_findings(rubric: Rubric) -> Iterator[Finding]:
    """What the notes say that the table does not."""
    known = _points_by_name(rubric)
    for note in _notes(rubric):
        told: set[int] = set()
        for match in _QUOTED.finditer(note.text):
            if match["before"] or match["after"] or match["name"] in known:
                told.add(match.start("name"))
                yield from _named(note, match, known)
        for match in _POINTED.finditer(note.text):
            name, start = _trimmed(match, known)
            if name and start not in told:
                yield from _judged(note, name, start, match["points"], known)


def _notes(rubric: Rubric) -> Iterator[Fact]:
    parts = [rubric, *rubric.units, *rubric.items(), *rubric.clauses()]
    notes = [getattr(part, "note", None) for part in parts]
    return (note for note in (*notes, rubric.scope) if note is not None and note.known)


def _points_by_name(rubric: Rubric) -> dict[str, Fact | None]:
    """The names a note may use, each with its points where there are any for every kind of department."""
    known: dict[str, Fact | None] = {place.key: place.clause.points_of() for place in places(rubric)}
    for part in (*rubric.items(), *rubric.units):
        known[part.title] = part.points_of()
    for name in (rubric.name, rubric.title, *(grade.name for grade in rubric.grades), *rubric.kinds):
        if name is not None and name.known:
            known.setdefault(name.text, None)
    return known


def _named(note: Fact, match: re.Match[str], known: Mapping[str, Fact | None]) -> Iterator[Finding]:
    yield from _judged(note, match["name"], match.start("name"), match["points"], known)


def _judged(
    note: Fact, name: str, start: int, points: str | None, known: Mapping[str, Fact | None]
) -> Iterator[Finding]:
    at = _at(note, start)
    if name not in known:
        hint = nearest(name, list(known)) or "改为表里的名称"
        yield Finding("R024", f"备注里的“{name}”不是表里的名称", hint, at, Severity.WARNING)
        return
    whole = known[name]
    if points is not None and whole is not None and whole.known and whole.text != points:
        said = f"备注里“{name}”写{points}分，表里是{whole.text}分"
        yield Finding("R025", said, "使两者一致；提纲里可以用 {{ 评价标准.单元说明 }}，由 genwen 算出", at)


def _trimmed(match: re.Match[str], known: Mapping[str, Fact | None]) -> tuple[str, int]:
    """The part of the words before some points that is a name of the rubric or nearly one; "" when none is."""
    words, end = match["name"], match.end("name")
    if _SAID.search(words):
        return "", 0
    best, likeness = "", MIN_LIKENESS
    for name in known:
        tail = words[-len(name) :]
        if tail == name:
            return name, end - len(name)
        if len(name) < 4 or len(tail) < len(name):
            continue
        alike = SequenceMatcher(None, tail, name).ratio()
        if alike > likeness:
            best, likeness = tail, alike
    return (best, end - len(best)) if best else ("", 0)


def _at(note: Fact, offset: int) -> Position | None:
    position = note.origin.position
    if position is None or "\n" in note.text:
        return position
    return replace(position, column=position.column + offset)
