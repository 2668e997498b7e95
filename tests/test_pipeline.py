"""One build: all or nothing, the same bytes for the same facts, one figure changed in all its places."""

import re
import shutil
import zipfile

import pytest
from projects import BASE, dedented, make_project, outputs, replaced, run, run_json, spawn

from genwen.pipeline import Options, document_names, fault_of_name, inputs_digest
from genwen.project import open_project

REPORT, STATISTICS = "content/公文/报告.yaml", "content/统计/2025.yaml"


def text_of(data: bytes, folder) -> str:
    """The text of a document's body."""
    path = folder / "读.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    path.unlink()
    return "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)", p)) for p in xml.split("</w:p>"))


def body(folder, name: str = "报告") -> str:
    return text_of((folder / f"outputs/2025/{name}.docx").read_bytes(), folder)


def test_a_document_says_what_the_facts_say(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    text = body(tmp_path)
    assert "根据国管局、中直管理局《节约型机关创建行动方案》（国管节能〔2020〕39号）和" in text
    assert "用电量721.68万千瓦时，同比下降5.04%；单位电耗56.12千瓦时/平方米。" in text
    assert "有二个问题：一是基础薄弱。二是资金不足。" in text
    assert "制定2项制度，依据《节约型机关创建行动方案》。" in body(tmp_path, "总结")


def test_the_same_facts_give_the_same_bytes(tmp_path) -> None:
    first = make_project(tmp_path / "甲")
    second = make_project(tmp_path / "乙")
    for folder in (first, second):
        assert run(folder, "build", "--all") == 0
    assert outputs(first) == outputs(second)
    shutil.rmtree(first / "outputs")
    assert run(first, "build", "总结") == 0
    assert run(first, "build", "报告") == 0
    assert outputs(first) == outputs(second)


def test_neither_hashing_nor_time_zone_nor_day_changes_a_byte(tmp_path) -> None:
    found = []
    for number, zone in enumerate(("Asia/Shanghai", "America/New_York")):
        folder = make_project(tmp_path / str(number))
        process = spawn(folder, "build", "--all", env={"PYTHONHASHSEED": str(number), "TZ": zone, "LC_ALL": "C.UTF-8"})
        process.communicate()
        assert process.returncode == 0
        found.append(outputs(folder))
    assert found[0] == found[1]


def test_a_second_build_touches_nothing(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "outputs").rglob("*.docx")}
    capsys.readouterr()
    assert run(tmp_path, "build", "--all") == 0
    assert capsys.readouterr().out.count("没有变化") == 2
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_one_figure_changed_changes_its_places_and_nothing_else(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    before = body(tmp_path)
    (tmp_path / STATISTICS).write_text(replaced(STATISTICS, "7216800", "7600000")[STATISTICS], "utf-8")
    assert run(tmp_path, "build", "报告") == 0
    expected = before.replace("721.68万", "760.00万").replace("同比下降5.04%", "与上年持平").replace("56.12", "59.10")
    assert body(tmp_path) == expected


def test_one_wrong_document_stops_all(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    before = outputs(tmp_path)
    (tmp_path / STATISTICS).write_text(replaced(STATISTICS, "7216800", "7000000")[STATISTICS], "utf-8")
    (tmp_path / REPORT).write_text(replaced(REPORT, "{{ 单位.自称 }}", "{{ 单位.自撑 }}")[REPORT], "utf-8")
    assert run(tmp_path, "build", "--all") == 1
    said = capsys.readouterr().err
    assert "content/公文/报告.yaml:8:" in said
    assert "“自称”" in said
    assert outputs(tmp_path) == before


def test_problems_of_facts_and_of_every_document_are_told_together(tmp_path, capsys) -> None:
    summary = "content/公文/总结.yaml"
    make_project(
        tmp_path,
        replaced(STATISTICS, "7216800千瓦时", "很多")
        | replaced(REPORT, "{{ 单位.自称 }}", "{{ 单位.自撑 }}")
        | replaced(summary, "{{ 范围 }}", "{{ 范为 }}")
        | replaced("content/日程.yaml", "2027-12-20", "2025-01-20"),
    )
    assert run(tmp_path, "build", "--all") == 1
    said = capsys.readouterr().err
    for place in (
        "content/统计/2025.yaml:3:8  错误 S103", "content/公文/报告.yaml:8:", "content/公文/总结.yaml:5:",
        "content/日程.yaml:3:27  错误 S209", "发现4处问题",
    ):  # fmt: skip
        assert place in said
    assert said.count(" │ ") == 4
    assert outputs(tmp_path) == {}


def test_what_refers_to_unreadable_facts_is_not_blamed(tmp_path, capsys) -> None:
    make_project(tmp_path, {name: "甲: [\n" for name in BASE if name.startswith("content/") and "公文" not in name})
    assert run(tmp_path, "build", "--all") == 1
    said = capsys.readouterr().err
    assert set(re.findall(r"错误 (\w+)", said)) == {"S001"}


WORDINGS = [
    ("计划: 制定{{ 本.数值.制度 }}制度", "计划: 制定{{ 本.数值.规定 }}制度", "6:", "没有“规定”"),
    ("计划: 制定{{ 本.数值.制度 }}制度", "计划: 制定{{ 本.数值.制度 制度", "6:", "没有成对的"),
    ("计划: 制定{{ 本.数值.制度 }}制度", "计划: 制定{{ 本.计划 }}制度", "6:", "没有尽头"),
    ("依据{{ 依据.国家方案.书名 }}", "依据{{ 依据.省方案.书名 }}", "6:", "没有“省方案”"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), WORDINGS, ids=[case[3] for case in WORDINGS])
@pytest.mark.parametrize("command", [("build", "报告"), ("facts",)], ids=["build", "facts"])
def test_wording_that_is_not_printed_is_checked_too(tmp_path, capsys, old, new, line, said, command) -> None:
    name = "content/措施/2025.yaml"
    make_project(tmp_path, replaced(name, old, new))
    assert run(tmp_path, *command) == 1
    error = capsys.readouterr().err
    assert f"{name}:{line}" in error
    assert said in error


def test_wording_may_use_the_names_of_a_repetition(tmp_path, capsys) -> None:
    name = "content/措施/2025.yaml"
    make_project(tmp_path, replaced(name, "完成: 已制定", "完成: 第{{ 序 }}项，{{ 项.标签 }}，已制定"))
    assert run(tmp_path, "build", "报告") == 0
    assert "第1项，健全制度，已制定" in body(tmp_path)
    assert run(tmp_path, "facts") == 0
    (tmp_path / name).write_text(replaced(name, "完成: 已制定", "完成: 对{{ 向.标签 }}已制定")[name], "utf-8")
    assert run(tmp_path, "facts") == 1
    assert "没有“向”" in capsys.readouterr().err


@pytest.mark.parametrize(
    "what", ["genwen.yaml", STATISTICS, REPORT, "content/单位.yaml", "templates/公文/工作报告.docx"]
)
def test_every_input_is_in_the_digest(tmp_path, what: str) -> None:
    make_project(tmp_path)
    project = open_project(tmp_path)
    before = inputs_digest(project, "报告", Options())
    path = tmp_path / what
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        stream.write(b"#\n")
    assert inputs_digest(project, "报告", Options()) != before
    assert len({inputs_digest(project, "报告", Options(final, plain)) for final in (0, 1) for plain in (0, 1)}) == 4


def test_a_draft_lists_what_is_missing_and_a_final_one_refuses(tmp_path, capsys) -> None:
    make_project(tmp_path, replaced(STATISTICS, "7216800千瓦时", "待补"))
    report = run_json(tmp_path, capsys, "build", "报告")["公文"][0]
    assert [gap["path"] for gap in report["待补"]] == ["统计.2025.数据.用电量", "统计.2025.单位电耗"]
    assert "【待补：统计.2025.数据.用电量】" in body(tmp_path)
    before = outputs(tmp_path)
    assert run(tmp_path, "build", "报告", "--final") == 1
    said = capsys.readouterr().err
    assert "content/统计/2025.yaml:3:8  错误 O102" in said
    assert "用电量: 待补" in said
    assert outputs(tmp_path) == before
    (tmp_path / STATISTICS).write_text(dedented(BASE[STATISTICS]), "utf-8")
    assert run(tmp_path, "build", "报告", "--final") == 0


def test_notices_are_told_once_and_stop_nothing(tmp_path, capsys) -> None:
    gbk = dedented(BASE["content/单位.yaml"]).encode("gbk")
    make_project(tmp_path, {"content/单位.yaml": gbk, "genwen.yaml": "\ufeff年度: 2025\n".encode()})
    for _ in range(2):
        assert run(tmp_path, "build", "--all") == 0
        out = capsys.readouterr().out
        assert out.count("content/单位.yaml:1:1  提示 S007  文件编码是GBK，已照常读取") == 1
        assert out.count("genwen.yaml:1:1  提示 S007  文件编码是带 BOM 的 UTF-8，已照常读取") == 1
    assert "云溪区机关事务管理局" in body(tmp_path)


NAMES = [
    ("报告", ""), ("2025年报告（送审稿）", ""), ("a.b", ""), ("报:告", "“:”"), ("报?告", "“?”"), ("报|告", "“|”"),
    ("报\t告", "看不见"), ("CON", "保留名"), ("nul.甲", "保留名"), ("报告 ", "首尾"), ("报告.", "首尾"),
    ("报告.新稿", "新稿"), ("报告.新稿2", "新稿"), ("长" * 70, "太长"), ("报\udcff", "看不见"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fault"), NAMES, ids=range(len(NAMES)))
def test_names_that_are_file_names_everywhere(name: str, fault: str) -> None:
    assert fault in fault_of_name(name)
    assert bool(fault) == bool(fault_of_name(name))


def test_an_outline_with_an_odd_name_is_refused_and_hidden_files_are_none(tmp_path, capsys) -> None:
    outline = dedented(BASE["content/公文/总结.yaml"])
    make_project(tmp_path, {f"content/公文/{name}.yaml": outline for name in ("a:b", ".隐", "~$总结", "_底稿")})
    assert document_names(open_project(tmp_path)) == ["a:b", "总结", "报告"]
    assert run(tmp_path, "build", "--all") == 1
    assert "里不能有“:”" in capsys.readouterr().err
    assert outputs(tmp_path) == {}
    assert run(tmp_path, "build", "总结") == 0
