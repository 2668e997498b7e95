"""自评打分表, 佐证材料目录 and 失分整改清单 as tables; the evidence register and the 整改 list behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from outlines import texts
from rubrics import rubric, sample
from score_shapes import FLOOR, MIXED, SHAPES, WHOLE, scored
from scores import assessment, score

from genwen.document.elements import OriginKind, Table, runs_in
from genwen.document.scoring.evidence import evidence_register
from genwen.document.scoring.rectification import deadline, months_later, tasks
from genwen.document.scoring.self_score import SelfScore
from genwen.document.scoring.sheet import score_sheet
from genwen.document.scoring.tables import evidence_table, rectification_table

TWO = """
    名称: 评价标准
    总分: 10
    合格线: 8
    不适用处理: 缩减
    单元:
      - 名称: 甲
        责任单位: 办公室
        项目:
          - 名称: 子
            条款:
              - {条文: '做到甲，得{{ 分 }}分。', 分: 6, 不适用情形: 没有食堂, 佐证材料: [台账, {名称: 照片, 必备: 否}]}
              - {条文: '做到乙，得{{ 分 }}分。', 分: 4, 责任单位: 后勤科, 佐证材料: [台账, {名称: 协议, 有效期: 协议期内}, {编号: 甲-9, 名称: 合同}]}
"""


def sheet_rows(own: SelfScore) -> list[str]:
    """The sheet as text without its header, then the notes."""
    return texts(score_sheet(own.rubric, own, own.scope))[1:]


def table_of(own: SelfScore) -> Table:
    table = score_sheet(own.rubric, own, own.scope)[0]
    assert isinstance(table, Table)
    return table


# --- 自评打分表 --------------------------------------------------------------------------------------------------------


def test_a_row_for_each_clause_with_points_reason_and_evidence() -> None:
    own = scored(TWO, "情况: {子.1: 是, 子.2: {结果: 否, 原因: 没有协议}}")
    assert sheet_rows(own) == [
        "1|甲\n（10分）|子|1.做到甲，得6分。|6|6|||1-1-1\n1-1-2",
        "|||2.做到乙，得4分。|4|0||没有协议|1-1-1\n1-1-3\n甲-9",
        "总分|10|6|||",
    ]


def test_what_is_not_filled_in_is_a_gap() -> None:
    own = scored(TWO, "情况: {子.1: 是, 子.2: 待补}")
    gaps = [run for run in runs_in((table_of(own),)) if run.origin and run.origin.kind is OriginKind.MISSING]
    assert [(run.text, run.style, run.origin.path if run.origin else "") for run in gaps] == [
        ("待补", "待补", "自评.情况.子.2"),
    ]  # fmt: skip


def test_the_policy_for_what_does_not_apply_is_printed() -> None:
    own = scored(TWO, "情况: {子.1: 不适用, 子.2: 是}")
    rows = sheet_rows(own)
    assert [row.split("|")[4:6] for row in rows[:2]] == [["6", "不适用"], ["4", "4"]]
    assert rows[2:] == ["总分|4|4|||", "注：子.1不适用，总分减为4分，合格线和等级按同一比例。"]


def test_bonus_and_penalty_are_told_under_the_table() -> None:
    own = scored(MIXED, "情况: {子.1: 是, 子.2: 是, 子.3: 是, 子.4: 2}")
    rows = sheet_rows(own)
    assert [row.split("|")[5] for row in rows[:4]] == ["5", "1", "-2", "-2"]
    assert rows[-1] == "注：总得分按 3 + 1 - 2 计算。"


def test_an_item_that_starts_full_has_one_figure() -> None:
    rows = sheet_rows(scored(FLOOR, "情况: {子.1: 2, 丑.1: 50%}"))
    assert [row.split("|")[4:6] for row in rows[:2]] == [["10", "4"], ["10", "5"]]


def test_an_item_scored_as_one_is_merged() -> None:
    table = table_of(scored(WHOLE, "情况: {乙: 7.5}"))
    assert [row.cells[5].merge for row in table.rows[1:3]] == ["起", "续"]
    assert [row.cells[5].paragraphs[0].text for row in table.rows[1:3]] == ["7.5", ""]


def test_without_findings_it_is_an_empty_form() -> None:
    table, *notes = score_sheet(rubric(TWO), None, {})
    assert isinstance(table, Table)
    assert notes == []
    assert texts([table])[1].split("|")[4:] == ["6", "", "", "", "1-1-1\n1-1-2"]
    assert texts([table])[-1] == "总分|10||||"


@pytest.mark.parametrize(("text", "findings"), SHAPES)
def test_every_shape_fits_the_page_and_adds_up(text: str, findings: str) -> None:
    own = scored(text, findings)
    table = table_of(own)
    assert sum(table.widths) == 8845
    assert all(sum(cell.columns for cell in row.cells) == len(table.widths) for row in table.rows)
    assert Decimal(table.rows[-1].cells[2].paragraphs[0].text) == own.score.total


def test_every_figure_knows_where_it_comes_from() -> None:
    own = scored(TWO, "情况: {子.1: 是, 子.2: 否}")
    points = [row.cells[5].paragraphs[0].runs[0].origin for row in table_of(own).rows[1:3]]
    assert [origin.formula for origin in points if origin] == ["做到，得6分", "没有做到，不得分"]
    assert [str(origin.inputs[0].position) for origin in points if origin] == ["自评.yaml:1:11", "自评.yaml:1:19"]


# --- 佐证材料 --------------------------------------------------------------------------------------------------------

STATES = [
    # What is said of the evidence → 台账 (of both clauses), 照片 (optional), 协议, 合同.
    ("情况: {子.1: 是, 子.2: 是}", ["未登记", "未登记", "未登记", "未登记"]),
    ("佐证齐备: 是\n情况: {子.1: 是, 子.2: 是}", ["已备", "已备", "已备", "已备"]),
    ("佐证齐备: 是\n佐证材料: {照片: 缺}\n情况: {子.1: 是, 子.2: 是}", ["已备", "缺", "已备", "已备"]),
    ("情况: {子.1: {结果: 是, 佐证: [台账]}, 子.2: 是}", ["已备", "未提供", "未登记", "未登记"]),
    ("情况: {子.1: {结果: 是, 佐证: 1-1-2}, 子.2: {结果: 是, 佐证: [协议, 甲-9]}}", ["缺", "已备", "已备", "已备"]),
    ("自评日期: 2025-10-28\n佐证材料: {1-1-3: {有效期: 2025-10-27}}\n情况: {子.1: 是, 子.2: 是}",
     ["未登记", "未登记", "已过期", "未登记"]),
    ("自评日期: 2025-10-28\n佐证材料: {协议: {有效期: 2025-10-28}}\n情况: {子.1: 是, 子.2: 是}",
     ["未登记", "未登记", "已备", "未登记"]),
    ("佐证材料: {协议: {有效期: 长期有效}}\n情况: {子.1: 是, 子.2: 是}", ["未登记", "未登记", "已备", "未登记"]),
    ("佐证齐备: 是\n情况: {子.1: 不适用, 子.2: 是}", ["已备", "不适用", "已备", "已备"]),
    ("情况: {子.1: {结果: 是, 佐证: 待补}, 子.2: 是}", ["未登记", "未登记", "未登记", "未登记"]),
]  # fmt: skip


@pytest.mark.parametrize(("findings", "states"), STATES)
def test_states_of_evidence(findings: str, states: list[str]) -> None:
    own = scored(TWO, findings)
    assert [entry.state for entry in own.register.entries] == states


def test_evidence_is_numbered_by_unit_and_item_and_one_name_is_one_piece() -> None:
    register = evidence_register(rubric(TWO), None, None)
    assert [(entry.number, entry.name.text, [at.key for at in entry.places], entry.required) for entry in register.entries] == [
        ("1-1-1", "台账", ["子.1", "子.2"], True), ("1-1-2", "照片", ["子.1"], False),
        ("1-1-3", "协议", ["子.2"], True), ("甲-9", "合同", ["子.2"], True),
    ]  # fmt: skip


def test_further_evidence_joins_the_register() -> None:
    own = scored(TWO, "情况: {子.1: {结果: 是, 佐证: [台账, 会议纪要]}, 子.2: 是}")
    assert [(entry.number, entry.name.text) for entry in own.register.entries][-1] == ("1-1-5", "会议纪要")
    assert not own.register.entries[-1].required


@pytest.mark.parametrize(
    ("findings", "code", "where"),
    [
        ("佐证材料: {台帐: 有}\n情况: {子.1: 是, 子.2: 是}", "R035", "自评.yaml:1:12"),
        ("情况: {子.1: {结果: 是, 佐证: [台账, 9-9-9]}, 子.2: 是}", "R035", "自评.yaml:1:28"),
        ("佐证材料: {合同: 缺}\n情况: {子.1: 是, 子.2: 是}", "R036", "自评.yaml:2:19"),
    ],
)
def test_evidence_that_is_not_there(findings: str, code: str, where: str) -> None:
    own = scored(TWO, findings)
    assert [(finding.code, str(finding.position)) for finding in own.findings] == [(code, where)]


def test_points_that_were_not_won_need_no_evidence() -> None:
    assert scored(TWO, "佐证材料: {合同: 缺}\n情况: {子.1: 是, 子.2: 否}").findings == []


def test_the_table_of_evidence() -> None:
    own = scored(TWO, "佐证齐备: 是\n佐证材料: {协议: {有效期: 2026-05-31}}\n情况: {子.1: 是, 子.2: 是}")
    table = evidence_table(own.register)
    assert sum(table.widths) == 8845
    assert texts([table]) == [
        "编号|材料名称|对应条款|必备|有效期|状态", "1-1-1|台账|子.1、子.2|是||已备", "1-1-2|照片|子.1|否||已备",
        "1-1-3|协议|子.2|是|2026年5月31日|已备", "甲-9|合同|子.2|是||已备",
    ]  # fmt: skip


# --- 整改 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "later"),
    [("2025-11-12", "2025-12-12"), ("2025-12-31", "2026-01-31"), ("2026-01-31", "2026-02-28"), ("2024-01-31", "2024-02-29"),
     ("2025-10-31", "2025-11-30")],
)  # fmt: skip
def test_a_month_later(day: str, later: str) -> None:
    assert months_later(date.fromisoformat(day), 1) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        ("自评日期: 2025-10-28\n核查日期: 2025-11-12", "2025年12月12日"),
        ("自评日期: 2025-10-28", "2025年11月28日"),
        ("自评日期: 2025-10-28\n核查日期: 待补", "2025年11月28日"),
        ("", "【待补：自评.核查日期】"),
    ],
)
def test_the_deadline_is_a_month_after_the_result(dates: str, until: str) -> None:
    assert deadline(assessment(dates + "\n情况: {}")).text == until


def test_tasks_name_points_reason_remedy_and_office() -> None:
    own = scored(TWO, "核查日期: 2025-11-12\n情况: {子.1: 否, 子.2: {结果: 否, 原因: 没有协议, 整改: 签订协议}}")
    assert texts([rectification_table(own.tasks)])[1:] == [
        "1|子.1|6|没有做到|做到可得6分|办公室|2025年12月12日", "2|子.2|4|没有协议|签订协议|后勤科|2025年12月12日",
    ]  # fmt: skip


def test_conditions_not_met_are_tasks_without_points() -> None:
    model = rubric("前提: [没有重大事故]\n单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5}]}]}]")
    typed = assessment("核查日期: 2025-11-12\n前提: {没有重大事故: 否}\n情况: {子.1: 是}")
    found = tasks(score(model, "前提: {没有重大事故: 否}\n情况: {子.1: 是}"), typed)
    assert texts([rectification_table(found)])[1:] == [
        "1|没有重大事故|—|没有满足|满足“没有重大事故”|—|2025年12月12日",
    ]  # fmt: skip


def test_nothing_lost_is_said() -> None:
    assert texts([rectification_table([])])[1:] == ["—|没有失分|||||"]


def test_the_sample_rubric_numbers_its_evidence_by_unit() -> None:
    entries = evidence_register(sample(), None, None).entries
    assert len({entry.number for entry in entries}) == len(entries) > 40
    assert [entry.number for entry in entries[:3]] == ["1-1-1", "1-1-2", "2-1-1"]
