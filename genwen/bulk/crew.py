"""Batches handed to whoever does the work: this process, or the processes of any executor, a few batches ahead."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import TypeVar

from genwen.bulk.workshop import Plan
from genwen.diagnostics import GenwenError

Item = TypeVar("Item")
Result = TypeVar("Result")

FIRST_BATCH, LARGEST_BATCH = 2, 256
SECONDS = 0.4
"""How long a batch should take: long enough to cost little, short enough to be waited for on Ctrl-C."""
AHEAD = 2
"""Batches in work or waiting, per worker."""


def in_batches(
    items: Sequence[Item],
    work: Callable[[Plan, Sequence[Item]], list[Result]],
    plan: Plan,
    executor: Executor | None,
    workers: int,
    own: Callable[[Sequence[Item]], list[Result]],
) -> Iterator[list[Result]]:
    """The results of `work` on all items, batch by batch, in whatever order they are done.

    Without an executor `own` does it here. When the caller is interrupted, batches begun are finished and none is begun.
    """
    if executor is None:
        for start in range(0, len(items), FIRST_BATCH):
            yield own(items[start : start + FIRST_BATCH])
        return
    running: dict[Future[list[Result]], tuple[int, float]] = {}
    size, at = FIRST_BATCH, 0
    try:
        while at < len(items) or running:
            while at < len(items) and len(running) < AHEAD * workers:
                # towards the end batches get smaller, so that no worker is left alone with a large one
                take = max(1, min(size, (len(items) - at) // workers or 1))
                running[executor.submit(work, plan, items[at : at + take])] = (take, time.monotonic())
                at += take
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                count, begun = running.pop(future)
                each = (time.monotonic() - begun) / count / AHEAD
                size = max(FIRST_BATCH, min(LARGEST_BATCH, 2 * size, int(SECONDS / max(each, 1e-5))))
                yield future.result()
    except BrokenExecutor as error:
        said = "一个工作进程意外结束（多半是内存不够，或被系统停止），已写好的文件都是完整的"
        raise GenwenError(said, "再运行一次接着做；还是这样的，加 --workers 1") from error
    finally:
        for future in running:
            future.cancel()
        wait(running)
