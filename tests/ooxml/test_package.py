"""Reading a .docx safely, writing one reproducibly."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.ooxml import package
from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.package import PackageError, directory_of, read_bytes, read_package, write_atomically

TYPES = {"[Content_Types].xml": b"<Types/>"}


def zipped(parts: dict[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@given(
    st.dictionaries(
        st.text("ab公文/", min_size=1, max_size=8).filter(lambda n: not n.startswith("/") and not n.endswith("/")),
        st.binary(max_size=300),
    )
)
def test_what_is_written_is_read_by_both_readers(parts: dict[str, bytes]) -> None:
    static = dict(list(parts.items())[::2])
    dynamic = [(name, data) for name, data in parts.items() if name not in static]
    data = b"".join(assemble(build_static(TYPES | static), dynamic, deflater("zlib", 1)))
    assert read_package(data) == TYPES | parts
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == TYPES | parts


def test_reads_what_zipfile_writes() -> None:
    parts = TYPES | {"word/document.xml": b"<a/>" * 500, "word/空.xml": b""}
    assert read_package(zipped(parts)) == parts


def test_bytes_do_not_depend_on_time_and_name_their_deflater() -> None:
    static = build_static(TYPES)
    one, two = (b"".join(assemble(static, [("a.xml", b"x" * 999)], deflater())) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == ["[Content_Types].xml", "a.xml"]
    assert deflater("zlib", 1).name == "zlib-1"


def test_stored_is_not_compressed() -> None:
    data = b"".join(assemble(build_static({}), [("a", b"x" * 99)], deflater("stored")))
    assert b"x" * 99 in data
    assert directory_of(data)["a"].method == 0


def test_isal_gives_the_same_checksums() -> None:
    pytest.importorskip("isal")  # the build id of a document is made of them, and must be known again without isal
    data = "《方案》".encode() * 999
    assert deflater("isal").crc32(data) == deflater().crc32(data)
    assert deflater("isal").adler32(data) == deflater().adler32(data)


def test_isal_gives_the_same_contents() -> None:
    pytest.importorskip("isal")
    data = b"".join(assemble(build_static(TYPES), [("a.xml", b"abc" * 999)], deflater("isal", 1)))
    assert read_package(data)["a.xml"] == b"abc" * 999


def test_small_parts_are_stored_by_the_fastest_deflater() -> None:
    pytest.importorskip("isal")
    parts = {"small.xml": b"a" * 1023, "large.xml": b"a" * 1024}
    with zipfile.ZipFile(
        io.BytesIO(b"".join(assemble(build_static(TYPES), parts.items(), deflater("isal"))))
    ) as opened:
        assert {name: opened.read(name) for name in parts} == parts
        methods = [opened.getinfo(name).compress_type for name in parts]
    assert methods == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


WHOLE = zipped(TYPES | {"word/document.xml": bytes(range(256)) * 40})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空的"),
        (b"hello", "不是 .docx"),
        (b"%PDF-1.7", "其他格式"),
        (package._OLE + b"\0" * 600, "旧版 .doc"),
        (package._OLE + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
        (WHOLE[: len(WHOLE) // 2], "不完整"),
        (zipped({"a.txt": b"x"}), "不是 .docx 文档"),
        (zipped(TYPES | {"../../etc/x": b"x"}), "越出"),
        (zipped(TYPES | {"C:/x": b"x"}), "越出"),
        (WHOLE.replace(b"PK\1\2", b"PK\1\3", 1), "已损坏"),
        (zipped(TYPES | {"bomb": b"\0" * 8_000_000}), "大得不正常"),
    ],
)
def test_refuses_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(PackageError, match=said) as caught:
        read_package(data, "模板.docx")
    assert caught.value.exit_code == 2
    assert caught.value.hint


def test_refuses_a_member_longer_than_its_entry_says() -> None:
    data = bytearray(zipped(TYPES | {"a": b"x" * 1000}))
    entry = data.rfind(b"PK\1\2")
    struct.pack_into("<L", data, entry + 24, 10)
    with pytest.raises(PackageError, match="已损坏"):
        read_package(bytes(data))


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_changed_byte_never_crashes(at: int, value: int) -> None:
    data = WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]
    with suppress(PackageError):
        assert read_package(data)


def test_reading_problems_are_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="没有文件"):
        read_bytes(tmp_path / "无.docx")
    with pytest.raises(PackageError, match="是文件夹"):
        read_bytes(tmp_path)


def test_writes_whole_files_only(tmp_path: Path) -> None:
    target = tmp_path / "新文件夹" / "方案.docx"
    write_atomically(target, [b"ab", b"c"], sync=True)
    assert target.read_bytes() == b"abc"

    def broken() -> object:
        yield b"new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomically(target, broken())  # type: ignore[arg-type]
    assert target.read_bytes() == b"abc"
    assert os.listdir(target.parent) == ["方案.docx"]


def test_a_locked_file_and_a_closed_folder_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PackageError, match="正被占用"):
        write_atomically(target, [b"new"])
    with pytest.raises(PackageError, match="不能写入"):
        write_atomically(tmp_path / "b.docx", [b"new"])
    monkeypatch.undo()
    with pytest.raises(PackageError, match="挡住了"):
        write_atomically(target / "x.docx", [b"new"])
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_what_is_written_is_no_program(tmp_path) -> None:
    write_atomically(tmp_path / "a.docx", [b"1"])
    assert (tmp_path / "a.docx").stat().st_mode & 0o111 == 0
