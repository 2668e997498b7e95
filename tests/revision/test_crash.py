"""Builds killed at any moment, and builds at once into one folder: the old file or the new one, whole, with its record.

GENWEN_KILLS says how many are killed (default 12; 200 takes a minute).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from clerk import REPORT, edit, resolved, reword, set_figure, text_of
from projects import make_project, outputs, run, spawn

from genwen.outputs import OutputFolder

KILLS = int(os.environ.get("GENWEN_KILLS", "12"))
RECORD = Path("outputs/2025/.genwen/记录.json")
# Forks of a process that has everything imported: most of their short life is spent on writing.
DRIVER = """
import json, os, random, signal, sys, time
from pathlib import Path
from clerk import REPORT, reword, set_figure
from projects import run
import genwen.revision.merge, genwen.rendering.readback, genwen.rendering.plans, genwen.facts.loader, genwen.write_back
from genwen.revision.model import build_id_in
from genwen.ooxml.package import read_package
from genwen.outputs import OutputFolder

folder, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
longest, killed, replaced = 0.05, 0, 0
for number in range(rounds):
    set_figure(folder, f"{7300000 + 10000 * number}千瓦时")
    edited = number % 2 == 1
    if edited:
        reword(folder / REPORT, "推进创建", "推进创建" + "甲")
    before = (folder / REPORT).read_bytes()
    child = os.fork()
    if child == 0:
        os._exit(run(folder, "build", "报告"))
    if number % 8 == 7:
        start = time.monotonic()
        os.waitpid(child, 0)
        longest = max(longest, time.monotonic() - start)
        continue
    time.sleep(longest * chance.uniform(0.2, 1.1))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed += os.WIFSIGNALED(status)
    data = (folder / REPORT).read_bytes()
    read_package(data)
    names = {path.name for path in (folder / "outputs/2025").iterdir() if not path.name.endswith(".tmp")}
    assert names == {"报告.docx", ".genwen"}, names
    record = OutputFolder.open(folder / "outputs/2025")
    version = record.versions.find("报告", build_id_in(data))
    assert version is not None and record.versions.generation(version) is not None, "no record"
    if data != before:
        replaced += 1
        if edited:
            assert before in [item.path.read_bytes() for item in record.backups.of("报告")], "no backup"
print(json.dumps({"killed": killed, "replaced": replaced}), file=sys.stderr)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_killed_at_any_moment(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    here = Path(__file__).parent
    path = os.pathsep.join(map(str, (here, here.parent / "support", here.parents[1])))
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path), str(KILLS), "9704"],
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["killed"] >= KILLS // 3, told
    # whatever was left behind, the next build brings the figure and keeps the words
    words = text_of((tmp_path / REPORT).read_bytes()).count("甲")
    set_figure(tmp_path, "9900000千瓦时")
    assert run(tmp_path, "build", "报告") in (0, 1)
    merged = text_of(resolved((tmp_path / REPORT).read_bytes(), True))
    assert "990.00万" in merged
    assert merged.count("甲") == words > 0


def test_killed_between_the_file_and_its_record(tmp_path, monkeypatch) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    reword(tmp_path / REPORT, "推进创建", "积极推进创建")
    set_figure(tmp_path, "7600000千瓦时")

    def killed(_self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(OutputFolder, "save", killed)
        assert run(tmp_path, "build", "报告") == 130
    merged = (tmp_path / REPORT).read_bytes()
    assert "760.00万" in text_of(resolved(merged, True))
    # the file says itself what it comes from
    assert run(tmp_path, "build", "报告") == 0
    assert (tmp_path / REPORT).read_bytes() == merged


def test_builds_at_once_lose_nothing(tmp_path) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    reword(tmp_path / REPORT, "推进创建", "积极推进创建")
    set_figure(tmp_path, "7600000千瓦时")
    builds = [spawn(tmp_path, "build", name) for name in ("报告", "总结", "报告", "--all")]
    for process in builds:
        out, error = process.communicate(timeout=120)
        assert process.returncode == 0, (out + error).decode()
    assert set(outputs(tmp_path)) == {"outputs/2025/报告.docx", "outputs/2025/总结.docx"}
    merged = (tmp_path / REPORT).read_bytes()
    assert "760.00万" in text_of(resolved(merged, True))
    assert set(json.loads((tmp_path / RECORD).read_text("utf-8"))["文件"]) == {"报告.docx", "总结.docx"}
    assert len(list((tmp_path / "outputs/2025/.genwen/备份").iterdir())) == 1


def test_a_folder_held_by_another_build_is_waited_for(tmp_path, monkeypatch) -> None:
    from genwen.diagnostics import GenwenError
    from genwen.revision.folder_lock import folder_lock

    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys, time; from pathlib import Path\n"
         "from genwen.revision.folder_lock import folder_lock\n"
         "with folder_lock(Path(sys.argv[1])):\n print(1, flush=True); time.sleep(60)", str(tmp_path)],
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert holder.stdout is not None
    try:
        holder.stdout.readline()
        with pytest.raises(GenwenError) as caught, folder_lock(tmp_path, wait=0.2):
            pass
        assert f"进程 {holder.pid}" in caught.value.message
    finally:
        holder.kill()
        holder.communicate()
    # what held it is gone, and so is its lock
    with folder_lock(tmp_path, wait=5):
        pass


OWNERS = [
    ("工作报告.docx", "~$工作报告.docx", True),
    ("2025年度工作报告.docx", "~$25年度工作报告.docx", True),
    ("五六七八九十甲.docx", "~$六七八九十甲.docx", True),
    ("工作报告.docx", ".~工作报告.docx", True),
    ("工作报告.docx", ".~lock.工作报告.docx#", True),
    ("工作报告.docx", "~$年度总结.docx", False),
    ("工作报告.docx", ".~lock.工作报告.doc#", False),
]


@pytest.mark.parametrize(("name", "owner", "expected"), OWNERS)
def test_names_of_owner_files(tmp_path, name, owner, expected) -> None:
    from genwen.revision.locks import opened_by

    (tmp_path / name).write_bytes(b"")
    (tmp_path / owner).write_bytes(b"")
    assert (opened_by(tmp_path / name) is not None) is expected


def test_the_owner_file_of_a_neighbour_is_not_taken_for_ones_own(tmp_path) -> None:
    from genwen.revision.locks import opened_by

    for name in ("年报告.docx", "报告.docx", "~$报告.docx", ".~报告.docx"):
        (tmp_path / name).write_bytes(b"")
    assert opened_by(tmp_path / "报告.docx") is not None
    assert opened_by(tmp_path / "年报告.docx") is None


def test_old_generations_go_unless_something_descends_from_them(tmp_path, monkeypatch) -> None:
    import genwen.revision.store as store

    monkeypatch.setattr(store, "KEPT", 3)
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    archive = tmp_path / "outputs/2025/归档/旧稿.docx"
    archive.parent.mkdir()
    archive.write_bytes((tmp_path / REPORT).read_bytes())
    edit(archive, lambda document: document.add_paragraph("甲"))
    for number in range(8):
        set_figure(tmp_path, f"{7300000 + 10000 * number}千瓦时")
        assert run(tmp_path, "build", "报告") == 0
    versions = OutputFolder.open(tmp_path / "outputs/2025").versions
    assert len(versions.of("报告")) == 9  # none is half a year old
    monkeypatch.setattr(store, "KEPT_DAYS", -1)
    set_figure(tmp_path, "9900000千瓦时")
    assert run(tmp_path, "build", "报告") == 0
    left = versions.of("报告")
    assert len(left) == 4
    assert all(versions.generation(version) is not None for version in left)
    assert run(tmp_path, "adopt", str(archive), "--name", "报告") == 0
    assert run(tmp_path, "build", "报告") == 0
    assert "990.00万" in text_of(resolved((tmp_path / REPORT).read_bytes(), True))
