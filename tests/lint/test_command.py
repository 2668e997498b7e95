"""genwen check on files and folders, the profile of the unit, SARIF, comments in a copy; hostile files."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from foreign_documents import notice, request
from lint_faults import say, unzipped, zipped
from lint_outlines import PROJECT
from projects import make_project

from genwen.cli.main import main
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.registry import RULES
from genwen.lint.viewing import view_of_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def faulty() -> bytes:
    """The 通知 with three faults."""
    parts = unzipped(notice())
    for fault in (
        say("临政办发〔2025〕12号", "临政办发[2025]12号", ""),
        say("一、检查范围", "一.检查范围", ""),
        say("“节水管理员”", "“节水管理员", ""),
    ):
        fault.plant(parts)
    return zipped(parts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "通知.docx").write_bytes(faulty())
    (tmp_path / "好.docx").write_bytes(notice())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(capsys: Any, *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["check", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_page_of_findings_in_the_order_of_the_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "通知.docx"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("  错误")] == ["G207", "G405", "G502"]
    assert "  错误 G405  主体·正文 第2段“一.检查范围”  序数“一.”的写法不对：“一”后用顿号" in lines
    assert "    提示：改为“一、”（GB/T 9704—2012 7.3.3，GB/T 15834—2011，硬）" in lines
    assert lines[-1] == "共3处：错误3"


def test_clean_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "好.docx"]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


def test_exit_code_by_level(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = unzipped(notice())
    say("《公共机构节能条例》《", "《公共机构节能条例》、《", "").plant(parts)
    (folder / "警告.docx").write_bytes(zipped(parts))
    assert main(["check", "警告.docx"]) == 0
    assert main(["check", "--level", "警告", "警告.docx"]) == 1
    assert main(["check", "--level", "大", "警告.docx"]) == 2


def test_json_says_clause_strength_and_certainty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, form = checked(capsys, "通知.docx")
    first = form["findings"][0]
    assert code == 1
    assert (first["code"], first["strength"], first["certainty"]) == ("G207", "硬", "确定")
    assert first["clause"] == "GB/T 9704—2012 7.2.5"
    assert first["position"]["file"] == "通知.docx"
    assert first["hint"] == "写作 临政办发〔2025〕12号"


def test_sarif(folder: Path) -> None:
    assert main(["check", "通知.docx", "--sarif", "核对.sarif"]) == 1
    form = json.loads((folder / "核对.sarif").read_text("utf-8"))
    run = form["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]
    assert [result["ruleId"] for result in run["results"]] == ["G207", "G405", "G502"]
    location = run["results"][1]["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "主体·正文 第2段“一.检查范围”"
    assert location["physicalLocation"]["artifactLocation"]["uri"].isascii()
    assert main(["check", "好.docx", "--sarif", "核对.sarif"]) == 0
    assert json.loads((folder / "核对.sarif").read_text("utf-8"))["runs"][0]["results"] == []
    assert main(["check", "好.docx", "--sarif", "通知.docx"]) == 2
    assert zipfile.is_zipfile(folder / "通知.docx")


def test_comments_stand_at_their_places_and_no_word_changes(folder: Path) -> None:
    before = (folder / "通知.docx").read_bytes()
    assert main(["check", "通知.docx", "--annotate"]) == 1
    assert (folder / "通知.docx").read_bytes() == before
    copy = docx.Document(str(folder / "通知.核对.docx"))
    assert [item.text for item in copy.paragraphs] == [item.text for item in docx.Document(BytesIO(before)).paragraphs]
    comments = {item.comment_id: item.text for item in copy.comments}
    assert [text.split("\u3000")[0] for text in comments.values()] == ["错误 G207", "错误 G405", "错误 G502"]
    covered = {number: covered_by(copy, number) for number in comments}
    assert list(covered.values()) == ["临政办发[2025]12号", "一.", "“"]
    assert main(["check", "通知.docx", "--annotate"]) == 1
    assert (folder / "通知.核对2.docx").is_file()


def covered_by(document: Any, number: int) -> str:
    """The text between the marks of a comment."""
    text, inside = "", False
    for element in document.element.body.iter():
        if element.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and element.get(f"{W}id") == str(number):
            inside = element.tag.endswith("Start")
        elif inside and element.tag == f"{W}t":
            text += element.text
    return text


def test_annotating_an_annotated_copy_takes_the_old_comments_out(folder: Path) -> None:
    assert main(["check", "通知.docx", "--annotate"]) == 1
    main(["check", "通知.核对.docx", "--annotate"])
    again = docx.Document(str(folder / "通知.核对.核对.docx"))
    assert sorted(item.text[3:7] for item in again.comments) == ["G207", "G405", "G502", "G703"]


def test_rules_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    out = capsys.readouterr().out
    assert [rule.id for rule in RULES if rule.id not in out] == []
    assert main(["rules", "g902"]) == 0
    page = capsys.readouterr().out
    assert "单个附件带序号" in page
    assert "反例：" in page
    assert main(["rules", "--json"]) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)["rules"]] == [rule.id for rule in RULES]
    assert main(["rules", "G999"]) == 2


# --- profile -----------------------------------------------------------------------------------------------------------


def with_profile(folder: Path, text: str) -> None:
    (folder / "genwen.yaml").write_text(f"年度: 2025\n核对:\n{text}", "utf-8")


def test_levels_and_rules_turned_off(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_profile(folder, "  级别: {G207: 提示, G405: 关}\n")
    code, form = checked(capsys, "通知.docx")
    assert [(item["code"], item["severity"]) for item in form["findings"]] == [("G207", "提示"), ("G502", "错误")]
    assert code == 1


def test_house_style_stands_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_profile(folder, "  体例:\n    - {规则: [G207, G405], 含: '一.', 原因: 本单位一向这样写}\n")
    _, form = checked(capsys, "通知.docx")
    assert [item["code"] for item in form["findings"]] == ["G207", "G502"]
    assert [(item["code"], item["reason"]) for item in form["house"]] == [("G405", "本单位一向这样写")]
    assert main(["check", "通知.docx"]) == 1
    assert "按本单位体例，与标准不同（不算问题）" in capsys.readouterr().out


def test_exceptions_of_one_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_profile(folder, "  例外:\n    - {公文: 通知, 规则: [G207, G405, G502], 原因: 历史文件}\n")
    assert checked(capsys, "通知.docx") == (0, {"findings": [], "house": []})
    (folder / "另一份.docx").write_bytes(faulty())
    assert len(checked(capsys, "另一份.docx")[1]["findings"]) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  级别: {G999: 关}\n", "没有编号为“G999”的规则"),
        ("  级别: {G207: 小}\n", "级别“小”不在可选范围内"),
        ("  级别: 关\n", "“级别”应由“规则编号: 级别”组成"),
        ("  体例:\n    - {规则: G114}\n", "没有写原因"),
        ("  体例:\n    - {原因: 统一要求}\n", "没有写是哪条规则"),
        ("  体例: G114\n", "“体例”应是一个列表"),
        ("  例外:\n    - {规则: G11, 原因: 无}\n", "没有编号为“G11”的规则"),
        ("  级别错: {}\n", "不认识的键“级别错”"),
        ("  例外:\n    - {规则: G114, 原因: 无, 文件: 甲}\n", "不认识的键“文件”"),
    ],
)
def test_profile_written_wrongly(folder: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    with_profile(folder, text)
    assert main(["check", "通知.docx"]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "genwen.yaml:3" in err or "genwen.yaml:4" in err


# --- folders and finals ------------------------------------------------------------------------------------------------


def test_folder_checks_finished_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    make_project(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "工作报告"]) == 0
    before = {item["code"] for item in checked(capsys)[1]["findings"]}
    assert not any(code.startswith("G") for code in before)
    path = tmp_path / "outputs/2025/工作报告.docx"
    parts = unzipped(path.read_bytes())
    say("三、推行绿色办公", "五、推行绿色办公", "").plant(parts)
    path.write_bytes(zipped(parts))
    code, form = checked(capsys)
    found = [item for item in form["findings"] if item["code"] == "G402"]
    assert code == 1
    assert [item["position"]["file"] for item in found] == ["outputs/2025/工作报告.docx"]


def test_drafts_of_a_new_unit_have_gaps_and_no_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "新单位"]) == 0
    monkeypatch.chdir(tmp_path / "新单位")
    assert main(["build", "工作报告", "方案"]) == 0
    code, form = checked(capsys)
    of_rules = [item for item in form["findings"] if item["code"].startswith("G")]
    assert {item["severity"] for item in of_rules} == {"提示"}
    gaps = [item for item in of_rules if item["code"] == "G701"]
    assert [item["position"]["file"].rsplit("/", 1)[1] for item in gaps] == ["工作报告.docx", "方案.docx"]
    assert code == 0
    assert main(["check", gaps[0]["position"]["file"]]) == 1


def test_gaps_hide_nothing_else_and_are_not_told_as_other_faults() -> None:
    view = example_view("成文日期：【待补：发文.工作报告.成文日期】\n正文：【待补：单位.自称】负责,限期完成。")
    assert [problem.rule.id for problem in problems_in(view) if problem.rule.id[1] in "3567"] == [
        "G701",
        "G701",
        "G511",
    ]


def test_final_is_refused_when_it_has_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    project = {
        **PROJECT,
        "content/公文/总结.yaml": PROJECT["content/公文/总结.yaml"].replace("7家用量", "2025年2月30日前7家用量"),
    }
    make_project(tmp_path, project)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "总结"]) == 0
    capsys.readouterr()
    assert main(["build", "--final", "总结"]) == 1
    assert "G631" in capsys.readouterr().err
    assert main(["build", "--final", "工作报告"]) == 0
    (tmp_path / "genwen.yaml").write_text("年度: 2025\n核对: {级别: {G631: 警告}}\n", "utf-8")
    assert main(["build", "--final", "总结"]) == 0


# --- files from elsewhere -----------------------------------------------------------------------------------------------


def test_one_unreadable_file_does_not_hide_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.docx").write_bytes(b"PK\3\4" + b"\0" * 50)
    code, form = checked(capsys, "坏.docx", "通知.docx")
    assert code == 2
    assert [item["code"] for item in form["findings"]] == ["G002", "G207", "G405", "G502"]


def test_roles_of_documents_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "请示.docx"
    path.write_bytes(request())
    view = view_of_file(path)
    roles = {
        role: [line.text for line in view.of(role)]
        for role in ("标题", "主送机关", "署名", "成文日期", "附件标题", "抄送机关")
    }
    assert roles == {
        "标题": ["临江市水利局关于增加节水改造经费的请示"],
        "主送机关": ["临江市人民政府："],
        "署名": ["临江市水利局"],
        "成文日期": ["2025年10月20日"],
        "附件标题": ["节水改造项目清单", "经费测算表"],
        "抄送机关": ["抄送：市发展改革委、市财政局。"],
    }
    assert (view.kind, view.upward) == ("请示", True)


@pytest.mark.parametrize(("option", "example"), [("--html", "核对.html"), ("--sarif", "核对.sarif")])
def test_document_where_the_result_should_go(option: str, example: str, folder: Path, capsys: Any) -> None:
    before = (folder / "通知.docx").read_bytes()
    assert main(["check", option, "通知.docx"]) == 2
    said = capsys.readouterr().err
    assert f"{option} 后面是要写出的" in said
    assert f"写作 genwen check 通知.docx {option} {example}" in said
    assert main(["check", "通知.docx", option, "新.docx"]) == 2
    assert example in capsys.readouterr().err
    assert not (folder / "新.docx").exists()
    assert (folder / "通知.docx").read_bytes() == before


@pytest.mark.parametrize("command", ["check", "fix", "format"])
def test_a_folder_is_told_as_one(command: str, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "甲.docx").mkdir()
    assert main([command, str(tmp_path / "甲.docx")]) == 2
    assert "是文件夹，不是文件" in capsys.readouterr().err
