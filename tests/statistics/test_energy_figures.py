"""The figures of 能源 held against an independent computation with fractions, to the last printed digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from energies import ENERGY, half_up, settings_of, statistics_of_years
from hypothesis import given, settings
from hypothesis import strategies as st

from genwen.document.elements import Origin
from genwen.document.expressions import ExpressionError, compile_expression, runs_of

AMOUNT = st.decimals(min_value="0.01", max_value="99999999.99", places=2)
COUNT = st.integers(min_value=1, max_value=99999)

Given = dict[str, Any]
QUANTITIES = st.fixed_dictionaries(
    {"用电量": AMOUNT, "用气量": AMOUNT, "用热量": AMOUNT, "汽油量": AMOUNT, "柴油量": AMOUNT, "用水量": AMOUNT,
     "建筑面积": AMOUNT, "供热面积": AMOUNT, "用能人数": COUNT, "用水人数": COUNT, "行驶里程": AMOUNT}
)  # fmt: skip
UNITS = {"用电量": "千瓦时", "用气量": "立方米", "用热量": "吉焦", "汽油量": "升", "柴油量": "千克", "用水量": "立方米",
         "建筑面积": "平方米", "供热面积": "平方米", "用能人数": "人", "用水人数": "人", "行驶里程": "公里"}  # fmt: skip


def expected(given: Given, power: str = "0.1229") -> dict[str, str]:
    """What every figure should print, worked out from the definitions, not from the program."""
    x = {name: Fraction(str(value)) for name, value in given.items()}
    coal = {
        "用电量": x["用电量"] * Fraction(power) / 1000,
        "用气量": x["用气量"] * Fraction("1.33") / 1000,
        "用热量": x["用热量"] * Fraction("34.12") / 1000,
        "汽油量": x["汽油量"] * Fraction("0.73") * Fraction("1.4714") / 1000,
        "柴油量": x["柴油量"] * Fraction("1.4571") / 1000,
    }
    carbon = (
        x["用电量"] * Fraction("0.5703") + x["用气量"] * Fraction("2.1622") + x["用热量"] * 110
        + x["汽油量"] * Fraction("0.73") * Fraction("2.9251") + x["柴油量"] * Fraction("3.0959")
    ) / 1000  # fmt: skip
    whole, cars = sum(coal.values()), coal["汽油量"] + coal["柴油量"]
    litres = x["汽油量"] + x["柴油量"] / Fraction("0.84")
    area, heads = x["建筑面积"], x["用能人数"]
    return {
        "综合能耗": half_up(whole, 2) + "吨标准煤",
        "公务用车能耗": half_up(cars, 2) + "吨标准煤",
        "供暖能耗": half_up(coal["用热量"], 2) + "吨标准煤",
        "单位建筑面积能耗": half_up((whole - cars) * 1000 / area, 2) + "千克标准煤/平方米",
        "单位建筑面积非供暖能耗": half_up((whole - cars - coal["用热量"]) * 1000 / area, 2) + "千克标准煤/平方米",
        "单位供热面积供暖能耗": half_up(coal["用热量"] * 1000 / x["供热面积"], 2) + "千克标准煤/平方米",
        "人均综合能耗": half_up(whole * 1000 / heads, 2) + "千克标准煤/人",
        "人均用水量": half_up(x["用水量"] / x["用水人数"], 2) + "立方米/人",
        "单位建筑面积电耗": half_up(x["用电量"] / area, 2) + "千瓦时/平方米",
        "人均电耗": half_up(x["用电量"] / heads, 2) + "千瓦时/人",
        "百公里油耗": half_up(litres / x["行驶里程"] * 100, 2) + "升/百公里",
        "碳排放": half_up(carbon, 2) + "吨二氧化碳",
        "单位建筑面积碳排放": half_up(carbon * 1000 / area, 2) + "千克二氧化碳/平方米",
        "用电量折标煤": half_up(coal["用电量"], 2) + "吨标准煤",
        "用电量占比": half_up(coal["用电量"] / whole * 100, 2) + "%",
    }


def typed(given: Given) -> dict[str, str]:
    return {name: f"{value}{UNITS[name]}" for name, value in given.items()}


@settings(deadline=None)
@given(QUANTITIES)
def test_figures_are_those_of_their_definitions(given: Given) -> None:
    statistics = statistics_of_years({2025: typed(given)})
    found = {name: str(statistics.look(name)) for name in expected(given)}
    assert found == expected(given)


@settings(deadline=None)
@given(QUANTITIES, QUANTITIES)
def test_changes_come_from_unrounded_values(old: Given, new: Given) -> None:
    statistics = statistics_of_years({2024: typed(old), 2025: typed(new)})

    def unrounded(given: Given) -> Fraction:
        x = {name: Fraction(str(value)) for name, value in given.items()}
        coal = x["用电量"] * Fraction("0.1229") + x["用气量"] * Fraction("1.33") + x["用热量"] * Fraction("34.12")
        return coal / x["建筑面积"]

    rate = (unrounded(new) - unrounded(old)) / unrounded(old) * 100
    shown = half_up(abs(rate), 2)
    word = "持平" if Fraction(shown) == 0 else f"{'下降' if rate < 0 else '上升'}{shown}%"
    found = statistics.of_year(2025, "单位建筑面积能耗").look("变化")
    assert str(found) == word


def test_the_caliber_of_a_document_chooses_the_coefficient_in_force() -> None:
    given = dict.fromkeys(UNITS, 1000)
    years = {2024: typed(given), 2025: typed(given)}
    assert str(statistics_of_years(years).look("用电量折标煤")) == "0.12吨标准煤"
    other = statistics_of_years(years, caliber="等价值")
    assert str(other.look("用电量折标煤")) == "0.30吨标准煤"
    assert str(other.of_year(2024, "用电量折标煤")) == "0.31吨标准煤"
    assert str(other.look("口径")) == "等价值"
    assert str(other.look("综合能耗")) == expected(given, "0.30")["综合能耗"]
    assert "（2024年用0.31千克标准煤/千瓦时）" in str(other.look("折算说明"))


def leaves(origin: Origin) -> set[str]:
    """The paths at the ends of a trace."""
    if not origin.inputs:
        return {origin.path}
    return {path for part in origin.inputs for path in leaves(part)}


def test_a_figure_is_traced_to_amounts_and_coefficients_with_their_source() -> None:
    statistics = statistics_of_years({2025: typed(dict.fromkeys(UNITS, 1000))})
    figure = statistics.of_year(2025, "单位建筑面积能耗")
    assert figure.origin.formula == "单位建筑面积能耗 = (综合能耗 - 公务用车能耗) × 1000 ÷ 建筑面积"
    found = leaves(figure.origin)
    assert {"统计.2025.数据.用电量", "统计.2025.数据.汽油量", "统计.2025.数据.建筑面积"} <= found
    assert "能源.电.折标系数 0.1229千克标准煤/千瓦时（当量值，GB/T 2589—2020，2021年4月1日起施行）" in found
    assert "能源.汽油.密度 0.73千克/升（本局）" in found


@pytest.mark.parametrize(
    ("lacking", "figure", "said"),
    [
        ({"用电量"}, "综合能耗", "统计.2025.用电量"),
        ({"建筑面积"}, "单位建筑面积能耗", "统计.2025.建筑面积"),
        ({"汽油量"}, "人均综合能耗", "统计.2025.汽油量"),
        ({"用水人数"}, "人均用水量", "统计.2025.用水人数"),
        ({"行驶里程"}, "百公里油耗", "行驶里程"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(lacking: set[str], figure: str, said: str) -> None:
    given = typed(dict.fromkeys(UNITS, 1000))
    now = {name: value for name, value in given.items() if name not in lacking}
    found = statistics_of_years({2024: given, 2025: now}).of_year(2025, figure)
    assert not found.known
    assert said in found.text


LACKING = [
    ("        密度: {值: 0.73千克/升, 出处: 本局}\n", "", "综合能耗", "能源.汽油.密度"),
    ("{值: 1.33千克标准煤/立方米}", "{值: 1.33千克标准煤/立方米, 口径: 等价值}", "综合能耗", "能源.天然气.折标系数"),
    ("        排放因子: {值: 3.0959千克二氧化碳/千克}\n", "", "碳排放", "能源.柴油.排放因子"),
    ("{值: 34.12千克标准煤/吉焦}", "{值: 34.12千克标准煤/吉焦, 施行日期: 2026-01-01}", "供暖能耗", "能源.热力.折标系数"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "figure", "said"), LACKING, ids=[case[3] for case in LACKING])
def test_what_nobody_declared_is_not_assumed(old: str, new: str, figure: str, said: str) -> None:
    assert ENERGY.count(old) == 1
    settings = settings_of(ENERGY.replace(old, new))
    found = statistics_of_years({2025: typed(dict.fromkeys(UNITS, 1000))}, energy=settings).of_year(2025, figure)
    assert not found.known
    assert said in found.text


def test_a_formula_of_the_clerk_goes_first() -> None:
    from test_statistics import indicators_of

    from genwen.document.statistics.quantities import Statistics

    years = statistics_of_years({2025: typed(dict.fromkeys(UNITS, 1000))}).typed
    own = Statistics(years, indicators_of(综合能耗="用电量 * 2"), 2025, energy=settings_of())
    assert own.of_year(2025, "综合能耗").value == 2000
    assert own.of_year(2025, "人均综合能耗").value == 2000 * 1000 / 1000


UNIT_CASES = [
    ("用电量", "1万千瓦时", "10000千瓦时"), ("用电量", "10兆瓦时", "10000千瓦时"), ("用电量", "10000度", "10000千瓦时"),
    ("用热量", "10000兆焦", "10吉焦"), ("柴油量", "10吨", "10000千克"), ("用气量", "1万m³", "10000立方米"),
    ("汽油量", "730千克", "1000升"), ("汽油量", "0.73吨", "1000升"), ("柴油量", "1000升", "840千克"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "one", "other"), UNIT_CASES, ids=[f"{case[1]}={case[2]}" for case in UNIT_CASES])
def test_units_of_one_kind_give_the_same_coal(item: str, one: str, other: str) -> None:
    values = [statistics_of_years({2025: {item: text}}).of_year(2025, f"{item}折标煤").value for text in (one, other)]
    assert values[0] == values[1]


def test_a_document_says_what_it_was_counted_with() -> None:
    statistics = statistics_of_years({2025: typed(dict.fromkeys(("用电量", "汽油量", "用水量"), 1000))})
    assert str(statistics.look("折算说明")) == (
        "综合能耗按当量值计算；折标系数：电0.1229千克标准煤/千瓦时（GB/T 2589—2020），汽油1.4714千克标准煤/千克；密度：汽油0.73千克/升（本局）"
    )
    assert "电0.5703千克二氧化碳/千瓦时（电网）" in str(statistics.look("碳排放说明"))


EXPRESSIONS = [
    ("能源.电.单位", "千瓦时"), ("能源.汽油.折标系数", "1.4714千克标准煤/千克"), ("能源.汽油.密度", "0.73千克/升"),
    ("能源.汽油.密度.出处", "本局"), ("能源.电.折标系数[0]", "0.1229千克标准煤/千瓦时"), ("能源.电.折标系数[0].施行日期", "2021年4月1日"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "printed"), EXPRESSIONS, ids=[case[0] for case in EXPRESSIONS])
def test_what_is_declared_can_be_printed(source: str, printed: str) -> None:
    scope = {"能源": settings_of()}
    value = compile_expression(source).evaluate(scope)
    assert "".join(run.text for run in runs_of(value, scope)) == printed


@pytest.mark.parametrize("source", ["能源.煤", "能源.电.单价表", "能源.电.折标系数[0].年份"])
def test_names_that_are_not_there(source: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source).evaluate({"能源": settings_of()})
    assert caught.value.finding.code == "E201"
