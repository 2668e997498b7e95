"""、 before 和, the same thing said twice of a number, 附件一 for 附件1: remarks, and what looks like them is right."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

_ATTACHED = (
    "空行\n附件说明：附件：1.任务清单\n附件说明：2.联系名单\n署名：云溪区财政局\n成文日期：2025年3月8日"
    "\n附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"
)


def told(text: str) -> set[str]:
    return {
        problem.rule.id
        for problem in problems_in(example_view(f"标题：关于检查的通知\n空行\n主送机关：各单位：\n正文：{text}"))
    }


@pytest.mark.parametrize(
    "text",
    ["102名驾驶人、和96名照管员。", "县教育局、与有关单位配合。", "市级部门、及各县区。", "镇政府、和全县学校。"],
)
def test_the_word_that_joins_the_last_of_several(text: str) -> None:
    assert "G536" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "河西区、和平区、和县。",
        "做到准确、及时报送。",
        "民主、和谐、文明。",
        "驾驶人和96名照管员。",
        "参观、与会人员名单。",
    ],
)
def test_words_that_begin_like_it(text: str) -> None:
    assert "G536" not in told(text)


@pytest.mark.parametrize("text", ["出现10例以上左右病例。", "占30%以上左右。", "低于5人以下左右的。"])
def test_about_and_above_together(text: str) -> None:
    assert "G618" in told(text)


def test_above_and_what_is_beside() -> None:
    assert "G618" not in told("出现10例以上的，左右两侧设卡。")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("清单见附件一。", True),
        ("（见附件二）", True),
        ("清单见附件1。", False),
        ("清单见附件三项任务。", False),
        ("按《办法》附件一执行。", False),
    ],
)
def test_attachments_are_numbered_alike(text: str, wrong: bool) -> None:
    assert ("G918" in told(f"{text}\n{_ATTACHED}")) is wrong
    assert "G918" not in told(
        f"{text}\n{_ATTACHED}".replace("标识：附件1", "标识：附件一").replace("标识：附件2", "标识：附件二")
    )
