"""A second matter in a 请示, orders among peers, 一要 to 四要, days that give an event its name, and what looks like these."""

from __future__ import annotations

import pytest
from lint_faults import say, unzipped
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

FIRST = "拟分3年实施改造"


def codes(text: str) -> list[str]:
    return [problem.rule.id for problem in problems_in(example_view(text))]


def asked(words: str) -> list[str]:
    parts = unzipped(right("请示"))
    say(FIRST, f"{words}{FIRST}", "").plant(parts)
    return [problem.rule.id for problem in problems_in(view_of(form_of(parts, "例.docx")))]


@pytest.mark.parametrize(
    "words",
    [
        "此外，我区中心医院门诊楼年久失修，恳请区人民政府一并批准该院迁建项目立项。",
        "同时，恳请同意我区增设环境卫生管理所。",
        "另，请安排校舍维修人员编制5名。",
        "以上两项请示，请予批复。",
    ],
)
def test_second_matter_is_told(words: str) -> None:
    assert "G311" in asked(words)


@pytest.mark.parametrize(
    "words",
    [
        "此外，恳请对供水管网改造给予用地支持。",
        "同时，请区财政局安排供水管网改造配套资金1440万元。",
        "此外，施工期间请公安部门加强疏导，供水不受影响。",
        "上述两个小区的居民多次要求改造。",
    ],
)
def test_more_of_the_same_matter_is_none(words: str) -> None:
    assert "G311" not in asked(words)


def letter(to: str) -> str:
    return (
        "发文机关标志：云溪市水务局\n发文字号（靠右）：云水函〔2025〕8号\n空行\n空行\n标题：关于报送资料的函\n空行\n"
        f"主送机关：{to}：\n正文：请于5月底前报送资料。\n正文：请遵照执行。"
    )


@pytest.mark.parametrize(
    ("to", "told"),
    [("市财政局、市档案馆", True), ("市自然资源和规划局、市交通运输局、市档案馆", True), ("各县（区）水务局", False),
     ("平川县水务局、石桥区水务局", False), ("市水文站、各灌区管理处", False)],
)  # fmt: skip
def test_peers_are_not_ordered_about(to: str, told: bool) -> None:
    assert ("G337" in codes(letter(to))) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [("一要压实责任。二要排查隐患。四要严肃问责。", True), ("一要压实责任，二要排查隐患，三要严肃问责。", False),
     ("这是第一要务。统一要求。三要素齐备。", False)],
)  # fmt: skip
def test_musts_are_counted_on(words: str, told: bool) -> None:
    assert ("G408" in codes(f"正文：{words}")) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [("围绕“4.23”世界读书日开展活动。", True), ("4.22世界地球日期间", True), ("“5.1”假期值班", True), ("10.1国庆节放假", True),
     ("提高4.23个百分点。", False), ("“4·23”世界读书日", False), ("版本“5.1”发布以来", False), ("第5.1节国际惯例", False)],
)  # fmt: skip
def test_days_that_name_an_event(words: str, told: bool) -> None:
    assert ("G622" in codes(f"正文：{words}")) is told


def test_year_of_another_s_plan_is_written_out() -> None:
    assert "G601" in codes("正文：按照25年市政府重点工作安排，2025年建成3处。")
    assert "G601" not in codes("正文：坚持25年，市政府重点工作逐项落实，2025年建成3处。")


HEAD = "发文机关标志：云溪区人民代表大会常务委员会公告\n空行\n空行\n标题：关于批准预算调整的决定\n正文：决定如下。\n"


def test_kind_in_the_mark_is_no_part_of_the_name() -> None:
    signed = HEAD + "署名：云溪区人民代表大会常务委员会\n成文日期：2025年3月8日"
    assert "G324" not in codes(signed)
    assert "G324" in codes(signed.replace("署名：云溪区", "署名：云川区"))


def test_title_marks_of_an_attachment_title_in_two_lines() -> None:
    text = "正文：见附件。\n空行\n附件说明：附件：说明\n署名：云溪区教育局\n成文日期：2025年3月8日\n附件标识：附件\n空行\n附件标题：关于《云溪区城市更新条例\n附件标题：{}》的说明"
    assert "G503" not in codes(text.format("（草案）"))
    assert "G503" in codes(text.format("（草案）").replace("》的说明", "的说明"))


def test_codes_of_servers_are_no_gaps() -> None:
    assert "G701" not in codes("正文：返回码4xx、5xx表示失败。")
    assert "G701" in codes("正文：共建成XX个，其中xx个投用。")


def test_blank_line_that_carries_the_red_rule_stands_over_it() -> None:
    text = "发文机关标志：云溪区财政局文件\n空行\n空行\n发文字号（无红线）：云财〔2025〕8号\n红线：\n空行\n{}标题：关于开展检查的通知"
    assert "G217" not in codes(text.format("空行\n"))
    assert "G217" in codes(text.format(""))
