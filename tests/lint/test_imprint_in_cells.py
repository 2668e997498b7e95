"""Where 抄送 and 印发日期 stand in the cells of a 版记, marks between organs, dates of two kinds; who a title goes to."""

from __future__ import annotations

import pytest
from lint_faults import unzipped
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormCell, FormRow, FormTable, ParagraphForm
from genwen.ooxml.form_reader import form_of
from genwen.records import replace

END = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年9月18日\n抄送机关：{}\n印发机关：{}"
COPY, PRINT = "抄送：市财政局，区委办公室。", "云溪区财政局办公室\t2025年9月19日印发"


def messages(text: str, rule: str) -> list[str]:
    return [item.finding.message for item in problems_in(example_view(text)) if item.rule.id == rule]


@pytest.mark.parametrize(
    ("said", "mark"),
    [("抄送：市财政局.区委办公室。", "."), ("抄送：市财政局．区委办公室。", "．"), ("抄送：市财政局·区委办公室。", "·"), ("抄送：市财政局。区委办公室。", "。"), (COPY, "")],
)  # fmt: skip
def test_points_between_organs(said: str, mark: str) -> None:
    wanted = [f"抄送机关之间用了“{mark}”"] if mark else []
    assert messages(END.format(said, PRINT), "G811") == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [(PRINT.replace("9月", "九月"), ["印发日期“2025年九月19日”混用两种数字"]), ("云溪区财政局办公室\t印发", ["印发机关“云溪区财政局办公室”后没有印发日期"]),
     ("云溪区青年联合会办公室\t印发", ["印发机关“云溪区青年联合会办公室”后没有印发日期"]), (PRINT, [])],
)  # fmt: skip
def test_dates_of_printing(said: str, wanted: list[str]) -> None:
    assert messages(END.format(COPY, said), "G813") == wanted


def cells(name: str, change: ParagraphForm, word: str) -> list[str]:
    """The rules of what is found where the paragraph of the 版记 that has a word is laid out otherwise."""
    form = form_of(unzipped(right(name)), "例.docx")
    blocks = [_changed(block, change, word) if isinstance(block, FormTable) else block for block in form.blocks]
    found = problems_in(view_of(replace(form, blocks=tuple(blocks))))
    wanted = "G824" if word == "抄送" else "G828"
    return [item.rule.id for item in found if item.rule.id == wanted]


def _changed(table: FormTable, change: ParagraphForm, word: str) -> FormTable:
    """Every row with a cell for each part of its line, the one with the word laid out otherwise."""
    rows = []
    for row in table.rows:
        (line,) = row.cells[0].paragraphs
        whole = line.runs[0]
        parts = [replace(line, runs=(replace(whole, text=text),)) for text in line.text.split("\t")]
        laid = [replace(part, form=change) if word in part.text else part for part in parts]
        rows.append(FormRow(tuple(FormCell((part,), width=4_400, inset=0) for part in laid)))
    return replace(table, rows=tuple(rows))


@pytest.mark.parametrize(
    ("word", "form", "rules"),
    [("日印发", ParagraphForm(align="left"), ["G828"]), ("日印发", ParagraphForm(align="center"), ["G828"]), ("日印发", ParagraphForm(align="right", right=280), []),
     ("日印发", ParagraphForm(align="left", left=1_600), []), ("抄送", ParagraphForm(align="both", left=840, first=-840), ["G824"]),
     ("抄送", ParagraphForm(align="both", left=1_120, first=-840), [])],
)  # fmt: skip
def test_places_in_cells(word: str, form: ParagraphForm, rules: list[str]) -> None:
    assert cells("通知", form, word) == rules


TITLED = "发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号（上行）：云政发〔2025〕8号\t签发人：周某某\n空行\n空行\n标题：关于{}\n空行\n主送机关：{}：\n正文：现报告如下。"


@pytest.mark.parametrize(
    ("title", "to", "many"),
    [("安全生产情况的汇报", "中共青江市委、青江市人民政府", True), ("安全生产情况的汇报", "青江市人民政府", False), ("安全生产情况的报告", "青江市委、青江市政府", True),
     ("安全生产工作的通知", "市委办公室、市政府办公室", False)],
)  # fmt: skip
def test_papers_that_go_up_by_another_name(title: str, to: str, many: bool) -> None:
    assert bool(messages(TITLED.format(title, to), "G307")) is many


@pytest.mark.parametrize(
    ("title", "kinds"),
    [("同意设立产业园区的批复的函", "批复的函"), ("加强森林防火工作的通知的函", "通知的函"), ("对设立产业园区的请示的批复", ""), ("报送经费的请示的函", ""),
     ("同意设立产业园区的函", ""), ("做好贯彻落实通报精神的通知", ""), ("转发市政府批复的函", "")],
)  # fmt: skip
def test_two_kinds_told_by_the_matter(title: str, kinds: str) -> None:
    wanted = [f"标题里“{kinds}”文种叠用"] if kinds else []
    assert messages(TITLED.format(title, "各镇人民政府"), "G304") == wanted
