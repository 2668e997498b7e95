"""The command line: parse, call, print, exit. Subcommands are imported only when called."""

from genwen.cli.main import main

__all__ = ["main"]
