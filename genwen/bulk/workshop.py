"""What a process needs to make documents of units: the office's facts, outlines and templates, each read once.

`Workshop.validate` says what is wrong with a unit's facts, `Workshop.making` gives a document of it. Both are the ordinary
way: compose, render, read back. Made anew in each worker from a `Plan`, which is all that crosses the process border.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from genwen import __version__
from genwen.bulk.final import refuse_unready
from genwen.bulk.generations import Again
from genwen.bulk.outlines import unit_documents, unit_outline
from genwen.checking import load
from genwen.diagnostics import Finding, FindingsError, Position, Severity, errors_in
from genwen.document.compose import Composition, composing, scope_for
from genwen.document.elements import Document
from genwen.document.expressions import Expression, ExpressionError, compile_expression, is_true
from genwen.document.outline.compiled import Outline
from genwen.document.stencil import Stencils
from genwen.facts.loader import Facts
from genwen.ooxml.archive import deflater
from genwen.pipeline import fonts_of
from genwen.project import Project, open_project
from genwen.records import made, record
from genwen.refusals import refuse_faults
from genwen.rendering.plans import load_plan
from genwen.rendering.readback import read_back
from genwen.rendering.renderer import Rendered, Renderer
from genwen.revision.decide import Draft
from genwen.revision.model import model_of, model_to_json
from genwen.revision.store import Version
from genwen.revision.words import digest
from genwen.steps import Work, finished
from genwen.units.lists import ListSettings, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import RESULTS, Resolved, Resolver

VERIFY = ("抽样", "全部", "不核")
"""Which documents are made again in other ways and compared."""


@record
class Plan:
    """What a run is about, small enough to be handed to every worker."""

    root: Path
    year: int
    content: Path
    out: Path
    units: Path
    documents: tuple[str, ...]
    common: str = ""
    where: str = ""
    narrowed: bool = False
    """Whether documents are due that `where` leaves out."""
    spool: Path = Path()
    run: int = 0
    deflate: str = "zlib"
    folders: bool = False
    fresh: bool = False
    ignore_lock: bool = False
    final: bool = False
    """Whether what is not ready for a 定稿 is refused."""
    verify: str = "不核"
    compared: bool = True
    """Whether a sample is made again in other ways; only measurements go without while reading back."""


@record(eq=False)
class Press:
    """One document ready to be made: its outline, its template compiled, what is noted of the template."""

    name: str
    outline: Outline
    renderer: Renderer
    template: str
    stencils: Stencils = made(default_factory=Stencils)
    """What one unit's document leaves for the next."""


def open_plan(plan: Plan) -> Project:
    """The project of a plan."""
    return open_project(plan.root, plan.year, plan.content)


class Workshop:
    """The office's facts and, for each document, its press."""

    def __init__(self, plan: Plan, above: Any = None) -> None:
        self.plan = plan
        self.project = project = open_plan(plan)
        self.facts = load(project)
        if errors_in(self.facts.findings):
            raise FindingsError(self.facts.findings)
        self.settings: ListSettings = list_settings(project)
        if errors_in(self.settings.findings):
            raise FindingsError(self.settings.findings)
        path = list_path(project, self.settings, plan.units)
        self.facts.groups[RESULTS].list_path = path
        context = {"隐去写法": project.settings.withheld}
        self.resolver = Resolver(
            self.facts, scope_for, context, Position(project.shown(path.resolve())), self.settings.kept,
            self.settings.dropped, above or (lambda name: None), unit_documents(project),
        )  # fmt: skip
        if errors_in(self.resolver.findings):
            raise FindingsError(self.resolver.findings)
        self.where: Expression | None = compile_expression(plan.where) if plan.where else None
        self._presses: dict[str, Press] = {}

    def press(self, name: str) -> Press:
        """The press of a document. Raises FindingsError or GenwenError when outline or template cannot be used."""
        found = self._presses.get(name)
        if found is None:
            found = self._presses[name] = self._press(name)
        return found

    def _press(self, name: str) -> Press:
        project, outline = self.project, unit_outline(self.project, name)
        template, _ = project.template(outline.template)
        cache = project.outputs / ".genwen" / "模板"
        compiled = load_plan(template, fonts_of(project), shown=project.shown(template), cache=cache)
        return Press(name, outline, Renderer(compiled), f"{outline.template} {digest(template.read_bytes())}")

    def validate(self, unit: UnitRecord) -> Resolved:
        """The facts of a unit with everything wrong with them."""
        return self.resolver.resolve(unit)

    def validating(self, line: bytes) -> Work[Resolved]:
        """As `validate`, of the line of a unit, step by step."""
        return self.resolver.resolving(line)

    def read_line(self, line: bytes) -> Resolved:
        """The facts of a unit that was validated before; what is wrong with them is not looked for again."""
        return finished(self.resolver.resolving(line, judged=True))

    def wanted(self, resolved: Resolved) -> bool:
        """Whether a unit fulfils --where; when that cannot be said, it is not, and a finding says so."""
        if self.where is None:
            return True
        try:
            return is_true(self.where.evaluate(scope_for(resolved.facts, "")))
        except ExpressionError as error:
            said = f"不能判断 --where：{error.finding.message}"
            resolved.findings.append(Finding("B102", said, error.finding.hint, resolved.record.at))
            return True

    def composed(self, name: str, facts: Facts) -> Composition:
        """A document of a unit, composed. Raises FindingsError with what is wrong."""
        return finished(self.composing(name, facts))

    def composing(self, name: str, facts: Facts) -> Work[Composition]:
        """As `composed`, step by step."""
        settings = self.project.settings
        try:
            composition = yield from composing(
                self.press(name).outline, facts, fonts=settings.fonts, even_page=settings.imprint_even_page,
                seal_lines=settings.seal_lines, stencils=self.press(name).stencils,
            )  # fmt: skip
        except ExpressionError as error:
            raise FindingsError([error.finding]) from error
        if errors_in(composition.findings):
            raise FindingsError(composition.findings)
        return composition

    def rendered(self, name: str, composition: Composition, facts: Facts) -> tuple[Rendered, str]:
        """A composed document as a package, and its build id: a digest of all that is printed, and of the template."""
        press, using = self.press(name), deflater(self.plan.deflate)
        ids: list[str] = []

        def identify(parts: Mapping[str, bytes]) -> str:
            # two checksums tell the generations of a document apart; digests of all of it would take as long as deflating
            said: list[object] = [__version__, press.template]
            for part, data in parts.items():
                said += (part, len(data), using.crc32(data), using.adler32(data))
            ids.append(hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:20])
            return ids[0]

        unit = facts.get("单位")
        creator = unit.name.text if unit is not None and unit.name.known else ""
        rendered = press.renderer.render(
            composition.document,
            composition.scope,
            creator=creator,
            build_id=identify,
            using=using,
        )
        return rendered, ids[0]

    def making(self, name: str, file: str, facts: Facts, inputs: str, read: bool = True) -> Work[Made]:
        """A document of a unit as it goes into the folder as `file`, with `read` read back.

        Raises FindingsError with what is wrong, and with what keeps it from being final where it is to be.
        """
        composition = yield from self.composing(name, facts)
        yield
        if self.plan.final:
            refuse_unready(self.project, self.facts, name, facts, composition)
        rendered, build = self.rendered(name, composition, facts)
        data = rendered.data
        if self.plan.final:
            refuse_faults(self.project, {file: data}, name)
        findings = read_back(data, rendered.printed, f"{file}.docx", rendered.parts, rendered.pieces) if read else []
        if errors_in(findings):
            raise FindingsError(findings)
        version = Version(file, build, digest(data), "", inputs, self.press(name).template)
        notices = [item.to_json() for item in composition.findings if item.severity is not Severity.ERROR]
        return Made(Draft(data, version), {"待补": gaps_of(composition), "发现": notices}, composition.document)

    def generation(self, name: str, facts: Facts) -> tuple[Again, str]:
        """A generation made again with its model, and its build id."""
        composition = self.composed(name, facts)
        rendered, build = self.rendered(name, composition, facts)
        data = rendered.data
        return Again(data, model_to_json(model_of(composition.document, data))), build


@record(eq=False)
class Made:
    """A document made: the draft without its model, what is to be noted of it, what the model is made of."""

    draft: Draft
    noted: dict[str, Any]
    document: Document

    def with_model(self) -> Draft:
        """The draft with its model, for what a clerk has edited."""
        return Draft(self.draft.docx, self.draft.version, self.model())

    def model(self) -> str:
        """The model as it is kept."""
        return model_to_json(model_of(self.document, self.draft.docx))


def gaps_of(composition: Composition) -> list[dict[str, Any]]:
    """What is 待补 in a document, as the record has it."""
    found = []
    for run in composition.gaps():
        origin = run.origin
        if origin is not None:
            found.append({"path": origin.path, "position": origin.position.to_json() if origin.position else None})
    return found
