"""Commands told to a clerk, with the options that he has given: another year's draft is not brought back by the plain one."""

from __future__ import annotations

import re
from pathlib import Path

import click

from genwen.patterns import regex

_COMMAND = regex(r"\bgenwen (build|pull|restore|history|adopt|diff)(?= |$)")
_NEEDS_QUOTES = regex(r"[\s()&;'!]")
_NO_FOLDER = "diff"
"""The command whose --out is no output folder."""
_given: dict[str, str] = {}


def begin() -> None:
    """Forget the options of an earlier command."""
    _given.clear()


def note_options(year: int | None, content: Path | None, out: Path | None) -> None:
    """Keep the options that say which project and year a command is about."""
    told = {"--year": year, "--content": content, "--out": out}
    _given.update({name: typed(str(value)) for name, value in told.items() if value is not None})


def typed(name: str) -> str:
    """A file's name as it is typed in a command."""
    return f'"{name}"' if _NEEDS_QUOTES.search(name) else name


def with_options(text: str) -> str:
    """A message, each command in it with the options given."""
    return _COMMAND.sub(_completed, text) if _given else text


def _completed(match: re.Match[str]) -> str:
    options = [f"{name} {value}" for name, value in _given.items() if name != "--out" or match[1] != _NO_FOLDER]
    return " ".join([match[0], *options])


def say(text: str = "") -> None:
    """Print a message."""
    click.echo(with_options(text))
