"""genwen format on drafts with footnotes, endnotes and charts: carried over whole, or refused in one clear message."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt, RGBColor
from foreign_forms import FORMS, written
from foreign_texts import NAMES, content
from lint_faults import unzipped, zipped
from lxml import etree

from genwen.cli.main import main
from genwen.formatting.formatter import said_by
from genwen.lint.viewing import view_of_file
from genwen.ooxml.carried_parts import said_in_notes
from genwen.ooxml.form_reader import read_form

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument."
CHART = """<w:p xmlns:w="{w}"><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="7000000" cy="3000000"/><wp:docPr id="1" name="图表"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="{r}" r:id="rId900"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""


def with_parts(
    data: bytes, body: str, at: str, parts: dict[str, tuple[str, str, bytes]], rels: dict[str, bytes] | None = None
) -> bytes:
    """The document with a paragraph before the one that holds `at`, and parts: name → (kind, content type, bytes)."""
    found = unzipped(data)
    root = etree.fromstring(found["word/document.xml"])
    place = next(p for p in root.iter(f"{{{W}}}p") if at in "".join(t.text or "" for t in p.iter(f"{{{W}}}t")))
    place.addprevious(etree.fromstring(body))
    found["word/document.xml"] = etree.tostring(root)
    for number, (name, (kind, content_type, contents)) in enumerate(parts.items(), 900):
        found[f"word/{name}"] = contents
        relation = f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/></Relationships>'
        override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
        for part, end, more in (
            ("word/_rels/document.xml.rels", b"</Relationships>", relation),
            ("[Content_Types].xml", b"</Types>", override),
        ):
            found[part] = found[part].replace(end, more.encode())
    return zipped({**found, **(rels or {})})


def noted(kind: str = "footnote", inside: str = "<w:r><w:t>见《节约用水条例》第三条。</w:t></w:r>") -> bytes:
    body = f"""<w:p xmlns:w="{W}"><w:pPr><w:ind w:firstLine="630"/></w:pPr><w:r><w:t>各单位应当装表计量</w:t></w:r><w:r><w:{kind}Reference w:id="5"/></w:r>
<w:r><w:t>，按月抄表</w:t></w:r><w:r><w:{kind}Reference w:id="7"/></w:r><w:r><w:t>。</w:t></w:r></w:p>"""
    notes = f"""<w:{kind}s xmlns:w="{W}" xmlns:r="{OFFICE}"><w:{kind} w:id="5"><w:p><w:r><w:{kind}Ref/></w:r>{inside}</w:p></w:{kind}>
<w:{kind} w:id="7"><w:p><w:r><w:t>次月5日前报送。</w:t></w:r></w:p><w:p><w:r><w:t>逾期通报。</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""
    part = (f"{kind}s", f"{KIND}wordprocessingml.{kind}s+xml", notes.encode())
    return with_parts(written(content("通知"), "直接格式"), body, "三、工作要求", {f"{kind}s.xml": part})


def charted(external: bool = False) -> bytes:
    chart = b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></c:chartSpace>'
    mode = ' TargetMode="External"' if external else ""
    rels = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="{OFFICE}/package" Target="../embeddings/book.xlsx"{mode}/></Relationships>"""
    return with_parts(
        written(content("通知"), "直接格式"), CHART.format(w=W, r=OFFICE), "三、工作要求",
        {"charts/chart1.xml": ("chart", f"{KIND}drawingml.chart+xml", chart)},
        {"word/charts/_rels/chart1.xml.rels": rels.encode(), "word/embeddings/book.xlsx": b"book"},
    )  # fmt: skip


def formatted(path: Path, capsys: Any) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["format", "--json", str(path)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_carried_with_every_character(kind: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(noted(kind))
    made = Path(formatted(path, capsys)["written"])
    assert said_by(read_form(made)) == said_by(read_form(path))
    parts = parts_of(made)
    assert said_in_notes(parts, "") == ["见《节约用水条例》第三条。", "次月5日前报送。逾期通报。"]
    text = parts["word/document.xml"].decode()
    assert (
        text.index("装表计量")
        < text.index(f'<w:{kind}Reference w:id="1"')
        < text.index("按月抄表")
        < text.index(f'{kind}Reference w:id="2"')
    )
    docx.Document(str(made))
    assert formatted(made, capsys)["written"] is None
    assert main(["check", str(made)]) == 0


def test_a_chart_is_carried_with_its_workbook(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(charted())
    made = Path(formatted(path, capsys)["written"])
    parts = parts_of(made)
    chart = next(name for name in parts if name.endswith("chart1.xml"))
    assert parts[next(name for name in parts if name.endswith("book.xlsx"))] == b"book"
    assert f'PartName="/{chart}" ContentType="{KIND}drawingml.chart+xml"' in parts["[Content_Types].xml"].decode()
    text = parts["word/document.xml"].decode()
    assert text.index("合并填报") < text.index("<c:chart") < text.index("三、工作要求")
    assert 'cx="5616575"' in text  # no wider than the 版心
    docx.Document(str(made))
    assert formatted(made, capsys)["written"] is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (noted(inside='<w:hyperlink r:id="rId9"><w:r><w:t>网址</w:t></w:r></w:hyperlink>'), "脚注"),
        (noted(inside='<w:ins w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins>'), "脚注"),
        (charted(external=True), "外部文件"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_refused(data: bytes, said: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(data)
    assert main(["format", str(path)]) == 2
    assert said in capsys.readouterr().err
    assert [item.name for item in tmp_path.iterdir()] == ["通知.docx"]


@pytest.mark.parametrize("form", FORMS)
def test_foreign_documents_come_out_right_and_settle(form: str, tmp_path: Path, capsys: Any) -> None:
    for name in NAMES:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(written(content(name), form))
        made = Path(formatted(path, capsys)["written"])
        capsys.readouterr()
        main(["check", "--json", str(made)])
        findings = json.loads(capsys.readouterr().out)["findings"]
        assert [item["code"] for item in findings if item["severity"] == "错误"] == [], name
        assert [item["code"] for item in findings if (item["severity"], item["strength"]) == ("警告", "硬")] == [], name
        assert formatted(made, capsys)["written"] is None, name


def test_pictures_of_a_document_are_the_same_bytes(tmp_path: Path, capsys: Any) -> None:
    from format_drafts import image

    document = docx.Document(BytesIO(written(content("报告"), "WPS")))
    document.add_picture(BytesIO(image()))
    document.save(str(tmp_path / "报告.docx"))
    parts = parts_of(Path(formatted(tmp_path / "报告.docx", capsys)["written"]))
    assert image() in parts.values()


def test_number_keeps_its_room_under_several_marks(tmp_path: Path, capsys: Any) -> None:
    text = "云溪区财政局文件\n云溪区教育局文件\n云财〔2025〕3号    签发人：张三\n关于请求解决经费问题的请示\n区人民政府：\n现请求解决经费问题。妥否，请批示。\n"
    document = docx.Document()
    for line in text.splitlines():
        run = document.add_paragraph().add_run(line)
        if line.endswith("文件"):
            run.font.size, run.font.color.rgb = Pt(36), RGBColor(0xFF, 0, 0)
    document.save(str(tmp_path / "请示.docx"))
    made = Path(formatted(tmp_path / "请示.docx", capsys)["written"])
    lines = view_of_file(made).lines
    assert [(line.role, line.blanks) for line in lines[:4]] == [
        ("发文机关标志", 3), ("发文机关标志", 0), ("发文字号", 2), ("标题", 2),
    ]  # fmt: skip
    assert "签发人：张三" in lines[2].text
