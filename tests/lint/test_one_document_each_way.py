"""What an independent review found untold, or told though it is right: one document each way."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.registry import RULES

HEAD = "发文机关标志：松陵区水利局文件\n空行\n空行\n发文字号：松水〔2025〕8号\n空行\n空行\n标题：关于开展山塘排查的通知\n空行\n主送机关：各镇人民政府：\n"
END = "正文：请认真执行。\n署名：松陵区水利局\n成文日期：2025年3月8日"
UP = "发文机关标志：松陵区水利局文件\n空行\n空行\n发文字号（上行）：松水〔2025〕8号\t签发人：钱某某\n空行\n空行\n标题：关于山塘加固的请示\n空行\n主送机关：松陵区人民政府：\n"
ASK = UP + "正文：因山塘年久失修，拟予加固。\n正文：妥否，请批示。\n署名：松陵区水利局\n成文日期：2025年3月8日"
DONE = HEAD + END
FOOT = "\n抄送机关：抄送：市水利局，区委办公室。\n印发机关：松陵区水利局办公室\t2025年3月9日印发"


def codes(text: str) -> set[str]:
    return {problem.rule.id for problem in problems_in(example_view(text), RULES)}


FAULTS = [
    ("G215", DONE, DONE.replace("发文字号：松水", "发文字号：　　　　松水")),
    ("G215", ASK, ASK.replace("（上行）：松水〔2025〕8号\t签发人：钱某某", "（上行）：松水〔2025〕8号\n发文字号（靠右）：签发人：钱某某")),
    ("G215", ASK, ASK.replace("发文字号（上行）：松水〔2025〕8号\t签发人：钱某某", "发文字号（靠右）：签发人：钱某某\n发文字号（上行）：松水〔2025〕8号")),
    ("G235", DONE, DONE.replace("标志：", "标志（靠左）：", 1)),
    ("G209", DONE, DONE.replace("2025年3月8日", "二〇二六年三月八日")),
    ("G306", DONE, DONE.replace("主送机关：", "主送机关（居中）：")),
    ("G308", DONE, DONE.replace("各镇人民政府：", "孙副区长并区人民政府：")),
    ("G310", ASK, ASK.replace("拟予加固。", "请批准我局予以加固。").replace("妥否，请批示。", "特此报告。")),
    ("G311", ASK, ASK.replace("拟予加固。", "拟予加固。同时，请批准我局增加事业编制3名。")),
    ("G616", DONE, DONE.replace("请认真执行", "全年用电65万KWH")),
    ("G616", DONE, DONE.replace("请认真执行", "全年用电65万kwh")),
    ("G828", DONE + FOOT, DONE + FOOT.replace("\t", "")),
    ("G231", "发文机关标志：松陵区水利局专题会议纪要\n正文：会议研究了山塘加固事项。\n空行\n正文：出席：钱某某",
     "发文机关标志：松陵区水利局专题会议纪\n正文：会议研究了山塘加固事项。\n空行\n正文：出席：钱某某"),
    ("G111", "页码：— # —\n" + DONE + "\n正文：请执行。" * 12, "页码（首页无）：— # —\n" + DONE + "\n正文：请执行。" * 12),
]  # fmt: skip


@pytest.mark.parametrize(("code", "right", "wrong"), FAULTS)
def test_it_is_told_and_its_right_form_is_not(code: str, right: str, wrong: str) -> None:
    assert code not in codes(right)
    assert code in codes(wrong)


SILENT = [
    ("G343", DONE.replace("正文：请认", "正文（黑体 12磅 居中）：各山塘排查情况。\n表：名称|数量/甲塘|3\n正文：请认")),
    ("G321", DONE + "\n正文（首行=0）：主题词：水利　山塘　通知" + FOOT),
    ("G102", "页面：宽=297 高=210 上=28 下=26 左=35 右=37\n" + DONE),
    ("G102", "页面：宽=297 高=210 上=26 下=28 左=37 右=35\n" + DONE),
    ("G215", UP.replace("\t签发人：钱某某", "\t签发人：钱某某　李某某") + END),
]


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_what_is_right_or_told_otherwise_is_not_told(code: str, text: str) -> None:
    assert code not in codes(text)


def hint(text: str, code: str) -> tuple[str, str]:
    (problem,) = [item for item in problems_in(example_view(text), RULES) if item.rule.id == code]
    return problem.finding.hint, problem.hit.right


@pytest.mark.parametrize(
    ("written", "right"),
    [("秘密★一年", "秘密★1年"), ("机密☆三年", "机密★3年"), ("绝密 20年", "绝密★20年"), ("秘密级", "秘密"), ("机密（6个月）", "机密★6个月")],
)  # fmt: skip
def test_the_form_of_a_grade_that_is_advised_keeps_the_grade(written: str, right: str) -> None:
    assert hint(f"份号：000012\n密级：{written}", "G203") == (f"写作“{right}”", right)


def test_the_margins_advised_for_a_page_that_lies_across_are_those_of_its_own_sides() -> None:
    said, _ = hint("页面：宽=297 高=210 上=37 下=35 左=28 右=26\n" + DONE, "G102")
    assert "28、26、35、37 mm" in said
