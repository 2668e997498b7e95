"""要素 where form and place do not agree: said to be inferred, and no more than that; right ones that look alike stay certain."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from plain_views import plain_view, roles, told

from genwen.cli.main import main
from genwen.lint.checking import check_file
from genwen.lint.profile import Profile
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormDocument, FormParagraph, FormRun, ParagraphForm, RunForm

TOP = ("^关于开展节水检查的通知", "各镇人民政府：", "现将有关事项通知如下，请认真执行。")


@pytest.mark.parametrize(
    "seal", ["〔此处加盖红色印章〕", "（盖章）", "（公章）", "[印章]", "（加盖单位公章）", "（签名）", "（章）"]
)
def test_where_a_seal_goes_is_no_signature(seal: str) -> None:
    assert told(plain_view(*TOP, ">云溪区财政局", f">{seal}", ">2025年3月1日"))[3:] == ["署名", "其他", "成文日期"]
    assert told(plain_view(*TOP, f">{seal}", ">云溪区财政局", ">2025年3月1日"))[3:] == ["其他", "署名", "成文日期"]
    assert told(plain_view(*TOP, ">云溪区财政局", ">2025年3月1日", f">{seal}"))[3:] == ["署名", "成文日期", "其他"]


def test_a_name_with_its_seal_and_remarks_in_brackets_stay_what_they_are() -> None:
    assert told(plain_view(*TOP, ">云溪区财政局（盖章）", ">2025年3月1日"))[3:] == ["署名", "成文日期"]
    closing = plain_view(*TOP, ">云溪区财政局", ">2025年3月1日", "（联系人：章某）")
    assert roles(closing)[3:] == ["署名", "成文日期", "附注"]
    assert told(plain_view(*TOP, ">[发文单位]", ">[日期]"))[3:] == ["署名", "成文日期"]


def test_what_is_no_name_of_an_organ_is_not_surely_a_signature() -> None:
    assert told(plain_view(*TOP, ">二〇二五年春天的记录", ">2025年3月1日"))[3:] == ["署名？", "成文日期"]
    for name in ("区长　陈某某", "云溪区第一中学", "中共云溪区委", "云溪区总工会　　共青团云溪区委", "云溪区妇联"):
        assert told(plain_view(*TOP, f">{name}", ">2025年3月1日"))[3:] == ["署名", "成文日期"], name


def test_stars_are_no_mark_of_an_issuer() -> None:
    view = plain_view("R★", "R云溪区人民政府文件", "^云政发〔2025〕8号", *TOP)
    assert told(view)[:3] == ["其他", "发文机关标志", "发文字号"]
    assert told(plain_view("R请勿外传", "^云政发〔2025〕8号", *TOP))[0] == "发文机关标志？"


def test_the_name_of_a_person_under_the_number_is_no_title() -> None:
    assert told(plain_view("R云溪区人民政府文件", "^云政发〔2025〕8号", "^沈某某", *TOP))[2:4] == ["其他？", "标题"]


def test_the_name_of_an_organ_alone_is_not_surely_a_title() -> None:
    view = plain_view("^云溪区人民政府", "根据有关规定，现就有关事项说明如下。", size=22)
    assert told(view)[0] == "标题？"


@pytest.mark.parametrize("under", ["——在全区节水工作会议上的讲话", "^（2025年3月1日）", "^区长　陈某某"])
def test_lines_under_the_title_do_not_hide_the_addressee(under: str) -> None:
    assert told(plain_view(TOP[0], under, *TOP[1:]))[-2:] == ["主送机关", "正文"]


def test_organs_at_the_left_parted_by_empty_lines_are_all_signatures() -> None:
    names = ("云溪区财政局", "", "云溪区教育局", "", "2025年3月1日")
    assert told(plain_view(*TOP, *names))[3:] == ["署名？", "署名？", "成文日期"]
    assert roles(plain_view(*TOP, "请于月底前办结。", "云溪区财政局", "2025年3月1日"))[3:] == [
        "正文",
        "署名",
        "成文日期",
    ]


def test_the_last_line_without_the_word_printed_is_the_imprint() -> None:
    closing = (*TOP, ">云溪区财政局", ">2025年3月1日")
    assert told(plain_view(*closing, "云溪区财政局办公室\t2025年3月2日"))[5:] == ["印发机关？"]
    copied = plain_view(*closing, "抄送：区委办公室。", "XX单位办公室\t202X年X月X日")
    assert told(copied)[5:] == ["抄送机关", "印发机关"]


@pytest.mark.parametrize("gap", ["\t", "　　　", "    "])
def test_signature_and_date_in_one_line_are_both_seen(gap: str) -> None:
    view = plain_view(*TOP, f">云溪区财政局{gap}2025年3月1日")
    assert told(view)[3:] == ["署名？", "成文日期？"]
    assert [line.text.strip() for line in view.lines[3:]] == ["云溪区财政局", "2025年3月1日"]
    dated = plain_view(*TOP, ">云溪区财政局", ">2025年3月1日", f"云溪区财政局办公室{gap}2025年3月2日")
    assert roles(dated)[3:] == ["署名", "成文日期", "印发机关"]


def test_short_lines_that_look_otherwise_are_not_surely_body() -> None:
    assert told(plain_view(*TOP, "!来文回顾", ">单位：万元", "用水量逐年下降，"))[3:] == ["正文？", "正文？", "正文"]
    assert told(plain_view(*TOP, ">云溪区财政局", ">2025年3月1日", "拟稿：陈某"))[5:] == ["正文？"]
    assert told(plain_view("^云溪区节水倡议书", "亲爱的朋友们", "水是生命之源，我们要珍惜每一滴水。"))[1] == "正文"


def broken() -> bytes:
    """A 批复 whose paragraphs were broken by Shift+Enter."""
    document = docx.Document()
    document.add_paragraph("云溪区人民政府\n关于同意节水改造资金安排的批复").alignment = ALIGN.CENTER
    document.add_paragraph(
        "区水利局：\n你局请示收悉。现批复如下：\n一、同意安排资金一百万元\n请专款专用。\n共10% 以上。"
    )
    document.add_paragraph("云溪区人民政府\n2025年3月1日").alignment = ALIGN.RIGHT
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_broken_by_soft_returns_are_parted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "批复.docx"
    path.write_bytes(broken())
    checked = check_file(path, "批复.docx", Profile())
    assert told(checked.view)[1:] == [
        "主送机关？", "正文？", "一级标题？", "正文？", "正文？", "署名？", "成文日期？"
    ]  # fmt: skip
    assert checked.view.title == "云溪区人民政府关于同意节水改造资金安排的批复"
    said = [item.finding.message[:11] for item in checked.found.problems if item.rule.id == "G717"]
    assert said == ["用软回车分成5行，像是", "用软回车分成2行，像是"]


def test_nothing_is_put_right_in_a_paragraph_of_several_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "批复.docx").write_bytes(broken())
    monkeypatch.chdir(tmp_path)
    main(["fix", "批复.docx"])
    texts = [paragraph.text for paragraph in docx.Document("批复.改正.docx").paragraphs if paragraph.text]
    assert texts == [paragraph.text for paragraph in docx.Document("批复.docx").paragraphs]


def test_a_title_stands_over_its_number_on_web_pages() -> None:
    page = plain_view("索 引 号：008452/2025-00123", "^关于开展节水检查的通知", "^云政发〔2025〕8号", *TOP[1:], size=18)
    assert told(page)[1:] == ["标题", "发文字号", "主送机关", "正文"]


def test_a_list_of_addressees_goes_on_in_the_next_paragraph() -> None:
    lists = ("各镇党委、人民政府，县委各部门，", "各人民团体，各企事业单位：")
    assert told(plain_view(TOP[0], *lists, TOP[2]))[1:] == ["主送机关", "主送机关", "正文"]
    assert roles(plain_view(TOP[0], "为做好节水检查，", "各人民团体：", TOP[2]))[1] == "正文"


def test_bulletins_name_those_who_get_them_by_one_character() -> None:
    view = plain_view(*TOP, "报：市机关事务管理局，区委办公室。", "送：各镇人民政府。")
    assert told(view)[3:] == ["抄送机关？", "抄送机关？"]
    assert roles(plain_view(*TOP, "报：市机关事务管理局。", "以上请认真执行，并及时反馈有关情况。"))[3:] == [
        "正文",
        "正文",
    ]


def test_what_the_title_says_is_issued_begins_where_its_name_stands() -> None:
    letter = (
        "^关于印发《云溪区节水方案》的通知",
        "各镇人民政府：",
        "现印发给你们，请认真执行。",
        ">云溪区财政局",
        ">2025年3月1日",
    )
    view = plain_view(*letter, "^云溪区节水方案", "为做好节水工作，制定本方案。", size=22)
    assert [(line.role, line.part, line.sure) for line in view.lines[-2:]] == [
        ("标题", "印发件", True), ("正文", "印发件", True)
    ]  # fmt: skip
    other = plain_view(*letter, "^工作安排", "各镇要抓紧部署，按时完成各项任务。", size=22)
    assert told(other)[-2:] == ["附件标题？", "正文"]


def test_what_has_the_form_of_another_element_is_not_surely_none_of_them() -> None:
    centred = plain_view(TOP[0], "^各镇人民政府：", "^一、检查时间", "^第一章　总则", TOP[2])
    assert told(centred)[1:] == ["主送机关", "其他？", "其他", "正文"]
    undated = plain_view(*TOP, "^云溪区财政局", "请于月底前办结。", "2025.3.1", "（联系人：陈某，电话：5551234）")
    assert told(undated)[3:5] == ["其他？", "正文"]
    assert told(plain_view("云溪区概况", "节约用水管理办法", "为加强管理，制定本办法。"))[1] == "正文？"


def test_a_remark_over_the_title_is_no_part_of_it_nor_a_name_said_twice_surely_one() -> None:
    assert told(plain_view("^（征求意见稿）", *TOP))[1] == "标题"
    assert roles(plain_view("^（征求意见稿）", *TOP))[0] != "标题"
    twice = plain_view("^云溪区财政局", "^云溪区财政局关于开展节水检查的通知", *TOP[1:])
    assert told(twice)[:2] == ["标题？", "标题"]


def test_two_organs_in_a_line_over_a_third_are_signatures() -> None:
    names = ("　　云溪区财政局　　云溪区教育局", "　　云溪区水务局", ">2025年3月1日")
    assert roles(plain_view("R云溪区财政局", "R云溪区教育局", "R云溪区水务局", "^云财发〔2025〕8号", *TOP, *names))[-3:] == [
        "署名", "署名", "成文日期",
    ]  # fmt: skip
    told_of = "请云溪区财政局　　云溪区教育局抓好落实。"
    assert roles(plain_view(*TOP, told_of, ">云溪区水务局", ">2025年3月1日"))[3:] == ["正文", "署名", "成文日期"]


def test_a_long_heading_without_its_type_is_not_surely_text() -> None:
    heading = "一、深入学习贯彻有关部署，坚持问题导向和目标导向，不断增强做好节水工作的思想自觉政治自觉行动自觉"
    assert told(plain_view(*TOP, heading, "各单位要认真学习。"))[3] == "正文？"
    assert told(plain_view(*TOP, f"{heading}。", "各单位要认真学习。"))[3] == "正文"


def test_a_red_line_worded_as_a_title_is_one() -> None:
    red = FormRun("云溪区人民政府关于划定禁止燃放烟花爆竹区域的公告", RunForm(font="小标宋", size=22, color="FF0000"))
    text = FormRun("为保障公共安全，现就有关事项公告如下。", RunForm(font="仿宋", size=16))
    blocks = (FormParagraph(0, (red,), ParagraphForm(align="center")), FormParagraph(1, (text,), ParagraphForm()))
    assert roles(view_of(FormDocument("甲.docx", blocks))) == ["标题", "正文"]
