"""What agreement understands, as a table: kinds of inconsistency, each said in several ways, consistent and contradictory."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from genwen.agreement.rules import findings_in
from genwen.agreement.text import MASK, Grid, Line, Subject, View
from genwen.agreement.views import foreign_grid, foreign_line
from genwen.diagnostics import Finding, Severity

MARK = re.compile(r"⟦(?P<right>[^⟦⟧→]*)→(?P<wrong>[^⟦⟧]*)⟧")
TEXT = (Path(__file__).parent / "kinds.txt").read_text("utf-8")
SAID = [
    (head.strip(), example.strip("\n"))
    for head, _, body in (part.partition("\n") for part in ("\n" + TEXT).split("\n== ")[1:])
    for example in re.split(r"\n[ 　]*\n", body)
    if example.strip()
]


def view_of(text: str, name: str) -> View:
    lines: list[Line] = []
    grids: list[Grid] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            rows.append(["" if cell in ("<", "^") else cell for cell in cells])
            continue
        if rows:
            grids.append(foreign_grid(rows, name, len(grids) + 1, len(lines)))
            rows = []
        if line.strip():
            lines.append(foreign_line(line.strip(), name, len(lines) + 1))
    return View(name, tuple(lines), tuple(grids))


@cache
def found_in(text: str) -> tuple[Finding, ...]:
    papers = text.split("\n@@@\n")
    return tuple(findings_in(Subject(tuple(view_of(paper, f"文{at}.docx") for at, paper in enumerate(papers, 1)))))


def twin(example: str, which: str) -> str:
    return MARK.sub(lambda match: match[which], example)


@pytest.mark.parametrize(("kind", "example"), SAID)
def test_consistent(kind: str, example: str) -> None:
    assert [one.to_text() for one in found_in(twin(example, "right")) if one.severity is not Severity.HINT] == []


@pytest.mark.parametrize(("kind", "example"), SAID)
def test_contradictory(kind: str, example: str) -> None:
    known = {one.message for one in found_in(twin(example, "right"))}
    new = [one for one in found_in(twin(example, "wrong")) if one.message not in known]
    assert new, f"{kind}: nothing found"
    assert all("见 文" in one.message and one.position is not None for one in new), new
    assert not [one.message for one in new if MASK in one.message], "words blanked while reading are shown"


def test_every_kind_is_said_in_several_ways() -> None:
    assert min(Counter(kind for kind, _ in SAID).values()) >= 6
