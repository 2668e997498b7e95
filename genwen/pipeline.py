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
from genwen.checking import OUTLINES, Checked, check, refuse_sample, with_lines
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in, nearest
from genwen.project import SETTINGS_FILE, Project, packaged
from genwen.records import made, record

if TYPE_CHECKING:
    from genwen.facts.loader import Facts

MAX_NAME_BYTES = 180
MAX_HASHED = 64_000_000
_ODD_IN_NAME = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(1, 10))})


@record
class Options:
    """How to build: `final` (定稿) refuses while anything is 待补, `plain` leaves out the 通知 and the red head."""

    final: bool = False
    plain: bool = False


@record
class Built:
    """The result for one document: where it went, what is 待补 in it, what was noticed."""

    name: str
    path: Path
    outcome: str
    gaps: list[dict[str, Any]] = made(default_factory=list)
    findings: list[dict[str, Any]] = made(default_factory=list)
    figures: int = 0
    cached: bool = False


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
    a template cannot be used.
    """
    from genwen.outputs import OutputFolder

    require_documents(project, names)
    if options.final:
        refuse_sample(project)
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
    documents = _made(project, fresh, options)
    for name in names:
        if name in documents:
            data, noted = documents[name]
            results[name] = _built(name, folder.write(name, data, digests[name], noted), noted)
        if told:
            told(results[name])
    return [results[name] for name in names]


def _made(project: Project, names: Sequence[str], options: Options) -> dict[str, tuple[bytes, dict[str, Any]]]:
    """The documents that have to be made, by name; the facts are loaded once, and every problem is told at once."""
    if not names:
        return {}
    checked = check(project, names, options.plain)
    checked.raise_errors()
    if options.final:
        refuse_gaps(project, checked)
    made = {name: render_document(project, checked, name) for name in names}
    notices = [finding for finding in checked.findings if finding.position is not None]
    for name, (_, noted) in made.items():
        others = {f"{project.shown(project.content / OUTLINES)}/{other}.yaml" for other in names if other != name}
        noted["发现"] = [
            notice.to_json() for notice in notices if notice.position and notice.position.file not in others
        ]
    return made


def refuse_gaps(project: Project, checked: Checked) -> None:
    """Raise FindingsError with every fact that is 待补 in a document."""
    findings = []
    for name, (_, composition) in checked.documents.items():
        for run in composition.gaps():
            assert run.origin is not None
            said = f"“{run.origin.path}”还没有填写，《{name}》不能定稿"
            findings.append(Finding("O102", said, "填好后再定稿；先看草稿请去掉 --final", run.origin.position))
    if findings:
        raise FindingsError(with_lines(project, findings))


def render_document(project: Project, checked: Checked, name: str) -> tuple[bytes, dict[str, Any]]:
    """Render and read back one composed document; its bytes and what is to be noted of it."""
    from genwen.rendering.plans import load_plan
    from genwen.rendering.readback import read_back
    from genwen.rendering.renderer import Renderer

    outline, composition = checked.documents[name]
    path, _ = project.template(outline.template)
    shown = project.shown(path)
    plan = load_plan(path, fonts_of(project), shown=shown, cache=project.outputs / ".genwen" / "模板")
    rendered = Renderer(plan).render(composition.document, composition.scope, creator=_creator(checked.facts))
    findings = read_back(rendered.data, rendered.printed, f"{name}.docx", rendered.parts)
    if errors_in(findings):
        raise FindingsError(findings)
    return rendered.data, {
        "待补": [_gap_json(run) for run in composition.gaps()],
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
            state = path.stat()
            data = path.read_bytes() if S_ISREG(state.st_mode) and state.st_size <= MAX_HASHED else b""
        except OSError:
            data = b""
        shown = project.shown(path) if path.is_relative_to(project.root) else path.name
        hashed.update(f"\0{shown}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
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
