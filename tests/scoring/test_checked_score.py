"""核查: the assessors' points beside the unit's own: scored, checked, printed, in the workbook and read back from it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import make_folder
from rubrics import rubric
from score_shapes import SHAPES, Named, scored
from scores import assessment

from genwen.cli.main import main
from genwen.diagnostics import Severity
from genwen.document.elements import Table
from genwen.document.expressions import Prose
from genwen.document.scoring.self_score import SelfScore
from genwen.document.scoring.sheet import score_sheet
from genwen.spreadsheet.score_reading import read_scores, typed_form
from genwen.spreadsheet.score_rows import CLAUSE, Layout
from genwen.spreadsheet.score_workbook import LETTERS, score_workbook

RULED = """
    名称: 节约型机关评价标准
    总分: 20
    合格线: 16
    不适用处理: 缩减
    前提: [{名称: 能耗目标}]
    否决: [{名称: 瞒报, 结果: 不合格}]
    等级: [{名称: 优秀, 分: ≥18}, {名称: 合格, 分: 16≤x<18}, {名称: 不合格, 分: <16, 认定: 否}]
    单元:
      - 名称: 甲
        项目:
          - {名称: 子, 责任单位: 办公室, 条款: [{分: 4}, {分: 1, 每: 项, 最高: 6}]}
      - 名称: 乙
        项目:
          - {名称: 丑, 分值: 6, 计法: 扣分, 条款: [{扣: 2, 每: 处}, {扣: 1, 每: 次}]}
          - {名称: 寅, 条款: [{分: 4, 不适用情形: 没有食堂}]}
          - {名称: 卯, 性质: 加分, 条款: [{分: 2}]}
"""
OWN = "前提: {能耗目标: 是}\n情况: {子.1: 是, 子.2: 6, 丑.1: 0, 丑.2: 1, 寅.1: 是, 卯.1: 否}\n"


def made(checked: str = "", own: str = OWN) -> SelfScore:
    return SelfScore(rubric(RULED), assessment(f"{own}{checked}"), {"单位": Named("某局")})


CASES = [
    ("核查: {子.1: 4}", "19", "20", "优秀", True, []),
    ("核查: {子.2: 4}", "17", "20", "合格", True, ["子.2"]),
    ("核查: {子.2: {得分: 4, 原因: 缺两项制度}}", "17", "20", "合格", True, ["子.2"]),
    ("核查: {子.1: 0, 子.2: 3.5}", "12.5", "20", "不合格", False, ["子.1", "子.2"]),
    ("核查: {丑.1: -4}", "15", "20", "不合格", False, ["丑.1"]),
    ("核查: {丑.1: -9}", "14", "20", "不合格", False, ["丑.1"]),
    ("核查: {丑.2: 0}", "20", "20", "优秀", True, ["丑.2"]),
    ("核查: {卯.1: 2}", "21", "20", "优秀", True, ["卯.1"]),
    ("核查: {寅.1: 不适用}", "15", "16", "优秀", True, ["寅.1"]),
    ("核查前提: {能耗目标: 否}\n核查: {子.1: 4}", "19", "20", "不合格", False, []),
    ("核查否决: 瞒报", "19", "20", "不合格", False, []),
    ("核查: {子.1: 待补, 子.2: 4}", "17", "20", "合格", True, ["子.2"]),
]


@pytest.mark.parametrize(("checked", "total", "base", "grade", "passed", "adjusted"), CASES)
def test_hand_worked_checked_score(
    checked: str, total: str, base: str, grade: str, passed: bool, adjusted: list[str]
) -> None:
    own = made(checked)
    assert own.checked is not None
    result = own.checked
    assert (result.total, result.base, result.grade, result.passed) == (Decimal(total), Decimal(base), grade, passed)
    assert own.final is result
    assert [each.own.key for each in own.adjustments] == adjusted
    # the unit's own score stays what it was
    assert (own.score.total, own.score.grade) == (19, "优秀")


OPEN = [
    "", "核查: {}", "核查: {子.1: 待补}", "核查: {子.1: {得分: 待补, 原因: 待补, 整改: 待补}}",
    "核查前提: {能耗目标: 待补}\n核查否决: [待补]\n核查单位: 待补",
]  # fmt: skip


@pytest.mark.parametrize("checked", OPEN)
def test_without_a_check_there_is_no_checked_score(checked: str) -> None:
    own = made(checked)
    assert own.checked is None
    assert own.final is own.score
    assert Prose.compile("{{ 自评.核查 }}").runs({"自评": own})[0].text == "【待补：自评.核查】"


FAULTS = [
    ("核查: {子.3: 1}", "R031", "没有条款“子.3”", Severity.ERROR),
    ("核查: {子.1: 5}", "R044", "超过分值4分", Severity.ERROR),
    ("核查: {子.1: -1}", "R044", "小于0", Severity.ERROR),
    ("核查: {丑.1: 2}", "R044", "应是负数或0", Severity.ERROR),
    ("核查: {子.1: 不适用}", "R034", "不能填“不适用”", Severity.ERROR),
    ("核查: {子.2: 5}", "R046", "比自评少1分，没有写扣分原因", Severity.WARNING),
    ("核查: {子.1: 4, 子.2: {原因: 缺制度}}", "R045", "没有写得分", Severity.WARNING),
    ("核查前提: {用水目标: 是}", "R031", "没有前提条件“用水目标”", Severity.ERROR),
    ("核查否决: 作假", "R031", "没有否决情形“作假”", Severity.ERROR),
]


@pytest.mark.parametrize(("checked", "code", "said", "severity"), FAULTS)
def test_faults_of_a_check_are_told_with_their_place(checked: str, code: str, said: str, severity: Severity) -> None:
    findings = made(checked).findings
    assert [(finding.code, finding.severity) for finding in findings] == [(code, severity)]
    assert said in findings[0].message
    assert findings[0].position is not None
    assert findings[0].position.line == 3
    assert findings[0].hint


def test_points_that_do_not_fit_leave_the_own_ones() -> None:
    own = made("核查: {子.1: 5}")
    assert own.checked is not None
    assert own.checked.total == own.score.total


def test_the_check_decides_what_is_to_be_put_right() -> None:
    own = made("核查日期: 2025-11-12\n核查: {子.2: {得分: 4, 原因: 缺两项制度, 整改: 补订两项制度}}")
    texts = [
        (task.name, "".join(run.text for run in task.reason), "".join(run.text for run in task.remedy))
        for task in own.tasks
    ]
    assert texts == [("子.2", "缺两项制度", "补订两项制度"), ("丑.2", "1次扣1分", "消除扣分情形")]
    prose = "核查{{ 自评.核查.总得分 }}分：{{ 自评.核查调整[0].条款 }}自评{{ 自评.核查调整[0].自评分 }}分、核查{{ 自评.核查调整[0].核查分 }}分"
    runs = Prose.compile(prose).runs({"自评": own})
    assert "".join(run.text for run in runs) == "核查17分：子.2自评6分、核查4分"
    origins = [str(source.position) for run in runs if run.text == "4" and run.origin for source in run.origin.inputs]
    assert origins == ["自评.yaml:4:16"]


def test_the_sheet_prints_both_and_the_reason_of_the_check() -> None:
    own = made("核查: {子.2: {得分: 4, 原因: 缺两项制度}, 寅.1: 不适用}")
    table = next(block for block in score_sheet(own.rubric, own, {}) if isinstance(block, Table))
    rows = [["/".join(part.text for part in cell.paragraphs) for cell in row.cells] for row in table.rows]
    by_points = {tuple(row[-4:-1]) for row in rows}
    assert ("6", "4", "缺两项制度") in by_points
    assert ("4", "不适用", "") in by_points
    assert rows[-1][-4:-2] == ["19", "13"]


def test_the_sheet_of_an_unchecked_score_leaves_the_column_empty() -> None:
    own = made()
    table = next(block for block in score_sheet(own.rubric, own, {}) if isinstance(block, Table))
    assert {"".join(part.text for part in row.cells[-3].paragraphs) for row in table.rows[1:]} == {""}


def test_the_workbook_holds_the_check_and_reads_it_back(tmp_path: Path) -> None:
    own = made("核查: {子.2: {得分: 4, 原因: '缺两项制度：甲、乙'}, 丑.1: {得分: -2, 原因: 有1处}, 寅.1: 不适用}")
    path = tmp_path / "表.xlsx"
    path.write_bytes(score_workbook(own, 2025))
    sheet = read_scores(path, own)
    assert own.checked is not None
    assert sheet.results["核查分"].total == own.checked.total
    assert sheet.results["自评分"].total == own.score.total
    assert [finding.to_text() for finding in sheet.findings] == []
    written = assessment(OWN + "\n".join(typed_form(sheet)))
    again = SelfScore(own.rubric, written, own.scope)
    assert again.checked is not None
    assert again.checked.total == own.checked.total
    assert [each.to_json() for each in again.adjustments] == [each.to_json() for each in own.adjustments]


def test_a_check_filled_into_the_workbook_is_told_where_it_differs(tmp_path: Path) -> None:
    own = made("核查: {子.2: {得分: 4, 原因: 缺两项制度}}")
    path = tmp_path / "表.xlsx"
    path.write_bytes(score_workbook(own, 2025))
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    row = next(row for row in Layout(own.score).rows if row.kind == CLAUSE and row.clause and row.clause.key == "子.2")
    page[f"{LETTERS['核查分']}{row.number}"] = 3
    book.save(path)
    findings = [finding for finding in read_scores(path, own).findings if finding.code == "R049"]
    assert [finding.message for finding in findings] == ["“子.2”核查分3，content/自评 的“核查”是4"]


@pytest.mark.parametrize(("text", "findings"), SHAPES)
def test_a_check_that_confirms_everything_gives_the_same_score(text: str, findings: str) -> None:
    own = scored(text, findings)
    given = {clause.key: clause.points for clause in own.score.clauses() if clause.state == "已评"}
    # a deduction that takes all has no points of its own to confirm
    whole = any(outcome.takes_all for clause in own.score.clauses() for outcome in clause.outcomes)
    lines = "\n".join(f"  {key}: {points}" for key, points in given.items())
    again = SelfScore(own.rubric, assessment(f"{findings}\n核查:\n{lines}\n"), own.scope)
    assert again.checked is not None
    assert whole or [each.to_json() for each in again.adjustments] == []
    assert (again.checked.total, again.checked.base, again.checked.grade, again.checked.passed) == (
        own.score.total, own.score.base, own.score.grade, own.score.passed,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4), st.integers(0, 6), st.integers(-6, 0), st.integers(0, 4))
def test_a_checked_total_is_the_sum_of_what_was_given(one: int, two: int, three: int, four: int) -> None:
    own = made(f"核查: {{子.1: {one}, 子.2: {two}, 丑.1: {three}, 丑.2: 0, 寅.1: {four}}}")
    assert own.checked is not None
    assert own.checked.total == one + two + (6 + three) + four


def test_the_command_shows_both_scores_and_what_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "content/评价标准/2025.yaml": RULED,
        "content/自评/2025.yaml": OWN + "核查: {子.2: {得分: 4, 原因: 缺两项制度}}\n",
    }
    folder = make_folder(tmp_path, files)
    assert main(["score", "--content", str(folder / "content")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines if line.startswith(("评价单元", "总得分"))] == [
        ["评价单元", "评价项目", "分值", "自评分", "核查分", "失分"], ["总得分", "20", "19", "17", "3"],
    ]  # fmt: skip
    at = lines.index("核查改分1条：")
    assert lines[at + 1 : at + 3] == ["  1. 子.2（子）自评6，核查4", "     原因：缺两项制度"]
    assert "自评：总得分19分（满分20分，合格线16分），等级：优秀，达标" in lines
    assert "核查：总得分17分（满分20分，合格线16分），等级：合格，达标" in lines
