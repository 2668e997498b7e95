"""genwen score, and 自评 in facts, documents and expressions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from projects import facts_of, make_project, run, run_json, write_files

from genwen.document.compose import scope_for
from genwen.document.expressions import compile_expression, runs_of
from genwen.spreadsheet.score_workbook import LETTERS

SAMPLE = Path(__file__).parents[2]
OWN = """
    自评日期: 2025-10-28
    核查日期: 2025-11-12
    情况:
      目标管理.1: 是
      目标管理.2: 3
    """
OUTLINE = """
    模板: 文稿
    要素: {标题: 自评}
    正文:
      - 得{{ 自评.总得分 }}分，{{ 自评.等级 }}。
      - 表: 自评打分表
      - 表: 佐证材料目录
      - 表: 失分整改清单
    """
FILES = {"content/自评/2025.yaml": OWN, "content/公文/自评打分表.yaml": OUTLINE}


def said(folder: Path, capsys: Any, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(folder, *arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# --- the page ----------------------------------------------------------------------------------------------------------


def test_the_page(tmp_path: Path, capsys: Any) -> None:
    code, out, err = said(make_project(tmp_path, FILES), capsys, "score")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "云溪区机关事务管理局2025年度自评",
        "《评价标准》",
        "",
        "评价单元  评价项目  分值  得分  失分",
        "------------------------------------",
        "目标                10    9     1",
        "          目标管理  10    9     1",
        "总得分              10    9     1",
        "",
        "失分1条，共1分：",
        "  1. 目标管理.2（目标管理）失1分",
        "     原因：只有3项",
        "     补回：再增加1项，可得满4分",
        "",
        "总得分9分（满分10分，合格线8分），等级：合格，达标",
    ]


def test_failing_is_no_fault_of_the_command(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, {**FILES, "content/自评/2025.yaml": "情况: {目标管理.1: 否, 目标管理.2: 0}"})
    code, out, _ = said(folder, capsys, "score")
    assert code == 0
    assert out.splitlines()[-1] == "总得分0分（满分10分，合格线8分），等级：不合格，未达标"


def test_wrong_findings_are_told_with_their_place(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, {**FILES, "content/自评/2025.yaml": "情况:\n  目标管理.1: 3\n  目标管理.9: 是\n"})
    code, out, err = said(folder, capsys, "score")
    assert code == 1
    assert "总得分" in out
    assert "content/自评/2025.yaml:2:11  错误 R032" in err
    assert "content/自评/2025.yaml:3:11  错误 R031" in err
    assert "目标管理.9" in err.split("R031")[1].split("\n")[1]  # the line of YAML
    assert "没有填写1条，暂失4分：目标管理.2" in out


def test_unmet_conditions_and_expired_evidence_are_told(tmp_path: Path, capsys: Any) -> None:
    standard = """
        名称: 评价标准
        前提: [没有重大事故]
        单元:
          - {名称: 甲, 项目: [{名称: 子, 条款: [{条文: 做到。, 分: 5, 佐证材料: 协议}]}]}
        """
    own = "自评日期: 2025-10-28\n前提: {没有重大事故: 否}\n情况: {子.1: 是}\n佐证材料: {协议: {有效期: 2025-01-01}}"
    folder = make_project(tmp_path, {**FILES, "content/评价标准/2025.yaml": standard, "content/自评/2025.yaml": own})
    code, out, err = said(folder, capsys, "score")
    assert code == 0
    assert "没有满足：没有重大事故（满足“没有重大事故”）" in out
    assert "佐证材料：1-1-1 协议（已过期）" in out
    assert "警告 R036" in err


def test_detail_names_rule_and_fact(tmp_path: Path, capsys: Any) -> None:
    standard = """
        名称: 评价标准
        单元:
          - 名称: 甲
            项目:
              - 名称: 子
                条款:
                  - {分: 1, 每: 项, 最高: 5, 取自: 措施.制度.措施.健全制度.数值.制度}
                  - {分: 5, 取自: 统计.用电量 < 统计.用电量.上年}
        """
    folder = make_project(
        tmp_path, {**FILES, "content/评价标准/2025.yaml": standard, "content/自评/2025.yaml": "情况: {}"}
    )
    code, out, err = said(folder, capsys, "score", "--detail")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines() if line.startswith("子.")] == [
        ["子.1", "5", "2", "2项", "×", "1分", "=", "2分", "措施.板块.制度.措施.健全制度.数值.制度.值"],
        ["子.2", "5", "5", "做到，得5分", "统计.2025.数据.用电量、统计.2024.数据.用电量"],
    ]
    form = run_json(folder, capsys, "score")
    facts = form["units"][0]["items"][0]["clauses"][1]["facts"]
    assert facts == [{
        "path": "评价标准.2025.单元.甲.项目.子.条款[1].取自",
        "formula": "统计.用电量（7216800千瓦时） < 统计.用电量.上年（7600000千瓦时）",
        "inputs": ["统计.2025.数据.用电量", "统计.2024.数据.用电量"],
    }]  # fmt: skip


def test_a_bound_fact_that_is_missing_is_open_and_no_error(tmp_path: Path, capsys: Any) -> None:
    standard = "名称: 标准\n单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5, 取自: 统计.用电量 < 统计.用电量.上年}, {分: 1, 每: 项, 最高: 2, 取自: 目标.今年.总数}, {分: 3, 取自: 目标.今年.实际数量 >= 目标.今年.总数}]}]}]"
    folder = make_project(
        tmp_path, {**FILES, "content/评价标准/2025.yaml": standard, "content/自评/2025.yaml": "情况: {}"}
    )
    code, out, err = said(folder, capsys, "score")
    assert code == 0
    assert "没有填写2条，暂失5分：子.2、子.3" in out
    assert "R033" in err


def test_json(tmp_path: Path, capsys: Any) -> None:
    form = run_json(make_project(tmp_path, FILES), capsys, "score")
    assert (form["total"], form["base"], form["grade"], form["passed"], form["pass_mark"]) == (
        "9",
        "10",
        "合格",
        True,
        "8",
    )
    assert [clause["clause"] for clause in form["lost"]] == ["目标管理.2"]
    assert form["rectification"] == [{"clause": "目标管理.2", "office": "", "deadline": "2025年12月12日"}]
    assert form["findings"] == []


@pytest.mark.parametrize(
    ("rubric", "code", "total"),
    [("2025", 0, "9"), ("评价标准", 0, "9"), ("另一份", 1, "0"), ("没有的", 2, "")],
)
def test_another_rubric_by_name(tmp_path: Path, capsys: Any, rubric: str, code: int, total: str) -> None:
    other = "名称: 另一份\n单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5}]}]}]"
    folder = make_project(tmp_path, {**FILES, "content/评价标准/2020.yaml": other})
    found, out, err = said(folder, capsys, "score", "--rubric", rubric)
    assert found == code
    assert f"总得分{total}分" in out or "没有名为“没有的”的评价标准" in err


def test_without_findings_of_the_year(tmp_path: Path, capsys: Any) -> None:
    code, _, err = said(make_project(tmp_path, {"content/自评/2024.yaml": "情况: {}"}), capsys, "score")
    assert code == 2
    assert "没有2025年的自评" in err
    assert "content/自评/2025.yaml" in err


# --- the workbook -------------------------------------------------------------------------------------------------------


def test_write_fill_in_and_read_back(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, FILES)
    path = tmp_path / "打分表.xlsx"
    assert said(folder, capsys, "score", "--xlsx", str(path))[0] == 0
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet[f"{LETTERS['核查分']}4"] = 5
    sheet[f"{LETTERS['扣分原因']}4"] = "一项指标没有完成"
    book.save(path)
    code, out, err = said(folder, capsys, "score", "--from", str(path))
    assert (code, err) == (0, "")
    assert "目标管理.1  6     6       5       一项指标没有完成" in out
    assert "核查分：总得分8分（满分10分，合格线8分），等级：合格，达标" in out
    # what was filled in is not written over
    code, _, err = said(folder, capsys, "score", "--xlsx", str(path))
    assert code == 1
    assert "打分表.新稿.xlsx" in err
    form = run_json(folder, capsys, "score", "--from", str(path))
    assert form["results"]["核查分"]["total"] == "8"
    assert form["rows"][0] == {
        "row": 4, "clause": "目标管理.1", "most": "6", "own": "6", "checked": "5", "reason": "一项指标没有完成",
    }  # fmt: skip


def test_faults_in_a_filled_in_sheet(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, FILES)
    path = tmp_path / "打分表.xlsx"
    run(folder, "score", "--xlsx", str(path))
    book = load_workbook(path)
    assert book.active is not None
    book.active[f"{LETTERS['自评分']}4"] = 60
    book.save(path)
    code, _, err = said(folder, capsys, "score", "--from", str(path))
    assert code == 1
    assert f"打分表.xlsx 第4行{LETTERS['自评分']}列  错误 R044  “目标管理.1”的自评分60分超过分值6分" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "没有.xlsx"), "没有文件"),
        (("--from", "genwen.yaml"), "不是"),
        (("--xlsx", "表.docx"), "应以 .xlsx 结尾"),
        (("--xlsx", "甲.xlsx", "--from", "乙.xlsx"), "不能同时使用"),
    ],
)
def test_wrong_use(tmp_path: Path, capsys: Any, arguments: tuple[str, ...], message: str) -> None:
    code, _, err = said(make_project(tmp_path, FILES), capsys, "score", *arguments)
    assert code == 2
    assert message in err


# --- in facts and documents ------------------------------------------------------------------------------------------


def test_what_was_typed_is_listed(tmp_path: Path, capsys: Any) -> None:
    rows = {row["path"]: row["text"] for row in run_json(make_project(tmp_path, FILES), capsys, "facts")}
    assert rows["自评.自评日期"] == "2025年10月28日"
    assert (rows["自评.情况.目标管理.1"], rows["自评.情况.目标管理.2"]) == ("是", "3")


EXPRESSIONS = [
    ("自评.总得分", "9"), ("自评.满分", "10"), ("自评.失分", "1"), ("自评.等级", "合格"), ("自评.单位", "云溪区机关事务管理局"),
    ("自评.单元.目标.得分", "9"), ("自评.单元[0].项目.目标管理.失分", "1"), ("自评.失分条款.数", "1"), ("自评.失分条款[0].原因", "只有3项"),
    ("自评.失分条款[0].项目.名称", "目标管理"), ("自评.整改[0].时限", "2025年12月12日"), ("自评.核查日期", "2025年11月12日"),
    ("自评.评价标准.名称", "评价标准"), ("'达标' if 自评.达标 else '未达标'", "达标"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "printed"), EXPRESSIONS)
def test_names_in_expressions(tmp_path: Path, expression: str, printed: str) -> None:
    facts = facts_of(make_project(tmp_path, FILES))
    scope = scope_for(facts, "")
    runs = runs_of(compile_expression(expression).evaluate(scope), scope)
    assert "".join(run.text for run in runs) == printed


def test_a_year_without_findings_prints_gaps_and_an_empty_form(tmp_path: Path, capsys: Any) -> None:
    outline = "模板: 文稿\n要素: {标题: 自评}\n正文:\n  - 得{{ 自评.总得分 }}分。\n  - 表: 自评打分表\n"
    folder = make_project(tmp_path, {"content/公文/自评打分表.yaml": outline, "content/自评/2024.yaml": "情况: {}"})
    code, out, _ = said(folder, capsys, "build", "自评打分表")
    assert code == 0
    assert "待补 1 处" in out
    code, _, _ = said(folder, capsys, "build", "自评打分表", "--final")
    assert code == 1


def test_documents_that_do_not_use_it_do_not_score(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, {**FILES, "content/自评/2025.yaml": "情况: {目标管理.1: 3, 目标管理.2: 1}"})
    assert said(folder, capsys, "build", "总结")[0] == 0
    code, _, err = said(folder, capsys, "build", "自评打分表")
    assert code == 1
    assert "content/自评/2025.yaml:1:14  错误 R032" in err
    code, _, err = said(folder, capsys, "facts")
    assert code == 1
    assert "R032" in err


def test_many_open_clauses_are_one_finding(tmp_path: Path, capsys: Any) -> None:
    clauses = ", ".join("{分: 1}" for _ in range(6))
    standard = f"名称: 标准\n单元: [{{名称: 甲, 项目: [{{名称: 子, 条款: [{clauses}]}}]}}]"
    folder = make_project(
        tmp_path, {**FILES, "content/评价标准/2025.yaml": standard, "content/自评/2025.yaml": "情况: {子.1: 是}"}
    )
    _, _, err = said(folder, capsys, "facts")
    assert err.count("R033") == 1
    assert "自评有5处没有填写情况" in err


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("评价标准: 没有的\n情况: {}", "R037", ":1:7"),
        ("情况: {甲: {结果: 是, 理由: 无}}", "S101", ""),
        ("自评日期: 2025-02-30", "S103", ":1:7"),
        ("佐证材料: {甲: 有的}", "S103", ":1:11"),
        ("情况: [是]", "S102", ":1:1"),
    ],
)
def test_what_is_wrong_in_the_file(tmp_path: Path, capsys: Any, text: str, code: str, where: str) -> None:
    folder = make_project(tmp_path, {**FILES, "content/自评/2025.yaml": text})
    found, _, err = said(folder, capsys, "score")
    assert found == 1
    assert f"content/自评/2025.yaml{where}" in err
    assert code in err


def test_findings_without_a_rubric(tmp_path: Path, capsys: Any) -> None:
    folder = make_project(tmp_path, {**FILES, "content/评价标准/2025.yaml": None})
    code, _, err = said(folder, capsys, "score")
    assert code == 1
    assert "有自评，没有评价标准" in err


def test_tables_need_their_facts(tmp_path: Path, capsys: Any) -> None:
    files = {"content/自评/2025.yaml": None, "content/公文/自评打分表.yaml": OUTLINE}
    folder = make_project(tmp_path, {**FILES})
    write_files(folder, files)
    code, _, err = said(folder, capsys, "build", "自评打分表")
    assert code == 1
    assert "content/公文/自评打分表.yaml:7:" in err
    assert "还没有自评，不能列出整改清单" in err


def test_the_rubric_of_a_year_is_told_by_its_years_first(tmp_path: Path) -> None:
    other = "名称: 新标准\n适用年度: [2024, 2025]\n单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5}]}]}]"
    folder = make_project(tmp_path, {"content/评价标准/2025.yaml": None, "content/评价标准/示范2030.yaml": other})
    chosen = facts_of(folder).rubric()
    assert chosen is not None
    assert chosen.name is not None
    assert chosen.name.text == "新标准"


# --- the sample --------------------------------------------------------------------------------------------------------


def test_the_sample_scores_in_the_nineties(capsys: Any) -> None:
    form = run_json(SAMPLE, capsys, "score")
    assert (form["total"], form["base"], form["grade"]) == ("94", "100", "合格")
    assert {clause["clause"]: clause["lost"] for clause in form["lost"]} == {
        "管理制度.4": "3", "行为节约.3": "1", "绿色食堂.2": "2", "教育培训.1": "1",
    }  # fmt: skip
    assert (form["checked"]["total"], form["checked"]["grade"]) == ("93", "合格")
    assert form["adjustments"] == [
        {"clause": "教育培训.1", "own": "3", "checked": "2", "why": "年度培训计划没有列入生活垃圾分类的内容"}
    ]
    assert all(clause["why"] and clause["remedy"] for clause in form["lost"])
    assert form["findings"] == []
    bound = {
        clause["clause"] for unit in form["units"] for item in unit["items"] for clause in item["clauses"]
        if any(not source.startswith("content/自评") for source in clause["sources"])
    }  # fmt: skip
    assert {"年度指标", "管理制度数", "宣传活动", "提醒标识", "教育培训场次"} <= bound


@pytest.mark.parametrize("found", ["{甲: 待补, 乙: 待补}", "[待补, 待补]", "待补", "{结果: 待补, 原因: 待补}"])
def test_what_is_wholly_open_is_not_taken_as_not_done(tmp_path: Path, capsys: Any, found: str) -> None:
    standard = (
        "名称: 标准\n单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{奖: [{名称: 甲, 分: 1}, {名称: 乙, 分: 2}]}]}]}]"
    )
    files = {**FILES, "content/评价标准/2025.yaml": standard, "content/自评/2025.yaml": f"情况: {{子.1: {found}}}"}
    _, out, _ = said(make_project(tmp_path, files), capsys, "score")
    assert "没有填写1条，暂失3分：子.1" in out
    assert "原因" not in out
