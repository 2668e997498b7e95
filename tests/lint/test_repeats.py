"""What stands twice is told by the words around it (G707): the second one is no word, and begins none."""

import pytest

from genwen.document import word_borders
from genwen.lint.doubled import doubled_in, once


def told(text: str) -> list[tuple[str, str]]:
    """What stands twice, and what of it is to stay."""
    return [(text[start:end], once(text[start:end])) for start, end, _ in doubled_in(text)]


@pytest.mark.parametrize(
    ("text", "found", "kept"),
    [
        ("用水8.2万立方米米，同比下降5%。", "米米", "米"),
        ("共安排资金500元元用于补助。", "元元", "元"),
        ("公示30天天的公告。", "天天", "天"),
        ("完成整改5个个，其余在办。", "个个", "个"),
        ("请于3月底前前报送。", "前前", "前"),
        ("确定1名联络员员负责。", "员员", "员"),
        ("层层压实实各级责任。", "实实", "实"),
        ("结合实际际，制定方案。", "际际", "际"),
        ("全面面排查隐患。", "面面", "面"),
        ("有关情况况通报如下：", "况况", "况"),
        ("单靠一个部门难以难以解决。", "难以难以", "难以"),
        ("自查报告报告于11月底前报送。", "报告报告", "报告"),
        ("按规定标准标准缴纳。", "标准标准", "标准"),
        ("现将工作方案方案印发给你们。", "方案方案", "方案"),
        ("反食品浪费反食品浪费工作。", "反食品浪费反食品浪费", "反食品浪费"),
        ("组成3个三个检查组。", "3个三个", "3个"),
        ("出动12人12人参加。", "12人12人", "12人"),
        ("关于于开展检查的通知", "关于于", "关于"),
    ],
)
def test_typed_twice(text: str, found: str, kept: str) -> None:
    assert told(text) == [(found, kept)]


@pytest.mark.parametrize(
    "text",
    [
        "会议议定事项由委员会会议审议，中国人民银行行长讲话。", "天天、人人、实实在在、扎扎实实，一项一项过，彼此彼此。", "各方面层层展开，意义远远超出预期。",
        "人员员额管理坚持领导导向，社会会议、人民民主。", "本规定规定的情形，上一年度年度报告。", "新建单位单位建筑面积，全省主管部门部门预算。",
        "集装箱装箱作业由申请人申请人民法院鉴定。", "全市市、县（区）出入我国国（边）境。", "由主任任召集人，每年年中和2025年年底检查。", "修建建（构）筑物。",
        "5个个体户、10家家庭、3人人均20平方米，6亩亩均税收。", "给予1次一次性补助，分成1级二级。", "一张张图、一件件事。", "特别行政区行政区域图，大队大队长。",
        "城管大队大队长、全国人大代表代表团。", "很多很多，说着说着，太多太多。", "每2个2个地清点。", "达到2025年2026年的水平。", "卿卿等等。",
    ],
)  # fmt: skip
def test_words_that_meet(text: str) -> None:
    assert told(text) == []


def test_without_a_dictionary_nothing_more_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_borders, "_dictionary", lambda: b"")
    assert told("压实实各级责任，单靠部门难以难以解决，我们的的工作。") == [("的的", "的")]


@pytest.mark.parametrize(("text", "word"), [("难以", True), ("布署", False), ("以解", False), ("鑢鑢", False)])
def test_words_in_use(text: str, word: bool) -> None:
    assert word_borders.is_word(text) is word
