"""What runs in the processes of an executor: one worker per process, kept from batch to batch.

The functions are at the top of a module and take nothing but the plan and a batch, so that any executor can send them
anywhere genwen is installed.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence

from genwen.bulk.work import Job, Outcome, Verdict, Worker
from genwen.bulk.workshop import Plan

_worker: Worker | None = None
_ONE = threading.RLock()
"""Held while the worker works: executors of threads, and Dask's workers, run several batches in one process."""


def start(plan: Plan) -> None:
    """Begin the work of a process. Ctrl-C is for the process that hands out the work: what was begun is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker_of(plan)


def validate(plan: Plan, units: Sequence[tuple[int, int]]) -> list[Verdict]:
    """As `Worker.validate`, in the process of an executor."""
    with _ONE:
        return worker_of(plan).validate(units)


def build(plan: Plan, jobs: Sequence[Job]) -> list[Outcome]:
    """As `Worker.build`, in the process of an executor."""
    with _ONE:
        return worker_of(plan).build(jobs)


def worker_of(plan: Plan) -> Worker:
    """The worker of this process; made anew when the plan is another one."""
    global _worker
    with _ONE:
        if _worker is not None and _worker.plan is not plan and _worker.plan != plan:
            _worker.close()
            _worker = None
        if _worker is None:
            _worker = Worker(plan)
        return _worker
