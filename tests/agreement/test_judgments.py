"""What agreement judges in words, as a table like that of kinds: standards, portions, lengths of time, terms, ranks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from test_kinds import found_in, twin

from genwen.diagnostics import Severity

TEXT = (Path(__file__).parent / "judgments.txt").read_text("utf-8")
SAID = [
    (head.strip(), example.strip("\n"))
    for head, _, body in (part.partition("\n") for part in ("\n" + TEXT).split("\n== ")[1:])
    for example in re.split(r"\n[ 　]*\n", body)
    if example.strip()
]


@pytest.mark.parametrize(("kind", "example"), SAID)
def test_consistent(kind: str, example: str) -> None:
    assert [one.to_text() for one in found_in(twin(example, "right")) if one.severity is not Severity.HINT] == []


@pytest.mark.parametrize(("kind", "example"), SAID)
def test_contradictory(kind: str, example: str) -> None:
    known = {one.message for one in found_in(twin(example, "right"))}
    new = [one for one in found_in(twin(example, "wrong")) if one.message not in known]
    assert new, f"{kind}: nothing found"
    assert all("见 文" in one.message and one.position is not None for one in new), new


def test_every_kind_is_said_in_several_ways() -> None:
    assert min(Counter(kind for kind, _ in SAID).values()) >= 6
