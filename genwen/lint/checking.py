"""Files checked against the standard: one by one, by the profile of the unit; SARIF and annotated copies of the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from genwen import __version__
from genwen.diagnostics import Finding, FindingsError, GenwenError, Severity
from genwen.lint.linter import Problem, problems_in
from genwen.lint.profile import Profile, Sorted, profile_at, sorted_by
from genwen.lint.registry import RULES
from genwen.lint.view import View
from genwen.lint.viewing import view_of, view_of_file
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_bytes, read_package, write_atomically
from genwen.project import find_root, open_project
from genwen.records import record
from genwen.standard import DEFAULT_FONT_SET

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


@record
class CheckedFile:
    """A file and what was found in it."""

    path: Path
    shown: str
    found: Sorted
    view: View | None = None
    pdf: bytes = b""
    """What LibreOffice made of it, when it was rendered."""
    failure: GenwenError | None = None
    """Why it could not be rendered, though it was to be."""


def root_near(path: Path) -> Path | None:
    """The folder of the unit that holds `path`, None outside of any. Raises FindingsError."""
    try:
        return find_root(path if path.is_dir() else path.parent)
    except FindingsError:
        raise
    except GenwenError:
        return None


def profile_near(path: Path) -> Profile:
    """The profile of the unit whose folder holds `path`; the standard's own outside of any. Raises FindingsError."""
    return profile_at(root_near(path))


def fonts_near(path: Path) -> str:
    """The font set of the unit whose folder holds `path`; the default outside of any. Raises FindingsError."""
    try:
        return open_project(path.parent).settings.fonts
    except FindingsError:
        raise
    except GenwenError:
        return DEFAULT_FONT_SET


def check_file(
    path: Path, shown: str, profile: Profile, render: bool = False, seen: Callable[[View], None] = lambda view: None
) -> CheckedFile:
    """A file held against the standard, with `render` its printed pages too; `seen` is told of the view before the rules.

    Raises PackageError when it cannot be read.
    """
    view = view_of_file(path, shown)
    seen(view)
    pdf, failure = b"", None
    if render:
        from genwen.lint.converting import pdf_of
        from genwen.lint.measuring import pages_of

        try:
            made = pdf_of(read_bytes(path), shown)
            view.pages, pdf = pages_of(made), made
        except GenwenError as error:
            failure = error
    problems = problems_in(view)  # of all rules: what one that is off finds is not told by another number either
    return CheckedFile(path, shown, sorted_by(profile, problems, document_of(path)), view, pdf, failure)


def require_rendering() -> None:
    """Make sure that documents can be rendered here. Raises GenwenError, saying what to install, when they cannot."""
    from genwen.lint.converting import require_office
    from genwen.lint.measuring import require_library

    require_library()
    require_office()


def document_of(path: Path) -> str:
    """The name of the document a file holds: 工作报告 for 工作报告.新稿2.docx."""
    stem = path.stem
    head, mark, tail = stem.rpartition(".新稿")
    return head if mark and (not tail or tail.isdigit()) else stem


def lost_exceptions(profile: Profile, root: Path) -> list[Finding]:
    """Exceptions for 公文 that are neither an outline nor a file of the unit's folder `root`: they leave out nothing."""
    named = {entry.document: entry.at for entry in profile.exceptions if entry.document}
    for path in root.rglob("*") if named else ():
        if path.suffix.lower() in (".docx", ".yaml"):
            named.pop(document_of(path), None)
        if not named:
            break
    hint = "写提纲的名称（content/公文 里的文件名，不带 .yaml），或 .docx 的文件名（不带 .docx）"
    return [
        Finding("G004", f"“例外”写的公文“{name}”不存在，这一项不起作用", hint, at, Severity.WARNING)
        for name, at in named.items()
    ]


def faults_of(data: bytes, name: str, root: Path, document: str = "") -> list[Finding]:
    """The 错误 in a document that was just made, for a 定稿; `document` is its name where `name` is only that of the file."""
    profile = profile_at(root)
    shown = f"{name}.docx"
    problems = problems_in(view_of(form_of(read_package(data, shown), shown)), profile.rules)
    found = sorted_by(profile, problems, document or name)
    return [problem.finding for problem in found.problems if problem.finding.severity is Severity.ERROR]


def problem_json(problem: Problem) -> dict[str, Any]:
    """The JSON form of a finding, with how certain it is."""
    return {**problem.finding.to_json(), "certainty": "确定" if problem.sure else "推断"}


def sarif(files: Sequence[CheckedFile], others: Iterable[Finding] = ()) -> dict[str, Any]:
    """The findings as SARIF 2.1.0: a place in a .docx is a logical location, one in YAML a line."""
    results = [_result(problem.finding) for file in files for problem in file.found.problems]
    results += [
        {**_result(problem.finding), "suppressions": [{"kind": "external", "justification": reason}]}
        for file in files
        for problem, reason in file.found.house
    ]
    results += [_result(finding) for finding in others]
    rules = [
        {
            "id": rule.id,
            "name": rule.name,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": rule.reason},
            "help": {"text": f"正例：\n{rule.good}\n\n反例：\n{rule.bad}"},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"clause": rule.clause, "strength": rule.strength},
        }
        for rule in RULES
    ]
    driver = {"name": "genwen", "version": __version__, "language": "zh-CN", "rules": rules}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(finding: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}。{finding.hint}" if finding.hint else finding.message},
        "properties": {"clause": finding.clause, "strength": finding.strength},
    }
    at = finding.position
    if at is not None:
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(Path(at.file).as_posix())}}}
        if at.line:
            region = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
            location["physicalLocation"]["region"] = region
        if at.place:
            location["logicalLocations"] = [{"fullyQualifiedName": at.place}]
        result["locations"] = [location]
    return result


def annotate(file: CheckedFile, date: str, others: Sequence[Finding] = ()) -> Path:
    """Write a copy beside the file with every finding, also `others` of it, as a comment; gives where. Raises PackageError."""
    from genwen.ooxml.annotations import Remark, annotated

    remarks = []
    general = []
    for problem in file.found.problems:
        hit, said = problem.hit, _remark(problem.finding)
        if hit.line is None or hit.line.paragraph.place in ("页眉", "页脚"):
            general.append(f"{problem.finding.position.place if problem.finding.position else ''}：{said}")
        else:
            line = hit.line
            remarks.append(Remark(line.paragraph.number, hit.start, hit.end, said, line.text))
    by_place = {line.place: line for line in reversed(file.view.lines)} if file.view is not None else {}
    for finding in others:
        place = finding.position.place if finding.position else ""
        seen = by_place.get(place)
        if seen is None or seen.paragraph.place in ("页眉", "页脚"):
            general.append(f"{place}：{_remark(finding)}")
        else:
            remarks.append(Remark(seen.paragraph.number, 0, 0, _remark(finding), seen.text))
    if general:
        remarks.insert(0, Remark(0, 0, 0, "\n\n".join(general)))
    data = annotated(read_bytes(file.path), file.shown, remarks, date)
    target = _free(file.path)
    write_atomically(target, [data])
    return target


def _remark(finding: Finding) -> str:
    """A finding as the text of a comment."""
    basis = f"\n依据：{finding.clause}（{finding.strength}）" if finding.clause else f"\n依据：{finding.strength}"
    basis = basis if finding.clause or finding.strength else ""
    return f"{finding.severity} {finding.code}　{finding.message}\n改法：{finding.hint}{basis}"


def _free(path: Path) -> Path:
    """A name beside the file that is not taken."""
    for number in range(1, 1000):
        target = path.with_name(f"{path.stem}.核对{number if number > 1 else ''}.docx")
        if not target.exists():
            return target
    raise GenwenError(f"{path.name} 的核对稿太多", "删去不用的核对稿")
