"""Work done step by step, so that several pieces of work can be taken through each step together.

What a step needs (its code, what it looks up) is then in the processor's caches for all but the first of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")
Work = Generator[None, None, T]
"""Work that stops after each step, and gives its result at the end."""


def finished(work: Work[T]) -> T:
    """What comes of one piece of work."""
    try:
        while True:
            next(work)
    except StopIteration as stop:
        result: T = stop.value
        return result


def abreast(works: Iterable[Work[T]]) -> list[T]:
    """What comes of several, each in its place."""
    going = dict(enumerate(works))
    results: dict[int, T] = {}
    while going:
        for at, work in list(going.items()):
            try:
                next(work)
            except StopIteration as stop:
                results[at] = stop.value
                del going[at]
    return [results[at] for at in sorted(results)]
