"""发文字号 of notices: never two alike, and told where another document has one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from campaigns import campaign, printed, told
from projects import run, run_json, write_files

from genwen.checking import load
from genwen.project import open_project

FAILED = {"建章.1": 0, "节电.1": 0}
UNITS = {"甲局": FAILED, "乙局": FAILED, "丙局": {}, "丁局": FAILED}
DISPATCH = {"content/发文/2025.yaml": "名单: {发文字号: 云机管〔2025〕10号}\n"}


def numbers(folder: Path) -> dict[str, str]:
    return {unit: printed(folder, f"考评结果.{unit}.整改文号") for unit in UNITS}


def test_numbers_of_the_list_are_passed_over(tmp_path: Path) -> None:
    folder = campaign(tmp_path, UNITS)
    assert numbers(folder) == {
        "甲局": "云机管〔2025〕9号", "乙局": "云机管〔2025〕10号", "丙局": "—", "丁局": "云机管〔2025〕11号",
    }  # fmt: skip
    write_files(folder, {"content/下级单位.yaml": """
        单位:
          - {名称: 甲局}
          - {名称: 乙局}
          - {名称: 丙局}
          - {名称: 丁局, 发文: {整改通知书: {发文字号: 云机管〔2025〕9号}}}
        """})  # fmt: skip
    found = numbers(folder)
    assert (found["甲局"], found["乙局"], found["丁局"]) == (
        "云机管〔2025〕10号", "云机管〔2025〕11号", "云机管〔2025〕9号",
    )  # fmt: skip
    assert told(folder) == []


def test_the_number_of_another_document_is_told_by_every_command(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, UNITS, DISPATCH)
    both = "给乙局的《整改通知书》与《名单》（content/发文/2025.yaml:1:12）的发文字号都是“云机管〔2025〕10号”"
    assert told(folder) == [f"K115 content/考评/2025.yaml:3:7 {both}"]
    for command in (("bulk", "整改通知书"), ("results",), ("build", "名单")):
        capsys.readouterr()
        assert run(folder, *command) == 0
        assert both in "".join(capsys.readouterr())
    built = run_json(folder, capsys, "build", "名单")["公文"][0]
    assert [finding["code"] for finding in built["发现"]] == ["K115"]
    assert run(folder, "build", "名单", "--final") == 1


def test_a_number_two_units_have_is_told(tmp_path: Path) -> None:
    folder = campaign(tmp_path, UNITS, {"content/下级单位.yaml": """
        单位:
          - {名称: 甲局, 发文.整改通知书.发文字号: 云机管〔2025〕3号}
          - {名称: 丁局, 发文.整改通知书.发文字号: 云机管〔2025〕3号}
        """})  # fmt: skip
    (found,) = [line for line in told(folder) if line.startswith("K115")]
    assert "给丁局的《整改通知书》与给甲局的《整改通知书》的发文字号都是“云机管〔2025〕3号”" in found


def test_two_documents_of_the_office(tmp_path: Path) -> None:
    folder = campaign(tmp_path, {"甲局": {}}, {
        "content/公文/公示.yaml": "模板: 文稿\n正文: [甲]\n",
        "content/发文/2025.yaml": "名单: {发文字号: 云机管〔2025〕3号}\n公示: {发文字号: 云机管〔2025〕3号}\n",
    })  # fmt: skip
    found = [finding for finding in load(open_project(folder)).findings if finding.code == "S223"]
    assert [(finding.message, str(finding.position)) for finding in found] == [
        (
            "《公示》与《名单》（content/发文/2025.yaml:1:12）的发文字号都是“云机管〔2025〕3号”",
            "content/发文/2025.yaml:2:12",
        )
    ]
