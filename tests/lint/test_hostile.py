"""Files that are broken or meant to harm: every command says one clear thing, soon, and in little memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from foreign_documents import notice
from lint_faults import unzipped, zipped

from genwen.cli.main import main
from genwen.lint.viewing import view_of_file

COMMANDS = (("check",), ("check", "--annotate"), ("fix",), ("format",))
RIGHT = notice()
PARTS = unzipped(RIGHT)
DOCUMENT, STYLES = PARTS["word/document.xml"], PARTS["word/styles.xml"]
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def said(text: str) -> bytes:
    return f"<w:r><w:t>{text}</w:t></w:r>".encode()


def with_body(more: bytes) -> bytes:
    return zipped({**PARTS, "word/document.xml": DOCUMENT.replace(b"</w:body>", more + b"</w:body>", 1)})


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**PARTS, name: data})


def without(*names: str) -> bytes:
    return zipped({name: data for name, data in PARTS.items() if name not in names})


def with_entry(name: str, data: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for known, contents in PARTS.items():
            package.writestr(known, contents)
        package.writestr(name, data)
    return stream.getvalue()


REFUSED = {
    "炸弹": (lambda: with_entry("word/media/1.bin", b"\0" * 60_000_000), "大得不正常"),
    "外部实体": (lambda: with_part("word/document.xml", DOCUMENT.replace(b"<w:document", ENTITY + b"<w:document", 1)), "实体声明"),
    "样式里的实体": (lambda: with_part("word/styles.xml", STYLES.replace(b"<w:styles", ENTITY + b"<w:styles", 1)), "实体声明"),
    "关系里的实体": (lambda: with_part("word/_rels/document.xml.rels", ENTITY + b"<Relationships/>"), "实体声明"),
    "百兆": (lambda: with_body(b"<w:p>" + said("各单位要认真执行。" * 30) + b"</w:p>" + os.urandom(9).hex().encode() * 5_600_000), "大得不正常"),
    "二十万段": (lambda: with_body((b"<w:p>" + said("各单位执行。") + b"</w:p>") * 200_000), "段，多得不正常"),
    "六万格": (lambda: with_body(b"<w:tbl><w:tr>" + (b"<w:tc><w:p>" + said("1") + b"</w:p></w:tc>") * 60_000 + b"</w:tr></w:tbl>"), "段，多得不正常"),
    "百万标记": (lambda: with_body(b"<w:tbl>" + (b"<w:tr><w:tc><w:p>" + said("1") + b"</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>") * 150_000 + b"</w:tbl>"), "个标记，多得不正常"),
    "文字过多": (lambda: with_body((b"<w:p>" + said("各单位执行。" * 30) + b"</w:p>") * 4_000), "万字，多得不正常"),
    "一段过长": (lambda: with_body(b"<w:p>" + said(" " * 30_000 + "年") + b"</w:p>"), "字，长得不正常"),
    "六万个字块": (lambda: with_body(b"<w:p>" + said("各") * 60_000 + b"</w:p>"), "字，长得不正常"),
    "嵌套一万层": (lambda: with_body(b"<w:p>" * 10_000 + b"</w:p>" * 10_000), "已损坏"),
    "表套表一万层": (lambda: with_body(b"<w:tbl><w:tr><w:tc>" * 10_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 10_000), "已损坏"),
    "截断": (lambda: RIGHT[:-2000], "不完整"),
    "改名的doc": (lambda: OLE + b"\0" * 4000, "旧版 .doc"),
    "改名的pdf": (lambda: b"%PDF-1.4\n%" + b"\0" * 400, "其他格式"),
    "改名的xlsx": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}), "不是 Word 文档"),
    "加密": (lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, "设有密码"),
    "空": (lambda: b"", "是空的"),
    "样式坏": (lambda: with_part("word/styles.xml", b"<w:styles"), "样式已损坏"),
    "关系坏": (lambda: with_part("word/_rels/document.xml.rels", b"<Relationships"), "关系已损坏"),
    "没有关系": (lambda: without(*[name for name in PARTS if name.endswith(".rels")]), "没有指明哪个部件是正文"),
    "没有正文": (lambda: without("word/document.xml"), "没有正文"),
    "类型不对": (lambda: with_part("[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'), "没有登记正文的类型"),
    "绝对路径": (lambda: with_entry("/etc/x", b"1"), "越出文档"),
    "上级路径": (lambda: with_entry("../../x", b"1"), "越出文档"),
    "重名": (lambda: with_entry("word/document.xml", DOCUMENT), "重名"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_every_command_refuses_with_one_clear_message_soon(name: str, tmp_path: Path, capsys: Any) -> None:
    make, wanted = REFUSED[name]
    path = tmp_path / "文件.docx"
    path.write_bytes(make())
    capsys.readouterr()
    for command, *options in COMMANDS:
        start = time.process_time()
        assert main([command, str(path), *options]) == 2
        assert time.process_time() - start < 5
        err = capsys.readouterr().err
        assert wanted in err
        assert "提示：" in err
        assert len(err.splitlines()) == 2
        assert [item.name for item in tmp_path.iterdir()] == ["文件.docx"]


CYCLE = """<w:style w:type="paragraph" w:styleId="A1"><w:name w:val="甲"/><w:basedOn w:val="B1"/></w:style>
<w:style w:type="paragraph" w:styleId="B1"><w:name w:val="乙"/><w:basedOn w:val="A1"/></w:style></w:styles>"""
CHAIN = "".join(
    f'<w:style w:type="paragraph" w:styleId="C{n}"><w:name w:val="C{n}"/><w:basedOn w:val="C{n + 1}"/></w:style>'
    for n in range(20_000)
)
BOX = b'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
BOX_END = b"</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def styled(name: str, more: str) -> bytes:
    document = DOCUMENT.replace(b"<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>'.encode(), 3)
    styles = STYLES.replace(
        b"</w:styles>", more.encode() if more.endswith("</w:styles>") else more.encode() + b"</w:styles>", 1
    )
    return zipped({**PARTS, "word/document.xml": document, "word/styles.xml": styles})


READ = {
    "样式循环": lambda: styled("A1", CYCLE),
    "样式链两万": lambda: styled("C0", CHAIN),
    "没有样式": lambda: without("word/styles.xml"),
    "文本框套四十层": lambda: with_body(b"<w:p>" + BOX * 40 + said("框内") + BOX_END * 40 + b"</w:p>"),
    "表套表六十层": lambda: with_body(b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60),
    "没完的域": lambda: with_body(b"<w:p>" + b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5_000 + b"</w:p>"),
    "数字离谱": lambda: with_part("word/document.xml", DOCUMENT.replace(
        b"<w:pPr>", b'<w:pPr><w:ind w:left="99999999999999999999" w:firstLineChars="1e400"/><w:outlineLvl w:val="x"/>')),
    "满是空格": lambda: with_body((b"<w:p>" + said(" " * 15_000 + "年") + b"</w:p>") * 6),
    "满是括号": lambda: with_body(b"<w:p>" + said("（" * 6_000 + "“" * 6_000 + "《" * 6_000) + b"</w:p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read_and_checked_soon(name: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "文件.docx"
    path.write_bytes(READ[name]())
    for command, *options in COMMANDS:
        start = time.process_time()
        assert main([command, str(path), *options]) in (0, 1, 2)
        assert time.process_time() - start < 5
        output = capsys.readouterr()
        assert "程序内部出错" not in output.err
        assert len(output.err.splitlines()) in (0, 2)


def test_file_without_styles_is_told_once(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "文件.docx"
    path.write_bytes(READ["没有样式"]())
    assert main(["check", str(path)]) == 0
    assert re.findall(r"G\d{3}", capsys.readouterr().out).count("G713") == 1


def test_boxes_in_boxes_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "文件.docx"
    path.write_bytes(READ["文本框套四十层"]())
    assert [line.text for line in view_of_file(path).lines].count("框内") == 1


PEAK = """
import sys
from pathlib import Path
from genwen.cli.main import main
assert main(["check", sys.argv[1]]) == 2
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is asked the Linux way")
@pytest.mark.parametrize("name", ["百兆", "二十万段", "百万标记", "六万个字块", "炸弹"])
def test_memory_stays_small(name: str, tmp_path: Path) -> None:
    path = tmp_path / "文件.docx"
    path.write_bytes(REFUSED[name][0]())
    result = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    assert int(result.stdout) < 500_000  # kB


def test_a_workbook_with_another_name_is_called_one(tmp_path: Path, capsys: Any) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "甲.docx")
    assert main(["check", str(tmp_path / "甲.docx")]) == 2
    assert "是表格（.xlsx），不是 Word 文档" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Unix has them")
@pytest.mark.parametrize("command", ["check", "fix", "format"])
def test_links_in_a_circle_and_pipes_are_called_what_they_are(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring, pipe = tmp_path / "环.docx", tmp_path / "管道.docx"
    ring.symlink_to(ring.name)
    os.mkfifo(pipe)
    for path, word in ((ring, "是链接"), (pipe, "不是普通的文件")):
        assert main([command, str(path)]) == 2
        assert word in capsys.readouterr().err
