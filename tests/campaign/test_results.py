"""Collected sheets, good and bad, as results: nobody left out, every figure with its cell, the commands over them."""

from __future__ import annotations

import json
import textwrap
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from campaigns import RUBRIC, SHEETS, campaign, outline, printed, put_sheet, results_in, states, told
from openpyxl import Workbook
from projects import run, run_json, write_files

from genwen.cli.main import main
from genwen.document.expressions import ExpressionError


def test_points_come_from_the_sheets_and_know_their_cells(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {"节电.1": (40, 25, "灯没有关")}, "乙局": {}})
    unit = results_in(folder).unit("甲局")
    assert [str(unit.look(name)) for name in ("自评分", "核查分", "得分", "失分", "得分率", "等次")] == [
        "100", "85", "85", "15", "85.00%", "良",
    ]  # fmt: skip
    (lost,) = unit.look("失分条款")
    assert "".join(run.text for run in lost.look("原因")) == "灯没有关"
    assert str(lost.clause.origins[0].position) == f"{SHEETS}/甲局.xlsx 第7行H列"
    assert {str(origin.position) for origin in unit.look("得分").origin.inputs} == {
        f"{SHEETS}/甲局.xlsx 第{row}行H列" for row in (4, 5, 7)
    }
    assert str(lost.look("原因")[0].origin.position) == f"{SHEETS}/甲局.xlsx 第7行I列"


def test_trace_leads_to_the_cell(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {"节电.1": 25}, "乙局": {}})
    assert run(folder, "trace", "名单") == 0
    out = capsys.readouterr().out
    assert f"打分表.建章.1.核查分  {SHEETS}/甲局.xlsx 第4行H列" in out
    assert "得85分，良为60≤x<90分" in out


def test_checked_points_of_the_list_count_where_the_sheet_has_none(tmp_path: Path) -> None:
    folder = campaign(
        tmp_path, {"甲局": {key: (most, None, "") for key, most in {"建章.1": 40, "建章.2": 20, "节电.1": 40}.items()}}
    )
    assert str(results_in(folder).unit("甲局").look("得分")) == "100"
    assert results_in(folder).unit("甲局").look("核查分").state == "已评"
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - 名称: 甲局
            自评: {核查: {节电.1: {得分: 30, 原因: 抽查}}}
        """})  # fmt: skip
    assert str(results_in(folder).unit("甲局").look("得分")) == "90"


def test_a_self_assessment_in_the_list_counts_without_a_sheet(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"乙局": {}})
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - 名称: 乙局
          - 名称: 甲局
            自评: {情况: {建章.1: 是, 建章.2: 否, 节电.1: 是}}
        """})  # fmt: skip
    assert states(folder) == {"乙局": "已评", "甲局": "已评"}
    assert str(results_in(folder).unit("甲局").look("得分")) == "80"
    assert [line.split()[0] for line in told(folder)] == ["K109"]


def test_who_handed_in_nothing_is_listed(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None, "乙局": {}})
    assert states(folder) == {"甲局": "未报送", "乙局": "已评"}
    assert run(folder, "build", "名单") == 0
    capsys.readouterr()
    assert run(folder, "results") == 0
    assert "甲局  —" in capsys.readouterr().out
    assert printed(folder, "考评结果.未报送单位|连") == "甲局"
    assert printed(folder, "考评结果.甲局.得分") == "—"


GOOD = "乙局"


def bad_text(folder: Path) -> None:
    (folder / SHEETS / "甲局.xlsx").write_bytes(b"PK\3\4 this is no workbook")


def bad_number(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {}, {"H5": "二十"})


def too_many_points(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {}, {"H5": 21})


def not_filled_in(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {"节电.1": (None, None, "")})


def other_year(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {}, {"A1": "甲局2024年度自评打分表"})


def other_title(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "丙局", {})


def two_sheets(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {})
    put_sheet(folder, "再报/甲局.xlsx", "甲局", {"建章.2": 0})
    put_sheet(folder, "三报/甲局.xlsx", "甲局", {})


def other_table(folder: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["单位", "用电量"])
    book.save(folder / SHEETS / "甲局.xlsx")


def row_gone(folder: Path) -> None:
    put_sheet(folder, "甲局.xlsx", "甲局", {}, {"B5": "建章.9"})


def old_format(folder: Path) -> None:
    (folder / SHEETS / "甲局.xls").write_bytes(b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(("spoil", "code", "place"), [
    (bad_text, "K102", "甲局.xlsx"), (bad_number, "R043", "甲局.xlsx 第5行H列"),
    (too_many_points, "R044", "甲局.xlsx 第5行H列"), (not_filled_in, "K106", "甲局.xlsx 第7行G列"),
    (other_year, "K105", "甲局.xlsx"), (other_title, "K103", "甲局.xlsx"), (two_sheets, "K104", "甲局.xlsx"),
    (other_table, "R040", "甲局.xlsx"), (row_gone, "R041", "甲局.xlsx 第5行"), (old_format, "K102", "甲局.xls"),
])  # fmt: skip
def test_a_broken_sheet_is_told_and_the_others_go_on(
    tmp_path: Path, capsys: Any, spoil: Any, code: str, place: str
) -> None:
    folder = campaign(tmp_path, {"甲局": None, GOOD: {}, "丙局": {}})
    spoil(folder)
    assert states(folder)["甲局"] == "有误"
    assert states(folder)[GOOD] == "已评"
    assert any(line.startswith(f"{code} {SHEETS}/") and f"{place} " in line for line in told(folder)), told(folder)
    capsys.readouterr()
    assert run(folder, "results", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert {row["单位"]: row["状态"] for row in report["单位"]}["甲局"] == "有误"
    assert code in {finding["code"] for finding in report["发现"]}
    built = run_json(folder, capsys, "build", "名单")["公文"][0]
    assert "K101" in {finding["code"] for finding in built["发现"]}
    assert run(folder, "build", "名单", "--final") == 1
    assert "K101" in capsys.readouterr().err


@pytest.mark.parametrize(
    "value", [1e308, float(10**15), True, "#DIV/0!", "不适用", "x" * 40_000, "-", datetime(2025, 1, 1)]
)
@pytest.mark.parametrize("cell", ["G5", "H5", "B5", "H9"])
def test_odd_cells_are_told_or_passed_over(tmp_path: Path, cell: str, value: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None, GOOD: {}})
    put_sheet(folder, "甲局.xlsx", "甲局", {}, {cell: value})
    results = results_in(folder)
    assert states(folder) == {"甲局": "已评" if cell == "H9" else "有误", GOOD: "已评"}
    for finding in results.findings:
        assert finding.to_text()
        assert len(finding.message) < 400
    assert all(results.look(name) is not None for name in results.values())


def test_a_broken_unit_of_the_list_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {}, "乙局": {}})
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - {名称: 甲局, 统计.用电量: 很多}
          - 名称: 乙局
        """})  # fmt: skip
    assert states(folder) == {"甲局": "有误", "乙局": "已评"}
    assert any("content/下级单位.yaml:2" in line for line in told(folder))


def test_a_veto_keeps_the_points_and_takes_the_tier(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {}})
    rubric = (folder / "content/评价标准/2025.yaml").read_text("utf-8")
    (folder / "content/评价标准/2025.yaml").write_text(f"否决: [发生事故]\n{rubric}", "utf-8")
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - 名称: 甲局
            自评: {否决: [发生事故], 情况: {建章.1: 是}}
        """})  # fmt: skip
    unit = results_in(folder).unit("甲局")
    assert (str(unit.look("得分")), str(unit.look("等次")), unit.passed) == ("100", "未通过", False)
    assert printed(folder, "考评结果.甲局.未满足条件|连") == "没有否决情形“发生事故”"


def test_notices_go_to_those_who_failed_and_no_one_else(tmp_path: Path, capsys: Any) -> None:
    units: dict[str, Any] = {
        "甲局": {"建章.1": (40, 0, "无制度"), "节电.1": 19},
        "乙局": {},
        "丙局": {"建章.1": 0, "节电.1": 0},
        "丁局": None,
    }
    folder = campaign(tmp_path, units)
    capsys.readouterr()
    assert run(folder, "bulk", "整改通知书", "--json") == 0
    made = {item["单位"]: item["文件"] for item in json.loads(capsys.readouterr().out)["公文"]}
    assert list(made) == ["甲局", "丙局"]
    texts = {unit: _text(folder / "outputs/2025/下级单位" / file) for unit, file in made.items()}
    # one month after 31 January is the last day of February; what the notices are numbered from is the list
    assert "云机管〔2025〕9号：得39分，2025年2月28日前整改。" in texts["甲局"]
    assert "云机管〔2025〕10号：得20分" in texts["丙局"]
    assert "建章失40分：无制度。" in texts["甲局"]
    assert "丙局" not in texts["甲局"]
    assert run(folder, "bulk", "整改通知书", "--where", "单位.名称 == '丙局'", "--out", "另", "--json") == 0
    assert [item["单位"] for item in json.loads(capsys.readouterr().out)["公文"]] == ["丙局"]


def _text(path: Path) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_changed_sheet_or_list_makes_the_notices_anew(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {"建章.1": 0, "节电.1": 0}, "乙局": {}, "丙局": {"建章.1": 0, "节电.1": 0}})
    assert run(folder, "bulk", "整改通知书") == 0

    def results() -> dict[str, str]:
        capsys.readouterr()
        assert run(folder, "bulk", "整改通知书", "--json") == 0
        return {item["单位"]: item["结果"] for item in json.loads(capsys.readouterr().out)["公文"]}

    assert results() == {"甲局": "未变", "丙局": "未变"}
    put_sheet(folder, "丙局.xlsx", "丙局", {"建章.1": 0, "节电.1": 1})
    assert results()["丙局"] == "更新"
    # without the first unit of the list the other's number is another one
    (folder / "content/下级单位.yaml").write_text("单位: [{名称: 乙局}, {名称: 丙局}]\n", "utf-8")
    assert results() == {"丙局": "更新"}
    assert "云机管〔2025〕9号" in _text(folder / "outputs/2025/下级单位/丙局-整改通知书.docx")


def test_documents_with_other_conditions_are_made_apart(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}}, {"content/公文/下级单位/方案.yaml": "模板: 文稿\n正文: [甲]\n"})
    assert run(folder, "bulk", "整改通知书", "方案") == 2
    assert "《整改通知书》只给符合“适用”的单位" in capsys.readouterr().err


def test_a_condition_that_is_none_is_told_with_its_line(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(
        tmp_path, {"甲局": {}}, {"content/公文/下级单位/方案.yaml": "模板: 文稿\n适用: '1 +'\n正文: [甲]\n"}
    )
    assert run(folder, "bulk", "方案") == 1
    assert "方案.yaml:2:" in capsys.readouterr().err


def test_a_built_document_follows_its_sheets(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}, "乙局": {}})
    assert run(folder, "build", "名单") == 0
    put_sheet(folder, "甲局.xlsx", "甲局", {"建章.2": 0})
    assert run_json(folder, capsys, "build", "名单")["公文"][0]["结果"] == "更新"
    assert "2 甲局 80 良" in _text(folder / "outputs/2025/名单.docx")


def test_without_a_list_results_are_missing(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}})
    (folder / "content/下级单位.yaml").unlink()
    outline(folder, "名单", "模板: 文稿\n正文:\n  - 共{{ 考评结果.单位数 }}个。\n")
    report = run_json(folder, capsys, "build", "名单")["公文"][0]
    assert [gap["path"] for gap in report["待补"]] == ["考评结果.单位数"]
    assert run(folder, "results") == 2
    assert "没有下级单位的名单" in capsys.readouterr().err


def test_facts_show_the_results(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {"建章.2": 0}})
    for path, lines in (("考评结果", ["考评结果.通过率", "100.00%"]), ("考评结果.甲局", ["考评结果.甲局.得分", "80"]),
                        ("考评结果.等次", ["考评结果.等次.良.单位数"])):  # fmt: skip
        capsys.readouterr()
        assert run(folder, "facts", path) == 0
        out = capsys.readouterr().out
        assert all(line in out for line in lines), out


def test_another_folder_of_sheets_and_list(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}})
    (folder / SHEETS).rename(folder / "报来的")
    (folder / "名单.csv").write_text("单位名称\n甲局\n乙局\n", "utf-8")
    assert run(folder, "results", "--sheets", "报来的", "--units", "名单.csv", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert {row["单位"]: row["状态"] for row in report["单位"]} == {"甲局": "已评", "乙局": "未报送"}
    assert run(folder, "results", "--sheets", "没有") == 2
    write_files(folder, {"content/考评/2025.yaml": "打分表: 别处\n"})
    assert run(folder, "results") == 1
    assert "考评/2025.yaml:1:6  错误 K111" in capsys.readouterr().err


def test_points_no_tier_holds_are_told(tmp_path: Path) -> None:
    folder = campaign(
        tmp_path, {"甲局": {"建章.2": 0}}, {"content/考评/2025.yaml": "名称: 核查\n等次: [{名称: 优, 分: 90以上}]\n"}
    )
    assert [line for line in told(folder) if line.startswith("K108")]
    assert str(results_in(folder).unit("甲局").look("等次")) == "合格"


def test_the_workbook_is_not_overwritten(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {}})
    assert run(folder, "results", "--xlsx", "汇总.xlsx") == 0
    assert run(folder, "results", "--xlsx", "汇总.xlsx") == 0
    (folder / "汇总.xlsx").write_bytes(b"mine")
    assert run(folder, "results", "--xlsx", "汇总.xlsx") == 1
    assert (folder / "汇总.xlsx").read_bytes() == b"mine"
    assert (folder / "汇总.新稿.xlsx").is_file()


def test_help_of_the_command_is_chinese(capsys: Any) -> None:
    assert main(["results", "--help"]) == 0
    assert "打分表" in capsys.readouterr().out


def test_only_some_units_take_part(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}, "乙局": {}, "丙校": {}}, {"content/下级单位.yaml": """
        单位: [{名称: 甲局, 类别: 机关}, {名称: 乙局, 类别: 机关}, {名称: 丙校, 类别: 学校}]
        """, "content/考评/2025.yaml": "对象: 单位.类别 == '机关'\n"})  # fmt: skip
    assert states(folder) == {"甲局": "已评", "乙局": "已评"}
    assert [line.split()[0] for line in told(folder)] == ["K113"]
    write_files(folder, {"content/考评/2025.yaml": "对象: 单位.没有 == '机关'\n"})
    assert set(states(folder)) == {"甲局", "乙局", "丙校"}
    assert [line.split()[:2] for line in told(folder)] == [["K112", "content/考评/2025.yaml:1:5"]] * 3
    write_files(folder, {"content/考评/2025.yaml": "对象: 单位.类别 ==\n"})
    assert run(folder, "results") == 1
    assert "2025.yaml:1:5" in capsys.readouterr().err


def test_units_of_different_rubrics_are_ranked_among_their_own(tmp_path: Path) -> None:
    rubric = (
        textwrap.dedent(RUBRIC)
        .replace("甲标准", "乙标准")
        .replace("分: 40", "分: 80")
        .replace("总分: 100", "总分: 180")
    )
    folder = campaign(tmp_path, {"甲局": {"建章.2": 0}, "乙局": {}, "丙校": None, "丁校": None}, {
        "content/评价标准/2025.yaml": "对象类别: [机关]\n" + textwrap.dedent(RUBRIC),
        "content/评价标准/学校.yaml": "对象类别: [学校]\n" + rubric,
        "content/下级单位.yaml": "单位: [{名称: 丙校, 类别: 学校}, {名称: 甲局, 类别: 机关}, {名称: 乙局, 类别: 机关}, {名称: 丁校, 类别: 学校}]\n",
    })  # fmt: skip
    put_sheet(folder, "丙校.xlsx", "丙校", {"建章.1": 40})
    put_sheet(folder, "丁校.xlsx", "丁校", {"建章.1": 80, "节电.1": 60})
    found = [(unit.name.text, unit.place, str(unit.look("满分"))) for unit in results_in(folder).look("排名")]
    assert found == [("丁校", 1, "180"), ("丙校", 2, "180"), ("乙局", 1, "100"), ("甲局", 2, "100")]
    with pytest.raises(ExpressionError) as error:
        printed(folder, "考评结果.平均得分")
    assert "各单位的满分不同" in error.value.finding.message
    assert printed(folder, "考评结果.平均得分率") == "81.11%"
    assert len(results_in(folder).look("项目")) == 4


# --- sheets read before ------------------------------------------------------------------------------------------------


def test_what_was_read_before_is_kept_and_what_changed_is_read_again(tmp_path: Path, monkeypatch: Any) -> None:
    from genwen.campaign import cache

    folder = campaign(tmp_path, {"甲局": {}, "乙局": {"建章.2": (20, 0, "无台账")}})
    first = [(str(u.look("得分")), str(u.look("失分说明")), told(folder)) for u in results_in(folder).units]
    assert (folder / "outputs/.genwen/打分表.json").is_file()
    read: list[str] = []
    real = cache.table_in
    monkeypatch.setattr(cache, "table_in", lambda path, *rest: (read.append(path.name), real(path, *rest))[1])
    assert [(str(u.look("得分")), str(u.look("失分说明")), told(folder)) for u in results_in(folder).units] == first
    (lost,) = results_in(folder).unit("乙局").look("失分条款")
    assert "".join(run.text for run in lost.look("原因")) == "无台账"
    assert str(lost.clause.origins[0].position) == f"{SHEETS}/乙局.xlsx 第5行H列"
    assert read == []
    put_sheet(folder, "甲局.xlsx", "甲局", {"建章.1": 0})
    assert str(results_in(folder).unit("甲局").look("得分")) == "60"
    assert read == ["甲局.xlsx"]


@pytest.mark.parametrize("spoiled", [b"", b"{}", b"[1]", b'{"form": "0", "sheets": {}}', b"\xff"])
def test_a_spoiled_record_of_sheets_is_none(tmp_path: Path, spoiled: bytes) -> None:
    folder = campaign(tmp_path, {"甲局": {"建章.1": 0}})
    kept = folder / "outputs/.genwen/打分表.json"
    results_in(folder)
    kept.write_bytes(spoiled)
    assert str(results_in(folder).unit("甲局").look("得分")) == "60"
    form = json.loads(kept.read_bytes())
    form["sheets"] = {digest: {"lines": 7} for digest in form["sheets"]}
    kept.write_text(json.dumps(form), "utf-8")
    assert str(results_in(folder).unit("甲局").look("得分")) == "60"
