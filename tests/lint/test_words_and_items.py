"""Wrong characters, words left over when a text is read as words, ends of items, times that run backwards, and right texts like them."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

_HEAD = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"


def told(text: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text))]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("按照省卫生健康委员会的布署，", "部署"), ("建立台帐。", "账"), ("自觉接收审计监督，", "接受"), ("使用副利彩票公益金。", "福利"),
        ("一次性拔付到位。", "拨付"), ("由付主任负责。", "副"), ("折合标准煤1274.83顿，", "吨"), ("每组负责二个县。", "两"), ("必需严格执行。", "必须"),
    ],
)  # fmt: skip
def test_wrong_characters(text: str, right: str) -> None:
    hits = [item.hit for item in problems_in(example_view(f"正文：{text}")) if item.rule.id == "G718"]
    assert [hit.right for hit in hits] == [right]


@pytest.mark.parametrize(
    "text",
    ["对外发布署名文章。", "搭建帐篷20顶。", "按装配式建筑标准施工。", "恢复盖章。", "占全部份额的三成。", "接收群众监督举报线索。", "拨付主任务经费。", "预防犯罪。",
     "第二个问题，共十二个。", "采取措施做好工作。", "每日供餐3顿，", "规模扩大辐射带动。", "即“布署”应为“部署”。", "究竟选择哪一种。", "另星期六值班。"],
)  # fmt: skip
def test_right_words_that_hold_the_characters_of_wrong_ones(text: str) -> None:
    assert "G718" not in told(f"正文：{text}")


@pytest.mark.parametrize(
    "text",
    ["用水7.84万立方米米，同比下降。", "2025年3月底前前，召开会议。", "登记联络员员名单。", "逐级压实实各级责任。", "自查报告报告于12月报送。", "按规定标准标准缴纳。",
     "单靠民政部门难以难以解决。", "共计1500元元。", "给予30天天的期限。"],
)  # fmt: skip
def test_what_is_left_over(text: str) -> None:
    assert "G707" in told(f"正文：{text}")


@pytest.mark.parametrize(
    "text",
    ["岚川市市场监督管理局负责。", "提高高中阶段入学率。", "主要要求如下。", "扎扎实实推进。", "进村入户户户到。", "刘洋洋同志负责。", "灞桥桥头设岗。", "使用用电设备。",
     "城市市民参加。", "2家家庭农场。", "区委委托审计。", "加强管理人员人民币业务培训。", "单位单位面积能耗下降。"],
)  # fmt: skip
def test_words_side_by_side_with_one_character(text: str) -> None:
    assert "G707" not in told(f"正文：{text}")


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [("；；。", []), ("；。。", ["G537"]), ("；；；", ["G537"]), ("。。。", []), ("；，。", ["G537"])],
)
def test_ends_of_items(ends: str, wanted: list[str]) -> None:
    items = "".join(f"正文：{n}.报送第{n}类材料{end}\n" for n, end in enumerate(ends, 1))
    assert [code for code in told(f"正文：报送以下材料：\n{items}正文：逾期不再受理。") if code == "G537"] == wanted


def test_items_that_have_sentences_are_of_another_rule() -> None:
    assert "G537" not in told(
        "正文：要求如下：\n正文：1.登记造册；\n正文：2.逐户核对。逾期的写明原因。\n正文：3.公示；"
    )


@pytest.mark.parametrize(
    ("span", "wrong"), [("14:30—13:30", True), ("9:00—11:30", False), ("22:00—6:00", False), ("9:00—5:30", False)]
)
def test_times_that_run_backwards(span: str, wrong: bool) -> None:
    assert ("G634" in told(f"正文：培训时间为{span}。")) is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("约有3、40个村组。", "G604"),
        ("安排1至二名同志。", "G605"),
        ("下游约8600多亩农田。", "G618"),
        ("包括水源、以及管网。", "G536"),
        ("协调经费、和场地。", "G536"),
        ("协调经费、与场地。", "G536"),
    ],
)
def test_numbers_and_marks(text: str, code: str) -> None:
    assert code in told(f"正文：{text}")


@pytest.mark.parametrize(
    "text",
    [
        "第3、40条规定。",
        "1至二季度。",
        "东城区、和平区、和县。",
        "加强及时、与会人员签到。",
        "与发展需要相适应、与地区实际相衔接。",
        "适当的、与能力相称的措施。",
        "青龙水库、和龙水库。",
    ],
)
def test_right_numbers_and_marks(text: str) -> None:
    assert not {"G604", "G605", "G618", "G536"} & set(told(f"正文：{text}"))


def test_notice_that_asks_as_a_letter() -> None:
    text = _HEAD.replace("各单位", "区财政局") + "正文：拟开展检查。\n正文：可否，请予函复。"
    assert "G329" in told(text)
    assert "G329" not in told(text.replace("检查的通知", "检查的函"))


def test_one_attachment_whose_name_begins_with_a_number() -> None:
    name = "6座小型水库加固投资估算表"
    text = f"{_HEAD}正文：请执行。\n空行\n附件说明：附件：{name}\n空行\n空行\n署名：云溪区教育局\n成文日期：2025年3月8日\n附件标识：附件\n空行\n附件标题：{name}\n表：序号|名称/1|甲"
    assert not {"G902", "G906"} & set(told(text))
    assert "G902" in told(
        text.replace(f"附件：{name}", "附件：1任务清单").replace(f"附件标题：{name}", "附件标题：任务清单")
    )


def test_recipients_of_a_document_passed_on_stand_flush() -> None:
    text = (
        f"{_HEAD}正文：请执行。\n空行\n附件说明：附件：关于做好防汛工作的通知\n空行\n空行\n署名：云溪区教育局\n成文日期：2025年3月8日\n附件标识：附件\n空行\n"
        "附件标题：关于做好防汛工作的通知\n空行\n正文（首行=0）：各市应急管理局：\n正文{}：请做好防汛工作。"
    )
    assert "G321" not in told(text.format(""))
    assert "G321" in told(text.format("（首行=0）"))


def test_date_at_the_very_edge_under_two_organs() -> None:
    signed = "署名（右=1260）：云溪区教育局\n署名（右=1260）：云溪区财政局\n成文日期（右={}）：2025年3月8日"
    text = f"{_HEAD}正文：请执行。\n空行\n空行\n{signed}"
    assert "G326" in told(text.format(0))
    assert "G326" not in told(text.format(1260))
