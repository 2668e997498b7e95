"""One bulk run: read the list, validate every unit, build what changed, unit by unit, and say what became of each.

`run_bulk` is the table of contents. A unit that fails does not stop the others; what is interrupted leaves whole files,
and the next run goes on where this one stopped.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, suppress
from pathlib import Path

from genwen.bulk.crew import Crew, LocalCrew, Task, in_batches
from genwen.bulk.digests import common_digest, inputs_of
from genwen.bulk.finished import key_of
from genwen.bulk.folder import BULK_FOLDER, BulkFolder, bulk_folder, gather_records
from genwen.bulk.generations import gather_sources, keep_office
from genwen.bulk.process import build, lend, validate
from genwen.bulk.reading import read_roster
from genwen.bulk.roster import Roster
from genwen.bulk.spool import SPOOL
from genwen.bulk.work import FAILED, Job, Outcome, Verdict, Worker
from genwen.bulk.workshop import Plan, Workshop
from genwen.diagnostics import Finding, FindingsError, errors_in
from genwen.outputs import RECORD_FOLDER
from genwen.records import made, record, replace
from genwen.revision.words import NEW, REPLACED, SAME

VALIDATING, BUILDING = "核对", "生成"
ALL, UNVERIFIED = "全部", "不核"
READ_SHARE = 0.02
"""The share of documents read back when a sample is asked for."""
FIRST = 3
"""Units whose documents are compared before the others are built."""
FEW = 24
"""Jobs up to which another process would cost more than it saves."""

Told = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many of how many."""


@record(frozen=False)
class Report:
    """What became of a run."""

    roster: Roster
    plan: Plan
    outcomes: list[Outcome] = made(default_factory=list)
    left_out: set[int] = made(default_factory=set)
    interrupted: bool = False
    verified: int = 0
    made: int = 0
    key: str = ""
    """What the run was made from, as it was when the run began."""

    @property
    def broken(self) -> list[int]:
        """The units whose facts have errors, by number."""
        return [number for number in sorted(self.roster.findings) if self.roster.broken(number)]

    @property
    def clean(self) -> bool:
        """Whether every unit that was wanted has its documents."""
        bad = (FAILED, "新稿")
        return not self.interrupted and not self.broken and all(item.result not in bad for item in self.outcomes)


def run_bulk(
    plan: Plan,
    workers: int = 1,
    executor: Executor | Crew | None = None,
    told: Told = lambda what, done, whole: None,
    validated: Callable[[Roster], None] = lambda roster: None,
) -> Report:
    """Build the documents of all units; `validated` hears of everything wrong with them before anything is built.

    Raises FindingsError and GenwenError for what concerns all units: the office's facts, an outline, a template, the list.
    """
    workshop = Workshop(plan)
    for name in plan.documents:
        workshop.press(name)
    folder = BulkFolder(plan.out)
    with folder.locked():
        _clear(plan.out)
        folder.reread()
        plan = replace(
            plan,
            common=common_digest(workshop.project, workshop.settings, plan),
            run=gather_records(plan.out, folder.entries),
            spool=bulk_folder(plan.out) / SPOOL,
        )
        workshop.plan = plan
        gather_sources(bulk_folder(plan.out), plan.run, folder.entries)
        keep_office(workshop.project, bulk_folder(plan.out), plan.common)
        key = key_of(plan, plan.common)
        crew = _crew(workers, executor)
        try:
            lend(workshop)
            report = _read(workshop, crew, key)
            with closing(Worker(plan, workshop)) as own:
                _work(report, folder, Hands(report, crew, own), told, validated)
        finally:
            if crew is not None:
                crew.close()
            lend(None)
    return report


def _read(workshop: Workshop, crew: Crew | None, key: str) -> Report:
    """The list of units read. Raises FindingsError and GenwenError when it cannot be."""
    local = crew if isinstance(crew, LocalCrew) else None
    if local is not None:
        local.plan = workshop.plan
    report = Report(read_roster(workshop, local), workshop.plan, key=key)
    if errors_in(report.roster.notices):
        raise FindingsError(report.roster.notices)
    return report


def _clear(out: Path) -> None:
    """Remove half-written files of a killed run; the folder is locked, so that nobody is writing them."""
    for pattern in (".*.tmp", "*/.*.tmp", f"{RECORD_FOLDER}/{BULK_FOLDER}/.*.tmp"):
        for left in out.glob(pattern):
            with suppress(OSError):
                left.unlink()


def _crew(workers: int, executor: Executor | Crew | None) -> Crew | None:
    """Whoever does the work: the executor given, processes of this machine, or (None) this process alone."""
    if executor is not None:
        return executor if isinstance(executor, Crew) else Crew(executor, workers)
    return LocalCrew(workers) if workers > 1 else None


class Hands:
    """Who works: a crew, or (for a few documents, or without one) this process."""

    def __init__(self, report: Report, crew: Crew | None, own: Worker) -> None:
        plan = report.plan
        few = len(report.roster.entries) * len(plan.documents) <= FEW and isinstance(crew, LocalCrew)
        self.plan, self.crew, self.own = plan, None if few else crew, own
        if self.crew is not None:
            self.crew.begin(plan, own)

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


def _work(
    report: Report,
    folder: BulkFolder,
    hands: Hands,
    told: Told,
    validated: Callable[[Roster], None],
) -> None:
    """Validate, then build; an interruption ends either, and the report says so."""
    try:
        wanted = _validated(report, folder, hands, told)
        validated(report.roster)
        jobs = list(_jobs(report, folder, wanted))
        first = FIRST * len(report.plan.documents)
        compared = report.plan.verify != UNVERIFIED and report.plan.compared
        _built(report, hands, jobs[:first], len(jobs), told)
        if compared:
            _verified(report, first)
        _built(report, hands, jobs[first:], len(jobs), told)
        if compared:
            _verified(report, None)
    except KeyboardInterrupt:
        report.interrupted = True
    report.outcomes.sort(key=lambda item: (item.unit, report.plan.documents.index(item.document)))


def _built(report: Report, hands: Hands, jobs: Sequence[Job], whole: int, told: Told) -> None:
    for batch in hands.build(jobs):
        report.outcomes += batch
        report.made += len(batch)
        told(BUILDING, report.made, whole)


def _verified(report: Report, first: int | None) -> None:
    """Compare the first documents made, or (None) a sample of the others. Raises GenwenError on a difference."""
    from genwen.bulk.verify import Verifier, sample_of  # brings docxtpl and lxml

    made = report.outcomes[len(report.outcomes) - report.made :]
    chosen = made[:first] if first is not None else sample_of(made[report.verified :], report.plan.common)
    if chosen:
        with closing(Verifier(report.plan)) as verifier:
            report.verified += verifier.verify(chosen, report.roster.entries.offsets)


def _validated(report: Report, folder: BulkFolder, hands: Hands, told: Told) -> list[int]:
    """The units whose documents are to be made; what is wrong with the others is in the roster."""
    roster, plan = report.roster, report.plan
    doubtful = [
        number
        for number in range(len(roster.entries))
        if not roster.broken(number) and (plan.where or not _unchanged(report, folder, number))
    ]
    done = 0
    for batch in hands.validate([(number, roster.entries.offsets[number]) for number in doubtful]):
        for verdict in batch:
            if not verdict.wanted:
                report.left_out.add(verdict.unit)
            elif verdict.findings:
                roster.findings.setdefault(verdict.unit, []).extend(verdict.findings)
        done += len(batch)
        told(VALIDATING, done, len(doubtful))
    if plan.where:
        for number in report.left_out:
            roster.findings.pop(number, None)
    return [
        number for number in range(len(roster.entries)) if number not in report.left_out and not roster.broken(number)
    ]


def file_of(report: Report, number: int, document: str) -> str:
    """The file of a document of a unit, without .docx."""
    stem = report.roster.entries.stems[number]
    return f"{stem}/{document}" if report.plan.folders else f"{stem}-{document}"


def _unchanged(report: Report, folder: BulkFolder, number: int) -> bool:
    """Whether all documents of a unit are as they were made from what it says now."""
    state = report.roster.state(number)
    for document in report.plan.documents:
        file = file_of(report, number, document)
        found = folder.unchanged(file, inputs_of(report.plan.common, document, state))
        if not found or (found != "未变" and report.plan.fresh):
            return False
    return True


def _jobs(report: Report, folder: BulkFolder, wanted: Sequence[int]) -> Iterator[Job]:
    """What is to be made; what is as it was goes straight into the report."""
    plan, roster = report.plan, report.roster
    chance, count = random.Random(plan.common), 0
    for number in wanted:
        state = roster.state(number)
        for document in plan.documents:
            file = file_of(report, number, document)
            inputs = inputs_of(plan.common, document, state)
            found = folder.unchanged(file, inputs)
            if found and not (plan.fresh and found != "未变"):
                gaps = tuple(str(gap["path"]) for gap in folder.note(file).get("待补", ()))
                report.outcomes.append(Outcome(number, document, file, found, f"{file}.docx", gaps))
            else:
                entry = folder.entries.get(f"{file}.docx")
                count += 1
                read = plan.verify == ALL or (
                    plan.verify != UNVERIFIED and (count <= FIRST * len(plan.documents) or chance.random() < READ_SHARE)
                )
                yield Job(number, roster.entries.offsets[number], document, file, inputs, entry, read)


def workers_here() -> int:
    """The processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def default_folder(outputs: Path, year: int) -> Path:
    """Where the documents of units go unless --out says otherwise."""
    return outputs / str(year) / "下级单位"


def problems(roster: Roster) -> Iterator[tuple[int, Finding]]:
    """Everything wrong with units, in their order."""
    for number in sorted(roster.findings):
        for finding in roster.findings[number]:
            yield number, finding
