"""genwen check: documents and facts held against each other, or a finished .docx against itself."""

from __future__ import annotations

from pathlib import Path

import click

from genwen.cli.chinese import Command
from genwen.cli.options import content_option, json_option, print_json, project_at, year_option
from genwen.diagnostics import ExitCode, Finding, GenwenError, errors_in, in_order


@click.command(cls=Command)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@year_option
@content_option
@json_option
def check(files: tuple[Path, ...], year: int | None, content: Path | None, as_json: bool) -> int:
    """核对：数字、项数、引用、名称、日程、口径、合计是否前后一致，每处指出两个地方。

    不写文件，则核对本文件夹的事实和全部公文；写了 .docx，则核对这些文件（不论用什么制作），几份一起核对。
    """
    findings = _in_files(files) if files else _in_folder(year, content)
    if as_json:
        print_json({"findings": [finding.to_json() for finding in findings]})
    else:
        for finding in findings:
            click.echo(finding.to_text())
        click.echo(f"共{len(findings)}处" if findings else "没有发现不一致")
    return int(ExitCode.FINDINGS if errors_in(findings) else ExitCode.CLEAN)


def _in_files(files: tuple[Path, ...]) -> list[Finding]:
    """What does not agree in .docx files. Raises GenwenError when one cannot be read."""
    from genwen.agreement.rules import findings_in
    from genwen.agreement.text import Subject
    from genwen.agreement.views import view_of_file

    for path in files:
        if not path.is_file():
            raise GenwenError(f"没有文件 {path}", "检查路径和文件名")
    return in_order(findings_in(Subject(tuple(view_of_file(path, str(path)) for path in files))))


def _in_folder(year: int | None, content: Path | None) -> list[Finding]:
    """What is wrong with the folder, then what does not agree in it."""
    from genwen.agreement.rules import findings_in
    from genwen.agreement.text import Subject
    from genwen.agreement.views import view_of_composition
    from genwen.checking import OUTLINES, with_lines
    from genwen.checking import check as check_folder
    from genwen.document.compose import scope_for
    from genwen.document.plausibility import check_plausibility
    from genwen.document.statistics import statistics_of
    from genwen.pipeline import document_names, require_documents

    project = project_at(year, content)
    require_documents(project, [])
    checked = check_folder(project, document_names(project))
    views = tuple(
        view_of_composition(name, composition, project.shown(project.content / OUTLINES / f"{name}.yaml"))
        for name, (_, composition) in checked.documents.items()
    )
    subject = Subject(views, checked.facts, scope_for(checked.facts, ""))
    told = len(checked.facts.findings)
    odd = check_plausibility(statistics_of(checked.facts), "统计" in checked.facts.unread)
    late = checked.facts.findings[told:]  # of ledgers that no document has asked for
    return in_order([*checked.findings, *with_lines(project, [*late, *odd, *findings_in(subject)])])
