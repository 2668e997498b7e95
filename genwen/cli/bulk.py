"""genwen bulk: documents for every subordinate unit."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.checking import with_lines
from genwen.cli.chinese import Command
from genwen.cli.options import content_option, json_option, print_table, project_at, year_option
from genwen.diagnostics import ExitCode, Finding, errors_in
from genwen.records import replace
from genwen.revision.words import MERGED

if TYPE_CHECKING:
    from genwen.bulk.roster import Roster
    from genwen.bulk.run import Report
    from genwen.bulk.workshop import Plan
    from genwen.project import Project

INTERRUPTED = 130
MAX_UNITS_SHOWN = 60
"""Units whose problems are printed; the workbook and JSON have all."""
MAX_MERGED_SHOWN = 5
"""Drafts merged without a doubt that are named."""
MAX_LEFT_SHOWN = 10
EVERY = 5.0
"""Seconds between lines of progress where there is no terminal."""


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="名称...")
@click.option(
    "--units", type=click.Path(path_type=Path), metavar="文件", help="单位名单：.yaml、.xlsx、.csv、.jsonl 或文件夹"
)
@click.option("--where", default="", metavar="条件", help="只做符合条件的单位，如 \"单位.类别 == '事业单位'\"")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件夹", help="输出文件夹（默认 outputs/年度/下级单位）"
)
@click.option("--folders", is_flag=True, help="一个单位一个文件夹")
@click.option("--zip", "zipped", is_flag=True, help="每个单位另打一个 .zip")
@click.option("--one", type=click.Path(path_type=Path), metavar="文件", help="全部公文合成一份 .docx，供打印")
@click.option("--report", type=click.Path(path_type=Path), metavar="文件", help="结果、问题和差异表写成 .xlsx")
@click.option("--workers", type=click.IntRange(1, 256), metavar="数", help="同时用几个进程（默认按处理器数）")
@click.option("--on", default="", metavar="集群", help="在几台机器上做：dask://地址:端口")
@click.option("--return", "returned", is_flag=True, help="各台机器看不到本单位的文件夹：公文传回来，在这里写")
@click.option(
    "--verify",
    default="抽样",
    metavar="范围",
    help="写好后读回：抽样、全部 或 不核（默认 抽样）；抽样和全部都另抽几份与单份生成、docxtpl 对照",
)
@click.option("--fresh", is_flag=True, help="手工修改不要了，重新生成（原稿留备份）")
@click.option("--ignore-lock", is_flag=True, help="文件其实没有打开，只是留下了锁文件：照常生成")
@year_option
@content_option
@json_option
def bulk(
    names: tuple[str, ...],
    units: Path | None,
    where: str,
    out: Path | None,
    folders: bool,
    zipped: bool,
    one: Path | None,
    report: Path | None,
    workers: int | None,
    on: str,
    returned: bool,
    verify: str,
    fresh: bool,
    ignore_lock: bool,
    year: int | None,
    content: Path | None,
    as_json: bool,
) -> int:
    """给下级单位逐个生成公文：先核对全部单位的事实，再生成；有错的单位指出来，不耽误别的单位。

    只重做事实、提纲或模板有变化的；中断了再运行一次，接着做。
    """
    from genwen.bulk.finished import finished
    from genwen.ooxml.archive import fastest

    _check_cluster(on, returned, workers)
    project = project_at(year, content)
    plan = _plan(project, names, units, where, out, folders, fresh, ignore_lock, verify)
    plan = replace(plan, deflate=fastest())
    if not (as_json or report or zipped or one) and (same := finished(plan)) is not None:
        _tell_table({name: dict(row) for name, row in same.results.items()}, [])
        _tell_rest(plan, project, same.units, 0, same.differing)
        return int(ExitCode.CLEAN)
    progress = Progress(as_json)
    done = _run(plan, workers, on, returned, project, progress)
    progress.end()
    if zipped:
        from genwen.bulk.zipped import zip_units  # only on request

        zip_units(done)
    _conclude(done, project, report, as_json)
    if done.interrupted:
        return INTERRUPTED
    whole = True
    if one is not None:
        from genwen.cli.bulk_joined import join  # brings lxml

        whole = join(done, one, progress.told, as_json)
        progress.end()
    return int(ExitCode.CLEAN if done.clean and whole else ExitCode.FINDINGS)


def _check_cluster(on: str, returned: bool, workers: int | None) -> None:
    """Raises click's error where the options of a cluster make no sense."""
    if on and not re.fullmatch(r"dask://[^/:\s]+:\d+/?", on):
        raise click.UsageError("--on 应写作 dask://地址:端口，如 dask://192.168.1.10:8786")
    if on and workers:
        raise click.UsageError("--workers 是本机的进程数，不与 --on 一起用；集群里有几个工作进程就用几个")
    if returned and not on:
        raise click.UsageError("--return 只与 --on 一起用")


def _run(plan: Plan, workers: int | None, on: str, returned: bool, project: Project, progress: Progress) -> Report:
    """The run, on this machine or on a cluster. Raises GenwenError."""
    from genwen.bulk.run import run_bulk, workers_here

    def validated(roster: Roster) -> None:
        _tell(roster, project, progress)

    if not on:
        return run_bulk(plan, workers or workers_here(), told=progress.told, validated=validated)
    from genwen.bulk.cluster import connect  # an optional extra, and a library that takes its time to import

    with closing(connect(on.rstrip("/"), returned)) as crew:
        return run_bulk(plan, executor=crew, told=progress.told, validated=validated)


def _plan(
    project: Project, names: Sequence[str], units: Path | None, where: str, out: Path | None, folders: bool,
    fresh: bool, ignore_lock: bool, verify: str,
) -> Plan:  # fmt: skip
    """The plan of the run. Raises click's errors for wrong use, GenwenError when there is no list."""
    from genwen.bulk.run import default_folder
    from genwen.bulk.workshop import VERIFY, Plan
    from genwen.units.lists import list_path, list_settings

    if not names:
        raise click.UsageError("没有写要生成哪份公文，如 genwen bulk 方案")
    if verify not in VERIFY:
        raise click.UsageError(f"--verify 应是{'、'.join(VERIFY)}之一")
    for name in names:
        if any(other != name and other.endswith(f"-{name}") for other in names) and not folders:
            raise click.UsageError(f"“{name}”和另一份公文的文件名分不开，请加 --folders，或分两次生成")
    path = list_path(project, list_settings(project), units)
    folder = (out or default_folder(project.outputs, project.year)).resolve()
    return Plan(
        project.root, project.year, project.content, folder, path.resolve(), tuple(dict.fromkeys(names)),
        where=_condition(project, tuple(dict.fromkeys(names)), where), narrowed=bool(where),
        folders=folders, fresh=fresh, ignore_lock=ignore_lock, verify=verify,
    )  # fmt: skip


def _condition(project: Project, names: Sequence[str], where: str) -> str:
    """The condition units must fulfil: --where, and 适用 of the outline. Raises click's errors for wrong use."""
    from genwen.bulk.concerns import concerns_of

    said = {name: concerns_of(project, name) for name in names}
    if len(set(said.values())) > 1:
        alone = "、".join(f"《{name}》" for name, condition in said.items() if condition)
        raise click.UsageError(f"{alone}只给符合“适用”的单位，请单独生成")
    own = next(iter(said.values()))
    return f"({own}) and ({where})" if own and where else own or where


class Progress:
    """Tells how far the work is: one line rewritten on a terminal, a line now and then elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.what, self.begun, self.last, self.open = "", 0.0, 0.0, False

    def told(self, what: str, done: int, whole: int) -> None:
        """So many of so many are done."""
        now = time.monotonic()
        if what != self.what:
            self.end()
            self.what, self.begun, self.last = what, now, now if not self.terminal else 0.0
        if self.quiet or (now - self.last < (0.1 if self.terminal else EVERY) and done < whole):
            return
        self.last = now
        spent = max(now - self.begun, 1e-3)
        rate = done / spent
        left = f"，还要{_duration((whole - done) / rate)}" if rate and done < whole else ""
        line = f"{what} {done}/{whole}，每秒{rate:.0f}份{left}"
        if self.terminal:
            click.echo(f"\r\x1b[K{line}", err=True, nl=False)
            self.open = True
        else:
            click.echo(line, err=True)

    def end(self) -> None:
        """End the line of progress."""
        if self.open:
            click.echo("", err=True)
        self.open = False


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole}秒" if whole < 90 else f"{whole // 60}分{whole % 60:02}秒"


def _tell(roster: Roster, project: Project, progress: Progress) -> None:
    """Everything wrong with the units, before anything is built."""
    from genwen.bulk.roster import shown_name

    progress.end()
    if progress.quiet:
        return
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


def _conclude(done: Report, project: Project, report: Path | None, as_json: bool) -> None:
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
    for item in islice(done.outcomes.of(FAILED), MAX_UNITS_SHOWN):
        click.echo(f"{item.file}.docx 没有生成：", err=True)
        _tell_findings(item.findings)
    for item in islice(done.outcomes.of(BESIDE), MAX_UNITS_SHOWN):
        click.echo(f"{item.file}.docx 有手工修改，没有改动；新稿另存为 {item.path}（{item.detail}）", err=True)
    _tell_merged(done)
    _tell_table(counts(done), [*RESULTS, BROKEN, *COUNTED])
    _tell_rest(done.plan, project, len(done.roster.entries), len(done.left_out), len(found))
    if done.left_over:
        some = "、".join(done.left_over[:MAX_LEFT_SHOWN]) + ("等" if len(done.left_over) > MAX_LEFT_SHOWN else "")
        click.echo(
            f"名单里已没有这个单位、或者不再适用的{len(done.left_over)}份，没有动，用不着的自己删去：{some}", err=True
        )
    if done.verified:
        click.echo(f"抽查{done.verified}份，与单份生成、docxtpl 的结果一致")
    if written is not None:
        click.echo(f"结果、问题和差异表写在 {written}")
    if done.interrupted:
        click.echo("已中断；已写好的文件都是完整的（最后几批可能没有计入），再运行一次接着做", err=True)
    if errors_in([finding for findings in done.roster.findings.values() for finding in findings]):
        click.echo("有错的单位改正后再运行一次，只补做这些单位", err=True)


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


def _tell_table(table: Mapping[str, Mapping[str, int]], order: Sequence[str]) -> None:
    """The counts by document; columns that are all zero are left out."""
    titles = list(dict.fromkeys([*order, *(title for row in table.values() for title in row)]))
    shown = [title for title in titles if any(row.get(title) for row in table.values())]
    print_table([[name, *(str(row.get(title, 0)) for title in shown)] for name, row in table.items()], ["公文", *shown])


def _tell_rest(plan: Plan, project: Project, units: int, left_out: int, differing: int) -> None:
    said = f"，不符合条件的{left_out}个没有做" if left_out else ""
    click.echo(f"共{units}个单位{said}；各单位不同的事实有{differing}项；公文在 {project.shown(plan.out)}")
    if project.settings.sample:
        click.echo("这是样例：单位、人员和数字都是虚构的，不能用于正式行文。")
