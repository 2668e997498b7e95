"""Sums up the tree of units, in the office's own documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from projects import run, write_files
from units import LIST, project_with

from genwen.checking import load
from genwen.document.compose import scope_for
from genwen.document.expressions import compile_expression
from genwen.project import open_project

SCORE = "自评: {情况: {目标管理.1: 是, 目标管理.2: %s项}}"
UNITS = f"""
    单位:
      - {{名称: 甲局, 统计.用电量: 100千瓦时, {SCORE % 4}}}
      - {{名称: 乙局, 统计.用电量: 0.02万千瓦时, {SCORE % 1}}}
      - {{名称: 甲站, 上级: 甲局, 统计.用电量: 30.5千瓦时, {SCORE % 4}}}
      - {{名称: 甲点, 上级: 甲站, 统计.用电量: 7千瓦时}}
    """


def evaluated(folder: Path, expression: str) -> Any:
    facts = load(open_project(folder))
    return compile_expression(expression).evaluate(scope_for(facts, ""))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project_with(tmp_path, UNITS)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("下级单位.单位数", "4"),
        ("下级单位.合计.用电量", "337.5千瓦时"),
        ("下级单位.甲局.下属.合计.用电量", "37.5千瓦时"),
        ("下级单位.甲局.统计.用电量 + 下级单位.甲局.下属.合计.用电量", "137.5千瓦时"),
        ("下级单位.甲局.下属.单位数", "2"),
        ("下级单位.甲局.下属.自评数", "1"),
        ("下级单位.甲局.下属.平均得分", "10.00"),
        ("下级单位.甲站.下属.合计.用电量", "7千瓦时"),
        ("下级单位.甲站.下属.平均得分", "【待补：甲站.下属.平均得分】"),
        ("下级单位.甲点.下属.单位数", "0"),
        ("下级单位.甲点.下属.合计.用电量", "—"),
        ("下级单位.甲点.下属.覆盖率", "—"),
        ("下级单位.甲点.下属.平均得分", "—"),
        ("下级单位.甲点.统计.用电量", "7千瓦时"),
        ("下级单位.自评数", "3"),
        ("下级单位.达标数", "2"),
        ("下级单位.覆盖率", "50.00%"),
        ("下级单位.平均得分", "9.00"),
        ("下级单位.合计.建筑面积", "【待补：统计.2025.数据.建筑面积】"),
    ],
)
def test_sums(folder: Path, expression: str, text: str) -> None:
    assert evaluated(folder, expression).text == text


def test_ranking_has_one_place_for_equal_scores(folder: Path) -> None:
    ranking = evaluated(folder, "下级单位.排名")
    assert [(item.look("名次").text, item.look("名称").text) for item in ranking] == [
        ("1", "甲局"), ("1", "甲站"), ("3", "乙局"),
    ]  # fmt: skip


def test_a_total_knows_its_parts(folder: Path) -> None:
    origin = evaluated(folder, "下级单位.合计.用电量").origin
    assert [str(part.position).rpartition(":")[0] for part in origin.inputs] == [
        f"{LIST}:{line}" for line in (2, 4, 5, 3)
    ]


def test_different_units_are_not_added(tmp_path: Path, capsys: Any) -> None:
    units = "".join(f"  - {{名称: {name}局, 统计.用电量: 1{unit}}}\n" for name, unit in zip("甲乙丙丁戊", (
        "度", "千瓦时", "千瓦时", "千瓦时", "千瓦时"), strict=True))  # fmt: skip
    folder = project_with(tmp_path, f"单位:\n{units}")
    write_files(folder, {"content/公文/汇总.yaml": """
        模板: 文稿
        要素: {标题: 汇总}
        正文:
          - 用电{{ 下级单位.合计.用电量 }}。
        """})  # fmt: skip
    assert run(folder, "build", "汇总", "--json") == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    at = [f"{LIST}:{line}" for line in (3, 4, 5, 2)]
    for name, place in zip("乙丙丁", at, strict=False):
        assert f"{name}局（{place}:" in found["message"]
    assert "等4个单位是千瓦时；" in found["message"]
    assert f"甲局（{at[3]}:" in found["message"]
    assert found["message"].endswith("）是度")
    assert "戊局" not in found["message"]
    assert "换算" in found["hint"]


def test_in_a_document(folder: Path, capsys: Any) -> None:
    write_files(folder, {"content/公文/汇总.yaml": """
        模板: 文稿
        要素: {标题: 汇总}
        正文:
          - 共{{ 下级单位.单位数 }}个单位，用电{{ 下级单位.合计.用电量 }}。
          - {条: '第{{ 个.名次 }}名{{ 个.名称 }}{{ 个.自评.总得分 }}分', 每: 下级单位.排名, 名: 个}
        """})  # fmt: skip
    assert run(folder, "build", "汇总") == 0, capsys.readouterr().err
    texts = [paragraph.text for paragraph in docx.Document(str(folder / "outputs/2025/汇总.docx")).paragraphs]
    assert "共4个单位，用电337.5千瓦时。" in texts
    assert any("第1名甲局10分" in text for text in texts)
    (folder / LIST).write_text((folder / LIST).read_text("utf-8").replace("30.5千瓦时", "约三十"), "utf-8")
    capsys.readouterr()
    assert run(folder, "build", "汇总", "--json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    places = [(item["code"], item["position"]["file"], item["position"]["line"]) for item in found]
    assert places == [("S103", LIST, 4), ("S504", LIST, 5)], "and the unit below it"
