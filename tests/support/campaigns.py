"""A small campaign for tests: units, a rubric of three items, the sheets the units handed in, outlines over the results."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from projects import make_project, write_files

from genwen.checking import load
from genwen.document.compose import scope_for
from genwen.document.expressions import compile_expression, runs_of
from genwen.document.scoring.self_score import SelfScore
from genwen.facts.assessment import Assessment
from genwen.project import open_project
from genwen.spreadsheet.score_workbook import FIRST_ROW, LETTERS, score_workbook
from genwen.spreadsheet.writing import put_text

SHEETS = "content/考评/打分表/2025"
RUBRIC = """
    名称: 甲标准
    总分: 100
    合格线: 60
    单元:
      - 名称: 制度
        责任单位: 办公室
        项目:
          - 名称: 建章
            条款:
              - {条文: '有制度，得{{ 分 }}分。', 分: 40, 佐证材料: 制度文本}
              - {条文: '有台账，得{{ 分 }}分。', 分: 20}
      - 名称: 节约
        项目:
          - 名称: 节电
            条款:
              - {条文: '节电，得{{ 分 }}分。', 分: 40}
    """
MOST = {"建章.1": 40, "建章.2": 20, "节电.1": 40}
CAMPAIGN = """
    名称: 年度核查
    结果日期: 2025-01-31
    整改文号: 云机管〔2025〕9号
    等次:
      - {名称: 优, 分: 90以上}
      - {名称: 良, 分: '60≤x<90'}
    公示: {开始: 2025-09-30, 天数: 5个工作日, 放假: [2025-10-01, 2025-10-02, 2025-10-03], 补班: 2025-10-04}
    """
NOTICE = """
    模板: 文稿
    适用: 考评结果.未通过
    要素:
      标题: '{{ 单位.名称 }}整改'
      发文机关署名: '{{ 考评结果.考评.考评单位 }}'
      成文日期: '{{ 考评结果.考评.结果日期 }}'
    正文:
      - '{{ 考评结果.整改文号 }}：得{{ 考评结果.得分 }}分，{{ 考评结果.整改时限 }}前整改。'
      - {段: '{{ 失.项目 }}失{{ 失.失分 }}分：{{ 失.原因 }}。', 每: 考评结果.失分条款, 名: 失}
    """
LIST = """
    模板: 文稿
    要素: {标题: 名单, 发文机关署名: 甲局, 成文日期: 2025-02-01}
    正文:
      - {段: '{{ 个.名次 }} {{ 个.名称 }} {{ 个.得分 }} {{ 个.等次 }}', 每: 考评结果.汇总, 名: 个}
    """

Filled = Mapping[str, Any]
"""By clause: 核查分, or (自评分, 核查分, 扣分原因); what is not named has full points."""


def campaign(folder: Path, units: Mapping[str, Filled | None], more: Mapping[str, str] | None = None) -> Path:
    """A project with these units, each with its sheet, None for one that handed in none."""
    listed = "单位:\n" + "".join(f"  - 名称: {name}\n" for name in units)
    make_project(folder, {
        "content/评价标准/2025.yaml": RUBRIC, "content/考评/2025.yaml": CAMPAIGN, "content/下级单位.yaml": listed,
        "content/公文/下级单位/整改通知书.yaml": NOTICE, "content/公文/名单.yaml": LIST, **(more or {}),
    })  # fmt: skip
    for name, filled in units.items():
        if filled is not None:
            put_sheet(folder, f"{name}.xlsx", name, filled)
    return folder


def put_sheet(folder: Path, file: str, unit: str, filled: Filled, cells: Mapping[str, Any] | None = None) -> Path:
    """A filled-in sheet of a unit; `cells` are set at last."""
    project = open_project(folder)
    facts = load(project)
    rubric = facts.rubric()
    assert rubric is not None
    scored = SelfScore(rubric, Assessment.made({}), scope_for(facts, ""))
    book = load_workbook(BytesIO(score_workbook(scored, 2025)))
    page = book.active
    assert page is not None
    page["A1"] = f"{unit}2025年度自评打分表"
    for row in range(FIRST_ROW, page.max_row + 1):
        key = page[f"{LETTERS['条款']}{row}"].value
        if key in MOST:
            given = filled.get(key, MOST[key])
            own, checked, reason = given if isinstance(given, tuple) else (given, given, "没有做到")
            page[f"{LETTERS['自评分']}{row}"] = own
            page[f"{LETTERS['核查分']}{row}"] = checked
            put_text(page[f"{LETTERS['扣分原因']}{row}"], reason if checked is not None and checked < MOST[key] else "")
    for cell, value in (cells or {}).items():
        page[cell] = value
    path = folder / SHEETS / file
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def results_in(folder: Path) -> Any:
    """The results of a project."""
    return load(open_project(folder)).groups["考评结果"].results


def printed(folder: Path, expression: str) -> str:
    """What an expression prints in the office's documents."""
    facts = load(open_project(folder))
    scope = scope_for(facts, "")
    return "".join(run.text for run in runs_of(compile_expression(expression).evaluate(scope), scope))


def outline(folder: Path, name: str, text: str) -> None:
    """Write an outline of the office."""
    write_files(folder, {f"content/公文/{name}.yaml": text})


def states(folder: Path) -> dict[str, str]:
    """What became of each unit."""
    return {unit.name.text: unit.judged.state for unit in results_in(folder).units}


def told(folder: Path) -> list[str]:
    """The findings of the results, each as one line."""
    return [f"{finding.code} {finding.position} {finding.message}" for finding in results_in(folder).findings]
