"""Who has a document open, and who is building into a folder.

Word, WPS and LibreOffice each leave an owner file beside the document they have open; on Windows they hold the document
itself too. The folder's own lock is one of the operating system: it ends with the process that holds it, however that
ends, so that there is never a stale one to be removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from genwen.diagnostics import GenwenError
from genwen.records import record

LOCK_FILE = "正在生成"
WAIT = 60.0
"""Seconds a build waits for another one that writes to the same folder."""
_PAUSE = 0.05
_LONG, _MIDDLE = 8, 7
"""Characters of a name (without .docx) from which on Word leaves out its first two, or its first one."""
_OWNER_NAME = 54
"""Where a Word owner file repeats the user's name as UTF-16, after its length."""
MAX_OWNER_FILE = 4_096


@record
class Opened:
    """A document open elsewhere: the program, the owner file ("" for an exclusive handle), the user, since when."""

    program: str
    file: str = ""
    user: str = ""
    since: str = ""

    def to_text(self, name: str) -> str:
        """What the clerk is told about the document `name`."""
        known = [f"使用者“{self.user}”" if self.user else "", f"锁文件 {self.file}" if self.file else "",
                 f"{self.since}起" if self.since else ""]  # fmt: skip
        told = "，".join(part for part in known if part)
        return f"{name} 正在 {self.program} 中打开" + (f"（{told}）" if told else "")


def opened_by(path: Path) -> Opened | None:
    """Who has the document open, by the owner files beside it, or by an exclusive handle; None when nobody has."""
    for program, name in _owner_files(path):
        owner = path.with_name(name)
        with suppress(OSError):
            state = owner.stat()
            user = _user(program, owner.read_bytes()[:MAX_OWNER_FILE])
            return Opened(program, name, user, time.strftime("%m月%d日%H:%M", time.localtime(state.st_mtime)))
    if os.name == "nt":
        try:
            with open(path, "r+b"):
                return None
        except FileNotFoundError:
            return None
        except PermissionError:
            if os.access(path, os.W_OK):
                return Opened("另一个程序")
    return None


def _owner_files(path: Path) -> Iterator[tuple[str, str]]:
    """The names an owner file of this document may have, each with the program that writes it."""
    name = path.name
    yield "LibreOffice", f".~lock.{name}#"
    yield "Word", f"~${name}"
    left_out = 2 if len(path.stem) >= _LONG else 1 if len(path.stem) == _MIDDLE else 0
    for count in (1, 2):
        # a name cut short may be that of another document, which then is the one that is open
        if count == left_out or (len(path.stem) > count and not path.with_name(name[count:]).exists()):
            yield "Word", f"~${name[count:]}"
    yield "WPS", f".~{name}"
    for count in (1, 2):
        if len(path.stem) > count and not path.with_name(name[count:]).exists():
            yield "WPS", f".~{name[count:]}"


def _user(program: str, data: bytes) -> str:
    """The user an owner file names, or "" when it names none."""
    if program == "LibreOffice":
        fields = data.decode("utf-8", "replace").split(",")
        return next((field.strip() for field in fields[:2] if field.strip()), "")
    if len(data) > _OWNER_NAME + 2:
        length = data[_OWNER_NAME]
        wide = data[_OWNER_NAME + 2 : _OWNER_NAME + 2 + 2 * length].decode("utf-16-le", "replace")
        if wide.strip("\0 ") and wide.isprintable():
            return wide.strip("\0 ")
    if data and 0 < data[0] < len(data):
        for encoding in ("gb18030", "utf-8"):
            with suppress(UnicodeDecodeError):
                short = data[1 : 1 + data[0]].decode(encoding).strip("\0 ")
                return short if short.isprintable() else ""
    return ""


@contextmanager
def folder_lock(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of an output folder's record; raises GenwenError when another build keeps it for `wait` seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_FILE
    with open(path, "a+b") as stream:
        until = time.monotonic() + wait
        while not _taken(stream):
            if time.monotonic() > until:
                raise GenwenError(f"另一个 genwen 正在往 {folder.parent} 里写（{_holder(path)}）", "等它结束再运行")
            time.sleep(_PAUSE)
        try:
            stream.truncate(0)
            stream.write(f"{_host()} 上的进程 {os.getpid()}".encode())
            stream.flush()
            yield
        finally:
            _released(stream)


def _host() -> str:
    """The name of this computer, without importing sockets for it."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "本机")


def _holder(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip() or "不知是谁"
    except (OSError, ValueError):
        return "不知是谁"


if os.name == "nt":
    import msvcrt

    # beyond what is written there, so that the holder's name can be read meanwhile
    _AT = 1 << 20

    def _taken(stream: IO[bytes]) -> bool:
        system: Any = msvcrt
        stream.seek(_AT)
        try:
            system.locking(stream.fileno(), system.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _released(stream: IO[bytes]) -> None:
        system: Any = msvcrt
        stream.seek(_AT)
        with suppress(OSError):
            system.locking(stream.fileno(), system.LK_UNLCK, 1)

else:
    import errno
    import fcntl

    def _taken(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # a network drive without locks is no reason not to build
            return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)
        return True

    def _released(stream: IO[bytes]) -> None:
        with suppress(OSError):
            fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
