"""Ordinals of one level in different styles: one finding at the place, no false ones below it."""

from __future__ import annotations

import random

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.ordinals import shown_as
from genwen.lint.registry import RULES

ORDER = tuple(rule for rule in RULES if rule.id[1] == "4" or rule.id in ("G343", "G344", "G501"))
FACES = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
WORDS = [
    "总体要求",
    "主要目标",
    "重点任务",
    "工作步骤",
    "组织保障",
    "制度建设",
    "设备改造",
    "宣传引导",
    "监督检查",
    "经费保障",
    "信息报送",
    "数据核对",
]
HEAD = "标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"


def told(text: str) -> list[str]:
    """Rule and place of what is found about ordinals and the look of headings."""
    found = problems_in(example_view(HEAD + text), ORDER)
    return [f"{problem.rule.id} {problem.hit.line.text if problem.hit.line else ''}" for problem in found]


def heading(level: int, number: int, words: str, written: str = "") -> str:
    return f"正文（{FACES[level]}）：{written or shown_as(level, number)}{words}"


def outline(rng: random.Random, plain: bool) -> list[tuple[int, int, str]]:
    """A right outline: level (0 for running text), number, words; `plain` with two levels, 一、 and 1., only."""
    found: list[tuple[int, int, str]] = []

    def add(level: int, deepest: int) -> None:
        for number in range(1, rng.randint(2, 4) + 1):
            found.append((level, number, rng.choice(WORDS)))
            deeper = 3 if plain and level == 1 else level + 1
            if deeper <= deepest and rng.random() < 0.5:
                add(deeper, deepest)
            else:
                found.append((0, 0, "各单位要按照要求抓好落实，确保按时完成任务。"))

    add(1, 3 if plain else rng.randint(2, 4))
    return found


def text_of(lines: list[tuple[int, int, str]], at: int = -1, written: str = "") -> str:
    return "\n".join(
        heading(level, number, words, written if n == at else "") if level else f"正文：{words}"
        for n, (level, number, words) in enumerate(lines)
    )


@pytest.mark.parametrize("seed", range(40))
def test_right_outlines_are_right(seed: int) -> None:
    assert told(text_of(outline(random.Random(seed), seed % 4 == 0))) == []


@pytest.mark.parametrize("seed", range(60))
def test_heading_in_another_style_is_told_once_at_its_place(seed: int) -> None:
    rng = random.Random(seed)
    lines = outline(rng, False)
    # a heading of the first two levels, whose look tells them from the rest
    at = rng.choice([n for n, (level, _, _) in enumerate(lines) if level in (1, 2)])
    level, number, words = lines[at]
    numeral = shown_as(1, number)[:-1]
    other = rng.choice([shown_as(3, number), shown_as(4, number), shown_as(3 - level, number), f"第{numeral}、"])
    # where it goes on with its own style too, only its look tells: G344
    assert told(text_of(lines, at, other)) in ([f"G411 {other}{words}"], [f"G344 {other}{words}"])


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        # level of the right ordinal is told by the gap alone, all in the same face
        (["一、总体要求", "第二、主要任务", "三、工作要求"], "第二、主要任务"),
        (["一、总体要求", "主要是以下几点。", "贰、主要任务", "三、工作要求"], "贰、主要任务"),
        (["一、总体要求", "（一）目标", "（二）原则", "第二、主要任务", "（一）摸底", "（二）整改", "三、附则"], "第二、主要任务"),
        (["1.是否登记；", "②是否核对；", "3.是否上报。"], "②是否核对；"),
        (["（一）目标", "（二原则", "（三）任务"], "（二原则"),
        (["（一）目标", "二）原则", "（三）任务"], "二）原则"),
        (["一、目标", "二 原则", "三、任务"], "二 原则"),
        (["一、目标", "二、原则", "（3）任务", "四、附则"], "（3）任务"),
    ],
)  # fmt: skip
def test_gap_tells_the_level(lines: list[str], wrong: str) -> None:
    found = told("\n".join(f"正文：{line}" for line in lines))
    assert [line for line in found if not line.startswith("G34")] == [f"G411 {wrong}"]


@pytest.mark.parametrize(
    ("lines", "told_of"),
    [
        # what is no mixture stays what it is
        (["一、目标", "三、任务", "四、附则"], ["G401 三、任务"]),
        (["1.登记；", "2.核对；", "2.上报；", "3.归档。"], ["G403 2.上报；"]),
        (["一、目标", "三年来，各单位抓好落实。", "二、任务"], []),
        (["一、目标", "2025年以来，各单位抓好落实。", "二、任务", "三、附则"], []),
        (["第一，要抓好落实。", "第二，要加强检查。"], []),
        (["一、目标", "第一，要抓好落实。", "第二，要加强检查。", "二、任务"], []),
    ],
)
def test_other_faults_are_still_themselves(lines: list[str], told_of: list[str]) -> None:
    found = told("\n".join(f"正文：{line}" for line in lines))
    assert [line for line in found if not line.startswith("G34")] == told_of


def test_headings_all_of_第_are_told_each_and_nothing_below_them() -> None:
    lines = ["第一、总体要求", "（一）目标", "（二）原则", "第二、主要任务", "（一）摸底", "（二）整改"]
    found = told("\n".join(heading(2 if line[0] == "（" else 1, 1, line[3:], line[:3]) for line in lines))
    assert [line for line in found if not line.startswith("G343")] == ["G409 第一、总体要求", "G409 第二、主要任务"]


def test_hint_for_a_heading_is_the_ordinal_of_a_heading() -> None:
    found = problems_in(example_view("正文：第一、总体要求\n正文：第一、要抓好落实。"), ORDER)
    assert [problem.finding.hint for problem in found if problem.rule.id == "G409"] == ["改为“一、”", "改为“第一，”"]
