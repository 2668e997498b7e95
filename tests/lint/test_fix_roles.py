"""genwen fix by 要素: type, place and red rule of each that is certain; what is not, or is the unit's own wish, stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt, RGBColor, Twips
from foreign_documents import Writer
from test_fix import fixed, texts

from genwen.cli.main import main
from genwen.lint.fonts import face_of
from genwen.lint.view import ATTACHMENT_MARK, ATTACHMENT_NOTE, DATE, MARK, NUMBER, PRINTING, SIGNATURE, Line, View
from genwen.lint.viewing import view_of_file
from genwen.ooxml.form import CORRECTOR, FormTable
from genwen.ooxml.formatting import W
from genwen.ooxml.revisions_check import malformed
from genwen.ooxml.revisions_package import Package
from genwen.ooxml.revisions_resolve import by, reject


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


BODY = (
    "各镇人民政府：", "为做好秋冬季森林防火工作，现将有关事项通知如下，请认真执行。", "一、加强巡查", "各镇要落实巡查人员，每天巡查两次。",
)  # fmt: skip


def typed(mark: str, number: str, title: str, body: tuple[str, ...], closing: tuple[tuple[str, Any], ...]) -> Any:
    """A document typed in Word's own type: the mark large and red, the title large, everything else as it comes."""
    document = docx.Document()
    for text, size in ((mark, 40), (number, None), (title, 22)):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if text == mark:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
    for text in body:
        document.add_paragraph(text)
    for text, align in closing:
        document.add_paragraph(text).alignment = align
    return document


def looks(view: View, role: str) -> list[tuple[str, float]]:
    return [(face_of(line.main_run().form.font), line.main_run().form.size) for line in view.of(role)]


def only(view: View, role: str) -> Line:
    (line,) = view.of(role)
    return line


def fix(folder: Path, capsys: Any, document: Any) -> tuple[View, dict[str, Any]]:
    """The document fixed outright, its words as they were but for what is listed, and nothing to do the second time."""
    document.save("甲.docx")
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert result["written"], result
    _, again = fixed(capsys, result["written"], "--direct")
    assert again["written"] is None, again
    words = "".join("".join(texts(folder / "甲.docx")).split())
    for item in result["done"]:
        words = words.replace(item["old"], item["new"], 1)
    assert "".join("".join(texts(folder / result["written"])).split()) == words
    return view_of_file(folder / result["written"]), result


NOTICE = (
    "　　　　　　云溪县林业局文件", "云林〔2025〕9号", "关于做好秋冬季森林防火工作的通知", (*BODY, "附件：1.巡查表", "　　　2.责任人名单"),
    (("云溪县林业局", ALIGN.RIGHT), ("2025年9月8日", ALIGN.RIGHT), ("此件公开发布", None)),
)  # fmt: skip


def test_every_role_of_a_typed_notice_gets_its_type(folder: Path, capsys: Any) -> None:
    view, result = fix(folder, capsys, typed(*NOTICE))
    assert {item["code"] for item in result["left"]} <= {"G406", "G907"}
    for role in (NUMBER, SIGNATURE, DATE, ATTACHMENT_NOTE):
        assert set(looks(view, role)) == {("仿宋", 16)}, role
    assert looks(view, MARK) == [("小标宋", 40)]
    mark, number = only(view, MARK), only(view, NUMBER)
    assert (mark.text, mark.paragraph.form.align) == ("云溪县林业局文件", "center")
    assert number.paragraph.form.bottom is not None
    assert number.paragraph.form.bottom.color == "FF0000"
    assert [(line.text, line.paragraph.form.left, line.paragraph.form.first) for line in view.of(ATTACHMENT_NOTE)] == [
        ("附件：1.巡查表", 1890, -1260), ("2.责任人名单", 1890, -315),
    ]  # fmt: skip
    assert [line.paragraph.form.right for line in view.of(SIGNATURE, DATE)] == [1418, 1260]
    assert texts(folder / result["written"])[-1] == "（此件公开发布）"


def test_tracked_it_can_be_rejected_to_the_original(folder: Path, capsys: Any) -> None:
    typed(*NOTICE).save("甲.docx")
    _, result = fixed(capsys, "甲.docx")
    before, after = ((folder / name).read_bytes() for name in ("甲.docx", result["written"]))
    assert malformed(after, before, CORRECTOR) == []
    package = Package(after, "甲.docx")
    body = package.stories[package.body_part]
    reject(body, by(CORRECTOR))
    said = ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]
    assert [text for text in said if text] == [text for text in texts(folder / "甲.docx") if text]


def test_a_number_under_a_rule_drawn_elsewhere_gets_no_second_one(folder: Path, capsys: Any) -> None:
    document = typed(*NOTICE)
    title = document.paragraphs[2]
    Writer().rule(title.insert_paragraph_before(), "FF0000", 12)
    view, _ = fix(folder, capsys, document)
    number = only(view, NUMBER)
    assert looks(view, NUMBER) == [("仿宋", 16)]
    assert number.paragraph.form.bottom is None


def test_upward_number_keeps_the_face_of_the_name(folder: Path, capsys: Any) -> None:
    document = typed("云溪县林业局文件", "云林〔2025〕9号\t签发人：", "关于防火经费的请示", ("县人民政府：", *BODY[1:], "妥否，请批示。"),
                     NOTICE[4][:2])  # fmt: skip
    Writer().look(document.paragraphs[1].add_run("郑某某"), "楷体", 16)
    view, result = fix(folder, capsys, document)
    runs = {run.text.strip(): face_of(run.form.font) for run in only(view, NUMBER).paragraph.runs}
    assert runs["郑某某"] == "楷体"
    assert only(view, NUMBER).paragraph.form.style == "上行发文字号"
    assert "G225" not in {item["code"] for item in result["left"]}


def test_an_order_is_set_as_one(folder: Path, capsys: Any) -> None:
    document = typed("云溪县人民政府令", "第7号", "", (), ())
    document.paragraphs[2]._p.getparent().remove(document.paragraphs[2]._p)
    document.add_paragraph("《云溪县林区防火办法》已经2025年9月1日县人民政府第9次常务会议通过，现予公布。")
    for text in ("县　长　　郑　某", "2025年9月3日"):
        document.add_paragraph(text).alignment = ALIGN.RIGHT
    issued = document.add_paragraph()
    issued.paragraph_format.page_break_before, issued.alignment = True, ALIGN.CENTER
    issued.add_run("云溪县林区防火办法").font.size = Pt(22)
    document.add_paragraph("第一条　为了预防林区火灾，制定本办法。")
    view, result = fix(folder, capsys, document)
    assert result["left"] == []
    assert view.kind == "命令"
    assert only(view, NUMBER).paragraph.form.bottom is None
    assert [line.paragraph.form.right for line in view.of(SIGNATURE, DATE)] == [1260, 1260]
    assert view.lines[2].blanks == 2
    assert looks(view, "正文") == [("仿宋", 16)] * 2
    assert looks(view, "标题") == [("小标宋", 22)]


@pytest.mark.parametrize("label_face", ["仿宋", "黑体"])
def test_those_at_a_meeting_keep_their_hanging_indent(label_face: str, folder: Path, capsys: Any) -> None:
    writer = Writer()
    line = writer.line
    line("云溪县人民政府专题会议纪要", "小标宋", 40, align=ALIGN.CENTER, red=True)
    line(), line()
    line("〔2025〕9号", align=ALIGN.CENTER, rule=("FF0000", 12))
    line(), line()
    line("秋冬季森林防火工作会议纪要", "小标宋", 22, align=ALIGN.CENTER)
    line()
    line("2025年9月1日，县长郑某主持召开会议，研究森林防火工作。现纪要如下。", indent=2)
    line()
    for label in ("出席：", "列席人员："):
        names = line()
        names.paragraph_format.left_indent, names.paragraph_format.first_line_indent = Twips(1575), Twips(-945)
        writer.look(names.add_run(label[:-1]), label_face, 16)
        writer.look(names.add_run(f"：{'冯某某、陈某、' * 9}褚某"), "仿宋", 16)
    for paragraph in writer.document.paragraphs:
        paragraph.paragraph_format.line_spacing = Twips(500)
    view, result = fix(folder, capsys, writer.document)
    found = [(line, line.paragraph.form) for line in view.lines if "席" in line.text[:2]]
    assert [(form.left, form.first) for _, form in found] == [(1575, -945), (2205, -1575)]
    for names, _ in found:
        faces = [face_of(run.form.font) for run in names.paragraph.runs if run.text]
        assert (faces[0], set(faces[1:])) == ("黑体", {"仿宋"})
    assert "G348" not in {item["code"] for item in result["left"]}


def test_a_letter_keeps_its_own_head(folder: Path, capsys: Any) -> None:
    writer = Writer()
    writer.letter(writer.line("云溪县林业局", "小标宋", 40, align=ALIGN.CENTER, red=True))
    writer.line("云林函〔2025〕9号", "宋体", 11, align=ALIGN.RIGHT)
    writer.line(), writer.line()
    writer.line("关于商请支援防火车辆的函", "小标宋", 22, align=ALIGN.CENTER)
    writer.line()
    writer.line("县公安局：")
    writer.line("现商请支援防火车辆两台，请函复。", indent=2)
    view, _ = fix(folder, capsys, writer.document)
    number = only(view, NUMBER)
    assert (looks(view, NUMBER), number.paragraph.form.align) == ([("仿宋", 16)], "right")
    assert number.paragraph.form.bottom is None


def test_joint_names_in_one_line_stand_over_the_date(folder: Path, capsys: Any) -> None:
    both = "云溪县林业局　　　云溪县财政局"
    document = typed(NOTICE[0].strip(), *NOTICE[1:3], BODY, ((both, ALIGN.RIGHT), ("2025年9月8日", ALIGN.RIGHT)))
    view, _ = fix(folder, capsys, document)
    assert [line.paragraph.form.right for line in view.of(SIGNATURE, DATE)] == [1418, 1260]
    assert texts(folder / "甲.改正.docx")[-2] == both


def test_names_that_only_spaces_put_to_the_right_are_left_when_there_are_several(folder: Path, capsys: Any) -> None:
    spaced = tuple(("　" * 14 + name, None) for name in ("云溪县林业局", "云溪县财政局", "2025年9月8日"))
    document = typed(NOTICE[0].strip(), *NOTICE[1:3], BODY, spaced)
    view, result = fix(folder, capsys, document)
    assert not any(item["style"] in ("发文机关署名", "成文日期") for item in result["styled"])
    assert all(line.text.startswith("　" * 14) for line in view.of(SIGNATURE, DATE))


def test_an_attachment_begins_a_page(folder: Path, capsys: Any) -> None:
    document = typed(*NOTICE)
    for text in ("", "附件1", "", "巡查表", "附件2", "", "责任人名单"):
        document.add_paragraph(text).alignment = ALIGN.CENTER if len(text) > 3 else None
    view, result = fix(folder, capsys, document)
    assert [(line.text, line.new_page, line.blanks) for line in view.of(ATTACHMENT_MARK)] == [
        ("附件1", True, 0), ("附件2", True, 0),
    ]  # fmt: skip
    assert "G911" not in {item["code"] for item in result["left"]}


@pytest.mark.parametrize("style", ["Table Grid", "Normal Table"])
def test_the_imprint_of_a_table_gets_its_type_and_its_rules(style: str, folder: Path, capsys: Any) -> None:
    writer = Writer()
    for text in ("关于做好秋冬季森林防火工作的通知", *BODY):
        writer.line(
            text, *(("小标宋", 22) if "关于" in text else ()), align=ALIGN.CENTER if "关于" in text else ALIGN.LEFT
        )
    writer.imprint("抄送：县应急管理局。", "云溪县林业局办公室", "2025年9月9日印发")
    for row in writer.document.tables[0].rows:
        writer.look(row.cells[0].paragraphs[0].runs[0], "宋体", 11)
    properties = writer.document.tables[0]._tbl.tblPr
    properties.remove(next(child for child in properties if child.tag.endswith("tblBorders")))
    writer.document.tables[0].style = style
    view, result = fix(folder, capsys, writer.document)
    table = view.form.blocks[-1]
    assert isinstance(table, FormTable)
    edges = (table.top, *table.between[:1], table.bottom)
    assert [edge.width for edge in edges if edge] == [8, 6, 8]
    assert not {"G816", "G817", "G821"} & {item["code"] for item in result["left"]}
    assert looks(view, PRINTING) == looks(view, "抄送机关") == [("仿宋", 14)]


def test_coloured_words_become_black(folder: Path, capsys: Any) -> None:
    writer = Writer()
    for text in ("关于做好秋冬季森林防火工作的通知", *BODY):
        writer.line(text, *(("小标宋", 22) if "关于" in text else ()), align=ALIGN.CENTER if "关于" in text else ALIGN.LEFT,
                    indent=0 if text in BODY[:1] or "关于" in text else 2)  # fmt: skip
    run = writer.document.paragraphs[2].add_run("逾期不再受理。")
    writer.look(run, "仿宋", 16)
    run.font.color.rgb = RGBColor(0, 0, 0xFF)
    view, _ = fix(folder, capsys, writer.document)
    assert {item.form.color for line in view.lines for item in line.paragraph.runs} <= {"", "000000"}


def test_what_the_unit_wants_so_stays(folder: Path, capsys: Any) -> None:
    (folder / "genwen.yaml").write_text(
        "年度: 2025\n核对:\n  级别: {G214: 关, G345: 关}\n  体例:\n    - {规则: G341, 原因: 县委办统一要求}\n", "utf-8"
    )
    view, result = fix(folder, capsys, typed(*NOTICE))
    assert {item["style"] for item in result["styled"]} == {"公文正文", "一级标题"}
    assert looks(view, MARK)[0][0] != "小标宋"
    assert main(["check", result["written"]]) in (0, 1)


def test_small_type_behind_a_left_indent_is_put_to_the_right(folder: Path, capsys: Any) -> None:
    document = typed(NOTICE[0].strip(), *NOTICE[1:3], BODY, ())
    for text in ("云溪县林业局", "2025年9月8日"):
        document.add_paragraph(text).paragraph_format.left_indent = Twips(6600)
    view, _ = fix(folder, capsys, document)
    forms = [(line.paragraph.form.align, line.paragraph.form.left) for line in view.of(SIGNATURE, DATE)]
    assert forms == [("right", 0)] * 2


def test_a_level_that_is_not_certain_is_only_set_as_the_body_is(folder: Path, capsys: Any) -> None:
    document = typed(
        NOTICE[0].strip(), *NOTICE[1:3], (*BODY, "1.日常巡查到位", "巡查及时。", "2.值班值守到位"), NOTICE[4][:2]
    )
    view, _ = fix(folder, capsys, document)
    unsure = [line for line in view.lines if line.text.endswith("到位")]
    assert [line.sure for line in unsure] == [False, False]
    assert {line.paragraph.form.style for line in unsure} == {"公文正文"}
