"""A .docx turned into PDF by LibreOffice: in a private profile, in a folder of its own, within a time limit."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from genwen.diagnostics import GenwenError

TIME_LIMIT = 180
"""Seconds; a document of 300 pages takes some 20."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SAFE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""No macros, and nothing fetched that a document points at."""


def require_office() -> str:
    """The program of LibreOffice. Raises GenwenError, saying what to install, when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise GenwenError("没有找到 LibreOffice，不能按印出的版面核对", "安装 LibreOffice，或去掉 --render 和 --html")
    return found


def pdf_of(data: bytes, shown: str, limit: float = TIME_LIMIT) -> bytes:
    """The PDF that LibreOffice makes of the bytes of a .docx. Raises GenwenError when it does not, or not in time."""
    program = require_office()
    with tempfile.TemporaryDirectory(prefix="genwen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / "document.docx", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SAFE, "utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
            "pdf:writer_pdf_Export", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        _run(command, folder, shown, limit)
        made = folder / "document.pdf"
        if not made.is_file():
            raise GenwenError(f"LibreOffice 没有把 {shown} 转成 PDF", "用 LibreOffice 打开这个文件，看看能不能导出 PDF")
        return made.read_bytes()


def _run(command: list[str], folder: Path, shown: str, limit: float) -> None:
    """Run a command; all that it started ends with it when its time is over."""
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
    except OSError as error:
        raise GenwenError("LibreOffice 启动不了", f"检查 {command[0]}（{error.strerror}）") from error
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        raise GenwenError(
            f"LibreOffice 转换 {shown} 超过{limit:g}秒，已停止", "用 LibreOffice 打开这个文件，看看哪里有问题"
        ) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
