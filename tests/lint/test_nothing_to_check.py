"""Files without a word; words in text boxes; who is addressed; ways to money; the date of the 版记."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from genwen.cli.main import main
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormParagraph
from genwen.records import replace

_UP = "发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号（上行）：云政发〔2025〕8号\t签发人：周某某\n空行\n空行\n"
_ASK = (
    _UP
    + "标题：关于增加经费的请示\n空行\n主送机关：{}：\n正文：{}\n正文：妥否，请批示。\n空行\n空行\n署名：云溪区人民政府\n成文日期：2025年3月8日"
)
_DOC = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n"


def codes(text: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text))]


@pytest.mark.parametrize("text", ["", "  \u3000"])
def test_file_without_a_word(text: str, tmp_path: Path, capsys: Any) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "空.docx"))
    assert main(["check", str(tmp_path / "空.docx")]) == 1
    assert "没有可以核对的内容" in capsys.readouterr().out


def test_words_in_a_text_box_stand_as_the_box_wants() -> None:
    form = example_view("正文：各单位执行。\n正文（首行=0 黑体 14磅）：扫码报名").form
    assert {item.rule.id for item in problems_in(view_of(form))} >= {"G321", "G343"}
    *before, box = (block for block in form.blocks if isinstance(block, FormParagraph))
    boxed = view_of(replace(form, blocks=(*before, replace(box, place="文本框"))))
    assert not {item.rule.id for item in problems_in(boxed)} & {"G321", "G343"}


@pytest.mark.parametrize(
    ("whom", "wanted"),
    [
        ("市人民政府", []),
        ("王市长", ["G308"]),
        ("王市长、市人民政府", ["G308"]),
        ("市人民政府、市财政局", ["G307"]),
        ("王市长、市人民政府、市财政局", ["G307", "G308"]),
    ],
)
def test_person_is_no_organ_too_many(whom: str, wanted: list[str]) -> None:
    assert codes(_ASK.format(whom, "因工作需要，拟增加经费。")) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("缺口拟这样筹措：\n正文：1.申请中央预算内投资2000万元；\n正文：2.申请专项债券3000万元；\n正文：3.申请银行贷款500万元。", []),
        ("我区已提出申请。\n正文：申请材料已报市发展改革委。\n正文：现拟增加经费。", []),
        ("恳请增加经费。\n正文：申请增加人员。\n正文：请予解决。\n正文：现报告如上。", ["G311"]),
    ],
)  # fmt: skip
def test_ways_to_money_are_no_requests(body: str, wanted: list[str]) -> None:
    assert [code for code in codes(_ASK.format("市人民政府", body)) if code == "G311"] == wanted


@pytest.mark.parametrize(("right", "wanted"), [(280, []), (0, ["G828"])])
def test_printing_date_at_the_very_edge(right: int, wanted: list[str]) -> None:
    text = f"{_DOC}署名：云溪区教育局\n成文日期：2025年3月8日\n版记线：8\n印发机关（靠左 左=280）：云溪区教育局办公室\n印发机关（靠右 右={right}）：2025年3月8日印发\n版记线：8"
    assert [code for code in codes(text) if code == "G828"] == wanted
