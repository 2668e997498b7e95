"""The entry point: the help over all commands at once, everything else through click."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command (of the process when `arguments` is None, which then ends); returns its exit code."""
    if arguments is None:
        speak_utf8()
    if (sys.argv[1:] if arguments is None else list(arguments)) == ["--help"]:
        from genwen.cli.overview import overview

        print_safely(overview())
        return 0
    try:
        from genwen.cli.main import main as run
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    return run(arguments)


def print_safely(text: str) -> None:
    """Print, with a "?" for a character that the console cannot show."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    print(text)


def speak_utf8() -> None:
    """Start again in Python's UTF-8 mode where file names could not be Chinese (LC_ALL=C with its own settings)."""
    try:
        "公文".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        if not sys.flags.utf8_mode and sys.executable:
            command = [sys.executable, "-X", "utf8", "-m", "genwen", *sys.argv[1:]]
            os.execve(sys.executable, command, {**os.environ, "PYTHONUTF8": "1"})
