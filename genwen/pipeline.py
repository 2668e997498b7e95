"""One document from facts to file: load, compose, render, read back, write.

The functions here are verbs in the order they are done; `build_documents` is the table of contents. Nothing is written
unless every document asked for is right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from genwen import __version__
from genwen.checking import OUTLINES, Checked, check, with_lines
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in, nearest
from genwen.patterns import regex
from genwen.project import SETTINGS_FILE, Project, packaged
from genwen.records import made, record
from genwen.refusals import (
    refuse_faults,
    refuse_gaps,
    refuse_merges,
    refuse_opened,
    refuse_pending,
    refuse_sample,
    written_at,
)
from genwen.revision.words import SAME

if TYPE_CHECKING:
    from genwen.facts.loader import Facts
    from genwen.outputs import OutputFolder, Written
    from genwen.revision.decide import Draft

MAX_NAME_BYTES = 180
MAX_HASHED = 64_000_000
TABLES = ("csv", "xlsx", "xlsm", "txt", "tsv")
"""What facts are read from besides YAML."""
_ODD_IN_NAME = regex('[\x00-\x1f\x7f<>:"/\\\\|?*\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(1, 10))})


@record
class Options:
    """How to build: `final` (定稿) refuses while anything is 待补 or a revision is open, `plain` leaves out the 通知 and
    the red head, `fresh` gives up the clerk's edits, `ignore_lock` passes over owner files that outlived a crash,
    `restyle` takes styles and pages over into drafts edited by hand."""

    final: bool = False
    plain: bool = False
    fresh: bool = False
    ignore_lock: bool = False
    restyle: bool = False


@record
class Built:
    """The result for one document: where it went, what is 待补 in it, what was noticed, what was decided and done."""

    name: str
    path: Path
    outcome: str
    gaps: list[dict[str, Any]] = made(default_factory=list)
    findings: list[dict[str, Any]] = made(default_factory=list)
    figures: int = 0
    cached: bool = False
    written: Written | None = None


def document_names(project: Project) -> list[str]:
    """The documents that have an outline, by name."""
    folder = project.content / OUTLINES
    if not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.iterdir() if path.suffix == ".yaml" and path.name[0] not in "._~")


def require_documents(project: Project, names: Sequence[str]) -> None:
    """Raise GenwenError when a name is no document of the project, or FindingsError when it can be no file name."""
    if not project.content.is_dir():
        raise GenwenError(
            f"没有内容文件夹 {project.shown(project.content)}", "用 genwen init 建立，或用 --content 指明"
        )
    known = document_names(project)
    for name in names:
        if name not in known:
            raise GenwenError(
                f"没有名为“{name}”的公文",
                nearest(name, known) or f"在 {project.shown(project.content / OUTLINES)} 里建立 {name}.yaml",
            )
        if fault := fault_of_name(name):
            path = project.content / OUTLINES / f"{name}.yaml"
            hint = "改名，只用汉字、字母、数字和一般符号，如 工作报告.yaml"
            raise FindingsError([Finding("O103", f"公文的文件名“{name}”{fault}", hint, Position(project.shown(path)))])


def fault_of_name(name: str) -> str:
    """What keeps a name from being a file name on every system (Windows too), or ""."""
    if odd := _ODD_IN_NAME.search(name):
        return f"里不能有“{odd.group()}”" if odd.group().isprintable() else "里有看不见的字符"
    if name != name.strip() or name.endswith("."):
        return "首尾不能有空格或句点"
    if name.split(".")[0].upper() in _RESERVED:
        return "是 Windows 的保留名"
    if len(name.encode()) > MAX_NAME_BYTES:
        return "太长"
    return "不能以“.新稿”结尾" if re.search(r"\.新稿\d*$", name) else ""


def build_documents(
    project: Project, names: Sequence[str], options: Options, told: Callable[[Built], None] | None = None
) -> list[Built]:
    """Build documents by name; `told` hears of each as it is written.

    Raises FindingsError with every problem of all of them (nothing is written then) and GenwenError when the folder or
    a template cannot be used, or a document that is to be changed is open in Word, WPS or LibreOffice.
    """
    from genwen.outputs import OutputFolder

    require_documents(project, names)
    if options.final:
        refuse_sample(project)
    folder = OutputFolder.open(project.output_folder)
    inputs = input_digests(project, names, options)
    drafts = drafts_of(project, folder, names, inputs, options)
    if options.final:
        refuse_pending(project, folder, [name for name in names if name not in drafts])
    results: dict[str, Built] = {}
    if drafts:
        with folder.locked():
            folder.reread()
            results = _put(project, folder, drafts, inputs, options)
    for name in names:
        if name not in results:
            outcome = folder.unchanged(name, inputs[name]) or SAME
            results[name] = _built(name, folder.as_it_is(name, outcome), folder.note(name), cached=True)
        if told:
            told(results[name])
    return [results[name] for name in names]


def draft_now(project: Project, name: str, plain: bool = False) -> Draft:
    """The document as the facts would have it now; nothing is written. Raises FindingsError for what is wrong in them."""
    from genwen.outputs import OutputFolder

    require_documents(project, [name])
    options = Options(plain=plain)
    kept = OutputFolder.open(project.output_folder).kept(name, inputs_digest(project, name, options))
    return kept or _made(project, [name], options)[name][0]


def drafts_of(
    project: Project, folder: OutputFolder, names: Sequence[str], inputs: Mapping[str, str], options: Options
) -> dict[str, tuple[Draft, Mapping[str, Any]]]:
    """What is to be put into the folder, with what is to be noted of it: documents whose inputs or files changed.

    Those made last from the same inputs are taken from the record; the facts are loaded once for the others.
    """
    found: dict[str, tuple[Draft, Mapping[str, Any]]] = {}
    fresh = []
    for name in names:
        as_is = folder.unchanged(name, inputs[name])
        if as_is == SAME or (as_is and not (options.fresh or options.restyle)):
            continue
        kept = folder.kept(name, inputs[name])
        if kept is None:
            fresh.append(name)
        else:
            found[name] = (kept, folder.note(name))
    return found | _made(project, fresh, options)


def _put(
    project: Project,
    folder: OutputFolder,
    drafts: Mapping[str, tuple[Draft, Mapping[str, Any]]],
    inputs: Mapping[str, str],
    options: Options,
) -> dict[str, Built]:
    """Decide on every document, then write: where one is open in another program, none is touched."""
    decisions = {name: folder.decide(draft, options.fresh, options.restyle) for name, (draft, _) in drafts.items()}
    if not options.ignore_lock:
        refuse_opened(folder, [name for name, decision in decisions.items() if decision.touches])
    if options.final:
        refuse_merges(project, folder, decisions)
    results = {}
    for name, (draft, noted) in drafts.items():
        written = folder.write(draft, decisions[name], inputs[name], noted)
        results[name] = _built(name, written, noted, cached=not draft.model)
    return results


def _made(project: Project, names: Sequence[str], options: Options) -> dict[str, tuple[Draft, dict[str, Any]]]:
    """The documents that have to be made, by name; the facts are loaded once, and every problem is told at once."""
    if not names:
        return {}
    checked = check(project, names, options.plain)
    checked.raise_errors()
    if options.final:
        refuse_gaps(project, checked)
    made = {name: render_document(project, checked, name) for name in names}
    if options.final:
        refuse_faults(project, {name: draft.docx for name, (draft, _) in made.items()})
    notices = [finding for finding in checked.findings if finding.position is not None]
    for name, (_, noted) in made.items():
        others = {f"{project.shown(project.content / OUTLINES)}/{other}.yaml" for other in names if other != name}
        noted["发现"] = [
            notice.to_json() for notice in notices if notice.position and notice.position.file not in others
        ]
    return made


def render_document(project: Project, checked: Checked, name: str) -> tuple[Draft, dict[str, Any]]:
    """Render and read back one composed document; the generation and what is to be noted of it."""
    from genwen.rendering.plans import load_plan
    from genwen.rendering.readback import read_back
    from genwen.rendering.renderer import Renderer
    from genwen.revision.decide import Draft
    from genwen.revision.store import Version
    from genwen.revision.stored import build_id, stored_model
    from genwen.revision.words import digest

    outline, composition = checked.documents[name]
    path, _ = project.template(outline.template)
    try:
        plan = load_plan(path, fonts_of(project), shown=project.shown(path), cache=project.outputs / ".genwen" / "模板")
    except FindingsError as error:
        raise _all_of_template(project, path, error, composition.scope) from error
    document = composition.document

    model = stored_model(document)
    build = ""

    def identify(parts: Mapping[str, bytes]) -> str:
        nonlocal build
        build = build_id(model, (__version__.encode(), plan.static.blob, *parts.values()))
        return build

    try:
        rendered = Renderer(plan).render(
            document, composition.scope, creator=_creator(checked.facts), build_id=identify
        )
    except FindingsError as error:
        raise _all_of_template(project, path, error, composition.scope) from error
    data = rendered.data
    findings = read_back(data, rendered.printed, f"{name}.docx", rendered.parts)
    if errors_in(findings):
        raise FindingsError(findings)
    version = Version(
        name, build, digest(data), "", _facts_digest(checked.facts), f"{outline.template} {digest(path.read_bytes())}"
    )
    return Draft(data, version, model, document), {
        "待补": [_gap_json(project, checked.facts, run) for run in composition.gaps()],
        "数值": sum(1 for run in composition.runs() if run.origin is not None and run.origin.path),
    }


def _facts_digest(facts: Facts) -> str:
    """A digest of the facts as they were read."""
    hashed = hashlib.sha256()
    for name, source in sorted(facts.sources.items()):
        hashed.update(f"{name}\0{source.text}\0".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _all_of_template(project: Project, path: Path, error: FindingsError, scope: Mapping[str, object]) -> FindingsError:
    """What stopped a template, with every other error in it; what does not come from a template stays alone."""
    shown = project.shown(path)
    if not any(finding.position is not None and finding.position.file == shown for finding in error.findings):
        return FindingsError(with_lines(project, error.findings))
    from genwen.facts.loader import ROOT_NAMES
    from genwen.rendering.check import check_template

    told = {(_TOLD_AS.get(finding.code, finding.code), finding.position) for finding in error.findings}
    more = errors_in(check_template(path, ROOT_NAMES, shown=shown, scope=scope))
    return FindingsError([*error.findings, *(each for each in more if (each.code, each.position) not in told)])


_TOLD_AS = {"E201": "T017", "T087": "T017"}
"""What a check of the template calls what a build found."""


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
    return input_digests(project, [name], options)[name]


def input_digests(project: Project, names: Sequence[str], options: Options) -> dict[str, str]:
    """The digests of all that the documents are made from, by name; every file is read once."""
    common = hashlib.sha256(f"{__version__}\0{_code_state()}\0{project.year}".encode())
    common.update(f"\0{options.final}\0{options.plain}\0{facts_digest(project)}".encode())
    for folder in (project.own_templates, packaged() / "templates" / "公文"):
        for path in sorted(folder.glob("*.docx")) if folder.is_dir() else ():
            _hash_file(common, project, path)
    digests = {}
    for name in names:
        own = common.copy()
        own.update(f"\0{name}".encode("utf-8", "surrogatepass"))
        digests[name] = own.hexdigest()
    return digests


def facts_digest(project: Project) -> str:
    """A digest of the settings and everything under the content folder."""
    hashed = hashlib.sha256()
    tables = [(project.content / group, suffix) for group in ("统计", "考评") for suffix in TABLES]
    more = [path for folder, suffix in tables for path in folder.rglob(f"*.{suffix}")]
    # a list of units may be any table beside the facts
    more += [path for suffix in (*TABLES, "jsonl", "ndjson") for path in project.content.glob(f"*.{suffix}")]
    for path in (project.root / SETTINGS_FILE, *sorted(project.content.rglob("*.yaml")), *sorted(more)):
        _hash_file(hashed, project, path)
    return hashed.hexdigest()


def _hash_file(hashed: Any, project: Project, path: Path) -> None:
    try:
        state = path.stat()
        data = path.read_bytes() if S_ISREG(state.st_mode) and state.st_size <= MAX_HASHED else b""
    except OSError:
        data = b""
    shown = project.shown(path) if path.is_relative_to(project.root) else path.name
    hashed.update(f"\0{shown}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
    hashed.update(data)


def _code_state() -> str:
    """What tells two states of genwen's own code with one version number apart: sizes and times of its files."""
    found = []
    for entry in sorted(Path(__file__).parent.glob("*/*.py")):
        state = entry.stat()
        found.append(f"{state.st_size}:{state.st_mtime_ns}")
    return hashlib.sha256(" ".join(found).encode()).hexdigest()


def _built(name: str, written: Written, noted: Mapping[str, Any], cached: bool = False) -> Built:
    return Built(
        name, written.path, written.outcome, list(noted.get("待补", [])), list(noted.get("发现", [])),
        int(noted.get("数值", 0)), cached, written,
    )  # fmt: skip


def _gap_json(project: Project, facts: Facts, run: Any) -> dict[str, Any]:
    at = written_at(project, facts, run)
    return {"path": run.origin.path, "position": at.to_json() if at else None}
