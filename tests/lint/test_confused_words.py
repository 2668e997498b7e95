"""Words for which another word is written (G718), told by their company, and the same words where they are right."""

import pytest

from genwen.lint.confused_words import CONFUSED
from genwen.lint.examples import example_view
from genwen.lint.misspelt import confused, misspelt


def told(text: str) -> list[str]:
    """What is meant by the wrong words of a text."""
    return [slip.right for _, _, _, slip in misspelt(example_view(f"正文：{text}").texts())]


def test_every_line_tells_a_word_from_another() -> None:
    lines = CONFUSED.strip().splitlines()
    assert len(set(lines)) == len(lines) == len(confused())
    for line in lines:
        wrong, right, before, _, *unless = line.split()
        assert wrong != right
        assert len(unless) <= (before != "-")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("任何单位不得截流、挤占和挪用。", "截留"), ("严禁挪用、截流。", "截留"), ("截流补助资金的，依法处理。", "截留"), ("强化督促检察。", "检查"), ("开展安全检察，消除隐患。", "检查"),
        ("依法追纠责任。", "追究"), ("重建设、轻管户。", "管护"), ("落实管户经费。", "管护"), ("对屡查屡范的通报批评。", "屡犯"), ("发生暴管的路段。", "爆管"),
        ("设立人民调节委员会。", "调解"), ("群众反应的突出问题得到解决。", "反映"), ("编制权利清单和责任清单。", "权力"), ("防治返贫致贫。", "防止"), ("污染防止攻坚战。", "防治"),
        ("形式依然严峻，安全生产形式严峻。", "形势"), ("采取书面形势报送。", "形式"), ("工作效力不高。", "效率"), ("提高工作效力。", "效率"), ("平稳过度到新平台。", "过渡"), ("过渡医疗问题突出。", "过度"),
        ("引发《实施方案》的通知。", "印发"), ("正视实施以来。", "正式"), ("会上提出主意事项。", "注意"), ("练习人：李某。", "联系"), ("即要抓发展，又要保安全。", "既要"), ("坚持资源原则。", "自愿"),
        ("开展增值放流。", "增殖"), ("打赢兰天保卫战。", "蓝天"), ("水位大副上升。", "大幅"), ("资金投人使用。", "投入"),
    ],
)  # fmt: skip
def test_words_in_the_company_of_another(text: str, right: str) -> None:
    assert right in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "实施河道截流工程，建设截流干管，截流污水。", "检察机关开展专项检察监督，检察建议已落实。", "税务管户制度改革。", "爱护公物，防治病虫害。", "税收调节作用，调节水量。", "应急反应迅速，群众反应热烈。",
        "行政相对人的权利，依法行使权力。", "形势严峻复杂，形式灵活多样。", "在形势任务宣讲中，书面形式报送。", "过渡期内，平稳过渡，过度开发。", "因暴雨引发灾害，印发给各单位。", "正视问题，正式开工。",
        "注意安全，拿主意。", "既要治标，又要治本；即要召开的会议。", "自然资源，自愿报名。", "增值税，增殖放流。", "大副值班，船长轮休。", "投资人使用，承租人使用。", "保持政治立场，综合政治学习。",
        "市场主题活动，市场主体责任。", "提高影响力，社会影响大。", "立案侦查，军事侦察。", "平台停止适用本规定。", "公共事务，新生事物。", "人力资源，水资源原则上不新增。",
    ],
)  # fmt: skip
def test_the_same_words_where_they_are_right(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [("每半年开展二次抽查。", ["两"]), ("每年开展二次，每次至少二次。", ["两", "两"]), ("开展二次供水改造。", [])],
)
def test_two_times(text: str, right: list[str]) -> None:
    assert told(text) == right
