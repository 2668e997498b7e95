"""One bulk run: read the list, validate every unit, build what changed, unit by unit, and say what became of each.

`run_bulk` is the table of contents. A unit that fails does not stop the others; what is interrupted leaves whole files,
and the next run goes on where this one stopped.
"""

from __future__ import annotations

import os
import random
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, suppress
from pathlib import Path

from genwen.bulk.crew import Crew, LocalCrew
from genwen.bulk.digests import common_digest, inputs_of
from genwen.bulk.finished import key_of
from genwen.bulk.folder import BULK_FOLDER, BulkFolder, bulk_folder, gather_records, put_on_disk
from genwen.bulk.generations import gather_sources, keep_office
from genwen.bulk.hands import Hands, Lazy
from genwen.bulk.leftovers import left_over
from genwen.bulk.outcomes import PRESSING, Outcomes
from genwen.bulk.outlines import of_all_units
from genwen.bulk.process import lend
from genwen.bulk.reading import read_roster
from genwen.bulk.roster import Roster
from genwen.bulk.spool import SPOOL
from genwen.bulk.work import FAILED, Job, Outcome, Worker
from genwen.bulk.workshop import Plan, Workshop, open_plan
from genwen.campaign.root import RESULTS
from genwen.checking import with_lines
from genwen.cycles import collected_seldom
from genwen.diagnostics import Finding, FindingsError, errors_in
from genwen.outputs import RECORD_FOLDER
from genwen.records import made, record, replace
from genwen.refusals import refuse_sample
from genwen.revision.words import BESIDE, MERGED, SAME

VALIDATING, BUILDING = "核对", "生成"
ALL, UNVERIFIED = "全部", "不核"
READ_SHARE = 0.02
"""The share of documents read back when a sample is asked for."""
FIRST = 3
"""Units whose documents are compared before the others are built."""
SAMPLE = 8
"""Documents of the others that are compared."""
FEW = 24
"""Jobs up to which another process would cost more than it saves."""

Told = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many of how many."""


@record(frozen=False)
class Report:
    """What became of a run."""

    roster: Roster
    plan: Plan
    outcomes: Outcomes
    left_out: set[int] = made(default_factory=set)
    interrupted: bool = False
    checked: int = 0
    """The units that were looked at before anything was made."""
    due: int | None = None
    """The documents that were to be made; None when it did not come to that."""
    verified: int = 0
    unchanged: int = 0
    """The outcomes of documents that were as they should be, before any was made."""
    key: str = ""
    """What the run was made from, as it was when the run began."""
    left_over: list[str] = made(default_factory=list)
    """Files of earlier runs that are no longer due."""

    @property
    def made(self) -> int:
        """The documents that were made or failed, of those that were to be made."""
        return len(self.outcomes) - self.unchanged

    @property
    def broken(self) -> list[int]:
        """The units whose facts have errors, by number."""
        return [number for number in sorted(self.roster.findings) if self.roster.broken(number)]

    @property
    def clean(self) -> bool:
        """Whether every unit that was wanted has its documents, and nobody has to look at one."""
        return not self.interrupted and not self.broken and not self.outcomes.count(FAILED, BESIDE, PRESSING)


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
    if plan.final:
        from genwen.lint.profile import profile_at  # only a 定稿 is held against the standard

        refuse_sample(project := open_plan(plan))
        profile_at(project.root)  # wishes that cannot be read concern all units
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
            run=gather_records(plan.out, folder.records),
            spool=bulk_folder(plan.out) / SPOOL,
        )
        workshop.plan = plan
        gather_sources(bulk_folder(plan.out), plan.run, folder.entries)
        keep_office(workshop.project, bulk_folder(plan.out), plan.common)
        key = key_of(plan, plan.common)
        crew = _crew(workers, executor)
        try:
            lend(workshop)
            with collected_seldom():
                report = _read(workshop, folder, crew, key)
                with closing(Worker(plan, workshop)) as own:
                    _work(report, folder, _hands(report, crew, own), told, validated)
        finally:
            if crew is not None:
                crew.close()
                put_on_disk(plan.out, plan.run)
                if crew.died:
                    _clear(plan.out)
            lend(None)
    return report


def _read(workshop: Workshop, folder: BulkFolder, crew: Crew | None, key: str) -> Report:
    """The list of units read. Raises FindingsError and GenwenError when it cannot be."""
    local = crew if isinstance(crew, LocalCrew) else None
    if crew is not None and local is None:
        # other executors have threads here, which a fork would not know of
        local = LocalCrew(workers_here(), "spawn")
    if local is not None:
        local.plan = workshop.plan
    plan = workshop.plan

    def owner(stem: str, plain: bool) -> str:
        if plain and not (folder.records and folder.records.renamed):
            return ""  # nearly all
        owners = (folder.owner(_file(plan, stem, document), plain) for document in plan.documents)
        return next(filter(None, owners), "")

    try:
        roster = read_roster(workshop, local, owner)
    finally:
        if local is not None and local is not crew:
            local.close()
    report = Report(roster, workshop.plan, Outcomes(workshop.plan.documents), key=key)
    if errors_in(report.roster.notices):
        raise FindingsError(report.roster.notices)
    if of_all_units(workshop.project, workshop.plan.documents):
        report.roster.notices += with_lines(workshop.project, workshop.facts.groups[RESULTS].doubled_numbers)
    return report


def _clear(out: Path) -> None:
    """Remove half-written files of a process that was killed; the folder is locked, so that nobody is writing them."""
    for pattern in (".*.tmp", "*/.*.tmp", f"{RECORD_FOLDER}/{BULK_FOLDER}/.*.tmp"):
        for left in out.glob(pattern):
            with suppress(OSError):
                left.unlink()


def _crew(workers: int, executor: Executor | Crew | None) -> Crew | None:
    """Whoever does the work: the executor given, processes of this machine, or (None) this process alone."""
    if executor is not None:
        return executor if isinstance(executor, Crew) else Crew(executor, workers)
    return LocalCrew(workers) if workers > 1 else None


def _hands(report: Report, crew: Crew | None, own: Worker) -> Hands:
    """Who works on a run; a few documents are made here."""
    few = len(report.roster.entries) * len(report.plan.documents) <= FEW and isinstance(crew, LocalCrew)
    return Hands(report.plan, None if few else crew, own)


def _work(
    report: Report,
    folder: BulkFolder,
    hands: Hands,
    told: Told,
    validated: Callable[[Roster], None],
) -> None:
    """Validate, then build; an interruption ends either, and the report says so."""
    try:
        _validate(report, folder, hands, told)
        validated(report.roster)
        jobs = _jobs(report, folder)
        report.due = len(jobs)
        report.left_over = left_over(hands.own.workshop.project, report.plan, folder, lambda: _due(report))
        first = FIRST * len(report.plan.documents)
        compared = report.plan.verify != UNVERIFIED and report.plan.compared
        _build(report, hands, jobs[:first], len(jobs), told)
        if compared:
            _verify(report, range(report.unchanged, len(report.outcomes)))
        begun = len(report.outcomes)
        _build(report, hands, jobs.after(first), len(jobs), told)
        if compared:
            _verify(report, sample_of(range(begun, len(report.outcomes)), report.plan.common))
    except KeyboardInterrupt:
        report.interrupted = True


def _build(report: Report, hands: Hands, jobs: Sequence[Job], whole: int, told: Told) -> None:
    if jobs:
        told(BUILDING, report.made, whole)
    for batch in hands.build(jobs):
        report.outcomes.add(batch)
        told(BUILDING, report.made, whole)


def sample_of(numbers: range, seed: str) -> list[int]:
    """A random sample; the same for the same run."""
    return sorted(random.Random(seed).sample(numbers, min(SAMPLE, len(numbers))))


def _verify(report: Report, numbers: Iterable[int]) -> None:
    """Compare documents made, by the numbers of their outcomes. Raises GenwenError on a difference."""
    chosen = [report.outcomes[number] for number in numbers]
    if chosen:
        from genwen.bulk.verify import Verifier  # brings docxtpl and lxml

        with closing(Verifier(report.plan)) as verifier:
            report.verified += verifier.verify(chosen, report.roster.entries.offsets)


def _validate(report: Report, folder: BulkFolder, hands: Hands, told: Told) -> None:
    """Tell what is wrong with the units whose documents may have to be made, and which ones are not wanted."""
    roster, plan, offsets = report.roster, report.plan, report.roster.entries.offsets
    doubtful = array("q")
    for number in range(len(roster.entries)):
        if number in roster.orphans or (
            not roster.broken(number) and (plan.where or not _unchanged(report, folder, number))
        ):
            doubtful.append(number)
    if doubtful:
        told(VALIDATING, 0, len(doubtful))
    for batch in hands.validate(Lazy(doubtful, lambda number: (number, offsets[number]))):
        for verdict in batch:
            if not verdict.wanted:
                report.left_out.add(verdict.unit)
            elif verdict.findings:
                roster.findings.setdefault(verdict.unit, []).extend(verdict.findings)
        report.checked += len(batch)
        told(VALIDATING, report.checked, len(doubtful))
    if plan.where:
        for number in report.left_out:
            roster.findings.pop(number, None)


def file_of(report: Report, number: int, document: str) -> str:
    """The file of a document of a unit, without .docx."""
    return _file(report.plan, report.roster.entries.stems[number], document)


def _file(plan: Plan, stem: str, document: str) -> str:
    return f"{stem}/{document}" if plan.folders else f"{stem}-{document}"


def _due(report: Report) -> set[str]:
    """The files of all units that a document is for, those with errors too."""
    out = set() if report.plan.narrowed else report.left_out
    numbers = (number for number in range(len(report.roster.entries)) if number not in out)
    return {file_of(report, number, document) for number in numbers for document in report.plan.documents}


def _unchanged(report: Report, folder: BulkFolder, number: int) -> bool:
    """Whether all documents of a unit are as they were made from what it says now."""
    for document in report.plan.documents:
        file = file_of(report, number, document)
        if not folder.has(file):
            return False
        found = folder.unchanged(file, inputs_of(report.plan.common, document, report.roster.state(number)))
        if not _stays(report.plan, found):
            return False
    return True


def _stays(plan: Plan, found: str) -> bool:
    """Whether nothing is done about a document whose inputs are as they were: one that was edited is given up by --fresh,
    and looked into before it is final."""
    return found == SAME or bool(found and not (plan.fresh or plan.final))


def _jobs(report: Report, folder: BulkFolder) -> Lazy[Job]:
    """What is to be made; what is as it was goes straight into the report."""
    plan, roster, outcomes = report.plan, report.roster, report.outcomes
    wanted = array("q")
    for number in range(len(roster.entries)):
        if number in report.left_out or roster.broken(number):
            continue
        for at, document in enumerate(plan.documents):
            file = file_of(report, number, document)
            known = folder.has(file)
            found = folder.unchanged(file, inputs_of(plan.common, document, roster.state(number))) if known else ""
            if _stays(plan, found):
                gaps = tuple(str(gap["path"]) for gap in folder.note(file).get("待补", ()))
                outcomes.add([Outcome(number, document, file, found, f"{file}.docx", gaps)])
            else:
                wanted.append(number * len(plan.documents) + at)
    report.unchanged = len(outcomes)
    first = frozenset(wanted[: FIRST * len(plan.documents)])

    def job(code: int) -> Job:
        number, at = divmod(code, len(plan.documents))
        document = plan.documents[at]
        file, inputs = file_of(report, number, document), inputs_of(plan.common, document, roster.state(number))
        known = folder.entries[f"{file}.docx"] if folder.has(file) else None
        drawn = code in first or int(inputs[:8], 16) < READ_SHARE * (1 << 32)
        read = plan.verify == ALL or (plan.verify != UNVERIFIED and drawn)
        return Job(
            number, roster.entries.offsets[number], document, file, inputs, known, read,
            roster.entries.names[number],
        )  # fmt: skip

    return Lazy(wanted, job)


def workers_here() -> int:
    """The processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def default_folder(outputs: Path, year: int) -> Path:
    """Where the documents of units go unless --out says otherwise."""
    return outputs / str(year) / "下级单位"


def problems(report: Report) -> Iterator[tuple[int, Finding]]:
    """Everything wrong with units, in their order; then what is to be looked at in merged drafts."""
    for number, findings in sorted(report.roster.findings.items()):
        for finding in findings:
            yield number, finding
    for item in report.outcomes.of(MERGED):
        for finding in item.findings:
            yield item.unit, finding
