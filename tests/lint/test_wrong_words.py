"""The table of wrong words (G718): in order, held against the dictionary and the house's own texts, and right texts like them."""

from itertools import pairwise
from pathlib import Path

import pytest

from genwen.document.word_borders import is_word
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.misspelt import misspelt, slips
from genwen.lint.wrong_words import HABITS, IDIOMS, WORDS

ROOT = Path(__file__).parents[2]
LOOKED_AT = {slip.wrong for pattern, slip in slips() if pattern.pattern != slip.wrong}


def told(text: str) -> list[str]:
    """What is meant by the wrong words of a text."""
    return [slip.right for _, _, _, slip in misspelt(example_view(f"正文：{text}").texts())]


@pytest.mark.parametrize("table", [IDIOMS, WORDS, HABITS])
def test_tables_are_in_order(table: str) -> None:
    entries = [entry.split("(")[0] for entry in table.split()[::2]]
    assert all(one <= after for one, after in pairwise(entries))
    assert len(set(table.split()[::2])) == len(entries)


def test_right_forms_hold_no_wrong_ones() -> None:
    for _, slip in slips():
        assert slip.wrong != slip.right
        assert told(f"“”{slip.right}。") == [], slip.right


def test_words_in_the_dictionary_are_looked_at_with_what_stands_around() -> None:
    """What the dictionary has anyway is a slip in it: the right form is there too, and more often."""
    from genwen.document.word_borders import _count, _dictionary

    entries = _dictionary()
    for _, slip in slips():
        if slip.sure and slip.wrong not in LOOKED_AT and is_word(slip.wrong):
            assert _count(slip.wrong, entries) < 30, slip.wrong
            assert _count(slip.right, entries) > _count(slip.wrong, entries) or len(slip.wrong) > 3, slip.wrong


def test_the_texts_of_the_house_have_none() -> None:
    for file in sorted([*ROOT.glob("content/**/*.yaml"), *ROOT.glob("genwen/**/*.yaml")]):
        view = example_view("正文：无。")
        line = view.texts()[0]
        for text in file.read_text("utf-8").splitlines():
            line.text = text
            assert list(misspelt([line])) == [], f"{file.name}: {text}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("资金按进度拔付。", "拨付"), ("自觉接收群众监督。", "接受"), ("安全渡汛，做好防迅工作。", "度汛 防汛"), ("焚烧秸杆。", "秸秆"), ("优惠卷发放。", "优惠券"),
        ("肯请予以支持。", "恳请"), ("常抓不卸，责无旁待。", "常抓不懈 责无旁贷"), ("各司其责，上下连动。", "各司其职 上下联动"), ("建全制度。", "健全"),
        ("3月低前完成。", "底"), ("面积12公倾。", "公顷"), ("用时30分种。", "分钟"), ("不法份子。", "分子"), ("凤险排查。", "风险"), ("建立台帐。", "账"),
        ("防讯期间值守。", "防汛"), ("给于补助。", "给予"), ("争求意见。", "征求意见"), ("填写会议记要。", "会议纪要"), ("工作组织的领到小组。", "领导小组"),
    ],
)  # fmt: skip
def test_wrong_words(text: str, right: str) -> None:
    assert told(text) == right.split()


@pytest.mark.parametrize(
    "text",
    [
        "投资迅速增长，交通迅速恢复。", "统筹化解风险，第一批覆盖12个村。", "治安祥和稳定，见证吉祥见到亲人。", "登记律师15名，干预记录制度。", "理解绝对不能。", "用水份额、一百份之多。",
        "贯彻低碳理念，沟通汛情。", "商铺助力消费，营销防伪。", "研究竞争政策，完毕竞赛。", "开展学习贯彻活动，习惯例会。", "城市扬尘治理，发现扬言。", "非法冶炼，法治炼狱。",
        "一家俱乐部，本机构买卖。", "触摸式显示屏，规模索引。", "统一惯例，从事固体废物处置。", "全民阅读职责，报销费用。", "攻坚特别行动，控制栽植密度。", "形势严峻工作繁重。",
        "总裁培训班，山脉博物馆。", "选拔款式，海选拔打造。", "不仅密切联系，不仅急需。", "保持序列，提供给于2025年设立的基金。", "创建全国文明城市，构建全流程机制。", "与下文保持一致，一至三月。",
        "年底前，最低前十名。", "每日三顿，共3顿饭。", "搭建帐篷，蚊帐目数。", "应急反应情况，群众反应强烈。", "既将其列入，又将其公开。", "请单位核对，申请单上写明。",
        "两岸分析旧例，部分折旧。", "应当明确订立合同，规划拔高。", "发现壮大集体经济，护士地位。", "国家圆满完成，高校圆桌会议。", "安徽信息，警示犯罪。",
    ],
)  # fmt: skip
def test_right_words_that_hold_the_same_characters(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "severity"), [("按照布署执行。", "警告"), ("满二个月的，予以注销。", "提示"), ("主要成份如下。", "提示")]
)
def test_what_some_hold_to_be_right_is_a_hint(text: str, severity: str) -> None:
    found = [item.finding for item in problems_in(example_view(f"正文：{text}")) if item.rule.id == "G718"]
    assert [str(item.severity) for item in found] == [severity]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("克服侥辛心理，确保有矩可依。", "侥幸心理 有据可依"), ("狠抓贯彻落时，完善规章制渡。", "贯彻落实 规章制度"), ("认真覆行职责。", "认真履行"), ("按照有关归定办理。", "有关规定"),
        ("印发实施放案。", "实施方案"), ("开展宣传教玉和垃圾分雷。", "宣传教育 垃圾分类"), ("全面贯切落实。", "贯彻"),
    ],
)  # fmt: skip
def test_one_character_that_sounds_or_looks_like_the_right_one(text: str, right: str) -> None:
    assert told(text) == right.split()


@pytest.mark.parametrize(
    "text",
    [
        "齐抓共管，同向发力，提标提效。", "完善检测体系和监测体系。", "数智经济和绿色智造。", "保障餐品质量，促进蚕业发展。", "行使职权，有权制定、指定。", "财务公开、村务公开。", "管县管理体制是高质量发展的要求。", "大数据和实体经济融合。",
        "“有矩可依”是错的。", "云岭市机关事务管理局、平川县公共机构节能办公室。",
    ],
)  # fmt: skip
def test_words_in_use_beside_those_they_sound_like(text: str) -> None:
    assert told(text) == []
