"""genwen score --xlsx FILE --blank: the 自评打分表 as an empty form, for whoever fills it in, or for units of the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.checking import load, with_lines
from genwen.cli.options import print_json, write_workbook
from genwen.diagnostics import ExitCode, Finding, FindingsError, GenwenError, errors_in, nearest

if TYPE_CHECKING:
    from genwen.document.scoring.self_score import SelfScore
    from genwen.facts.loader import Facts
    from genwen.facts.rubric_schema import Rubric
    from genwen.project import Project

FORM = "自评打分表"
MAX_TOLD = 5
ANYBODY = "（单位名称）"
"""What the title has where the unit is to write its name."""


def write_blank(
    project: Project, rubric: str | None, unit: str | None, units: Path | None, path: Path, as_json: bool
) -> int:
    """Write the form and say so; the exit code.

    Raises FindingsError for facts that cannot be read, GenwenError where there is no rubric, or more than one to choose.
    """
    from genwen.spreadsheet.score_workbook import score_workbook

    scored = _of_anybody(project, rubric) if unit is None else _of_unit(project, rubric, unit, units)
    name = ANYBODY if unit is None else str(scored.unit)
    code = write_workbook(path, score_workbook(scored, project.year, name), as_json)
    if as_json:
        clauses = [clause.key for clause in scored.score.clauses()]
        print_json({"year": project.year, "unit": None if unit is None else name, "clauses": clauses})
    return int(code)


def write_blanks(project: Project, rubric: str | None, units: Path | None, folder: Path, as_json: bool) -> int:
    """Write the form of every unit of the list into a folder and say so; the exit code. A unit whose facts have errors, or
    for which there is no rubric, is told and left out.

    Raises FindingsError and GenwenError for what concerns all units.
    """
    from genwen.bulk.names import FileNames
    from genwen.bulk.scores import UnitsRead
    from genwen.cli.bulk import Progress
    from genwen.spreadsheet.score_workbook import score_workbook
    from genwen.spreadsheet.writing import write_beside

    if folder.is_file():
        raise GenwenError(f"{folder} 是文件，不是文件夹", "换一个文件夹的名称，如 --xlsx 打分表")
    names, progress, listed = FileNames(), Progress(as_json), UnitsRead(project, units)
    written: dict[str, Path] = {}
    beside: list[Path] = []
    wrong: list[Finding] = []
    for number, (name, facts, findings) in enumerate(listed, 1):
        path = folder / f"{names.name(name, number)}-{FORM}.xlsx"
        scored = _blank(facts, rubric) if facts is not None else None
        if facts is None:
            wrong += findings
        elif scored is None:
            wrong.append(
                Finding("K116", f"“{name}”没有可用的评价标准，没有写空表", "在 content/评价标准/ 里填写评价标准")
            )
        else:
            written[name] = write_beside(path, score_workbook(scored, project.year, str(scored.unit)))
            beside += [written[name]] if written[name] != path else []
        progress.told("写空表", number, len(listed))
    progress.end()
    if as_json:
        files = {name: str(path) for name, path in written.items()}
        print_json({"year": project.year, "files": files, "findings": [finding.to_json() for finding in wrong]})
    else:
        _tell_blanks(folder, len(listed), len(written), beside, wrong)
    return int(ExitCode.FINDINGS if wrong or beside else ExitCode.CLEAN)


def _tell_blanks(folder: Path, units: int, written: int, beside: Sequence[Path], wrong: Sequence[Finding]) -> None:
    """How many forms there are, where, and what is wrong."""
    for finding in wrong:
        click.echo(finding.to_text(), err=True)
    click.echo(f"名单里{units}个单位，空表{written}份，在 {folder}")
    if beside:
        some = "、".join(path.name for path in beside[:MAX_TOLD]) + ("等" if len(beside) > MAX_TOLD else "")
        click.echo(f"已有而内容不同（多半已经填过）的{len(beside)}份没有改动，空表另存为 {some}", err=True)
    if units > written:
        click.echo(f"有{units - written}个单位没有写，改正后再运行一次", err=True)


def _of_unit(project: Project, rubric: str | None, unit: str, units: Path | None) -> SelfScore:
    """The rubric of a unit of the list, with nothing found."""
    from genwen.cli.score_units import facts_of

    scored = _blank(facts_of(project, unit, units), rubric)
    if scored is None:
        raise _without_rubric()
    return scored


def _blank(facts: Facts, rubric: str | None) -> SelfScore | None:
    """The form of the unit that has `facts`; None where no rubric fits it."""
    from genwen.document.compose import scope_for
    from genwen.document.scoring.self_score import blank_score

    chosen = named_rubric(facts, rubric) if rubric is not None else None
    return blank_score(facts, scope_for(facts, ""), chosen, unit=facts.groups["单位"].name)


def _of_anybody(project: Project, rubric: str | None) -> SelfScore:
    """The rubric of the year, with nothing found; there must be one for all units."""
    from genwen.document.compose import scope_for
    from genwen.document.scoring.self_score import SelfScore
    from genwen.facts.assessment import Assessment

    facts = load(project)
    if errors_in(facts.findings):
        raise FindingsError(with_lines(project, facts.findings))
    chosen = named_rubric(facts, rubric) if rubric is not None else facts.rubric()
    if chosen is None:
        raise _without_rubric()
    rubrics = [chosen] if rubric is not None else list(facts.rubrics.values())
    kinds = {word.text: word for each in rubrics for word in each.kinds if word.known}
    if len(kinds) > 1:
        said = "、".join(kinds)
        raise GenwenError(
            f"评价标准分对象类别（{said}），各类单位的打分表不同",
            "加 --unit 名称，写一个单位的；或加 --all，给名单里的单位各写一份，--xlsx 后面写文件夹",
        )
    known = {"kind": kinds.popitem()[1]} if kinds else {}
    return SelfScore(chosen, Assessment.made(known), scope_for(facts, ""))


def named_rubric(facts: Facts, name: str) -> Rubric:
    """The rubric of a name. Raises GenwenError when there is none."""
    from genwen.document.scoring.self_score import names_of_rubrics, rubric_named

    chosen = rubric_named(facts.rubrics.items(), name)
    if chosen is None:
        raise GenwenError(f"没有名为“{name}”的评价标准", nearest(name, names_of_rubrics(facts)))
    return chosen


def _without_rubric() -> GenwenError:
    return GenwenError("没有可用的评价标准，写不出打分表", "在 content/评价标准/ 里填写评价标准")
