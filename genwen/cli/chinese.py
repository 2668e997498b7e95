"""Click speaking Chinese: headings of the help, and messages about wrong use."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import click

from genwen.numerals import width_in_chars


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings, its columns in line though a Chinese character is two columns wide."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with their descriptions, each on one line."""
        terms = list(rows)
        widest = max(_columns(term) for term, _ in terms)
        for term, said in terms:
            gap = " " * (widest - _columns(term) + col_spacing)
            self.write(f"{'':>{self.current_indent}}{term}{gap}{said}".rstrip() + "\n")


def _columns(text: str) -> int:
    return int(width_in_chars(text) * 2)


class ChineseContext(click.Context):
    """A context whose help is in Chinese."""

    formatter_class = ChineseFormatter


class _Chinese(click.Command):
    """What commands and groups share: Chinese headings and the help option's text."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, described in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份帮助"
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Chinese heading."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for param in options if (row := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the usage line in Chinese."""
        pieces = super().collect_usage_pieces(ctx)
        names = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
        return [names.get(piece, piece) for piece in pieces]


class Command(_Chinese):
    """A command with Chinese help."""


class LazyGroup(_Chinese, click.Group):
    """A group that knows its commands' summaries and imports a command only when it is called."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in self.lazy:
            return None
        module, attribute, _ = self.lazy[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their summaries."""
        with formatter.section("命令"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in self.lazy.items()])


def said(error: click.ClickException) -> str:
    """A click error in Chinese, with the way to the help."""
    text = error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"，是否应为 {'、'.join(error.possibilities)}" if error.possibilities else ""
        text = f"没有选项“{error.option_name}”{near}"
    elif isinstance(error, click.MissingParameter):
        label = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        text = f"缺少参数 {label}".rstrip()
    elif isinstance(error, click.BadOptionUsage):
        text = f"选项“{error.option_name}”用法不对，应带一个值"
    elif isinstance(error, click.BadParameter):
        text = f"参数的值不对：{error.message}"
    elif isinstance(error, click.UsageError) and text.startswith("No such command"):
        text = f"没有命令“{text.split(chr(39))[1] if chr(39) in text else ''}”"
    elif isinstance(error, click.UsageError) and "unexpected extra argument" in text:
        text = f"多了参数：{text.partition('(')[2].rstrip(').')}"
    elif isinstance(error, click.UsageError) and text == "Missing command.":
        text = "没有写命令"
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "genwen"
    return f"{text}\n  提示：用 {path} --help 查看用法"
