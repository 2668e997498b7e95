"""Ends of paragraphs and brackets, 文种 of titles, who is copied, tables over the page, pages that are no A4."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.printed import LEFT, Page, PrintedLine, Stroke
from genwen.lint.view import View
from genwen.records import replace


def told(text: str | View, *rules: str) -> list[tuple[str, str]]:
    view = example_view(text) if isinstance(text, str) else text
    return [
        (item.rule.id, str(item.finding.severity)) for item in problems_in(view) if not rules or item.rule.id in rules
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("由周某某兼任主任（负责日常工作。）。", True), ("名单见附件（另行报送。）！", True), ("留样（不少于125克（含容器）。）。", True),
     ("比上年提高（满分100%。）；", True), ("请抓紧办理。（名单另行报送。）", False), ("请抓紧办理。（名单另行报送。）。", False),
     ("由周某某兼任主任（负责日常工作）。", False), ("（此件公开发布。）。", False)],
)  # fmt: skip
def test_stop_inside_a_bracket_at_the_end_of_its_sentence(text: str, wrong: bool) -> None:
    assert bool(told(f"正文：{text}", "G521")) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("分别为97.7%和95.3%.", True), ("中心温度不低于70℃;烧熟后2小时内食用。", True), ("面积为120㎡,座位40个。", True),
     ("分别为97.7%和95.3%。", False), ("比例为3:2，温度为70℃。", False)],
)  # fmt: skip
def test_half_width_marks_behind_signs_of_units(text: str, wrong: bool) -> None:
    assert bool(told(f"正文：{text}", "G511")) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("共约三、四十台。", True), ("每月检查五、六台。", True), ("约有三、四百万元。", True), ("每次一、二十多人。", True), ("在七、八个月内完成。", True),
     ("审计一、二处负责。", False), ("第三、四十台。", False), ("三四十台。", False), ("任务三、四处理完毕。", False), ("发展二、三产业。", False)],
)  # fmt: skip
def test_about_so_many_with_a_mark_between(text: str, wrong: bool) -> None:
    assert bool(told(f"正文：{text}", "G514")) is wrong


def test_what_stands_in_a_tag_is_told_as_a_tag_alone() -> None:
    assert [rule for rule, _ in told("正文：请{{ 财政部门.简称 }}执行。", "G511", "G701")] == ["G701"]


LONG = "各单位要加强领导，按照通知要求认真组织实施，确保按期完成"
USUAL = "\n".join(f"正文：{LONG}。" for _ in range(6))


@pytest.mark.parametrize(
    ("text", "found"),
    [(f"{USUAL}\n正文：{LONG}，", ["警告"]), (f"{USUAL}\n正文：{LONG}、", ["警告"]), (f"{USUAL}\n正文：{LONG}", ["警告"]), (f"正文：{LONG}", ["提示"]),
     (f"{USUAL}\n正文：{LONG}；", []), (f"{USUAL}\n正文：同志们，", []), (f"{USUAL}\n正文：1.{LONG}，\n正文：2.{LONG}。", [])],
)  # fmt: skip
def test_end_of_a_paragraph(text: str, found: list[str]) -> None:
    assert [severity for _, severity in told(text, "G328")] == found


TITLED = "发文机关标志：云溪区公安局文件\n空行\n空行\n发文字号：云公〔2025〕8号\n空行\n空行\n标题：云溪区公安局{}\n空行\n{}正文：请执行。"


@pytest.mark.parametrize(
    ("title", "rules"),
    [("关于商请支持展览工作的公函", ["G301"]), ("关于商请支持展览工作的便函", ["G301"]), ("关于商请支持展览工作的函", []),
     ("关于展览工作的复函", []), ("关于调整滨江路通行规定通告", ["G302"]), ("关于调整滨江路通行规定的通告", []), ("通告", []),
     ("关于孩子们的营养餐检查工作通知", ["G302"]), ("关于做好防汛工作的紧急通知", []), ("关于做好防汛工作通知", ["G302"])],
)  # fmt: skip
def test_kind_at_the_end_of_a_title(title: str, rules: list[str]) -> None:
    assert [rule for rule, _ in told(TITLED.format(title, ""), "G301", "G302")] == rules


def test_title_is_shown_whole_or_with_its_cut_marked() -> None:
    long = "关于进一步加强全区党政机关和事业单位节约型机关创建行动方案"
    found = [item for item in problems_in(example_view(TITLED.format(long, ""))) if item.rule.id == "G301"]
    assert "“…" in found[0].finding.message


def test_notice_to_everybody_with_addressees() -> None:
    assert told(TITLED.format("关于交通管制的通告", "主送机关：各区人民政府：\n"), "G374")
    assert not told(TITLED.format("关于交通管制的通告", ""), "G374")


UP = "发文机关标志：云溪县水利局文件\n空行\n空行\n发文字号（上行）：云水〔2025〕8号\t签发人：周某某\n空行\n空行\n标题：关于解决经费的请示\n空行\n主送机关：县人民政府：\n正文：妥否，请批示。\n署名：{}\n成文日期：2025年3月8日\n抄送机关：抄送：{}。\n印发机关：云溪县水利局办公室\t2025年3月9日印发"


@pytest.mark.parametrize(
    ("signed", "copied", "below"),
    [("云溪县水利局", "县财政局，各乡镇人民政府", True), ("云溪县水利局", "县财政局，各乡镇", True), ("云溪市应急管理局\n署名：云溪市气象局", "市财政局，各区气象局", True),
     ("云溪县水利局", "县财政局，县审计局", False), ("云溪市水利局", "各县人民政府", False)],
)  # fmt: skip
def test_request_copied_to_organs_below(signed: str, copied: str, below: bool) -> None:
    assert bool(told(UP.format(signed, copied), "G819")) is below


@pytest.mark.parametrize(
    ("copied", "wrong"),
    [
        ("市交通运输局 市财政局", True),
        ("市交通运输局　市财政局", True),
        ("市交通运输局，市财政局", False),
        ("市 委办公室", False),
    ],
)
def test_copied_organs_with_a_space_between(copied: str, wrong: bool) -> None:
    assert bool(told(UP.format("云溪县水利局", copied), "G811")) is wrong


@pytest.mark.parametrize(("mark", "found"), [("内部", ["提示"]), ("内部资料", ["提示"]), ("内部资料 注意保存", [])])
def test_remark_where_a_classification_stands(mark: str, found: list[str]) -> None:
    text = f"份号：000012\n其他：{mark}\n" + TITLED.format("关于检查的通知", "主送机关：各单位：\n")
    assert [severity for _, severity in told(text, "G203")] == found


SIGNED = (
    TITLED.format("关于检查的通知", "主送机关：各单位：\n")
    + "\n空行\n空行\n署名（右={}）：云溪区卫生健康委员会\n成文日期（右={}）：2025年11月8日"
)


@pytest.mark.parametrize(
    ("name", "date", "wrong"),
    [(0, 960, True), (0, 480, True), (640, 1040, False), (1023, 1260, False), (1260, 0, True)],
)
def test_signature_at_the_edge(name: int, date: int, wrong: bool) -> None:
    assert bool(told(SIGNED.format(name, date), "G336")) is wrong


@pytest.mark.parametrize(
    ("above", "rows", "over"),
    [("", 25, True), ("", 12, False), ("正文：请执行。\n" * 14, 16, True), ("正文：请执行。\n" * 4, 12, False)],
)
def test_table_over_the_page_by_its_height(above: str, rows: int, over: bool) -> None:
    table = "/".join(f"{n}|甲" for n in range(rows))
    assert bool(told(f"{above}表：序号|名称/{table}", "G802")) is over
    assert not told(f"{above}表（表头重复）：序号|名称/{table}", "G802")


def test_table_over_the_page_as_it_is_printed() -> None:
    view = example_view("表：序号|县名/1|云溪县/2|岚山县/3|青江县")
    one, two = (PrintedLine("序号县名", 50, 28, 90), PrintedLine("3青江县", 60, 28, 90))
    view.pages = (Page(1, lines=(one, two)),)
    assert not told(view, "G802")
    view.pages = (Page(1, lines=(one,)), Page(2, lines=(two,)))
    assert told(view, "G802")


def test_items_beside_items_are_no_headings() -> None:
    item = "正文：二、试点期限为两年。试点期间，县道由县级养护。"
    assert told(item, "G344")
    assert not told(f"正文：一、同意试点，请按方案实施，认真总结。\n{item}", "G344")


HEAD = "发文机关标志：云溪区公安局文件\n发文字号：云公〔2025〕8号\n印发机关：区政府办公室 2025年2月8日印发\n"


def test_pages_of_another_size_are_measured_from_their_own_edges() -> None:
    view = example_view(HEAD + "面（标志=35 版记=0）：区政府办公室2025年2月8日印发")
    page = view.pages[0]
    letter = replace(page, width=215.9, height=279.4)
    moved = tuple(
        Stroke(279.4 - 35, LEFT, 189.9) if stroke.y > 250 else Stroke(stroke.y, LEFT, 189.9, red=stroke.red)
        for stroke in page.strokes
    )
    lines = tuple(replace(line, baseline=240.0) for line in page.lines)
    view.pages = (replace(letter, strokes=moved, lines=lines),)
    assert not told(view, "G821", "G222")
    view.pages = (
        replace(
            letter,
            strokes=tuple(replace(stroke, y=stroke.y - 25) for stroke in moved),
            lines=tuple(replace(line, baseline=215.0) for line in lines),
        ),
    )
    assert [rule for rule, _ in told(view, "G821")] == ["G821"]


def test_double_line_of_a_letter_under_a_black_mark() -> None:
    view = example_view(HEAD + "面（标志=35）：各单位执行。")
    page = view.pages[0]
    view.pages = (replace(page, mark_top=0.0, strokes=(Stroke(60, 30, 180, red=True), Stroke(270, 20, 190, red=True))),)
    assert [item.finding.message for item in problems_in(view) if item.rule.id == "G222"] == [
        "红色分隔线长150.0 mm，距左边30.0 mm，应为170 mm和20 mm"
    ]
