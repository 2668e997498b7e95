"""Roles in documents that other tools made: no element surely taken for another, nine of ten right, all kinds of 公文."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from foreign_forms import FORMS, Writer, written
from foreign_score import Score, score
from foreign_texts import NAMES, content
from plain_views import plain_view, roles

from genwen.lint import marks
from genwen.lint.roles import give_roles
from genwen.lint.view import View
from genwen.lint.viewing import view_of, view_of_file
from genwen.ooxml.form import FormDocument, FormParagraph, FormRun, ParagraphForm, RunForm


def view_in(data: bytes, folder: Path) -> View:
    path = folder / "外来.docx"
    path.write_bytes(data)
    return view_of_file(path)


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_document_is_recognised_in_every_form(form: str, tmp_path: Path) -> None:
    whole = Score()
    for name in NAMES:
        whole.add(score(view_in(written(content(name), form), tmp_path), content(name)))
    assert whole.wrong == []
    assert whole.total > 130
    assert whole.right / whole.total > 0.8  # the rest is right too, and said to be inferred


def test_the_score_sees_what_is_mistaken(tmp_path: Path) -> None:
    lines = content("函")
    view = view_in(written(lines, "直接格式"), tmp_path)
    wrong = [("名" if mark == "日" else mark, text) for mark, text in lines]
    assert score(view, wrong).wrong == [("署名", "成文日期", "2025年6月5日", True)]


# --- single signs ------------------------------------------------------------------------------------------------------


def test_a_number_that_is_to_be_filled_in_is_one() -> None:
    for text in ("云政发〔20XX〕XX号", "〔2025〕号", "××发〔2025〕××号", "〔2025〕第5号"):
        assert marks.is_number(text), text
    for text in ("第12号", "第  号", "第3期（总第15期）", "2025年第6号"):
        assert marks.is_order(text), text
    for text in ("第一条 总则", "第三章", "2025年", "共12号"):
        assert not marks.is_order(text), text
        assert not marks.is_number(text), text


@pytest.mark.parametrize(
    "date", ["20XX年XX月XX日", "____年____月____日", "2025年  月  日", "[日期]", "二〇二五年六月五日"]
)
def test_dates_to_be_filled_in_close_a_document(date: str) -> None:
    view = plain_view(
        "^关于开展检查的通知", "各单位：", "现将有关事项通知如下，请认真执行。", ">云溪区财政局", f">{date}"
    )
    assert roles(view) == ["标题", "主送机关", "正文", "署名", "成文日期"]


def test_several_issuers_in_rows_are_all_signatures() -> None:
    view = plain_view(
        "^关于开展检查的通知",
        "各单位：",
        "请认真执行。",
        ">云溪区财政局",
        ">云溪区教育局",
        ">云溪区水利局",
        ">2025年3月1日",
    )
    assert roles(view)[3:] == ["署名", "署名", "署名", "成文日期"]


def test_names_of_attachments_pushed_in_by_spaces_are_no_signature() -> None:
    view = plain_view(
        "^关于开展检查的通知",
        "各单位：",
        "请认真执行。",
        "附件：1. 名单",
        "          2. 评分表",
        ">云溪区财政局",
        ">2025年3月1日",
    )
    assert roles(view)[3:] == ["附件说明", "附件说明", "署名", "成文日期"]


def test_an_order_has_no_title() -> None:
    view = plain_view(
        "^临江市人民政府令",
        "^第12号",
        "《临江市节约用水办法》已经市政府第3次常务会议通过，现予公布。",
        ">市长　陈某某",
        ">2025年4月28日",
    )
    assert roles(view) == ["发文机关标志", "发文字号", "正文", "署名", "成文日期"]
    assert view.kind == "命令"


def test_a_label_before_a_colon_is_not_surely_an_addressee() -> None:
    for text, sure in (
        ("各镇人民政府，区政府各部门：", True),
        ("会议议题：", False),
        ("尊敬的各位业主：", False),
        ("[主送单位]：", True),
    ):
        line = plain_view("^关于开展检查的通知", text, "现将有关事项通知如下，请认真执行。").lines[1]
        assert (line.role, line.sure) == ("主送机关", sure), text


def test_title_of_a_paper_without_any_look_is_inferred() -> None:
    line = plain_view("云溪区节约型机关创建实施方案（2025—2027年）", "为深入推进节约型机关创建，制定本方案。").lines[0]
    assert (line.role, line.sure) == ("标题", False)


def test_heading_one_of_markdown_tools_is_the_title() -> None:
    heading, section = ParagraphForm(style="Heading 1", outline=0), ParagraphForm(style="Heading 2", outline=1)
    run = RunForm(font="等线", size=16)
    texts = (
        ("云溪区节水工作", heading),
        ("总体要求", section),
        ("坚持节水优先，落实以水定城、以水定地、以水定人、以水定产。", ParagraphForm()),
    )
    blocks = tuple(FormParagraph(n, (FormRun(text, run),), form) for n, (text, form) in enumerate(texts))
    view = view_of(FormDocument("甲.docx", blocks))
    assert [(line.role, line.sure) for line in view.lines] == [("标题", False), ("一级标题", False), ("正文", True)]


def test_ordinal_before_a_year_is_an_ordinal() -> None:
    view = plain_view("^关于商请提供数据的函", "市水务局：", "请提供：", "1.2022年至2024年用水量", "2.节水型单位名单")
    assert roles(view)[3:] == ["三级标题", "三级标题"]


def test_names_of_styles_count_only_with_the_form_of_text() -> None:
    assert marks.named_role("GW-落款", "云溪区财政局") == "署名"
    assert marks.named_role("GW-落款", "2025年3月1日") == "成文日期"
    assert marks.named_role("公文落款", "妥否，请批示。") == ""
    assert marks.named_role("Title", "关于开展检查的通知") == "标题"
    assert marks.named_role("正文标题缩进", "关于开展检查的通知") == ""
    assert marks.named_role("主送单位", "各单位：") == "主送机关"


def test_a_table_of_data_at_the_head_is_no_head(tmp_path: Path) -> None:
    writer = Writer(FORMS["直接格式"])
    data = writer.write(
        [
            ("表", "文号|名称/云政发〔2025〕8号|关于节水的通知/云政发〔2025〕9号|关于节电的通知"),
            ("文", "以上文件继续有效，请遵照执行。"),
        ]
    )
    assert {line.role for line in view_in(data, tmp_path).lines if line.table} == {"表格"}


def test_roles_are_given_anew_from_scratch(tmp_path: Path) -> None:
    view = view_in(written(content("请示"), "表格"), tmp_path)
    before = [(line.role, line.part, line.sure) for line in view.lines]
    give_roles(view)
    assert [(line.role, line.part, line.sure) for line in view.lines] == before


def test_one_style_for_the_title_and_those_of_attachments(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("公文标题", WD_STYLE_TYPE.PARAGRAPH)
    texts = [("关于公开工作的通知", "公文标题"), ("各单位：", None), ("现将有关材料印发给你们。", None),
             ("附件：公开工作统计口径说明", None), ("甲市人民政府办公室", None), ("2025年4月8日", None)]  # fmt: skip
    for text, style in texts:
        document.add_paragraph(text, style)
    document.add_paragraph("附件").paragraph_format.page_break_before = True
    document.add_paragraph("公开工作统计口径说明", "公文标题")
    document.add_paragraph("本表所称公开，是指按照规定主动公布。")
    document.save(str(tmp_path / "甲.docx"))
    roles = {line.text: line.role for line in view_of_file(tmp_path / "甲.docx").lines}
    assert roles["关于公开工作的通知"] == "标题"
    assert roles["公开工作统计口径说明"] == "附件标题"
    assert roles["本表所称公开，是指按照规定主动公布。"] == "正文"
