"""genwen bulk --one: the documents of a run in one file, which is never written over somebody's work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from projects import run
from units import project_with

UNITS = "单位: [{名称: 甲局, 联系人: 张某某}, {名称: 乙局, 联系人: 李某某}, {名称: 丙局, 联系人: 王某某}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project_with(tmp_path, UNITS)


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]


def titles(path: Path) -> list[str]:
    return [text for text in texts(path) if text.endswith("创建方案")]


def test_all_documents_stand_in_the_order_of_the_list(folder: Path, capsys: Any) -> None:
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 0
    assert "3份公文合成一份" in capsys.readouterr().out
    assert titles(folder / "全部.docx") == ["甲局创建方案", "乙局创建方案", "丙局创建方案"]
    single = [
        line for name in ("甲局", "乙局", "丙局") for line in texts(folder / f"outputs/2025/下级单位/{name}-方案.docx")
    ]
    assert texts(folder / "全部.docx") == single
    before = (folder / "全部.docx").read_bytes()
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 0
    assert (folder / "全部.docx").read_bytes() == before
    assert not list(folder.glob("*新稿*"))


def test_what_was_joined_last_is_replaced_and_nothing_else(folder: Path, capsys: Any) -> None:
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 0
    (folder / "content/下级单位.yaml").write_text(UNITS.replace("张某某", "赵某某"), "utf-8")
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 0
    assert any("赵某某" in text for text in texts(folder / "全部.docx"))
    (folder / "全部.docx").write_bytes(b"mine")
    capsys.readouterr()
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 1
    assert "没有改动；另存为" in capsys.readouterr().err
    assert (folder / "全部.docx").read_bytes() == b"mine"
    assert len(titles(folder / "全部.新稿.docx")) == 3
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 1
    assert not (folder / "全部.新稿2.docx").exists()


def test_edits_by_hand_are_printed_as_they_are(folder: Path) -> None:
    assert run(folder, "bulk", "方案") == 0
    path = folder / "outputs/2025/下级单位/乙局-方案.docx"
    document = docx.Document(str(path))
    document.paragraphs[-1].text = "手工加的一句"
    document.save(str(path))
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 0
    assert "手工加的一句" in texts(folder / "全部.docx")


def test_only_wanted_units_and_several_documents(folder: Path) -> None:
    (folder / "content/公文/下级单位/通知.yaml").write_text(
        "模板: 文稿\n要素: {标题: '{{ 单位.名称 }}通知'}\n正文: [甲]\n", "utf-8"
    )
    assert run(folder, "bulk", "方案", "通知", "--where", "单位.名称 != '乙局'", "--one", "全部.docx") == 0
    found = [text for text in texts(folder / "全部.docx") if text.endswith(("创建方案", "通知"))]
    assert found == ["甲局创建方案", "甲局通知", "丙局创建方案", "丙局通知"]


def test_a_broken_unit_is_left_out_and_told(folder: Path) -> None:
    (folder / "content/下级单位.yaml").write_text(UNITS.replace("李某某", "李某某, 统计.用电量: 很多"), "utf-8")
    assert run(folder, "bulk", "方案", "--one", "全部.docx") == 1
    assert titles(folder / "全部.docx") == ["甲局创建方案", "丙局创建方案"]


@pytest.mark.parametrize(("name", "said"), [
    ("全部.pdf", "应以 .docx 结尾"), ("outputs/2025/下级单位/甲局-方案.docx", "是一个单位的公文"),
])  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused(folder: Path, capsys: Any, name: str, said: str) -> None:
    assert run(folder, "bulk", "方案") == 0
    before = (folder / "outputs/2025/下级单位/甲局-方案.docx").read_bytes()
    assert run(folder, "bulk", "方案", "--one", name) == 2
    assert said in capsys.readouterr().err
    assert (folder / "outputs/2025/下级单位/甲局-方案.docx").read_bytes() == before


def test_json_stays_json(folder: Path, capsys: Any) -> None:
    assert run(folder, "bulk", "方案", "--one", "全部.docx", "--json") == 0
    assert json.loads(capsys.readouterr().out)["单位数"] == 3
    assert (folder / "全部.docx").is_file()
