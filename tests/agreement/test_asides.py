"""Text boxes, footnotes and endnotes are read with the body, each once, and held against it."""

import io
import zipfile
from pathlib import Path

from genwen.agreement.reading.text import Subject
from genwen.agreement.reading.views import view_of_file
from genwen.agreement.rules import findings_in
from genwen.ooxml.plain_reader import plain_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def package(body: str, notes: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        )
        for name, text in notes.items():
            separator = f'<w:{name} w:id="-1" w:type="separator">{paragraph("——")}</w:{name}>'
            note = f'<w:{name} w:id="1">{paragraph(text)}</w:{name}>'
            out.writestr(f"word/{name}s.xml", f'<w:{name}s xmlns:w="{W}">{separator}{note}</w:{name}s>')
    return data.getvalue()


def boxed(text: str) -> str:
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def test_asides_are_read_once_and_named() -> None:
    data = package(paragraph("正文") + boxed("框里"), {"footnote": "脚注的话", "endnote": "尾注的话"})
    assert [block.text for block in plain_of(data) if hasattr(block, "text")] == ["正文"]
    blocks = [block for block in plain_of(data, beside=True) if hasattr(block, "aside")]
    assert [(block.aside, block.number, block.text) for block in blocks] == [
        ("", 1, "正文"),
        ("文本框", 1, "框里"),
        ("脚注", 1, "脚注的话"),
        ("尾注", 1, "尾注的话"),
    ]


def test_a_box_against_the_body(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(package(paragraph("全年用电量48.62万千瓦时。") + boxed("用电量：48.26万千瓦时"), {}))
    messages = [item.message + item.position.place for item in findings_in(Subject((view_of_file(path, "报告.docx"),)))]
    assert any("48.26" in text and "48.62" in text and "文本框1" in text for text in messages), messages
    path.write_bytes(package(paragraph("全年用电量48.62万千瓦时。") + boxed("用电量：48.62万千瓦时"), {}))
    assert findings_in(Subject((view_of_file(path, "报告.docx"),))) == []
