"""The work of one process: units validated, documents built, batch by batch.

A worker keeps its workshop between batches. What comes back of a document is a few words: what became of it, what is
待补, what is wrong.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from genwen.bulk.folder import BulkFolder, bulk_folder
from genwen.bulk.generations import SHORT, Again, Maker, SourceLog
from genwen.bulk.spool import Spool, read_superiors, superior_in
from genwen.bulk.workshop import Made, Plan, Workshop
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, Severity
from genwen.document.statistics.quantities import let_go
from genwen.records import record, replace
from genwen.refusals import refuse_merges
from genwen.revision.locks import opened_by
from genwen.revision.store import Version
from genwen.revision.words import BESIDE, LEFT, MERGED, NEW
from genwen.steps import Work, abreast, finished
from genwen.units.records import UnitRecord
from genwen.units.resolve import Resolved

if TYPE_CHECKING:
    from genwen.revision.decide import Decision

T = TypeVar("T")
FAILED = "失败"
ABREAST = 16
"""Units or documents taken through each step together; that takes a quarter less time than one after the other."""
REMEMBERED = 2_048
"""Units whose facts a worker remembers until they are built, some 20 KB each: those of a city are read once."""
SYNC_AFTER = 1.0
"""Seconds after which what batches recorded is put on disk for certain: each time a process waits some hundredths."""


@record
class Job:
    """A document to be made of a unit: its place in the spool, its file, the digest of its inputs, what is on record."""

    unit: int
    offset: int
    document: str
    file: str
    inputs: str
    entry: dict[str, Any] | None = None
    read_back: bool = True
    name: str = ""
    """The name of the unit."""


@record
class Outcome:
    """What became of a document: 新建, 未变, 更新, 保留, 合并, 新稿 or 失败; `path` is the file it went to."""

    unit: int
    document: str
    file: str
    result: str
    path: str = ""
    gaps: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    detail: str = ""


@record
class Verdict:
    """What is wrong with the facts of a unit, and whether it is wanted at all."""

    unit: int
    wanted: bool
    findings: tuple[Finding, ...] = ()


class Worker:
    """One process at work."""

    def __init__(self, plan: Plan, workshop: Workshop | None = None) -> None:
        self.plan = plan
        self.spool = Spool(plan.spool)
        self.workshop = workshop or Workshop(plan)
        self.workshop.resolver.above = self._above
        self._superiors = read_superiors(plan.spool)
        bulk = bulk_folder(plan.out)
        number = int.from_bytes(os.urandom(4))  # process ids are the same on several machines
        self.folder = BulkFolder.for_worker(plan.out, plan.run, number)
        self.folder.source = plan.common[:SHORT]
        self.sources = SourceLog(bulk, plan.run, number)
        self.maker = Maker(bulk, self._as_it_was)
        self._known: dict[int, Resolved] = {}
        self._done: set[int] = set()
        self._synced = time.monotonic()

    def _as_it_was(self, folder: Path) -> Workshop:
        """The office as it was when a document was made."""
        plan = self.plan
        return Workshop(replace(plan, root=folder, content=folder / "content", where=""))

    def _above(self, name: str) -> UnitRecord | None:
        offset = self._superiors.get(name)
        return self.spool.unit(offset) if offset is not None else None

    def _resolved(self, offset: int) -> Resolved:
        """A unit whose facts were found to be in order before."""
        known = self._known.get(offset)
        return known if known is not None else self.workshop.read_line(self.spool.line(offset))

    def close(self) -> None:
        """Put what was recorded on disk, close the files."""
        self.sources.close()
        self.folder.close()
        self.spool.close()

    def validate(self, units: Sequence[tuple[int, int]]) -> list[Verdict]:
        """What is wrong with units, given by number and place."""
        verdicts: list[Verdict] = []
        for at in range(0, len(units), ABREAST):
            verdicts += abreast([self._verdict(*unit) for unit in units[at : at + ABREAST]])
        return verdicts

    def _verdict(self, unit: int, offset: int) -> Work[Verdict]:
        resolved = yield from self.workshop.validating(self.spool.line(offset))
        if len(self._known) < REMEMBERED:
            self._known[offset] = resolved
        wanted = self.workshop.wanted(resolved)
        return Verdict(unit, wanted, tuple(dict.fromkeys(resolved.findings)))

    def build(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Build documents; one that fails does not stop the others."""
        outcomes: list[Outcome] = []
        for at in range(0, len(jobs), ABREAST):
            outcomes += self._built(jobs[at : at + ABREAST])
        if time.monotonic() - self._synced > SYNC_AFTER:
            self.sources.sync()
            self.folder.sync()
            self._synced = time.monotonic()
        return outcomes

    def _built(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Some documents, each step for all of them."""
        outcomes = abreast([self._built_one(job) for job in jobs])
        for offset in self._done | {job.offset for job in jobs}:
            if offset != jobs[-1].offset and (known := self._known.pop(offset, None)) is not None:
                let_go(known.facts)
        self._done = {jobs[-1].offset}  # other documents of it may follow
        return outcomes

    def _built_one(self, job: Job) -> Work[Outcome]:
        try:
            self._known[job.offset] = self._resolved(job.offset)
            yield
            made = yield from self._making(job)
            self._note_source(job, made.draft.version)
            yield
            return self._placed(job, made)
        except (GenwenError, OSError) as error:
            return _failed(job, error)

    def _making(self, job: Job) -> Work[Made]:
        return self.workshop.making(job.document, job.file, self._resolved(job.offset).facts, job.inputs, job.read_back)

    def made(self, job: Job) -> Made:
        """A document made, nothing written. Raises GenwenError and FindingsError."""
        return finished(self._making(job))

    def guarded(self, job: Job, work: Callable[[], T]) -> T | Outcome:
        """What `work` gives for a document, or what it failed with."""
        try:
            return work()
        except (GenwenError, OSError) as error:
            return _failed(job, error)

    def put(self, job: Job, made: Made) -> Outcome:
        """A document made goes into the folder, as is decided by what is there."""
        self._note_source(job, made.draft.version)
        return self._placed(job, made)

    def _placed(self, job: Job, made: Made) -> Outcome:
        """As `put`; what it was made from is noted already."""
        self.sources.flush()
        folder, plan = self.folder, self.plan
        folder.unit = job.name
        gaps = tuple([str(gap["path"]) for gap in made.noted["待补"]])
        if job.entry is None and folder.is_free(job.file):
            file = folder.write_new(made.draft, job.inputs, made.noted)
            return Outcome(job.unit, job.document, job.file, NEW, file, gaps)
        folder.entries = {f"{job.file}.docx": job.entry} if job.entry is not None else {}
        draft = made.draft
        folder.again = self._again(made)
        decision = folder.decide(draft, plan.fresh)
        if decision.touches and not plan.ignore_lock:
            opened = opened_by(folder.path(job.file))
            if opened is not None:
                hint = "请在那里保存并关闭，再运行一次；其实没有打开的，加 --ignore-lock"
                raise GenwenError(opened.to_text(f"{job.file}.docx"), hint)
        if plan.final:
            command = f"genwen bulk {job.document}"
            refuse_merges(self.workshop.project, folder, {job.file: decision}, command)
        if decision.result in (LEFT, MERGED, BESIDE):
            draft = made.with_model()  # what a clerk works on has its generations on record
        written = folder.write(draft, decision, job.inputs, made.noted)
        return Outcome(job.unit, job.document, job.file, written.outcome, folder.file(written.path), gaps,
                       _pressing(job.file, decision), decision.reason)  # fmt: skip

    def _note_source(self, job: Job, version: Version) -> None:
        self.sources.add(job.file, version.id, self.plan.common, job.document, self._lines(job.offset))

    def _again(self, made: Made) -> Callable[[str, str], Again | None]:
        """The generation made now, or one that was made before."""
        version = made.draft.version

        def again(name: str, build: str) -> Again | None:
            if (name, build) == (version.name, version.id):
                return Again(made.draft.docx, made.model())
            return self.maker.again(name, build)

        return again

    def _lines(self, offset: int) -> list[bytes]:
        """What a unit and the units above it say."""
        lines: list[bytes] = []
        above: int | None = offset
        while above is not None:
            known = self._known.get(above)
            lines.append(known.line if known is not None and known.line else self.spool.line(above))
            above = self._superiors.get(superior_in(lines[-1])) if self._superiors else None
        return lines


def _failed(job: Job, error: GenwenError | OSError) -> Outcome:
    """What a document failed with."""
    if isinstance(error, FindingsError):
        findings: tuple[Finding, ...] = tuple(error.findings)
    elif isinstance(error, GenwenError):
        findings = (Finding("B101", error.message, error.hint),)
    else:
        said = f"读写文件时出错：{error.strerror or error}（{error.filename or job.file}）"
        findings = (Finding("B101", said, "检查磁盘空间、权限，或文件是否被占用"),)
    return Outcome(job.unit, job.document, job.file, FAILED, findings=findings)


def _pressing(file: str, decision: Decision) -> tuple[Finding, ...]:
    """What of a merge somebody has to look at."""
    if decision.result != MERGED or decision.merged is None:
        return ()
    from genwen.revision.telling import is_pressing, outcome_line  # only where a draft was merged

    hint = "打开文件看 genwen 的批注，定下来后删去；稿子里的数对的，写进名单"
    at = Position(f"{file}.docx")
    found = [outcome for outcome in decision.merged.outcomes if is_pressing(outcome)]
    return tuple(
        Finding("B104", f"{outcome.kind}：{outcome_line(outcome)}", hint, at, Severity.WARNING) for outcome in found
    )
