"""The entry point: streams that never fail on a character, errors as Chinese messages with exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from genwen import __version__
from genwen.cli.chinese import LazyGroup, said
from genwen.diagnostics import ExitCode, FindingsError, GenwenError

COMMANDS = {
    "init": ("genwen.cli.setup", "init", "建立本单位的文件夹，或新一年的事实文件"),
    "list": ("genwen.cli.show", "list_documents", "列出公文、模板和年度"),
    "build": ("genwen.cli.build", "build", "生成公文"),
    "facts": ("genwen.cli.show", "facts", "显示 genwen 读到的事实"),
    "trace": ("genwen.cli.show", "trace", "列出公文里每个数字和引用的出处"),
    "template": ("genwen.cli.template", "template", "检查模板"),
    "schema": ("genwen.cli.show", "schema", "导出事实文件的写法（JSON Schema）"),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, epilog="公文格式依据 GB/T 9704—2012。每个命令后加 --help 看用法。")
@click.version_option(__version__, "--version", message="genwen %(version)s", help="显示版本")
def cli() -> None:
    """从 YAML 事实生成公文（.docx）。

    一处填写，处处一致：改一个数字，重新生成，方案、报告、总结里都跟着改。
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code. Never lets a traceback out (set GENWEN_DEBUG to see it)."""
    for stream in (sys.stdout, sys.stderr):
        # A console in GBK or plain C lacks characters of some names; a "?" is better than a crash.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        result = cli.main(
            args=list(arguments) if arguments is not None else None, prog_name="genwen", standalone_mode=False
        )
        code = int(result) if isinstance(result, int) else int(ExitCode.CLEAN)
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("已中断；已写好的文件都是完整的。", file=sys.stderr)
        code = 130
    except click.ClickException as error:
        print(said(error), file=sys.stderr)
        code = int(ExitCode.MISUSE)
    except FindingsError as error:
        print("\n".join(finding.to_text() for finding in error.findings), file=sys.stderr)
        print(error.message, file=sys.stderr)
        code = int(error.exit_code)
    except GenwenError as error:
        print(error.to_text(), file=sys.stderr)
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
        sys.exit(code)
    return code


def _internal(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"读写文件时出错：{error.strerror or error}（{error.filename or ''}）\n  提示：检查磁盘空间、权限，或文件是否被占用"
    if isinstance(error, UnicodeError):
        return "这台电脑的语言环境不能处理中文文件名\n  提示：设置环境变量 PYTHONUTF8=1 后再试"
    kind = type(error).__name__
    return f"程序内部出错（{kind}：{error}），没有改动任何文件\n  提示：设置环境变量 GENWEN_DEBUG=1 再运行一次，把显示的内容反馈给维护者"
