"""genwen init: a unit's own folder, the sample, or the facts of the next year."""

from __future__ import annotations

from pathlib import Path

import click

from genwen.cli.chinese import Command
from genwen.cli.options import project_at
from genwen.diagnostics import ExitCode
from genwen.scaffold import create_folder, create_next_year


@click.command(cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[目录]")
@click.option("--sample", is_flag=True, help="建立虚构区县的完整样例，供试用和参照")
@click.option("--next-year", "next_year", is_flag=True, help="在现有文件夹里建立新一年的事实：不变的照搬，其余待补")
def init(folder: Path | None, sample: bool, next_year: bool) -> int:
    """建立本单位的文件夹：每项事实都是“待补”，逐项填写即可。

    已有的文件一律不动。
    """
    if next_year:
        if folder is not None:
            raise click.UsageError("--next-year 在当前文件夹里建立新一年的事实，后面不写目录")
        project = project_at(None, None)
        year, made = create_next_year(project)
        click.echo(f"已为{year}年建立{len(made)}个文件，genwen.yaml 的年度已改为{year}：")
        for path in made:
            click.echo(f"  {project.shown(path)}")
        click.echo("填写其中的“待补”后，运行 genwen build --all")
        return int(ExitCode.CLEAN)
    if folder is None:
        raise click.UsageError("请写出要建立的目录，如 genwen init 节约型机关")
    made = create_folder(folder, sample)
    click.echo(f"已在 {folder} 建立{'样例' if sample else '本单位的文件夹'}，共{len(made)}个文件。")
    click.echo(
        "下一步："
        + (
            "进入该目录，运行 genwen build --all"
            if sample
            else "进入该目录，把 content 里的“待补”填好，运行 genwen build --all"
        )
    )
    return int(ExitCode.CLEAN)
