"""Options that several commands share, and printing of tables and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from genwen.cli.again import note_options
from genwen.diagnostics import ExitCode, GenwenError
from genwen.numerals import width_in_chars
from genwen.project import FIRST_YEAR, LAST_YEAR, Project, open_project

F = TypeVar("F", bound=Callable[..., Any])


class YearParameter(click.ParamType[int]):
    """A year in four figures."""

    name = "年份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The year; fails in Chinese."""
        text = str(value).strip().removesuffix("年")
        if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
            self.fail(f"“{value}”不是四位年份，写作 2025（{FIRST_YEAR}至{LAST_YEAR}）", param, ctx)
        return int(text)


year_option = click.option("--year", "year", type=YearParameter(), metavar="年份", help="年度（默认见 genwen.yaml）")
content_option = click.option(
    "--content", "content", type=click.Path(path_type=Path), metavar="文件夹", help="内容文件夹（默认 content）"
)
out_option = click.option(
    "--out", "out", type=click.Path(path_type=Path), metavar="文件夹", help="输出文件夹（默认 outputs）"
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")


class DocumentName(click.ParamType[str]):
    """The name of a document, completed by the shell."""

    name = "公文"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The names of documents that begin with what was typed."""
        from click.shell_completion import CompletionItem

        from genwen.pipeline import document_names

        try:
            names = document_names(open_project(Path.cwd()))
        except (GenwenError, OSError):
            return []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def project_at(year: int | None, content: Path | None, out: Path | None = None) -> Project:
    """The project of the working folder with the options applied."""
    note_options(year, content, out)
    return open_project(Path.cwd(), year, content, out)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(rows: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> None:
    """Print rows in columns; Chinese characters count as two."""
    table = [list(titles), *map(list, rows)] if titles else [list(row) for row in rows]
    if not table:
        return
    widths = [max(_width(row[n]) for row in table) for n in range(len(table[0]))]
    for number, row in enumerate(table):
        line = "  ".join(cell + " " * (widths[n] - _width(cell)) for n, cell in enumerate(row))
        click.echo(line.rstrip())
        if titles and number == 0:
            click.echo("-" * (sum(widths) + 2 * len(widths) - 2))


def _width(text: str) -> int:
    return int(width_in_chars(text) * 2)


def write_workbook(path: Path, data: bytes, quiet: bool) -> ExitCode:
    """Write a workbook and say so; beside it when the file is there already and differs."""
    from genwen.spreadsheet.writing import write_beside

    written = write_beside(path, data)
    if written != path:
        click.echo(f"已有 {path}，没有改动；另存为 {written}", err=True)
        return ExitCode.FINDINGS
    if not quiet:
        click.echo(f"已写出 {written}")
    return ExitCode.CLEAN


def require_file(path: Path) -> None:
    """Raise GenwenError unless there is a file at `path`."""
    if path.is_dir():
        raise GenwenError(f"{path} 是文件夹，不是文件", "写上文件夹里的文件名")
    if path.is_symlink() and not path.exists():
        raise GenwenError(f"{path} 是链接，所指的文件没有，或者链接指来指去", "写上文件本身的路径")
    if path.exists() and not path.is_file():
        raise GenwenError(f"{path} 不是普通的文件（管道、设备一类），不予读取", "写上文件本身的路径")
    if not path.is_file():
        raise GenwenError(f"没有文件 {path}", "检查路径和文件名")
