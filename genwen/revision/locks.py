"""Who has a document open: Word, WPS and LibreOffice each leave an owner file beside it; on Windows they hold it too."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from genwen.records import record

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
