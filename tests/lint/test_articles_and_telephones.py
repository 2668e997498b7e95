"""章 and 条 that do not run on, references to 条 that are not there, telephone numbers, names left blank, joint titles."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in


def told(text: str, *rules: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text)) if item.rule.id in rules]


def articles(*heads: str) -> str:
    return "\n".join(f"正文：{head}　各单位负责本单位的工作。" for head in heads)


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        (("第一条", "第二条", "第三条", "第四条"), 0),
        (("第一条", "第二条", "第四条", "第五条"), 1),
        (("第一条", "第二条", "第四条", "第四条"), 1),
        (("第一条", "第二条", "第二条", "第三条"), 1),
        (("第九条", "第十条", "第十一条", "第十三条"), 0),
        (("第一条", "第二条", "第三条", "第一条", "第二条", "第三条"), 0),
        (("第九条", "第十条"), 0),
        (("第一章", "第一条", "第二条", "第二章", "第三条", "第四条"), 0),
        (("第一章", "第一条", "第二条", "第三章", "第三条", "第四条"), 1),
        (("第一章", "第一节", "第一条", "第二节", "第二条", "第二章", "第一节", "第三条"), 0),
    ],
)
def test_numbers_of_articles(heads: tuple[str, ...], count: int) -> None:
    assert len(told(articles(*heads), "G414")) == count


def test_articles_of_an_excerpt_are_some_of_them() -> None:
    text = f"附件标识：附件\n空行\n附件标题：供水条例（摘录）\n空行\n{articles('第一条', '第四条', '第九条')}"
    assert told(text, "G414") == []
    assert told(text.replace("（摘录）", ""), "G414") == ["G414", "G414"]


@pytest.mark.parametrize(
    ("said", "wrong"), [("违反本办法第三条的", False), ("违反本办法第八条的", True), ("违反《水法》第八条的", False)]
)
def test_articles_referred_to(said: str, wrong: bool) -> None:
    text = f"{articles('第一条', '第二条', '第三条')}\n正文：第四条　{said}，责令改正。"
    assert bool(told(text, "G415")) is wrong


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("0598-3320116", False), ("010-88842603", False), ("0598-332011", True), ("0598-332011678", True), ("13812345678", False),
     ("1381234567", True), ("138123456789", True), ("12345", False), ("88842603", False), ("0571-88842603-801", False), ("400-820-8820", False)],
)  # fmt: skip
def test_telephone_numbers(number: str, wrong: bool) -> None:
    assert bool(told(f"正文：报名请联系办公室，联系电话：{number}。", "G643")) is wrong


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("（联系人：　　　，联系电话：　　　　）", 2),
        ("（联系人：，联系电话：）", 2),
        ("（联系人：张某某，联系电话：88842603）", 0),
    ],
)
def test_names_left_blank(note: str, count: int) -> None:
    text = f"发文机关标志：云溪区教育局文件\n发文字号：云教〔2025〕8号\n标题：关于检查的通知\n主送机关：各单位：\n正文：请执行。\n署名：云溪区教育局\n成文日期：2025年3月8日\n附注：{note}"
    assert len(told(text, "G701")) == count


def test_joint_title_without_one_of_the_organs() -> None:
    marks = "\n".join(f"发文机关标志：云溪区{name}" for name in ("教育局", "财政局", "民政局"))
    text = (
        marks
        + "\n发文字号：云教〔2025〕8号\n标题：云溪区教育局　云溪区财政局{}关于开展检查的通知\n主送机关：各单位：\n正文：请执行。"
    )
    assert told(text.format(""), "G370") == ["G370"]
    assert told(text.format("　云溪区民政局"), "G370") == []
    assert told(text.format("等3部门"), "G370") == []
