"""Looks that a clause allows are neither told nor changed; page numbers are counted in figures."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.restyling import wanted_styles

_ORDER = "发文机关标志：云溪区人民政府令\n空行\n空行\n发文字号：第5号\n空行\n空行\n正文：现予公布。\n空行\n空行\n"


def told(text: str) -> list[str]:
    return [problem.rule.id for problem in problems_in(example_view(text))]


@pytest.mark.parametrize(
    "text",
    [
        "正文（楷体）：（一）晨午检登记制度落实情况；\n正文（楷体）：（二）餐具消毒情况。",
        "正文（黑体）：一、统一思想；\n正文（黑体）：二、压实责任。",
        "正文（楷体）：（一）登记台账：\n正文：1.逐户登记。\n正文：2.逐户核对。\n正文（楷体）：（二）按月报送。",
    ],
)
def test_items_of_one_sentence_may_be_in_the_face_of_their_level(text: str) -> None:
    view = example_view(text)
    assert "G343" not in told(text)
    assert not wanted_styles(view, {"G343"})


@pytest.mark.parametrize(
    "text",
    [
        "正文（楷体）：（一）强化领导。各单位要成立专班，按月调度。",
        "正文（楷体）：各单位要成立专班；",
        "正文（黑体）：（一）晨午检登记制度落实情况；",
        "正文（楷体）：1.晨午检登记制度落实情况；",
    ],
)
def test_other_text_in_another_face_is_told(text: str) -> None:
    assert {"G343", "G344"} & set(told(text))


def test_the_name_under_an_order_may_be_in_the_hand_of_a_signature() -> None:
    signed = f"{_ORDER}署名（楷体）：区长　周明\n成文日期：2025年3月8日"
    assert "G345" not in told(signed)
    assert "G345" in told(signed.replace("署名（楷体）", "署名（黑体）"))


@pytest.mark.parametrize(
    ("counted", "wrong"),
    [("decimal", False), ("numberInDash", False), ("upperRoman", True), ("lowerRoman", True), ("chineseCounting", True),
     ("ideographDigital", True), ("lowerLetter", True), ("decimalFullWidth", True), ("hex", True)],
)  # fmt: skip
def test_pages_are_counted_in_figures(counted: str, wrong: bool) -> None:
    assert ("G120" in told(f"页码（编号={counted}）：— # —")) is wrong


def test_a_caption_over_its_table_is_not_set_as_the_body() -> None:
    text = "标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文（宋体）：请各单位认真执行，按时上报。\n正文（居中 黑体）：主要能耗水耗指标。\n表：县|水/甲|1\n正文：请执行。"
    view = example_view(text)
    assert set(wanted_styles(view, {"G343"})) == {view.lines[2].paragraph.number}
