"""Times of this process and of its children, medians of rounds, and a table that lines up with Chinese in it."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

try:
    import resource
except ImportError:  # Windows: no CPU time of children
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Times:
    """CPU and wall-clock time in seconds."""

    cpu: float
    wall: float

    def __sub__(self, start: Times) -> Times:
        return Times(self.cpu - start.cpu, self.wall - start.wall)

    def __add__(self, other: Times) -> Times:
        return Times(self.cpu + other.cpu, self.wall + other.wall)

    def __truediv__(self, count: float) -> Times:
        return Times(self.cpu / count, self.wall / count)

    def over(self, other: Times) -> Times:
        """How many times the other's times these are."""
        return Times(self.cpu / other.cpu if other.cpu else self.wall / other.wall, self.wall / other.wall)


def own_times() -> Times:
    """The times of this process so far."""
    return Times(time.process_time(), time.perf_counter())


def child_times() -> Times:
    """The times of the child processes that have ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN) if resource else None
    return Times(used.ru_utime + used.ru_stime if used else 0.0, time.perf_counter())


def medians(times: Sequence[Times]) -> Times:
    """The median of each."""
    return Times(median(item.cpu for item in times), median(item.wall for item in times))


def ratios(times: Sequence[Times], reference: Sequence[Times]) -> Times:
    """The median of the ratios round by round."""
    return medians([ours.over(theirs) for ours, theirs in zip(times, reference, strict=True)])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines with the first column to the left and the others to the right."""
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [
            " " * (width - _width(text)) + text if index else text + " " * (width - _width(text))
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
