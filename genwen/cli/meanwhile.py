"""Work done in a process of its own while this one goes on with something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def meanwhile(work: Callable[[], T]) -> Callable[[], T]:
    """Begin `work` beside this process; what this returns gives its result, or raises what it raised.

    It begins at once where the system can copy a process and there is a second processor, else when it is asked for.
    What comes back must be picklable.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work
    # imported for long documents alone
    import multiprocessing

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work_there() -> None:
        with suppress(BaseException):  # said by this process, which works again; there it would be a traceback
            sender.send(work())

    process = context.Process(target=work_there, daemon=True)
    process.start()
    sender.close()

    def result() -> T:
        try:
            found: T = receiver.recv()
        except EOFError:  # it failed there: it fails here, where it can be told
            found = work()
        finally:
            process.join()
        return found

    return result
