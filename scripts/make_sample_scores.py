"""Make the sample's collected score sheets anew: `python scripts/make_sample_scores.py [FOLDER]`.

They are filled-in forms of `genwen score --xlsx`, one per unit of the sample's list; the same bytes each time. A clause
that is not named has its full points in both columns; a named one has 自评分, 核查分 and what the assessors found.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from genwen.checking import load
from genwen.document.compose import scope_for
from genwen.document.scoring.self_score import SelfScore
from genwen.facts.assessment import Assessment
from genwen.project import open_project
from genwen.spreadsheet.score_workbook import FIRST_ROW, LETTERS, score_workbook
from genwen.spreadsheet.writing import bytes_of, put_text
from genwen.units.sound import sound_units

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2025

METERS = "尚未做到分区、分项计量"
RULES = "缺少定额管理、绿色消费等方面的制度"
PRESS = "经验做法没有被媒体刊发"
CANTEEN = "食堂没有配用节水洗菜设备"
LOST: dict[str, dict[str, tuple[str, str, str]]] = {
    "云溪区教育局": {"管理制度.4": ("3", "3", "分项计量器具正在安装，尚未投入使用"), "媒体报道": ("2", "0", "刊发页面不是当年的，不予采纳")},
    "云溪区教育技术中心": {
        "管理制度.4": ("2", "0", "没有计量器具台账，也没有分区计量"), "管理制度数": ("4", "3", RULES),
        "绿色食堂.2": ("0", "0", CANTEEN), "宣传活动": ("4", "2", "世界水日活动没有佐证材料"),
        "媒体报道": ("1", "0", PRESS), "教育培训场次": ("2", "2", "全年只举办1次培训"),
        "行为节约.3": ("1", "0", "抽查发现3间办公室白天光线充足时仍开灯"),
    },
    "云溪区水利局": {"管理制度.4": ("5", "2", METERS), "媒体报道": ("1", "0", PRESS), "教育培训场次": ("4", "2", "1次培训没有签到表，不予计入")},
    "云溪区农业农村局": {
        "管理制度.4": ("2", "2", METERS), "管理制度.5": ("5", "4", "消费状况没有定期公示"), "绿色采购.1": ("3", "0", "抽查的2份采购合同没有优先采购节能产品"),
        "绿色食堂.2": ("2", "0", CANTEEN), "教育培训.1": ("3", "0", "培训计划没有列入垃圾分类的内容"),
    },
    "云溪区卫生健康局": {
        "年度指标": ("9", "0", "人均用水量下降1.2%，没有达到年度指标"), "管理制度.4": ("3", "2", METERS), "媒体报道": ("2", "1", "1篇报道不是本单位的做法"),
        "管理制度.5": ("5", "4", "消费状况没有定期公示"),
    },
    "云溪区交通运输局": {
        "管理制度.4": ("0", "0", "没有计量器具台账，也没有分区计量"), "管理制度数": ("5", "3", RULES), "新能源更新": ("3", "0", "更新的2辆公务用车都不是新能源汽车"),
        "源头减量.3": ("2", "0", "一次性纸杯仍在领用"), "提醒标识": ("4", "2", "只有节电、节水2类标识"), "绿色食堂.2": ("2", "0", CANTEEN),
        "教育培训场次": ("4", "2", "1次培训没有签到表，不予计入"),
    },
    "云溪区文化广电旅游局": {
        "管理制度.4": ("2", "2", METERS), "分类收运.4": ("2", "0", "没有清运台账"), "宣传活动": ("4", "2", "全国低碳日活动没有佐证材料"),
        "教育培训.1": ("3", "0", "培训计划没有列入垃圾分类的内容"), "绿色食堂.2": ("2", "0", CANTEEN),
    },
    "云溪区市场监督管理局": {"管理制度.4": ("5", "2", METERS), "媒体报道": ("2", "0", PRESS), "绿色食堂.2": ("2", "0", CANTEEN)},
    "云溪区司法局": {
        "管理制度.4": ("2", "2", METERS), "分类收运.1": ("2", "0", "有害垃圾收运协议已过期"), "媒体报道": ("1", "0", PRESS),
        "绿色食堂.2": ("0", "0", CANTEEN),
    },
    "石桥镇人民政府": {
        "管理制度.4": ("2", "0", "没有计量器具台账，也没有分区计量"), "管理制度数": ("4", "2", RULES), "管理制度.3": ("3", "0", "物业合同没有写明节能节水的管理目标"),
        "绿色食堂.2": ("0", "0", CANTEEN), "媒体报道": ("0", "0", PRESS), "教育培训场次": ("2", "2", "全年只举办1次培训"),
        "分类投放.2": ("2", "0", "抽查3处分类容器，2处混投"),
    },
    "柳河镇人民政府": {
        "年度指标": ("9", "0", "单位建筑面积能耗上升0.8%，没有达到年度指标"), "管理制度.4": ("2", "0", "没有计量器具台账，也没有分区计量"),
        "管理制度数": ("3", "2", RULES), "管理制度.5": ("4", "2", "统计台账缺3个月的用水数据"), "绿色食堂.2": ("0", "0", CANTEEN),
        "媒体报道": ("1", "0", PRESS), "教育培训.1": ("3", "0", "培训计划没有列入节能节水的内容"),
    },
    "东湖街道办事处": {
        "年度指标": ("9", "0", "人均综合能耗上升2.3%，没有达到年度指标"), "管理制度.4": ("0", "0", "没有计量器具台账，也没有分区计量"),
        "管理制度数": ("3", "1", RULES), "管理制度.3": ("3", "0", "物业合同没有写明节能节水的管理目标"), "绿色出行.2": ("3", "0", "没有建立单车油耗台账"),
        "源头减量.3": ("0", "0", "一次性纸杯仍在领用"), "分类收运.1": ("2", "0", "没有有害垃圾收运协议"), "分类收运.4": ("2", "0", "没有清运台账"),
        "媒体报道": ("0", "0", PRESS), "宣传活动": ("4", "2", "中国水周活动没有佐证材料"),
    },
}  # fmt: skip


def sheet(scored: SelfScore, lost: dict[str, tuple[str, str, str]]) -> bytes:
    """A filled-in form."""
    book = load_workbook(BytesIO(score_workbook(scored, YEAR)))
    page = book.active
    clauses = {clause.key: clause for clause in scored.score.clauses()}
    assert page is not None
    assert set(lost) <= set(clauses), set(lost) - set(clauses)
    for row in range(FIRST_ROW, page.max_row + 1):
        key = page[f"{LETTERS['条款']}{row}"].value
        if key not in clauses:
            continue
        most = clauses[key].most
        own, checked, reason = lost.get(key, (most, most, ""))
        page[f"{LETTERS['自评分']}{row}"].value = Decimal(own)
        page[f"{LETTERS['核查分']}{row}"].value = Decimal(checked)
        if reason:
            put_text(page[f"{LETTERS['扣分原因']}{row}"], reason)
        else:
            page[f"{LETTERS['扣分原因']}{row}"].value = None
    return bytes_of(book)


def main() -> None:
    """Write the sheets of all units."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content" / "考评" / "打分表" / str(YEAR)
    folder.mkdir(parents=True, exist_ok=True)
    project = open_project(ROOT)
    facts = load(project)
    units = sound_units(project, facts, scope_for, None) or []
    assert {unit.name.text for unit in units} == set(LOST)
    for unit in units:
        assert unit.member is not None
        rubric = unit.member.facts.rubric()
        assert rubric is not None
        blank = SelfScore(rubric, Assessment.made({"unit": unit.name}), unit.member.scope)
        (folder / f"{unit.name.text}.xlsx").write_bytes(sheet(blank, LOST[unit.name.text]))


if __name__ == "__main__":
    main()
