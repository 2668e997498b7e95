"""Bulk runs on a real Dask cluster of two worker processes, one of them killed in the middle.

Skipped where distributed is not installed, unless GENWEN_REQUIRE_DASK=1.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import docx
import pytest
from projects import outputs, run, spawn
from units import project_with

from genwen.bulk.cluster import ClusterError, all_see
from genwen.bulk.folder import bulk_folder, read_records

REQUIRED = os.environ.get("GENWEN_REQUIRE_DASK") == "1"
pytestmark = pytest.mark.skipif(not REQUIRED and find_spec("distributed") is None, reason="没有安装 distributed")
COUNT = 300
LIST = "名单.jsonl"
FOLDER = Path("outputs/2025/下级单位")
PACKAGE = str(Path(__file__).parents[2])


class Cluster:
    """A scheduler and workers without anybody to restart them, as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"dask://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def worker(self, path: str | Path = PACKAGE, threads: int = 1) -> subprocess.Popen[bytes]:
        """Another worker, known to the scheduler."""
        process = self._start(
            "dask_worker", f"127.0.0.1:{self.port}", "--no-nanny", "--nthreads", str(threads), path=path
        )
        log = self.folder / f"{process.pid}.log"
        until(lambda: "Registered to" in log.read_text("utf-8", "replace"))
        return process

    def _start(self, what: str, *arguments: str, path: str | Path = PACKAGE) -> subprocess.Popen[bytes]:
        starting = self.folder / "starting.log"
        with starting.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-X", "utf8", "-m", f"distributed.cli.{what}", *arguments, "--no-dashboard"],
                stdout=log, stderr=log, cwd="/", env={**os.environ, "PYTHONPATH": str(path)},
            )  # fmt: skip
        starting.rename(self.folder / f"{process.pid}.log")
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """End all of it."""
        for process in reversed(self.processes):
            process.kill()
            process.wait(timeout=30)


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("集群"))
    yield made
    made.stop()


def lines(count: int) -> str:
    units: list[dict[str, Any]] = [
        {"名称": f"第{number:03}局", "联系人": f"张{number}", "统计.用电量": f"{1000 + number}千瓦时"}
        for number in range(count)
    ]
    for unit in units[1::10]:
        unit["上级"] = "第000局"  # places in the spool that batches must bring along
    return "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose units were built on this machine."""
    folder = project_with(tmp_path_factory.mktemp("本机"))
    (folder / LIST).write_text(lines(COUNT), "utf-8")
    assert run(folder, "bulk", "方案", "--units", LIST) == 0
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = project_with(tmp_path / "单位")
    (folder / LIST).write_text(lines(COUNT), "utf-8")
    return folder


def begin(folder: Path, cluster: Cluster, *options: str) -> subprocess.Popen[bytes]:
    return spawn(folder, "bulk", "方案", "--units", LIST, "--on", cluster.address, "--json", *options)


def finish(process: subprocess.Popen[bytes], code: int = 0) -> dict[str, Any]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err.decode()
    assert "Traceback" not in err.decode()
    report: dict[str, Any] = json.loads(out)
    return report


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.005)


def documents(folder: Path) -> int:
    return len(list((folder / FOLDER).glob("*.docx")))


@pytest.mark.parametrize("options", [(), ("--return",)], ids=["shared folder", "returned"])
def test_a_worker_killed_in_the_middle_costs_nothing(
    cluster: Cluster, local: Path, folder: Path, options: tuple[str, ...]
) -> None:
    workers = [cluster.worker(), cluster.worker()]
    process = begin(folder, cluster, *options)
    until(lambda: documents(folder) > 40)
    assert process.poll() is None
    os.kill(workers[0].pid, signal.SIGKILL)
    report = finish(process)
    assert report["汇总"]["方案"]["新建"] == COUNT, report["汇总"]
    assert Counter(item["单位"] for item in report["公文"]) == Counter(f"第{number:03}局" for number in range(COUNT))
    assert outputs(folder) == outputs(local)
    assert report["抽查"] >= 3
    assert not list((folder / FOLDER).rglob("*.tmp"))
    # the records are whole: the next run, here, has nothing to do
    assert read_records(folder / FOLDER).keys() == {Path(name).name for name in outputs(local)}
    assert finish(spawn(folder, "bulk", "方案", "--units", LIST, "--json"))["汇总"]["方案"]["未变"] == COUNT


@pytest.mark.parametrize("options", [(), ("--return",)], ids=["shared folder", "returned"])
def test_what_is_not_ready_is_not_final_from_afar(cluster: Cluster, folder: Path, options: tuple[str, ...]) -> None:
    """Gaps are seen where a document is made, open revisions where it goes into the folder."""
    units = [
        {"名称": f"第{number:03}局", "联系人": "待补" if number % 9 == 4 else "张某某", "统计.用电量": "1千瓦时",
         "统计.建筑面积": "1平方米", "发文.方案.成文日期": "2025-04-02"}
        for number in range(40)
    ]  # fmt: skip
    text = "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)
    (folder / LIST).write_text(text, "utf-8")
    assert run(folder, "bulk", "方案", "--units", LIST) == 0
    path = folder / FOLDER / "第000局-方案.docx"
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run("手工加的一句。")
    document.save(str(path))
    (folder / LIST).write_text(text.replace("1千瓦时", "2千瓦时", 1), "utf-8")
    before = outputs(folder)
    cluster.worker()
    report = finish(begin(folder, cluster, "--final", *options), 1)
    found = {item["单位"]: {each["code"] for each in item["发现"]} for item in report["公文"] if item["结果"] == "失败"}
    assert found == {"第000局": {"O106"}} | {f"第{number:03}局": {"O102"} for number in range(4, 40, 9)}
    assert report["汇总"]["方案"]["未变"] == 35
    assert outputs(folder) == before


DEADLY = """
import os, signal, genwen.bulk.workshop as workshop
making = workshop.Workshop.making
def deadly(self, name, file, *rest, **options):
    if "第150局" in file:
        os.kill(os.getpid(), signal.SIGKILL)
    return making(self, name, file, *rest, **options)
workshop.Workshop.making = deadly
"""


def test_a_unit_that_kills_its_worker_is_told_and_the_rest_is_done(
    cluster: Cluster, local: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(DEADLY, "utf-8")
    path = os.pathsep.join((str(tmp_path), PACKAGE))
    workers = [cluster.worker(path), cluster.worker(path), cluster.worker(path)]
    process = spawn(
        folder, "bulk", "方案", "--units", LIST, "--on", cluster.address, "--json", env={"PYTHONPATH": path}
    )
    report = finish(process, 1)
    failed = [item for item in report["公文"] if item["结果"] == "失败"]
    assert [(item["单位"], item["发现"][0]["code"]) for item in failed] == [("第150局", "B103")]
    assert report["汇总"]["方案"]["新建"] == COUNT - 1
    wanted = {name: data for name, data in outputs(local).items() if "第150局" not in name}
    assert outputs(folder) == wanted
    assert sum(worker.poll() is None for worker in workers) == 2, "only one worker of the cluster died"


def test_documents_that_come_back_are_recorded_here(cluster: Cluster, local: Path, folder: Path) -> None:
    cluster.worker()
    finish(begin(folder, cluster, "--return"))
    assert outputs(folder) == outputs(local)
    assert len(list(bulk_folder(folder / FOLDER).glob("记录-*.jsonl"))) == 1, "only this machine writes"


def test_threads_of_one_worker(cluster: Cluster, local: Path, folder: Path) -> None:
    cluster.worker(threads=3)
    assert finish(begin(folder, cluster))["汇总"]["方案"]["新建"] == COUNT
    assert outputs(folder) == outputs(local)


SLOW = """
import time, genwen.bulk.workshop as workshop
making = workshop.Workshop.making
def slow(*arguments, **options):
    time.sleep(0.005)
    return making(*arguments, **options)
workshop.Workshop.making = slow
"""


def test_interrupted_and_resumed(cluster: Cluster, local: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SLOW, "utf-8")  # so that there is time to interrupt it
    cluster.worker(os.pathsep.join((str(tmp_path), PACKAGE)))
    process = begin(folder, cluster)
    until(lambda: documents(folder) > 20)
    process.send_signal(signal.SIGINT)
    assert finish(process, 130)["中断"]
    done = documents(folder)
    time.sleep(0.5)
    assert documents(folder) == done, "nobody works on after the end"
    for name, data in outputs(folder).items():
        assert data == outputs(local)[name]
    report = finish(begin(folder, cluster))["汇总"]["方案"]
    assert report["新建"] + report["未变"] == COUNT
    assert outputs(folder) == outputs(local)


def said(folder: Path, *arguments: str, code: int) -> str:
    process = spawn(folder, "bulk", "方案", "--units", LIST, *arguments)
    _, err = process.communicate(timeout=120)
    assert process.returncode == code, err.decode()
    assert "Traceback" not in err.decode()
    return err.decode()


def test_a_cluster_without_workers_of_ours(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    empty = said(folder, "--on", cluster.address, code=1)
    assert "没有工作进程" in empty
    assert "dask worker" in empty
    (tmp_path / "genwen").mkdir()
    (tmp_path / "genwen/__init__.py").write_text("raise ImportError('没有装 genwen')", "utf-8")
    cluster.worker(tmp_path)
    without = said(folder, "--on", cluster.address, code=1)
    assert "用不了 genwen" in without
    assert documents(folder) == 0


def test_when_all_workers_end(cluster: Cluster, folder: Path) -> None:
    worker = cluster.worker()
    process = begin(folder, cluster)
    until(lambda: documents(folder) > 20)
    cluster.processes[0].kill()
    worker.kill()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1, err.decode()
    assert "Traceback" not in err.decode()
    assert "已写好的文件都是完整的" in out.decode(), "as JSON"


def test_nobody_there(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = said(folder, "--on", f"dask://127.0.0.1:{port}", code=1)
    assert f"连不上 dask://127.0.0.1:{port}" in text
    assert "dask scheduler" in text


def test_all_must_see_the_folder_and_have_the_same_program() -> None:
    assert all_see({"a": ("x", True), "b": ("x", True)}, "x")
    assert not all_see({"a": ("x", True), "b": ("x", False)}, "x")
    with pytest.raises(ClusterError, match="不同"):
        all_see({"a": ("y", True)}, "x")
