"""Ranges with any sign but the dash or the wave of the standard, numbers side by side, single dashes, half-width brackets."""

from __future__ import annotations

import pytest

from genwen.lint.corrections import CORRECTIONS
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in


def told(text: str, rule: str) -> list[str]:
    """What is found by a rule, each with the text as it is after the correction."""
    found = []
    for problem in problems_in(example_view(f"正文：{text}")):
        if problem.rule.id == rule:
            hit, correct = problem.hit, CORRECTIONS.get(rule)
            right = hit.right or (correct(text[hit.start : hit.end]) if correct else None)
            found.append(text if right is None else f"{text[: hit.start]}{right}{text[hit.end :]}")
    return found


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("每年8月1日--31日评估。", "每年8月1日—31日评估。"),
        ("每年8月1日——31日评估。", "每年8月1日—31日评估。"),
        ("11月1日~15日巡查。", "11月1日—15日巡查。"),
        ("汛期（6月1日 ~ 9月30日）值守。", "汛期（6月1日—9月30日）值守。"),
        ("2023年--2025年实施。", "2023年—2025年实施。"),
        ("2023——2025年实施。", "2023—2025年实施。"),
        ("3--5月开展。", "3—5月开展。"),
        ("上午9:00--11:30开放。", "上午9:00—11:30开放。"),
        ("周一~周五值班。", "周一—周五值班。"),
        ("一季度~三季度完成。", "一季度—三季度完成。"),
        ("每次10--20人参加。", "每次10—20人参加。"),
        ("水深3——5米。", "水深3—5米。"),
        ("每次10~20人参加。", "每次10～20人参加。"),
        ("时长30 -- 40分钟。", "时长30—40分钟。"),
    ],
)
def test_ranges_get_their_sign(wrong: str, right: str) -> None:
    assert told(wrong, "G517") == [right]
    assert not told(right, "G517")


@pytest.mark.parametrize(
    "text",
    [
        "汛期（6月1日～9月30日）值守。",
        "路段K1+200--K3+400施工。",
        "设备A1--A5运行。",
        "电话0917-3826218，房间3-201室。",
        "共有干部10人——其中党员8人。",
        "今天是8月1日——建军节。",
    ],
)
def test_what_is_no_range_is_left_alone(text: str) -> None:
    assert not told(text, "G517")


@pytest.mark.parametrize(
    "text",
    [
        "应在3、4日内办结。",
        "约需2、3周。",
        "有7、8成群众满意。",
        "相距5、6公里。",
        "宽3、4米。",
        "每人2、3斤。",
        "年龄在6、7岁。",
        "走了4、5里路。",
    ],
)
def test_two_figures_that_mean_about_so_many(text: str) -> None:
    assert told(text, "G604")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("应在五、六日内办结。", "应在五六日内办结。"),
        ("约需三、四周。", "约需三四周。"),
        ("深七、八千米。", "深七八千米。"),
        ("守了三、四夜。", "守了三四夜。"),
        ("备了五、六桌。", "备了五六桌。"),
    ],
)
def test_two_numerals_that_mean_about_so_many(wrong: str, right: str) -> None:
    assert told(wrong, "G514") == [right]


@pytest.mark.parametrize(
    "text",
    [
        "见附件1、2。",
        "5月3、4日开展检查。",
        "每月五、六日值班。",
        "位于三、四层。",
        "第三、四季度。",
        "二、三产业。",
        "3、4号楼改造。",
        "一、二期工程。",
    ],
)
def test_two_that_are_counted_one_by_one(text: str) -> None:
    assert not told(text, "G604")
    assert not told(text, "G514")


@pytest.mark.parametrize(
    "text", ["做到应转尽转—不漏一人。", "坚持教育为先—确保应知尽知。", "各级干部下沉一线—绝不留死角。"]
)
def test_a_clause_behind_a_single_dash(text: str) -> None:
    assert told(text, "G516")


@pytest.mark.parametrize(
    "text",
    [
        "北京—上海高速铁路开通。",
        "完善政府—企业—社会协同机制。",
        "健全监测预警—不漏报机制。",
        "做到应转尽转——不漏一人。",
    ],
)
def test_what_a_single_dash_joins(text: str) -> None:
    assert not told(text, "G516")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("按照《洪水标准》(SL 252—2017)复核。", "按照《洪水标准》（SL 252—2017）复核。"),
        ("执行“双随机”(SSJ)检查。", "执行“双随机”（SSJ）检查。"),
        ("执行国家标准(GB 18306—2015)。", "执行国家标准（GB 18306—2015）。"),
    ],
)
def test_brackets_in_chinese_text_are_wide(wrong: str, right: str) -> None:
    assert told(wrong, "G511") == [right]
