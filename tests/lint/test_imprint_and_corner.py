"""版记 and left upper corner: rooms at the sides, who prints, what is written before 密级; sections that are alike, closing words."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.rules.pages import left_margin
from genwen.records import replace

HEAD = "发文机关标志：云溪县教育局文件\n空行\n空行\n发文字号：云教〔2025〕8号\n空行\n空行\n"
TEXT = (
    HEAD
    + "标题：关于开展检查的通知\n空行\n主送机关：各学校：\n正文：{}\n正文：请执行。\n正文：请按时报送。\n正文：联系人为张某某。\n"
)
END = "空行\n空行\n署名：云溪县教育局\n成文日期：2025年3月8日\n抄送机关：抄送：县委办公室。\n"


def told(text: str, rule: str) -> list[str]:
    return [item.finding.message for item in problems_in(example_view(text)) if item.rule.id == rule]


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("印发机关：青江市教育局办公室\t2025年3月9日印发", "G829"), ("印发机关：青江市发展和改革局办公室\t2025年3月9日印发", "G829"),
        ("印发机关：2025年3月9日印发", "G832"), ("印发机关（左=0）：云溪县教育局办公室\t2025年3月9日印发", "G831"),
    ],
)  # fmt: skip
def test_who_prints_and_where(printed: str, rule: str) -> None:
    text = TEXT.format("请执行。") + END
    assert told(text + printed, rule)
    assert not told(text + "印发机关：云溪县教育局办公室\t2025年3月9日印发", rule)


@pytest.mark.parametrize(
    ("corner", "rule"), [("密级：密级：机密★1年", "G203"), ("密级：密 级：秘密", "G203"), ("紧急程度：紧急程度：加急", "G205")]
)  # fmt: skip
def test_what_an_element_is_called_is_not_written_before_it(corner: str, rule: str) -> None:
    assert told("份号：000012\n" + corner + "\n" + TEXT.format("请执行。") + END, rule)


def test_every_section_with_wrong_margins_is_named() -> None:
    view = example_view(TEXT.format("请执行。") + END)
    wrong = replace(view.form.sections[0], left=1800)
    view.form = replace(view.form, sections=(wrong, view.form.sections[0], wrong))
    assert [hit.place for hit in left_margin(view)] == ["页面设置（第1、3节）"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("请尚未报送的学校抓紧报送，妥否，请批示，于下周五前完成。", True), ("以上意见当否，请批复。", True),
        ("需要请示的，写明“妥否，请批示”一类的话。", False), ("方案妥当后，请批准后再实施。", False),
    ],
)  # fmt: skip
def test_words_of_a_request_anywhere_in_a_notice(said: str, wrong: bool) -> None:
    assert bool(told(TEXT.format(said) + END, "G338")) is wrong


def test_a_request_that_reports_and_one_whose_title_lacks_its_kind() -> None:
    up = HEAD.replace("发文字号：云教〔2025〕8号", "发文字号（上行）：云教〔2025〕8号\t签发人：周某某")
    asked = (
        up
        + "标题：关于增加设备经费的{}\n空行\n主送机关：县人民政府：\n正文：现将有关情况{}如下。\n正文：拟增加经费。{}妥否，请批示。\n"
        + END
    )
    more = "同时，请一并批准我局增加事业编制5名。"
    assert told(asked.format("请示", "报告", ""), "G331") == ["请示里写了“报告如下”"]
    assert not told(asked.format("请示", "请示", ""), "G331")
    assert told(asked.format("请示", "请示", more), "G311")
    assert told(asked.format("有关事宜", "请示", more), "G311")
    assert not told(asked.format("有关事宜", "请示", ""), "G311")


def test_a_long_date_at_the_edge_under_a_short_name() -> None:
    signed = "署名（右={}）：云溪县政府\n成文日期（右={}）：2025年9月18日"
    text = TEXT.format("请执行。") + "空行\n空行\n"
    assert told(text + signed.format(1181, 0), "G336")
    assert not told(text + signed.format(1120, 640), "G336")
