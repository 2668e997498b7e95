"""genwen init: a unit's own folder, the sample, or the facts of the next year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from genwen.cli.chinese import Command
from genwen.cli.options import YearParameter, project_at
from genwen.diagnostics import ExitCode
from genwen.scaffold import create_folder, create_next_year, year_to_write


@click.command(cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[目录]")
@click.option("--sample", is_flag=True, help="建立虚构区县的完整样例，供试用和参照")
@click.option(
    "--year", type=YearParameter(), help="新文件夹的年度；不写的，四月起是今年，三月底以前是去年", metavar="年份"
)
@click.option("--next-year", "next_year", is_flag=True, help="在现有文件夹里建立新一年的事实：不变的照搬，其余待补")
def init(folder: Path | None, sample: bool, year: int | None, next_year: bool) -> int:
    """建立本单位的文件夹：每项事实都是“待补”，逐项填写即可。

    已有的文件一律不动。
    """
    if next_year:
        if folder is not None:
            raise click.UsageError("--next-year 在当前文件夹里建立新一年的事实，后面不写目录")
        project = project_at(year, None)
        year, made, named = create_next_year(project)
        click.echo(f"已为{year}年建立{len(made)}个文件，genwen.yaml 的年度已改为{year}：")
        for path in made:
            click.echo(f"  {project.shown(path)}")
        if named:
            click.echo("照搬的内容里有几处写着年份，请逐处看过：")
            for position in named:
                click.echo(f"  {position}")
        click.echo("填写其中的“待补”后，运行 genwen build --all")
        return int(ExitCode.CLEAN)
    if folder is None:
        raise click.UsageError("请写出要建立的目录，如 genwen init 节约型机关")
    if sample and year is not None:
        raise click.UsageError("样例的年度是固定的，--sample 不与 --year 同用")
    year = year or year_to_write(date.today())
    made = create_folder(folder, sample, year)
    said = "样例" if sample else f"本单位{year}年度的文件夹"
    click.echo(f"已在 {folder} 建立{said}，共{len(made)}个文件。")
    click.echo(
        "下一步："
        + (
            "进入该目录，运行 genwen build --all"
            if sample
            else "进入该目录，把 content 里的“待补”填好，运行 genwen build --all"
        )
    )
    return int(ExitCode.CLEAN)
