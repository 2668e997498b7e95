"""genwen bulk --final: units whose documents are not ready are refused with their rows, the others are final."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from campaigns import campaign
from openpyxl import Workbook
from projects import outputs, run, write_files
from units import LIST, OUTLINE, PLAN, project_with

FOLDER = Path("outputs/2025/下级单位")
READY = "联系人: 张某某, 统计.用电量: 111千瓦时, 统计.建筑面积: 10平方米, 发文.方案.成文日期: 2025-04-02"
FAILED = {"建章.1": 0, "节电.1": 0}


def bulk(folder: Path, capsys: Any, *arguments: str, code: int = 0, document: str = "方案") -> dict[str, Any]:
    """What `genwen bulk --final` says as JSON."""
    capsys.readouterr()
    done = run(folder, "bulk", document, "--final", "--json", *arguments)
    out, err = capsys.readouterr()
    assert done == code, out[-2000:] + err
    report: dict[str, Any] = json.loads(out)
    return report


def results(report: dict[str, Any]) -> dict[str, str]:
    return {item["单位"]: item["结果"] for item in report["公文"]}


def codes(report: dict[str, Any], unit: str) -> set[str]:
    return {found["code"] for item in report["公文"] if item["单位"] == unit for found in item["发现"]}


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """Three units with nothing missing."""
    units = "".join(f"  - {{名称: {name}, {READY}}}\n" for name in ("甲局", "乙局", "丙局"))
    return project_with(tmp_path / "单位", f"单位:\n{units}")


def change(folder: Path, unit: str, old: str, new: str) -> None:
    """Another line of a unit."""
    path = folder / LIST
    changed = re.sub(f"(名称: {unit},.*){old}", rf"\g<1>{new}", path.read_text("utf-8"))
    assert changed != path.read_text("utf-8")
    path.write_text(changed, "utf-8")


def edit(path: Path) -> None:
    """A sentence of the clerk's."""
    document = docx.Document(str(path))
    next(item for item in document.paragraphs if "联系人" in item.text).add_run("手工加的一句。")
    document.save(str(path))


def test_the_sample_is_refused_before_anything_else(tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, "init", "--sample", "样例") == 0
    capsys.readouterr()
    assert run(tmp_path / "样例", "bulk", "方案", "--final") == 1
    assert "O101  样例不能定稿" in capsys.readouterr().err
    assert not (tmp_path / "样例" / FOLDER).exists()


def test_gaps_and_faults_of_a_unit_stop_its_own_document(ready: Path, capsys: Any) -> None:
    change(ready, "乙局", "统计.建筑面积: 10平方米, ", "")
    change(ready, "丙局", "张某某", "2025年2月30日前来电")
    assert run(ready, "bulk", "方案", "--final") == 1
    err = capsys.readouterr().err
    assert f"乙局-方案.docx（{LIST}:3:5）没有定稿" in err, "the unit, and where the list says it"
    assert f"{LIST}:3:10  错误 O102  “统计.2025.数据.建筑面积”" in err
    assert "2025年2月共28天" in err
    report = bulk(ready, capsys, code=1)
    assert results(report) == {"甲局": "未变", "乙局": "失败", "丙局": "失败"}
    assert (codes(report, "乙局"), codes(report, "丙局")) == ({"O102"}, {"G631"})
    assert [Path(name).name for name in outputs(ready)] == ["甲局-方案.docx"]
    change(ready, "乙局", "发文", "统计.建筑面积: 20平方米, 发文")
    change(ready, "丙局", "2025年2月30日前来电", "张某某")
    assert results(bulk(ready, capsys)) == {"甲局": "未变", "乙局": "新建", "丙局": "新建"}


def test_what_the_unit_wants_holds_for_its_documents_by_their_own_name(ready: Path, capsys: Any) -> None:
    change(ready, "丙局", "张某某", "2025年2月30日前来电")
    write_files(ready, {"genwen.yaml": "年度: 2025\n核对: {例外: [{规则: G631, 公文: 方案, 原因: 照旧}]}\n"})
    assert results(bulk(ready, capsys))["丙局"] == "新建"


def test_wishes_that_cannot_be_read_are_told_once(ready: Path, capsys: Any) -> None:
    write_files(ready, {"genwen.yaml": "年度: 2025\n核对: {例外: [{规则: G631}]}\n"})
    assert run(ready, "bulk", "方案", "--final") == 1
    assert capsys.readouterr().err.count("没有写原因") == 1


def test_rows_of_a_table_are_named(ready: Path, capsys: Any) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位名称", "联系人", "用电量（千瓦时）", "建筑面积（平方米）"])
    sheet.append(["甲局", "张某某", 1, 2])
    sheet.append(["乙局", None, 1, 2])
    book.save(ready / "名单.xlsx")
    write_files(ready, {OUTLINE: PLAN.replace("发文机关署名", "附注"), "content/下级单位.yaml": "取自: ../名单.xlsx\n"})
    assert run(ready, "bulk", "方案", "--final", "--units", "名单.xlsx") == 1
    err = capsys.readouterr().err
    assert "乙局-方案.docx（名单.xlsx 第3行）没有定稿" in err
    assert "“单位.联系人”还没有填写" in err
    assert "甲局" not in err


def test_a_draft_is_looked_at_again_before_it_is_final(ready: Path, capsys: Any, monkeypatch: Any) -> None:
    change(ready, "丙局", "张某某", "2025年2月30日前来电")
    assert run(ready, "bulk", "方案") == 0
    drafts = outputs(ready)
    assert results(bulk(ready, capsys, code=1)) == {"甲局": "未变", "乙局": "未变", "丙局": "失败"}
    assert outputs(ready) == drafts, "what is there is left"
    assert results(bulk(ready, capsys, code=1))["丙局"] == "失败", "as often as it is asked"
    change(ready, "丙局", "2025年2月30日前来电", "张某某")
    assert run(ready, "bulk", "方案", "--final") == 0
    monkeypatch.setattr("genwen.bulk.run.run_bulk", lambda *arguments, **options: 1 / 0)
    capsys.readouterr()
    assert run(ready, "bulk", "方案", "--final") == 0, "nothing is made, nothing looked at again"
    assert "未变" in capsys.readouterr().out


def test_a_figure_of_the_office_that_its_ledger_contradicts(ready: Path, capsys: Any) -> None:
    months = "".join(f"{month}月,5\n" for month in range(1, 13))
    write_files(ready, {
        "content/统计/2025.yaml": "数据: {用电量: 61千瓦时, 建筑面积: 10平方米}\n",
        "content/统计/台账/表.csv": f"2025年\n月份,用电量（千瓦时）\n{months}",
        OUTLINE: PLAN.replace("- 上级是", "- {段: '上级{{ 上级单位.统计.用电量 }}，8月{{ 上级单位.统计.8月.用电量 }}。', 若: 单位.名称 == '乙局'}\n      - 上级是"),
    })  # fmt: skip
    report = bulk(ready, capsys, code=1)
    assert results(report) == {"甲局": "新建", "乙局": "失败", "丙局": "新建"}
    assert codes(report, "乙局") == {"S439"}


def test_edited_drafts_wait_for_their_revisions(ready: Path, capsys: Any) -> None:
    assert run(ready, "bulk", "方案") == 0
    path = ready / FOLDER / "乙局-方案.docx"
    edit(path)
    assert results(bulk(ready, capsys))["乙局"] == "保留", "edited, and nothing open in it"
    change(ready, "乙局", "111", "2223")
    edited = path.read_bytes()
    report = bulk(ready, capsys, code=1)
    assert (results(report)["乙局"], codes(report, "乙局")) == ("失败", {"O106"})
    [found] = next(item["发现"] for item in report["公文"] if item["单位"] == "乙局")
    assert "genwen bulk 方案" in found["hint"]
    assert path.read_bytes() == edited
    assert run(ready, "bulk", "方案") == 0
    merged = path.read_bytes()
    for _ in range(2):
        report = bulk(ready, capsys, code=1)
        assert (results(report)["乙局"], codes(report, "乙局")) == ("失败", {"O105"})
    assert path.read_bytes() == merged
    assert results(report) | {"乙局": ""} == {"甲局": "未变", "乙局": "", "丙局": "未变"}
    assert results(bulk(ready, capsys, "--fresh"))["乙局"] == "更新"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_many_units_by_several_processes(ready: Path, capsys: Any, workers: str) -> None:
    lines = [
        {"名称": f"第{number:03}局", "联系人": "张某某", "统计.用电量": f"{number}千瓦时", "发文.方案.成文日期": "2025-04-02"}
        | ({"统计.建筑面积": "10平方米"} if number % 7 else {})
        for number in range(40)
    ]  # fmt: skip
    (ready / "名单.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    report = bulk(ready, capsys, "--units", "名单.jsonl", "--workers", workers, code=1)
    assert {unit for unit, result in results(report).items() if result == "失败"} == {
        f"第{number:03}局" for number in range(0, 40, 7)
    }
    assert len(outputs(ready)) == 34
    capsys.readouterr()
    assert run(ready, "bulk", "方案", "--final", "--units", "名单.jsonl", "--workers", workers) == 1
    assert "没有定稿的6份" in capsys.readouterr().err


def test_a_number_of_another_document_stops_that_notice_alone(tmp_path: Path, capsys: Any) -> None:
    units = {"甲局": FAILED, "乙局": FAILED, "丙局": {}, "丁局": FAILED}
    dispatch = {"content/发文/2025.yaml": "名单: {发文字号: 云机管〔2025〕10号}\n"}
    folder = campaign(tmp_path, units, dispatch)
    report = bulk(folder, capsys, code=1, document="整改通知书")
    assert results(report) == {"甲局": "新建", "乙局": "失败", "丁局": "新建"}
    assert codes(report, "乙局") == {"K115"}
    write_files(folder, {LIST: """
        单位:
          - {名称: 甲局, 发文.整改通知书.发文字号: 云机管〔2025〕3号}
          - {名称: 乙局}
          - {名称: 丙局}
          - {名称: 丁局, 发文.整改通知书.发文字号: 云机管〔2025〕3号}
        """, "content/发文/2025.yaml": "{}"})  # fmt: skip
    report = bulk(folder, capsys, code=1, document="整改通知书")
    assert [unit for unit, result in results(report).items() if result == "失败"] == ["甲局", "丁局"]


def test_a_sheet_that_could_not_be_used_stops_what_speaks_of_the_results(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": FAILED, "乙局": {"建章.1": 999}, "丙局": FAILED})
    write_files(folder, {"content/公文/下级单位/方案.yaml": """
        模板: 文稿
        要素: {标题: '{{ 单位.名称 }}方案', 发文机关署名: '{{ 单位.名称 }}', 成文日期: 2025-02-01}
        正文: [照此办理。]
        """})  # fmt: skip
    report = bulk(folder, capsys, code=1, document="整改通知书")
    assert results(report) == {"甲局": "失败", "丙局": "失败"}
    assert codes(report, "甲局") == {"K101"}
    assert run(folder, "bulk", "整改通知书", "--final") == 1
    assert "甲局-整改通知书.docx" in (err := capsys.readouterr().err)
    assert "等2份没有定稿" in err, "one cause, told once"
    assert set(results(bulk(folder, capsys)).values()) == {"新建"}, "a document that does not speak of them"
