"""genwen bulk: every good unit built with its own facts, broken ones told, resumed, merged, never outside the folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from projects import run, write_files
from units import COLUMNS, LIST, OUTLINE, PLAN, electricity, name_of, office_table, project_with

COUNT = 60
FOLDER = Path("outputs/2025/下级单位")


def bulk(folder: Path, capsys: Any, *arguments: str, code: int = 0) -> Any:
    """What `genwen bulk` says as JSON."""
    capsys.readouterr()
    done = run(folder, "bulk", "方案", *arguments, "--json")
    out, err = capsys.readouterr()
    assert done == code, out[-2000:] + err
    return json.loads(out)


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def built(folder: Path) -> dict[str, bytes]:
    """The documents of a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / FOLDER).rglob("*.docx"))
            if ".genwen" not in path.parts}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a table of units as an office sends it, four rows odd; not to be changed."""
    folder = project_with(tmp_path_factory.mktemp("批量"), COLUMNS)
    office_table(folder / "名单.xlsx", COUNT, broken=True)
    return folder


@pytest.fixture
def folder(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "单位"))


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Three units in YAML."""
    return project_with(tmp_path, """
        单位:
          - {名称: 甲局, 联系人: 张某某, 统计.用电量: 111千瓦时}
          - {名称: 乙局, 联系人: 李某某, 统计.用电量: 222千瓦时, 类别: 事业单位}
          - {名称: 丙局, 上级: 甲局, 统计.用电量: 333千瓦时}
        """)  # fmt: skip


def test_each_unit_has_its_own_names_and_figures_and_nobody_elses(folder: Path, capsys: Any) -> None:
    report = bulk(folder, capsys, "--units", "名单.xlsx", "--workers", "2", code=1)
    broken = {4, 8, 12}
    assert report["汇总"]["方案"] | {"待核": 0, "待补": 0, "有待补的": 0} == {
        "新建": COUNT - 3, "更新": 0, "未变": 0, "合并": 0, "保留": 0, "新稿": 0, "失败": 0, "有错未做": 3, "待核": 0, "待补": 0, "有待补的": 0,
    }  # fmt: skip
    assert report["抽查"] >= 3
    by_row = {item["position"]["place"]: item["code"] for item in report["问题"]}
    assert by_row == {"第9行": "S507", "第14行E列": "S103", "第18行F列": "S103", "第22行": "S505"}
    files = {item["单位"]: item["文件"] for item in report["公文"]}
    names, figures = re.compile("[甲乙丙丁戊己庚辛壬癸东南西北中春夏秋冬梅]{3}区[0-9]{4}局"), re.compile("[0-9]{6,}")
    for number in set(range(COUNT)) - broken - {15, 16}:
        text = text_of(folder / FOLDER / files[name_of(number)])
        assert set(names.findall(text)) == {name_of(number)}
        assert set(figures.findall(text)) == {str(electricity(number))}
        assert f"联系人张{number}。" in text
        assert f"建筑面积{1000 + number}平方米" in text
    twice = sorted(item["文件"] for item in report["公文"] if item["单位"] == name_of(15))
    assert twice == [f"{name_of(15)}-方案.docx", f"{name_of(15)}（2）-方案.docx"]


@pytest.mark.parametrize(("after", "waits"), [(0.0, 2 * 5 + 2), (1e9, 2)])
def test_records_of_one_process_wait_for_the_disk_by_time(
    folder: Path, capsys: Any, monkeypatch: Any, after: float, waits: int
) -> None:
    waited: list[int] = []
    monkeypatch.setattr("genwen.bulk.work.SYNC_AFTER", after)
    monkeypatch.setattr(os, "fsync", waited.append)
    bulk(folder, capsys, "--units", "名单.xlsx", "--workers", "1", code=1)
    assert len(waited) == waits  # five small batches, and the two files in the end


def test_records_of_several_processes_are_on_disk_in_the_end(folder: Path, capsys: Any, monkeypatch: Any) -> None:
    waited: set[int] = set()
    monkeypatch.setattr("genwen.bulk.work.SYNC_AFTER", 1e9)
    monkeypatch.setattr(os, "fsync", lambda file: waited.add(os.fstat(file).st_ino))
    bulk(folder, capsys, "--units", "名单.xlsx", "--workers", "2", code=1)
    written = {path.name: path.stat().st_ino for path in (folder / FOLDER / ".genwen" / "批量").rglob("*-*-*.jsonl")}
    assert len(written) >= 2
    assert set(written.values()) <= waited


def test_only_what_changed_is_built_again(few: Path, capsys: Any) -> None:
    assert bulk(few, capsys)["汇总"]["方案"]["新建"] == 3
    before = built(few)
    assert bulk(few, capsys)["汇总"]["方案"]["未变"] == 3
    path = few / LIST
    path.write_text("# 多一行\n" + path.read_text("utf-8").replace("222", "2223"), "utf-8")
    report = bulk(few, capsys)["汇总"]["方案"]
    assert (report["更新"], report["未变"]) == (1, 2)
    changed = {name for name, data in built(few).items() if data != before[name]}
    assert changed == {str(FOLDER / "乙局-方案.docx")}
    # a unit above changes what those below inherit
    path.write_text(path.read_text("utf-8").replace("{名称: 甲局,", "{名称: 甲局, 目标.今年.比例: 37%,"), "utf-8")
    report = bulk(few, capsys)["汇总"]["方案"]
    assert (report["更新"], report["未变"]) == (2, 1)
    assert "37%" in text_of(few / FOLDER / "丙局-方案.docx")
    write_files(few, {OUTLINE: PLAN.replace("上级是", "上一级是")})
    assert bulk(few, capsys)["汇总"]["方案"]["更新"] == 3


def test_a_run_over_nothing_new_tells_the_gaps_of_the_one_before(few: Path, capsys: Any, monkeypatch: Any) -> None:
    path = few / LIST
    path.write_text(path.read_text("utf-8").replace("联系人: 李某某", "联系人: 待补"), "utf-8")
    told = []
    for _ in range(2):
        assert run(few, "bulk", "方案") == 0
        told.append(next(line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("方案 ")))
        monkeypatch.setattr("genwen.bulk.run.run_bulk", lambda *arguments, **options: 1 / 0)
    assert told[0][1:] == told[1][1:]
    assert int(told[0][-2]) > int(told[0][-1]) == 3  # of three documents, some with several


def test_a_run_over_nothing_new_opens_nothing_and_sees_everything(few: Path, capsys: Any, monkeypatch: Any) -> None:
    assert run(few, "bulk", "方案") == 0
    first = capsys.readouterr().out
    monkeypatch.setattr("genwen.bulk.run.run_bulk", lambda *arguments, **options: 1 / 0)
    assert run(few, "bulk", "方案") == 0
    again = capsys.readouterr().out
    assert "未变" in again
    assert again.splitlines()[-1] == first.splitlines()[-2], "all but the words on the sample compared"
    monkeypatch.undo()
    path = few / FOLDER / "乙局-方案.docx"
    path.unlink()
    assert run(few, "bulk", "方案") == 0
    assert "新建" in capsys.readouterr().out
    assert path.is_file()
    path.write_bytes(b"edited")
    assert run(few, "bulk", "方案") == 1
    path.unlink()
    assert run(few, "bulk", "方案") == 0
    (few / LIST).write_text((few / LIST).read_text("utf-8").replace("222", "2223"), "utf-8")
    assert run(few, "bulk", "方案") == 0
    assert "更新" in capsys.readouterr().out
    assert "2223" in text_of(path)
    write_files(few, {OUTLINE: PLAN.replace("上级是", "上一级是")})
    assert run(few, "bulk", "方案") == 0
    assert "上一级是" in text_of(path)


OPENS = """
import sys
opened = []
sys.addaudithook(lambda event, found: event == "open" and opened.append(str(found[0])))
from genwen.cli.main import main
code = main(["bulk", "方案"])
print(code, sum(name.endswith((".docx", ".jsonl")) and "单位" in name for name in opened), [
    name for name in opened if name.endswith(".docx") and "下级单位" in name])
"""


def test_an_unchanged_run_opens_no_document(few: Path, capsys: Any) -> None:
    assert run(few, "bulk", "方案") == 0
    capsys.readouterr()

    def opened() -> str:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", OPENS], cwd=few, capture_output=True, encoding="utf-8", check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        return done.stdout.splitlines()[-1]

    assert opened() == "0 1 []", "the record alone is read"
    # another list of the same units: read and held against the record, and still no document is opened
    path = few / LIST
    path.write_text("# 多一行\n" + path.read_text("utf-8"), "utf-8")
    assert opened().endswith(" []")
    os.utime(few / FOLDER / "乙局-方案.docx", ns=(1, 1))
    assert opened().endswith("乙局-方案.docx']"), "what has another time is looked at"


def test_edits_are_merged_and_kept(few: Path, capsys: Any) -> None:
    bulk(few, capsys)
    path = few / FOLDER / "乙局-方案.docx"
    document = docx.Document(str(path))
    paragraph = next(item for item in document.paragraphs if "联系人" in item.text)
    paragraph.add_run("手工加的一句。")
    document.save(str(path))
    edited = path.read_bytes()
    assert bulk(few, capsys)["汇总"]["方案"]["保留"] == 1
    assert path.read_bytes() == edited
    (few / LIST).write_text((few / LIST).read_text("utf-8").replace("222", "2223"), "utf-8")
    report = bulk(few, capsys)
    assert report["汇总"]["方案"]["合并"] == 1, report["公文"]
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    assert "手工加的一句。" in body
    assert "2223" in body
    kept = path.read_bytes()
    assert bulk(few, capsys)["汇总"]["方案"]["保留"] == 1
    assert path.read_bytes() == kept


def test_a_file_of_somebody_elses_is_left(few: Path, capsys: Any) -> None:
    path = few / FOLDER / "甲局-方案.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    report = bulk(few, capsys, code=1)
    assert report["汇总"]["方案"]["新稿"] == 1
    assert path.read_bytes() == b"mine"
    assert "甲局" in text_of(few / FOLDER / "甲局-方案.新稿.docx")
    bulk(few, capsys, code=1)
    assert not (few / FOLDER / "甲局-方案.新稿2.docx").exists()


NAMES = [
    "../../etc/x", "CON", "con.txt", "a/b", "a／b", "长" * 300, "长" * 301, "甲\x07局", "节能🌱局", "..", "A局", "a局", "Ａ局",
    "/tmp/丁", "C:\\戊", "caf\u00e9局", "cafe\u0301局", "尾点.", "尾空 ", "尾点", "~$己", "-rf", "甲\u202e局", "NUL ",
]  # fmt: skip


@pytest.mark.parametrize("options", [(), ("--folders", "--zip")], ids=["files", "folders"])
def test_names_never_leave_the_folder(tmp_path: Path, capsys: Any, options: tuple[str, ...]) -> None:
    folder = project_with(tmp_path / "里面", COLUMNS)
    lines = [json.dumps({"名称": name, "统计.用电量": f"{number}千瓦时"}) for number, name in enumerate(NAMES)]
    (folder / "名单.jsonl").write_text("\n".join(lines), "utf-8")
    before = files_outside(tmp_path)
    report = bulk(folder, capsys, "--units", "名单.jsonl", *options)
    assert len({item["文件"].casefold() for item in report["公文"]}) == len(NAMES)
    home = (folder / FOLDER).resolve()
    for item in report["公文"]:
        path = (home / item["文件"]).resolve()
        assert path.is_file()
        assert path.is_relative_to(home)
        for part in Path(item["文件"]).parts:
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', part)
            assert part == part.strip(" .")
            assert len(part.encode()) < 255
            assert part.split(".")[0].rstrip().upper() not in ("CON", "NUL")
    told = {item["单位"]: item["message"] for item in report["问题"] if item["code"] == "S506"}
    for name in ("../../etc/x", "CON", "a／b", "长" * 300, "..", "a局", "cafe\u0301局", "~$己", "-rf"):
        assert "改用" in told[name], f"{name} is renamed without a word"
    assert files_outside(tmp_path) == before
    # once more: the same names, nothing to do
    again = bulk(folder, capsys, "--units", "名单.jsonl", *options)
    assert again["汇总"]["方案"]["未变"] == len(NAMES)


def test_a_name_that_cannot_be_printed_is_told(few: Path, capsys: Any) -> None:
    (few / "名单.jsonl").write_text('{"名称": "甲\\ud83d局"}\n{"名称": "乙局"}\n{"名称": "\\u0007"}\n', "utf-8")
    report = bulk(few, capsys, "--units", "名单.jsonl", code=1)
    assert [(item["单位"], item["结果"]) for item in report["公文"]] == [("甲?局", "失败"), ("乙局", "新建")]
    assert {item["code"] for item in report["公文"][0]["发现"]} == {"T083"}
    assert [(item["code"], item["position"]["line"]) for item in report["问题"] if item["severity"] == "错误"] == [
        ("S507", 3)
    ]
    assert run(few, "bulk", "方案", "--units", "名单.jsonl", "--report", "结果.xlsx") == 1
    assert "Traceback" not in capsys.readouterr().err


def files_outside(folder: Path) -> set[Path]:
    """The files but those of the output folder and the cache of templates."""
    return {path for path in folder.rglob("*") if path.is_file() and "outputs" not in path.parts}


def test_only_units_of_a_condition(few: Path, capsys: Any) -> None:
    report = bulk(few, capsys, "--where", "单位.类别 == '事业单位'")
    assert [item["单位"] for item in report["公文"]] == ["乙局"]
    assert report["条件外"] == 2
    report = bulk(few, capsys, "--where", "统计.用电量 > 200")
    assert [item["单位"] for item in report["公文"]] == ["乙局", "丙局"]
    report = bulk(few, capsys, "--where", "统计.用电 > 200", code=1)
    assert {item["code"] for item in report["问题"]} == {"B102"}
    capsys.readouterr()
    assert run(few, "bulk", "方案", "--where", "统计.用电 > 200") == 1
    err = capsys.readouterr().err
    assert err.count("B102") == 1, "said once"
    assert "另有2个单位" in err


def test_folders_archives_and_the_workbook(few: Path, capsys: Any) -> None:
    report = bulk(few, capsys, "--folders", "--zip", "--report", "结果.xlsx")
    assert {item["文件"] for item in report["公文"]} == {f"{name}/方案.docx" for name in ("甲局", "乙局", "丙局")}
    with zipfile.ZipFile(few / FOLDER / "乙局.zip") as package:
        assert package.namelist() == ["方案.docx"]
        assert package.read("方案.docx") == (few / FOLDER / "乙局/方案.docx").read_bytes()
    made = (few / FOLDER / "乙局.zip").stat().st_mtime_ns
    bulk(few, capsys, "--folders", "--zip")
    assert (few / FOLDER / "乙局.zip").stat().st_mtime_ns == made
    book = load_workbook(few / "结果.xlsx")
    assert book.sheetnames == ["汇总", "公文", "问题", "差异表"]
    rows = list(book["差异表"].iter_rows(values_only=True))
    at = rows[0].index("统计.2025.数据.用电量")
    assert [row[at] for row in rows[1:]] == ["111千瓦时", "222千瓦时", "333千瓦时"]
    differing = {item["路径"]: item for item in report["差异"]}
    assert differing["单位.联系人"]["填写的单位"] == 2
    assert differing["统计.2025.数据.用电量"]["不同的值"] == 3


def test_units_above(few: Path, capsys: Any) -> None:
    write_files(few, {LIST: """
        单位:
          - {名称: 甲局, 上级: 乙局}
          - {名称: 乙局, 上级: 甲局}
          - {名称: 丙局, 上级: 没有的局}
          - {名称: 丁局, 上级: 区机关事务局}
          - {名称: 戊局, 统计.用电量: 约三}
          - {名称: 己局, 上级: 戊局}
        """})  # fmt: skip
    report = bulk(few, capsys, code=1)
    assert [item["单位"] for item in report["公文"]] == ["丁局"]
    codes: dict[str, set[str]] = {}
    for item in report["问题"]:
        codes.setdefault(item["单位"], set()).add(item["code"])
    assert codes == {"甲局": {"S503"}, "乙局": {"S503"}, "丙局": {"S503"}, "戊局": {"S103"}, "己局": {"S504"}}


def test_an_unknown_unit_above_hides_nothing(few: Path, capsys: Any) -> None:
    write_files(few, {LIST: """
        单位:
          - {名称: 云溪区教育局}
          - {名称: 甲局, 上级: 云溪教育局, 统计.用电量: 12OO}
        """})  # fmt: skip
    report = bulk(few, capsys, code=1)
    assert [item["单位"] for item in report["公文"]] == ["云溪区教育局"]
    found = {item["code"]: item["hint"] for item in report["问题"] if item["单位"] == "甲局"}
    assert list(found) == ["S503", "S513"]
    assert "云溪区教育局" in found["S503"]


@pytest.mark.parametrize("end", [".jsonl", ".csv"])
def test_signs_that_nobody_sees_are_told(few: Path, capsys: Any, end: str) -> None:
    names = ["甲\x07局", "乙\u202e局", "丙局"] if end == ".jsonl" else ["甲\u200b局", "乙\u202e局", "丙局"]
    rows = (
        [json.dumps({"名称": name}) for name in names]
        if end == ".jsonl"
        else ["单位名称,联系人", *(f"{name},张" for name in names)]
    )
    (few / f"名单{end}").write_text("\n".join(rows), "utf-8")
    report = bulk(few, capsys, "--units", f"名单{end}")
    assert [item["单位"] for item in report["公文"]] == ["甲局", "乙局", "丙局"]
    assert [item["单位"] for item in report["问题"] if item["code"] == "S506"] == ["甲局", "乙局"]


def test_names_are_told_truly_and_briefly(few: Path, capsys: Any) -> None:
    (few / "名单.jsonl").write_text('{"名称": "..."}\n{"名称": "' + "长" * 300 + '"}\n', "utf-8")
    assert run(few, "bulk", "方案", "--units", "名单.jsonl") == 0
    err = capsys.readouterr().err
    assert "已有单位" not in err
    assert "没有能用的字" in err
    assert "长" * 40 in err
    assert "长" * 61 not in err


def test_a_document_that_fails_does_not_stop_the_others(few: Path, capsys: Any) -> None:
    write_files(few, {OUTLINE: PLAN.replace("{{ 统计.用电量 }}", "{{ 1000 / (统计.用电量 - 222) }}")})
    report = bulk(few, capsys, code=1)
    results = {item["单位"]: item["结果"] for item in report["公文"]}
    assert results == {"甲局": "新建", "乙局": "失败", "丙局": "新建"}


def test_wrong_use(few: Path, capsys: Any) -> None:
    for arguments, code in (
        (("bulk",), 2),
        (("bulk", "没有的"), 2),
        (("bulk", "方案", "--units", "没有.xlsx"), 2),
        (("bulk", "方案", "--verify", "随便"), 2),
        (("bulk", "方案", "--where", "单位..名称"), 1),
        (("facts", "--unit", "没有的局"), 2),
    ):
        assert run(few, *arguments) == code, arguments
        assert "Traceback" not in capsys.readouterr().err
    assert not (few / FOLDER).exists() or not built(few)


def test_facts_of_a_unit(few: Path, capsys: Any) -> None:
    capsys.readouterr()
    assert run(few, "facts", "--unit", "丙局", "统计.用电量", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown[0]["text"] == "333千瓦时"
    assert shown[0]["position"] == {"file": "content/下级单位.yaml", "line": 4, "column": 30}
    assert run(few, "facts", "--unit", "丙局", "单位") == 0
    out = capsys.readouterr().out
    assert "甲局" in out
    assert "content/下级单位.yaml:2" in out


def styled(template: Path, name: str) -> None:
    document = docx.Document(str(template))
    style = document.styles[name]
    style.font.italic = not style.font.italic
    document.save(str(template))


def test_edited_drafts_are_merged_after_each_change_of_templates(few: Path, capsys: Any) -> None:
    bulk(few, capsys)
    path = few / FOLDER / "乙局-方案.docx"
    document = docx.Document(str(path))
    next(item for item in document.paragraphs if "联系人" in item.text).add_run("手工加的一句。")
    document.save(str(path))
    assert run(few, "template", "copy", "文稿") == 0
    for figure in ("333", "444", "555", "666"):
        assert bulk(few, capsys)["汇总"]["方案"]["新稿"] == 0, "the template was copied, or changed"
        styled(few / "templates/公文/文稿.docx", "公文正文")
        assert bulk(few, capsys)["汇总"]["方案"]["新稿"] == 0
        text = re.sub("(乙局.*统计.用电量: )[0-9]+", rf"\g<1>{figure}", (few / LIST).read_text("utf-8"))
        (few / LIST).write_text(text, "utf-8")
        assert bulk(few, capsys)["汇总"]["方案"]["合并"] == 1
        assert "手工加的一句。" in text_of(path)
    assert not list((few / FOLDER).glob("*新稿*"))


def test_a_draft_that_was_left_can_be_merged_later(few: Path, capsys: Any, monkeypatch: Any) -> None:
    """What its generation is made again from is kept while new drafts are put beside it."""
    from genwen.bulk.generations import Maker

    bulk(few, capsys)
    path = few / FOLDER / "乙局-方案.docx"
    document = docx.Document(str(path))
    next(item for item in document.paragraphs if "联系人" in item.text).add_run("手工加的一句。")
    document.save(str(path))
    assert bulk(few, capsys)["汇总"]["方案"]["保留"] == 1
    said = (few / "content/其他/2025.yaml").read_text("utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Maker, "again", lambda maker, name, build: None)  # as with another version of genwen
        for number in range(3):
            (few / "content/其他/2025.yaml").write_text(f"{said}\n甲: '{number}'\n", "utf-8")
            (few / LIST).write_text((few / LIST).read_text("utf-8").replace("222", "2223"), "utf-8")
            bulk(few, capsys, "--workers", "1", code=1)
    (few / LIST).write_text((few / LIST).read_text("utf-8").replace("2223", "22"), "utf-8")
    assert bulk(few, capsys)["汇总"]["方案"]["合并"] == 1
    assert "手工加的一句。" in text_of(path)


@pytest.mark.parametrize("options", [(), ("--folders",)])
def test_a_file_belongs_to_the_unit_it_was_made_of(few: Path, capsys: Any, options: tuple[str, ...]) -> None:
    """Names that are the same as file names do not hand the draft of one unit on to another."""
    units = ["  - {名称: 甲., 联系人: 王某某}", "  - {名称: 甲, 联系人: 孙某某}"]
    (few / LIST).write_text("\n".join(["单位:", *units]), "utf-8")
    bulk(few, capsys, *options)
    mark = "/方案.docx" if options else "-方案.docx"
    path, own = few / FOLDER / f"甲{mark}", few / FOLDER / f"甲（2）{mark}"
    assert "孙某某" in text_of(own)
    document = docx.Document(str(path))
    next(item for item in document.paragraphs if "联系人" in item.text).add_run("只是甲点的一句。")
    document.save(str(path))
    edited, made = path.read_bytes(), own.read_bytes()
    for listed in (units[1:], units[::-1], units[1:]):
        (few / LIST).write_text("\n".join(["单位:", *listed]), "utf-8")
        report = bulk(few, capsys, *options)
        assert (path.read_bytes(), own.read_bytes()) == (edited, made)
        [told] = [item for item in report["问题"] if item["单位"] == "甲"]
        assert "单位“甲.”" in told["message"]
        assert "甲（2）" in told["message"]
    shutil.rmtree(path.parent) if options else path.unlink()
    bulk(few, capsys, *options)
    assert "孙某某" in text_of(path), "a name that is free again"


def conflicting(folder: Path) -> Path:
    """A draft of 乙局 in which a figure was changed by hand, and is another one in the facts now."""
    path = folder / FOLDER / "乙局-方案.docx"
    document = docx.Document(str(path))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if "222千瓦时" in run.text)
    run.text = run.text.replace("222千瓦时", "229千瓦时")
    document.save(str(path))
    (folder / LIST).write_text((folder / LIST).read_text("utf-8").replace("222", "2223"), "utf-8")
    return path


def test_a_conflict_is_told_as_a_single_build_tells_it(few: Path, capsys: Any) -> None:
    bulk(few, capsys)
    conflicting(few)
    assert run(few, "bulk", "方案", "--report", "结果.xlsx") == 1
    said = capsys.readouterr().err
    assert "乙局-方案.docx" in said
    assert "229千瓦时" in said, "what the clerk wrote"
    assert "2223千瓦时" in said, "and what the facts say now"
    book = load_workbook(few / "结果.xlsx")
    for name in ("公文", "问题"):
        [row] = [row for row in book[name].iter_rows(values_only=True) if "冲突" in " ".join(map(str, row))]
        assert row[0] == "乙局"
    assert run(few, "bulk", "方案") == 0, "told once: the draft is as it was left"


def test_a_conflict_in_json(few: Path, capsys: Any) -> None:
    bulk(few, capsys)
    conflicting(few)
    report = bulk(few, capsys, code=1)
    assert report["汇总"]["方案"]["待核"] == 1
    [found] = [item for item in report["公文"] if item["发现"]]
    assert (found["单位"], found["结果"], found["发现"][0]["code"]) == ("乙局", "合并", "B104")
    assert "第" in found["发现"][0]["message"], "the place in the document"
    assert [item["单位"] for item in report["问题"]] == ["乙局"]


def test_documents_no_longer_due_are_told_and_left(few: Path, capsys: Any) -> None:
    bulk(few, capsys)
    text = (few / LIST).read_text("utf-8")
    (few / LIST).write_text("\n".join(line for line in text.split("\n") if "乙局" not in line), "utf-8")
    assert bulk(few, capsys, "--where", "单位.名称 == '甲局'")["不再适用"] == ["乙局-方案.docx"], (
        "丙局 is only not asked for"
    )
    for _ in range(2):
        assert run(few, "bulk", "方案") == 0
        assert "乙局-方案.docx" in capsys.readouterr().err, "as long as it is there"
    outline = few / OUTLINE
    outline.write_text("适用: 单位.名称 != '丙局'\n" + outline.read_text("utf-8"), "utf-8")
    assert bulk(few, capsys)["不再适用"] == ["丙局-方案.docx", "乙局-方案.docx"]
    assert len(built(few)) == 3
    for name in ("丙局", "乙局"):
        (few / FOLDER / f"{name}-方案.docx").unlink()
    assert bulk(few, capsys)["不再适用"] == []
