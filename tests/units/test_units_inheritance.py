"""What a unit inherits, what it overrides, and where each value comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import places, replaced, write_files
from units import project_with, resolved, told, value

from genwen.document.expressions import ExpressionError

UNITS = """
    单位:
      - 名称: 云溪区教育局
        简称: 区教育局
        联系人: 汪某某
        统计.用电量: 3000千瓦时
        目标:
          覆盖率:
            - {键: 今年, 比例: 40%}
        措施:
          板块:
            - 键: 制度
              措施:
                - {标签: 健全制度, 时限: 2025年5月底}
                - {标签: 校园节水, 计划: 开展校园节水。}
        机构.领导小组.组长: {姓名: 邵某某, 职务: 局长}
      - 名称: 云溪区实验小学
        上级: 云溪区教育局
        统计: {2025: {数据: {用电量: 500千瓦时}}, 2024: {数据: {用电量: 520千瓦时}}}
        措施.制度.健全制度: 不适用
      - 云溪区水利局
    """


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project_with(tmp_path, UNITS)


def test_own_values_win_field_by_field(folder: Path) -> None:
    unit = resolved(folder, "云溪区教育局")
    assert not unit.findings
    assert told(unit, "单位.名称") == ("云溪区教育局", "content/下级单位.yaml:2:9")
    assert told(unit, "统计.用电量") == ("3000千瓦时", "content/下级单位.yaml:5:13")
    assert told(unit, "目标.今年.比例") == ("40%", "content/下级单位.yaml:8:23")
    text, at = told(unit, "目标.今年.修饰")
    assert (text, at.partition(":")[0]) == ("以上", "content/目标.yaml")
    assert told(unit, "目标.明年.比例")[0] == "50%"
    assert told(unit, "依据.国家方案.标题")[1].startswith("content/依据.yaml:")


def test_items_of_lists_by_name(folder: Path) -> None:
    unit = resolved(folder, "云溪区教育局")
    measures = value(unit, "措施.制度.措施")
    assert [item.name.text for item in measures] == ["健全制度", "校园节水"]
    assert measures[0].deadline.text == "2025年5月底"
    assert "制度，依据" in measures[0].plan.text
    assert measures[1].plan.origin.path == "措施.板块.制度.措施.校园节水.计划"


def test_a_unit_below_a_unit(folder: Path) -> None:
    unit = resolved(folder, "云溪区实验小学")
    assert not unit.findings
    assert [item.name.text for item in value(unit, "措施.制度.措施")] == ["校园节水"], "one inherited, one 不适用"
    assert told(unit, "目标.今年.比例") == ("40%", "content/下级单位.yaml:8:23"), "from the unit above"
    assert told(unit, "统计.上年.用电量")[0] == "520千瓦时"
    assert told(unit, "单位.上级.名称") == ("云溪区教育局", "content/下级单位.yaml:2:9")
    assert told(unit, "上级单位.单位.联系人")[0] == "汪某某"


@pytest.mark.parametrize(
    "path", ["单位.自称", "单位.联系人", "统计.建筑面积", "统计.用电量", "公文.成文日期", "措施.健全制度.完成"]
)
def test_the_offices_own_facts_are_not_a_units(folder: Path, path: str) -> None:
    path = path.replace("措施.", "措施.制度.")
    unit = resolved(folder, "云溪区水利局")
    try:
        fact = value(unit, path)
    except ExpressionError:
        assert path.startswith("公文"), "only 发文 has no entry at all"
        return
    assert fact.state == "待补", fact.text


def test_persons_are_a_units_own(folder: Path) -> None:
    own, none = resolved(folder, "云溪区教育局"), resolved(folder, "云溪区水利局")
    assert [person.name.text for person in value(own, "机构.领导小组.组长")] == ["邵某某"]
    assert [person.name.state for person in value(none, "机构.领导小组.组长")] == ["待补"]
    texts = [fact.text for fact in none.facts.all_facts().values()]
    assert not any("陈某某" in text or "我局" in text for text in texts)


def test_coefficients_and_figures_of_plans_are_inherited(tmp_path: Path) -> None:
    project_with(tmp_path, "单位: [云溪区水利局]")
    path = "content/统计/2025.yaml"
    write_files(
        tmp_path,
        replaced(path, "建筑面积: 128600平方米", "建筑面积: 128600平方米\n  电力折标系数: 0.1229千克标准煤/千瓦时"),
    )
    unit = resolved(tmp_path, "云溪区水利局")
    assert told(unit, "统计.电力折标系数")[0].startswith("0.1229")
    # 制度 is used by 计划, 人数 by nobody
    assert value(unit, "措施.制度.健全制度.数值.制度").value.text == "2项"
    assert value(unit, "措施.制度.健全制度.数值.人数").state == "待补"


def test_what_is_inherited_can_be_said(tmp_path: Path) -> None:
    units = """
        继承: [单位.自称, 统计.建筑面积]
        不继承: [其他.问题, 目标.明年.比例]
        单位: [云溪区水利局]
        """
    unit = resolved(project_with(tmp_path, units), "云溪区水利局")
    assert told(unit, "单位.自称") == ("我局", "content/单位.yaml:3:5")
    assert told(unit, "统计.建筑面积")[0] == "128600平方米"
    assert value(unit, "统计.用电量").state == "待补"
    assert value(unit, "其他.问题").state == "待补"
    assert value(unit, "目标.明年.比例").state == "待补"
    assert told(unit, "目标.今年.比例")[0] == "25%"


@pytest.mark.parametrize(
    ("fact", "code", "word"),
    [
        ("统计.用电里: 3千瓦时", "S502", "用电量"),
        ("目标.今年份.比例: 3%", "S502", "今年"),
        ("措施.制度.健全制度.时间: 2025年5月底", "S502", "时限"),
        ("评价标准.总分: 90", "S502", "共用"),
        ("联系方式: 不公开", "S502", "联系"),
        ("统计.用电量: 约三千", "S103", "数"),
        ("单位: {名字: 某局}", "S101", "名称"),
        ("目标: {覆盖率: {今年份: {比例: 3%}}}", "S502", "今年"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, fact: str, code: str, word: str) -> None:
    project_with(tmp_path, f"单位:\n  - 名称: 云溪区水利局\n    {fact}\n")
    unit = resolved(tmp_path, "云溪区水利局")
    found = [*unit.record.findings, *unit.findings]
    assert [item.code for item in found] == [code], [item.to_text() for item in found]
    assert word in found[0].message + found[0].hint
    assert str(found[0].position).startswith("content/下级单位.yaml:3:"), places(found)


def test_whole_lists_and_units_without_overrides(tmp_path: Path) -> None:
    units = """
        单位:
          - 名称: 云溪区水利局
            目标.覆盖率: {改为: [{键: 今年, 层级: 全局, 截止: 2025年底, 比例: 100%}]}
            范围.组成: [{对象: [机关科室]}]
        """
    unit = resolved(project_with(tmp_path, units), "云溪区水利局")
    assert not unit.findings
    assert [item.name_text() for item in value(unit, "目标.覆盖率")] == ["今年"]
    assert "".join(run.text for run in value(unit, "范围").runs()) == "机关科室"
