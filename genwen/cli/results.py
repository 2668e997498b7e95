"""genwen results: the collected score sheets of all units, ranked and put into tiers; the 汇总表 as a workbook."""

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
from genwen.diagnostics import ExitCode, FindingsError, GenwenError, errors_in

if TYPE_CHECKING:
    from genwen.campaign.result import UnitResult
    from genwen.campaign.results import Results
    from genwen.project import Project

TITLES = ("名次", "单位", "自评分", "核查分", "得分率", "等次", "失分项目")
MAX_LOST = 36


@click.command(cls=Command)
@click.option(
    "--sheets", type=click.Path(path_type=Path), metavar="文件夹", help="各单位报来的打分表（默认照 content/考评）"
)
@click.option("--units", type=click.Path(path_type=Path), metavar="文件", help="单位名单（默认 content/下级单位）")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="文件", help="把汇总表写成 .xlsx，名次、得分率是公式")
@year_option
@content_option
@json_option
def results(
    sheets: Path | None, units: Path | None, xlsx: Path | None, year: int | None, content: Path | None, as_json: bool
) -> int:
    """读各单位报来的自评打分表，排名次、分等次；没有报送的也列上。

    有一份打分表有误，指出文件和格，不耽误别的单位。
    """
    project = project_at(year, content)
    found = _results(project, sheets, units)
    findings = with_lines(project, found.findings)
    code = ExitCode.FINDINGS if errors_in(findings) else ExitCode.CLEAN
    if as_json:
        print_json(_report(project, found, [finding.to_json() for finding in findings]))
    else:
        _tell(found)
        for finding in findings:
            click.echo(finding.to_text(), err=True)
    if xlsx is not None:
        from genwen.campaign.workbook import results_workbook

        code = max(code, write_workbook(xlsx, results_workbook(found), as_json))
    return int(code)


def _results(project: Project, sheets: Path | None, units: Path | None) -> Results:
    """The results. Raises FindingsError for facts that cannot be read, GenwenError without a list or folder."""
    facts = load(project)
    if errors_in(facts.findings):
        raise FindingsError(with_lines(project, facts.findings))
    if sheets is not None and not sheets.is_dir():
        raise GenwenError(f"没有文件夹 {sheets}", "检查 --sheets 的路径")
    root = facts.groups["考评结果"]
    root.list_path, root.sheets = units, sheets
    found: Results | None = root.results
    if found is None:
        raise GenwenError(
            "没有下级单位的名单", "建立 content/下级单位.yaml，或用 --units 指明 .xlsx、.csv、.jsonl 文件"
        )
    return found


def _text(value: object) -> str:
    return getattr(value, "text", str(value))


def _row(unit: UnitResult) -> tuple[str, ...]:
    return tuple(_text(unit.look(name)) for name in ("名次", "名称", "自评分", "核查分", "得分率", "等次", "失分说明"))


def _tell(found: Results) -> None:
    """The summary as a page to read."""
    listed = found.look("汇总")
    assert isinstance(listed, list)
    rows = [_row(unit) for unit in listed]
    print_table(
        [(*row[:-1], row[-1] if len(row[-1]) <= MAX_LOST else f"{row[-1][: MAX_LOST - 1]}…") for row in rows], TITLES
    )
    click.echo("")
    tiers = found.look("等次")
    assert isinstance(tiers, list)
    print_table(
        [(tier.name.text, str(len(tier.units)), _text(tier.look("占比"))) for tier in tiers], ("等次", "单位数", "占比")
    )
    said = {
        name: _text(found.look(name)) for name in ("单位数", "参评数", "通过数", "未报送数", "有误数", "平均得分率")
    }
    click.echo(
        f"共{said['单位数']}个单位，参加评分{said['参评数']}个，通过{said['通过数']}个，未报送{said['未报送数']}个，"
        f"有误{said['有误数']}个；平均得分率{said['平均得分率']}。"
    )


def _report(project: Project, found: Results, findings: list[dict[str, Any]]) -> dict[str, Any]:
    listed, tiers = found.look("汇总"), found.look("等次")
    assert isinstance(listed, list)
    assert isinstance(tiers, list)
    return {
        "年度": project.year,
        "单位": [dict(zip(TITLES, _row(unit), strict=True)) | {"状态": unit.judged.state, "通过": unit.passed,
                 "打分表": unit.judged.file} for unit in listed],
        "等次": [{"名称": tier.name.text, "单位": [unit.name.text for unit in tier.units]} for tier in tiers],
        "发现": findings,
    }  # fmt: skip
