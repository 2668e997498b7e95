"""Bulk runs killed at random moments, the whole of them or a process: whole files, and in the end nothing amiss.

GENWEN_KILLS says how many are killed (default 12; 200 takes some minutes).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import outputs, run, spawn
from units import project_with

from genwen.bulk.work import FAILED

KILLS = max(3, int(os.environ.get("GENWEN_KILLS", "12")) // 2)
COUNT = 240
LIST = "名单.jsonl"
FOLDER = Path("outputs/2025/下级单位")
HOW = ("全部", "全部", "主进程", "工作进程", "Ctrl-C")
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="没有 /proc，找不到工作进程")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose units were built without interruption."""
    folder = project_with(tmp_path_factory.mktemp("不断"))
    lines = [
        {"名称": f"第{number:03}局", "联系人": f"张{number}", "统计.用电量": f"{1000 + number}千瓦时"}
        for number in range(COUNT)
    ]
    (folder / LIST).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    assert run(folder, "bulk", "方案", "--units", LIST, "--verify", "不核", "--workers", "1") == 0
    return folder


def begun(folder: Path, workers: int) -> subprocess.Popen[bytes]:
    arguments = ("--units", LIST, "--verify", "不核", "--workers", str(workers))
    return spawn(folder, "bulk", "方案", *arguments, start_new_session=True)


def children(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The processes that a run started."""
    for path in Path(f"/proc/{process.pid}/task").glob("*/children"):
        try:
            yield from map(int, path.read_text().split())
        except OSError:
            continue


def strike(process: subprocess.Popen[bytes], how: str) -> bool:
    """Kill a run, or one of its processes; whether there was one."""
    try:
        if how == "主进程":
            process.kill()
        elif how == "工作进程":
            victims = list(children(process))
            if not victims:
                return False
            os.kill(random.choice(victims), signal.SIGKILL)
        else:
            os.killpg(process.pid, signal.SIGKILL if how == "全部" else signal.SIGINT)
    except ProcessLookupError:
        return False
    return True


def done_in(folder: Path) -> int:
    """How many documents are there."""
    try:
        return sum(entry.name.endswith(".docx") for entry in os.scandir(folder / FOLDER))
    except FileNotFoundError:
        return 0


def test_killed_at_random_moments_and_resumed(whole: Path, tmp_path: Path) -> None:
    wanted = outputs(whole)
    assert len(wanted) == COUNT
    folder, struck, turn = tmp_path / "0", 0, 0
    while struck < KILLS:
        turn += 1
        if not folder.exists():
            shutil.copytree(whole, folder, ignore=shutil.ignore_patterns("outputs"))
        process = begun(folder, random.choice((1, 2, 2, 3)))
        until, moment = random.randrange(COUNT), random.uniform(0, 0.4)
        while process.poll() is None and done_in(folder) < until:
            time.sleep(0.002)
        time.sleep(moment if until < 20 else 0)
        how = random.choice(HOW)
        while how == "Ctrl-C" and process.poll() is None and not (folder / FOLDER).exists():
            time.sleep(0.002)  # Python itself, while it starts, answers Ctrl-C with a traceback
        struck += process.poll() is None and strike(process, how)
        _, err = process.communicate(timeout=120)
        assert "Traceback" not in err.decode(), err.decode()
        for name, data in outputs(folder).items():
            assert name.endswith(".tmp") or data == wanted[name], f"{name} is not whole after {how}"
        if process.returncode == 0 or done_in(folder) == COUNT:
            assert_whole(folder, wanted)
            folder = tmp_path / str(turn)
    if folder.exists():
        assert_whole(folder, wanted)


def assert_whole(folder: Path, wanted: dict[str, bytes]) -> None:
    """One more run completes the folder, and knows all it holds."""
    process = begun(folder, 2)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    assert outputs(folder) == wanted
    assert not list((folder / FOLDER).rglob(".*.tmp"))
    process = begun(folder, 2)
    out, err = process.communicate(timeout=120)
    assert f"方案  {COUNT}" in out.decode(), "nothing is done twice"
    assert "未变" in out.decode()
    assert "更新" not in out.decode()


@pytest.mark.parametrize("turn", range(2))
def test_a_worker_that_is_killed_costs_nothing(whole: Path, tmp_path: Path, turn: int) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "单位", ignore=shutil.ignore_patterns("outputs")))
    arguments = ("--units", LIST, "--verify", "不核", "--workers", "2", "--json")
    process = spawn(folder, "bulk", "方案", *arguments, start_new_session=True)
    while process.poll() is None and done_in(folder) < 20 + 40 * turn:
        time.sleep(0.002)
    assert strike(process, "工作进程"), "too late to kill anything"
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    report = json.loads(out)
    assert report["汇总"]["方案"]["新建"] == COUNT, report["汇总"]
    assert [item for item in report["公文"] if item["结果"] == FAILED] == []
    assert sorted(item["文件"] for item in report["公文"]) == sorted(Path(name).name for name in outputs(whole))
    assert outputs(folder) == outputs(whole)


STRUCK_WHILE_WRITING = """
import os, signal
replace = os.replace
def deadly(source, target):
    if os.path.basename(target).startswith("第050局"):
        try:
            os.close(os.open({flag!r}, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
os.replace = deadly
"""


def test_what_a_killed_worker_was_writing_does_not_stay(whole: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "单位", ignore=shutil.ignore_patterns("outputs")))
    flag = tmp_path / "struck"
    (tmp_path / "sitecustomize.py").write_text(STRUCK_WHILE_WRITING.format(flag=str(flag)), "utf-8")
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    arguments = ("--units", LIST, "--verify", "不核", "--workers", "2")
    process = spawn(folder, "bulk", "方案", *arguments, env={"PYTHONPATH": path})
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    assert flag.exists(), "nobody was killed"
    assert outputs(folder) == outputs(whole)
    assert not list((folder / FOLDER).rglob(".*.tmp"))
