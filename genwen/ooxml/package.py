"""A .docx file in, its parts out; chunks of bytes in, a whole file on disk out.

Reads the zip itself so that every limit is enforced before memory is spent: size of a member, size of all, ratio of
compression, number of members, names that would leave the package. Writing goes to a file beside and is renamed. What
the parts mean is no concern of this module.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import Struct

from genwen.diagnostics import GenwenError
from genwen.records import record

MAX_MEMBER = 64_000_000
MAX_TOTAL = 200_000_000
MAX_MEMBERS = 5_000
MAX_FILE = 200_000_000
MAX_RATIO = 300
"""Highest size to packed size of the whole file; Word's own XML stays under 100."""

_CENTRAL = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_END = Struct("<4s4H2LH")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"


class PackageError(GenwenError):
    """The file is not a readable .docx, or cannot be written."""


@record
class Member:
    """One entry of the zip directory: sizes in bytes, `offset` of its local header."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def read_bytes(path: Path) -> bytes:
    """The bytes of the file; raises PackageError, in Chinese, when it cannot be read or is too large."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise PackageError(f"文件“{path}”超过{MAX_FILE // 1_000_000}兆字节，不予读取", "请压缩或删去其中的图片")
        return path.read_bytes()
    except FileNotFoundError:
        raise PackageError(f"没有文件“{path}”", "请核对文件名和所在文件夹") from None
    except IsADirectoryError:
        raise PackageError(f"“{path}”是文件夹，不是 .docx 文件", "请写出文件夹里 .docx 文件的名字") from None
    except PermissionError:
        raise PackageError(f"没有权限读取文件“{path}”", "若文件正在 Word 或 WPS 中打开，请先关闭") from None
    except OSError as error:
        raise PackageError(f"文件“{path}”读不出来（{error.strerror}）", "请检查磁盘或网络盘是否可用") from None


def read_package(data: bytes, file: str = "") -> dict[str, bytes]:
    """All parts of a .docx by name, in the order of its directory. Raises PackageError in Chinese."""
    members = directory_of(data, file)
    total = sum(member.size for member in members.values())
    if total > MAX_TOTAL or total > MAX_RATIO * max(len(data), 1_000):
        raise PackageError(f"文件“{file}”解开后大得不正常，不予读取", "请核对文件来源")
    parts = {name: read_member(data, member, file) for name, member in members.items()}
    if "[Content_Types].xml" not in parts:
        kind, resave = _kind(file)
        raise PackageError(f"文件“{file}”是压缩包，但不是 {kind}", resave)
    return parts


def directory_of(data: bytes, file: str = "") -> dict[str, Member]:
    """The members of the zip by name; sizes and names are checked, contents not yet."""
    try:
        members = list(_entries(data, file))
    except (ValueError, IndexError, UnicodeDecodeError):
        raise PackageError(f"文件“{file}”已损坏或不完整（压缩包目录读不出来）", "请重新复制或下载该文件") from None
    by_name = {member.name: member for member in members}
    if len(by_name) != len(members):
        raise PackageError(f"文件“{file}”里有重名的部件，不予读取", _RESAVE)
    return by_name


def read_member(data: bytes, member: Member, file: str = "") -> bytes:
    """The contents of one member, no longer than its directory entry says, its checksum verified."""
    head = data[member.offset : member.offset + _LOCAL.size]
    if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
        raise _broken(member, file)
    *_, name_length, extra_length = _LOCAL.unpack(head)
    start = member.offset + _LOCAL.size + name_length + extra_length
    packed = data[start : start + member.packed]
    if len(packed) < member.packed:
        raise _broken(member, file)
    if member.method == 8:
        stream = zlib.decompressobj(-15)
        try:
            contents = stream.decompress(packed, member.size + 1)
        except zlib.error:
            raise _broken(member, file) from None
    else:
        contents = packed
    if len(contents) != member.size or zlib.crc32(contents) != member.crc:
        raise _broken(member, file)
    return contents


def _broken(member: Member, file: str) -> PackageError:
    return PackageError(f"文件“{file}”已损坏（部件 {member.name} 读不出来）", "请重新复制或下载该文件")


def _entries(data: bytes, file: str) -> Iterator[Member]:
    """The entries of the central directory, each checked; ValueError where the directory makes no sense."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + _END.size:
        raise _no_zip(data, file)
    _, _, _, _, count, size, start, _ = _END.unpack_from(data, end)
    if count > MAX_MEMBERS:
        raise PackageError(f"文件“{file}”的部件超过{MAX_MEMBERS}个，多得不正常，不予读取", "请核对文件来源")
    if start + size > end:
        raise ValueError
    at = start
    for _ in range(count):
        entry = data[at : at + _CENTRAL.size]
        if len(entry) < _CENTRAL.size or entry[:4] != b"PK\1\2":
            raise ValueError
        _, _, _, flags, method, _, _, crc, packed, length, named, extra, comment, *_, offset = _CENTRAL.unpack(entry)
        told = data[at + _CENTRAL.size : at + _CENTRAL.size + named]
        name = told.decode("utf-8" if flags & 0x800 or told.isascii() else "cp437")
        at += _CENTRAL.size + named + extra + comment
        if flags & _ENCRYPTED:
            raise PackageError(f"文件“{file}”设有密码，无法读取", "请在 Word 或 WPS 中取消密码后保存")
        if name.endswith("/"):
            continue
        _check(name, method, length, file)
        yield Member(name, method, crc, packed, length, offset)


def _check(name: str, method: int, size: int, file: str) -> None:
    """Refuse a member that is too large, packed in an unknown way, or named outside the package."""
    if size > MAX_MEMBER:
        raise PackageError(f"文件“{file}”的部件 {name} 大得不正常，不予读取", "请核对文件来源")
    if method not in (0, 8):
        raise PackageError(f"文件“{file}”的部件 {name} 用了不认识的压缩方法", _RESAVE)
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise PackageError(f"文件“{file}”里有越出文档的部件名 {name!r}，不予读取", "请核对文件来源")


def _kind(file: str) -> tuple[str, str]:
    """What a file should be by its name, and how it is saved as that."""
    if file.lower().endswith((".xlsx", ".xlsm")):
        return ".xlsx 工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx 再试"
    return ".docx 文档", _RESAVE


def _no_zip(data: bytes, file: str) -> PackageError:
    """Why the bytes are no zip, as the clerk would put it."""
    kind, resave = _kind(file)
    if not data:
        return PackageError(f"文件“{file}”是空的", "请重新复制或下载该文件")
    if data.startswith(_OLE):
        return _old(data, file)
    if data.startswith(b"PK\3\4"):
        return PackageError(f"文件“{file}”不完整（只有前面一部分）", "请重新复制或下载该文件")
    if data.startswith((b"{\\rtf", b"<?xml", b"<html", b"<!DOC", b"%PDF")):
        return PackageError(f"文件“{file}”是其他格式的文档，只是改了扩展名", resave)
    return PackageError(f"文件“{file}”不是 {kind}", resave)


def _old(data: bytes, file: str) -> PackageError:
    """What a file of the format before .docx and .xlsx is, or one with a password."""
    kind, resave = _kind(file)
    wanted_book = resave != _RESAVE
    if "EncryptedPackage".encode("utf-16-le") in data:
        program = "Excel" if wanted_book else "Word"
        return PackageError(f"文件“{file}”设有密码，无法读取", f"请在 {program} 或 WPS 中取消密码后保存")
    if file.lower().endswith((".doc", ".wps")):
        name = "WPS 的 .wps 文档" if file.lower().endswith(".wps") else "旧版 .doc 文档"
        return PackageError(f"文件“{file}”是{name}，不是 .docx", _RESAVE)
    if "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
        if wanted_book:
            return PackageError(f"文件“{file}”是旧版 .xls 工作簿，只是改了扩展名", resave)
        return PackageError(f"文件“{file}”是旧版表格，不是 Word 文档", "请核对文件")
    if wanted_book:
        return PackageError(f"文件“{file}”不是 {kind}", resave)
    return PackageError(f"文件“{file}”是旧版 .doc 文档，只是改了扩展名", _RESAVE)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write_atomically(path: Path | str, chunks: Iterable[bytes], *, sync: bool = False) -> None:
    """Write the chunks to a file beside `path` and rename it over `path`; nothing half-written is ever seen.

    `sync` waits for the disk. Raises PackageError, in Chinese, when the folder or the file cannot be written; the old
    file is then as it was.
    """
    folder, name = os.path.split(path)  # paths as objects would cost a third of the time
    beside = f"{folder}{os.sep if folder else ''}.{name[:40]}.{os.getpid()}.tmp"
    whole = False
    try:
        try:
            file = os.open(beside, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
            file = os.open(beside, _NEW, 0o666)
        # a buffered stream would ask the system thrice as often
        try:
            data = b"".join(chunks)
            while (written := os.write(file, data)) < len(data):
                data = data[written:]
            if sync:
                os.fsync(file)
        finally:
            os.close(file)
        os.replace(beside, path)
        whole = True
    except OSError as error:
        raise _unwritable(Path(path), error) from None
    finally:
        if not whole and os.path.exists(beside):
            os.unlink(beside)


def _unwritable(path: Path, error: OSError) -> PackageError:
    """Why the file cannot be written, as the clerk would put it."""
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return PackageError(f"文件“{path}”正被占用，写不进去", "请先在 Word 或 WPS 中关闭它")
    if isinstance(error, PermissionError) or error.errno == 30:
        return PackageError(f"文件夹“{path.parent}”不能写入", "请换一个文件夹，或请管理员开通写入权限")
    if isinstance(error, NotADirectoryError | FileExistsError | IsADirectoryError):
        return PackageError(f"“{path}”写不进去：同名的文件或文件夹挡住了", "请改名或换一个文件夹")
    return PackageError(f"文件“{path}”写不进去（{error.strerror}）", "请检查磁盘空间和文件名")
