"""Documents made where our folders cannot be seen: what they are made from is sent, what was made comes back.

A process elsewhere unpacks the office (settings, facts, wording, own templates, the units that others inherit from) once,
gets the lines of its units with each batch, and puts them where they stand in the spool here; the rest is the ordinary
way. What it gives back is decided on and written here.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from genwen.bulk.process import ONE, finish, worker_of
from genwen.bulk.spool import SPOOL, Spool, read_superiors, write_superiors
from genwen.bulk.work import Job, Outcome, Verdict, Worker
from genwen.bulk.workshop import Made, Plan
from genwen.project import SETTINGS_FILE, Project
from genwen.records import record, replace
from genwen.revision.decide import Draft

CONTENT = "content"
Lines = Sequence[tuple[int, bytes]]
"""Lines of the spool with their places."""


@record
class Office:
    """All that documents are made from but the units themselves: an archive, the plan, the units others inherit from."""

    digest: str
    packed: bytes
    plan: Plan
    superiors: dict[str, int]
    lines: tuple[tuple[int, bytes], ...]


@record
class Product:
    """A document made elsewhere, with what is to be noted of it."""

    draft: Draft
    noted: dict[str, object]


def pack_office(project: Project, plan: Plan) -> Office:
    """What processes elsewhere need. `plan` must be that of a run whose spool is written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(project.root / SETTINGS_FILE, SETTINGS_FILE)
        folders = {CONTENT: project.content}
        if project.own_templates.is_relative_to(project.root):
            folders[project.own_templates.relative_to(project.root).as_posix()] = project.own_templates
        for name, folder in folders.items():
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
    packed = stream.getvalue()
    superiors = read_superiors(plan.spool)
    lines = lines_of(plan, superiors.values())
    return Office(hashlib.sha256(packed).hexdigest(), packed, plan, superiors, tuple(lines))


def lines_of(plan: Plan, places: Iterable[int]) -> list[tuple[int, bytes]]:
    """The lines of the spool at places."""
    spool = Spool(plan.spool)
    try:
        return [(place, spool.line(place)) for place in sorted(set(places))]
    finally:
        spool.close()


_opened: tuple[str, Plan, tempfile.TemporaryDirectory[str]] | None = None


def _open(office: Office) -> Plan:
    """The plan of an office unpacked here; kept until another one comes. To be called with ONE held."""
    global _opened
    known = f"{office.digest} {office.plan!r}"
    if _opened is not None and _opened[0] == known:
        return _opened[1]
    close()
    home = tempfile.TemporaryDirectory(prefix="genwen-", ignore_cleanup_errors=True)
    root = Path(home.name).resolve()
    with zipfile.ZipFile(io.BytesIO(office.packed)) as archive:
        archive.extractall(root)
    units, spool = root / CONTENT / office.plan.units.name, root / "单位" / SPOOL
    spool.parent.mkdir()
    units.touch()
    plan = replace(office.plan, root=root, content=root / CONTENT, out=root / "公文", units=units, spool=spool)
    write_superiors(spool, office.superiors)
    _place(spool, office.lines)
    _opened = (known, plan, home)
    return plan


def close() -> None:
    """Let go of the worker and of what was unpacked."""
    global _opened
    with ONE:
        finish()
        if _opened is not None:
            _opened[2].cleanup()
            _opened = None


def _worker(office: Office, lines: Lines) -> Worker:
    """The worker of this process with these lines in its spool."""
    plan = _open(office)
    _place(plan.spool, lines)
    worker = worker_of(plan)
    worker.spool.close()
    worker.spool = Spool(plan.spool)  # what was read ahead of lines that were not there is forgotten
    return worker


def _place(spool: Path, lines: Lines) -> None:
    """Lines where they stand in the spool; what lies between them is never read."""
    with spool.open("r+b" if spool.exists() else "w+b") as stream:
        for place, line in lines:
            stream.seek(place)
            stream.write(line + b"\n")


def validate_afar(office: Office, lines: Lines, units: Sequence[tuple[int, int]]) -> list[Verdict]:
    """As `Worker.validate`."""
    with ONE:
        return _worker(office, lines).validate(units)


def build_afar(office: Office, lines: Lines, jobs: Sequence[Job]) -> list[Product | Outcome]:
    """Documents made, or what they failed with."""
    with ONE:
        worker = _worker(office, lines)
        return [_product(worker, job) for job in jobs]


def _product(worker: Worker, job: Job) -> Product | Outcome:
    found: list[Product] = []

    def make() -> Outcome:
        made = worker.made(job)
        found.append(Product(Draft(made.draft.docx, made.draft.version), made.noted))
        return Outcome(job.unit, job.document, job.file, "")

    outcome = worker.guarded(job, make)
    return found[0] if found else outcome


class Received:
    """A document made elsewhere, used as a `Made`; what only an edited draft needs is made here."""

    def __init__(self, product: Product, worker: Worker, job: Job) -> None:
        self.draft, self.noted = product.draft, product.noted
        self._worker, self._job = worker, job

    def with_model(self) -> Draft:
        """See `Made.with_model`."""
        return self._worker.made(self._job).with_model()

    def model(self) -> str:
        """See `Made.model`."""
        return self._worker.made(self._job).model()


def receive(worker: Worker, jobs: Sequence[Job], found: Sequence[Product | Outcome]) -> list[Outcome]:
    """Put documents made elsewhere into the folder."""
    return [
        item if isinstance(item, Outcome) else _put(worker, job, item) for job, item in zip(jobs, found, strict=True)
    ]


def _put(worker: Worker, job: Job, product: Product) -> Outcome:
    return worker.guarded(job, lambda: worker.put(job, cast(Made, Received(product, worker, job))))
