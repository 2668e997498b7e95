"""Views by month and place, series, the tables of statistics and targets, several changes in one sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from energies import ENERGY, csv_of, half_up, settings_of, statistics_of_years, targets_of, year_of
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import facts_with, run, run_json

from genwen.document.elements import Blocks, Paragraph, Table
from genwen.document.expressions import compile_expression, runs_of
from genwen.document.rounding import ADD, ADJUST, ALONE, printed_parts
from genwen.document.statistics.quantities import Statistics, statistics_of
from genwen.document.statistics.tables import comparison_table, monthly_table, site_table
from genwen.document.statistics.target_results import target_results
from genwen.document.statistics.target_tables import coverage_table, target_table
from genwen.facts.ledger import Ledger
from genwen.ledger.headers import names_of
from genwen.ledger.sheets import SheetReader
from genwen.spreadsheet.grids import Grid

MONTHS = range(1, 13)
SITES = ("甲楼", "乙楼")
Power = dict[tuple[int, int, str], int]
KEYS = [(year, month, site) for year in (2024, 2025) for month in MONTHS for site in SITES]
FIGURES = st.lists(st.integers(1, 10**7), min_size=len(KEYS), max_size=len(KEYS)).map(
    lambda values: dict(zip(KEYS, values, strict=True))
)
few = settings(max_examples=20, deadline=None)


def kept(power: Power, **quantities: str) -> Statistics:
    """Statistics with a ledger of electricity."""
    rows: list[list[Any]] = [["年度", "月份", "点位", "用电量"]]
    rows += [[str(year), f"{month}月", site, str(value)] for (year, month, site), value in power.items()]
    settings, ledger = settings_of(), Ledger()
    assert SheetReader(Grid("表.csv", "", rows), None, names_of(settings), ledger).read()
    return Statistics({2025: year_of(**quantities)}, None, 2025, ledger=ledger, energy=settings)


def plain(start: int = 1000) -> Power:
    """Two years of two places with round figures."""
    return {
        (year, month, site): start + 10 * month + (500 if site == "乙楼" else 0) - (100 if year == 2025 else 0)
        for year in (2024, 2025) for month in MONTHS for site in SITES
    }  # fmt: skip


def text_of(blocks: Blocks) -> list[list[str]]:
    """The rows of the tables, and the notes below, as texts."""
    rows = []
    for block in blocks:
        if isinstance(block, Table):
            rows += [["".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in block.rows]
        elif isinstance(block, Paragraph):
            rows.append([block.text])
    return rows


PERIODS = [
    ("3月", (3,)),
    ("一季度", (1, 2, 3)),
    ("上半年", range(1, 7)),
    ("前三季度", range(1, 10)),
    ("2—5月", range(2, 6)),
]


@pytest.mark.parametrize(("name", "months"), PERIODS, ids=[case[0] for case in PERIODS])
@few
@given(power=FIGURES)
def test_a_period_is_the_sum_of_its_months(name: str, months: Any, power: Power) -> None:
    statistics = kept(power)
    wanted = {year: sum(power[year, month, site] for month in months for site in SITES) for year in (2024, 2025)}
    for figure in (statistics.look("用电量").look(name), statistics.look(name).look("用电量")):  # type: ignore[attr-defined]
        assert figure.value == wanted[2025]
        rate = Fraction(wanted[2025] - wanted[2024], wanted[2024]) * 100
        shown = half_up(abs(rate), 2)
        word = "持平" if not Fraction(shown) else f"{'下降' if rate < 0 else '上升'}{shown}%"
        assert str(figure.look("变化")) == word


@few
@given(FIGURES)
def test_the_year_is_the_sum_of_months_and_of_places(power: Power) -> None:
    statistics = kept(power)
    figure = statistics.of_year(2025, "用电量")
    assert figure.value == sum(value for (year, _, _), value in power.items() if year == 2025)
    places = [view.of_year(2025, "用电量") for view in statistics.sites()]
    assert [place.statistics.site for place in places if place.statistics] == list(SITES)
    assert sum(place.value for place in places) == figure.value
    shares = [Fraction(*place.look("占比").value.as_integer_ratio()) for place in places]  # type: ignore[attr-defined]
    assert abs(sum(shares) - 100) < Fraction(1, 10**20)


def test_a_month_without_a_figure_leaves_the_year_unknown() -> None:
    power = {key: value for key, value in plain().items() if key[:2] != (2025, 5)}
    statistics = kept(power)
    assert not statistics.of_year(2025, "用电量").known
    assert "2025年5月" in statistics.of_year(2025, "用电量").text


def test_stocks_are_not_added_up_over_months() -> None:
    rows = [["月份", "点位", "用能人数（人）", "建筑面积（平方米）"]]
    rows += [[f"2025年{month}月", site, str(100 + month), str(1000 + month)] for month in MONTHS for site in SITES]
    ledger = Ledger()
    SheetReader(Grid("表.csv", "", [list(row) for row in rows]), None, names_of(None), ledger).read()
    statistics = Statistics({}, None, 2025, ledger=ledger)
    assert statistics.of_year(2025, "用能人数").value == 2 * Decimal("106.5")
    assert statistics.of_year(2025, "建筑面积").value == 2 * 1012


def test_heating_months_may_stay_empty() -> None:
    rows = [["月份", "用热量（吉焦）"]] + [[f"2025年{month}月", "10"] for month in (1, 2, 3, 11, 12)]
    settings, ledger = settings_of(), Ledger()
    SheetReader(Grid("表.csv", "", [list(row) for row in rows]), None, names_of(settings), ledger).read()
    statistics = Statistics({}, None, 2025, ledger=ledger, energy=settings)
    assert statistics.of_year(2025, "用热量").text == "50吉焦"


def test_what_is_withheld_stays_so() -> None:
    statistics = kept(plain(), 用电量="不公开")
    assert (statistics.of_year(2025, "用电量").text, statistics.of_year(2025, "用电量").known) == ("××", False)


@pytest.mark.parametrize("name", ["统计.用水量.占比", "统计.用电量.五季度", "统计.用电量.13月", "统计.用煤量"])
def test_what_is_no_figure_is_an_error(name: str) -> None:
    from genwen.document.expressions import ExpressionError

    statistics = statistics_of_years({2025: {"用电量": "1千瓦时", "用水量": "1立方米"}})
    with pytest.raises(ExpressionError):
        compile_expression(name).evaluate({"统计": statistics})


# --- rounding ----------------------------------------------------------------------------------------------------------

VALUES = st.lists(st.decimals(0, 10**9, places=6), min_size=1, max_size=40)


@settings(deadline=None)
@given(VALUES, st.integers(0, 4), st.sampled_from([ADJUST, ADD, ALONE]))
def test_what_is_printed_adds_up(values: list[Decimal], places: int, policy: str) -> None:
    parts, total = printed_parts(values, places, policy)
    exact = sum((Fraction(value) for value in values), Fraction(0))
    step = Fraction(1, 10**places)
    if policy != ALONE:
        assert sum(parts) == total
    if policy != ADD:
        assert total == Decimal(half_up(exact, places))
    for value, part in zip(values, parts, strict=True):
        assert abs(Fraction(part) - Fraction(value)) <= (step if policy == ADJUST else step / 2)
        assert part >= 0
        assert value or not part


# --- tables ------------------------------------------------------------------------------------------------------------


def test_the_monthly_table() -> None:
    rows = text_of(monthly_table(kept(plain())))
    assert rows[0] == ["月份", "用电量\n（千瓦时）", "综合能耗\n（吨标准煤）", "综合能耗\n同比"]
    assert rows[1] == ["1月", "2320", "0.29", "下降7.94%"]
    assert rows[13] == ["合计", "29160", "3.58", "下降7.60%"]
    assert sum(Decimal(row[1]) for row in rows[1:13]) == Decimal(rows[13][1])
    assert sum(Decimal(row[2]) for row in rows[1:13]) == Decimal(rows[13][2])
    assert rows[14] == ["注：综合能耗按当量值折合标准煤，同比为与2024年同月比较。"]


def test_the_policy_of_rounding_is_told_where_it_matters() -> None:
    rows = text_of(monthly_table(kept(plain(1028))))
    assert rows[14] == ["注：1.综合能耗按当量值折合标准煤，同比为与2024年同月比较。"]
    assert rows[15] == ["2.各数修约后相加与合计有差的，调整个别数的末位，使其相加等于合计。"]


@few
@given(FIGURES)
def test_columns_of_a_table_add_up_to_what_is_printed_below(power: Power) -> None:
    for blocks in (monthly_table(kept(power)), site_table(kept(power)), comparison_table(kept(power), "用电量")):
        rows = [row for row in text_of(blocks) if len(row) > 1]
        for column in range(1, len(rows[0])):
            figures = [row[column] for row in rows[1:]]
            if all(figure.replace(".", "").isdigit() for figure in figures):
                assert sum(map(Decimal, figures[:-1])) == Decimal(figures[-1])


def test_the_table_of_places() -> None:
    rows = text_of(site_table(kept(plain())))
    assert rows[0] == [
        "点位",
        "用电量\n（千瓦时）",
        "综合能耗\n（吨标准煤）",
        "占比\n（%）",
        "占比变化\n（百分点）",
    ]
    assert rows[1:] == [["甲楼", "11580", "1.42", "39.71", "下降0.78"], ["乙楼", "17580", "2.16", "60.29", "上升0.78"],
                        ["合计", "29160", "3.58", "100.00", "—"]]  # fmt: skip


def test_two_years_of_one_quantity() -> None:
    rows = text_of(comparison_table(kept(plain()), "用电量"))
    assert rows[0] == ["月份", "2024年\n（千瓦时）", "2025年\n（千瓦时）", "增减"]
    assert rows[13] == ["合计", "31560", "29160", "下降7.60%"]


TARGETS = """
    覆盖率:
      - {键: 甲25, 层级: 区级, 截止: 2025年底, 比例: 30%, 修饰: 以上, 总数: 52家, 实际数量: 16家}
      - {键: 甲26, 层级: 区级, 截止: 2026年底, 比例: 55%, 修饰: 以上, 总数: 52家}
      - {键: 乙25, 层级: 镇街, 截止: 2025年底, 比例: 25%, 修饰: 以上, 总数: 12家, 实际数量: 2家}
      - {键: 丙25, 层级: 学校, 截止: 2025年底, 数量: 20家, 实际数量: 20家}
    能耗:
      - {键: 面积, 名称: 单位建筑面积能耗, 方向: 下降, 比例: 2%, 修饰: 以上, 截止: 每年12月底}
      - {键: 人均, 名称: 人均用水量, 方向: 不高于, 数量: 20立方米/人, 截止: 2025年底}
      - {键: 碳, 名称: 碳排放, 方向: 下降, 比例: 5%, 截止: 2025年底, 基准年: 2020}
    其他:
      - {键: 照明, 名称: 高效照明, 方向: 不低于, 截止: 2025年底, 比例: 100%, 实际比例: 99%}
      - {键: 光伏, 名称: 光伏容量, 方向: 不低于, 截止: 2025年底, 数量: 50千瓦}
    """


def reached() -> Statistics:
    years = {
        2020: {"用电量": "1000千瓦时"},
        2024: {"用电量": "1000千瓦时", "建筑面积": "100平方米", "用水量": "2200立方米", "用水人数": "100人"},
        2025: {"用电量": "960千瓦时", "建筑面积": "98平方米", "用水量": "2100立方米", "用水人数": "100人"},
    }
    return statistics_of_years(years)


def test_targets_against_what_was_reached() -> None:
    results = target_results(targets_of(TARGETS), reached())
    found = [(result.target.name_text(), str(result.reached), str(result.look("结果"))) for result in results]
    assert found == [
        ("甲25", "30.77%", "完成"), ("乙25", "16.67%", "未完成"), ("丙25", "20家", "完成"),
        ("面积", "下降2.04%", "完成"), ("人均", "21.00立方米/人", "未完成"), ("碳", "下降4.00%", "未完成"),
        ("照明", "99%", "未完成"),
    ]  # fmt: skip
    assert [str(result.look("应建数量")) for result in results[:2]] == ["16家", "3家"]
    assert [str(result.look("差额")) for result in results[:3]] == ["0家", "1家", "0家"]


def test_coverage_of_every_year_end_for_a_plan() -> None:
    statistics = statistics_of_years({2025: {"用电量": "1千瓦时"}}, targets=targets_of(TARGETS))
    results = statistics.look("覆盖率")
    assert isinstance(results, list)
    said = [
        (str(each.look("名称")), str(each.look("截止")), str(each.look("目标")), str(each.look("应建数量")))
        for each in results
    ]
    assert said[:2] == [("区级", "2025年底", "30%以上", "16家"), ("区级", "2026年底", "55%以上", "29家")]


def test_a_target_is_judged_unrounded() -> None:
    """1.996 % prints as 2.00 % and does not reach 2 %."""
    years = {
        2024: {"用电量": "100000千瓦时", "建筑面积": "1平方米"},
        2025: {"用电量": "98004千瓦时", "建筑面积": "1平方米"},
    }
    statistics = statistics_of_years(years)
    targets = targets_of("能耗: [{名称: 单位建筑面积能耗, 方向: 下降, 比例: 2%, 截止: 每年12月底}]\n")
    result = target_results(targets, statistics)[0]
    assert (str(result.reached), result.met) == ("下降2.00%", False)


def test_the_table_of_targets() -> None:
    rows = text_of(target_table(reached(), targets_of(TARGETS)))
    assert rows[0] == ["类别", "目标名称", "目标值", "完成值", "结果"]
    assert rows[1] == ["创建覆盖率", "区级", "30%以上", "30.77%", "完成"]
    assert rows[2] == ["", "镇街", "25%以上", "16.67%", "未完成"]
    assert rows[4] == ["能耗水耗", "单位建筑面积能耗", "下降2%以上", "下降2.04%", "完成"]
    assert rows[5] == ["", "人均用水量", "不高于20立方米/人", "21.00立方米/人", "未完成"]
    assert rows[-1] == ["注：能耗水耗完成值为增减幅度，碳排放与2020年比较，其余与2024年比较。"]


def test_the_table_of_coverage() -> None:
    rows = text_of(coverage_table(targets_of(TARGETS)))
    assert rows[1] == ["区级", "52家", "2025年", "30%以上", "16家", "16家", "30.77%", "完成"]
    assert rows[2] == ["", "52家", "2026年", "55%以上", "29家", "—", "—", "—"]
    assert rows[3] == ["镇街", "12家", "2025年", "25%以上", "3家", "2家", "16.67%", "未完成"]


# --- words -------------------------------------------------------------------------------------------------------------

WORDS = [
    (("95", "90"), "甲、乙分别下降5.00%、10.00%"), (("95", "110"), "甲下降5.00%，乙上升10.00%"), (("100", "100"), "甲、乙均持平"),
    (("95", "100"), "甲下降5.00%，乙持平"), (("105", "110"), "甲、乙分别上升5.00%、10.00%"), (("100", "90"), "甲持平，乙下降10.00%"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "said"), WORDS, ids=[case[1] for case in WORDS])
def test_several_changes_in_one_sentence(values: tuple[str, str], said: str) -> None:
    old, new = {"甲": "100", "乙": "100"}, dict(zip("甲乙", values, strict=True))
    scope = {"统计": statistics_of_years({2023: old, 2024: old, 2025: new})}
    for text in ("[统计.甲, 统计.乙]|分别", "[统计.甲, 统计.乙]|分别(2023)"):
        value = compile_expression(text).evaluate(scope)
        assert "".join(run.text for run in runs_of(value, scope)) == said


# --- documents ---------------------------------------------------------------------------------------------------------

OUTLINE = """
    模板: 文稿
    {caliber}
    要素: {{标题: 用能情况}}
    正文:
      - 综合能耗{{{{ 统计.综合能耗 }}}}。{{{{ 统计.折算说明 }}}}。上半年用电{{{{ 统计.用电量.上半年 }}}}，{{{{ 统计.用电量.上半年.同比 }}}}。
      - 段: '{{{{ 点.名称 }}}}用电{{{{ 点.用电量 }}}}，占{{{{ 点.用电量.占比 }}}}。'
        每: 统计.点位
        名: 点
      - 表: 各月用量
      - 表: 各点位用量
      - 表: 各月用电量
    """


def folder(tmp_path: Path, caliber: str = "") -> dict[str, Any]:
    rows: list[list[Any]] = [["年度", "月份", "点位", "用电量"]]
    rows += [[year, f"{month}月", site, value] for (year, month, site), value in plain().items()]
    return {
        "content/统计/2024.yaml": "数据: {建筑面积: 100平方米}\n", "content/统计/2025.yaml": "数据: {建筑面积: 100平方米}\n",
        "content/能源.yaml": ENERGY, "content/统计/台账/表.csv": csv_of(rows), "content/公文/用能.yaml": OUTLINE.format(caliber=caliber),
    }  # fmt: skip


def test_tables_and_views_in_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts_with(tmp_path, folder(tmp_path))
    report = run_json(tmp_path, capsys, "build", "用能")
    assert report["公文"][0]["待补"] == []
    import docx

    document = docx.Document(str(tmp_path / "outputs/2025/用能.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "综合能耗3.58吨标准煤。综合能耗按当量值计算；折标系数：电0.1229千克标准煤/千瓦时（GB/T 2589—2020）。" in text
    assert "上半年用电14220千瓦时，同比下降7.78%。" in text
    assert "甲楼用电11580千瓦时，占39.71%。" in text
    assert [len(table.rows) for table in document.tables] == [14, 4, 14]


def test_the_caliber_of_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts_with(tmp_path, folder(tmp_path, "口径: 等价值"))
    run_json(tmp_path, capsys, "build", "用能")
    import docx

    text = docx.Document(str(tmp_path / "outputs/2025/用能.docx")).paragraphs
    assert any("综合能耗8.75吨标准煤。综合能耗按等价值计算" in paragraph.text for paragraph in text)


def test_a_changed_ledger_is_a_changed_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts_with(tmp_path, folder(tmp_path))
    run_json(tmp_path, capsys, "build", "用能")
    path = tmp_path / "content/统计/台账/表.csv"
    path.write_text(path.read_text("utf-8").replace("2025,1月,甲楼,910", "2025,1月,甲楼,1910"), "utf-8")
    run_json(tmp_path, capsys, "build", "用能")
    assert run(tmp_path, "trace", "用能") == 0
    assert "30160" in capsys.readouterr().out


def test_an_error_in_a_ledger_stops_the_document_that_uses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**folder(tmp_path), "content/指标.yaml": "指标: []\n"}
    facts_with(
        tmp_path,
        {**files, "content/统计/台账/表.csv": files["content/统计/台账/表.csv"].replace(",910\n", ",约九百\n")},
    )
    assert run(tmp_path, "build", "用能") == 1
    assert "表.csv:26 D列  错误 S431" in capsys.readouterr().err
    assert not (tmp_path / "outputs/2025/用能.docx").exists()
    assert run(tmp_path, "build", "总结") == 0


def test_a_ledger_is_read_only_when_asked_for(tmp_path: Path) -> None:
    facts = facts_with(
        tmp_path, {**folder(tmp_path), "content/统计/2025.yaml": "数据: {用电量: 5千瓦时, 建筑面积: 1平方米}\n"}
    )
    assert str(statistics_of(facts).look("用电量")) == "5千瓦时"
    assert facts.ledger_read is None
    assert facts.ledger.years() == [2024, 2025]
    assert "S439" in [finding.code for finding in facts.findings]


def test_totals_of_nothing_are_missing() -> None:
    rows = text_of(site_table(Statistics({2025: year_of()}, None, 2025, ledger=Ledger(), energy=settings_of())))
    total = next(row for row in rows if row[0] == "合计")
    assert len(total) > 1
    assert set(total[1:]) == {"待补"}
