"""genwen bulk: documents for every subordinate unit."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.bulk_report import conclude, tell_rest, tell_table, tell_units
from genwen.cli.chinese import Command
from genwen.cli.options import content_option, json_option, project_at, year_option
from genwen.diagnostics import ExitCode
from genwen.records import replace

if TYPE_CHECKING:
    from genwen.bulk.roster import Roster
    from genwen.bulk.run import Report
    from genwen.bulk.workshop import Plan
    from genwen.project import Project

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
@click.option("--final", is_flag=True, help="定稿：还有待补、不合标准或修订没有处理的不生成，逐个单位指出")
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
    final: bool,
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
    from genwen.bulk.halting import patient
    from genwen.ooxml.archive import fastest

    _check_cluster(on, returned, workers)
    project = project_at(year, content)
    plan = _plan(project, names, units, where, out, folders, verify)
    plan = replace(plan, deflate=fastest(), final=final, fresh=fresh, ignore_lock=ignore_lock)
    if not (as_json or report or zipped or one) and (same := finished(plan)) is not None:
        tell_table({name: dict(row) for name, row in same.results.items()}, [])
        tell_rest(plan, project, same.units, 0, same.differing)
        return int(ExitCode.CLEAN)
    progress = Progress(as_json)
    with patient():
        try:
            done = _run(plan, workers, on, returned, project, progress)
        except KeyboardInterrupt:
            if progress.what:
                raise
            click.echo("已中断：名单还没有读完，公文都没有动；再运行一次，从头读", err=True)
            return int(ExitCode.INTERRUPTED)
        progress.end()
        if zipped and not done.interrupted:
            from genwen.bulk.zipped import zip_units  # only on request

            zip_units(done)
        conclude(done, project, report, as_json)
    if done.interrupted:
        return int(ExitCode.INTERRUPTED)
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
        progress.end()
        if not progress.quiet:
            tell_units(roster, project)

    if not on:
        return run_bulk(plan, workers or workers_here(), told=progress.told, validated=validated)
    from genwen.bulk.cluster import connect  # an optional extra, and a library that takes its time to import

    with closing(connect(on.rstrip("/"), returned)) as crew:
        return run_bulk(plan, executor=crew, told=progress.told, validated=validated)


def _plan(
    project: Project, names: Sequence[str], units: Path | None, where: str, out: Path | None, folders: bool, verify: str
) -> Plan:
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
        folders=folders, verify=verify,
    )  # fmt: skip


def _condition(project: Project, names: Sequence[str], where: str) -> str:
    """The condition units must fulfil: --where, and 适用 of the outline. Raises click's errors for wrong use."""
    from genwen.bulk.outlines import concerns_of

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
        rate = done / max(now - self.begun, 1e-3)
        left = f"，还要{_duration((whole - done) / rate)}" if rate and done < whole else ""
        line = f"{what} {done}/{whole}" + (f"，每秒{rate:.0f}份{left}" if rate else "")
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
