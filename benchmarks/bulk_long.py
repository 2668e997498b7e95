"""A long bulk run: documents per second in each tenth of it, and the most memory any of its processes took.

    python benchmarks/bulk.py --long 100000 [--workers 2] [--folder DIR]

The run is that of `genwen bulk 方案` in a process of its own, told by its progress. CPU time and peak memory (VmHWM) of
all its processes are read from /proc. The folder must have room: 45 KB a document.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import sample

TENTHS = 10
MEMORY = 400
"""Megabytes that no process may exceed."""
STEADY = 0.9
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_RUN = """
import sys, time
from pathlib import Path
from genwen.bulk.run import run_bulk
from genwen.bulk.workshop import Plan
home, out, units, workers = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
plan = Plan(home, 2025, home / "content", out, units, ("方案",), verify="抽样", deflate=sys.argv[5])
begun = time.monotonic()
report = run_bulk(plan, workers, told=lambda what, done, whole: print(what, done, whole, flush=True))
print("完", int(report.clean), len(report.outcomes), time.monotonic() - begun, flush=True)
"""
Point = tuple[int, float, float]
"""Documents made, wall-clock and CPU seconds."""


def main(options: argparse.Namespace, unit: Callable[[int], dict[str, object]]) -> int:
    """Run and print; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="genwen-long-", dir=options.folder) as name:
        folder = Path(name)
        home = folder / "home"
        home.mkdir()
        sample.make_project(home)
        units = folder / "名单.jsonl"
        with units.open("w", encoding="utf-8") as stream:
            for number in range(1, options.long + 1):
                stream.write(json.dumps(unit(number), ensure_ascii=False) + "\n")
        arguments = [str(home), str(folder / "out"), str(units), str(options.workers), options.deflate]
        return run([sys.executable, "-X", "utf8", "-c", _RUN, *arguments])


def run(command: Sequence[str]) -> int:
    """The run, watched."""
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=place)
    assert process.stdout is not None
    peaks: dict[int, int] = {}
    points: list[Point] = []
    for line in process.stdout:
        what, *rest = line.split()
        if what == "核对" and int(rest[0]) < int(rest[1]):
            continue
        spent = look(process.pid, peaks)
        if what == "生成":
            points.append((int(rest[0]), time.monotonic(), spent))
        elif what == "完":
            print(f"{rest[1]} 份，{float(rest[2]):.1f} 秒，{'都成' if rest[0] == '1' else '有失败的'}")
    if process.wait() or not points:
        return 1
    return told(points, peaks)


def look(pid: int, peaks: dict[int, int]) -> float:
    """The CPU seconds of a process and those it started; their peaks of memory in KB go into `peaks`."""
    spent = 0.0
    children = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    for one in (str(pid), *(child for some in children for child in some)):
        try:
            status, state = Path(f"/proc/{one}/status").read_text(), Path(f"/proc/{one}/stat").read_text()
        except OSError:
            continue
        if found := re.findall(r"VmHWM:\s+(\d+)", status):
            peaks[int(one)] = int(found[0])
        spent += sum(map(int, state.rpartition(")")[2].split()[11:13])) / _TICK
    return spent


def told(points: Sequence[Point], peaks: dict[int, int]) -> int:
    """Print the rates of the tenths and the peaks; 1 when a bar is missed."""
    first, whole = points[0], points[-1][0]
    marks = [
        next(point for point in points if point[0] >= max(first[0], whole * at // TENTHS)) for at in range(TENTHS + 1)
    ]
    worse = 1.0
    for title, at in (("wall", 1), ("CPU", 2)):
        rates = [(after[0] - before[0]) / max(after[at] - before[at], 1e-9) for before, after in pairwise(marks)]
        ratio = rates[-1] / rates[0]
        print(f"份/秒 {title}：{' '.join(f'{rate:.0f}' for rate in rates)}；末与首之比 {ratio:.2f}（界限 ≥ {STEADY}）")
        worse = min(worse, ratio)
    print(f"内存峰值 MB：{' '.join(f'{peak / 1024:.0f}' for peak in peaks.values())}（界限 < {MEMORY}）")
    return int(worse < STEADY or max(peaks.values()) > MEMORY * 1024)
