"""统计 and 指标: formulas, changes against other years, and where each figure comes from."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import source_of

from genwen.document.elements import OriginKind
from genwen.document.formulas import FormulaError, check_indicators, parse_formula
from genwen.document.statistics.quantities import Statistics
from genwen.facts.reading import validate
from genwen.facts.schema import Indicators, StatisticsYear


def year_of(**data: str):
    text = "数据:\n" + "".join(f"  {name}: '{value}'\n" for name, value in data.items())
    model, findings = validate(StatisticsYear, source_of(text, prefix="统计.年"), {})
    assert not findings
    return model


def indicators_of(**formulas: str):
    lines = [f"  - {{键: {name}, 公式: '{formula}', 小数: 2}}\n" for name, formula in formulas.items()]
    model, findings = validate(Indicators, source_of("指标:\n" + "".join(lines)), {})
    assert not findings
    return model


def computed(formula: str, **data: str):
    return Statistics({2025: year_of(**data)}, indicators_of(果=formula), 2025).look("果")


FORMULAS = [
    ("甲 + 乙", "13.00"),
    ("甲 - 乙", "7.00"),
    ("甲 × 乙", "30.00"),
    ("甲 ÷ 乙", "3.33"),
    ("（甲 + 乙） * 2", "26.00"),
    ("-甲 + 20", "10.00"),
    ("+甲", "10.00"),
    ("甲 / 乙 * 乙", "10.00"),
    ("0.1 + 0.2", "0.30"),
    ("甲 / 4 / 5", "0.50"),
]


@pytest.mark.parametrize(("formula", "text"), FORMULAS, ids=[case[0] for case in FORMULAS])
def test_formulas(formula: str, text: str) -> None:
    assert computed(formula, 甲="10个", 乙="3个").text == text


REFUSED = ["", "甲 +", "甲 ** 2", "甲 // 2", "甲 % 2", "甲(1)", "甲.乙", "甲[0]", "甲 if 乙 else 1", "lambda: 1", "甲 乙",
           "'甲'", "True", "1j", "甲 < 乙", "[1]", "9" * 40, "1e999", "__import__('os')", "甲:=1", "甲" * 600,
           "-" * 499 + "1" * 2, "(" * 250 + "1" + ")" * 250]  # fmt: skip


@pytest.mark.parametrize("formula", REFUSED, ids=[formula[:20] for formula in REFUSED])
def test_formulas_that_are_refused(formula: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(formula)
    assert "公式" in str(caught.value)


FAILING = [
    ({"果": "甲 / (甲 - 甲)"}, "除数为零"),
    ({"果": "果 + 1"}, "没有尽头"),
    ({"果": "因 + 1", "因": "果 + 1"}, "没有尽头"),
    ({"果": "*".join(["大"] * 40), "大": "999999 * 999999"}, "过大"),
]


@pytest.mark.parametrize(("formulas", "said"), FAILING, ids=[case[1] for case in FAILING])
def test_formulas_that_cannot_be_computed(formulas: dict[str, str], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Statistics({2025: year_of(甲="10")}, indicators_of(**formulas), 2025).look("果")


def test_indicators_of_indicators_are_computed_once_each() -> None:
    formulas = {f"果{n}": " + ".join(f"果{k}" for k in range(n)) or "甲" for n in range(18)}
    assert Statistics({2025: year_of(甲="1")}, indicators_of(**formulas), 2025).look("果17").value == 2**16


def test_a_figure_knows_its_formula_and_inputs() -> None:
    figure = computed("甲 / 乙", 甲="10千瓦时", 乙="3平方米")
    assert (figure.origin.kind, figure.origin.formula) == (OriginKind.DERIVED, "果 = 甲 / 乙")
    assert [origin.path for origin in figure.origin.inputs] == ["统计.年.数据.甲", "统计.年.数据.乙"]
    assert figure.value == Decimal(10) / Decimal(3)


@pytest.mark.parametrize(
    ("value", "text", "state"), [("待补", "【待补：统计.年.数据.甲】", "待补"), ("不公开", "××", "不公开")]
)
def test_what_is_missing_or_withheld_stays_so(value: str, text: str, state: str) -> None:
    statistics = Statistics({2025: year_of(甲=value, 乙="1")}, indicators_of(果="甲 + 乙"), 2025)
    for name in ("甲", "果"):
        assert (statistics.look(name).text, statistics.look(name).known) == (text, False)
    assert statistics.look("甲").state == state


CHANGES = [
    ("100", "95", "同比下降5.00%", "下降5.00%", "下降"),
    ("100", "105.5", "同比上升5.50%", "上升5.50%", "上升"),
    ("100", "100", "与上年持平", "持平", "持平"),
    ("100000", "100000.1", "与上年持平", "持平", "持平"),
    ("25%", "30%", "同比上升5.00个百分点", "上升5.00个百分点", "上升"),
]


@pytest.mark.parametrize(("old", "new", "yearly", "change", "word"), CHANGES, ids=[case[2] for case in CHANGES])
def test_changes(old: str, new: str, yearly: str, change: str, word: str) -> None:
    figure = Statistics({2024: year_of(甲=old), 2025: year_of(甲=new)}, None, 2025).look("甲")
    assert [figure.look(name).text for name in ("同比", "变化", "变化词", "比2024")] == [yearly, change, word, change]


def test_no_rate_from_nothing() -> None:
    figure = Statistics({2024: year_of(甲="0个"), 2025: year_of(甲="5个")}, None, 2025).look("甲")
    with pytest.raises(TypeError, match="基数为0"):
        figure.look("同比")
    assert figure.look("增减量").text == "5个"


def test_checks_of_formulas() -> None:
    found = check_indicators(indicators_of(果="因 + 一", 因="果", 丙="甲 +"), ["甲", "果", "因", "丙"])
    assert sorted(finding.code for finding in found) == ["S301", "S302", "S303", "S303"]


def test_a_long_chain_is_no_circle() -> None:
    formulas = {f"果{n}": f"果{n + 1}" for n in range(3000)} | {"果3000": "甲"}
    assert check_indicators(indicators_of(**formulas), ["甲", *formulas]) == []


AMOUNT = st.decimals(min_value=1, max_value=10**9, places=2)


@given(old=AMOUNT, new=AMOUNT)
def test_the_sign_of_a_change_lives_in_its_word(old: Decimal, new: Decimal) -> None:
    figure = Statistics({2024: year_of(甲=f"{old}吨"), 2025: year_of(甲=f"{new}吨")}, None, 2025).look("甲")
    change = figure.look("变化").text
    assert "-" not in change
    assert change == "持平" or change.startswith("下降" if new < old else "上升")
    assert figure.look("增减量").value == abs(new - old)


@given(st.text(alphabet="甲乙 +-*/()（）×÷0.1e:,_", max_size=30))
def test_any_formula_is_read_or_refused(formula: str) -> None:
    with suppress(FormulaError):
        assert parse_formula(formula) is not None
