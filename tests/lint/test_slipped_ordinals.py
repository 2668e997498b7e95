"""One slip in an ordinal is told once, as what it is: the items around it count on, and what is truly left out is told."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

_ORDER = ("G401", "G402", "G403", "G404", "G405", "G411")


def told(*lines: str) -> list[str]:
    text = "\n".join(f"正文：{line}组织实施。各单位按月报送。" for line in lines)
    problems = problems_in(example_view(text))
    return [f"{problem.rule.id} {problem.finding.hint}" for problem in problems if problem.rule.id in (*_ORDER, "G611")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("〔一〕", "（二）", "（三）"), "G405 改为“（一）”"),
        (("（一）", "【二】", "（三）"), "G405 改为“（二）”"),
        (("（一）", "（二）", "［三］"), "G405 改为“（三）”"),
        (("1。", "2.", "3."), "G405 改为“1.”"),
        (("1.", "2.", "3。"), "G405 改为“3.”"),
        (("一、", "二。", "三、"), "G405 改为“二、”"),
        (("一。", "二、", "三、"), "G405 改为“一、”"),
        (("（1）", "〔2〕", "（3）"), "G411 改为“（2）”"),
        (("（1）", "【2】", "（3）"), "G405 改为“（2）”"),
        (("1.", "２.", "3."), "G611 改为半角 2"),
        (("（１）", "（2）", "（3）"), "G611 改为半角 1"),
        (("１0.", "11.", "12."), "G401 补上缺少的一项，或改正序数"),
        (("（一）", "（一）", "（三）"), "G403 改为“（二）”"),
        (("（1）", "（1）", "（3）", "（4）"), "G403 改为“（2）”"),
        (("1.", "2.", "3.", "2.", "5."), "G403 改为“4.”"),
    ],
)
def test_one_slip_is_one_fault(lines: tuple[str, ...], said: str) -> None:
    assert said in told(*lines)
    assert sum(not item.startswith("G611") for item in told(*lines)) == (not said.startswith("G611"))


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        (("（一）", "（一）", "（二）", "（四）"), ["G403", "G401"]),
        (("（一）", "（一）", "（四）"), ["G403", "G401"]),
        (("1.", "2.", "2.", "3."), ["G403"]),
        (("1.", "2.", "2.", "4.", "6."), ["G403", "G401"]),
        (("〔一〕", "（三）"), ["G405", "G401"]),
        (("1.", "２.", "4."), ["G611", "G401"]),
    ],
)
def test_what_is_truly_left_out_is_told_too(lines: tuple[str, ...], rules: list[str]) -> None:
    assert sorted(item[:4] for item in told(*lines)) == sorted(rules)


@pytest.mark.parametrize(
    "text", ["〔2025〕8号文要求抓好落实。", "[1]张某，《节能》一书。", "【经验】一是摸底。", "二〇二五年。"]
)
def test_what_is_no_ordinal_is_left_alone(text: str) -> None:
    problems = problems_in(example_view(f"正文：{text}\n正文：请各单位抓好落实。"))
    assert not [problem.rule.id for problem in problems if problem.rule.id in _ORDER]


_HEADS = "一级标题：一、目标\n正文：各单位执行。\n{}\n正文：各单位执行。\n一级标题：三、要求\n正文：各单位执行。"


@pytest.mark.parametrize("heading", ["二重点任务", "二 重点任务"])
def test_ordinal_without_its_mark_is_one_fault(heading: str) -> None:
    problems = problems_in(example_view(_HEADS.format(f"正文（黑体）：{heading}")))
    assert [problem.rule.id for problem in problems if problem.rule.id in (*_ORDER, "G343")] == ["G411"]


def test_number_that_belongs_to_the_words_is_no_ordinal() -> None:
    text = _HEADS.format("一级标题：二、任务\n正文（黑体）：三年行动\n正文（黑体）：二十项指标")
    assert not {"G401", "G411"} & {problem.rule.id for problem in problems_in(example_view(text))}


def test_colon_behind_a_heading_is_a_mark_too_much() -> None:
    text = _HEADS.format("一级标题：二、任务").replace("一级标题：二、任务", "正文（黑体）：二、任务：")
    found = [problem.rule.id for problem in problems_in(example_view(text))]
    assert "G407" in found
    assert not {"G401", "G343"} & set(found)


@pytest.mark.parametrize(
    "heads",
    [
        ("一、三年行动目标", "二、五项重点工作", "三、四个方面要求"),
        ("一、二季度重点工作", "二、三级医院建设", "三、保障"),
    ],
)
def test_heading_that_begins_with_a_number(heads: tuple[str, ...]) -> None:
    text = "\n正文：各单位执行。\n".join(f"正文（黑体）：{head}" for head in heads)
    assert not {"G514", "G343", *_ORDER} & {problem.rule.id for problem in problems_in(example_view(text))}


def test_numbers_side_by_side_are_no_heading() -> None:
    for words in ("二、三产业稳步发展，共增长5%。", "一、二季度，全市建成3处。"):
        assert example_view(f"正文：{words}").lines[0].ordinal is None


@pytest.mark.parametrize(
    "words", ["第一部分任务已经完成，其余按期推进。", "第二节课由各校自行安排。", "第五条规定的情形不在此列。"]
)
def test_sentence_does_not_begin_the_numbers_anew(words: str) -> None:
    text = f"一级标题：一、目标\n正文：{words}\n一级标题：二、任务\n正文：请执行。"
    assert not {"G401", "G406"} & {problem.rule.id for problem in problems_in(example_view(text))}


@pytest.mark.parametrize("head", ["第二部分　保障措施", "第二章 附则", "第二节　管理"])
def test_head_begins_the_numbers_anew(head: str) -> None:
    text = f"一级标题：一、目标\n一级标题：二、任务\n正文（居中）：{head}\n一级标题：一、组织\n一级标题：二、经费"
    assert not {"G401", "G402", "G403"} & {problem.rule.id for problem in problems_in(example_view(text))}
