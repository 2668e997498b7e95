"""What genwen check found, on a terminal: file by file, part by part in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence

import click

from genwen.diagnostics import Finding, Severity
from genwen.lint.checking import CheckedFile
from genwen.lint.linter import Problem

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def tell(files: Sequence[CheckedFile], others: Sequence[Finding], unreadable: Sequence[Finding]) -> None:
    """Print everything; `others` are findings of agreement and of the folder."""
    for finding in (*unreadable, *others):
        click.echo(finding.to_text())
    for file in files:
        _tell_file(file)
    _tell_sum([*unreadable, *others, *(problem.finding for file in files for problem in file.found.problems)])


def _tell_file(file: CheckedFile) -> None:
    if not file.found.problems and not file.found.house and not file.found.left_out:
        return
    click.echo(click.style(file.shown, bold=True))
    part = ""
    for problem in file.found.problems:
        here = _part(problem)
        if here != part:
            part = here
            click.echo(f" {part}")
        _tell_problem(problem.finding)
    if file.found.house:
        click.echo(" 按本单位体例，与标准不同（不算问题）")
        for problem, reason in file.found.house:
            finding = problem.finding
            click.echo(f"  {finding.code}  {_place(finding)}  {finding.message}（{reason}）")
    if file.found.left_out:
        click.echo(f" 另有{len(file.found.left_out)}处按 genwen.yaml 的“例外”不报")


def _part(problem: Problem) -> str:
    line = problem.hit.line
    return line.part if line is not None else "页面"


def _place(finding: Finding) -> str:
    return finding.position.place if finding.position else ""


def _tell_problem(finding: Finding) -> None:
    severity = click.style(str(finding.severity), fg=_COLOURS[finding.severity])
    click.echo(f"  {severity} {finding.code}  {_place(finding)}  {finding.message}")
    click.echo(f"    提示：{finding.hint}（{finding.basis}）")


def _tell_sum(findings: Sequence[Finding]) -> None:
    if not findings:
        click.echo("没有发现问题")
        return
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in Severity]
    said = "、".join(f"{severity}{count}" for severity, count in counts if count)
    click.echo(f"共{len(findings)}处：{said}")
