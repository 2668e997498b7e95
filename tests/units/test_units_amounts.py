"""Quantities of units held against the units of measure their office counts in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from projects import replaced, write_files
from units import project_with, resolver_of

from genwen.diagnostics import Finding, Severity, errors_in
from genwen.project import open_project
from genwen.units.lists import UnitList, list_settings
from genwen.units.records import UnitRecord

ENERGY = """
    能源:
      - {名称: 柴油, 用量: 柴油量, 费用: 油费, 单位: 升, 折标系数: {值: 1.4571千克标准煤/千克}, 密度: {值: 0.84千克/升}}
    """


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    more = "建筑面积: 128600平方米\n  柴油量: 待补\n  油费: 待补\n  用能人数: 3712人"
    year = replaced("content/统计/2025.yaml", "建筑面积: 128600平方米", more)
    write_files(project_with(tmp_path, "单位: []\n"), {"content/能源.yaml": ENERGY} | year)
    return tmp_path


def found_in(folder: Path, name: str, text: str) -> list[Finding]:
    """What is told of the units of a list: of each one read the ordinary way, which is what is told of it in a form."""
    (folder / name).write_text(text, "utf-8")
    resolver, records = resolver_of(folder, folder / name)
    found = []
    for unit in records.values():
        said = unit.findings + ([] if errors_in(unit.findings) else resolver.resolve(unit).findings)
        line = unit.to_line()
        if not errors_in(unit.findings):
            by_form = [resolver.resolve_line(line).findings for _ in range(3)]  # the first makes the form
            assert by_form == [resolver.resolve(UnitRecord.from_line(line)).findings] * 3
        found += said
    return found


def table(folder: Path, title: str, *cells: str) -> list[Finding]:
    rows = [f"第{number}局,{cell}" for number, cell in enumerate(cells, 1)]
    return found_in(folder, "表.csv", "\n".join([f"单位名称,{title}", *rows]))


def lines(folder: Path, key: str, *values: str) -> list[Finding]:
    rows = [json.dumps({"名称": f"第{at}局", key: value}, ensure_ascii=False) for at, value in enumerate(values, 1)]
    return found_in(folder, "表.jsonl", "\n".join(rows))


def test_slips_of_the_keyboard_are_no_quantities(folder: Path) -> None:
    for title in ("用电量（千瓦时）", "用电量"):
        found = table(folder, title, "12OO", "2O00", "12345o", "12000立方米")
        assert [(str(item.position), item.severity) for item in found] == [
            (f"表.csv 第{row}行B列", Severity.ERROR) for row in (2, 3, 4, 5)
        ]
        assert all(item.hint for item in found), "each with a remedy"
    found = lines(folder, "统计.用电量", "12OO", "8千瓦时", "2O00", "12345o", "12000立方米", "5元")
    assert [item.severity for item in found] == [Severity.ERROR] * 5
    assert "12OO" in found[0].message
    for cell, letters in (("12O万", "O"), ("1.2O0千瓦时", "O0"), ("3l万千瓦时", "l")):
        (slip,) = {item.message for item in table(folder, "用电量（千瓦时）", cell) if item.code == "S513"}
        assert slip == f"用电量“{cell}”不是数：数字里夹着“{letters}”"
    assert "立方米" in found[3].message
    assert "千瓦时" in found[3].message


def test_quantities_in_other_words_are_in_order(folder: Path) -> None:
    right = ["12千瓦时", "1.5万千瓦时", "12度", "12 kWh", "3兆瓦时", "12千瓦·时", "待补", "不公开", "0千瓦时"]
    assert table(folder, "用电量（千瓦时）", *right, "12") == []
    assert lines(folder, "统计.用电量", *right) == []
    assert all("不是数" not in item.message for item in table(folder, "用水量（立方米）", "12l", "3 oz", "5I"))
    assert lines(folder, "统计.建筑面积", "12㎡", "12平方米", "1.2万平方米") == []
    assert table(folder, "用电量（万度）", "3.5", "12千瓦时") == []
    assert lines(folder, "统计.柴油量", "3吨", "20升") == [], "fuel has a density"


def test_units_of_measure_come_from_energies_too(folder: Path) -> None:
    [fuel] = lines(folder, "统计.柴油量", "3千瓦时")
    [cost] = lines(folder, "统计.油费", "3升")
    assert fuel.severity is cost.severity is Severity.ERROR
    assert "升" in fuel.message
    assert "元" in cost.message


def test_a_column_in_the_unit_of_something_else_stops_the_list(folder: Path) -> None:
    write_files(folder, {"content/下级单位.yaml": "列对照:\n  用水: {取: 统计.用电量, 单位: 立方米}\n"})
    (folder / "表.csv").write_text("单位名称,用水\n甲局,30\n", "utf-8")
    resolver, _ = resolver_of(folder, folder / "表.csv")
    project = open_project(folder)
    units = UnitList(project, list_settings(project), folder / "表.csv", resolver.paths)
    list(units.records())
    [fault] = errors_in(units.findings)
    assert "立方米" in fault.message
    assert "千瓦时" in fault.message


def test_people_are_not_negative_and_whole(folder: Path) -> None:
    [negative] = lines(folder, "统计.用能人数", "-35人")
    assert negative.severity is Severity.ERROR
    assert negative.code == "S222"
    [part] = lines(folder, "统计.用能人数", "35.5人")
    assert part.severity is Severity.WARNING
    assert lines(folder, "统计.用能人数", "1.5万人", "35人") == []
    [past] = lines(folder, "统计.2024.用电量", "-3千瓦时")
    assert past.severity is Severity.ERROR, "of years past too"


def test_figures_without_a_unit_are_told(folder: Path) -> None:
    [bare] = lines(folder, "统计.用电量", "1200")
    assert bare.severity is Severity.WARNING
    assert "千瓦时" in bare.message


@pytest.mark.parametrize("name", ["待补", "不适用", "【待补】"])
def test_units_have_names(folder: Path, name: str) -> None:
    rows = [{"名称": "甲局", "统计.用电量": "3千瓦时"}, {"名称": name, "统计.用电量": "3千瓦时"}]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    [fault] = found_in(folder, "表.jsonl", text)
    assert fault.code == "S507"
    assert fault.severity is Severity.ERROR
    assert name in fault.message


def test_figures_said_all_anew_are_looked_at_too(folder: Path) -> None:
    for said in ({"改为": {"用电量": "12OO"}}, {"用电量": "12OO"}):
        [fault] = found_in(folder, "表.jsonl", json.dumps({"名称": "甲局", "统计": {"数据": said}}, ensure_ascii=False))
        assert fault.code == "S513"
