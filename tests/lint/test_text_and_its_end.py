"""Where the text of a document ends: 署名 and date in one line, the 版记 before the attachments, what these are signed with."""

from __future__ import annotations

import pytest
from plain_views import plain_view, roles, told

from genwen.lint.view import CELL, View
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormCell, FormDocument, FormParagraph, FormRow, FormRun, FormTable, ParagraphForm, RunForm
from genwen.records import replace

HEAD = ("^关于开展水质检测的通知", "各乡镇水利站：", "为保障饮水安全，现将有关事项通知如下。")
SIGNED = ["署名？", "成文日期？"]


def paragraph(number: int, text: str) -> FormParagraph:
    return FormParagraph(number, (FormRun(text, RunForm(font="宋体", size=16.0)),), ParagraphForm())


def table(number: int, rows: list[list[list[str]]], bordered: bool = False) -> FormTable:
    """A table of cells of paragraphs, numbered."""
    made = tuple(FormRow(tuple(FormCell(tuple(paragraph(50, text) for text in cell)) for cell in row)) for row in rows)
    return FormTable(number, made, bordered=bordered)


def view_with(*blocks: str | FormTable) -> View:
    texts = (block if isinstance(block, FormTable) else paragraph(n, block) for n, block in enumerate(blocks))
    return view_of(FormDocument("甲.docx", tuple(texts)))


@pytest.mark.parametrize("date", ["2025年3月1日", "2025.3.1", "2025-03-01", "2025年　月　日", "　年　月　日"])
def test_signed_and_dated_in_one_line_however_the_date_is_written(date: str) -> None:
    assert told(plain_view(*HEAD, f">云岭县水利局　　{date}"))[3:] == SIGNED
    assert told(plain_view(*HEAD, f">云岭县水利局\n{date}"))[3:] == SIGNED


def test_signed_in_one_line_above_copies_that_end_with_a_stop() -> None:
    view = plain_view(
        *HEAD, ">云岭县水利局　　2025年3月1日", "抄送：县委办公室。", "云岭县水利局办公室　2025年3月1日印发"
    )
    assert roles(view)[3:] == ["署名", "成文日期", "抄送机关", "印发机关"]


def test_signed_in_one_line_though_a_table_and_an_attachment_have_dates() -> None:
    dates = table(1, [[["项目"], ["完成时间"]], [["制定方案"], ["2025年2月1日"]]], True)
    view = view_with(*HEAD, dates, "云岭县水利局　　2025年3月1日", "附件", "检测方案", "2024年12月30日")
    assert [role for role in roles(view) if role != CELL][3:5] == ["署名", "成文日期"]


def test_a_sentence_behind_an_organ_and_a_date_shows_that_they_sign_nothing() -> None:
    view = plain_view(*HEAD, "云岭县水利局　　2025年3月1日", "以上各点请遵照执行。")
    assert "署名" not in roles(view)


def test_copies_before_the_attachments_are_as_certain_as_the_line_under_them() -> None:
    view = plain_view(
        *HEAD, ">云岭县水利局", ">2025年3月1日", "抄送：县委办公室。", "云岭县水利局办公室　2025年3月1日印发",
        "附件", "^检测方案", "一、检测范围", "全县供水工程，共计一百二十处。",
    )  # fmt: skip
    assert told(view)[5:7] == ["抄送机关", "印发机关"]


@pytest.mark.parametrize("date", ["2025年3月1日", "2025.3.1"])
def test_the_date_of_an_attachment_does_not_hide_the_copies_before_it(date: str) -> None:
    view = plain_view(
        *HEAD, ">云岭县水利局", f">{date}", "抄送：县委办公室。", "云岭县水利局办公室　2025年3月1日印发",
        "附件", "^检测方案", "现将检测方案公布于下，请照此办理。", ">县供水中心", ">2025年1月5日",
    )  # fmt: skip
    assert roles(view)[5:7] == ["抄送机关", "印发机关"]


def test_organ_over_date_in_one_cell_sign_and_are_no_imprint() -> None:
    signed = table(1, [[["中共云岭县委组织部"], ["云岭县教育局"]], [["云岭县财政局", "2025年5月6日"], [""]]])
    assert roles(view_with(*HEAD, signed))[3:] == ["署名", "署名", "署名", "成文日期"]
    closing = table(1, [[["云岭县财政局办公室"], ["2025年5月6日"]]])
    assert roles(view_with(*HEAD, "云岭县财政局", "2025年5月6日", closing))[3:] == [
        "署名", "成文日期", "印发机关", "印发机关",
    ]  # fmt: skip


def test_a_heading_that_an_attachment_has_too_is_no_name_of_an_attachment() -> None:
    view = plain_view(
        *HEAD, "一、总体要求", "坚持问题导向，扎实推进。", "二、保障措施", "加强领导，落实责任。", "附件：检测方案",
        ">云岭县水利局", ">2025年3月1日", "附件", "^检测方案", "一、检测范围", "全县供水工程。", "二、保障措施", "落实经费。",
    )  # fmt: skip
    assert [line.role for line in view.lines if line.said == "二、保障措施"] == ["一级标题", "一级标题"]


def test_a_short_item_over_running_text_is_a_heading_for_certain_and_one_of_a_list_is_not() -> None:
    headed = plain_view(
        *HEAD, "一、检测内容", "1.水源水", "每月检测一次，结果报县水利局。", "2.出厂水", "每周检测一次，结果公示。"
    )
    assert told(headed)[4:] == ["三级标题", "正文", "三级标题", "正文"]
    listed = plain_view(*HEAD, "请报送下列材料：", "1.申请表", "2.身份证明", "以上材料一式两份，加盖公章。")
    assert [role for role in told(listed) if role.startswith("三级")] == ["三级标题？", "三级标题？"]


def test_an_organ_that_signs_for_another_has_a_remark_of_no_role() -> None:
    view = plain_view(*HEAD, ">节能工作领导小组办公室", ">（代章）", ">2025年9月28日")
    assert roles(view)[3:] == ["署名", "其他", "成文日期"]


def test_short_headings_with_a_stop_are_not_surely_sentences() -> None:
    headed = plain_view(
        *HEAD, "一、检测范围。", "全县供水工程，共计一百二十处。", "二、检测内容。", "（一）水源水", "每月检测一次，结果公示。"
    )  # fmt: skip
    assert told(headed)[3] == told(headed)[5] == "正文？"
    listed = plain_view(*HEAD, "一、同意设立执法队。", "二、人员由县内调剂。", "三、经费列入预算。")
    assert told(listed)[3:] == ["正文"] * 3


@pytest.mark.parametrize("name", ["云岭县水利局", "云岭县水利局（盖章）"])
@pytest.mark.parametrize("date", ["2025年3月1日", "2025.3.1", "2025年　月　日"])
def test_a_table_with_rules_of_nothing_but_organs_and_a_date_signs(name: str, date: str) -> None:
    signed = table(1, [[[""], [name]], [[""], [date]]], bordered=True)
    assert roles(view_with(*HEAD, signed))[3:] == ["署名", "成文日期"]
    data = table(1, [[["单位"], ["报送时间"]], [["云岭县水利局"], ["2025年3月1日"]]], bordered=True)
    assert roles(view_with(*HEAD, data))[3:] == [CELL] * 4


def test_what_tells_of_a_draft_under_a_title_is_no_line_of_it() -> None:
    for said in ("（征求意见稿）", "（送审稿）", "（2025年3月5日县政府常务会议通过）", "（2025年3月5日）"):
        assert roles(plain_view("^节水型机关创建实施方案", f"^{said}", HEAD[2]))[:2] == ["标题", "其他"]
    assert roles(plain_view("^节水型机关管理办法", "^（试行）", HEAD[2], size=22.0))[:2] == ["标题", "标题"]


@pytest.mark.parametrize("said", ["联系人：王芳", "邮箱：abc@example.com", "联 系 电 话：7612345"])
def test_whom_to_ask_over_the_date_signs_nothing(said: str) -> None:
    assert "署名" not in roles(plain_view(*HEAD, said, ">2025年3月1日"))


@pytest.mark.parametrize(
    ("said", "size"), [("水质检测", 22.0), ("关于开展水质检测的通知", 16.0), ("水质检测管理办法", 16.0)]
)
def test_a_title_in_a_box_of_its_own_is_one(said: str, size: float) -> None:
    run = RunForm(font="宋体", size=size)
    title = FormParagraph(0, (FormRun(said, run),), ParagraphForm(align="center"))
    boxed = FormTable(1, (FormRow((FormCell((title,)),)),), bordered=True)
    assert roles(view_with(boxed, *HEAD[1:]))[0] == "标题"


def test_only_the_rows_from_the_copies_on_are_the_imprint_of_a_table_grown_together_with_another() -> None:
    rows = [
        [["序号"], ["内容"]],
        [["1"], ["检查"]],
        [["抄送：县委办公室。"], [""]],
        [["县水利局办公室"], ["2025年3月1日印发"]],
    ]
    grown = table(1, rows, bordered=True)
    view = view_with(*HEAD, "云岭县水利局", "2025年3月1日", grown)
    assert [line.said for line in view.lines if line.part == "版记"] == [
        "抄送：县委办公室。", "县水利局办公室", "2025年3月1日印发",
    ]  # fmt: skip


def test_no_title_is_looked_for_behind_the_text_however_short_it_is() -> None:
    view = plain_view(
        "R县财政局文件", "县财〔2025〕3号", "公共机构节能工作总结", "各单位：", "现将有关事项明确如下：", "请照办。", "附件：统计表",
        ">县财政局", ">2025年3月1日", "附件", "^统计表", size=22.0,
    )  # fmt: skip
    assert roles(view)[2:] == [
        "标题",
        "主送机关",
        "正文",
        "正文",
        "附件说明",
        "署名",
        "成文日期",
        "附件标识",
        "附件标题",
    ]


@pytest.mark.parametrize("said", ["（秘密）2年", "【机密】★3年", "(绝密)"])
def test_a_classification_in_brackets_is_one(said: str) -> None:
    view = plain_view("000021", said, "特急", "R县委文件", "县委发〔2025〕9号", *HEAD)
    assert roles(view)[:3] == ["份号", "密级", "紧急程度"]


def test_what_a_line_says_is_read_anew_in_its_pieces() -> None:
    line = plain_view(*HEAD).lines[0]
    assert line.said == HEAD[0][1:]
    assert replace(line, text="另一段").said == "另一段"
