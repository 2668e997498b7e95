"""What agreement understands, as tables of examples: silent on the consistent twin, telling on the contradictory one.

`kinds`, `mechanisms` and `judgments` say each of their heads in several ways; in `matters` a head begins with the code of the
finding, nothing at all is found in a consistent twin, and examples without a contradictory one must stay silent.
"""

from __future__ import annotations

from collections import Counter

import pytest
from agreement_texts import examples, found_in_twin

from genwen.agreement.reading.text import MASK
from genwen.diagnostics import Severity

SAID = [(table, head, example) for table in ("kinds", "mechanisms", "judgments") for head, example in examples(table)]
MATTERS = [
    one
    for table in (
        "matters",
        "looked_up",
        "outright",
        "readings",
        "siblings",
        "reckoned",
        "arrangements",
        "told_apart",
        "plans",
        "closures",
        "accounts",
        "figures_held",
        "named_twice",
    )
    for one in examples(table)
]


@pytest.mark.parametrize(("table", "head", "example"), SAID)
def test_contradictory_only(table: str, head: str, example: str) -> None:
    right, wrong = found_in_twin(example, "right"), found_in_twin(example, "wrong")
    assert [one.to_text() for one in right if one.severity is not Severity.HINT] == []
    new = [one for one in wrong if one.message not in {other.message for other in right}]
    assert new, f"{table}, {head}: nothing found"
    assert all("见 文" in one.message and one.position is not None for one in new), new
    assert not [one.message for one in new if MASK in one.message], "words blanked while reading are shown"


def test_every_head_is_said_in_several_ways() -> None:
    assert min(Counter((table, head) for table, head, _ in SAID).values()) >= 5


@pytest.mark.parametrize(("head", "example"), MATTERS)
def test_right_is_silent(head: str, example: str) -> None:
    assert [one.to_text() for one in found_in_twin(example, "right")] == []


@pytest.mark.parametrize(("head", "example"), [one for one in MATTERS if "⟦" in one[1]])
def test_wrong_is_found_with_both_places(head: str, example: str) -> None:
    found = [one for one in found_in_twin(example, "wrong") if one.code == head.split()[0]]
    assert found
    assert all(one.position is not None and "见 " in one.message for one in found)
    assert all(one.severity is not Severity.ERROR for one in found)
