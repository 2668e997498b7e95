"""The output folder: a clerk's edits are never overwritten, a killed build leaves whole files."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from projects import make_project, outputs, replaced, run, spawn

from genwen.diagnostics import GenwenError
from genwen.outputs import OutputFolder
from genwen.revision.decide import Draft
from genwen.revision.store import Version
from genwen.revision.words import digest

STATISTICS = "content/统计/2025.yaml"
RECORD = Path("outputs/2025/.genwen/记录.json")


def written(folder: Path, data: bytes, inputs: str = "甲") -> tuple[str, str]:
    opened = OutputFolder.open(folder)
    draft = Draft(data, Version("报告", digest(data)[:20], digest(data)), "{}")
    with opened.locked():
        result = opened.write(draft, opened.decide(draft), inputs, {})
    return result.path.name, result.outcome


def test_new_same_and_changed(tmp_path) -> None:
    assert written(tmp_path, b"1") == ("报告.docx", "新建")
    assert written(tmp_path, b"1") == ("报告.docx", "未变")
    assert written(tmp_path, b"2") == ("报告.docx", "更新")
    assert (tmp_path / "报告.docx").read_bytes() == b"2"


def test_an_edited_file_stays_and_drafts_go_beside(tmp_path) -> None:
    written(tmp_path, b"1")
    (tmp_path / "报告.docx").write_bytes(b"edited")
    assert written(tmp_path, b"2") == ("报告.新稿.docx", "新稿")
    assert written(tmp_path, b"3") == ("报告.新稿.docx", "新稿")
    (tmp_path / "报告.新稿.docx").write_bytes(b"edited too")
    assert written(tmp_path, b"4") == ("报告.新稿2.docx", "新稿")
    assert written(tmp_path, b"4") == ("报告.新稿2.docx", "新稿")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")} == {
        "报告.docx": b"edited", "报告.新稿.docx": b"edited too", "报告.新稿2.docx": b"4",
    }  # fmt: skip


def test_an_edit_that_is_what_genwen_would_write_is_none(tmp_path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"1")
    assert written(tmp_path, b"1") == ("报告.docx", "未变")
    assert written(tmp_path, b"2") == ("报告.docx", "更新")


def test_the_edited_file_put_away_makes_room(tmp_path) -> None:
    written(tmp_path, b"1")
    (tmp_path / "报告.docx").write_bytes(b"edited")
    written(tmp_path, b"2")
    (tmp_path / "报告.docx").rename(tmp_path / "定稿.docx")
    assert written(tmp_path, b"2") == ("报告.docx", "新建")


DAMAGED = [
    None, b"", b"{", b"[]", b"null", b'{"\xe7\x89\x88\xe6\x9c\xac": 1}', b"\xff\xfe\x00", b"1", b'"x"',
    json.dumps({"版本": 99, "文件": {}}).encode(),
    json.dumps({"版本": 1, "文件": []}).encode(),
    json.dumps({"版本": 1, "文件": {"报告.docx": 1}}).encode(),
    json.dumps({"版本": 1, "文件": {"报告.docx": {"摘要": 1, "摘记": {}}}}).encode(),
    json.dumps({"版本": 1, "文件": {"报告.docx": {"摘要": [], "摘记": {"待补": [1]}}}}).encode(),
]  # fmt: skip


@pytest.mark.parametrize("record", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_record_costs_nothing(tmp_path, record: bytes | None, capsys) -> None:
    """The generations tell as well which file is as it was written, and what an edited one comes from."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    before = outputs(tmp_path)
    if record is None:
        (tmp_path / RECORD).unlink()
    else:
        (tmp_path / RECORD).write_bytes(record)
    (tmp_path / STATISTICS).write_text(replaced(STATISTICS, "7216800", "7216900")[STATISTICS], "utf-8")
    assert run(tmp_path, "build", "报告") == 0
    after = outputs(tmp_path)
    assert set(after) == set(before)
    assert after != before
    assert "程序内部出错" not in capsys.readouterr().err


def test_without_any_record_a_file_counts_as_edited(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    before = outputs(tmp_path)
    shutil.rmtree(tmp_path / RECORD.parent)
    (tmp_path / STATISTICS).write_text(replaced(STATISTICS, "7216800", "7600000")[STATISTICS], "utf-8")
    capsys.readouterr()
    assert run(tmp_path, "build", "报告") == 1
    after = outputs(tmp_path)
    assert after["outputs/2025/报告.docx"] == before["outputs/2025/报告.docx"]
    assert set(after) == {"outputs/2025/报告.docx", "outputs/2025/报告.新稿.docx"}
    out = capsys.readouterr().out
    assert "找不到 报告.docx 的生成记录" in out
    assert "genwen adopt 报告" in out


def test_killed_twice_between_record_and_file_is_still_known(tmp_path, monkeypatch) -> None:
    written(tmp_path, b"1")

    def killed(path, chunks, **options):
        if path.name == "报告.docx" and path.parent == tmp_path:
            raise KeyboardInterrupt
        return real(path, chunks, **options)

    import genwen.outputs as module

    real = module.write_atomically
    monkeypatch.setattr(module, "write_atomically", killed)
    for data in (b"2", b"3"):
        with pytest.raises(KeyboardInterrupt):
            written(tmp_path, data)
    monkeypatch.setattr(module, "write_atomically", real)
    assert written(tmp_path, b"4") == ("报告.docx", "更新")


def test_half_written_files_of_killed_builds_are_cleared(tmp_path) -> None:
    written(tmp_path, b"1")
    for name, age in ((".报告.docx.1.tmp", 3600), (".报告.docx.2.tmp", 0)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    written(tmp_path, b"2")
    assert [path.name for path in tmp_path.glob(".*.tmp")] == [".报告.docx.2.tmp"]


def test_the_folder_cannot_be_written(tmp_path, monkeypatch) -> None:
    written(tmp_path, b"1")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(GenwenError) as caught:
        written(tmp_path, b"2")
    assert caught.value.hint
    assert (tmp_path / "报告.docx").read_bytes() == b"1"
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_file_stands_where_the_folder_should(tmp_path) -> None:
    (tmp_path / "2025").write_text("甲", "utf-8")
    with pytest.raises(GenwenError) as caught:
        written(tmp_path / "2025", b"1")
    assert "无法写入输出文件夹" in caught.value.message


def test_two_edited_outputs_of_one_build(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    edited = {path.name: b"edited" + path.read_bytes()[6:] for path in (tmp_path / "outputs/2025").glob("*.docx")}
    for name, data in edited.items():
        (tmp_path / "outputs/2025" / name).write_bytes(data)
    capsys.readouterr()
    for _ in range(2):
        assert run(tmp_path, "build", "--all") == 1
        out = capsys.readouterr().out
        assert out.count("原文件没有改动，新稿另存为") == 2
        assert "提示：" in out
    found = outputs(tmp_path)
    assert len(found) == 4
    for name, data in edited.items():
        assert found[f"outputs/2025/{name}"] == data
        assert zipfile.is_zipfile(tmp_path / "outputs/2025" / name.replace(".docx", ".新稿.docx"))


KILLED_AT = """
import os, signal, sys
from genwen.cli.main import main
real, left = os.replace, [int(sys.argv[1])]
def replace(*names):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*names)
os.replace = replace
sys.exit(main(["build", "报告"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_every_rename(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    killed = 0
    for number in range(1, 8):
        (tmp_path / STATISTICS).write_text(
            replaced(STATISTICS, "7216800", str(7300000 + 10000 * number))[STATISTICS], "utf-8"
        )
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(number)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        killed += done.returncode == -signal.SIGKILL
        assert zipfile.ZipFile(tmp_path / "outputs/2025/报告.docx").testzip() is None
        assert [name for name in outputs(tmp_path) if "新稿" in name] == []
    assert killed >= 4
    assert run(tmp_path, "build", "报告") == 0
    assert [name for name in outputs(tmp_path) if "新稿" in name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_build_leaves_the_old_file_or_the_new_one(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    started = time.monotonic()
    spawn(tmp_path, "build", "报告", "--out", str(tmp_path / "别处")).communicate()
    whole = time.monotonic() - started
    states = [outputs(tmp_path)["outputs/2025/报告.docx"]]
    chance = random.Random(9704)
    for number in range(8):
        (tmp_path / STATISTICS).write_text(
            replaced(STATISTICS, "7216800", str(7300000 + 10000 * number))[STATISTICS], "utf-8"
        )
        process = spawn(tmp_path, "build", "报告")
        time.sleep(whole * chance.uniform(0.5, 1.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = outputs(tmp_path)
        # a file beside is left, no draft: the clerk's file was never taken for edited
        assert {name for name in found if not name.endswith(".tmp")} == {"outputs/2025/报告.docx"}
        data = found["outputs/2025/报告.docx"]
        assert zipfile.ZipFile(tmp_path / "outputs/2025/报告.docx").testzip() is None
        if data != states[-1]:
            states.append(data)
    assert run(tmp_path, "build", "报告") == 0
    assert set(outputs(tmp_path)) >= {"outputs/2025/报告.docx"}
    assert len({*states}) == len(states)
