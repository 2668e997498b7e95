"""genwen score for subordinate units: one by name, or all of them as a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.options import print_json, print_table, write_workbook
from genwen.diagnostics import ExitCode, GenwenError, errors_in

if TYPE_CHECKING:
    from genwen.facts.loader import Facts
    from genwen.project import Project

MAX_LOST = 40


def facts_of(project: Project, name: str, units: Path | None) -> Facts:
    """The facts of a unit of the list. Raises FindingsError, or GenwenError when there is no such unit."""
    from genwen.bulk.single import facts_of_unit

    return facts_of_unit(project, name, units)[0]


def summary(project: Project, units: Path | None, xlsx: Path | None, as_json: bool) -> int:
    """Print (and write) the scores of all units; the exit code."""
    from genwen.bulk.scores import COLUMNS, summary_rows, summary_workbook, unit_scores

    found = unit_scores(project, units)
    if not any(unit.scored is not None for unit in found) and not any(unit.findings for unit in found):
        raise GenwenError("名单里没有单位填写自评", "在各单位下写“自评:”，或加“自评.情况.条款”一列")
    wrong = [finding for unit in found for finding in unit.findings]
    code = ExitCode.FINDINGS if errors_in(wrong) else ExitCode.CLEAN
    if as_json:
        print_json({"year": project.year, "units": [unit.to_json() for unit in found]})
    else:
        rows = [(*row[:-1], _short(row[-1])) for row in summary_rows(found)]
        print_table(rows, COLUMNS)
        scored = [unit for unit in found if unit.final is not None]
        passed = sum(unit.final.passed for unit in scored if unit.final is not None)
        click.echo(f"共{len(found)}个单位，已自评{len(scored)}个，达标{passed}个。")
        for unit in found:
            for finding in unit.findings:
                click.echo(f"{unit.name}：{finding.to_text()}", err=True)
    if xlsx is not None:
        code = max(code, write_workbook(xlsx, summary_workbook(found), as_json))
    return int(code)


def _short(text: str) -> str:
    return text if len(text) <= MAX_LOST else f"{text[: MAX_LOST - 1]}…"
