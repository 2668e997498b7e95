"""Many .docx in one: nothing of one document gets into another; what is broken or too much is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from genwen.diagnostics import GenwenError
from genwen.ooxml import joining
from genwen.ooxml.joining import Joiner

ROOT = Path(__file__).parent.parent.parent
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def made(edit: Callable[[Any], None], template: Path | None = None) -> bytes:
    """A document by python-docx."""
    document = docx.Document(str(template) if template else None)
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def joined(path: Path, documents: Mapping[str, bytes]) -> Any:
    joiner = Joiner(path)
    for name, data in documents.items():
        joiner.add(data, name)
    joiner.close()
    return joiner


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_begins_on_an_odd_page_with_its_own_header(tmp_path: Path) -> None:
    def first(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "甲的页眉"
        document.add_paragraph("甲一")
        document.add_section(WD_SECTION.NEW_PAGE).page_width = Mm(297)
        document.add_paragraph("甲二")

    def second(document: Any) -> None:
        document.sections[0].top_margin = Mm(50)
        document.add_paragraph("乙一")
        document.add_table(1, 1).cell(0, 0).text = "乙表"

    joined(tmp_path / "合.docx", {"甲": made(first), "乙": made(second), "丙": made(lambda d: d.add_paragraph("丙"))})
    document = docx.Document(str(tmp_path / "合.docx"))
    assert [section.start_type for section in document.sections] == [
        WD_SECTION.ODD_PAGE, WD_SECTION.NEW_PAGE, WD_SECTION.ODD_PAGE, WD_SECTION.ODD_PAGE,
    ]  # fmt: skip
    starts = [number.get(qn("w:start")) for number in document.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1", "1", "1"]
    assert document.sections[0].header.paragraphs[0].text == "甲的页眉"
    # the second document has none, and must not take over the one before it
    assert not document.sections[2].header.is_linked_to_previous
    assert [p.text for p in document.sections[2].header.paragraphs] == [""]
    assert document.sections[1].page_width.mm == pytest.approx(297, abs=0.1)
    assert document.sections[2].top_margin.mm == pytest.approx(50, abs=0.1)
    assert "".join(document.element.body.itertext(qn("w:t"))).replace("\n", "").split() == ["甲一甲二乙一乙表丙"]


def test_styles_of_one_name_and_another_form_stay_apart(tmp_path: Path) -> None:
    def own(document: Any) -> Any:
        style = document.styles.add_style("正文一", 1)
        style.base_style = document.styles["Normal"]
        return style

    def small(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(9)
        own(document).font.bold = True
        document.add_paragraph("小", style="正文一")
        document.add_paragraph("默认")

    def large(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(30)
        own(document).font.italic = True
        document.add_paragraph("大", style="正文一")
        document.add_paragraph("默认")
        document.add_table(1, 1).cell(0, 0).text = "格"

    joined(tmp_path / "合.docx", {"甲": made(small), "乙": made(large), "丙": made(small)})
    document = docx.Document(str(tmp_path / "合.docx"))
    found = {p.text: p.style for p in document.paragraphs}
    first, second = found["小"], found["大"]
    assert (first.font.bold, first.font.italic, second.font.bold, second.font.italic) == (True, None, None, True)
    assert first.name != second.name
    assert second.base_style.font.size == Pt(30)
    assert [p.style for p in document.paragraphs if p.text == "小"] == [first, first]
    sizes = [p.style.font.size for p in document.paragraphs if p.text == "默认"]
    assert sizes == [Pt(9), Pt(30), Pt(9)]
    assert document.tables[0].cell(0, 0).paragraphs[0].style.font.size == Pt(30)
    ids = [style.style_id for style in document.styles]
    names = [(style.type, style.name) for style in document.styles]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))


def test_defaults_of_the_document_go_with_its_styles(tmp_path: Path) -> None:
    def defaults(size: str) -> Callable[[Any], None]:
        def edit(document: Any) -> None:
            (sz,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz") or [None]
            rpr = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
            if sz is None:
                sz = rpr.makeelement(qn("w:sz"))
                rpr.append(sz)
            sz.set(qn("w:val"), size)
            document.add_paragraph(f"字号{size}")

        return edit

    joined(tmp_path / "合.docx", {"甲": made(defaults("24")), "乙": made(defaults("50")), "丙": made(defaults("24"))})
    document = docx.Document(str(tmp_path / "合.docx"))
    assert document.styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["24"]
    sizes = {p.text: p.style.font.size for p in document.paragraphs}
    assert sizes == {"字号24": None, "字号50": Pt(25)}


def test_lists_begin_anew_and_pictures_are_not_mixed_up(tmp_path: Path) -> None:
    def listed(word: str, picture: bytes) -> Callable[[Any], None]:
        def edit(document: Any) -> None:
            for number in range(2):
                document.add_paragraph(f"{word}{number}", style="List Number")
            document.add_picture(io.BytesIO(picture), width=Mm(10))

        return edit

    other = PNG.replace(b"\x00\x05\x00\x01", b"\x00\x05\x00\x01")
    joined(
        tmp_path / "合.docx",
        {"甲": made(listed("甲", PNG)), "乙": made(listed("乙", other)), "丙": made(listed("丙", PNG))},
    )
    document = docx.Document(str(tmp_path / "合.docx"))
    numbers = {p.text[0]: p.style.element.xpath("w:pPr/w:numPr/w:numId/@w:val") for p in document.paragraphs if p.text}
    assert all(found for found in numbers.values())
    assert len({tuple(found) for found in numbers.values()}) == 3
    known = document.part.numbering_part.element.xpath("w:num/@w:numId")
    assert {found[0] for found in numbers.values()} <= set(known)
    ids = [drawing.get("id") for drawing in document.element.body.iter(qn("wp:docPr"))]
    assert ids == ["1", "2", "3"]
    parts = parts_of(tmp_path / "合.docx")
    assert len([name for name in parts if name.startswith("word/media/")]) == 1


def with_bookmark(name: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        paragraph = document.add_paragraph("见")
        for tag, attributes in (("w:bookmarkStart", {"w:id": "0", "w:name": name}), ("w:bookmarkEnd", {"w:id": "0"})):
            mark = paragraph._p.makeelement(qn(tag), {qn(key): value for key, value in attributes.items()})
            paragraph._p.append(mark)
        link = paragraph._p.makeelement(qn("w:hyperlink"), {qn("w:anchor"): name})
        paragraph._p.append(link)
        run = paragraph.add_run()._r
        code = run.makeelement(qn("w:instrText"))
        code.text = f" PAGEREF {name} \\h "
        run.append(code)

    return edit


def test_bookmarks_and_what_refers_to_them_stay_together(tmp_path: Path) -> None:
    joined(tmp_path / "合.docx", {str(n): made(with_bookmark("附件一")) for n in range(3)})
    body = docx.Document(str(tmp_path / "合.docx")).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert names == ["附件一", "附件一_2", "附件一_3"]
    assert [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))] == names
    assert [code.text for code in body.iter(qn("w:instrText"))] == [f" PAGEREF {name} \\h " for name in names]
    starts = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(starts)) == 3
    assert [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))] == starts


NOTES = (
    '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p/>'
    '</w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_note(word: str) -> bytes:
    data = made(lambda document: document.add_paragraph("正文"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.replace(
                    "正文</w:t>".encode(), '正文</w:t></w:r><w:r><w:footnoteReference w:id="1"/>'.encode()
                )
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                text = text.replace(
                    b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
                )
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                text = text.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
                )
            target.writestr(name, text)
        target.writestr("word/footnotes.xml", NOTES.format(word))
    return stream.getvalue()


def test_footnotes_stay_with_their_documents(tmp_path: Path) -> None:
    joined(tmp_path / "合.docx", {"甲": with_note("甲注"), "乙": with_note("乙注")})
    parts = parts_of(tmp_path / "合.docx")
    notes = dict(re.findall(r'<w:footnote w:id="(\d+)">.*?<w:t>(.*?)</w:t>', parts["word/footnotes.xml"].decode()))
    references = re.findall(r'<w:footnoteReference w:id="(\d+)"', parts["word/document.xml"].decode())
    assert [notes[number] for number in references] == ["甲注", "乙注"]
    docx.Document(str(tmp_path / "合.docx"))


def test_comments_are_left_out_and_revisions_are_told(tmp_path: Path) -> None:
    def revised(document: Any) -> None:
        paragraph = document.add_paragraph("原文")
        paragraph._p.append(paragraph._p.makeelement(qn("w:ins"), {qn("w:id"): "1", qn("w:author"): "甲"}))
        paragraph._p.append(paragraph._p.makeelement(qn("w:commentRangeStart"), {qn("w:id"): "1"}))

    joiner = joined(tmp_path / "合.docx", {"甲": made(revised), "乙": made(lambda d: d.add_paragraph("乙"))})
    assert joiner.revised == ["甲"]
    assert b"comment" not in parts_of(tmp_path / "合.docx")["word/document.xml"]


def test_settings_that_cannot_be_kept_apart_are_told(tmp_path: Path) -> None:
    def stops(value: str) -> Callable[[Any], None]:
        def edit(document: Any) -> None:
            for old in document.settings.element.xpath("w:defaultTabStop"):
                document.settings.element.remove(old)
            stop = document.settings.element.makeelement(qn("w:defaultTabStop"), {qn("w:val"): value})
            document.settings.element.insert(0, stop)

        return edit

    joiner = joined(
        tmp_path / "合.docx", {"甲": made(stops("420")), "乙": made(stops("720")), "丙": made(stops("420"))}
    )
    assert joiner.differing == {"defaultTabStop": ["乙"]}


def test_a_document_alike_on_all_pages_stays_so_among_others(tmp_path: Path) -> None:
    def plain(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "单双相同"
        document.add_paragraph("甲")

    def uneven(document: Any) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[0].footer.paragraphs[0].text = "单"
        document.sections[0].even_page_footer.paragraphs[0].text = "双"
        document.add_paragraph("乙")

    joined(tmp_path / "合.docx", {"甲": made(plain), "乙": made(uneven)})
    document = docx.Document(str(tmp_path / "合.docx"))
    assert document.settings.odd_and_even_pages_header_footer
    feet = [(s.footer.paragraphs[0].text, s.even_page_footer.paragraphs[0].text) for s in document.sections]
    assert feet == [("单双相同", "单双相同"), ("单", "双")]


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    documents = {path.name: path.read_bytes() for path in sorted((ROOT / "templates/公文").glob("*.docx"))}
    joined(tmp_path / "一.docx", documents)
    joined(tmp_path / "二.docx", documents)
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".docx"] == []


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"\xd0\xcf\x11\xe0", b"<html>"])
def test_what_is_no_document_stops_the_whole_and_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    joiner = Joiner(tmp_path / "合.docx")
    joiner.add(made(lambda document: document.add_paragraph("甲")), "甲")
    with pytest.raises(GenwenError):
        joiner.add(data, "乙")
    joiner.discard()
    assert list(tmp_path.iterdir()) == []


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MAX_BODY", 9000)
    joiner = Joiner(tmp_path / "合.docx")
    data = made(lambda document: document.add_paragraph("甲" * 900))
    joiner.add(data, "一")
    joiner.add(data, "二")
    joiner.add(data, "三")
    with pytest.raises(GenwenError, match="打不开"):
        joiner.close()
    joiner.discard()
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_join_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GenwenError, match="没有公文"):
        Joiner(tmp_path / "合.docx").close()
    assert list(tmp_path.iterdir()) == []
