"""The 自评打分表 as a workbook: its formulas give genwen's totals, texts stay texts, filled-in points come back."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from formulas import Sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from score_shapes import FLOOR, MIXED, SHAPES, WHOLE, scored

from genwen.diagnostics import GenwenError
from genwen.document.scoring.result import ABSENT, BASE, UNKNOWN, Score
from genwen.document.scoring.self_score import SelfScore
from genwen.spreadsheet.score_reading import read_scores
from genwen.spreadsheet.score_rows import CLAUSE, Layout, negative
from genwen.spreadsheet.score_workbook import COLUMNS, LETTERS, score_workbook
from genwen.spreadsheet.writing import bytes_of, put_text, write_beside

TWO_CLAUSES = """
    名称: 评价标准
    总分: 10
    合格线: 8
    单元:
      - 名称: 甲
        项目:
          - {名称: 子, 条款: [{条文: 做到甲。, 分: 6, 不适用情形: 没有食堂}, {条文: =1+1, 分: 4}]}
    不适用处理: 缩减
"""


def opened(data: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def last_row(score: Score) -> int:
    return Layout(score).rows[-1].number


# --- formulas --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "findings"), SHAPES)
def test_formulas_give_the_total(text: str, findings: str) -> None:
    own = scored(text, findings)
    sheet = Sheet(opened(score_workbook(own, 2025)))
    number = last_row(own.score)
    assert sheet.value(f"{LETTERS['自评分']}{number}") == own.score.total
    assert sheet.value(f"{LETTERS['分值']}{number}") == own.score.base
    assert sheet.value(f"{LETTERS['核查分']}{number}") == ""


@pytest.mark.parametrize(("text", "findings"), SHAPES)
def test_sums_are_formulas_and_points_are_numbers(text: str, findings: str) -> None:
    own = scored(text, findings)
    sheet = opened(score_workbook(own, 2025))
    for row in Layout(own.score).rows:
        for name in ("自评分", "核查分"):
            cell = sheet[f"{LETTERS[name]}{row.number}"]
            assert (cell.data_type == "f") is (row.kind != CLAUSE)


@pytest.mark.parametrize(("text", "findings"), SHAPES)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_formulas_add_any_points_as_scoring_does(text: str, findings: str, data: Any, tmp_path_factory: Any) -> None:
    own = scored(text, findings)
    book = load_workbook(BytesIO(score_workbook(own, 2025)))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in Layout(own.score).rows:
        if row.clause is not None:
            low = -30 if negative(row.clause) else 0
            high = 0 if negative(row.clause) else int(row.clause.most * 4) or 40
            points: Any = Decimal(data.draw(st.integers(min(low, high) * (4 if low else 1), max(high, 0)))) / 4
            part = row.clause.place.clause
            if part.absent is not None and data.draw(st.booleans()):
                points = "不适用"
            sheet[f"{LETTERS['核查分']}{row.number}"].value = points
    path = tmp_path_factory.mktemp("表") / "甲.xlsx"
    path.write_bytes(bytes_of(book))
    filled = read_scores(path, own)
    assert [finding.to_text() for finding in filled.findings if finding.code in ("R043", "R044", "R034")] == []
    total = Sheet(sheet).value(f"{LETTERS['核查分']}{last_row(own.score)}")
    result = filled.results.get("核查分")
    assert result is not None
    assert total == result.total


def test_columns_are_wide_enough_and_the_header_is_frozen() -> None:
    sheet = opened(score_workbook(scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 否}"), 2025))
    assert [sheet[f"{letter}3"].value for letter in LETTERS.values()] == list(COLUMNS)
    assert sheet.freeze_panes == "C4"
    assert sheet.column_dimensions["E"].width == COLUMNS["评价标准"]
    assert sheet.print_title_rows == "$3:$3"
    assert all(sheet.column_dimensions[letter].width >= 2 * len(name) for name, letter in LETTERS.items())


def test_the_same_score_gives_the_same_bytes() -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 否}")
    assert score_workbook(own, 2025) == score_workbook(own, 2025)


def test_unfilled_clauses_are_left_empty() -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 不适用}")
    sheet = opened(score_workbook(own, 2025))
    assert [sheet[f"{LETTERS['自评分']}{row}"].value for row in (4, 5)] == ["不适用", None]
    assert Sheet(sheet).value(f"{LETTERS['自评分']}7") == 0
    blank = scored(TWO_CLAUSES, "情况: {}")
    assert Sheet(opened(score_workbook(blank, 2025))).value(f"{LETTERS['自评分']}7") == ""


# --- texts stay texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+8", "-5度", "@甲", '=HYPERLINK("http://a")', "\t=1", "=cmd|'/C calc'!A0"])
def test_texts_that_begin_like_formulas_are_texts(text: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    put_text(sheet["A1"], text)
    cell = opened(bytes_of(book))["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_control_characters_are_left_out() -> None:
    book = Workbook()
    assert book.active is not None
    put_text(book.active["A1"], "甲\x00乙\x0b\n丙")
    assert opened(bytes_of(book))["A1"].value == "甲乙\n丙"


def test_a_clause_and_a_reason_that_begin_like_formulas() -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: {结果: 否, 原因: '=2+2 没有做到'}}")
    sheet = opened(score_workbook(own, 2025))
    for name, text in (("评价标准", "=1+1"), ("扣分原因", "=2+2 没有做到")):
        cell = sheet[f"{LETTERS[name]}5"]
        assert (cell.data_type, cell.value) == ("s", text)


# --- files -----------------------------------------------------------------------------------------------------------


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert write_beside(path, b"1") == path
    assert write_beside(path, b"1") == path
    assert [write_beside(path, data).name for data in (b"2", b"3", b"2")] == [
        "表.新稿.xlsx",
        "表.新稿2.xlsx",
        "表.新稿.xlsx",
    ]
    assert path.read_bytes() == b"1"


def test_another_extension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GenwenError, match=r"应以 \.xlsx 结尾"):
        write_beside(tmp_path / "表.csv", b"1")


# --- reading back ----------------------------------------------------------------------------------------------------


def filled(tmp_path: Path, own: SelfScore, changes: dict[str, Any]) -> Path:
    """The workbook of a score with some cells changed."""
    book = load_workbook(BytesIO(score_workbook(own, 2025)))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for cell, value in changes.items():
        sheet[cell].value = value
    path = tmp_path / "填好.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(("text", "findings"), SHAPES)
def test_an_unchanged_sheet_reads_back_as_the_same_score(tmp_path: Path, text: str, findings: str) -> None:
    own = scored(text, findings)
    sheet = read_scores(filled(tmp_path, own, {}), own)
    assert [finding.to_text() for finding in sheet.findings if finding.code != "R046"] == []
    result = sheet.results["自评分"]
    assert (result.total, result.base, result.grade, result.passed) == (
        own.score.total, own.score.base, own.score.grade, own.score.passed,
    )  # fmt: skip
    assert list(sheet.results) == ["自评分"]


OWN, CHECKED, REASON, KEY = (LETTERS[name] for name in ("自评分", "核查分", "扣分原因", "条款"))
FAULTS: list[tuple[dict[str, Any], list[str]]] = [
    ({f"{OWN}4": 7}, [f"第4行{OWN}列 R044 “子.1”的自评分7分超过分值6分"]),
    ({f"{CHECKED}5": -1}, [f"第5行{CHECKED}列 R044 “子.2”的核查分-1分小于0"]),
    ({f"{OWN}5": "好"}, [f"第5行{OWN}列 R043 “自评分”里的“好”不是数字"]),
    ({f"{OWN}4": True}, [f"第4行{OWN}列 R043 “自评分”里的“True”不是数字"]),
    ({f"{OWN}5": "不适用"}, [f"第5行{OWN}列 R034 “子.2”不能填“不适用”"]),
    ({f"{KEY}5": "丑.1"}, ["第5行 R041 评价标准里没有条款“丑.1”", " R045 表中缺1条：子.2"]),
    ({f"{KEY}5": "子.1"}, ["第5行 R042 条款“子.1”在第4行已有", " R045 表中缺1条：子.2"]),
    ({f"{CHECKED}4": "=1+1"}, [f"第4行{CHECKED}列 R043 “核查分”里的公式还没有算出数"]),
]


@pytest.mark.parametrize(("changes", "errors"), FAULTS)
def test_faults_are_named_with_their_row(tmp_path: Path, changes: dict[str, Any], errors: list[str]) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, changes), own)
    found = [
        f"{finding.position.place if finding.position else ''} {finding.code} {finding.message}"
        for finding in sheet.findings if finding.severity == "错误"
    ]  # fmt: skip
    assert found == errors


def test_lost_points_want_a_reason_and_differ_from_the_findings(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, {f"{OWN}5": 1.5}), own)
    assert [(finding.code, str(finding.position)) for finding in sheet.findings] == [
        ("R046", f"填好.xlsx 第5行{REASON}列"), ("R047", f"填好.xlsx 第5行{OWN}列"),
    ]  # fmt: skip
    assert sheet.findings[1].message == "“子.2”自评分1.5分，按自评查实的情况得4分"
    assert sheet.results["自评分"].total == Decimal("7.5")
    assert not sheet.results["自评分"].passed


def test_checked_points_score_where_given_and_keep_the_others(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, {f"{CHECKED}5": 3, f"{REASON}5": "缺记录"}), own)
    assert sheet.findings == []
    assert {name: result.total for name, result in sheet.results.items()} == {"自评分": 10, "核查分": 9}
    assert sheet.rows["子.2"].reason == "缺记录"


@pytest.mark.parametrize("cell", ["2．5", "２．５分", " ２.5 "])
def test_points_are_read_as_they_are_typed(tmp_path: Path, cell: str) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, {f"{CHECKED}5": cell, f"{REASON}5": "缺记录"}), own)
    assert sheet.findings == []
    assert sheet.results["核查分"].total == Decimal("8.5")


def test_absent_clauses_change_base_and_pass_mark(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    result = read_scores(filled(tmp_path, own, {f"{OWN}4": "不适用"}), own).results["自评分"]
    assert (result.total, result.base, result.pass_mark, result.passed) == (4, 4, Decimal("3.2"), True)
    assert next(result.clauses()).state == ABSENT


def test_rows_and_columns_may_be_moved(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    book = Workbook()
    assert book.active is not None
    for row in (
        ["某局自评"],
        [],
        ["核查分", "自评分", "条 款"],
        [None, 4, "子.2"],
        [None, "6分", " 子.1 "],
        [None, 99, "合计"],
    ):
        book.active.append(row)
    path = tmp_path / "别处.xlsx"
    book.save(path)
    sheet = read_scores(path, own)
    assert [finding.message for finding in sheet.findings] == ["评价标准里没有条款“合计”"]
    assert sheet.results["自评分"].total == 10


def test_empty_cells_count_nothing_and_are_told_together(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, {f"{OWN}4": None, f"{OWN}5": None}), own)
    assert [finding.message for finding in sheet.findings] == ["2条没有自评分，暂计0分：子.1、子.2"]
    assert sheet.results["自评分"].total == 0
    assert {clause.state for clause in sheet.results["自评分"].clauses()} == {UNKNOWN}


def test_a_typed_total_that_does_not_add_up(tmp_path: Path) -> None:
    own = scored(TWO_CLAUSES, "情况: {子.1: 是, 子.2: 是}")
    sheet = read_scores(filled(tmp_path, own, {f"{OWN}7": 9}), own)
    assert [(finding.code, finding.message) for finding in sheet.findings] == [
        ("R048", "自评分的总分是9分，按各行应为10分"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(GenwenError):
        read_scores(path, scored(TWO_CLAUSES, "情况: {}"))


def test_a_workbook_without_the_table(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    Workbook().save(path)
    assert [finding.code for finding in read_scores(path, scored(TWO_CLAUSES, "情况: {}")).findings] == ["R040"]


def test_deductions_are_written_below_zero(tmp_path: Path) -> None:
    own = scored(FLOOR, "情况: {子.1: 1, 丑.1: 50%}")
    sheet = opened(score_workbook(own, 2025))
    assert sheet[f"{OWN}4"].value == -3
    assert Sheet(sheet).value(f"{OWN}5") == 7
    found = read_scores(filled(tmp_path, own, {f"{OWN}4": 3}), own).findings
    assert [finding.code for finding in found][:1] == ["R044"]


def test_natures_are_kept_apart() -> None:
    own = scored(MIXED, "情况: {子.1: 是, 子.2: 是, 子.3: 是, 子.4: 2}")
    assert [clause.nature == BASE for clause in own.score.clauses()] == [True, False, False, True]
    sheet = Sheet(opened(score_workbook(own, 2025)))
    assert sheet.value(f"{OWN}8") == 3  # 5 - 2; bonus and penalty count at the total
    assert own.score.total == sheet.value(f"{OWN}9") == 2


def test_an_item_scored_as_one_has_one_row() -> None:
    own = scored(WHOLE, "情况: {乙: 7.5}")
    sheet = opened(score_workbook(own, 2025))
    assert sheet["E4"].value == "完成指标。\n或符合定额。"
    assert sheet[f"{KEY}5"].value == "小计"
