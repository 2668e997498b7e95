"""The entry point: the help over all commands at once, everything else through click."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command (of the process when `arguments` is None, which then ends); returns its exit code."""
    if (sys.argv[1:] if arguments is None else list(arguments)) == ["--help"]:
        from genwen.cli.overview import overview

        print_safely(overview())
        return 0
    from genwen.cli.main import main as run

    return run(arguments)


def print_safely(text: str) -> None:
    """Print, with a "?" for a character that the console cannot show."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    print(text)
