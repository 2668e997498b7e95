"""genwen score: the 自评 of the year, scored; the 自评打分表 as a workbook, and a filled-in one read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genwen.checking import load, with_lines
from genwen.cli.chinese import Command
from genwen.cli.options import (
    content_option,
    json_option,
    print_json,
    print_table,
    project_at,
    write_workbook,
    year_option,
)
from genwen.diagnostics import ExitCode, Finding, FindingsError, GenwenError, errors_in

if TYPE_CHECKING:
    from genwen.document.scoring.self_score import SelfScore
    from genwen.facts.loader import Facts
    from genwen.project import Project


@click.command(cls=Command)
@click.option("--rubric", "rubric", metavar="名称", help="用哪份评价标准（键、版本或文件名），默认按年度")
@click.option("--detail", is_flag=True, help="逐条列出得分、规则和所据的事实")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="文件", help="把打分结果写成自评打分表 .xlsx")
@click.option("--blank", is_flag=True, help="和 --xlsx 一起用：写空表，不打分；可加 --unit、--all")
@click.option("--all", "every", is_flag=True, help="和 --blank 一起用：名单里的单位各写一份，--xlsx 后面写文件夹")
@click.option(
    "--from", "filled", type=click.Path(path_type=Path), metavar="文件", help="读回填好的 .xlsx，按表中的分计算"
)
@click.option("--unit", "unit", metavar="单位", help="给名单里的一个下级单位打分")
@click.option("--summary", is_flag=True, help="给名单里的下级单位都打分，排成汇总表；可加 --xlsx")
@click.option("--units", type=click.Path(path_type=Path), metavar="文件", help="单位名单（默认 content/下级单位）")
@year_option
@content_option
@json_option
def score(
    rubric: str | None,
    detail: bool,
    xlsx: Path | None,
    blank: bool,
    every: bool,
    filled: Path | None,
    unit: str | None,
    summary: bool,
    units: Path | None,
    year: int | None,
    content: Path | None,
    as_json: bool,
) -> int:
    """按评价标准给自评打分：得分、失分和原因、等级、还差什么。

    没有达到合格线不算出错；自评填写有误才算。
    """
    for clash, said in (
        (xlsx is not None and filled is not None, "--xlsx 和 --from 不能同时使用"),
        (summary and (unit or filled or rubric), "--summary 不能和 --unit、--from、--rubric 同时使用"),
        (units is not None and not (unit or summary or every), "--units 要和 --unit、--summary 或 --all 一起用"),
        (every and (not blank or unit), "--all 要和 --blank 一起用，不能加 --unit"),
        (
            every and xlsx is not None and xlsx.suffix.lower() == ".xlsx",
            "写了 --all，--xlsx 后面是文件夹，如 --xlsx 打分表",
        ),
        (blank and (xlsx is None or summary or detail), "--blank 要和 --xlsx 一起用，不能加 --summary、--detail"),
    ):
        if clash:
            raise click.UsageError(said)
    project = project_at(year, content)
    if blank and xlsx is not None:
        from genwen.cli.score_blank import write_blank, write_blanks

        if every:
            return write_blanks(project, rubric, units, xlsx, as_json)
        return write_blank(project, rubric, unit, units, xlsx, as_json)
    if summary:
        from genwen.cli.score_units import summary as summarize

        return summarize(project, units, xlsx, as_json)
    scored = _scored(project, rubric, unit, units)
    if filled is not None:
        return _read_back(project, scored, filled, as_json)
    findings = with_lines(project, scored.findings)
    code = ExitCode.FINDINGS if errors_in(findings) else ExitCode.CLEAN
    if as_json:
        print_json(_report(project, scored, findings))
    else:
        _tell(project, scored, detail)
        for finding in findings:
            click.echo(finding.to_text(), err=True)
    if xlsx is not None:
        from genwen.spreadsheet.score_workbook import score_workbook

        code = max(code, write_workbook(xlsx, score_workbook(scored, project.year), as_json))
    return int(code)


def _scored(project: Project, rubric: str | None, unit: str | None, units: Path | None) -> SelfScore:
    """The 自评 of the year (of a subordinate unit, when one is named), by the rubric asked for.

    Raises FindingsError for facts that cannot be read.
    """
    from genwen.cli.score_blank import named_rubric
    from genwen.document.compose import scope_for
    from genwen.document.scoring.self_score import SelfScore, check_choice

    facts = _facts(project, unit, units)
    assessment = facts.get("自评")
    if assessment is None and unit is not None:
        raise GenwenError(f"“{unit}”没有填写自评", "在名单里这个单位下写“自评:”，或加“自评.情况.条款”一列")
    if assessment is None:
        raise GenwenError(f"没有{project.year}年的自评", f"在 content/自评/{project.year}.yaml 里填写查实的情况")
    scope = scope_for(facts, "")
    if rubric is not None:
        return SelfScore(named_rubric(facts, rubric), assessment, scope)
    wrong = check_choice(facts)
    if wrong:
        raise FindingsError(with_lines(project, wrong))
    scored = scope["自评"]
    assert isinstance(scored, SelfScore)
    return scored


def _facts(project: Project, unit: str | None, units: Path | None) -> Facts:
    if unit is not None:
        from genwen.cli.score_units import facts_of

        return facts_of(project, unit, units)
    facts = load(project)
    if errors_in(facts.findings):
        raise FindingsError(with_lines(project, facts.findings))
    return facts


def _tell(project: Project, scored: SelfScore, detail: bool) -> None:
    """The result as a page to read."""
    from genwen.cli.score_page import (
        adjustment_lines,
        clause_rows,
        lines_after,
        lost_lines,
        title_lines,
        unit_rows,
        unit_titles,
    )

    for line in title_lines(scored, project.year):
        click.echo(line)
    click.echo("")
    print_table(unit_rows(scored.score, scored.checked), unit_titles(scored.checked))
    if detail:
        click.echo("")
        print_table(clause_rows(scored.final), ("条款", "分值", "得分", "规则", "依据"))
    for line in (*adjustment_lines(scored), *lost_lines(scored), *lines_after(scored)):
        click.echo(line)
    if project.settings.sample:
        click.echo("这是样例：单位、人员和数字都是虚构的。")


def _report(project: Project, scored: SelfScore, findings: list[Finding]) -> dict[str, Any]:
    return {
        "year": project.year,
        "unit": str(scored.unit),
        **scored.score.to_json(),
        "lost": [clause.to_json() for clause in scored.final.lost()],
        "checked": scored.checked.to_json() if scored.checked is not None else None,
        "adjustments": [each.to_json() for each in scored.adjustments],
        "evidence": [
            {"number": entry.number, "name": entry.name.text, "required": entry.required, "state": entry.state,
             "clauses": [place.key for place in entry.places], "valid": entry.valid.text if entry.valid else ""}
            for entry in scored.register.entries
        ],
        "rectification": [
            {"clause": task.name, "office": task.office.text if task.office else "", "deadline": task.deadline.text}
            for task in scored.tasks
        ],
        "findings": [finding.to_json() for finding in findings],
    }  # fmt: skip


def _read_back(project: Project, scored: SelfScore, path: Path, as_json: bool) -> int:
    """Read a filled-in workbook and print what it makes."""
    from genwen.cli.score_page import filled_rows, result_line
    from genwen.spreadsheet.score_reading import read_scores, typed_form

    sheet = read_scores(path, scored)
    code = ExitCode.FINDINGS if errors_in(sheet.findings) else ExitCode.CLEAN
    if as_json:
        print_json({"year": project.year, "unit": str(scored.unit), **sheet.to_json()})
        return int(code)
    click.echo(f"{path}：{len(sheet.rows)}条")
    print_table(filled_rows(sheet), ("条款", "分值", "自评分", "核查分", "扣分原因"))
    for name, result in sheet.results.items():
        click.echo(f"{name}：{result_line(result)}")
    lines = typed_form(sheet)
    if lines and scored.checked is None:
        click.echo(f"核查改了分的各条，可抄到 content/自评/{project.year}.yaml 里：\n" + "\n".join(lines))
    for finding in sheet.findings:
        click.echo(finding.to_text(), err=True)
    return int(code)
