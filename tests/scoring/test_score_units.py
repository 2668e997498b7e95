"""自评 of subordinate units: each by the rubric for its kind, one by name, all of them as a summary with ranks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from outlines import make_folder

from genwen.cli.main import main

OFFICES = """
    名称: 机关评价标准
    适用年度: 2024
    合格线: 6
    对象类别: [行政机关, 事业单位]
    单元:
      - {名称: 共性, 项目: [{名称: 制度, 条款: [{分: 1, 每: 项, 最高: 4}]}]}
      - {名称: 机关部分, 适用: 行政机关, 项目: [{名称: 公文, 条款: [{分: 6}]}]}
      - {名称: 事业部分, 适用: 事业单位, 项目: [{名称: 服务, 条款: [{分: 3}, {分: 3}]}]}
"""
SCHOOLS = """
    名称: 学校评价标准
    适用年度: 2024
    合格线: 3
    对象类别: [学校]
    单元: [{名称: 校园, 项目: [{名称: 课程, 条款: [{分: 5}]}]}]
"""
UNITS = """
    单位:
      - {名称: 甲局, 自评: {类别: 行政机关, 情况: {制度.1: 3, 公文.1: 是}, 核查: {制度.1: {得分: 2, 原因: 少一项}}}}
      - {名称: 乙中心, 自评: {类别: 事业单位, 情况: {制度.1: 4, 服务.1: 是, 服务.2: 否}}}
      - {名称: 丙学校, 自评: {类别: 学校, 情况: {课程.1: 是}}}
      - {名称: 丁局, 自评: {类别: 行政机关, 情况: {制度.1: 2, 公文.1: 是}}}
      - {名称: 戊局}
"""


def folder_with(tmp_path: Path, units: str = UNITS, **more: str) -> Path:
    files = {
        "content/评价标准/机关.yaml": OFFICES, "content/评价标准/学校.yaml": SCHOOLS, "content/下级单位.yaml": units,
    } | more  # fmt: skip
    return make_folder(tmp_path, files)


def said(folder: Path, capsys: Any, *arguments: str) -> tuple[int, str, str]:
    code = main(["score", *arguments, "--content", str(folder / "content")])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_summary_ranks_units_within_their_rubric(tmp_path: Path, capsys: Any) -> None:
    code, out, err = said(folder_with(tmp_path), capsys, "--summary")
    assert (code, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["名次", "单位", "类别", "评价标准", "满分", "自评分", "核查分", "等级", "达标", "失分条款"]
    assert rows[2:7] == [
        ["1", "甲局", "行政机关", "机关评价标准", "10", "9", "8", "合格", "是", "制度.1（2分）"],
        ["1", "丁局", "行政机关", "机关评价标准", "10", "8", "合格", "是", "制度.1（2分）"],
        ["3", "乙中心", "事业单位", "机关评价标准", "10", "7", "合格", "是", "服务.2（3分）"],
        ["1", "丙学校", "学校", "学校评价标准", "5", "5", "合格", "是"],
        ["戊局", "没有自评"],
    ]
    assert out.splitlines()[-1] == "共5个单位，已自评4个，达标4个。"


def test_the_summary_as_json_and_as_a_workbook(tmp_path: Path, capsys: Any) -> None:
    folder = folder_with(tmp_path)
    path = tmp_path / "汇总.xlsx"
    code, out, _ = said(folder, capsys, "--summary", "--json", "--xlsx", str(path))
    assert code == 0
    form = json.loads(out)
    assert [(unit["unit"], unit["rank"]) for unit in form["units"]] == [
        ("甲局", 1), ("乙中心", 3), ("丙学校", 1), ("丁局", 1), ("戊局", None),
    ]  # fmt: skip
    assert form["units"][0]["checked"]["total"] == "8"
    assert form["units"][0]["adjustments"][0]["clause"] == "制度.1"
    rows = list(openpyxl.load_workbook(path)["自评汇总表"].iter_rows(values_only=True))
    assert [str(row[1]) for row in rows] == ["单位", "甲局", "丁局", "乙中心", "丙学校", "戊局"]
    before = path.read_bytes()
    assert said(folder, capsys, "--summary", "--json", "--xlsx", str(path))[0] == 0
    assert path.read_bytes() == before


def test_one_unit_by_name(tmp_path: Path, capsys: Any) -> None:
    code, out, _ = said(folder_with(tmp_path), capsys, "--unit", "丙学校")
    assert code == 0
    assert "《学校评价标准》，按学校" in out
    assert "总得分5分（满分5分，合格线3分），等级：合格，达标" in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--unit", "己局"], 2, "名单里没有单位“己局”"),
        (["--unit", "戊局"], 2, "“戊局”没有填写自评"),
        (["--summary", "--unit", "甲局"], 2, "不能和 --unit"),
        (["--units", "名单.xlsx"], 2, "要和 --unit、--summary 或 --all 一起用"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, capsys: Any, arguments: list[str], code: int, words: str) -> None:
    found, out, err = said(folder_with(tmp_path), capsys, *arguments)
    assert found == code
    assert words in out + err


def test_what_is_wrong_with_one_unit_does_not_keep_the_others_from_being_scored(tmp_path: Path, capsys: Any) -> None:
    units = UNITS.replace("制度.1: 3, 公文.1", "制度.1: 多, 公文.1").replace("类别: 学校", "类别: 学院")
    code, out, err = said(folder_with(tmp_path, units), capsys, "--summary")
    assert code == 1
    assert "甲局" in out
    assert "事实有错" in out
    assert ["1", "丁局"] in [line.split()[:2] for line in out.splitlines()]
    assert "R032" in err
    assert "下级单位.yaml:" in err
    assert "R038" in err
    assert "“学院”不在评价标准的“对象类别”里" in err


def test_no_unit_with_a_score_is_told(tmp_path: Path, capsys: Any) -> None:
    code, _, err = said(folder_with(tmp_path, "单位: [{名称: 甲局}]"), capsys, "--summary")
    assert code != 0
    assert "名单里没有单位填写自评" in err


@pytest.mark.parametrize(
    ("written", "rubric", "code"),
    [
        ("类别: 学校\n情况: {课程.1: 是}", "学校评价标准", 0),
        ("类别: 事业单位\n情况: {制度.1: 1, 服务.1: 是, 服务.2: 是}", "机关评价标准", 0),
        ("评价标准: 学校\n类别: 学校\n情况: {课程.1: 是}", "学校评价标准", 0),
        ("评价标准: 机关\n类别: 行政机关\n情况: {制度.1: 1, 公文.1: 是}", "机关评价标准", 0),
        ("评价标准: 机关\n情况: {制度.1: 1}", "机关评价标准", 1),
        ("评价标准: 机关\n类别: 学校\n情况: {制度.1: 1}", "机关评价标准", 1),
    ],
)
def test_the_rubric_follows_the_kind_of_unit(tmp_path: Path, capsys: Any, written: str, rubric: str, code: int) -> None:
    folder = folder_with(tmp_path, **{"content/自评/2025.yaml": written + "\n"})
    found, out, _ = said(folder, capsys, "--json")
    form = json.loads(out)
    assert (form["rubric"], found) == (rubric, code)
    assert [each["code"] for each in form["findings"]] == (["R038"] if code else [])
