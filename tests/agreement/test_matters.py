"""The matter of a text: order and length of times, names, lists, units; each said rightly and wrongly, and much that must stay silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_kinds import twin, view_of

from genwen.agreement.rules import findings_in
from genwen.agreement.text import Subject
from genwen.diagnostics import Finding, Severity

TEXT = (Path(__file__).parent / "matters.txt").read_text("utf-8")
SAID = [
    (head.strip(), example.strip("\n"))
    for head, _, body in (part.partition("\n") for part in ("\n" + TEXT).split("\n== ")[1:])
    for example in re.split(r"\n[ 　]*\n", body)
    if example.strip()
]
WRONG = [(head, example) for head, example in SAID if "⟦" in example]


def found_in(text: str) -> list[Finding]:
    papers = text.split("\n@@@\n")
    return findings_in(Subject(tuple(view_of(paper, f"文{at}.docx") for at, paper in enumerate(papers, 1))))


@pytest.mark.parametrize(("head", "example"), SAID)
def test_right_is_silent(head: str, example: str) -> None:
    assert [one.to_text() for one in found_in(twin(example, "right"))] == []


@pytest.mark.parametrize(("head", "example"), WRONG)
def test_wrong_is_found_with_both_places(head: str, example: str) -> None:
    found = [one for one in found_in(twin(example, "wrong")) if one.code == head.split()[0]]
    assert found
    assert all(one.position is not None and "见 " in one.message for one in found)
    assert all(one.severity is not Severity.ERROR for one in found)
