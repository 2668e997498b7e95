"""Lists of subordinate units for tests: a small outline for units, and tables as offices send them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from projects import make_project, write_files

from genwen.document.compose import scope_for
from genwen.document.expressions import compile_expression
from genwen.project import open_project
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import Resolved, Resolver

PLAN = """
    模板: 文稿
    要素:
      标题: '{{ 单位.名称 }}创建方案'
      发文机关署名: '{{ 单位.名称 }}'
    正文:
      - 上级是{{ 单位.上级.名称 }}，联系人{{ 单位.联系人 }}。
      - 用电量{{ 统计.用电量 }}，建筑面积{{ 统计.建筑面积 }}，目标是{{ 目标.今年 }}。
      - 标题: 任务
        正文:
          - {条: '{{ 措.标签 }}', 每: 措施.制度.措施, 名: 措}
    """
OUTLINE = "content/公文/下级单位/方案.yaml"
LIST = "content/下级单位.yaml"
COLUMNS = """
    列对照:
      组长: 机构.领导小组.组长.姓名
      发文日期: 发文.方案.成文日期
    """
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def project_with(folder: Path, units: str | None = None) -> Path:
    """The base project with an outline for units and a list of them."""
    make_project(folder, {OUTLINE: PLAN})
    if units is not None:
        write_files(folder, {LIST: units})
    return folder


def resolver_of(folder: Path, units: Path | None = None) -> tuple[Resolver, dict[str, UnitRecord]]:
    """The resolver of a project, and the units of its list by name."""
    from genwen.bulk.outlines import unit_documents
    from genwen.checking import load
    from genwen.diagnostics import Position

    project = open_project(folder)
    settings = list_settings(project)
    assert not settings.findings, [finding.to_text() for finding in settings.findings]
    path = list_path(project, settings, units)
    facts = load(project)
    at = Position(project.shown(path))
    resolver = Resolver(facts, scope_for, {}, at, settings.kept, settings.dropped, documents=unit_documents(project))
    assert not resolver.findings, [finding.to_text() for finding in resolver.findings]
    records = {unit.name: unit for unit in UnitList(project, settings, path, resolver.paths).records()}
    resolver.above = records.get
    return resolver, records


def resolved(folder: Path, name: str, units: Path | None = None) -> Resolved:
    """The facts of one unit."""
    resolver, records = resolver_of(folder, units)
    return resolver.resolve(records[name])


def value(found: Resolved, expression: str) -> Any:
    """What an expression gives in a unit's facts."""
    return compile_expression(expression).evaluate(scope_for(found.facts, ""))


def told(found: Resolved, expression: str) -> tuple[str, str]:
    """How a fact of a unit prints, and where it was typed."""
    fact = value(found, expression)
    return fact.text, str(fact.origin.position)


def name_of(number: int) -> str:
    """The name of a unit: no name is part of another one, nor of the office's."""
    first, second = "甲乙丙丁戊己庚辛壬癸", "东南西北中春夏秋冬梅"
    return f"{first[number // 100 % 10]}{second[number // 10 % 10]}{first[number % 10]}区{number:04}局"


def electricity(number: int) -> int:
    """The figure of a unit, no one's but its own."""
    return 100_003 + 7 * number


def office_table(path: Path, count: int, broken: bool = False) -> Path:
    """A table as an office sends it: a title, a note above, a header of two rows with merged cells, blanks, full-width
    digits, dates in three forms, totals and a note below; `broken` plants a row without name, a wrong date, a wrong
    figure, and a name twice."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["各单位基本情况表"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报时间：2025年3月", None, None, None, "（必填项打*）"])
    sheet.append(["序号", "单位\n名称*", " 联系人", "组长", "发文日期", "能源与建筑", None, "备注"])
    sheet.append([None, None, None, None, None, "用电量(千瓦时)", "建筑面积（平方米）", None])
    for column in "ABCDEH":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("F3:G3")
    rows = []
    for number in range(count):
        figure: Any = electricity(number)
        figure = {1: str(figure).translate(WIDE), 2: f"{figure:,}", 3: f"{figure}千瓦时"}.get(number % 5, figure)
        day: Any = {1: "2025年4月2日", 2: "２０２５-04-02"}.get(number % 3, "2025-04-02")
        name = f" {name_of(number)}　" if number % 7 == 3 else name_of(number)
        row = [number + 1, name, f"张{number}", f"李{number}", day, figure, 1000 + number, None]
        if number % 9 == 8:
            sheet.append([None] * 8)
        sheet.append(row)
        rows.append(sheet.max_row)
    if broken:
        sheet.cell(rows[4], 2).value = None
        sheet.cell(rows[8], 5).value = "2025年2月30日"
        sheet.cell(rows[12], 6).value = "约十万"
        sheet.cell(rows[16], 2).value = name_of(15)
    sheet.append(["合计", None, None, None, None, 1, 2])
    sheet.append(["注：数据为2025年度。"])
    sheet.merge_cells(f"A{sheet.max_row}:H{sheet.max_row}")
    book.save(path)
    return path
