"""The entry point: streams that never fail on a character, errors as Chinese messages with exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Sequence
from errno import ENOSPC

import click

from genwen import __version__
from genwen.cli.again import begin, with_options
from genwen.cli.chinese import LazyGroup, said
from genwen.cli.overview import ABOUT, COMMANDS, EPILOG
from genwen.diagnostics import ExitCode, Finding, FindingsError, GenwenError


@click.group(cls=LazyGroup, lazy=COMMANDS, epilog=EPILOG, help=ABOUT)
@click.version_option(__version__, "--version", message="genwen %(version)s", help="显示版本")
def cli() -> None:
    """The commands; what they are for is told in `overview`."""


MAX_SHOWN = 200
"""Findings shown on a terminal; JSON has them all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code. Never lets a traceback out (set GENWEN_DEBUG to see it)."""
    _prepare_streams()
    begin()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = cli.main(args=given, prog_name="genwen", standalone_mode=False)
        code = int(result) if isinstance(result, int) else int(ExitCode.CLEAN)
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except SystemExit:
        code = int(ExitCode.CLEAN)  # click's way to end when nobody reads the output any more
    except (click.Abort, KeyboardInterrupt):
        print("已中断；已写好的文件都是完整的。", file=sys.stderr)
        code = int(ExitCode.INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        code = int(ExitCode.MISUSE)
    except click.ClickException as error:
        print(said(error), file=sys.stderr)
        code = int(ExitCode.MISUSE)
    except GenwenError as error:
        _tell(error, "--json" in given)
        code = int(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = int(ExitCode.CLEAN)
    except Exception as error:
        if os.environ.get("GENWEN_DEBUG"):
            raise
        print(_internal(error), file=sys.stderr)
        code = int(ExitCode.MISUSE)
    if arguments is None:
        if code == ExitCode.INTERRUPTED:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed twice, it would take the exit code away
        sys.exit(code)
    return code


def _prepare_streams() -> None:
    """Streams that lose nothing and fail on nothing.

    A console in GBK or plain C lacks characters of some names: a "?" is better than a crash. Under PYTHONUNBUFFERED a
    write that Ctrl-C cuts short would lose its rest without a word; a buffer writes it.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
            if isinstance(stream.buffer, io.FileIO):
                buffer = io.BufferedWriter(io.FileIO(stream.fileno(), "w", closefd=False))
                setattr(sys, name, io.TextIOWrapper(buffer, stream.encoding, "replace", line_buffering=True))


def _tell(error: GenwenError, as_json: bool) -> None:
    """Say what is wrong: findings with their places, or the error itself; for a script as JSON."""
    findings = error.findings if isinstance(error, FindingsError) else []
    finding = getattr(error, "finding", None)
    if isinstance(finding, Finding):
        findings = [finding]
    if as_json:
        form: dict[str, object] = {"findings": [finding.to_json() for finding in findings]}
        if not findings:
            form["error"] = {"message": error.message, "hint": error.hint}
        print(json.dumps(form, ensure_ascii=False, indent=1))
        return
    for finding in findings[:MAX_SHOWN]:
        print(finding.to_text(), file=sys.stderr)
    if len(findings) > MAX_SHOWN:
        print(f"……另有{len(findings) - MAX_SHOWN}处，改正以上各处后再运行", file=sys.stderr)
    print(f"发现{len(findings)}处问题" if findings else with_options(error.to_text()), file=sys.stderr)


_SAID = {PermissionError: "没有权限", FileNotFoundError: "没有这个文件或文件夹", IsADirectoryError: "这是文件夹"}


def _internal(error: Exception) -> str:
    if isinstance(error, OSError):
        said = (
            next((text for kind, text in _SAID.items() if isinstance(error, kind)), "") or error.strerror or str(error)
        )
        if error.errno == ENOSPC:
            said = "磁盘已满"
        return f"读写文件时出错：{said}（{error.filename or ''}）\n  提示：检查磁盘空间、权限，或文件是否被占用"
    if isinstance(error, UnicodeError):
        return "这台电脑的语言环境不能处理中文文件名\n  提示：设置环境变量 PYTHONUTF8=1 后再试"
    kind = type(error).__name__
    return f"程序内部出错（{kind}：{error}），没有改动任何文件\n  提示：设置环境变量 GENWEN_DEBUG=1 再运行一次，把显示的内容反馈给维护者"
