"""A fault that rules of both kinds see is told once, also where the unit does not want to hear of it; wishes that do nothing are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lint_faults import Fault, say, unzipped, zipped
from right_documents import right

from genwen.cli.main import main

SETTINGS = "年度: 2025\n"
EXCEPTION = "核对: {例外: [{规则: G631, 公文: %s, 原因: 原文如此}]}\n"
DAY = say("经县政府同意", "经县政府2025年2月30日同意", "")
NAME = "柳湾县机关事务服务中心"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(capsys: Any, folder: Path, settings: str, *faults: Fault) -> list[str]:
    parts = unzipped(right("通知"))
    for fault in faults:
        fault.plant(parts)
    (folder / "通知.docx").write_bytes(zipped(parts))
    (folder / "genwen.yaml").write_text(SETTINGS + settings, "utf-8")
    capsys.readouterr()
    main(["check", "--json", "通知.docx"])
    return [item["code"] for item in json.loads(capsys.readouterr().out)["findings"]]


def test_exception_is_not_told_by_another_number(folder: Path, capsys: Any) -> None:
    assert codes(capsys, folder, "", DAY) == ["G631"]
    assert codes(capsys, folder, EXCEPTION % "通知", DAY) == []
    assert codes(capsys, folder, "核对: {级别: {G631: 关}}\n", DAY) == []
    assert main(["fix", "通知.docx"]) == 0
    assert "A602" not in capsys.readouterr().out


def test_exception_for_a_document_that_does_not_exist(folder: Path, capsys: Any) -> None:
    assert codes(capsys, folder, EXCEPTION % "报告", DAY) == ["G004", "G631"]
    (folder / "content" / "公文").mkdir(parents=True)
    (folder / "content" / "公文" / "报告.yaml").write_text("标题: 报告\n", "utf-8")
    assert codes(capsys, folder, EXCEPTION % "报告", DAY) == ["G631"]


@pytest.mark.parametrize(
    ("other", "wanted"),
    [("柳湾县机关事务管理中心", ["G324"]), ("柳湾县机关事服务中心", ["G324"]), ("柳河县机关事务服务中心", ["G324"])],
)
def test_signature_of_another_name(other: str, wanted: list[str], folder: Path, capsys: Any) -> None:
    assert codes(capsys, folder, "", say(NAME, other, "", nth=-2)) == wanted


def test_name_gone_wrong_is_told_once_not_again_by_its_parts(folder: Path, capsys: Any) -> None:
    assert codes(capsys, folder, "", say(NAME, "柳湾县机关事务管理中心", "", nth=-1)) == ["G829"]  # the 印发机关
    assert codes(capsys, folder, "", say(NAME, "柳湾县机关事服务中心", "", nth=-1)) == ["A503"]


@pytest.mark.parametrize("first", ["第一，", "第一、"])
def test_mark_that_is_wrong_makes_no_list_of_members(first: str, folder: Path, capsys: Any) -> None:
    said = f"抓好三个环节：{first}填表前逐间丈量。第二，填表时逐项核对。第三，填表后逐级审签。"
    wanted = [] if first == "第一，" else ["G409"]
    assert (
        codes(
            capsys, folder, "", say("一是落实责任，明确专人办理。二是", f"{said}一是落实责任，明确专人办理。二是", "")
        )
        == wanted
    )


def test_names_that_begin_with_an_ordinal_are_members(folder: Path, capsys: Any) -> None:
    said = "一是落实责任，由三所学校：第一中学、第二中学配合。二是"
    assert codes(capsys, folder, "", say("一是落实责任，明确专人办理。二是", said, "")) == ["A301"]


def test_annex_under_another_name(folder: Path, capsys: Any) -> None:
    said = "自查表填写《办公用房整治台账》（见附件2），于2025年11月5日前报"
    assert codes(capsys, folder, "", say("自查表于2025年11月5日前报", said, "")) == ["G919"]
