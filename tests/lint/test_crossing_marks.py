"""Two pairs of marks that cross each other are told, wherever they stand; pairs within and beside each other are right."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.rule import Hit


def crossed(text: str) -> list[Hit]:
    return [problem.hit for problem in problems_in(example_view(f"正文：{text}")) if problem.rule.id == "G532"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("修订《内涝应急预案（试行》）。", "修订《内涝应急预案（试行）》。"),
        ("落实“谁的管线（谁迁改”）的要求。", "落实“谁的管线（谁迁改）”的要求。"),
        ("执行《关于“三公经费》”的规定。", "执行《关于“三公经费”》的规定。"),
        ("依据《关于印发〈办法（暂行〉）的通知》办理。", "依据《关于印发〈办法（暂行）〉的通知》办理。"),
        ("按“先备案〔后施工”〕办理。", "按“先备案〔后施工〕”办理。"),
    ],
)
def test_closing_marks_change_places(wrong: str, right: str) -> None:
    (hit,) = crossed(wrong)
    assert f"{wrong[: hit.start]}{hit.right}{wrong[hit.end :]}" == right
    assert not crossed(right)


@pytest.mark.parametrize("text", ["推行（“一网通办）”改革。", "学习《条例（节选》和附表）的内容。"])
def test_what_may_be_meant_either_way_is_told_and_left(text: str) -> None:
    (hit,) = crossed(text)
    assert not hit.right


@pytest.mark.parametrize(
    "text",
    [
        "修订《应急预案（试行）》（2025年版）和“一本（册）《账》”。",
        "会同《甲》“乙”（丙）〔丁〕办理。",
        "措施包括：a）摸底；b）整改（含复查）。",
        "他说：“要抓好‘三公’经费（含接待费）。”",
        "见《关于印发〈办法（试行）〉的通知》（云政发〔2025〕8号）。",
    ],
)
def test_pairs_within_and_beside_each_other_are_right(text: str) -> None:
    assert not crossed(text)


def test_a_mark_without_partner_is_told_once() -> None:
    view = example_view("正文：修订《内涝应急预案（试行》和方案。")
    assert [problem.rule.id for problem in problems_in(view) if problem.rule.id.startswith("G5")] == ["G501"]
