"""Which collected sheet is whose: by title, by file, of the office or of nobody."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from campaigns import SHEETS, campaign, put_sheet, results_in, states, told


def test_the_same_sheet_twice_counts_once(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {"建章.2": 0}, "乙局": {}})
    put_sheet(folder, "重复/甲局（终稿）.xlsx", "甲局", {"建章.2": 0})
    assert states(folder) == {"甲局": "已评", "乙局": "已评"}
    assert [line.split()[0] for line in told(folder)] == ["K104"]


def test_a_sheet_of_nobody_is_told(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {}})
    put_sheet(folder, "丁局.xlsx", "丁局", {})
    assert [line for line in told(folder) if line.startswith("K103")] == [
        f"K103 {SHEETS}/丁局.xlsx 认不出是哪个单位的打分表"
    ]


def test_the_longest_name_wins_and_the_file_names_where_the_title_does_not(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": None, "甲局服务中心": None, "乙局": {}})
    put_sheet(folder, "1.xlsx", "甲局服务中心", {"建章.2": 0})
    assert states(folder) == {"甲局": "未报送", "甲局服务中心": "已评", "乙局": "已评"}
    put_sheet(folder, "甲局（盖章版）.xlsx", "", {"建章.1": 0}, {"A1": "自评打分表"})
    assert str(results_in(folder).unit("甲局").look("得分")) == "60"


def test_whose_title_it_is(tmp_path: Path) -> None:
    folder = campaign(tmp_path, dict.fromkeys(("甲局", "云溪区机关事务管理局幼儿园", "市场监督管理局", "乙局", "丙局")))
    office = "云溪区机关事务管理局"
    put_sheet(folder, "甲局.xlsx", office, {})  # the office's own form, saved back under the name of a unit
    put_sheet(folder, "1.xlsx", f"{office}幼儿园", {})
    put_sheet(folder, "市场监督管理局.xlsx", "市监局", {})
    put_sheet(folder, "乙局.xlsx", "丁局", {})
    put_sheet(folder, "丙局.xlsx", "", {}, {"A1": "（单位名称）2025年度自评打分表", "A2": f"{office}制发"})
    assert states(folder) == {
        "甲局": "有误", f"{office}幼儿园": "已评", "市场监督管理局": "已评", "乙局": "已评", "丙局": "已评",
    }  # fmt: skip
    assert set(told(folder)) == {
        f"K114 {SHEETS}/乙局.xlsx 表题的“丁局”不在名单里，按文件名算作“乙局”的",
        f"K103 {SHEETS}/甲局.xlsx 表题是本级“{office}”，文件名是“甲局”",
    }


def test_an_office_that_is_one_of_its_units(tmp_path: Path) -> None:
    office = "云溪区机关事务管理局"
    folder = campaign(tmp_path, {office: {}, "机关事务管理局": {}})
    assert states(folder) == {office: "已评", "机关事务管理局": "已评"}
    assert told(folder) == []


@pytest.mark.parametrize(
    "data", [b"", b"not a zip", b"{\\rtf1 }", b"PK\3\4 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_a_sheet_that_is_no_workbook_is_told_as_that(tmp_path: Path, data: bytes) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": {}})
    (folder / SHEETS / "甲局.xlsx").write_bytes(data)
    assert states(folder) == {"甲局": "有误", "乙局": "已评"}
    (found,) = [finding for finding in results_in(folder).findings if finding.code == "K102"]
    assert "甲局.xlsx" in found.message
    assert not any(word in found.message + found.hint for word in ("docx", "Word", ".doc"))


def test_a_zip_and_an_old_workbook_that_were_renamed(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": None})
    (folder / SHEETS).mkdir(parents=True)
    with ZipFile(folder / SHEETS / "甲局.xlsx", "w") as packed:
        packed.writestr("说明.txt", "甲")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")
    (folder / SHEETS / "乙局.xlsx").write_bytes(old)
    found = [(finding.message, finding.hint) for finding in results_in(folder).findings]
    hint = "用 Excel 或 WPS 打开，另存为 .xlsx 再试"
    assert found == [
        ("文件“乙局.xlsx”是旧版 .xls 工作簿，只是改了扩展名", hint),
        ("文件“甲局.xlsx”是压缩包，但不是 .xlsx 工作簿", hint),
    ]
