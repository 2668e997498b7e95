"""What genwen bulk says: what is wrong with the units, what became of the documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.checking import with_lines
from genwen.cli.options import print_table
from genwen.diagnostics import Finding, errors_in
from genwen.revision.words import MERGED

if TYPE_CHECKING:
    from genwen.bulk.roster import Roster
    from genwen.bulk.run import Report
    from genwen.bulk.work import Outcome
    from genwen.bulk.workshop import Plan
    from genwen.project import Project

MAX_UNITS_SHOWN = 60
"""Units whose problems are printed; the workbook and JSON have all."""
MAX_MERGED_SHOWN = 5
"""Drafts merged without a doubt that are named."""
MAX_LEFT_SHOWN = 10


def tell_units(roster: Roster, project: Project) -> None:
    """Everything wrong with the units, before anything is built."""
    from genwen.bulk.roster import shown_name

    units, where = _where_once(roster)
    for number in units[:MAX_UNITS_SHOWN]:
        entry = roster.entries[number]
        broken = "不生成" if roster.broken(number) else "照常生成"
        click.echo(f"{shown_name(entry.name) or '（没有名称）'}（{entry.at}）{broken}：", err=True)
        for finding in with_lines(project, roster.findings[number]):
            for line in finding.to_text().split("\n"):
                click.echo(f"  {line}", err=True)
    if where:
        click.echo(f"……另有{where}个单位，同样不能判断 --where", err=True)
    if len(units) > MAX_UNITS_SHOWN:
        click.echo(f"……另有{len(units) - MAX_UNITS_SHOWN}个单位有问题，用 --report 文件.xlsx 写出全部", err=True)
    for finding in roster.notices:
        click.echo(finding.to_text(), err=True)


def _where_once(roster: Roster) -> tuple[list[int], int]:
    """The units whose problems are told, without (but counting) those with nothing but a --where that was told before."""
    said: set[str] = set()
    units = []
    for number in sorted(roster.findings):
        found = roster.findings[number]
        if not all(finding.code == "B102" and finding.message in said for finding in found):
            units.append(number)
        said.update(finding.message for finding in found)
    return units, len(roster.findings) - len(units)


def conclude(done: Report, project: Project, report: Path | None, as_json: bool) -> None:
    """Print the summary, write the workbook."""
    from genwen.bulk.finished import note_finished
    from genwen.bulk.summary import BROKEN, COUNTED, RESULTS, counts, summary_json, summary_workbook
    from genwen.bulk.work import FAILED
    from genwen.revision.words import BESIDE

    found = done.roster.differences.found()
    note_finished(done, len(found))
    written = None
    if report is not None:
        from genwen.spreadsheet.writing import write_beside

        written = write_beside(report, summary_workbook(done, found))
    if as_json:
        _print_long_json(summary_json(done, found))
        return
    _tell_failed(done, project)
    for item in islice(done.outcomes.of(BESIDE), MAX_UNITS_SHOWN):
        click.echo(f"{item.file}.docx 有手工修改，没有改动；新稿另存为 {item.path}（{item.detail}）", err=True)
    _tell_merged(done)
    tell_table(counts(done), [*RESULTS, BROKEN, *COUNTED])
    tell_rest(done.plan, project, len(done.roster.entries), len(done.left_out), len(found))
    if done.left_over:
        some = "、".join(done.left_over[:MAX_LEFT_SHOWN]) + ("等" if len(done.left_over) > MAX_LEFT_SHOWN else "")
        click.echo(
            f"名单里已没有这个单位、或者不再适用的{len(done.left_over)}份，没有动，用不着的自己删去：{some}", err=True
        )
    if done.verified:
        click.echo(f"抽查{done.verified}份，与单份生成、docxtpl 的结果一致")
    if written is not None:
        click.echo(f"结果、问题和差异表写在 {written}")
    if done.plan.final and (failed := done.outcomes.count(FAILED)):
        click.echo(f"没有定稿的{failed}份没有写，文件夹里已有的没有动；改好后再运行一次，只做这些", err=True)
    if errors_in([finding for findings in done.roster.findings.values() for finding in findings]):
        click.echo("有错的单位改正后再运行一次，只补做这些单位", err=True)
    if done.interrupted:
        _tell_interrupted(done)


def _tell_interrupted(done: Report) -> None:
    """How far it came, and how much is left."""
    if done.due is None:
        said = f"核对了{done.checked}个单位，还没有开始生成，公文都没有动；再运行一次，从头核对"
    else:
        left = done.due - done.made
        same = f"，另有{done.unchanged}份没有变化，不用做" if done.unchanged else ""
        rest = f"还有{left}份没有做" if left else "都做完了，只是没有抽查完"
        said = f"这次要做{done.due}份，做了{done.made}份，{rest}{same}；写好的文件都是完整的，再运行一次接着做"
    click.echo(f"已中断：{said}", err=True)


def _tell_failed(done: Report, project: Project) -> None:
    """The documents that were not made, with the units and their rows; those with one and the same cause together."""
    from genwen.bulk.work import FAILED

    alike: dict[Sequence[Finding], list[Outcome]] = {}
    untold = 0
    for item in done.outcomes.of(FAILED):
        if item.findings in alike or len(alike) < MAX_UNITS_SHOWN:
            alike.setdefault(item.findings, []).append(item)
        else:
            untold += 1
    entries, said = done.roster.entries, "没有定稿" if done.plan.final else "没有生成"
    for findings, items in alike.items():
        more = f"等{len(items)}份" if len(items) > 1 else ""
        click.echo(f"{items[0].file}.docx（{entries[items[0].unit].at}）{more}{said}：", err=True)
        _tell_findings(with_lines(project, findings))
    if untold:
        click.echo(f"……另有{untold}份{said}，用 --report 文件.xlsx 写出全部", err=True)


def _tell_merged(done: Report) -> None:
    """The drafts with edits that were merged: some of them, and all that somebody has to look at."""
    merged, pressing = 0, 0
    for item in done.outcomes.of(MERGED):
        merged, pressing = merged + 1, pressing + bool(item.findings)
        if merged <= MAX_MERGED_SHOWN or (item.findings and pressing <= MAX_UNITS_SHOWN):
            click.echo(
                f"{item.path} 有手工修改，新的事实作为修订补进去了{'，请核对：' if item.findings else ''}", err=True
            )
            _tell_findings(item.findings)
    if merged > MAX_MERGED_SHOWN:
        click.echo(f"合并的共{merged}份，要核对的{pressing}份；用 --report 文件.xlsx 写出全部", err=True)


def _print_long_json(form: Mapping[str, object]) -> None:
    """Print a result as JSON, never all of it in memory."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(form)
    while some := "".join(islice(pieces, 10_000)):
        click.echo(some, nl=False)
    click.echo()


def _tell_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        for line in finding.to_text().split("\n"):
            click.echo(f"  {line}", err=True)


def tell_table(table: Mapping[str, Mapping[str, int]], order: Sequence[str]) -> None:
    """The counts by document; columns that are all zero are left out."""
    titles = list(dict.fromkeys([*order, *(title for row in table.values() for title in row)]))
    shown = [title for title in titles if any(row.get(title) for row in table.values())]
    print_table([[name, *(str(row.get(title, 0)) for title in shown)] for name, row in table.items()], ["公文", *shown])


def tell_rest(plan: Plan, project: Project, units: int, left_out: int, differing: int) -> None:
    """How many units there were, in how much they differ, and where the documents are."""
    said = f"，不符合条件的{left_out}个没有做" if left_out else ""
    click.echo(f"共{units}个单位{said}；各单位不同的事实有{differing}项；公文在 {project.shown(plan.out)}")
    if project.settings.sample:
        click.echo("这是样例：单位、人员和数字都是虚构的，不能用于正式行文。")
