"""Ctrl-C: what is in work is finished and counted before the run ends; who presses it twice means the same thing."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 5.0
"""Seconds within which another Ctrl-C says nothing new; after that the run ends at once, counted or not."""


class Halt:
    """What was heard: `at` the time of the last Ctrl-C, `working` whether there are batches to be finished first."""

    def __init__(self) -> None:
        self.at: float | None = None
        self.working = False

    def hear(self, _: int, __: FrameType | None) -> None:
        """Ctrl-C. Raises KeyboardInterrupt where nothing is in work, and where what is in work does not end."""
        now, before = time.monotonic(), self.at
        self.at = now if before is None or now - before > GRACE else before
        if self.at == before or (before is None and self.working):
            return
        raise KeyboardInterrupt


_halt: Halt | None = None


@contextmanager
def patient() -> Iterator[None]:
    """A Ctrl-C in here waits for what is in work, where the process and the thread hear of any."""
    global _halt
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    _halt = Halt()
    before = signal.signal(signal.SIGINT, _halt.hear)
    try:
        yield
    finally:
        if _halt.at is None:  # else the second press may come while the process ends
            signal.signal(signal.SIGINT, before)
        _halt = None


@contextmanager
def working() -> Iterator[Callable[[], bool]]:
    """Batches are in work in here; gives whether it is time to begin no more of them."""
    halt = _halt
    if halt is None:
        yield lambda: False
        return
    halt.working = True
    try:
        yield lambda: halt.at is not None
    finally:
        halt.working = False
