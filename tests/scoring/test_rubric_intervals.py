from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.facts.rubric_intervals import Interval, read_interval

D = Decimal


@pytest.mark.parametrize(
    ("text", "low", "low_closed", "high", "high_closed", "unit"),
    [
        ("≥90%", D(90), True, None, False, "%"),
        (">=90%", D(90), True, None, False, "%"),
        ("＞90", D(90), False, None, False, ""),
        ("<60%", None, False, D(60), False, "%"),
        ("≤1.2倍", None, False, D("1.2"), True, "倍"),
        ("100%", D(100), True, D(100), True, "%"),
        ("80%≤x<90%", D(80), True, D(90), False, "%"),
        ("80 < 得分 ≤ 90", D(80), False, D(90), True, ""),
        ("80≤<90", D(80), True, D(90), False, ""),
        ("[80,90)", D(80), True, D(90), False, ""),
        ("（80%，90%]", D(80), False, D(90), True, "%"),
        ("2—3", D(2), True, D(3), True, ""),
        ("80%（含）—90%（不含）", D(80), True, D(90), False, "%"),
        ("90%至80%", D(80), True, D(90), True, "%"),
        ("90%以上", D(90), True, None, False, "%"),
        ("90（含）以上", D(90), True, None, False, ""),
        ("90%及以上", D(90), True, None, False, "%"),
        ("90%以上（不含）", D(90), False, None, False, "%"),
        ("60以下", None, False, D(60), True, ""),
        ("不足60%", None, False, D(60), False, "%"),
        ("不低于60%", D(60), True, None, False, "%"),
        ("超过60%", D(60), False, None, False, "%"),
        ("不超过60%", None, False, D(60), True, "%"),
        ("达到60%", D(60), True, None, False, "%"),
    ],
)
def test_reads(text: str, low: D | None, low_closed: bool, high: D | None, high_closed: bool, unit: str) -> None:
    assert read_interval(text) == Interval(low, low_closed, high, high_closed, unit)


@pytest.mark.parametrize("text", ["", "九成", "≥", "90%—", "5<x<5", "80%≤x<90倍", "多于", "x>3", "[3,2", "90%%"])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="不是一个数值范围"):
        read_interval(text)


def test_rest_holds_everything() -> None:
    assert D(-1) in read_interval("其余")


@given(st.decimals(-100, 200, places=1), st.decimals(0, 50, places=1), st.decimals(51, 100, places=1))
def test_a_scale_of_three_parts_the_line(value: Decimal, low: Decimal, high: Decimal) -> None:
    scale = [read_interval(text) for text in (f"<{low}", f"{low}≤x<{high}", f"≥{high}")]
    assert sum(value in interval for interval in scale) == 1
