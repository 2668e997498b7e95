"""The blank 自评打分表: what a unit fills in, with nothing of the office in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from campaigns import SHEETS, campaign, results_in
from openpyxl import load_workbook
from projects import run, write_files
from test_score_units import OFFICES, SCHOOLS

from genwen.spreadsheet.score_workbook import FIRST_ROW, LETTERS

OWN = """
    单位: 云溪区机关事务管理局
    情况: {建章.1: 是, 建章.2: 否, 节电.1: 是}
    核查: {建章.1: {得分: 12, 原因: 本级自己的原因}}
    """
ANSWERS = ("自评分", "核查分", "扣分原因")


def cells(path: Path) -> tuple[str, list[str], list[Any]]:
    """The title, the keys of the clauses, and what stands in the cells to be filled in."""
    page = load_workbook(path).active
    assert page is not None
    keys, given = [], []
    for row in range(FIRST_ROW, page.max_row + 1):
        key = page[f"{LETTERS['条款']}{row}"].value
        if key not in ("小计", "总分", "项目得分"):
            keys.append(key)
            given += [page[f"{LETTERS[name]}{row}"].value for name in ANSWERS]
    return page["A1"].value, keys, given


@pytest.mark.parametrize(
    ("arguments", "title"),
    [((), "（单位名称）2025年度自评打分表"), (("--unit", "甲局"), "甲局2025年度自评打分表")],
)
@pytest.mark.parametrize("own", [{}, {"content/自评/2025.yaml": OWN}])
def test_it_is_blank(tmp_path: Path, own: dict[str, str], arguments: tuple[str, ...], title: str) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": None}, own)
    assert run(folder, "score", "--xlsx", "空表.xlsx", "--blank", *arguments) == 0
    said, keys, given = cells(folder / "空表.xlsx")
    assert (said, keys) == (title, ["建章.1", "建章.2", "节电.1"])
    assert given == [None] * 9
    page = load_workbook(folder / "空表.xlsx").active
    assert page is not None
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not any("云溪区机关事务管理局" in text or "本级自己的原因" in text for text in texts)


def test_saved_back_unchanged_it_gives_no_place(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": {}}, {"content/自评/2025.yaml": OWN})
    file = f"{SHEETS}/甲局.xlsx"
    assert run(folder, "score", "--xlsx", file, "--blank") == 0
    results = results_in(folder)
    assert [unit.judged.state for unit in results.units] == ["有误", "已评"]
    assert [(finding.code, str(finding.position)) for finding in results.findings if finding.severity == "错误"] == [
        ("K106", f"{file} 第4行G列")
    ]


def test_filled_in_it_is_the_score_of_the_unit(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": {}})
    path = folder / SHEETS / "甲局.xlsx"
    assert run(folder, "score", "--xlsx", str(path), "--blank") == 0
    book = load_workbook(path)
    page = book.active
    assert page is not None
    for row in range(FIRST_ROW, page.max_row + 1):
        if page[f"{LETTERS['条款']}{row}"].value == "节电.1":
            page[f"{LETTERS['自评分']}{row}"] = 31
        elif page[f"{LETTERS['条款']}{row}"].value in ("建章.1", "建章.2"):
            page[f"{LETTERS['自评分']}{row}"] = 20
    book.save(path)
    assert str(results_in(folder).unit("甲局").look("得分")) == "71"


def test_each_kind_of_unit_has_its_own_form(tmp_path: Path, capsys: Any) -> None:
    units = "单位: [{名称: 甲局, 类别: 行政机关}, {名称: 乙校, 自评: {类别: 学校}}]\n"
    folder = campaign(tmp_path, {"甲局": None})
    (folder / "content/评价标准/2025.yaml").unlink()
    write_files(folder, {
        "content/下级单位.yaml": units, "content/评价标准/机关.yaml": OFFICES, "content/评价标准/学校.yaml": SCHOOLS,
    })  # fmt: skip
    for unit, clauses in (("甲局", ["制度.1", "公文.1"]), ("乙校", ["课程.1"])):
        assert run(folder, "score", "--xlsx", f"{unit}.xlsx", "--blank", "--unit", unit) == 0
        assert cells(folder / f"{unit}.xlsx")[1] == clauses
    assert run(folder, "score", "--xlsx", "全部.xlsx", "--blank") == 2
    assert "评价标准分对象类别（" in (said := capsys.readouterr().err)
    assert "--unit" in said
    assert not (folder / "全部.xlsx").exists()
    assert run(folder, "score", "--xlsx", "学校.xlsx", "--blank", "--rubric", "学校评价标准") == 0
    assert cells(folder / "学校.xlsx")[1] == ["课程.1"]


def test_it_needs_a_file_and_leaves_the_clerks_work(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None})
    assert run(folder, "score", "--blank") == 2
    assert "--blank 要和 --xlsx 一起用" in capsys.readouterr().err
    (folder / "空表.xlsx").write_bytes(b"mine")
    assert run(folder, "score", "--xlsx", "空表.xlsx", "--blank", "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "year": 2025,
        "unit": None,
        "clauses": ["建章.1", "建章.2", "节电.1"],
    }
    assert (folder / "空表.xlsx").read_bytes() == b"mine"
    assert cells(folder / "空表.新稿.xlsx")[2] == [None] * 9


def test_all_units_of_the_list_have_their_forms(tmp_path: Path, capsys: Any) -> None:
    units = """
        单位:
          - {名称: 甲局, 类别: 行政机关}
          - {名称: 乙/校, 自评: {类别: 学校}}
          - {名称: 丙局, 统计.用电量: 约三}
          - {名称: 丁局, 类别: 行政机关}
        """
    folder = campaign(tmp_path, {"甲局": None})
    (folder / "content/评价标准/2025.yaml").unlink()
    write_files(folder, {
        "content/下级单位.yaml": units, "content/评价标准/机关.yaml": OFFICES, "content/评价标准/学校.yaml": SCHOOLS,
    })  # fmt: skip
    blanks = ("score", "--xlsx", "打分表", "--blank", "--all")
    assert run(folder, *blanks) == 1
    out, err = capsys.readouterr()
    assert "名单里4个单位，空表3份" in out
    assert "content/下级单位.yaml:4:" in err
    forms = {path.name: cells(path)[:2] for path in (folder / "打分表").iterdir()}
    assert forms == {
        "甲局-自评打分表.xlsx": ("甲局2025年度自评打分表", ["制度.1", "公文.1"]),
        "乙／校-自评打分表.xlsx": ("乙/校2025年度自评打分表", ["课程.1"]),
        "丁局-自评打分表.xlsx": ("丁局2025年度自评打分表", ["制度.1", "公文.1"]),
    }
    (folder / "打分表/丁局-自评打分表.xlsx").write_bytes(b"filled in")
    write_files(folder, {"content/下级单位.yaml": units.replace("约三", "3千瓦时, 类别: 行政机关")})
    capsys.readouterr()
    assert run(folder, *blanks) == 1
    assert "1份没有改动，空表另存为 丁局-自评打分表.新稿.xlsx" in capsys.readouterr().err
    assert (folder / "打分表/丁局-自评打分表.xlsx").read_bytes() == b"filled in"
    assert run(folder, *blanks[:2], "别处", *blanks[3:], "--json") == 0
    assert sorted(json.loads(capsys.readouterr().out)["files"]) == ["丁局", "丙局", "乙/校", "甲局"]


def test_all_needs_a_folder_and_blanks(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None})
    for arguments, said in (
        (("--xlsx", "表.xlsx", "--blank", "--all"), "--xlsx 后面是文件夹"),
        (("--xlsx", "表", "--all"), "--all 要和 --blank 一起用"),
        (("--xlsx", "表", "--blank", "--all", "--unit", "甲局"), "不能加 --unit"),
    ):
        assert run(folder, "score", *arguments) == 2
        assert said in capsys.readouterr().err
    assert not (folder / "表").exists()
    (folder / "表").write_bytes(b"mine")
    assert run(folder, "score", "--xlsx", "表", "--blank", "--all") == 2
    assert "是文件，不是文件夹" in capsys.readouterr().err
