"""The command line: exit codes, Chinese messages, JSON, consoles without Chinese."""

import json
import os
import re
import sys
from pathlib import Path

import pytest
from projects import BASE, dedented, make_project, outputs, replaced, run, run_json, spawn

from genwen.cli.main import main

MISUSES = [
    ("foo", "没有命令“foo”"),
    ("build", "没有写要生成哪份公文；可选：总结、报告"),
    ("build 报吿", "没有名为“报吿”的公文"),
    ("build 报告 --yera 2025", "没有选项“--yera”，是否应为 --year"),
    ("build 报告 --year 二五", "“二五”不是四位年份"),
    ("build 报告 --year 25", "“25”不是四位年份"),
    ("build 报告 --year", "“--year”用法不对"),
    ("build 报告 --content 无", "没有内容文件夹"),
    ("list --content 无", "没有内容文件夹"),
    ("list 报告", "多了参数：报告"),
    ("facts 甲 乙", "多了参数：乙"),
    ("trace", "缺少参数 名称"),
    ("trace 报吿", "没有名为“报吿”的公文"),
    ("schema 甲", "没有名为“甲”的事实"),
    ("init", "请写出要建立的目录"),
    ("init .", "已经有 genwen.yaml"),
]


@pytest.mark.parametrize(("line", "said"), MISUSES, ids=[case[0] for case in MISUSES])
def test_wrong_use_is_told_in_chinese(tmp_path, capsys, line: str, said: str) -> None:
    make_project(tmp_path)
    assert run(tmp_path, *line.split()) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "提示：" in shown.err
    assert shown.out == ""
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", shown.err)
    assert outputs(tmp_path) == {}


@pytest.mark.parametrize("command", ["build", "list", "facts", "trace", "schema", "init", "template", ""])
def test_help_is_in_chinese(capsys, command: str) -> None:
    assert main([*command.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：")
    assert "显示这份帮助" in shown
    assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", shown)


def test_no_command_shows_the_help(capsys) -> None:
    assert main([]) == 2
    assert "命令" in capsys.readouterr().err


def test_no_project_here(tmp_path, capsys) -> None:
    for command in ("list", "facts", "build --all", "trace 报告"):
        assert run(tmp_path, *command.split()) == 2
        said = capsys.readouterr().err
        assert "没有找到 genwen.yaml" in said
        assert "genwen init" in said


def test_any_subfolder_finds_the_project(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path / "content/统计", "build", "报告") == 0
    assert "已生成 outputs/2025/报告.docx" in capsys.readouterr().out


def test_own_content_and_output_folders(tmp_path, capsys) -> None:
    make_project(tmp_path)
    (tmp_path / "content").rename(tmp_path / "内 容")
    assert run(tmp_path, "build", "报告", "--content", "内 容", "--out", "出 处") == 0
    assert (tmp_path / "出 处/2025/报告.docx").is_file()


SETTINGS = [
    ("", "genwen.yaml:1:1  错误 S104", "缺少“年度”"),
    ("样例: 否\n", "genwen.yaml:1:1  错误 S104", "年度: 2025"),
    ("年度: 25\n", "genwen.yaml:1:5  错误 S103", "四位年份"),
    ("年度: 0001\n", "genwen.yaml:1:5  错误 S103", "1949"),
    ("年度: [2025]\n", "genwen.yaml:1:1  错误 S102", "应是一个值"),
    ("年度: 2025\n字体: 宋体\n", "genwen.yaml:2:5  错误 S103", "GB2312"),
    ("年度: 2025\n字休: GBK\n", "genwen.yaml:2:1  错误 S101", "“字体”"),
    ("年度: 2025\n年度: 2026\n", "genwen.yaml:2:1  错误 S002", "写了两次"),
    ("年度: 2025\n输出:\n", "genwen.yaml:2:1  错误 S103", "没有写文件夹"),
    ("- 2025\n", "genwen.yaml:1:1  错误 S102", "年度: 2025"),
    ("年度：2025\n", "genwen.yaml:1:", "年度: 2025"),
]


@pytest.mark.parametrize(("text", "place", "said"), SETTINGS, ids=range(len(SETTINGS)))
def test_faults_of_the_settings(tmp_path, capsys, text: str, place: str, said: str) -> None:
    make_project(tmp_path, {"genwen.yaml": text})
    assert run(tmp_path, "build", "报告") == 1
    error = capsys.readouterr().err
    assert place in error
    assert said in error


def test_findings_as_json(tmp_path, capsys) -> None:
    make_project(tmp_path, replaced("content/统计/2025.yaml", "7216800千瓦时", "很多"))
    for command in (("build", "报告"), ("facts",), ("trace", "报告")):
        assert run(tmp_path, *command, "--json") == 1
        shown = capsys.readouterr()
        (finding,) = json.loads(shown.out)["findings"]
        assert set(finding) == {"code", "severity", "message", "hint", "position", "clause", "strength"}
        assert finding["position"] == {"file": "content/统计/2025.yaml", "line": 3, "column": 8}
        assert (finding["code"], finding["severity"], shown.err) == ("S103", "错误", "")


def test_wrong_use_as_json(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报吿", "--json") == 2
    form = json.loads(capsys.readouterr().out)
    assert form["findings"] == []
    assert "报吿" in form["error"]["message"]


def test_very_many_findings_are_cut_short_on_the_terminal(tmp_path, capsys) -> None:
    make_project(tmp_path, {"content/单位.yaml": "名称: 甲\n" + "名称: 乙\n" * 500})
    assert run(tmp_path, "facts") == 1
    said = capsys.readouterr().err
    assert said.count("S002") == 200
    assert "……另有300处" in said
    assert "发现500处问题" in said
    assert run(tmp_path, "facts", "--json") == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 500


PATHS = [
    ("统计.用电量.同比", ["同比下降5.04%"]),
    ("单位", ["云溪区机关事务管理局", "区机关事务局", "我局", "县级", "云机管", "青江市机关事务管理局", "政府办", "云溪区人民政府办公室"]),
    ("单位.上级", ["青江市机关事务管理局"]),
    ("措施.板块[0].措施[0].时限", ["2025年6月底"]),
    ("措施.制度.措施.0.时限", ["2025年6月底"]),
    ("范围", None),
    ("统计", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "texts"), PATHS, ids=[case[0] for case in PATHS])
def test_facts_at_a_path(tmp_path, capsys, path: str, texts: list[str] | None) -> None:
    make_project(tmp_path)
    rows = run_json(tmp_path, capsys, "facts", path)
    assert rows
    if texts is not None:
        assert [row["text"] for row in rows] == texts


@pytest.mark.parametrize(
    "path", ["单位.名", "__class__", "单位.__class__", "单", "{{", "", "统计.用电", "1/0", "9**9**9"]
)
def test_facts_at_no_path(tmp_path, capsys, path: str) -> None:
    make_project(tmp_path)
    code = run(tmp_path, "facts", path)
    shown = capsys.readouterr()
    assert "程序内部出错" not in shown.err
    assert (code, shown.out) == (1, "") or (path == "" and code == 0)


def test_every_figure_of_a_document_has_its_source(tmp_path, capsys) -> None:
    make_project(tmp_path)
    entries = run_json(tmp_path, capsys, "trace", "报告")
    assert all(entry["position"]["line"] for entry in entries if entry["kind"] in ("事实", "文字"))
    by_text = {entry["text"]: entry for entry in entries}
    assert by_text["721.68万千瓦时"]["position"] == {"file": "content/统计/2025.yaml", "line": 3, "column": 8}
    assert by_text["2025"]["position"] == {"file": "genwen.yaml", "line": 1, "column": 5}
    change = by_text["同比下降5.04%"]
    assert "÷" in change["formula"]
    assert [source["position"]["file"] for source in change["inputs"]] == [
        "content/统计/2025.yaml", "content/统计/2024.yaml",
    ]  # fmt: skip


def test_a_count_tells_what_is_counted(tmp_path, capsys) -> None:
    assert run(tmp_path, "init", "--sample", "样例区") == 0
    capsys.readouterr()
    entries = run_json(tmp_path / "样例区", capsys, "trace", "工作报告")
    systems = [entry for entry in entries if entry["text"] == "7" and entry.get("formula") == "清单的项数"]
    assert systems
    assert all(len(entry["inputs"]) == 7 for entry in systems)
    assert all(source["position"]["line"] for entry in systems for source in entry["inputs"])
    series = [entry for entry in entries if entry.get("formula") == "序列的项数"]
    assert series
    assert all(entry["position"]["file"] == "content/公文/工作报告.yaml" for entry in series)


def test_list_says_whose_template(tmp_path, capsys) -> None:
    template = Path(__file__).parents[2] / "templates/公文/文稿.docx"
    make_project(tmp_path, {"templates/公文/文稿.docx": template.read_bytes()})
    rows = {row["公文"]: row for row in run_json(tmp_path, capsys, "list")["公文"]}
    assert (rows["总结"]["来自"], rows["报告"]["来自"]) == ("本单位", "自带")
    assert rows["总结"]["模板"] == "templates/公文/文稿.docx"


def test_an_internal_fault_is_no_traceback(tmp_path, capsys, monkeypatch) -> None:
    make_project(tmp_path)
    monkeypatch.setattr("genwen.checking.load", lambda project: 1 / 0)
    assert run(tmp_path, "build", "报告") == 2
    said = capsys.readouterr().err
    assert "程序内部出错（ZeroDivisionError" in said
    assert "Traceback" not in said
    monkeypatch.setenv("GENWEN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(tmp_path, "build", "报告")


def test_interrupted(tmp_path, capsys, monkeypatch) -> None:
    make_project(tmp_path)

    def interrupt(project):
        raise KeyboardInterrupt

    monkeypatch.setattr("genwen.checking.load", interrupt)
    assert run(tmp_path, "build", "报告") == 130
    assert "已中断" in capsys.readouterr().err


CONSOLES = {
    "GBK": ({"PYTHONIOENCODING": "gbk"}, "gbk"),
    "C": ({"LC_ALL": "C"}, "utf-8"),
    "bare C": ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "utf-8"),
    "bare C in GBK": ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}, "gbk"),
    "POSIX, ASCII": ({"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}, "ascii"),
    "latin-1": ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="locales of Unix")
@pytest.mark.parametrize("console", CONSOLES)
def test_every_console(tmp_path, console: str) -> None:
    environment, encoding = CONSOLES[console]
    wrong = replaced("content/单位.yaml", "云溪区机关事务管理局\n简称", "云溪区机关事务管理局镕\n简称")
    make_project(tmp_path, wrong)
    expected = {
        ("build", "--all"): (0, "已生成"), ("facts", "单位.名称"): (0, "云溪区"), ("init", "新局"): (0, "已在"),
        ("build", "报吿"): (2, "没有名为"), ("--help",): (0, "公文"),
    }  # fmt: skip
    if console == "bare C":
        expected |= {
            ("list",): (0, "报告"), ("trace", "报告"): (0, "同比下降"), ("schema", "单位"): (0, "机关代字"),
            ("template", "check", "无.docx"): (2, ""),
        }  # fmt: skip
    for arguments, (code, said) in expected.items():
        process = spawn(tmp_path, *arguments, env=environment)
        out, err = process.communicate()
        shown = (out + err).decode(encoding, "replace")
        assert process.returncode == code, shown
        assert "Traceback" not in shown
        assert said in shown or encoding in ("ascii", "latin-1")
    assert sorted(path.name for path in (tmp_path / "outputs/2025").glob("*.docx")) == ["总结.docx", "报告.docx"]
    assert (tmp_path / "新局/content/单位.yaml").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
def test_nobody_reads_the_output(tmp_path) -> None:
    make_project(tmp_path)
    process = spawn(tmp_path, "facts")
    process.stdout.close()
    assert process.wait() == 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


def test_completion_of_names(tmp_path, monkeypatch) -> None:
    from genwen.cli.options import DocumentName

    make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [item.value for item in DocumentName().shell_complete(None, None, "报")] == ["报告"]
    monkeypatch.chdir(os.path.dirname(tmp_path))
    assert DocumentName().shell_complete(None, None, "") == []


def test_schema_files_for_editors(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "schema", "--out", "写法") == 0
    forms = {path.stem: json.loads(path.read_text("utf-8")) for path in (tmp_path / "写法").glob("*.json")}
    assert {"单位", "统计", "评价标准"} <= set(forms)
    assert all(form["$schema"].startswith("https://json-schema.org/") for form in forms.values())
    assert dedented(BASE["genwen.yaml"]) == (tmp_path / "genwen.yaml").read_text("utf-8")
