"""Faults that a further review found untold, or told wrongly, and right forms beside each of them."""

from __future__ import annotations

import pytest
from lint_faults import Fault, W, look, paragraphs, say, unzipped
from lint_faults import _edit as edit
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def planted(name: str, *faults: Fault) -> list[Problem]:
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    return problems_in(view_of(form_of(parts, "例.docx")))


def told(name: str, *faults: Fault) -> list[str]:
    return [item.rule.id for item in planted(name, *faults)]


def severities(text: str, rule: str) -> list[str]:
    return [str(item.finding.severity) for item in problems_in(example_view(text)) if item.rule.id == rule]


def test_letter_whose_number_is_centred_is_a_letter() -> None:
    def centred(root: object) -> None:
        paragraphs(root, "23号")[0].find(f"{W}pPr/{W}jc").set(f"{W}val", "center")

    assert told("函", Fault(edit("word/document.xml", centred), "G227", "")) == ["G227"]


@pytest.mark.parametrize(
    ("said", "twice"),
    [("总面积约为340平方公里左右。", True), ("约有30人左右。", True), ("总面积约为340平方公里。", False),
     ("总面积为340平方公里左右。", False), ("双方约定为30日左右。", False)],
)  # fmt: skip
def test_about_twice(said: str, twice: bool) -> None:
    assert bool(severities(f"正文：{said}", "G618")) is twice


MINUTES = "发文机关标志：东阳市人民政府专题会议{}\n空行\n空行\n发文字号{}：{}\n空行\n空行\n标题：关于垃圾分类工作的会议纪要\n空行\n正文：会议研究。"


@pytest.mark.parametrize(
    ("mark", "rule", "number", "ids"),
    [("纪要", "", "〔2025〕9号", []), ("", "", "〔2025〕9号", [("G231", "错误")]), ("文件", "", "东政〔2025〕9号", [("G231", "提示")]),
     ("纪要", "（无红线）", "〔2025〕9号", [("G232", "提示")]), ("纪要", "（无红线）", "第9期", [])],
)  # fmt: skip
def test_head_of_minutes(mark: str, rule: str, number: str, ids: list[tuple[str, str]]) -> None:
    text = MINUTES.format(mark, rule, number)
    found = [(item.rule.id, str(item.finding.severity)) for item in problems_in(example_view(text))]
    assert [item for item in found if item[0] in ("G231", "G232")] == ids


def test_blank_line_before_those_present() -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n{}正文：出席：张某某"
    assert severities(text.format("空行\n"), "G354") == []
    assert severities(text.format(""), "G354") == ["警告"]


def test_figures_of_a_date_in_a_western_face_beside_chinese_in_the_right_one() -> None:
    def split(root: object) -> None:
        run = paragraphs(root, "2025年6月12日")[0].find(f"{W}r")
        words = run.find(f"{W}t").text
        for piece in ("2025", "年", "6", "月", "12", "日"):
            copy = run.makeelement(run.tag)
            for child in run:
                copy.append(child.__copy__())
            copy.find(f"{W}t").text = piece
            if piece.isdecimal():
                for side in ("ascii", "hAnsi", "eastAsia"):
                    copy.find(f"{W}rPr/{W}rFonts").set(f"{W}{side}", "Times New Roman")
            run.addprevious(copy)
        assert words == "2025年6月12日"
        run.getparent().remove(run)

    assert told("意见", Fault(edit("word/document.xml", split), "", "")) == []
    assert told("意见", look("2025年6月12日", "rFonts", "G345", eastAsia="黑体", ascii="黑体", hAnsi="黑体")) == [
        "G345"
    ]


def test_right_documents_are_still_right() -> None:
    for name in ("通知", "请示", "报告", "函", "意见"):
        assert told(name) == []
    assert told("函", say("北岭市文化广电和旅游局", "北岭市文化广电和旅游局文件", "G226")) == ["G226"]
