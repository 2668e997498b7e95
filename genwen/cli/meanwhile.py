"""Work done in a process of its own while this one goes on with something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
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


class Turns:
    """Numbers that processes take one after another, whichever has its hands free: each number goes to one of them."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._waiting, given = os.pipe()
        os.write(given, b"".join(number.to_bytes(2, "big") for number in numbers))
        os.close(given)

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._waiting, 2):
            yield int.from_bytes(number, "big")

    def __del__(self) -> None:
        os.close(self._waiting)
