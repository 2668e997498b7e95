"""Ctrl-C in a bulk run: what was begun is finished, and the numbers told are those of the files."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from projects import outputs, run, spawn
from units import project_with

from genwen.bulk import halting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
COUNT = 600
FOLDER = Path("outputs/2025/下级单位")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = project_with(tmp_path / "单位")
    lines = [json.dumps({"名称": f"第{number:03}局"}, ensure_ascii=False) for number in range(COUNT)]
    (folder / "名单.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def begun(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return spawn(
        folder, "bulk", "方案", "--units", "名单.jsonl", "--verify", "不核", *arguments, start_new_session=True
    )


def documents(folder: Path) -> int:
    return len(list((folder / FOLDER).glob("*.docx")))


def until_there(folder: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for more documents than these."""
    end = time.monotonic() + 60
    while documents(folder) <= count:
        assert time.monotonic() < end
        assert process.poll() is None, process.communicate()[1].decode()
        time.sleep(0.002)


def interrupted(process: subprocess.Popen[bytes], times: int) -> tuple[str, str]:
    """What it says after Ctrl-C, which every process of a terminal hears of."""
    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert "Traceback" not in err.decode()
    return out.decode(), err.decode()


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("times", [1, 2])
def test_the_numbers_are_those_of_the_files(folder: Path, workers: str, times: int) -> None:
    made = 0
    for _ in range(2):
        process = begun(folder, "--json", "--workers", workers)
        until_there(folder, made + 20, process)
        report: dict[str, Any] = json.loads(interrupted(process, times)[0])
        counted, files = report["汇总"]["方案"], documents(folder)
        assert report["中断"]
        assert counted["新建"] == files - made
        assert counted["新建"] + counted["未变"] + counted["更新"] + report["未做"] == COUNT
        made = files


def test_it_is_said_in_plain_words(folder: Path) -> None:
    process = begun(folder, "--workers", "2")
    until_there(folder, 20, process)
    last = interrupted(process, 1)[1].splitlines()[-1]
    files = documents(folder)
    assert last.startswith(f"已中断：这次要做{COUNT}份，做了{files}份，还有{COUNT - files}份没有做")
    assert run(folder, "bulk", "方案", "--units", "名单.jsonl", "--verify", "不核") == 0
    assert len(outputs(folder)) == COUNT


def test_before_anything_is_made(folder: Path, capsys: Any, monkeypatch: Any) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("genwen.bulk.run.read_roster", interrupt)
        assert run(folder, "bulk", "方案", "--units", "名单.jsonl") == 130
    assert "名单还没有读完，公文都没有动" in capsys.readouterr().err
    monkeypatch.setattr("genwen.bulk.run._jobs", interrupt)
    assert run(folder, "bulk", "方案", "--units", "名单.jsonl") == 130
    assert re.search(f"已中断：核对了{COUNT}个单位，还没有开始生成", capsys.readouterr().err)
    assert not documents(folder)


def test_pressed_twice_is_once_and_later_ends_at_once(monkeypatch: Any) -> None:
    now = [100.0]
    monkeypatch.setattr("genwen.bulk.halting.time.monotonic", lambda: now[0])
    before = signal.getsignal(signal.SIGINT)
    try:
        with halting.patient():
            with halting.working() as asked:
                assert not asked()
                signal.raise_signal(signal.SIGINT)
                assert asked()
                now[0] += halting.GRACE / 2
                signal.raise_signal(signal.SIGINT)
                now[0] += halting.GRACE
                with pytest.raises(KeyboardInterrupt):
                    signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_where_nothing_is_in_work_it_ends_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(KeyboardInterrupt), halting.patient():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    with halting.patient():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
