"""What runs in the processes of an executor: one worker per process, kept from batch to batch.

The functions are at the top of a module and take nothing but the plan and a batch, so that any executor can send them
anywhere genwen is installed.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing import parent_process

from genwen.bulk.work import Job, Outcome, Verdict, Worker
from genwen.bulk.workshop import Plan, Workshop
from genwen.cycles import SELDOM

ONE = threading.RLock()
"""Held while the worker works: executors of threads, and Dask's workers, run several batches in one process."""
_worker: Worker | None = None
_workshop: Workshop | None = None
_lent: tuple[int, Workshop] | None = None


def start() -> None:
    """Begin a process. Ctrl-C is for the process that hands out the work: what was begun is finished; it ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(SELDOM)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process left alone would wait for work for ever, and keep the folder locked."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def lend(workshop: Workshop | None) -> None:
    """Processes forked from this one begin with its workshop (None: with their own) and need not read all again."""
    global _lent
    _lent = (os.getpid(), workshop) if workshop is not None else None


def validate(plan: Plan, units: Sequence[tuple[int, int]]) -> list[Verdict]:
    """As `Worker.validate`, in the process of an executor."""
    with ONE:
        return worker_of(plan).validate(units)


def build(plan: Plan, jobs: Sequence[Job]) -> list[Outcome]:
    """As `Worker.build`, in the process of an executor."""
    with ONE:
        return worker_of(plan).build(jobs)


def worker_of(plan: Plan) -> Worker:
    """The worker of this process; made anew when the plan is another one. To be called with ONE held."""
    global _worker
    if _worker is not None and _worker.plan is not plan and _worker.plan != plan:
        finish()
    if _worker is None:
        _worker = Worker(plan, workshop_of(plan))
    return _worker


def workshop_of(plan: Plan) -> Workshop:
    """The workshop of this process: that of the process it was forked from, or its own. To be called with ONE held."""
    global _workshop
    if _workshop is None or _workshop.plan != plan:
        forked = _lent is not None and _lent[0] != os.getpid() and _lent[1].plan == plan
        _workshop = _lent[1] if _lent is not None and forked else Workshop(plan)
    return _workshop


def finish() -> None:
    """Put on disk what the worker of this process recorded, and let go of it."""
    global _worker, _workshop
    with ONE:
        if _worker is not None:
            _worker.close()
        _worker = _workshop = None
