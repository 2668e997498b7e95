"""Looks that nobody sets on purpose in a 公文: raised, hollow and framed characters, an indented mark, a long 抄送 without its hang."""

from __future__ import annotations

from typing import Any

import pytest
from lint_faults import W, paragraphs, unzipped
from lint_faults import _edit as edit
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def told(change: Any = None) -> list[str]:
    parts = unzipped(right("通知"))
    if change is not None:
        edit("word/document.xml", change)(parts)
    return [item.rule.id for item in problems_in(view_of(form_of(parts, "例.docx")))]


def characters(words: str, tag: str, **values: str) -> Any:
    """A change that gives the characters of a paragraph one more property."""

    def change(root: Any) -> None:
        for run in paragraphs(root, words)[0].iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            look.append(look.makeelement(f"{W}{tag}", {f"{W}{name}": value for name, value in values.items()}))

    return change


@pytest.mark.parametrize(
    ("tag", "values"),
    [
        ("vertAlign", {"val": "superscript"}), ("vertAlign", {"val": "subscript"}), ("outline", {}), ("shadow", {}),
        ("bdr", {"val": "single"}), ("position", {"val": "8"}), ("emboss", {}),
    ],
)  # fmt: skip
def test_characters_with_an_effect(tag: str, values: dict[str, str]) -> None:
    assert told() == []
    assert told(characters("各单位", tag, **values)) == ["G710"]


def test_an_effect_that_is_turned_off() -> None:
    assert told(characters("各单位", "outline", val="0")) == []
    assert told(characters("各单位", "bdr", val="none")) == []


HEAD = "发文机关标志{}：云溪县教育局文件\n空行\n空行\n发文字号{}：云教〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各学校：\n正文：请执行。"


def rules_of(text: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text))]


def test_indents_push_what_is_centred_aside() -> None:
    assert "G235" in rules_of(HEAD.format("（左=900）", ""))
    assert "G215" in rules_of(HEAD.format("", "（左=900）"))
    assert not {"G235", "G215"} & set(rules_of(HEAD.format("", "")))


def test_long_copies_hang() -> None:
    end = "\n署名：云溪县教育局\n成文日期：2025年3月8日\n抄送机关{}：抄送：县委办公室，县人大常委会办公室，县政协办公室，县监委，县人民法院，县人民检察院。\n印发机关：云溪县教育局办公室\t2025年3月9日印发"
    assert "G824" in rules_of(HEAD.format("", "") + end.format("（左=280）"))
    assert "G824" not in rules_of(HEAD.format("", "") + end.format(""))


@pytest.mark.parametrize("corner", ["加急件", "急", "十万火急", "限时办理"])
def test_other_words_for_urgency(corner: str) -> None:
    assert "G205" in rules_of(f"紧急程度：{corner}\n" + HEAD.format("", ""))


@pytest.mark.parametrize(("footer", "wrong"), [("15", True), ("17.5", True), ("25.6", False), ("26", False)])
def test_number_far_from_the_text(footer: str, wrong: bool) -> None:
    assert ("G129" in rules_of(f"页面：脚={footer}\n" + HEAD.format("", ""))) is wrong
