"""Parts in, reproducible zip out: fixed times and attributes, stable order, static members deflated once.

A `StaticArchive` holds the members that are the same in every document as one prebuilt run of bytes with its directory
entries; `assemble` adds the members that change. The same parts give the same bytes with the same deflater: zlib is the
default, "isal" (level 1, several times faster) is chosen by bulk runs only, "stored" does not compress and is the same
on every machine. Reads nothing and knows nothing of OOXML.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from struct import Struct

from genwen.records import record

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_LOCAL_SIZE = 30
# 1980-01-01 00:00, the first moment a zip can name
_TIME, _DATE = 0, 0x21
_VERSION = 20
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_SMALL = 1_024

Deflate = Callable[[bytes], bytes]
"""Bytes in, raw deflate stream out."""


@record
class Deflater:
    """A way to compress: `name` as promised in the module's text, `method` of the zip, the function, the checksums.

    What has less than `least` bytes is stored: a stream of its own would take more time than it saves room.
    """

    name: str
    method: int
    compress: Deflate
    crc32: Callable[[bytes], int] = zlib.crc32
    adler32: Callable[[bytes], int] = zlib.adler32
    least: int = 0


@cache
def deflater(name: str = "zlib", level: int = 1) -> Deflater:
    """The deflater called "zlib" (any level 1 to 9), "isal" (levels 0 to 3; ImportError without the extra) or "stored"."""
    if name == "stored":
        return Deflater("stored", _STORED, bytes)
    if name == "isal":
        # an optional extra: only bulk runs ask for it
        from isal import isal_zlib

        isal_level = min(level, 3)

        def compress_fast(data: bytes) -> bytes:
            compressed: bytes = isal_zlib.compress(data, isal_level, -15)
            return compressed

        return Deflater(f"isal-{isal_level}", _DEFLATED, compress_fast, isal_zlib.crc32, isal_zlib.adler32, _SMALL)

    def compress(data: bytes) -> bytes:
        return zlib.compress(data, level, -15)

    return Deflater(f"zlib-{level}", _DEFLATED, compress)


def fastest() -> str:
    """The name of the fastest deflater of this machine: isal when it is installed, else zlib."""
    try:
        deflater("isal")
    except ImportError:
        return "zlib"
    return "isal"


@record
class StaticArchive:
    """Members that never change: local headers and data in `blob`, their directory entries in `directory`."""

    blob: bytes = b""
    directory: bytes = b""
    count: int = 0


def build_static(parts: Mapping[str, bytes]) -> StaticArchive:
    """The parts, in the order given, deflated by zlib at level 9 (stored when that is shorter)."""
    blob: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in parts.items():
        offset = _add_small(blob, directory, offset, name, data)
    return StaticArchive(b"".join(blob), b"".join(directory), len(parts))


def assemble(static: StaticArchive, dynamic: Iterable[tuple[str, bytes]], using: Deflater) -> list[bytes]:
    """The chunks of the whole zip: the static members, then the dynamic ones in the order given, then the directory."""
    chunks: list[bytes] = [static.blob]
    directory: list[bytes] = [static.directory]
    offset = len(static.blob)
    count = static.count
    for name, data in dynamic:
        if len(data) < using.least:
            offset = _add(chunks, directory, offset, name, data, data, deflater("stored"))
        else:
            offset = _add(chunks, directory, offset, name, data, using.compress(data), using)
        count += 1
    size = sum(map(len, directory))
    chunks += directory
    chunks.append(_END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0))
    return chunks


def replaced(static: StaticArchive, changed: Mapping[str, bytes]) -> StaticArchive:
    """The archive with members of the names in `changed` made anew, in their places; the others are copied packed."""
    blob: list[bytes] = []
    directory: list[bytes] = []
    offset = at = 0
    for _ in range(static.count):
        fields = _CENTRAL.unpack_from(static.directory, at)
        packed, named, start = fields[8], fields[10], fields[16]
        raw_name = static.directory[at + _CENTRAL.size : at + _CENTRAL.size + named]
        data = changed.get(raw_name.decode())
        if data is None:
            size = _LOCAL_SIZE + named + packed
            blob.append(static.blob[start : start + size])
            directory.append(_CENTRAL.pack(*fields[:16], offset) + raw_name)
            offset += size
        else:
            offset = _add_small(blob, directory, offset, raw_name.decode(), data)
        at += _CENTRAL.size + named
    return StaticArchive(b"".join(blob), b"".join(directory), static.count)


def _add_small(chunks: list[bytes], directory: list[bytes], offset: int, name: str, data: bytes) -> int:
    """Append one member as small as zlib makes it; gives the offset behind it."""
    best = deflater("zlib", 9)
    packed = best.compress(data)
    if len(packed) < len(data):
        return _add(chunks, directory, offset, name, data, packed, best)
    return _add(chunks, directory, offset, name, data, data, deflater("stored"))


def _add(
    chunks: list[bytes], directory: list[bytes], offset: int, name: str, data: bytes, packed: bytes, using: Deflater
) -> int:
    """Append one member to `chunks` and its entry to `directory`; gives the offset behind it."""
    raw_name = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    crc = using.crc32(data)
    sizes = (crc, len(packed), len(data), len(raw_name), 0)
    chunks.append(_LOCAL.pack(b"PK\3\4", _VERSION, flags, using.method, _TIME, _DATE, *sizes) + raw_name)
    chunks.append(packed)
    directory.append(
        _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, flags, using.method, _TIME, _DATE, *sizes, 0, 0, 0, 0, offset)
        + raw_name
    )
    return offset + _LOCAL_SIZE + len(raw_name) + len(packed)
