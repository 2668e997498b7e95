"""发文字号, 成文日期 and places to be filled in, however a clerk wrote them: told at their place with the right form."""

from __future__ import annotations

import pytest
from lint_faults import say, unzipped
from right_documents import right

from genwen.lint.gaps import gaps_in, withheld_in
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

NUMBER, DATE, TEXT = "柳机事〔2025〕14号", "2025年9月29日", "人均使用面积"


def found(*words: tuple[str, str]) -> list[Problem]:
    """What is found in a right document, made without styles, with some words replaced by others."""
    parts = unzipped(right("通知"))
    for old, new in words:
        say(old, new, "").plant(parts)
    view = view_of(form_of(parts, "例.docx"))
    return problems_in(view)


def test_right_one_is_right() -> None:
    assert found() == []


@pytest.mark.parametrize(
    "number",
    ["柳机事〔2025〕14", "柳机事〔2025〕第14号", "柳机事〔2025〕014号", "柳机事[2025]14号", "柳机事(2025)14号", "柳机事（2025）14号",
     "柳机事【2025】14号", "柳机事﹝2025﹞14号", "柳机事<2025>14号", "柳机事《2025》14号", "柳机事2025〕14号", "柳机事〔2025 14号", "柳机事2025年14号",
     "柳机事〔2025〕14 号", "柳机事〔2025年〕14号", "柳机事〔2025〕十四号", "柳机事〔二〇二五〕14号", "柳机事〔2025〕14号文", "柳机事〔２０２５〕１４号",
     "柳机事［2025］第014号"],
)  # fmt: skip
def test_document_number(number: str) -> None:
    (problem,) = found((NUMBER, number))
    assert (problem.rule.id, problem.finding.hint) == ("G207", "写作 柳机事〔2025〕14号")
    assert problem.hit.line is not None
    assert problem.hit.line.text[problem.hit.start : problem.hit.end] == number


@pytest.mark.parametrize(
    "number", ["〔2025〕14号", "第14号", "柳机事第14号", "2025柳机事14号", "柳机事〔205〕14号", "柳机事〔20255〕14号"]
)
def test_document_number_that_cannot_be_told(number: str) -> None:
    (problem,) = found((NUMBER, number))
    assert problem.rule.id == "G207"


def test_year_in_two_figures_is_told_and_not_put_right_alone() -> None:
    (problem,) = found((NUMBER, "柳机事〔25〕14号"))
    assert (problem.rule.id, problem.hit.right) == ("G207", "")
    assert problem.finding.hint == "写作 柳机事〔2025〕14号"


@pytest.mark.parametrize(
    "text",
    ["按照国管节能〔2025〕31执行。", "按照国管节能〔2025〕第31号执行。", "按照国管节能〔2025〕031号执行。", "按照国管节能[2025]31号执行。",
     "按照国管节能〔2025年〕31号执行。", "按照国管节能〔2025〕31 号执行。", "按照国管节能（2025）31号执行。", "按照《通知》（国管节能（2025）31号）执行。"],
)  # fmt: skip
def test_number_in_the_text(text: str) -> None:
    (problem,) = found((TEXT, text))
    assert (problem.rule.id, problem.finding.hint) == ("G208", "写作 国管节能〔2025〕31号")


@pytest.mark.parametrize(
    "text",
    ["按照国管节能〔2025〕3、5号执行。", "按照国管节能〔2025〕3号、5号执行。", "按照国管节能〔2025〕3—5号执行。"],
)
def test_several_numbers_of_one_year(text: str) -> None:
    assert found((TEXT, text)) == []


@pytest.mark.parametrize(
    "date",
    ["2025.9.29", "2025-09-29", "2025/9/29", "2025．9．29", "20250929", "二〇二五年九月二十九日", "二○二五年九月廿九日", "二0二五年九月二十九日",
     "2025年09月29日", "2025年9月29号", "2025年9月29", "25年9月29日", "2025 年 9 月 29 日", "２０２５年９月２９日", "2025年九月29日", "公元2025年9月29日",
     "2025年9月29日。", "2025年9月29日（星期一）"],
)  # fmt: skip
def test_date(date: str) -> None:
    (problem,) = found((DATE, date))
    assert (problem.rule.id, problem.finding.hint, problem.hit.right) == ("G322", "写作 2025年9月29日", "2025年9月29日")
    assert problem.hit.line is not None
    assert problem.hit.line.text == date


@pytest.mark.parametrize("date", ["2025年9月", "2025年9月31日", "2025年13月1日"])
def test_date_that_is_none(date: str) -> None:
    assert [problem.rule.id for problem in found((DATE, date))] == ["G322"]


GAPS = [
    "于X月X日前报送",
    "于×月×日召开",
    "于_月_日召开",
    "于__年底前完成",
    "共投入（）万元",
    "共投入（\u3000）万元",
    "20  年  月  日",
    "2025年  月  日",
    "2025年X月",
    "×年×月×日",
    "202X年完成",
    "20XX年底",
    "2025年月日",
    "共X家单位",
    "共×家单位",
    "共*家单位",
    "共＊家单位",
    "有*个项目",
    "共    家",
    "根据《》要求",
    "云发〔2025〕×号",
    "云发〔2025〕号",
    "云发〔\u3000〕号",
    "共??家",
    "○○县人民政府",
    "共{{ 数 }}家",
    "投入XX万元",
    "下降X%",
    "下降_%",
    "20__年",
    "2025年_月底前",
    "于xx月xx日",
    "金额（  ）元",
    "第X批",
    "云溪区**局",
    "2025年*月*日",
    "（待核实）",
    "2025年9月\u3000日",
    "9月  日前",
    "约XX余家",
]
FILLED = [
    "产品型号X7-3，HJ-2型",
    "X光机3台，做X射线检查",
    "版心156×225 mm",
    "3×4=12",
    "长×宽×高",
    "5×3个",
    "A×B个",
    "采用C++编写",
    "指标*",
    "*注：不含学校",
    "5G+工业",
    "2025年9月29日",
    "2025年 9月 29日",
    "9月底前，年底前，月底",
    "近20 年来",
    "20 年以上",
    "每年 9月",
    "本年  月报",
    "（一）",
    "（含所属单位）",
    "“135”出行",
    "写明年 月 日",
    "1月至10月",
    "X轴、X坐标",
    "附件_2025",
    "http://a.b/c_d__e",
    "XXL码",
    "是□否□",
    "二〇〇五年",
    "每月 日均",
    "（2025年—2027年）",
    "a*b",
    "2*3个",
    "每月1号",
    "规格为20X30",
    "X型号",
    "甲方  乙方",
    "20年5月",
    "2020 年 5 月 3 日",
]


@pytest.mark.parametrize("text", GAPS)
def test_gap_is_found_once(text: str) -> None:
    assert len(list(gaps_in(text))) == 1


@pytest.mark.parametrize("text", FILLED)
def test_what_is_no_gap(text: str) -> None:
    assert [*gaps_in(text), *withheld_in(text)] == []


@pytest.mark.parametrize("text", ["张*同志", "X市人民政府", "××局"])
def test_what_may_be_withheld_is_a_notice(text: str) -> None:
    assert list(gaps_in(text)) == []
    assert [str(problem.finding.severity) for problem in found((TEXT, f"请{text}执行"))] == ["提示"]


def test_star_of_a_footnote_is_none() -> None:
    assert found((TEXT, "综合能耗*为当量值"), ("整改完成一项", "*整改完成一项")) == []


def test_blank_in_a_form_to_be_filled_in_by_others_is_a_notice() -> None:
    (problem,) = found(("由主要负责人签字后报送", "由主要负责人于    年  月  日签字后报送"))
    assert (problem.rule.id, str(problem.finding.severity)) == ("G701", "提示")
    (problem,) = found((TEXT, "于    年  月  日使用"))
    assert (problem.rule.id, str(problem.finding.severity)) == ("G701", "错误")
