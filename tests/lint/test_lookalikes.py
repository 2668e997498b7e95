"""Letters among figures and dates of two kinds of numerals are told as that, with what they stand for, and as nothing else."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in

_RULES = ("G601", "G609", "G635", "G638", "G639")


def told(text: str) -> list[Problem]:
    return [problem for problem in problems_in(example_view(f"正文：{text}")) if problem.rule.id in _RULES]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("请于2O26年11月30日前报送。", "请于2026年11月30日前报送。"),
        ("报告病例32O例。", "报告病例320例。"),
        ("请于2026年l1月30日前报送。", "请于2026年11月30日前报送。"),
        ("请于2026年1l月前报送。", "请于2026年11月前报送。"),
        ("请于2026年I月前报送。", "请于2026年1月前报送。"),
        ("共投入1OO万元。", "共投入100万元。"),
        ("合格率达到98.O%以上。", "合格率达到98.0%以上。"),
        ("损耗为O.5吨。", "损耗为0.5吨。"),
        ("每1O～20人一组。", "每10～20人一组。"),
        ("上午1O:30开会。", "上午10:30开会。"),
        ("按照云政发〔2O26〕8号文件执行。", "按照云政发〔2026〕8号文件执行。"),
        ("请于2025年三月底前完成。", "请于2025年3月底前完成。"),
        ("于2026年十二月上旬举办。", "于2026年12月上旬举办。"),
        ("二〇二五年9月开展鉴定。", "2025年9月开展鉴定。"),
        ("定于2025年9月十五日召开。", "定于2025年9月15日召开。"),
        ("定于2025年三月十五日召开。", "定于2025年3月15日召开。"),
        ("二〇二五年三月15日印发。", "2025年3月15日印发。"),
    ],
)
def test_it_is_told_once_with_what_it_stands_for(wrong: str, right: str) -> None:
    (problem,) = [found for found in told(wrong) if found.rule.id != "G635"]
    hit = problem.hit
    assert wrong[: hit.start] + hit.right + wrong[hit.end :] == right
    assert not told(right)


@pytest.mark.parametrize(
    "text",
    [
        "监测H2O、CO2和O3浓度，PM2.5均值下降3%。",
        "型号A1O个别损坏，Q235I号钢。",
        "每人每日供水10l，储油2l。",
        "Ⅰ类2处，I类5个，II类3个。",
        "二〇二五年二月，二〇〇八年十月一日。",
        "2025年农历八月十五，2025年八月十五中秋节，2026年正月初五。",
        "2025年五月天演唱会。",
        "2025年一月一调度。",
        "十月一日国庆节。",
    ],
)
def test_names_and_the_lunar_calendar_are_right(text: str) -> None:
    assert not [problem for problem in told(text) if problem.rule.id in ("G601", "G638", "G639")]
