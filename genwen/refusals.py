"""What keeps a build from writing: a document open in another program, or one that is not ready for a 定稿."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from genwen.checking import with_lines
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, Severity
from genwen.project import SETTINGS_FILE, Project
from genwen.records import replace
from genwen.revision.words import BESIDE, LEFT, MERGED

if TYPE_CHECKING:
    from genwen.checking import Checked
    from genwen.document.compose import Composition
    from genwen.document.elements import Run
    from genwen.facts.loader import Facts
    from genwen.outputs import OutputFolder
    from genwen.revision.decide import Decision

SETTLED = frozenset({"S439", "K101", "K109", "K115"})
"""Warnings of a draft that must be settled before a document is final: a year's figure that its ledger contradicts, a
collected score sheet that could not be used, units that were not checked among those that were, a
发文字号 that two documents have."""


def refuse_opened(folder: OutputFolder, names: Sequence[str]) -> None:
    """Raise GenwenError when one of the documents is open in another program: nothing is touched then."""
    from genwen.revision.locks import opened_by

    told = []
    for name in names:
        opened = opened_by(folder.path(name))
        if opened is not None:
            told.append(opened.to_text(f"{name}.docx"))
    if told:
        hint = "请在那里保存并关闭，再运行一次"
        raise GenwenError("；\n".join(told) + "。\n没有改动任何文件", f"{hint}；其实没有打开的，加 --ignore-lock")


def refuse_sample(project: Project) -> None:
    """Raise FindingsError when the folder is the sample, which is no basis of a 定稿."""
    if not project.settings.sample:
        return
    at = project.settings.sample_at or Position(SETTINGS_FILE, 1, 1)
    hint = "用 genwen init 目录 建立本单位的文件夹，或填好事实后把 genwen.yaml 的 样例 改为 否"
    raise FindingsError(with_lines(project, [Finding("O101", "样例不能定稿", hint, at)]))


def refuse_gaps(project: Project, checked: Checked) -> None:
    """Raise FindingsError with every fact that is 待补 in a document, or written twice with two values."""
    findings: list[Finding] = []
    for name, (_, composition) in checked.documents.items():
        findings += gaps_in(name, composition, lambda run: written_at(project, checked.facts, run))
    findings += unsettled(checked.findings)
    if findings:
        raise FindingsError(with_lines(project, findings))


def gaps_in(name: str, composition: Composition, at: Callable[[Run], Position | None]) -> list[Finding]:
    """Every fact that is 待补 in a document; `at` is where it is written, or to be written."""
    hint = "填好后再定稿；先看草稿请去掉 --final"
    found = []
    for run in composition.gaps():
        assert run.origin is not None
        found.append(Finding("O102", f"“{run.origin.path}”还没有填写，《{name}》不能定稿", hint, at(run)))
    return found


def unsettled(findings: Iterable[Finding]) -> list[Finding]:
    """Those of what was noticed that must be settled before a document is final, as errors."""
    return [replace(finding, severity=Severity.ERROR) for finding in findings if finding.code in SETTLED]


def written_at(project: Project, facts: Facts, run: Run) -> Position | None:
    """Where a missing fact is written as 待补, or is to be written."""
    assert run.origin is not None
    if run.origin.position is not None:
        return run.origin.position
    from genwen.facts.whereabouts import to_be_written  # only where something is nowhere written

    return to_be_written(facts, project.content, project.shown, run.origin.path)


def refuse_faults(project: Project, documents: Mapping[str, bytes], document: str = "") -> None:
    """Raise FindingsError with every 错误 against the standard in documents that are to be final, given by name.

    `document` is their name for the wishes of the unit, where units below have files of their own.
    """
    from genwen.lint.checking import faults_of  # only a 定稿 is held against the standard when it is built

    findings = [fault for name, data in documents.items() for fault in faults_of(data, name, project.root, document)]
    if findings:
        raise FindingsError(findings)


def refuse_pending(project: Project, folder: OutputFolder, names: Sequence[str]) -> None:
    """Raise FindingsError with every revision and every comment of genwen that a draft still holds."""
    from genwen.ooxml.package import PackageError
    from genwen.revision.pending import pending_in  # only for a 定稿

    findings: list[Finding] = []
    hint = "在 Word 或 WPS 里接受或拒绝修订、删去批注并保存，再定稿"
    for name in names:
        path = folder.path(name)
        # a file that cannot be read has a new draft beside it, which holds none
        with suppress(PackageError, OSError):
            for item in pending_in(path.read_bytes(), path.name):
                at = Position(project.shown(path), place=item.place)
                findings.append(Finding("O105", item.text, "" if findings else hint, at))
    if findings:
        raise FindingsError(findings)


def refuse_merges(project: Project, folder: OutputFolder, decisions: Mapping[str, Decision], command: str = "") -> None:
    """Raise FindingsError when a draft edited by hand would need a merge, or still holds what one left open.

    `command` is what makes a draft of it, `genwen build` and its name unless said.
    """
    left = []
    findings = []
    for name, decision in decisions.items():
        if decision.result == MERGED:
            said = f"{name}.docx 有手工修改，事实又有变化，还不能定稿"
            hint = f"先运行 {command or f'genwen build {name}'} 把新事实补进去，逐条接受或拒绝修订后再定稿"
            findings.append(Finding("O106", said, hint, Position(project.shown(folder.path(name)))))
        elif decision.result in (LEFT, BESIDE):
            left.append(name)
    if findings:
        raise FindingsError(findings)
    refuse_pending(project, folder, left)
