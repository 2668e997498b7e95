"""Marks at the ends of brackets, paragraphs and figures; counts with 顿号; files named within brackets."""

from __future__ import annotations

import pytest

from genwen.lint.corrections import CORRECTIONS
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in


def told(text: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("由周某某兼任主任（负责日常工作。）。", "G521"), ("各单位报告进展情况，", "G328"), ("各单位报告进展情况、", "G328"), ("现将有关事项通知如下；", "G328"), ("分别为97.7%和95.3%.", "G511"),
        ("中心温度不低于70℃;从烧熟起计时。", "G511"), ("每月抽查约三、四十台。", "G514"), ("每月检查五、六台。", "G514"),
    ],
)  # fmt: skip
def test_wrong_ends(text: str, code: str) -> None:
    assert code in told(f"附注：（此件公开发布）\n正文：{text}")


@pytest.mark.parametrize(
    "text",
    [
        "由周某某兼任主任（负责日常工作）。",
        "各单位认真执行。（联系人另行通知。）",
        "截至2025年底，全区累计建成节约型机关18家。（含垂直管理单位）",
        "二○○八年三月五日印发。",
        "督查五、六处室。",
        "第三、四十条规定。",
        "共{{ 单位.简称 }}家。",
    ],
)
def test_right_ends(text: str) -> None:
    found = set(told(f"正文：{text}")) & {"G521", "G328", "G511", "G514", "G701"}
    assert found <= ({"G701"} if "{{" in text else set())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("(没有.png)", "（没有.png）"),
        ("(平台.gov.cn)", "（平台.gov.cn）"),
        ("(另行通知.)", "（另行通知。）"),
        (",", "，"),
    ],
)
def test_dots_in_names_of_files_stay(text: str, right: str) -> None:
    assert CORRECTIONS["G511"](text) == right


def test_official_letter_is_a_letter() -> None:
    text = "发文机关标志：云溪区教育局\n发文字号：云教函〔2025〕8号\n标题：关于商请支持工作的{}\n主送机关：区财政局：\n正文：请予支持。"
    assert "G301" in told(text.format("公函"))
    assert "G301" not in told(text.format("函"))
