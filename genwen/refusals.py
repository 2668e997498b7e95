"""What keeps a build from touching the documents that are there: open in another program, or not ready for a 定稿."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from genwen.diagnostics import Finding, FindingsError, GenwenError, Position
from genwen.project import Project
from genwen.revision.words import BESIDE, LEFT, MERGED

if TYPE_CHECKING:
    from genwen.outputs import OutputFolder
    from genwen.revision.decide import Decision


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


def refuse_merges(project: Project, folder: OutputFolder, decisions: Mapping[str, Decision]) -> None:
    """Raise FindingsError when a draft edited by hand would need a merge, or still holds what one left open."""
    left = []
    findings = []
    for name, decision in decisions.items():
        if decision.result == MERGED:
            said = f"{name}.docx 有手工修改，事实又有变化，还不能定稿"
            hint = f"先运行 genwen build {name} 把新事实补进去，逐条接受或拒绝修订后再定稿"
            findings.append(Finding("O106", said, hint, Position(project.shown(folder.path(name)))))
        elif decision.result in (LEFT, BESIDE):
            left.append(name)
    if findings:
        raise FindingsError(findings)
    refuse_pending(project, folder, left)
