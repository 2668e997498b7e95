"""Pictures a text in Markdown refers to: those of its folder stand in the result, the others are told."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from test_format import run

from genwen.cli.main import main
from genwen.formatting.formatter import said_by
from genwen.ooxml.form_reader import read_form
from genwen.ooxml.pictures import picture_of

TEXT = "# 关于开展检查的通知\n\n各单位：\n\n请按流程办理。\n\n{}\n\n请认真执行。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def images(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in sorted(package.namelist()) if "/media/" in name]


def body(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.parametrize(
    "reference", ["图/a b.png", "图/a%20b.png", "<图/a b.png>", '图/a b.png "流程"', "./图\\a b.png"]
)
def test_a_picture_of_the_folder_is_put_in(reference: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("图").mkdir()
    Path("图/a b.png").write_bytes(png(2000, 40))
    Path("甲.md").write_text(TEXT.format(f"![流程图]({reference})"), "utf-8")
    result = run("甲.md", capsys)
    made = Path("甲.排版.docx")
    assert images(made) == [png(2000, 40)]
    assert 'descr="流程图"' in body(made)
    assert "流程图" not in said_by(read_form(made))
    assert not [notice for notice in result["notices"] if "图片" in notice]
    assert run("甲.排版.docx", capsys)["written"] is None


def test_pictures_stand_where_they_stood(capsys: pytest.CaptureFixture[str]) -> None:
    for name, width in (("一.png", 10), ("二.png", 20)):
        Path(name).write_bytes(png(width, 10))
    Path("甲.md").write_text(TEXT.format("![](二.png)\n\n其次。\n\n见图![](一.png)所示。\n\n![](二.png)"), "utf-8")
    run("甲.md", capsys)
    assert images(Path("甲.排版.docx")) == [png(20, 10), png(10, 10), png(20, 10)]
    words = body(Path("甲.排版.docx"))
    places = [words.index(item) for item in ("办理", "其次", "见图", "所示", "认真")]
    drawings = [at for at in range(len(words)) if words.startswith("<w:drawing", at)]
    assert len(drawings) == 3
    assert places[0] < drawings[0] < places[1] < places[2] < drawings[1] < places[3] < drawings[2] < places[4]


@pytest.mark.parametrize(
    ("reference", "why"),
    [("没有.png", "找不到"), ("../外.png", "不在稿件所在的文件夹里"), ("/etc/hostname", "不在稿件所在的文件夹里"), ("链.png", "不在稿件所在的文件夹里"),
     ("https://example.com/a.png", "不是本地文件"), ("file:///etc/hostname", "不是本地文件"), ("坏.png", "不是能识别的图片"),
     ("短.png", "不是能识别的图片"), ("图", "找不到"), ("", "找不到")],
)  # fmt: skip
def test_other_pictures_are_told(reference: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("稿").mkdir()
    Path("外.png").write_bytes(png(3, 3))
    Path("稿/图").mkdir()
    Path("稿/链.png").symlink_to(Path("外.png").resolve())
    Path("稿/坏.png").write_bytes(b"no picture")
    Path("稿/短.png").write_bytes(png(30, 30)[:20])
    Path("稿/甲.md").write_text(TEXT.format(f"![图]({reference})"), "utf-8")
    told = [notice for notice in run("稿/甲.md", capsys)["notices"] if "图片" in notice]
    assert len(told) == 1
    assert "第7行" in told[0]
    assert why in told[0]
    made = Path("稿/甲.排版.docx")
    assert images(made) == []
    assert f"![图]({reference})" in said_by(read_form(made))


def test_broken_images_are_no_pictures() -> None:
    whole = png(9, 9)
    assert picture_of(whole, 1, "") is not None
    for end in range(0, 40):
        picture_of(whole[:end], 1, "")
    heads = (b"GIF89a", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"BM", b"II*\0", b"MM\0*\0\0\0\x08\xff\xff")
    assert [picture_of(head, 1, "") for head in heads] == [None] * len(heads)


def test_a_picture_before_the_list_of_attachments_is_no_blank_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("图.png").write_bytes(png(200, 40))
    Path("甲.md").write_text(TEXT.format("![](图.png)\n\n附件：检查表\n\n云溪区水务局\n2025年3月1日"), "utf-8")
    Path("甲.md").write_text(Path("甲.md").read_text("utf-8").replace("\n\n请认真执行。", ""), "utf-8")
    run("甲.md", capsys)
    assert main(["check", "甲.排版.docx", "--json"]) in (0, 1)
    assert "G912" not in capsys.readouterr().out
