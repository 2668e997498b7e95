"""Numbers that nobody reckoned with (naught, all digits alike, beyond all bounds) stop no rule."""

from __future__ import annotations

import random
import re

import pytest
from agreement_texts import MARK, examples, view_of

from genwen.agreement.reading.text import Subject
from genwen.agreement.reading.views import is_crowded
from genwen.agreement.rules import findings_in

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
ODD = ("0", "0.0", "0.00", "00", "1", "-1", "0.001", "9" * 12, "9" * 40, "1,000", "100", "０")


@pytest.mark.parametrize("seed", range(6))
def test_no_number_stops_a_rule(seed: int) -> None:
    chance = random.Random(seed)
    for _, example in examples("kinds"):
        text = MARK.sub(lambda match: chance.choice([match["right"], match["wrong"]]), example)
        share = chance.choice([0.1, 0.4, 1.0])
        odd = NUMBER.sub(lambda match: chance.choice(ODD) if chance.random() < share else match[0], text)  # noqa: B023
        findings_in(Subject((view_of(odd, "甲.docx"),)))


@pytest.mark.parametrize(
    ("text", "crowded"),
    [("每周1次" * 120, True), ("每周1次。" * 120, False), ("、".join(f"{n}人" for n in range(2, 60)), False)],
)
def test_more_numbers_in_a_sentence_than_anybody_writes(text: str, crowded: bool) -> None:
    assert is_crowded(text) is crowded
