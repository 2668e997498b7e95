"""Who works on a run: a crew, or this process; and the work as tasks for either."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar, overload

from genwen.bulk.crew import Crew, Task, in_batches
from genwen.bulk.process import build, validate
from genwen.bulk.work import FAILED, Job, Outcome, Verdict, Worker
from genwen.bulk.workshop import Plan
from genwen.diagnostics import Finding
from genwen.records import replace
from genwen.revision.words import NEW, REPLACED, SAME

T = TypeVar("T")


class Lazy(Sequence[T], Generic[T]):
    """Things known by numbers, made when they are asked for."""

    def __init__(self, numbers: array[int], make: Callable[[int], T]) -> None:
        self.numbers, self.make = numbers, make

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self.make(number) for number in self.numbers[at]]
        return self.make(self.numbers[at])

    def after(self, count: int) -> Lazy[T]:
        """Those after the first ones."""
        return Lazy(self.numbers[count:], self.make)


class Hands:
    """Who works: a crew, or (without one) this process."""

    def __init__(self, plan: Plan, crew: Crew | None, own: Worker) -> None:
        self.plan, self.crew, self.own = plan, crew, own
        if crew is not None:
            crew.begin(plan, own)

    def validate(self, units: Sequence[tuple[int, int]]) -> Iterator[list[Verdict]]:
        """What is wrong with units, batch by batch."""
        return in_batches(self.crew, Task(validate, self.own.validate, _fatal_unit), units)

    def build(self, jobs: Sequence[Job]) -> Iterator[list[Outcome]]:
        """Documents made, batch by batch."""
        return in_batches(self.crew, Task(build, self.own.build, _fatal_job, self._again), jobs)

    def _again(self, job: Job, outcome: Outcome) -> Outcome:
        """A document of a batch done again: what its first process wrote in this run was not there before."""
        if outcome.result == SAME:
            with suppress(OSError):
                written = os.stat(self.own.folder.path(job.file)).st_mtime_ns
                if written >= os.stat(self.plan.spool).st_mtime_ns:
                    return replace(outcome, result=REPLACED if job.entry else NEW)
        return outcome


def _fatal(what: str) -> Finding:
    said = f"{what}时工作进程两次意外结束（多半是内存不够，或被系统停止），没有做"
    return Finding("B103", said, "再运行一次；还是这样的，核对这个单位的内容有没有大得不正常的地方，或加 --workers 1")


def _fatal_unit(unit: tuple[int, int]) -> Verdict:
    return Verdict(unit[0], True, (_fatal("核对这个单位"),))


def _fatal_job(job: Job) -> Outcome:
    return Outcome(job.unit, job.document, job.file, FAILED, findings=(_fatal("生成这份公文"),))
