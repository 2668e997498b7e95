"""A character that sounds or looks like the right one in words of two (G718), and right texts where no word is in the list."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in


def told(text: str) -> list[tuple[str, str]]:
    found = problems_in(example_view(text))
    return [(str(item.finding.severity), item.finding.hint) for item in found if item.rule.id == "G718"]


@pytest.mark.parametrize(
    ("said", "wrong", "right"),
    [
        ("各单位按照预岸开展演练。", "预岸", "预案"), ("严肃追究有关人员的责仁。", "责仁", "责任"),
        ("对照标准严格考荷奖惩。", "考荷", "考核"), ("形成文明节约的氛韦。", "氛韦", "氛围"), ("养成节约用电的习掼。", "习掼", "习惯"),
    ],
)  # fmt: skip
def test_a_character_like_the_right_one(said: str, wrong: str, right: str) -> None:
    found = told(f"正文：{said}")
    assert [hint for _, hint in found if wrong in hint or right in hint], found


@pytest.mark.parametrize(
    "said",
    [
        "实行衔级制度，衔级由上级核定。", "辖区机动车限宽、限长、限高。", "做到应改尽改、应收尽收。", "副局长王成斌、科员林江迈参加会议。",
        "开展督办、交办、转办，件件有回音。", "按照《云溪县公共机构节能管理办法》（云机管〔2025〕8号）执行。",
    ],
)  # fmt: skip
def test_right_words_that_no_list_has(said: str) -> None:
    assert not told(f"正文：{said}")


def test_what_stands_twice_is_a_term() -> None:
    assert told("正文：各单位按照预岸开展演练。")
    assert not told("正文：各单位按照预岸开展演练。\n正文：县局的预岸另行印发。")


def test_it_is_never_sure() -> None:
    assert {severity for severity, _ in told("正文：督促有关部门落实责壬。")} <= {"提示"}
