"""What is odd in the statistics, planted one at a time in a year that is in order; and nothing in that year itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from energies import ENERGY, csv_of, settings_of
from projects import dedented, facts_with, run

from genwen.diagnostics import Finding, Severity
from genwen.document.statistics.plausibility import band_of, check_plausibility
from genwen.document.statistics.quantities import statistics_of

FOLDER = "content/统计/台账/"
YEAR = """
    口径: 当量值
    数据:
      建筑面积: {area}平方米
      用能人数: {heads}人
      用水人数: {drinkers}人
    """
HEAD = [
    "年度",
    "月份",
    "点位",
    "用电量（千瓦时）",
    "电费（元）",
    "汽油量（升）",
    "燃油费（元）",
    "用水量（立方米）",
    "水费（元）",
]
Row = list[Any]
Change = Callable[[list[Row], dict[str, Any]], None]


def ledger() -> list[Row]:
    """Two years of two places, all in order."""
    rows: list[Row] = [list(HEAD)]
    for year in (2024, 2025):
        for month in range(1, 13):
            for number, site in enumerate(("甲楼", "乙楼")):
                power = 10000 + 100 * month + 3000 * number - (100 if year == 2025 else 0)
                petrol, water = 800 + 7 * month + 50 * number, 300 + 5 * month + 11 * number
                rows.append([year, f"{month}月", site, power, round(power * 0.68), petrol, round(petrol * 7.6), water,
                             round(water * 4.2)])  # fmt: skip
    return rows


def found(tmp_path: Path, change: Change, *codes: str) -> list[Finding]:
    """What is found after a change of the rows and of the yearly figures, by code."""
    rows = ledger()
    given: dict[str, Any] = {"area": {2024: 12000, 2025: 12000}, "heads": {2024: 400, 2025: 402},
                             "drinkers": {2024: 420, 2025: 422}, "more": "", "energy": ENERGY}  # fmt: skip
    change(rows, given)
    files: dict[str, Any] = {
        f"content/统计/{year}.yaml": dedented(YEAR).format(
            area=given["area"][year], heads=given["heads"][year], drinkers=given["drinkers"][year]
        ) + (given["more"] if year == 2025 else "")
        for year in (2024, 2025)
    }  # fmt: skip
    files |= {"content/能源.yaml": given["energy"], f"{FOLDER}表.csv": csv_of(rows)}
    facts = facts_with(tmp_path, files)
    assert [finding for finding in facts.findings if finding.severity is Severity.ERROR] == []
    odd = check_plausibility(statistics_of(facts))
    return [finding for finding in odd if not codes or finding.code in codes]


def nothing(rows: list[Row], given: dict[str, Any]) -> None:
    pass


def test_a_year_in_order(tmp_path: Path) -> None:
    assert found(tmp_path, nothing) == []


def cell(row: int, column: str, value: Any) -> Change:
    def change(rows: list[Row], given: dict[str, Any]) -> None:
        rows[row - 1]["ABCDEFGHI".index(column)] = value

    return change


def times(column: str, factor: str, *, year: int = 2025, site: str = "") -> Change:
    """A column of one year (and place) multiplied."""

    def change(rows: list[Row], given: dict[str, Any]) -> None:
        at = "ABCDEFGHI".index(column)
        for row in rows[1:]:
            if row[0] == year and site in row[2]:
                row[at] = Decimal(str(row[at])) * Decimal(factor)

    return change


def title(column: str, text: str) -> Change:
    return cell(1, column, text)


def given(name: str, year: int, value: Any) -> Change:
    def change(rows: list[Row], typed: dict[str, Any]) -> None:
        typed[name][year] = value

    return change


def both(*changes: Change) -> Change:
    def change(rows: list[Row], typed: dict[str, Any]) -> None:
        for each in changes:
            each(rows, typed)

    return change


def reason(text: str) -> Change:
    def change(rows: list[Row], typed: dict[str, Any]) -> None:
        typed["more"] = f"变动原因: {{{text}}}\n"

    return change


def same_meter(rows: list[Row], typed: dict[str, Any]) -> None:
    """乙楼 has the electricity of 甲楼 in 2025."""
    for row, other in pairwise(rows):
        if row[0] == 2025 and row[2] == "甲楼":
            other[3] = row[3]


def without(year: int, *months: int) -> Change:
    """The rows of some months left out."""

    def change(rows: list[Row], typed: dict[str, Any]) -> None:
        rows[:] = [row for row in rows if not (row[0] == year and int(str(row[1])[:-1]) in months)]

    return change


PLANTED: list[tuple[str, Change, str, str, tuple[str, ...]]] = [
    ("a month empty", cell(10, "D", None), "S451", "D列", ("甲楼", "2024年缺5月", "用电量")),
    ("a month left out", without(2025, 5), "S451", "表.csv", ("2025年缺5月",)),
    ("months left out", without(2024, 5, 6, 7), "S451", "表.csv", ("2024年缺5—7月",)),
    ("a place dear", times("E", "4", site="乙楼"), "S452", "表.csv", ("乙楼", "2025年", "单价2.72元/千瓦时", "费用见 ")),
    ("money in ten thousands", times("E", "0.0001"), "S452", "表.csv", ("单价0.00元/千瓦时",)),
    ("kilowatt hours in ten thousands", times("D", "0.0001"), "S452", "表.csv", ("单价6800",)),
    ("litres as kilograms", title("F", "汽油量（千克）"), "S452", "表.csv",
     ("燃油费", "元/升")),
    ("water given away", times("I", "0.1"), "S452", "表.csv", ("水费", "单价0.42元/立方米")),
    ("area grown", given("area", 2025, 13500), "S453", "2025.yaml:3", ("12000平方米→13500平方米", "上升12.50%", "2024.yaml:3")),
    ("persons fewer", given("heads", 2025, 350), "S453", "2025.yaml:4", ("下降12.50%",)),
    ("electricity halved", both(times("D", "0.5"), times("E", "0.5")), "S454", "表.csv", ("用电量", "下降", "变动原因")),
    ("water doubled", both(times("H", "2"), times("I", "2")), "S454", "表.csv", ("用水量", "上升")),
    ("one meter twice", same_meter, "S455", "表.csv", ("乙楼", "甲楼", "完全相同")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "code", "place", "words"), PLANTED, ids=[case[0] for case in PLANTED])
def test_what_is_planted_is_found(
    name: str, change: Change, code: str, place: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    odd = found(tmp_path, change, code)
    assert odd, found(tmp_path / "again", change)
    assert place in str(odd[0].position)
    for word in words:
        assert word in odd[0].message + odd[0].hint


HINTS = [
    ("money in ten thousands", times("E", "0.0001"), "差了一万倍"),
    ("kilowatt hours in ten thousands", times("D", "0.0001"), "差了一万倍"),
    ("litres in a column of kilograms", title("F", "汽油量（千克）"), "像是把升填成了千克"),
]


@pytest.mark.parametrize(("name", "change", "words"), HINTS, ids=[case[0] for case in HINTS])
def test_the_remedy_says_what_it_looks_like(name: str, change: Change, words: str, tmp_path: Path) -> None:
    assert words in found(tmp_path, change, "S452")[0].hint


def test_kilograms_in_the_column_of_litres(tmp_path: Path) -> None:
    """Kilograms are fewer than litres, so that the litre seems dear."""
    dear = both(times("F", "0.73"), times("F", "0.73", year=2024))
    assert "像是把千克填成了升" in found(tmp_path, dear, "S452")[0].hint


REASONS = [
    (given("area", 2025, 14000), "建筑面积: 新楼启用"), (both(times("D", "0.5"), times("E", "0.5")), "用电量: 光伏并网, 电费: 同上"),
    (both(times("D", "0.5"), times("E", "0.5")), "全部: 机构合并"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "text"), REASONS, ids=[case[1] for case in REASONS])
def test_a_stated_reason_is_enough(change: Change, text: str, tmp_path: Path) -> None:
    assert found(tmp_path / "一", change, "S453", "S454")
    assert found(tmp_path / "二", both(change, reason(text)), "S453", "S454") == []


def test_the_rest_of_the_running_year_is_only_mentioned(tmp_path: Path) -> None:
    odd = found(tmp_path, without(2025, 10, 11, 12), "S451")
    assert {finding.severity for finding in odd} == {Severity.HINT}


def test_a_cause_is_told_once(tmp_path: Path) -> None:
    """Indicators that follow from a jump that is told are not told again."""
    odd = found(tmp_path, both(times("D", "0.5"), times("E", "0.5")), "S454")
    told = {finding.message.split("”")[0].removeprefix("“") for finding in odd}
    assert "用电量" in told
    assert not told & {"人均电耗", "综合能耗", "单位建筑面积能耗", "碳排放"}


BANDS = [
    ("电", "0.3", "千瓦时"), ("自来水", "1", "立方米"), ("车用汽油", "6", "升"), ("热水", "1", "立方米"), ("热力", "15", "吉焦"),
    ("无烟煤", "0.3", "千克"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "low", "unit"), BANDS, ids=[case[0] for case in BANDS])
def test_usual_prices_by_name(name: str, low: str, unit: str) -> None:
    energy = settings_of(f"能源: [{{名称: {name}, 费用: 费, 单位: {unit}}}]\n").energies[0]
    band = band_of(energy)
    assert band is not None
    assert (band.low, band.unit) == (Decimal(low), unit)


def test_declared_prices_go_first() -> None:
    text = "能源: [{名称: 电, 费用: 电费, 单位: 千瓦时, 单价下限: 0.5元/千瓦时, 单价上限: 2元/千瓦时}]\n"
    band = band_of(settings_of(text).energies[0])
    assert band is not None
    assert (band.low, band.high, band.unit) == (Decimal("0.5"), Decimal(2), "千瓦时")


def test_genwen_check_tells_what_is_odd(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(tmp_path, given("area", 2025, 13500))
    assert run(tmp_path, "check") == 0
    assert "警告 S453  “建筑面积”比上年上升12.50%" in capsys.readouterr().out


def test_genwen_check_reads_ledgers_that_no_document_asks_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found(tmp_path, nothing)
    path = tmp_path / FOLDER / "表.csv"
    path.write_text(path.read_text("utf-8").replace("2024,1月,甲楼,10100", "2024,1月,甲楼,约一万"), "utf-8")
    assert run(tmp_path, "check") == 1
    assert "表.csv:2 D列  错误 S431  “约一万”不是数" in capsys.readouterr().out
