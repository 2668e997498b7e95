"""What clerk and facts say alike is no change, and a figure is found in a phrase that was put otherwise."""

from __future__ import annotations

import pytest
from hands import Hand
from reports import Facts, generation

from genwen.records import replace
from genwen.revision.edits import uses_of
from genwen.revision.merge import Kind, Merged, merge_draft

BASE = Facts()


def kinds(merged: Merged) -> list[Kind]:
    return [outcome.kind for outcome in merged.outcomes]


# --- both sides say the same ---------------------------------------------------------------------------------------------

SAID = "能源数据来自全区统计台账，口径与上年保持一致"


@pytest.mark.parametrize(
    "new",
    [
        "能源数据来自统计台账，口径与上年一致",
        "能源和用水数据来自全区台账，与上年口径保持一致",
        "用能数据取自全区能源统计台账，口径同上年一致",
        "数据来自台账",
    ],
)
def test_what_the_clerk_has_written_himself_is_no_change(new: str) -> None:
    hand = Hand(generation(BASE).docx)
    hand.replace(SAID, new)
    merged = merge_draft(generation(BASE), hand.saved(), generation(replace(BASE, note=new)))
    assert merged.broken == ()
    assert merged.docx is None
    assert set(kinds(merged)) == {Kind.ALREADY}


def test_what_both_wrote_is_no_change_beside_what_the_clerk_alone_wrote() -> None:
    new = "能源数据来自统计台账，口径与上年一致"
    _, merged = merged_with(lambda hand: hand.replace(SAID, f"㐀{new}（见附表）"), replace(BASE, note=new))
    assert set(kinds(merged)) == {Kind.ALREADY}


def test_what_facts_take_away_and_the_clerk_has_put_otherwise_is_told() -> None:
    _, merged = merged_with(
        lambda hand: hand.replace("全区统计台账", "㐀㐁有关记录"),
        replace(BASE, note=SAID.replace("全区统计台账", "市级台账")),
    )
    assert Kind.ALREADY not in kinds(merged)


def merged_with(edit, after: Facts) -> tuple[bytes, Merged]:
    hand = Hand(generation(BASE).docx)
    edit(hand)
    draft = hand.saved()
    merged = merge_draft(generation(BASE), draft, generation(after))
    assert merged.broken == ()
    return draft, merged


# --- what became of a figure ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("全区现有公务用车146辆", "全区共有公车150辆", "150"),
        ("公务用车146辆，人均", "公务用车总数150辆；人均", "150"),
        ("现有公务用车146", "保有公务车150", "150"),
        ("公务用车146辆", "公务用车约146辆", "146"),
    ],
)
def test_a_figure_is_found_in_a_phrase_put_otherwise(old: str, new: str, figure: str) -> None:
    hand = Hand(generation(BASE).docx)
    hand.replace(old, new)
    (use,) = [use for use in uses_of(generation(BASE), hand.saved()) if use.path == "统计.公车数"]
    assert (use.new, use.certain) == (figure, True)


@pytest.mark.parametrize(
    "new", ["全区现有公务用车较多，今年第3次核减", "全区现有3类共150辆公务用车", "全区现有车辆146辆、其他21辆"]
)
def test_a_figure_is_not_guessed_where_the_phrase_is_another(new: str) -> None:
    hand = Hand(generation(BASE).docx)
    hand.replace("全区现有公务用车146辆", new)
    uses = [use for use in uses_of(generation(BASE), hand.saved()) if use.path == "统计.公车数"]
    assert all(use.new == "146" or not use.certain for use in uses)
