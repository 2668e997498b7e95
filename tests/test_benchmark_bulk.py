"""The benchmark of bulk runs runs, and both engines make the same documents; no time is asserted."""

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent.parent / "benchmarks" / "bulk.py"


def test_it_runs_and_the_outputs_are_equal(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    arguments = ["--rounds", "1", "--units", "30", "--reference", "2", "--json", str(figures)]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(BENCH), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(figures.read_text("utf-8"))
    assert {"docxtpl", "一个进程 one process", "每份读回 all read back", "底线 floor", "两个进程"} <= results.keys()
    assert all(result["wall"] > 0 for result in results.values() if "wall" in result)


def test_a_long_run_is_watched(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(BENCH), "--long", "60", "--folder", str(tmp_path)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 份" in done.stdout
    assert "都成" in done.stdout
    assert "内存峰值" in done.stdout
    assert not list(tmp_path.iterdir())
