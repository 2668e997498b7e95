"""What stands before the text and is none of it: a 目录, a cover, the line under a masthead, the salutation of a speech."""

from __future__ import annotations

import pytest
from plain_views import plain_view, roles, told

from genwen.lint.lists import faults_in, series_in
from genwen.lint.view import View
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormDocument, FormParagraph, FormRun, ParagraphForm, RunForm

TEXT = ("一、建设背景", "近年来，智慧水务成为发展方向。", "二、建设内容", "建设统一的数据中心，覆盖城乡。")
READ = ["一级标题", "正文", "一级标题", "正文"]


@pytest.mark.parametrize("gap", ["\t", "…………", "......", "········", "　　　　"])
def test_lines_under_the_word_contents_with_the_numbers_of_pages_are_no_headings(gap: str) -> None:
    view = plain_view("^关于智慧水务建设的报告", "^目　录", f"一、建设背景{gap}1", f"二、建设内容{gap}12", *TEXT)
    assert roles(view) == ["标题", "其他", "其他", "其他", *READ]
    assert not [fault for series in series_in(view) for fault in faults_in(series)]


def test_contents_before_the_title_do_not_become_it() -> None:
    entries = [f"第{n}项工作\t{n}" for n in range(1, 41)]
    view = plain_view("^目　录", *entries, "^关于智慧水务建设的报告", *TEXT)
    assert roles(view) == ["其他"] * 41 + ["标题", *READ]


def styled(*lines: tuple[str, str]) -> View:
    blocks = (
        FormParagraph(number, (FormRun(text, RunForm(font="宋体", size=16.0)),), ParagraphForm(style=style))
        for number, (style, text) in enumerate(lines)
    )
    return view_of(FormDocument("甲.docx", tuple(blocks)))


@pytest.mark.parametrize("style", ["toc 1", "TOC 2", "目录 1", "Contents 1", "WPSOffice手动目录 1"])
def test_styles_of_contents_tell_them_whatever_the_lines_are(style: str) -> None:
    view = styled(("公文标题", "关于智慧水务建设的报告"), (style, "一、建设背景"), *(("", text) for text in TEXT))
    assert roles(view) == ["标题", "其他", *READ]


def test_the_word_contents_over_a_list_without_pages_is_no_contents() -> None:
    view = plain_view("^关于报送材料的通知", "各单位：", "请报送下列材料，目录如下。", "一、申请表", "二、证明")
    assert roles(view)[3:] == ["一级标题", "一级标题"]


def test_a_title_that_a_cover_has_already_is_no_mark() -> None:
    view = plain_view(
        "^青禾市节水规划", "^目录", "一、建设背景\t1", "R青禾市水利局文件", "青水〔2025〕3号", "^青禾市节水规划", *TEXT
    )
    assert roles(view)[0] == "其他"


@pytest.mark.parametrize("gap", ["\t", "　　　　"])
def test_the_organ_and_date_under_a_masthead_are_no_title(gap: str) -> None:
    view = plain_view(
        "R节能工作简报", "^第6期", f"^县机关事务服务中心{gap}2025年6月18日", "^宣传周活动扎实开展", "活动已经圆满结束。"
    )
    assert roles(view) == ["发文机关标志", "发文字号", "其他", "标题", "正文"]


@pytest.mark.parametrize(
    "said", ["同志们：", "各位代表：", "尊敬的各位领导、各位来宾，同志们：", "女士们、先生们，朋友们！", "各位领导："]
)
def test_those_a_speech_is_held_to_are_no_recipients(said: str) -> None:
    view = plain_view(
        "^在节能工作会议上的讲话", said, "这次会议十分重要，请大家认真落实。", "一、认清形势", "形势依然严峻。"
    )
    assert roles(view) == ["标题", "其他", "正文", "一级标题", "正文"]


@pytest.mark.parametrize("said", ["各位会员单位：", "全市广大干部职工：", "各科室：", "各位业主："])
def test_those_a_letter_is_sent_to_are_recipients(said: str) -> None:
    assert roles(plain_view("^关于节约用水的通知", said, "请大家节约用水，从我做起。"))[1] == "主送机关"


def test_headings_numbered_as_in_technical_reports_are_not_surely_text() -> None:
    view = plain_view("^智慧水务可行性研究报告", "本报告说明项目的情况。", "1.1 项目概况", "项目位于县城北部。")
    assert told(view)[2] == "正文？"
    assert told(plain_view("^智慧水务的报告", "本报告说明项目的情况。", "1.5万吨供水能力"))[2] == "正文"


def test_the_outline_of_headings_is_read_though_the_date_stands_under_the_title() -> None:
    lines = (
        ("公文标题", 9, "智慧水务可行性研究报告"),
        ("", 9, "2025年10月5日"),
        ("", 0, "项目概况"),
        ("", 1, "项目名称"),
    )
    blocks = (
        FormParagraph(n, (FormRun(text, RunForm(font="宋体", size=16.0)),), ParagraphForm(style=style, outline=level, align="center" if n < 2 else "left"))
        for n, (style, level, text) in enumerate(lines)
    )  # fmt: skip
    assert roles(view_of(FormDocument("甲.docx", tuple(blocks))))[2:] == ["一级标题", "二级标题"]


def test_paragraphs_that_are_not_printed_are_no_part_of_the_document() -> None:
    lines = (("center", True, "关于调整分工的通知"), ("center", False, "关于调整成员的通知"), ("left", False, "各科室："),
             ("left", True, "现作如下调整。"), ("left", False, "现将成员调整如下，请遵照执行。"))  # fmt: skip
    blocks = (
        FormParagraph(n, (FormRun(text, RunForm(font="宋体", size=16.0, hidden=hidden)),), ParagraphForm(align=align))
        for n, (align, hidden, text) in enumerate(lines)
    )
    view = view_of(FormDocument("甲.docx", tuple(blocks)))
    assert roles(view) == ["其他", "标题", "主送机关", "其他", "正文"]
