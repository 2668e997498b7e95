"""Batches handed to whoever does the work, a few ahead: this process, processes of this machine, or any executor.

A batch whose process dies is done again here, item by item, in a process that may die: whatever kills that one too is
told and left, and the rest goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from genwen.bulk.halting import working
from genwen.bulk.process import start
from genwen.bulk.work import Worker
from genwen.bulk.workshop import Plan
from genwen.diagnostics import GenwenError
from genwen.records import record

Item = TypeVar("Item")
Result = TypeVar("Result")

FIRST_BATCH, LARGEST_BATCH = 2, 256
HERE = 16
"""Items of a batch done in this process: some hundredths of a second, after which Ctrl-C is heard."""
SECONDS = 0.4
"""How long a batch should take: long enough to cost little, short enough to be waited for on Ctrl-C."""
AHEAD = 2
"""Batches in work or waiting, per worker."""
LOOK = 2.0
"""Seconds without a result after which it is asked whether anybody is still at work."""
DEATHS = 25
"""Processes that may die over single items before the run is given up: then it is not the items."""


@record(eq=False)
class Task(Generic[Item, Result]):
    """What is done with items: `work` in other processes, `own` in this one.

    `dead` is the result for an item that kills its process; `again` puts right the result of an item that may have been
    done before its first process died.
    """

    work: Callable[[Plan, Sequence[Item]], list[Result]]
    own: Callable[[Sequence[Item]], list[Result]]
    dead: Callable[[Item], Result]
    again: Callable[[Item, Result], Result] = lambda item, result: result


class Crew:
    """An executor with `width` processes or threads; what it raises for a batch that was lost is one of `lost`."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)
    largest = LARGEST_BATCH
    died = False
    """Whether a process died at work, and may have left a half-written file."""

    plan: Plan

    def __init__(self, executor: Executor, width: int) -> None:
        self.executor, self.width = executor, width

    def begin(self, plan: Plan, own: Worker) -> None:
        """A run begins; `own` is the worker of this process."""
        self.plan = plan

    def submit(self, task: Task[Item, Result], batch: Sequence[Item]) -> Future[list[Result]]:
        """Hand out a batch."""
        return self.executor.submit(task.work, self.plan, batch)

    def take(self, task: Task[Item, Result], batch: Sequence[Item], found: list[Any]) -> list[Result]:
        """The results of a batch that came back."""
        return found

    def look(self) -> None:
        """Nothing was heard for a while. Raises GenwenError when nobody is at work any more."""

    def missed(self) -> None:
        """A batch was lost. Raises GenwenError when more than a worker is gone."""

    def renew(self) -> None:
        """The executor broke. Raises GenwenError when there is no other."""
        said = "执行器已经停止，已写好的文件都是完整的"
        raise GenwenError(said, "再运行一次接着做；还是这样的，加 --workers 1")

    def recall(self, running: Sequence[Future[Any]]) -> list[Future[Any]]:
        """Call back batches that nobody has begun; these."""
        return [future for future in running if future.cancel()]

    def stop(self, running: Sequence[Future[Any]]) -> None:
        """Wait until nobody works on batches whose results are not wanted any more."""
        for future in running:
            future.cancel()
        wait(running)

    def close(self) -> None:
        """The run is over."""


class LocalCrew(Crew):
    """Processes of this machine, made when the first batch is handed out, and again after one of them died.

    `method` is how they are started, where that must not be the usual way.
    """

    def __init__(self, width: int, method: str | None = None) -> None:
        self.width, self.method = width, method
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, task: Task[Item, Result], batch: Sequence[Item]) -> Future[list[Result]]:
        """See `Crew.submit`."""
        if self._pool is None:
            context = get_context(self.method) if self.method else None
            self._pool = ProcessPoolExecutor(self.width, mp_context=context, initializer=start)
        return self._pool.submit(task.work, self.plan, batch)

    def renew(self) -> None:
        """See `Crew.renew`."""
        self.close()

    def close(self) -> None:
        """See `Crew.close`."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def in_batches(crew: Crew | None, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[list[Result]]:
    """The results of a task on all items, batch by batch, in whatever order they are done; without a crew, done here.

    Raises KeyboardInterrupt after a Ctrl-C, when batches begun were finished and given, GenwenError when there is nobody
    left to do the work.
    """
    with working() as asked:
        if crew is None:
            for start_at in range(0, len(items), HERE):
                if asked():
                    break
                yield task.own(items[start_at : start_at + HERE])
        else:
            yield from _by_crew(crew, task, items, asked)
        if asked():
            raise KeyboardInterrupt


def _by_crew(
    crew: Crew, task: Task[Item, Result], items: Sequence[Item], asked: Callable[[], bool]
) -> Iterator[list[Result]]:
    """As `in_batches`, by others; when it is `asked` to end, what they have begun is waited for."""
    queue = _Queue(crew, task, items)
    found: list[list[Result]] = []
    try:
        while queue.busy():
            if asked():
                queue.end()
            else:
                queue.hand_out()
            yield from found  # looked through while others are at work
            found = queue.results()
    finally:
        crew.stop(list(queue.running))
    yield from found
    if queue.lost and not asked():
        crew.died = True
        yield from _alone(crew.plan, task, queue.lost)


class _Queue(Generic[Item, Result]):
    """Items being handed out; `lost` are those of batches whose process died."""

    def __init__(self, crew: Crew, task: Task[Item, Result], items: Sequence[Item]) -> None:
        self.crew, self.task, self.items = crew, task, items
        self.running: dict[Future[list[Result]], tuple[Sequence[Item], float]] = {}
        self.lost: list[Item] = []
        self._size, self._at, self._broken = FIRST_BATCH, 0, False

    def busy(self) -> bool:
        """Whether there is anything to hand out or to wait for."""
        return self._at < len(self.items) or bool(self.running)

    def end(self) -> None:
        """Hand out no more, and call back what nobody has begun."""
        self._at = len(self.items)
        for future in self.crew.recall(list(self.running)):
            del self.running[future]

    def results(self) -> list[list[Result]]:
        """Wait for something to be done; a broken executor is made again."""
        found: list[list[Result]] = []
        done, waiting = wait(self.running, timeout=LOOK, return_when=FIRST_COMPLETED)
        if waiting and not done:
            self.crew.look()
        for future in done:
            batch, begun = self.running.pop(future)
            try:
                found.append(self.crew.take(self.task, batch, future.result()))
            except self.crew.lost as error:
                self.crew.missed()
                self.lost += batch
                self._broken = self._broken or isinstance(error, BrokenExecutor)
                continue
            each = (time.monotonic() - begun) / len(batch) / AHEAD
            self._size = max(FIRST_BATCH, min(self.crew.largest, 2 * self._size, int(SECONDS / max(each, 1e-5))))
        if self._broken and not self.running:  # all batches of a broken executor come back
            self.crew.renew()
            self._broken = False
        return found

    def hand_out(self) -> None:
        """Hand out what may be handed out."""
        if self._broken:
            return
        width, whole = self.crew.width, len(self.items)
        while self._at < whole and len(self.running) < AHEAD * width:
            # towards the end batches get smaller, so that no worker is left alone with a large one
            take = max(1, min(self._size, (whole - self._at) // width or 1))
            batch = self.items[self._at : self._at + take]
            try:
                future = self.crew.submit(self.task, batch)
            except BrokenExecutor:
                self._broken = True
                return
            self.running[future] = (batch, time.monotonic())
            self._at += take


def _alone(plan: Plan, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[list[Result]]:
    """Items of lost batches done again, each with a process to itself as long as it lives."""
    pool: ProcessPoolExecutor | None = None
    deaths = 0
    try:
        for item in items:
            # spawned: this process may have threads by now, of which a fork would not know
            pool = pool or ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=start)
            try:
                (result,) = pool.submit(task.work, plan, [item]).result()
            except BrokenExecutor as error:
                pool.shutdown()
                pool, deaths = None, deaths + 1
                if deaths > DEATHS:
                    said = "工作进程接连意外结束（多半是内存不够，或被系统停止），已写好的文件都是完整的"
                    raise GenwenError(said, "关闭别的程序后再运行一次，接着做；还是这样的，加 --workers 1") from error
                yield [task.dead(item)]
            else:
                yield [task.again(item, result)]
    finally:
        if pool is not None:
            pool.shutdown()
