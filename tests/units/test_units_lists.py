"""Lists of units in every form an office keeps them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from projects import write_files
from units import COLUMNS, electricity, name_of, office_table, project_with, resolved, resolver_of, told

from genwen.diagnostics import FindingsError, GenwenError
from genwen.project import open_project
from genwen.spreadsheet.tables import clean, find_table, headers_of, sheets
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord


def listed(folder: Path, units: Path) -> tuple[list[UnitRecord], UnitList]:
    resolver, _ = resolver_of(folder)
    project = open_project(folder)
    found = UnitList(project, list_settings(project), units, resolver.paths)
    return list(found.records()), found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project_with(tmp_path, COLUMNS.rstrip() + "\n    单位: []\n")


def test_a_table_as_an_office_sends_it(folder: Path) -> None:
    units = office_table(folder / "表.xlsx", 30)
    records, found = listed(folder, units)
    assert [unit.name for unit in records] == [name_of(number) for number in range(30)]
    assert sorted(finding.code for finding in found.findings) == ["S231", "S231"], "a total and a note"
    for number in range(30):
        unit = resolved(folder, name_of(number), units)
        assert not unit.findings, [finding.to_text() for finding in unit.findings]
        text, at = told(unit, "统计.用电量")
        assert text == f"{electricity(number)}千瓦时"
        assert at == f"表.xlsx 第{5 + number + (number + 1) // 9}行F列"
        assert told(unit, "单位.联系人")[0] == f"张{number}"
        assert unit.facts.groups["发文"]["方案"].issue_date.text == "2025年4月2日"


def test_percentages_are_read_as_they_are_shown(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位名称", "目标.今年.比例"])
    sheet.append(["甲局", 0.285])
    sheet["B2"].number_format = "0.0%"
    book.save(folder / "表.xlsx")
    assert told(resolved(folder, "甲局", folder / "表.xlsx"), "目标.今年.比例")[0] == "28.5%"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_tables(folder: Path, encoding: str, mark: str) -> None:
    rows = [
        ["单位名称", "联系人", "用电量（千瓦时）"],
        ["甲局", "张某某", "１２３"],
        ["", "", ""],
        ["乙局", "/", "45.50"],
    ]
    path = folder / "表.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    records, _ = listed(folder, path)
    assert [unit.name for unit in records] == ["甲局", "乙局"]
    assert told(resolved(folder, "甲局", path), "统计.用电量")[0] == "123千瓦时"
    assert told(resolved(folder, "乙局", path), "统计.用电量")[0] == "45.50千瓦时"
    assert told(resolved(folder, "乙局", path), "单位.联系人")[0].startswith("【待补"), "a stroke says nothing"


def test_lines_of_json(folder: Path) -> None:
    path = folder / "表.jsonl"
    units: list[dict[str, Any]] = [
        {"名称": "甲局", "统计.用电量": "12千瓦时", "目标": {"覆盖率": [{"键": "今年", "比例": "30%"}]}, "上级": None},
        {"名称": "乙局", "上级": "甲局", "统计": {"2025": {"数据": {"建筑面积": 25.5}}}},
    ]
    lines = [json.dumps(unit, ensure_ascii=False) for unit in units]
    path.write_text("\n".join([lines[0], "", "{坏", lines[1], '{"名称": "丙局", "名称": "丁局"}', "[1]"]), "utf-8")
    records, _ = listed(folder, path)
    assert [unit.name for unit in records] == ["甲局", "第3行", "乙局", "第5行", "第6行"]
    assert [[finding.code for finding in unit.findings] for unit in records] == [[], ["S511"], [], ["S511"], ["S511"]]
    assert told(resolved(folder, "乙局", path), "统计.建筑面积")[0] == "25.5"
    assert told(resolved(folder, "乙局", path), "目标.今年.比例") == ("30%", "表.jsonl:1 “目标.覆盖率[0].比例”")


def test_a_folder_of_files(tmp_path: Path) -> None:
    project_with(tmp_path)
    write_files(tmp_path, {
        "content/下级单位/甲.yaml": "名称: 甲局\n统计.用电量: 12千瓦时\n",
        "content/下级单位/乙.yaml": "名称: 乙局\n上级: 甲局\n",
        "content/下级单位/丙.yaml": "联系人: 无名\n",
    })  # fmt: skip
    project = open_project(tmp_path)
    records, _ = listed(tmp_path, list_path(project, list_settings(project), None))
    assert {unit.name for unit in records} == {"甲局", "乙局", ""}
    assert [finding.code for unit in records for finding in unit.findings] == ["S507"]
    assert told(resolved(tmp_path, "甲局"), "统计.用电量")[1] == "content/下级单位/甲.yaml:2:9"


def test_a_unit_as_a_line_is_the_unit(folder: Path) -> None:
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - 名称: 甲局
            统计.用电量: 12千瓦时
            范围.组成: [{对象: [一, 二]}]
            文字: ''
        """})  # fmt: skip
    _, records = resolver_of(folder)
    unit = records["甲局"]
    again = UnitRecord.from_line(unit.to_line())
    assert again.own_digest() == unit.own_digest()
    assert (again.name, again.superior, again.at) == (unit.name, unit.superior, unit.at)
    assert again.to_line() == unit.to_line()


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        (["甲", "乙"], "S510"),
        (["联系人", "用电量"], "S510"),
        (["单位名称", "全称"], "S512"),
    ],
)
def test_tables_that_cannot_be_understood(folder: Path, titles: list[str], code: str) -> None:
    path = folder / "表.csv"
    path.write_text(",".join(titles) + "\n甲,乙\n", "utf-8")
    with pytest.raises(FindingsError) as error:
        listed(folder, path)
    assert [finding.code for finding in error.value.findings] == [code]


def test_columns_below_a_merged_header_are_told_by_all_of_it(folder: Path) -> None:
    path = folder / "表.csv"
    path.write_text("单位名称,领导小组,,联系方式\n,名称,联系人,联系人\n甲局,甲小组,张某,李某\n", "utf-8")
    map_of = folder / "content/下级单位.yaml"
    map_of.write_text("列对照: {领导小组/联系人: 不读}\n单位: []\n", "utf-8")
    with pytest.raises(FindingsError) as error:
        listed(folder, path)
    (found,) = error.value.findings
    assert found.message == "“单位名称”和“领导小组/名称”两栏是同一项事实"
    assert "领导小组/名称: 不读" in found.hint
    for written in ("领导小组/名称", "领导小组名称"):
        map_of.write_text(
            f"列对照:\n  {written}: 机构.领导小组.名称\n  领导小组联系人: 不读\n  联系方试/联系人: 不读\n单位: []\n",
            "utf-8",
        )
        units, found = listed(folder, path)
        assert [unit.name for unit in units] == ["甲局"]
        (wrong,) = [finding for finding in found.findings if finding.code == "S512"]
        assert "是否应为“联系方式/联系人”？" in wrong.hint
        map_of.write_text(map_of.read_text("utf-8").replace("  联系方试/联系人: 不读\n", ""), "utf-8")
        unit = resolved(folder, "甲局", path)
        assert (told(unit, "机构.领导小组.名称")[0], told(unit, "单位.联系人")[0]) == ("甲小组", "李某")


def test_files_that_are_no_lists(folder: Path) -> None:
    for name, data in (
        ("表.xlsx", b"PK\3\4 broken"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("表.pdf", b"%PDF"),
    ):
        (folder / name).write_bytes(data)
        with pytest.raises((FindingsError, GenwenError)):
            listed(folder, folder / name)


def test_columns_without_units_are_read_as_the_office_counts(folder: Path) -> None:
    path = folder / "表.csv"
    path.write_text("单位名称,用电量,2024年用电量（万千瓦时）,地址\n甲局,123,4.5,某路1号\n", "utf-8")
    _, found = listed(folder, path)
    assert [finding.code for finding in found.findings if finding.code != "S512"] == ["S509", "S508"]
    assert sum(finding.code == "S512" for finding in found.findings) == 2, "titles of 列对照 that are not there"
    unit = resolved(folder, "甲局", path)
    assert told(unit, "统计.用电量")[0] == "123千瓦时"
    assert told(unit, "统计.用电量.上年")[0] == "4.5万千瓦时"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("１２３", "123"), ("1，234.50", "1234.50"), (" 甲局\u3000", "甲局"), ("12．5％", "12.5%"), ("A\u200bB", "AB"),
     ("1,23", "1,23"), ("001，002", "001，002"), ("第２科", "第2科"),
     ("２０２５／３／５", "2025/3/5"), ("2025.03.05", "2025.3.5"), ("2025年03月 05日", "2025年3月5日"), ("2025－03－15", "2025-03-15"),
     ("2025/3.5", "2025/3.5"), ("2025.3.5日", "2025.3.5日"), ("2025年3月", "2025年3月"), ("1.02.03", "1.02.03")],
)  # fmt: skip
def test_texts_of_cells(text: str, wanted: str) -> None:
    assert clean(text) == wanted


def test_headers_over_several_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("某某情况表,,,\n名称,用电,,备注\n,数量（千瓦时）,费用（元）,\n甲,1,2,\n", "utf-8")
    grids = sheets(path, "表.csv")
    table = find_table(grids, lambda header: header.title in ("名称", "数量", "费用"))
    assert table is not None
    assert [(header.full, header.unit) for header in table.headers] == [
        ("名称", ""), ("用电/数量", "千瓦时"), ("用电/费用", "元"), ("备注", ""),
    ]  # fmt: skip
    assert [line.cells for line in table.lines] == [{0: "甲", 1: "1", 2: "2"}]
    assert headers_of(grids[0], 1, 1)[0].title == "名称"


NOTES = [
    ["填报单位：某局", "", "", "填报日期：2024年12月30日"],
    ["填报单位：", "某局", "填报日期：", "2024年12月30日"],
    ["某某局（盖章）", "", "", "2024-12-30"],
    ["制表人：张某某", "", "单位：千瓦时", "填表时间 ： 2024年"],
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("groups", [[], ["单位名称", "联系人", "能源资源消费量", ""]])
@pytest.mark.parametrize("end", [".csv", ".xlsx"])
def test_what_is_said_above_a_header_is_no_part_of_it(
    folder: Path, note: list[str], groups: list[str], end: str
) -> None:
    titles = ["" if groups else "单位名称", "" if groups else "联系人", "用电量（千瓦时）", "建筑面积（平方米）"]
    rows = [["各单位情况表", "", "", ""], note, *([groups] if groups else []), titles, ["甲局", "张某某", "1200", "55"]]
    path = folder / f"表{end}"
    if end == ".csv":
        path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    else:
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(path)
    unit = resolved(folder, "甲局", path)
    assert not unit.findings, [finding.to_text() for finding in unit.findings]
    assert told(unit, "统计.建筑面积")[0] == "55平方米", "a figure of this year"
    assert told(unit, "统计.用电量")[0] == "1200千瓦时"
    assert list(unit.record.roots) == ["单位", "统计.2025"], "and of no other"


def test_years_of_columns_are_years(folder: Path) -> None:
    path = folder / "表.csv"
    rows = [
        "单位名称,2024年用电量（千瓦时）,2024年12月30日用电量（千瓦时）,2024年1-12月建筑面积（平方米）",
        "甲局,7,8,9",
    ]
    path.write_text("\n".join(rows), "utf-8")
    [unit], found = listed(folder, path)
    assert {root: dict(node["数据"]) for root, node in unit.roots.items() if root != "单位"} == {
        "统计.2024": {"用电量": "7千瓦时"}
    }
    [unread] = [finding.message for finding in found.findings if finding.code == "S508"]
    assert unread == "没有读取的栏：2024年12月30日用电量、2024年1-12月建筑面积", "what was not read is told"
