"""One document from facts to file: load, compose, render, read back, write.

The functions here are verbs in the order they are done; `build_documents` is the table of contents. Nothing is written
unless every document asked for is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genwen import __version__
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in, in_order, nearest
from genwen.project import SETTINGS_FILE, Project, packaged

if TYPE_CHECKING:
    from genwen.document.compose import Composition
    from genwen.document.outline import Outline
    from genwen.facts.loader import Facts

OUTLINES = "公文"


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: `final` (定稿) refuses while anything is 待补, `plain` leaves out the 通知 and the red head."""

    final: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """The result for one document: where it went, what is 待补 in it, what was noticed."""

    name: str
    path: Path
    outcome: str
    gaps: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    figures: int = 0
    cached: bool = False


def document_names(project: Project) -> list[str]:
    """The documents that have an outline, by name."""
    folder = project.content / OUTLINES
    return sorted(path.stem for path in folder.glob("*.yaml")) if folder.is_dir() else []


def build_documents(
    project: Project, names: Sequence[str], options: Options, told: Callable[[Built], None] | None = None
) -> list[Built]:
    """Build documents by name; `told` hears of each as it is written.

    Raises FindingsError with every problem of all of them (nothing is written then) and GenwenError when the folder or
    a template cannot be used.
    """
    from genwen.outputs import OutputFolder

    known = document_names(project)
    for name in names:
        if name not in known:
            raise GenwenError(
                f"没有名为“{name}”的公文",
                nearest(name, known) or f"在 {project.shown(project.content / OUTLINES)} 里建立 {name}.yaml",
            )
    refuse_sample(project, options)
    folder = OutputFolder.open(project.output_folder)
    digests = {name: inputs_digest(project, name, options) for name in names}
    fresh = [name for name in names if folder.unchanged(name, digests[name]) is None]
    results = {name: _as_recorded(project, folder, name) for name in names if name not in fresh}
    for name in list(fresh):
        kept = folder.kept(name, digests[name])
        if kept is not None:
            written = folder.write(name, kept, digests[name], folder.note(name))
            results[name] = _built(name, written, folder.note(name), cached=True)
            fresh.remove(name)
    documents = {
        name: make_document(project, name, options, facts) for facts in _loaded(project, fresh) for name in fresh
    }
    for name in names:
        if name in documents:
            data, noted = documents[name]
            results[name] = _built(name, folder.write(name, data, digests[name], noted), noted)
        if told:
            told(results[name])
    return [results[name] for name in names]


def refuse_sample(project: Project, options: Options) -> None:
    """Raise when a 定稿 is asked of the sample."""
    if options.final and project.settings.sample:
        raise FindingsError(
            [
                Finding(
                    "O101",
                    "样例不能定稿",
                    "用 genwen init 目录 建立本单位的文件夹，或填好事实后把 genwen.yaml 的 样例 改为 否",
                    Position(SETTINGS_FILE),
                )
            ]
        )


def _loaded(project: Project, names: Sequence[str]) -> list[Facts]:
    """The facts, loaded once for all documents; nothing when no document needs them."""
    if not names:
        return []
    facts = load(project)
    findings = list(facts.findings)
    for name in names:
        findings += read_outline(project, name)[1]
    if errors_in(findings):
        raise FindingsError(findings)
    return [facts]


def load(project: Project) -> Facts:
    """The facts of the project's year, with what is wrong with them."""
    from genwen.facts.loader import load_facts

    return load_facts(project.content, project.year, project.shown, {"隐去写法": project.settings.withheld})


def read_outline(project: Project, name: str) -> tuple[Outline, list[Finding]]:
    """The outline of a document, with what is wrong with it."""
    from genwen.document.outline_reader import OutlineReader
    from genwen.facts.source import read_source

    path = project.content / OUTLINES / f"{name}.yaml"
    try:
        source = read_source(path, project.shown(path))
    except OSError as error:
        raise GenwenError(f"无法读取 {project.shown(path)}", "检查文件是否被占用、是否有读取权限") from error
    reader = OutlineReader(name, source, project.settings.profile)
    outline = reader.read()
    return outline, source.findings + reader.findings


def compose_document(project: Project, name: str, options: Options, facts: Facts) -> tuple[Outline, Composition]:
    """The composed document; raises FindingsError when it cannot be."""
    from dataclasses import replace

    from genwen.document.compose import compose

    outline, findings = read_outline(project, name)
    if errors_in(findings):
        raise FindingsError(findings)
    if options.plain and outline.issued is not None:
        outline = replace(outline, issued_by="直接", template="文稿")
    settings = project.settings
    composition = compose(
        outline, facts, fonts=settings.fonts, even_page=settings.imprint_even_page, seal_lines=settings.seal_lines
    )
    composition.findings = _with_lines(project, in_order([*findings, *composition.findings]))
    return outline, composition


def _with_lines(project: Project, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with the line of YAML each is about."""
    from dataclasses import replace

    from genwen.facts.source import Source, read_source

    sources: dict[str, Source] = {}
    shown: list[Finding] = []
    for finding in findings:
        at = finding.position
        path = project.root / at.file if at is not None else None
        if at is None or path is None or finding.source or not at.line or path.suffix != ".yaml" or not path.is_file():
            shown.append(finding)
            continue
        if at.file not in sources:
            sources[at.file] = read_source(path, at.file)
        shown.append(replace(finding, source=sources[at.file].line(at.line)))
    return shown


def make_document(project: Project, name: str, options: Options, facts: Facts) -> tuple[bytes, dict[str, Any]]:
    """Compose, render and read back one document; its bytes and what is to be noted of it."""
    from genwen.rendering.readback import read_back
    from genwen.rendering.renderer import Renderer
    from genwen.rendering.template import load_plan

    outline, composition = compose_document(project, name, options, facts)
    if errors_in(composition.findings):
        raise FindingsError(composition.findings)
    gaps = [_gap_json(run) for run in composition.gaps()]
    if options.final and gaps:
        raise FindingsError(_gap_findings(name, gaps))
    path, _ = project.template(outline.template)
    shown = project.shown(path)
    plan = load_plan(path, fonts_of(project), shown=shown, cache=project.outputs / ".genwen" / "模板")
    rendered = Renderer(plan).render(composition.document, composition.scope, creator=_creator(facts))
    findings = read_back(rendered.data, rendered.printed, f"{name}.docx", rendered.parts)
    if errors_in(findings):
        raise FindingsError(findings)
    return rendered.data, {
        "待补": gaps,
        "发现": [finding.to_json() for finding in composition.findings],
        "数值": sum(1 for run in composition.runs() if run.origin is not None and run.origin.path),
    }


def _creator(facts: Facts) -> str:
    """The unit's name for the document's properties."""
    unit = facts.get("单位")
    return unit.name.text if unit is not None and unit.name.known else ""


def fonts_of(project: Project) -> dict[str, str]:
    """Font names of the templates → those of the chosen set."""
    from genwen.standard import DEFAULT_FONT_SET, FONT_SETS

    chosen, default = FONT_SETS[project.settings.fonts], FONT_SETS[DEFAULT_FONT_SET]
    return {default[role]: chosen[role] for role in default if default[role] != chosen[role]}


def inputs_digest(project: Project, name: str, options: Options) -> str:
    """A digest of all that a document is made from: facts, wording, settings, template, year, options, version."""
    hashed = hashlib.sha256(f"{__version__}\0{_code_state()}\0{project.year}\0{name}\0{options}".encode())
    paths = [project.root / SETTINGS_FILE, *sorted(project.content.rglob("*.yaml"))]
    for folder in (project.own_templates, packaged() / "templates" / "公文"):
        paths += sorted(folder.glob("*.docx")) if folder.is_dir() else []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        hashed.update(f"\0{path.name}\0{len(data)}\0".encode())
        hashed.update(data)
    return hashed.hexdigest()


def _code_state() -> str:
    """What tells two states of genwen's own code with one version number apart: sizes and times of its files."""
    found = []
    for entry in sorted(Path(__file__).parent.glob("*/*.py")):
        state = entry.stat()
        found.append(f"{state.st_size}:{state.st_mtime_ns}")
    return hashlib.sha256(" ".join(found).encode()).hexdigest()


def _as_recorded(project: Project, folder: Any, name: str) -> Built:
    from genwen.outputs import Written

    return _built(name, Written(project.output_folder / f"{name}.docx", "未变"), folder.note(name), cached=True)


def _built(name: str, written: Any, noted: Mapping[str, Any], cached: bool = False) -> Built:
    return Built(
        name, written.path, written.outcome, list(noted.get("待补", [])), list(noted.get("发现", [])),
        int(noted.get("数值", 0)), cached,
    )  # fmt: skip


def _gap_json(run: Any) -> dict[str, Any]:
    origin = run.origin
    return {"path": origin.path, "position": origin.position.to_json() if origin.position else None}


def _gap_findings(name: str, gaps: list[dict[str, Any]]) -> list[Finding]:
    findings = []
    for gap in gaps:
        at = gap["position"]
        position = Position(at["file"], at.get("line", 0), at.get("column", 0)) if at else None
        findings.append(
            Finding(
                "O102",
                f"“{gap['path']}”还没有填写，《{name}》不能定稿",
                "填好后再定稿；先看草稿请去掉 --final",
                position,
            )
        )
    return findings
