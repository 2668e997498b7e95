"""Batches handed out: everything done once, whoever does it and whoever dies over it."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from projects import run, spawn
from units import project_with

from genwen.bulk import crew as crews
from genwen.bulk.crew import Crew, LocalCrew, Task, in_batches
from genwen.bulk.workshop import Plan
from genwen.diagnostics import FindingsError, GenwenError

ALL = list(range(100))
DEADLY = 13


def plan_of(folder: Path) -> Plan:
    return Plan(folder, 2025, folder, folder, folder, ())


def at(folder: Path, crew: Crew) -> Crew:
    crew.plan = plan_of(folder)
    return crew


def doubled(plan: Plan, items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def always_deadly(plan: Plan, items: Sequence[int]) -> list[int]:
    if DEADLY in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(plan, items)


def once_deadly(plan: Plan, items: Sequence[int]) -> list[int]:
    if DEADLY in items:
        try:
            (plan.out / "died").touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
    return doubled(plan, items)


def dies_at_once(plan: Plan, items: Sequence[int]) -> list[int]:
    os._exit(1)


def refuses(plan: Plan, items: Sequence[int]) -> list[int]:
    raise FindingsError([])


def task(work: Any) -> Task[int, Any]:
    return Task(
        work,
        lambda items: doubled(plan_of(Path()), items),
        lambda item: f"{item} dead",
        lambda item, found: found + 1000,
    )


def results(crew: Crew | None, work: Any, items: Sequence[int] = ALL) -> Counter[Any]:
    try:
        return Counter(found for batch in in_batches(crew, task(work), items) for found in batch)
    finally:
        if crew is not None:
            crew.close()


WHOLE = Counter(2 * item for item in ALL)


def test_done_here_by_processes_or_threads(tmp_path: Path) -> None:
    assert results(None, doubled) == WHOLE
    assert results(at(tmp_path, LocalCrew(2)), doubled) == WHOLE
    with ThreadPoolExecutor(3) as executor:
        assert results(at(tmp_path, Crew(executor, 3)), doubled) == WHOLE
    assert results(at(tmp_path, LocalCrew(2)), doubled, []) == Counter()


class AtOnce(Executor):
    """Does everything when it is handed out."""

    asked = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        future: Future[Any] = Future()
        future.set_result(fn(*args))
        return future


def test_nobody_waits_while_what_came_back_is_looked_through(tmp_path: Path) -> None:
    executor = AtOnce()
    batches = in_batches(at(tmp_path, Crew(executor, 1)), task(doubled), ALL)
    next(batches)
    assert executor.asked == 2 * crews.AHEAD
    assert sum(map(len, batches)) == len(ALL) - crews.FIRST_BATCH


def test_what_kills_its_process_twice_is_told_and_the_rest_is_done(tmp_path: Path) -> None:
    found = results(at(tmp_path, LocalCrew(2)), always_deadly)
    assert found.pop("13 dead") == 1
    assert sorted(item % 1000 for item in found.elements()) == [2 * item for item in ALL if item != DEADLY]


def test_a_process_that_died_once_costs_nothing(tmp_path: Path) -> None:
    found = results(at(tmp_path, LocalCrew(2)), once_deadly)
    assert sorted(item % 1000 for item in found.elements()) == [2 * item for item in ALL]
    assert found[2 * DEADLY + 1000] == 1, "what was lost is marked as done again"


def test_where_every_process_dies_the_run_is_given_up(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(crews, "DEATHS", 1)
    with pytest.raises(GenwenError, match="接连意外结束"):
        results(at(tmp_path, LocalCrew(2)), dies_at_once)


def test_what_stops_the_run_comes_through(tmp_path: Path) -> None:
    with pytest.raises(FindingsError):
        results(at(tmp_path, LocalCrew(2)), refuses)


class Losing(Executor):
    """Loses every third batch, and breaks after `lasts` of them."""

    def __init__(self, lasts: int) -> None:
        self.asked, self.lasts = 0, lasts

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        if self.asked > self.lasts:
            raise BrokenExecutor
        future: Future[Any] = Future()
        if self.asked % 3:
            future.set_result(fn(*args))
        else:
            future.set_exception(CancelledError())
        return future


def test_an_executor_that_loses_batches(tmp_path: Path) -> None:
    found = results(at(tmp_path, Crew(Losing(1000), 2)), doubled)
    assert sorted(item % 1000 for item in found.elements()) == [2 * item for item in ALL]
    assert any(item >= 1000 for item in found)
    with pytest.raises(GenwenError, match="执行器已经停止"):
        results(at(tmp_path, Crew(Losing(4), 2)), doubled)


def test_options_of_clusters(tmp_path: Path, capsys: Any) -> None:
    folder = project_with(tmp_path, "单位: [{名称: 甲局}]")
    for arguments, said in (
        (("--on", "192.168.1.10:8786"), "dask://地址:端口"),
        (("--on", "dask://192.168.1.10"), "dask://地址:端口"),
        (("--on", "dask://192.168.1.10:8786", "--workers", "2"), "--workers"),
        (("--return",), "--on"),
    ):
        capsys.readouterr()
        assert run(folder, "bulk", "方案", *arguments) == 2
        assert said in capsys.readouterr().err


def test_without_dask_the_way_to_it_is_told(tmp_path: Path) -> None:
    folder = project_with(tmp_path / "单位", "单位: [{名称: 甲局}]")
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['distributed'] = None", "utf-8")
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    process = spawn(folder, "bulk", "方案", "--on", "dask://127.0.0.1:1", env={"PYTHONPATH": path})
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "没有安装 dask" in err.decode()
    assert "pip install" in err.decode()
    assert not (folder / "outputs").exists() or not list((folder / "outputs").rglob("*方案.docx"))
