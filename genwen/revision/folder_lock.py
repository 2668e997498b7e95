"""Who is building into a folder: one at a time.

The lock is one of the operating system: it ends with the process that holds it, however that ends, so that there is never
a stale one to be removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from genwen.diagnostics import GenwenError

LOCK_FILE = "正在生成"
WAIT = 60.0
"""Seconds a build waits for another one that writes to the same folder."""
_PAUSE = 0.05


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
