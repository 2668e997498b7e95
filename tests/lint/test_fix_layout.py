"""genwen fix where no word changes: page numbers, blank lines, signatures, tables, rules of the 版记; on foreign documents."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Twips
from foreign_documents import Writer
from foreign_forms import FORMS, written
from foreign_texts import NAMES, content
from test_fix import texts

from genwen.cli.main import main
from genwen.lint.fonts import face_of
from genwen.lint.viewing import view_of_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fixed(capsys: Any, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["fix", "--json", *arguments]) in (0, 1)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)["files"][0]
    return found


def binding(result: dict[str, Any]) -> list[str]:
    """What is left that is an error, or a warning of what the standard binds to."""
    return [
        item["code"] for item in result["left"]
        if item["severity"] == "错误" or (item["severity"] == "警告" and item["strength"] == "硬")
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_foreign_documents_come_out_right_and_settle(form: str, folder: Path, capsys: Any) -> None:
    for name in NAMES:
        path = folder / f"{name}.docx"
        path.write_bytes(written(content(name), form))
        result = fixed(capsys, path.name, "--direct")
        # in a text without any form the titles of attachments are inferred, so that nothing is done to them
        left = [code for code in binding(result) if form != "没有格式" or code != "G913"]
        assert left == [], name
        new = Path(result["written"])
        before, after = ["".join("".join(texts(item)).split()) for item in (path, new)]
        assert after == before
        again = fixed(capsys, new.name, "--direct")
        assert (again["written"], again["laid"]) == (None, []), name


def test_page_numbers_are_put_in(folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(written(content("通知"), "直接格式"))
    result = fixed(capsys, "甲.docx")
    assert any(item["place"] == "页码" for item in result["laid"])
    view = view_of_file(folder / result["written"])
    section = view.form.sections[0]
    sides = {kind: (story[0].form.align, story[0].runs[0].form.size) for kind, story in section.footers.items()}
    assert sides == {"default": ("right", 14.0), "even": ("left", 14.0)}
    assert view.form.even_and_odd
    with zipfile.ZipFile(folder / result["written"]) as package:
        assert "footer_genwen1.xml" in package.read("[Content_Types].xml").decode()
    docx.Document(str(folder / result["written"]))


def test_a_first_page_of_its_own_is_numbered_too(folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(written(content("通知"), "直接格式"))
    document = docx.Document(str(folder / fixed(capsys, "甲.docx")["written"]))
    document.sections[0].different_first_page_header_footer = True
    document.save(str(folder / "乙.docx"))
    result = fixed(capsys, "乙.docx")
    assert any(item["place"] == "页码" for item in result["laid"])
    assert "G111" not in [item["code"] for item in result["left"]]
    [number] = view_of_file(folder / result["written"]).form.sections[0].footers["first"]
    assert (number.form.align, number.text.split()[0]) == ("right", "—")
    again = fixed(capsys, result["written"])
    assert (again["written"], again["laid"]) == (None, [])


@pytest.mark.parametrize("where", ["header", "footer"])
def test_headers_and_footers_with_words_are_left_to_people(where: str, folder: Path, capsys: Any) -> None:
    document = docx.Document(BytesIO(written(content("通知"), "直接格式")))
    getattr(document.sections[0], where).paragraphs[0].text = "内部资料"
    document.save(str(folder / "甲.docx"))
    result = fixed(capsys, "甲.docx")
    assert "G111" in [item["code"] for item in result["left"]]
    assert not any(item["place"] == "页码" for item in result["laid"])


def test_tables_are_made_as_wide_as_the_page_and_their_heads_repeated(folder: Path, capsys: Any) -> None:
    document = docx.Document(BytesIO(written(content("方案"), "直接格式")))
    table = document.add_table(30, 2, "Table Grid")
    table.autofit = False
    for number, row in enumerate(table.rows):
        for cell, text, width in zip(row.cells, (str(number), "单位"), (4000, 8000), strict=True):
            cell.text, cell.width = text if number else "序号", Twips(width)
    for column, width in zip(table.columns, (4000, 8000), strict=True):
        column.width = Twips(width)
    document.save(str(folder / "甲.docx"))
    assert main(["check", "甲.docx"]) == 0
    said = capsys.readouterr().out
    assert "G801" in said
    assert "G802" in said
    result = fixed(capsys, "甲.docx")
    assert not {"G801", "G802"} & {item["code"] for item in result["left"]}
    made = docx.Document(str(folder / result["written"])).tables[0]
    assert [column.width.twips for column in made.columns] == [2948, 5897]


def test_signature_of_spaces_is_put_in_its_place(folder: Path, capsys: Any) -> None:
    writer = Writer()
    for text in (
        "　　　　关于开展节水检查的通知",
        "各单位：",
        "　　现将有关事项通知如下，请认真执行。",
        "　　请于年底前完成。",
    ):
        writer.line(text)
    for text in ("临江市水利局", "2025年9月1日"):
        writer.line("　" * 16 + text)
    (folder / "甲.docx").write_bytes(writer.saved())
    result = fixed(capsys, "甲.docx", "--direct")
    lines = view_of_file(folder / result["written"]).lines[-2:]
    assert [(line.text, line.paragraph.form.align, line.paragraph.form.right) for line in lines] == [
        ("临江市水利局", "right", 1418), ("2025年9月1日", "right", 1260),
    ]  # fmt: skip


def test_blank_lines_that_hold_something_stay(folder: Path, capsys: Any) -> None:
    writer = Writer()
    writer.line("关于开展节水检查的通知", "小标宋", 22, align=1)
    for _ in range(3):
        writer.line()
    writer.document.paragraphs[-2].add_run().add_break()
    writer.line("各单位：")
    writer.line("现将有关事项通知如下，请认真执行。", indent=2)
    (folder / "甲.docx").write_bytes(writer.saved())
    result = fixed(capsys, "甲.docx")
    assert result["written"] is None
    assert "G312" in [item["code"] for item in result["left"]]


def test_numbered_headings_begin_two_characters_in(folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(written(content("通知"), "WPS"))
    result = fixed(capsys, "甲.docx")
    lines = [line for line in view_of_file(folder / result["written"]).lines if line.label]
    assert len(lines) == 7
    assert {(line.paragraph.form.first, line.paragraph.form.first_chars) for line in lines} == {(630, 200)}


@pytest.mark.parametrize("wrong", [0, 1])
def test_lines_of_one_title_are_treated_alike(wrong: int, folder: Path, capsys: Any) -> None:
    writer = Writer()
    for number, text in enumerate(("临江市水利局关于进一步加强", "城区节水检查工作的通知")):
        writer.line(text, "黑体" if number == wrong else "小标宋", 22, align=1)
    writer.line()
    writer.line("各单位：")
    writer.line("现将有关事项通知如下，请认真执行。", indent=2)
    (folder / "甲.docx").write_bytes(writer.saved())
    result = fixed(capsys, "甲.docx", "--direct")
    lines = view_of_file(folder / result["written"]).lines
    assert [(line.role, face_of(line.main_run().form.font)) for line in lines[:2]] == [("标题", "小标宋")] * 2
    assert {line.paragraph.form.style for line in lines[:2]} == {"公文标题"}
    assert not {"G301", "G321", "G341"} & {item["code"] for item in result["left"]}


def letter(mark: str = "云州市水利局", title_face: str = "小标宋", gap: int = 2) -> bytes:
    """A letter as 10.1 has it."""
    writer = Writer()
    writer.letter(writer.line(mark, "小标宋", 40, align=1, red=True))
    writer.line("云水函〔2025〕27号", align=2)
    for _ in range(gap):
        writer.line()
    writer.line("关于商请提供河道管理范围数据的函", title_face, 22, align=1)
    writer.line()
    writer.line("云州市自然资源局：")
    writer.line("为做好河道管理工作，现商请贵局提供有关数据。", indent=2)
    writer.line("专此函达，请予支持。", indent=2)
    writer.line()
    writer.line("云州市水利局", align=2, right=1418)
    writer.line("2025年4月8日", align=2, right=1260)
    writer.line("抄送：市政府办公室。", size=14)
    return writer.saved()


def test_a_right_letter_is_left_alone(folder: Path, capsys: Any) -> None:
    (folder / "函.docx").write_bytes(letter())
    result = fixed(capsys, "函.docx")
    assert (result["written"], result["laid"], result["styled"], result["left"]) == (None, [], [], [])


@pytest.mark.parametrize("mark", ["云州市水利局", "云州市水利局文件"])
def test_a_letter_gets_no_ordinary_red_head(mark: str, folder: Path, capsys: Any) -> None:
    (folder / "函.docx").write_bytes(letter(mark, "黑体", 1))
    result = fixed(capsys, "函.docx", "--direct")
    said = " ".join(item["place"] + item["done"] for item in result["laid"])
    assert "发文字号" not in said
    assert "版记" not in said
    number, title = view_of_file(folder / result["written"]).lines[1:3]
    assert (number.blanks, number.paragraph.form.align, title.blanks) == (0, "right", 2)
